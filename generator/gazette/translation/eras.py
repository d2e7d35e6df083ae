"""Which states of a catalog give a version its words, and when those words were corrected.

A version lives from its announcement until it is neither in force nor upcoming any more. What a
catalog says in that time reaches it, the newest state first; a translation that was once shown
stays where a later state lacks it. What it never had in its life comes from the catalogs after
it, the earliest first: so a past version keeps its words, and only gets those that it lacked.

New words for a passage that readers saw translated are a correction, at the instant of the
catalog's commit. A first translation is none.

A version's texts in a language are told apart by stages: the text before each correction, or
before its links changed, from 0 on. A stage stands for itself as a version whose label has a
space in it, which no label has.

Source: design, section 5.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

from gazette.document.units import likeness
from gazette.model import (
    ENDS,
    Event,
    EventKind,
    Status,
    Translation,
    TranslationRule,
    Version,
)
from gazette.translation.entries import as_entries
from gazette.translation.lookup import Translations
from gazette.translation.parity import has_words
from gazette.versions import begins, day_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from gazette.history import CatalogState
    from gazette.translation.entries import Entry

# What makes a version read, or lead, otherwise than it did.
REWORDS = frozenset({EventKind.CORRECTED, EventKind.TRANSLATION_CORRECTED, EventKind.RELINKED})


@dataclass(frozen=True, slots=True)
class Era:
    """The states of one catalog that concern a version.

    Attributes:
        states: all that are known, oldest first; many versions share them.
        end: the place of the first that came after its life.
        own: those of its life, oldest first, beginning with the one it was announced with.
        shown: how many of its own had come when the text was read that is asked for.
        rule: whether the newest or the first words count.
    """

    states: Sequence[CatalogState]
    end: int
    own: tuple[CatalogState, ...]
    shown: int
    rule: TranslationRule = TranslationRule.CORRECTED

    @property
    def chain(self) -> Iterator[CatalogState]:
        """Its own and those after it, in the order in which they are asked for a passage."""
        shown = 0 if self.rule is TranslationRule.AS_PUBLISHED else self.shown
        yield from reversed(self.own[:shown])
        yield from self.own[shown:]
        yield from islice(self.states, self.end, None)


def known(states: Iterable[CatalogState], zone: ZoneInfo, today: date) -> tuple[CatalogState, ...]:
    """The states of a catalog that are known on a day, drafts among them."""
    return tuple(state for state in states if day_of(state.at, zone) <= today or not state.commit)


def era(
    version: Version,
    states: Sequence[CatalogState],
    zone: ZoneInfo,
    rule: TranslationRule,
    *,
    until: Event | None = None,
) -> Era:
    """Which of the known states of a catalog concern a version.

    `states` come in the order of the line, and so of their times. `until` asks for the text as it
    was before it was corrected or relinked.
    """
    after = bisect_right(states, version.first_order, key=attrgetter("order"))
    first = max(0, after - 1)
    last = _end(version, zone)
    end = len(states) if last is None else bisect_left(states, last, after, key=attrgetter("at"))
    own = tuple(states[first:end])
    return Era(states, end, own, _shown(version, own, until, after - first), rule)


def _shown(version: Version, own: Sequence[CatalogState], until: Event | None, least: int) -> int:
    """How many of its states a version had before an event."""
    if until is None:
        return len(own)
    if until.lang:
        return next(at for at, state in enumerate(own) if state.commit == until.commit)
    return max(least, sum(_at(state, version) < until.at for state in own))


def _end(version: Version, zone: ZoneInfo) -> datetime | None:
    """The instant from which a version is neither in force nor upcoming, None where it is."""
    if version.status is Status.DRAFT:
        return None
    if version.events[-1].kind in ENDS:
        return version.events[-1].at
    return begins(version.until, zone) if version.until else None


def _at(state: CatalogState, version: Version) -> datetime:
    """When a state reached a version: not before it was announced, whatever a clock said."""
    return max(state.at, version.events[0].at)


def corrections(version: Version, era: Era, places: Iterable[int], lang: str) -> Iterator[Event]:
    """The corrections of a version's translation, from the places of the states that bring them."""
    for place in places:
        state = era.own[place]
        at = _at(state, version)
        due = [event.effective for event in version.events if event.at <= at][-1]
        kind = EventKind.TRANSLATION_CORRECTED
        yield Event(kind, at, state.commit, due, lang=lang)


