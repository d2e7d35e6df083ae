"""The files that a policy's texts show, as each commit left them.

The algorithm: each text is read for the files that it names (`document.files`); most name none.
One `git log` over the first-parent line, limited to their paths, tells what each commit did to
them. A commit that touched one while a text named it is a revision of that text's policy, even
where the text itself stayed. A file that comes after the text that names it belongs to that text
from the start, as long as the label is the same: until then the build refused the text.
Source: design, section 4.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace
from posixpath import dirname, normpath
from typing import TYPE_CHECKING
from unicodedata import normalize

from gazette.document import (
    Parser,
    may_name_files,
    named_files,
    places,
    read_front,
    same_letters,
)
from gazette.errors import GazetteError
from gazette.history.commits import LINK
from gazette.history.contents import Content, content
from gazette.history.links import within
from gazette.model import Asset, Place, Revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from gazette.document import Named
    from gazette.history.commits import Leaf, Line
    from gazette.history.git import Repository
    from gazette.history.working_copy import WorkingCopy
    from gazette.model import Dialect, Settings, SourceFile

    # (place on the line of a commit, what it left at a path), oldest first
    Life = Sequence[tuple[int, Leaf | None]]

_MOST_PARSED = 2_000_000  # characters, of which what was parsed may stay in memory
_LONGEST_PATH = 4096  # bytes, as Linux has it


# --- The files that a text names ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    """A file that a text names: its path, where it is named first, and whether it must be there."""

    path: str
    place: Place
    is_sure: bool


def docs_folder(settings: Settings) -> str:
    """The content folder, "" where that is the repository itself."""
    folder = normpath(settings.docs_dir)
    return "" if folder == "." else folder


@dataclass
class Naming:
    """Reads texts for the files that they name, each text once.

    `docs` is the content folder, `dialects` says in which Markdown each policy is written.
    """

    docs: str
    dialects: Mapping[str, Dialect]
    _parser: Parser = field(default_factory=Parser)
    _parsed: int = 0  # characters that the parser has read
    _known: dict[tuple[Dialect, tuple[SourceFile, ...]], tuple[Name, ...]] = field(
        default_factory=dict
    )

    @classmethod
    def within(cls, settings: Settings) -> Naming:
        """What reads the texts of a site."""
        return cls(docs_folder(settings), {each.id: each.dialect for each in settings.policies})

    def learn(self, policy: str, revisions: Iterable[Revision]) -> None:
        """Read all texts of a policy for the files that they name; the texts are not kept."""
        for revision in revisions:
            self.of(policy, revision.files)
        self._forget()

    def paths(self, policy: str, revisions: Iterable[Revision]) -> frozenset[str]:
        """The paths of all files that some revisions of a policy name, and that may stand."""
        names = (name for revision in revisions for name in self.of(policy, revision.files))
        return frozenset(name.path for name in names if may_stand(name.path))

    def of(self, policy: str, files: tuple[SourceFile, ...]) -> tuple[Name, ...]:
        """The files that a text of a policy names, in its order, each once.

        Of those that it links to, the ones beside it or in the content folder.
        """
        key = self.dialects[policy], files
        if key not in self._known:
            is_worth_it = any(may_name_files(file.text) for file in files)
            self._known[key] = tuple(self._read(*key)) if is_worth_it else ()
        return self._known[key]

    def _read(self, dialect: Dialect, files: tuple[SourceFile, ...]) -> Iterator[Name]:
        self._parsed += sum(len(file.text) for file in files)
        if self._parsed > _MOST_PARSED:
            self._forget()
        try:
            document, _ = self._parser.parse(files, "", dialect=dialect)
        except GazetteError:  # a text that cannot be read is told elsewhere
            return
        first: dict[str, Named] = {}
        for named in named_files(document):
            if named.is_image or self._is_near(named.path, files):
                first.setdefault(named.path, named)
        lines = places(document, files) if first else ()
        for named in first.values():
            yield Name(named.path, _line(named, lines, files), named.is_sure)

    def _forget(self) -> None:
        self._parser, self._parsed = Parser(), 0

    def _is_near(self, path: str, files: Sequence[SourceFile]) -> bool:
        return within(self.docs, path) or within(dirname(files[0].path), path)


def _line(named: Named, lines: Sequence[Place], files: Iterable[SourceFile]) -> Place:
    """The line on which a file is named: within its block, which begins on a known line."""
    place = lines[named.block]
    text = next(file.text for file in files if file.path == place.path).split("\n")
    after = (p.line for p in lines[named.block + 1 :] if p.path == place.path)
    end = max(place.line + 1, next(after, len(text) + 1))
    stretch = range(place.line, end)
    return Place(
        place.path, next((at for at in stretch if named.target in text[at - 1]), place.line)
    )


def may_stand(path: str) -> bool:
    """Whether a file at a path may be published: in the repository, not hidden, with a name."""
    is_hidden = any(part.startswith(".") for part in path.split("/"))
    is_name = path.isprintable() and len(path.encode()) <= _LONGEST_PATH
    return within("", path) and is_name and not is_hidden


# --- Their history ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lives:
    """What the commits of the line did to some paths."""

    _lives: Mapping[str, Life]

    @classmethod
    def of(cls, paths: Iterable[str], repository: Repository, line: Line) -> Lives:
        """Ask git for the lives of these paths."""
        wanted = frozenset(paths)
        lives: defaultdict[str, list[tuple[int, Leaf | None]]] = defaultdict(list)
        if wanted:
            for order, path, leaf in _touched(repository, _written(wanted), line):
                if same_letters(path) in wanted:
                    lives[same_letters(path)].append((order, leaf))
        return cls({path: sorted(life, key=lambda e: e[0]) for path, life in lives.items()})

    def at(self, path: str, order: int) -> Leaf | None:
        """The file at a path as a commit left it, None where there is none."""
        life = self._lives.get(path, ())
        at = bisect_right(life, order, key=lambda entry: entry[0])
        return life[at - 1][1] if at else None

    def now(self, path: str) -> Leaf | None:
        """The file that HEAD has at a path, None where there is none."""
        life = self._lives.get(path)
        return life[-1][1] if life else None

    def coming(self, path: str, order: int, end: int) -> Leaf | None:
        """The first file at a path after a commit and before another one."""
        life = self._lives.get(path, ())
        return next((leaf for at, leaf in life if order < at < end and leaf), None)

    def touched(self, paths: Iterable[str], order: int, end: int) -> list[int]:
        """The commits after one and before another that touched any of these paths."""
        lives = (self._lives.get(path, ()) for path in paths)
        return sorted({at for life in lives for at, _ in life if order < at < end})

    def has(self, path: str) -> bool:
        """Whether a file ever stood at a path."""
        return path in self._lives


def _written(paths: Iterable[str]) -> list[str]:
    """Paths in each form in which git may have them."""
    return sorted({normalize(form, path) for path in paths for form in ("NFC", "NFD")})


def _touched(
    repository: Repository, paths: Sequence[str], line: Line
) -> Iterator[tuple[int, str, Leaf | None]]:
    for commit, changes in repository.touching(paths):
        order = line.place(commit)
        if order is None:
            raise AssertionError("git was asked for commits of the line alone")
        left: dict[str, Leaf | None] = {c.before.path: None for c in changes if c.before}
        left |= {c.after.path: c.after for c in changes if c.after}
        for path, leaf in left.items():
            yield order, path, leaf


# --- Revisions with their files -----------------------------------------------------------


def with_assets(
    revisions: Mapping[str, Sequence[Revision]],
    naming: Naming,
    repository: Repository,
    line: Line,
) -> dict[str, list[Revision]]:
    """Each policy's revisions with the files that they show, and those that only changed these."""
    paths = (naming.paths(policy, found) for policy, found in revisions.items())
    lives = Lives.of(frozenset().union(*paths), repository, line)
    return {
        policy: [*_Story(policy, found, naming, lives, line).told()]
        for policy, found in revisions.items()
    }


