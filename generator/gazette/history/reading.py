"""The way from a repository to its `History`, as the package describes it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from posixpath import dirname, normpath
from typing import TYPE_CHECKING

from gazette.history.asides import set_aside
from gazette.history.assets import first_names, with_assets
from gazette.history.catalogs import read_catalogs
from gazette.history.commits import SUBMODULE, Line
from gazette.history.disk import Disk, add_drafts, newest_paths
from gazette.history.git import Repository
from gazette.history.homes import around
from gazette.history.kept import read_kept
from gazette.history.known import Known
from gazette.history.links import within
from gazette.history.lives import Lives
from gazette.history.losses import Journey, gone_policies, lost_policies
from gazette.history.naming import Naming
from gazette.history.record import History
from gazette.history.recording import keep
from gazette.history.revisions import read_revisions, tagged
from gazette.history.tags import BesideTags
from gazette.history.texts import Texts
from gazette.history.tree import holds
from gazette.history.walking import Way
from gazette.history.working_copy import WorkingCopy
from gazette.history.zones import read_zones
from gazette.model.paths import home_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from gazette.history.catalogs import CatalogState
    from gazette.history.commits import Leaf
    from gazette.history.following import Trail
    from gazette.history.keeping import Notebook
    from gazette.history.walking import Walked
    from gazette.model import Finding, Revision, Settings


def read_history(
    settings: Settings, *, drafts: datetime | None = None, notebook: Notebook | None = None
) -> History:
    """Read the repository at `settings.root`.

    Args:
        settings: which policies and languages, and where they lie.
        drafts: the instant as of which uncommitted text becomes a last revision (with `commit`
            "") and a last catalog state. Without one, it is a finding.
        notebook: where earlier readings are kept, if they are.

    Raises:
        GazetteError: where the repository as a whole cannot be read.
    """
    repository = Repository(settings.root)
    with closing(repository.line()) as listed:
        line = Line.of(listed, settings.zone)
    known = Known.of(notebook, settings, line)
    texts, naming = Texts(repository), Naming.within(settings, known.names)
    way = Way(settings, repository, line, texts)
    reading = _Reading(way, _Head.of(repository.tree(repository.head), settings), naming, known)
    walked = way.walked(reading.head.files, known)
    lives = reading.read_policies(walked.trails)
    keep(notebook, known, repository.head, settings, walked, lives)
    reading.look_for_losses(walked, drafts=bool(drafts))
    found = reading.told(walked, drafts)
    texts.rest()
    return found


@dataclass(slots=True)
class _Reading:
    """What one reading of a repository found so far.

    Attributes:
        way: the line that is read.
        head: the files of HEAD.
        naming: what tells the files that texts name.
        known: what earlier readings found.
        revisions: policy id -> its revisions, oldest first.
        findings: what is wrong.
    """

    way: Way
    head: _Head
    naming: Naming
    known: Known
    revisions: dict[str, list[Revision]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def read_policies(self, trails: Sequence[Trail]) -> Lives:
        """Read the policies' texts, and what became of the files that they name."""
        way, sound = self.way, self.known.names.blobs
        settings, repository, line, texts = way.settings, way.repository, way.line, way.texts
        tags = repository.tags()
        beside = BesideTags(repository, line, texts, settings, tags, self.head.files)
        for trail in trails:
            found, flaws = read_revisions(trail, line, texts, sound)
            self.findings += [*flaws, *beside.add(trail.source, found)]
            self.revisions[trail.source.id] = found
            self.naming.learn(trail.source.id, found)
        named = (self.naming.paths(policy, found) for policy, found in self.revisions.items())
        lives = Lives.of(
            frozenset().union(*named), repository, line, self.known.lives, self.known.order
        )
        told, orders = with_assets(self.revisions, self.naming, lives, line), _orders(line, tags)
        self.revisions = {policy: tagged(found, orders, line) for policy, found in told.items()}
        return lives

    def look_for_losses(self, walked: Walked, *, drafts: bool) -> None:
        """Tell the policies that are gone, and the versions that were set aside."""
        way, trails = self.way, walked.trails
        if way.settings.discovered:
            journey = Journey(way.repository, way.line, way.texts, way.settings)
            self.findings += lost_policies(walked.left.texts[::-1], trails, journey, drafts=drafts)
        self.findings += gone_policies(trails, way.line)
        self.findings += set_aside(trails, way.line, way.texts, way.repository)

    def told(self, walked: Walked, drafts: datetime | None) -> History:
        """All of it, with what is not committed."""
        way, left = self.way, walked.left
        catalogs, flaws = read_catalogs(left.catalogs[::-1], way.line, way.texts)
        configurations = left.configurations.states(way.texts)
        newest = newest_paths(self.revisions, self.naming)
        working = WorkingCopy.of(way.repository, way.settings, walked.trails, newest)
        self.findings += [*flaws, *working.missing(self.head.submodules)]
        disk = self._look_at_disk(working, catalogs, drafts)
        names = {policy: first_names(found) for policy, found in self.revisions.items()}
        return History(
            head=way.repository.head,
            length=len(way.line),
            paths=self.head.paths | (working.files() if drafts else frozenset()),
            revisions={policy: tuple(found) for policy, found in self.revisions.items()},
            catalogs={key: tuple(states) for key, states in sorted(catalogs.items())},
            findings=tuple(self.findings),
            contents=disk.with_committed(way.repository, names),
            names=names,
            drafts={blob: path for path, blob in disk.blobs.items() if blob},
            zones=read_zones(configurations, way.settings.zone),
            configurations=configurations,
            kept=read_kept(configurations, way.settings),
        )

    def _look_at_disk(
        self,
        working: WorkingCopy,
        catalogs: dict[tuple[str, str], list[CatalogState]],
        drafts: datetime | None,
    ) -> Disk:
        """What is not committed: drafts where these are asked for, else findings."""
        if not drafts:
            self.findings += _not_told(working.uncommitted(), self.findings)
            return Disk({}, {})
        line, zone = self.way.line, self.way.settings.zone
        now = max(drafts.astimezone(zone), line.moment(len(line) - 1))
        self.findings += working.add_revisions(self.revisions, line, now)
        self.findings += working.add_catalogs(catalogs, line, now)
        return add_drafts(self.revisions, self.naming, self.way.repository, line, working, now)


