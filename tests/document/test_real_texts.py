"""Real policies are read as GitHub shows them, at points of their history.

The middle text of every policy of three repositories (GAZETTE_EVERY=1: the first and the last as
well) is compared with cmark-gfm, words and shape (`comparing`). The figures are printed
(`pytest -s`). Other texts are compared by `tests/bench/against_cmark.py`.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from comparing import Compared, compared
from oursite import EVERY
from repositories import Repository, shared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CORPORA = {"basecamp-policies": 28, "github-site-policy": 63, "mozilla-legal-docs-five": 35}


def texts(repository: Repository) -> Iterator[tuple[str, bytes]]:
    """The middle text of each Markdown file, or three of its texts, each with its name."""
    for path in repository.git("-c", "core.quotePath=false", "ls-files", "*.md").splitlines():
        options = ("--first-parent", "-m", "--follow", "--diff-filter=AMR", "--name-only")
        listed = repository.git("log", *options, "--format=@%H", "--", path)
        entries = [entry.split() for entry in listed.split("@") if entry.strip()]
        middle = len(entries) // 2
        for at in sorted({0, middle, len(entries) - 1} if EVERY else {middle}):
            commit, *names = entries[at]
            name = f"{commit}:{' '.join(names)}"
            command = ["git", "cat-file", "blob", name]
            done = subprocess.run(command, cwd=repository.root, check=True, capture_output=True)
            yield name, done.stdout


@pytest.mark.parametrize("name", CORPORA)
def test_every_policy_is_read_as_on_github_at_points_of_its_history(
    name: str, tmp_path: Path
) -> None:
    repository = Repository.clone(shared(f"corpora/{name}.bundle"), tmp_path / name)
    found = {where: compared(where, data) for where, data in texts(repository)}
    total = Compared.of(found.values())
    print(f"{name}: {len(found)} texts, {total}")  # noqa: T201
    # Few texts never changed.
    assert len(found) >= (2 * CORPORA[name] if EVERY else CORPORA[name])
    assert not [(where, each.told) for where, each in found.items() if each.is_different]
