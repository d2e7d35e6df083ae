"""From a git repository to revisions: every state of every policy and catalog, dated.

The algorithm, on the first-parent line of HEAD:

1. One `git log --raw -M` tells what each commit did to every file of the repository, with
   git's own rename detection (over whole commits: a pathspec would blind it).
2. The tree of HEAD is replayed from that, then undone commit by commit, newest first. Each
   policy has a *home*, a file or a folder, which moves with renames on the way back
   (`_former_home`), and each commit that touched it leaves a snapshot of its files. For a
   single file these are the commits that `git log --first-parent --follow` lists, with one
   difference: where a deleted path came back as another text (`_resembles`), the older text
   was another policy, and the way back ends.
3. One `git cat-file --batch` gives the texts.

Nothing is guessed: what cannot be read is a finding or a refusal, never an empty text and
never another date.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from typing import TYPE_CHECKING

from gazette._git import LARGEST_BLOB, LINK, Blobs, Commit, Leaf, Repository
from gazette.errors import GazetteError, refusal
from gazette.model import Finding, Place, Revision, Severity, SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from gazette.model import PolicySource, Settings

RESEMBLANCE = 0.5  # as with git's renames: half of a text makes it the same one


@dataclass(frozen=True, slots=True)
class CatalogState:
    """A catalog file as some commit left it.

    Attributes:
        order: place of that commit on the first-parent line, oldest 0; one past the newest
            for a working copy.
        path: where it lies in the repository.
        text: its text, "" where the commit deleted it.
        blob: git's id of its bytes, "" for a deletion and for a working copy.
    """

    order: int
    path: str
    text: str
    blob: str


@dataclass(frozen=True, slots=True)
class History:
    """What a repository tells about policies and catalogs.

    Attributes:
        head: full hash of HEAD.
        head_time: its committer time, in the site's time zone.
        length: number of commits on the first-parent line.
        revisions: policy id -> its revisions, oldest first.
        catalogs: (catalog name, language) -> its states, oldest first.
        findings: what is wrong with the texts.
    """

    head: str
    head_time: datetime
    length: int
    revisions: Mapping[str, tuple[Revision, ...]]
    catalogs: Mapping[tuple[str, str], tuple[CatalogState, ...]]
    findings: tuple[Finding, ...]


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
    line = _Line.of(repository.log(), settings.zone)
    with Blobs(repository) as blobs:
        texts = _Texts(blobs)
        tree = _replay(line.commits)
        trails = [_Trail.begin(source, tree, texts, settings) for source in settings.policies]
        _follow(trails, line.commits, tree, texts)
        findings: list[Finding] = []
        revisions = {t.source.id: _revisions(t, line, texts, findings) for t in trails}
        catalogs = _catalogs(settings, line, texts, findings)
    orders = line.orders(repository.tags())
    revisions = {policy: _tagged(found, orders) for policy, found in revisions.items()}
    working = _WorkingCopy(settings, repository.uncommitted(_watched_paths(settings, trails)))
    findings += working.missing(trails)
    if drafts:
        working.add_revisions(revisions, trails, line, findings)
        working.add_catalogs(catalogs, line, findings)
    else:
        findings += working.uncommitted(trails)
    return History(
        head=repository.head,
        head_time=line.moments[-1],
        length=len(line.commits),
        revisions={policy: tuple(found) for policy, found in revisions.items()},
        catalogs={key: tuple(states) for key, states in sorted(catalogs.items())},
        findings=tuple(findings),
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
    on_line = {commit.id: commit for commit in commits}
    if target in on_line:
        later = commits[on_line[target].order + 1 :]
    else:
        later = (replace(commits[-1], changes=repository.difference(target)),)
    with Blobs(repository) as blobs:
        texts = _Texts(blobs)
        tree = _replay(commits)
        trail = _Trail.begin(policy, tree, texts, settings)
        _follow([trail], later, tree, texts)
        found = trail.state(tree, texts) if not trail.ended else ()
        return _readable(found, texts, policy, revision)


def _readable(
    found: tuple[_File, ...], texts: _Texts, policy: PolicySource, revision: str
) -> tuple[SourceFile, ...]:
    if not found:
        raise refusal(
            "no-text-then",
            f'The policy "{policy.id}" had no text at "{revision}".',
            f'"gazette versions {policy.id}" lists when it had.',
        )
    flawed = [(file, flaw) for file in found if (flaw := _flaw(file, texts))]
    if flawed:
        raise GazetteError(flaw.finding(file.path) for file, flaw in flawed)
    return _sources(found, texts)


# --- The line of commits ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """The first-parent line, oldest first, with each commit's committer time."""

    commits: tuple[Commit, ...]
    moments: tuple[datetime, ...]

    @classmethod
    def of(cls, commits: tuple[Commit, ...], zone: ZoneInfo) -> _Line:
        return cls(commits, tuple(_moment(commit, zone) for commit in commits))

    def orders(self, tags: Iterable[tuple[str, str]]) -> list[tuple[int, str]]:
        """(place on the line, name) of the tags that point to it."""
        places = {commit.id: commit.order for commit in self.commits}
        return [(places[commit], name) for name, commit in tags if commit in places]

    def words(self, order: int) -> str:
        """A commit as a person would name it."""
        return f"As committed on {self.moments[order].date()} ({self.commits[order].id[:10]}), "


