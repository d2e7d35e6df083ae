"""Section history: which are followed, and how long histories are cut."""

from __future__ import annotations

import gzip
import re
import shutil
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archives import archive
from gazette.changes.sections import SectionHistory, followed
from small import build, contents, copy

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repository

MOST, PACKED = 300_000, 60_000  # bytes of a page, and when it is compressed


def lived(*versions: int) -> list[SectionHistory]:
    """Sections that stood in so many versions."""
    return [
        SectionHistory(f"s{at}", (f"a:{at}",), at, "a", (), "z", f"s{at}", count, (1,))
        for at, count in enumerate(versions)
    ]


def test_a_section_of_one_version_is_not_followed() -> None:
    assert followed(lived(1, 2, 3), 3) == {"s1", "s2"}
    assert followed(lived(1), 1) == frozenset()


def test_a_heading_without_words_is_called_by_its_id(tmp_path: Path) -> None:
    """A link without a name leads a screen reader nowhere."""
    texts = [f"## Scope\n\nWords {n}.\n\n## ![](logo.png)\n\nMore words {n}.\n" for n in (1, 2)]
    made = archive(tmp_path / "unnamed", [("Acme", "Terms")], texts)
    assert build(made).code == 0
    page = (made.root / "site/en/acme-terms/clauses/index.html").read_text("utf-8")
    names = re.findall(r'clauses/([^"]+)/">([^<]*)</a> <small>', page)
    assert len(names) == 2
    assert names[0][1] == "Scope"
    assert names[1][1] == names[1][0]


def test_what_stands_before_the_first_section_is_none() -> None:
    before = SectionHistory("", ("",), 0, "a", (), "z", "", 9, (1,))
    assert followed([before, *lived(2)], 9) == {"s0"}


def test_sections_are_followed_where_they_last() -> None:
    assert followed(lived(*[10] * 6), 100)  # a tenth of all versions
    assert not followed(lived(*[9] * 6), 100)
    assert followed(lived(*[20] * 6), 5_000)  # or twenty of them
    assert not followed(lived(*[19] * 6), 5_000)
    assert followed(lived(2, 2), 10)  # of few versions always


def test_of_very_many_sections_those_that_lasted_longest_are_followed() -> None:
    found = followed(lived(*range(20, 1_020)), 2_000)
    assert len(found) == 400
    assert "s999" in found
    assert "s0" not in found


@given(st.lists(st.integers(1, 60), max_size=30), st.integers(1, 60))
def test_whatever_is_followed_stood_in_more_than_one_version(
    versions: list[int], count: int
) -> None:
    found = followed(lived(*versions), count)
    assert all(versions[int(section[1:])] > 1 for section in found)
    if count <= 10:
        assert len(found) == sum(lives > 1 for lives in versions)


# --- Pages --------------------------------------------------------------------------------------


def renamed(n: int) -> str:
    """A section that gets another heading, and so another id, on its way."""
    return (
        f"## {'Rights' if n < 3 else 'Your rights'}\n\n{LOREM}\n\nState {n}.\n\n## Fees\n\nNone.\n"
    )


def test_an_id_that_a_section_had_leads_to_its_story(tmp_path: Path) -> None:
    texts = [renamed(n) for n in range(6)]
    made = archive(tmp_path / "repository", [("Acme", "Terms")], texts)
    assert build(made).code == 0
    found = pages(made)
    assert "<h1>Your rights</h1>" in found["your-rights"]
    assert len(told(found["your-rights"])) == 6
    assert 'href="../../../../en/acme-terms/clauses/your-rights/"' in found["rights"]
    assert told(found["rights"]) == []
    lines = re.findall(r'clauses/([^"]*)/">([^<]*)</a> <small>', found["."])
    assert lines == [("your-rights", "Your rights"), ("fees", "Fees")]
    first = min((made.root / "site/en/acme-terms/v").glob("*/index.html")).read_text("utf-8")
    assert "/clauses/rights/" not in first


LETTERS = str.maketrans("0123456789", "ghijklmnop")
LOREM = "Words that fill a paragraph of some length, as policies have them, again and again. " * 12


