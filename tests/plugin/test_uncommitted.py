"""What a build would publish and no commit holds: told by check, build and mkdocs alike."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from small import CONFIG, TERMS, TWO, make, run, variables

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repository

AS_OF = ("--as-of", "2026-06-01")
FILES = {
    "content/about.md": "# About\n\nUs.\n",
    "content/logo.svg": "<svg/>",
    "base.yml": "docs_dir: content\n",
    "hook.py": "",
    "looks/more.html": "",
    "mkdocs.yml": f"INHERIT: base.yml\n{CONFIG}hooks: [hook.py]\n".replace(
        "name: gazette", "name: gazette, custom_dir: looks"
    ),
    ".gitignore": "/site/\n/.cache/\n*.draft\n__pycache__/\n",
}
# A file, and the rule that is broken where it differs.
DIFFERENT = {
    "content/about.md": "uncommitted-page",
    "content/logo.svg": "uncommitted-file",
    "content/new.md": "uncommitted-page",
    "content/new.png": "uncommitted-file",
    "content/new.draft": "uncommitted-file",  # git ignores it; mkdocs does not
    "mkdocs.yml": "uncommitted-configuration",
    "base.yml": "uncommitted-configuration",
    "hook.py": "uncommitted-configuration",
    "looks/more.html": "uncommitted-configuration",
    "looks/new.html": "uncommitted-configuration",
    "locales/de/LC_MESSAGES/pages.po": "uncommitted-catalog",
    TERMS: "uncommitted-text",
}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = make(tmp_path / "repository")
    made.commit("2026-05-20", FILES)
    return made


def rules(repository: Repository) -> list[str]:
    """The place and rule of each error."""
    lines = run(repository, "check", *AS_OF).output.splitlines()
    return [
        f"{line.partition(':')[0]} {line.rpartition('[')[2][:-1]}"
        for line in lines
        if ": error: " in line
    ]


@pytest.mark.parametrize(("path", "rule"), DIFFERENT.items())
def test_what_differs_is_an_error(repository: Repository, path: str, rule: str) -> None:
    assert rules(repository) == []
    there = repository.root / path
    text = there.read_text() if there.exists() else ""
    repository.write(path, f"{text}# More\n" if path != TERMS else TWO.replace("7 eu", "9 eu"))
    assert rules(repository) == [f"{path} {rule}"]


@pytest.mark.parametrize("path", ["content/about.md", "content/logo.svg", "looks/more.html"])
def test_what_was_deleted_is_an_error(repository: Repository, path: str) -> None:
    (repository.root / path).unlink()
    assert rules(repository) == [f"{path} {DIFFERENT[path]}"]
    repository.git("restore", path)
    assert rules(repository) == []


@pytest.mark.parametrize("path", ["README.md", "notes/a.md", "content/.hidden", "content/.d/x.md"])
def test_what_is_not_published_is_nobodys_business(repository: Repository, path: str) -> None:
    repository.write(path, "Words.\n")
    assert rules(repository) == []


def test_what_the_configuration_leaves_out_is_left_out(repository: Repository) -> None:
    more = f"{FILES['mkdocs.yml']}exclude_docs: |\n  *.draft\n  /private/\ndraft_docs: later.md\n"
    repository.commit("2026-05-21", {"mkdocs.yml": more})
    for path in ("content/new.draft", "content/private/a.md", "content/later.md"):
        repository.write(path, "# Words\n")
    assert rules(repository) == []


def test_a_configuration_that_was_never_committed_is_told(repository: Repository) -> None:
    """Whoever publishes a repository of others keeps the configuration out of it."""
    repository.git("rm", "--quiet", "--cached", "mkdocs.yml", "base.yml")
    repository.git("commit", "--quiet", "--message=Without", date="2026-05-21")
    done = run(repository, "check", *AS_OF)
    assert done.code == 0, done
    assert "mkdocs.yml: warning: The configuration is not in the repository" in done.output
    repository.commit(
        "2026-05-22", {".gitignore": f"{FILES['.gitignore']}/mkdocs.yml\n/base.yml\n"}
    )
    assert "[uncommitted-configuration]" not in run(repository, "check", *AS_OF).output


@pytest.mark.parametrize("program", ["gazette", "mkdocs"])
def test_a_build_refuses_what_the_check_refuses(repository: Repository, program: str) -> None:
    repository.write("content/about.md", "# About\n\nOthers.\n")
    done = subprocess.run(
        [sys.executable, "-m", program, "build"],
        cwd=repository.root,
        env=variables(GAZETTE_AS_OF="2026-06-01"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "[uncommitted-page]" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not (repository.root / "site/index.html").exists()
