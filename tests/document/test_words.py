"""Words of a source and of its page: none is lost, and what is lost is told with its line."""

from __future__ import annotations

import re
import subprocess
import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.checks.losses import _seen
from gazette.document import Parser
from gazette.document.inline import plain
from gazette.document.words import losses, passages
from gazette.document.words.comparing import _missing, _Word
from gazette.model import Dialect, SourceFile
from repositories import shared

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.model import Document

PATH = "content/terms.md"


def read(text: str, dialect: Dialect = Dialect.GITHUB) -> Document:
    return Parser().parse([SourceFile(PATH, text)], "en", dialect=dialect)[0]


def page(text: str, dialect: Dialect = Dialect.GITHUB) -> dict[str, str]:
    """What the page of a text shows, by note."""
    return _seen(read(text, dialect), PATH)


def lost(text: str, shown: str) -> list[tuple[str, int]]:
    """What of a text is told to be lost where a page shows other words: words and line."""
    found = losses(passages(text), {"": shown})
    return [(" ".join(loss.words), loss.line) for loss in found]


# --- What is to be seen ---------------------------------------------------------------------

SEEN = {
    "paragraph": ("You *may* use\nthe __service__.", "You may use the service"),
    "part of a word": ("un*frigging*believable", "unfriggingbelievable"),
    "heading": ("## Fees {#fees .wide}\n\nFive", "Fees Five"),
    "heading with braces": ("# Terms {draft}", "Terms draft"),
    "braces": ("Write to {address}, see {{ site.mail }} or {Article 4}.",
               "Write to address see site mail or Article 4"),
    "braces that are nearly a list": ("# A {#id with space}", "A id with space"),
    "attributes of a paragraph": ("Words.\n{: #here title='x'}", "Words"),
    "link": ('[our prices](https://example.com/a_(b) "The prices") apply', "our prices apply"),
    "link with an angle bracket": ("[a](<b c d>) e", "a e"),
    "no link": ("[a](b c d) e", "a b c d e"),
    "link in a link": ("[a [b](c) d](e)", "a b d e"),
    "image in a link": ("[![Our logo](a.png)](b)", "Our logo"),
    "reference": ("[our prices][p] and [p] and [q][]\n\n[P]: https://e.example 'Prices'",
                  "our prices and p and q"),
    "reference to nothing": ("[our prices][p]", "our prices p"),
    "definition over lines": ("[p]:\n  https://e.example\n  'The\n  prices'\n\nWords [p]",
                              "Words p"),
    "no definition": ("Words\n[p]: https://e.example", "Words p https e example"),
    "definition with words behind": ("[p]: soon and more", "p soon and more"),
    "autolink": ("<https://e.example/a> and <a@b.example>", "https e example a and a @ b example"),
    "code": ("Run `a <b> [c](d) &amp; \\e`.", "Run a b c d & amp e"),
    "fence": ("```sh title\n<b> [c](d) # e\n```", "b c d e"),
    "fence in an item": ("- a\n\n  ```\n  [c](d)\n  ```\n- e", "a c d e"),
    "fence in a quotation": ("> ```\n> [c](d)\n\n[e](f)", "c d e"),
    "fence that nothing closes": ("```\n[c](d)", "c"),
    "tag": ("A <b class='x' title=\"y\">bold</b> word<br>here", "A bold word here"),
    "picture": ('<img src="a.png" alt="Our logo">', "Our logo"),
    "comment": ("a <!-- b --> c\n\n<!--\nd\n\ne\n-->\n\nf", "a c f"),
    "label that is no note's": ("[^]: https://e.example\n\na [^]", "a"),
    "item after a quotation": ("> a\n2. b", "a b"),
    "item after a table": ("|a|\n|-|\n2. b", "a b"),
    "code over lines": ("a```\n    - ```<b>c", "a c"),
    "task below what is no tag": ("<Foo>a\n- [x] b", "Foo a b"),
    "escaped bracket far to the right": ("-   a\n\n        * [b \\] c](d)", "a b c"),
    "comment that nothing closes": ("<!-- a\n\nb", "a b"),
    "what is no tag": ("Between <Licensor> and <Company Name>, <year>",
                       "Between Licensor and Company Name year"),
    "less than": ("a < b and c<d", "a b and c d"),
    "script": ("<script>\nlet a;\n\nlet b;\n</script>\n\nc", "c"),
    "block of HTML": ("<div>\n[a](b) `c`\n</div>\n\n<details><summary>d</summary>\n\ne\n</details>",
                      "a c d e"),
    "element that nothing closes": ('<div dir="rtl">\n\n## a\n\nb', "a b"),
    "entity": ("AT&amp;T &sect; 5 &euro;9 &nope; &#167;", "AT & T § 5 € 9 & nope §"),
    "escapes": (r"\<b\> \[a\](b) \&sect; \*c\* \$5", "b a b & sect c $ 5"),
    "list": ("1. a\n2. b\n   - c\n\n10) d", "a b c d"),
    "figure at the start of a line": ("It ends in\n1986. Then more", "It ends in 1986 Then more"),
    "tasks": ("- [x] a\n- [ ] b", "a b"),
    "quotation": ("> a\nb\n> > c", "a b c"),
    "alert": ("> [!NOTE]\n> a", "a"),
    "table": ("| a | b |\n|---|:-:|\n| `c \\| d` | [e](f) |", "a b c d e"),
    "table with cells too many": ("|a|\n|---|\n|b|c|", "a b c"),
    "admonition": ('!!! danger "Mind the gap"\n\n    Words.', "Mind the gap Words"),
    "definitions": ("Fee\n:   What you pay", "Fee What you pay"),
    "rules": ("a\n\n---\n\n***\n\nb\n===", "a b"),
    "what a word processor leaves": ("a <o:p>b</o:p> c", "a b c"),
    "declarations": ("a <!DOCTYPE html> b <?php x ?> c <![CDATA[d]]> e", "a b c e"),
    "what is no declaration": ("a <!Company> and <!the A", "a Company and the A"),
    "text below what may be code": ("1.  a\n\n        *b*\nc [d](e)", "a b c d"),
    "figures": ("€5, 7 % of 1.234,50 $", "€ 5 7 % of 1 234 50 $"),
    "Chinese": ("我们**收集**您的数据。", "我们收集您的数据 。"),
    "Thai": ("เรา*เก็บ*ข้อมูล", "เราเก็บข้อมูล"),
    "another form of a letter": ("Cafe\u0301 soft\u00adly\u200b", "Café softly"),
}  # fmt: skip


