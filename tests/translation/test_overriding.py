"""The interface's words: the theme's for relatives of its languages, and a company's own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from gazette.model import OwnWords, Settings
from gazette.translation import interfaces, overriding, theme
from gazette.translation.plurals import parsed, rule
from small import CONFIG, TODAY, build, make, run

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.model import Finding
    from repositories import Repository

PATH = "locales/eo/LC_MESSAGES/gazette.po"
HEADER = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
COUNT = "%(num)s added"


def own(body: str, lang: str = "eo") -> OwnWords:
    return OwnWords(lang, f"locales/{lang}/LC_MESSAGES/gazette.po", HEADER.format(lang) + body)


def entry(source: str, translation: str) -> str:
    return f'msgid "{source}"\nmsgstr "{translation}"\n\n'


def counted(*forms: str) -> str:
    said = "".join(f'msgstr[{n}] "{form}"\n' for n, form in enumerate(forms))
    return f'msgid "{COUNT}"\nmsgid_plural "{COUNT}"\n{said}\n'


def told(words: OwnWords) -> list[tuple[str, str, int, str]]:
    """What is wrong with own words: rule, severity, line, what."""
    return [(f.rule, f.severity.value, f.place.line, f.what) for f in _findings(words)]


def _findings(words: OwnWords) -> list[Finding]:
    found = overriding.findings(_settings(words))
    return [f for f in found if f.rule != "interface-untranslated"]


def _settings(*words: OwnWords, languages: tuple[str, ...] = ("en",)) -> Settings:
    return Settings("/", "A", "", languages, ZoneInfo("UTC"), (), interface=words)


# --- Relatives ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "relative"), [("de-AT", "de"), ("fr-CA", "fr"), ("es-MX", "es"), ("es-419", "es")]
)
def test_a_region_has_the_words_of_its_language(lang: str, relative: str) -> None:
    assert theme.speaks(lang)
    said = theme.words(lang).gettext("In force")
    assert said == theme.words(relative).gettext("In force") != "In force"


def test_english_is_spoken_without_a_catalog() -> None:
    assert theme.speaks("en-GB")
    assert theme.words("en-GB").gettext("In force") == "In force"
    assert theme.words("en").ngettext("one", "many", 2) == "many"


def test_of_others_nothing_is_guessed() -> None:
    assert not theme.speaks("eo")
    assert theme.words("eo").gettext("In force") == "In force"


# --- A company's own words ----------------------------------------------------------------


def test_own_words_go_before_those_of_the_theme() -> None:
    words = overriding.words("de", own(entry("In force", "Gültig"), "de"))
    assert words.gettext("In force") == "Gültig"
    assert words.gettext("Upcoming") == theme.words("de").gettext("Upcoming")
    assert words.ngettext(COUNT, COUNT, 2) == theme.words("de").ngettext(COUNT, COUNT, 2)


def test_fuzzy_blank_and_obsolete_words_are_not_used() -> None:
    body = "#, fuzzy\n" + entry("In force", "Valida") + entry("Upcoming", "")
    body += '#~ msgid "Draft"\n#~ msgstr "Skizo"\n'
    words = overriding.words("eo", own(body))
    assert [words.gettext(each) for each in ("In force", "Upcoming", "Draft")] == [
        "In force",
        "Upcoming",
        "Draft",
    ]
    assert told(own(body)) == []


@pytest.mark.parametrize(
    ("body", "rule", "what"),
    [
        (entry("In force", "Valida %(x)s"), "translation-parity", "%(x)s does not belong in"),
        (entry("In force", "100 %"), "translation-parity", "% does not belong in"),
        (entry("Note %s", "Noto"), "translation-parity", "%s is missing from"),
        (entry("Note %s", "Noto %d"), "translation-parity", "%s is missing from"),
        (entry("since %(label)s", "ekde %(lable)s"), "translation-parity", "%(label)s is missing"),
        (entry("since %(label)s", "ekde %(label)"), "translation-parity", "%(label)s is missing"),
        (entry("{day} is in the future.", "Ne jam."), "translation-parity", "{day} is missing"),
        (entry("In force", "Va\\nlida"), "translation-parity", "not text, such as a line end"),
        (counted("unu"), "catalog-plurals", "has 1 plural forms, its language has 2"),
        (entry("Nothing says this", "a"), "interface-unknown", "no such message"),
        (entry("In force", "a") * 2, "catalog-duplicate", "already has an entry, in line 6"),
        ('msgctxt "a"\n' + entry("In force", "a"), "catalog-foreign", "msgctxt"),
        ('msgid "In force"\nmsgstr "a\n', "catalog-syntax", "not a complete line"),
    ],
)
def test_what_would_break_a_page_is_told_and_not_used(body: str, rule: str, what: str) -> None:
    found = told(own(body))
    assert [each[0] for each in found][:1] == [rule]
    assert what in found[0][3]
    assert found[0][2] >= 6
    words = overriding.words("eo", own(body))
    for source in ("Note %s", "since %(label)s", "{day} is in the future."):
        assert words.gettext(source) == source


def test_a_form_of_one_number_may_say_it_in_words() -> None:
    arabic = own(counted("لا شيء", "واحد", "اثنان", *["%(num)s"] * 3), "ar")
    assert told(arabic) == []
    words = overriding.words("ar", arabic)
    assert words.ngettext(COUNT, COUNT, 2) == "اثنان"
    assert told(own(counted("واحد", "واحد", "x", "x", *["%(num)s"] * 2), "ar")) != []


def test_the_header_numbers_the_forms_and_is_not_run() -> None:
    rules = '"Plural-Forms: nplurals=2; plural=n>5;\\n"\n\n'
    head = HEADER.format("eo").removesuffix("\n") + rules
    words = OwnWords("eo", PATH, head + counted("few %(num)s", "many %(num)s"))
    said = overriding.words("eo", words)
    assert [said.ngettext(COUNT, COUNT, n)[:4] for n in (1, 5, 6, 10**9)] == [
        *("few ", "few "),
        *("many", "many"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("", "nplurals=2; plural=n%0;", "nplurals=2; plural=n;", "nplurals=1; plural=open('a');"),
        *(f"nplurals=2; plural={'(' * 300}n{')' * 300}", "nplurals=99999; plural=n"),
    ],
)
def test_a_rule_that_is_none(text: str) -> None:
    assert parsed(text) is None


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("ar", {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3, 1111: 4}),
        ("pl", {1: 0, 2: 1, 4: 1, 5: 2, 12: 2, 22: 1}),
        ("pt-BR", {0: 0, 1: 0, 2: 1}),
        ("pt-PT", {0: 1, 1: 0, 2: 1}),
        ("zh-Hant", {0: 0, 1: 0, 7: 0}),
        ("de", {0: 1, 1: 0, 2: 1}),
    ],
)
def test_the_plural_forms_are_cldrs(lang: str, forms: dict[int, int]) -> None:
    found = parsed(rule(lang))
    assert found
    assert {n: found(n) for n in forms} == forms
    assert {found(n) for n in range(200)} == set(range(found.count))


@given(st.text(max_size=200), st.sampled_from(["eo", "ar", "de"]))
def test_nothing_makes_a_traceback(text: str, lang: str) -> None:
    words = OwnWords(lang, PATH, HEADER.format(lang) + text)
    list(overriding.findings(_settings(words)))
    overriding.words(lang, words).gettext("In force")


# --- The catalog for translators ----------------------------------------------------------


def test_a_catalog_for_translators_holds_every_message() -> None:
    text = interfaces.update("ar", None, PATH, "Our policies")
    catalog = read_po(io.StringIO(text), abort_invalid=True)
    assert len(catalog) == len(theme.messages())
    assert catalog.num_plurals == 6
    assert all(len(m.string) == 6 for m in catalog if m.pluralizable)
    flagged = catalog.get("since %(label)s")
    assert flagged
    assert flagged.python_format
    assert interfaces.update("ar", text, PATH, "Our policies") == text


def test_updating_keeps_what_is_there() -> None:
    before = own("# mind the tone\n" + entry("In force", "Valida") + counted("%(num)s a", "b"))
    before = OwnWords("eo", PATH, before.text + entry("Gone", "For"))
    after = interfaces.update("eo", before.text, PATH, "A")
    assert "# mind the tone\n#: " in after
    assert 'msgid "In force"\nmsgstr "Valida"' in after
    assert 'msgstr[0] "%(num)s a"\nmsgstr[1] "b"' in after
    assert '#~ msgid "Gone"\n#~ msgstr "For"' in after
    assert interfaces.update("eo", after, PATH, "A") == after


# --- On a site ----------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Repository:
    repository = make(tmp_path / "policies")
    config = CONFIG.replace("[en, de]", "[en, de, eo]")
    repository.commit("2026-05-16", {"mkdocs.yml": config})
    return repository


def commit(repository: Repository, body: str, lang: str = "eo") -> None:
    words = own(body, lang)
    repository.commit("2026-05-17", {words.path: words.text})


def page(repository: Repository, lang: str = "eo") -> str:
    return (repository.root / f"site/{lang}/terms/index.html").read_text("utf-8")


SILENT = (
    "mkdocs.yml: warning: Gazette does not speak Esperanto (eo): buttons and notes are shown in "
    'English. Run "gazette i18n update --interface", and have the catalog that it writes '
    "translated. [interface-untranslated]"
)


def test_a_language_that_nobody_speaks_is_told(small: Repository) -> None:
    for command in (("check", "--as-of", f"{TODAY}"), ("build", "--as-of", f"{TODAY}")):
        done = run(small, *command)
        assert done.code == 0
        assert (done.output + done.errors).count(SILENT) == 1


def test_the_command_writes_what_is_to_be_translated(small: Repository) -> None:
    assert run(small, "i18n", "update", "--interface").output == f"updated {PATH}\n"
    assert run(small, "i18n", "update", "--interface").output == ""
    unrecorded = build(small)
    assert unrecorded.code == 1
    assert f"{PATH}: error: This part of the configuration is not committed" in unrecorded.errors
    small.commit("2026-05-17")
    total = len(theme.messages())
    what = f"{PATH}:1: warning: {total} of {total} messages of the interface have no translation"
    assert what in build(small).errors


def test_own_words_reach_pages_feeds_and_data_of_what_did_not_change(small: Repository) -> None:
    assert build(small).code == 0
    assert "Valida" not in page(small)
    body = entry("In force", "Valida <b>&</b> bona")
    body += entry("%(title)s, version %(label)s", "%(title)s – versio %(label)s")
    commit(small, body + entry("See what changes", "Vidu"))
    assert build(small).code == 0
    assert "Valida &lt;b&gt;&amp;&lt;/b&gt; bona" in page(small)
    assert "In force" in page(small, "en")
    assert "versio 2.0" in (small.root / "site/eo/terms/feed.xml").read_text("utf-8")
    assert '"Vidu"' in (small.root / "site/embed/notice.js").read_text("utf-8")
    commit(small, entry("In force", "Validas"))
    assert build(small).code == 0
    assert "Validas" in page(small)
    assert "versio 2.0" not in (small.root / "site/eo/terms/feed.xml").read_text("utf-8")


def test_the_source_language_has_own_words_too(small: Repository) -> None:
    commit(small, entry("In force", "Applies now"), "en")
    assert build(small).code == 0
    assert "Applies now" in page(small, "en")


def test_a_fault_in_own_words_refuses_the_build(small: Repository) -> None:
    commit(small, entry("In force", "%(x)s"))
    done = build(small)
    assert done.code == 1
    assert f"{PATH}:6: error: The placeholder %(x)s does not belong in" in done.errors


def test_own_words_are_a_file_of_the_repository(small: Repository, tmp_path: Path) -> None:
    (tmp_path / "secret.po").write_text(entry("In force", "secret"), "utf-8")
    small.link(PATH, str(tmp_path / "secret.po"))
    done = build(small)
    assert done.code == 1
    assert f"{PATH}: error: This file is a symbolic link that leaves" in done.errors


def test_a_review_tells_of_own_words(small: Repository) -> None:
    base = small.head
    commit(small, entry("In force", "%(x)s"))
    said = run(small, "review", f"{base}..HEAD").output
    assert "words of the interface" in said
    assert "The placeholder %(x)s does not belong in" in said
