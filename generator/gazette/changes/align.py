"""Two documents -> pairs: which blocks of the old text became which blocks of the new one.

What is aligned is a unit: a block, or a table row with its cells. The steps, surest first:

1. Equal texts that stand once on each side, whatever their kind.
2. Headings with the same id, and notes with the same label, under another text.
3. Equal texts next to a pair already found, and so on outwards (this settles the texts that
   stand several times).
4. Similar texts, best first: normalised Indel similarity of their words (Levenshtein without
   substitution, from rapidfuzz), with evidence of kind, place and neighbours. Place is told
   against the heaviest increasing chain of the pairs found so far, so the evidence grows
   from round to round. A text that stands alone between the same two neighbours as one of
   its kind did is that one rewritten, if they have anything in common.
5. Headings of which nothing is left but what they stand over, and notes of which nothing is left
   but the number that is their label: who puts a note in front may have counted them all anew.
6. Splits and merges: an unmatched neighbour whose words the partner already holds.
7. Moves: the pairs off the heaviest increasing chain. A move that rests on little is told as
   a removal and an addition: silence is better than a false move.

The chain is the heaviest increasing subsequence, found with a staircase of best totals
(M. L. Fredman, "On computing the length of longest increasing subsequences", 1975, with
weights in place of counts).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Indel, LCSseq

from gazette.languages.legible import folded, legible
from gazette.languages.scripts import counted
from gazette.model import NOTE_PREFIX, Block, BlockKind, Document, Mark, Pair, PairKind, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

THRESHOLD = 0.45  # how similar two texts must be to be one text amended
SHORT_THRESHOLD = 0.60  # the same, where one of them has fewer than SHORT words
SHORT = 6
ALONE_THRESHOLD = 0.25  # the same, where they alone stand between the same two neighbours
STILL_ALIKE = 0.35  # the same, where it is known that the one came of the other long ago
NEIGHBOURS = 0.10  # off the threshold when both neighbours match, on it when all is strange
KIND_PENALTY = {
    frozenset({BlockKind.ITEM, BlockKind.PARAGRAPH}): 0.03,
    frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH}): 0.15,
}
OTHER_KIND_PENALTY = 0.25
CLOSENESS = 0.05  # added to a score for each direct neighbour that matches: decides ties
ROUNDS = (0.85, 0.65, 0.45, 0.0)  # the least score accepted in each round of similarity
HELD = 0.6  # share of a piece's words its partner must hold, to be a split or a merge
REST = 12  # where the partner lacks fewer words than the piece has, of those (so many at least)
PIECE = 3  # the least words a piece has
MERGE_REACH = 4  # how far apart merged blocks may have stood
WHOLE = frozenset({BlockKind.HEADING, BlockKind.CELL})  # kinds that are never a piece
NOTES_HEAD = -2  # the notes at the end of a text stand under no heading
MOVE_WORDS = 5  # a move into another section needs so many words
MOVE_SIMILARITY = 0.55  # an amended text must be so similar to have moved
MOVE_WEIGHT = 0.001  # what a letter adds to the weight of a unit (1) in the chain


def align(old: Document, new: Document) -> tuple[Pair, ...]:
    """Say which blocks of `old` became which blocks of `new`.

    Every block index of both sides stands in exactly one pair. Pairs follow the new text's
    order; removed ones stand after what preceded them in the old text, where that kept its
    place. A pair is UNCHANGED where kind, level, marking, words and marks are the same.
    """
    if [legible(block.text) for block in old.blocks] == [legible(b.text) for b in new.blocks]:
        return tuple(_pair(old, new, at, at) for at in range(len(old.blocks)))
    matching = _Matching(_units(old), _units(new))
    _pair_unique(matching)
    _pair_anchors(matching)
    _pair_neighbours(matching)
    _pair_similar(matching)
    _pair_left_headings(matching)
    _pair_left_notes(matching)
    groups = _moved(matching, _with_pieces(matching))
    return tuple(
        pair for group in _in_order(matching, groups) for pair in _told(old, new, matching, group)
    )


# --- Units ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is aligned as one.

    `key` is equal where texts are; `head` is the unit index of the heading it stands under
    (its own, for a heading), -1 before the first, and NOTES_HEAD for the notes at the end.
    `anchor` is the id of a heading, and of a note for its first block.
    """

    blocks: tuple[int, ...]
    kind: BlockKind
    level: int
    anchor: str
    key: str
    head: int


