"""Texts of our own making are read as cmark-gfm reads them, GitHub's own reader.

Each is named for what it shows. The words and the shape that they stand in are compared
(`shapes`); that the comparison sees what it should is held by `test_shapes.py`.
"""

from __future__ import annotations

import pytest

from shapes import differences
from test_commonmark import ours, theirs

TEXTS = {
    "addresses with brackets": "https://a.example/[x]y z, https://a.example/[x]; https://[a]",
    "an address with a bracket that closes none": "https://a.example/[x]y] and z",
    "addresses with brackets that close none": (
        "www.a.example/x]y https://a.example/x]. (https://a.example/x]y) a] https://a.example/[[x]]]"
    ),
    "an address behind brackets": "[a] and a] https://a.example/x]y, [] https://a.example/x] z",
    "addresses with underscores": (
        "http://a_b.example https://a.b_c.example www.x_y.a.b.example https://a_b.c.d.example/e_f"
    ),
    "addresses in other letters": "https://münchen.example/ü and https://例え.example/、次",
    "signs behind addresses": "https://a.example/x.): https://a.example?! www.a.example;",
    "no declarations": "A <!word> and <!Name of X>, <!A B> hidden.\n\n<!company> begins *here*.\n",
    # Headings.
    "a heading without words": "Before\n\n#\n\n## \n\n### ###\n\nAfter",
    "a heading after up to three spaces": " # One\n\n  ## Two\n\n   ### Three\n\n    # Code",
    "a sign before a number is no heading": "The order is in ticket\n#1234 of our register.",
    "a heading closed by signs": "## Fees ##\n\n### Fees ### and more ###\n\n# Fees\\#",
    "a heading underlined over two lines": (
        "The terms of\nour *service*\n===\n\nText\n\nTwo\nlines\n---"
    ),
    "an underline that is none": "Text\n= =\n\nText\n--- -\n\nText\n\n===",
    "a heading in an item and a quotation": "- # One\n- Two\n  ---\n\n> ## Three\n> Text",
    "a heading right after a sentence": "Text\n# One\nText\n## Two\n- item\n# Three",
    "seven signs are no heading": "####### Seven",
    # Lists.
    "empty items": "- \n- two\n-\n- four\n\n1.\n2. two\n3.",
    "an item that begins with an empty line": "*\n    a. The platform.\n\n*   \n    b. You agree.",
    "an item that begins with white space": (
        "*     \n    i. You must:\n    \n    *     \n            \n        1\\. Meet.\n        \n"
        "    *   2\\. Are.\n\n1.  \n   \n    \n    one\n2.\n\n   two"
    ),
    "an item around nothing": "1. >\n2. two\n3. <!-- c -->\n4. - \n5. > -",
    "a tight list in a loose one": "1. First\n\n   - a\n   - b\n2. Second\n3. Third",
    "a loose list in a tight one": "- First\n  1. a\n\n  2. b\n- Second",
    "items of several paragraphs": "1. One\n\n   More\n\n   > Said\n2. Two\n\n       code",
    "a list interrupted by another": "- one\n- two\n* three\n+ four\n1. five\n2) six\n3) seven",
    "a list with brackets": "1) one\n2) two\n\n   more\n3) three",
    "a list that begins anywhere": "7. seven\n9. nine\n\nText\n\n0. none\n1. one",
    "a list after a sentence": "We may:\n- keep\n- sell\n\nWe must:\n1. ask\n2. tell",
    "a number within a sentence": "The fee rose in\n2019. It fell in\n1. It stayed.",
    "markers of other widths": " 9. nine\n10. ten\n\n-   one\n\n    more\n-    two",
    "six levels": "- 1\n  - 2\n    - 3\n      - 4\n        - 5\n          - 6\n- 1",
    "items indented by four": "1. one\n    - a\n    - b\n        - c\n2. two",
    "items indented by two under a number": "1. one\n  - a\n2. two",
    "a list by tabs": "-\tone\n\t- a\n\n\t  more\n-\ttwo\n\n1.\tone\n\n\ttext",
    "a sentence that goes on": "- one\ngoes on\n  - two\ngoes on\n\nText",
    "a line that goes on far to the right": "1.    one\n    # goes on\n    - goes on\n    > on",
    "a line that goes on in a list in a list": "- a\n  -    b\n      # goes on\n      1. on",
    "two lists parted by a comment": "- one\n\n<!-- -->\n\n- two",
    "a rule between items": "- one\n- two\n***\n- three\n- * * *",
    "a list of headings and code": "- ```\n  code\n  ```\n- ## Fees\n-     code",
    "clauses by letters are text": "(a) one\n(b) two\n\na. one\nb. two",
    "a task list": "- [ ] open\n- [x] done\n- [X] done\n- [y] no\n- [ ]none\n- [x](u) link",
    "a task in a task, numbered": "1. [x] one\n   - [ ] two\n\n     more\n2. [ ] three",
    "a task with a paragraph": "- [x] done\n\n  more\n\n- [ ] open",
    "no task in a quotation": "> - [x] done\n\n- - [ ] open",
    "an item with a table": "- one\n\n  | a |\n  |---|\n  | b |\n- two",
    "an item with a picture": "- ![Logo](logo.png)\n- [![Logo](logo.png)](/home)\n- ![](a.png)",
    "ten digits are no number": "1234567890. one\n\n123456789. one",
    # Quotations.
    "quotations in quotations": "> one\n>> two\n> > > three\n>\n> one again\n\n> another",
    "a list in a quotation": (
        "> We may:\n> - keep data\n>   - for 30 days\n> - sell\n>\n> 1) first\n> 2) second"
    ),
    "a quotation in a list": "- > said\n  > more\n\n  > again\n- two\n  > three",
    "a quotation that goes on": "> one\ngoes on\n> - two\ngoes on\n===",
    "a quotation with code": ">     code\n>\n> ```\n> code\n> ```\n\n> ```\ntext\n```",
    "a quotation with a table": "> | a | b |\n> |---|---|\n> | c | d |\n| e | f |",
    "alerts": (
        "> [!NOTE]\n> Important.\n\n> [!warning]\n>\n> - a\n> - b\n\n> [!OTHER]\n> c\n\n> d [!TIP]"
    ),
    "an empty quotation": "Text\n\n>\n\n> \n>\n\nText",
    "a quotation without a space": ">one\n>two\n>\n>-three",
    "a line far to the right after quotations": "> > one\n    # two\n\n> one\n    - two",
    # Code.
    "code by indentation": "    one\n\n      two\n\n\n    three\nText\n    goes on",
    "code in fences": "```python\n a <b> & *c*\n```\n\n~~~ x y\n```\n~~~\n\n````\n```\n````",
    "a fence that is not closed": "Text\n```\ncode\n\n# code",
    "code in a list in a quotation": "> - one\n>\n>       code\n>   ```\n>   more\n>   ```",
    "code by tabs": "\tone\n\t\ttwo\n\n-\t\tcode\n\n>\t\tcode",
    "code in a sentence": "Use `a`, `` b`c ``, ` d `, `e\nf`, `<b>`, `\\` and `*g*`.",
    "signs of code without a partner": "A `` b ` c and ``d`.",
    # Breaks and white space.
    "breaks by spaces and by a backslash": "one  \ntwo\\\nthree   \n  four\nfive\\ \nsix",
    "breaks beside signs": (
        "https://a.example  \nb@c.example  \n**  \nd** *e*  \n**f  \n** `g`  \n[h](/i)  \nj"
    ),
    "tabs at the end of a line": "a\t\nb \t\nc  \t \nd\t  \ne",
    "several breaks": "a\\\n\\\n\\\nb  \n\\\nc<br>\nd<br><br>e",
    "no break at the end": "one  \n\ntwo\\\n\n# three  \n\n# four\\",
    "a break in code is none": "`one  \ntwo\\\nthree`",
    "a backslash before spaces": "one\\  \ntwo\\ three",
    "tabs between words": "one\ttwo\n\n|\ta\t|\n|---|",
    # Tables.
    "a table": "| a | b |\n|---|---|\n| c | d |\n| e | f |",
    "a table of one column": "| a |\n|---|\n| b |\n\na\n:-\nb\n\na |\n-|\nb |\n\n|a\n|-\n|b",
    "a table after a sentence": "We keep:\n| Data | Kept |\n|---|---|\n| Mail | 60 days |",
    "a table that is aligned": "| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |",
    "a table without pipes at its ends": "a | b\n-|-\nc | d\ne",
    "rows too short and too long": "| a | b |\n|---|---|\n| c |\n| d | e | f |\n||",
    "escaped pipes": "| a \\| b | `c \\| d` |\n|---|---|\n| \\\\| e |",
    "code with a pipe in a cell": "| a | b |\n|---|---|\n| `c | d` | e |",
    "breaks in cells": "| a<br>b | c<br/>d |\n|---|---|\n| **e<br>f** | g\\ |",
    "links and pictures in cells": (
        "| [a](/b) | ![c](d.png) |\n|---|---|\n| <http://e.example> | *f* |"
    ),
    "a table interrupted": (
        "| a |\n|---|\n| b |\n> c\n\n| a |\n|---|\n- b\n\n| a |\n|---|\n"
        "# b\n\n| a |\n|---|\n```\nb\n```"
    ),
    "a table interrupted by html": "| a |\n|---|\n<div>b</div>\n\n| a |\n|---|\n***\n| b |",
    "a table that ends by a blank line": "| a |\n|---|\n| b |\nc\n\nd",
    "an item and a heading with a pipe": "- a | b\n- | -\n\n# a | b\n--|--",
    "a header of another width": "| a | b |\n|---|\n| c | d |",
    "a table of a header alone": "| a | b |\n|---|---|\n\nText",
    "a table far to the right": "   | a |\n   |---|\n\n    | a |\n    |---|",
    "empty cells": "| | b |\n|---|---|\n| c | |\n| | |",
    # Emphasis.
    "emphasis": "*a* _b_ **c** __d__ ***e*** *f **g** h* **i *j* k**",
    "underscores within words": "snake_case_name, __init__ and _a_b, 5*6*7",
    "emphasis beside signs": '**"a"** b**(c)**d *a*, (*b*) “**c**” **a:**b',
    "emphasis in a text without spaces": (
        "これは**重要**です。価格は**￥500**です。**「定義」**とは"
    ),
    "emphasis that is not closed": "*a **b* c** _d and **e",
    "struck words": "~~a~~ ~b~ ~~~c~~~ ~~d\ne~~ ~~ f ~~ **~~g~~** ~~**h**~~ 100~200",
    "struck words in bold within a word": "a**~~b~~**c",
    # Links.
    "links": "[a](/b) [c](<d e>) [f](g \"h\") [i](j 'k') [l]() [m](n(o)p) [](q)",
    "links by reference": (
        "[a], [b][a], [c][], [*d*][a], [e][f]\n\n[a]: /a\n[C]: <c c> 'T'\n[a]: /second"
    ),
    "links in links": "[a [b](/c) d](/e) [![f](g)](/h) ![[i](/j)](k)",
    "a reference defined in a quotation": '[a]\n\n> [a]: /b "T"\n\n[a]: /c',
    "a definition over lines": "[a b]:\n  /c\n  'title'\n\n[a\nb]",
    "a definition that is none": "Text\n[a]: /b\n\n[a]\n\n[c]:\n\n[c]",
    "brackets in a text": "[sic], [the Company] and [ ] (c) [x] [[y]] a[0] [1]",
    "pictures": '![a](/b) ![c *d* e](/f "g") ![](/h)\n\n![i]\n\n[i]: /j',
    "addresses in angle brackets": "<https://a.example/?b&c> <d@e.example> <mailto:f@g.example>",
    "bare addresses": "See https://a.example/b_c_d?e=f&g, (www.h.example/i), http://j.example.",
    "bare addresses beside signs": (
        '"https://a.example" （https://b.example/）参照：https://c.example 」'
    ),
    "bare addresses in emphasis": "**https://a.example** *www.b.example* ~~https://c.example~~",
    "the end of a bare address": (
        "https://a.example/b_(c) (https://d.example) https://e.example/?f&amp; g."
    ),
    "bare mail addresses": (
        "legal@a.example, data_protection@b.example; c+d@e-f.example. (g@h.example)"
    ),
    "no mail addresses": "a@b, @c.example, d@e., f@g.5 h@i_j.k_ mailto:l@m.example",
    "no bare addresses": "http:// xhttps://a.example `https://b.example` https://",
    "no address within a link": "[https://a.example](/b) [c d@e.example](/f)",
    # Escapes and entities.
    "escapes": '\\$100 \\& tax, \\~5 \\"net\\"; AT\\&T \\<b\\> a\\/b \\* \\_ \\# \\1 \\a \\\\ \\',
    "escapes at a line's start": "\\# one\n\n\\- two\n\n1\\. three\n\n\\> four\n\n\\[a]: b",
    "entities": "&amp; &lt;b&gt; &copy; &nbsp;x &#167; &#xA7; &hellip &unknown; &#42;a&#42;",
    "code in a reference": "[`a`][] and [the `x` list][]\n\n[`a`]: /a\n[the `x` list]: /b",
    # HTML.
    "elements in a sentence": "a <b>c</b> <em>d</em> <sub>e</sub> H<sub>2</sub>O <kbd>f</kbd><br>g",
    "words struck by elements": (
        "You <del>must</del> may <ins>later</ins> <s>a</s> <strike>b</strike>"
    ),
    "markdown in a div": '<div dir="rtl">\n\n## Scope\n\n- item **one**\n\n</div>',
    "words in a div": "<div>\n**a**\n\n**b**\n</div>\n\n<div>c</div>\nd\n\ne",
    "details": ("<details>\n<summary>More</summary>\n\nHidden **text**\n\n</details>\n\nText"),
    "an element that html does not know": "The <Licensor> and <year> of <Company Name>",
    "words behind the name of an element": (
        "The <Section number> of\n<Data Protection Officer>\n\n<Data Protection Officer>  \nby "
        "<Address of Licensor>\n\n<details open>\n<summary>a</summary>\n\nb\n\n</details>"
    ),
    "a paragraph that is not closed": "<p>Welcome.\n\n## Data\n\nWe keep **data**.\n\n- one",
    "a table in html": "<table>\n<tr><th>a</th></tr>\n<tr><td>b</td></tr>\n</table>\n\nText",
    "comments": "a <!-- b --> c\n\n<!-- d\n\n# e -->\n\nf <!-- g\nh --> i",
    "signs that are no element": "a < b, c > d, 5<6 and <3, <-, <>",
    # Footnotes.
    "footnotes": "A fee[^1] of €5[^fee].\n\n[^1]: One.\n[^fee]: Two *words*.",
    "footnotes in another order": "One[^b] two[^a] one[^b]\n\n[^a]: A.\n\n[^b]: B.",
    "a footnote of several blocks": (
        "A[^1]\n\n[^1]: One\n\n    Two\n\n    - three\n\n        code\n\nText"
    ),
    "a footnote in a table and a heading": "# A[^1]\n\n| b[^2] |\n|---|\n\n[^1]: c\n[^2]: d",
    "a footnote after a sentence": "A[^1]\n[^1]: One\ngoes on\n\n> B[^2]\n> [^2]: Two",
    "a footnote in a footnote": "A[^1]\n\n[^1]: One[^2]\n\n[^2]: Two",
    "a footnote that is not defined": "A[^1] and [^two]\n\n[^1]: One",
    "a footnote in capitals": "A[^Note]\n\n[^note]: One",
    # Rules.
    "rules": "***\n\n- - -\n\n___\n\n*\t*\t*\n\n--\n\n+++\n\n    ***\n\na\n***\nb",
    "rules at the top of a text": "***\n\nText\n\n***",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_text_is_read_as_on_github(text: str) -> None:
    assert ours(text) == theirs(text), differences(ours(text), theirs(text))
