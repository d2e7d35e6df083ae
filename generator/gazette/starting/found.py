"""Texts that are there and are policies, by their names or by their first headings.

What policies are called stands with the starting texts of each language. Words are compared without
case, accents and the signs between them. Of a folder whose index is a policy, the folder is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gazette.document import is_readme
from gazette.model.naming import id_of_words
from gazette.model.paths import home_of, policy_id
from gazette.starting import texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_HEADING = re.compile(r"^(?:#{1,2}[ \t]+|title:[ \t]*)(.+)$", re.MULTILINE)
_HEAD = 2_000  # bytes of a file in which its first heading stands
# Folders of other people's texts.
_FOREIGN = {"node_modules", "vendor", "site", "third_party", "venv"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A policy of the site to be.

    Attributes:
        id: what its address will be.
        path: its file or folder, from the repository's top.
        kind: the starting text that is to be written there, "" where its text is there already.
    """

    id: str
    path: str
    kind: str = ""


def policies(root: Path, paths: Iterable[str]) -> Iterator[Chosen]:
    """The policies among some Markdown files, each file or folder once and with an id of its own.

    `paths` count from `root`.
    """
    homes, ids = set[str](), set[str]()
    for path in paths:
        home = home_of(path)
        is_text = not is_readme(path) and not _FOREIGN.intersection(path.split("/"))
        if is_text and not homes.intersection(_around(home)) and _is_policy(root, path, home):
            chosen = at(home, ids)
            homes.add(home)
            ids.add(chosen.id)
            yield chosen


def at(path: str, taken: Iterable[str] = ()) -> Chosen:
    """The policy whose text is there at a path; its id is none of those that are taken."""
    name = id_of_words(policy_id(path)) or "policy"
    known = set(taken)
    numbered = (f"{name}-{number}" for number in range(2, len(known) + 3))
    return Chosen(next(each for each in (name, *numbered) if each not in known), path)


def _around(home: str) -> set[str]:
    parts = home.split("/")
    return {"/".join(parts[:end]) for end in range(1, len(parts) + 1)}


def _is_policy(root: Path, path: str, home: str) -> bool:
    named, headed = _phrases()
    if _plain(policy_id(home)) in named | headed:
        return True
    try:
        with (root / path).open("rb") as file:
            start = file.read(_HEAD).decode("utf-8", "replace")
    except OSError:
        return False  # what nobody can read is proposed to nobody
    found = _HEADING.search(start)
    words = f"-{_plain(found[1].partition('{#')[0])}-" if found else ""
    # Between the words of some scripts stands nothing.
    return any(f"-{each}-" in words or (not each.isascii() and each in words) for each in headed)


@cache
def _phrases() -> tuple[frozenset[str], frozenset[str]]:
    """What says policy as a file's name alone, and what says it in a heading as well."""
    lines = [line for lang in texts.languages() for line in texts.names(lang)]
    named = frozenset(_plain(line[2:]) for line in lines if line.startswith("= "))
    return named, frozenset(_plain(line) for line in lines if not line.startswith("= "))


def _plain(words: str) -> str:
    apart = unicodedata.normalize("NFKD", words.replace("’", " ").replace("'", " ").casefold())
    letters = (sign for sign in apart if not unicodedata.combining(sign))
    return id_of_words("".join(letters))
