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

from dataclasses import replace
from difflib import SequenceMatcher
from posixpath import basename, dirname, relpath
from typing import TYPE_CHECKING

from gazette.data import api, feeds
from gazette.document import is_readme
from gazette.model import EventKind, Finding, Place, Severity
from gazette.publishing import older
from gazette.publishing.previous import PublishedBlock, PublishedEvent, PublishedNotes, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from gazette.archive.policy import Policy
    from gazette.archive.site import Site
    from gazette.model import Block, Event, Version
    from gazette.publishing.previous import PublishedVersion

_HISTORY = "Bring back the history as it was published, and make changes in commits on top of it."
_READ_OTHERWISE = (
    "The file is the same, and this Gazette reads it otherwise. See which is right; then write it "
    "so that it is read as it was published, or correct it by an entry."
)
_TRANSLATION = (
    "Bring back the translation. A correction is made in the current catalog, for a version in "
    "force or coming, and told to its readers."
)
_REWRITTEN = (
    "Bring back the history that held it; new words need a new version, and a slip is corrected "
    'by an entry under "corrections".'
)
# What may be new of a day before the published site, for it brings no other law: what was done to a
# text, if the words are those that are published; and that a version was replaced, since the one
# that replaced it is told.
_UNDATED = frozenset(
    {
        EventKind.CORRECTED,
        EventKind.TRANSLATION_CORRECTED,
        EventKind.RELINKED,
        EventKind.REPLACED,
    }
)


def compared(
    site: Site, policy: Policy, version: Version, old: PublishedVersion, as_of: date
) -> Iterator[Finding]:
    """What a version would say otherwise than the site of the day `as_of` does."""
    comparison = _Comparison(site, policy, version, old, as_of)
    yield from comparison.dates()
    yield from comparison.events()
    yield from comparison.change()
    yield from comparison.text()
    yield from comparison.sections()
    for lang in old.readings:
        if lang in site.spoken(policy.id, version.label):
            yield from comparison.language(lang)
        elif lang in site.languages:
            yield comparison.without(lang)
        # A language of the site that is gone altogether is told once, and not for each version.


