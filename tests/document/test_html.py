"""Raw HTML in a policy becomes the same containers and units that Markdown gives.

The oracles are lxml, for the words that a browser shows, and cmark-gfm, which renders the units
that we make, as well as the Markdown around them.
"""

from __future__ import annotations

import re
import time
from datetime import date
from typing import TYPE_CHECKING

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml
from markdown_it import MarkdownIt

from gazette.checks import run
from gazette.document import Parser
from gazette.document.github.grammar import new_grammar
from gazette.document.github.splitting import Splitting
from gazette.document.html import HTML, in_line, inline_tags, woven
from gazette.document.leaves import Node
from gazette.errors import GazetteError
from gazette.model import Place, PolicySource, Severity, SourceFile
from gazette.publishing.loading import load
from repositories import Repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gazette.model import Finding

COMMONMARK = MarkdownIt("commonmark")
START = Place("content/terms.md", 1)


def nodes_of(text: str) -> list[Node]:
    """Paragraphs, headings and blocks of raw HTML, with the lines on which CommonMark has them."""
    found: list[Node] = []
    tag = "p"
    for token in COMMONMARK.parse(text):
        line = (token.map or [0])[0] + 1
        if token.type == "html_block":
            found.append(Node(HTML, {}, line, token.content))
        elif token.type == "inline":
            found.append(Node(tag, {}, line, " ".join(token.content.split())))
        elif token.type.endswith("_open"):
            tag = token.tag
    return found


SPLIT = Splitting(new_grammar())


def read(text: str) -> tuple[list[Node], list[Finding]]:
    return woven(nodes_of(text), START, SPLIT)


def shape(nodes: Sequence[Node]) -> list[object]:
    """A tree as nested lists: a leaf as its tag and its source, a container as its tag and more."""
    return [
        [node.tag, *shape(node.children)] if node.source is None else f"{node.tag}: {node.source}"
        for node in nodes
    ]


def rules(found: Sequence[Finding]) -> list[tuple[str, int]]:
    return [(finding.rule, finding.place.line) for finding in found]


def leaves(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.source is not None:
            yield node
        yield from leaves(node.children)


def shown(html: str) -> str:
    """The words that a browser shows, without white space."""
    tree = lxml.fragment_fromstring(html, create_parent="div")
    for hidden in tree.xpath("//comment()|//processing-instruction()|//script|//style|//template"):
        hidden.drop_tree()
    return "".join(tree.text_content().split())


def rendered(text: str) -> str:
    return str(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))


def words(nodes: Sequence[Node]) -> str:
    """The words of the leaves, each rendered alone by cmark-gfm; the X keeps it a paragraph."""
    found = []
    for leaf in leaves(nodes):
        source = str(leaf.source)
        found.append(shown(source) if leaf.tag == "pre" else shown(rendered(f"X {source}"))[1:])
    return "".join(found)


