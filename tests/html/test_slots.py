"""Places in finished HTML where a page puts something else in, known from its one reading."""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path

import gazette_theme
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gazette.changes import align
from gazette.changes import redline as redlines
from gazette.document import Parser, Showing, filled, inline
from gazette.html.redlines import redline_html
from gazette.html.texts import text_html
from gazette.model import Block, Dialect, Document, Inline, Run, SlotKind, SourceFile, Translation
from gazette.model.naming import PAGE_IDS
from test_markup import VOICE, assert_well_formed

# What looks like the inside of a tag, in words that mean themselves.
LOOKALIKES = (
    'href="../x.md"',
    ' src="data:image/png;base64,AA=="',
    ' id="main"',
    "href='y'",
    ' name="z"',
    '"',
    "'",
    "&quot;",
    "&amp;",
    "<",
    ">",
    "a",
    " ",
    "x=1",
)
WORDS = st.lists(st.sampled_from(LOOKALIKES), min_size=1, max_size=6).map("".join)
ELEMENTS = st.sampled_from(
    (
        "{}",
        "<code>{}</code>",
        "<em>{}</em>",
        '<a href="../x.md">{}</a>',
        '<a id="p" href="#q" title="{}">{}</a>',
        '<a name="n">{}</a>',
        '<img src="../x.png" alt="{}">',
        '<span id="s">{}</span>',
        "<del>{}</del>",
        "<br>",
        '<abbr title="{}" id="u">{}</abbr>',
    )
)


@st.composite
def htmls(draw: st.DrawFn) -> str:
    """Inline HTML as a reader of Markdown makes it: words and values escaped."""
    pieces = draw(st.lists(st.tuples(ELEMENTS, WORDS), max_size=6))
    return "".join(element.replace("{}", escape(words)) for element, words in pieces)


