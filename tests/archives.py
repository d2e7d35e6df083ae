"""Archives of other people's texts: many policies, or one with many versions, in real repositories.

Commits are streamed into git, so that thousands of them take a second.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from repositories import Repository

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

DAY = timedelta(days=1)
CONFIG = """\
site_name: Policies of the World
site_url: https://archive.example/
docs_dir: docs
theme: {name: gazette}
plugins:
  - gazette:
      languages: [LANGUAGES]
      versions: commits
      policies:
        - {path: "*/*.md", id: "{1}-{2}", title: "{1}: {2}", collection: "{1}"}
"""


def stream(
    repository: Repository, commits: Iterable[tuple[datetime, Mapping[str, str | None]]]
) -> None:
    """Commit texts (None deletes one), each with its instant, and check the last state out."""
    is_begun = bool(repository.git("branch"))
    start = b"reset refs/heads/main\nfrom refs/heads/main^0\n" if is_begun else b""
    told = b"".join(_commit(*each) for each in commits)
    repository.git("fast-import", "--quiet", feed=start + told)
    repository.git("reset", "--quiet", "--hard")


def _commit(at: datetime, files: Mapping[str, str | None]) -> bytes:
    who = f"committer Legal <legal@example.com> {int(at.timestamp())} +0000"
    told = (
        f'D "{path}"\n'
        if text is None
        else f'M 100644 inline "{path}"\ndata {len(text.encode())}\n{text}\n'
        for path, text in files.items()
    )
    return f"commit refs/heads/main\n{who}\ndata 1\nx\n{''.join(told)}".encode()


def archive(
    folder: Path,
    policies: Sequence[tuple[str, str]],
    texts: Sequence[str],
    *,
    languages: str = "en",
    begin: datetime = datetime(2023, 1, 2, 12, tzinfo=UTC),
    step: timedelta = 7 * DAY,
) -> Repository:
    """Policies as (company, kind); the first has `texts`, one after the other, others one text."""
    repository = Repository.create(folder)
    first, *others = (f"{company}/{kind}.md" for company, kind in policies)
    ground = {path: f"## Scope\n\nText {n}.\n" for n, path in enumerate(others)}
    config = {
        "mkdocs.yml": CONFIG.replace("LANGUAGES", languages),
        ".gitignore": "/site/\n/.cache/\n",
    }
    commits = [(begin + n * step, {first: text}) for n, text in enumerate(texts)]
    commits[0] = (begin, {**config, **ground, first: texts[0]})
    stream(repository, commits)
    return repository


def text(state: int, *, views: int = 0, sections: int = 4) -> str:
    """A text of a few sections, another for each number; with a counter, if anybody looked."""
    states = [state if n == state % sections else 0 for n in range(sections)]
    written = "\n\n".join(
        f"## Part {n}\n\nWords of part {n}, which stay.\n\nThis is state {at}."
        for n, at in enumerate(states)
    )
    return f"{written}\n" + (f"\n{views} views\n" if views else "")
