"""One text that needs two translations: entries that are of one section alone."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.pypo import pofile

from gazette.document.contexts import heir, nearest
from gazette.model import Place, PolicySource, Severity, Translation
from gazette.publishing.loading import load
from gazette.translation.catalogs import check, numbered_entries, read_catalog
from gazette.translation.entries import Unit
from gazette.translation.lookup import Counts, Translations, counts
from gazette.translation.merging import merge
from repositories import Repository
from small import CATALOG, CONFIG, TERMS, TODAY, Parsed, build, run

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.archive.site import Site
    from gazette.model import Finding, Version

HEAD = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'


def entry(source: str, translation: str, context: str = "", sign: str = "", head: str = "") -> str:
    lines = [f'msgctxt "{context}"'] if context else []
    lines += [f'msgid "{source}"', f'msgstr "{translation}"']
    return f"\n{head}" + "".join(f"{sign}{line}\n" for line in lines)


def catalog(*entries: str) -> str:
    return HEAD + "".join(entries)


PLAIN = entry("Other", "Andere")
OWN = entry("Other", "Sonstige", "recipients")
GONE = entry("Other", "Sonstige", "recipients", "#~ ")


# --- Reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["", "#~ "])
def test_a_context_is_read_as_babel_reads_it(sign: str) -> None:
    text = catalog(PLAIN, entry("Other", "Sonstige", "recipients", sign))
    found, findings = numbered_entries(text, CATALOG, "de")
    assert findings == ()
    theirs = read_po(io.StringIO(text), abort_invalid=True)
    messages = [m for m in [*theirs, *theirs.obsolete.values()] if m.id]
    assert [(e.context, e.source, e.translation, line) for line, e in found if e.source] == [
        (m.context or "", m.id, m.string, m.lineno) for m in messages
    ]


def test_two_entries_of_one_section_are_told_at_the_second() -> None:
    (told,) = check(catalog(PLAIN, OWN, OWN), CATALOG, "de")
    assert (told.rule, told.place.line) == ("catalog-duplicate", 14)


def test_a_translation_of_one_section_is_held_to_its_source() -> None:
    found = [*check(catalog(entry("5 euros", "6 Euro", "recipients")), CATALOG, "de")]
    assert {(told.rule, told.place.line) for told in found} == {("translation-parity", 7)}


@pytest.mark.parametrize("name", ["site", "pages", "gazette"])
def test_only_policies_have_sections(name: str) -> None:
    path = f"locales/de/LC_MESSAGES/{name}.po"
    (told,) = check(catalog(PLAIN, OWN), path, "de")
    assert (told.rule, told.severity) == ("catalog-foreign", Severity.ERROR)
    assert list(check(catalog(PLAIN, GONE), path, "de")) == []
    found = read_catalog(catalog(PLAIN, GONE), path, "de")[0]
    assert Translations([found]).look_up("Other", "recipients")[0] == "Andere"


# --- Looking up ----------------------------------------------------------------------------------


def looked_up(*catalogs: str, unit: str = "Other", own: int = 1) -> list[tuple[str, Translation]]:
    """What a unit is in the section that has an entry of its own, and in another."""
    read = [read_catalog(text, CATALOG, "de")[0] for text in catalogs]
    found = Translations(read, own)
    return [found.look_up(unit, context) for context in ("recipients", "cookies")]


BOTH = [("Sonstige", Translation.TRANSLATED), ("Andere", Translation.TRANSLATED)]


@pytest.mark.parametrize("own", [OWN, GONE])
def test_a_section_has_its_own_translation_and_all_others_the_plain_one(own: str) -> None:
    assert looked_up(catalog(PLAIN, own)) == BOTH
    assert looked_up(catalog(own, PLAIN)) == BOTH


def test_one_section_s_translation_serves_no_other() -> None:
    assert looked_up(catalog(OWN))[1] == ("Other", Translation.MISSING)


def test_a_blank_one_leaves_the_word_to_the_plain_one() -> None:
    found = looked_up(catalog(PLAIN, entry("Other", "", "recipients")))
    assert found == [("Andere", Translation.TRANSLATED)] * 2


def test_a_doubtful_one_does_not() -> None:
    """Somebody said that the plain translation is wrong there."""
    doubtful = entry("Other", "Sonstige", "recipients", head="#, fuzzy\n")
    assert looked_up(catalog(PLAIN, doubtful))[0] == ("Other", Translation.FUZZY)
    assert looked_up(catalog(PLAIN, doubtful), catalog(PLAIN, OWN)) == BOTH


def test_a_catalog_is_asked_for_both_before_the_next_one_is() -> None:
    assert looked_up(catalog(PLAIN), catalog(OWN))[0] == ("Andere", Translation.TRANSLATED)
    assert looked_up(catalog(OWN), catalog(PLAIN)) == BOTH


def test_a_passage_alike_in_the_section_counts_before_the_plain_one() -> None:
    curly = entry("Others’", "Anderer")
    straight = entry("Others'", "Sonstiger", "recipients")
    assert looked_up(catalog(curly, straight), unit="Others’")[0][0] == "Sonstiger"


TEXTS = st.sampled_from(["Other", "Others", "Others'", "Others’", "The other one", "99.5%"])
SECTIONS = st.sampled_from(["", "cookies", "recipients"])
UNITS = st.lists(st.builds(lambda t, s: Unit(t, (Place(TERMS),), s, s), TEXTS, SECTIONS))
ENTRIES = st.lists(
    st.builds(
        entry,
        TEXTS,
        st.sampled_from(["", "Andere", "Sonstige"]),
        st.just(""),
        st.sampled_from(["", "#~ "]),
        st.sampled_from(["", "#, fuzzy\n"]),
    ),
    unique_by=lambda text: text.replace("#~ ", "").split("msgid")[1].split("\n")[0],
)


@given(UNITS, st.lists(ENTRIES, min_size=1, max_size=3))
def test_where_no_catalog_has_contexts_sections_make_no_difference(
    units: list[Unit], catalogs: list[list[str]]
) -> None:
    texts = [catalog(*entries) for entries in catalogs]
    read = [read_catalog(text, CATALOG, "de")[0] for text in texts]
    bare = [Unit(unit.text, unit.places, unit.comment) for unit in units]
    one, other = Translations(read), Translations(read)
    for unit in units:
        assert one.look_up(unit.text, unit.context) == other.look_up(unit.text)
    assert one.is_settled == other.is_settled
    assert counts(units, read[0]) == counts(bare, read[0])
    assert merge(units, texts[0], "de", CATALOG, "A") == merge(bare, texts[0], "de", CATALOG, "A")


# --- Catalogs brought in step --------------------------------------------------------------------


def units(*texts: tuple[str, str]) -> list[Unit]:
    return [Unit(text, (Place(TERMS),), f"in {section}", section) for section, text in texts]


def merged(text: str, *texts: tuple[str, str], before: tuple[tuple[str, str], ...] = ()) -> str:
    """A catalog, in step with passages by section; it has no header and no places."""
    passages = [(passage, section) for section, passage in before]
    found = merge(units(*texts), text, "de", CATALOG, "A", lambda: passages)
    assert merge(units(*texts), found, "de", CATALOG, "A", lambda: passages) == found
    return found.removeprefix(HEAD).replace(f"#: {TERMS}\n", "")


NOW = (("cookies", "Other"), ("recipients", "Other"))


def test_an_entry_added_by_hand_stays_and_comes_to_its_place() -> None:
    last = (*NOW, ("recipients", "Law"))
    law = entry("Law", "Recht", head="#. in recipients\n")
    found = merged(catalog(law, OWN, PLAIN), *last)
    at = {"head": "#. in cookies\n"}, {"head": "#. in recipients\n"}
    own = entry("Other", "Sonstige", "recipients", **at[1])
    assert found == entry("Other", "Andere", **at[0]) + own + law


def test_no_plain_entry_is_written_where_each_section_has_its_own() -> None:
    both = entry("Other", "Weitere", "cookies"), OWN
    assert "#~" not in merged(catalog(*both), *NOW)
    assert merged(catalog(*both), *NOW).count("msgid") == 2
    kept = merged(catalog(PLAIN, *both), *NOW)
    assert kept.endswith(entry("Other", "Andere", sign="#~ "))


def test_blank_ones_wait_beside_the_plain_one_until_all_are_filled() -> None:
    blank = entry("Other", "", "cookies"), entry("Other", "", "recipients")
    assert merged(catalog(*blank), *NOW).count("msgid") == 2
    found = merged(catalog(PLAIN, *blank), *NOW)
    assert "#~" not in found
    assert found.count("msgid") == 3
    read = read_catalog(catalog(PLAIN, *blank), CATALOG, "de")[0]
    assert counts(units(*NOW), read) == Counts(0, 0, 2, 2)


def test_counts_are_of_what_stands_in_the_catalog() -> None:
    read = read_catalog(catalog(PLAIN, OWN), CATALOG, "de")[0]
    assert counts(units(*NOW, ("recipients", "Other")), read) == Counts(2, 0, 0, 2)
    assert counts(units(*NOW), read_catalog(catalog(OWN), CATALOG, "de")[0]) == Counts(1, 0, 1, 2)
    fuzzy = entry("Other", "Sonstige", "recipients", head="#, fuzzy\n")
    read = read_catalog(catalog(PLAIN, fuzzy), CATALOG, "de")[0]
    assert counts(units(*NOW), read) == Counts(1, 1, 0, 2)


def test_a_passage_that_changes_takes_its_entry_along() -> None:
    now = (("cookies", "Other uses"), ("recipients", "Other uses"))
    found = merged(catalog(PLAIN, OWN), *now, before=NOW)
    previous = '#, fuzzy\n#| msgid "Other"\n'
    assert found == "".join(
        [
            entry("Other uses", "Andere", head=f"#. in cookies\n{previous}"),
            entry("Other uses", "Sonstige", "recipients", head=f"#. in recipients\n{previous}"),
            entry("Other", "Andere", sign="#~ "),
            GONE,
        ]
    )


def test_a_passage_that_has_a_translation_already_needs_no_proposal() -> None:
    now = (("cookies", "Other"), ("recipients", "Other uses"))
    found = merged(catalog(PLAIN, OWN, entry("Other uses", "Weitere")), *now, before=NOW)
    assert "fuzzy" not in found
    assert found.endswith(GONE)


def test_a_passage_that_goes_leaves_its_entry_obsolete_and_one_that_returns_finds_it() -> None:
    for now in ((("cookies", "Other"),), (("cookies", "Other"), ("recipients", "Law"))):
        gone = merged(catalog(PLAIN, OWN), *now, before=NOW)
        assert gone.endswith(GONE)
        assert 'msgid "Other"\nmsgstr "Andere"' in gone
        assert "fuzzy" not in gone
        assert OWN.strip() in merged(HEAD + gone, *NOW, before=NOW)


def test_a_section_that_has_another_id_now_is_proposed_its_translation() -> None:
    now = (("cookies", "Other"), ("who-gets-data", "Other"))
    found = merged(catalog(PLAIN, OWN), *now, before=NOW)
    head = "#. in who-gets-data\n#, fuzzy\n"
    assert entry("Other", "Sonstige", "who-gets-data", head=head) in found
    assert found.endswith(GONE)


def test_what_names_no_section_by_a_slip_stays_for_its_finding() -> None:
    slip = entry("Other", "Sonstige", "recipient")
    found = merged(catalog(PLAIN, slip), *NOW, before=NOW)
    assert slip in found
    assert "fuzzy" not in found
    assert merged(catalog(slip), ("cookies", "Law")).endswith(
        entry("Other", "Sonstige", "recipient", "#~ ")
    )


def test_a_signs_change_keeps_a_section_s_translation() -> None:
    own = entry("Other's", "Sonstiger", "recipients")
    found = merged(catalog(own), ("cookies", "Other’s"), ("recipients", "Other’s"))
    assert 'msgctxt "recipients"\nmsgid "Other’s"\nmsgstr "Sonstiger"' in found
    assert "#~" not in found


def test_the_former_context_of_an_entry_is_no_part_of_its_former_source() -> None:
    """As msgmerge notes it."""
    head = '#, fuzzy\n#| msgctxt "a"\n#| msgid "Others"\n'
    text = catalog(entry("Other", "Sonstige", "recipients", head=head))
    assert '#| msgid "Others"\nmsgctxt' in merged(text, *NOW)


PASSAGES = st.sampled_from(["Other", "Others", "Other uses", "The other one", "99.5%"])
CONTEXTS = st.sampled_from(["", "", "cookies", "recipients", "recipient", "others"])
ANY = st.lists(
    st.builds(
        entry,
        PASSAGES,
        st.sampled_from(["", "Andere", "Sonstige"]),
        CONTEXTS,
        st.sampled_from(["", "#~ "]),
        st.sampled_from(["", "#, fuzzy\n"]),
    ),
    unique_by=lambda text: text.replace("#~ ", "").replace("#, fuzzy\n", "").split("msgstr")[0],
)
STANDING = st.lists(st.tuples(SECTIONS | st.just("others"), PASSAGES))


@given(STANDING, STANDING, ANY)
def test_an_update_loses_no_translation_and_twice_is_once(
    now: list[tuple[str, str]], before: list[tuple[str, str]], entries: list[str]
) -> None:
    text = catalog(*entries)
    found = merged(text, *now, before=tuple(before))  # twice is once
    numbered, findings = numbered_entries(HEAD + found, CATALOG, "de")
    assert findings == ()
    kept = {(e.context, e.source, e.translation) for _, e in numbered}
    for _, old in numbered_entries(text, CATALOG, "de")[0]:
        is_kept = (old.context, old.source, old.translation) in kept
        assert is_kept or not old.translation or not old.source
    was, then = (read_catalog(each, CATALOG, "de")[0] for each in (text, HEAD + found))
    for section, passage in now:
        told, after = (Translations([c]).look_up(passage, section) for c in (was, then))
        if told[1] is Translation.TRANSLATED and (section, passage) in before:
            assert after == told


# --- Ids -----------------------------------------------------------------------------------------


def test_the_nearest_id() -> None:
    assert nearest("recipient", ["cookies", "recipients"]) == "recipients"
    assert nearest("menu", ["cookies", "recipients"]) == ""


def test_a_section_s_heir_is_a_new_one() -> None:
    before = {("Other", "cookies"), ("Other", "recipients")}
    cookies = ("Other", "cookies")
    assert heir("Other", "recipients", {cookies, ("Other", "receivers")}, before) == "receivers"
    assert heir("Other", "recipients", {cookies, ("Others", "recipients-2")}, before)
    assert heir("Other", "recipients", {cookies}, before) == ""
    assert heir("Other", "recipients", {cookies, ("Law", "recipients")}, before) == ""
    assert heir("Law", "recipients", {cookies, ("Law", "law")}, before) == ""


# --- On a site -----------------------------------------------------------------------------------

ONE = """\
---
title: Terms
version: "1.0"
effective: 2025-02-01
change: initial
---
## Cookies {#cookies}

