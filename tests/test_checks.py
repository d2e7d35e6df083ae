from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette.checks import run
from gazette.model import PolicySource, Severity
from gazette.site import load
from repositories import Repository
from small import ONE, TERMS, TODAY, TWO

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from gazette.model import Finding

COMING = "2026-05-20"
THREE = TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-08-01").replace("7 eu", "8 eu")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.create(tmp_path / "repository")
    made.commit("2025-01-15", {TERMS: ONE})
    made.commit("2026-05-15", {TERMS: TWO})
    return made


def found(repository: Repository, text: str = "", today: date = TODAY) -> list[Finding]:
    """What the rules say of a repository, with one more version if there is a text."""
    if text:
        repository.commit(COMING, {TERMS: text})
    settings = repository.settings(PolicySource("terms", TERMS), languages=("en",))
    return list(run(load(settings, today)))


def told(findings: list[Finding]) -> list[tuple[str, str, int]]:
    return [(f.rule, f.severity.value, f.place.line) for f in findings]


def test_a_sound_policy_keeps_every_rule(repository: Repository) -> None:
    assert found(repository, THREE) == []


def test_a_section_id_stands_once(repository: Repository) -> None:
    twice = THREE + "\n## More {#fees}\n\nWords.\n"
    assert told(found(repository, twice)) == [
        ("change-unmentioned", "warning", 6),
        ("duplicate-section-id", "error", 16),
    ]


def test_a_policy_has_a_section(repository: Repository) -> None:
    bare = THREE.partition("# Terms")[0] + "Words.\n"
    assert told(found(repository, bare)) == [("no-section", "error", 1)]


def test_a_highlight_names_a_section_that_is_there(repository: Repository) -> None:
    lines = "highlights:\n  - {section: fees, text: New.}\n  - {section: fines, text: New.}\n"
    (one,) = found(repository, THREE.replace("---\n# Terms", f"{lines}---\n# Terms"))
    assert (one.rule, one.place.line) == ("highlight-unknown-section", 9)
    assert one.mend == "Use one of: fees, terms."


PARTS = "\n## Data {#data}\n\nWe keep files.\n\n### Logs {#logs}\n\nWe keep logs.\n"


def highlighted(text: str, *sections: str) -> str:
    lines = "".join(f"  - {{section: {section}, text: New.}}\n" for section in sections)
    return text.replace("---\n# Terms", f"highlights:\n{lines}---\n# Terms")


def test_a_highlight_names_a_section_that_changed(repository: Repository) -> None:
    repository.commit("2026-05-16", {TERMS: THREE + PARTS})
    four = THREE.replace('"3.0"', '"4.0"').replace("2026-08-01", "2026-09-01")
    logs = four + PARTS.replace("We keep logs", "We keep the logs")
    findings = found(repository, highlighted(logs, "fees", "data", "logs"))
    assert told(findings) == [("highlight-unchanged", "error", 8)]
    assert findings[0].mend == "Remove it, or name a section that changed: data, logs, terms."


def test_what_moved_changed_the_section_it_left(repository: Repository) -> None:
    clause = "Either side may end the contract with notice of one month.\n"
    repository.commit("2026-05-16", {TERMS: f"{THREE}\n{clause}{PARTS}"})
    four = THREE.replace('"3.0"', '"4.0"').replace("2026-08-01", "2026-09-01")
    moved = f"{four}{PARTS}\n{clause}"
    assert "highlight-unchanged" not in [
        f.rule for f in found(repository, highlighted(moved, "fees", "logs"))
    ]


