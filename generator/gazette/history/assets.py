"""The files that a policy's texts show, as each commit left them.

The algorithm: each text is read for the files that it names (`naming`); what the commits did to
these is known (`lives`). A commit that touched one while a text named it is a revision of that
text's policy, even where the text itself stayed. A file that comes after the text that names it
belongs to that text from the start, as long as the label is the same: until then the build
refused the text.
Source: design, section 4.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gazette.document import read_front, same_letters
from gazette.history.commits import LINK
from gazette.history.lives import Lives, written
from gazette.history.naming import may_stand
from gazette.model import Asset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazette.history.commits import Leaf, Line
    from gazette.history.git import Repository
    from gazette.history.named import Name
    from gazette.history.naming import Naming
    from gazette.model import Revision


def with_assets(
    revisions: Mapping[str, Sequence[Revision]],
    naming: Naming,
    lives: Lives,
    line: Line,
) -> dict[str, list[Revision]]:
    """Each policy's revisions with the files that they show, and those that only changed these."""
    return {
        policy: [*_Story(policy, found, naming, lives, line).told()]
        for policy, found in revisions.items()
    }


@dataclass
class _Story:
    """One policy's revisions, oldest first."""

    policy: str
    revisions: Sequence[Revision]
    naming: Naming
    lives: Lives
    line: Line
    _eras: list[int] = field(default_factory=list)

    def told(self) -> Iterator[Revision]:
        for at, revision in enumerate(self.revisions):
            names = self._of(revision)
            if not names:
                yield revision
                continue
            last = self._shown(revision, names, at)
            yield last
            for order in self.lives.touched((n.path for n in names), revision.order, self._end(at)):
                commit, moment = self.line.id(order), self.line.moment(order)
                again = replace(revision, commit=commit, committed=moment, order=order)
                again = self._shown(again, names, at)
                if again.assets != last.assets:
                    yield again
                last = again

    def _of(self, revision: Revision) -> list[Name]:
        names = self.naming.of(self.policy, revision.files)
        return [name for name in names if name.is_sure or self.lives.has(name.path)]

    def _shown(self, revision: Revision, names: Iterable[Name], at: int) -> Revision:
        """A revision with its files, as its commit left them."""
        found = []
        for name in names:
            leaf = self.lives.at(name.path, revision.order)
            if leaf is None and self.lives.has(name.path):
                leaf = self.lives.coming(name.path, revision.order, self._era(at))
            found.append(as_asset(name, leaf))
        return replace(revision, assets=tuple(found))

    def _end(self, at: int) -> int:
        """The place on the line of the revision after one, or of what comes after the newest."""
        following = self.revisions[at + 1 : at + 2]
        return following[0].order if following else len(self.line)

    def _era(self, at: int) -> int:
        """The same for the revisions of one label; of a text without any, for its own alone."""
        if not self._eras:
            self._eras.extend(self._ends_of_eras())
        return self._eras[at]

    def _ends_of_eras(self) -> list[int]:
        """What `_era` says of each revision, each label read once, from the newest back."""
        ends, following = list[int](), ""
        for at in range(len(self.revisions) - 1, -1, -1):
            label = _label(self.revisions[at])
            ends.append(ends[-1] if label and label == following else self._end(at))
            following = label
        return ends[::-1]


def as_asset(name: Name, leaf: Leaf | None) -> Asset:
    """A named file as it was found; a symbolic link is none."""
    is_there = leaf is not None and leaf.mode != LINK
    return Asset(name.path, leaf.blob if leaf and is_there else "", name.place)


def _label(revision: Revision) -> str:
    return read_front(revision.files[0])[0].version if revision.files else ""


def assets_in(commit: str, names: Sequence[Name], repository: Repository) -> tuple[Asset, ...]:
    """The files that a text names, as they stand in a commit (a full id) on any branch."""
    wanted = [name.path for name in names if may_stand(name.path)]
    listed = repository.tree(commit, *written(wanted)) if wanted else ()
    leaves = {same_letters(leaf.path): leaf for leaf in listed}
    return tuple(
        as_asset(name, leaves.get(name.path))
        for name in names
        if name.is_sure or name.path in leaves
    )


def first_names(revisions: Iterable[Revision]) -> dict[str, str]:
    """Blob -> the path under which a policy showed it first, of all files that it ever showed."""
    names: dict[str, str] = {}
    for asset in (asset for revision in revisions for asset in revision.assets if asset.blob):
        names.setdefault(asset.blob, asset.path)
    return names