def reworded(catalogs: Sequence[Mapping[str, Entry]]) -> frozenset[str]:
    """What some state of a catalog translates otherwise than one before: the units' likenesses.

    What holds no words, such as "99.5%", had readers who saw it before anybody translated it.
    """
    found: set[str] = set()
    known: dict[str, str] = {}
    for catalog in catalogs:
        for entry in as_entries(catalog).all:
            same = likeness(entry.source)
            first = entry.translation if has_words(entry.source) else entry.source
            if entry.translation and known.setdefault(same, first) != entry.translation:
                found.add(same)
    return frozenset(found)


def places_of(
    catalogs: Sequence[Mapping[str, Entry]], units: Iterable[tuple[str, str]]
) -> list[int]:
    """The places of the states that say something else than readers had seen till then.

    `catalogs` has the entries of each state of a version's life, `units` its passages with their
    contexts.
    """
    return sorted({place for unit in units for place in _places(catalogs, *unit)})


def _places(catalogs: Sequence[Mapping[str, Entry]], unit: str, context: str) -> Iterator[int]:
    seen = ""
    for place, catalog in enumerate(catalogs):
        if as_entries(catalog).of(unit, context) is None:
            seen = seen or ("" if has_words(unit) else unit)
            continue
        text, state = Translations([catalog]).look_up(unit, context)
        if state is Translation.TRANSLATED:
            if seen and text != seen:
                yield place
            seen = text


def with_events(version: Version, found: Iterable[Event]) -> Version:
    """A version with further events, each where it belongs in time."""
    new = tuple(found)
    if not new:
        return version
    first, *others = version.events
    return replace(version, events=(first, *sorted((*others, *new), key=_moment)))


def _moment(event: Event) -> tuple[datetime, bool]:
    return event.at, event.kind in ENDS


# --- Stages -------------------------------------------------------------------------------


def rewordings(version: Version, lang: str) -> tuple[Event, ...]:
    """What made a version read otherwise in a language, oldest first."""
    return _rewordings(_Events(version.events), lang)[0]


def number(version: Version, event: Event, lang: str) -> int:
    """The place of an event among these, from 0. Raises KeyError where it is none of them."""
    return _rewordings(_Events(version.events), lang)[1][event]


def is_reworded(version: Version, event: Event, lang: str) -> bool:
    """Whether an event is one of these."""
    return event in _rewordings(_Events(version.events), lang)[1]


class _Events:
    """The events of a version by identity: of hundreds, each is asked for many times."""

    __slots__ = ("events",)

    def __init__(self, events: tuple[Event, ...]) -> None:
        self.events = events

    def __hash__(self) -> int:
        return id(self.events)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Events) and self.events is other.events


@lru_cache(maxsize=64)
def _rewordings(told: _Events, lang: str) -> tuple[tuple[Event, ...], dict[Event, int]]:
    """What made a text read otherwise in a language, and the place of each."""
    found = tuple(e for e in told.events if e.kind in REWORDS and e.lang in {"", lang})
    return found, {event: at for at, event in reversed([*enumerate(found)])}


def stage_label(label: str, lang: str, number: int) -> str:
    """The label under which a text stands that a version had in a language, from 0."""
    return f"{label} {lang} {number}"


def text_label(version: Version, lang: str, number: int) -> str:
    """The label of a text that a version had in a language, from 0; the last one is its own."""
    is_now = number == len(rewordings(version, lang))
    return version.label if is_now else stage_label(version.label, lang, number)


def parted(label: str) -> tuple[str, str, int] | None:
    """The version, language and number of a stage's label, None for that of a version."""
    parts = label.rsplit(" ", 2)
    return (parts[0], parts[1], int(parts[2])) if len(parts) > 1 else None


def place(label: str) -> str:
    """What tells a stage from the others of a version, "" for the text as it is now."""
    return " ".join(map(str, (parted(label) or ())[1:]))


def stage(version: Version, lang: str, number: int) -> Version:
    """A version as it was in a language before one of its corrections, by number from 0."""
    events = rewordings(version, lang)
    source = sum(not event.lang for event in events[:number])
    was = version.stages[source] if source < len(version.stages) else version
    return replace(
        version,
        label=stage_label(version.label, lang, number),
        files=was.files,
        assets=was.assets,
        stages=(),
    )


def left(version: Version, known: Collection[str]) -> Version:
    """A version without the corrections of its source text by other commits than these."""
    kept = tuple(stage for stage in version.stages if stage.until.commit in known)
    if len(kept) == len(version.stages):
        return version
    was, later = version.stages[len(kept)], {stage.until for stage in version.stages[len(kept) :]}
    events = tuple(event for event in version.events if event not in later)
    return replace(version, files=was.files, assets=was.assets, stages=kept, events=events)