def _moment(commit: Commit, zone: ZoneInfo) -> datetime:
    try:
        return datetime.fromtimestamp(int(commit.seconds), zone)
    except (ValueError, OverflowError, OSError):
        what = f"Commit {commit.id} has no date that a calendar knows."
        raise refusal("impossible-date", what, 'Run "git fsck", or make a new clone.') from None


def _replay(commits: Iterable[Commit]) -> dict[str, Leaf]:
    """The tree of the newest commit, from the changes of all."""
    tree: dict[str, Leaf] = {}
    for commit in commits:
        _apply(tree, ((change.before, change.after) for change in commit.changes))
    return tree


def _undo(tree: dict[str, Leaf], commit: Commit) -> None:
    """Make a commit's tree that of its parent."""
    _apply(tree, ((change.after, change.before) for change in commit.changes))


def _apply(tree: dict[str, Leaf], steps: Iterable[tuple[Leaf | None, Leaf | None]]) -> None:
    """Replace leaves; all go before any comes, as names may be swapped within a commit."""
    coming: list[Leaf] = []
    for old, new in steps:
        if old:
            tree.pop(old.path, None)
        if new:
            coming.append(new)
    tree.update((leaf.path, leaf) for leaf in coming)


# --- Following a policy -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _File:
    """A policy's file in a snapshot: its path, and the blob or the flaw found there."""

    path: str
    blob: str
    flaw: _Flaw | None = None


