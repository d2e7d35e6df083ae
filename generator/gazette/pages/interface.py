"""What pages say themselves in a language: the interface's own words, dates, numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from gazette.html.voice import Voice, Words
from gazette.languages import l10n
from gazette.pages.page import Facts
from gazette.translation import overriding

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from gettext import NullTranslations

    from gazette.archive.site import Site
    from gazette.model import OwnWords, Settings


def words(settings: Settings, lang: str) -> NullTranslations:
    """The interface's own words in a language; English stands where a catalog lacks one.

    What the site's own catalogs say goes before the words of the theme.
    """
    own = next((each for each in settings.interface if each.lang == lang), None)
    return _words(lang, own)


@lru_cache(256)
def _words(lang: str, own: OwnWords | None) -> NullTranslations:
    return overriding.words(lang, own)


def voice(site: Site, lang: str) -> Voice:
    """What the markup of texts and redlines says itself, in a language."""
    _ = words(site.settings, lang).gettext
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
        renumbered=_("(numbering changed)"),
        relinked=_("(link changed; before: %s)"),
        corrected=_("Translation corrected"),
        untranslated=_("Not yet translated"),
        permalink=_("Link to this section: %s"),
        note=_("Note %s"),
        back=_("Back to the text"),
    )
    return Voice(spoken, site.settings.source_language)


@dataclass(frozen=True, slots=True)
class Spoken(Facts):
    """What a template needs to speak a language.

    Attributes:
        lang: its code.
        dir: "ltr" or "rtl".
        gettext: gives the interface's own words, with the values that they name.
        ngettext: the same, by a number.
        day: says a date.
        moment: says a date and a time.
        year: says a year.
        month_of: says the month of a date.
        within: says from which day to which.
        days: says a number of days.
        number: says a number.
        language: says a language in a sentence.
    """

    lang: str
    dir: str
    gettext: Callable[..., Markup]
    ngettext: Callable[..., Markup]
    day: Callable[[date], str]
    moment: Callable[[datetime], str]
    year: Callable[[int], str]
    month_of: Callable[[date], str]
    within: Callable[[date, date], str]
    days: Callable[[int], str]
    number: Callable[[int], str]
    language: Callable[[str], str]


def spoken(settings: Settings, lang: str) -> Spoken:
    """What a template needs to speak a language."""
    found = words(settings, lang)
    return Spoken(
        lang=lang,
        dir=l10n.direction(lang),
        gettext=partial(_say, found.gettext),
        ngettext=partial(_count, found.ngettext),
        day=partial(l10n.format_date, lang=lang),
        moment=partial(l10n.format_datetime, lang=lang),
        year=partial(l10n.format_year, lang=lang),
        month_of=partial(l10n.format_month, lang=lang),
        within=partial(l10n.format_span, lang=lang),
        days=partial(l10n.format_days, lang=lang),
        number=partial(l10n.format_number, lang=lang),
        language=partial(l10n.language_in_sentence, in_lang=lang),
    )


def _say(gettext: Callable[[str], str], message: str, **values: object) -> Markup:
    # As Jinja's own newer style: the message is trusted, what goes into it is escaped.
    # The words may be a company's own, so their marks of HTML are words, too.
    if not values:
        return _plain(gettext, message)
    return escape(gettext(message)) % values


@lru_cache(20_000)
def _plain(gettext: Callable[[str], str], message: str) -> Markup:
    """Words that hold no values: every page has dozens of them."""
    return escape(gettext(message)) % {}


def _count(
    ngettext: Callable[[str, str, int], str], one: str, many: str, num: int, **values: object
) -> Markup:
    found = escape(ngettext(one, many, num))
    return found % {"num": num, **values}