TREES = {
    "Markdown in a box": (
        '<div dir="rtl">\n\n## Scope\n\nwe **keep** it\n\n</div>\n\nafter\n',
        [["div", "h2: Scope", "p: we **keep** it"], "p: after"],
    ),
    "details": (
        "<details>\n<summary>More</summary>\n\nHidden **text**\n\n</details>\n",
        [["details", "summary: More", "p: Hidden **text**"]],
    ),
    "blocks in a paragraph": (
        "a *b*<p>c</p>d<hr>e `<p>`\n<div>f</div>\n",
        ["p: a *b*", "p: c", "p: d", ["hr"], "p: e `<p>`", ["div", "p: f"]],
    ),
    "the end of what is not open": ("a</div>b</p>c", ["p: a b", "p: c"]),
    "a list in a cell": (
        "<table>\n<tr><td>\n\na <ul><li>*b*</li><li>c</li></ul>\n\n</td></tr></table>",
        [["table", ["tr", ["td", "p: a", ["ul", ["li", ": *b*"], ["li", ": c"]]]]]],
    ),
    "a block within emphasis": ("a **b<p>c** d", ["p: a **b<p>c** d"]),
    "inline elements around blocks": ("a <b>b<p>c</p></b> d", ["p: a <b>b", "p: c", "p: d"]),
    "a heading in a summary": (
        "<details><summary><h3>More</h3></summary>\n\ntext\n\n</details>\n",
        [["details", ["summary", "h3: More"], "p: text"]],
    ),
    "the end at the end of a paragraph": (
        "<div>\n\nfirst\n\nlast</div>\n\nafter\n",
        [["div", "p: first", "p: last"], "p: after"],
    ),
    "a table": (
        "<table>\n<tr><th>A <b>b</b></th><td>x * y</td></tr>\n"
        "<tr><td>\n\n**c**\n\n</td><td>d</td></tr>\n</table>\n",
        [["table", ["tr", "th: A <b>b</b>", "td: x * y"], ["tr", "td: **c**", "td: d"]]],
    ),
    "a table without end tags": (
        "<table><caption>T<thead><tr><th>A<th>B<tbody><tr><td>1<td>2<tr><td>3<td></table>x",
        [
            [
                "table",
                "caption: T",
                ["thead", ["tr", "th: A", "th: B"]],
                ["tbody", ["tr", "td: 1", "td: 2"], ["tr", "td: 3", "td: "]],
            ],
            "p: x",
        ],
    ),
    "cells without a row": ("<table><td>1<td>2</table>", [["table", ["tr", "td: 1", "td: 2"]]]),
    "a table in a cell": (
        "<table><tr><td>a<table><tr><td>b</table>c<td>d</table>",
        [["table", ["tr", ["td", ": a", ["table", ["tr", "td: b"]], ": c"], "td: d"]]],
    ),
    "words of a table outside its cells come before it": (
        "<table>a<tr>b<td>c</td></tr>d</table>",
        ["p: a", "p: b", "p: d", ["table", ["tr", "td: c"]]],
    ),
    "lists": (
        "<ul><li>one<ul><li>two</ul>rest<li>three</ul>",
        [["ul", ["li", ": one", ["ul", ["li", ": two"]], ": rest"], ["li", ": three"]]],
    ),
    "a list of paragraphs": (
        "<ol><li><p>one</p><p>two</p></li></ol>",
        [["ol", ["li", "p: one", "p: two"]]],
    ),
    "items with Markdown": (
        "<ul>\n<li>\n\n**one**\n\n</li>\n<li>two</li>\n</ul>\n",
        [["ul", ["li", "p: **one**"], ["li", ": two"]]],
    ),
    "an item in no list": ("<li>one</li>", [["ul", ["li", ": one"]]]),
    "terms": (
        "<dl><dt>T<dd>D<dd>E</dl>text",
        [["dl", "dt: T", "dd: D", "dd: E"], "p: text"],
    ),
    "headings": (
        '<h2 align="center"><a href="x?a=1&b=2">T</a></h2><h3>a<div>b</div></h3>',
        ['h2: <a href="x?a=1&amp;b=2">T</a>', ["div", "p: a", ["div", "p: b"]]],
    ),
    "a heading around Markdown": ("<h1>\n\nThe **title**\n\n</h1>\n", ["h1: The **title**"]),
    "a quotation": ("<blockquote>a<p>b</blockquote>", [["blockquote", "p: a", "p: b"]]),
    "a figure": (
        '<figure><img src="a.png" alt="A"><figcaption>F</figcaption></figure>',
        [["figure", 'p: <img src="a.png" alt="A">', "figcaption: F"]],
    ),
    "a rule, a break, an image": (
        '<hr>\n\n<br>\n\n<img src="a.png">\n',
        [["hr"], "p: <br>", 'p: <img src="a.png">'],
    ),
    "code": (
        "<pre>\na &lt; *b*\n\n  <b>c</b> <Year>\n</pre>\n",
        ["pre: <pre>\na &lt; *b*\n\n  <b>c</b> &lt;Year&gt;\n</pre>"],
    ),
    "white space": (
        "<div>  a\n\t b<br>\n c <b> d </b> e </div>",
        [["div", "p: a b<br>c <b>d </b>e"]],
    ),
    "signs of Markdown": (
        "<div>*a* _b_ c_d [e](f) `g` ~h~ \\* # &lt;b> &amp;copy; &copy; 1 < 2 {.x} {y}</div>",
        [["div", r"p: \*a\* \_b\_ c_d \[e](f) \`g\` \~h\~ \\\* # \<b> \&copy; © 1 < 2 \{.x} {y}"]],
    ),
    "addresses": (
        "<div>https://a.b/x, https://a.b/*x_. <a href='https://a.b/'>https://a.b/*</a> a@b.c</div>",
        [
            [
                "div",
                "p: https://a.b/x, <https://a.b/*x>\\_. "
                '<a href="https://a.b/">https\\://a.b/\\*</a> a@b.c',
            ]
        ],
    ),
    "inline elements that cross": (
        "<div><b>a<i>b</b>c</i><p>d</p></div>",
        [["div", "p: <b>a<i>b</i></b><i>c</i>", "p: d"]],
    ),
    "inline elements over several leaves": (
        '<div><a href="x" id="y"><h2>a</h2><p>b</p></a>c</div>',
        [["div", 'h2: <a href="x" id="y">a</a>', 'p: <a href="x">b</a>', "p: c"]],
    ),
    "emphasis around Markdown": (
        "<b>\n\none\n\ntwo\n\n</b>\n\nthree\n",
        ["p: <b>one</b>", "p: <b>two</b>", "p: three"],
    ),
    "anchors": ('<div><a name="x"></a></div>\n\ntext\n', [["div", 'p: <a id="x"></a>'], "p: text"]),
    "old elements": (
        '<center><font color="red"><big>a</big></font> <tt>b</tt></center>',
        [["center", "p: a b"]],
    ),
    "a drawing": ('<div><svg><path d="M0"/><text>a</text></svg></div>', [["div", "p: a"]]),
    "what a word processor leaves": ("<div>a<o:p></o:p></div>", [["div", "p: a"]]),
    "a paragraph with a direction in a cell": (
        '<table><tr><td><p dir="rtl">a</p></td><td><p>b</p></td></tr></table>',
        [["table", ["tr", ["td", "p: a"], "td: b"]]],
    ),
    "a place to break a line before the words": ("<div><wbr> a</div>", [["div", "p: <wbr>a"]]),
    "an anchor that nothing ends": (
        '<div><a id="x"></div>\n\n<p>b</p>',
        [["div", 'p: <a id="x"></a>'], "p: b"],
    ),
    "a whole page": ("<html><body><h1>a</h1>b</body></html>", ["h1: a", "p: b"]),
    "comments": ("<div>a<!-- b -->c<!----></div><?d ?><!DOCTYPE e>", [["div", "p: ac"]]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "tree"), TREES.values(), ids=TREES)