def _not_told(uncommitted: list[Finding], findings: list[Finding]) -> list[Finding]:
    """What is not committed, but for the files of a policy of which the loss is told already."""
    lost = {home_of(f.place.path) for f in findings if f.rule == "policy-lost"}
    return [
        f
        for f in uncommitted
        if f.place.path not in lost and not any(within(home, f.place.path) for home in lost)
    ]


@dataclass(frozen=True, slots=True)
class _Head:
    """The files of HEAD: each policy's, the paths that may be linked to, the submodules."""

    files: dict[str, dict[str, Leaf]]
    paths: frozenset[str]
    submodules: frozenset[str]

    @classmethod
    def of(cls, leaves: Iterable[Leaf], settings: Settings) -> _Head:
        """Sort the files of HEAD, each looked at once."""
        homes = {normpath(source.path): source.id for source in settings.policies}
        beside = {normpath(settings.docs_dir), *(dirname(home) for home in homes)}
        files: dict[str, dict[str, Leaf]] = {policy: {} for policy in homes.values()}
        paths, submodules = set(), set()
        for leaf in leaves:
            places = tuple(around(leaf.path))
            if leaf.mode == SUBMODULE:
                submodules.add(leaf.path)
                continue
            for home in homes.keys() & places:
                if holds(home, leaf.path):
                    files[homes[home]][leaf.path] = leaf
            if leaf.path.endswith(".md") or not beside.isdisjoint((*places, "", ".")):
                paths.add(leaf.path)
        return cls(files, frozenset(paths), frozenset(submodules))


def _orders(line: Line, tags: Iterable[tuple[str, str]]) -> list[tuple[int, str]]:
    """(place on the line, name) of the tags that point to it."""
    places = ((line.place(commit), name) for name, commit in tags)
    return [(place, name) for place, name in places if place is not None]