@pytest.mark.parametrize("name", SEEN)
def test_what_is_to_be_seen(name: str) -> None:
    text, words = SEEN[name]
    assert lost(text, words) == []
    parts = words.split()
    for at, word in enumerate(parts):
        found = "".join(told for told, _ in lost(text, " ".join(parts[:at] + parts[at + 1 :])))
        assert found.replace(" ", "") == word


def test_python_markdown_has_blanks_in_where_links_lead() -> None:
    text = "[Fees](#our fees) and [Company](as defined below)"
    shown = {"": "Fees and Company"}
    (found,) = losses(passages(text, Dialect.PYTHON), shown)
    assert found.words == ("as", "defined", "below")


def test_what_may_be_code_is_told_only_if_it_is_seen_either_way() -> None:
    text = "1.  a\n\n    [b](c) &sect; 5\n"
    assert lost(text, "a b 5") == lost(text, "a b c &sect; 5") == []
    assert lost(text, "a b") == [("5", 3)]


FRONT = "---\ntitle: A word\nbadges:\n- b\n# c\n---\nText"
RULED = "---\n\nTERMS OF SERVICE\n\nWe keep your data for 30 days.\n\n---\n\n# Scope\n"


def test_front_matter_is_no_text_and_text_between_rules_is() -> None:
    assert lost(FRONT, "Text") == []
    assert lost(RULED, "Scope") == [("TERMS OF SERVICE We keep your data for 30 days", 3)]


# --- What a page lacks ------------------------------------------------------------------------

CONTROL = """\
---
title: Terms
version: "1.0"
---
# Terms of service {#terms}

You may use the *service* for 30 days, and the data for 90 days.

## Fees and <b>costs</b>

The fee is €5 and the data costs €5 too. See [our prices](https://example.com/prices "Prices").

- first item of the list
- second item of the list

  with a paragraph of its own

1. first step
2. second step, for 30 days
   1. inner step

> Quoted words of the law.

---

After the rule there are words.

| Kind | Days |
|------|------|
| logs | 30 |
| data | `90 days` |

Between Licensor and {address}, as &sect; 5 says.[^law]

Term
:   A definition of the term.

```text
code of conduct
```

![A picture of the seal](seal.png)

<div>
Words in HTML.
</div>

The data is the data is the data.

我们收集您的数据。

เราเก็บข้อมูลของคุณ

[^law]: The law says more.
"""
PAGE = page(CONTROL, Dialect.PYTHON)
WRITTEN = passages(CONTROL, Dialect.PYTHON)
WORD = re.compile(r"[^\W_]+|[^\x00-\x7f\s]")
WORDS = [
    (note, match.start(), match.end())
    for note, text in PAGE.items()
    for match in WORD.finditer(text)
]


