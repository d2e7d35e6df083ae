"""The theme's own catalogs: the interface's messages, and their words in many languages.

`gazette.pot` beside the catalogs has all messages; what is English stands there alone.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import gazette_theme
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from gazette.errors import refusal
from gazette.languages import l10n

if TYPE_CHECKING:
    from collections.abc import Mapping

    from babel.messages.catalog import Catalog

SOURCE = "en"  # the language of the messages themselves
_FOLDER = Path(gazette_theme.__file__).parent / "locales"


@dataclass(frozen=True, slots=True)
class Message:
    """What the interface says: its English text, that for many things, and notes on it.

    `places` are the files that say it, `comments` what a translator has to know.
    """

    source: str
    plural: str = ""
    places: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


@cache
def messages() -> tuple[Message, ...]:
    """Everything that the interface says, in the order of its files."""
    found = _catalog(_FOLDER / "gazette.pot")
    return tuple(
        Message(
            source=str(message.id[0] if isinstance(message.id, tuple | list) else message.id),
            plural=str(message.id[1]) if isinstance(message.id, tuple | list) else "",
            places=tuple(path for path, _ in message.locations),
            comments=tuple(message.auto_comments),
        )
        for message in found
        if message.id
    )


def speaks(lang: str) -> bool:
    """Whether the theme has words in a language, or in a relative of it."""
    return bool(l10n.relative(lang, (SOURCE, *_offered())))


def words(lang: str) -> gettext.NullTranslations:
    """The interface's words in a language, for gettext and ngettext.

    "de-AT" has what "de" has, "pt" what "pt-BR" has (`l10n.relative`). English, the source, stands
    where there is no catalog. Raises GazetteError for a file that cannot be read.
    """
    tag = l10n.relative(lang, (SOURCE, *_offered()))
    return _words(tag) if tag in _offered() else gettext.NullTranslations()


@cache
def _words(tag: str) -> gettext.NullTranslations:
    compiled = BytesIO()
    write_mo(compiled, _catalog(_offered()[tag]))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def _offered() -> Mapping[str, Path]:
    """The catalogs there are, by the tags of their languages."""
    found = sorted(_FOLDER.glob("*/LC_MESSAGES/gazette.po"))
    return {l10n.canonical(path.parts[-3]): path for path in found}


def _catalog(path: Path) -> Catalog:
    try:
        with path.open("rb") as file:
            return read_po(file, abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        raise refusal(
            "catalog-syntax",
            f"The interface's translations cannot be read ({error}).",
            "Restore the file from its history.",
            path.as_posix(),
        ) from error
