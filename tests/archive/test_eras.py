"""Which words a version shows in another language, and when they were corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazette.archive.catalogs import Catalogs
from gazette.archive.memo import Memo
from gazette.model import EventKind, PolicySource, TranslationRule
from gazette.publishing.loading import load
from repositories import Repository
from small import CATALOG, TERMS, TODAY
from test_site import catalog, version, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from gazette.archive.site import Site
    from gazette.model import Version
    from gazette.translation.lookup import Translations

CAT = "A cat may roam."
SOURCE = PolicySource("terms", TERMS)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "repository")


def site(
    repository: Repository,
    *commits: tuple[str, Mapping[str, str]],
    today: date = TODAY,
    source: PolicySource = SOURCE,
) -> Site:
    for day, files in commits:
        repository.commit(day, files)
    return load(repository.settings(source), today)


def german(made: Site, label: str) -> list[str]:
    return [text for text, _ in words(made.archive("terms").texts.document(label, "de"))]


def corrected(version: Version) -> list[tuple[date, str]]:
    """The days on which a version's translations were corrected, with their languages."""
    return [
        (event.at.date(), event.lang)
        for event in version.events
        if event.kind is EventKind.TRANSLATION_CORRECTED
    ]


# 1.0 is superseded, 2.0 in force and 3.0 upcoming when the last catalog comes.
THREE = (
    ("2025-01-01", {TERMS: version("1.0", "2025-01-01", CAT)}),
    ("2025-01-02", {CATALOG: catalog((CAT, "Eine Katze."))}),
    ("2025-04-01", {TERMS: version("2.0", "2025-06-01", CAT, "A dog.")}),
    ("2026-05-01", {TERMS: version("3.0", "2026-07-01", CAT, "A pig.")}),
)
FIXED = ("2026-05-10", {CATALOG: catalog((CAT, "Eine Katze darf umherstreifen."))})


def test_new_words_reach_what_is_in_force_or_coming_and_leave_the_past_alone(
    repository: Repository,
) -> None:
    made = site(repository, *THREE, FIXED)
    assert german(made, "1.0") == ["Eine Katze."]
    assert german(made, "2.0")[0] == german(made, "3.0")[0] == "Eine Katze darf umherstreifen."
    days = [corrected(each) for each in made.policies[0].versions]
    assert days == [[], [(date(2026, 5, 10), "de")], [(date(2026, 5, 10), "de")]]
    event = made.policies[0].version("2.0").events[-1]
    assert (event.commit, event.effective) == (repository.head, date(2025, 6, 1))


def test_a_day_before_the_correction_knows_nothing_of_it(repository: Repository) -> None:
    before = site(repository, *THREE, FIXED, today=date(2026, 5, 9))
    assert german(before, "2.0")[0] == german(before, "3.0")[0] == "Eine Katze."
    assert [corrected(each) for each in before.policies[0].versions] == [[], [], []]


def test_a_version_stops_taking_words_when_another_takes_its_place(
    repository: Repository,
) -> None:
    late = ("2026-07-02", {CATALOG: catalog((CAT, "Die Katze."))})
    last = ("2026-06-30T23:00:00+00:00", FIXED[1])
    made = site(repository, *THREE, last, late, today=date(2026, 8, 1))
    fixed = "Eine Katze darf umherstreifen."
    assert [german(made, label)[0] for label in ("1.0", "2.0", "3.0")] == [
        "Eine Katze.",
        fixed,
        "Die Katze.",
    ]
    assert [len(corrected(each)) for each in made.policies[0].versions] == [0, 1, 2]


def test_a_version_that_was_called_off_keeps_the_words_it_had(repository: Repository) -> None:
    gone = THREE[-1][1][TERMS].replace("change:", "withdrawn: true\nchange:")
    made = site(repository, *THREE, ("2026-05-05", {TERMS: gone}), FIXED)
    assert german(made, "3.0")[0] == "Eine Katze."
    assert german(made, "2.0")[0] == "Eine Katze darf umherstreifen."


@pytest.mark.parametrize(
    "text",
    [
        catalog(),
        catalog((CAT, "")),
        catalog((CAT, "Eine Katze!"), fuzzy=[CAT]),
        catalog((CAT, "Eine Katze 5.")),  # not as many numbers as the source has
        "",
    ],
    ids=["dropped", "blank", "fuzzy", "broken", "empty"],
)
def test_what_was_shown_in_a_language_stays_whatever_the_catalog_loses(
    repository: Repository, text: str
) -> None:
    made = site(repository, *THREE, ("2026-05-10", {CATALOG: text}))
    assert [german(made, each)[0] for each in ("1.0", "2.0", "3.0")] == ["Eine Katze."] * 3
    assert not any(corrected(each) for each in made.policies[0].versions)


