"""What may stand on a page, whatever an author or a translator wrote."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gazette.document import Parser, inline
from gazette.document.inline import BLOCK_TAGS, INLINE_TAGS, filled, sanitised
from gazette.model import Document, Inline, Mark, Run, SlotKind, SourceFile, Translation

TAGS = INLINE_TAGS | BLOCK_TAGS
ATTRIBUTES = {
    *("id", "class", "lang", "dir", "title", "href", "src", "alt", "width", "height", "datetime"),
    *("start", "type", "reversed", "value", "span", "colspan", "rowspan", "scope"),
}
SCHEMES = {"http", "https", "mailto", "tel"}
VOID = {"br", "img", "hr", "wbr", "col"}
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def is_safe(address: str) -> bool:
    # A browser drops control characters and leading spaces before it reads a scheme.
    scheme = SCHEME.match(re.sub(r"[\x00-\x1f\x7f]", "", address).strip())
    return scheme is None or scheme[1].lower() in SCHEMES


class Structure(HTMLParser):
    """Asserts that HTML is well-formed and holds nothing but what is allowed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html, self.words = html, ""
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == [], html

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, self.html
        for name, value in attrs:
            assert name in ATTRIBUTES, self.html
            if name in ("href", "src"):
                assert is_safe(value or ""), self.html
            if name == "id":
                assert not (value or "").startswith("__"), self.html
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.html

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment  # type: ignore[assignment]


def check(content: Inline) -> None:
    Structure(content.html)
    for run in content.runs:
        for mark in run.marks:
            assert mark.tag in INLINE_TAGS | {"note"}
            assert mark.tag == "note" or is_safe(mark.target), mark


def check_document(document: Document) -> None:
    for block in document.blocks:
        check(block.inline)
        assert block.tag in TAGS | {""}
        around = [(c.tag, c.attributes) for c in block.containers]
        for tag, attributes in [*around, (block.tag, block.attributes)]:
            assert tag in TAGS | {""}
            for name, value in attributes:
                assert name in ATTRIBUTES - {"href", "src"}, (tag, name)
                assert name != "id" or not value.startswith("__")