### Other {#other}

We name them.

## Recipients {#recipients}

### Other {#other-recipients}

We name them.
"""
TWO = (
    ONE.replace('"1.0"', '"2.0"')
    .replace("2025-02-01", "2026-07-01")
    .replace("change: initial", "change: material\nsummary: More.")
    .replace("## Cookies {#cookies}", "We care.\n\n## Cookies {#cookies}")
)
ALL = (
    *(entry("Terms", "Bedingungen"), entry("Cookies", "Cookies"), entry("Recipients", "Empfänger")),
    *(entry("Other", "Andere"), entry("We name them.", "Wir nennen sie.")),
    *(entry("More.", "Mehr."), entry("We care.", "Es ist uns wichtig.")),
)
HERE = entry("Other", "Sonstige", "other-recipients")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """1.0 is in force, 2.0 announced; the plain translations are there from the beginning."""
    return made(tmp_path / "repository", {TERMS: TWO})


@pytest.fixture
def apart(tmp_path: Path) -> Repository:
    """The same, where 2.0 came with a translation of one section alone."""
    return made(tmp_path / "apart", {TERMS: TWO, CATALOG: catalog(*ALL, HERE)})


def made(folder: Path, second: dict[str, str]) -> Repository:
    repository = Repository.create(folder)
    files = {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n/.cache/\n"}
    repository.commit("2025-01-15", {**files, TERMS: ONE, CATALOG: catalog(*ALL)})
    repository.commit("2026-05-15", second)
    return repository


def loaded(repository: Repository) -> Site:
    return load(repository.settings(PolicySource("terms", TERMS)), TODAY)


def headings(site: Site, label: str) -> list[str]:
    return [block.text for block in site.archive("terms").texts.document(label, "de").headings]


def corrected(version: Version) -> list[str]:
    days = [event for event in version.events if event.kind == "translation-corrected"]
    return [event.at.date().isoformat() for event in days]


def test_the_same_heading_reads_otherwise_in_two_sections(apart: Repository) -> None:
    assert build(apart).code == 0
    page = Parsed(apart.root / "site/de/terms/v/2.0/index.html")
    assert page.words.count("Sonstige") == page.words.count("Andere") > 0
    data = json.loads((apart.root / "site/api/v1/terms/v/2.0.de.json").read_text("utf-8"))
    titles = {section["id"]: section["blocks"][0]["text"] for section in data["sections"]}
    assert titles["other"] == "Andere"
    assert titles["other-recipients"] == "Sonstige"


def test_an_own_translation_of_what_was_published_is_a_correction(repository: Repository) -> None:
    repository.commit("2026-05-20", {CATALOG: catalog(*ALL, HERE)})
    repository.commit("2026-05-21", {CATALOG: catalog(*ALL, HERE.replace("Sonstige", "Übrige"))})
    site = loaded(repository)
    archive = site.archive("terms")
    for label in ("1.0", "2.0"):
        assert corrected(archive.policy.version(label)) == ["2026-05-20", "2026-05-21"]
        assert headings(site, label) == ["Cookies", "Andere", "Empfänger", "Übrige"]
        assert headings(site, f"{label} de 0") == ["Cookies", "Andere", "Empfänger", "Andere"]
        assert headings(site, f"{label} de 1") == ["Cookies", "Andere", "Empfänger", "Sonstige"]
    amended = archive.comparisons.redline("2.0 de 0", "2.0 de 1", "de").amendments
    assert [each.correction for each in amended].count(True) == 1


def test_a_past_version_keeps_the_words_that_it_had(apart: Repository) -> None:
    """Whatever becomes of its section, and of the entry."""
    three = TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-07-15")
    three = three[: three.index("## Recipients")].replace("More.", "Less.")
    apart.commit("2026-05-20", {TERMS: three})
    (one,) = told(apart)
    assert one.fix == (
        'Run "gazette i18n update", which keeps it for earlier versions. If the section has '
        "another id now, first add the entry again with that one as its msgctxt."
    )
    run(apart, "i18n", "update")
    apart.commit("2026-05-21")
    text = (apart.root / CATALOG).read_text("utf-8")
    assert text.endswith(entry("Other", "Sonstige", "other-recipients", "#~ "))
    site = loaded(apart)
    assert headings(site, "2.0") == ["Cookies", "Andere", "Empfänger", "Sonstige"]
    assert headings(site, "3.0") == ["Cookies", "Andere"]
    assert not any(len(corrected(v)) > 1 for v in site.policies[0].versions)
    assert corrected(site.policies[0].version("2.0")) == []
    assert told(apart) == []


def test_what_comes_late_changes_no_past_version(repository: Repository) -> None:
    repository.commit("2026-05-20", {CATALOG: catalog(*ALL, HERE)})
    site = load(repository.settings(PolicySource("terms", TERMS)), TODAY.replace(month=8))
    repository.commit("2026-07-20", {CATALOG: catalog(*ALL, HERE.replace("Sonstige", "Übrige"))})
    later = load(repository.settings(PolicySource("terms", TERMS)), TODAY.replace(month=8))
    assert headings(site, "1.0") == headings(later, "1.0")
    assert headings(later, "2.0")[-1] == "Übrige"


def test_to_take_one_back_is_a_correction_too(apart: Repository) -> None:
    apart.commit("2026-05-21", {CATALOG: catalog(*ALL)})
    site = loaded(apart)
    assert headings(site, "2.0")[-1] == "Andere"
    assert corrected(site.policies[0].version("2.0")) == ["2026-05-21"]


# --- Findings ------------------------------------------------------------------------------------


def told(repository: Repository) -> list[Finding]:
    return [f for f in loaded(repository).findings if f.rule == "unknown-context"]


def test_an_unknown_section_is_told_with_the_nearest_one(repository: Repository) -> None:
    slip = HERE.replace("other-recipients", "other-recipient")
    text = catalog(*ALL, slip)
    repository.commit("2026-05-20", {CATALOG: text})
    (one,) = told(repository)
    assert (one.severity, one.place.path) == (Severity.WARNING, CATALOG)
    assert text.splitlines()[one.place.line - 1] == 'msgid "Other"'
    assert one.what == (
        "The text has no section “other-recipient”, so this translation is shown nowhere."
    )
    assert one.fix == (
        'Write the section in which the passage stands: msgctxt "other-recipients" or msgctxt '
        '"other".'
    )
    run(repository, "i18n", "update")
    repository.commit("2026-05-21")
    assert len(told(repository)) == 1, "an update hides nothing"
    repository.commit("2026-05-22", {CATALOG: catalog(*ALL, HERE)})
    assert told(repository) == []


@pytest.mark.parametrize(
    ("own", "fix"),
    [
        (
            entry("Other", "S", "recipients"),
            'stands: msgctxt "other-recipients" or msgctxt "other".',
        ),
        (entry("Nothing", "S", "recipients"), "Write the passage as it stands there"),
        (entry("Nothing", "S", "recipient"), 'msgctxt "recipients".'),
        (entry("Nothing", "S", "menu"), "Write the id of a section as its msgctxt, or remove"),
        (entry("Other", "", "other-recipient"), 'msgctxt "other-recipients" or'),
    ],
    ids=["another section", "another text", "near", "nothing", "blank"],
)
def test_what_no_passage_has_is_told(repository: Repository, own: str, fix: str) -> None:
    repository.commit("2026-05-20", {CATALOG: catalog(*ALL, own)})
    (one,) = told(repository)
    assert fix in one.fix


def test_a_heading_with_another_id_is_told_and_an_update_proposes_its_translation(
    apart: Repository,
) -> None:
    three = TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-08-15")
    apart.commit("2026-05-20", {TERMS: three.replace("other-recipients", "others-who-get-data")})
    (one,) = told(apart)
    assert one.fix == (
        'Run "gazette i18n update", which gives the translation to the section '
        "“others-who-get-data” and marks it to be looked at."
    )
    run(apart, "i18n", "update")
    text = (apart.root / CATALOG).read_text("utf-8")
    assert '#, fuzzy\nmsgctxt "others-who-get-data"\nmsgid "Other"\nmsgstr "Sonstige"\n' in text
    apart.commit("2026-05-21", {CATALOG: text.replace("#, fuzzy\n", "")})
    assert told(apart) == []
    site = loaded(apart)
    assert [headings(site, label)[-1] for label in ("2.0", "3.0")] == ["Sonstige", "Sonstige"]
    assert corrected(site.policies[0].version("2.0")) == []


def test_a_translation_that_waits_for_an_update_is_no_slip(apart: Repository) -> None:
    three = TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-08-15")
    apart.commit("2026-05-20", {TERMS: three.replace("### Other {#other-r", "### More {#other-r")})
    assert told(apart) == []


def test_an_edited_source_is_left_behind_where_no_section_has_its_own(
    repository: Repository,
) -> None:
    edited = catalog(*ALL, HERE).replace(
        'msgid "Other"\nmsgstr "Andere"', 'msgid "Others"\nmsgstr "A"'
    )
    repository.commit("2026-05-20", {CATALOG: edited})
    rules = [f.rule for f in loaded(repository).findings]
    assert "translation-left-behind" in rules
    whole = edited + entry("Other", "Andere", "other")
    repository.commit("2026-05-21", {CATALOG: whole})
    rules = [f.rule for f in loaded(repository).findings]
    assert "translation-left-behind" not in rules


def test_a_letter_is_told_where_its_translation_stands(repository: Repository) -> None:
    text = catalog(*ALL, HERE.replace("Sonstige", "Sonst\u200bige"))
    repository.commit("2026-05-20", {CATALOG: text})
    (one,) = (f for f in loaded(repository).findings if f.rule == "hidden-character")
    assert one.place == Place(CATALOG, text[: text.index("Sonst\u200bige")].count("\n"))


# --- In the tools of translators -----------------------------------------------------------------


def test_weblate_s_format_keeps_a_context(apart: Repository) -> None:
    run(apart, "i18n", "update")
    before = (apart.root / CATALOG).read_text("utf-8")
    store = pofile.parsestring(before.encode())
    (unit,) = (unit for unit in store.units if unit.getcontext() == "other-recipients")
    assert unit.getnotes("developer").endswith("/en/terms/#other-recipients")
    unit.target = "Übrige"
    (apart.root / CATALOG).write_bytes(bytes(store))
    run(apart, "i18n", "update")
    after = (apart.root / CATALOG).read_text("utf-8")
    assert after == before.replace("Sonstige", "Übrige")