def _units(document: Document) -> tuple[_Unit, ...]:
    units: list[_Unit] = []
    head, note = -1, ""
    for indexes in _rows(document.blocks):
        block = document.blocks[indexes[0]]
        if block.kind is BlockKind.HEADING:
            head = len(units)
        anchor = block.anchor
        if block.note:
            head = NOTES_HEAD
            anchor, note = (block.note if block.note != note else ""), block.note
        text = "\t".join(folded(document.blocks[index].text) for index in indexes)
        key = text if text.strip() else f"\0{block.kind}\0{block.source}"
        units.append(_Unit(indexes, block.kind, block.level, anchor, key, head))
    return tuple(units)


def _rows(blocks: Sequence[Block]) -> Iterator[tuple[int, ...]]:
    """Block indexes, the cells of one table row together."""
    row: list[int] = []
    serial = -1
    for index, block in enumerate(blocks):
        now = row_of(block)
        if row and (now == -1 or now != serial):
            yield tuple(row)
            row = []
        serial = now
        row.append(index)
    if row:
        yield tuple(row)


def row_of(block: Block) -> int:
    """The serial of the table row a cell stands in, -1 for everything else."""
    if block.kind is not BlockKind.CELL:
        return -1
    return next((c.serial for c in reversed(block.containers) if c.tag == "tr"), -1)


# --- The matching -----------------------------------------------------------------------


class _Lexicon:
    """Spells texts with one character a word.

    So rapidfuzz compares words as it does characters, and hashes none of them again.
    """

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}
        self._spelt: dict[str, str] = {}

    def spell(self, text: str) -> str:
        if text not in self._spelt:
            found = counted(legible(text).casefold())
            self._spelt[text] = "".join(map(self._letter, found))
        return self._spelt[text]

    def _letter(self, word: str) -> str:
        # Another number, date or price is the same text amended.
        return self._letters.setdefault(
            "0" if word.isdecimal() else word, chr(len(self._letters) + 1)
        )


class _Matching:
    """Pairs of units found so far. `to_new[i]` and `to_old[j]` are partners, -1 for none."""

    def __init__(self, olds: tuple[_Unit, ...], news: tuple[_Unit, ...]) -> None:
        self.olds, self.news = olds, news
        self.to_new = [-1] * len(olds)
        self.to_old = [-1] * len(news)
        self.spell = _Lexicon().spell

    def join(self, i: int, j: int) -> None:
        self.to_new[i], self.to_old[j] = j, i

    def are_free(self, i: int, j: int) -> bool:
        return self.to_new[i] == -1 and self.to_old[j] == -1

    @property
    def free_old(self) -> list[int]:
        return [i for i, j in enumerate(self.to_new) if j == -1]

    @property
    def free_new(self) -> list[int]:
        return [j for j, i in enumerate(self.to_old) if i == -1]

    @property
    def pairs(self) -> list[tuple[int, int]]:
        return [(i, j) for i, j in enumerate(self.to_new) if j != -1]

    def beside(self, i: int, j: int, step: int) -> bool:
        """Whether the next units in direction `step` are partners, or both texts end there."""
        a, b = i + step, j + step
        old_ends, new_ends = not 0 <= a < len(self.olds), not 0 <= b < len(self.news)
        if old_ends or new_ends:
            return old_ends and new_ends
        return self.to_new[a] == b

    def size(self, unit: _Unit) -> int:
        """The number of a unit's words."""
        return len(self.spell(unit.key))

    def same_section(self, i: int, j: int) -> bool:
        """Whether they stand under the same heading, as far as known."""
        a, b = self.olds[i].head, self.news[j].head
        return self.to_new[a] == b if a >= 0 and b >= 0 else a == b

    def similarity(self, i: int, j: int) -> float:
        """Of two units' words, in [0, 1], less a penalty where they are of different kinds."""
        old, new = self.spell(self.olds[i].key), self.spell(self.news[j].key)
        return self.weighed(i, j, Indel.normalized_similarity(old, new))

    def weighed(self, i: int, j: int, similarity: float) -> float:
        """The similarity of two units' words with regard to what else they are."""
        old, new = self.olds[i], self.news[j]
        if old.key == new.key:
            return 1.0
        if not self.spell(old.key) or not self.spell(new.key):
            return 0.0
        if old.kind is new.kind:
            return similarity
        return similarity - KIND_PENALTY.get(frozenset({old.kind, new.kind}), OTHER_KIND_PENALTY)


