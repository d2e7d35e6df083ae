"""The words of the interface: every catalog is whole, and written as its language is."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel import Locale
from babel.messages.pofile import read_po

from gazette.translation import theme
from gazette.translation.interfaces import template
from interfaces import TEMPLATE, messages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "theme/gazette_theme/locales"
NAMES = sorted(path.parts[-3] for path in LOCALES.glob("*/LC_MESSAGES/gazette.po"))
EASTERN = [name for name in NAMES if name.split("_")[0] in ("ja", "zh")]


@cache
def catalog(name: str) -> Catalog:
    with (LOCALES / name / "LC_MESSAGES/gazette.po").open("rb") as file:
        return read_po(file, locale=name, abort_invalid=True)


def forms(name: str) -> Iterator[tuple[str, str, int | None]]:
    """What is to be said, how it is said, and which form of the plural that is."""
    for message in catalog(name):
        if isinstance(message.string, tuple):
            yield from ((message.id[-1], form, at) for at, form in enumerate(message.string))
        elif message.id:
            yield message.id, message.string, None


def said(name: str) -> list[str]:
    return [form for _, form, _ in forms(name)]


def test_the_template_of_the_catalogs_has_every_message() -> None:
    """`python tests/interfaces.py` writes it."""
    assert TEMPLATE.read_text("utf-8") == template(messages())


@pytest.fixture(scope="module")
def sources() -> set[object]:
    return {(m.source, m.plural) if m.plural else m.source for m in messages()}


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_the_interface_is_translated(name: str, sources: set[object]) -> None:
    assert {message.id for message in catalog(name) if message.id} == sources
    for message in catalog(name):
        assert not message.fuzzy
        assert message.string
        assert all(message.string if isinstance(message.string, tuple) else [message.string])
        assert list(message.check(catalog(name))) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_catalog_is_found_by_the_tag_of_its_language(name: str) -> None:
    found = theme.words(name.replace("_", "-"))
    assert found.gettext("Print") == catalog(name)["Print"].string
    assert found.info()["language"] == name


@pytest.mark.parametrize("name", NAMES)
def test_plural_forms_are_those_of_the_common_locale_data(name: str) -> None:
    """Each number of a category has the same form, and no two categories share one."""
    pairs = {
        (Locale.parse(name).plural_form(n), theme.words(name.replace("_", "-")).plural(n))
        for n in range(1000)
    }
    assert len(pairs) == catalog(name).num_plurals
    assert len({category for category, _ in pairs}) == len(pairs)


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_in_a_text_stands_in_its_translation(name: str) -> None:
    """Where a form is for one number alone, its words may say that number."""
    plural = theme.words(name.replace("_", "-")).plural
    for text, form, at in forms(name):
        left = set(values(text)) - set(values(form))
        assert set(values(form)) <= set(values(text))
        numbers = [n for n in range(1000) if plural(n) == at]
        assert left <= ({"num"} if len(numbers) == 1 else set()), form


def values(text: str) -> list[str]:
    """The names of what is put into a text, in either of the two ways to name it."""
    braces = [field for _, field, _, _ in Formatter().parse(text) if field is not None]
    return sorted(braces + re.findall(r"%\((\w+)\)s|(?<=%)s", text))


# --- As the language is written --------------------------------------------------------------

QUOTES = {
    "ar": ["«»"],
    "de": ["„“"],
    "es": ["«»"],
    "fr": ["«»"],
    "it": ["«»"],
    "ja": ["「」"],
    "ko": ["‘’"],
    "nl": ["“”"],
    "pl": ["„”"],
    "pt_BR": ["“”"],
    "pt_PT": ["«»"],
    "zh_Hans": ["“”", "《》"],
    "zh_Hant": ["「」"],
}


@pytest.mark.parametrize("name", NAMES)
def test_quotation_marks_are_those_of_the_language(name: str) -> None:
    for text, form, _ in forms(name):
        marks = set(re.findall('["«»„“”‚‘‹›「」『』《》]', form))
        assert marks <= set("".join(QUOTES[name])), form
        assert bool(marks) >= ("“" in text), form
        assert all(form.count(start) == form.count(end) for start, end in QUOTES[name]), form


def matching(name: str, pattern: str) -> list[str]:
    return [text for text in said(name) if re.search(pattern, text)]


@pytest.mark.parametrize("name", EASTERN)
def test_signs_between_wide_letters_are_wide(name: str) -> None:
    assert matching(name, r"(?:[\u3040-\u9fff」]|\)s|})[,;:!?()]") == []


def test_arabic_has_its_own_comma_and_semicolon() -> None:
    assert matching("ar", "[,;?]") == []


def test_french_signs_stay_with_their_words() -> None:
    """No line begins with a colon or ends with an opening quotation mark."""
    assert matching("fr", r" [:;!?»]|« ") == []


def test_no_line_of_polish_ends_with_a_word_of_one_letter() -> None:
    assert matching("pl", r"(?i)(?<!\S)[aiouwz] | r\.") == []
