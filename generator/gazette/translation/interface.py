"""The interface's own words in a language, from the theme's catalogs."""

from __future__ import annotations

import gettext
from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from gazette.errors import refusal
from gazette.languages.tags import widened

if TYPE_CHECKING:
    from pathlib import Path


def interface(folder: Path, lang: str) -> gettext.NullTranslations:
    """The theme's own strings in a language, for gettext and ngettext in templates.

    Read from `<folder>/<name>/LC_MESSAGES/gazette.po`, where "pt-BR" is named "pt_BR", as in all of
    gettext, and "fr-CA" has what "fr" has unless it has its own; English, the source, where
    there is no such file. Raises GazetteError for a file that cannot be read.
    """
    names = (tag.replace("-", "_") for tag in widened(lang))
    paths = (folder / name / "LC_MESSAGES" / "gazette.po" for name in names)
    path = next((path for path in paths if path.exists()), None)
    if path is None:
        return gettext.NullTranslations()
    try:
        with path.open("rb") as file:
            catalog = read_po(file, abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        raise refusal(
            "catalog-syntax",
            f"The interface's translations cannot be read ({error}).",
            "Restore the file from its history.",
            path.as_posix(),
        ) from error
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
