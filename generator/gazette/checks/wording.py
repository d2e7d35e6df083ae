"""Rules about what the text says of itself: dates, changes, and whom to ask.

What a language says is known by `languages`. The rules look for what is plainly meant, and keep
silent where they are not sure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette import languages
from gazette.changes.dating import hand_dated
from gazette.checks.scope import authored, changed, newest
from gazette.languages.legible import spaced
from gazette.languages.scripts import EAST_STOPS
from gazette.model import Finding, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.archive import Archive
    from gazette.changes.dating import HandDated
    from gazette.languages import Asking
    from gazette.model import Document, Place, Version

_SENTENCE = re.compile(rf"[^.!?{EAST_STOPS}]{{1,500}}[.!?{EAST_STOPS}]?")
_SHOWN = 120  # characters of a sentence that a message shows


# --- "Check back regularly" --------------------------------------------------------------------


def _sentence(asking: Asking, text: str) -> str:
    """The sentence of a text that asks so, shortened for a message; "" where none does."""
    if not re.search(asking.often, text.lower()):
        return ""
    patterns = (asking.often, asking.thing, asking.asks, asking.looks)
    for sentence in _SENTENCE.findall(text):
        if all(re.search(pattern, sentence.lower()) for pattern in patterns):
            shown = " ".join(sentence.split())
            return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    return ""


def nobody_is_told_to_look(archive: Archive) -> Iterator[Finding]:
    """Readers are told of changes; to ask them to look themselves is not enough.

    Source: Article 29 Working Party, Guidelines on transparency (WP260 rev.01), point 29.
    """
    asking = languages.of(archive.settings.source_language).asking
    if asking is None:
        return
    for version in newest(archive):
        found = [
            (at, sentence)
            for at, block in enumerate(archive.sources.document(version.label).blocks)
            if (sentence := _sentence(asking, spaced(block.inline.unstruck)))
        ]
        places = archive.sources.places(version.label) if found else ()
        for at, sentence in found:
            what = f"This asks readers to look for changes themselves: “{sentence}”"
            fix = (
                "Say how you notify them of changes; the EU guidelines on transparency (WP260, "
                "point 29) do not accept such a request as notice."
            )
            yield Finding("check-back", Severity.HINT, places[at], what, fix)


# --- Dates written by hand -----------------------------------------------------------------------


def dates_are_not_written_by_hand(archive: Archive) -> Iterator[Finding]:
    """The site says since when a version applies; a date in the text grows old, or contradicts."""
    for version in authored(archive):
        for place, found in _hand_dated(archive, version):
            yield _dated(archive, version, place, found)


def _hand_dated(archive: Archive, version: Version) -> Iterator[tuple[Place, HandDated]]:
    lang = archive.settings.source_language
    for at, block in enumerate(archive.sources.document(version.label).blocks):
        if found := hand_dated(block.inline.unstruck, lang):
            yield archive.sources.places(version.label)[at], found


def _dated(archive: Archive, version: Version, place: Place, found: HandDated) -> Finding:
    published = version.published.astimezone(archive.settings.zone).date()
    true = {version.effective} if found.is_effective else {version.effective, published}
    if found.day is None or found.day in true:
        what = (
            f"“{found.words}” is written by hand; every page of the policy shows its dates "
            "automatically."
        )
        return Finding(
            "hand-dated", Severity.WARNING, place, what, "Remove the line from the text."
        )
    said = "takes effect" if found.is_effective else "is published"
    on = version.effective if found.is_effective else published
    what = f"“{found.words}” contradicts the version, which {said} on {on}."
    is_fixable = version.status in (Status.UPCOMING, Status.DRAFT) and found.is_effective
    severity = Severity.ERROR if is_fixable else Severity.WARNING
    fix = "Remove the line: every page shows the dates automatically."
    return Finding("date-contradicts", severity, place, what, fix)


def own_dates_are_used(archive: Archive) -> Iterator[Finding]:
    """A text that says since when it applies is not said to apply since another day.

    For texts that were written for another site, whose day is that of a commit or a tag.
    """
    for version in newest(archive):
        is_dated = version.front.effective or archive.policy.source.own_date
        if version.front.version or is_dated or version.status is Status.DRAFT:
            continue
        stated = [each for each in _hand_dated(archive, version) if each[1].is_effective]
        if stated and stated[0][1].day not in (None, version.effective):
            place, found = stated[0]
            what = (
                f"The text says “{found.words}”, but its pages say that it applies since "
                f"{version.effective}, the day it was committed."
            )
            fix = (
                "Let the text's own date count: set effective_from in the configuration, for the "
                "site or for this policy."
            )
            yield Finding("date-contradicts", Severity.WARNING, place, what, fix)


# --- Whom to ask ---------------------------------------------------------------------------------

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


def a_new_contact_is_told(archive: Archive) -> Iterator[Finding]:
    """Readers who wrote down an address learn that another one took its place."""
    for version, before in changed(archive):
        if not version.front.version:
            continue
        old, new = (_contacts(archive.sources.document(each.label)) for each in (before, version))
        gone, come = old.keys() - new.keys(), new.keys() - old.keys()
        if not gone:
            continue
        touched = {old[each] for each in gone} | {new[each] for each in come}
        if not _mentions(version, gone | come, touched):
            to = ", ".join(sorted(come)) or "nothing"
            what = f"The contact changed from {', '.join(sorted(gone))} to {to}, and no highlight"
            fix = "If this is intended, mention it in a highlight or in the summary."
            place = version.front.where("highlights" if version.front.highlights else "summary")
            yield Finding(
                "contact-changed", Severity.WARNING, place, f"{what} or summary says so.", fix
            )


def _contacts(document: Document) -> dict[str, str]:
    """Every mail address and telephone number of a text, with the section it stands in."""
    found: dict[str, str] = {}
    for block in document.blocks:
        for address in _ADDRESS.findall(block.inline.unstruck):
            found.setdefault(address.lower(), block.section)
        for mark in (mark for run in block.inline.runs for mark in run.marks):
            scheme, _, rest = mark.target.partition(":")
            if scheme.lower() in {"mailto", "tel"} and rest:
                found.setdefault(rest.partition("?")[0].lower(), block.section)
    return found


def _mentions(version: Version, contacts: set[str], sections: set[str]) -> bool:
    said = f"{version.front.summary} {' '.join(h.text for h in version.front.highlights)}".lower()
    return any(each in said for each in contacts) or any(
        highlight.section in sections for highlight in version.front.highlights
    )
