"""A policy as it stood at one commit that a person names.

The algorithm: the policy is followed from HEAD to that commit, as it is for its whole history;
to a commit beside the line, by the renames between the two.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from gazette.history.assets import assets_in
from gazette.history.commits import Commit, Line
from gazette.history.contents import Content, contents
from gazette.history.following import Walk
from gazette.history.git import Repository
from gazette.history.naming import Naming
from gazette.history.revisions import readable
from gazette.history.texts import Texts
from gazette.history.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Generator

    from gazette.model import Asset, PolicySource, Settings, SourceFile


def files_at(settings: Settings, policy: PolicySource, revision: str) -> tuple[SourceFile, ...]:
    """A policy's files as they stood at a commit, whatever their path was then.

    Args:
        settings: of the site.
        policy: which policy.
        revision: any name git knows a commit by. Off the first-parent line, the policy is
            found by the renames between that commit and HEAD.

    Raises:
        GazetteError: where git knows no such commit, the policy had no text there, or the
            text cannot be read.
    """
    repository = Repository(settings.root)
    with closing(repository.line()) as listed:
        line = Line.of(listed, settings.zone)
    target = repository.resolve(revision)
    texts = Texts(repository)
    walk = Walk(Tree(repository, repository.head), texts, settings)
    trail = walk.begin(policy)
    with closing(_way_to(target, line, repository)) as way:
        for commit, parent in way:
            walk.step(commit, parent)
    found = trail.state(walk.tree, texts) if not trail.ended else ()
    return readable(found, texts, policy, revision)


def assets_at(
    settings: Settings, policy: PolicySource, files: tuple[SourceFile, ...], revision: str
) -> tuple[tuple[Asset, ...], dict[str, Content]]:
    """What a policy's files show as it stood at a commit, and its contents by blob.

    Args:
        settings: of the site.
        policy: which policy.
        files: the policy's, at that commit.
        revision: any name git knows a commit by.

    Raises:
        GazetteError: where git knows no such commit.
    """
    repository = Repository(settings.root)
    names = Naming.within(settings).of(policy.id, files)
    found = assets_in(repository.resolve(revision), names, repository)
    shown = {asset.blob: asset.path for asset in found if asset.blob}
    return found, contents(repository, shown)


def _way_to(target: str, line: Line, repository: Repository) -> Generator[tuple[Commit, str]]:
    """The commits to be undone from HEAD to a commit, with the parent of each."""
    end, last = line.place(target), len(line) - 1
    if end is None:
        yield Commit(last, repository.head, repository.difference(target)), target
        return
    for commit in repository.commits(last, repository.head):
        if commit.order == end:
            return
        yield commit, line.id(commit.order - 1)