@pytest.mark.parametrize(
    ("sections", "summary", "left"),
    [
        ((), "The fee rises.", "terms, fees, data"),
        (("fees",), "The fee rises.", "terms, data"),
        (("fees", "logs"), "The fee rises.", "terms"),
        (("fees", "logs"), "The fee rises, and the terms read better.", ""),
    ],
)
def test_a_material_change_mentions_what_it_touches(
    repository: Repository, sections: tuple[str, ...], summary: str, left: str
) -> None:
    repository.commit("2026-05-16", {TERMS: THREE + PARTS})
    four = THREE.replace('"3.0"', '"4.0"').replace("2026-08-01", "2026-09-01")
    text = (four + PARTS.replace("keep logs", "keep the logs")).replace("You may", "You can")
    text = text.replace("8 eu", "9 eu").replace("The fee rises.", summary)
    findings = found(repository, highlighted(text, *sections) if sections else text)
    assert [f.rule for f in findings] == ["change-unmentioned"] * bool(left)
    assert all(f.what.endswith(f" in: {left}.") for f in findings)


def test_an_editorial_version_that_changes_a_figure_or_a_duty(repository: Repository) -> None:
    editorial = THREE.replace("change: material", "change: editorial")
    (one,) = found(repository, editorial.replace("You may", "You must"))
    assert told([one]) == [("editorial-changes-duties", "warning", 5)]
    assert one.what.endswith("changes: duty “may” → “must”; amount “7 euros” → “8 euros”.")


def test_an_editorial_version_that_changes_words_alone(repository: Repository) -> None:
    editorial = TWO.replace('"2.0"', '"3.0"').replace("change: material", "change: editorial")
    assert found(repository, editorial.replace("use the service", "use our service")) == []


def test_a_material_version_needs_its_notice(repository: Repository) -> None:
    (one,) = found(repository, THREE.replace("2026-08-01", "2026-06-19"))
    assert (one.rule, one.severity) == ("notice-period", Severity.ERROR)
    assert one.place.line == 4


def test_an_editorial_version_needs_no_notice(repository: Repository) -> None:
    soon = THREE.replace("2026-08-01", "2026-05-21")
    assert "notice-period" in [f.rule for f in found(repository, soon)]
    four = soon.replace('"3.0"', '"4.0"').replace("8 eu", "9 eu").replace("material", "editorial")
    assert {f.severity for f in found(repository, four)} <= {Severity.WARNING}


def test_an_unclassified_version_counts_as_material(repository: Repository) -> None:
    unsaid = THREE.replace("change: material\n", "")
    assert told(found(repository, unsaid)) == [("change-unclassified", "warning", 3)]
    soon = unsaid.replace("3.0", "4.0").replace("2026-08-01", "2026-05-21").replace("8 eu", "9 eu")
    assert "notice-period" in [f.rule for f in found(repository, soon)]


def test_a_material_version_has_a_summary(repository: Repository) -> None:
    mute = THREE.replace("summary: The fee rises.\n", "")
    assert told(found(repository, mute)) == [("summary-missing", "warning", 5)]


def test_a_version_goes_on_saying_when_it_takes_effect(repository: Repository) -> None:
    # Without the date there would be no notice period to keep.
    repository.commit(COMING, {TERMS: THREE.replace("2026-08-01", "2026-05-30")})
    rules = told(found(repository, THREE.replace("effective: 2026-08-01\n", "")))
    assert ("effective-missing", "error", 3) in rules


def test_what_was_published_before_is_no_longer_judged(repository: Repository) -> None:
    """Nobody can mend the text of a past version, so the rules look at the newest one."""
    spoilt = THREE + "\n## More {#fees}\n\nWords.\n"
    assert found(repository, spoilt)
    four = THREE.replace('"3.0"', '"4.0"').replace("2026-08-01", "2026-09-01")
    four = four.replace("8 eu", "9 eu").replace("The fee rises.", "The fee and the terms change.")
    assert [f.rule for f in found(repository, four)] == ["anchor-dropped"]


def test_findings_stand_by_file_and_line(repository: Repository) -> None:
    several = THREE.replace("2026-08-01", "2026-06-01").replace("change: material\n", "")
    findings = found(repository, several + "\n## More {#fees}\n\nWords.\n")
    assert [f.place.line for f in findings] == sorted(f.place.line for f in findings)
    assert len(findings) == 4
