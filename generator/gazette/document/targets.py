"""Where the links of a text lead: one answer, for the pages that show them and for their check.

A link counts from the file in which it stands, as on GitHub: `02-fees.md`, `02-fees`, `../terms/`,
`#late`. What lies there is looked up among what the texts really have, never made from a name: a
section file leads to its first heading, whatever id that has; a section is known by its id, and by
the words of its heading as GitHub makes an anchor of them, file by file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from gazette.document.files import same_letters
from gazette.document.stems import slug
from gazette.model.paths import home_of, without_ending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from urllib.parse import SplitResult

    from gazette.model import Block, Document

_NOTES = ("fn:", "fnref:")  # the ids of footnotes and of the ways back are the reader's own


# --- What there is to link to ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Landmarks:
    """What links can lead to in one text; the same in every language.

    Attributes:
        files: by path, the names under which the sections of a file can be linked to, with their
            ids. The name "" is the file's beginning.
        ids: every id in the text.
        title: the id of the text's title, which heads the page and stands at its top.
    """

    files: Mapping[str, Mapping[str, str]]
    ids: frozenset[str] = frozenset()
    title: str = ""

    @classmethod
    def of(cls, document: Document) -> Landmarks:
        """The landmarks of a text."""
        blocks: dict[str, list[Block]] = {}
        for block in document.blocks:
            if not block.note:
                blocks.setdefault(same_letters(block.path), []).append(block)
        files = {path: _names(found) for path, found in blocks.items()}
        return cls(files, document.anchors, document.title.anchor if document.title else "")

    def find(self, path: str, name: str) -> str | None:
        """The id of a section that a link into a file names; None where there is none."""
        own = self.files.get(path, {})
        return own.get(name, name if name in self.ids else None)

    def at(self, anchor: str) -> str:
        """The place of an id on a page: "" for the top, where the title is."""
        return "" if anchor == self.title else anchor


def _names(blocks: Sequence[Block]) -> dict[str, str]:
    """The names of a file's sections; of a file without a heading, the section it stands in."""
    headings = [block for block in blocks if block.is_head]
    first = headings[0].anchor if headings else blocks[0].section
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for heading in headings:
        words = slug(heading.text)
        again = f"-{counts[words]}" if counts[words] else ""
        names.setdefault(f"{words}{again}", heading.anchor)
        counts[words] += 1
    own = {heading.anchor: heading.anchor for heading in headings}
    return {**names, **own, "": first}


@dataclass(frozen=True)  # not slotted: it caches
class Published:
    """What else of the docs_dir the site holds, as paths in the repository.

    `texts` become ordinary pages in every language; `files` are copied as they are. `around` is
    what a site publishes that has this one in a folder: each path with its address from here.
    """

    texts: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    around: Mapping[str, str] = field(default_factory=dict, hash=False)

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """All of them, by the one form of a path in which those that look alike are the same."""
        return {same_letters(path): path for path in (*self.texts, *self.files, *self.around)}


@dataclass(frozen=True, slots=True)
class Homes:
    """Where the policies lie: the path of each file or folder, with the policy's id."""

    ids: Mapping[str, str] = field(default_factory=dict)

    def owner(self, path: str) -> str:
        """The policy that a text belongs to, by its id, "" where none does."""
        if found := self.ids.get(path) or self.ids.get(without_ending(path)):
            return found
        return self.around(path) if path.endswith(".md") else ""

    def is_home(self, path: str) -> bool:
        """Whether a path means a whole policy: its file, its folder, or the folder's first file."""
        return path in self.ids or home_of(path) in self.ids

    def around(self, path: str) -> str:
        """The policy in whose folder a path lies, the innermost one, "" where there is none."""
        while path := path.rpartition("/")[0]:
            if found := self.ids.get(path):
                return found
        return ""