def test_the_tree_of_raw_html(text: str, tree: list[object]) -> None:
    nodes, _ = read(text)
    assert shape(nodes) == tree


def test_attributes_stay_where_they_may() -> None:
    nodes, _ = read(
        '<table class="k" onclick="x()"><tr><td colspan=2 align=right style="color:red">a</table>\n'
    )
    cell = nodes[0].children[0].children[0]
    assert nodes[0].attributes == {"class": "k"}
    assert cell.attributes == {"colspan": "2", "class": "align-right"}


def test_no_raw_html_passes_for_a_footnote() -> None:
    nodes, _ = read('<div class="footnote"><sup class="footnote-ref x">1</sup></div>')
    assert nodes[0].attributes == {}
    assert nodes[0].children[0].source == '<sup class="x">1</sup>'


def test_each_leaf_knows_its_line() -> None:
    nodes, _ = read("text\n\n<table>\n<tr>\n<td>\na</td>\n<td>b</td></tr>\n\n<tr><td>c</table>\n")
    assert [leaf.line for leaf in leaves(nodes)] == [1, 6, 7, 9]


# --- What is told -------------------------------------------------------------------------


def test_an_element_that_nothing_ends_ends_with_its_block() -> None:
    nodes, found = read("<p>Welcome.\n\n## Data\n\n<section>\n<div>a\n\n## Rights\n\n</div>\n")
    assert shape(nodes) == ["p: Welcome.", "h2: Data", ["section", ["div", "p: a", "h2: Rights"]]]
    assert rules(found) == [("element-not-closed", 1), ("element-not-closed", 5)]
    assert all(finding.severity is Severity.WARNING for finding in found)
    assert "<p>" in found[0].what


