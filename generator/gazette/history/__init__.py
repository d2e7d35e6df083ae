"""From a git repository to revisions: every state of every policy and catalog, dated.

The algorithm, on the first-parent line of HEAD:

1. One `git log --raw -M` tells what each commit did to every file of the repository, with
   git's own rename detection (over whole commits: a pathspec would blind it): `git`,
   `commits`.
2. The tree of HEAD is replayed from that, then undone commit by commit, newest first, and
   each policy is followed on the way: `following`, `homes`, `links`.
3. One `git cat-file --batch` gives the texts: `blobs`, `texts`, `revisions`, `catalogs`; the files
   that they show are found in the same way: `assets`, `contents`.
4. Where policies are discovered, one that is no longer among them is told: `losses`.
5. What is not committed is a finding, or a draft: `working_copy`.

For what is only proposed, `merging` makes a repository in which it was committed already.

Nothing is guessed: what cannot be read is a finding or a refusal (`refusals`), never an empty
text and never another date. Source: design, section 4.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gazette.document import file_address
from gazette.history.assets import Disk, Naming, add_drafts, docs_folder, first_names, with_assets
from gazette.history.blobs import Blobs
from gazette.history.catalogs import CatalogState, read_catalogs
from gazette.history.commits import Line, replay
from gazette.history.contents import Content, contents, read_files
from gazette.history.following import Trail, follow
from gazette.history.git import Repository
from gazette.history.losses import lost_policies
from gazette.history.merging import Proposal, merged, on_disk, staged
from gazette.history.revisions import read_revisions, readable, tagged
from gazette.history.texts import Texts
from gazette.history.working_copy import WorkingCopy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from gazette.model import Asset, Finding, PolicySource, Revision, Settings, SourceFile

__all__ = [
    "CatalogState",
    "Content",
    "History",
    "Proposal",
    "files_at",
    "merged",
    "on_disk",
    "read_files",
    "read_history",
    "staged",
]


@dataclass(frozen=True, slots=True)
class History:
    """What a repository tells about policies and catalogs.

    Attributes:
        head: full hash of HEAD.
        head_time: its committer time, in the site's time zone.
        length: number of commits on the first-parent line.
        paths: every file of HEAD, and with drafts every one that is not committed yet.
        revisions: policy id -> its revisions, oldest first.
        catalogs: (catalog name, language) -> its states, oldest first.
        findings: what is wrong with the texts.
        contents: blob -> what there is to know of a file that some text shows.
        names: policy id -> blob -> the path under which the policy showed that file first.
        drafts: blob -> path, of the files that are not committed.
    """

    head: str
    head_time: datetime
    length: int
    paths: frozenset[str]
    revisions: Mapping[str, tuple[Revision, ...]]
    catalogs: Mapping[tuple[str, str], tuple[CatalogState, ...]]
    findings: tuple[Finding, ...]
    contents: Mapping[str, Content] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    drafts: Mapping[str, str] = field(default_factory=dict)

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


def read_history(settings: Settings, *, drafts: bool = False) -> History:
    """Read the repository at `settings.root`.

    Args:
        settings: which policies and languages, and where they lie.
        drafts: whether uncommitted text becomes a last revision (with `commit` "") and a
            last catalog state. Else it is a finding.

    Raises:
        GazetteError: where the repository as a whole cannot be read.
    """
    repository = Repository(settings.root)
    line = Line.of(repository.log(), settings.zone)
    tags = line.orders(repository.tags())
    revisions: dict[str, list[Revision]] = {}
    findings: list[Finding] = []
    with Blobs(repository) as blobs:
        texts, tree = Texts(blobs), replay(line.commits)
        paths = frozenset(tree)
        trails = [Trail.begin(source, tree, texts, settings) for source in settings.policies]
        follow(trails, line.commits, tree, texts)
        for trail in trails:
            revisions[trail.source.id], flaws = read_revisions(trail, line, texts)
            findings += flaws
        if settings.discovered:
            findings += lost_policies(settings, line, trails, texts, drafts=drafts)
        catalogs, flaws = read_catalogs(settings, line, texts)
    naming = Naming(docs_folder(settings))
    revisions = {
        policy: tagged(found, tags)
        for policy, found in with_assets(revisions, naming, repository, line).items()
    }
    newest = naming.paths(found[-1] for found in revisions.values() if found)
    working = WorkingCopy.of(repository, settings, trails, newest)
    findings += [*flaws, *working.missing()]
    disk = Disk({}, {})
    if drafts:
        findings += working.add_revisions(revisions, line)
        findings += working.add_catalogs(catalogs, line)
        disk = add_drafts(revisions, naming, repository, line, working)
    else:
        findings += working.uncommitted()
    names = {policy: first_names(found) for policy, found in revisions.items()}
    shown = {blob: path for found in names.values() for blob, path in found.items()}
    committed = {blob: path for blob, path in shown.items() if blob not in disk.contents}
    return History(
        head=repository.head,
        head_time=line.moments[-1],
        length=len(line.commits),
        paths=paths | (working.files() if drafts else frozenset()),
        revisions={policy: tuple(found) for policy, found in revisions.items()},
        catalogs={key: tuple(states) for key, states in sorted(catalogs.items())},
        findings=tuple(findings),
        contents={**contents(repository, committed), **disk.contents},
        names=names,
        drafts={blob: path for path, blob in disk.blobs.items() if blob},
    )


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
    commits = repository.log()
    target = repository.resolve(revision)
    orders = {commit.id: commit.order for commit in commits}
    if target in orders:
        later = commits[orders[target] + 1 :]
    else:
        later = (replace(commits[-1], changes=repository.difference(target)),)
    with Blobs(repository) as blobs:
        texts, tree = Texts(blobs), replay(commits)
        trail = Trail.begin(policy, tree, texts, settings)
        follow([trail], later, tree, texts)
        found = trail.state(tree, texts) if not trail.ended else ()
        return readable(found, texts, policy, revision)
