"""Timelines of many versions: cut by year and month, with what says nothing new in one line."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archives import DAY, archive, stream, text
from gazette.pages.years import Listed, Part, cut, stretches
from small import build, copy, run

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repository

MANY = 170  # versions, a week apart: three years and a bit
BEGIN = datetime(2023, 1, 2, 12, tzinfo=UTC)
MOST = 150_000  # bytes of a page
PLACE = "acme-terms/history"


def told(n: int) -> str:
    """The text of the nth version: mostly news, now and then a counter, or there and back."""
    if n % 10 == 5:
        return text(n - 1, views=n)  # as the one before, but for the counter
    if n % 20 == 8:
        return text(1000 + n, views=n)
    if n % 20 == 9:
        return text(n - 2, views=n)  # back to what was said before that
    return text(n, views=n)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    folder = tmp_path_factory.mktemp("many") / "repository"
    texts = [told(n) for n in range(MANY)]
    policies = [("Acme", "Terms"), ("Acme", "Privacy")]
    made = archive(folder, policies, texts, languages="en, ja", begin=BEGIN)
    done = build(made)
    assert done.code == 0, done.errors
    return made


def pages(repository: Repository, lang: str = "en") -> dict[str, str]:
    """The pages of the chronicle: what stands behind the timeline's address -> HTML."""
    folder = repository.root / "site" / lang / PLACE
    return {
        path.parent.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("index.html")
    }


def labels(page: str) -> list[str]:
    return re.findall(r'<li class="moment[^"]*" id="v-([^"]*)"', page)


def folds(page: str) -> list[tuple[str, list[str]]]:
    """What is told in one line: the line, and the versions that it opens to."""
    found = re.findall(r"<details><summary>(.*?)</summary>(.*?)</details>", page, re.DOTALL)
    return [(" ".join(re.sub("<.*?>", "", line).split()), labels(inner)) for line, inner in found]


def to(page: str, relation: str) -> str:
    """Where the link to the newer or the older versions leads, "" where there is none."""
    found = re.search(rf'<a href="([^"]*)" rel="{relation}">', page)
    return (found[1].partition(f"{PLACE}/")[2].strip("/") or ".") if found else ""


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_version_stands_on_one_page_and_no_page_is_long(built: Repository, lang: str) -> None:
    found = pages(built, lang)
    assert len(found) > 1
    every = sorted(label for page in found.values() for label in labels(page))
    versions = sorted(p.name for p in (built.root / f"site/{lang}/acme-terms/v").iterdir())
    assert len(every) == MANY
    assert every == versions
    assert max(len(page.encode()) for page in found.values()) < MOST


def test_each_page_asks_for_a_day(built: Repository) -> None:
    for place, page in pages(built).items():
        action = re.search(r'<form [^>]*action="([^"]*)" data-ask hidden>', page)
        assert action, place
        assert action[1].endswith("compare/")
        assert '<input type="date" id="on" name="on" required>' in page


def test_the_years_lead_to_all_pages(built: Repository) -> None:
    found = pages(built)
    (years,) = re.findall(r'<nav class="years".*?</nav>', found["."], re.DOTALL)
    links = re.findall(r'<a href="([^"]*)">', years)
    assert {link.partition(f"{PLACE}/")[2].strip("/") for link in links if link[0] != "#"} == {
        *found
    } - {"."}
    assert all(f'id="{link[1:]}"' in found["."] for link in links if link[0] == "#")
    counts = re.findall(r"<small>(\d+) versions?</small>", years)
    assert sum(map(int, counts)) == MANY
    assert len(counts) == 4
    assert not any('class="years"' in page for name, page in found.items() if name != ".")


def test_newer_and_older_lead_through_all_pages_in_order(built: Repository) -> None:
    found = pages(built)
    seen = ["."]
    while older := to(found[seen[-1]], "prev"):
        assert to(found[older], "next") == seen[-1]
        seen.append(older)
    assert sorted(seen) == sorted(found)
    every = [label for name in seen for label in labels(found[name])]
    assert every == sorted(every, reverse=True)


def test_months_are_headings_with_their_versions_counted(built: Repository) -> None:
    for page in pages(built).values():
        months = re.findall(r'<section class="month".*?</section>', page, re.DOTALL)
        for month in months:
            (head,) = re.findall(r'<h2 id="m-(\d{4}-\d{2})">.*?<small>(\d+) version', month)
            assert {label[:7] for label in labels(month)} == {head[0]}
            assert len(labels(month)) == int(head[1])


def test_a_month_tells_how_much_its_versions_on_the_page_changed(tmp_path: Path) -> None:
    """Also where a month is so full that it stands on several pages."""
    texts = [text(n) for n in range(200)]
    made = archive(tmp_path / "full", [("Acme", "Terms")], texts, begin=BEGIN, step=DAY / 6)
    assert build(made).code == 0
    found = pages(made)
    assert len(found) > 1
    for page in found.values():
        for month in re.findall(r'<section class="month".*?</section>', page, re.DOTALL):
            news = re.sub(r"<details>.*?</details>", "", month, flags=re.DOTALL)
            bar, rows = news.split("<ol", 1)
            assert amounts(bar) == amounts(rows)


