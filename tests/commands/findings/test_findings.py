"""Findings in each format: what machines read is valid, and nothing in them acts on a terminal."""

from __future__ import annotations

import io
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from gazette.checks.rules import find, page
from gazette.commands.findings import MACHINES
from gazette.commands.findings.terminal import is_coloured, line_of
from gazette.commands.redlines import FORMATS as REDLINES
from gazette.model import Finding, Place, Severity
from gazette.model.findings import visible
from repositories import Repository
from small import CONFIG, ONE, TERMS, TODAY, TWO, make, run

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA = json.loads((files("gazette.commands.findings") / "findings.json").read_text("utf-8"))
HOSTILE = "a\x1b[31m\x9b2J\x07\r\n::error::x ##[group]y ##vso[task]z\u202e\udce4 100% a:b,c"
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
WARNING = Finding("hand-dated", Severity.WARNING, Place("content/a b.md", 3), "Old.", "Fix it.")
ERROR = Finding("recipients", Severity.ERROR, Place(), "Bad.", "Correct it.")
HINT = Finding("macro", Severity.HINT, Place(HOSTILE), HOSTILE, HOSTILE)
ALL = (WARNING, ERROR, HINT, WARNING)

findings = st.builds(
    Finding,
    st.sampled_from(["hand-dated", "recipients", "macro"]),
    st.sampled_from(Severity),
    st.builds(Place, st.text(), st.integers(0, 9)),
    st.text(),
    st.text(),
)


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_json_keeps_its_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    rows = json.loads(MACHINES["json"](ALL))
    Draft202012Validator(SCHEMA).validate(rows)
    assert rows[0] == {
        "rule": "hand-dated",
        "severity": "warning",
        "path": "content/a b.md",
        "line": 3,
        "what": "Old.",
        "fix": "Fix it.",
    }
    assert rows[2]["what"] == HOSTILE