def chain(points: Iterable[tuple[int, int, float]]) -> set[tuple[int, int]]:
    """The heaviest chain of (i, j, weight) that increases in both i and j."""
    ends: list[int] = []  # j of the best chains, increasing, as their totals are
    totals: list[float] = []
    links: list[tuple[int, int, int]] = []  # (i, j, index of the link before)
    tops: list[int] = []  # the last link of each best chain
    for i, j, weight in sorted(points):
        at = bisect_left(ends, j)
        total = weight + (totals[at - 1] if at else 0.0)
        links.append((i, j, tops[at - 1] if at else -1))
        stop = at
        while stop < len(totals) and totals[stop] <= total:
            stop += 1
        ends[at:stop], totals[at:stop], tops[at:stop] = [j], [total], [len(links) - 1]
    found = set()
    at = tops[-1] if tops else -1
    while at != -1:
        i, j, at = links[at]
        found.add((i, j))
    return found


# --- Equal texts ------------------------------------------------------------------------


def _pair_unique(matching: _Matching) -> None:
    """Equal texts that stand once on each side."""
    olds, news = _places(matching.olds, "key"), _places(matching.news, "key")
    old_ids, new_ids = _places(matching.olds, "anchor"), _places(matching.news, "anchor")
    for key, (i, *more) in olds.items():
        others = news.get(key, [])
        if more or len(others) != 1:
            continue
        old, new = matching.olds[i].anchor, matching.news[others[0]].anchor
        # A heading's id outlives its text: it is another section where both ids live on. The
        # label of a note may be no more than its number.
        if old == new or _is_note(old) or not (old in new_ids or new in old_ids):
            matching.join(i, others[0])


def _places(units: Sequence[_Unit], name: str) -> dict[str, list[int]]:
    """Unit indexes by an attribute that is not empty."""
    places: dict[str, list[int]] = defaultdict(list)
    value = attrgetter(name)
    for index, unit in enumerate(units):
        if value(unit):
            places[value(unit)].append(index)
    return places


def _pair_anchors(matching: _Matching) -> None:
    """Headings with the same id, and notes with the same label, whose text changed."""
    olds, news = _places(matching.olds, "anchor"), _places(matching.news, "anchor")
    texts = {matching.olds[i].key for i in matching.free_old}
    for anchor, (i, *_) in olds.items():
        j = news.get(anchor, [-1])[0]
        if _is_counted(anchor):
            continue
        # An id made from a text that stands several times shifts with a text put before it.
        if j != -1 and matching.are_free(i, j) and matching.news[j].key not in texts:
            matching.join(i, j)


def _pair_neighbours(matching: _Matching) -> None:
    """Equal texts next to a pair, and so on outwards."""
    olds, news = matching.olds, matching.news
    for i, j in [(-1, -1), *matching.pairs, (len(olds), len(news))]:
        for step in (1, -1):
            a, b = i + step, j + step
            while (
                0 <= a < len(olds)
                and 0 <= b < len(news)
                and matching.are_free(a, b)
                and olds[a].key == news[b].key
            ):
                matching.join(a, b)
                a, b = a + step, b + step


# --- Similar texts ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Evidence:
    """How well a pair would stand: its score, and the score it needs."""

    score: float
    needed: float


def _pair_similar(matching: _Matching) -> None:
    """Similar texts, best first, in rounds: each knows the pairs of the rounds before."""
    candidates = list(_candidates(matching))
    for least in ROUNDS:
        candidates = [(i, j, s) for i, j, s in candidates if matching.are_free(i, j)]
        if not candidates:
            return
        gaps = _gaps(matching)
        judged = [(_judge(matching, gaps, i, j, s), i, j) for i, j, s in candidates]
        judged.sort(key=lambda entry: (-entry[0].score, entry[1], entry[2]))
        for evidence, i, j in judged:
            fits = evidence.score >= max(least, evidence.needed)
            if fits and matching.are_free(i, j):
                matching.join(i, j)


def _candidates(matching: _Matching) -> Iterator[tuple[int, int, float]]:
    """Free units similar enough for any evidence to make them a pair: (old, new, similarity)."""
    choices = {j: matching.spell(matching.news[j].key) for j in matching.free_new}
    for i in matching.free_old:
        found = process.extract(
            matching.spell(matching.olds[i].key),
            choices,
            scorer=Indel.normalized_similarity,
            score_cutoff=ALONE_THRESHOLD,
            limit=None,
        )
        for _, similarity, j in found:
            yield i, j, matching.weighed(i, j, similarity)


