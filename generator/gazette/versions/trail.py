"""What was recorded of a policy's older labels: it is not recorded again for each newer one.

Whether a revision was refused when it was the newest is asked of all revisions up to it, for one
revision after another. All labels but the last stand the same each time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazette.model import Finding, Revision, Version


class Recorded(Protocol):
    """What versions are recorded in."""

    versions: list[Version]
    findings: list[Finding]

    def copied(self) -> Self:
        """The same, which stays as it is when this one goes on."""

    def take(self, other: Self) -> None:
        """Stand where another stands."""


R = TypeVar("R", bound=Recorded)


@dataclass
class Trail:
    """The eras that were recorded last, and the record after them."""

    eras: list[tuple[int, ...]] = field(default_factory=list)
    record: Any = None

    def follow(
        self,
        record: R,
        eras: Sequence[Sequence[Revision]],
        take: Callable[[R, Sequence[Revision]], None],
    ) -> None:
        """Record eras, without those that an earlier call recorded.

        `take` records one. A record that has versions already, made by another rule, is filled
        from the beginning.
        """
        if record.versions:
            for era in eras:
                take(record, era)
            return
        told, record.findings = record.findings, []
        for era in eras[self._resumed(record, [_name(era) for era in eras]) :]:
            take(record, era)
        self.eras, self.record = [_name(era) for era in eras], record.copied()
        record.findings = told + record.findings

    def _resumed(self, record: Recorded, names: list[tuple[int, ...]]) -> int:
        """How many eras are known; the record has them then."""
        if self.record is None or names[: len(self.eras)] != self.eras:
            return 0
        record.take(self.record)
        return len(self.eras)


def _name(era: Sequence[Revision]) -> tuple[int, ...]:
    """What tells eras of one policy apart: the places of its revisions."""
    return tuple(revision.order for revision in era)