@dataclass
class _Story:
    """One policy's revisions, oldest first."""

    policy: str
    revisions: Sequence[Revision]
    naming: Naming
    lives: Lives
    line: Line

    def told(self) -> Iterator[Revision]:
        for at, revision in enumerate(self.revisions):
            names = self._of(revision)
            if not names:
                yield revision
                continue
            last = self._shown(revision, names, at)
            yield last
            for order in self.lives.touched((n.path for n in names), revision.order, self._end(at)):
                commit, moment = self.line.id(order), self.line.moment(order)
                again = replace(revision, commit=commit, committed=moment, order=order)
                again = self._shown(again, names, at)
                if again.assets != last.assets:
                    yield again
                last = again

    def _of(self, revision: Revision) -> list[Name]:
        names = self.naming.of(self.policy, revision.files)
        return [name for name in names if name.is_sure or self.lives.has(name.path)]

    def _shown(self, revision: Revision, names: Iterable[Name], at: int) -> Revision:
        """A revision with its files, as its commit left them."""
        found = []
        for name in names:
            leaf = self.lives.at(name.path, revision.order)
            if leaf is None:
                leaf = self.lives.coming(name.path, revision.order, self._era(at))
            found.append(_asset(name, leaf))
        return replace(revision, assets=tuple(found))

    def _end(self, at: int) -> int:
        """The place on the line of the revision after one, or of what comes after the newest."""
        following = self.revisions[at + 1 : at + 2]
        return following[0].order if following else len(self.line)

    def _era(self, at: int) -> int:
        """The same for the revisions of one label; of a text without any, for its own alone."""
        label = _label(self.revisions[at])
        while at + 1 < len(self.revisions) and label and _label(self.revisions[at + 1]) == label:
            at += 1
        return self._end(at)


