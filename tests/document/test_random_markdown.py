"""Whatever is made of Markdown's signs is read as cmark-gfm reads it: words, and their shape.

Texts are drawn from pieces: marks of lists and quotations, indents, words, signs of emphasis, code
and links, tables, footnotes, rules. `make thorough` draws many more than an ordinary run. What is
left out is read otherwise on purpose, or is so odd that no text has it; `APART` says why.
"""

from __future__ import annotations

import re
from functools import cache

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gazette.document import Parser
from gazette.model import SourceFile
from shapes import Shape, by_github, differences, of_document, of_html, without_bare_addresses

# An ordinary run draws the same texts each time.
IS_THOROUGH = settings.default is not None and settings.default.max_examples > 1_000
INDENTS = ("", "", "", "", " ", "  ", "   ", "    ", "      ", "\t")
MARKS = ("> ", ">", "- ", "* ", "+ ", "1. ", "2) ", "10. ", "-", "1.", "-   ", "3.  ", "-\t", "1)")
HEADS = ("# ", "## ", "###### ", "#", "- [ ] a", "1. [x] b")
LINES = (
    *("", "", "", "", "", "***", "===", "---", "=", "- - -", "* * *"),
    *("```", "```", "~~~", "``` x", "    code"),
    *("| a | b |", "|---|:-:|", "| a \\| b | `c|d` |", "a | b", "|a|", "|-|", "| c | *d* | e |"),
    *("## h ##", "#", "#1234 is", "<!-- x -->", "(a) b", "1234567890. c"),
    *('\n[r]: /x "t"\n\n', "\n[a b]: <y z>\n\n", "\n[^n]: note\n\n", "\n[^m]: other *x*\n\n"),
    "\n<details>\n<summary>s</summary>\n\nh\n\n</details>\n\n",
    "\n<div>\n\n# d\n\n</div>\n\n",
)
WORDS = (
    *("a", "b", "foo", "Bar", "é", "日本", "第1条", "5", " ", " ", " ", "\n"),
    *("*", "**", "***", "_", "__", "~~", "`", "``", "[", "]", "(", ")", "!", "|", "\\|", "<", ">"),
    *("\\", "\\*", "\\\\", "&amp;", "&", "&#65;", "&copy;", "<br>", " <kbd>k</kbd>", "<!-- c -->"),
    *("[l](/u)", "[l](/u 't')", "![i](/p)", "[r]", "[r][]", "[x][r]", "[a b]", "[^n]", "[^m]"),
    *("  \n", "\\\n", ".", ",", "€", "¥", "“", "”", '"', "'", ":", ";", "、", "「", "」"),
    *(" https://a.example/b_c?d=e&f ", "(www.a.example)", " c_d@e.example ", "<https://g.example>"),
)
# What a text must not hold, so that both readers are asked the same.
APART = re.compile(
    r"""
    \A[ ]*-[ ]?-[ ]?-                  # front matter
    | ^[ >\t]*[:|-]+[ ]*\n[ >\t]*[:|-]+[ ]*$  # cmark-gfm looks for one header in a paragraph
    | ^[ >\t]*(?:[*+-]|\d+[.)])[ ]*\n[ >\t]*[:|-]+[ ]*$  # and takes a mark alone for one
    | ^[ >]*(?:[ ]{4}|\t).*\n[ >\t]*[:|-]+[ ]*$  # and a line that is far to the right
    | ^[ >]*(?:[ ]*\t|[ ]{4,})[ ]*[:|-]+[ ]*$  # and such a row
    | ^[ >\t]*(?:[ ]{4}|\t)[ \t]*>     # a quotation so far right is none for cmark
    | ^[ ]*>.*\t                       # nor are tabs in it counted alike
    | ^[ >\t]*[:~]~?[ \t]|~~~[^`~]*~   # other signs by which a definition list or a strike begins
    | [*_~]\\\n | [*_~][ ]{2,}\n       # a break right behind a sign (see `flanking`)
    | (?:example|u|p)\S*\\             # an address and a backslash
    | \]\( [^/] | \]\([^)\n]*\n        # targets that are none
    | `[ ]{2}|[ ]{2}`|`.*\t           # white space in code
    | ``[^`]+`[^`]                     # cmark-gfm overlooks code behind two such signs
    | \[[^\]]*\[\^                     # a note within brackets
    | \[\^([nm])\]:[\s\S]*\[\^\1\]:     # two of one label, which are both shown here
    | \[\^[nm]\]: .*\n[ ]*[^\s]        # what goes on with a note
    | ^[ >\t]*<(?!!--|details|summary|div|/d)  # an element alone on a line that goes on
    | ^[ >\t]*(?:[*+-]|\d+[.)])[ \t]*(?:```|~~~)  # code in an item that nothing ends
    | ^[ >\t]*(?:[*+-]|\d+[.)])[ \t]+\S.*\n(?:[ >\t]*\n)+[ ]*\[  # definitions in an item
    | (?:[*+-]|\d[.)])[ \t]*\n[ >\t]*\n  # an item of two empty lines
    | \[[xX ]\].*\[[xX]\]              # cmark-gfm ticks a box for a later [x]
    | ^[^a-z\n]*<!--.*-->.*\S          # words in raw HTML, whose blocks are parted here
    | ^[ >\t]*\d+[.)].*\n[ >\t]*[:|-]+[ ]*$  # a numbered line over a row of hyphens
    | (?:```|~~~).*\n[ >\t]+\n          # code that is white space
    | >[ \t]*<br>                      # a break alone in a quotation
    | ^[ >\t]*(?:[*+-]|\d+[.)])[ \t]*\[|!\[[^\]]*\]\[  # definitions in an item, odd pictures
    | ^[ \t>]*(?:[*+-]|\d+[.)]).*(?:```|~~~)|\t.*(?:```|~~~)|[ \t]\Z  # code in items, at the end
    | \[.*www|www\S*[\]&]|\\\n\\\n     # addresses that are hardly any, breaks in a row
    | <!(?!--)                         # declarations, of which a letter is enough here
    | -->.*<                           # and addresses in it, which are words here
    | &\#?\w*\\ | \[[^\]]*www | www\.\W  # addresses that are hardly any
    """,
    re.MULTILINE | re.VERBOSE,
)


@st.composite
def lines(draw: st.DrawFn) -> str:
    marks = st.sampled_from(INDENTS).flatmap(lambda i: st.sampled_from(MARKS).map(lambda m: i + m))
    before = "".join(draw(st.lists(marks, max_size=3)))
    before += draw(st.sampled_from((*INDENTS, *HEADS)))
    if draw(st.booleans()):
        return before + draw(st.sampled_from(LINES))
    return before + "".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8)))


TEXTS = st.lists(lines(), min_size=1, max_size=8).map(
    # Notes to which nothing refers are shown here, and by cmark-gfm are not.
    lambda found: "z[^n][^m].\n\n" + "\n".join(found) + "\n"
)


@cache
def parser(_thousand: int) -> Parser:
    """A parser that many texts share: to make one takes longer than to read a short text."""
    return Parser()


class Count:
    texts = 0


def ours(text: str) -> Shape:
    Count.texts += 1
    reader = parser(Count.texts // 1_000)
    return of_document(reader.parse([SourceFile("terms.md", text, "")], "en")[0])


@settings(derandomize=not IS_THOROUGH)
@given(TEXTS)
def test_any_text_has_the_words_and_the_shape_that_it_has_on_github(text: str) -> None:
    assume(not APART.search(text))
    here = without_bare_addresses(ours(text))
    there = without_bare_addresses(of_html(by_github(text)))
    assert here == there, differences(here, there)