def test_sarif_is_valid_and_says_where_rules_are_told() -> None:
    text = MACHINES["sarif"](ALL)
    Sarif.model_validate_json(text.encode())
    (run,) = json.loads(text)["runs"]
    rules, results = run["tool"]["driver"]["rules"], run["results"]
    assert [(each["id"], each["helpUri"]) for each in rules] == [
        (name, page(name)) for name in ("hand-dated", "macro", "recipients")
    ]
    assert rules[0]["defaultConfiguration"] == {"level": "warning"}
    assert rules[0]["shortDescription"]["text"] == find("hand-dated").reason
    assert [rules[each["ruleIndex"]]["id"] for each in results] == [each.rule for each in ALL]
    assert [each["level"] for each in results] == ["warning", "error", "note", "warning"]
    place = results[0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/a%20b.md"
    assert place["region"] == {"startLine": 3}
    assert results[1]["locations"] == []


def test_a_fingerprint_stays_when_a_line_moves_and_differs_for_another_finding() -> None:
    moved = Finding(WARNING.rule, WARNING.severity, Place("content/a b.md", 9), "Old.", "Fix it.")
    told = [_fingerprints(some) for some in ((WARNING, WARNING), (moved, ERROR))]
    assert told[0][0] == told[1][0]
    assert told[0][0] != told[0][1]
    assert told[1][0] != told[1][1]


def _fingerprints(some: Sequence[Finding]) -> list[dict[str, str]]:
    (run,) = json.loads(MACHINES["sarif"](some))["runs"]
    return [each["partialFingerprints"] for each in run["results"]]


def test_for_github_each_finding_is_one_command() -> None:
    lines = MACHINES["github"](ALL).splitlines()
    assert lines[0] == "::warning file=content/a b.md,line=3,title=hand-dated::Old. Fix it."
    assert lines[1] == "::error title=recipients::Bad. Correct it."
    assert lines[2].startswith("::notice file=")
    assert lines[2].endswith("100%25 a:b,c")
    assert len(lines) == len(ALL)


@given(findings)
def test_no_control_character_leaves_the_command(found: Finding) -> None:
    printed = [make([found]) for make in MACHINES.values()] + [f"{found}\n"]
    for text in printed:
        text.encode()
        assert RAW.search(text) is None
    assert str(found).count("\n") == MACHINES["github"]([found]).count("\n") - 1 == 0


@pytest.mark.parametrize("form", ["github", "text"])
def test_no_text_of_others_is_a_command(form: str) -> None:
    at = Finding("macro", Severity.HINT, Place("::set-env name=A::b"), "##[x]", "##vso[y]")
    text = str(at) if form == "text" else MACHINES["github"]([at])
    assert text.startswith("./::" if form == "text" else "::notice file=%3A%3Aset-env")
    assert "##[" not in text
    assert "##vso[" not in text


def test_words_stay_as_they_are() -> None:
    for text in ("Größe 100 %", "בְּרֵאשִׁית", "👩‍👩‍👧", "a\u200cb", "第1条"):
        assert visible(text) == text


def test_a_terminal_gets_colours_and_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    told = line_of(WARNING, Screen())
    assert f"\x1b]8;;{page('hand-dated')}\x1b\\hand-dated\x1b]8;;\x1b\\" in told
    assert "\x1b[33m" in told
    plain = re.sub(r"\x1b\[\d+m|\x1b]8;;[^\x1b]*\x1b\\", "", told)
    assert plain == str(WARNING) == line_of(WARNING, io.StringIO())
    assert line_of(HINT, Screen()).count("\x1b[31m") == 0
    for name, value in (("NO_COLOR", "1"), ("TERM", "dumb")):
        with monkeypatch.context() as patched:
            patched.setenv(name, value)
            assert line_of(WARNING, Screen()) == str(WARNING)


@pytest.mark.parametrize("wished", [True, False])
def test_colours_are_as_they_are_asked_for(*, wished: bool) -> None:
    with click.Context(click.Command("check")) as context:
        context.color = wished
        assert is_coloured(Screen()) == is_coloured(io.StringIO()) == wished
        assert "\x1b]8" not in line_of(WARNING, io.StringIO())


def test_the_documentation_has_the_schema() -> None:
    told = (Path(__file__).parents[3] / "docs/findings.md").read_text()
    for name, field in SCHEMA["items"]["properties"].items():
        assert f"| `{name}` | {field['description']} |" in told


@pytest.mark.parametrize("command", ["build", "check"])
def test_commands_print_them_in_each_format(tmp_path: Path, command: str) -> None:
    repository = make(tmp_path / "repository")
    repository.commit("2026-05-20", {TERMS: TWO.replace("2026-07-01", "2026-05-21")})
    for form in MACHINES:
        done = run(repository, command, "--as-of", "2026-06-01", "--format", form)
        assert done.code == 1
        assert "effective-in-the-past" in done.output or "notice-period" in done.output
        assert (done.output.count("\n") > 1) != (form == "github")
    assert run(repository, command, "--format", "yaml").code == 2


def test_a_build_that_is_fine_prints_findings_alone(tmp_path: Path) -> None:
    done = run(make(tmp_path), "build", "--as-of", "2026-06-01", "--format", "json")
    assert done.code == 0, done
    assert isinstance(json.loads(done.output), list)
    assert "Built" in done.errors


def test_no_command_lets_a_terminal_obey_a_text(tmp_path: Path) -> None:
    """Whatever stands in texts, labels and names of git: shown, listed and compared, as any."""
    repository = Repository.create(tmp_path)
    hostile = "\x1b[31m\x9b31m \u202eevil\u202c \u2066x\u2069\x08"
    old = ONE.replace("the service", f"the {hostile} service").replace("## Fees", f"## F{hostile}")
    repository.commit("2025-01-15", {"mkdocs.yml": CONFIG, TERMS: old})
    new = TWO.replace("7 euros", f"7 {hostile} euros").replace("rises.", "rises \u202ehere.")
    repository.commit("2026-05-01", {TERMS: new})
    day = ("--as-of", TODAY.isoformat())
    asked = [
        *(("redline", "terms@1.0", "terms@2.0", "--format", each) for each in REDLINES),
        *(("blame", "terms", "--format", each) for each in ("table", "json")),
        *(("versions", "--format", each) for each in ("table", "json")),
        ("review", "HEAD~1..HEAD", *day),
        ("notice", "preview", "terms@2.0", "--lang", "en", *day),
    ]
    for arguments in asked:
        done = run(repository, *arguments)
        assert done.output
        assert not RAW.search(done.output + done.errors), arguments
    told = run(repository, *asked[0]).output
    assert r"\u202eevil\u202c" in told
