"""Ordered lists say how they are marked: on pages, in redlines, in data, on paper, in records."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import gazette_theme
import pytest

from drawn import SHOWN
from gazette.changes.align import align
from gazette.changes.redline import redline
from gazette.document import Parser
from gazette.html.redlines import redline_html
from gazette.html.voice import Voice
from gazette.model import Dialect, PairKind, SourceFile
from oursite import DRAWN
from repositories import Repository
from scripting import WORDS, as_written
from serving import serving_folder
from small import CATALOG, CONFIG, GERMAN, ONE, TERMS, TWO, build, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VOICE = Voice(WORDS, "en")
THEME = Path(gazette_theme.__file__).parent
LISTS = """
We keep:

{type=a}

1. mail
2. logs:

   {type=i start=4}

   1. of access
   2. of errors

<ol type="I" reversed>
<li value="7">names</li>
<li>ages</li>
</ol>
"""
CLASSES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.create(tmp_path)
    files = {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n/.cache/\n", CATALOG: GERMAN}
    made.commit("2025-01-15", {**files, TERMS: ONE + LISTS})
    made.commit("2026-05-15", {TERMS: TWO + LISTS.replace("mail", "letters")})
    return made


def lists(html: str) -> list[str]:
    """The opening tags of the ordered lists of a text, and of items with numbers of their own."""
    text = html.partition('class="text')[2].partition("</article>")[0] or html
    return re.findall(r"<ol[^>]*>|<li value[^>]*>", text)


EXPECTED = [
    '<ol type="a" class="lower-alpha">',
    '<ol type="i" start="4" class="lower-roman">',
    '<ol type="I" reversed="reversed" class="upper-roman">',
    '<li value="7">',
]


def test_lists_keep_their_marks_wherever_a_text_is_shown(repository: Repository) -> None:
    assert build(repository).code == 0
    terms = repository.root / "site/en/terms"
    for page in ("index.html", "v/1.0/index.html", "v/2.0/index.html", "v/2.0/changes/index.html"):
        assert lists((terms / page).read_text("utf-8")) == EXPECTED, page
    german = repository.root / "site/de/terms/index.html"
    assert lists(german.read_text("utf-8")) == EXPECTED
    record = run(repository, "notice", "preview", "terms@2.0", "--as-of", "2026-06-01")
    assert record.code == 0, record.errors


def test_the_data_say_how_a_list_is_marked(repository: Repository) -> None:
    assert build(repository).code == 0
    place = repository.root / "site/api/v1/terms/v/2.0.en.json"
    containers = json.loads(place.read_text("utf-8"))["containers"]
    told = [each["attributes"] for each in containers if each["tag"] == "ol"]
    assert [each.get("type") for each in told] == ["a", "i", "I"]
    assert [each.get("start") for each in told] == [None, "4", None]
    assert [each.get("reversed") for each in told] == [None, None, "reversed"]


# --- Redlines -------------------------------------------------------------------------------------


def redlined(before: str, after: str) -> list[tuple[str, bool]]:
    """The amendments that a reader sees, by the words of the new text; whether only its looks."""
    old, new = (Parser().parse([SourceFile("a.md", text)], "en")[0] for text in (before, after))
    found = redline(old, new, align(old, new))
    return [
        (new.blocks[each.pair.new[0]].text, each.formatting)
        for each in found.amendments
        if each.pair.kind is PairKind.AMENDED
    ]


def test_an_item_that_is_marked_otherwise_changed_its_looks() -> None:
    letters = "{type=a}\n1. mail\n2. logs\n"
    assert redlined(letters, letters) == []
    assert redlined("1. mail\n2. logs\n", letters) == [("mail", True), ("logs", True)]
    assert redlined(letters, letters.replace("=a", "=A")) == [("mail", True), ("logs", True)]
    nested = "1. We keep your mail for 30 days\n\n   {type=a}\n   1. new\n"
    assert redlined(nested, nested.replace("=a", "=i")) == [("new", True)]
    assert redlined(nested, nested.replace("mail", "post")) == [
        ("We keep your post for 30 days", False)
    ]


def labelled(before: str, after: str) -> list[str]:
    """What a redline says of each item's number, with the words behind it."""
    old, new = (Parser().parse([SourceFile("a.md", text)], "en")[0] for text in (before, after))
    shown = redline_html(redline(old, new, align(old, new)), VOICE, as_written, numbered=False)
    return re.findall(r'<small class="told">([^<]*)</small> (\w+)', shown)


