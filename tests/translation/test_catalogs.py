"""Catalogs: reading as Babel does, merging without loss, looking up the nearest translation."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po
from hypothesis import given
from hypothesis import strategies as st

from gazette.errors import GazetteError
from gazette.model import Place, Severity, Translation
from gazette.translation.catalogs import _numbered, check, read_catalog
from gazette.translation.entries import Entry, Unit
from gazette.translation.lookup import Counts, Translations, counts, status
from gazette.translation.merging import merge, update

ROOT = Path(__file__).parents[2]
PATH = "locales/de/LC_MESSAGES/privacy-policy.po"
HEADER = r"""msgid ""
msgstr ""
"Language: de\n"
"Content-Type: text/plain; charset=utf-8\n"
"""


def unit(text: str, path: str = "content/privacy-policy/01-overview.md", comment: str = "") -> Unit:
    return Unit(text, (Place(path, 3),), comment)


def entry(source: str, translation: str, before: str = "") -> str:
    return f'\n{before}msgid "{source}"\nmsgstr "{translation}"\n'


# --- Reading ------------------------------------------------------------------------------

REAL = (
    "# German translation.\n# Second line.\n"
    + HEADER
    + r"""
# A translator's note
#. heading
#: content/privacy-policy/01-overview.md
msgid "Overview"
msgstr "Überblick"

#, fuzzy, no-wrap
#| msgid "Old \"text\" "
#| "in two lines"
msgid ""
"New \"text\" \\ "
"in two lines\\\n"
"and a break"
msgstr ""
"Neuer „Text“\\\n"
"mit Umbruch"
#: a.md
msgid "No blank line before"
msgstr "Keine Leerzeile davor"


#, fuzzy

msgid "Blank lines within"

msgstr ""

"Leerzeilen"

#~ msgid "Gone"
#~ msgstr "Weg"

