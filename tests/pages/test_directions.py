"""What a language from right to left, and one with digits of its own, does to what pages say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

import arabic
from gazette.languages import l10n
from gazette.model import OwnWords, Settings
from gazette.pages.interface import Spoken, spoken, tongue

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2027, 1, 5)


def speaking(lang: str, *own: OwnWords) -> Spoken:
    settings = Settings("/", "A", "", ("en", lang), ZoneInfo("UTC"), (), interface=own)
    return spoken(settings, lang)


@pytest.mark.parametrize(
    ("lang", "day", "number", "days"),
    [
        ("ar", "5 يناير 2027", "1,234", "30 يومًا"),
        ("ar-EG", "٥ يناير ٢٠٢٧", "١٬٢٣٤", "٣٠ يومًا"),
        ("fa", "۵ ژانویهٔ ۲۰۲۷", "۱٬۲۳۴", "۳۰ روز"),
        ("mr", "५ जानेवारी, २०२७", "१,२३४", "३० दिवस"),
        ("de", "5. Januar 2027", "1.234", "30 Tage"),
    ],
)
def test_figures_are_written_as_the_language_has_them(
    lang: str, day: str, number: str, days: str
) -> None:
    assert l10n.format_date(DAY, lang) == day
    assert l10n.format_number(1234, lang) == number
    assert l10n.format_days(30, lang) == days


def test_values_stand_apart_from_the_letters_around_them() -> None:
    own = OwnWords("ar", "a.po", 'msgid ""\nmsgstr "Language: ar\\n"\n')
    assert speaking("ar", own).gettext("Version %(label)s", label="2.0").endswith("\u20682.0\u2069")
    assert speaking("he").gettext("Version %(label)s", label="<") == "Version \u2068&lt;\u2069"
    assert speaking("de").gettext("Version %(label)s", label="2.0") == "Version 2.0"
    assert "\u2068۲\u2069" in speaking("fa").ngettext("%(num)s added", "%(num)s added", 2)


def test_an_element_in_another_direction_says_so() -> None:
    assert tongue("ar", "en") == ' lang="en" dir="ltr"'
    assert tongue("en", "he") == ' lang="he" dir="rtl"'
    assert tongue("ar", "fa") == ' lang="fa"'
    assert tongue("en", "de") == ' lang="de"'


def test_scripts_get_every_form_that_a_language_counts_by() -> None:
    message = "%(num)s added", "%(num)s added"
    assert speaking("de").forms(*message) == ["1 hinzugefügt", "2 hinzugefügt"]
    assert set(speaking("pl").forms(*message)) == {"one", "few", "many"}
    forms = speaking("ar").forms(*message)
    assert set(forms) == {"one", "two", "few", "many", "other"}
    assert "{num}" in forms["many"]
    assert set(speaking("fa").forms(*message)) == {"one", "other"}


def test_feeds_and_letters_mark_what_is_not_translated(tmp_path: Path) -> None:
    site = arabic.build(arabic.make(tmp_path / "policies"))
    feed = (site / "ar/terms/feed.xml").read_text("utf-8")
    assert 'lang="en" dir="ltr"&gt;Whoever wants may leave sooner.' in feed
    assert '<html lang="ar" dir="rtl">' in (site / "ar/index.html").read_text("utf-8")
    preview = tmp_path / "preview.html"
    done = arabic.run(
        arabic.Repository(tmp_path / "policies"),
        *("notice", "preview", "terms@3.0", "--html", str(preview), "--as-of", arabic.AS_OF),
    )
    assert done.code == 0, done.errors
    assert '<p lang="ar" dir="rtl" class="banner">' in preview.read_text("utf-8")
