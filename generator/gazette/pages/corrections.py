"""The pages of what was corrected in a version: the text as it first was, and each redline.

    /<lang>/<policy>/v/<label>/as-published/      the first text, for good
    /<lang>/<policy>/v/<label>/corrections/<n>/   what the n-th correction changed

A language in which nothing was corrected has none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from gazette.changes import redline
from gazette.html.redlines import redline_html
from gazette.html.texts import text_html
from gazette.model import Block, BlockKind, Document, Inline, Pair, PairKind, Redline, Run
from gazette.pages import addresses, editions, events, homes, interface
from gazette.pages.linking import Links
from gazette.pages.page import Facts, Page
from gazette.pages.redlined import RedlineBody, Redlines
from gazette.pages.texts import TextBody
from gazette.translation import eras

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markupsafe import Markup

    from gazette.archive.archive import Archive
    from gazette.archive.site import Site
    from gazette.archive.sources import FrontTexts as Texts
    from gazette.document.targets import Published
    from gazette.html.inlines import Href
    from gazette.html.voice import Voice
    from gazette.model import Version
    from gazette.pages.events import Told
    from gazette.pages.texts import Last


@dataclass(frozen=True, slots=True)
class AsPublishedFacts(Facts):
    """What the page of a text as it first was shows besides it.

    The sections of the text as it now is have days of change; of this one, `touched` has none.
    """

    home: homes.Home
    edition: editions.Edition
    lasting: str
    source_address: str
    touched: Mapping[str, Last]


@dataclass(frozen=True, slots=True)
class CorrectionFacts(Facts):
    """What the page of a correction shows besides its redlines.

    `before` and `after` are the corrections next to it; `notes_changed` tells whether the title,
    the summary or another note was corrected, too.
    """

    home: homes.Home
    edition: editions.Edition
    event: Told
    before: Told | None
    after: Told | None
    notes_changed: bool
    lasting: str


@dataclass(frozen=True, slots=True)
class CorrectionBody(RedlineBody):
    """The redline of a text that was corrected, and that of its notes."""

    notes: Markup


def corrections(site: Site, name: str, published: Published) -> Iterator[Page]:
    """The pages of all corrections of a policy, by its id."""
    for lang in site.languages:
        whole, within, voice = site.archive(name), site.within(lang), interface.voice(site, lang)
        archive = whole.within(lang)
        redlines = Redlines(within, archive, lang, published, voice)
        for version in archive.policy.versions:
            if eras.rewordings(version, lang):
                found = _Corrected(
                    within, whole, archive, version, lang, published, voice, redlines
                )
                yield from found.made()


@dataclass(frozen=True)
class _Corrected:
    """A version that was corrected in a language; `whole` is its policy in all languages."""

    site: Site
    whole: Archive
    archive: Archive
    version: Version
    lang: str
    published: Published
    voice: Voice
    redlines: Redlines

    def made(self) -> Iterator[Page]:
        edition = editions.edition(self.archive, self.version, self.lang)
        home = homes.home(self.archive, self.lang)
        yield self._first(home, edition)
        for number in range(1, len(edition.rewordings) + 1):
            yield self._page(home, edition, number)

    def _label(self, number: int) -> str:
        return eras.text_label(self.version, self.lang, number)

    def _made_from(self, *labels: str) -> tuple[str, ...]:
        languages = (self.lang, self.site.settings.source_language)
        states = (
            self.archive.texts.state(label, lang).digest for label in labels for lang in languages
        )
        return (*states, self.site.grounds.state(self.published, self.archive.policy.id))

    def _href(self, place: str, *labels: str) -> Href:
        return Links(self.site, self.published, self.lang, place, self.archive.policy.id, labels)

    # --- As published -----------------------------------------------------------------------

    def _first(self, home: homes.Home, edition: editions.Edition) -> Page:
        place, label = edition.as_published, self._label(0)
        return Page(
            address=place,
            template="gazette/as_published.html",
            lang=self.lang,
            title=edition.title,
            description=edition.description,
            facts=AsPublishedFacts(
                home=home,
                edition=edition,
                lasting=addresses.url(self.site.settings, place),
                source_address=self._source_address(),
                touched={},
            ),
            body=partial(self._text, label, place, numbered=edition.authored),
            inputs=self._made_from(label),
            noindex=True,
            alternates=tuple(self._alternates(events.AS_PUBLISHED)),
            links=(("latest-version", edition.address), ("version-history", home.history)),
            modified=edition.published.astimezone(self.site.settings.zone).date(),
            tells=(edition.address,),
        )

    def _source_address(self) -> str:
        """Where the text stands in the language that counts: as it is now, if it stayed."""
        source = self.site.settings.source_language
        first = eras.rewordings(self.version, source)
        return addresses.below(self.archive.policy.id, self.version.label)(
            source, *([events.AS_PUBLISHED] if first else [])
        )

    def _alternates(self, *rest: str) -> Iterator[tuple[str, str]]:
        place = addresses.below(self.archive.policy.id, self.version.label)
        for lang in self.whole.spoken(self.version.label):
            if eras.rewordings(self._in(lang), lang):
                yield lang, place(lang, *rest)

    def _in(self, lang: str) -> Version:
        """The version as far as another language goes."""
        return self.whole.within(lang).policy.version(self.version.label)

    def _text(self, label: str, place: str, *, numbered: bool) -> TextBody:
        document = self.archive.texts.document(label, self.lang)
        href = self._href(place, label)
        return TextBody(text_html(document, self.voice, href, numbered=numbered))

    # --- A correction -----------------------------------------------------------------------

    def _page(self, home: homes.Home, edition: editions.Edition, number: int) -> Page:
        told = edition.rewordings[number - 1]
        sides = self._label(number - 1), self._label(number)
        event = eras.rewordings(self.version, self.lang)[number - 1]
        below = addresses.below(self.archive.policy.id, self.version.label)
        told_in = self.whole.told_in(self.version.label, event)
        redlines = events.redlines(
            self._in(self.site.settings.source_language), event, told_in, below
        )
        return Page(
            address=told.redline,
            template="gazette/correction.html",
            lang=self.lang,
            title=edition.title,
            facts=CorrectionFacts(
                home=home,
                edition=edition,
                event=told,
                before=self._neighbour(edition, number - 1),
                after=self._neighbour(edition, number + 1),
                notes_changed=bool(self._notes(*sides)),
                lasting=addresses.url(self.site.settings, told.redline),
            ),
            body=partial(self._redline, sides, told.redline, numbered=edition.authored),
            inputs=(*self._made_from(*sides), repr(self._notes(*sides))),
            noindex=True,
            alternates=tuple(redlines.items()),
            links=(("latest-version", edition.address), ("version-history", home.history)),
            modified=told.at.astimezone(self.site.settings.zone).date(),
            tells=(edition.address,),
        )

    @staticmethod
    def _neighbour(edition: editions.Edition, number: int) -> Told | None:
        told = edition.rewordings
        return told[number - 1] if 0 < number <= len(told) else None

    def _redline(self, sides: tuple[str, str], place: str, *, numbered: bool) -> CorrectionBody:
        found = self.redlines.of(*sides, place, numbered=numbered)
        href = self._href(place, *reversed(sides))
        notes = _compared(self._notes(*sides), self.lang)
        return CorrectionBody(
            redline=found.redline,
            touched=found.touched,
            signals=found.signals,
            corrections=found.corrections,
            notes=redline_html(notes, self.voice, href, numbered=False),
        )

    def _notes(self, old: str, new: str) -> tuple[tuple[str, str], ...]:
        """What is said of the version besides its text, where it was translated otherwise."""
        sides = [self.archive.texts.front(label, self.lang) for label in (old, new)]
        notes = zip(*map(_translated, sides), strict=True)
        return tuple((before, now) for before, now in notes if before and now and before != now)


def _translated(texts: Texts) -> list[str]:
    """The notes of a version in order, "" for one that stands in the source language."""
    found = {
        "title": [texts.title],
        "description": [texts.description],
        "summary": [texts.summary],
        "highlights": [highlight.text for highlight in texts.highlights],
        "badges": [*texts.badges],
        "notice_exception": [texts.notice_exception],
        "in_short": [*texts.in_short],
    }
    return [
        "" if name in texts.untranslated else text for name, each in found.items() for text in each
    ]


def _compared(notes: tuple[tuple[str, str], ...], lang: str) -> Redline:
    """Plain words, old and new, as a redline."""
    old, new = (Document(lang, tuple(_block(note[side]) for note in notes)) for side in (0, 1))
    pairs = [Pair(PairKind.AMENDED, (at,), (at,)) for at in range(len(notes))]
    return redline.redline(old, new, pairs)


def _block(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, 0, text, Inline(escape(text), (Run(text),)))
