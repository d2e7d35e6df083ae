"""Where the front matter of a file begins and ends: whoever needs to know asks `head`.

It stands between two lines of three hyphens, the first of which is the first line of the file.
A rule on the first line begins front matter only if a YAML mapping stands between it and the next
one, or what was meant as front matter of ours: anything else is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import yaml

from gazette.document.front.composing import LOADERS
from gazette.document.front.fences import FENCE, is_keyed, was_meant

_HEAD = re.compile(rf"\A{FENCE}\n(.*?)(^{FENCE}(?:\n|\Z)|\Z)", re.DOTALL | re.MULTILINE)
# A line that is a key with a text, whatever stands around it: no YAML has to be read.
_SURE = re.compile(
    r"""[A-Za-z_][\w-]*: (?:"[^"\\]*"|'[^']*'|[A-Za-z0-9][^:#\x00-\x1f\x7f-\x9f]*)"""
)
_DEEPEST = 100  # levels; the reader takes quadratic time to find that more are not closed
_VERSION = re.compile(r"""^(["']?)version\1[ \t]*:""", re.MULTILINE)
_ID = re.compile(r"""^id:[ \t]*["']?([\w.-]+)""", re.MULTILINE)
_TITLE = re.compile(r"^title[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands under three hyphens on the first line of a file, up to the next such line.

    Attributes:
        source: the lines between the two; the first of them is the second of the file.
        end: where the text below begins, an index into the file.
        is_closed: whether the second line of hyphens is there; without it, all is `source`.
    """

    source: str
    end: int
    is_closed: bool

    @property
    def is_damaged(self) -> bool:
        """Whether it was to be front matter of ours, and cannot be read as YAML."""
        return self.is_closed and not _is_mapping(self.source) and _is_ours(self.source)

    @property
    def is_front(self) -> bool:
        """Whether it is front matter, or was to be: readers do not see it."""
        return self.is_closed and (_is_mapping(self.source) or _is_ours(self.source))

    @property
    def closing(self) -> int:
        """The index of the line that closes it among those of the file."""
        return self.source.count("\n") + 1


def head(text: str) -> Head | None:
    """What a file begins with, if its first line is three hyphens."""
    match = _HEAD.match(text)
    return Head(match[1], match.end(), bool(match[2])) if match else None


def body(text: str) -> tuple[str, int]:
    """The text under the front matter, and how many lines stand above it."""
    found = head(text)
    if not found or not found.is_front:
        return text, 0
    return text[found.end :], text.count("\n", 0, found.end)


def has_damaged_front(text: str) -> bool:
    """Whether a file begins with what was to be front matter, and cannot be read as YAML."""
    found = head(text)
    return bool(found and found.is_damaged)


def declares_version(text: str) -> bool:
    """Whether the front matter has a `version` key, so that the file heads a policy of ours."""
    found = head(text)
    return bool(found and _VERSION.search(found.source))


def declared_id(text: str) -> str:
    """The `id` in a text's front matter, whatever else stands there; "" without."""
    found = head(text)
    match = _ID.search(found.source) if found and found.is_closed else None
    return match[1] if match else ""


def foreign_title(text: str) -> str:
    """The `title` of front matter that is not ours, "" where there is none that can be read."""
    found = head(text)
    match = _TITLE.search(found.source) if found and found.is_front else None
    if not match or match[1][0] in "|>&*!{[":
        return ""
    return _unquoted(match[1])


def _unquoted(value: str) -> str:
    """A scalar of YAML in one line as it is read, "" for one that cannot be."""
    if value[0] not in "\"'":
        return value
    try:
        found = yaml.load(value, Loader=LOADERS[0])  # noqa: S506  # a safe one; of a scalar
    except yaml.YAMLError:
        return ""
    return found if isinstance(found, str) else ""


@lru_cache(maxsize=4096)
def _is_mapping(source: str) -> bool:
    """Whether what stands between two rules is a YAML mapping, or nothing at all.

    It is what it is whether or not our own schema allows it (aliases, tags, keys that stand
    twice), so the events of the reader tell, of which nothing is built.
    """
    lines = source.rstrip().split("\n")
    if not source.strip() or all(map(_SURE.fullmatch, lines)):
        return True
    first = next((line.lstrip() for line in lines if line.split("#")[0].strip()), "")
    if ":" not in first and not first.startswith(("?", "{", "&", "!", "%")):
        return False
    try:
        return _begins_mapping(source)
    except (yaml.YAMLError, ValueError, OverflowError):
        return False


def _begins_mapping(source: str) -> bool:
    """Whether the first node of a source is a mapping; what cannot be read to its end raises."""
    first, depth = None, 0
    for event in yaml.parse(source, Loader=LOADERS[0]):
        first = first or (event if isinstance(event, yaml.NodeEvent) else None)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return False
    return isinstance(first, yaml.MappingStartEvent)


@lru_cache(maxsize=4096)
def _is_ours(source: str) -> bool:
    """Whether what may be no mapping was meant as front matter of ours: then it is never text."""
    return bool(_VERSION.search(source)) or was_meant(source) or is_keyed(source.split("\n"))
