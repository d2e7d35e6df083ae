"""A company's own words for the interface, read from its repository as it lies on the disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.errors import GazetteError
from gazette.history import INTERFACE, catalog_folders, text_on_disk
from gazette.model import OwnWords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.model import Settings


def with_own_words(settings: Settings) -> Settings:
    """The settings with the catalogs of the site's own words, which make its pages.

    Raises GazetteError for one that is no text of the repository.
    """
    found = tuple(_own_words(settings))
    paths = (own.path for own in found)
    return replace(settings, interface=found, made_with=(*settings.made_with, *paths))


def _own_words(settings: Settings) -> Iterator[OwnWords]:
    for lang, folder in catalog_folders(settings).items():
        path = f"{folder}/{INTERFACE}"
        place = Path(settings.root, path)
        if not place.exists() and not place.is_symlink():
            continue
        text = text_on_disk(settings.root, path)
        if not isinstance(text, str):
            raise GazetteError([text.finding(path)])
        yield OwnWords(lang, path, text)
