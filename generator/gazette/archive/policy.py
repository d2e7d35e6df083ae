"""A policy with its versions, and which of them stands for what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from gazette import versions
from gazette.archive.kept import kept
from gazette.model import Notice, PolicySource, Status, Version
from gazette.translation import eras


@dataclass(frozen=True)
class Policy:
    """A policy with all its versions, oldest announcement first."""

    source: PolicySource
    versions: tuple[Version, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def id(self) -> str:
        """The policy's address: "privacy-policy"."""
        return self.source.id

    @property
    def in_force(self) -> Version | None:
        """The version in force today, None before the first takes effect."""
        return next((v for v in self.versions if v.status is Status.IN_FORCE), None)

    @property
    def upcoming(self) -> tuple[Version, ...]:
        """Announced versions that have yet to take effect, soonest first."""
        found = [v for v in self.versions if v.status is Status.UPCOMING]
        return tuple(sorted(found, key=lambda v: v.effective))

    @property
    def shown(self) -> Version:
        """What stands at its address. Raises IndexError where there is no version."""
        return self.in_force or next(iter(self.upcoming), self.versions[-1])

    @property
    def standing(self) -> tuple[str, ...]:
        """The versions that a link to it may mean: what stands at its address, and the newest."""
        found = [self.shown, self.versions[-1]] if self.versions else []
        return tuple(dict.fromkeys(version.label for version in found))

    def version(self, label: str) -> Version:
        """The version of that label, or as it was at a stage. Raises KeyError."""
        parts = eras.parted(label)
        if parts is None:
            return self.versions[self._order(label)]
        return self._stage(*parts)

    @kept
    def _stage(self, label: str, lang: str, number: int) -> Version:
        return eras.stage(self.versions[self._order(label)], lang, number)

    def is_next(self, old: str, new: str) -> bool:
        """Whether one version, or a stage of one, was announced right before another."""
        return eras.parted(old) is not None or self._order(new) - self._order(old) == 1

    def predecessor(self, label: str) -> Version | None:
        """The version announced before it."""
        at = self._order(label)
        return self.versions[at - 1] if at else None

    def basis(self, label: str) -> Version | None:
        """The version against which one is measured: in force on the eve of its day.

        Where none is in force then, the one announced before it.
        """
        return self._bases.get(label) or self.predecessor(label)

    def unborn(self, label: str) -> tuple[Version, ...]:
        """The material versions announced before it that readers never had by its day."""
        basis = self.basis(label)
        return versions.unborn(self.versions, self.version(label), basis) if basis else ()

    def successor(self, label: str) -> Version | None:
        """The version announced after it."""
        at = self._order(label) + 1
        return self.versions[at] if at < len(self.versions) else None

    def notice(self, label: str) -> Notice:
        """The notice of that version. Raises KeyError."""
        return self._notices[label]

    def _order(self, label: str) -> int:
        return self._orders[label]

    @cached_property
    def _notices(self) -> dict[str, Notice]:
        return {notice.label: notice for notice in self.notices}

    @cached_property
    def _orders(self) -> dict[str, int]:
        return {version.label: order for order, version in enumerate(self.versions)}

    @cached_property
    def _bases(self) -> dict[str, Version]:
        return versions.bases(self.versions)
