"""A small builder of real git repositories, for tests.

    repository = Repository.create(tmp_path)
    first = repository.commit("2024-01-05", {"content/terms.md": "# Terms\\n"})
    repository.rename("content/terms.md", "content/conditions.md", "2024-02-01")
    repository.delete("content/conditions.md", "2024-03-01")

Every commit has the date it is told, noon UTC where only a day is given; the configuration
of the machine's user and an inherited GIT_DIR have no say.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from gazette.model import PolicySource, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

AUTHOR = "Legal <legal@example.com>"


def environment(date: str = "") -> dict[str, str]:
    """The environment for git: this process's own, without what would change the outcome."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    fixed = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
    moment = date if "T" in date else f"{date}T12:00:00+00:00"
    dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment} if date else {}
    return kept | fixed | dates


def shared(path: str) -> Path:
    """A file of the shared corpora; skips the test where there are none."""
    beside = Path(__file__).parents[2] / "shared"
    found = Path(os.environ.get("GAZETTE_SHARED", beside)) / path
    if not found.exists():
        pytest.skip(f"the shared corpus {path} is not here")
    return found


@dataclass(frozen=True)
class Repository:
    """A repository in a folder."""

    root: Path

    @classmethod
    def create(cls, root: Path) -> Repository:
        """A new, empty one, whose branch is `main`."""
        root.mkdir(parents=True, exist_ok=True)
        made = cls(root)
        made.git("init", "--quiet", "--initial-branch=main")
        with (root / ".git/config").open("a", encoding="utf-8") as config:
            config.write("[user]\n\tname = Legal\n\temail = legal@example.com\n")
        return made

    @classmethod
    def clone(cls, source: Path | str, root: Path, *options: str) -> Repository:
        """A clone of a repository, a bundle or an address, complete or by `options`."""
        who = ("--config", "user.name=Legal", "--config", "user.email=legal@example.com")
        command = ["git", "clone", "--quiet", *who, *options, "--", str(source), str(root)]
        subprocess.run(command, check=True, capture_output=True, env=environment())
        return cls(root)

    def git(self, *arguments: str, date: str = "", feed: bytes = b"") -> str:
        """Run git here; its output without the last line end."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            check=True,
            capture_output=True,
            input=feed,
            env=environment(date),
        )
        return done.stdout.decode().removesuffix("\n")

    def write(self, path: str, text: str | bytes) -> None:
        """Put a file in the working copy."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode() if isinstance(text, str) else text)

    def link(self, path: str, target: str) -> None:
        """Put a symbolic link in the working copy."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        place.symlink_to(target)

    def commit(
        self,
        date: str,
        files: Mapping[str, str | bytes | None] | None = None,
        message: str = "Change",
        author: str = AUTHOR,
    ) -> str:
        """Write `files` (None deletes one) and commit all there is; the commit's full id."""
        for path, text in (files or {}).items():
            if text is None:
                (self.root / path).unlink()
            else:
                self.write(path, text)
        self.git("add", "--all")
        how = ("--quiet", "--allow-empty", f"--author={author}", f"--message={message}")
        self.git("commit", *how, date=date)
        return self.head

    def rename(
        self, old: str, new: str, date: str, files: Mapping[str, str | bytes | None] | None = None
    ) -> str:
        """Rename a file or folder and commit that, with other changes in the same commit."""
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        self.git("mv", old, new)
        return self.commit(date, files, f"Rename {old}")

    def delete(self, path: str, date: str) -> str:
        """Delete a file or folder and commit that."""
        self.git("rm", "-r", "--quiet", "--", path)
        return self.commit(date, message=f"Delete {path}")

    def branch(self, name: str, start: str = "HEAD") -> None:
        """Begin a branch and go to it."""
        self.git("switch", "--quiet", "--create", name, start)

    def switch(self, name: str) -> None:
        """Go to a branch."""
        self.git("switch", "--quiet", name)

    def merge(self, name: str, date: str) -> str:
        """Merge a branch into the current one, with a merge commit."""
        self.git("merge", "--quiet", "--no-ff", "--no-edit", name, date=date)
        return self.head

    def tag(self, name: str, commit: str = "HEAD", *, annotated: bool = False) -> None:
        """Tag a commit."""
        how = ("--annotate", f"--message={name}") if annotated else ()
        self.git("tag", *how, name, commit, date="2030-01-01")

    @property
    def head(self) -> str:
        """The full id of HEAD."""
        return self.git("rev-parse", "HEAD")

    def moments(self) -> dict[str, datetime]:
        """When each commit of the published line was made: never before the one it follows."""
        listed = self.git("log", "--first-parent", "--reverse", "--format=%H %ct").splitlines()
        found: dict[str, datetime] = {}
        last = 0
        for commit, seconds in (line.split(" ") for line in listed):
            last = max(last, int(seconds))
            found[commit] = datetime.fromtimestamp(last, UTC)
        return found

    def settings(
        self,
        *policies: str | PolicySource,
        languages: Iterable[str] = ("en", "de"),
        zone: str = "UTC",
        docs_dir: str = "content",
    ) -> Settings:
        """Settings for this repository. A policy given as a path has its stem for an id."""
        sources = (PolicySource(Path(p).stem, p) if isinstance(p, str) else p for p in policies)
        return Settings(
            root=str(self.root),
            name="Our policies",
            url="https://example.com/legal/",
            languages=tuple(languages),
            zone=ZoneInfo(zone),
            policies=tuple(sources),
            docs_dir=docs_dir,
        )