@pytest.mark.parametrize("dialect", Dialect)
def test_the_control_text_is_whole(dialect: Dialect) -> None:
    assert losses(passages(CONTROL, dialect), page(CONTROL, dialect)) == ()


@given(st.sampled_from(WORDS))
@settings(max_examples=100)
def test_each_word_that_is_dropped_is_told_at_its_line(place: tuple[str, int, int]) -> None:
    note, start, end = place
    text = PAGE[note]
    (found,) = losses(WRITTEN, {**PAGE, note: text[:start] + text[end:]})
    assert text[start:end] in "".join(found.words)
    assert found.line == line_of(note, text, start)


def line_of(note: str, text: str, start: int) -> int:
    """The line of the control text on which words of its page stand: each block has one."""
    block = text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    before = text[: text.rfind("\n", 0, start) + 1].count(block)
    word = WORD.findall(block)
    pattern = re.compile(r"[^\n]*?".join(map(re.escape, word)))
    body = CONTROL.replace("&sect;", "§")
    at = body.index("[^law]: ") if note else body.index("# Terms")
    for _ in range(before):
        at = pattern.search(body, at).end()  # type: ignore[union-attr]
    found = pattern.search(body, at)
    assert found
    return body.count("\n", 0, found.start()) + 1


def test_every_word_that_is_dropped_is_told() -> None:
    for note, start, end in WORDS:
        text = PAGE[note]
        found = losses(WRITTEN, {**PAGE, note: text[:start] + text[end:]})
        assert [text[start:end] in "".join(loss.words) for loss in found] == [True]
    assert len(WORDS) > 120


@given(st.data())
@settings(max_examples=70)
def test_blocks_that_are_dropped_are_told(data: st.DataObject) -> None:
    blocks = PAGE[""].split("\n")
    first = data.draw(st.integers(0, len(blocks) - 1))
    last = data.draw(st.integers(first, len(blocks) - 1))
    kept = "\n".join(blocks[:first] + blocks[last + 1 :])
    gone = "".join(WORD.findall("\n".join(blocks[first : last + 1])))
    found = losses(WRITTEN, {**PAGE, "": kept})
    told = "".join(word for loss in found for word in loss.words)
    assert sorted(told) == sorted(gone)  # "A b A" without "A b" may be without "b A"


@given(st.data())
@settings(max_examples=70)
def test_every_sign_that_counts_is_told(data: st.DataObject) -> None:
    """One figure of a number, one sign of a sentence without spaces."""
    text = PAGE[""]
    places = [at for at, sign in enumerate(text) if sign.isalnum() or ord(sign) > 127]
    at = data.draw(st.sampled_from(places))
    (found,) = losses(WRITTEN, {**PAGE, "": text[:at] + text[at + 1 :]})
    assert text[at] in "".join(found.words)
    assert found.line == line_of("", text, at)


MOVED = "# A\n\nFirst words here.\n\nSecond words there.\n\nThird words anywhere.\n"


def test_words_that_stand_elsewhere_are_not_lost() -> None:
    shown = "A\nSecond words there.\nThird words anywhere.\nFirst words here.\n"
    assert lost(MOVED, shown) == []
    assert lost(MOVED, shown.replace("First words", "First")) == [("First words here", 3)]


def test_words_that_are_cut_or_written_otherwise_are_there() -> None:
    assert lost("un*frigging*believable and more", "un frigging believable and") == [("more", 1)]
    assert lost("the fee the law", "the bee the the sea") == [("fee", 1), ("law", 1)]


def test_where_very_much_differs_words_are_counted() -> None:
    text, shown = "fee law " * 300 + "due fee", "law law fee law " * 160
    told = Counter(words for words, _ in lost(text, shown))
    assert told == {"fee": 301 - 160, "due": 1}
    assert lost(text, f"{shown} due fee " * 2) == []


def test_of_two_equal_cells_the_one_beyond_the_table_is_lost() -> None:
    text = "| a | b |\n|---|---|\n| c | same words | same words |\n| d | e | f |\n"
    found = losses(passages(text), {"": "a b c same words d e"})
    assert [(loss.words, loss.line, loss.is_beyond) for loss in found] == [
        (("same", "words"), 3, True),
        (("f",), 4, True),
    ]


NOTES = "A[^b] and[^a].\n\n[^a]: First note.\n[^b]: Second note\n    goes on.\n\nRest.\n"