def _gaps(matching: _Matching) -> tuple[list[int], list[int]]:
    """For each unit of each side, how many pairs of the chain stand before it."""
    found = chain((i, j, 1 + len(matching.olds[i].key)) for i, j in matching.pairs)
    return (
        _counts(len(matching.olds), {i for i, _ in found}),
        _counts(len(matching.news), {j for _, j in found}),
    )


def _counts(length: int, chosen: set[int]) -> list[int]:
    counts, count = [], 0
    for index in range(length):
        counts.append(count)
        count += index in chosen
    return counts


def _judge(
    matching: _Matching, gaps: tuple[list[int], list[int]], i: int, j: int, similarity: float
) -> _Evidence:
    size = min(matching.size(matching.olds[i]), matching.size(matching.news[j]))
    direct = matching.beside(i, j, -1) + matching.beside(i, j, 1)
    between = gaps[0][i] == gaps[1][j]
    needed = SHORT_THRESHOLD if size < SHORT else THRESHOLD
    if direct == 2 and matching.olds[i].kind is matching.news[j].kind:
        needed = ALONE_THRESHOLD
    elif between or direct == 2:
        needed -= NEIGHBOURS
    elif not direct and not matching.same_section(i, j):
        needed += NEIGHBOURS
    bonus = CLOSENESS * (direct + between + matching.same_section(i, j))
    return _Evidence(similarity + bonus, needed + bonus)


def _pair_left_headings(matching: _Matching) -> None:
    """Headings of which nothing is left but what they stand over."""
    became: dict[int, Counter[int]] = defaultdict(Counter)
    for i, j in matching.pairs:
        became[matching.olds[i].head][matching.news[j].head] += 1
    for i in reversed(matching.free_old):
        if matching.olds[i].kind is BlockKind.HEADING:
            over = [j for j, count in became[i].items() if 2 * count > became[i].total()]
            before = [matching.to_new[i + 1] - 1] if i + 1 < len(matching.olds) else []
            for j in over + before:
                _pair_headings(matching, i, j)


def _pair_headings(matching: _Matching, i: int, j: int) -> None:
    """Join two units if they may be one heading renamed."""
    if j >= 0 and matching.are_free(i, j):
        old, new = matching.olds[i], matching.news[j]
        if (new.kind, new.level) == (old.kind, old.level):
            matching.join(i, j)


def _pair_left_notes(matching: _Matching) -> None:
    """Notes of which nothing is left but the number that is their label."""
    olds, news = _places(matching.olds, "anchor"), _places(matching.news, "anchor")
    for anchor, (i, *_) in olds.items():
        j = news.get(anchor, [-1])[0]
        if _is_counted(anchor) and j != -1 and matching.are_free(i, j):
            matching.join(i, j)


def _is_note(anchor: str) -> bool:
    """Whether an id is that of a footnote."""
    return anchor.startswith(NOTE_PREFIX)


def _is_counted(anchor: str) -> bool:
    """Whether the label of a note is a number, which says where it stands and not what it is."""
    return _is_note(anchor) and anchor.rpartition(":")[2].rpartition(".")[2].isdecimal()


# --- Splits and merges, moves, order ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Group:
    """Units that belong together, by index: one on one side at least, or alone on a side."""

    olds: tuple[int, ...]
    news: tuple[int, ...]
    moved: bool = False


def _with_pieces(matching: _Matching) -> list[_Group]:
    """Pairs as groups, with the unmatched neighbours whose words the partner already holds."""
    groups = []
    for i, j in matching.pairs:
        old, new = matching.olds[i], matching.news[j]
        olds, news = [i], [j]
        if old.key != new.key and BlockKind.CELL not in (old.kind, new.kind):
            # Pieces of the new text stand together; between those of the old one may have stood
            # what has moved away.
            news = _pieces(matching, old, matching.news, j, matching.to_old, reach=1)
            if len(news) == 1:
                olds = _pieces(matching, new, matching.olds, i, matching.to_new, reach=MERGE_REACH)
        for a in olds:
            matching.to_new[a] = j
        for b in news:
            matching.to_old[b] = i
        groups.append(_Group(tuple(olds), tuple(news)))
    return groups


