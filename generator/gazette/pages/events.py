"""What happened to a version, as the pages of a language tell it.

A correction concerns all languages, or one alone. In that language it is told with its redline;
elsewhere it is told that the translation was corrected, with a link into that language, and the
corrections of one commit stand together.

A language counts its own corrections from 1, the oldest first: so their addresses do not depend on
the languages that a site has besides.

    /<lang>/<policy>/v/<label>/as-published/
    /<lang>/<policy>/v/<label>/corrections/<n>/
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazette.translation import eras

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from gazette.archive.archive import Archive
    from gazette.model import Event, EventKind, Version

    # (language, further parts) -> address below the one where the version stands for good
    Below = Callable[..., str]

AS_PUBLISHED = "as-published"
CORRECTIONS = "corrections"


@dataclass(frozen=True, slots=True)
class Told:
    """An event in a version's life.

    `texts` are the words of a correction with whether they stand in the source language for want
    of a translation; `redlines` the addresses of what it changed, by language. `elsewhere` tells
    that it concerns other languages alone. `before` is the day on which the version was to take
    effect until then.
    """

    kind: EventKind
    at: datetime
    effective: date
    other: str = ""
    texts: tuple[tuple[str, bool], ...] = ()
    redlines: tuple[tuple[str, str], ...] = ()
    elsewhere: bool = False
    before: date | None = None

    @property
    def is_earlier(self) -> bool:
        """Whether the version takes effect earlier than was announced."""
        return self.before is not None and self.effective < self.before

    @property
    def redline(self) -> str:
        """The address of what it changed in the language of the page, "" for none."""
        return "" if self.elsewhere or not self.redlines else self.redlines[0][1]

    @property
    def text(self) -> str:
        """The words of a correction."""
        return " ".join(text for text, _ in self.texts)


def told(archive: Archive, version: Version, lang: str, below: Below) -> tuple[Told, ...]:
    """The events of a version for the pages of a language, oldest first."""
    found: list[Told] = []
    before = None
    for event in version.events:
        if event.lang in {"", lang}:
            own = _own(archive, version, event, lang, below)
            found.append(replace(own, before=before))
            before = event.effective
            continue
        redline = (event.lang, _redline(version, event, event.lang, below))
        if found and found[-1].elsewhere and found[-1].at == event.at:
            found[-1] = _of_others(event, (*found[-1].redlines, redline))
        else:
            found.append(_of_others(event, (redline,)))
    return tuple(found)


def _own(archive: Archive, version: Version, event: Event, lang: str, below: Below) -> Told:
    is_rewording = event.kind in eras.REWORDS
    redlines = ((lang, _redline(version, event, lang, below)),) if is_rewording else ()
    texts = tuple(_texts(archive, version, event, lang))
    return Told(event.kind, event.at, event.effective, event.other, texts, redlines)


def _of_others(event: Event, redlines: tuple[tuple[str, str], ...]) -> Told:
    return Told(event.kind, event.at, event.effective, redlines=redlines, elsewhere=True)


def _texts(
    archive: Archive, version: Version, event: Event, lang: str
) -> Iterator[tuple[str, bool]]:
    """The words of a correction in a language, each with whether it is not translated."""
    for text in filter(None, event.text.split("\n")):
        yield archive.texts.note(version.label, text, lang)


def _redline(version: Version, event: Event, lang: str, below: Below) -> str:
    number = eras.number(version, event, lang) + 1
    return below(lang, CORRECTIONS, str(number))


def redlines(
    version: Version, event: Event, languages: tuple[str, ...], below: Below
) -> dict[str, str]:
    """The addresses of what an event changed in a version, by language."""
    return {
        lang: _redline(version, event, lang, below)
        for lang in languages
        if event.kind in eras.REWORDS and event.lang in {"", lang}
    }
