"""Rules about what the text says of itself: dates, changes, and whom to ask.

What a language says is known by `languages`. The rules look for what is plainly meant, and keep
silent where they are not sure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette import languages, signals
from gazette.checks.scope import authored, changed, newest, source
from gazette.model import Finding, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gazette.languages import Asking
    from gazette.model import Document, Place, Version
    from gazette.site import Site

_SENTENCE = re.compile(r"[^.!?。！？]{1,500}[.!?。！？]?")
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


def nobody_is_told_to_look(site: Site) -> Iterator[Finding]:
    """Readers are told of changes; to ask them to look themselves is not enough.

    Source: Article 29 Working Party, Guidelines on transparency (WP260 rev.01), point 29.
    """
    asking = languages.of(site.settings.source_language).asking
    if asking is None:
        return
    for policy, version in newest(site):
        found = [
            (at, sentence)
            for at, block in enumerate(source(site, policy, version).blocks)
            if (sentence := _sentence(asking, block.text))
        ]
        places = site.places(policy.id, version.label) if found else ()
        for at, sentence in found:
            what = f"This asks readers to look for changes themselves: “{sentence}”"
            mend = (
                "Say how you tell them of changes; the EU guidelines on transparency (WP260, "
                "point 29) do not accept such a request as notice."
            )
            yield Finding("check-back", Severity.HINT, places[at], what, mend)


# --- Dates written by hand -----------------------------------------------------------------------

_HEAD = 60  # characters within which a date follows what it is the date of
_FEW = 3  # words between the two, as in "Last updated on Tuesday, 20 May"


def dates_are_not_written_by_hand(site: Site) -> Iterator[Finding]:
    """The site says since when a version applies; a date in the text grows old, or contradicts."""
    lang = site.settings.source_language
    for policy, version in authored(site):
        document = source(site, policy, version)
        for at, block in enumerate(document.blocks):
            found = _hand_dated(block.text, lang)
            if found:
                place = site.places(policy.id, version.label)[at]
                yield _dated(site, version, place, *found)


def _hand_dated(text: str, lang: str) -> tuple[str, bool, date | None] | None:
    """The words of a line such as "Last updated: …", whether they mean the effective day, and it.

    None for any other text: the line begins with them, and a date follows.
    """
    head = text.lower()[: 2 * _HEAD]
    known = languages.of(lang)
    for pattern, is_effective in ((known.updated, False), (known.effective, True)):
        label = pattern and re.match(rf"\W*(?:{pattern})(?![a-zß-ÿ])", head)
        if label:
            dates = signals.days(text[label.end() : label.end() + _HEAD], lang)
            if dates:
                written, day = dates[0]
                start = text.index(written, label.end())
                if _belong_together(text[label.end() : start]):
                    words = text[: start + len(written)].strip()
                    return words, is_effective, day
    return None


def _belong_together(between: str) -> bool:
    """Whether a date is that of the label before it, by the words between the two."""
    is_one_sentence = not re.search(r"[.!?]\s|[。！？]", between)
    return is_one_sentence and len(re.findall(r"\w+", between)) <= _FEW


def _dated(
    site: Site,
    version: Version,
    place: Place,
    words: str,
    is_effective: bool,  # noqa: FBT001  # what `_hand_dated` found
    day: date | None,
) -> Finding:
    published = version.published.astimezone(site.settings.zone).date()
    true = {version.effective} if is_effective else {version.effective, published}
    if day is None or day in true:
        what = f"“{words}” is written by hand; every page of the policy shows its dates by itself."
        return Finding(
            "hand-dated", Severity.WARNING, place, what, "Take the line out of the text."
        )
    said = "takes effect" if is_effective else "is published"
    on = version.effective if is_effective else published
    what = f"“{words}” contradicts the version, which {said} on {on}."
    is_mendable = version.status in (Status.UPCOMING, Status.DRAFT) and is_effective
    severity = Severity.ERROR if is_mendable else Severity.WARNING
    mend = "Take the line out: every page shows the dates by itself."
    return Finding("date-contradicts", severity, place, what, mend)


# --- Whom to ask ---------------------------------------------------------------------------------

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


def a_new_contact_is_told(site: Site) -> Iterator[Finding]:
    """Readers who wrote down an address learn that another one took its place."""
    for policy, version, before in changed(site):
        if not version.front.version:
            continue
        old, new = (_contacts(source(site, policy, each)) for each in (before, version))
        gone, come = old.keys() - new.keys(), new.keys() - old.keys()
        if not gone:
            continue
        touched = {old[each] for each in gone} | {new[each] for each in come}
        if not _mentions(version, gone | come, touched):
            to = ", ".join(sorted(come)) or "nothing"
            what = f"The contact changed from {', '.join(sorted(gone))} to {to}, and no highlight"
            mend = "If it is meant, tell it in a highlight or in the summary."
            place = version.front.where("highlights" if version.front.highlights else "summary")
            yield Finding(
                "contact-changed", Severity.WARNING, place, f"{what} or summary says so.", mend
            )


def _contacts(document: Document) -> dict[str, str]:
    """Every mail address and telephone number of a text, with the section it stands in."""
    found: dict[str, str] = {}
    for block in document.blocks:
        for address in _ADDRESS.findall(block.text):
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
