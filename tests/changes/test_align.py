"""Alignment, as a specification: a change, and what became of which block."""

from __future__ import annotations

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.changes.align import align
from gazette.model import Document, PairKind
from stories import documents, stories
from texts import changes, document, told

ACCESS = "You may ask us at any time which personal data we hold about you."
DELETE = "When you delete your account we erase your content within thirty days."
SHARE = "We share data with processors who act on our written instructions only."
COOKIES = "Cookies remember your settings and keep you signed in between visits."
SECURITY = "All traffic is encrypted and access to servers is logged and reviewed."
POLICY = (
    "# Privacy",
    "This policy explains what we do with your data.",
    "## Your rights",
    ACCESS,
    DELETE,
    "## Sharing",
    SHARE,
    "- payment providers in the European Union",
    "- hosting providers that store encrypted backups",
    "- auditors who are bound to professional secrecy",
    "## Cookies",
    COOKIES,
    SECURITY,
)


def with_line(at: int, *lines: str) -> tuple[str, ...]:
    """The policy with a line replaced by others."""
    return (*POLICY[:at], *lines, *POLICY[at + 1 :])


def aligned(old: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
    return changes(align(document(*old), document(*new)))


# What a lawyer does to one block.

SENTENCE = DELETE + " Backups follow within ninety days."
CASES = {
    "nothing": (POLICY, []),
    "one word replaced": (with_line(3, ACCESS.replace("personal", "private")), ["amended 3>3"]),
    "sentence inserted": (with_line(4, SENTENCE), ["amended 4>4"]),
    "number changed": (with_line(4, DELETE.replace("thirty", "ninety")), ["amended 4>4"]),
    "bold added": (with_line(6, SHARE.replace("only", "**only**")), ["amended 6>6"]),
    "link added": (with_line(6, SHARE.replace("processors", "[processors](p)")), ["amended 6>6"]),
    "lines reflowed": (with_line(6, SHARE.replace(" who ", "\nwho ")), []),
    "paragraph added": (with_line(4, DELETE, SECURITY[:30] + " twice."), ["added .>5"]),
    "paragraph removed": (with_line(3), ["removed 3>."]),
    "list item added": (with_line(8, POLICY[8], "- banks"), ["added .>9"]),
    "list item removed": (with_line(8), ["removed 8>."]),
    "list item put last": (
        (*POLICY[:7], POLICY[8], POLICY[9], POLICY[7], *POLICY[10:]),
        ["unchanged 7>9 moved"],
    ),
    "item made a paragraph": (with_line(7, POLICY[7][2:]), ["amended 7>7"]),
    "heading renamed": (with_line(5, "## Disclosure"), ["amended 5>5"]),
    "heading renamed, id kept, other words under it": (
        (*POLICY[:5], "## Who else receives them {#sharing}", SECURITY[:30], *POLICY[10:]),
        ["amended 5>5", *(f"removed {at}>." for at in (6, 7, 8, 9)), "added .>6"],
    ),
    "heading deeper": (with_line(10, "### Cookies"), ["amended 10>10"]),
    "paragraph split": (
        with_line(4, "When you delete your account", "we erase your content within thirty days."),
        ["split 4>4+5"],
    ),
    "paragraphs merged": ((*POLICY[:3], f"{ACCESS} {DELETE}", *POLICY[5:]), ["merged 3+4>3"]),
    "merged and amended": (
        (*POLICY[:3], f"{ACCESS.replace('personal', 'other')} {DELETE}", *POLICY[5:]),
        ["merged 3+4>3"],
    ),
    "clause moved to another section": (
        (*POLICY[:4], *POLICY[5:13], DELETE),
        ["unchanged 4>12 moved"],
    ),
    "clause moved and amended": (
        (*POLICY[:4], *POLICY[5:13], DELETE.replace("thirty", "ninety")),
        ["amended 4>12 moved"],
    ),
    "section moved whole": (
        (*POLICY[:2], *POLICY[5:], *POLICY[2:5]),
        ["unchanged 2>10 moved", "unchanged 3>11 moved", "unchanged 4>12 moved"],
    ),
    "section removed": (
        (*POLICY[:5], *POLICY[10:]),
        ["removed 5>.", "removed 6>.", "removed 7>.", "removed 8>.", "removed 9>."],
    ),
    "all removed": ((), [f"removed {at}>." for at in range(len(POLICY))]),
}


@pytest.mark.parametrize(("new", "expected"), CASES.values(), ids=CASES)
def test_a_change(new: tuple[str, ...], expected: list[str]) -> None:
    assert aligned(POLICY, new) == expected


def test_what_stands_alone_between_the_same_neighbours_is_rewritten() -> None:
    new = "When you leave, every file of your account is erased at once."
    assert aligned(POLICY, with_line(4, new)) == ["amended 4>4"]
    assert aligned(POLICY, with_line(4, *[new] * 2)) == ["removed 4>.", "added .>4", "added .>5"]


def test_what_has_nothing_in_common_is_another_text_even_there() -> None:
    other = "Cookies remember which language somebody reads."
    assert aligned(POLICY, with_line(4, other)) == ["removed 4>.", "added .>4"]


# Texts that stand several times.


def test_repeated_texts_go_by_their_neighbours() -> None:
    old = ("## Free plan", "Not included.", "## Team plan", "Not included.")
    new = ("## Free plan", "Not included.", "## Pro plan", "Included.", *old[2:])
    assert aligned(old, new) == ["added .>2", "added .>3"]


def test_a_section_named_as_another_was() -> None:
    old = ("## Contact {#contact}", ACCESS, "## Law {#law}", SECURITY)
    new = ("## Questions {#contact}", ACCESS, "## Contact {#office}", SHARE, *old[2:])
    assert aligned(old, new) == ["amended 0>0", "added .>2", "added .>3"]


def test_a_copy_is_an_addition() -> None:
    copy = DELETE.replace("thirty days", "one month")
    assert aligned(POLICY, (*POLICY, copy)) == ["added .>13"]


def test_another_date_is_the_same_text() -> None:
    old = ("# Privacy", "Last updated: May 24, 2018", ACCESS)
    new = ("# Privacy", "Last updated: April 13, 2020", ACCESS.replace("hold", "keep"))
    assert aligned(old, new) == ["amended 1>1", "amended 2>2"]


# Silence is better than a false move.


def test_a_short_text_in_another_section_has_not_moved() -> None:
    old = ("## Fees", "None.", ACCESS, "## Terms", SHARE, SECURITY)
    new = ("## Fees", ACCESS, "## Terms", SHARE, SECURITY, "None.")
    assert aligned(old, new) == ["removed 1>.", "added .>5"]


def test_a_short_item_may_move_in_its_list() -> None:
    old = ("## Data", "- names", "- postal addresses", "- telephone numbers", "- invoices")
    new = (old[0], *old[2:], old[1])
    assert aligned(old, new) == ["unchanged 1>4 moved"]


def test_texts_with_nothing_in_common_are_two() -> None:
    assert aligned(("## A", ACCESS), ("## A", COOKIES)) == ["removed 1>.", "added .>1"]


# Reading order.


def test_removed_blocks_stand_where_they_stood() -> None:
    pairs = align(document(*POLICY), document(*POLICY[:3], *POLICY[5:]))
    assert list(map(told, pairs))[2:6] == [
        "unchanged 2>2",
        "removed 3>.",
        "removed 4>.",
        "unchanged 5>3",
    ]


def test_what_is_removed_after_a_clause_that_moved_away_does_not_follow_it() -> None:
    new = (*POLICY[:3], *POLICY[5:], ACCESS)
    kinds = [told(pair) for pair in align(document(*POLICY), document(*new))]
    assert kinds[3:5] == ["removed 4>.", "unchanged 5>3"]


def test_what_is_removed_from_a_section_that_moved_follows_it() -> None:
    new = (*POLICY[:2], *POLICY[5:], *POLICY[2:4])
    kinds = [told(pair) for pair in align(document(*POLICY), document(*new))]
    assert kinds[-2:] == ["unchanged 3>11 moved", "removed 4>."]


def test_merged_blocks_may_have_stood_around_one_that_moved() -> None:
    old = ("## A", ACCESS, SHARE, DELETE, "## B", COOKIES, SECURITY)
    new = ("## A", f"{ACCESS} {DELETE}", "## B", COOKIES, SHARE, SECURITY)
    assert aligned(old, new) == ["merged 1+3>1", "unchanged 2>4 moved"]


# Tables.

TABLE = (
    "| Data | Purpose | Kept |",
    "| Name | Contract | 10 years |",
    "| Logs | Safety | 7 days |",
)


def test_a_table_row_is_added_cell_by_cell() -> None:
    new = (*TABLE[:2], "| Votes | Polls | forever |", TABLE[2])
    assert aligned(TABLE, new) == ["added .>6", "added .>7", "added .>8"]


def test_a_cell_is_amended_in_its_row() -> None:
    new = (*TABLE[:2], "| Logs | Safety | 30 days |")
    assert aligned(TABLE, new) == ["amended 8>8"]


def test_a_cell_may_change_altogether() -> None:
    new = (*TABLE[:2], "| Logs | Safety | never |")
    assert aligned(TABLE, new) == ["amended 8>8"]


def test_a_column_removed_shifts_no_other() -> None:
    new = tuple("|".join(row.split("|")[:2] + row.split("|")[3:]) for row in TABLE)
    assert aligned(TABLE, new) == ["removed 1>.", "removed 4>.", "removed 7>."]


def test_rows_that_change_places_are_moves() -> None:
    moved = [f"unchanged {at}>{at - 3} moved" for at in (6, 7, 8)]
    assert aligned(TABLE, (TABLE[0], TABLE[2], TABLE[1])) in (
        moved,
        [f"unchanged {at}>{at + 3} moved" for at in (3, 4, 5)],
    )


def test_a_row_is_no_merge_of_paragraphs() -> None:
    old = document("| a | b |", ACCESS, ACCESS)
    new = document(f"| a | b | {ACCESS} {ACCESS} |")
    for pair in align(old, new):
        assert len(pair.old) <= 1 >= len(pair.new)


# What always holds.

words = st.sampled_from(["data", "we", "share", "your", "never", "10", "目的", "の", "자료는"])
lines = st.builds(
    lambda start, text: start + " ".join(text),
    st.sampled_from(["", "- ", "## ", "### ", "| a | "]),
    st.lists(words, min_size=1, max_size=9),
)
texts = st.lists(lines | st.text(max_size=20), max_size=14).map(lambda found: document(*found))


# Any two texts, or a text and an edit of it.
sides = st.one_of(st.tuples(texts, texts), stories.map(lambda story: tuple(documents(story[:2]))))


@given(sides)
def test_every_block_stands_in_exactly_one_pair(sides: tuple[Document, Document]) -> None:
    old, new = sides
    pairs = align(old, new)
    assert sorted(i for pair in pairs for i in pair.old) == list(range(len(old.blocks)))
    assert sorted(j for pair in pairs for j in pair.new) == list(range(len(new.blocks)))


@given(sides)
def test_pairs_follow_the_new_text_and_removed_ones_the_old(
    sides: tuple[Document, Document],
) -> None:
    old, new = sides
    pairs = align(old, new)
    standing = [j for pair in pairs for j in pair.new]
    removed = [i for pair in pairs if not pair.new for i in pair.old]
    assert standing == sorted(standing)
    assert len(removed) == len(set(removed))
    for before, pair in pairwise(pairs):
        if not pair.new and not before.new:
            assert before.old < pair.old


@given(sides)
def test_kinds_say_how_many_blocks_there_are(sides: tuple[Document, Document]) -> None:
    old, new = sides
    sizes = {
        PairKind.UNCHANGED: {(1, 1)},
        PairKind.AMENDED: {(1, 1)},
        PairKind.ADDED: {(0, 1)},
        PairKind.REMOVED: {(1, 0)},
    }
    for pair in align(old, new):
        size = len(pair.old), len(pair.new)
        if pair.kind in sizes:
            assert size in sizes[pair.kind]
        else:
            assert size[pair.kind is PairKind.SPLIT] > 1
            assert size[pair.kind is not PairKind.SPLIT] == 1


@given(sides)
def test_what_has_not_moved_stands_in_one_order_on_both_sides(
    sides: tuple[Document, Document],
) -> None:
    stayed = [pair.old[0] for pair in align(*sides) if pair.old and pair.new and not pair.moved]
    assert stayed == sorted(stayed)


@given(texts)
def test_a_text_is_unchanged_from_itself(text: Document) -> None:
    pairs = align(text, text)
    assert [(pair.kind, pair.old, pair.new, pair.moved) for pair in pairs] == [
        (PairKind.UNCHANGED, (at,), (at,), False) for at in range(len(text.blocks))
    ]


def test_two_long_unrelated_texts_take_no_time_to_speak_of() -> None:
    old = document(*(f"{ACCESS} {at * 7919} {at}" for at in range(400)))
    new = document(*(f"{COOKIES} {at * 104729} {at}" for at in range(400)))
    start = perf_counter()
    align(old, new)
    assert perf_counter() - start < 5
