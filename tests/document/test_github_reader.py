"""GitHub's Markdown as blocks: lines, pieces, units, attributes, boxes, notes by file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from gazette.document import Parser, places
from gazette.document.github import GitHubReader
from gazette.document.inline import sanitised
from gazette.errors import GazetteError
from gazette.model import Block, Document, Place, SourceFile, Translation
from repositories import shared

if TYPE_CHECKING:
    from collections.abc import Iterator


def parse(text: str, path: str = "content/terms.md") -> Document:
    return Parser().parse([SourceFile(path, text)], "en")[0]


def folder(**texts: str) -> tuple[Document, list[SourceFile]]:
    files = [SourceFile(f"content/p/{name}.md", text) for name, text in texts.items()]
    return Parser().parse(files, "en", folder=True)[0], files


def shape(document: Document) -> list[tuple[object, ...]]:
    """The blocks, with their containers counted from the first."""
    known: dict[int, int] = {}
    return [
        (
            *(block.kind, block.level, block.source, block.inline, block.tag, block.attributes),
            [
                (known.setdefault(c.serial, len(known)), c.tag, c.attributes)
                for c in block.containers
            ],
            *(block.section, block.anchor),
        )
        for block in document.blocks
    ]


def htmls(text: str) -> list[str]:
    return [block.inline.html for block in parse(text).blocks]


# --- Pieces ---------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *(
            "# a\n",
            "## b {#x}\n",
            "text\n",
            "\n",
            "- item\n",
            "  more\n",
            "> quote\n",
            "    code\n",
        ),
        *("```\n", "~~~ py\n", "<div>\n", "</div>\n", "<!-- c\n", "-->\n", "<p>\n", "<script>\n"),
        *("[r]: http://x\n", "see [r] and[^n]\n", "[^n]: note\n", "    more\n", "| a | b |\n"),
        *(
            "|---|---|\n",
            "===\n",
            "---\n",
            '!!! note "T"\n',
            ": meaning\n",
            "1. one\n",
            "   # in\n",
        ),
        *("<details><summary>s</summary>\n", "</details>\n", "<pre>\n", "</pre>\n", "{.x}\n"),
    ]
)
# What stands around the blank lines at which a piece is cut.
STRETCHES = st.sampled_from(
    [
        *("\n", "\n", "\n\n", "   \n", "\t\n", "text\n", "text\n", "**bold**\n", "[r](x)\n"),
        *("- \n", "-\n", "* item\n", "1.  one\n", "    more\n", "  * inner\n", "> quote\n"),
        *("words {.x}\n", "{type=a}\n", "===\n", "---\n", "text<br>\n", "<br><br>text\n"),
        *("<img src='x'>\n", "a <b>b\n", "c</b> d\n", "<b>e</b>\n", "<p>f</p>\n", "<i>\n"),
        *("</div>\n", "<div>\n", "<year> on\n", "</p>\n", "[x]: y\n", "| a | b |\n", "|--|--|\n"),
        *("*emphasis*\n", "_so_\n", "* * *\n", "\\*\n", ": meaning\n", "[^n]: note\n", "[^n]\n"),
    ]
)


def whole(text: str) -> Document:
    def one_piece(_: GitHubReader, text: str) -> Iterator[tuple[str, int]]:
        yield text.strip("\n"), len(text) - len(text.lstrip("\n"))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(GitHubReader, "pieces", one_piece)
        return parse(text)


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=120, deadline=None)
@example("```\n# a\n```\n# b\n")
@example("- ```\n# a\n- ```\n")
@example("<!-- c\n# a\n-->\n# b\n")
@example("<div>\n# a\n\n# b\n\n</div>\n# c\n")
@example("text\n# a\n[r]: http://x\n# b\nsee [r] and[^n]\n\n[^n]: note\n")
@example('!!! note "T"\n    text\n# a\n')
def test_cutting_at_headings_changes_nothing(text: str) -> None:
    assume(": meaning\n#" not in text)  # uncut, a heading under a definition would be a term
    cut, uncut = parse(text), whole(text)
    assert shape(cut) == shape(uncut)
    assert cut.lines == uncut.lines


@given(st.lists(STRETCHES, max_size=16).map("".join))
@settings(max_examples=300, deadline=None)
@example("- a\n\nb\n\n- c\n\nd\n")
@example("-\n   \ntext\n")
@example("a <b>b\n\nc</b> d\n\ntext\n")
@example("text\n\n<p>a\n\nb</p>\n\ntext\n")
@example("term\n\n: meaning\n\ntext\n\n: more\n")
@example("words {.x}\n\n- item\n")
def test_cutting_at_blank_lines_changes_nothing(text: str) -> None:
    cut, uncut = parse(text), whole(text)
    assert shape(cut) == shape(uncut)
    assert cut.lines == uncut.lines


@pytest.mark.parametrize(("name", "most"), [("basecamp-terms", 800), ("github-tos", 800)])
def test_cutting_real_texts_changes_nothing(name: str, most: int) -> None:
    text = shared(f"eval/docs/{name}.en.md").read_text("utf-8")
    assert shape(parse(text)) == shape(whole(text))
    pieces = [piece for piece, _ in GitHubReader().pieces(text)]
    assert len(text) / len(pieces) < most


def test_what_did_not_change_is_the_same_object_in_every_version() -> None:
    parser = Parser()
    old, new = (
        parser.parse([SourceFile("t.md", text)], "en")[0]
        for two in ("Two.\n\n", "Two.\n\nAnd <b>more</b>.\n\n")
        for text in [f"# A\n\nOne [r].\n\n## B\n\n{two}## C\n\n- Three.\n\n[r]: http://x\n"]
    )
    same = [any(block is other for other in old.blocks) for block in new.blocks]
    assert same == [True, True, True, True, False, True, True]


# --- Lines ----------------------------------------------------------------------------------


def test_each_block_knows_its_line() -> None:
    text = (
        "---\nversion: '1.0'\n---\n# A\n\nText\ngoes on\n- item\n  - inner\n\n    more\n\n"
        "> quote\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n"
        "[^n]: Note.\n\n    Second.\n\n## B\n\nsee[^n]\n\nterm\n: meaning\n\n***\n"
    )
    document = parse(text)
    lines = {
        block.text.strip(): line
        for block, line in zip(document.blocks, document.lines, strict=True)
    }
    assert lines == {
        "A": 4, "Text goes on": 6, "item": 8, "inner": 9, "more": 11, "quote": 13,
        "x": 15, "y": 15, "1": 17, "2": 17, "code": 19, "Note.": 22, "Second.": 24,
        "B": 26, "see": 28, "term": 30, "meaning": 31, "": 33,
    }  # fmt: skip
    known = places(document, [SourceFile("content/terms.md", text)])
    assert known[0] == Place("content/terms.md", 4)


@pytest.mark.parametrize("name", ["basecamp-privacy", "basecamp-terms", "github-tos"])
def test_the_words_of_each_block_of_a_real_text_stand_on_its_line(name: str) -> None:
    text = shared(f"eval/docs/{name}.en.md").read_text("utf-8")
    document, lines = parse(text), text.split("\n")
    for block, line in zip(document.blocks, document.lines, strict=True):
        first = re.findall(r"\w+", block.text)[:1]
        assert not first or first[0] in lines[line - 1], (block.text, line)


# --- Units ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("a\nb", "a b"),
        ("a  \nb", "a\\\nb"),
        ("a\\\nb", "a\\\nb"),
        ("a\\\\\nb", "a\\\\ b"),
        ("`a  \nb`", "`a b`"),
        ("`a\\\nb`", "`a\\ b`"),
        ("`a` b  \n`c  \nd`", "`a` b\\\n`c d`"),
        ('[a](x "t  \nu")  \nb', '[a](x "t u")\\\nb'),
        ('<b title="a  \nb">x</b>', '<b title="a b">x</b>'),
        ("a   b\tc", "a b c"),
    ],
)
def test_a_unit_breaks_where_the_text_does(text: str, unit: str) -> None:
    (block,) = parse(text).blocks
    assert block.source == unit


SIGNS = st.sampled_from(
    [
        *"ab *_`[]()<>!\\&:.",
        "  \n",
        "\\\n",
        "\n",
        "**",
        "](x)",
        "<b>",
        "</b>",
        "`` ",
        "&amp;",
        "![",
        '"',
    ]
)


@given(st.lists(SIGNS, min_size=1, max_size=16).map("".join))
@settings(max_examples=120, deadline=None)
@example("**  \nb** c")
@example("`  \n`")
@example("<ab>")
@example(r"![![\a&amp;\&](x)](x)")
def test_a_unit_says_what_its_paragraph_says(text: str) -> None:
    """Read alone and folded, it has the words and marks that its paragraph has whole.

    cmark-gfm and a parser without our rules are right in different corners: long runs of stars,
    many backticks, emphasis in the words of an image. What both say otherwise is ours.
    """
    theirs = cmarkgfm.github_flavored_markdown_to_html(f"a {text} b", Options.CMARK_OPT_UNSAFE)
    plain = MarkdownIt("gfm-like", {"linkify": False}).render(f"a {text} b")
    blocks = parse(f"a {text} b").blocks
    # Of "\  " at the end of a line the parser makes no break, and emphasis does not stand beside
    # a backslash that makes one; the words are the same. Two breaks stand in no image's words.
    otherwise = r"\\ +\n|[*_]\\\n|\\\n[*_]|!\[[^\]]*\n[^\]]*\n"
    if len(blocks) == 1 and not re.search(otherwise, text):
        ours = flat(strong_once(blocks[0].inline.html))
        assert ours in (as_shown(theirs), as_shown(plain))


def as_shown(html: str) -> str:
    """HTML of a paragraph as a page has it: `<ab>` is no element, so a reader sees it."""
    html = re.sub(r"<(/?)del>", r"<\1s>", html)
    html = re.sub(r"<(?=[ab])(?![ab]\s*>|a href|br />)([^>]*)>", r"&lt;\1&gt;", html)
    return flat(strong_once(sanitised(html.strip().removeprefix("<p>").removesuffix("</p>"))))


def strong_once(html: str) -> str:
    """HTML without what cmark-gfm leaves out: a strong element directly within another."""
    around: list[str] = []

    def written(tag: re.Match[str]) -> str:
        if tag[2] in ("br", "img"):
            return tag[0]
        name = around.pop() if tag[1] else tag[2]
        if not tag[1]:
            around.append(
                "again" if name == "strong" and around[-1:] in (["strong"], ["again"]) else name
            )
            name = around[-1]
        return "" if name == "again" else tag[0]

    return re.sub(r"<(/?)(\w+)[^>]*>", written, html)


def flat(html: str) -> str:
    html = re.sub(r"\s*(</?code>)\s*", r" \1 ", unquote(html).replace('"', "&quot;"))
    return re.sub(r"(?: ?<br> ?)+", "<br>", " ".join(html.split()))


# --- Attributes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[a](x){.c}", '<a href="x" class="c">a</a>'),
        ("**a**{.c #i} b", '<strong class="c" id="i">a</strong> b'),
        ("`a`{.c}", '<code class="c">a</code>'),
        ("`a`{draft}", "<code>a</code>{draft}"),
        ("a {.c} b", "a {.c} b"),
        ("`a`\\{.c}", "<code>a</code>{.c}"),
        ("Write to {address}", "Write to {address}"),
    ],
)
def test_attributes_behind_words(text: str, html: str) -> None:
    assert htmls(text) == [html]


def test_attributes_of_blocks() -> None:
    text = (
        "# A {#a .b}\n\n## B {Article 4}\n\npara\n{.c}\n\n{type=a}\n1. one\n2. two\n   {.item}\n\n"
        "Then:\n{type=i start=3}\n1. three\n\n{draft}\n\ntext {.d}\n\n> quoted\n> {.q}\n"
    )
    document = parse(text)
    told = [
        (
            *(block.text, block.anchor, block.attributes),
            block.containers and block.containers[-1].attributes,
            block.containers and block.containers[0].attributes,
        )
        for block in document.blocks
    ]  # fmt: skip
    assert told == [
        ("A", "a", (("class", "b"),), (), ()),
        ("B {Article 4}", "b-article-4", (), (), ()),
        ("para", "", (("class", "c"),), (), ()),
        ("one", "", (), (), (("type", "a"), ("class", "lower-alpha"))),
        ("two", "", (), (("class", "item"),), (("type", "a"), ("class", "lower-alpha"))),
        ("Then:", "", (), (), ()),
        ("three", "", (), (), (("type", "i"), ("start", "3"), ("class", "lower-roman"))),
        ("{draft}", "", (), (), ()),
        ("text {.d}", "", (), (), ()),
        ("quoted", "", (("class", "q"),), (), ()),
    ]


@pytest.mark.parametrize(
    "text",
    ["{.c}", "{.c}\n\n{.d}", "- {.c}", "> {.c}", "a\n\n{.c}", "{.c}\n\n***", "| a |\n|---|\n{.c}"],
)
def test_attributes_of_nothing_are_text(text: str) -> None:
    words = " ".join(block.text for block in parse(text).blocks)
    assert text.count("{") - words.count("{") == text.count("}\n\n***") + text.count("{.c}\n\n{")


# --- Boxes, tasks, addresses ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "words"),
    [
        ('!!! note "A *title*"\n    text\n', "A title", "text"),
        ("!!! warning\n    text\n", "Warning", "text"),
        ("> [!NOTE]\n> text\n", "Note", "text"),
        ("> [!CAUTION]\n> text\n", "Caution", "text"),
    ],
)
def test_boxes(text: str, title: str, words: str) -> None:
    first, second = parse(text).blocks
    assert (first.text, second.text) == (title, words)
    assert first.attributes == (("class", "admonition-title"),)
    assert dict(first.containers[0].attributes)["class"].startswith("admonition ")


@pytest.mark.parametrize(
    "text", ["!!! Attention please", "!!!", "!!! Note", "!!! note that", "??? note"]
)
def test_exclamations_are_no_boxes(text: str) -> None:
    words = [block.text for block in parse(f"{text}\n    more\n").blocks]
    if text != "!!! note that":
        assert words[0].startswith(text)


def test_tasks_are_signs_in_front_of_words() -> None:
    document = parse("- [x] done\n- [ ] open **now**\n- [x]\n- [y] no\n\n[x] no item\n")
    assert [block.text for block in document.blocks] == [
        *("☑ done", "☐ open now", "[x]", "[y] no", "[x] no item"),
    ]


def test_addresses_are_links() -> None:
    (block,) = parse("See https://a.example/x, www.b.example or legal@c.example.").blocks
    targets = [mark.target for run in block.inline.runs for mark in run.marks]
    assert targets == ["https://a.example/x", "http://www.b.example", "mailto:legal@c.example"]


# --- What belongs to a file -------------------------------------------------------------------


def test_the_address_of_a_chat_is_no_mailbox() -> None:
    """On GitHub it is a link to the chat, to which the sanitiser lets none lead."""
    (html,) = htmls("xmpp:a@b.example, b@c.example\n")
    assert html == 'xmpp:a@b.example, <a href="mailto:b@c.example">b@c.example</a>'


def test_labels_belong_to_their_file() -> None:
    document, files = folder(
        index="# A\n\nHere[^1] see [law].\n\n[^1]: First.\n\n[law]: http://one.example\n",
        **{
            "01-data": "# Data\n\nThere[^1] see [law], not [other].\n\n[^1]: Second[^2].\n\n"
            "[^2]: Third.\n\n[law]: http://two.example\n",
            "02-end": "# End\n\nNot [law], not[^1].\n\n[other]: http://three.example\n",
        },
    )
    found = [
        mark.target for block in document.blocks for run in block.inline.runs for mark in run.marks
    ]
    assert found == [
        *("fn:1", "http://one.example", "fn:data.1", "http://two.example", "fn:data.2"),
    ]
    notes = [(block.note, block.text, block.section, block.path) for block in document.blocks[-3:]]
    assert notes == [
        ("fn:1", "First.", "a", "content/p/index.md"),
        ("fn:data.1", "Second.", "data", "content/p/01-data.md"),
        ("fn:data.2", "Third.", "data", "content/p/01-data.md"),
    ]
    assert document.blocks[-4].text == "Not [law], not[^1]."
    assert [at.line for at in places(document, files)[-3:]] == [5, 5, 7]


def test_a_label_written_twice_loses_no_note() -> None:
    document = parse("x[^a] y[^A]\n\n[^a]: One.\n\n[^A]: Two.\n")
    assert [(block.note, block.text) for block in document.blocks[1:]] == [
        ("fn:a", "One."),
        ("fn:A-2", "Two."),
    ]


def test_a_translation_speaks_through_its_file_s_definitions() -> None:
    parser = Parser()
    files = [
        SourceFile("p/index.md", "# A\n\nThe [law][l][^1].\n\n[l]: http://one\n\n[^1]: N.\n"),
        SourceFile("p/01-b.md", "# B\n\nThe [law][l].\n\n[l]: http://two\n"),
    ]
    document = parser.parse(files, "en", folder=True)[0]
    german = parser.translate(
        document, "de", lambda unit, _: (unit.replace("law", "Gesetz"), Translation.TRANSLATED)
    )
    found = [m.target for b in german.blocks for r in b.inline.runs for m in r.marks]
    assert found == ["http://one", "fn:1", "http://two"]
    assert german.blocks[1].text == "The Gesetz."


# --- Whatever comes ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["> " * 31 + "x", "- " * 31 + "x", "> " * 500, "1. " * 400 + "x"])
def test_what_is_nested_too_deeply_is_refused_in_a_line(text: str) -> None:
    with pytest.raises(GazetteError) as refused:
        parse(f"# A\n\n{text}\n")
    (finding,) = refused.value.findings
    assert finding.rule == "text-too-complex"
    assert finding.place == Place("content/terms.md", 3)


@given(st.text(alphabet="ab \n\t#>-*_`[]()<>!|~^:{}=&\\1.é第\u200b\x00\x0c\r", max_size=60))
@settings(max_examples=120, deadline=None)
def test_no_text_whatever_raises_anything_else(text: str) -> None:
    try:
        document = parse(text)
    except GazetteError:
        return
    assert len(document.lines) == len(document.blocks)
    blocks: tuple[Block, ...] = document.blocks
    for place in places(document, [SourceFile("content/terms.md", text)]):
        assert place.line >= 1
    assert shape(parse(text)) == shape(document)
    assert len(blocks) >= 0
