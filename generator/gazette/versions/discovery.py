"""Which revisions make versions: by every distinct text, by tag, and by label once there is one.

A policy that ever had a label is labelled from then on, unless the configuration names another
rule: whoever loses the label by a slip gets an error, and no version by another rule. What stood
before the first label keeps the versions that it made by commits or tags.

By commits, a version is a text whose words differ from those before. A change of links, images
or markup alone is an event of the version that has the words. Texts that stood for less than the
policy's `settle` days are left out. A text that says since when it applies has that day, and all
consecutive texts with one such day are one version; another day is another, whatever the words.
"""

from __future__ import annotations

import fnmatch
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from gazette.model import (
    Discovery,
    EventKind,
    Place,
    PolicySource,
    Revision,
    Version,
)
from gazette.versions.days import begins
from gazette.versions.labels import by_label
from gazette.versions.record import Record
from gazette.versions.replay import replayed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from zoneinfo import ZoneInfo

    from gazette.model import Finding
    from gazette.versions.readings import Reader


def timeline(
    revisions: Sequence[Revision],
    source: PolicySource,
    reader: Reader,
    zone: ZoneInfo,
    today: date,
) -> tuple[tuple[Version, ...], tuple[Finding, ...]]:
    """The versions of a policy that were published by `today`, oldest announcement first.

    `revisions` are oldest first, their front matter read. The findings are about the whole
    history, whatever the day.
    """
    record = Record(source, zone, reader)
    legacy, labelled = split(_in_time(revisions), source)
    if source.discovery is Discovery.TAGS or (source.tags and source.discovery is None):
        _by_tag(record, legacy)
    else:
        _by_text(record, legacy, begins(today + timedelta(days=1), zone))
    by_label(record, labelled)
    return replayed(record.versions, zone, today), tuple(record.findings)


def split(
    revisions: Sequence[Revision], source: PolicySource
) -> tuple[Sequence[Revision], Sequence[Revision]]:
    """The revisions before the first one with a label, and those from it on.

    All are of the first kind where the configuration asks for commits or tags; where it asks for
    labels, what stood before the first one was never published.
    """
    if source.discovery in (Discovery.COMMITS, Discovery.TAGS):
        return revisions, ()
    found = (at for at, revision in enumerate(revisions) if declares_label(revision))
    start = next(found, len(revisions))
    legacy = () if source.discovery is Discovery.LABELS else revisions[:start]
    return legacy, revisions[start:]


def declares_label(revision: Revision) -> bool:
    """Whether a revision's front matter has a `version`, well written or not."""
    return any(key == "version" for key, _ in revision.front.lines)


def _in_time(revisions: Iterable[Revision]) -> list[Revision]:
    """The revisions with a text, none dated before the one it follows, as by a wrong clock."""
    found: list[Revision] = []
    for revision in revisions:
        if revision.files:
            last = found[-1].committed if found else revision.committed
            found.append(replace(revision, committed=max(revision.committed, last)))
    return found


# --- By text ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Stand:
    """Consecutive revisions with the same words, or with one date of their own.

    `since` is that date; `short` how many texts were left out before it.
    """

    revisions: list[Revision]
    words: str
    since: date | None
    short: int = 0

    @property
    def begun(self) -> datetime:
        return self.revisions[0].committed


def _by_text(record: Record, revisions: Sequence[Revision], end: datetime) -> None:
    """Every text that stood long enough is a version. `end` is that of the day asked for."""
    counts: Counter[date] = Counter()
    for stand in _settled(_stands(record, revisions), record.source.settle, end):
        first = stand.revisions[0]
        day = stand.since or record.day(first.committed)
        counts[day] += 1
        label = f"{day}.{counts[day]}" if counts[day] > 1 else f"{day}"
        version = record.version(first, label if first.commit else "draft", first.committed, day)
        record.add(replace(version, short_lived=stand.short), first)
        for revision in stand.revisions[1:]:
            _reword(record, revision)


def _stands(record: Record, revisions: Iterable[Revision]) -> list[_Stand]:
    found: list[_Stand] = []
    for revision in revisions:
        if not (read := record.read(revision)):
            continue
        since, last = record.reader.dated(revision), found[-1] if found else None
        is_draft, is_dated = not revision.commit, bool(since)
        is_redated = last is not None and is_dated and last.since != since
        is_same = last is not None and (
            last.words == read.words or (is_dated and last.since == since and not is_draft)
        )
        if last and is_same and not is_redated:
            last.revisions.append(revision)
            last.words = read.words
        else:
            found.append(_Stand([revision], read.words, since))
    return found


def _settled(stands: Sequence[_Stand], days: int, end: datetime) -> list[_Stand]:
    """The texts that stood for so many days, those joined that only a short one kept apart."""
    found: list[_Stand] = []
    short = 0
    ends = [*(stand.begun for stand in stands[1:]), end]
    for stand, until in zip(stands, ends, strict=False):  # no text, no end
        is_draft = not stand.revisions[0].commit
        stood = min(until, end) - stand.begun
        if days and not is_draft and stood < timedelta(days=days):
            short += 1
        elif found and found[-1].words == stand.words and found[-1].since == stand.since:
            found[-1].revisions += stand.revisions
        else:
            stand.short, short = short, 0
            found.append(stand)
    return found


def _reword(record: Record, revision: Revision) -> None:
    """Let the last version show a text that is no version of its own."""
    at = len(record.versions) - 1
    label = record.versions[at].label
    old, new = record.read(record.texts[label]), record.read(revision)
    if old and new and old.look != new.look:
        is_same = old.words == new.words
        kind = EventKind.RELINKED if is_same else EventKind.CORRECTED
        record.reword(at, revision, kind)


# --- By tag -------------------------------------------------------------------------------


def _by_tag(record: Record, revisions: Sequence[Revision]) -> None:
    """Every tagged revision with other words is a version, named by what `*` stands for."""
    for revision, tag, label in _tagged(record.source, revisions):
        read = record.read(revision)
        if read is None:
            continue
        before = record.read(record.texts[record.versions[-1].label]) if record.versions else None
        if record.place_of(label) >= 0:
            what = f"Version {label} was published before; the tag {tag} would be another."
            place = Place(revision.files[0].path, 1)
            record.find("label-reused", place, what, "Rename one of the two tags.")
        elif before and before.words == read.words:
            _reword(record, revision)
        else:
            day = record.reader.dated(revision) or record.day(revision.committed)
            effective = revision.front.effective or day
            version = record.version(revision, label, revision.committed, effective)
            record.add(version, revision)


def _tagged(
    source: PolicySource, revisions: Iterable[Revision]
) -> Iterator[tuple[Revision, str, str]]:
    """(revision, tag, label) of the tags that match the policy's pattern."""
    pattern = source.tag_pattern
    prefix, _, suffix = pattern.partition("*")
    for revision in revisions:
        for tag in sorted(name for name in revision.tags if fnmatch.fnmatchcase(name, pattern)):
            named = tag[len(prefix) : len(tag) - len(suffix)]
            yield revision, tag, re.sub(r"[^A-Za-z0-9._]+", "-", named).strip("-.") or "tag"