@dataclass(slots=True)
class _Trail:
    """One policy on its way back through the commits.

    Attributes:
        source: the policy.
        docs: the folder that links in it may not leave ("": the repository).
        home: the file or folder where it lies, at the point reached.
        files: path -> leaf of its files there.
        linked: what links among them lead to, which is watched too.
        top, files_at_head, linked_at_head: home, paths of files and linked paths at HEAD.
        snapshots: (order of a commit that touched it, files it left), newest first.
        returned: the files that a later commit brought back, while there are none.
        ended: whether the point reached is older than the policy.
    """

    source: PolicySource
    docs: str
    home: str
    files: dict[str, Leaf]
    linked: frozenset[str] = frozenset()
    files_at_head: frozenset[str] = frozenset()
    linked_at_head: frozenset[str] = frozenset()
    snapshots: list[tuple[int, tuple[_File, ...]]] = field(default_factory=list)
    returned: tuple[Leaf, ...] = ()
    ended: bool = False

    @classmethod
    def begin(
        cls, source: PolicySource, tree: Mapping[str, Leaf], texts: _Texts, settings: Settings
    ) -> _Trail:
        """The trail of a policy at HEAD, whose tree is given."""
        home, docs = normpath(source.path), normpath(settings.docs_dir)
        trail = cls(source, "" if docs == "." else docs, home, _files_of(home, tree))
        trail.state(tree, texts)
        trail.files_at_head, trail.linked_at_head = frozenset(trail.files), trail.linked
        return trail

    @property
    def top(self) -> str:
        """The home at HEAD."""
        return normpath(self.source.path)

    def touched_by(self, commit: Commit) -> bool:
        """Whether a commit did anything to the policy's files, or to what they link to."""
        paths = (leaf.path for c in commit.changes for leaf in (c.before, c.after) if leaf)
        return any(_holds(self.home, path) or path in self.linked for path in paths)

    def state(self, tree: Mapping[str, Leaf], texts: _Texts) -> tuple[_File, ...]:
        """The policy's files in order, links resolved in `tree`."""
        ways = [_resolve(leaf, tree, texts, self.docs) for leaf in self._in_order()]
        self.linked = frozenset(path for _, passed in ways for path in passed)
        return tuple(file for file, _ in ways)

    def step_back(self, commit: Commit, tree: Mapping[str, Leaf], texts: _Texts) -> None:
        """Go before a commit that touched the policy; `tree` is that of its parent."""
        after = dict(self.files)
        arrivals = self._arrivals(commit) or self._declared(commit, texts)
        home = _former_home(self.home, arrivals, after, commit, tree)
        if home == self.home:
            _undo(self.files, commit)
            self.files = {p: leaf for p, leaf in self.files.items() if _holds(home, p)}
        else:
            self.home, self.files = home, _files_of(home, tree)
        if after and not self.files:
            self.returned = tuple(after.values())
        elif self.files and not after and self.returned:
            self._rejoin(texts)
        self.state(tree, texts)

    def _rejoin(self, texts: _Texts) -> None:
        """At the deletion of an older text: go on only where it is the one that came back."""
        went = (leaf.blob for leaf in self.files.values())
        came = (leaf.blob for leaf in self.returned)
        if not _resembles(texts.joined(went), texts.joined(came)):
            self.snapshots.pop()  # that deletion was another policy's
            self.files, self.ended = {}, True

    def _arrivals(self, commit: Commit) -> dict[str, str]:
        """New path -> old path of the files that a commit renamed into the home."""
        return {
            change.after.path: change.before.path
            for change in commit.changes
            if change.before and change.after
            if _holds(self.home, change.after.path) and not _holds(self.home, change.before.path)
        }

    def _declared(self, commit: Commit, texts: _Texts) -> dict[str, str]:
        """The same by the `id` in the front matter, for a text too changed for git.

        Only where the commit began the whole policy, and deleted a text of that id.
        """
        added = {c.after.path for c in commit.changes if c.after and not c.before}
        if not self.files or not added.issuperset(self.files):
            return {}
        first = self._in_order()[0]
        if not (name := _declared_id(texts.of(first.blob))):
            return {}
        gone = (c.before for c in commit.changes if c.before and not c.after)
        for leaf in gone:
            if leaf.path.endswith(".md") and _declared_id(texts.of(leaf.blob)) == name:
                return {first.path: leaf.path}
        return {}

    def _in_order(self) -> list[Leaf]:
        return [self.files[path] for path in _ordered(self.home, self.files)]


def _follow(
    trails: Sequence[_Trail], commits: Sequence[Commit], tree: dict[str, Leaf], texts: _Texts
) -> None:
    """Walk trails back through `commits` (oldest first); `tree` is undone on the way."""
    for commit in reversed(commits):
        touched = [t for t in trails if not t.ended and t.touched_by(commit)]
        for trail in touched:
            trail.snapshots.append((commit.order, trail.state(tree, texts)))
        _undo(tree, commit)
        for trail in touched:
            trail.step_back(commit, tree, texts)


def _holds(home: str, path: str) -> bool:
    """Whether a path is the home itself, or Markdown in it."""
    return path == home or (path.endswith(".md") and path.startswith(f"{home}/"))


def _ordered(home: str, paths: Iterable[str]) -> list[str]:
    """Paths in a policy's order: the folder's `index.md`, then the others as they sort."""
    index = f"{home}/index.md"
    return sorted(paths, key=lambda path: (path != index, path))