NUMBERED, STARTED = "(numbering changed)", "3. mail\n4. logs\n"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (STARTED, STARTED, []),
        (STARTED, STARTED.replace("4.", "9."), []),  # only the first number counts in Markdown
        (STARTED, STARTED.replace("3.", "5."), [(NUMBERED, "mail")]),
        ("1. mail\n2. logs\n", STARTED, [(NUMBERED, "mail")]),
        ("<ol start='1' type='1'><li>mail</li></ol>", "1. mail\n", []),
        ("<ol><li>mail</li></ol>", "<ol reversed><li>mail</li></ol>", [(NUMBERED, "mail")]),
        (
            "<ol><li>mail</li><li value='4'>logs</li></ol>",
            "<ol><li>mail</li><li value='5'>logs</li></ol>",
            [(NUMBERED, "logs")],
        ),
        ("- mail\n- logs\n", "* mail\n* logs\n", []),
        ("- mail\n- logs\n", "1. mail\n2. logs\n", [("(formatting changed)", "mail")]),
        ("3. Your mail is kept\n", "4. Your mail is kept for 30 days\n", [(NUMBERED, "Your")]),
        (
            "3. mail\n\nA paragraph.\n\n4. logs\n",
            "4. mail\n\nA paragraph.\n\n5. logs\n",
            [(NUMBERED, "mail"), (NUMBERED, "logs")],
        ),
    ],
)
def test_a_list_that_counts_otherwise_is_told(
    before: str, after: str, told: list[tuple[str, str]]
) -> None:
    assert labelled(before, after) == told
    assert labelled(after, before) == told


@pytest.mark.browser
def test_a_comparison_tells_it_as_the_page_of_changes_does(
    chromium: Browser, repository: Repository
) -> None:
    changed = TWO + LISTS.replace("mail", "letters").replace("type=i", "type=A")
    third = changed.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-08-01")
    third = third.replace("fee rises", "marks are others")
    repository.commit("2026-05-20", {TERMS: third})
    assert build(repository).code == 0
    with serving_folder(repository.root / "site") as base:
        page = chromium.new_page()
        page.goto(f"{base}en/terms/v/3.0/changes/")
        built = page.locator(".redline").evaluate(SHOWN)
        page.goto(f"{base}en/terms/compare/?from=2.0&to=3.0")
        page.wait_for_selector(DRAWN)
        assert page.locator(".redline").evaluate(SHOWN) == built
        assert built.count("numbering changed") == 1  # once for those that stand together
        assert '<ol type="A" start="4" class="upper-alpha">' in built


@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize("kind", ["1", *CLASSES])
def test_each_kind_of_mark_has_its_class(kind: str, dialect: Dialect) -> None:
    text = f'<ol type="{kind}" markdown="1">\n<li markdown="1">mail</li>\n</ol>\n'
    found = Parser().parse([SourceFile("terms.md", text)], "en", dialect=dialect)[0]
    first = dict(found.blocks[0].containers[0].attributes)
    assert first["type"] == kind
    assert first.get("class", "") == CLASSES.get(kind, "")


@pytest.mark.parametrize("sheet", ["assets/gazette.css", "gazette/letter/record.html"])
def test_every_style_sheet_knows_them(sheet: str) -> None:
    css = (THEME / sheet).read_text("utf-8")
    for name in CLASSES.values():
        assert f'@counter-style in-{name} {{ system: extends {name}; prefix: "("; ' in css
        assert f"ol.{name} {{ list-style-type: in-{name}; }}" in css