def amounts(html: str) -> Counter[str]:
    """How much was added, removed, amended and moved, by what is said of it."""
    found: Counter[str] = Counter()
    for number, what in re.findall(r"(\d+) (added|removed|amended|moved)", html):
        found[what] += int(number)
    return found


def test_a_version_whose_links_were_updated_many_times_fills_no_page(tmp_path: Path) -> None:
    """Each update is an event of the version; its own page has them all."""
    texts = [f"## Use\n\nSee [them](https://a.example/terms/{n}).\n" for n in range(600)]
    made = archive(tmp_path / "linked", [("Acme", "Terms")], texts, step=DAY / 24)
    assert build(made).code == 0
    found = pages(made)
    assert max(len(page.encode()) for page in found.values()) < MOST
    assert sum(len(labels(page)) for page in found.values()) == 1
    (version,) = (made.root / "site/en/acme-terms/v").glob("*/index.html")
    assert len(re.findall(r"corrections/\d+/", version.read_text("utf-8"))) >= 599


def test_stretches_of_the_same_days_are_told_apart_by_their_labels() -> None:
    """A text that was committed thousands of times in a day."""
    labels = ("2020-12-08", *(f"2020-12-09.{n}" for n in range(1, 6)), "2020-12-10")
    found = cut([Listed(label, 2020, 50) for label in labels], 100)
    told = stretches(found, {label: date.fromisoformat(label[:10]) for label in labels}, "x/")
    assert [each.between for each in told] == [
        (),  # December 8 to 9
        ("2020-12-09.2", "2020-12-09.3"),
        ("2020-12-09.4", "2020-12-09.5"),
        (),
    ]
    alone = cut([Listed(label, 2020, 90) for label in labels[1:3]], 100)
    days = dict.fromkeys(labels, date(2020, 12, 9))
    assert [each.between for each in stretches(alone, days, "x/")] == [(labels[1],), (labels[2],)]


def test_what_says_nothing_new_is_one_line_that_opens(built: Repository) -> None:
    day = [f"{BEGIN + 7 * n * DAY:%Y-%m-%d}" for n in range(MANY)]
    found = dict(fold for page in pages(built).values() for fold in folds(page))
    told = {tuple(sorted(labels)): line for line, labels in found.items()}
    assert told[day[5],] == "1 version says nothing new Feb 6, 2023 · automatic counters"
    # One fold, on each side of the end of a month.
    assert told[day[8],].endswith("· the text changed and was restored · automatic counters")
    assert told[day[28], day[29]].startswith("2 versions say nothing new Jul 17 – 24, 2023 ·")
    standing = {label for labels in told for label in labels}
    assert not {day[0], day[6], day[7], day[-1]} & standing


def test_a_year_that_is_over_does_not_change_when_a_version_comes(
    built: Repository, tmp_path: Path
) -> None:
    later = copy(built, tmp_path / "later")
    coming = [(BEGIN + 7 * (MANY + n) * DAY, {"Acme/Terms.md": text(MANY + n)}) for n in range(2)]
    stream(later, coming)
    assert run(later, "build", "--as-of", "2026-07-01").code == 0
    before, after = pages(built), pages(later)
    past = [name for name in before if name[:4] < "2025" and name != "."]
    assert past
    assert all(after[name] == before[name] for name in past)
    assert after["."] != before["."]


def test_a_timeline_that_a_reader_can_go_through_stays_one_page(built: Repository) -> None:
    page = (built.root / "site/en/acme-privacy/history/index.html").read_text("utf-8")
    assert 'class="month"' not in page
    assert 'class="years"' not in page


# --- Cutting ------------------------------------------------------------------------------------

lists = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 40)), min_size=1, max_size=30).map(
    lambda rows: [
        Listed(str(at), 2020 + sum(step for step, _ in rows[: at + 1]), size)
        for at, (_, size) in enumerate(rows)
    ]
)


def every(parts: list[Part]) -> list[str]:
    return [label for part in parts for label in part.labels]


@given(lists, st.integers(1, 100))
def test_a_cut_keeps_all_in_order_and_within_bounds(listed: list[Listed], most: int) -> None:
    found = cut(listed, most)
    assert every([*found.older, *found.newest]) == [each.label for each in listed]
    sizes = {each.label: each.size for each in listed}
    years = {each.label: each.year for each in listed}
    for part in (*found.older, *found.newest):
        assert part.size == sum(sizes[label] for label in part.labels)
        assert part.size <= most or len(part.labels) == 1
        assert {years[label] for label in part.labels} == {part.year}
    assert found.newest
    own = sum(part.size for part in found.newest)
    assert own <= most or len(every([*found.newest])) == 1
    if found.older:
        assert own + found.older[-1].size > most
    names = [part.under("h/") for part in (*found.older, *found.newest)]
    assert len({*names}) == len(names)


@given(lists, st.integers(1, 100))
def test_a_part_with_a_page_of_its_own_keeps_it(listed: list[Listed], most: int) -> None:
    """Whatever comes later: the pages that there are stay, with what they show."""
    for fewer, more in pairwise(range(1, len(listed) + 1)):
        before, after = cut(listed[:fewer], most).older, cut(listed[:more], most).older
        assert after[: len(before)] == before
