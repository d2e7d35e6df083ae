"""What the links of a site can lead to: of a policy at hand its own texts, of others the index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.document.targets import Ground, Landmarks, Published

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazette.archive.index import Index


@dataclass(frozen=True, slots=True)
class Grounds:
    """The policies of a site as what links lead to.

    Attributes:
        index: all of them.
        landmarks: of a policy at hand, and a version, what links can lead to in that text.
    """

    index: Index
    landmarks: Callable[[str, str], Landmarks]

    def ground(self, published: Published, policy: str = "", labels: Sequence[str] = ()) -> Ground:
        """What links can lead to from a page that shows these versions of a policy."""
        own = [self.landmarks(policy, label) for label in labels]
        return Ground(
            self.index.homes,
            lambda other: own if own and other == policy else self.index.standing(other),
            published,
            self.index.top,
        )

    def state(self, published: Published, policy: str) -> str:
        """Digest of all that decides what a policy's link becomes, besides its own text."""
        return self.index.state_of_leads(published, policy)
