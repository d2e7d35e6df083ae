"""What is wrong with a configuration is told at its line, with what was perhaps meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette.configuration.severities import severities
from gazette.configuration.written import Written
from gazette.errors import GazetteError
from small import CONFIG, make, run

if TYPE_CHECKING:
    from pathlib import Path

FORM = 'Write it as "hand-dated: {severity: off, reason: Why it does not matter here}".'
HEAD = "site_name: A\ntheme: {name: gazette}\nplugins:\n  - gazette:\n"


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "site_nmae: B\n" + CONFIG,
            ('mkdocs.yml:1: error: There is no option "site_nmae". Write "site_name", if '
            'you mean that.',),
        ),
        (
            CONFIG + "site_name: B\n",
            ('error: The option "site_name" appears twice. Remove one of them.',),
        ),
        (
            f"{HEAD}      notice_dais: 3\n      languages: [en]\n      languages: [de]\n",
            (
                'mkdocs.yml:5: error: There is no option "notice_dais" in "gazette" of "plugins".',
                ' Write "notice_days", if you mean that.',
                'mkdocs.yml:7: error: The option "languages" appears twice.',
            ),
        ),
        (
            f"{HEAD}      policies:\n        - id: a\n          path: a.md\n          titel: T\n",
            ('mkdocs.yml:8: error: There is no option "titel" in "policies"', '"title", if'),
        ),
        (f"{HEAD}      notice_days: many\n", ('mkdocs.yml:5: error: "notice_days": Expected',)),
        (
            CONFIG.replace("[en, de]", "[en, de], timezone: Mars"),
            ('mkdocs.yml:6: error: There is no time zone "Mars".',),
        ),
        (
            f"{HEAD}      languages: [en]\nextra:\n  gazette:\n    mail:\n      sendr: x\n",
            ('mkdocs.yml:9: error: There is no option "sendr" in "mail"', '"sender", if'),
        ),
    ],
)  # fmt: skip
def test_it_is_told_at_its_line(
    tmp_path: Path, text: str, told: tuple[str, ...], command: str
) -> None:
    repository = make(tmp_path)
    repository.write("mkdocs.yml", text)
    done = run(repository, command)
    assert done.code == 1
    for each in told:
        assert each in done.output + done.errors


def test_a_file_that_is_inherited_has_lines_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("a: 1\nb: 2\nb: 3\n")
    (tmp_path / "mkdocs.yml").write_text("INHERIT: base.yml\nc: 1\n")
    written = Written.of(tmp_path / "mkdocs.yml")
    assert [str(each.place) for each in written.doubled()] == ["base.yml:3"]
    assert str(written.place("a")) == "base.yml:1"
    assert str(written.place("c")) == "mkdocs.yml:2"
    assert written.place("d") is None


@pytest.mark.parametrize("text", ["", "a: [", "a: &a [*a]\n", "- b\n", "a: \x00"])
def test_whatever_stands_there_it_ends(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text)
    assert [*Written.of(tmp_path / "mkdocs.yml").doubled()] == []


def test_aliases_of_aliases_are_looked_at_once(tmp_path: Path) -> None:
    bomb = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    (tmp_path / "mkdocs.yml").write_text("\n".join(bomb))
    assert len(Written.of(tmp_path / "mkdocs.yml").options) < 300


def test_rules_are_read_with_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text("plugins:\n  - gazette:\n      rules:\n        a: off\n        b: {}\n")
    written = Written.of(file)
    (found,) = severities({"a": False}, written, file.name)
    assert (str(found), str(found.place)) == ("a: off", "mkdocs.yml:4")
    wrong = {
        "a": "of",
        "b": {},
        "c": {"severity": "hint", "reson": "x"},
        "d": 3,
        "e": {"severity": "hint", "reason": 3},
    }
    with pytest.raises(GazetteError) as refused:
        severities(wrong, written, file.name)
    assert [str(each).partition(" [")[0] for each in refused.value.findings] == [
        'mkdocs.yml:4: error: The rule "a" has no severity "of". Write "off", if you mean that.',
        f'mkdocs.yml:5: error: The rule "b" has no severity. {FORM}',
        'mkdocs.yml:3: error: There is no option "reson" in "c". Write "reason", if you mean that.',
        'mkdocs.yml:3: error: The rule "d" has no severity "3". '
        "Write one of these: error, hint, off, warning.",
        f'mkdocs.yml:3: error: The reason for "e" is not text. {FORM}',
    ]  # fmt: skip