def _pieces(
    matching: _Matching,
    whole: _Unit,
    units: Sequence[_Unit],
    first: int,
    partners: list[int],
    *,
    reach: int,
) -> list[int]:
    """Indexes of the units, `first` among them, that `whole` was split into or merged from."""

    def held(pieces: Sequence[int]) -> int:
        spelt = "".join(matching.spell(units[at].key) for at in pieces)
        return LCSseq.similarity(matching.spell(whole.key), spelt)

    pieces = [first]
    while True:
        before = _next_free(partners, range(pieces[0] - 1, pieces[0] - 1 - reach, -1))
        after = _next_free(partners, range(pieces[-1] + 1, pieces[-1] + 1 + reach))
        for at in (*before, *after):
            if units[at].kind in WHOLE:
                continue
            more = sorted([*pieces, at])
            gain, size = held(more) - held(pieces), matching.size(units[at])
            rest = max(REST, matching.size(whole) - held(pieces))
            if size >= PIECE and gain >= HELD * min(size, rest):
                pieces = more
                break
        else:
            return pieces


def _next_free(partners: list[int], places: range) -> list[int]:
    """The first of some places that has no partner, or none."""
    free = (at for at in places if 0 <= at < len(partners) and partners[at] == -1)
    return list(islice(free, 1))


def _moved(matching: _Matching, groups: list[_Group]) -> list[_Group]:
    """All groups, with moves told.

    Moves that rest on too little are taken apart, and units without a partner are added.
    """
    told = [group for group in groups if _are_notes(matching, group)]
    rest = [group for group in groups if not _are_notes(matching, group)]
    kept = chain((g.olds[0], g.news[0], _weight(matching, g)) for g in rest)
    told += [g for g in rest if (g.olds[0], g.news[0]) in kept]
    told += _credible_moves(matching, [g for g in rest if (g.olds[0], g.news[0]) not in kept])
    olds = {i for group in told for i in group.olds}
    news = {j for group in told for j in group.news}
    told += [_Group((i,), ()) for i in range(len(matching.olds)) if i not in olds]
    return told + [_Group((), (j,)) for j in range(len(matching.news)) if j not in news]


def _are_notes(matching: _Matching, group: _Group) -> bool:
    """Whether a note stayed one: its place is that of its first reference, and no move."""
    old, new = matching.olds[group.olds[0]], matching.news[group.news[0]]
    return old.head == new.head == NOTES_HEAD


def _weight(matching: _Matching, group: _Group) -> float:
    """One a unit, so that the fewest have moved; a little more for the longer ones."""
    return sum(1 + MOVE_WEIGHT * len(matching.olds[i].key) for i in group.olds)


def _credible_moves(matching: _Matching, groups: list[_Group]) -> Iterator[_Group]:
    """Of groups out of order, those that surely are moves, judged with what moved along."""
    stretch: list[_Group] = []
    for group in groups:
        last = stretch[-1] if stretch else group
        along = (last.olds[-1] + 1, last.news[-1] + 1) == (group.olds[0], group.news[0])
        if stretch and not along:
            yield from _credible(matching, stretch)
            stretch = []
        stretch.append(group)
    yield from _credible(matching, stretch)


def _credible(matching: _Matching, stretch: list[_Group]) -> Iterator[_Group]:
    size = sum(matching.size(matching.olds[i]) for group in stretch for i in group.olds)
    for group in stretch:
        i, j = group.olds[0], group.news[0]
        whole = len(group.olds) == len(group.news)
        alike = not whole or matching.similarity(i, j) >= MOVE_SIMILARITY
        if alike and (size >= MOVE_WORDS or matching.same_section(i, j)):
            yield _Group(group.olds, group.news, moved=True)


def _in_order(matching: _Matching, groups: list[_Group]) -> list[_Group]:
    """The new text's order.

    Removed units stand after what preceded them and kept its place, or moved with the whole
    section.
    """
    standing = sorted((g for g in groups if g.news), key=lambda g: g.news)
    place = {i: at for at, group in enumerate(standing) for i in group.olds}
    moved = {i for group in standing if group.moved for i in group.olds}
    after: dict[int, list[_Group]] = defaultdict(list)
    for group in sorted((g for g in groups if not g.news), key=lambda g: g.olds):
        i = group.olds[0]
        along = matching.olds[i].head in moved
        before = (k for k in range(i - 1, -1, -1) if k in place and (along or k not in moved))
        after[place.get(next(before, -1), -1)].append(group)
    ordered = after[-1]
    for at, group in enumerate(standing):
        ordered += [group, *after[at]]
    return ordered


# --- Pairs of blocks --------------------------------------------------------------------


