"""The pictures that stand for a site: its logo, and its icon in the browser.

Both are files of the site, so that no page loads anything from elsewhere.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gazette.configuration.faults import misconfigured

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PICTURES = ("logo", "favicon")


def picture(config: MkDocsConfig, name: str) -> str:
    """The path of one of the theme's `PICTURES` below the site, "" for none."""
    return str(config.theme.get(name) or "")


def check_pictures(config: MkDocsConfig) -> None:
    """Refuse a logo or an icon that the site does not hold. Raises GazetteError."""
    file = Path(config.config_file_path or "mkdocs.yml").name
    for name in PICTURES:
        path = picture(config, name)
        if not path or _is_there(config, path):
            continue
        what = f'"theme", "{name}": "{path}" is no file of the site.'
        if urlsplit(path).netloc:
            what = f'"theme", "{name}": "{path}" would be loaded from another server.'
        fix = f'Put the file into "{Path(config.docs_dir).name}" and write its path from there.'
        raise misconfigured(file, what, fix)


def _is_there(config: MkDocsConfig, path: str) -> bool:
    own = [config.docs_dir, config.theme.custom_dir, *getattr(config.theme, "dirs", ())]
    is_below = not path.startswith("/") and ".." not in PurePosixPath(path).parts
    return is_below and any(Path(folder, path).is_file() for folder in own if folder)