HTML = [
    "<script>evil()</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>evil()</scr</script>ipt>",
    "<script/x>evil()</script>",
    "<img src=x onerror=evil()>",
    '<img src="x" onerror="evil()">',
    '<img src="x"onerror="evil()">',
    "<img/src=x/onerror=evil()>",
    '<img src=`x` onerror="evil()">',
    '<img """><script>evil()</script>">',
    '<img src="javascript:evil()">',
    '<img src="data:image/svg+xml,<svg onload=evil()>">',
    '<img src="mailto:x@example.com">',
    '<img srcset="javascript:evil() 1x">',
    '<a href="javascript:evil()">x</a>',
    '<a href="JaVaScRiPt:evil()">x</a>',
    '<a href=" javascript:evil()">x</a>',
    '<a href="&#106;avascript:evil()">x</a>',
    '<a href="&#x6A&#x61vascript:evil()">x</a>',
    '<a href="java&#9;script:evil()">x</a>',
    '<a href="java&#10;script:evil()">x</a>',
    '<a href="java\tscript:evil()">x</a>',
    '<a href="java\nscript:evil()">x</a>',
    '<a href="\x01javascript:evil()">x</a>',
    '<a href="&#1;javascript:evil()">x</a>',
    '<a href="javascript&colon;evil()">x</a>',
    '<a href="javascript&#58;evil()">x</a>',
    '<a href="vbscript:evil()">x</a>',
    '<a href="data:text/html,<script>evil()</script>">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="blob:https://x">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="view-source:javascript:evil()">x</a>',
    "<a href=javascript:evil()//http://x>x</a>",
    '<a href="x" onclick="evil()">x</a>',
    '<a href="x" ONMOUSEOVER="evil()">x</a>',
    "<a href='x' style='position:fixed;inset:0'>x</a>",
    '<a href="x" target="_blank" ping="//evil.example">x</a>',
    '<a xlink:href="javascript:evil()">x</a>',
    '<a href="x" id="__search">x</a>',
    '<span id="&#95;_drawer">x</span>',
    '<span style="background:url(javascript:evil())">x</span>',
    '<b title="&quot;><script>evil()</script>">x</b>',
    "<b title='\"><img src=x onerror=evil()>'>x</b>",
    '<b class="x" data-md-component="search">x</b>',
    "<svg onload=evil()>",
    "<svg><script>evil()</script></svg>",
    '<svg><a xlink:href="javascript:evil()"><text>x</text></a></svg>',
    "<svg><animate onbegin=evil() attributeName=x>",
    "<svg><style><img src=x onerror=evil()></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=evil()&gt;'>",  # noqa: E501
    '<math href="javascript:evil()">x</math>',
    "<math><annotation-xml encoding='text/html'><script>evil()</script></annotation-xml></math>",
    "<style>body{display:none}</style>",
    "<style><img src='</style><img src=x onerror=evil()>'>",
    '<link rel="stylesheet" href="//evil.example/x.css">',
    '<meta http-equiv="refresh" content="0;url=javascript:evil()">',
    '<base href="//evil.example/">',
    '<iframe src="javascript:evil()"></iframe>',
    '<iframe srcdoc="<script>evil()</script>"></iframe>',
    '<object data="javascript:evil()"></object>',
    '<embed src="javascript:evil()">',
    '<applet code="evil"></applet>',
    '<form action="javascript:evil()"><input type=submit></form>',
    '<button formaction="javascript:evil()">x</button>',
    "<input autofocus onfocus=evil()>",
    "<select autofocus onfocus=evil()></select>",
    "<textarea autofocus onfocus=evil()></textarea><img src=x>",
    "<video><source onerror=evil()></video>",
    "<audio src=x onerror=evil()>",
    "<body onload=evil()>",
    "<details open ontoggle=evil()>x</details>",
    "<marquee onstart=evil()>x</marquee>",
    "<template><script>evil()</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=evil()>'></noscript>",
    "<isindex type=image src=x onerror=evil()>",
    "<!--<img src='--><img src=x onerror=evil()>'>",
    "<!--[if IE]><script>evil()</script><![endif]-->",
    "<![CDATA[<script>evil()</script>]]>",
    "<?xml-stylesheet href='javascript:evil()'?>",
    "<div><p>open <b>never <i>closed",
    "</p></div></body></html><script>evil()</script>",
    "<a href='x'><a href='javascript:evil()'>y</a></a>",
    "<custom-element onclick=evil()>x</custom-element>",
    "\x00<scr\x00ipt>evil()</scr\x00ipt>",
    "\ufeff<script>evil()</script>",
    "<<script>evil();//<</script>",
]
MARKDOWN = [
    "[x](javascript:evil())",
    "[x](JAVASCRIPT:evil())",
    "[x](<javascript:evil()>)",
    "[x](<java\tscript:evil()>)",
    "[x](&#106;avascript:evil())",
    "[x](java&Tab;script:evil())",
    "[x](javascript&colon;evil())",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:evil())",
    '[x](http://a "\\"onmouseover=\\"evil()")',
    '[x](http://a"onmouseover="evil())',
    "![x](javascript:evil())",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    '![x" onerror="evil()](y)',
    "![<img src=x onerror=evil()>](y)",
    "<javascript:evil()>",
    "<vbscript:evil()>",
    "[x][r]\n\n[r]: javascript:evil()",
    '[x][r]\n\n[r]: <javascript:evil()> "onclick=evil()"',
    "[r]\n\n> [r]: data:text/html,evil",
    "x[^1]\n\n[^1]: <script>evil()</script> [y](javascript:evil())",
    "x[^a]\n\n[^a]: note\n    <div onclick=evil()>y</div>",
    '*[x]: "><script>evil()</script>\n\nx',
    "x{: onclick=evil() style=color:red }",
    "*x*{: onclick=evil() style=color:red id=__search }",
    "[x](http://a){: href=javascript:evil() target=_blank }",
    "![x](y){: src=javascript:evil() onerror=evil() }",
    "# x {#__drawer onclick=evil() style=color:red }",
    "x\n{: #__toc .c onclick=evil() href=javascript:evil() }",
    "| x | y |\n|:--|---|\n| <script>evil()</script> | [z](javascript:evil()) |",
    "`<script>evil()</script>`",
    "    <script>evil()</script>",
    "```html\n<script>evil()</script>\n```",
    "``` { .x onclick=evil() style=color:red }\nx\n```",
    '<div markdown="1" onclick="evil()" id="__nav">\n\n*x* <script>evil()</script>\n\n</div>',
    '<form markdown="1" action="javascript:evil()">\n\n*x*\n\n</form>',
    '<a href="javascript:evil()" markdown="1">\n\n*x*\n\n</a>',
    '<p markdown="block" onclick="evil()">\n\n- <b onclick=evil()>x</b>\n\n</p>',
    '!!! note "<script>evil()</script>"\n    <img src=x onerror=evil()>',
    '!!! "__x onclick=evil()"\n    y',
    "Term <svg onload=evil()>\n:   Definition <iframe src=javascript:evil()>",
    "\\<script>evil()\\</script>",
    "&lt;script&gt;evil()&lt;/script&gt;",
    "<b\n\nonclick=evil()>x</b>",
]


def test_there_are_plenty_of_payloads() -> None:
    assert len(HTML) + len(MARKDOWN) >= 120


@pytest.mark.parametrize("payload", HTML, ids=range(len(HTML)))
def test_no_payload_survives_in_html(payload: str) -> None:
    check(inline(payload))
    check(inline(payload, blocks=True))
    check(inline(f"<p>before {payload} after</p>", blocks=True))
    assert sanitised(sanitised(payload, blocks=True), blocks=True) == sanitised(
        payload, blocks=True
    )