def _files_of(home: str, tree: Mapping[str, Leaf]) -> dict[str, Leaf]:
    return {path: leaf for path, leaf in tree.items() if _holds(home, path)}


def _former_home(
    home: str,
    arrivals: Mapping[str, str],
    after: Mapping[str, Leaf],
    commit: Commit,
    tree: Mapping[str, Leaf],
) -> str:
    """Where a policy lay before a commit that renamed `arrivals` (new -> old) into its home.

    A file follows its rename. A folder follows its `index.md`, or where it is new the
    majority of its files, to a folder that this emptied; else `index.md` alone was the policy.
    """
    if home in arrivals:
        return arrivals[home]
    sources = Counter(_same_depth(home, new, old) for new, old in arrivals.items())
    folders = {f: n for f, n in sources.items() if _emptied(f, n, home, arrivals, commit, tree)}
    if index := arrivals.get(f"{home}/index.md"):
        folder = dirname(index)
        return folder if basename(index) == "index.md" and folder in folders else index
    folder = max(folders, key=folders.__getitem__, default=home)
    is_new = not _files_of(home, tree)
    return folder if is_new and folders.get(folder, 0) * 2 > len(after) else home


def _same_depth(home: str, new: str, old: str) -> str:
    """The folder that holds `old` as deep as `home` holds `new`."""
    depth = new.removeprefix(f"{home}/").count("/") + 1
    return "/".join(old.split("/")[:-depth])


def _emptied(
    folder: str,
    came: int,
    home: str,
    arrivals: Mapping[str, str],
    commit: Commit,
    tree: Mapping[str, Leaf],
) -> bool:
    """Whether a folder sent more of its files to `home` than it kept or sent elsewhere."""
    if not folder or home.startswith(f"{folder}/"):
        return False  # the folder of all policies is no policy
    gone = {c.before.path for c in commit.changes if c.before and not c.after}
    gone.update(arrivals.values())
    others = [p for p in _files_of(folder, tree) if p not in gone and not _holds(home, p)]
    return len(others) < came


def _declared_id(text: str | _Flaw) -> str:
    """The `id` in a text's front matter, "" without."""
    if isinstance(text, _Flaw):
        return ""
    front = re.match(r"---[ \t]*\n(.*?)\n---", text, re.DOTALL)
    found = re.search(r"""^id:[ \t]*["']?([\w.-]+)""", front[1], re.MULTILINE) if front else None
    return found[1] if found else ""


_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


def _resembles(went: str, came: str) -> bool:
    """Whether half of the shorter text's word pairs stand in the other.

    Of the shorter one: a policy that doubled while it was away is still the same policy.
    Pairs: any two legal texts share most of their words, but few of their phrases. Japanese
    and Chinese characters count as words.
    """
    one, other = (Counter(pairwise(_WORD.findall(text.casefold()))) for text in (went, came))
    shorter = min(one.total(), other.total())
    return went == came or (shorter > 0 and (one & other).total() >= RESEMBLANCE * shorter)


# --- Texts ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Flaw:
    """What keeps the bytes of a file from being a text; `what` continues a sentence."""

    rule: str
    what: str
    mend: str
    line: int = 0

    def finding(self, path: str, when: str = "", severity: Severity = Severity.ERROR) -> Finding:
        """The finding for a file with this flaw; `when` begins the sentence for an old one."""
        what = f"{when}this file {self.what}"
        return Finding(
            self.rule, severity, Place(path, self.line), what[0].upper() + what[1:], self.mend
        )


