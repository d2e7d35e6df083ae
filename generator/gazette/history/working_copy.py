"""The files on disk that differ from HEAD: findings for a build, drafts for a preview.

The algorithm: `git status` (git-status(1), porcelain format) names them; those of a policy,
those that its links lead to, those that it shows, the catalogs, and whatever else a site is made
from count. What git ignores in the docs_dir (git-ls-files(1)) would be published by mkdocs, so it
counts too. A link on disk is followed by the system, and only what it leads to inside the content
folder is read.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

from gazette.document import in_order, same_letters
from gazette.history import refusals
from gazette.history.catalogs import CatalogState, catalog_key, lies_elsewhere
from gazette.history.contents import LARGEST_FILE
from gazette.history.homes import around
from gazette.history.links import bound, within
from gazette.history.losses import is_gone
from gazette.history.texts import Flaw, text_on_disk
from gazette.history.tree import holds
from gazette.model import Finding, Place, Revision, Severity, SourceFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from gazette.history.catalogs import Key
    from gazette.history.commits import Line
    from gazette.history.following import Trail
    from gazette.history.git import Repository
    from gazette.model import Settings


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """What differs from HEAD, as paths, for the policies on `trails` (walked or not).

    `shown` are the files that the policies' texts show, `ignored` those on disk that git is told
    to ignore, and `is_recorded` tells whether HEAD has the configuration at all. `own` has by the
    policy's id the changed files that are its text, or that it links to.
    """

    settings: Settings
    trails: Sequence[Trail]
    shown: frozenset[str]
    changed: tuple[str, ...]
    ignored: tuple[str, ...]
    is_recorded: bool
    own: Mapping[str, Sequence[str]]

    @classmethod
    def of(
        cls,
        repository: Repository,
        settings: Settings,
        trails: Sequence[Trail],
        shown: frozenset[str],
    ) -> WorkingCopy:
        """Look at the policies, what they link to and show, and all else that makes a site."""
        policies = [path for t in trails for path in (t.home_at_head, *sorted(t.linked_at_head))]
        others = (*sorted(shown), *settings.paths)  # the folder of catalogs among them
        watched = dict.fromkeys([*policies, *others])
        inside = [path for path in watched if within("", path)]
        changed, docs = repository.uncommitted(inside), normpath(settings.docs_dir)
        ignored = repository.ignored(docs) if within("", docs) else ()
        own = settings.configuration
        is_recorded = bool(own) and any(repository.tree(repository.head, own))
        changes = _by_policy(trails, changed)
        return cls(settings, trails, shown, changed, ignored, is_recorded, changes)

    def files(self) -> frozenset[str]:
        """Every file on disk that the docs_dir holds, committed or not."""
        root = Path(self.settings.root)
        found = (root / self.settings.docs_dir).rglob("*")
        return frozenset(path.relative_to(root).as_posix() for path in found if path.is_file())

    def missing(self, submodules: Collection[str]) -> list[Finding]:
        """A finding for every policy without text, in HEAD and on disk.

        `submodules`: where HEAD has commits of other repositories.
        """
        return [
            _missing(trail, next((p for p in around(trail.home_at_head) if p in submodules), ""))
            for trail in self.trails
            if not trail.files_at_head and trail.source.id not in self.own and not is_gone(trail)
        ]

    def uncommitted(self) -> list[Finding]:
        """A finding for every file that a site would be made from, and that differs."""
        found = [
            self._uncommitted(path, noun) for path in self.changed if (noun := self._noun(path))
        ]
        beside = (path for path in self.ignored if self._is_published(path))
        return [*found, *(_error("uncommitted-file", path, _IGNORED, _LEAVE) for path in beside)]

    def _noun(self, path: str) -> str:
        """What a changed file is, "" where nothing is made from it."""
        makers = (self.settings.configuration, *self.settings.made_with)
        if any(path in own for own in self.own.values()):
            return "text"
        if catalog_key(self.settings, path):
            return "catalog"
        if any(path == each or within(each, path) for each in makers if each):
            return "configuration"
        if any(holds(trail.home_at_head, path) for trail in self.trails):
            return ""  # a README beside a policy's text
        if same_letters(path) in self.shown or self._is_published(path):
            return "page" if path.endswith(".md") else "file"
        return ""

    def _is_published(self, path: str) -> bool:
        """Whether mkdocs would publish what stands at a path."""
        docs = normpath(self.settings.docs_dir)
        if not within(docs, path):
            return False
        left_out = _patterns(self.settings.left_out)
        return not left_out.match_file(path.removeprefix(f"{docs}/"))

    def _uncommitted(self, path: str, noun: str) -> Finding:
        rule, thing = f"uncommitted-{noun}", _THINGS.get(noun, noun)
        if not _is_there(self._place(path)):
            what = f"This {thing} was deleted without a commit, so it is still published."
            return _error(rule, path, what, f'Commit the deletion, or "git restore {path}".')
        if noun == "configuration":
            return self._unrecorded(path)
        if noun in {"page", "file"} and same_letters(path) not in self.shown:
            what = f"This {thing} is not committed, so it would be published without a record."
            return _error(rule, path, what, f"Commit it. {_LEAVE}")
        what = f"This {thing} is not committed, so it has no publication date."
        return _error(rule, path, what, 'Commit it, or look at it with "gazette serve".')

    def _unrecorded(self, path: str) -> Finding:
        """A configuration that differs is refused; one that was never committed is told.

        Whoever publishes somebody else's repository keeps the configuration out of it.
        """
        rule = "uncommitted-configuration"
        if self.is_recorded:
            what = "This part of the configuration is not committed, so nothing records it."
            return _error(rule, path, what, f'Commit it, or "git restore {path}".')
        what = "The configuration is not in the repository, so nothing records what it promises."
        fix = "Commit it, unless the repository belongs to someone else."
        return Finding(rule, Severity.WARNING, Place(path), what, fix)

    def add_revisions(
        self, revisions: Mapping[str, list[Revision]], line: Line, now: datetime
    ) -> list[Finding]:
        """Append the text on disk, as of `now`, to the revisions of each policy it differs from."""
        findings: list[Finding] = []
        for trail in (trail for trail in self.trails if trail.source.id in self.own):
            files, flaws = self._draft(trail)
            findings += flaws
            known = revisions[trail.source.id]
            if not flaws and _words(files) != _words(known[-1].files if known else ()):
                known.append(Revision("", now, files, (), len(line)))
        return findings

    def add_catalogs(
        self, catalogs: dict[Key, list[CatalogState]], line: Line, now: datetime
    ) -> list[Finding]:
        """Append the catalogs on disk, as of `now`, that differ."""
        findings: list[Finding] = []
        for path in self.changed:
            key = catalog_key(self.settings, path)
            is_there = _is_there(self._place(path))
            if key and (is_there or not lies_elsewhere(path, catalogs.get(key, ()))):
                text = self._read(path)
                if isinstance(text, Flaw):
                    findings.append(text.finding(path))
                    text = ""
                state = CatalogState(len(line), SourceFile(path, text), now, "")
                catalogs.setdefault(key, []).append(state)
        return findings

    def _draft(self, trail: Trail) -> tuple[tuple[SourceFile, ...], list[Finding]]:
        """A policy's readable files on disk, and what is wrong with the others."""
        held = {path for path in self.own[trail.source.id] if holds(trail.home_at_head, path)}
        paths = in_order(trail.home_at_head, held | trail.files_at_head, trail.source.sections)
        texts = {path: self._read(path) for path in paths if _is_there(self._place(path))}
        flaws = [text.finding(path) for path, text in texts.items() if isinstance(text, Flaw)]
        return tuple(SourceFile(p, t) for p, t in texts.items() if isinstance(t, str)), flaws

    def _read(self, path: str) -> str | Flaw:
        """The text of a file on disk, "" where there is none. Nothing outside is read."""
        place = self._place(path)
        if not _is_there(place):
            return ""
        return text_on_disk(self.settings.root, path, bound(normpath(self.settings.docs_dir), path))

    def bytes_of(self, path: str) -> bytes | None:
        """The bytes of a file on disk that a text shows, None where none can be shown."""
        place, root = self._place(path), Path(self.settings.root).resolve()
        real = place.resolve()
        if place.is_symlink() or not real.is_file() or not real.is_relative_to(root):
            return None
        return real.read_bytes() if real.stat().st_size <= LARGEST_FILE else None

    def _place(self, path: str) -> Path:
        return Path(self.settings.root, path)