class _Comparison:
    def __init__(
        self, site: Site, policy: Policy, version: Version, old: PublishedVersion, as_of: date
    ) -> None:
        self.site, self.policy, self.version, self.old = site, policy, version, old
        self.as_of = as_of
        self.name = f"version {version.label} of {policy.id}"
        happened = [_event(event) for event in version.events]
        self.new = _beyond(happened, old.events)
        self.gone = _beyond(old.events, happened)
        # What has another date or detail is no news, however it came to have it.
        self.altered = [(event, found) for event in self.gone if (found := self._altered(event))]
        self.new = [event for event in self.new if event not in dict(self.altered).values()]

    def _altered(self, event: PublishedEvent) -> PublishedEvent | None:
        """What an event that is gone has become, None where it is only gone."""
        return next(
            (new for new in self.new if new.kind is event.kind and self._day(new.at) < self.as_of),
            None,
        )

    def differs(self, key: str, fact: str, old: object, new: object, fix: str) -> Finding:
        """A fact that is published and would change, with both values."""
        what = f"{fact} of {self.name} is published, and would change: {old} -> {new}."
        return self._found(self.version.front.where(key), what, fix)

    @staticmethod
    def _found(place: Place, what: str, fix: str) -> Finding:
        return Finding("published-changed", Severity.ERROR, place, what, fix)

    def has(self, *kinds: EventKind, lang: str = "") -> bool:
        """Whether one of these came since the published site was made, which excuses other words.

        A correction of a translation is one for its own language. Data of an older site, which
        knew no corrections, do not tell those that it had from others.
        """
        return any(
            event.kind in kinds
            and (event.kind is not EventKind.TRANSLATION_CORRECTED or event.detail == lang)
            and (self._day(event.at) >= self.as_of or not self.old.knows_corrections)
            for event in self.new
        )

    def dates(self) -> Iterator[Finding]:
        old, new = self.old, self.version
        if old.published != new.published:
            days = _moments(old.published, new.published.astimezone(self.site.settings.zone))
            fix = "The day of its commit is the day on which readers were told. " + _HISTORY
            yield self.differs("published", "The publication", *days, fix)
        if old.declared != new.declared:
            words = ("witnessed by a commit", "declared")
            fix = 'The line "published" stays as it was. ' + _HISTORY
            sides = words[old.declared], words[new.declared]
            yield self.differs("published", "The kind of publication date", *sides, fix)
        moved = [event for event in self.new if event.kind is EventKind.RESCHEDULED]
        due = moved[-1].effective if moved else old.effective
        if due != new.effective:
            fix = (
                f'Set "effective" back to {due}. A version that is coming is put off by a commit '
                "on top of the published ones, which readers are told of."
            )
            yield self.differs("effective", "The effective date", due, new.effective, fix)

    def events(self) -> Iterator[Finding]:
        """What happened stays, in its order; what comes after it is news."""
        altered = dict(self.altered)
        for event in self.gone:
            if new := altered.get(event):
                sides = f"{_told(event)} -> {_told(new)}"
                what = f"What happened to {self.name} is published, and would change: {sides}."
            else:
                what = f"{_told(event)} is published of {self.name}, and would vanish."
            yield self._found(self.version.front.where("version"), what, _HISTORY)
        for event in self.new:
            if event.kind not in _UNDATED and self._day(event.at) < self.as_of:
                what = (
                    f"{_told(event)} is new of {self.name}, and the site of {self.as_of} does "
                    "not have it: nobody was told then."
                )
                fix = "Commit it anew, so that it has today's date. " + _HISTORY
                yield self._found(self.version.front.where("version"), what, fix)

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.site.settings.zone).date()

    def change(self) -> Iterator[Finding]:
        old, new = self.old, self.version
        if old.change != new.change and (old.classified or not self._is_later()):
            fix = "The class that readers were told stays: set change back."
            yield self.differs("change", "The class", shown(old.change), new.change.value, fix)

    def _is_later(self) -> bool:
        """Whether the version has commits that the published site did not know."""
        commits, known = self.version.commits, self.old.commits
        return len(commits) > len(known) and commits[: len(known)] == known

    # --- Words ----------------------------------------------------------------------------

    def text(self) -> Iterator[Finding]:
        """The source, of which its readers see the words."""
        if self._is_same_text():
            return
        if self.has(EventKind.CORRECTED, EventKind.RELINKED):
            return
        source = self.site.settings.source_language
        words, place = "", self.version.front.where("version")
        now = api.shown(self.site, self.policy.id, self.version)
        if source in self.old.readings and (found := self._first(source)):
            words, place = found
        if not words and self.old.files not in {None, now}:
            words = ": the files that it shows are others"
        what = f"The text of {self.name} is not the one that is published{words}."
        fix = self._ordered() or self._with_readme() or _REWRITTEN
        yield Finding("version-lost", Severity.ERROR, place, what, fix)

    def _ordered(self) -> str:
        """How to keep the order of a text's files, where that alone is another; else "".

        They stood by their paths before they stood by their numbers.
        """
        head, *rest = self.version.files
        files = (head, *sorted(rest, key=lambda file: file.path))
        version = replace(self.version, files=files)
        if api.digest(self.site, self.policy.id, version) != self.old.digest:
            return ""
        names = [relpath(file.path, dirname(head.path)) for file in files[1:]]
        return (
            "Only the order of its files is another; to keep the one that is published, write "
            f'"sections: [{", ".join(names)}]" in the entry of "{self.policy.id}" under "policies".'
        )

    def _with_readme(self) -> str:
        """How to keep a README as a section, as it was one in an older Gazette; else ""."""
        head, *rest = self.version.files
        home, paths = dirname(head.path), [file.path for file in self.version.files]
        found = [
            path
            for path in sorted(self.site.history.paths)
            if dirname(path) == home and is_readme(path) and path not in paths
        ]
        if not found or basename(head.path) != "index.md":
            return ""
        names = [relpath(path, home) for path in sorted([*(f.path for f in rest), *found])]
        return (
            f'If "{basename(found[0])}" is a part of it, write "sections: [{", ".join(names)}]" in '
            f'the entry of "{self.policy.id}" under "policies". {_REWRITTEN}'
        )

    def _is_same_text(self) -> bool:
        """Whether the source is the same, and the files that it shows.

        An older Gazette did not say which these were.
        """
        if self.old.files is None and api.digest_of(self.version.files) == self.old.digest:
            return True
        return api.digest(self.site, self.policy.id, self.version) == self.old.digest

    def sections(self) -> Iterator[Finding]:
        """The ids of its headings are parts of addresses."""
        now = self.site.section_ids(self.policy.id, self.version.label)
        lost = [section for section in self.old.headings if section not in now]
        excused = self._numbered_ids() if lost else frozenset()
        for gone in lost:
            if gone not in excused:
                what = (
                    f'The section "{shown(gone)}" of {self.name} is published, and its address '
                    "would vanish."
                )
                fix = f"Give the heading its id back: {{#{shown(gone)}}}."
                yield self._found(self.version.front.where("version"), what, fix)

    def _numbered_ids(self) -> frozenset[str]:
        """The ids that headings had from the numbers of footnotes, and have no more."""
        source = self.site.settings.source_language
        old = self.old.text(source) if self.old.is_numbered else None
        if old is None:
            return frozenset()
        blocks = self.site.document(self.policy.id, self.version.label, source).blocks
        pairs = zip(old, older.in_form_of_now(old, blocks), strict=False)  # a rule may be gone
        return frozenset(b.anchor for b, now in pairs if b.anchor != now.anchor)

    def without(self, lang: str) -> Finding:
        what = f'{self.name.capitalize()} is published in "{lang}", and would not be any more.'
        fix = f'Put "{lang}" back under "languages", or under "languages_kept" at a later commit.'
        return Finding("language-lost", Severity.ERROR, Place(), what, fix)

    def language(self, lang: str) -> Iterator[Finding]:
        yield from self._reading(lang)
        yield from self._notes(lang)
        within = self.site.within(lang).policy(self.policy.id)
        if lang in self.old.changes and not within.basis(self.version.label):
            what = f'What {self.name} changed is published in "{lang}", and would vanish.'
            yield self._found(self.version.front.where("version"), what, _HISTORY)
        feed_id = feeds.entry_id(self.site, self.policy, self.version, lang)
        is_moved = self.old.published != self.version.published  # told already
        if self.old.feed_ids.get(lang, feed_id) != feed_id and not is_moved:
            sides = shown(self.old.feed_ids[lang]), feed_id
            fix = "Set back what changed it: whoever reads the feed would be told again."
            yield self.differs("version", f'The id in the feed ("{lang}")', *sides, fix)

    def _reading(self, lang: str) -> Iterator[Finding]:
        """The words in a language. Other words in the source have been told of already."""
        source = self.site.settings.source_language
        if self.has(EventKind.CORRECTED, EventKind.TRANSLATION_CORRECTED, lang=lang):
            return
        if lang == source and not self._is_same_text():
            return
        known = self.old.reading(lang)
        now = self.site.within(lang).reading(self.policy.id, self.version.label, lang)
        if known in {"", now}:
            return
        if found := self._first(lang):
            words, place = found
            what = f'The words of {self.name} in "{lang}" are not those that are published{words}.'
            # The file of the source is the same: an older Gazette read it otherwise.
            fix = _READ_OTHERWISE if lang == source else _TRANSLATION
            yield self._found(place, what, fix)

    def _first(self, lang: str) -> tuple[str, Place] | None:
        """The first passage that reads otherwise, in words, and where it stands.

        None where all that differs was not translated before.
        """
        old = self.old.text(lang)
        if old is None:
            return "", self._place(lang)
        document = self.site.within(lang).document(self.policy.id, self.version.label, lang)
        if self.old.is_numbered:
            old = older.in_form_of_now(old, document.blocks)
        for before, at in _differing(old, document.blocks):
            block = document.blocks[at] if at is not None else None
            if before and block and not before.is_translated and before.kind == block.kind:
                continue
            sides = (f"“{shown(side.text)}”" if side else "nothing" for side in (before, block))
            return ": " + " -> ".join(sides), self._place(lang, at, block)
        return None

    def _place(self, lang: str, at: int | None = None, block: Block | None = None) -> Place:
        policy, label = self.policy.id, self.version.label
        if lang == self.site.settings.source_language:
            places = self.site.places(policy, label)
            return places[at] if at is not None else self.version.front.where("version")
        states = self.site.catalog_states(policy, lang)
        if not states:
            return Place()
        lines = states[-1].text.splitlines()
        start = block.text.split("\n")[0][:30] if block else ""
        line = next((n for n, text in enumerate(lines, 1) if start and start in text), 0)
        return Place(states[-1].path, line)

    # --- Notes ----------------------------------------------------------------------------

    def _notes(self, lang: str) -> Iterator[Finding]:
        source = self.site.settings.source_language
        old, new = self.old.notes[lang], self._said(lang)
        original = self.old.notes.get(source, old)
        for key, fact in _NOTES.items():
            before, now = getattr(old, key), getattr(new, key)
            if before is None or before == now:
                continue
            if lang != source and before == getattr(original, key):
                continue  # it stood in the source language
            if not self._may_say(key, lang):
                sides = f"“{_plain(before)}”", f"“{_plain(now)}”"
                where = "" if lang == source else f' in "{lang}"'
                yield self.differs(_KEYS[key], f"{fact}{where}", *sides, self._fix(key, lang))

    def _said(self, lang: str) -> PublishedNotes:
        texts = self.site.within(lang).texts(self.policy.id, self.version.label, lang)
        notice = self.policy.notice(self.version.label)
        return PublishedNotes(
            texts.title,
            texts.summary,
            texts.notice_exception if notice.exception else "",
            tuple((each.section, each.text) for each in texts.highlights),
        )

    def _may_say(self, key: str, lang: str) -> bool:
        """Whether a note may be another now."""
        if self.has(EventKind.CORRECTED, EventKind.TRANSLATION_CORRECTED, lang=lang):
            return True
        announces = key in {"summary", "exception"}
        return self._is_later() and not (announces and self.old.effective <= self.as_of)

    def _fix(self, key: str, lang: str) -> str:
        if lang != self.site.settings.source_language:
            return "Bring back the translation that was published."
        if key in {"summary", "exception"} and self.old.effective <= self.as_of:
            return "It announced the version, which is in effect now: set it back."
        return _HISTORY