class _Texts:
    """The texts of blobs, each read once."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._known: dict[str, str | _Flaw] = {}

    def fetch(self, blobs: Iterable[str]) -> None:
        """Read many at once."""
        unknown = dict.fromkeys(blob for blob in blobs if blob and blob not in self._known)
        for blob, size, data in self._blobs.read(unknown):
            self._known[blob] = _decode(data, size)

    def of(self, blob: str) -> str | _Flaw:
        """The text of one."""
        self.fetch([blob])
        return self._known[blob]

    def joined(self, blobs: Iterable[str]) -> str:
        """The readable ones among several, as one text."""
        return "\n".join(text for text in map(self.of, blobs) if isinstance(text, str))


def _decode(data: bytes, size: int) -> str | _Flaw:
    """The text in a file's bytes: UTF-8, without byte order mark, lines ended by LF."""
    if size > LARGEST_BLOB:
        return _too_large(size)
    if data.startswith(b"version https://git-lfs.github.com/spec/"):
        return _LFS
    if (at := data.find(b"\0")) >= 0:
        return replace(_NUL, line=data.count(b"\n", 0, at) + 1)
    try:
        return data.decode().removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return replace(_ENCODING, line=data.count(b"\n", 0, error.start) + 1)


_ENCODING = _Flaw("bad-encoding", "is not UTF-8 text.", "Save it as UTF-8 and commit it.")
_NUL = _Flaw(
    "nul-character",
    "holds a NUL character, which no text has (it may be UTF-16).",
    "Save it as UTF-8 text and commit it.",
)
_LFS = _Flaw(
    "lfs-pointer",
    "is a Git LFS pointer, not the text.",
    'Run "git lfs pull", then commit the text itself ("git lfs untrack" the file).',
)
_OUTSIDE = _Flaw(
    "outside-link",
    "is a symbolic link that leaves the content folder.",
    "Commit the text itself in its place.",
)
_DANGLING = _Flaw(
    "dangling-link",
    "is a symbolic link that leads to no committed file.",
    "Commit the text itself in its place.",
)
_CATALOG_LINK = _Flaw(
    "outside-link", "is a symbolic link.", "Commit the catalog itself in its place."
)


def _too_large(size: int) -> _Flaw:
    what = f"has {size / 1e6:.1f} MB; a policy or catalog has at most {LARGEST_BLOB / 1e6:.0f} MB."
    return _Flaw("large-file", what, "Commit the text alone, or split it into several files.")


def _resolve(
    leaf: Leaf, tree: Mapping[str, Leaf], texts: _Texts, docs: str
) -> tuple[_File, tuple[str, ...]]:
    """A leaf as a file, and the paths that its link (if it is one) leads through.

    Links are resolved in the commit's own tree, so nothing outside of it is ever read.
    """
    path, passed = leaf.path, list[str]()
    bound = docs if _within(docs, path) else ""
    while leaf.mode == LINK:
        target = texts.of(leaf.blob)
        if isinstance(target, _Flaw):
            return _File(path, "", target), tuple(passed)
        where = normpath(join(dirname(leaf.path), target))
        if not _within(bound, where):
            return _File(path, "", _OUTSIDE), tuple(passed)
        if where in passed or where not in tree:
            return _File(path, "", _DANGLING), (*passed, where)
        passed.append(where)
        leaf = tree[where]
    return _File(path, leaf.blob), tuple(passed)


def _within(folder: str, path: str) -> bool:
    """Whether a normalised path lies in a folder ("": the repository)."""
    inside = path not in {".", ".."} and not path.startswith(("/", "../"))
    return inside and (not folder or path.startswith(f"{folder}/"))


# --- Revisions --------------------------------------------------------------------------


def _revisions(
    trail: _Trail, line: _Line, texts: _Texts, findings: list[Finding]
) -> list[Revision]:
    """The readable snapshots of a trail as revisions, oldest first.

    What is unreadable goes to `findings`, once each, with the newest commit that has it. A
    revision with an unreadable file is left out: half a policy is no policy.
    """
    texts.fetch(file.blob for _, files in trail.snapshots for file in files)
    revisions: list[Revision] = []
    told: set[_File] = set()
    for place, (order, files) in enumerate(trail.snapshots):
        flaws = {file: flaw for file in files if (flaw := _flaw(file, texts))}
        when = line.words(order) if place else ""
        findings += [flaw.finding(f.path, when) for f, flaw in flaws.items() if f not in told]
        told.update(flaws)
        if not flaws:
            commit, moment = line.commits[order].id, line.moments[order]
            revisions.append(Revision(commit, moment, _sources(files, texts), (), order))
    return revisions[::-1]