def text(n: int) -> str:
    """The section "busy" changes with each version, "calm" never; "brief" comes once."""
    brief = "## Brief\n\nOnce.\n\n" if n == 30 else ""
    return (
        f"Before all, state {n % 7}.\n\n## Busy\n\n{LOREM}\n\n{LOREM} State {n}.\n\n"
        f"## Calm\n\n{LOREM}\n\n{brief}"
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    folder = tmp_path_factory.mktemp("stories") / "repository"
    made = archive(folder, [("Acme", "Terms")], [text(n) for n in range(130)])
    done = build(made)
    assert done.code == 0, done.errors
    return made


def pages(repository: Repository) -> dict[str, str]:
    folder = repository.root / "site/en/acme-terms/clauses"
    return {
        path.parent.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("index.html")
    }


def told(page: str) -> list[str]:
    return re.findall(r'<li class="moment[^"]*" id="v-([^"]*)"', page)


def test_a_history_is_cut_by_year(built: Repository) -> None:
    found = pages(built)
    busy = {name: page for name, page in found.items() if name.split("/")[0] == "busy"}
    assert {"busy", "busy/2023", "busy/2024"} <= set(busy)
    every = [label for page in busy.values() for label in told(page)]
    assert len(every) == len(set(every)) == 130
    assert all(
        label[:4] == name.split("/")[1]
        for name, page in busy.items()
        if "/" in name
        for label in told(page)
    )
    for page in found.values():
        assert len(page.encode()) < MOST
        assert len(gzip.compress(page.encode())) < PACKED


def test_what_stands_before_the_first_section_is_told_with_the_list(built: Repository) -> None:
    found = pages(built)
    assert "Before the first section" in found["."]
    assert "Busy" in found["."]
    older = [page for name, page in found.items() if name.startswith("~")]
    assert older
    assert sum(len(told(page)) for page in (found["."], *older)) == 130
    assert all("Before the first section" in page for page in older)


def test_older_changes_are_a_link_away(built: Repository) -> None:
    found = pages(built)
    seen = ["busy"]
    while older := re.search(r'<a href="[^"]*/clauses/([^"]*)/" rel="prev">', found[seen[-1]]):
        newer = re.search(r'<a href="[^"]*/clauses/([^"]*)/" rel="next">', found[older[1]])
        assert newer
        assert newer[1] == seen[-1]
        seen.append(older[1])
    assert len(seen) == sum(name.split("/")[0] == "busy" for name in found)
    assert "Original wording" in found[seen[-1]]
    assert "Original wording" not in found["busy"]


def test_a_section_that_lived_once_has_no_page(built: Repository) -> None:
    found = pages(built)
    assert "calm" in found
    assert "brief" not in found
    (link,) = re.findall(r'<a href="([^"]*)">Brief</a>', found["."])
    place, _, anchor = link.removeprefix("../../../").partition("#")
    there = (built.root / "site" / place / "index.html").read_text("utf-8")
    assert f'id="{anchor}"' in there


def test_every_mark_in_a_text_leads_to_where_its_change_is_told(built: Repository) -> None:
    site = built.root / "site"
    texts = sorted((site / "en/acme-terms/v").glob("*/index.html"))
    for page in (texts[5], texts[30], texts[-1]):
        links = re.findall(
            r'class="mark" href="(?:\.\./)*([^"#]*)#([^"]*)"', page.read_text("utf-8")
        )
        assert links
        for place, anchor in links:
            assert f'id="{anchor}"' in (site / place / "index.html").read_text("utf-8"), (
                place,
                anchor,
            )


def test_a_row_of_a_table_has_one_mark(tmp_path: Path) -> None:
    table = "| Plan | Price | Term |\n|---|---|---|\n| Basic | 5 euros | a month |\n"
    texts = ["## Terms\n\nShort.\n", f"## Terms\n\nShort.\n\n{table}"]
    made = archive(tmp_path / "repository", [("Acme", "Terms")], texts)
    assert build(made).code == 0
    page = (made.root / "site/en/acme-terms/index.html").read_text("utf-8")
    rows = re.findall(r"<tr>(.*?)</tr>", page[page.index("<article") :], re.DOTALL)
    assert [row.count('class="mark"') for row in rows] == [1, 1]


def test_a_change_that_would_fill_a_page_is_linked_to(tmp_path: Path) -> None:
    long = "\n\n".join(f"{LOREM} {n}." for n in range(60))
    texts = ["## Terms\n\nShort.\n", f"## Terms\n\n{long}\n", "## Terms\n\nShort again.\n"]
    made = archive(tmp_path / "repository", [("Acme", "Terms")], texts)
    assert build(made).code == 0
    page = (made.root / "site/en/acme-terms/clauses/terms/index.html").read_text("utf-8")
    assert page.count("Too long to be shown here") == 2
    assert len(page.encode()) < MOST


def words(*of: object) -> str:
    """Words that no other text has."""
    return " ".join(
        sha256(repr((*of, n)).encode()).hexdigest()[:8].translate(LETTERS) for n in range(6)
    )


def test_sections_that_do_not_last_are_not_followed(tmp_path: Path) -> None:
    """Fifteen versions, each with headings of its own."""
    texts = [
        "\n\n".join(
            f"## {words(n, part)}\n\n{words(n, part, 'text')}." for part in range(n % 3 + 2)
        )
        for n in range(15)
    ]
    made = archive(tmp_path / "repository", [("Acme", "Terms")], texts)
    assert build(made).code == 0
    found = pages(made)
    assert list(found) == ["."]
    assert "The sections of this text change too often to be followed one by one." in found["."]
    newest = max((made.root / "site/en/acme-terms/v").glob("*/index.html"))
    assert "/clauses/" not in newest.read_text("utf-8").replace('/clauses/"', "")


def test_marks_in_older_texts_follow_a_history_that_is_cut_later(
    built: Repository, tmp_path: Path
) -> None:
    grown = copy(built, tmp_path / "grown")
    for each in (".cache", "site"):
        shutil.rmtree(grown.root / each)
    newest = grown.git("rev-parse", "HEAD")
    for commit in ("HEAD~120", newest):
        grown.git("reset", "--quiet", "--hard", commit)
        assert build(grown).code == 0
    assert contents(grown.root / "site") == contents(built.root / "site")