_NOTES = {
    "title": "The title",
    "summary": "The summary",
    "exception": "The reason for short notice",
    "highlights": "The list of highlights",
}
_KEYS = {
    "title": "title",
    "summary": "summary",
    "exception": "notice_exception",
    "highlights": "highlights",
}


def _plain(value: object) -> str:
    """A note as it is read."""
    if isinstance(value, tuple):
        value = "; ".join(f"{section}: {text}" for section, text in value)
    return shown(value)


def _event(event: Event) -> PublishedEvent:
    """An event as it is published, without its commit."""
    return PublishedEvent(event.kind, event.at, event.effective, event.other or event.lang)


def _beyond(
    events: Sequence[PublishedEvent], known: Sequence[PublishedEvent]
) -> list[PublishedEvent]:
    """The events that are not among the known ones."""
    left = list(known)
    found = []
    for event in events:
        same = next((other for other in left if _is_same(other, event)), None)
        if same:
            left.remove(same)
        else:
            found.append(event)
    return found


def _is_same(old: PublishedEvent, new: PublishedEvent) -> bool:
    if old.kind is EventKind.ANNOUNCED:  # whose instant is the version's publication
        return new.kind is old.kind and new.effective == old.effective
    return old == new


_KINDS = {
    EventKind.ANNOUNCED: "The announcement",
    EventKind.RESCHEDULED: "The postponement",
    EventKind.WITHDRAWN: "The withdrawal",
    EventKind.REPLACED: "The replacement",
    EventKind.CORRECTED: "The correction",
    EventKind.TRANSLATION_CORRECTED: "The correction of a translation",
    EventKind.RELINKED: "The change of links",
}


