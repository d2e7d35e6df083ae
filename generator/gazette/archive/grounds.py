"""What the links of a site can lead to: the landmarks of its texts, worked out once.

They are kept between builds by the digest of what a text is made from, so a build that takes all
its pages from the last one reads no text for them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gazette.archive.memo import Memo, digest
from gazette.document.targets import Ground, Homes, Landmarks, Published

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gazette.model import Document


@dataclass
class Grounds:
    """The policies of a site as what links lead to.

    Attributes:
        homes: where they lie.
        top: the folder of all texts.
        standing: of a policy, the versions that a link from outside may mean: the one that stands
            at the policy's address, and the newest.
        document: a version's text.
        made_from: what a version's text depends on.
    """

    homes: Homes
    top: str
    standing: Callable[[str], Sequence[str]]
    document: Callable[[str, str], Document]
    made_from: Callable[[str, str], Sequence[object]]
    memo: Memo
    _landmarks: dict[tuple[str, str], Landmarks] = field(default_factory=dict)
    _standing: dict[str, list[Landmarks]] = field(default_factory=dict)
    _states: dict[Published, str] = field(default_factory=dict)

    def landmarks(self, policy: str, label: str) -> Landmarks:
        """What links can lead to in a version's text."""
        key = (policy, label)
        if key not in self._landmarks:
            self._landmarks[key] = Landmarks.of(self.document(policy, label))
        return self._landmarks[key]

    def _recalled(self, policy: str, label: str) -> Landmarks:
        """The same, kept between builds."""
        key = digest(("landmarks", *map(str, self.made_from(policy, label))))
        if known := self.memo.recall(key, dict):
            return Landmarks(known["files"], frozenset(known["ids"]), known["title"])
        found = self.landmarks(policy, label)
        files = {path: dict(names) for path, names in found.files.items()}
        self.memo.note(key, {"files": files, "ids": sorted(found.ids), "title": found.title})
        return found

    def ground(self, published: Published, policy: str = "", labels: Sequence[str] = ()) -> Ground:
        """What links can lead to from a page that shows these versions of a policy."""
        own = [self.landmarks(policy, label) for label in labels]
        return Ground(
            self.homes,
            lambda other: own if own and other == policy else self._outside(other),
            published,
            self.top,
        )

    def _outside(self, policy: str) -> list[Landmarks]:
        if policy not in self._standing:
            labels = self.standing(policy)
            self._standing[policy] = [self._recalled(policy, label) for label in labels]
        return self._standing[policy]

    def state(self, published: Published) -> str:
        """Digest of all that decides what a link becomes, besides the text that it stands in."""
        if published not in self._states:
            homes = sorted(self.homes.ids.items())
            texts = [(path, policy, *self._telling(policy)) for path, policy in homes]
            parts = (texts, sorted(published.texts), sorted(published.files))
            self._states[published] = digest([repr(parts)])
        return self._states[published]

    def _telling(self, policy: str) -> Iterable[str]:
        """By what a link into a policy can be written in another way than it stands."""
        return dict.fromkeys(repr(_told_apart(found)) for found in self._outside(policy))


def _told_apart(found: Landmarks) -> object:
    """The names of places that are not their ids, where those are, and which of them are ids too.

    Others come and go without a link becoming another one.
    """
    named = {
        path: [(name, anchor) for name, anchor in names.items() if name != anchor]
        for path, names in found.files.items()
    }
    names = {name for pairs in named.values() for name, _ in pairs}
    return found.title, named, sorted(names & found.ids)