def _told(old: Document, new: Document, matching: _Matching, group: _Group) -> Iterator[Pair]:
    """A group of units as pairs of blocks."""
    olds = [block for i in group.olds for block in matching.olds[i].blocks]
    news = [block for j in group.news for block in matching.news[j].blocks]
    if not olds or not news:
        kind = PairKind.REMOVED if olds else PairKind.ADDED
        for block in olds + news:
            yield Pair(kind, (block,) if olds else (), (block,) if news else ())
    elif len(group.news) > 1:
        yield Pair(PairKind.SPLIT, tuple(olds), tuple(news), group.moved)
    elif len(group.olds) > 1:
        yield Pair(PairKind.MERGED, tuple(olds), tuple(news), group.moved)
    else:
        for i, j in _cells(old, new, olds, news):
            yield _pair(old, new, i, j, moved=group.moved)


def _pair(
    old: Document, new: Document, i: int | None, j: int | None, *, moved: bool = False
) -> Pair:
    if i is None or j is None:
        kind = PairKind.REMOVED if j is None else PairKind.ADDED
        return Pair(kind, () if i is None else (i,), () if j is None else (j,))
    is_same = same(old.blocks[i], new.blocks[j])
    return Pair(PairKind.UNCHANGED if is_same else PairKind.AMENDED, (i,), (j,), moved)


def alike(olds: Sequence[Block], news: Sequence[Block]) -> bool:
    """Whether texts of one clause still have so much in common that their words compare.

    Headings with the same id do, and notes with the same label, whatever they say.
    """
    old, new = olds[0], news[0]
    if old.anchor and old.anchor == new.anchor:
        return True
    if old.note and old.note == new.note and not _is_counted(old.note):
        return True
    spell = _Lexicon().spell
    before, after = (spell(" ".join(b.text for b in blocks)) for blocks in (olds, news))
    return Indel.normalized_similarity(before, after) >= STILL_ALIKE


def same(old: Block, new: Block) -> bool:
    """Whether a reader sees the same: kind, level, marking, words as they are read, and marks."""
    if old is new:
        return True
    if old.shape != new.shape:
        return False
    if old.inline.runs == new.inline.runs:
        return True
    if folded(old.text) != folded(new.text):  # as nearly always, where the runs differ
        return False
    return _marked(old.inline.runs) == _marked(new.inline.runs)


def _marked(runs: Iterable[Run]) -> list[tuple[str, tuple[Mark, ...]]]:
    """Every character with its marks, an image as one; white space as one bare blank or break."""
    marked: list[tuple[str, tuple[Mark, ...]]] = []
    blank, line_break = (" ", ()), ("\n", ())
    for run in runs:
        tags = {mark.tag for mark in run.marks}
        if "img" in tags:
            marked.append((f"\0{legible(run.text)}", run.marks))
            continue
        for char in legible(run.text):
            if not char.isspace():
                marked.append((char, run.marks))
                continue
            if marked and marked[-1] == blank and "br" in tags:
                marked.pop()
            if not marked or marked[-1] not in (blank, line_break):
                marked.append(line_break if "br" in tags else blank)
    return marked


def _cells(
    old: Document, new: Document, olds: list[int], news: list[int]
) -> Iterator[tuple[int | None, int | None]]:
    """Blocks of two units, in order.

    Cells are paired so that they are most alike in all, and a column more or less shifts no
    other.
    """
    if len(olds) == len(news) == 1:
        yield olds[0], news[0]
        return
    gains = [[_cell_gain(old.blocks[i], new.blocks[j]) for j in news] for i in olds]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for a in range(len(olds) - 1, -1, -1):
        for b in range(len(news) - 1, -1, -1):
            paired = gains[a][b] + best[a + 1][b + 1]
            best[a][b] = max(paired, best[a + 1][b], best[a][b + 1])
    a = b = 0
    while a < len(olds) or b < len(news):
        both = a < len(olds) and b < len(news)
        if both and best[a][b] == gains[a][b] + best[a + 1][b + 1]:
            yield olds[a], news[b]
            a, b = a + 1, b + 1
        elif b == len(news) or (a < len(olds) and best[a][b] == best[a + 1][b]):
            yield olds[a], None
            a += 1
        else:
            yield None, news[b]
            b += 1


def _cell_gain(old: Block, new: Block) -> float:
    """In (0, 1]: even cells with nothing in common are rather amended than removed and added."""
    return 0.01 + 0.99 * Indel.normalized_similarity(folded(old.text), folded(new.text))
