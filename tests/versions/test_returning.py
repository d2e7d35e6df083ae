"""Which revisions were taken back, against the rule read word by word."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from gazette.model import Change, Correction, FrontMatter, PolicySource, Revision
from gazette.versions.readings import Reader, Reading
from gazette.versions.record import Record
from gazette.versions.returning import taken_back

# Label, words, class and number of corrections of each revision.
REVISIONS = st.lists(
    st.tuples(
        st.sampled_from(("1.0", "2.0", "3.0")),
        st.sampled_from("abc"),
        st.sampled_from((None, Change.MATERIAL, Change.EDITORIAL)),
        st.integers(0, 2),
    ),
    max_size=9,
)


@given(REVISIONS)
def test_a_pass_from_the_newest_finds_what_the_rule_says(
    told: list[tuple[str, str, Change | None, int]],
) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    revisions = [
        Revision(
            str(n),
            at,
            front=FrontMatter(
                version=label, change=change, corrections=(Correction(at.date(), ""),) * corrections
            ),
            files=(),
            order=n,
        )
        for n, (label, _, change, corrections) in enumerate(told)
    ]
    said = {str(n): Reading("", words, "") for n, (_, words, _, _) in enumerate(told)}
    reader = Reader(lambda revision: said[revision.commit], lambda *_: (), lambda _: ())
    record = Record(PolicySource("terms", "terms.md"), ZoneInfo("UTC"), reader)
    assert taken_back(record, revisions) == [is_taken_back(told, n) for n in range(len(told))]


def is_taken_back(told: list[tuple[str, str, Change | None, int]], at: int) -> bool:
    """Whether a later one has an older label again, or other words or a class under its own."""
    label, words, change, corrections = told[at]
    before = {each[0] for each in told[:at]} - {label}
    for other, said, changed, entries in told[at + 1 :]:
        is_uncorrected = said != words and entries <= corrections
        is_reclassified = change is not None and changed not in (change, None)
        if other in before or (other == label and (is_uncorrected or is_reclassified)):
            return True
    return False
