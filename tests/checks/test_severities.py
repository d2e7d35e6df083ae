"""A site can judge rules otherwise, with a reason; what guards a promise stays, and so does what is
published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gazette.checks import rules
from gazette.checks.severities import applied, faulty
from gazette.configuration import read_configuration
from gazette.model import Finding, Place, Severity, SeverityChange
from gazette.publishing.loading import load
from small import CONFIG, TERMS, TODAY, TWO, make, run

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repository
    from small import Outcome

AS_OF = ("--as-of", TODAY.isoformat())
DATED = TWO.replace("7 eu", "7 whole eu") + "\nLast updated: some day in 2026.\n"
OLD = Finding("hand-dated", Severity.WARNING, Place("a.md", 1), "What.", "Fix.")


def change(rule: str, severity: Severity | None, reason: str = "Why.") -> SeverityChange:
    return SeverityChange(rule, severity, reason)


@pytest.mark.parametrize("severity", [*Severity, None])
def test_a_finding_has_the_severity_that_the_site_gives_it(severity: Severity | None) -> None:
    other = replace(OLD, rule="macro")
    found = applied([OLD, other], (change("hand-dated", severity),))
    assert found == ((replace(OLD, severity=severity),) if severity else ()) + (other,)
    assert applied(found, (change("hand-dated", severity),)) == found


@pytest.mark.parametrize("name", [name for name in rules.names() if rules.find(name).guards])
def test_what_guards_a_promise_stays_as_it_is(name: str) -> None:
    error = Finding(name, Severity.ERROR, Place("a.md", 1), "What.", "Fix.")
    changes = (change(name, None), change(name, Severity.HINT))
    assert applied([error], changes) == (error,)
    assert all("guards a promise" in each.what for each in faulty(changes))
    assert len([*faulty(changes)]) == 2


def test_errors_that_can_refuse_a_commit_guard_a_promise() -> None:
    free = {name for name in rules.names() if not rules.find(name).guards}
    errors = {name for name in free if rules.find(name).worst is Severity.ERROR}
    # Of catalogs as they are today: no commit was ever refused for them (archive/making).
    assert {*map(_area, errors)} <= {"translations"}
    assert {_area(name) for name in rules.names() if rules.find(name).guards} == {*rules.RULES}


def _area(name: str) -> str:
    (area,) = (area for area, found in rules.RULES.items() if any(r.id == name for r in found))
    return area


def test_who_lowers_a_rule_says_why_and_who_raises_it_need_not() -> None:
    told = [*faulty((change("hand-dated", Severity.HINT, ""), change("dead-link", None, "")))]
    assert [each.what for each in told] == [
        'The rule "hand-dated" is set to "hint" without a reason.',
        'The rule "dead-link" is set to "off" without a reason.',
    ]
    raised = (change("hand-dated", Severity.ERROR, ""), change("macro", Severity.WARNING, ""))
    assert [*faulty((*raised, change("hand-dated", Severity.WARNING, "")))] == []


def test_a_rule_that_is_not_there_is_told_with_the_nearest() -> None:
    told = [each.fix for each in faulty((change("hand-datd", None), change("zzz", None)))]
    assert told == [
        'Write "hand-dated", if you mean that.',
        '"gazette check --rules" lists all rules.',
    ]


def judged(repository: Repository, rules_: str) -> Outcome:
    configured = CONFIG.replace("[en, de]", f"[en, de], rules: {rules_}")
    assert configured != CONFIG
    repository.commit("2026-05-21", {"mkdocs.yml": configured})
    return run(repository, "check", *AS_OF)


def test_check_tells_what_is_judged_otherwise_and_why(tmp_path: Path) -> None:
    repository = make(tmp_path)
    off = judged(repository, "{hand-dated: {severity: off, reason: We print them.}}")
    assert (off.code, "hand-dated" in off.output) == (0, True)
    assert "The rule hand-dated is off: We print them.\n" in off.output
    wrong = judged(repository, "{hand-datd: off}")
    assert (wrong.code, wrong.output.count("mkdocs.yml:")) == (1, 1)
    assert run(repository, "build", *AS_OF).code == 1


def test_a_warning_that_is_raised_refuses_a_build(tmp_path: Path) -> None:
    repository = make(tmp_path)
    three = TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-08-01")
    shown = three.replace("# Terms", "![A](https://example.com/a.png)\n\n# Terms", 1)
    repository.commit("2026-05-20", {TERMS: shown})
    plain = run(repository, "check", *AS_OF)
    assert (plain.code, " warning: " in plain.output, "foreign" in plain.output) == (0, True, True)
    done = judged(repository, "{foreign-image: error}")
    assert done.code == 1
    assert [line for line in done.output.splitlines() if "error: " in line and "foreign-" in line]
    assert "The rule foreign-image counts as error.\n" in done.output
    assert run(repository, "build", *AS_OF).code == 1
    assert judged(repository, "{foreign-image: {severity: off, reason: Ours.}}").code == 0


def test_no_change_of_severities_changes_what_is_published(tmp_path: Path) -> None:
    repository = make(tmp_path)
    repository.commit("2026-05-20", {TERMS: DATED.replace('"2.0"', '"3.0"')})
    repository.commit("2026-05-22", {TERMS: TWO})
    settings = read_configuration(repository.root / "mkdocs.yml").settings
    free = [name for name in rules.names() if not rules.find(name).guards]
    before = load(settings, TODAY)
    for severity in (None, Severity.ERROR):
        changes = tuple(change(name, severity) for name in free)
        after = load(replace(settings, severities=changes), TODAY)
        assert after.policies == before.policies
    assert before.policies[0].versions
