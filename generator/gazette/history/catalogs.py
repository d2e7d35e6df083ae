"""The states of the catalogs: what each commit made of each PO file.

The algorithm: the line of commits is read once, oldest first; a catalog is known by its name
and language, so a renamed one ends and another begins. One that cannot be read has the text
"": its passages count as not translated. That is an error in the newest state of a catalog,
and a warning in an older one, which no commit can fix. Source of the folders' names: the
gettext manual ("Locating Catalogs").
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from posixpath import normpath
from typing import TYPE_CHECKING

from gazette.history.commits import LINK
from gazette.history.texts import Flaw
from gazette.model import SourceFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from gazette.history.commits import Commit, Leaf, Line
    from gazette.history.texts import Texts
    from gazette.model import Finding, Settings

    Left = tuple["Key", int, str, Leaf | None]  # of a catalog; order of the commit; path; file

Key = tuple[str, str]  # (name, language)

_LINK = Flaw("outside-link", "is a symbolic link.", "Commit the catalog itself in its place.")


@dataclass(frozen=True, slots=True)
class CatalogState:
    """A catalog file as some commit left it.

    Attributes:
        order: place of that commit on the first-parent line, oldest 0; one past the newest
            for a working copy.
        file: what it left; without any text where it deleted the catalog.
        at: committer time, in the site's time zone; that of the state before, where it was
            earlier by a clock that was wrong.
        commit: full hash, "" for a working copy.
    """

    order: int
    file: SourceFile
    at: datetime
    commit: str

    @property
    def path(self) -> str:
        """Where it lies in the repository."""
        return self.file.path

    @property
    def text(self) -> str:
        """Its text, "" where the commit deleted it."""
        return self.file.text

    @property
    def blob(self) -> str:
        """Git's id of its bytes, "" for a deletion and for a working copy."""
        return self.file.blob


def catalog_folders(settings: Settings) -> dict[str, str]:
    """Language -> the folder of its catalogs; the source language has none."""
    return {
        lang: normpath(f"{settings.locales_dir}/{lang}/LC_MESSAGES")
        for lang in (*settings.languages[1:], *settings.languages_kept)
    }


def catalog_key(settings: Settings, path: str) -> Key | None:
    """(name, language) of the catalog at a path, None for any other file."""
    if path.endswith(".po"):
        for lang, folder in catalog_folders(settings).items():
            if path.startswith(f"{folder}/"):
                return path.removeprefix(f"{folder}/").removesuffix(".po"), lang
    return None


def catalogs_left(settings: Settings, commit: Commit) -> list[Left]:
    """What a commit left of the catalogs it touched."""
    keys = ((catalog_key(settings, path), path, leaf) for path, leaf in commit.left().items())
    return [(key, commit.order, path, leaf) for key, path, leaf in keys if key]


def read_catalogs(
    left: Sequence[Left], line: Line, texts: Texts
) -> tuple[dict[Key, list[CatalogState]], list[Finding]]:
    """The states of all catalogs, oldest first, and what is wrong with them.

    `left`: what the commits left of them, oldest first.
    """
    read = texts.stream(leaf.blob for _, _, _, leaf in left if leaf and leaf.mode != LINK)
    flaws = {blob: text for blob, text in read if isinstance(text, Flaw)}
    newest = {key: order for key, order, _, _ in left}
    states: defaultdict[Key, list[CatalogState]] = defaultdict(list)
    findings: list[Finding] = []
    for key, order, path, leaf in left:
        if flaw := _flaw(leaf, flaws):
            is_now = newest[key] == order
            findings.append(flaw.finding(path) if is_now else _past(flaw, path, line, order))
        file = SourceFile(path, texts if leaf and not flaw else "", leaf.blob if leaf else "")
        at = max([line.moment(order), *(state.at for state in states[key][-1:])])
        states[key].append(CatalogState(order, file, at, line.id(order)))
    return dict(states), findings


def _past(flaw: Flaw, path: str, line: Line, order: int) -> Finding:
    consequence = "Its passages count as not translated; no later commit can fix it."
    return flaw.past(path, line.words(order), consequence)


def _flaw(leaf: Leaf | None, flaws: Mapping[str, Flaw]) -> Flaw | None:
    if not leaf:
        return None
    return _LINK if leaf.mode == LINK else flaws.get(leaf.blob)
