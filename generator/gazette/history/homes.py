"""Where a policy lay before a commit: its home, a file or a folder, and what is in it.

The algorithm, from a commit that renamed files into the home (git's rename detection,
"detecting renames" in gitdiffcore(7)): a file follows its rename. A folder follows its
`index.md`, or where the folder is new the majority of its files, to a folder that this
emptied; else `index.md` alone was the policy. Where git saw no rename, the policy's id tells
(design, section 4).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from posixpath import basename, dirname
from typing import TYPE_CHECKING

from gazette.document import declared_id, declares_version, in_order
from gazette.history.tree import holds
from gazette.model.paths import home_of, policy_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazette.history.commits import Commit, Leaf
    from gazette.history.texts import Flaw, Texts
    from gazette.history.tree import Tree


def around(path: str) -> Iterator[str]:
    """A path, and the folders it lies in."""
    yield path
    while path := path.rpartition("/")[0]:
        yield path


def former_home(
    home: str,
    files: Mapping[str, Leaf],
    commit: Commit,
    tree: Tree,
    texts: Texts,
    policy: str,
) -> str:
    """Where the policy of `home` lay before a commit; `home` itself where it did not move.

    Args:
        home: where the commit left it.
        files: path -> leaf of its files there.
        commit: one that touched them.
        tree: that of the commit's parent.
        texts: for the front matter of deleted and added files.
        policy: the policy's id at HEAD.
    """
    origins = _renamed(home, commit) or _declared(home, files, commit, texts, policy)
    return _Arrival(home, origins, commit, tree).origin(len(files))


def _renamed(home: str, commit: Commit) -> dict[str, str]:
    """New path -> old path of the files that a commit renamed into a home."""
    return {
        change.after.path: change.before.path
        for change in commit.changes
        if change.before and change.after
        if holds(home, change.after.path) and not holds(home, change.before.path)
    }


def _declared(
    home: str, files: Mapping[str, Leaf], commit: Commit, texts: Texts, policy: str
) -> dict[str, str]:
    """The same by id, for a text too changed for git.

    Only where the commit began the whole policy, and deleted a text of the id that the policy
    had then or has now: a move may be declared after the fact.
    """
    added = {c.after.path for c in commit.changes if c.after and not c.before}
    if not files or not added.issuperset(files):
        return {}
    first = in_order(home, files)[0]
    names = {_declared_id(texts.of(files[first].blob)) or policy, policy}
    gone = (c.before for c in commit.changes if c.before and not c.after)
    for leaf in gone:
        if leaf.path.endswith(".md") and _id_of(leaf, texts) in names:
            return {first: leaf.path}
    return {}


def _id_of(leaf: Leaf, texts: Texts) -> str:
    """The id of the policy that a file heads, "" for none."""
    text = texts.of(leaf.blob)
    is_head = isinstance(text, str) and declares_version(text)
    return _declared_id(text) or (policy_id(home_of(leaf.path)) if is_head else "")


def _declared_id(text: str | Flaw) -> str:
    return declared_id(text) if isinstance(text, str) else ""


@dataclass(frozen=True, slots=True)
class _Arrival:
    """Files that a commit brought to a home, as new path -> old path; `tree` is the parent's."""

    home: str
    origins: Mapping[str, str]
    commit: Commit
    tree: Tree

    def origin(self, size: int) -> str:
        """The former home of a policy that has `size` files after the commit."""
        if not self.origins:
            return self.home
        if self.home in self.origins:
            return self.origins[self.home]
        folders = self._emptied_folders()
        if index := self.origins.get(f"{self.home}/index.md"):
            folder = dirname(index)
            return folder if basename(index) == "index.md" and folder in folders else index
        folder = max(folders, key=folders.__getitem__, default=self.home)
        is_most = folders.get(folder, 0) * 2 > size
        return folder if is_most and not self.tree.under(self.home) else self.home

    def _emptied_folders(self) -> dict[str, int]:
        """The folders that lost their files to the home, with the number of these."""
        sources = Counter(self._same_depth(new, old) for new, old in self.origins.items())
        return {folder: came for folder, came in sources.items() if self._emptied(folder, came)}

    def _same_depth(self, new: str, old: str) -> str:
        """The folder that holds `old` as deep as the home holds `new`."""
        depth = new.removeprefix(f"{self.home}/").count("/") + 1
        return "/".join(old.split("/")[:-depth])

    def _emptied(self, folder: str, came: int) -> bool:
        """Whether a folder sent more of its files to the home than it kept or sent elsewhere."""
        if not folder or self.home.startswith(f"{folder}/"):
            return False  # the folder of all policies is no policy
        gone = {c.before.path for c in self.commit.changes if c.before and not c.after}
        gone.update(self.origins.values())
        kept = (p for p in self.tree.under(folder) if not holds(self.home, p))
        return sum(path not in gone for path in kept) < came