# note
#, fuzzy
#~ msgid ""
#~ "Gone in "
#~ "lines"
#~ msgstr "Weg in Zeilen"
"""
)


def with_lines(text: str, lang: str) -> list[tuple[int, Entry]]:
    """The entries that count, with their lines."""
    entries, _ = read_catalog(text, PATH, lang)
    found = _numbered(text, PATH)[0]
    return [(line, entry) for line, entry in found if entries.get(entry.source) is entry]


def test_reading() -> None:
    assert read_catalog(REAL, PATH, "de")[1] == ()
    seen = [
        (e.source, e.translation, e.fuzzy, e.obsolete, line) for line, e in with_lines(REAL, "de")
    ]
    assert seen == [
        ("Overview", "Überblick", False, False, 11),
        (
            'New "text" \\ in two lines\\\nand a break',
            "Neuer „Text“\\\nmit Umbruch",
            True,
            False,
            17,
        ),
        ("No blank line before", "Keine Leerzeile davor", False, False, 25),
        ("Blank lines within", "Leerzeilen", True, False, 31),
        ("Gone", "Weg", False, True, 37),
        ("Gone in lines", "Weg in Zeilen", True, True, 42),
    ]


def as_babel_reads(text: str) -> list[tuple[object, ...]]:
    catalog = read_po(io.StringIO(text), abort_invalid=True)
    live = [m for m in catalog if m.id]
    return [
        (m.id, m.string, m.fuzzy, m.lineno, gone)
        for messages, gone in ((live, False), (catalog.obsolete.values(), True))
        for m in messages
    ]


def told(entry: Entry) -> tuple[str, str, bool, bool]:
    return entry.source, entry.translation, entry.fuzzy, entry.obsolete


def as_we_read(text: str, lang: str = "de") -> list[tuple[object, ...]]:
    assert read_catalog(text, PATH, lang)[1] == ()
    return sorted(
        (
            (e.source, e.translation, e.fuzzy, line, e.obsolete)
            for line, e in with_lines(text, lang)
        ),
        key=lambda seen: (seen[4], seen[3]),
    )


@pytest.mark.parametrize("text", [REAL, REAL.replace("\n", "\r\n"), REAL.rstrip("\n")])
def test_reading_is_babels(text: str) -> None:
    assert as_we_read(text) == as_babel_reads(text)


@pytest.mark.parametrize("catalog", sorted(ROOT.glob("locales/*/LC_MESSAGES/*.po")), ids=str)
def test_reading_our_own_catalogs_is_babels(catalog: Path) -> None:
    text = catalog.read_text(encoding="utf-8")
    assert as_we_read(text, catalog.parts[-3]) == as_babel_reads(text)


WORDS = st.text(
    alphabet=st.sampled_from('ab "\\\t\n#~éß日本한 \u00a0\u2028msgid'), min_size=1, max_size=200
)


@given(
    messages=st.dictionaries(
        WORDS, st.tuples(WORDS, st.booleans(), st.booleans(), st.lists(WORDS, max_size=2))
    ),
    width=st.sampled_from([0, 20, 76]),
    gap=st.sampled_from(["\n", "\n\n", "\n \n\n"]),
)
def test_what_babel_writes_is_read_as_babel_reads_it(
    messages: dict[str, tuple[str, bool, bool, list[str]]], width: int, gap: str
) -> None:
    catalog = Catalog(locale="de", fuzzy=False)
    for source, (translation, fuzzy, obsolete, comments) in messages.items():
        message = catalog.add(
            source,
            translation,
            locations=[("a b.md", 1), ("c.md", 4)],
            flags=["fuzzy"] if fuzzy else [],
            auto_comments=comments,
            user_comments=comments,
        )
        if obsolete:
            catalog.delete(source)
            catalog.obsolete[source] = message
    file = io.BytesIO()
    write_po(file, catalog, width=width)
    text = file.getvalue().decode().replace("\n\n", gap)
    assert as_we_read(text) == as_babel_reads(text)


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        (HEADER + entry("One", 'Eins"'), "catalog-syntax", 7),
        (HEADER + '\nmsgid "One"\nmsgstr "Ei', "catalog-syntax", 7),
        (HEADER + '\nmsgid "One"\n', "catalog-syntax", 6),
        (HEADER + '\nmsgid "One"\n' + entry("Two", "Zwei"), "catalog-syntax", 6),
        (HEADER + entry("One", "Eins") + 'msgstr "Ein"\n', "catalog-syntax", 6),
        (HEADER + "\nOne = Eins\n", "catalog-syntax", 6),
        (HEADER + '\n<<<<<<< HEAD\nmsgid "A"\nmsgstr "B"\n', "catalog-syntax", 6),
        (HEADER + entry("One", "Eins") + entry("One", "Ein"), "catalog-duplicate", 9),
        (HEADER + entry("One", "\ufffdbung"), "catalog-charset", 7),
        (HEADER + '\nmsgctxt "x"\nmsgid ""\nmsgstr "B"\n', "catalog-foreign", 7),
        (HEADER + 2 * '\nmsgctxt "x"\nmsgid "A"\nmsgstr "B"\n', "catalog-duplicate", 11),
        (
            HEADER + '\nmsgid "A"\nmsgid_plural "As"\nmsgstr[0] "B"\nmsgstr[1] "Bs"\n',
            "catalog-foreign",
            6,
        ),
        (HEADER.replace("utf-8", "ISO-8859-1"), "catalog-charset", 1),
        (HEADER.replace("Language: de", "Language: fr"), "catalog-language", 1),
        (entry("One", "Eins"), "catalog-header", 1),
        ("", "catalog-header", 1),
    ],
)
def test_what_cannot_be_read_is_a_finding(text: str, rule: str, line: int) -> None:
    _, findings = read_catalog(text, PATH, "de")
    assert [(finding.rule, finding.place) for finding in findings][:1] == [
        (rule, Place(PATH, line))
    ]


def test_a_faulty_entry_costs_no_other() -> None:
    text = HEADER + entry("One", "Eins") + '\nmsgid "Two"\n' + entry("Three", "Drei")
    entries, findings = read_catalog(text, PATH, "de")
    assert list(entries) == ["One", "Three"]
    assert len(findings) == 1


def test_a_catalog_of_another_language_gives_nothing() -> None:
    entries, findings = read_catalog(HEADER + entry("One", "Eins"), PATH, "fr")
    assert entries == {}
    assert "“de”" in findings[0].what


@pytest.mark.parametrize(
    ("said", "lang", "same"),
    [("de_DE", "de", True), ("pt_BR", "pt-BR", True), ("de", "de-AT", False), ("", "de", False)],
)
def test_the_languages_a_folder_may_hold(said: str, lang: str, *, same: bool) -> None:
    _, findings = read_catalog(HEADER.replace(": de", f": {said}"), PATH, lang)
    assert (findings == ()) is same


@given(
    st.integers(0, len(REAL)), st.sampled_from(['"', "\\", "\n", "x", "", "#~", "\x00", "msgid"])
)
def test_damage_is_told_or_read_as_babel_reads_it(at: int, put: str) -> None:
    text = REAL[:at] + put + REAL[at + 1 :]
    entries, findings = read_catalog(text, PATH, "de")
    if not findings:
        try:
            assert as_we_read(text) == as_babel_reads(text)
        except PoFileError:  # over a comment only
            sound, _ = read_catalog(REAL, PATH, "de")
            assert [told(e) for e in entries.values()] == [told(e) for e in sound.values()]


def test_truncation_is_told() -> None:
    told = [
        bool(read_catalog(REAL[:end], PATH, "de")[1])
        for end in range(REAL.index('msgid "Overview"') + 1, REAL.index('"Überblick"') + 10)
    ]
    assert all(told)


def test_three_hundred_catalogs_are_read_in_well_under_a_second() -> None:
    texts = []
    for version in range(300):
        lines = [entry(f"A sentence of policy number {n}", f"Satz {n}") for n in range(150)]
        lines[version % 150] = entry(f"An amended sentence {version}", f"Neuer Satz {version}")
        texts.append(HEADER + "".join(lines))
    began = time.process_time()
    assert sum(len(read_catalog(text, PATH, "de")[0]) for text in texts) == 300 * 150
    assert time.process_time() - began < 1


# --- Merging ------------------------------------------------------------------------------

UNITS = [
    unit("Privacy Policy", "content/privacy-policy/index.md", "front matter: title"),
    unit("Overview", comment="heading"),
    unit("We keep your data for at most 30 days after you close your account."),
    unit("30"),
    unit("Overview", "content/privacy-policy/02 data.md", "heading"),
]

NEW = """msgid ""
msgstr ""
"Project-Id-Version: Our policies\\n"
"Language: de\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#. front matter: title
#: content/privacy-policy/index.md
msgid "Privacy Policy"
msgstr ""

