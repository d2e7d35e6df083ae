"""The catalogs of a site that is not written yet: it is made in a clone, and thrown away."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gazette import history
from gazette.commands import translating
from gazette.configuration import read_configuration
from gazette.publishing.loading import load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gazette.starting.surroundings import Surroundings


def catalogs(
    around: Surroundings,
    files: Mapping[str, str],
    known: Mapping[tuple[str, str], str],
    texts: list[str],
) -> dict[str, str]:
    """Path -> text of each catalog that `gazette i18n update` would write after some files.

    Args:
        around: where they are to be written.
        files: path -> text of each file.
        known: what is translated already: (language, name of a catalog) -> its text.
        texts: the paths of policies that are there.

    Raises:
        GazetteError: where the repository cannot be read, or the configuration is wrong.
    """
    # A configuration may be there that is not committed yet.
    with history.on_disk(str(around.root), [*texts, around.configuration]) as proposal:
        proposal.apply()
        proposal.commit(datetime.now(UTC))
        for path, text in files.items():
            _put(proposal.folder / path, text)
        configuration = read_configuration(proposal.folder / around.configuration)
        settings = configuration.settings
        folders = history.catalog_folders(settings)
        for (lang, name), text in known.items():
            _put(proposal.folder / folders[lang] / f"{name}.po", text)
        site = load(settings, configuration.today(None), drafts=configuration.now(None))
        translating.update(site)
        made = sorted((proposal.folder / settings.locales_dir).rglob("*.po"))
        return {_path(each, proposal.folder): each.read_text("utf-8") for each in made}


def _path(place: Path, root: Path) -> str:
    return place.relative_to(root).as_posix()


def _put(place: Path, text: str) -> None:
    """Write a file that is not there."""
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8", newline="\n")
