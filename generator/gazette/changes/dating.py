"""The day since when a text says itself that it applies.

Policies that were written for another site often carry their date: a key of their front matter, a
sentence ("Effective 4 May 2026"), an attribute of an element (`datetime="2015-02-17"`). The
configuration says where to look (`effective_from`); the first place counts, and a day is read as
a whole date, in ISO 8601 or in the words of the text's language. Nothing is guessed: what is no
day of the calendar is told, with its line.

A line such as "Last updated: May 4, 2026" is known by its words in the text's language
(`hand_dated`), wherever it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gazette import languages
from gazette.changes import signals
from gazette.document import body
from gazette.languages.legible import legible, spaced
from gazette.languages.scripts import EAST_STOPS, SMALL_LATIN
from gazette.model import Finding, OwnDate, Place, Severity, SourceFile

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = 60  # characters within which a date follows what it is the date of
_FEW = 3  # words between the two, as in "Last updated on Tuesday, 20 May"
# A time behind a date, and nothing else: "12 May 2024, 14:03".
_TIME = re.compile(
    r"(?:,? *(?:\w{1,3} ){0,2}\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?)?[. ]*",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ][\d:.,+Z-]*)?")


def own_date(files: Sequence[SourceFile], how: OwnDate, lang: str) -> date | Finding:
    """The day that a text gives itself, or what is wrong with it, as a warning."""
    for file in files:
        if found := _written(file, how):
            written, at = found
            place = Place(file.path, file.text.count("\n", 0, at) + 1)
            return _day(written, lang) or _unreadable(written, place)
    what = f"This text has no date of its own: {_where(how)} is not there."
    fix = "The date of the commit counts. Write the date into the text, or remove effective_from."
    return Finding("own-date-missing", Severity.WARNING, Place(files[0].path, 1), what, fix)


def _written(file: SourceFile, how: OwnDate) -> tuple[str, int] | None:
    """What a file has as its date, and where in the file it begins."""
    text, lines = body(file.text)
    above = len(file.text) - len(text)
    if how.key:
        pattern = (
            rf"""^{re.escape(how.key)}[ \t]*:[ \t]*["']?(?P<date>[^\n"'#]*?)["']?[ \t]*(?:#.*)?$"""
        )
        found = re.compile(pattern, re.MULTILINE).search(file.text, 0, above) if lines else None
    elif how.attribute:
        name = re.escape(how.attribute)
        pattern = rf"""(?<![\w-]){name}[ \t]*=[ \t]*(?:"(?P<date>[^"\n]*)"|'(?P<other>[^'\n]*)')"""
        found = re.compile(pattern).search(file.text, above)
    else:
        found = re.compile(how.pattern).search(file.text, above)
    if not found:
        return None
    name = "other" if how.attribute and found["date"] is None else "date"
    return (found[name] or "").strip(), found.start(name)


def _day(written: str, lang: str) -> date | None:
    if match := _ISO.fullmatch(written):
        try:
            return date.fromisoformat(match[1])
        except ValueError:
            return None
    read = legible(written)
    days = [day for words, day in signals.days(read, lang) if words.strip() == read]
    return days[0] if days else None


def _unreadable(written: str, place: Place) -> Finding:
    what = f"The text's own date “{written[:40]}” cannot be read as a date."
    fix = "The date of the commit counts. Write it as year-month-day, for example 2027-01-15."
    return Finding("own-date-unreadable", Severity.WARNING, place, what, fix)


def _where(how: OwnDate) -> str:
    if how.key:
        return f'"{how.key}" in its front matter'
    if how.attribute:
        return f'an element with "{how.attribute}"'
    return f'what the pattern "{how.pattern}" looks for'


# --- Dates written by hand ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HandDated:
    """A line such as "Effective: May 4, 2026".

    Attributes:
        words: the words up to the end of the date.
        is_effective: whether it says since when the text applies, not when it was changed.
        day: the date, None where no single day is meant.
    """

    words: str
    is_effective: bool
    day: date | None


def hand_dated(text: str, lang: str) -> HandDated | None:
    """What a block says of the text's own date: it begins with words for it, and a date follows.

    None for any other text. The words are those of the text as it is read (`spaced`).
    """
    known = languages.of(lang)
    for pattern, is_effective in ((known.updated, False), (known.effective, True)):
        if found := _dated(text, pattern, lang):
            return HandDated(found[0], is_effective, found[1])
    return None


def printed(text: str, lang: str) -> bool:
    """Whether a block says when this copy was printed or fetched, and nothing else."""
    found = _dated(text, languages.of(lang).printed, lang, few=0)
    return found is not None and _TIME.fullmatch(spaced(text)[len(found[0]) :]) is not None


def _dated(text: str, pattern: str, lang: str, few: int = _FEW) -> tuple[str, date | None] | None:
    """The words up to the end of a date behind the words for it, with which a text begins.

    `few` is how many other words may stand between the two.
    """
    text = spaced(text)
    label = pattern and re.match(rf"\W*(?:{pattern})(?![{SMALL_LATIN}])", text.lower()[: 2 * _HEAD])
    dates = signals.days(text[label.end() : label.end() + _HEAD], lang) if label else []
    if not label or not dates:
        return None
    written, day = dates[0]
    start = text.index(written, label.end())
    if not _belong_together(text[label.end() : start], few):
        return None
    return text[: start + len(written)].strip(), day


def _belong_together(between: str, few: int) -> bool:
    """Whether a date is that of the label before it, by the words between the two."""
    is_one_sentence = not re.search(rf"[.!?]\s|[{EAST_STOPS}]", between)
    return is_one_sentence and len(re.findall(r"\w+", between)) <= few
