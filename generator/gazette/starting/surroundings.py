"""What is there already in the folder where a site is to begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from gazette import history
from gazette.configuration import plain, read_configuration
from gazette.errors import refusal
from gazette.starting import found, hosts

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.model import Settings
    from gazette.starting.found import Chosen

CONFIGURATION = "mkdocs.yml"
_BESIDE = "legal.yml"  # where mkdocs.yml makes another site
_DOCS = ("content", "policies", "legal-texts")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A folder, as it is before anything is written.

    Attributes:
        root: its absolute path; it need not be there.
        is_repository: whether git knows it.
        branch: the branch that is to be published.
        remote: the address of the remote, "" without one.
        host: where the repository lives, "" where nothing tells.
        publishing: the workflow that publishes another site there, "" without one.
        own: what a configuration of ours that is there says; None without one.
        configuration: the name of the file that is to be or is the configuration.
        docs_dir: the folder of the texts, from the root.
        found: the texts that are policies by their names.
    """

    root: Path
    is_repository: bool
    branch: str
    remote: str
    host: str
    publishing: str
    own: Settings | None
    configuration: str
    docs_dir: str
    found: tuple[Chosen, ...]

    @property
    def site_dir(self) -> str:
        """The folder of the built site, from the root."""
        return "site" if self.configuration == CONFIGURATION else "legal-site"

    @property
    def option(self) -> str:
        """What names the configuration behind a command, "" where it is found by itself."""
        is_usual = self.configuration == CONFIGURATION
        return "" if is_usual else f" --config-file {self.configuration}"


def look(folder: Path) -> Surroundings:
    """Look at a folder. Raises GazetteError where no site can begin there."""
    root = folder.resolve()
    if root.exists() and not root.is_dir():
        what = f'"{folder}" is a file, and a site begins in a folder.'
        raise refusal("site-dir", what, "Name a folder.")
    standing = history.standing(root)
    if standing.top and not (root.exists() and standing.top.samefile(root)):
        what = f'"{folder}" lies in the repository {standing.top}.'
        raise refusal("not-top-folder", what, f"Begin at its top: gazette init {standing.top}")
    is_repository = standing.top is not None
    paths = [*history.markdown_in(root, is_repository=is_repository)]
    texts = tuple(found.policies(root, paths))
    configuration, own = _configured(root)
    return Surroundings(
        root=root,
        is_repository=is_repository,
        branch=standing.branch,
        remote=standing.remote,
        host=hosts.seen(standing.remote, root),
        publishing=hosts.publishing(root),
        own=own,
        configuration=configuration,
        docs_dir=own.docs_dir if own else _docs_dir(root, texts),
        found=texts,
    )


def _configured(root: Path) -> tuple[str, Settings | None]:
    """The configuration that is ours, or the name that it will have. Raises GazetteError."""
    for name in (CONFIGURATION, _BESIDE):
        file = root / name
        if not file.exists():
            return name, None
        if _is_ours(file):
            return name, read_configuration(file).settings
    what = f'"{CONFIGURATION}" and "{_BESIDE}" are there, and neither uses Gazette.'
    fix = f'Add "gazette" to the plugins of one of them, or rename "{_BESIDE}".'
    raise refusal("configuration", what, fix)


def _is_ours(file: Path) -> bool:
    """Whether a configuration uses Gazette, or tries to; one that nobody can read may."""
    try:
        read = plain.read(file, plain.OWN)
    except (yaml.YAMLError, ValueError, TypeError):
        return True
    plugins = read.get("plugins") or ()
    return any("gazette" in (each if isinstance(each, dict) else (each,)) for each in plugins)


def _docs_dir(root: Path, texts: tuple[Chosen, ...]) -> str:
    """A folder for texts that holds nothing yet, or nothing else; no link, wherever it leads."""
    homes = tuple(each.path for each in texts)
    for name in (each for each in _DOCS if not (root / each).is_symlink()):
        files = (path for path in (root / name).rglob("*") if not path.is_dir())
        inside = [path.relative_to(root).as_posix() for path in files]
        if not (root / name).is_file() and all(
            any(path == home or path.startswith(f"{home}/") for home in homes) for path in inside
        ):
            return name
    what = f"The folders {', '.join(_DOCS)} are there, and hold other things."
    raise refusal("site-dir", what, "Begin in an empty folder, and move the policies there.")