def test_paragraphs_around_markdown_are_closed_as_browsers_do() -> None:
    nodes, found = read('<p align="center">\n\ntext\n\n</p>\n\n<p>one<p>two</p>\n')
    assert shape(nodes) == ["p: text", "p: one", "p: two"]
    assert not found


def test_end_tags_may_be_left_out_where_html_says_so() -> None:
    _, found = read("<ul><li>a<li>b</ul><table><tr><td>c<tr><td>d</table><dl><dt>e<dd>f</dl>")
    assert not found


def test_an_end_tag_alone_is_told() -> None:
    nodes, found = read("</div>\n\ntext\n")
    assert shape(nodes) == ["p: text"]
    assert [(f.rule, f.severity) for f in found] == [("end-tag-alone", Severity.HINT)]


def test_what_is_no_element_is_text() -> None:
    nodes, found = read(
        "<Licensor>\n*and* <Contact：Authorities> <year>\n\n<div><year> <a@b.c></div>\n"
    )
    assert shape(nodes) == [
        "p: <Licensor> *and* <Contact：Authorities> <year>",
        ["div", "p: \\<year> <a@b.c>"],
    ]
    told = [(finding.rule, finding.place.line, finding.what.split()[0]) for finding in found]
    assert told == [
        ("not-html", 4, "<year>"),
    ]


def test_a_sign_that_begins_no_declaration_is_text() -> None:
    """As for GitHub's reader: a declaration is in capitals, and a space follows."""
    nodes, found = read("<!Company>\nand <!doctype html>\n\n<div>In <!Name of X>, <!A b>.</div>\n")
    assert words(nodes) == "<!Company>and<!doctypehtml>In<!NameofX>,."
    assert not found
    names = ["<!Company>", "<!DOCTYPE html>", "<!doctype html>", "<!ELEMENT br>"]
    assert [tag.html for tag in inline_tags(names)] == ["&lt;!Company&gt;", "", "", ""]


def test_names_that_are_words_are_text_where_nothing_ends_them() -> None:
    nodes, found = read("<div>Send it to <address> of the <object>.</div>\n")
    assert shape(nodes) == [["div", "p: Send it to \\<address> of the \\<object>."]]
    assert [finding.rule for finding in found] == ["not-html", "not-html"]


def test_words_where_an_element_has_attributes_are_text() -> None:
    nodes, found = read("<div>The <Base Rate>, if a<b and c>d, <Address of Licensor>.\n")
    assert words(nodes) == "The<BaseRate>,ifa<bandc>d,<AddressofLicensor>."
    assert rules(found) == [("element-not-closed", 1), *[("not-html", 1)] * 3]
    nodes, found = read("<details open hidden><p markdown>a</p></details><p class=x y>b</p>\n")
    assert words(nodes) == "ab"
    assert not found


def test_what_a_word_processor_leaves_is_hidden() -> None:
    nodes, found = read('<p class=x>in <st1:place w:st="on">Berlin</st1:place><o:p></o:p></p>\n')
    assert shape(nodes) == ["p: in Berlin"]
    assert not found


def test_an_image_without_a_file_keeps_its_words() -> None:
    nodes, _ = read('<div><img src="data:image/png;base64,x" alt="seal"> a <img title=b></div>\n')
    (image, *_) = shape(nodes)[0][1:]
    assert image == 'p: <img src="data:image/png;base64,x" alt="seal"> a'