def _flaw(file: _File, texts: _Texts) -> _Flaw | None:
    if file.flaw:
        return file.flaw
    text = texts.of(file.blob)
    return text if isinstance(text, _Flaw) else None


def _sources(files: Iterable[_File], texts: _Texts) -> tuple[SourceFile, ...]:
    """Files as the model has them."""
    read = ((file, texts.of(file.blob)) for file in files)
    return tuple(SourceFile(f.path, text, f.blob) for f, text in read if isinstance(text, str))


def _tagged(revisions: list[Revision], tags: Iterable[tuple[int, str]]) -> list[Revision]:
    """Revisions with their tags: a tag belongs to the last one at or before its commit."""
    orders = [revision.order for revision in revisions]
    names: defaultdict[int, list[str]] = defaultdict(list)
    for order, name in tags:
        names[bisect_right(orders, order) - 1].append(name)
    return [replace(r, tags=tuple(names[place])) for place, r in enumerate(revisions)]


# --- Catalogs ---------------------------------------------------------------------------

_States = dict[tuple[str, str], list[CatalogState]]


def _catalog_key(settings: Settings, path: str) -> tuple[str, str] | None:
    """(name, language) of the catalog at a path, None for any other file."""
    for lang in settings.languages[1:]:
        folder = f"{_catalog_folder(settings, lang)}/"
        if path.startswith(folder) and path.endswith(".po"):
            return path[len(folder) : -len(".po")], lang
    return None


def _catalog_folder(settings: Settings, lang: str) -> str:
    return normpath(f"{settings.locales_dir}/{lang}/LC_MESSAGES")


def _catalogs(settings: Settings, line: _Line, texts: _Texts, findings: list[Finding]) -> _States:
    """The states of all catalogs, oldest first.

    One that cannot be read has the text "": its passages count as not translated. That is an
    error in the newest state of a catalog, and a warning in an older one, which no commit
    can mend any more.
    """
    left = list(_catalog_leaves(settings, line.commits))
    texts.fetch(leaf.blob for _, _, _, leaf in left if leaf)
    last = {key: order for key, order, _, _ in left}
    states: _States = defaultdict(list)
    for key, order, path, leaf in left:
        text = _catalog_text(leaf, texts)
        if isinstance(text, _Flaw):
            now = last[key] == order
            severity = Severity.ERROR if now else Severity.WARNING
            findings.append(text.finding(path, "" if now else line.words(order), severity))
            text = ""
        states[key].append(CatalogState(order, path, text, leaf.blob if leaf else ""))
    return dict(states)


def _catalog_leaves(
    settings: Settings, commits: Iterable[Commit]
) -> Iterator[tuple[tuple[str, str], int, str, Leaf | None]]:
    """(key, order, path, what stands there) whenever a commit touched a catalog."""
    for commit in commits:
        left: dict[str, Leaf | None] = {c.before.path: None for c in commit.changes if c.before}
        left |= {c.after.path: c.after for c in commit.changes if c.after}
        for path, leaf in left.items():
            if path.endswith(".po") and (key := _catalog_key(settings, path)):
                yield key, commit.order, path, leaf


def _catalog_text(leaf: Leaf | None, texts: _Texts) -> str | _Flaw:
    if not leaf:
        return ""
    return _CATALOG_LINK if leaf.mode == LINK else texts.of(leaf.blob)


# --- The working copy -------------------------------------------------------------------


def _watched_paths(settings: Settings, trails: Iterable[_Trail]) -> list[str]:
    """What must be committed: the policies, what they link to, and the catalogs."""
    catalogs = [_catalog_folder(settings, lang) for lang in settings.languages[1:]]
    policies = [path for trail in trails for path in (trail.top, *sorted(trail.linked_at_head))]
    return [path for path in dict.fromkeys(policies + catalogs) if _within("", path)]


