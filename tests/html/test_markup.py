from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.changes import align
from gazette.changes import redline as redlines
from gazette.document import Parser
from gazette.html.headings import contents_of
from gazette.html.inlines import runs_html, safe
from gazette.html.labels import change_id
from gazette.html.redlines import Excerpts, redline_html
from gazette.html.texts import Text, text_html
from gazette.html.voice import Inners, Voice
from gazette.model import (
    Amendment,
    Document,
    Mark,
    Pair,
    PairKind,
    Redline,
    Run,
    SourceFile,
    Span,
    SpanKind,
    Translation,
)
from scripting import WORDS

VOICE = Voice(WORDS, "en")
VOID = {"br", "hr", "img", "input", "link", "meta"}


def as_written(target: str, path: str, *, image: bool = False) -> str:  # noqa: ARG001  # a link's shape
    return target


def parsed(text: str) -> Document:
    return Parser().parse([SourceFile("content/terms.md", text)], "en")[0]


def shown(text: str) -> Text:
    return text_html(parsed(text), VOICE, as_written, numbered=True)


def compared(old: str, new: str) -> str:
    sides = parsed(old), parsed(new)
    found = redlines.redline(*sides, align.align(*sides))
    return redline_html(found, VOICE, as_written, numbered=True)


class Checker(HTMLParser):
    """Fails on an end tag that does not belong to the element that is open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


def assert_well_formed(html: str) -> None:
    checker = Checker()
    checker.feed(html)
    checker.close()
    assert checker.open == []
    assert len(set(checker.ids)) == len(checker.ids)


def plain(html: str) -> str:
    """The words of a redline that belong to the texts, without white space."""
    own = re.sub(r'<(span|small) class="(hidden-words|told)">.*?</\1>', "", html)
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", own))


def without(tag: str, html: str) -> str:
    return plain(re.sub(rf"<{tag}\b.*?</{tag}>", "", html, flags=re.DOTALL))


# --- Documents ----------------------------------------------------------------------------


def test_the_title_heads_the_page_and_is_not_repeated() -> None:
    text = shown("# Terms of *use*\n\nHello.\n\n## Fees\n\nNone.\n")
    assert text.title == "Terms of <em>use</em>"
    assert text.body.startswith('<p id="terms-of-use.1">Hello.</p><h2 id=')
    assert "Terms" not in text.body


def test_sections_begin_at_the_second_level_whatever_the_source_uses() -> None:
    assert '<h2 id="a">' in shown("# A {#a}\n\nx\n\n# B {#b}\n\n## C {#c}\n").body
    body = shown("### A {#a}\n\nx\n\n##### B {#b}\n\ny\n").body
    assert '<h2 id="a">' in body
    assert '<h4 id="b">' in body


def test_top_sections_are_numbered_without_touching_their_words() -> None:
    text = shown("## Fees {#fees}\n\nx\n\n### Late {#late}\n\n## Law {#law}\n")
    assert [(e.number, e.title) for e in text.contents] == [("1.", "Fees"), ("2.", "Law")]
    assert [e.title for e in text.contents[0].children] == ["Late"]
    assert '<span class="number" data-number="2."></span>Law' in text.body
    assert "1.Fees" not in plain(text.body)


def test_a_text_gets_no_numbers_where_none_are_asked_for() -> None:
    old, new = parsed("## Fees\n\nNone.\n"), parsed("## Fees\n\nSome.\n")
    found = redlines.redline(old, new, align.align(old, new))
    text = text_html(new, VOICE, as_written, numbered=False)
    redline = redline_html(found, VOICE, as_written, numbered=False)
    assert [entry.number for entry in text.contents] == [""]
    assert [entry.number for entry in contents_of(new, numbered=False)] == [""]
    assert "data-number" not in text.body + redline


def test_the_link_to_a_section_names_it() -> None:
    body = shown("## Fees & *more* {#fees}\n").body
    assert 'href="#fees" aria-label="Link to this section: Fees &amp; more"' in body


@pytest.mark.parametrize("pattern", ["{0}. Fees", "{1}. Fees", "Section {0}: Fees", "§ {0}. Fees"])
def test_sections_that_are_numbered_in_the_source_get_no_second_number(pattern: str) -> None:
    headings = [f"## {pattern.format(n, 'ABC'[n])}" for n in range(3)]
    assert {entry.number for entry in shown("\n\n".join(headings)).contents} == {""}


def test_lists_and_tables_are_rebuilt_as_they_were() -> None:
    text = shown("- one\n- two\n    - deep\n- three\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert re.sub(r' id="text[.]\d"|</?span[^>]*>', "", text.body) == (
        "<ul><li>one</li><li>two<ul><li>deep</li></ul></li><li>three</li></ul>"
        "<table><thead><tr><th>a</th><th>b</th></tr></thead>"
        "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    )


def test_every_passage_can_be_linked_to_by_its_section_and_number() -> None:
    body = shown(
        "Before.\n\n## Fees\n\nNone.\n\n---\n\n- one\n- two\n\n### Late {#late}\n\n`x`\n\n"
        "```\ncode\n```\n\nMine.\n{: #mine}\n\n<div>raw</div>\n\n| a |\n|---|\n| 1 |\n"
    ).body
    ids = re.findall(r'<(\w+) id="([^"]*)"', body)
    assert ids == [
        *(("p", "text.1"), ("h2", "fees"), ("p", "fees.1"), ("span", "fees.2"), ("span", "fees.3")),
        *(("h3", "late"), ("p", "late.1"), ("pre", "late.2"), ("p", "mine")),
        *(("p", "late.4"), ("th", "late.5"), ("td", "late.6")),
    ]


def test_a_passage_leaves_a_name_to_the_heading_that_has_it() -> None:
    body = shown("## A {#a}\n\nx\n\ny\n\n## B {#a.1}\n\nz\n").body
    assert re.findall(r'id="([^"]*)"', body) == ["a", "a.2", "a.1", "a.1.1"]


def test_passages_that_are_not_translated_say_so_once_in_a_row() -> None:
    states = iter([Translation.TRANSLATED, Translation.MISSING, Translation.FUZZY])

    def look_up(unit: str, _context: str) -> tuple[str, Translation]:
        state = next(states)
        return ("Hallo." if state is Translation.TRANSLATED else unit), state

    parser = Parser()
    source = parser.parse([SourceFile("t.md", "Hello.\n\nBye.\n\nAgain.\n")], "en")[0]
    text = text_html(parser.translate(source, "de", look_up), VOICE, as_written, numbered=True)
    assert (text.passages, text.untranslated) == (3, 2)
    assert '<p id="text.1">Hallo.</p>' in text.body
    assert text.body.count("Not yet translated") == 1
    assert text.body.count('<span lang="en" class="untranslated">') == 2


def test_what_an_author_may_not_write_does_not_reach_the_page() -> None:
    body = shown('[x](javascript:alert(1)) <b onclick="x()">y</b> <script>z</script>\n').body
    assert "javascript" not in body
    assert "onclick" not in body
    assert "<script" not in body


def test_runs_are_escaped_and_only_known_marks_come_back() -> None:
    runs = [
        Run("<b>", (Mark("strong"),)),
        Run("a&b", (Mark("strong"), Mark("a", "https://example.com/?a=1&b=2"))),
        Run("x", (Mark("a", "javascript:alert(1)"),)),
        Run("y", (Mark("script"),)),
        Run("\n", (Mark("br"),)),
        Run("z", (Mark("s"),)),
    ]
    assert runs_html(runs, "", as_written) == (
        "<strong>&lt;b&gt;"
        '<a href="https://example.com/?a=1&amp;b=2">a&amp;b</a></strong>'
        "<a>x</a>y<br><s>z</s>"
    )


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("https://example.com", True),
        ("mailto:a@example.com", True),
        ("tel:+491", True),
        ("../terms/index.md#fees", True),
        ("#fees", True),
        ("javascript:alert(1)", False),
        (" JavaScript:alert(1)", False),
        ("data:text/html,x", False),
        ("http://[", False),
    ],
)
def test_only_schemes_that_a_policy_needs_stay(target: str, *, kept: bool) -> None:
    assert bool(safe(target)) is kept


# --- Redlines -----------------------------------------------------------------------------


def test_changed_words_stand_in_their_paragraph() -> None:
    html = compared("We keep data for 30 days.\n", "We keep data for 14 days.\n")
    assert '<p class="amended">We keep data for <del>' in html
    assert '<span class="hidden-words">Deleted: </span>30' in html
    assert '<span class="hidden-words"> end of insertion</span></ins> days.' in html


def test_a_removed_item_stands_in_its_list() -> None:
    html = compared("- apples\n- pears\n- plums\n", "- apples\n- plums\n")
    assert re.sub(r"<span.*?</span>", "", html) == (
        '<section class="part"><ul><li>apples</li><li><del class="whole">pears</del></li>'
        "<li>plums</li></ul></section>"
    )


def test_the_first_and_the_last_item_stand_in_their_list_too() -> None:
    html = compared("Before.\n\n- one\n- two\n- three\n\nAfter.\n", "Before.\n\n- two\n\nAfter.\n")
    assert html.count("<ul>") == 1
    assert html.index("<ul>") < html.index("one") < html.index("two") < html.index("three")


def test_a_change_stands_open_where_the_author_folds_it_away() -> None:
    old = "<details>\n<summary>More</summary>\n\nWe keep logs.\n\n</details>\n"
    html = compared(old, old.replace("logs", "files"))
    assert '<details open><summary>More</summary><p class="amended">' in html
    assert "<details><summary " in shown(old).body


def test_a_removed_row_stands_in_its_table() -> None:
    head = "| kind of data | kept for |\n|---|---|\n"
    old = f"{head}| invoices | ten years |\n| access logs | 30 days |\n| backups | a week |\n"
    new = f"{head}| invoices | ten years |\n| backups | a week |\n"
    html = compared(old, new)
    assert html.count("<table>") == html.count("<tbody>") == 1
    row = re.search(r"<tr>(?:(?!</tr>).)*access logs.*?</tr>", html)
    assert row
    assert row[0].count('<td class="removed"><del class="whole">') == 2


def test_whole_blocks_are_marked_as_such() -> None:
    html = compared("Hello there.\n", "Hello there.\n\nA new sentence about money.\n")
    assert '<p class="added"><ins class="whole">' in html
    assert '<p class="removed">' in compared("One.\n\nTwo little sheep.\n", "One.\n")


def test_a_removed_heading_leaves_its_id_to_the_new_text() -> None:
    old = "## Fees {#fees}\n\nYou pay nothing at all.\n\n## Law {#law}\n\nThe law of Ireland.\n"
    new = "## Law {#law}\n\nThe law of Ireland.\n"
    html = compared(old, new)
    assert '<h2 class="removed"><del class="whole">' in html
    assert_well_formed(html)


def test_a_part_without_changes_can_be_folded() -> None:
    old = "## Fees {#fees}\n\nYou pay 5 euros.\n\n## Law {#law}\n\nThe law of Ireland.\n"
    html = compared(old, old.replace("5", "7"))
    assert html.count('<section class="part">') == 1
    assert '<section class="part" data-unchanged><h2 id="law">' in html


def told(*spans: Span, **facts: bool) -> str:
    """A redline of one paragraph."""
    old = parsed("Our [terms](a.md) apply.\n")
    pair = Pair(PairKind.AMENDED, (0,), (0,))
    found = Redline(old, old, (Amendment(pair, spans, **facts),), (pair,))
    return redline_html(found, VOICE, as_written, numbered=True)


def test_a_link_change_is_told_with_its_old_target() -> None:
    html = compared("Our [terms](a.md) apply.\n", "Our [terms](b.md) apply.\n")
    assert '<span class="relinked"><a href="b.md">terms</a>' in html
    assert "(link changed; before: a.md)" in html
    assert "<ins>" not in html


def test_a_formatting_change_is_marked_lightly() -> None:
    html = compared("Our terms apply.\n", "Our **terms** apply.\n")
    assert '<span class="reformatted"><strong>terms</strong>' in html


def test_blocks_that_became_others_say_so_once_in_a_row() -> None:
    found = compared(
        "First words.\n\nSecond words.\n\nThird.\n", "- First words.\n- Second words.\n\nThird.\n"
    )
    assert found.count("(formatting changed)") == 1
    assert found.index("(formatting changed)") < found.index("First words.")


def test_a_mark_stands_in_its_block_and_after_a_heading() -> None:
    document = parsed("# Terms\n\n## Fees\n\nNone. [Ask](a.md)\n\n- *one*\n\n```\ncode\n```\n")
    marks = [f"<a>{at}</a>" for at in range(len(document.blocks))]
    body = text_html(document, VOICE, as_written, numbered=False, marks=marks).body
    assert '</h2><p class="marks"><a>1</a></p>' in body
    assert '<a href="a.md">Ask</a><a>2</a></p>' in body
    assert "<em>one</em></span><a>3</a></li>" in body
    assert '</pre><p class="marks"><a>4</a></p>' in body


def test_a_rule_has_no_mark() -> None:
    document = parsed("One.\n\n***\n\nTwo.\n")
    text = text_html(document, VOICE, as_written, numbered=False, marks=["<a>1</a>"] * 3)
    assert text.body == ('<p id="text.1">One.<a>1</a></p><hr><p id="text.2">Two.<a>1</a></p>')


def test_an_empty_cell_that_came_is_marked_without_words() -> None:
    table = "| a | b |\n|---|---|\n| c | d |\n"
    html = compared(table, f"{table}| e | |\n")
    assert html.endswith('<td class="added"><ins></ins></td></tr></tbody></table></section>')
    assert_well_formed(html)


def test_excerpts_name_their_headings_and_have_no_ids() -> None:
    old = "## Fees {#fees}\n\nOne.\n\n### Late {#late}\n\nTen euros.\n\nStays.\n\nTwo euros.\n"
    sides = parsed(old), parsed(old.replace("euros", "francs"))
    redline = redlines.redline(*sides, align.align(*sides))
    changed = [at for at, found in enumerate(redline.amendments) if found.pair.kind != "unchanged"]
    excerpts = Excerpts(redline, VOICE, as_written)
    found = excerpts.of(tuple(changed), "fees")
    assert excerpts.of(tuple(changed), "fees") is found
    assert found.startswith('<p class="under">Late</p>')
    assert found.count('class="gap"') == 1
    assert " id=" not in found
    assert "Stays." not in found


def test_a_corrected_translation_is_told_apart() -> None:
    spans = (Span(SpanKind.REMOVED, (Run("a"),)), Span(SpanKind.ADDED, (), (Run("b"),)))
    html = told(*spans, correction=True)
    assert '<p class="amended corrected"><small class="told">Translation corrected</small> ' in html


def test_a_move_tells_where_from_once() -> None:
    data = "## Data {#d}\n\nWe keep little of it, and only for as long as the law demands.\n\n"
    children = "## Children {#c}\n\nThe platform is not for anybody under the age of thirteen.\n\n"
    safety = "### Safety {#s}\n\nWe filter what minors see.\n\n"
    law = "## Law {#l}\n\nThe law of Ireland applies to everything between you and us.\n\n"
    old, new = data + children + safety + law, data + safety + children + law
    html = compared(old, new)
    assert html.count("Moved here from “Children”") == 1
    assert html.count("Moved here") == 1


def test_of_a_split_what_went_stands_where_it_stood() -> None:
    html = compared(
        "We keep your data for thirty days. We never sell your data to anybody else, ever.\n",
        "We keep your data for thirty days.\n\nWe never sell data to anybody else.\n",
    )
    words = re.sub(r'<span class="hidden-words">.*?</span>|<small.*?</small> ', "", html)
    assert words.partition(">")[2] == (
        '<p class="amended">We keep your data for thirty days.</p><p class="amended">We never sell '
        "<del>your </del>data to anybody else<del>, ever</del>.</p></section>"
    )


def test_split_blocks_share_out_the_words() -> None:
    old = parsed("You may cancel. We refund you.\n")
    new = parsed("You may cancel.\n\nWe refund you.\n")
    words = (Run("You may cancel. We refund you."),)
    amendment = Amendment(Pair(PairKind.SPLIT, (0,), (0, 1)), (Span(SpanKind.EQUAL, words, words),))
    insertion = Amendment(
        amendment.pair,
        (
            Span(SpanKind.EQUAL, (Run("You may cancel. "),), (Run("You may cancel. "),)),
            Span(SpanKind.ADDED, (), (Run("We "),)),
            Span(SpanKind.EQUAL, (Run("We refund you."),), (Run("refund you."),)),
        ),
    )
    redline = Redline(old, new, (insertion,), (insertion.pair,))
    html = redline_html(redline, VOICE, as_written, numbered=True)
    assert '<p class="amended"><small class="told">Split</small> You may cancel.</p>' in html
    assert "</ins>refund you.</p>" in html


LINES = st.sampled_from(
    [
        "## Fees",
        "## Law {#law}",
        "### Late *fees*",
        "We keep your data for 30 days.",
        "We keep your **data** for 14 days, and [tell you](https://example.com/a).",
        "You may cancel at any time. We refund what you paid.",
        "- one fruit\n- two fruits\n    - and a nut\n- three fruits",
        "- one fruit\n- three fruits and `code`",
        "1. first\n2. second",
        "| a | b |\n|---|---|\n| x | y |\n| z | w |",
        "| a | b |\n|---|---|\n| z | w |",
        "> Quoted words.\n>\n> - with a list",
        "```\ncode <b>\n```",
        "A line\\\nand another.",
        "<div>raw <b>html</b></div>",
        'An <a name="anchor"></a>anchor, and `<p id="main" href="x">`.',
        '<a id="anchor">Another</a> one, <del>struck</del> <a name="fees"></a>[x](#anchor).',
        "A named one.\n{: #anchor}",
        "---",
    ]
)
TEXTS = st.lists(LINES, max_size=7).map("\n\n".join)


@given(TEXTS)
def test_any_document_is_well_formed(text: str) -> None:
    assert_well_formed(shown(text).body)


@given(TEXTS, TEXTS)
def test_any_redline_is_well_formed_and_holds_both_texts(old: str, new: str) -> None:
    html = compared(old, new)
    assert_well_formed(html)
    assert without("del", html) == plain(compared(new, new))
    assert sorted(without("ins", html)) == sorted(plain(compared(old, old)))


def test_an_amendment_can_be_linked_to_where_it_stands() -> None:
    sides = parsed("# A\n\nIt costs 5.\n\n- gone\n"), parsed("# A\n\nIt costs 7.\n")
    found = redlines.redline(*sides, align.align(*sides))
    html = redline_html(found, VOICE, as_written, numbered=True, places=frozenset({1, 2}))
    assert f'<p class="amended"><span id="{change_id(1)}"></span>It costs' in html
    assert f'<span id="{change_id(2)}"></span><del' in html
    assert html.count("<span id=") == 2


def test_of_two_elements_with_one_id_the_first_keeps_it() -> None:
    body = shown('<div id="fees">\n\nOne.\n\n</div>\n\n<div id="fees">\n\nTwo.\n\n</div>\n').body
    assert body.count('id="fees"') == 1
    assert body.index('id="fees"') < body.index("One.")


def test_a_changed_passage_with_an_image_shows_it() -> None:
    html = compared("See ![the board](a.png) for one.\n", "See ![the board](a.png) for two.\n")
    assert '<img src="a.png" alt="the board">' in html


def test_code_and_raw_html_stay_what_they_are_where_words_of_them_changed() -> None:
    code = compared("```\nkeep for 30 days\n```\n", "```\nkeep for 60 days\n```\n")
    words = re.sub("</?(?:code|del|ins|span)[^>]*>", "", code)
    assert "<pre>keep for Deleted: 30 end of deletionInserted: 60 end of insertion days" in words
    assert_well_formed(code)
    raw = compared("<div>We keep <p>for 30 days</div>\n", "<div>We keep <p>for 60 days</div>\n")
    assert_well_formed(raw)


def test_merged_passages_say_so() -> None:
    one = "We keep your data for thirty days."
    two = "We never sell your data to anybody else."
    assert compared(f"{one}\n\n{two}\n", f"{one} {two}\n").count("Merged") == 1


def test_what_went_from_a_list_that_became_another_kind_stands_in_one_of_its_own() -> None:
    html = compared("- one fruit\n- two fruits\n- gone\n", "1. one fruit\n2. two fruits\n")
    assert "</ol><ul><li><del" in html
    assert_well_formed(html)


def test_a_move_in_a_text_with_notes_tells_where_from() -> None:
    data = "## Data {#d}\n\nWe keep little of it, and only for as long as the law demands.[^a]\n\n"
    children = "## Children {#c}\n\nThe platform is not for anybody under the age of thirteen.\n\n"
    safety = "### Safety {#s}\n\nWe filter what minors see.\n\n"
    note = "[^a]: Which law that is depends on where you live.\n"
    html = compared(data + children + safety + note, data + safety + children + note)
    assert html.count("Moved here from “Children”") == 1


def test_html_that_is_made_once_makes_room_for_other() -> None:
    inners, half = Inners(), "x" * 2_500_000
    inners.keep(("one",), "one", [half])
    assert inners.of(("one",)) == [half]
    inners.keep(("two",), "two", [half])
    assert inners.of(("one",)) is None
    assert inners.of(("two",)) == [half]