def test_an_inline_element_that_nothing_ends_is_told() -> None:
    _, found = read("<div>a <b>b\n\n<p><q>c</q> <a name=x>d <i/> <ruby>e<rt>f</ruby></p></div>\n")
    assert [(f.rule, f.place.line) for f in found if "<b>" in f.what] == [("element-not-closed", 1)]
    assert len(found) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<script>\nwords\n\nmore\n</script>\n",
        "<div><style>words</style></div>\n",
        "<noscript>\n\nwords\n\n</noscript>\n",
        "<div><object><p>words</object></div>\n",
        "<![CDATA[\nwords\n]]>\n",
    ],
)
def test_words_that_are_not_shown_are_told(text: str) -> None:
    nodes, found = read(f"{text}\nafter\n")
    assert words(nodes) == "after"
    assert [finding.rule for finding in found] == ["words-not-shown"]


def test_what_hides_words_and_never_ends_is_text() -> None:
    nodes, _ = read("<div><object>a\n\nb <script> c\n")
    assert words(nodes).startswith("<object>a")


def test_a_comment_that_never_ends_is_an_error() -> None:
    _, found = read("text\n\n<!-- draft\n\n## Rights\n")
    assert [(f.rule, f.severity, f.place.line) for f in found] == [
        ("comment-not-ended", Severity.ERROR, 3)
    ]


def test_a_fault_is_told_once_however_often_it_stands() -> None:
    _, found = read("<div>\n\ntext\n\n" * 50)
    assert rules(found) == [("element-not-closed", 1)]


# --- Tags in a paragraph ------------------------------------------------------------------

INLINE = {
    "known": (["<b>", "</b>", "<br>", "<img src=x>"], ["<b>", "</b>", "<br>", "<img src=x>"]),
    "unknown": (["<Licensor>", "</x-y>"], ["&lt;Licensor&gt;", "&lt;/x-y&gt;"]),
    "not in a line": (["<font color=x>", "</font>", "<div>"], ["", "", " "]),
    "a word": (["<address>", "<object>"], ["&lt;address&gt;", "&lt;object&gt;"]),
    "not a word": (["<address>", "</address>", "<form action=x>"], [" ", " ", " "]),
    "hidden": (["<script>", "</script>"], ["<script>", "</script>"]),
    "comments": (["<!-- a -->", "<?a?>"], ["", ""]),
    "a rule": (["<hr>"], [" "]),
    "older names": (["<acronym title='x'>", "</acronym>"], ['<abbr title="x">', "</abbr>"]),
    "a drawing that never ends": (["<svg>", "<path>"], ["", "&lt;path&gt;"]),
    "a drawing": (["<svg>", "<path d=x>", "</svg>", "<path>"], ["", "", "", "&lt;path&gt;"]),
}  # fmt: skip


@pytest.mark.parametrize(("tags", "html"), INLINE.values(), ids=INLINE)
def test_tags_in_a_line(tags: list[str], html: list[str]) -> None:
    assert [tag.html for tag in inline_tags(tags)] == html


def test_of_many_elements_in_each_other_the_inner_ones_lose_their_tags() -> None:
    found = [tag.html for tag in inline_tags(["<b>"] * 40 + ["</b>"] * 40 + ["<i>", "</i>"])]
    assert found == ["<b>"] * 30 + [""] * 20 + ["</b>"] * 30 + ["<i>", "</i>"]


TOLD = {
    "closed": (["<b>", "<a name=x>", "<i class=x/>", "</b>", "<br>"], []),
    "not closed": (["<b>", "<Time>", "<b>", "</b>"], ["<b>", "<Time>"]),
    "begun by nothing": (["<b>", "</b>", "</i>"], ["</i>"]),
    "hidden": (["<noscript>", "</noscript>", "<object>"], ["<object>", "<noscript...>"]),
    "words": (["<Base Rate>", "<i of x>", "<span hidden>", "</span>"], ["<Base Rate>", "<i of x>"]),
}  # fmt: skip


@pytest.mark.parametrize(("tags", "told"), TOLD.values(), ids=TOLD)
def test_what_is_doubtful_in_a_line_is_told(tags: list[str], told: list[str]) -> None:
    found = list(in_line(tags, 7))
    named = [re.search(r"</?[A-Z.a-z][^>]*>", each.what) for each in found]
    assert sorted(each[0] for each in named if each) == sorted(told)
    assert all(finding.place.line == 7 for finding in found)


