"""What is doubtful in a translation is told, once a passage, and what is right is not.

An ordinary run makes 220 faults a language, GAZETTE_EVERY=1 a thousand;
`GAZETTE_EVERY=1 python -m pytest -s tests/translation/test_doubts.py` prints the figures.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

import faulted
from gazette import languages
from gazette.languages.telling import is_in
from gazette.model import Severity
from gazette.translation.doubts import doubts
from gazette.translation.entries import Entry
from gazette.translation.parity import breaches
from gazette.translation.sentences import measure, repeated, sentences
from gazette.translation.terms import strays
from repositories import shared

if TYPE_CHECKING:
    from pathlib import Path

MANY = 1000 if os.environ.get("GAZETTE_EVERY") else 220
LANGUAGES = ("de", "fr", "es", "ja", "ko")
POLICIES = (
    "mozilla_privacy_policy",
    "subscription_services_tos",
    "websites_privacy_notice",
    "acceptable_use_policy",
    "firefox_about_rights",
)
LEAST = {**dict.fromkeys(faulted.MECHANICAL, 0.99), "dropped": 0.9, "doubled": 0.99, "term": 0.9}
FALSE = 0.02


def told(catalog: faulted.Catalog) -> list[tuple[int, str]]:
    """The lines of a catalog that are doubtful, and why."""
    others = {faulted.OTHER[catalog.lang]: catalog.others}
    found = doubts(catalog.entries, "x.po", ("en", catalog.lang), others)
    return [(finding.place.line, finding.what) for finding in found]


def is_caught(fault: faulted.Fault) -> bool:
    """Whether any rule tells the passage with the fault."""
    catalog = fault.catalog
    entry = next(entry for line, entry in catalog.entries if line == fault.line)
    if breaches(entry.source, entry.translation) or fault.line in dict(told(catalog)):
        return True
    quoted = '"{}"'.format
    text = f"msgid {quoted(entry.source)}\nmsgstr {quoted(entry.translation)}"
    return any(strays(catalog.terms, text, "x.po", catalog.lang))


def caught(catalogs: tuple[faulted.Catalog, ...], lang: str) -> dict[str, float]:
    """The part of the faults of each kind that is told."""
    found: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for fault in faulted.faults(catalogs, lang, MANY):
        made[fault.kind] += 1
        found[fault.kind] += is_caught(fault)
    rates = {kind: found[kind] / made[kind] for kind in made}
    shown = ", ".join(f"{kind} {rate:.3f}" for kind, rate in rates.items())
    sys.stdout.write(f"\n{lang}: {shown}\n")
    return rates


@pytest.mark.parametrize("lang", LANGUAGES)
def test_faults_in_real_translations_are_told(lang: str) -> None:
    rates = caught(faulted.sample(lang), lang)
    assert not {kind: rate for kind, rate in rates.items() if rate < LEAST.get(kind, 0)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_doubtful_in_the_sample(lang: str) -> None:
    assert [found for catalog in faulted.sample(lang) for found in told(catalog)] == []


@pytest.fixture(scope="module")
def mozilla(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of Mozilla's policies."""
    folder = tmp_path_factory.mktemp("mozilla") / "repository"
    bundle = shared("corpora/mozilla-legal-docs-five.bundle")
    subprocess.run(["git", "clone", "--quiet", bundle, folder], check=True)
    return folder


@pytest.mark.parametrize("lang", ["de", "fr", "es", "ja"])
def test_hardly_anything_is_doubtful_in_translations_of_others(mozilla: Path, lang: str) -> None:
    catalogs = faulted.mozilla(mozilla, lang, POLICIES)
    found = [each for catalog in catalogs for each in told(catalog)]
    count = sum(len(catalog.entries) for catalog in catalogs)
    sys.stdout.write(f"\n{lang}: {len(found)} of {count} passages\n")
    caught(catalogs, lang)
    assert len(found) < FALSE * count, found


# --- One reason at a time -------------------------------------------------------------------

PLAIN = [
    ("We keep your data for a year.", "Wir bewahren Ihre Daten ein Jahr lang auf."),
    ("You may object at any time.", "Sie können der Nutzung jederzeit widersprechen."),
    ("We use cookies to keep you logged in.", "Wir nutzen Cookies, damit Sie angemeldet bleiben."),
    ("Our lawyers answer every request.", "Unsere Anwälte antworten auf jede Anfrage."),
    ("Write to us by e-mail or by post.", "Schreiben Sie uns per E-Mail oder per Post."),
    ("The law of Ireland applies to all.", "Für alles gilt das Recht der Republik Irland."),
    ("We show you how to delete a file.", "Wir zeigen Ihnen, wie Sie eine Datei löschen."),
    ("Each claim must be in writing.", "Jeder Anspruch muss schriftlich geltend gemacht sein."),
]


def reasons(source: str, translation: str, **elsewhere: dict[str, str]) -> list[str]:
    """Why a translation is doubtful among others that are not."""
    pairs = [*PLAIN, (source, translation)]
    entries = [(line, Entry(*pair)) for line, pair in enumerate(pairs, 1)]
    found = [*doubts(entries, "de.po", ("en", "de"), elsewhere)]
    assert all(each.severity is Severity.WARNING for each in found)
    assert all(each.rule == "translation-doubtful" for each in found)
    return [each.what for each in found if each.place.line == len(pairs)]


