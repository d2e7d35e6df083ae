"""The texts of the site's own configuration, such as a link's, in its languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.archive.kept import kept
from gazette.translation.catalogs import LABELS, read_catalog
from gazette.translation.entries import Entry, as_entries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette.history import CatalogState


@dataclass(frozen=True)
class Labels:
    """What the catalog of the site itself says.

    Attributes:
        catalogs: the states of all catalogs, by name and language.
        lang: the language in which the configuration is written.
    """

    catalogs: Mapping[tuple[str, str], tuple[CatalogState, ...]]
    lang: str

    def of(self, text: str, lang: str) -> str:
        """A text in a language."""
        if lang == self.lang:
            return text
        entry = as_entries(self._entries(lang)).of(text)
        return entry.translation if entry and entry.translation and not entry.fuzzy else text

    @kept
    def _entries(self, lang: str) -> Mapping[str, Entry]:
        states = self.catalogs.get((LABELS, lang), ())
        return read_catalog(states[-1].text, states[-1].path, lang)[0] if states else {}