#. heading
#: content/privacy-policy/01-overview.md
#: \u2068content/privacy-policy/02 data.md\u2069
msgid "Overview"
msgstr ""

#: content/privacy-policy/01-overview.md
msgid "We keep your data for at most 30 days after you close your account."
msgstr ""
"""

TRANSLATED = (
    "# Translated by Erika.\n"
    + NEW.replace('"Overview"\nmsgstr ""', '"Overview"\nmsgstr "Überblick"').replace(
        'account."\nmsgstr ""', 'account."\nmsgstr "Höchstens 30 Tage nach der Schließung."'
    )
).replace("#. heading", "# The heading\n#. heading")

AMENDED = [
    UNITS[0],
    unit("We keep your data for at most 14 days after you close your account."),
    unit("Contact us", comment="heading"),
]

MERGED = (
    TRANSLATED[: TRANSLATED.index("# The heading")]
    + """#: content/privacy-policy/01-overview.md
#, fuzzy
#| msgid "We keep your data for at most 30 days after you close your account."
msgid "We keep your data for at most 14 days after you close your account."
msgstr "Höchstens 30 Tage nach der Schließung."

#. heading
#: content/privacy-policy/01-overview.md
msgid "Contact us"
msgstr ""

# The heading
#~ msgid "Overview"
#~ msgstr "Überblick"

