"""The head of a policy: what is accepted, and what is refused where and in which words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gazette.document import body, declares_version, foreign_title, read_front
from gazette.document.front.head import head
from gazette.model import Change, Finding, FrontMatter, Highlight, Place, SourceFile

GOOD = """---
title: "Privacy: our policy"
description: >
  How we protect
  your data
version: "1.10"
effective: 2027-01-15
published: 2026-12-01
change: material
summary: 'You can opt out: at any time.'
highlights:
  - section: training
    text: Training needs your consent.
  - {section: contact, text: A new address.}
badges: [GDPR, CCPA]
withdrawn: false
id: privacy-policy
---
# Privacy
"""


def read(text: str) -> tuple[FrontMatter, tuple[Finding, ...]]:
    return read_front(SourceFile("content/terms.md", text))


def test_a_good_head_is_read_whole() -> None:
    front, findings = read(GOOD)
    assert findings == ()
    assert front == FrontMatter(
        id="privacy-policy",
        title="Privacy: our policy",
        description="How we protect your data",
        version="1.10",
        published=date(2026, 12, 1),
        effective=date(2027, 1, 15),
        change=Change.MATERIAL,
        summary="You can opt out: at any time.",
        highlights=(
            Highlight("training", "Training needs your consent.", 12),
            Highlight("contact", "A new address.", 14),
        ),
        badges=("GDPR", "CCPA"),
        withdrawn=False,
        place=Place("content/terms.md", 1),
        lines=front.lines,
    )
    assert front.where("effective") == Place("content/terms.md", 7)
    assert front.where("change") == Place("content/terms.md", 9)
    assert front.where("nothing") == Place("content/terms.md", 1)


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ('---\nversion: "3.0"\n---', "3.0"),
        ("--- \nversion: 3\n---\t\ntext", "3"),
        ("---\nversion: 2024-12-19.2\n---\n", "2024-12-19.2"),
        ("---\n# a comment\nversion: 1.0-rc_1\n---\n", "1.0-rc_1"),
    ],
)
def test_good_versions(text: str, version: str) -> None:
    front, findings = read(text)
    assert (front.version, findings) == (version, ())


BAD = [
    ("", 1, "front-matter-missing"),
    ("# Terms\n", 1, "front-matter-missing"),
    ("\n---\ntitle: A\n---\n", 1, "front-matter-missing"),
    ("---", 1, "front-matter-missing"),
    ("---\n", 1, "front-matter-malformed"),
    ("---\ntitle: A\n# Terms\n", 3, "front-matter-malformed"),
    ("---\n---\n", 2, "front-matter-malformed"),
    ("---\n\n# nothing\n---\n", 2, "front-matter-malformed"),
    ("---\njust words\n---\n", 2, "front-matter-malformed"),
    ("---\n- title\n---\n", 2, "front-matter-malformed"),
    ("---\nid: a\ntitle: Terms: ours\n---\n", 3, "front-matter-malformed"),
    ("---\nid: a\n\ttitle: A\n---\n", 3, "front-matter-malformed"),
    ("---\nid: a\ntitle: 'A\n---\n", 3, "front-matter-malformed"),
    ("---\nid: a\ntitle: A\0\n---\n", 3, "front-matter-malformed"),
    ("---\nid: a\ntitle: A\x1b[31m\n---\n", 3, "front-matter-malformed"),
    ("---\ntitle: \ud800\n---\n", 2, "front-matter-malformed"),
    ('---\ntitle: "\\UFFFFFFFF"\n---\n', 2, "front-matter-malformed"),
    ("---\n%YAML " + "9" * 5000 + "\n---\n", 2, "front-matter-malformed"),
    ("---\nid: a\nbadges: " + "[" * 5000 + "]" * 5000 + "\n---\n", 3, "front-matter-malformed"),
    ("---\nid: a\nbadges: " + "{a: " * 5000 + "\n---\n", 3, "front-matter-malformed"),
    (
        "---\n" + "\n".join(" " * n + "a:" for n in range(900)) + "\n---\n",
        12,
        "front-matter-malformed",
    ),
    ("---\nid: a\n...\nid: b\n---\n", 3, "front-matter-malformed"),
    ("---\nid: a\ntitel: A\n---\n", 3, "unknown-key"),
    ("---\n? [a, b]\n: c\n---\n", 2, "unknown-key"),
    ('---\n"a\\nb\\e": c\n---\n', 2, "unknown-key"),
    ("---\n<<: {title: A}\n---\n", 2, "unknown-key"),
    ("---\ntitle: A\nid: a\ntitle: B\n---\n", 4, "key-repeated"),
    ("---\ntitle: [A]\n---\n", 2, "wrong-type"),
    ("---\ntitle:\n---\n", 2, "wrong-type"),
    ('---\ntitle: "a\\0b"\n---\n', 2, "wrong-type"),
    ('---\ntitle: "\\ud800"\n---\n', 2, "wrong-type"),
    ("---\nbadges: GDPR\n---\n", 2, "wrong-type"),
    ("---\nbadges: [[GDPR]]\n---\n", 2, "wrong-type"),
    ("---\nhighlights:\n  - section: a\n---\n", 3, "wrong-type"),
    ("---\nhighlights:\n  - {section: a, text: b, text: c}\n---\n", 3, "wrong-type"),
    ("---\nhighlights:\n  - words\n---\n", 3, "wrong-type"),
    ("---\nchange: big\n---\n", 2, "wrong-type"),
    ("---\nwithdrawn: yes\n---\n", 2, "wrong-type"),
    ("---\neffective: soon\n---\n", 2, "wrong-type"),
    ("---\neffective: 2027-1-15\n---\n", 2, "wrong-type"),
    ("---\neffective: 15.01.2027\n---\n", 2, "wrong-type"),
    ("---\neffective: 2027-01-15 10:00:00\n---\n", 2, "wrong-type"),
    ("---\neffective: 2027-02-30\n---\n", 2, "impossible-date"),
    ("---\npublished: 0000-00-00\n---\n", 2, "impossible-date"),
    ("---\nversion: 1.10\n---\n", 2, "wrong-type"),
    ('---\nversion: "a/b"\n---\n', 2, "wrong-type"),
    ('---\nversion: "../x"\n---\n', 2, "wrong-type"),
    ('---\nversion: "."\n---\n', 2, "wrong-type"),
    ("---\nversion: v 1\n---\n", 2, "wrong-type"),
    ("---\nversion: " + "1" * 65 + "\n---\n", 2, "wrong-type"),
    ("---\nid: Privacy Policy\n---\n", 2, "wrong-type"),
    ("---\nid: ../terms\n---\n", 2, "wrong-type"),
    ("---\nid: a\ntitle: &a A\n---\n", 3, "front-matter-alias"),
    ("---\ntitle: *a\n---\n", 2, "front-matter-alias"),
    ("---\ntitle: !!python/object/apply:os.system [ls]\n---\n", 2, "front-matter-alias"),
    ("---\ntitle: !A B\n---\n", 2, "front-matter-alias"),
]


@pytest.mark.parametrize(("text", "line", "rule"), BAD, ids=range(len(BAD)))
def test_a_bad_head_is_refused_by_line_in_one_line(text: str, line: int, rule: str) -> None:
    _, findings = read(text)
    assert [(f.place, f.rule) for f in findings] == [(Place("content/terms.md", line), rule)]
    message = str(findings[0])
    assert message.startswith(f"content/terms.md:{line}: error: ")
    assert message.isprintable()
    assert findings[0].fix.endswith((".", "”", '"')) or "version:" in findings[0].fix


def test_all_mistakes_are_told_at_once_and_the_rest_is_read() -> None:
    front, findings = read("---\ntitle: A\ntitel: B\nversion: 1.0\neffective: 2027-13-01\n---\n")
    assert front.title == "A"
    assert [(f.place.line, f.rule) for f in findings] == [
        (3, "unknown-key"),
        (4, "wrong-type"),
        (5, "impossible-date"),
    ]
    assert findings[1].what == (
        "The version 1.0 is written as a number, which loses trailing zeros."
    )
    assert findings[1].fix == 'Put it in quotes: version: "1.0".'


def test_lines_are_the_files_own_even_after_unusual_line_ends() -> None:
    # U+0085 and U+2028 end a line for YAML, but not for an editor.
    _, findings = read('---\ntitle: "a\u2028b"\nsummary: "c\x85d"\nnonsense: 1\n---\n')
    assert [f.place.line for f in findings] == [4]


@pytest.mark.parametrize(
    ("text", "rest", "above"),
    [
        ("# A\n", "# A\n", 0),
        ("---\ntitle: A\n---\n\n# A\n", "\n# A\n", 3),
        ("---\ntitle: A\n---", "", 2),
        ("---\n---\ntext", "text", 2),
        ("--- \ntitle: A\n---  \n# A\n", "# A\n", 3),
        ("---\ntitle: A\n", "---\ntitle: A\n", 0),
        ("----\ntitle: A\n----\n", "----\ntitle: A\n----\n", 0),
        ("---\na: |\n  ---\n---\nb\n---\n", "b\n---\n", 4),
        ("---\n\n---\ntext", "text", 3),
        ("---\n# a comment\ntitle: A\n---\n# A\n", "# A\n", 4),
        ("---\n? a\n: b\n---\n# A\n", "# A\n", 4),
        ("---\n{a: b, c: &d [e]}\n---\n# A\n", "# A\n", 3),
        ("---\n'it''s': 1\na: !x y\n---\n# A\n", "# A\n", 4),
        # What was meant as ours is never text, however damaged.
        ("---\ntitle: 'It's broken'\n---\n# A\n", "# A\n", 3),
        ('---\ntitle A\nversion: "1\n---\n# A\n', "# A\n", 4),
        ("---\neffective; x\neffective: x\nchange: :y: [\n---\n# A\n", "# A\n", 5),
    ],
)
def test_the_body_stands_under_the_head(text: str, rest: str, above: int) -> None:
    assert body(text) == (rest, above)


@pytest.mark.parametrize(
    "between",
    [
        "\nTERMS OF SERVICE\n\nWe keep your data for 30 days.\n\n",
        "\nTERMS OF SERVICE\n\nNote: we keep your data for 30 days.\n\n",
        "# Scope\n",  # a comment in YAML, a heading in a text
        "- We keep mail\n- We keep logs\n",
        "Date: 1 May 2026: the day\n",
        "Summary: we keep: mail\n",
        "> quoted\n",
        "'quoted'\n",
        "a: b\n\tc: d\nWe keep mail.\n",
        "[" * 5000 + "\n",
        "a: " + "{" * 5000 + "\n",
        "<div>\n\n**Terms**: see below\n",
        "30 days\n",
        "\x00: \x01\n",
    ],
)
def test_text_between_two_rules_is_text(between: str) -> None:
    text = f"---\n{between}---\n\n# Scope\n"
    assert body(text) == (text, 0)
    assert not foreign_title(text)


def test_which_files_head_a_policy_of_ours() -> None:
    assert declares_version('---\ntitle: A\nversion: "1"\n---\n')
    assert declares_version("---\nversion : 1\n")
    assert not declares_version("---\ntitle: A\nversions:\n  fpt: '*'\n---\nversion: 1\n")
    assert not declares_version("version: 1\n")
    assert head("--- \n")
    assert not head("----\n")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Our terms\n---\n", "Our terms"),
        ('---\nlayout: x\ntitle: "Our: terms" \n---\n', "Our: terms"),
        ("---\ntitle: 'Our'\n---\n", "Our"),
        ("---\ntitle: 'GitHub''s terms' # of 2020\n---\n", "GitHub's terms"),
        ('---\ntitle: "Terms \\u2013 all"\n---\n', "Terms \u2013 all"),
        ('---\ntitle: "Our\n  terms"\n---\n', ""),
        ("---\ntitle: >\n  Our\n---\n", ""),
        ("---\ntitle:\n---\n", ""),
        ("title: Our\n", ""),
    ],
)
def test_titles_of_foreign_heads(text: str, title: str) -> None:
    assert foreign_title(text) == title


YAML_PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [*"-:[]{}&*!|>'\"%@`,#?\\\t\n \0\x85", "---\n", "version: ", "\r", "\\U0011"]
        ),
        st.text(max_size=4),
        st.sampled_from(["title: a\n", "highlights:\n", "- section: a\n", "  text: b\n"]),
    ),
    max_size=25,
).map("".join)


@given(st.one_of(st.text(), YAML_PIECES, YAML_PIECES.map(lambda text: f"---\n{text}\n---\n")))
@example("---\r\ntitle: A\r\n---\r\n")
@example("---\r\n---")
def test_no_text_whatever_raises_anything(text: str) -> None:
    front, findings = read(text)
    rest, above = body(text)
    assert text.endswith(rest)
    assert text[: len(text) - len(rest)].count("\n") == above
    declares_version(text)
    foreign_title(text)
    head(text)
    front.title.encode()
    for finding in findings:
        assert "\n" not in str(finding)
        assert 1 <= finding.place.line <= text.count("\n") + 2