@dataclass(frozen=True, slots=True)
class Ground:
    """All that links can lead to.

    Attributes:
        homes: where the policies lie.
        landmarks: of a policy, those of the texts that a link to it may mean, the likeliest first.
        published: pages and files beside the policies.
        top: the folder of all texts, which is the overview.
    """

    homes: Homes
    landmarks: Callable[[str], Sequence[Landmarks]]
    published: Published = Published()
    top: str = ""


# --- Where a link leads ---------------------------------------------------------------------


class Way(StrEnum):
    """What a link leads to."""

    ELSEWHERE = "elsewhere"  # it is no link from file to file, or nothing is known there
    POLICY = "policy"
    PAGE = "page"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a link leads, and what is wrong with it ("" for nothing).

    `policy` is the id of one, `path` that of a page or a file. `anchor` is the id of the place
    there, "" for its top, and for pages and files as it is written; so is `query`.
    """

    way: Way = Way.ELSEWHERE
    policy: str = ""
    path: str = ""
    anchor: str = ""
    query: str = ""
    fault: str = ""


def aim(target: str, file: str, ground: Ground, policy: str = "") -> Aim:
    """Where a link leads that is written in a file, which may be one of a policy's."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return Aim(fault="is not an address")
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return Aim()
    here = same_letters(file)
    if parts.path:
        path = same_letters(normpath(join(dirname(here), unquote(parts.path))))
        return _there(path, parts, ground)
    name = unquote(parts.fragment)
    return _into(policy, here, name, ground) if policy and name else Aim()


def may_lead_within(target: str) -> bool:
    """Whether a link as it is written may lead to a file or a place of the site, or is broken."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return True
    return not (parts.scheme or parts.netloc or parts.path.startswith("/"))


def _there(path: str, parts: SplitResult, ground: Ground) -> Aim:
    """What lies at a path that a link leads to."""
    for at in candidates(path):
        if owner := _owner(at, ground):
            return _into(owner, at, unquote(parts.fragment), ground, query=parts.query)
        known = ground.published.paths.get(at, at)
        if known in ground.published.around:
            return Aim(Way.PAGE, path=known, anchor=parts.fragment, query=parts.query)
        if known in ground.published.texts or at == normpath(join(ground.top, "index.md")):
            return Aim(Way.PAGE, path=known, anchor=parts.fragment, query=parts.query)
        if known in ground.published.files:
            return Aim(Way.FILE, path=known, anchor=parts.fragment, query=parts.query)
    return _nowhere(path, ground)


def _owner(path: str, ground: Ground) -> str:
    """The policy that has a text at this very path, "" where none does."""
    if found := ground.homes.ids.get(path):
        return found
    around = ground.homes.around(path)
    is_there = around and any(path in text.files for text in ground.landmarks(around))
    return around if is_there else ""


def candidates(path: str) -> Iterator[str]:
    """What may lie at the path of a link: itself, the text of a folder, one without its ending."""
    yield path
    yield normpath(join(path, "index.md"))
    yield f"{path}.md"
    if path.endswith(".md"):
        yield without_ending(path)


def _into(policy: str, path: str, name: str, ground: Ground, *, query: str = "") -> Aim:
    """The place in a policy that a link names, in the first of its texts that has it."""
    if not name and ground.homes.is_home(path):
        return Aim(Way.POLICY, policy, path, query=query)
    for text in ground.landmarks(policy):
        anchor = text.find(path, name)
        if anchor is not None:
            return Aim(Way.POLICY, policy, path, text.at(anchor), query)
    is_missing = name and not name.startswith(_NOTES) and ground.landmarks(policy)
    fault = f'names the section "{name}", which does not exist in the text' if is_missing else ""
    return Aim(Way.POLICY, policy, path, name, query, fault)


def _nowhere(path: str, ground: Ground) -> Aim:
    owner = ground.homes.around(path)
    if owner and path.endswith(".md"):
        return Aim(Way.POLICY, owner, path, fault="leads to a file that is not part of the policy")
    return Aim(fault="leads to a file that is not published")


def homes(policies: Iterable[tuple[str, str]]) -> Homes:
    """The homes of policies, of (id, path)."""
    return Homes({same_letters(path): policy for policy, path in policies})