@dataclass(frozen=True, slots=True)
class _WorkingCopy:
    """The files on disk that differ from HEAD."""

    settings: Settings
    changed: tuple[str, ...]

    def missing(self, trails: Iterable[_Trail]) -> list[Finding]:
        """A finding for every policy without text, in HEAD and on disk."""
        what, mend = "There is no policy text at this path.", "Correct the path of the policy"
        return [
            _error(
                "policy-not-found", trail.top, what, f'{mend} "{trail.source.id}", or commit it.'
            )
            for trail in trails
            if not trail.files_at_head and not self._of(trail)
        ]

    def uncommitted(self, trails: Sequence[_Trail]) -> list[Finding]:
        """A finding for every file of a policy, and every catalog, that differs."""
        texts = {path for trail in trails for path in self._of(trail)}
        return [
            self._uncommitted(path, "text" if path in texts else "catalog")
            for path in self.changed
            if path in texts or _catalog_key(self.settings, path)
        ]

    def _uncommitted(self, path: str, noun: str) -> Finding:
        rule = f"uncommitted-{noun}"
        if not _is_there(self._place(path)):
            what = f"This {noun} was deleted without a commit, so it is still published."
            return _error(rule, path, what, f'Commit the deletion, or "git restore {path}".')
        what = f"This {noun} is not committed, so it has no publication date."
        return _error(rule, path, what, 'Commit it, or look at it with "gazette serve".')

    def add_revisions(
        self,
        revisions: Mapping[str, list[Revision]],
        trails: Iterable[_Trail],
        line: _Line,
        findings: list[Finding],
    ) -> None:
        """Append the text on disk to the revisions of each policy where it differs."""
        for trail in trails:
            files = self._draft(trail, findings) if self._of(trail) else None
            known = revisions[trail.source.id]
            if files is not None and _words(files) != _words(known[-1].files if known else ()):
                known.append(Revision("", line.moments[-1], files, (), len(line.commits)))

    def add_catalogs(self, catalogs: _States, line: _Line, findings: list[Finding]) -> None:
        """Append the catalogs on disk that differ."""
        for path in self.changed:
            if key := _catalog_key(self.settings, path):
                text = self._read(path)
                if isinstance(text, _Flaw):
                    findings.append(text.finding(path))
                    text = ""
                state = CatalogState(len(line.commits), path, text, "")
                catalogs.setdefault(key, []).append(state)

    def _draft(self, trail: _Trail, findings: list[Finding]) -> tuple[SourceFile, ...] | None:
        """A policy's files on disk, None where one cannot be read."""
        held = {path for path in self._of(trail) if _holds(trail.top, path)}
        paths = _ordered(trail.top, held.union(trail.files_at_head))
        texts = {path: self._read(path) for path in paths if _is_there(self._place(path))}
        flaws = [text.finding(path) for path, text in texts.items() if isinstance(text, _Flaw)]
        findings += flaws
        read = tuple(SourceFile(path, t) for path, t in texts.items() if isinstance(t, str))
        return None if flaws else read

    def _of(self, trail: _Trail) -> list[str]:
        """The changed files that are a policy's, or that it links to."""
        linked = trail.linked_at_head
        return [path for path in self.changed if path in linked or _holds(trail.top, path)]

    def _read(self, path: str) -> str | _Flaw:
        """The text of a file on disk, "" where there is none. Nothing outside is read."""
        place = self._place(path)
        if not _is_there(place):
            return ""
        real, root = place.resolve(), Path(self.settings.root).resolve()
        docs = normpath(self.settings.docs_dir)
        inside = root / docs if _within(docs, path) else root
        if not real.is_relative_to(inside.resolve()) or real.is_relative_to(root / ".git"):
            return _OUTSIDE
        if not real.is_file():
            return _DANGLING
        size = real.stat().st_size
        return _decode(real.read_bytes() if size <= LARGEST_BLOB else b"", size)

    def _place(self, path: str) -> Path:
        return Path(self.settings.root, path)


def _is_there(place: Path) -> bool:
    """Whether anything stands at a place, a link that leads nowhere included."""
    return place.is_symlink() or place.exists()


def _words(files: Iterable[SourceFile]) -> list[tuple[str, str]]:
    return [(file.path, file.text) for file in files]


def _error(rule: str, path: str, what: str, mend: str) -> Finding:
    return Finding(rule, Severity.ERROR, Place(path), what, mend)
