"""What a redline did to which section."""

from __future__ import annotations

from gazette.changes.align import align
from gazette.changes.summary import summarise
from gazette.model import SectionSummary
from texts import document

POLICY = (
    "# Privacy",
    "This policy explains what we do with your data.",
    "## Rights {#rights}",
    "You may ask us at any time which data we hold about you.",
    "### Erasure {#erasure}",
    "When you delete your account we erase your content within thirty days.",
    "## Sharing {#sharing}",
    "We share data with processors who act on our written instructions only.",
    "## Cookies {#cookies}",
    "Cookies remember your settings and keep you signed in between visits.",
)


def summary(*new: str) -> tuple[SectionSummary, ...]:
    before, after = document(*POLICY), document(*new)
    return summarise(before, after, align(before, after))


def test_nothing_touched_nothing_told() -> None:
    assert summary(*POLICY) == ()


def test_deeper_headings_count_in_their_top_section() -> None:
    new = (*POLICY[:5], POLICY[5].replace("thirty", "ninety"), "Backups follow.", *POLICY[6:])
    assert summary(*new) == (SectionSummary("rights", added=1, amended=1),)


def test_what_stands_under_the_title_is_the_titles() -> None:
    new = (POLICY[0], POLICY[1].replace("data", "content"), *POLICY[2:])
    assert summary(*new) == (SectionSummary("privacy", amended=1),)


def test_what_stands_before_any_heading_has_no_section() -> None:
    old, new = document("One line.", "## A", "## B"), document("## A", "## B")
    assert summarise(old, new, align(old, new)) == (SectionSummary("", removed=1),)


def test_what_moved_as_it_was_is_moved_and_not_amended() -> None:
    new = (*POLICY[:3], *POLICY[4:], POLICY[3])
    assert summary(*new) == (SectionSummary("cookies", moved=1),)


def test_a_heading_amended_is_a_section_renamed() -> None:
    new = (*POLICY[:6], "## Disclosure {#sharing}", *POLICY[7:])
    assert summary(*new) == (SectionSummary("sharing", renamed=1),)


def test_a_heading_with_other_marks_is_amended() -> None:
    new = (*POLICY[:6], "## **Sharing** {#sharing}", *POLICY[7:])
    assert summary(*new) == (SectionSummary("sharing", amended=1),)


def test_a_section_whose_id_went_with_its_name_is_one_section() -> None:
    renamed = "## Disclosure {#disclosure}"
    assert summary(*POLICY[:6], renamed, *POLICY[7:]) == (SectionSummary("disclosure", renamed=1),)


def test_a_section_that_is_gone_stands_where_it_stood() -> None:
    new = (POLICY[0], "A policy that is new.", *POLICY[2:6], *POLICY[8:], "They expire.")
    assert summary(*new) == (
        SectionSummary("privacy", added=1, removed=1),
        SectionSummary("sharing", removed=2),
        SectionSummary("cookies", added=1),
    )


def test_moves_count_where_they_went_and_amendments_beside_them() -> None:
    clause = POLICY[7].replace("only", "and never without them")
    new = (*POLICY[:7], *POLICY[8:], clause)
    assert summary(*new) == (SectionSummary("cookies", amended=1, moved=1),)


def test_one_level_of_headings_is_enough() -> None:
    old, new = document("# A", "One.", "# B"), document("# A", "One.", "Two.", "# B")
    assert summarise(old, new, align(old, new)) == (SectionSummary("a", added=1),)
