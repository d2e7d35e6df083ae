"""Policies that once stood in the content folder and are gone from the site.

The algorithm: the log names every path that ever was. Those that no current policy holds or
came from, and where a text that declared a version once stood, headed a policy that is lost.
It is followed back from the commit before the loss, as current policies are from HEAD
(`following`): so its last version gets its date, and the places it came from are no losses
of their own. Later losses come first, for the same reason. Source: design, section 4.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import takewhile
from posixpath import basename, dirname, normpath
from shlex import quote
from typing import TYPE_CHECKING

from gazette.document import declares_version, read_front
from gazette.history.commits import replay
from gazette.history.following import Trail, follow
from gazette.history.homes import holds, name_of
from gazette.history.links import within
from gazette.model import Finding, FrontMatter, Place, PolicySource, Severity, SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from gazette.history.commits import Line
    from gazette.history.texts import Flaw, Texts
    from gazette.model import Settings

    # (order of a commit, blob it left at a path, "" for none), oldest first
    Life = Sequence[tuple[int, str]]


def lost_policies(
    settings: Settings, line: Line, trails: Sequence[Trail], texts: Texts, *, drafts: bool
) -> Iterator[Finding]:
    """An error for every lost policy, the latest loss first.

    Args:
        settings: of a site whose policies were discovered.
        line: the commits.
        trails: the current policies, walked to their beginnings.
        texts: of the repository.
        drafts: whether a policy that HEAD still has may be gone from the disk.
    """
    known = {path for trail in trails for path in _passed(trail)}
    homes = [trail.home_at_head for trail in trails]
    lives = {
        path: life
        for path, life in _lives(line, normpath(settings.docs_dir)).items()
        if path not in known and not any(holds(home, path) for home in homes)
    }
    for order, path in _losses(lives, len(line.commits), texts):
        if path not in known and not (drafts and order == len(line.commits)):
            trail = _trail(path, order, line, texts, settings)
            known.update(_passed(trail))
            yield _finding(path, trail, line.commits[order - 1].id, line, texts)


def _passed(trail: Trail) -> Iterator[str]:
    """Every path that a policy's files ever had."""
    return (file.path for _, files in trail.snapshots for file in files)


def _lives(line: Line, docs: str) -> Mapping[str, Life]:
    """What the commits did to each Markdown file in the content folder, oldest first."""
    folder = "" if docs == "." else docs
    lives: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for commit in line.commits:
        left = {c.before.path: "" for c in commit.changes if c.before}
        left |= {c.after.path: c.after.blob for c in commit.changes if c.after}
        for path, blob in left.items():
            if path.endswith(".md") and within(folder, path):
                lives[path].append((commit.order, blob))
    return lives


def _losses(lives: Mapping[str, Life], end: int, texts: Texts) -> list[tuple[int, str]]:
    """(order of the commit that lost it, or `end`; path) of what headed policies, latest first.

    Of what one commit lost, an `index.md` comes before the files of its folder.
    """
    blobs = dict.fromkeys(blob for life in lives.values() for _, blob in life if blob)
    heads = {blob for blob, text in texts.glance(blobs) if _front(text).version}
    lost = []
    for path, life in lives.items():
        since = list(takewhile(lambda state: state[1] not in heads, reversed(life)))
        if len(since) < len(life):
            lost.append((since[-1][0] if since else end, path))
    return sorted(lost, key=lambda loss: (-loss[0], basename(loss[1]) != "index.md", loss[1]))


def _front(text: str | Flaw) -> FrontMatter:
    """The front matter of a text that declares a version; else an empty one."""
    if not isinstance(text, str) or not declares_version(text):
        return FrontMatter()
    return read_front(SourceFile("", text))[0]


def _trail(path: str, order: int, line: Line, texts: Texts, settings: Settings) -> Trail:
    """The lost policy's way back from the commit before it was lost."""
    is_folder = basename(path) == "index.md" and dirname(path) != normpath(settings.docs_dir)
    home = dirname(path) if is_folder else path
    past = line.commits[:order]
    tree = replay(past)
    trail = Trail.begin(PolicySource(name_of(home), home), tree, texts, settings)
    follow([trail], past, tree, texts)
    return trail


def _finding(path: str, trail: Trail, commit: str, line: Line, texts: Texts) -> Finding:
    """The error for a policy that stood at `path`, at that commit for the last time."""
    last, day = _last_version(trail, line, texts)
    what = (
        f"The policy that stood here, version {last.version} of {day} being its last, is gone "
        "from the site; its addresses would die."
    )
    mend = (
        f'Restore it with "git checkout {commit[:10]} -- {quote(trail.home_at_head)}"; to end a '
        "policy, keep it and publish a last version that says so; if it moved, write "
        f'"id: {last.id or trail.source.id}" in the new file.'
    )
    return Finding("policy-lost", Severity.ERROR, Place(path), what, mend)


def _last_version(trail: Trail, line: Line, texts: Texts) -> tuple[FrontMatter, date]:
    """The front matter that announced a policy's last version, and the day of that."""
    heads = ((order, files[0].blob) for order, files in trail.snapshots if files)
    fronts = [(order, _front(texts.of(blob)) if blob else FrontMatter()) for order, blob in heads]
    label = fronts[0][1].version
    *_, (order, front) = takewhile(lambda state: state[1].version == label, fronts)
    return front, front.published or line.day(order)