def _by_policy(trails: Iterable[Trail], changed: Iterable[str]) -> dict[str, list[str]]:
    """Policy id -> the changed files that are its text or that it links to, where there are any."""
    near: defaultdict[str, list[str]] = defaultdict(list)
    for path in changed:
        for place in around(path):
            near[place].append(path)
    found = {trail.source.id: _own(trail, near) for trail in trails}
    return {policy: paths for policy, paths in found.items() if paths}


def _own(trail: Trail, near: Mapping[str, Sequence[str]]) -> list[str]:
    """The same of one policy; `near` has the changed files at and below each path."""
    home, linked = trail.home_at_head, trail.linked_at_head
    held = {path for path in near.get(home, ()) if holds(home, path)}
    known = in_order(home, held | trail.files_at_head, trail.source.sections) if held else ()
    return sorted(
        held.intersection(known) | {path for path in linked if path in near.get(path, ())}
    )


@cache
def _patterns(lines: tuple[str, ...]) -> GitIgnoreSpec:
    """What tells whether a file is one of those that lines of gitignore(5) name."""
    return GitIgnoreSpec.from_lines(lines)


_THINGS = {"configuration": "part of the configuration"}
_IGNORED = "git ignores this file, so it would be published without a record."
_LEAVE = 'To leave it out, list it under "exclude_docs" or move it to another folder.'


def _is_there(place: Path) -> bool:
    """Whether anything stands at a place, a link that leads nowhere included."""
    return place.is_symlink() or place.exists()


def _missing(trail: Trail, submodule: str) -> Finding:
    """The finding for a policy without text, which may lie in a submodule."""
    home, policy = trail.home_at_head, trail.source.id
    if submodule:
        return refusals.submodule(home, submodule).findings[0]
    what = "There is no policy text at this path."
    fix = f'Correct the path of the policy "{policy}", or commit it.'
    return _error("policy-not-found", home, what, fix)


def _words(files: Iterable[SourceFile]) -> list[tuple[str, str]]:
    return [(file.path, file.text) for file in files]


def _error(rule: str, path: str, what: str, fix: str) -> Finding:
    return Finding(rule, Severity.ERROR, Place(path), what, fix)
