"""The way from a repository to its `History`, as the package describes it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from posixpath import dirname, normpath
from typing import TYPE_CHECKING

from gazette.history.asides import set_aside
from gazette.history.assets import first_names, with_assets
from gazette.history.catalogs import catalogs_left, read_catalogs
from gazette.history.commits import SUBMODULE, Line
from gazette.history.configurations import Configurations
from gazette.history.contents import contents
from gazette.history.disk import Disk, add_drafts, newest_paths
from gazette.history.following import Walk
from gazette.history.git import Repository
from gazette.history.homes import around
from gazette.history.kept import read_kept
from gazette.history.links import within
from gazette.history.losses import Journey, gone_policies, lost_policies, texts_left
from gazette.history.naming import Naming
from gazette.history.record import History
from gazette.history.revisions import read_revisions, tagged
from gazette.history.tags import BesideTags
from gazette.history.texts import Texts
from gazette.history.tree import Tree, holds
from gazette.history.working_copy import WorkingCopy
from gazette.history.zones import read_zones
from gazette.model.paths import home_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from gazette.history.commits import Commit, Leaf
    from gazette.model import Finding, Revision, Settings


def read_history(settings: Settings, *, drafts: datetime | None = None) -> History:
    """Read the repository at `settings.root`.

    Args:
        settings: which policies and languages, and where they lie.
        drafts: the instant as of which uncommitted text becomes a last revision (with `commit`
            "") and a last catalog state. Without one, it is a finding.

    Raises:
        GazetteError: where the repository as a whole cannot be read.
    """
    repository = Repository(settings.root)
    with closing(repository.line()) as listed:
        line = Line.of(listed, settings.zone)
    head = _Head.of(repository.tree(repository.head), settings)
    revisions: dict[str, list[Revision]] = {}
    findings: list[Finding] = []
    texts, naming = Texts(repository), Naming.within(settings)
    walk = Walk(Tree(repository, repository.head), texts, settings)
    trails = [walk.begin(source, head.files[source.id]) for source in settings.policies]
    left = _Left(settings, Configurations(settings.configuration))
    with closing(repository.commits(len(line) - 1, repository.head)) as commits:
        for commit in commits:
            left.take(commit)
            walk.step(commit, line.id(commit.order - 1))
    tags = repository.tags()
    beside = BesideTags(repository, line, texts, settings, tags, head.files)
    for trail in trails:
        found, flaws = read_revisions(trail, line, texts)
        findings += [*flaws, *beside.add(trail.source, found)]
        revisions[trail.source.id] = found
        naming.learn(trail.source.id, found)
    if settings.discovered:
        journey = Journey(repository, line, texts, settings)
        findings += lost_policies(left.texts[::-1], trails, journey, drafts=bool(drafts))
    findings += gone_policies(trails, line)
    findings += set_aside(trails, line, texts, repository)
    catalogs, flaws = read_catalogs(left.catalogs[::-1], line, texts)
    configurations = left.configurations.states(texts)
    zones = read_zones(configurations, settings.zone)
    kept = read_kept(configurations, settings)
    revisions = {
        policy: tagged(found, _orders(line, tags), line)
        for policy, found in with_assets(revisions, naming, repository, line).items()
    }
    newest = newest_paths(revisions, naming)
    working = WorkingCopy.of(repository, settings, trails, newest)
    findings += [*flaws, *working.missing(head.submodules)]
    disk = Disk({}, {})
    if drafts:
        now = max(drafts.astimezone(settings.zone), line.moment(len(line) - 1))
        findings += working.add_revisions(revisions, line, now)
        findings += working.add_catalogs(catalogs, line, now)
        disk = add_drafts(revisions, naming, repository, line, working, now)
    else:
        findings += _not_told(working.uncommitted(), findings)
    texts.rest()
    names = {policy: first_names(found) for policy, found in revisions.items()}
    shown = {blob: path for found in names.values() for blob, path in found.items()}
    committed = {blob: path for blob, path in shown.items() if blob not in disk.contents}
    return History(
        head=repository.head,
        length=len(line),
        paths=head.paths | (working.files() if drafts else frozenset()),
        revisions={policy: tuple(found) for policy, found in revisions.items()},
        catalogs={key: tuple(states) for key, states in sorted(catalogs.items())},
        findings=tuple(findings),
        contents={**contents(repository, committed), **disk.contents},
        names=names,
        drafts={blob: path for path, blob in disk.blobs.items() if blob},
        zones=zones,
        configurations=configurations,
        kept=kept,
    )


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


@dataclass(frozen=True, slots=True)
class _Left:
    """What the commits left of catalogs, of the configuration and of texts, newest first."""

    settings: Settings
    configurations: Configurations
    catalogs: list[tuple[tuple[str, str], int, str, Leaf | None]] = field(default_factory=list)
    texts: list[tuple[str, int, str]] = field(default_factory=list)

    def take(self, commit: Commit) -> None:
        """Keep what one commit left, of texts only where losses are looked for."""
        self.catalogs.extend(catalogs_left(self.settings, commit))
        self.configurations.take(commit)
        if self.settings.discovered:
            self.texts.extend(texts_left(commit, normpath(self.settings.docs_dir)))


def _orders(line: Line, tags: Iterable[tuple[str, str]]) -> list[tuple[int, str]]:
    """(place on the line, name) of the tags that point to it."""
    places = ((line.place(commit), name) for name, commit in tags)
    return [(place, name) for place, name in places if place is not None]