def test_words_that_come_back_after_a_loss_are_compared_with_those_that_were_shown(
    repository: Repository,
) -> None:
    lost = ("2026-05-10", {CATALOG: catalog()})
    same = ("2026-05-11", {CATALOG: catalog((CAT, "Eine Katze."))})
    other = ("2026-05-12", {CATALOG: catalog((CAT, "Die Katze."))})
    made = site(repository, *THREE, lost, same, other)
    assert corrected(made.policies[0].version("2.0")) == [(date(2026, 5, 12), "de")]


def test_a_first_translation_is_no_correction(repository: Repository) -> None:
    words = catalog((CAT, "Eine Katze."), ("A dog.", "Ein Hund."), ("A pig.", "Ein Schwein."))
    made = site(repository, *THREE, ("2026-05-10", {CATALOG: words}))
    assert german(made, "2.0") == ["Eine Katze.", "Ein Hund."]
    assert not any(corrected(each) for each in made.policies[0].versions)


def test_what_changed_before_the_announcement_is_no_correction_of_it(
    repository: Repository,
) -> None:
    with_catalog = {**THREE[-1][1], **FIXED[1]}
    made = site(repository, *THREE[:-1], ("2026-05-01", with_catalog))
    assert corrected(made.policies[0].version("2.0")) == [(date(2026, 5, 1), "de")]
    assert corrected(made.policies[0].version("3.0")) == []


def test_a_summary_s_translation_is_corrected_as_the_text_s_is(repository: Repository) -> None:
    text = version("1.0", "2025-01-01", CAT).replace("change:", "summary: It begins.\nchange:")
    made = site(
        repository,
        ("2025-01-01", {TERMS: text, CATALOG: catalog(("It begins.", "Es endet."))}),
        ("2025-02-01", {CATALOG: catalog(("It begins.", "Es beginnt."))}),
    )
    assert made.archive("terms").texts.front("1.0", "de").summary == "Es beginnt."
    assert corrected(made.policies[0].version("1.0")) == [(date(2025, 2, 1), "de")]


def summarised(label: str, day: str, summary: str) -> str:
    return version(label, day, CAT).replace("change:", f"summary: {summary}\nchange:", 1)