def test_tags_that_are_text_are_named() -> None:
    found = inline_tags(["<Company Name>", "<b>", "<address>"])
    assert [tag.unknown for tag in found] == ["Company", "", "address"]


# --- Against browsers and cmark-gfm -------------------------------------------------------

ELEMENTS = (
    "div", "p", "table", "tr", "td", "th", "ul", "ol", "li", "h2", "b", "i", "a", "span", "details",
    "summary", "blockquote", "section", "dl", "dt", "dd", "center", "font", "code", "caption",
    "thead", "tbody", "pre", "figure", "em", "sup",
)  # fmt: skip
PIECES = (
    "word", "a_b", "*x*", "_y_", "[z](q)", "`c`", "~t~", "~~s~~", "1 < 2", "&amp;", "&lt;b&gt;",
    "&copy;", "\\*", "\\", "a & b", "https://e.org/x_y*z", "www.e.org/*x_", "<br>", "<hr>",
    "<!-- c -->", "{#x}", "Ü日本", "end.\n", " ", "\n", "\n\n", "&nbsp;", "![im", "a@b.org",
    "&amp;copy;", "^", "#", "- ",
)  # fmt: skip
TAGS = st.sampled_from(ELEMENTS).flatmap(
    lambda name: st.sampled_from([f"<{name}>", f"<{name} title='a>b'>", f"</{name}>"])
)


@given(st.lists(st.sampled_from(PIECES) | TAGS, max_size=25))
def test_no_word_is_lost_and_none_is_added(pieces: list[str]) -> None:
    text = "<div>" + "".join(pieces)
    try:
        nodes, _ = read(text)
    except GazetteError:
        return  # too deep
    assert sorted(words(nodes)) == sorted(shown(rendered(text)))