#~ msgid "We keep your data for at most 30 days after you close your account."
#~ msgstr "Höchstens 30 Tage nach der Schließung."
"""
)


def merged(units: list[Unit], text: str | None) -> str:
    return merge(units, text, "de", PATH, "Our policies")


def test_a_new_catalog() -> None:
    assert merged(UNITS, None) == NEW


def test_nothing_changes_where_nothing_is_new() -> None:
    for units, text in ((UNITS, NEW), (UNITS, TRANSLATED), (AMENDED, MERGED)):
        assert merged(units, text) == text


def test_an_amended_text() -> None:
    assert merged(AMENDED, TRANSLATED) == MERGED


def test_a_text_that_returns_finds_its_translation() -> None:
    assert merged(UNITS, MERGED).startswith(TRANSLATED)


def test_a_translator_who_confirms_drops_the_previous_source() -> None:
    confirmed = MERGED.replace("#, fuzzy\n", "")
    assert "#|" in confirmed
    assert "#|" not in merged(AMENDED, confirmed)


def test_wrapped_files_are_unwrapped() -> None:
    wrapped = TRANSLATED.replace('msgid "We keep your data', 'msgid ""\n"We keep "\n"your data')
    assert wrapped != TRANSLATED
    assert merged(UNITS, wrapped) == TRANSLATED


def test_merging_refuses_what_it_cannot_keep() -> None:
    with pytest.raises(GazetteError) as refused:
        merged(UNITS, TRANSLATED + '\nmsgid "Half')
    assert refused.value.findings[0].place.path == PATH


def test_words_decide_what_is_similar() -> None:
    old = merged([unit("You may close your account at any time.")], None).replace(
        'time."\nmsgstr ""', 'time."\nmsgstr "Jederzeit."'
    )
    near = merged([unit("You may close an account at any time.")], old)
    far = merged([unit("We may charge a fee for some services.")], old)
    assert '#, fuzzy\n#| msgid "You may close your' in near
    assert "fuzzy" not in far


# Units of a document: no blank begins or ends one, and none follows another.
TEXTS = st.lists(
    st.text(alphabet='abc "\\\n日', min_size=1, max_size=12)
    .filter(lambda t: t.strip('"\\ \n'))
    .map(lambda t: " ".join(t.split())),
    max_size=8,
)


@given(TEXTS, TEXTS)
def test_merging_loses_no_translation_and_twice_is_once(
    before: list[str], after: list[str]
) -> None:
    text = merged([unit(t) for t in before], None)
    for line in set(text.split("\n\n")[1:]):
        text = text.replace(line, line.replace('msgstr ""', 'msgstr "ü"')) if line else text
    known = read_catalog(text, PATH, "de")[0]
    new = merged([unit(t) for t in after], text)
    entries, findings = read_catalog(new, PATH, "de")
    assert findings == ()
    for source, old in known.items():
        if old.translation:
            assert entries[source].translation == old.translation
    assert [s for s, e in entries.items() if not e.obsolete] == list(dict.fromkeys(after))
    assert merged([unit(t) for t in after], new) == new


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")
def test_gettext_accepts_what_is_written(tmp_path: Path) -> None:
    hard = [*AMENDED, unit('A "quoted" \\ text\\\nwith a break and more words than fit a line')]
    file = tmp_path / "x.po"
    file.write_text(merged(hard, merged(UNITS, TRANSLATED)), encoding="utf-8")
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", file], check=True)


# --- Looking up -----------------------------------------------------------------------------

ERA_TEXT = (
    HEADER
    + entry("One", "Eins")
    + entry("Two", "Zwo", "#, fuzzy\n")
    + entry("Three", "")
    + entry("See [us](a.md)", "Siehe uns")
    + entry("See [them](a.md)", "Siehe sie")
    + entry("Lines", "Zeilen  mit\\n Umbruch")
)
LATER_TEXT = (
    HEADER
    + entry("One", "Ein")
    + entry("Three", "Drei")
    + entry("See [us](a.md)", "Siehe [uns](a.md)")
    + '\n#~ msgid "Four"\n#~ msgstr "Vier"\n'
)
ERA, LATER = (read_catalog(text, PATH, "de")[0] for text in (ERA_TEXT, LATER_TEXT))


@pytest.mark.parametrize(
    ("text", "shown", "state"),
    [
        ("One", "Eins", Translation.TRANSLATED),
        ("Two", "Two", Translation.FUZZY),
        ("Three", "Drei", Translation.TRANSLATED),
        ("Four", "Vier", Translation.TRANSLATED),
        ("Five", "Five", Translation.MISSING),
        ("See [us](a.md)", "Siehe [uns](a.md)", Translation.TRANSLATED),
        ("See [them](a.md)", "See [them](a.md)", Translation.BROKEN),
        ("Lines", "Zeilen mit Umbruch", Translation.TRANSLATED),
        ("30", "30", Translation.SOURCE),
    ],
)
def test_the_nearest_sound_translation_is_shown(text: str, shown: str, state: Translation) -> None:
    assert Translations([ERA, LATER]).look_up(text) == (shown, state)


def test_without_catalogs_all_is_missing() -> None:
    assert Translations([]).look_up("One") == ("One", Translation.MISSING)


def test_counts() -> None:
    texts = ["One", "One", "Two", "Three", "See [us](a.md)", "Five", "30"]
    assert counts([unit(text) for text in texts], ERA) == Counts(
        translated=1, fuzzy=1, missing=3, total=5
    )


def test_parity_is_checked_at_its_line() -> None:
    found = list(check(ERA_TEXT, PATH, "de"))
    assert [(f.rule, f.severity, f.place.line) for f in found] == [
        ("translation-parity", Severity.ERROR, 16),
        ("translation-parity", Severity.ERROR, 19),
    ]
    assert list(check(LATER_TEXT, PATH, "de")) == []


# --- All catalogs -----------------------------------------------------------------------------


def test_update_names_only_what_changes() -> None:
    units = {"privacy-policy": UNITS, "terms": [unit("Terms")]}
    texts = {PATH: TRANSLATED}
    folders = {lang: f"locales/{lang}/LC_MESSAGES" for lang in ("de", "ja")}
    changed = update(folders, texts, units, "Our policies")
    assert list(changed) == [
        "locales/de/LC_MESSAGES/terms.po",
        "locales/ja/LC_MESSAGES/privacy-policy.po",
        "locales/ja/LC_MESSAGES/terms.po",
    ]
    assert update(folders, texts | changed, units, "Our policies") == {}


def test_status() -> None:
    folders = {lang: f"locales/{lang}/LC_MESSAGES" for lang in ("de", "ko")}
    found = status(folders, {PATH: TRANSLATED}, {"privacy-policy": UNITS})
    assert found == {
        ("privacy-policy", "de"): Counts(2, 0, 1, 3),
        ("privacy-policy", "ko"): Counts(0, 0, 3, 3),
    }