# --- What a text asks for, and no page shows ------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{type=a}\n- mail\n- logs\n", [(2, "{type=a}")]),
        ("Words.\n\n{type=a start=3}\n\n* mail\n", [(5, "{type=a}"), (5, "{start=3}")]),
        ("We keep:\n{start=3}\n- mail\n", [(3, "{start=3}")]),
        ("1. one\n\n   {type=i}\n   - mail\n", [(4, "{type=i}")]),
        ("Fees\n{value=2}\n", [(1, "{value=2}")]),
        ("## Fees {start=2}\n", [(1, "{start=2}")]),
        ("Fees\n{colspan=2}\n", [(1, "{colspan=2}")]),
        ("> {type=a}\n> - mail\n", [(2, "{type=a}")]),
        ("Data[^1]\n\n[^1]: Ours:\n\n    {type=a}\n    - mail\n", [(6, "{type=a}")]),
        ("{type=a}\n1. mail\n", []),
        ("{.plain}\n- mail\n", []),
        ("## Fees {#fees .x}\n", []),
        ('[us](https://example.com){target="_blank"}\n', []),
        ("1. mail\n   {value=3}\n", []),
    ],
)
def test_what_braces_ask_for_in_vain_is_told(text: str, told: list[tuple[int, str]]) -> None:
    findings = Parser().parse([SourceFile("a.md", text)], "en")[1]
    found = [each for each in findings if each.rule == "attribute-not-shown"]
    assert [(each.place.line, each.what.split("“")[1].split("”")[0]) for each in found] == told


def test_the_check_hints_at_it(repository: Repository) -> None:
    text = (repository.root / TERMS).read_text("utf-8").replace("1. mail", "- mail")
    text = text.replace("2. logs", "- logs").replace("1. letters", "- letters")
    repository.commit("2026-05-20", {TERMS: text.replace('"2.0"', '"3.0"')})
    found = run(repository, "check", "--as-of", "2026-06-01")
    (line,) = [each for each in found.output.splitlines() if "attribute-not-shown" in each]
    number = next(n for n, each in enumerate(text.splitlines(), 1) if each == "- letters")
    assert line == (
        f"{TERMS}:{number}: hint: “{{type=a}}” is not shown: only a numbered list has it. "
        'Begin the items with "1. ", "2. " ..., or remove it. [attribute-not-shown]'
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "{type=a}",
            "{type=A}",
            "the list that begins with “letters” is numbered differently: type=a becomes type=A",
        ),
        (
            "{type=a}",
            "{type=a start=2}",
            "the list that begins with “letters” is numbered differently: type=a becomes "
            "type=a start=2",
        ),
        (
            "{type=i start=4}",
            "{.x}",
            "the list that begins with “of access” is numbered differently: type=i start=4 becomes "
            "1, 2, 3",
        ),
        (
            'value="7"',
            'value="8"',
            "the list that begins with “names” is numbered differently: value=7 becomes value=8",
        ),
    ],
)
def test_another_mark_is_a_change_of_the_text(
    repository: Repository, before: str, after: str, told: str
) -> None:
    text = (repository.root / TERMS).read_text("utf-8")
    repository.commit("2026-05-20", {TERMS: text.replace(before, after)})
    found = run(repository, "check", "--as-of", "2026-06-01")
    assert "published-text-changed" in found.output
    assert told in found.output
    entry = "corrections:\n  - {date: 2026-05-21, text: The marks.}\n---\n# Terms"
    slip = text.replace(before, after).replace("---\n# Terms", entry)
    repository.commit("2026-05-21", {TERMS: slip})
    assert "correction-too-large" in run(repository, "check", "--as-of", "2026-06-01").output