@given(st.lists(st.sampled_from(PIECES) | TAGS, max_size=25))
def test_a_text_is_read_in_one_way(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert read(text) == read(text)
    assert not any(node.tag == HTML for node in read(text)[0])


# --- Time ---------------------------------------------------------------------------------

HOSTILE = (
    "<", "</", "<!", "<a ", '<a x="', "<a x='>", '<a <a x=">" ', "<!--", "<?", "<![CDATA[", "<div>",
    "</div>", "<b>x", "<b><i></b>x", "<a>x", "<li>x", "<td>", "<p>x", "<Xx> ", "<script>",
    "<object>", "<svg>", "&", "&#", "<br>", "<option>", "<table><section></div>", "<@", "\\", "[",
    "www.*", "<a name=x></a>", "<rt>", "<pre>",
)  # fmt: skip


def seconds(text: str) -> float:
    start = time.process_time()
    try:
        woven([Node(HTML, {}, 1, text)], START, SPLIT)
    except GazetteError:
        return 0
    return time.process_time() - start


@pytest.mark.parametrize("part", HOSTILE)
def test_time_grows_with_the_length(part: str) -> None:
    size = 20_000
    few, many = (seconds(part * (n * size // len(part))) for n in (1, 4))
    assert many < max(12 * few, 5)  # seconds; what looks at all anew takes minutes


@pytest.mark.clock
@pytest.mark.parametrize("text", ["<div>\n", "<b>\n", "</div>\n", "<table><tr><td>\n"])
def test_ten_thousand_blocks(text: str) -> None:
    start = time.process_time()
    woven([Node(HTML, {}, line, text) for line in range(10_000)], START, SPLIT)
    assert time.process_time() - start < 5


def test_what_is_nested_too_deep_is_refused() -> None:
    with pytest.raises(GazetteError) as refused:
        read("<div>" * 40 + "x")
    assert refused.value.findings[0].rule == "text-too-complex"
    with pytest.raises(GazetteError) as refused:
        woven([Node(HTML, {}, 3, "<div>" * 40)], Place("a.md", 10), SPLIT)
    assert refused.value.findings[0].place == Place("a.md", 12)
    nodes, _ = read("<div>" * 25 + "x" + "</div>" * 25)
    assert words(nodes) == "x"


def test_many_marks_in_each_other_are_flat() -> None:
    nodes, _ = read("<div>" + "<b>x" * 5_000)
    assert len(re.findall("<b>", str(nodes[0].children[0].source))) <= 30


# --- In a policy --------------------------------------------------------------------------

DOUBTFUL = """\
---
title: Terms
version: "1.0"
effective: 2025-02-01
change: initial
---
# Terms {#terms}

This is between <Licensor> and <Licensee Name>, and <Licensor> says `<so>`.

<p>Welcome.

## Data {#data}

We keep it since {{ git_revision_date_localized }}.
"""


def checked(folder: Path, text: str) -> list[Finding]:
    repository = Repository.create(folder)
    repository.commit("2025-01-15", {"content/terms.md": text})
    settings = repository.settings(PolicySource("terms", "content/terms.md"), languages=("en",))
    return list(run(load(settings, date(2026, 6, 1))))


def test_what_is_doubtful_is_told_with_its_line(tmp_path: Path) -> None:
    found = checked(tmp_path, DOUBTFUL)
    told = [(str(f.place), f.rule, f.severity.value, f.what.partition(">")[0]) for f in found]
    assert told == [
        ("content/terms.md:9", "not-html", "hint", "<Licensor"),
        ("content/terms.md:9", "not-html", "hint", "<Licensee Name"),
        ("content/terms.md:11", "element-not-closed", "warning", "<p"),
        ("content/terms.md:15", "macro", "hint", found[-1].what),
    ]
    assert found[-1].what.startswith("{{ git_revision_date_localized }} is shown")


def test_sections_below_an_element_that_nothing_closes_are_there(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    repository.commit("2025-01-15", {"content/terms.md": DOUBTFUL})
    source = PolicySource("terms", "content/terms.md")
    site = load(repository.settings(source, languages=("en",)), date(2026, 6, 1))
    blocks = site.archive("terms").texts.document("1.0", "en").blocks
    assert [block.text for block in blocks if block.anchor] == ["Terms", "Data"]
    assert "between <Licensor> and <Licensee Name>, and <Licensor> says <so>" in blocks[1].text


def test_nobody_elses_text_is_refused_for_a_comment(tmp_path: Path) -> None:
    bare = DOUBTFUL.partition("---\n#")[2].replace("<p>Welcome", "<!-- Welcome")
    found = checked(tmp_path, f"#{bare}")
    assert [f.severity.value for f in found if f.rule == "comment-not-ended"] == ["warning"]


def leaves_of(text: str) -> list[tuple[list[str], str]]:
    """The leaves of a text in GitHub's Markdown: the elements around each, and its source."""
    document = Parser().parse([SourceFile(START.path, text)], "en")[0]
    return [
        ([container.tag for container in block.containers], block.source)
        for block in document.blocks
    ]


def test_blocks_in_a_cell_of_a_table_in_markdown() -> None:
    row = ["table", "tbody", "tr"]
    assert leaves_of("|a|\n|-|\n|b <ul><li>*c*</li></ul> d|\n")[1:] == [
        ([*row, "td"], "b"),
        ([*row, "td", "ul", "li"], "*c*"),
        ([*row, "td"], "d"),
    ]


def test_an_element_around_blocks_of_markdown_goes_round_the_words_of_each_but_code() -> None:
    text = "<small>\n\n- a\n  - b\n\n```\ncode\n```\n\n> c\n\n</small>\n\nd\n"
    assert leaves_of(text) == [
        (["ul", "li"], "<small>a</small>"),
        (["ul", "li", "ul", "li"], "<small>b</small>"),
        ([], "<pre><code>code\n</code></pre>"),
        (["blockquote"], "<small>c</small>"),
        ([], "d"),
    ]


@pytest.mark.parametrize("comment", ["<!-->", "<!--->"])
def test_a_comment_that_ends_as_it_begins_hides_nothing_after_it(comment: str) -> None:
    found = Parser().parse([SourceFile("a.md", f"<div>We {comment}pay.</div>\n")], "en")[0]
    assert "".join(block.inline.text for block in found.blocks) == "We pay."
