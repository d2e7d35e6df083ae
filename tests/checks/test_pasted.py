"""Lists that are none: what a text has when it was pasted from a word processor."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest

from repositories import Repository
from small import CONFIG, ONE, TERMS, run

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = CONFIG.replace("[en, de]", "[en]")
LINE = ONE.count("\n") + 2  # the first line of a text that stands under another
HYPHEN = "Begin each of them with a hyphen and a space:"


def told(folder: Path, text: str, config: str = ENGLISH, head: str = ONE) -> list[str]:
    """What the check says of lists in a text: the line in it, from 1, and the words."""
    made = Repository.create(folder)
    made.commit("2025-01-15", {"mkdocs.yml": config, TERMS: f"{head}\n{text}"})
    found = run(made, "check", "--as-of", "2026-01-01")
    lines = (found.output + found.errors).splitlines()
    start = head.count("\n") + 2
    return [
        f"{int(line.split(':')[1]) - start + 1}:{line.split(':', 2)[2]}"
        for line in lines
        if line.endswith("[list-by-hand]")
    ]


def test_a_bullet_of_a_word_processor_is_told_with_what_to_write(tmp_path: Path) -> None:
    assert told(tmp_path, "We keep:\n• mail for 30 days\n• logs\n") == [
        '2: warning: A line that begins with "•" is not a list item: such lines run together. '
        f'{HYPHEN} "- mail for 30 days". [list-by-hand]'
    ]


def test_a_blank_that_does_not_break_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, "We keep:\n\n-\u00a0mail\n-\u00a0logs\n\n1.\u202ffirst\n") == [
        '3: warning: A no-break space follows "-", so this is not a list. '
        'Type a plain space there: "- mail". [list-by-hand]',
    ]


def test_marks_that_count_on_are_told(tmp_path: Path) -> None:
    assert told(tmp_path, "We keep:\n(a) mail;\n(b) logs; and\nof errors\n(c) names.\n") == [
        '2: warning: The lines from "(a)" on are not a list: they run together. Write '
        '"{type=a}" on '
        'the line above them, "1. ", "2. " ... instead of their marks; or leave an empty '
        "line between them. [list-by-hand]"
    ]


def test_for_the_python_reader_an_empty_line_helps(tmp_path: Path) -> None:
    config = ENGLISH.replace("[en]", "[en], markdown: python")
    assert told(tmp_path, "(a) mail;\n(b) logs.\n", config) == [
        '1: warning: The lines from "(a)" on are not a list: they run together. Leave an '
        "empty line "
        "between them. [list-by-hand]"
    ]


def test_the_words_of_others_get_a_hint(tmp_path: Path) -> None:
    listed = f"versions: commits, policies: [{{id: terms, path: {TERMS}}}]"
    config = ENGLISH.replace("languages: [en]", f"languages: [en], {listed}")
    (line,) = told(tmp_path, "• mail\n• logs\n", config, "# Terms\n")
    assert line.startswith("1: hint: ")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("• mail\n\n• logs\n\n• names\n", [1]),
        ("•\u00a0\u00a0mail\n", [1]),
        ("·\tmail\n", [1]),
        ("\uf0b7 mail\n", [1]),
        ("o  mail\no  logs\n", [1]),
        ("– mail\n– logs\n", [1]),
        ("✓ mail\n✓ logs\n", [1]),
        ("• mail\n\nBetween.\n\n▪ logs\n", [1, 5]),
        ("- • mail\n- • logs\n", [1]),
        ("> • mail\n> • logs\n", [1]),
        ("- We keep:\n  (a) mail\n  (b) logs\n", [2]),
        ("1.\u00a0mail\n2.\u00a0logs\n", [1]),
        ("We keep\n\n*\u2003mail\n", [3]),
        ("a) mail\nb) logs\n", [1]),
        ("A. Mail\nB. Logs\n", [1]),
        ("(i) mail\n(ii) logs\n(iii) names\n", [1]),
        ("iv. mail\nv. logs\n", [1]),
        ("(1) mail\n(2) logs\n", [1]),
        ("We keep:\n2. mail\n3. logs\n", [2]),
        ("① メール\n② ログ\n", [1]),
        ("（1）メール\n（2）ログ\n", [1]),
        ("１．メール\n２．ログ\n", [1]),
        ("一、邮件\n二、日志\n", [1]),
        ("(a) mail\n(b) logs\n\nAnd:\n\n(a) names\n(b) ages\n", [1, 6]),
    ],
)
def test_what_looks_like_a_list_is_told_where_it_begins(
    tmp_path: Path, text: str, lines: list[int]
) -> None:
    assert [int(line.split(":")[0]) for line in told(tmp_path, text)] == lines


@pytest.mark.parametrize(
    "text",
    [
        "- mail\n- logs\n\n1. one\n2. two\n\n1) one\n2) two\n",
        "(a) We keep mail.\n\n(b) We keep logs.\n",  # clauses, each a paragraph
        "(a) We keep mail  \n(b) We keep logs\n",  # two lines, as they were written
        "We keep mail as said in\n(b) of this section, and logs as said in\n(d) of it.\n",
        "o bien por correo.\n",
        "– as Kim said –\n",
        "We sell mail – and\n— not logs.\n",
        "```\n• mail\n(a) one\n(b) two\n```\n",
        "| a | b |\n|---|---|\n| • mail | (a) x |\n",
        "## • Mail\n",
        "We keep it for\n30. The rest\n31 days.\n",
        "See section\n1. and\n3. of the terms.\n",
        "{type=a}\n\n1. mail\n2. logs\n",
        "第一条 目的\n第二条 範囲\n",
    ],
)
def test_what_is_a_list_or_none_is_not_told(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


def test_what_is_told_to_write_makes_a_list(tmp_path: Path) -> None:
    assert told(tmp_path, "We keep:\n\n{type=a}\n1. mail;\n2. logs.\n\n- names\n") == []


def test_a_long_text_is_read_in_no_time(tmp_path: Path) -> None:
    text = "".join(f"({sign}) mail of many kinds\n" for sign in "abcdefgh" * 2000)
    start = time.perf_counter()
    assert len(told(tmp_path, text)) == 2000
    assert time.perf_counter() - start < 20


def test_lines_may_end_as_on_an_old_machine(tmp_path: Path) -> None:
    assert [line[:2] for line in told(tmp_path, "We keep:\r• mail\r• logs\r")] == ["2:"]


def test_messages_are_one_line(tmp_path: Path) -> None:
    (line,) = told(tmp_path, f"• {'mail ' * 50}\u202e\n")
    assert re.sub(r"\d+: ", "", line, count=1).isprintable()
    assert "…" in line
