"""Which Markdown files a repository has and had, known from what was kept of it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from gazette.history import markdown
from gazette.history.paths import DEPARTED
from repositories import Repository

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.history import Paths


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    found = Repository.create(tmp_path / "repository")
    found.commit("2024-01-01", {"Foo/Terms.md": "# A\n", "Bar/Terms.md": "# B\n" * 9, "a.txt": ""})
    found.delete("Foo/Terms.md", "2024-01-02")
    return found


def keep(repository: Repository) -> Path:
    """The file in which it is kept what is gone; before a build there is no folder for it."""
    file = repository.root / DEPARTED
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def anew(repository: Repository) -> Paths:
    """What is told where nothing is kept."""
    file = keep(repository)
    data = file.read_bytes() if file.exists() else None
    file.unlink(missing_ok=True)
    found = markdown(str(repository.root), lambda path: path.endswith("Terms.md"))
    file.unlink()
    if data is not None:
        file.write_bytes(data)
    return found


def told(repository: Repository) -> Paths:
    return markdown(str(repository.root), lambda path: path.endswith("Terms.md"))


def test_nothing_is_kept_before_the_first_build(repository: Repository) -> None:
    found = told(repository)
    assert (found.there, found.gone) == (("Bar/Terms.md",), ("Foo/Terms.md",))
    assert not (repository.root / DEPARTED).parent.exists()


def test_what_is_gone_is_known_from_what_was_kept(repository: Repository) -> None:
    file = keep(repository)
    assert told(repository).gone == ("Foo/Terms.md",)
    before = file.read_bytes()
    assert told(repository).gone == ("Foo/Terms.md",)
    assert file.read_bytes() == before
    repository.rename("Bar/Terms.md", "Baz/Words.md", "2024-01-03")
    assert told(repository).gone == ("Bar/Terms.md", "Foo/Terms.md")
    assert file.read_bytes().startswith(before)
    repository.git("reset", "--quiet", "--hard", "HEAD~2")
    assert told(repository).gone == ()
    assert told(repository).there == ("Bar/Terms.md", "Foo/Terms.md")


def test_what_does_not_stand_on_the_line_is_none_of_it(repository: Repository) -> None:
    keep(repository)
    repository.branch("other")
    repository.delete("Bar/Terms.md", "2024-01-03")
    assert told(repository).gone == ("Bar/Terms.md", "Foo/Terms.md")
    repository.switch("main")
    repository.commit("2024-01-03", {"b.txt": ""})
    repository.merge("other", "2024-01-04")
    assert told(repository) == anew(repository)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_lies_there_the_same_is_told(repository: Repository, seed: int) -> None:
    chance = Random(seed)  # noqa: S311  # a story, no secret
    file = keep(repository)
    for day in range(3, 15):
        names = [f"{name}/Terms.md" for name in "abc"]
        name, other = chance.sample(names, 2)
        if not (repository.root / name).exists():
            repository.commit(f"2024-01-{day:02}", {name: f"# {name}\n" * 9})
        elif chance.random() < 0.5 or (repository.root / other).exists():
            repository.delete(name, f"2024-01-{day:02}")
        else:
            repository.rename(name, other, f"2024-01-{day:02}")
        if file.exists() and chance.random() < 0.3:
            data = file.read_bytes()
            file.write_bytes(data[: chance.randrange(len(data))])
        assert told(repository) == anew(repository)
