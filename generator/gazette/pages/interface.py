"""What pages say themselves in a language: the interface's own words, dates, numbers, lists."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import gazette_theme

from gazette.html.voice import Voice, Words
from gazette.languages import l10n
from gazette.translation.interface import interface

if TYPE_CHECKING:
    from collections.abc import Callable
    from gettext import NullTranslations

    from gazette.archive.site import Site

_LOCALES = Path(gazette_theme.__file__).parent / "locales"


@cache
def words(lang: str) -> NullTranslations:
    """The interface's own words in a language; English stands where a catalog lacks one."""
    return interface(_LOCALES, lang)


def voice(site: Site, lang: str) -> Voice:
    """What the markup of texts and redlines says itself, in a language."""
    _ = words(lang).gettext
    spoken = Words(
        inserted=_("Inserted:"),
        end_inserted=_("end of insertion"),
        deleted=_("Deleted:"),
        end_deleted=_("end of deletion"),
        moved=_("Moved here"),
        moved_from=_("Moved here from “%s”"),
        split=_("Split into several passages"),
        merged=_("Merged from several passages"),
        reformatted=_("(formatting changed)"),
        relinked=_("(link changed; before: %s)"),
        corrected=_("Translation corrected"),
        untranslated=_("Not yet translated"),
        permalink=_("Link to this section: %s"),
        note=_("Note %s"),
        back=_("Back to the text"),
    )
    return Voice(spoken, site.settings.source_language)


def formats(lang: str) -> dict[str, Callable[..., str]]:
    """Functions a template uses to say dates, numbers and lists in its language."""
    return {
        "day": lambda value: l10n.format_date(value, lang),
        "moment": lambda value: l10n.format_datetime(value, lang),
        "days": lambda count: l10n.format_days(count, lang),
        "number": lambda value: l10n.format_number(value, lang),
        "listing": lambda values: l10n.format_list(values, lang),
        "language": lambda code: l10n.language_in_sentence(code, lang),
    }
