"""What is called editorial is: no figure and no duty changes, and nothing material comes early."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gazette.changes.align import align
from gazette.changes.editorial import carried, duties
from gazette.changes.redline import redline
from gazette.changes.words import Comparisons
from gazette.model import PolicySource
from gazette.publishing.loading import load
from repositories import Repository
from small import CONFIG, ONE, TERMS, TODAY, TWO, run
from texts import document

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.archive.site import Site
    from gazette.model import Finding, Redline

DAY = "2026-05-20"
# A fix of the coming version 2.0, put in force before it.
EARLY = (
    TWO.replace('"2.0"', '"2.0.1"')
    .replace("2026-07-01", "2026-06-02")
    .replace("material", "editorial")
    .replace("The fee rises.", "A typo is corrected.")
    .replace("---\n# Terms", 'replaces: "2.0"\n---\n# Terms')
)
# A version after 2.0 that only reads better, or says that it does.
BETTER = (
    TWO.replace('"2.0"', '"2.1"')
    .replace("2026-07-01", "2026-07-02")
    .replace("material", "editorial")
    .replace("The fee rises.", "It reads better.")
)
REASON = "The fee is what it was: the figure lacks the tax."


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.create(tmp_path / "repository")
    made.commit("2025-01-15", {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n", TERMS: ONE})
    made.commit("2026-05-15", {TERMS: TWO})
    return made


def site_of(repository: Repository, languages: tuple[str, ...] = ("en",)) -> Site:
    settings = repository.settings(PolicySource("terms", TERMS), languages=languages)
    return load(settings, TODAY)


def found(repository: Repository, text: str, day: str = DAY) -> list[Finding]:
    repository.commit(day, {TERMS: text})
    return list(site_of(repository).findings)


def explained(text: str) -> str:
    return text.replace("summary:", f"editorial_reason: {chr(34)}{REASON}{chr(34)}\nsummary:")


def compared(old: list[str], new: list[str], lang: str = "en") -> Redline:
    sides = document(*old, lang=lang), document(*new, lang=lang)
    return redline(*sides, align(*sides), cache=Comparisons())


# --- The rule -----------------------------------------------------------------------------


def test_an_editorial_version_that_changes_a_figure_is_refused(repository: Repository) -> None:
    (one,) = found(repository, BETTER.replace("7 euros", "8 euros"))
    assert str(one) == (
        "content/terms.md:5: error: Version 2.1 is called editorial, but it changes: amount "
        "“7 euros” → “8 euros”. If this touches a right or a duty, write "
        '"change: material", with its notice. If not, say why in a line "editorial_reason: the '
        'reason", which every reader will see. [editorial-changes-duties]'
    )


def test_a_reason_makes_it_a_warning(repository: Repository) -> None:
    (one,) = found(repository, explained(BETTER.replace("7 euros", "8 euros")))
    assert str(one) == (
        "content/terms.md:6: warning: Version 2.1 is called editorial, but it changes: amount "
        f"“7 euros” → “8 euros”. Readers are told the reason: “{REASON}” Keep this only "
        "if no right and no duty changes. [editorial-changes-duties]"
    )


def test_a_reason_that_nothing_needs_is_told(repository: Repository) -> None:
    (one,) = found(repository, explained(BETTER.replace("use the", "use our")))
    assert str(one) == (
        "content/terms.md:6: warning: Version 2.1 changes no number, date, amount or duty, so it "
        "needs no editorial_reason. Remove the line. [editorial-changes-duties]"
    )


def test_a_material_version_gives_no_reason_to_be_editorial(repository: Repository) -> None:
    text = explained(BETTER.replace("editorial", "material").replace("2026-07-02", "2026-08-02"))
    (one,) = found(repository, text.replace("7 euros", "8 euros").replace("It reads", "All reads"))
    assert one.what == "Version 2.1 is not an editorial change, so it needs no editorial_reason."


def test_what_is_past_is_history(repository: Repository) -> None:
    """A superseded version stays as it was published; nobody can fix it any more."""
    repository.commit(DAY, {TERMS: BETTER.replace("7 euros", "8 euros")})
    three = TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-08-01")
    three = three.replace("7 euros", "9 euros").replace("fee rises.", "fee rises again.")
    site = load(repository.settings(PolicySource("terms", TERMS)), TODAY.replace(month=9))
    assert [v.label for v in site.archive("terms").policy.versions] == ["1.0", "2.0", "2.1"]
    assert not [
        f for f in found(repository, three, "2026-05-21") if f.severity == "error" and f.place.line
    ]
    site = load(repository.settings(PolicySource("terms", TERMS)), TODAY.replace(month=9))
    assert [v.label for v in site.archive("terms").policy.versions] == ["1.0", "2.0", "2.1", "3.0"]
    assert "editorial-changes-duties" not in [f.rule for f in site.findings]


def test_what_was_refused_can_be_made_material(repository: Repository) -> None:
    """It announced nothing, so its class and its words are free until it is fixed."""
    repository.commit(DAY, {TERMS: BETTER.replace("7 euros", "8 euros")})
    fixed = BETTER.replace("7 euros", "8 euros").replace("editorial", "material")
    assert found(repository, fixed.replace("2026-07-02", "2026-07-15"), "2026-05-21") == []
    (version,) = site_of(repository).archive("terms").policy.versions[2:]
    assert (version.change, version.published.day) == ("material", 21)


def test_what_was_refused_can_be_written_anew(repository: Repository) -> None:
    repository.commit(DAY, {TERMS: BETTER.replace("7 euros", "8 euros")})
    assert found(repository, BETTER.replace("use the", "use our"), "2026-05-21") == []
    assert site_of(repository).archive("terms").policy.versions[-1].published.day == 21


def test_a_reason_can_be_added_later(repository: Repository) -> None:
    """The day of the publication stays: an older Gazette had published it with a warning."""
    text = BETTER.replace("7 euros", "8 euros")
    repository.commit(DAY, {TERMS: text})
    assert [f.severity for f in found(repository, explained(text), "2026-05-21")] == ["warning"]
    assert site_of(repository).archive("terms").policy.versions[-1].published.day == 20


# --- What only looks like a change -----------------------------------------------------------

SAME = [
    ("en", ["You can not do that. We don't sell."], ["You cannot do that. We do not sell."]),
    ("en", ["We won’t. We’ll tell you."], ["We will not. We will tell you."]),
    ("en", ["## 4. Fees", "Fees."], ["## 5. Fees", "Fees."]),
    ("en", ["## 4. Fees", "See section 4."], ["## 5. Fees", "See section 5."]),
    ("en", ["## § 4 Fees", "See § 4 and §4."], ["## § 5 Fees", "See § 5 and §5."]),
    ("de", ["## 4. Entgelt", "Siehe Abschnitt 4."], ["## 5. Entgelt", "Siehe Abschnitt 5."]),
    ("fr", ["## 4. Prix", "Voir l’article 4."], ["## 5. Prix", "Voir l’article 5."]),
    ("es", ["## 4. Precio", "Véase la cláusula 4."], ["## 5. Precio", "Véase la cláusula 5."]),
    ("ja", ["## 4. 料金", "第4条を参照。"], ["## 5. 料金", "第5条を参照。"]),
    ("ko", ["## 4. 요금", "제4조 참조."], ["## 5. 요금", "제5조 참조."]),
    ("pt", ["## 4. Preço", "Ver a cláusula 4."], ["## 5. Preço", "Ver a cláusula 5."]),
    ("it", ["## 4. Prezzo", "Si veda l’articolo 4."], ["## 5. Prezzo", "Si veda l’articolo 5."]),
    ("nl", ["## 4. Prijs", "Zie artikel 4."], ["## 5. Prijs", "Zie artikel 5."]),
    ("pl", ["## 4. Cena", "Zob. ust. 4."], ["## 5. Cena", "Zob. ust. 5."]),
    ("ar", ["## 4. السعر", "انظر المادة 4."], ["## 5. السعر", "انظر المادة 5."]),
    ("zh", ["## 4. 费用", "参见第4条。"], ["## 5. 费用", "参见第5条。"]),
    ("en", ["Last updated: May 1, 2026", "Words."], ["Last updated: May 2, 2026", "Words."]),
    ("en", ["Write to a@1corp.example."], ["Write to a@22corp.example."]),
    ("en", ["See https://example.com/1/a."], ["See https://example.com/2/a."]),
    ("en", ["Basecamp makes it."], ["37signals makes it."]),
    ("en", ["See [the list](a)."], ["See [the list](b)."]),
    (
        "en",
        ["## A", "You must pay 5 euros.", "One two.", "## B", "Three four."],
        ["## A", "One two.", "## B", "Three four.", "You must pay 5 euros."],
    ),
    (
        "en",
        ["- You must pay 5 euros.", "## B", "Pay within 30 days.", "## B"],
        ["Pay within 30 days.", "- You must pay 5 euros."],
    ),
]


@pytest.mark.parametrize(("lang", "old", "new"), SAME)
def test_what_only_looks_like_a_change(lang: str, old: list[str], new: list[str]) -> None:
    assert duties(compared(old, new, lang)) == ()
    assert duties(compared(new, old, lang)) == ()


OTHER = [
    ("en", ["You can do that."], ["You cannot do that."]),
    ("en", ["We won't sell."], ["We will sell."]),
    ("en", ["## 4. Fees", "See section 4."], ["## 4. Fees", "See section 5."]),
    ("en", ["## 4. Fees", "We wait 4 days."], ["## 5. Fees", "We wait 5 days."]),
    ("en", ["## 4. Fees", "The limit is 4."], ["## 5. Fees", "The limit is 5."]),
    ("en", ["Within 30days."], ["Within 60days."]),
    ("en", ["The fee is 5euros."], ["The fee is 6euros."]),
    ("en", ["You must pay.", "Words."], ["Words."]),
    ("en", ["The law of May 1, 2026."], ["The law of May 2, 2026."]),
    ("de", ["Siehe Abschnitt 4."], ["Siehe Abschnitt 5."]),
    ("ja", ["第4条を参照。"], ["第5条を参照。"]),
    ("pl", ["Zob. ust. 4."], ["Zob. ust. 5."]),
    ("zh", ["用户可以付款。"], ["用户应当付款。"]),
]


@pytest.mark.parametrize(("lang", "old", "new"), OTHER)
def test_what_is_a_change(lang: str, old: list[str], new: list[str]) -> None:
    assert duties(compared(old, new, lang))
    assert duties(compared(new, old, lang))


# --- A material change that comes early -------------------------------------------------------


def test_an_editorial_version_cannot_bring_a_material_one_early(repository: Repository) -> None:
    """Version 2.0 changes words alone, which is what only its authors know to be material."""
    silent = TWO.replace("7 euros", "5 euros").replace("use the", "use, but not resell, the")
    quiet = silent.replace("use, but not resell, the", "use the whole")
    for two in (silent, quiet):
        repository.git("reset", "--quiet", "--hard", "HEAD^")
        repository.commit("2026-05-15", {TERMS: two})
        words = two.partition("You may ")[2].partition(" service")[0].removeprefix("use")
        early = EARLY.replace("7 euros", "5 euros").replace("use the", f"use{words}")
        findings = found(repository, early.replace("our prices", "our price list"))
        (one,) = [f for f in findings if f.rule == "editorial-carries-material"]
        assert one.severity == "error"
        assert one.what.startswith(
            "Version 2.0.1 is called editorial, but it brings what version 2.0 announced as a "
            "material change: “"
        )
        repository.git("reset", "--quiet", "--hard", "HEAD^")


def test_a_fix_of_the_version_in_force_may_take_the_place_of_a_coming_one(
    repository: Repository,
) -> None:
    early = EARLY.replace("7 euros", "5 euros").replace("You may use", "You may now use")
    assert found(repository, early) == []


def test_what_was_called_off_is_not_brought_as_editorial(repository: Repository) -> None:
    off = TWO.replace("summary:", "withdrawn: true\nsummary:")
    repository.commit("2026-05-18", {TERMS: off})
    early = explained(EARLY.replace('replaces: "2.0"\n', ""))
    rules = [f.rule for f in found(repository, early)]
    assert rules == ["editorial-carries-material", "editorial-changes-duties"]


def test_what_carried_a_material_change_can_be_made_material(repository: Repository) -> None:
    repository.commit(DAY, {TERMS: EARLY})
    fixed = EARLY.replace("editorial", "material").replace("2026-06-02", "2026-06-30")
    assert found(repository, fixed, "2026-05-21") == []


TEXT = ["## A", "One two three four five six.", "## B", "Seven eight nine ten eleven twelve."]


@pytest.mark.parametrize(
    ("other", "own", "words"),
    [
        ([*TEXT, "Brand new words."], [*TEXT, "Brand new words."], ["Brand new words."]),
        (TEXT[:3], TEXT[:3], [TEXT[3]]),
        (
            [TEXT[0], "One two, say, three four five six.", *TEXT[2:]],
            [TEXT[0], "One two, say, three four five seven.", *TEXT[2:]],
            [", say,"],
        ),
        ([*TEXT, "Brand new words."], [*TEXT[:3], "Seven eight nine ten eleven twelve!"], []),
        ([*TEXT, "Brand new words."], TEXT, []),
        ([*TEXT, "* * *"], [*TEXT, "* * *"], []),
    ],
)
def test_what_two_versions_have_in_common(
    other: list[str], own: list[str], words: list[str]
) -> None:
    assert [found for _, found in carried(compared(TEXT, own), compared(TEXT, other))] == words


# --- Readers are told the reason ----------------------------------------------------------------

GERMAN = """\
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "The fee is what it was: the figure lacks the tax."
msgstr "Die Gebühr bleibt: Die Zahl ist ohne Steuer."
"""
CATALOG = "locales/de/LC_MESSAGES/terms.po"
PLACES = (
    "de/terms/v/2.1/index.html",
    "de/terms/v/2.1/changes/index.html",
    "de/terms/history/index.html",
    "de/index.html",
    "de/terms/feed.xml",
    "de/terms/feed.json",
    "de/feed.xml",
    "api/v1/terms/notices.json",
    "api/v1/terms/versions.json",
)


def test_the_reason_stands_wherever_the_version_is_announced(repository: Repository) -> None:
    text = explained(BETTER.replace("7 euros", "8 euros"))
    repository.commit(DAY, {TERMS: text, CATALOG: GERMAN})
    done = run(repository, "build", "--as-of", TODAY.isoformat())
    assert done.code == 0, done.errors
    site = repository.root / "site"
    for place in PLACES:
        assert "Die Zahl ist ohne Steuer." in (site / place).read_text(), place
    told = "Redaktionelle Änderung, obwohl Zahlen oder Pflichten abweichen. Grund:"
    for place in PLACES[:7]:
        assert told in (site / place).read_text(), place
    calendar = (site / "de/terms/notices.ics").read_text().replace("\r\n ", "")
    assert "Die Zahl ist ohne Steuer." in calendar
    notices = json.loads((site / "api/v1/terms/notices.json").read_text())["notices"]
    reasons = [notice["languages"]["en"].get("editorial_reason") for notice in notices]
    assert reasons == [None, None, REASON]
    letter = run(repository, "notice", "preview", "terms@2.1", "--as-of", TODAY.isoformat())
    assert letter.code == 0, letter.errors
    assert f"{told} Die Gebühr bleibt: Die Zahl ist ohne Steuer." in letter.output


def test_the_reason_is_translated(repository: Repository) -> None:
    repository.commit(DAY, {TERMS: explained(BETTER.replace("7 euros", "8 euros"))})
    findings = site_of(repository, ("en", "de")).findings
    (one,) = [f for f in findings if f.rule == "notes-untranslated"]
    assert one.what == "Not translated into de: the reason of version 2.1."
    assert one.place.line == 6
    done = run(repository, "i18n", "update")
    assert done.code == 0, done.errors
    assert REASON in (repository.root / CATALOG).read_text()
