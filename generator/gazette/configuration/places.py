"""Where things lie: the repository around a configuration, and what may not be missing in it."""

from __future__ import annotations

import os
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING

from gazette import history
from gazette.errors import refusal
from gazette.languages import l10n

if TYPE_CHECKING:
    from collections.abc import Sequence


def top(folder: Path) -> Path:
    """The repository's top folder around a folder, or the folder itself outside of any."""
    return next((f for f in (folder, *folder.parents) if (f / ".git").exists()), folder)


def within(path: Path, root: Path) -> str:
    """Where a file lies in the repository, "" outside of it."""
    real = path.resolve()
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else ""


def check_checkout(root: Path, *paths: str) -> None:
    """Refuse a working tree without some of these. A path that leaves the repository is no one's.

    Raises GazetteError.
    """
    inside = [normpath(path.strip("/")) for path in paths if path.strip("/")]
    history.check_checkout(str(root), [path for path in inside if not path.startswith("..")])


def check_locales(root: Path, locales: str, languages: Sequence[str]) -> None:
    """Refuse two folders of catalogs that are of one language. Raises GazetteError."""
    owners: dict[str, str] = {}
    for path in sorted(root.joinpath(locales).glob("*/LC_MESSAGES")):
        name = path.parent.name
        lang = l10n.meant(name, languages)
        if lang and owners.setdefault(lang, name) != name:
            what = f'The folder "{locales}/{owners[lang]}" has translations into {lang} as well.'
            fix = "Move the files into one of the two folders, and remove the other."
            raise refusal("language", what, fix, f"{locales}/{name}")


def check_links(root: Path, docs_dir: str) -> None:
    """Refuse what would publish a file from outside of the repository."""
    for path in sorted((root / docs_dir).rglob("*")):
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
            what = "This is a symbolic link that leaves the repository."
            where = path.relative_to(root).as_posix()
            raise refusal("outside-link", what, "Replace it by the file itself.", where)
