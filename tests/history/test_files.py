"""What a text shows: which files it names, their addresses, and what may be published."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.changes.align import align
from gazette.changes.redline import redline
from gazette.document import (
    Excerpts,
    Parser,
    Showing,
    file_address,
    inline,
    may_name_files,
    named_files,
)
from gazette.document.files import file_name
from gazette.history.contents import content
from gazette.model import PICTURE, Dialect, Document, Mark, PairKind, Run, SourceFile, SpanKind

FILE = "content/terms.md"


def parsed(text: str, path: str = FILE) -> Document:
    return Parser().parse([SourceFile(path, text)], "en")[0]


# --- The files that a text names ----------------------------------------------------------

NAMED = {
    "![Seal](img/seal.png)": ["content/img/seal.png"],
    "![](seal.png)": ["content/seal.png"],
    '![Seal](img/seal.png "Our seal")': ["content/img/seal.png"],
    "![Seal](<img/our seal.png>)": ["content/img/our seal.png"],
    "![Seal](img/our%20seal.png)": ["content/img/our seal.png"],
    "![Siegel](bilder/größe.png)": ["content/bilder/größe.png"],
    "![Siegel](bilder/gro%CC%88%C3%9Fe.png)": ["content/bilder/größe.png"],
    "![印](画像/印.png)": ["content/画像/印.png"],
    "![Seal](../shared/seal.png)": ["shared/seal.png"],
    "![Seal](../../seal.png)": ["../seal.png"],
    "![Seal](./img/../seal.png)": ["content/seal.png"],
    "![Seal](seal.png?raw=true)": ["content/seal.png"],
    "![Seal][s]\n\n[s]: img/seal.png": ["content/img/seal.png"],
    'A <img src="img/seal.png" alt="seal"> here.': ["content/img/seal.png"],
    '<div>\n<p><img src="img/seal.png"></p>\n</div>': ["content/img/seal.png"],
    "| a |\n|---|\n| ![x](a.png) |": ["content/a.png"],
    "## ![](logo.png) Terms": ["content/logo.png"],
    "[![small](s.png)](big.pdf)": ["content/big.pdf", "content/s.png"],
    "[Form](annex/form.pdf)": ["content/annex/form.pdf"],
    "[Form](annex/form.pdf#page=2)": ["content/annex/form.pdf"],
    "![a](a.png) ![b](b.png) ![a](a.png)": ["content/a.png", "content/b.png"],
    "- one\n- ![b](b.png)": ["content/b.png"],
    # What is no file beside the text.
    "![Seal](https://example.com/seal.png)": [],
    "![Seal](//example.com/seal.png)": [],
    "![Seal](/img/seal.png)": [],
    "![Seal](data:image/png;base64,AAAA)": [],
    "[Fees](fees.md)": [],
    "[Fees](fees.html)": [],
    "[Fees](fees)": [],
    "[Fees](#fees)": [],
    "[Us](mailto:us@example.com)": [],
    "`![Seal](img/seal.png)`": [],
    "    ![Seal](img/seal.png)": [],
    "```\n![Seal](img/seal.png)\n```": [],
    "<!-- ![Seal](img/seal.png) -->": [],
}


@pytest.mark.parametrize(("text", "paths"), NAMED.items(), ids=NAMED)
def test_the_files_that_a_text_names(text: str, paths: list[str]) -> None:
    found = [named.path for named in named_files(parsed(text))]
    assert found == paths
    assert may_name_files(text) or not paths  # the quick look misses nothing


@pytest.mark.parametrize(
    ("text", "is_sure"),
    [
        ("![Seal](seal.webp)", True),
        ("![Seal](seal)", True),
        ("[Form](form.PDF)", True),
        ("[Terms](terms.aspx)", False),
        ("[Guide](guide-v1.2)", False),
        ("[Us](www.example.com)", False),
    ],
)
def test_what_surely_is_a_file(text: str, is_sure: bool) -> None:  # noqa: FBT001
    assert [named.is_sure for named in named_files(parsed(text))] == [is_sure]


BLOCKS = (
    *NAMED, "# Terms", "## Fees", "Words without any link.", "- one", "1. one", "> said",
    "```", "~~~", "<div>", "</div>", "<!--", "-->", "<details>", "[^1]", "[^1]: ![n](n.png)",
    "[s]: img/s.png", "![Seal][s]", "  ![in](in.png)", "    ![code](code.png)", "| a | b |",
    "|---|---|", "{.note}", "term", ": [that](def.pdf)", "[Form](form.pdf) and `[c](c.pdf)`",
    "[![small](s.png)](https://example.com)", "![up](../up.png)", "\\", "*[A]: B", "***", "---",
)  # fmt: skip
written = st.lists(
    st.tuples(st.sampled_from(BLOCKS), st.sampled_from(["\n", "\n\n", "\n\n\n"])), max_size=12
)


@pytest.mark.parametrize("dialect", Dialect)
@given(blocks=written)
def test_the_pieces_that_name_files_tell_all_that_the_text_names(
    dialect: Dialect, blocks: list[tuple[str, str]]
) -> None:
    file = SourceFile("content/terms.md", "".join(f"{block}{end}" for block, end in blocks))
    excerpt = Excerpts().of(file, dialect, may_name_files)
    assert excerpt.text.count("\n") == file.text.count("\n")
    whole, part = (Parser().parse((each,), "", dialect=dialect)[0] for each in (file, excerpt))
    assert names(part) == names(whole)


def names(document: Document) -> list[tuple[object, ...]]:
    """What a text names, with the line of each, where lines are known."""
    lines = document.lines or (0,) * len(document.blocks)
    return [
        (each.target, each.path, each.is_image, each.is_sure, lines[each.block])
        for each in named_files(document)
    ]


# --- Addresses ------------------------------------------------------------------------------

NAMES = {
    "img/seal.png": "seal.png",
    "our seal (2).png": "our-seal--2-.png",
    "größe.png": "größe.png",
    "gro\u0308ße.png": "größe.png",
    "印.png": "印.png",
    "‮gnp.exe": "gnp.exe",
    "..": "file",
    ".htaccess": "htaccess",
    "a/b/": "file",
    "a\\b.png": "a-b.png",
    "%2e%2e.png": "2e-2e.png",
    "a\nb.png": "a-b.png",
    "name.": "name",
    "<script>.svg": "script-.svg",
}


@pytest.mark.parametrize(("path", "name"), NAMES.items(), ids=map(repr, NAMES))
def test_the_name_of_a_file_in_its_address(path: str, name: str) -> None:
    assert file_name(path) == name


@given(st.text())
def test_a_name_plays_no_tricks(path: str) -> None:
    name = file_name(path)
    assert name
    assert len(name.encode()) <= 100
    assert not name.startswith(".")
    assert not set(name) & set("/\\\0\n\r%?#:*\"<>|' ")
    assert file_name(name) == name


def test_an_address_is_made_from_the_content() -> None:
    digest = hashlib.sha256(b"seal").hexdigest()
    found = file_address(digest, "content/größe 1.png")
    assert found == f"/files/{digest[:16]}/gr%C3%B6%C3%9Fe-1.png"
    assert unquote(found).rpartition("/")[2] == "größe-1.png"


ADDRESSES = {"content/seal.png": "/files/0011223344556677/seal.png"}


def test_a_text_with_the_addresses_of_its_files() -> None:
    text = '![Seal](seal.png) and [it](seal.png#top), not `src="seal.png"` or ![](other.png).'
    document = parsed(text)
    (block,) = Showing().shown(document, ADDRESSES).blocks
    address = ADDRESSES["content/seal.png"]
    assert block.inline.html == (
        f'<img src="{address}" alt="Seal"> and <a href="{address}#top">it</a>, not '
        '<code>src="seal.png"</code> or <img src="other.png" alt="">.'
    )
    targets = {mark.target for run in block.inline.runs for mark in run.marks if mark.target}
    assert targets == {address, f"{address}#top", "other.png"}
    assert block.source == document.blocks[0].source  # what a translator knows it by
    assert block.text == document.blocks[0].text


def test_what_does_not_change_stays_the_same_object() -> None:
    document, showing = parsed("One.\n\n![Seal](seal.png)"), Showing()
    first, again = (showing.shown(document, ADDRESSES) for _ in range(2))
    assert first.blocks[0] is document.blocks[0]
    assert first.blocks[1] is again.blocks[1] is not document.blocks[1]
    other = showing.shown(document, {"content/seal.png": "/files/ff11223344556677/seal.png"})
    assert other.blocks[1] != first.blocks[1]
    assert showing.shown(document, {}) is document


# --- Images as words ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "texts", "words"),
    [
        ('<img src="a.png" alt="Seal">', ["Seal"], "Seal"),
        ('<img src="a.png" alt="">', [PICTURE], ""),
        ('<img src="a.png">', [PICTURE], ""),
        ('a <img src="a.png"> b', ["a ", PICTURE, " b"], "a  b"),
        ('<img src="a.png"><img src="a.png">', [PICTURE, PICTURE], ""),
        ('<img src="a.png" alt="x"><img src="a.png" alt="x">', ["x", "x"], "xx"),
        ('<img alt="">', [], ""),
    ],
)
def test_an_image_is_a_run_of_its_own(html: str, texts: list[str], words: str) -> None:
    content = inline(html)
    assert [run.text for run in content.runs] == texts
    assert content.text == words
    assert content.length == sum(map(len, texts))


def changes(old: str, new: str, before: str, after: str) -> list[tuple[str, str]]:
    """How two texts differ that show one file each: signs and words of what is not equal."""
    sides = [
        Showing().shown(parsed(text), {"content/seal.png": f"/files/{digest}/seal.png"})
        for text, digest in ((old, before), (new, after))
    ]
    found = redline(*sides, align(*sides))
    return [
        (span.kind.value, span.text)
        for amendment in found.amendments
        for span in amendment.spans
        if span.kind is not SpanKind.EQUAL
    ]


A, B = "0011223344556677", "ff11223344556677"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("See ![our seal](seal.png) here.", [("-", "our seal"), ("+", "our seal")]),
        ("![](seal.png)", [("-", PICTURE), ("+", PICTURE)]),
        ("See [the form](seal.png) here.", [("-", "the form"), ("+", "the form")]),
        ("| a |\n|---|\n| ![x](seal.png) |", [("-", "x"), ("+", "x")]),
        ('<div>See <img src="seal.png" alt="x">.</div>', [("-", "x"), ("+", "x")]),
        ("# ![](seal.png) Terms\n\nOne.", [("-", PICTURE), ("+", PICTURE)]),
        ("No file here.", []),
    ],
)
def test_another_file_is_another_word(text: str, told: list[tuple[str, str]]) -> None:
    assert changes(text, text, A, B) == told
    assert changes(text, text, A, A) == []


def test_a_block_with_another_file_is_amended() -> None:
    document = parsed("One.\n\n![Seal](seal.png)")
    sides = [
        Showing().shown(document, {"content/seal.png": f"/files/{digest}/seal.png"})
        for digest in (A, B)
    ]
    assert [pair.kind for pair in align(*sides)] == [PairKind.UNCHANGED, PairKind.AMENDED]


def test_words_about_another_file_are_compared_as_ever() -> None:
    old, new = "See ![our seal](seal.png) of May.", "See ![our seal](seal.png) of June."
    assert changes(old, new, A, A) == [("-", "May"), ("+", "June")]


def test_marks_know_the_content() -> None:
    assert Mark("img", f"/files/{A}/seal.png").content == A
    assert Mark("a", "https://example.com/files/x/y").content == ""
    assert Run(PICTURE).words == PICTURE  # the author's own letter
    assert Run(PICTURE, (Mark("img", "x"),)).words == ""


# --- What may be published --------------------------------------------------------------------

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
HARMLESS = {
    "a shape": '<rect width="8" height="8" style="fill: red"/>',
    "a style": "<style>rect { fill: red }</style><rect/>",
    "a link": '<a href="https://example.com/"><text>onclick javascript</text></a>',
    "a picture within": '<image xlink:href="data:image/png;base64,AAAA"/>',
    "a drawing within": '<image href="data:image/svg+xml;base64,AAAA"/>',
    "words in boxes": '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject>',
}
RUNNING = {
    "a script": "<script>alert(1)</script>",
    "a script of HTML": '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    "an event": '<rect onload="alert(1)"/>',
    "an event in capitals": '<rect ONCLICK="alert(1)"/>',
    "an address": '<a xlink:href="javascript:alert(1)"><text>a</text></a>',
    "an address in disguise": '<a href="&#106;ava\nscript:alert(1)"><text>a</text></a>',
    "an animated address": '<a><set attributeName="href" to="javascript:alert(1)"/></a>',
    "one of several": '<a><animate attributeName="href" values="#;javascript:alert(1)"/></a>',
    "a document within": '<use href="data:image/svg+xml;base64,AAAA#x"/>',
    "a frame": '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
}


@pytest.mark.parametrize("inside", HARMLESS.values(), ids=HARMLESS)
def test_a_harmless_drawing(inside: str) -> None:
    data = SVG.format(inside).encode()
    assert content(data, len(data), "a.svg").flaw is None


@pytest.mark.parametrize("inside", RUNNING.values(), ids=RUNNING)
def test_a_drawing_that_runs_something(inside: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        data = SVG.format(inside).encode(encoding)
        flaw = content(data, len(data), "img/A.SVG").flaw
        assert flaw
        assert flaw.rule == "unsafe-file"
    assert content(data, len(data), "a.png").flaw is None  # which nothing takes for a document


BROKEN = {
    "nothing": b"",
    "no XML": b"<svg><script>alert(1)",
    "another document's transformation": b'<?xml-stylesheet href="a.xsl"?><svg/>',
    "a script by name": b'<!DOCTYPE svg [<!ENTITY x "<script/>">]><svg>&x;</svg>',
    "expanding for ever": b"<!DOCTYPE svg ["
    + b'<!ENTITY a0 "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]><svg>&a11;</svg>",
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_drawing_that_cannot_be_trusted(data: bytes) -> None:
    flaw = content(data, len(data), "a.svg").flaw
    assert flaw
    assert flaw.rule == "unsafe-file"


def test_a_drawing_with_names_of_its_own() -> None:
    data = b'<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]><svg xmlns="&ns;"/>'
    assert content(data, len(data), "a.svg").flaw is None


def test_what_is_too_large_or_not_the_file_itself() -> None:
    large = content(b"", 20_000_001, "a.png").flaw
    assert large
    assert (large.rule, large.what) == (
        "large-file",
        "has 20.0 MB; a file that a text shows may have at most 20 MB.",
    )
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"
    flaw = content(pointer, len(pointer), "a.png").flaw
    assert flaw
    assert flaw.rule == "lfs-pointer"
    known = content(b"seal", 4, "a.png")
    assert known == replace(known, digest=hashlib.sha256(b"seal").hexdigest(), size=4, flaw=None)