class Values(HTMLParser):
    """The values of all attributes that become slots, as a parser of HTML finds them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(name, value or "") for name, value in attrs if name in set(SlotKind)]
        if tag == "br":
            self.words.append("\n")
        if tag == "img":
            self.words.append(dict(attrs).get("alt") or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def in_slots(content: Inline) -> list[tuple[str, str]]:
    return [
        (slot.kind.value, unescape(content.html[slot.start : slot.end])) for slot in content.slots
    ]


@given(htmls())
@example('<img alt="a" src="x"> <a href="y" id="z">src=</a>')
def test_slots_are_what_a_parser_finds(html: str) -> None:
    content = inline(html)
    found = Values(content.html)
    assert in_slots(content) == found.found
    assert content.text == "".join(found.words)
    assert content.ids == tuple(value for name, value in found.found if name == "id")


@given(htmls(), st.dictionaries(st.sampled_from(tuple(SlotKind)), st.none() | WORDS))
def test_a_slot_is_filled_and_nothing_else_changes(
    html: str, values: dict[SlotKind, str | None]
) -> None:
    content = inline(html)
    made = filled(content, lambda kind, value: values.get(kind, value))
    before, after = Values(content.html), Values(made.html)
    wanted = ((name, values.get(SlotKind(name), value)) for name, value in before.found)
    assert after.found == [(name, value) for name, value in wanted if value is not None]
    assert in_slots(made) == after.found
    assert (made.runs, "".join(after.words)) == (content.runs, "".join(before.words))


HOSTILE = st.lists(
    st.sampled_from(
        (
            *("<a ", "<p ", "<svg>", "<math>", "<style>", "</style>", "<script>", "<textarea>"),
            *(
                "<title>",
                "<xmp>",
                "<plaintext>",
                "<noscript>",
                "<select>",
                "<table>",
                "<!--",
                "-->",
            ),
            *(
                "<![CDATA[",
                "]]>",
                "</a>",
                "</p>",
                "</svg>",
                "<s>",
                "<del>",
                "<img ",
                ">",
                "/>",
                '"',
            ),
            *('href="x"', "src=y", 'id="<a id=z>"', "id='b\"c'", 'name="n"', "name", "x", "&lt;"),
            *("\x00", "&", "&quot;", "'", " ", "=", "\n"),
        )
    ),
    max_size=14,
).map("".join)


@settings(max_examples=150)
@given(HOSTILE, st.booleans())
def test_slots_of_hostile_html_are_what_a_parser_finds(html: str, blocks: bool) -> None:  # noqa: FBT001
    content = inline(html, blocks=blocks)
    assert in_slots(content) == Values(content.html).found


def test_most_blocks_have_no_slots() -> None:
    content = inline("<em>words</em> and <code>src=&quot;x&quot;</code>")
    assert content.slots == ()
    assert content.slots is inline("a").slots  # one object for all


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<a name="x"></a>y', '<a id="x"></a>y'),
        ('<a name="x" href="#z">y</a>', '<a href="#z" id="x">y</a>'),
        ('<a id="x">y</a>', '<a id="x">y</a>'),
        ('<a id="x" name="x">y</a>', '<a id="x">y</a>'),
        ('<a id="" name="x">y</a>', '<a id="x">y</a>'),
        ('<a name="">y</a>', "<a>y</a>"),
        ('<a name="__x">y</a>', "<a>y</a>"),
        ('<a id="__x">y</a>', "<a>y</a>"),
        ('<img name="x" src="i">', '<img src="i">'),
        ('<a name="&quot;&lt;">y</a>', '<a id="&quot;&lt;">y</a>'),
        ("<del>a</del><strike>b</strike><s>c</s>", "<s>a</s><s>b</s><s>c</s>"),
        ("<ins>a</ins><u>b</u>", "<u>a</u><u>b</u>"),
        ('<del class="x">a <ins>b</ins></del>', '<s class="x">a <u>b</u></s>'),
        ("<DEL>a", "<s>a</s>"),
    ],
)
def test_anchors_and_the_authors_own_marks(html: str, shown: str) -> None:
    made = inline(html)
    assert Values(made.html).found == Values(shown).found
    assert sorted(made.html) == sorted(shown)  # nh3 orders attributes in its own way
    assert {mark.tag for run in made.runs for mark in run.marks} <= {"a", "s", "u", "img"}


# --- On pages -----------------------------------------------------------------------------------

MARKDOWN = st.lists(
    st.tuples(
        st.sampled_from(("{}", "*see* {}", "`{}`", "[a](../b.md) {}", "![a](c.png){}")), WORDS
    ),
    min_size=1,
    max_size=4,
)


def escaped(words: str) -> str:
    """Words as Markdown that means them, for both readers."""
    entities = escape(words, quote=False)
    return "".join(f"\\{sign}" if sign in "[]()`*_!#-+." else sign for sign in entities)


def parsed(text: str, dialect: Dialect = Dialect.GITHUB) -> Document:
    return Parser().parse([SourceFile("content/terms.md", text)], "en", dialect=dialect)[0]


DIALECTS = st.sampled_from(Dialect)


def elsewhere(target: str, _file: str, *, image: bool = False) -> str:
    return f"/pages/{target}?a=1&b={image:d}"


def paragraph(pieces: list[tuple[str, str]]) -> str:
    """A paragraph that holds such words, as text and as code."""
    made = (
        form.replace("{}", words if form.startswith("`") else escaped(words))
        for form, words in pieces
    )
    return "Words " + " and ".join(made)


@settings(max_examples=80)
@given(MARKDOWN, DIALECTS)
@example([("{}", ' id="main" src="data:image/png;base64,AA==" href="../x.md"')], Dialect.GITHUB)
@example([("`{}`", ' id="main" src="data:" href="../x.md"')], Dialect.PYTHON)
@example([("[a](../b.md) {}", 'href="../x.md"'), ("`{}`", ' id="main"')], Dialect.GITHUB)
def test_a_page_says_what_the_text_says(pieces: list[tuple[str, str]], dialect: Dialect) -> None:
    document = parsed(paragraph(pieces), dialect)
    assert document.blocks[0].text.count('"') >= sum(words.count('"') for _, words in pieces)
    body = text_html(document, VOICE, elsewhere, numbered=False).body
    assert "".join(Values(body).words) == document.blocks[0].text


@settings(max_examples=80)
@given(MARKDOWN, DIALECTS)
@example([("{}", ' id="main" src="data:" href="../x.md"'), ("`{}`", ' id="main"')], Dialect.GITHUB)
def test_a_redline_says_what_the_texts_say(pieces: list[tuple[str, str]], dialect: Dialect) -> None:
    text = f"# A\n\nSomething else altogether.\n\n{paragraph(pieces)}\n"
    old, new = (parsed(each, dialect) for each in (text, "# A\n\nSomething else altogether.\n"))
    for sides in ((old, new), (new, old)):
        html = redline_html(
            redlines.redline(*sides, align.align(*sides)), VOICE, elsewhere, numbered=False
        )
        assert_well_formed(html)
        assert old.blocks[-1].text in "".join(Values(html).words)


def test_files_are_put_in_place_of_their_paths_alone() -> None:
    words = 'See `<img src="seal.png">` and src="seal.png" beside ![Seal](seal.png).'
    document = Parser().parse([SourceFile("content/terms.md", words)], "en")[0]
    shown = Showing().shown(document, {"content/seal.png": "/files/0011223344556677/seal.png"})
    (block,) = shown.blocks
    assert in_slots(block.inline) == [("src", "/files/0011223344556677/seal.png")]
    assert block.inline.html.count("/files/") == 1
    assert block.text == document.blocks[0].text


def test_the_ids_of_what_was_removed_are_left_out() -> None:
    old = '# A\n\nSee <a name="x"></a>this and `<b id="y">`.\n\nB.\n{: #z}\n'
    sides = [
        Parser().parse([SourceFile("content/terms.md", text)], "en")[0] for text in (old, "# A\n")
    ]
    html = redline_html(
        redlines.redline(*sides, align.align(*sides)), VOICE, elsewhere, numbered=False
    )
    assert Values(html).found == []
    assert "&lt;b id=" in html


def test_each_id_stands_once() -> None:
    text = (
        '# Terms\n\n<a name="x"></a>One <a name="x"></a>again, <a id="fees">fees</a>, '
        '<a name="__own"></a>ours.\n\n<a id="x"></a>Two, <b id="y">and</b> <b id="z">z</b>.\n\n'
        "Three.\n{: #y}\n\nFour.\n{: #w}\n\n## Fees\n"
    )
    parser = Parser()
    document = parser.parse([SourceFile("content/terms.md", text)], "en")[0]
    ids = [value for _, *found in map(owned, document.blocks) for value in found]
    assert ids == ["x", "y", "z", "w"]
    assert document.anchors == {"terms", "fees", *ids}
    german = parser.translate(
        document, "de", lambda source, _: (source.replace("One", "Eins"), Translation.TRANSLATED)
    )
    assert [owned(block)[1:] for block in german.blocks] == [
        owned(block)[1:] for block in document.blocks
    ]
    body = text_html(document, VOICE, elsewhere, numbered=False).body
    assert_well_formed(body)
    assert {value for name, value in Values(body).found if name == "id"} > {"x", "y", "fees", "w"}


def owned(block: Block) -> list[str]:
    """The kind of a block and its ids, but for that of a section."""
    return [
        block.kind,
        *(value for name, value in block.attributes if name == "id"),
        *block.inline.ids,
    ]


def test_the_page_around_a_text_keeps_its_ids() -> None:
    """Those of the templates of a version's page are the ones that no anchor of a text has."""
    folder = Path(gazette_theme.__file__).parent / "gazette"
    names = ("base", "version", "contents", "footer", "links")
    templates = [(folder / f"{name}.html").read_text("utf-8") for name in names]
    assert {
        found for text in templates for found in re.findall(r' id="([\w-]+)"', text)
    } == PAGE_IDS
    document = parsed('<a name="main"></a>One [x](#main).\n\n## Two <b id="foot">b</b>\n')
    assert not document.anchors & PAGE_IDS


def test_what_loses_no_id_stays_the_same_object() -> None:
    text = 'A <a name="x"></a>b.\n\nC <a name="x"></a>d.\n\nE <a name="y"></a>f.\n'
    parser = Parser()
    first, again = (parser.parse([SourceFile("content/terms.md", text)], "en")[0] for _ in "ab")
    assert all(one is other for one, other in zip(first.blocks, again.blocks, strict=True))


def test_an_amended_passage_keeps_its_anchors() -> None:
    old, new = (
        Parser().parse(
            [SourceFile("content/terms.md", f'# A\n\n<a name="x"></a>It costs {n}.\n')], "en"
        )[0]
        for n in (5, 7)
    )
    html = redline_html(
        redlines.redline(old, new, align.align(old, new)), VOICE, elsewhere, numbered=False
    )
    assert '<span id="x"></span>It costs' in html
    assert_well_formed(html)


def test_plain_words_have_no_slots() -> None:
    assert Parser().render("words") == Inline("words", (Run("words"),))
