"""A policy's files in a commit's tree, symbolic links resolved.

The algorithm: a link's blob is its target (gitglossary(7), "symbolic link"), which is looked
up in the same tree, and so on until a file is met. So nothing outside of the commit is ever
read, and no link leaves the content folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from gazette.history.commits import LINK
from gazette.history.texts import DANGLING, OUTSIDE, Flaw

if TYPE_CHECKING:
    from gazette.history.commits import Leaf
    from gazette.history.texts import Texts
    from gazette.history.tree import Tree


@dataclass(frozen=True, slots=True)
class File:
    """A policy's file in a snapshot: its path, and the blob or the flaw found there."""

    path: str
    blob: str
    flaw: Flaw | None = None


def resolve(leaf: Leaf, tree: Tree, texts: Texts, docs: str) -> tuple[File, tuple[str, ...]]:
    """A leaf as a file, and the paths that its link (if it is one) leads through.

    Args:
        leaf: what stands in the tree.
        tree: of the same commit.
        texts: for the targets of links.
        docs: the content folder.
    """
    path, passed = leaf.path, list[str]()
    while leaf.mode == LINK:
        target = texts.of(leaf.blob)
        if isinstance(target, Flaw):
            return File(path, "", target), tuple(passed)
        where = normpath(join(dirname(leaf.path), target))
        if not within(bound(docs, path), where):
            return File(path, "", OUTSIDE), tuple(passed)
        target_leaf = None if where in passed else tree.leaf(where)
        if target_leaf is None:
            return File(path, "", DANGLING), (*passed, where)
        passed.append(where)
        leaf = target_leaf
    return File(path, leaf.blob), tuple(passed)


def bound(docs: str, path: str) -> str:
    """The folder that a link at `path` may not leave: the content folder, for what is in it."""
    return docs if within(docs, path) else ""


def within(folder: str, path: str) -> bool:
    """Whether a normalised path lies in a folder ("": the repository)."""
    inside = path not in {".", ".."} and not path.startswith(("/", "../"))
    return inside and (not folder or path.startswith(f"{folder}/"))
