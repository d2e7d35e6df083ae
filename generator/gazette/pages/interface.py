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
    from collections.abc import Callable, Mapping, Sequence
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
    source = site.settings.source_language
    return Voice(spoken, source, _turned(source, lang))


def _turned(source: str, lang: str) -> str:
    """The direction of the source language, "" where that of a language is the same."""
    turned = l10n.direction(source)
    return turned if turned != l10n.direction(lang) else ""


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
        numerals: the digits it is written with, by their name in CLDR: "latn".
        tongue: gives the attributes of an element that holds words of another language.
        forms: gives a counted message for every kind of number, for scripts: by the name that the
            kind has in CLDR, or for one and for many where a language has no more.
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
    numerals: str
    tongue: Callable[[str], Markup]
    forms: Callable[[str, str], Mapping[str, str] | Sequence[str]]


def spoken(settings: Settings, lang: str) -> Spoken:
    """What a template needs to speak a language."""
    found, said = words(settings, lang), _Said(lang)
    return Spoken(
        lang=lang,
        dir=l10n.direction(lang),
        numerals=l10n.numerals(lang),
        gettext=partial(said.say, found.gettext),
        ngettext=partial(said.count, found.ngettext),
        day=partial(l10n.format_date, lang=lang),
        moment=partial(l10n.format_datetime, lang=lang),
        year=partial(l10n.format_year, lang=lang),
        month_of=partial(l10n.format_month, lang=lang),
        within=partial(l10n.format_span, lang=lang),
        days=partial(l10n.format_days, lang=lang),
        number=partial(l10n.format_number, lang=lang),
        language=partial(l10n.language_in_sentence, in_lang=lang),
        tongue=partial(tongue, lang),
        forms=partial(said.forms, found.ngettext),
    )


def tongue(lang: str, code: str) -> Markup:
    """The attributes of an element that holds words of another language than those around it."""
    turned = l10n.direction(code)
    turn = Markup(' dir="{}"').format(turned) if turned != l10n.direction(lang) else Markup()
    return Markup(' lang="{}"').format(code) + turn


class _Said:
    """What a language does to a message: it puts values in.

    The words may be a company's own, so their marks of HTML are words, too. Where a language is
    written from right to left, each value stands apart from the letters around it, which its own
    would turn otherwise. Source: Unicode Standard Annex 9, "Explicit Directional Isolates".
    """

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._is_turned = l10n.direction(lang) == "rtl"

    def say(self, gettext: Callable[[str], str], message: str, **values: object) -> Markup:
        """A message. As Jinja's own newer style: what goes into it is escaped."""
        if not values:
            return _plain(gettext, message)
        return escape(gettext(message)) % self._apart(values)

    def count(
        self,
        ngettext: Callable[[str, str, int], str],
        one: str,
        many: str,
        num: int,
        **values: object,
    ) -> Markup:
        """A message about a number of things."""
        shown = l10n.in_digits(str(num), self._lang)
        return escape(ngettext(one, many, num)) % self._apart({"num": shown, **values})

    def forms(
        self, ngettext: Callable[[str, str, int], str], one: str, many: str
    ) -> Mapping[str, str] | Sequence[str]:
        """The message for each kind of number, with "{num}" for it where there are several."""
        kinds = l10n.plurals(self._lang)
        if kinds.keys() <= {"one", "other"} and l10n.numerals(self._lang) == "latn":
            return [str(self.count(ngettext, one, many, n).unescape()) for n in (1, 2)]
        return {kind: ngettext(one, many, n) % {"num": "{num}"} for kind, n in kinds.items()}

    def _apart(self, values: Mapping[str, object]) -> Mapping[str, object]:
        if not self._is_turned:
            return values
        return {name: _ISOLATED.format(value) for name, value in values.items()}


_ISOLATED = Markup("\u2068{}\u2069")


@lru_cache(20_000)
def _plain(gettext: Callable[[str], str], message: str) -> Markup:
    """Words that hold no values: every page has dozens of them."""
    return escape(gettext(message)) % {}