def test_what_a_version_said_in_its_own_time_is_looked_up_once(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ((CAT, "Eine Katze."), ("Use", "Nutzung"))
    told = (*texts, ("Terms", "Bedingungen"), ("It begins.", "Es beginnt."))
    first = {TERMS: summarised("1.0", "2025-01-01", "It begins."), CATALOG: catalog(*told)}
    repository.commit("2025-01-01", first)
    repository.commit("2025-04-01", {TERMS: summarised("2.0", "2025-06-01", "It goes on.")})
    given = repository.settings(SOURCE)
    made = load(given, TODAY, memo=Memo.of(given.root))
    found = made.archive("terms").texts.front("1.0", "de")
    assert (found.title, found.summary) == ("Bedingungen", "Es beginnt.")
    made.memo.keep()
    asked, real = [], Catalogs.translations

    def noting(self: Catalogs, label: str, lang: str) -> Translations:
        asked.append(label)
        return real(self, label, lang)

    monkeypatch.setattr(Catalogs, "translations", noting)
    later = catalog(("Terms", "Vertrag"), ("It goes on.", "Es geht weiter."))
    repository.commit("2025-07-01", {CATALOG: later})
    again = load(given, TODAY, memo=Memo.of(given.root)).archive("terms").texts
    assert again.front("1.0", "de") == found
    assert "1.0" not in asked
    now = again.front("2.0", "de")
    assert (now.title, now.summary) == ("Vertrag", "Es geht weiter.")
    assert "2.0" in asked


def test_a_policy_may_declare_that_a_published_translation_stays(repository: Repository) -> None:
    source = replace(SOURCE, translations=TranslationRule.AS_PUBLISHED)
    later = catalog((CAT, "Die Katze."), ("A dog.", "Ein Hund."))
    made = site(repository, *THREE, FIXED, ("2026-05-11", {CATALOG: later}), source=source)
    assert german(made, "2.0") == ["Eine Katze.", "Ein Hund."]
    assert not any(corrected(each) for each in made.policies[0].versions)


def test_each_stage_of_a_text_can_be_read_and_compared(repository: Repository) -> None:
    made = site(
        repository,
        *THREE,
        FIXED,
        ("2026-05-11", {CATALOG: catalog((CAT, "Die Katze."), ("A dog.", "Ein Hund."))}),
    )
    first, second = "2.0 de 0", "2.0 de 1"
    assert german(made, first) == ["Eine Katze.", "Ein Hund."]
    assert german(made, second) == ["Eine Katze darf umherstreifen.", "Ein Hund."]
    assert german(made, "2.0") == ["Die Katze.", "Ein Hund."]
    changed = [
        a.correction
        for a in made.archive("terms").comparisons.redline(first, second, "de").amendments
    ]
    assert changed == [False, True, False]
    states = {
        made.archive("terms").texts.state(label, "de").digest for label in (first, second, "2.0")
    }
    assert len(states) == 3


# --- Against a naive reading ----------------------------------------------------------------

_WORDS = st.sampled_from(["", "Eins", "Zwei", "Drei"])


def naive(days: Sequence[str], since: int, until: int) -> tuple[str, list[int]]:
    """What readers of one passage see at last, and on which days its words changed.

    Day by day: what the catalog says replaces what is shown while the version lives, and after
    that only fills what is still missing. The catalog of day `since` is the one it begins with.
    """
    shown, changed = days[since], []
    for day in range(since + 1, len(days)):
        said = days[day]
        if said and day < until:
            if shown and said != shown:
                changed.append(day)
            shown = said
        elif said and not shown:
            shown = said
    return shown, changed


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(_WORDS, _WORDS), min_size=6, max_size=6), st.integers(1, 4))
def test_readers_of_a_section_see_what_its_own_entries_say_first(
    tmp_path_factory: pytest.TempPathFactory, days: list[tuple[str, str]], announced: int
) -> None:
    repository = Repository.create(tmp_path_factory.mktemp("naive") / "repository")
    repository.commit("2026-05-01", {TERMS: version("1.0", "2026-05-01", "One.")})
    for day, (said, own) in enumerate(days):
        text = catalog(("One.", said)) + f'\nmsgctxt "use"\nmsgid "One."\nmsgstr "{own}"\n# {day}\n'
        files = {CATALOG: text}
        if day == announced:
            files[TERMS] = version("2.0", f"2026-05-{announced + 2:02}", "One.", "Two.")
        repository.commit(f"2026-05-{day + 1:02}", files)
    made = load(repository.settings(replace(SOURCE, notice_days=0)), TODAY)
    for label, since, until in (("1.0", 0, announced + 1), ("2.0", announced, len(days))):
        shown, changed = naive([own or said for said, own in days], since, until)
        assert german(made, label)[0] == (shown or "One.")
        told = corrected(made.policies[0].version(label))
        assert told == [(date(2026, 5, day + 1), "de") for day in changed]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(_WORDS, min_size=8, max_size=8), st.integers(1, 5), st.integers(1, 3))
def test_readers_see_what_a_naive_reading_says(
    tmp_path_factory: pytest.TempPathFactory, days: list[str], announced: int, notice: int
) -> None:
    repository = Repository.create(tmp_path_factory.mktemp("naive") / "repository")
    effective = announced + notice
    repository.commit("2026-05-01", {TERMS: version("1.0", "2026-05-01", "One.")})
    for day, said in enumerate(days):
        files = {CATALOG: catalog(("One.", said)) + f"# {day}\n"}
        if day == announced:
            files[TERMS] = version("2.0", f"2026-05-{effective + 1:02}", "One.", "Two.")
        repository.commit(f"2026-05-{day + 1:02}", files)
    source = replace(SOURCE, notice_days=0)
    made = load(repository.settings(source), TODAY)
    for label, since, until in (("1.0", 0, effective), ("2.0", announced, len(days))):
        shown, changed = naive(days, since, until)
        assert german(made, label)[0] == (shown or "One.")
        told = corrected(made.policies[0].version(label))
        assert told == [(date(2026, 5, day + 1), "de") for day in changed]
        stages = [german(made, f"{label} de {n}")[0] for n in range(len(told))]
        assert all(old != new for old, new in pairwise([*stages, german(made, label)[0]]))
