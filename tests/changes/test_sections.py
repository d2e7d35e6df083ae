"""Section history: which versions touched each, and which words they changed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.changes.align import align
from gazette.changes.joining import Concordance
from gazette.changes.lineage import lineage
from gazette.changes.sections import SectionHistory, followed, histories, owner_of, within
from gazette.model import Document, PairKind
from texts import document

ACCESS = "You may ask us at any time which personal data we hold about you."
SHARE = "We share data with processors who act on our written instructions only."
COOKIES = "Cookies remember your settings and keep you signed in between visits."
RIGHTS, SHARING = "## Rights {#rights}", "## Sharing {#sharing}"


def of(documents: list[Document]) -> Concordance:
    labels = [chr(ord("a") + at) for at in range(len(documents))]
    texts = dict(zip(labels, documents, strict=True))
    pairs = [align(old, new) for old, new in pairwise(documents)]
    return Concordance(texts, pairs, lineage(list(texts.items()), pairs))


def told(*texts: tuple[str, ...]) -> dict[str, SectionHistory]:
    found = histories(of([document(*lines) for lines in texts]))
    return {history.section: history for history in found}


def story(history: SectionHistory) -> str:
    """A history on one line: the version that brought it, those that touched it, the last one."""
    return f"{history.first} {''.join(history.changes)} {history.last}"


def test_only_what_touched_a_section_is_of_its_history() -> None:
    first = (RIGHTS, ACCESS, SHARING, SHARE)
    second = (RIGHTS, ACCESS.replace("ask", "write to"), SHARING, SHARE)
    third = (*second, COOKIES)
    found = told(first, second, third)
    assert story(found["rights"]) == "a b c"
    assert story(found["sharing"]) == "a c c"


def test_a_section_that_came_later_and_one_that_went() -> None:
    found = told((RIGHTS, ACCESS), (RIGHTS, ACCESS, SHARING, SHARE), (SHARING, SHARE))
    assert story(found["sharing"]) == "b  c"
    assert story(found["rights"]) == "a c b"


def test_every_id_a_section_had_leads_to_all_of_its_history() -> None:
    renamed = "## Your choices {#choices}"
    found = told((RIGHTS, ACCESS), (renamed, ACCESS), (renamed, ACCESS, SHARE))
    assert story(found["rights"]) == story(found["choices"]) == "a bc c"
    assert found["rights"].called == found["choices"].called == "choices"


def test_what_moves_between_sections_touches_where_it_comes_to() -> None:
    found = told(
        (RIGHTS, ACCESS, COOKIES, SHARING, SHARE), (RIGHTS, ACCESS, SHARING, SHARE, COOKIES)
    )
    assert story(found["sharing"]) == "a b b"


def test_what_stands_before_the_first_section_has_no_id() -> None:
    found = told((ACCESS, RIGHTS, SHARE, SHARING), (ACCESS.replace("ask", "tell"), RIGHTS, SHARE))
    assert story(found[""]) == "a b b"
    assert found[""].heads == ("",)


def test_sections_are_followed_where_they_last() -> None:
    """What stands in one version of thirty has no story; the list of versions tells it."""

    def lasting(lives: list[int], versions: int) -> set[str]:
        sections = [
            SectionHistory(f"s{at}", ("1:1",), at, "1", (), "2", lived=lived)
            for at, lived in enumerate(lives)
        ]
        before_all = SectionHistory("", ("",), 0, "1", (), "2", lived=versions)
        return set(followed([before_all, *sections], versions))

    assert lasting([1, 1, 1], versions=30) == set()
    assert lasting([1, 2, 6], versions=30) == {"s1", "s2"}
    assert lasting([1, 2, 5], versions=30) == set()  # less than a tenth, on average
    assert lasting([20, 20], versions=2_000) == {"s0", "s1"}
    assert lasting([19, 20], versions=2_000) == set()
    most = lasting([2] * 200 + [3] * 300, versions=20)
    assert len(most) == 400
    assert {f"s{at}" for at in range(200, 500)} <= most


@pytest.mark.parametrize(
    ("lived", "changes", "is_followed"),
    [(30, 20, True), (30, 21, False), (60, 30, True), (60, 31, False)],
)
def test_where_nearly_all_changes_each_time_only_what_stays_is_followed(
    lived: int, changes: int, *, is_followed: bool
) -> None:
    """Texts that flip: the page of each section would tell all redlines of the policy again."""

    def changed(name: str, times: int) -> SectionHistory:
        labels = tuple(map(str, range(times)))
        return SectionHistory(name, (f"1:{name}",), 0, "first", labels, "last", lived=lived)

    flips = [changed(f"flip{at}", lived - 1) for at in range(8)]
    quiet, often = changed("quiet", 0), changed("often", changes)
    found = followed([*flips, quiet, often], versions=lived)
    assert found == {"quiet", *(["often"] if is_followed else [])}
    # A list that each version changes, in a policy that stays else, is what readers look for.
    calm = [changed(f"calm{at}", 0) for at in range(2)]
    assert "flip0" in followed([flips[0], *calm], versions=lived)


texts = st.lists(
    st.sampled_from([RIGHTS, SHARING, ACCESS, SHARE, COOKIES, "Words.", "- an item"]),
    max_size=7,
    unique=True,
).map(lambda lines: document(*lines))


@given(st.lists(texts, min_size=2, max_size=4))
def test_every_change_is_in_the_history_of_some_section(documents: list[Document]) -> None:
    found = of(documents)
    sections = histories(found)
    for (old, new), pairs in zip(pairwise(found.documents), found.neighbours, strict=True):
        owners = owner_of(found, old), owner_of(found, new)
        changed = {
            at for at, pair in enumerate(pairs) if pair.kind is not PairKind.UNCHANGED or pair.moved
        }
        told_of = {
            at
            for history in sections
            if new in (*history.changes, history.first)
            for at in within(history, pairs, *owners)
        }
        assert told_of == changed
