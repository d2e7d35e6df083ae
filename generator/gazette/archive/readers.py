"""What the rules for versions ask of a policy's texts: parsed, read and compared when asked.

A revision is parsed once however often it is asked for, and its reading is kept between builds
by the digest of its text. A text of the past that cannot be parsed is left out of the versions
and told as a warning, since no commit can fix it; the newest one is an error.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from gazette.archive.memo import Memo, digest
from gazette.changes.align import align
from gazette.changes.dating import own_date
from gazette.changes.redline import redline
from gazette.changes.signals import signals
from gazette.changes.words import Comparisons
from gazette.document import body, places
from gazette.errors import GazetteError
from gazette.model import (
    Amendment,
    Finding,
    PairKind,
    Place,
    Severity,
    SpanKind,
)
from gazette.versions import Difference, Reader, Reading, Readings, notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from gazette.archive.sources import Documents
    from gazette.model import (
        Block,
        Container,
        Document,
        PolicySource,
        Redline,
        Revision,
        Signal,
        Span,
    )
    from gazette.versions.notice import Period

_LONGEST = 60  # letters of a passage that a message shows
_SLIP = 40  # letters that a slip may touch in a clause, or a third of the clause if that is more
# Where nothing else is said.
_COUNTS = {"ol": "1, 2, 3", "ul": "bullets", "li": "the next number"}
_GONE = {PairKind.ADDED: "added", PairKind.REMOVED: "removed"}


@dataclass
class Texts:
    """The texts of one policy's revisions.

    `refused` tells why one was refused, and `asked` gives the notice periods that a version
    announced by a revision has to keep (None: those of the source).
    `unreadable` has what is wrong with each revision that cannot be parsed, by commit ("" for what
    is not committed), and `undated` what is wrong with the date of one.
    """

    source: PolicySource
    documents: Documents
    memo: Memo
    refused: Callable[[Revision, bool], Sequence[Finding]] = lambda _revision, _is_back: ()
    asked: Callable[[Revision], Sequence[Period]] | None = None
    unreadable: dict[str, GazetteError] = field(default_factory=dict)
    undated: dict[str, Finding] = field(default_factory=dict)
    _known: dict[tuple[int, str], Reading | None] = field(default_factory=dict)
    _readings: Readings = field(default_factory=Readings)

    @cached_property
    def reader(self) -> Reader:
        """What a timeline asks."""
        today = notice.periods(self.source)
        asked = self.asked or (lambda _revision: today)
        return Reader(self.read, self.compare, asked, self.dated, self.refused)

    def read(self, revision: Revision) -> Reading | None:
        """What readers see of a revision, None where it cannot be parsed."""
        place = (revision.order, revision.commit)
        if place not in self._known:
            self._known[place] = self._read(revision)
        return self._known[place]

    def _read(self, revision: Revision) -> Reading | None:
        source = self.source
        key = digest(("reading", source.path, source.dialect, *_made_from(revision)))
        if known := self.memo.recall(key, list):
            return Reading(*map(str, known))
        try:
            found = self._readings.of(self._document(revision))
        except GazetteError as error:
            self.unreadable[revision.commit] = error
            return None
        self.memo.note(key, list(astuple(found)))
        return found

    def dated(self, revision: Revision) -> date | None:
        """The day since when the text says that it applies; what is wrong with it is kept."""
        if not self.source.own_date:
            return None
        found = own_date(revision.files, self.source.own_date, self.documents.lang)
        if isinstance(found, Finding):
            self.undated[revision.commit] = found
            return None
        return found

    def compare(self, old: Revision, new: Revision) -> tuple[Difference, ...]:
        """What a revision changed in the text of another, and in the files that it shows."""
        sides = (self._document(old), self._document(new))
        found = redline(*sides, align(*sides), cache=Comparisons())
        where = (places(sides[0], old.files), places(sides[1], new.files))
        told = signals(found)
        replaced = tuple(_replaced(old, new))
        worded = (
            _difference(each, sides, where, [s for s in told if s.at == at])
            for at, each in enumerate(found.amendments)
            if _is_told(each, sides, files_told=bool(replaced))
        )
        return (*replaced, *worded, *_recounted(found, where[1]))

    def findings(self, revisions: Sequence[Revision]) -> Iterator[Finding]:
        """What cannot be parsed: an error in the newest revision, a warning before."""
        newest = next((r.commit for r in reversed(revisions) if r.files), None)
        for revision in revisions:
            if error := self.unreadable.get(revision.commit):
                for finding in error.findings:
                    yield finding if revision.commit == newest else _past(finding, revision)
            if undated := self.undated.get(revision.commit):
                yield undated if revision.commit == newest else _past(undated, revision)

    def _document(self, revision: Revision) -> Document:
        return self.documents.of(revision.files, revision.assets)[0]


def _made_from(revision: Revision) -> Iterator[str]:
    for file in revision.files:
        yield file.path
        yield body(file.text)[0]
    yield from (asset.blob for asset in revision.assets)


def _past(finding: Finding, revision: Revision) -> Finding:
    """The warning for a fault of an older commit."""
    when = f"As committed on {revision.committed.date()} ({revision.commit[:10]}): "
    fix = "This text is not shown; a later commit cannot fix this."
    if finding.rule.startswith("own-date"):
        fix = "The date of the commit counts for it; a later commit cannot fix this."
    return replace(finding, severity=Severity.WARNING, what=when + finding.what, fix=fix)


def _replaced(old: Revision, new: Revision) -> Iterator[Difference]:
    """The files of which a revision shows other bytes than another, or none any more."""
    before = {asset.path: asset.blob for asset in old.assets}
    for asset in new.assets:
        if before.get(asset.path, asset.blob) != asset.blob:
            what = "replaced" if asset.blob else "deleted"
            yield Difference(asset.place, f'the file "{asset.path}" is {what}', is_slip=False)


def _recounted(redline: Redline, where: Sequence[Place]) -> Iterator[Difference]:
    """The lists that are counted or marked otherwise, each told where it begins."""
    told = set[int]()
    for pair in (amendment.pair for amendment in redline.amendments):
        if len(pair.old) != 1 or len(pair.new) != 1:
            continue
        before, after = redline.old.blocks[pair.old[0]], redline.new.blocks[pair.new[0]]
        lists = zip(_lists(before), _lists(after), strict=False)
        for (_, was), (serial, now) in lists:
            if was != now and serial not in told:
                what = f"the list that begins with {_quoted(after.text)} is numbered differently"
                yield Difference(where[pair.new[0]], f"{what}: {was} becomes {now}", is_slip=False)
            told.add(serial)


def _lists(block: Block) -> list[tuple[int, str]]:
    """The lists and items around a block, outermost first, and how each counts: "type=a"."""
    return [
        (container.serial, " ".join(_counting(container)) or _COUNTS[container.tag])
        for container in block.containers
        if container.tag in _COUNTS
    ]


def _counting(container: Container) -> Iterator[str]:
    names = ("type", "start", "reversed", "value")
    return (f"{name}={value}" for name, value in container.attributes if name in names)


def _has_other_files(amendment: Amendment) -> bool:
    """Whether the words stayed, and only what they show or link to is another file."""
    gone, come = (_shown(amendment, kind) for kind in (SpanKind.REMOVED, SpanKind.ADDED))
    runs = (run for span in amendment.spans for run in (*span.old, *span.new))
    return gone == come and any(mark.content for run in runs for mark in run.marks)


def _is_change(amendment: Amendment) -> bool:
    is_worded = any(span.kind is not SpanKind.EQUAL for span in amendment.spans)
    pair = amendment.pair
    return is_worded or amendment.link or pair.moved or len(pair.old) != 1 or len(pair.new) != 1


def _is_told(amendment: Amendment, sides: tuple[Document, Document], *, files_told: bool) -> bool:
    """Whether a message tells of an amendment; other files are told once, where they are named."""
    if files_told and _has_other_files(amendment):
        return False
    return _is_change(amendment) or bool(_renamed(amendment, sides))


def _renamed(amendment: Amendment, sides: tuple[Document, Document]) -> tuple[str, str] | None:
    """The ids of a section before and after, where they differ."""
    pair = amendment.pair
    if len(pair.old) != 1 or len(pair.new) != 1:
        return None
    ids = sides[0].blocks[pair.old[0]].anchor, sides[1].blocks[pair.new[0]].anchor
    return ids if ids[0] and ids[1] and ids[0] != ids[1] else None


def _difference(
    amendment: Amendment,
    sides: tuple[Document, Document],
    where: tuple[tuple[Place, ...], tuple[Place, ...]],
    told: Sequence[Signal],
) -> Difference:
    pair = amendment.pair
    place = where[1][pair.new[0]] if pair.new else where[0][pair.old[0]]
    text = " ".join(sides[1].blocks[at].text for at in pair.new) or " ".join(
        sides[0].blocks[at].text for at in pair.old
    )
    if pair.kind in _GONE:
        return Difference(place, f"the clause {_quoted(text)} is {_GONE[pair.kind]}", is_slip=False)
    if pair.kind in (PairKind.SPLIT, PairKind.MERGED) or pair.moved:
        name = "moved" if pair.moved else pair.kind.value
        return Difference(place, f"the clause {_quoted(text)} is {name}", is_slip=False)
    if ids := _renamed(amendment, sides):
        what = f"the id of the section {_quoted(text)} was “{ids[0]}” and becomes “{ids[1]}”"
        return Difference(place, what, is_slip=False)
    gone, come = (_shown(amendment, kind) for kind in (SpanKind.REMOVED, SpanKind.ADDED))
    if _has_other_files(amendment):
        return Difference(place, f"another file is shown in {_quoted(text)}", is_slip=False)
    what = f"{_quoted(gone)} becomes {_quoted(come)}" if gone or come else _link(text)
    sizes = (len(_words(amendment, kind)) for kind in (SpanKind.REMOVED, SpanKind.ADDED))
    is_small = max(sizes) <= max(_SLIP, len(text) // 3)
    if told:
        kinds = ", ".join(dict.fromkeys(signal.kind.value for signal in told))
        return Difference(place, f"{what} ({kinds})", is_slip=False)
    return Difference(place, what, is_slip=is_small)


def _words(amendment: Amendment, kind: SpanKind) -> str:
    return " … ".join(span.words.strip() for span in amendment.spans if span.kind is kind)


def _shown(amendment: Amendment, kind: SpanKind) -> str:
    """The same, and which of them are struck out."""
    spans = (span for span in amendment.spans if span.kind is kind)
    return " … ".join("".join(_told(span)).strip() for span in spans)


def _told(span: Span) -> Iterator[str]:
    for is_struck, runs in groupby(span.runs, key=lambda run: run.is_struck):
        words = "".join(run.words for run in runs)
        yield f"{words.rstrip()} (struck out) " if is_struck and words.strip() else words


def _link(text: str) -> str:
    return f"a link leads elsewhere in {_quoted(text)}"


def _quoted(text: str) -> str:
    shown = " ".join(text.split())
    return f"“{shown[:_LONGEST].rstrip()}…”" if len(shown) > _LONGEST else f"“{shown}”"