def test_notes_are_compared_with_their_own_words() -> None:
    written = passages(NOTES)
    assert (
        losses(written, {"": "A and. Rest.", "b": "Second note goes on.", "a": "First note."}) == ()
    )
    assert (
        losses(
            written,
            {"": "A and. Rest.", "terms.b": "Second note goes on.", "terms.a": "First note."},
        )
        == ()
    )
    (found,) = losses(written, {"": "A and. Rest.", "b": "Second note goes on.", "a": "First."})
    assert (found.words, found.line) == (("note",), 3)
    (found,) = losses(written, {"": "A and. Rest.", "b": "Second note goes on."})
    assert (found.words, found.line) == (("First", "note"), 3)


def test_words_below_an_empty_note_are_not_lost() -> None:
    assert losses(passages("a[^1]\n\n[^1]:\nb"), {"": "a b", "1": ""}) == ()


# --- Real texts -----------------------------------------------------------------------------


def real(bundle: str, folder: Path) -> list[tuple[str, str]]:
    """The texts of a real repository, as they are today."""
    subprocess.run(["git", "clone", "-q", str(shared(bundle)), str(folder)], check=True)
    files = sorted(folder.rglob("*.md"))
    return [(str(file), file.read_text("utf-8").replace("\r\n", "\n")) for file in files]


@pytest.mark.parametrize(
    "name", ["basecamp-policies", "github-site-policy", "mozilla-legal-docs-five"]
)
def test_real_texts_lose_nothing(name: str, tmp_path: Path) -> None:
    parser = Parser()
    for path, text in real(f"corpora/{name}.bundle", tmp_path / name):
        document, _ = parser.parse([SourceFile(PATH, text)], "en", dialect=Dialect.GITHUB)
        found = losses(passages(text), _seen(document, PATH))
        # Cells beyond the columns of their table vanish on GitHub, too.
        assert [loss for loss in found if not loss.is_beyond] == [], path


@pytest.mark.parametrize("name", ["basecamp-policies", "github-site-policy"])
def test_what_is_dropped_from_real_pages_is_told(name: str, tmp_path: Path) -> None:
    """One word of every seventh block."""
    parser = Parser()
    for path, text in real(f"corpora/{name}.bundle", tmp_path / name)[::5]:
        document, _ = parser.parse([SourceFile(PATH, text)], "en", dialect=Dialect.GITHUB)
        written, blocks = passages(text), document.blocks
        for at, block in list(enumerate(blocks))[::7]:
            word = max(WORD.findall(block.text), key=len, default="")
            if block.text in ("", "Note"):  # the title that a box gets
                continue
            rest = replace(block, inline=plain(block.text.replace(word, "", 1)))
            pages = replace(document, blocks=(*blocks[:at], rest, *blocks[at + 1 :]))
            found = losses(written, _seen(pages, PATH))
            assert word in "".join(w for loss in found for w in loss.words), path


# --- Time -------------------------------------------------------------------------------------

SIGNS = [*"[]*_`|()<>#~\\&{}!^:-+.\"'", "](", "[^", "<a ", "<!--", "<style>", "{#", "> ", "- ",
         "1. ", "[a](", "[a]: ", "`a", "<a b=\"", "![", "&amp", "a ", "[a](b \""]  # fmt: skip


def cost(text: str, shown: str) -> float:
    """Seconds of the processor, which others on the machine do not lengthen."""
    start = time.process_time()
    losses(passages(text), {"": shown})
    return time.process_time() - start


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_time_grows_with_the_text(sign: str, end: str) -> None:
    unit = sign + end
    text = unit * (20_000 // len(unit))  # a fraction of a second; minutes if each looked at all
    assert cost(text, "") < 5
    assert cost(text, text) < 5


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_compared(text: str, shown: str) -> None:
    for dialect in Dialect:
        losses(passages(text, dialect), {"": shown, "1": text})


def test_time_grows_with_what_is_lost() -> None:
    words = [f"w{n * 7919 % 1000}" for n in range(50_000)]
    text = " ".join(words)
    assert cost(text, " ".join(words[::2])) < 3
    assert cost(text, " ".join(reversed(words))) < 3
    assert cost("a " * 50_000, "a b " * 20_000) < 3


def test_of_words_that_are_too_many_to_compare_those_are_missing_that_are_there_too_rarely() -> (
    None
):
    words = [_Word(f"word{number:03}", number) for number in range(400)]
    page = " ".join(word.text for word in reversed(words)).replace("word100", "other")
    assert _missing(words, page) == [words[100]]
