"""A text as blocks: everything Python-Markdown renders, in order, with its place and ids."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gazette.document import Parser, body, is_raw, is_unit, places, slug
from gazette.document.inline import BLOCK_TAGS
from gazette.document.python import PythonReader
from gazette.document.python.lists import regular_lists
from gazette.errors import GazetteError
from gazette.model import (
    BlockKind,
    Dialect,
    Document,
    Place,
    SourceFile,
    Translation,
)
from repositories import shared

PYTHON = Dialect.PYTHON
EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html"),
    *("sane_lists", "tables"),
]
REAL = ["basecamp-privacy", "basecamp-terms", "github-tos"]


def parse(text: str, path: str = "content/terms.md") -> Document:
    return Parser().parse([SourceFile(path, text)], "en", dialect=PYTHON)[0]


def folder(texts: dict[str, str]) -> list[SourceFile]:
    return [SourceFile(f"content/p/{name}.md", text) for name, text in texts.items()]


def parse_folder(**texts: str) -> Document:
    return Parser().parse(folder(texts), "en", folder=True, dialect=PYTHON)[0]


def anchors(document: Document) -> list[str]:
    return [block.anchor for block in document.headings]


def summary(document: Document) -> list[tuple[str, int, str]]:
    return [(str(block.kind), block.level, block.text.strip()) for block in document.blocks]


class Reference(HTMLParser):
    """What Python-Markdown alone makes of a text: words, links, cells, items by depth."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.links: set[str] = set()
        self.cells: list[str] = []
        self.items: list[int] = []
        self.depth = self.hidden = 0
        self.in_cell = False
        config = {
            "footnotes": {
                "BACKLINK_TEXT": "",
                "SUPERSCRIPT_TEXT": "",
                "USE_DEFINITION_ORDER": False,
            }
        }
        self.feed(markdown.markdown(text, extensions=EXTENSIONS, extension_configs=config))
        self.close()

    @property
    def words(self) -> list[str]:
        return re.findall(r"\w+", self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and found.get("class") != "footnote-backref":
            self.links.add(found.get("href") or "")
        if tag == "img":
            self.text += found.get("alt") or ""
        self.part(tag)
        if tag == "br" and self.in_cell:
            self.cells[-1] += "\n"
        self.depth += tag in ("ul", "ol")
        if tag == "li":
            self.items.append(self.depth)
        if tag in ("td", "th"):
            self.cells.append("")
            self.in_cell = True

    def part(self, tag: str) -> None:
        if tag in BLOCK_TAGS or tag == "br":
            self.text += " "

    def handle_endtag(self, tag: str) -> None:
        self.part(tag)
        self.depth -= tag in ("ul", "ol")
        if tag in ("td", "th"):
            self.in_cell = False

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.in_cell:
            self.cells[-1] += data


def words(document: Document) -> list[str]:
    return [word for block in document.blocks for word in re.findall(r"\w+", block.text)]


def links(document: Document) -> set[str]:
    found = (re.findall(r'<a [^>]*?href="([^"]*)"', b.inline.html) for b in document.blocks)
    return {link.replace("&amp;", "&") for each in found for link in each}


def items(document: Document) -> list[int]:
    """The depth of each list item, in order."""
    found: dict[int, int] = {}
    for block in document.blocks:
        depth = 0
        for container in block.containers:
            depth += container.tag in ("ul", "ol")
            if container.tag == "li":
                found.setdefault(container.serial, depth)
    return list(found.values())


def check_against_python_markdown(text: str) -> None:
    document, reference = parse(text), Reference(regular_lists(body(text)[0]))
    assert words(document) == reference.words
    assert links(document) == reference.links
    cells = [block.text for block in document.blocks if block.kind is BlockKind.CELL]
    assert [cell.strip() for cell in cells] == [cell.strip() for cell in reference.cells]
    assert items(document) == reference.items


# --- Nothing is lost ---

RICH = """# Privacy & *policy* {#top .lead}

A paragraph with **strong**, *em*, `code`, a [link](https://a.example/?x=1&y=2 "Title"), an
image ![Our logo](logo.png), <https://auto.example/>, a [reference][ref], [ref], a note[^n],
another[^long], a\\
break, an entity &copy; &amp; &lt;, <kbd>raw</kbd> and an HTML abbreviation.

## Lists

We do:
- first
  - second, with [a link](#top)
    1. third
    2. third again

       with a paragraph

- loose

  ```
  code in an item
  ```
- last

10. ten
11. eleven
    > quoted in an item

## Tables

| Data | Kept for |
|:-----|---------:|
| `a|b` | [30 days](days.md) |
| | **empty** before |
| x<br>y | z |

Term *one*
:   Definition one

    goes on

:   Definition two

> A quote
>
> > within a quote
>
> - listed

## Other

!!! warning "Mind *this*"
    Body

    - item

<div class="box" markdown="1">

Markdown *inside* a div

| a | b |
|---|---|
| 1 | 2 |

</div>

<details markdown="1"><summary>More *here*</summary>

Hidden text

</details>

<p markdown="block">

Inner paragraph

- inner item

</p>

<section>
<h3>Raw heading</h3>
<p>Raw <a href="raw.html">link</a> &amp; text</p>
</section>
and after it

```python
# not a heading
print("<b>")
```

    indented code

* * *

Setext heading
==============

Last paragraph
with a lazy line.

[ref]: https://ref.example/
  "A title"
[^n]: The note with [its link](note.html)
lazily continued.
[^long]: First paragraph

    Second *paragraph*

    - list in a note

*[HTML]: Hyper Text
"""


def test_everything_python_markdown_renders_survives() -> None:
    check_against_python_markdown(RICH)
    assert "lazily" in words(parse(RICH))


@pytest.mark.parametrize("name", REAL)
def test_real_texts_survive_whole(name: str) -> None:
    check_against_python_markdown(shared(f"eval/docs/{name}.en.md").read_text("utf-8"))


FRAGMENTS = [fragment for fragment in RICH.split("\n\n") if "markdown=" not in fragment]
TEXTS = st.lists(st.sampled_from([*FRAGMENTS, "## Lists", "> [q]: http://q\n\n[q]"]), max_size=9)


def is_balanced(text: str) -> bool:
    return not re.search(r"</?(?:div|details|p|section)\b", text)


@settings(max_examples=60)
@given(TEXTS.map("\n\n".join).filter(is_balanced))
@example("[^1]: a note\nlazily goes on\n\n# H\n\ntext[^1]")
@example("[x]\n\n# H\n\n[x]:\nhttp://a.example\n'title'\n")
@example('*[HTML]: ""\n\nHTML\n\n*[HTML]: Hyper\n')
@example("[a]: http://one\n\n# H\n\n[a]\n\n# I\n\n[a]: http://two\n")
@example("a\n\n<?php evil() ?>\n\nb\n\n<!-- c -->\n\nd")
def test_any_mixture_survives_whole(text: str) -> None:
    check_against_python_markdown(text)


def uncut(text: str, monkeypatch: pytest.MonkeyPatch) -> Document:
    with monkeypatch.context() as patch:
        patch.setattr(PythonReader, "pieces", lambda _, whole: iter([(whole, 0)]))
        return parse(text)


def anonymous(document: Document) -> list[tuple[object, ...]]:
    """The blocks with their containers counted from 0 in order of appearance."""
    serials: dict[int, int] = {}
    found: list[tuple[object, ...]] = []
    for b in document.blocks:
        around = [
            (serials.setdefault(c.serial, len(serials)), c.tag, c.attributes) for c in b.containers
        ]
        found.append((b.kind, b.level, b.source, b.inline, around, b.tag, b.attributes))
        found.append((b.section, b.anchor, b.path))
    return found


@pytest.mark.parametrize("name", REAL)
def test_cutting_at_headings_changes_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = shared(f"eval/docs/{name}.en.md").read_text("utf-8")
    assert anonymous(parse(text)) == anonymous(uncut(text, monkeypatch))


@pytest.mark.parametrize(
    "text",
    [
        "- a\n# b\n- c\n",
        "> a\n# b\n",
        "| a |\n|---|\n| b |\n# c\n",
        "text\n# b\ntext\n",
        "[^1]: note\n\n    more\n\n# b\n\nx[^1]\n",
        "# a\n\n[r]: http://x\n# b\n[r]\n",
        "text <!-- a\n# b\n-->\n",
        "1. a\n\n   para\n# b\n",
        "!!! note\n    text\n# b\n",
        "Term\n:   Definition\n# b\n",
    ],
)
def test_cutting_close_to_a_heading_changes_nothing(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert anonymous(parse(text)) == anonymous(uncut(text, monkeypatch))


# --- What a block knows ---


def test_blocks_say_what_they_are() -> None:
    text = "# H\n\np\n\n- a\n    - b\n\n| c |\n|---|\n| d |\n\nt\n:   e\n\n***\n\n    f\n"
    text += "\n<div>g</div>\n"
    assert summary(parse(text)) == [
        ("heading", 1, "H"),
        ("paragraph", 0, "p"),
        ("item", 1, "a"),
        ("item", 2, "b"),
        ("cell", 0, "c"),
        ("cell", 0, "d"),
        ("term", 0, "t"),
        ("definition", 0, "e"),
        ("rule", 0, ""),
        ("code", 0, "f"),
        ("html", 0, "g"),
    ]


def test_blocks_of_one_element_share_its_serial() -> None:
    blocks = parse("- a\n- b\n\n    c\n\ntext\n\n- d\n").blocks
    lists = [block.containers[0].serial for block in blocks if block.containers]
    assert lists[0] == lists[1] == lists[2] != lists[3]
    entries = [block.containers[1].serial for block in blocks if block.containers]
    assert len(set(entries)) == 3
    assert entries[1] == entries[2]


def test_a_unit_is_folded_and_keeps_hard_breaks() -> None:
    (block,) = parse("one  two\nthree  \nfour\\\nfive").blocks
    assert block.source == "one two three\\\nfour\\\nfive"
    assert block.inline.html.replace("\n", "") == "one two three<br>four<br>five"


def test_a_column_s_alignment_becomes_a_class() -> None:
    blocks = parse("| a | b | c |\n|:-:|--:|---|\n| 1 | 2 | 3 |\n").blocks
    assert [b.attributes for b in blocks[3:]] == [
        (("class", "align-center"),),
        (("class", "align-right"),),
        (),
    ]


def test_places_are_the_file_s_own_lines() -> None:
    text = (
        "---\ntitle: A\n---\n\n# A\n\nText a\n- item\n  - inner\n\n# A\n\n"
        "| x | y |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\nText a\n\n[^1]: Note.\n\nsee[^1]\n"
    )
    document = parse(text)
    known = places(document, [SourceFile("content/terms.md", text)])
    told = zip(document.blocks, known, strict=True)
    found = [(block.text.strip(), at.line) for block, at in told if block.text.strip()]
    assert found == [
        *(("A", 5), ("Text a", 7), ("item", 8), ("inner", 9), ("A", 11)),
        *(("x", 13), ("y", 13), ("1", 15), ("2", 15), ("code", 18), ("Text a", 20)),
        *(("see", 24), ("Note.", 22)),
    ]
    assert {block.path for block in document.blocks} == {"content/terms.md"}


def test_what_reaches_across_files_is_found() -> None:
    texts = {
        "index": "# Title\n\nSee [terms] and a note[^n]. HTML.\n",
        "01-more": "## More\n\nAgain[^n]. HTML.\n\n[terms]: http://t.example\n",
        "02-notes": "## Notes\n\n[^n]: The *note*.\n\n*[HTML]: Hyper Text\n",
    }
    document = parse_folder(**texts)
    first, second = (b for b in document.blocks if b.kind is BlockKind.PARAGRAPH)
    abbreviation = '<abbr title="Hyper Text">HTML</abbr>'
    reference = '<sup class="footnote-ref"><a href="#fn:notes.n"></a></sup>'
    assert first.inline.html == (
        f'See <a href="http://t.example">terms</a> and a note{reference}. {abbreviation}.'
    )
    assert second.inline.html == f"Again{reference}. {abbreviation}."
    note = document.blocks[-1]
    assert note.inline.html == "The <em>note</em>."
    assert note.path == "content/p/02-notes.md"
    assert places(document, folder(texts))[-1] == Place("content/p/02-notes.md", 3)
    assert ("id", "fn:notes.n") in note.containers[-1].attributes


def test_one_document_s_definitions_do_not_reach_another() -> None:
    one = "# A\n\n[x] and y[^1]. HTML\n\n> [x]: http://one\n\n[^1]: note\n\n*[HTML]: Hyper\n"
    other = "# A\n\n[x] and y[^1]. HTML\n"
    alone = parse(other)
    shared_parser = Parser()
    for text in (one, other, one, other):
        document = shared_parser.parse(
            [SourceFile("content/terms.md", text)], "en", dialect=PYTHON
        )[0]
        assert anonymous(document) == anonymous(parse(text))
    assert links(alone) == set()


def test_a_text_read_before_is_read_the_same_again() -> None:
    # A note's list must not pass for the list of the text, whatever was remembered.
    files = [SourceFile("p/index.md", "# A\n\n- a[^1]\n"), SourceFile("p/01-b.md", "[^1]: n\n")]
    again = Parser()
    for texts in (files, files[:1], files, [*files, files[0]], [files[1], files[0]]):
        document, findings = again.parse(texts, "en", folder=True, dialect=PYTHON)
        anew, found = Parser().parse(texts, "en", folder=True, dialect=PYTHON)
        assert (anonymous(document), findings) == (anonymous(anew), found)
        blocks = [b for b in document.blocks if b.kind is BlockKind.ITEM]
        roots = {block.containers[0].serial for block in blocks}
        assert len(roots) == len(blocks)


def test_what_did_not_change_is_the_same_in_every_version_and_language() -> None:
    parser = Parser()
    old, new = (
        parser.parse(
            [SourceFile("t.md", f"# A\n\nOne.\n\n## B\n\n{two}## C\n\n- Three.\n")],
            "en",
            dialect=PYTHON,
        )[0]
        for two in ("Two.\n\n", "Two.\n\nAnd more.\n\n")
    )
    germans = [
        parser.translate(d, "de", lambda u, _: (u.upper(), Translation.TRANSLATED))
        for d in (old, new)
    ]
    for one, other in ((old, new), germans):
        same = [any(block is b for b in one.blocks) for block in other.blocks]
        assert same == [True, True, True, True, False, True, True]


# --- Sections ---


def test_ids_come_from_the_text_the_file_or_the_words() -> None:
    document = parse_folder(
        index="# Privacy Policy\n\n## Who & what\n",
        **{"01-information-we-collect": "## 1. Information\n\n### Deeper\n"},
        **{"02-other": "## Other things {#explicit}\n\n## Was\n"},
        **{"03-Große Übersicht": "## x\n"},
        last="no heading\n",
    )
    assert anchors(document) == [
        *("privacy-policy", "who--what", "information-we-collect", "deeper", "explicit", "was"),
        "große-übersicht",
    ]
    assert document.blocks[-1].section == "große-übersicht"


def test_a_single_file_names_nothing() -> None:
    assert anchors(parse("# A title\n", "content/01-terms.md")) == ["a-title"]


def test_repeated_ids_are_counted_and_written_ones_refused() -> None:
    text = "# A\n\n# A\n\n# B {#a}\n\n# A\n\n# C {#c}\n\n# C\n"
    document, findings = Parser().parse(
        [SourceFile("content/terms.md", text)], "en", dialect=PYTHON
    )
    assert anchors(document) == ["a", "a-1", "a-2", "a-3", "c", "c-1"]
    assert [str(finding) for finding in findings] == [
        'content/terms.md:5: error: The section id "a" is already used at content/terms.md:1. '
        "Give one of the two sections another id. [duplicate-section-id]"
    ]


def test_no_id_can_take_the_place_of_the_page_s_own_controls() -> None:
    assert anchors(parse("# \\_\\_drawer\n\n# x {#__search}\n\n# !\n")) == [
        "drawer",
        "x",
        "section",
    ]


@given(st.lists(st.sampled_from(["A", "A {#a}", "A-1", "B {#a-1}", "日本", "!"]), max_size=8))
def test_anchors_are_unique_and_usable(titles: list[str]) -> None:
    document = parse("\n\n".join(f"# {title}" for title in titles))
    found = anchors(document)
    assert len(set(found)) == len(found) == len(titles)
    assert all(re.fullmatch(r"[\w-]+", anchor) for anchor in found)


@given(st.text())
def test_a_slug_is_an_id(text: str) -> None:
    assert re.fullmatch(r"[\w-]+", slug(text))
    assert not slug(text).startswith("__")


# --- Translations ---


def test_block_n_is_block_n_in_every_language() -> None:
    made = Parser()
    document = made.parse([SourceFile("content/terms.md", RICH)], "en", dialect=PYTHON)[0]

    def german(unit: str, _context: str) -> tuple[str, Translation]:
        return f"*Übersetzt* {len(unit)}, <div>\n\n# kein Titel {{#x}}", Translation.TRANSLATED

    translated = made.translate(document, "de", german)
    assert translated.lang == "de"
    assert len(translated.blocks) == len(document.blocks)
    for old, new in zip(document.blocks, translated.blocks, strict=True):
        kept = {"inline": new.inline, "translation": new.translation}
        assert replace(old, **kept) == new  # type: ignore[arg-type]
        # No translator can reach the words of raw HTML that is kept as written.
        without = Translation.MISSING if is_raw(old) else Translation.SOURCE
        assert new.translation is (Translation.TRANSLATED if is_unit(old) else without)
    assert anchors(translated) == anchors(document)


@pytest.mark.parametrize(
    "state", [Translation.MISSING, Translation.FUZZY, Translation.BROKEN], ids=str
)
def test_what_is_not_translated_keeps_the_source_marked(state: Translation) -> None:
    made = Parser()
    document = made.parse(
        [SourceFile("a.md", "# A\n\nText [x][r].\n\n[r]: http://r\n")], "en", dialect=PYTHON
    )[0]
    translated = made.translate(document, "ja", lambda *_: ("別の", state))
    assert [b.inline for b in translated.blocks] == [b.inline for b in document.blocks]
    assert {b.translation for b in translated.blocks} == {state}


def test_a_translation_speaks_through_the_document_s_definitions() -> None:
    made = Parser()
    text = "See [x][r] and[^n] HTML.\n\n[r]: http://r\n[^n]: Note.\n\n*[HTML]: Hyper\n"
    document = made.parse([SourceFile("a.md", text)], "en", dialect=PYTHON)[0]
    made.parse([SourceFile("b.md", "Something else")], "en")
    words = {"See [x][r] and[^n] HTML.": "HTML: [y][r], ja[^n]", "Note.": "Anmerkung."}
    translated = made.translate(document, "de", lambda u, _: (words[u], Translation.TRANSLATED))
    assert translated.blocks[0].inline.html == (
        '<abbr title="Hyper">HTML</abbr>: <a href="http://r">y</a>, '
        'ja<sup class="footnote-ref"><a href="#fn:n"></a></sup>'
    )
    assert translated.blocks[-1].text == "Anmerkung."
    # However often a text was rendered before, it comes out the same.
    again = made.translate(document, "de", lambda u, _: (words[u], Translation.TRANSLATED))
    assert again == translated


def test_a_translation_beyond_the_limits_is_broken() -> None:
    made = Parser()
    document = made.parse([SourceFile("a.md", "Text")], "en", dialect=PYTHON)[0]
    for text in ("[" * 100_000, "[a " * 50_000):
        answer = text, Translation.TRANSLATED
        (block,) = made.translate(document, "de", lambda *_, found=answer: found).blocks
        assert (block.translation, block.text) == (Translation.BROKEN, "Text")
        assert made.render(text, PYTHON).text == text.strip()


# --- Hostile and broken texts ---


def test_boxes_too_deep_to_walk_are_refused() -> None:
    with pytest.raises(GazetteError, match="levels deep"):
        parse("\n\n".join("    " * n + "!!! note" for n in range(sys.getrecursionlimit() // 3)))


SIGNS = (
    """# |- |1. |    |> |[|]|(|)|^|: |`|*|_|<|>|</|div|p|!--|-->|?|![CDATA[| markdown="1"|{: |}|&"""
    """|;|a|\\|!!! |[^1]|[^1]: |*[a]: |<div>|</div>|<p markdown='block'>|</p>|<b>|<script>|"""
    """\x02|\x03|wzxhzdk:0"""
)
MARKUP = st.lists(
    st.one_of(
        st.sampled_from([*SIGNS.split("|"), "|", "|-|", "```\n", "\n", "\n\n"]),
        st.text(max_size=3),
    ),
    max_size=30,
).map("".join)


@settings(max_examples=400)
@given(st.one_of(st.text(), MARKUP))
@example("[^1]: \x02wzxhzdk:7\x03")
@example("<![if")
def test_no_text_whatever_raises_anything_else(text: str) -> None:
    try:
        document = parse(text)
    except GazetteError:
        return
    for place in places(document, [SourceFile("content/terms.md", text)]):
        assert 1 <= place.line <= text.count("\n") + 1
    assert parse(text) == document


def test_words_behind_a_box_in_an_item_are_its_words() -> None:
    found = [(b.containers[-1].tag, b.text) for b in parse("* !!! note\n    a\n  *b*\n").blocks]
    assert found == [("div", "Note"), ("div", "a b")]