@pytest.mark.parametrize("payload", HTML + MARKDOWN, ids=range(len(HTML + MARKDOWN)))
def test_no_payload_survives_in_a_document(payload: str) -> None:
    shapes = [payload, f"before {payload} after", f"- {payload}", f"> {payload}", f"# {payload}"]
    shapes += [f"<div>{payload}</div>", f"<div markdown='1'>\n{payload}\n</div>"]
    for text in shapes:
        check_document(Parser().parse([SourceFile("a.md", text)], "en")[0])


@pytest.mark.parametrize("payload", HTML + MARKDOWN, ids=range(len(HTML + MARKDOWN)))
def test_no_payload_survives_in_a_translation(payload: str) -> None:
    parser = Parser()
    source = "# Title\n\nText with [a link](http://a).\n\n| a | b |\n|---|---|\n| c | d |\n"
    document = parser.parse([SourceFile("a.md", source)], "en")[0]
    translated = parser.translate(document, "de", lambda *_: (payload, Translation.TRANSLATED))
    check_document(translated)
    check(parser.render(payload))


LETTERS = st.one_of(
    st.text(max_size=5),
    st.sampled_from(
        [
            "<b>",
            "</b>",
            '<a href="',
            '">',
            "<!--",
            "-->",
            "&amp;",
            "&lt;",
            "<br>",
            "<img alt='x'>",
            "<p>",
            "</div>",
            "<script>",
            "</script>\n        ",
            "<svg>",
            "`",
            "[x](",
            "javascript:",
            "\x00",
        ]
    ),
)


@settings(max_examples=150)
@given(st.lists(LETTERS, max_size=12).map("".join))
@example('a<br>b<img src="x" alt="i">c')
def test_what_is_compared_is_what_is_shown(html: str) -> None:
    for content in (inline(html), Parser().render(html)):
        check(content)
        shown = re.sub(r'<img\b[^>]*?alt="([^"]*)"[^>]*>', r"\1", content.html)
        shown = re.sub(r"<img\b[^>]*>", "", shown).replace("<br>", "\n")
        assert content.text == Structure(shown).words


@pytest.mark.parametrize(
    ("html", "runs"),
    [
        ("", ()),
        ("a &amp; b", (Run("a & b"),)),
        ("a <strong>b</strong>", (Run("a "), Run("b", (Mark("strong"),)))),
        (
            '<a href="http://x/"><em>a</em> b</a>',
            (
                Run("a", (Mark("a", "http://x/"), Mark("em"))),
                Run(" b", (Mark("a", "http://x/"),)),
            ),
        ),
        ("a<br>b", (Run("a"), Run("\n", (Mark("br"),)), Run("b"))),
        ("<br><br>", (Run("\n", (Mark("br"),)), Run("\n", (Mark("br"),)))),
        ('<img src="i.png" alt="Our logo">', (Run("Our logo", (Mark("img", "i.png"),)),)),
        ('<span class="x">a</span>b', (Run("ab"),)),
        ("<code>a*b</code>", (Run("a*b", (Mark("code"),)),)),
        ("<em>a <span>b</span></em> c", (Run("a b", (Mark("em"),)), Run(" c"))),
        ("a\u00a0b", (Run("a\u00a0b"),)),
    ],
)
def test_runs(html: str, runs: tuple[Run, ...]) -> None:
    assert inline(html).runs == runs


@pytest.mark.parametrize("html", ['<a id="">x</a>', '<a name="">x</a>', '<a id="" name="">x</a>'])
def test_an_empty_id_is_none(html: str) -> None:
    assert inline(html).html == "<a>x</a>"


def test_what_fills_the_place_of_a_note_may_be_nothing() -> None:
    content = inline('a<sup class="footnote-ref"><a href="#fn:x"></a></sup> <a href="y">b</a>')
    assert filled(content, lambda _kind, _value: None) == Inline("a <a>b</a>", content.runs)
    told = filled(content, lambda kind, value: f"<{value}>" if kind is SlotKind.NOTE else value)
    assert told.html == 'a<fn:x> <a href="y">b</a>'


def test_raw_blocks_part_words() -> None:
    content = inline("<table><tr><td>a</td><td>b</td></tr></table><p>c</p>", blocks=True)
    assert content.text.split() == ["a", "b", "c"]


def test_what_is_allowed_stands_as_written() -> None:
    kept = (
        '<a href="https://x.example/?a=1&amp;b#c" title="T" lang="de">x</a> '
        '<abbr title="y">z</abbr> '
        '<img src="i.png" alt="a" width="10"> <kbd>k</kbd> <a href="mailto:a@b.c">m</a> '
        '<a href="#s">s</a> <a href="../p/">p</a> <a href="tel:1">t</a>'
    )
    assert inline(kept).html == kept
