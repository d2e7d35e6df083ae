"""The places whose work is measured as it grows, each with an input in which it has the most to do.

What is made is not measured: `make(n)` makes the input, and gives what is done with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from gazette.archive.facts import Facts
from gazette.archive.pasts import pasts
from gazette.changes import sections, summary
from gazette.changes.align import align
from gazette.changes.joining import Concordance
from gazette.changes.lineage import lineage
from gazette.changes.redline import redline
from gazette.changes.signals import signals
from gazette.data.steps import joining_step, rewritten
from gazette.data.texts import BlockTexts
from gazette.document import Parser
from gazette.history import CatalogState
from gazette.html.headings import contents_of
from gazette.html.redlines import redline_html
from gazette.html.voice import Voice, Words
from gazette.model import (
    Amendment,
    Change,
    Document,
    Event,
    EventKind,
    FrontMatter,
    Pair,
    PairKind,
    Redline,
    Revision,
    SourceFile,
    Span,
    SpanKind,
    TranslationRule,
    Version,
)
from gazette.translation import eras
from gazette.versions import periods
from texts import document

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class Growth:
    """A place of the program, and what it is measured with.

    Attributes:
        place: the module, and what it has to do.
        unit: what is counted.
        size: the smallest number of them that is measured.
        make: makes the input of a size; what it gives is the work.
        square: why the work may grow with the square, "" where it may not.
    """

    place: str
    unit: str
    size: int
    make: Callable[[int], Callable[[], object]]
    square: str = ""


ZONE = ZoneInfo("UTC")
WORDS = ("data", "account", "delete", "notice", "share", "keep", "request", "cookie", "law", "fee")
VOICE = Voice(
    Words(
        inserted="Inserted:", end_inserted="end of insertion", deleted="Deleted:",
        end_deleted="end of deletion", moved="Moved", moved_from="Moved from %s", split="Split",
        merged="Merged", reformatted="Formatting changed", renumbered="Numbering changed",
        relinked="Link changed: %s", corrected="Corrected", untranslated="Not yet translated",
        permalink="Link: %s", note="Note %s", back="Back",
    ),
    "en",
)  # fmt: skip


def as_written(target: str, path: str, *, image: bool = False) -> str:  # noqa: ARG001  # a link's shape
    """The target of a link as it stands."""
    return target


def sentence(number: int, length: int = 9) -> str:
    """A sentence that has little in common with those of other numbers."""
    return " ".join(f"{word}{number}" for word in WORDS[:length]) + "."


def concordance(documents: Sequence[Document], pairs: Sequence[Sequence[Pair]]) -> Concordance:
    """Versions that are called by their numbers, with the pairs of neighbours."""
    texts = {str(at): each for at, each in enumerate(documents)}
    return Concordance(texts, pairs, lineage(list(texts.items()), pairs))


def aligned(documents: Sequence[Document]) -> Concordance:
    """Versions that are called by their numbers."""
    return concordance(documents, [align(old, new) for old, new in pairwise(documents)])


# --- Many versions ------------------------------------------------------------------------


def flipping(n: int) -> Callable[[], object]:
    """A clause that is split and merged again, in each version anew."""
    rest = [sentence(each) for each in range(4)]
    whole = document(f"{sentence(10)} {sentence(11)}", *rest)
    parts = document(sentence(10), sentence(11), *rest)
    return partial(_ends_joined, aligned([(whole, parts)[at % 2] for at in range(n)]))


def rotating(n: int, count: int = 10) -> list[Document]:
    """Versions that differ in the tokens of their links, all of them each time."""
    links = (
        [
            f"- [{sentence(at, 4)}](https://example.com/?id={at}&t={version}f{at})"
            for at in range(count)
        ]
        for version in range(n)
    )
    return [document("# Terms", *each) for each in links]


def _linking(n: int) -> Callable[[], object]:
    """What the versions of a text with rotating links did, as a browser fetches it."""
    found, known = aligned(rotating(n)), BlockTexts()
    return lambda: [
        (joining_step(step), rewritten(found, label, known))
        for label, step in found.lineage.steps.items()
    ]


def _replaced(n: int) -> Callable[[], object]:
    """The same where every version replaces the words of a clause by others."""
    documents = [document(sentence(0), sentence(at + 1), sentence(0)) for at in range(n)]
    kept = [Pair(PairKind.UNCHANGED, (at,), (at,)) for at in (0, 2)]
    pair = (kept[0], Pair(PairKind.AMENDED, (1,), (1,)), kept[1])
    found, known = concordance(documents, [pair] * (n - 1)), BlockTexts()
    return lambda: [rewritten(found, label, known) for label in found.documents]


def _ends_joined(found: Concordance) -> object:
    labels = list(found.documents)
    return found.pairs(labels[0], labels[-1])


def _amended(n: int) -> Callable[[], object]:
    """A clause that every version amends, beside others that stay."""
    documents = [document(f"{sentence(0)} {at}", sentence(1)) for at in range(n)]
    pair = (Pair(PairKind.AMENDED, (0,), (0,)), Pair(PairKind.UNCHANGED, (1,), (1,)))
    texts = [(str(at), each) for at, each in enumerate(documents)]
    return partial(lineage, texts, [pair] * (n - 1))


def _growing(n: int) -> Callable[[], object]:
    """A clause into which every version merges another one."""
    documents = [document(sentence(0, 10), sentence(1, 3)) for _ in range(n)]
    merged = (Pair(PairKind.MERGED, (0, 1), (0,)), Pair(PairKind.ADDED, (), (1,)))
    texts = [(str(at), each) for at, each in enumerate(documents)]
    return partial(lineage, texts, [merged] * (n - 1))


def _pasts(n: int) -> Callable[[], object]:
    """What each revision is judged by: all before it, under a configuration that changes too."""
    revisions = [
        Revision(f"{at:040x}", _moment(at), (SourceFile("terms.md", "", f"{at:040x}"),), (), at)
        for at in range(n)
    ]
    states = [(at, SourceFile("mkdocs.yml", "", f"{at:040x}")) for at in range(n)]
    return lambda: pasts(revisions, states, ("terms",))


def _eras(n: int) -> Callable[[], object]:
    """Versions with a state of the catalog each, of which every version needs its own."""
    states = tuple(
        CatalogState(at, SourceFile("terms.po", "", f"{at:040x}"), _moment(at), f"{at:040x}")
        for at in range(n)
    )
    versions = [_version(at) for at in range(n)]
    rule = TranslationRule.CORRECTED
    return lambda: [next(eras.era(each, states, ZONE, rule).chain) for each in versions]


def _periods(n: int) -> Callable[[], object]:
    """Versions of which each is in force for a day."""
    versions = [_version(at) for at in range(n)]
    return partial(periods, versions, ZONE, _moment(n).date())


def _parsed(n: int) -> Callable[[], object]:
    """Versions of a text in which one paragraph changes each time, read by one parser."""
    kept = [sentence(at) for at in range(40)]
    texts = ["\n\n".join([*kept[:20], sentence(1000 + at), *kept[20:]]) for at in range(n)]

    def read() -> None:
        parser = Parser()
        for text in texts:
            parser.parse([SourceFile("t.md", text)], "en")

    return read


def _noted(n: int) -> Callable[[], object]:
    """Facts, each noted and recalled."""

    def note() -> None:
        facts = Facts()
        for at in range(n):
            facts.note(f"fact {at}", [sentence(at)])
            facts.recall(f"fact {at}")

    return note


def _version(at: int) -> Version:
    """One that is in force for a day."""
    moment = _moment(at)
    announced = Event(EventKind.ANNOUNCED, moment, f"{at:040x}", moment.date())
    return Version(
        policy="terms", label=str(at), published=moment, declared=False, effective=moment.date(),
        change=Change.MATERIAL, classified=True, front=FrontMatter(), files=(),
        commits=(f"{at:040x}",), events=(announced,), until=_moment(at + 1).date(),
        first_order=at,
    )  # fmt: skip


def _moment(at: int) -> datetime:
    return datetime(2020, 1, 1, tzinfo=ZONE) + timedelta(days=at)


# --- Many blocks --------------------------------------------------------------------------


def _kept_and_gone(n: int) -> tuple[Document, Document]:
    """A text of two halves, of which the second one goes."""
    lines = [sentence(each) for each in range(n)]
    return document(*lines), document(*lines[: n // 2])


def _aligned_gone(n: int) -> Callable[[], object]:
    return partial(align, *_kept_and_gone(n))


def _aligned_other(n: int) -> Callable[[], object]:
    """A text of which nothing is left."""
    old = document(*(sentence(each) for each in range(n)))
    return partial(align, old, document(*(sentence(each) for each in range(n, 2 * n))))


def _aligned_prices(n: int) -> Callable[[], object]:
    """A list in which every figure changes."""
    old, new = (
        document(*(f"- Plan {at} costs {at + up} euros." for at in range(n))) for up in (5, 9)
    )
    return partial(align, old, new)


def _aligned_parts(n: int) -> Callable[[], object]:
    """A clause that is cut into many."""
    parts = [sentence(each) for each in range(n)]
    return partial(align, document(" ".join(parts)), document(*parts))


def _aligned_columns(n: int) -> Callable[[], object]:
    """A table of few rows and many columns, in which every cell changes."""
    old, new = (
        document("| " + " | ".join(f"a{at} {word}" for at in range(n)) + " |") for word in WORDS[:2]
    )
    return partial(align, old, new)


def _joined_gone(n: int) -> Callable[[], object]:
    old, new = _kept_and_gone(n)
    found = concordance([old, new], [align(old, new)])
    return partial(found.pairs, "0", "1")


def _joined_cells(n: int) -> Callable[[], object]:
    """A table of n rows, each of which loses a cell."""
    old = document(*(f"| a{at} | b{at} | c{at} |" for at in range(n)))
    new = document(*(f"| a{at} | c{at} |" for at in range(n)))
    pairs = [
        pair
        for at in range(n)
        for pair in (
            Pair(PairKind.UNCHANGED, (3 * at,), (2 * at,)),
            Pair(PairKind.REMOVED, (3 * at + 1,), ()),
            Pair(PairKind.UNCHANGED, (3 * at + 2,), (2 * at + 1,)),
        )
    ]
    found = concordance([old, new], [pairs])
    return partial(found.pairs, "0", "1")


def _shown_gone(n: int) -> Callable[[], object]:
    """A redline in which n blocks after the last one that stands are gone."""
    old = document(*(sentence(each) for each in range(n + 1)))
    pairs = [Pair(PairKind.UNCHANGED, (0,), (0,))]
    pairs += [Pair(PairKind.REMOVED, (at,), ()) for at in range(1, n + 1)]
    found = redline(old, document(sentence(0)), pairs)
    return partial(redline_html, found, VOICE, as_written, numbered=True)


def _shown_moved(n: int) -> Callable[[], object]:
    """A redline in which every second one of n blocks moved, without a heading above it."""
    text = document(*(sentence(each) for each in range(n)))
    pairs = [Pair(PairKind.UNCHANGED, (at,), (at,), moved=at % 2 == 1) for at in range(n)]
    runs = (block.inline.runs for block in text.blocks)
    spans = ((Span(SpanKind.EQUAL, each, each),) for each in runs)
    redline = Redline(text, text, tuple(map(Amendment, pairs, spans)), pairs)
    return partial(redline_html, redline, VOICE, as_written, numbered=True)


def _headed(n: int, level: int, start: int = 0) -> Document:
    """A title with n sections of a level, each of a heading and a clause."""
    sections = (
        line
        for at in range(start, start + n)
        for line in (f"{'#' * level} Part {at}", sentence(at, 4))
    )
    return document("# Terms", "## All", *sections)


def _listed(n: int) -> Callable[[], object]:
    return partial(contents_of, _headed(n, 3), numbered=True)


def _counted(n: int) -> Callable[[], object]:
    """A summary of a text whose n sections are all others than before."""
    old, new = _headed(n, 2), _headed(n, 2, n)
    size = len(old.blocks)
    pairs = [Pair(PairKind.UNCHANGED, (0,), (0,)), Pair(PairKind.UNCHANGED, (1,), (1,))]
    pairs += [Pair(PairKind.ADDED, (), (at,)) for at in range(2, size)]
    pairs += [Pair(PairKind.REMOVED, (at,), ()) for at in range(2, size)]
    return partial(summary.summarise, old, new, pairs)


def _historied(n: int) -> Callable[[], object]:
    """The histories of n sections that one version touches."""
    old, new = _headed(n, 2), document(*(f"# {at}" for at in range(1)))
    size = len(old.blocks)
    changed = tuple(
        Pair(PairKind.AMENDED if at % 2 else PairKind.UNCHANGED, (at,), (at,)) for at in range(size)
    )
    del new
    found = concordance([old, old], [changed])
    return lambda: sections.touched_by(sections.histories(found))


def _signalled(n: int) -> Callable[[], object]:
    """A redline of n clauses in which a figure changed."""
    old, new = (document(*(f"{sentence(at)} {at + up} days." for at in range(n))) for up in (1, 2))
    pairs = [Pair(PairKind.AMENDED, (at,), (at,)) for at in range(n)]
    return lambda: signals(redline(old, new, pairs))


_EVERY_TWO = "each text that is left on one side is compared with each on the other"
GROWTHS = (
    Growth("joining: a clause split and merged in turn", "versions", 160, flipping),
    Growth("steps: links that rotate", "versions", 160, _linking),
    Growth("steps: a clause with other words each time", "versions", 160, _replaced),
    Growth("joining: removed blocks", "blocks", 2000, _joined_gone),
    Growth("joining: removed cells", "rows", 500, _joined_cells),
    Growth("archive: what revisions are judged by", "revisions", 640, _pasts),
    Growth("archive: facts", "facts", 2000, _noted),
    Growth("document: a paragraph that changes", "versions", 80, _parsed),
    Growth("versions: what was in force when", "versions", 640, _periods),
    Growth("translation: the catalogs of versions", "versions", 640, _eras),
    Growth("lineage: a clause amended by every version", "versions", 640, _amended),
    Growth("lineage: a clause merged with another each time", "versions", 640, _growing),
    Growth("align: removed blocks", "blocks", 2000, _aligned_gone),
    Growth("align: a text of which nothing is left", "blocks", 500, _aligned_other, _EVERY_TWO),
    Growth("align: a list whose figures all change", "blocks", 250, _aligned_prices),
    Growth("align: a clause cut into many", "blocks", 50, _aligned_parts),
    Growth("align: a table of many columns", "columns", 50, _aligned_columns, _EVERY_TWO),
    Growth("summary: sections that came and went", "sections", 500, _counted),
    Growth("sections: all touched by one version", "sections", 1000, _historied),
    Growth("signals: figures", "blocks", 500, _signalled),
    Growth("html: removed blocks", "blocks", 2000, _shown_gone),
    Growth("html: moved blocks", "blocks", 2000, _shown_moved),
    Growth("html: the table of contents", "sections", 2000, _listed),
)
