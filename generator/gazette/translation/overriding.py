"""A company's own words for the interface, read as anybody's input.

They lie in the repository, in `locales/<language>/LC_MESSAGES/gazette.po`, and go before those of
the theme, message by message; or they bring a language that the theme does not speak. What would
break a page is a finding at its line and is not used: another placeholder, a sign of control,
plural forms that the language does not have. Marks of HTML are words (`pages/interface`).
"""

from __future__ import annotations

import gettext
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from gazette.languages import l10n
from gazette.model import Finding, Place, Severity
from gazette.translation import theme
from gazette.translation.catalogs import numbered_entries
from gazette.translation.faults import is_header
from gazette.translation.plurals import Forms, parsed, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.model import OwnWords, Settings
    from gazette.translation.entries import Entry
    from gazette.translation.theme import Message

# What stands for a value: "%(num)s" and "%s" for the program, "{day}" for the scripts. A lone
# per cent sign would be taken for the beginning of one.
_PLACEHOLDER = re.compile(r"%(?:\(\w*\).?|.)?|\{\w+\}", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_UPDATE = 'Run "gazette i18n update --interface"'


def words(lang: str, own: OwnWords | None) -> gettext.NullTranslations:
    """The interface's words in a language: a company's own, else the theme's, else English."""
    found = theme.words(lang)
    if own is None:
        return found
    catalog, read = Catalog(), _read(own)
    for entry in read.entries:
        source = (entry.source, entry.plural) if entry.plural else entry.source
        catalog.add(source, entry.forms if entry.plural else entry.translation)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    made = gettext.GNUTranslations(compiled)
    made.plural = read.forms  # type: ignore[attr-defined]  # the file's own is not run
    made.add_fallback(found)
    return made


def findings(settings: Settings) -> Iterator[Finding]:
    """What is wrong with a company's own words, and in which languages the interface has none."""
    known = {own.lang: own for own in settings.interface}
    for own in settings.interface:
        yield from _read(own).findings
    for lang in settings.languages:
        if not theme.speaks(lang):
            yield from _silent(lang, known.get(lang), Place(settings.configuration))


def _silent(lang: str, own: OwnWords | None, place: Place) -> Iterator[Finding]:
    """What is in English on the pages of a language that the theme does not speak."""
    said = {entry.source for entry in _read(own).entries} if own else set()
    total = len(theme.messages())
    left = sum(message.source not in said for message in theme.messages())
    name = f"{l10n.language_name(lang, 'en')} ({lang})"
    what = f"Gazette does not speak {name}: buttons and notes are shown in English."
    if own:
        place = Place(own.path, 1)
        what = f"{left} of {total} messages of the interface have no translation into {name}."
    if left:
        fix = f"{_UPDATE}, and have the catalog that it writes translated."
        yield Finding("interface-untranslated", Severity.WARNING, place, what, fix)


@dataclass(frozen=True, slots=True)
class _Read:
    """What a catalog has: the entries that can be used, and what is wrong with the others.

    `forms` are the language's plural forms, as the catalog's header numbers them.
    """

    entries: tuple[Entry, ...]
    forms: Forms
    findings: tuple[Finding, ...]


@lru_cache(64)
def _read(own: OwnWords) -> _Read:
    numbered, found = numbered_entries(own.text, own.path, own.lang, has_plurals=True)
    header = next((entry.translation for _, entry in numbered if is_header(entry)), "")
    forms = parsed(header) or parsed(rule(own.lang)) or Forms(1, (0,))
    known = {message.source: message for message in theme.messages()}
    sound: list[Entry] = []
    wrong = [*found]
    for line, entry in numbered:
        if entry.obsolete or not entry.source:
            continue
        faults = [*_faults(entry, known.get(entry.source), forms, Place(own.path, line))]
        wrong += faults
        if not faults and not entry.fuzzy and all(entry.said):
            sound.append(entry)
    return _Read(tuple(sound), forms, tuple(wrong))


def _faults(entry: Entry, message: Message | None, forms: Forms, place: Place) -> Iterator[Finding]:
    if message is None or message.plural != entry.plural:
        what = "The interface has no such message, so its translation is shown nowhere."
        yield Finding("interface-unknown", Severity.WARNING, place, what, f"{_UPDATE}.")
    elif entry.fuzzy or not any(entry.said):
        return
    elif entry.plural and len(entry.forms) != forms.count:
        what = f"This message has {len(entry.forms)} plural forms, its language has {forms.count}."
        fix = f"{_UPDATE}, and fill in each form."
        yield Finding("catalog-plurals", Severity.ERROR, place, what, fix)
    else:
        for number, text in enumerate(entry.said):
            if not text:
                continue
            says_number = bool(entry.plural) and forms.is_of_one_number(number)
            yield from _breaches(entry, text, place, says_number=says_number)


def _breaches(entry: Entry, text: str, place: Place, *, says_number: bool) -> Iterator[Finding]:
    """What a translation does not keep of its message."""
    given = Counter(_PLACEHOLDER.findall(text))
    wanted = Counter(_PLACEHOLDER.findall(entry.plural or entry.source))
    lost = {part: f"Write {part} as it stands in the message." for part in wanted - given}
    if says_number:
        lost.pop("%(num)s", None)  # the word for "one" or "two" says the number
    brought = dict.fromkeys(sorted(set(given) - set(wanted)), "Remove it.")
    for part, fix in {**lost, **brought}.items():
        said = "is missing from" if part in lost else "does not belong in"
        what = f"The placeholder {part} {said} the translation."
        yield Finding("translation-parity", Severity.ERROR, place, what, fix)
    if _CONTROL.search(text):
        what = "The translation holds a character that is not text, such as a line end."
        fix = "Write it as one line of text."
        yield Finding("translation-parity", Severity.ERROR, place, what, fix)