def _told(event: PublishedEvent) -> str:
    ends = {EventKind.ANNOUNCED: "for", EventKind.RESCHEDULED: "to"}
    to = f" {ends[event.kind]} {event.effective}" if event.kind in ends else ""
    by = f" by {shown(event.detail)}" if event.kind is EventKind.REPLACED else ""
    return f"{_KINDS[event.kind]} of {event.at.date()}{to}{by}"


def _moments(old: datetime, new: datetime) -> tuple[str, str]:
    """Two instants as days, or to the second where the days are one."""
    if old.astimezone(new.tzinfo).date() != new.date():
        return str(old.astimezone(new.tzinfo).date()), str(new.date())
    return str(old.astimezone(new.tzinfo)), str(new)


def _differing(
    old: Sequence[PublishedBlock], new: Sequence[Block]
) -> Iterator[tuple[PublishedBlock | None, int | None]]:
    """The passages that do not read alike: the published one, and the place of the new one."""
    sides = [(b.kind, b.text) for b in old], [(b.kind.value, b.text) for b in new]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *sides, autojunk=False).get_opcodes():
        if tag != "equal":
            for step in range(max(i2 - i1, j2 - j1)):
                i, j = i1 + step, j1 + step
                yield (old[i] if i < i2 else None, j if j < j2 else None)
