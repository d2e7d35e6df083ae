"""The table of rules says all that the program can find, and the documentation says the table."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import gazette
from gazette.checks.rules import RULES
from gazette.commands.cli import cli
from gazette.translation.faults import FAULTS as _FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.checks.rules.rule import Rule

PACKAGE = Path(gazette.__file__).parent
PAGE = PACKAGE.parents[1] / "docs/rules.md"
TABLE = {rule.id: rule for found in RULES.values() for rule in found}
# What makes a finding or a refusal: the rule is among its first two arguments.
MAKERS = {"Finding", "Stop", "refusal", "find", "_error", "error", "refuse", "Flaw", "_fault"}
NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")
INTRODUCTION = """\
# The rules

What `gazette check` looks at, and why. Each finding names its rule at the end, in brackets. An
error stops the build; a warning and a hint do not. A problem is an error while it can still be
fixed, and a warning once it is history. `gazette check --rules` prints this list, and
[findings.md](findings.md) tells in which forms findings are printed, and how the severity of a rule
is changed.
"""


def named() -> Iterator[str]:
    """Every rule that the program names where it makes a finding."""
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and _name(node.func) in MAKERS:
                for argument in node.args[:2]:
                    yield from _written(argument)
    yield from (fault[0] for fault in _FAULTS.values())


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _written(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.Constant) and NAME.fullmatch(str(argument.value)):
        yield str(argument.value)


def page() -> str:
    parts = [INTRODUCTION]
    for area, found in RULES.items():
        parts.append(f"## {area[0].upper()}{area[1:]}\n")
        parts += [f"### {rule.id}\n\n{_said(rule)}\n" for rule in found]
    return "\n".join(parts)


def _said(rule: Rule) -> str:
    kept = " · guards a promise" if rule.guards else ""
    return f"*{rule.severity}*{kept} · {rule.reason}"


def test_the_table_has_every_rule_and_no_other() -> None:
    # Some are told apart by a noun, where the finding is made.
    asked = {f"uncommitted-{noun}" for noun in ("text", "catalog", "file", "page", "configuration")}
    assert {*named(), *asked} == set(TABLE)


def test_rules_are_sorted_and_give_a_reason() -> None:
    for found in RULES.values():
        assert [rule.id for rule in found] == sorted(rule.id for rule in found)
    for rule in TABLE.values():
        severities = rule.severity.split(", ")
        assert severities == [each for each in ("error", "warning", "hint") if each in severities]
        assert re.fullmatch(r"[A-Zg].{15,95}\.", rule.reason), rule


def test_the_documentation_has_the_table() -> None:
    assert PAGE.read_text() == page()


@pytest.mark.parametrize("style", ["text", "json"])
def test_the_command_lists_them(style: str) -> None:
    done = CliRunner().invoke(cli, ["check", "--rules", "--format", style])
    assert done.exit_code == 0
    if style == "json":
        rows = json.loads(done.output)
        assert [row["id"] for row in rows] == list(TABLE)
        assert rows[0].keys() == {"id", "severity", "reason", "guards", "page", "area"}
    else:
        told = [f"  {rule.id} ({rule.severity})\n    {rule.reason}" for rule in TABLE.values()]
        assert all(each in done.output for each in told)


if __name__ == "__main__":
    PAGE.write_text(page())
