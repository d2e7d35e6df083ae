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
from functools import cache
from itertools import groupby
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING

from gazette.history.commits import LINK
from gazette.history.texts import Flaw
from gazette.languages import l10n
from gazette.model import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from gazette.history.commits import Commit, Leaf, Line
    from gazette.history.texts import Texts
    from gazette.model import Finding, Settings

    Left = tuple["Key", int, str, Leaf | None]  # of a catalog; order of the commit; path; file

Key = tuple[str, str]  # (name, language)
INTERFACE = "gazette.po"  # a site's own words for the interface, which are of no policy

_LINK = Flaw("outside-link", "is a symbolic link.", "Commit the catalog itself instead.")


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
    """Language -> the folder of its catalogs, which is there already or will be.

    A folder has the language's tag as its name, in any of the ways to write it ("pt_BR").
    """
    found = {lang: lang for lang in settings.all_languages}
    for path in sorted(Path(settings.root, settings.locales_dir).glob("*/LC_MESSAGES")):
        if lang := _language(path.parent.name, settings.all_languages):
            found[lang] = path.parent.name
    home = normpath(settings.locales_dir)
    return {lang: f"{home}/{folder}/LC_MESSAGES" for lang, folder in found.items()}


def catalog_key(settings: Settings, path: str) -> Key | None:
    """(name, language) of the catalog at a path, None for any other file.

    The source language has none, and one of the interface's words is configuration.
    """
    home = f"{normpath(settings.locales_dir)}/"
    folder, _, name = path.removeprefix(home).partition("/LC_MESSAGES/")
    if not name.endswith(".po") or not path.startswith(home):
        return None
    lang = _language(folder, settings.all_languages) if name != INTERFACE else ""
    return (name.removesuffix(".po"), lang) if lang and lang != settings.source_language else None


@cache
def _language(folder: str, languages: tuple[str, ...]) -> str:
    return l10n.meant(folder, languages)


def lies_elsewhere(path: str, states: Sequence[CatalogState]) -> bool:
    """Whether a catalog, by its states, lies elsewhere: of two folders of a language, one goes."""
    return any(state.path != path for state in states[-1:])


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
    for key, order, path, leaf in _followed(left):
        if flaw := _flaw(leaf, flaws):
            is_now = newest[key] == order
            findings.append(flaw.finding(path) if is_now else _past(flaw, path, line, order))
        file = SourceFile(path, texts if leaf and not flaw else "", leaf.blob if leaf else "")
        at = max([line.moment(order), *(state.at for state in states[key][-1:])])
        states[key].append(CatalogState(order, file, at, line.id(order)))
    return dict(states), findings


def _followed(left: Iterable[Left]) -> Iterator[Left]:
    """What each commit left of each catalog, wherever it lies: a folder may get another name.

    Of two folders of one language, what was written last counts, while it is there.
    """
    there: defaultdict[Key, dict[str, Leaf]] = defaultdict(dict)
    for (key, order), found in groupby(sorted(left, key=_touched), key=_touched):
        path = ""
        for _, _, path, leaf in found:
            there[key].pop(path, None)
            if leaf:
                there[key][path] = leaf
        last = next(reversed(there[key].items()), (path, None))
        yield key, order, *last


def _touched(left: Left) -> tuple[Key, int]:
    return left[0], left[1]


def _past(flaw: Flaw, path: str, line: Line, order: int) -> Finding:
    consequence = "Its passages count as not translated; a later commit cannot fix this."
    return flaw.past(path, line.words(order), consequence)


def _flaw(leaf: Leaf | None, flaws: Mapping[str, Flaw]) -> Flaw | None:
    if not leaf:
        return None
    return _LINK if leaf.mode == LINK else flaws.get(leaf.blob)