def _asset(name: Name, leaf: Leaf | None) -> Asset:
    """A named file as it was found; a symbolic link is none."""
    is_there = leaf is not None and leaf.mode != LINK
    return Asset(name.path, leaf.blob if leaf and is_there else "", name.place)


def _label(revision: Revision) -> str:
    return read_front(revision.files[0])[0].version if revision.files else ""


def assets_in(commit: str, names: Sequence[Name], repository: Repository) -> tuple[Asset, ...]:
    """The files that a text names, as they stand in a commit (a full id) on any branch."""
    wanted = [name.path for name in names if may_stand(name.path)]
    listed = repository.tree(commit, *_written(wanted)) if wanted else ()
    leaves = {same_letters(leaf.path): leaf for leaf in listed}
    return tuple(
        _asset(name, leaves.get(name.path)) for name in names if name.is_sure or name.path in leaves
    )


def first_names(revisions: Iterable[Revision]) -> dict[str, str]:
    """Blob -> the path under which a policy showed it first, of all files that it ever showed."""
    names: dict[str, str] = {}
    for asset in (asset for revision in revisions for asset in revision.assets if asset.blob):
        names.setdefault(asset.blob, asset.path)
    return names


# --- Drafts -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Disk:
    """Shown files on disk that differ from HEAD.

    `blobs` has by path what stands for git's id, "" where the file is gone.
    """

    blobs: Mapping[str, str]
    contents: Mapping[str, Content]

    @classmethod
    def of(cls, paths: Iterable[str], repository: Repository, working: WorkingCopy) -> Disk:
        """Look at these paths."""
        blobs: dict[str, str] = {}
        found: dict[str, Content] = {}
        for path in repository.uncommitted(sorted(paths)):
            data = working.bytes_of(path)
            known = content(data, len(data), path) if data is not None else None
            blobs[same_letters(path)] = f"draft {known.digest}" if known else ""
            if known:
                found[f"draft {known.digest}"] = known
        return cls(blobs, found)


def newest_paths(revisions: Mapping[str, Sequence[Revision]], naming: Naming) -> frozenset[str]:
    """The paths of the files that each policy's newest text names."""
    paths = (naming.paths(policy, found[-1:]) for policy, found in revisions.items())
    return frozenset().union(*paths)


def add_drafts(
    revisions: Mapping[str, list[Revision]],
    naming: Naming,
    repository: Repository,
    line: Line,
    working: WorkingCopy,
    now: datetime,
) -> Disk:
    """Show the files on disk in drafts, and make a draft where a file alone is not committed."""
    paths = newest_paths(revisions, naming)
    disk, lives = Disk.of(paths, repository, working), Lives.of(paths, repository, line)
    for policy, found in revisions.items():
        last = found[-1] if found else None
        if last is None or not (names := naming.of(policy, last.files)):
            continue
        assets = tuple(_drafted(n, disk, lives) for n in names if _counts(n, disk, lives))
        if not last.commit:
            found[-1] = replace(last, assets=assets)
        elif assets != last.assets:
            draft = replace(last, commit="", committed=now, tags=(), order=len(line))
            found.append(replace(draft, assets=assets))
    return disk


def _counts(name: Name, disk: Disk, lives: Lives) -> bool:
    return name.is_sure or lives.has(name.path) or bool(disk.blobs.get(name.path))


def _drafted(name: Name, disk: Disk, lives: Lives) -> Asset:
    if name.path in disk.blobs:
        return Asset(name.path, disk.blobs[name.path], name.place)
    return _asset(name, lives.now(name.path))
