"""What may differ between a version as it is published and as it would be.

Everything that is said of a version stays, but for what time brings and readers are told:

- its status and the day until which it applies, which follow from the day;
- events after the published ones; what one of them brings about: another date (rescheduled), other
  words (corrected, relinked; translation-corrected in one language), the end (withdrawn, replaced);
- a passage or note that stood in the source language and is now translated; a language more;
- notes (title, summary, highlights, the reason for short notice) by a later commit of the version:
  the summary and the reason until it takes effect, since they announce it.

A class that nobody had stated may be stated by a later commit. Nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.data import entries
from gazette.model import Finding, Place, Severity
from gazette.publishing import happened, noted, worded
from gazette.publishing.sides import HISTORY, Sides
from gazette.publishing.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gazette.archive.archive import Archive
    from gazette.model import Version
    from gazette.publishing.published import PublishedVersion


def compared(
    archive: Archive, version: Version, old: PublishedVersion, as_of: date
) -> Iterator[Finding]:
    """What a version would say otherwise than the site of the day `as_of` does."""
    sides = Sides(archive, version, old, as_of)
    yield from happened.dates(sides)
    yield from happened.events(sides)
    yield from happened.change(sides)
    yield from worded.text(sides)
    yield from worded.sections(sides)
    for lang in old.readings:
        if lang in archive.spoken(version.label):
            yield from _language(sides, lang)
        elif lang in archive.settings.all_languages:
            yield _without(sides, lang)
        # A language of the site that is gone altogether is told once, and not for each version.


def _without(sides: Sides, lang: str) -> Finding:
    what = f'{sides.name.capitalize()} is published in "{lang}", and would be no longer.'
    fix = f'Put "{lang}" back under "languages", or under "languages_kept" at a later commit.'
    return Finding("language-lost", Severity.ERROR, Place(), what, fix)


def _language(sides: Sides, lang: str) -> Iterator[Finding]:
    yield from worded.reading(sides, lang)
    yield from noted.notes(sides, lang)
    within = sides.archive.within(lang).policy
    if lang in sides.old.changes and not within.basis(sides.version.label):
        what = f'What {sides.name} changed is published in "{lang}", and would be lost.'
        yield sides.finding(sides.version.front.where("version"), what, HISTORY)
    feed_id = entries.entry_id(sides.archive, sides.version, lang)
    is_moved = sides.old.published != sides.version.published  # told already
    if sides.old.feed_ids.get(lang, feed_id) != feed_id and not is_moved:
        both = shown(sides.old.feed_ids[lang]), feed_id
        fix = "Set back what changed it: everyone who reads the feed would be told again."
        yield sides.differs("version", f'The id in the feed ("{lang}")', *both, fix)
