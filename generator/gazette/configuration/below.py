"""Policies in a folder of another site: the configuration of the site that they are by themselves.

A site that exists keeps its theme, its pages and its plugins. What ours publishes is a site of its
own in a folder of that one (`below`), with our frame. Its configuration is made of the other one's:
the name, the address with the folder, the pictures, our options, and what `extra`, `gazette` says.
Ordinary pages of the docs_dir are the other site's, so it has none.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import Config

from gazette.configuration.faults import misconfigured
from gazette.configuration.look import PICTURES, picture
from gazette.configuration.options import GazetteOptions

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_FOLDER = re.compile(r"[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)*")
# What publishes each version of a site at an address of its own, where a policy has one for good.
_MANY = "mike"
_SECOND = (
    "Publish the policies by a second file: put their options into legal.yml with "
    '"theme: {name: gazette}", and run "gazette build -f legal.yml".'
)


def is_below(config: MkDocsConfig) -> bool:
    """Whether a configuration is another site's, with policies in a folder of it."""
    chosen = _ours(config)
    return chosen is not None and bool(chosen.below)


def folder_of(config: MkDocsConfig) -> str:
    """The folder of the policies below another site's: "legal"."""
    chosen = _ours(config)
    return chosen.below.strip("/") if chosen else ""


def below(config: MkDocsConfig) -> dict[str, Any]:
    """The options of the site of policies below another one, as its file would name them.

    Raises GazetteError where the two cannot go together.
    """
    file = Path(config.config_file_path or "mkdocs.yml").name
    _check(config, file)
    folder, chosen = folder_of(config), _ours(config)
    assert chosen is not None  # noqa: S101  # `_check` says so
    own = {key: _plain(value) for key, value in chosen.items() if key != "below"}
    extra = config.extra.get("gazette")
    return {
        "site_name": config.site_name,
        "site_url": f"{config.site_url.rstrip('/')}/{folder}/" if config.site_url else "",
        "site_dir": str(Path(config.site_dir, folder)),
        "docs_dir": config.docs_dir,
        "copyright": config.copyright,
        "theme": {"name": "gazette", **_pictures(config, folder)},
        "plugins": [{"gazette": {key: each for key, each in own.items() if each is not None}}],
        "exclude_docs": "*",
        **({"extra": {"gazette": extra}} if extra else {}),
    }


def _plain(value: object) -> object:
    """An option as a file would have it."""
    if isinstance(value, Config):
        return {key: _plain(each) for key, each in value.items() if each is not None}
    return [*map(_plain, value)] if isinstance(value, list) else value


def _pictures(config: MkDocsConfig, folder: str) -> dict[str, str]:
    """The other site's logo and icon, as its folder sees them."""
    way = "../" * (folder.count("/") + 1)
    return {name: way + path for name in PICTURES if (path := picture(config, name))}


def _check(config: MkDocsConfig, file: str) -> None:
    folder = folder_of(config)
    if config.theme.name == "gazette":
        what = f'"below: {folder}" is for a site of another theme, and this one has ours.'
        raise misconfigured(file, what, 'Take "below" out, or name the theme of the other site.')
    if not _FOLDER.fullmatch(folder):
        what = f'"below: {folder}" cannot be a folder of the site.'
        raise misconfigured(file, what, 'Write a name such as "legal": small letters and digits.')
    if own := config.theme.custom_dir:
        _check_templates(own, file)
    if _MANY in config.plugins:
        what = (
            f'The plugin "{_MANY}" publishes this site once per version, each at an address of its '
            "own, but a policy has one address for good."
        )
        raise misconfigured(file, what, _SECOND)


def _check_templates(folder: str, file: str) -> None:
    if Path(folder, "gazette").exists():
        what = "The templates of your own for pages of policies are not used in a folder of a site."
        raise misconfigured(file, what, _SECOND)


def _ours(config: MkDocsConfig) -> GazetteOptions | None:
    plugin = config.plugins.get("gazette")
    return plugin.config if plugin and isinstance(plugin.config, GazetteOptions) else None