TWO = "We delete your account within a month. We tell you when that is done."
LONG = f"This holds for {', '.join(f'what we have named {n}' for n in 'abcdefghijklmnopqrst')}."
BOTH = "Wir löschen Ihr Konto innerhalb eines Monats. Wir teilen Ihnen mit, wenn das erfolgt ist."


@pytest.mark.parametrize(
    ("source", "translation", "why"),
    [
        (TWO, BOTH, ""),
        (TWO, "Wir löschen Ihr Konto innerhalb eines Monats.", "No sentence of this translation"),
        (TWO, f"Wir löschen Ihr Konto innerhalb eines Monats. {BOTH}", "says the same twice"),
        (TWO, "Nous supprimons votre compte en un mois. Nous vous le disons.", "language “de”"),
        (TWO, TWO, "language “de”"),
        ("Essential account files", "Essential account files", "the source text itself"),
        ("OmniGen", "OmniGen", ""),
        (TWO, "Wir löschen das Konto sehr bald.", "fewer sentences|No sentence of this"),
        ("Keep this page open for now.", PLAIN[0][1], "the very same translation"),
        ("We keep a copy of all letters.", "Wir bewahren " + "dies und das, " * 30, "longer"),
        (LONG, "So ist es, und so wird es auch bleiben.", "shorter or longer"),
    ],
)
def test_each_doubt_has_its_reason(source: str, translation: str, why: str) -> None:
    found = reasons(source, translation)
    assert len(found) == bool(why)
    assert not why or any(part in found[0] for part in why.split("|")), found


def test_a_translation_in_the_catalog_of_another_language_is_told() -> None:
    source, translation = "Types of data", "Arten von Daten"
    assert reasons(source, translation) == []
    (found,) = reasons(source, translation, nl={source: translation})
    assert found == "This is the translation into “nl” too."
    assert reasons("Omni Gen", "Omni Gen", nl={"Omni Gen": "Omni Gen"}) == []


def test_what_a_translator_looked_at_again_is_not_told() -> None:
    pairs = [(n, Entry(*pair)) for n, pair in enumerate(PLAIN)]
    wrong = Entry("We do not sell it.", "Nous ne le vendons pas.")
    (found,) = doubts([*pairs, (9, wrong)], "x.po", ("en", "de"), {})
    assert "“ignore-doubtful”" in found.fix
    right = Entry("We do not sell it.", "Nous ne le vendons pas.", flags=("ignore-doubtful",))
    assert [*doubts([*pairs, (9, right)], "x.po", ("en", "de"), {})] == []


def test_a_small_catalog_says_nothing_about_lengths() -> None:
    assert measure([(("x" * 30,), ("y" * 90,))] * 7) is None
    assert [*doubts([(1, Entry(TWO, "Ja."))], "x.po", ("en", "de"), {})] == []


def test_nothing_is_said_of_languages_that_nobody_knows() -> None:
    entries = [(n, Entry(source, source)) for n, (source, _) in enumerate(PLAIN)]
    changed = [(n, Entry(e.source, f"{e.source} Jes.")) for n, e in entries]
    assert [*doubts(changed, "x.po", ("en", "eo"), {})] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One is here. Two is there.", 2),
        ("Art. 6, z. B. Namen, am 5. Januar.", 1),
        ("一つです。二つです。", 2),
        ("「はい。」といいます。", 1),
        ("He said “yes.” She said “no.”", 2),
        ("", 0),
    ],
)
def test_sentences_end_where_readers_see_it(text: str, found: int) -> None:
    assert len(sentences(text)) == found


def test_what_stands_twice_in_a_row_is_found_whatever_the_spaces() -> None:
    assert repeated("We keep your data. We keep your  data.") == "Wekeepyourdata."
    assert repeated("We keep your data. They keep your data.") == ""
    assert repeated("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa") == ""


# --- Languages ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "text", "is_so"),
    [
        ("de", "Wir löschen Ihre Daten.", True),
        ("de", "We delete your data.", False),
        ("de", "個人情報を削除します", False),
        ("de", "Cookies", True),
        ("es", "Nous supprimons les données de votre compte.", False),
        ("ja", "個人情報を削除します。", True),
        ("ja", "개인정보를 삭제합니다.", False),
        ("ja", "We delete personal data.", False),
        ("ja", "OmniGen2 API", True),
        ("ja", "我们删除您的个人资料并且通知您其他所有事项", False),
        ("ja", "技術的安全管理措置", True),
        ("ko", "개인정보(個人情報)를 삭제합니다.", True),
        ("ko", "個人情報を削除します。", False),
        ("ko", "SOC 2 Type II 준수", True),
        ("zh-Hans", "個人情報を削除します。", False),
        ("eo", "We delete your data.", True),
    ],
)
def test_a_text_is_in_its_language_until_something_speaks_against_it(
    lang: str, text: str, *, is_so: bool
) -> None:
    assert is_in(text, languages.of(lang)) is is_so
