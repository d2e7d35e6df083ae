"""Tags of languages (BCP 47): "fr-CA" is French, "zh-Hant" Chinese.

This is the one place that knows what stands in a tag. Tags of a configuration are written with
hyphens; those that others write may have underscores, and capitals anywhere. Source of the
letters' case: RFC 5646, section 2.1.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def language(tag: str) -> str:
    """The language of a tag alone: "pt" of "pt-BR"."""
    return _folded(tag).partition("-")[0]


def canonical(tag: str) -> str:
    """A tag as it is written by all: "pt-BR" for "pt_BR" and "PT-br", "zh-Hant" for "zh_hant"."""
    code, *others = _folded(tag).split("-")
    return "-".join([code, *map(_cased, others)])


def widened(tag: str) -> Iterator[str]:
    """A tag, then the same with ever less said: "zh-Hans-CN", "zh-Hans", "zh"."""
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        yield "-".join(parts[:length])


def nearest(asked: str, offered: Sequence[str], script: Callable[[str], str]) -> str:
    """Which of the offered tags serves whoever asks for a language, "" where none does.

    The tag itself; one of the language in the same script, the plain language first; else any
    of the language. `script` tells in which script a tag is written: Taiwan has "zh-Hant".
    """
    wanted, base = _folded(asked), language(asked)
    kin = sorted(
        (tag for tag in offered if language(tag) == base), key=lambda t: _folded(t) != base
    )
    same = (tag for tag in kin if _folded(tag) == wanted)
    alike = (tag for tag in kin if script(tag) == script(asked))
    return next(same, "") or next(alike, "") or next(iter(kin), "")


def _cased(part: str) -> str:
    """A script, as in "Hant", a region, as in "BR", or anything else in small letters."""
    if not part.isalpha():
        return part
    return {4: part.title(), 2: part.upper()}.get(len(part), part)


def _folded(tag: str) -> str:
    return tag.replace("_", "-").lower()
