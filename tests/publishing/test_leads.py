"""Another policy's text makes a policy's pages anew only where its links lead there."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from repositories import Repository
from small import CONFIG, build, contents, copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LISTED = CONFIG.replace(
    "{languages: [en, de]}",
    '{languages: [en], versions: commits, notice_days: 0, policies: [{path: "*/*.md", '
    'id: "{1}-{2}"}]}',
)
CONTENT = {
    "mkdocs.yml": LISTED,
    ".gitignore": "/site/\n/.cache/\n",
    "a/plain.md": "# Plain\n\nSee [them](https://example.com/b/terms.md) and [here](#plain).\n",
    "a/linking.md": "# Linking\n\nSee [them](../b/terms.md#fees) and [that](../b/later.md).\n",
    "b/terms.md": "# Terms\n\n## Fees\n\nFive.\n",
}


@pytest.fixture
def listed(tmp_path: Path) -> Repository:
    """Policies of one pattern, of which one links to another, and to one that is not there yet."""
    repository = Repository.create(tmp_path / "repository")
    repository.commit("2026-05-15", CONTENT)
    assert build(repository).code == 0
    return repository


def made_anew(repository: Repository, folder: Path) -> set[str]:
    """The policies that a build makes; it makes what one does that knows of no other."""
    names = ("a-plain", "a-linking", "b-terms")
    place = repository.root / "site/en"
    before = {name: (place / name).stat().st_ino for name in names}
    assert build(repository).code == 0
    other = copy(repository, folder / "anew")
    shutil.rmtree(other.root / ".cache")
    shutil.rmtree(other.root / "site")
    assert build(other).code == 0
    assert contents(repository.root / "site") == contents(other.root / "site")
    return {name for name in names if (place / name).stat().st_ino != before[name]}


def test_where_nothing_changed_no_policy_is_made(listed: Repository, tmp_path: Path) -> None:
    assert made_anew(listed, tmp_path) == set()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("# Terms", "# Conditions"),
        lambda text: text.replace("## Fees", "## The fees {#fees}"),
        lambda text: text.replace("## Fees", '## <a name="fees"></a>Costs'),
    ],
    ids=["title", "id", "anchor"],
)
def test_a_text_that_links_lead_to_makes_anew_who_links(
    listed: Repository, tmp_path: Path, change: Callable[[str], str]
) -> None:
    listed.commit("2026-06-01", {"b/terms.md": change(CONTENT["b/terms.md"])})
    made = made_anew(listed, tmp_path)
    assert "b-terms" in made
    assert "a-plain" not in made


def test_a_policy_to_which_nobody_links_is_made_alone(listed: Repository, tmp_path: Path) -> None:
    text = CONTENT["a/plain.md"].replace("# Plain", "# Simple")
    listed.commit("2026-06-01", {"a/plain.md": text})
    assert made_anew(listed, tmp_path) == {"a-plain"}


def test_a_new_link_makes_anew_who_links_alone(listed: Repository, tmp_path: Path) -> None:
    text = (
        CONTENT["a/plain.md"] + "\nSee [the fees](../b/terms.md#fees) and [more](../b/more.md).\n"
    )
    listed.commit("2026-06-01", {"a/plain.md": text})
    assert made_anew(listed, tmp_path) == {"a-plain"}


def test_a_new_policy_makes_no_other_anew(listed: Repository, tmp_path: Path) -> None:
    listed.commit("2026-06-01", {"c/new.md": "# New\n\nWords.\n"})
    assert made_anew(listed, tmp_path) == set()


def test_a_new_policy_to_which_a_link_led_already_makes_anew_who_links(
    listed: Repository, tmp_path: Path
) -> None:
    page = listed.root / "site/en/a-linking/index.html"
    assert "b-later" not in page.read_text()
    listed.commit("2026-06-01", {"b/later.md": "# Later\n\nWords.\n"})
    assert made_anew(listed, tmp_path) == {"a-linking"}
    assert "b-later" in page.read_text()


def test_a_link_of_an_older_version_counts_as_well(listed: Repository, tmp_path: Path) -> None:
    listed.commit("2026-05-20", {"a/linking.md": "# Linking\n\nNothing any more.\n"})
    assert build(listed).code == 0
    listed.commit("2026-06-01", {"b/later.md": "# Later\n\nWords.\n"})
    assert made_anew(listed, tmp_path) == {"a-linking"}
    old = listed.root / "site/en/a-linking/v/2026-05-15/index.html"
    assert "b-later" in old.read_text()
