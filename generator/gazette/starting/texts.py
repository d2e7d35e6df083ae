"""The first version of a policy, and the guide for those who write it.

A starting text is one file a language: a title, then sections, each with an id. It becomes a folder
as authors know it: `index.md` with the front matter, and a file a section. All languages have the
same blocks in the same order, so that each is a translation of the others (`wording`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gazette.starting.templates import filled, folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from importlib.resources.abc import Traversable

# Kind of policy -> the id that it begins with, which is part of its address.
KINDS = {"privacy": "privacy-policy", "terms": "terms-of-service"}

_SECTION = re.compile(r"^## .*\{#([a-z-]+)\}$", re.MULTILINE)
_PARTS = re.compile(r"^(?=## )", re.MULTILINE)
# What Markdown would take for one of its signs, within a line or where a block begins.
_SIGNS = re.compile(r"[\\`*_\[\]<>{}|~]|^[#+=-]|&(?=#?\w+;)")
_NUMBER = re.compile(r"^(\d+)([.)])")


@cache
def languages() -> tuple[str, ...]:
    """The languages that have starting texts, sorted."""
    return tuple(sorted(each.name for each in folder("texts").iterdir() if each.is_dir()))


def spoken(tag: str) -> str:
    """The language whose texts serve a tag, "" where there are none: "fr" for "fr-CA"."""
    base = tag.replace("_", "-").partition("-")[0].lower()
    return base if base in languages() else ""


def title(kind: str, lang: str) -> str:
    """The title of a kind of policy in a language that has texts."""
    first = (_home(lang) / f"{kind}.md").read_text("utf-8").partition("\n")[0]
    return first.removeprefix("# ")


def policy(kind: str, lang: str, name: str, effective: date) -> Mapping[str, str]:
    """The files of a first version: name in the policy's folder -> text.

    `name` is the company's, in plain words; `lang` one of `languages()`.
    """
    front = folder("texts") / "front.md"
    index = filled(front, title=title(kind, lang), effective=effective.isoformat())
    return {"index.md": index} | sections(kind, lang, name)


def sections(kind: str, lang: str, name: str) -> dict[str, str]:
    """The files of its sections alone, in their order."""
    text = filled(_home(lang) / f"{kind}.md", name=escaped(name))
    starts = [*_SECTION.finditer(text)]
    ends = [*(found.start() for found in starts[1:]), len(text)]
    return {
        f"{number:02}-{found[1]}.md": f"{text[found.start() : end].strip()}\n"
        for number, (found, end) in enumerate(zip(starts, ends, strict=True), 1)
    }


def escaped(words: str) -> str:
    """Plain words as Markdown in the middle of a line."""
    return _NUMBER.sub(r"\1\\\2", _SIGNS.sub(r"\\\g<0>", words))


def guide(lang: str, *, has_blanks: bool, **values: str) -> tuple[str, str]:
    """The guide's file name and text in a language that has texts.

    Its first section is about blanks, and left out where the texts have none.
    """
    home = next(each for each in _home(lang).iterdir() if each.name[:-3].isupper())
    before, about_blanks, *others = _PARTS.split(filled(home, **values))
    return home.name, "".join((before, *[about_blanks] * has_blanks, *others))


def names(lang: str) -> tuple[str, ...]:
    """What policies are called in a language; one behind "= " says so only as a file's name."""
    return tuple((_home(lang) / "names.txt").read_text("utf-8").splitlines())


def _home(lang: str) -> Traversable:
    return folder("texts") / lang
