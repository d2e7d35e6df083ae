"""From a git repository to revisions: every state of every policy and catalog, dated.

The algorithm, on the first-parent line of HEAD:

1. One `git log` lists the line; another one, with `--raw -M`, tells what each commit did to
   every file of the repository, with git's own rename detection (over whole commits: a
   pathspec would blind it): `git`, `commits`.
2. The commits are read newest first, while git writes, and let go. Each policy is followed on
   the way: `following`, `homes`, `links`, `tree`. Only what concerns it is kept.
3. One `git cat-file --batch` gives the texts: `blobs`, `texts`, `revisions`, `catalogs`; the files
   that they show are found in the same way: `assets`, `contents`.
4. Where policies are discovered, one that is no longer among them is told: `losses`.
5. What is not committed is a finding, or a draft: `working_copy`.

For what is only proposed, `merging` makes a repository in which it was committed already.

Nothing is guessed: what cannot be read is a finding or a refusal (`refusals`), never an empty
text and never another date. Source: design, section 4.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from posixpath import dirname, normpath
from typing import TYPE_CHECKING

from gazette.document import file_address
from gazette.history import refusals
from gazette.history.asides import set_aside, told_aside
from gazette.history.assets import (
    Disk,
    Naming,
    add_drafts,
    assets_in,
    first_names,
    newest_paths,
    with_assets,
)
from gazette.history.catalogs import CatalogState, catalogs_left, read_catalogs
from gazette.history.commits import SUBMODULE, Commit, Line
from gazette.history.configurations import Configurations
from gazette.history.contents import Content, contents, read_files
from gazette.history.following import Walk
from gazette.history.git import Repository, kept_off, submodules
from gazette.history.homes import around
from gazette.history.kept import read_kept
from gazette.history.links import within
from gazette.history.losses import Journey, lost_policies, texts_left
from gazette.history.merging import Proposal, merged, on_disk, staged
from gazette.history.revisions import read_revisions, readable, tagged
from gazette.history.tags import BesideTags
from gazette.history.texts import Texts
from gazette.history.tree import Tree, holds
from gazette.history.working_copy import WorkingCopy
from gazette.history.zones import read_zones
from gazette.model.paths import home_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from gazette.history.commits import Leaf
    from gazette.model import Asset, Finding, PolicySource, Revision, Settings, SourceFile

__all__ = [
    "CatalogState",
    "Content",
    "History",
    "Proposal",
    "assets_at",
    "check_checkout",
    "files_at",
    "merged",
    "on_disk",
    "put_aside",
    "read_files",
    "read_history",
    "staged",
]


@dataclass(frozen=True, slots=True)
class History:
    """What a repository tells about policies and catalogs.

    Attributes:
        head: full hash of HEAD.
        length: number of commits on the first-parent line.
        paths: the files of HEAD that are Markdown, lie in the content folder or beside a policy,
            and with drafts every one that is not committed yet.
        revisions: policy id -> its revisions, oldest first.
        catalogs: (catalog name, language) -> its states, oldest first.
        findings: what is wrong with the texts.
        configurations: (place on the line, text) of the configuration's states, oldest first.
        contents: blob -> what there is to know of a file that some text shows.
        names: policy id -> blob -> the path under which the policy showed that file first.
        drafts: blob -> path, of the files that are not committed.
        zones: (order of a commit, the time zone that the configuration named since), oldest first.
        kept: language -> order of the commit since which nothing new is published in it.
    """

    head: str
    length: int
    paths: frozenset[str]
    revisions: Mapping[str, tuple[Revision, ...]]
    catalogs: Mapping[tuple[str, str], tuple[CatalogState, ...]]
    findings: tuple[Finding, ...]
    contents: Mapping[str, Content] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    drafts: Mapping[str, str] = field(default_factory=dict)
    configurations: tuple[tuple[int, str], ...] = ()
    zones: tuple[tuple[int, ZoneInfo], ...] = ()
    kept: Mapping[str, int] = field(default_factory=dict)

    def zone(self, order: int) -> ZoneInfo | None:
        """The time zone in which days were counted at a commit, None where none is known.

        Before the first configuration, it is that one's.
        """
        known = [zone for since, zone in self.zones if since <= order]
        known = known or [zone for _, zone in self.zones[:1]]
        return known[-1] if known else None

    def addresses(self, policy: str, assets: Iterable[Asset]) -> dict[str, str]:
        """Path -> address of the files that a text of a policy shows and that are published.

        Bytes under another name keep the address that they had, so nobody sees a change.
        """
        names = self.names.get(policy, {})
        return {
            asset.path: file_address(found.digest, names.get(asset.blob, asset.path))
            for asset in assets
            if (found := self.contents.get(asset.blob)) and not found.flaw
        }


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
    findings += set_aside(trails, line, texts, repository)
    catalogs, flaws = read_catalogs(left.catalogs[::-1], line, texts)
    configurations = left.configurations.states(line, texts)
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


def check_checkout(root: str, paths: Sequence[str]) -> None:
    """Refuse a working tree without some of its files.

    Policies are looked for on the disk, and what a sparse checkout keeps off it, or a submodule
    that was not fetched, would seem never to have been there.

    Args:
        root: the top folder.
        paths: what must be there whole, and this repository's own.

    Raises:
        GazetteError: where that is not so.
    """
    others = submodules(root)
    for path in paths:
        if place := next((place for place in around(path) if place in others), ""):
            raise refusals.submodule(path, place)
    if absent := kept_off(root, paths):
        raise refusals.sparse(absent[0], len(absent) - 1)


def put_aside(settings: Settings, commit: str, newest: int) -> str:
    """What became of a commit that was published, and what to do; "" where no merge set it aside.

    Args:
        settings: of the site.
        commit: its full id, as a published site tells it; HEAD need not have it.
        newest: the place on the line of the commit that published last.

    Raises:
        GazetteError: where the repository cannot be read.
    """
    repository = Repository(settings.root)
    with closing(repository.line()) as listed:
        line = Line.of(listed, settings.zone)
    return told_aside(repository, line, commit, newest)


def files_at(settings: Settings, policy: PolicySource, revision: str) -> tuple[SourceFile, ...]:
    """A policy's files as they stood at a commit, whatever their path was then.

    Args:
        settings: of the site.
        policy: which policy.
        revision: any name git knows a commit by. Off the first-parent line, the policy is
            found by the renames between that commit and HEAD.

    Raises:
        GazetteError: where git knows no such commit, the policy had no text there, or the
            text cannot be read.
    """
    repository = Repository(settings.root)
    with closing(repository.line()) as listed:
        line = Line.of(listed, settings.zone)
    target = repository.resolve(revision)
    texts = Texts(repository)
    walk = Walk(Tree(repository, repository.head), texts, settings)
    trail = walk.begin(policy)
    with closing(_way_to(target, line, repository)) as way:
        for commit, parent in way:
            walk.step(commit, parent)
    found = trail.state(walk.tree, texts) if not trail.ended else ()
    return readable(found, texts, policy, revision)


def assets_at(
    settings: Settings, policy: PolicySource, files: tuple[SourceFile, ...], revision: str
) -> tuple[tuple[Asset, ...], dict[str, Content]]:
    """What a policy's files show as it stood at a commit, and its contents by blob.

    Args:
        settings: of the site.
        policy: which policy.
        files: the policy's, at that commit.
        revision: any name git knows a commit by.

    Raises:
        GazetteError: where git knows no such commit.
    """
    repository = Repository(settings.root)
    names = Naming.within(settings).of(policy.id, files)
    found = assets_in(repository.resolve(revision), names, repository)
    shown = {asset.blob: asset.path for asset in found if asset.blob}
    return found, contents(repository, shown)


def _way_to(target: str, line: Line, repository: Repository) -> Generator[tuple[Commit, str]]:
    """The commits to be undone from HEAD to a commit, with the parent of each."""
    end, last = line.place(target), len(line) - 1
    if end is None:
        yield Commit(last, repository.head, repository.difference(target)), target
        return
    for commit in repository.commits(last, repository.head):
        if commit.order == end:
            return
        yield commit, line.id(commit.order - 1)
