"""The site that a proposal makes, and the one that it would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.configuration import read_configuration, top
from gazette.errors import GazetteError
from gazette.publishing.loading import load

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from gazette import history
    from gazette.archive.site import Site
    from gazette.configuration.plain import Reach


def placed(config_file: Path) -> tuple[Path, Path]:
    """The repository's top folder, and where in it the configuration lies."""
    path = config_file.resolve()
    root = top(path.parent)
    return root, path.relative_to(root)


def published(config_file: Path, as_of: date | None, reach: Reach) -> Site | None:
    """The site that a proposal would change, None where there is none yet."""
    try:
        configuration = read_configuration(config_file, reach)
        return load(configuration.settings, configuration.today(as_of))
    except GazetteError:
        return None


def committed(
    proposal: history.Proposal, place: Path, as_of: date | None, reach: Reach
) -> tuple[Site, str]:
    """The site that a proposal makes, were it committed now, and the id of that commit."""
    configuration = read_configuration(proposal.folder / place, reach)
    commit = proposal.commit(configuration.now(as_of))
    return load(configuration.settings, configuration.today(as_of)), commit
