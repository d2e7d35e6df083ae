"""The names of section files: the number in front, the name behind it, and the order they give.

A number is digits of any script, with further numbers behind hyphens, underscores or dots
("2", "02", "2.1"), and is compared by its value, so that 10 comes after 2. Everything else is
compared sign by sign (Unicode code points), and of two files that are then alike ("2-fees.md",
"02-fees.md") the path decides: the order is total, and the same on every machine.

This is the one place that knows what a name of a file says in a policy: sorting, ids of sections,
labels of notes and links ask here. What the names of policies and pages say, `model/naming` knows.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, count
from posixpath import basename
from typing import TYPE_CHECKING

from gazette.languages.legible import legible
from gazette.model.naming import shortened

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_LEADING = re.compile(r"\d{1,99}(?:[-_.]\d{1,99})*")
_DIGITS = re.compile(r"\d+")
_NUMBERED = re.compile(r"\d+[-_. ]+")
_README = "readme.md"


def number(path: str) -> tuple[int, ...]:
    """The number in front of a file's name: (2,) for "02-fees.md", (2, 1) for "2.1-fees.md"."""
    found = _LEADING.match(basename(path))
    return tuple(map(int, _DIGITS.findall(found[0]))) if found else ()


def stem(path: str) -> str:
    """A file's name without its ending, and without the number in front of it."""
    name = basename(path).rpartition(".")[0]
    found = _NUMBERED.match(name)
    return name[found.end() :] if found else name


def slug(text: str) -> str:
    """A heading's words as an id, in any script: small letters, digits, hyphens.

    It becomes the name of a folder, which file systems limit to 255 bytes: a long one is cut, and
    ends in a digest of the whole.
    """
    words = re.sub(r"[^\w\- ]", "", legible(text).strip().lower()).replace(" ", "-").strip("-_")
    return shortened(words) or "section"


def section_id(path: str) -> str:
    """The id that a file of a folder gives its first heading, "" for none."""
    name = stem(path)
    return "" if name == "index" else slug(name)


def note_labels(paths: Sequence[str]) -> list[str]:
    """What tells the footnotes of a folder's files apart: nothing for the first."""
    labels = [""]
    for path in paths[1:]:
        wanted = slug(stem(path))
        again = (f"{wanted}-{n}." for n in count(1))
        labels.append(next(each for each in chain([f"{wanted}."], again) if each not in labels))
    return labels[: len(paths)]


def is_section(path: str) -> bool:
    """Whether a file's name says that it is a section: a number, and what divides it from a name.

    A folder with such a file and an `index.md` is a policy.
    """
    return path.endswith(".md") and bool(_NUMBERED.match(basename(path)))


def is_readme(path: str) -> bool:
    """Whether a file tells about the files beside it, as readers of a repository expect."""
    return basename(path).casefold() == _README


def in_order(home: str, paths: Collection[str], listed: Sequence[str] = ()) -> list[str]:
    """The files of a policy's text, in its order.

    The folder's `index.md` comes first, then those that the configuration lists, as it lists
    them, then the others by their numbers. A README is none of them unless it is listed, or there
    is nothing else.

    Args:
        home: the policy's file or folder.
        paths: the Markdown files that it holds.
        listed: paths within the folder.
    """
    places = {f"{home}/{name}": at for at, name in enumerate(("index.md", *listed))}
    found = [path for path in paths if path in places or path == home or not is_readme(path)]
    return sorted(found or paths, key=lambda path: (places.get(path, len(places)), *_key(path)))


@lru_cache(maxsize=100_000)
def _key(path: str) -> tuple[str, str]:
    """What a path sorts by: itself with the numbers in front of its names by their value."""
    names = (_valued_name(name) for name in path.split("/"))
    return "/".join(names), path


def _valued_name(name: str) -> str:
    found = _LEADING.match(name)
    if not found:
        return name
    return _DIGITS.sub(_valued, found[0]) + name[found.end() :]


def _valued(digits: re.Match[str]) -> str:
    """A number as it sorts by its value: how many digits it has stands before them."""
    plain = str(int(digits[0]))
    return f"{len(plain):02d}{plain}"
