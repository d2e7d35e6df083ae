"""What earlier readings of a history found, and where this one can go on from it.

The algorithm: a reading goes back from HEAD to the commit that the last one began with. A policy
that lies there where it lay then has the same way back from there, since commits never change; so
have the catalogs and the configuration. What a text names is known by git's id of its bytes.
Source: design, section 4.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gazette.history.commits import Leaf
from gazette.history.links import File
from gazette.history.named import Names, folder_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette.history.catalogs import Left as CatalogLeft
    from gazette.history.commits import Line
    from gazette.history.following import Trail
    from gazette.history.keeping import Notebook, Record
    from gazette.history.lives import Life
    from gazette.history.losses import TextLeft
    from gazette.model import Settings

    # The order of a commit that touched a policy, and the files that it left.
    Snapshot = tuple[int, tuple[File, ...]]

_MOST = 64  # records, before they are written as one


@dataclass(frozen=True, slots=True)
class Way:
    """A policy's way back from a commit, at which it lay at `home`."""

    home: str
    sections: tuple[str, ...]
    snapshots: tuple[Snapshot, ...]


@dataclass(slots=True)
class Known:
    """What is known of the line up to a commit.

    Attributes:
        head: that commit, "" where nothing is known.
        order: its place on the line, -1 for none.
        site: what tells which catalogs and texts were looked for.
        configuration: where the configuration lay at that commit.
        ways: policy id -> its way back from there.
        catalogs, states, texts: what commits left of these (`walking.Left`), newest first.
        lives: path -> what the commits did to a file that some text names.
        names: what texts name.
        is_open: whether the file that this was kept in can be added to.
    """

    head: str = ""
    order: int = -1
    site: str = ""
    configuration: str = ""
    ways: dict[str, Way] = field(default_factory=dict)
    catalogs: list[CatalogLeft] = field(default_factory=list)
    states: list[tuple[int, Leaf]] = field(default_factory=list)
    texts: list[TextLeft] = field(default_factory=list)
    lives: dict[str, Life] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    is_open: bool = False

    @classmethod
    def of(cls, notebook: Notebook | None, settings: Settings, line: Line) -> Known:
        """What was kept of a line, so far as it is still its beginning."""
        records, is_sound = notebook.read() if notebook else ([], False)
        known = cls()
        for record in records:
            known.add(record)
        place = line.place(known.head) if known.head else None
        if place is None or known.site != site_of(settings):
            return cls(names=known.names)
        known.order, known.is_open = place, is_sound and len(records) < _MOST
        return known

    def add(self, record: Record) -> None:
        """Take over what a reading found that went back to what is known, or to the beginning."""
        self.names.add(record)
        if record["base"] != self.head:
            self.ways, self.catalogs, self.states, self.texts = {}, [], [], []
        self.head, self.site = record["head"], record["site"]
        self.configuration = record["configuration"]
        ways = record["ways"].items()
        self.ways = {policy: _way(self.ways.get(policy), way) for policy, way in ways}
        catalogs = record["catalogs"]
        self.catalogs[:0] = [((n, lang), o, path, _leaf(f)) for n, lang, o, path, f in catalogs]
        self.states[:0] = [(order, Leaf(*leaf)) for order, leaf in record["states"]]
        self.texts[:0] = [(path, order, blob) for path, order, blob in record["texts"]]
        self.lives = {
            path: [(order, _leaf(leaf)) for order, leaf in life]
            for path, life in record["lives"].items()
        }

    def goes_on(self, trail: Trail) -> bool:
        """Whether the rest of a policy's way is known; if so, the policy has it from here on.

        It has come to the commit up to which everything is known.
        """
        way = self.ways.get(trail.source.id)
        if way is None or trail.returned or trail.linked or trail.ended:
            return trail.ended
        if (way.home, way.sections) != (trail.home, trail.source.sections):
            return False
        trail.snapshots += way.snapshots
        trail.went_on = True
        return True


def _way(before: Way | None, found: Mapping[str, Any]) -> Way:
    new = tuple(
        (order, tuple(File(path, blob) for path, blob in files))
        for order, files in found["snapshots"]
    )
    rest = before.snapshots if before and found["goes_on"] else ()
    return Way(found["home"], tuple(found["sections"]), (*new, *rest))


def _leaf(values: list[str] | None) -> Leaf | None:
    return Leaf(*values) if values else None


def site_of(settings: Settings) -> str:
    """What tells which catalogs and texts are looked for."""
    languages = "+".join(settings.languages), "+".join(settings.languages_kept)
    docs = folder_key(settings.docs_dir)
    values = (docs, settings.locales_dir, *languages, str(settings.discovered))
    return "\0".join(values)
