"""Footnotes: their numbers are no words, and each note is a clause of the section it belongs to."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.changes import signals
from gazette.changes.align import align
from gazette.changes.redline import redline
from gazette.changes.summary import changed, summarise
from gazette.checks import run as check
from gazette.data.search.passages import of_policy
from gazette.document import Parser
from gazette.html.redlines import redline_html
from gazette.html.texts import block_ids, text_html
from gazette.model import (
    PICTURE,
    BlockKind,
    Dialect,
    Document,
    Mark,
    PairKind,
    PolicySource,
    Redline,
    Run,
    SourceFile,
    Translation,
)
from gazette.publishing.loading import load
from gazette.versions.readings import reading
from repositories import Repository
from small import CONFIG, GERMAN, TERMS, TODAY, contents, run
from test_markup import VOICE, as_written, assert_well_formed

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.model import Finding, Pair

PO = GERMAN.partition('msgid "Terms"')[0]
both = pytest.mark.parametrize("dialect", [Dialect.GITHUB, Dialect.PYTHON])


def parse(text: str, dialect: Dialect = Dialect.GITHUB, lang: str = "en") -> Document:
    return Parser().parse([SourceFile(TERMS, text)], lang, dialect=dialect)[0]


def parse_folder(texts: dict[str, str], dialect: Dialect) -> Document:
    files = [SourceFile(f"content/terms/{name}.md", text) for name, text in texts.items()]
    return Parser().parse(files, "en", folder=True, dialect=dialect)[0]


def notes(document: Document) -> list[tuple[str, str, str]]:
    """Id, section and words of the blocks of a document's notes."""
    return [(block.note, block.section, block.text) for block in document.blocks if block.note]


def references(document: Document) -> list[str]:
    runs = (run for block in document.blocks for run in block.inline.runs)
    return [run.marks[-1].target for run in runs if run.is_note]


def compared(old: str, new: str) -> tuple[Redline, tuple[Pair, ...]]:
    parser = Parser()
    before, after = (parser.parse([SourceFile(TERMS, text)], "en")[0] for text in (old, new))
    pairs = align(before, after)
    return redline(before, after, pairs), pairs


# --- One form, whoever reads ---------------------------------------------------------------------


def page(document: Document) -> str:
    return text_html(document, VOICE, as_written, numbered=False).body


@both
def test_a_note_that_ends_in_a_rule_has_its_way_back(dialect: Dialect) -> None:
    body = page(parse("A[^b].\n\n[^b]: Note.\n\n    ***\n", dialect))
    way = '<a class="footnote-back" href="#fnref:b" role="doc-backlink"'
    assert re.search(rf'Note\.</p><hr><p class="marks"> {way}>.*</a></p></li>', body)
    assert_well_formed(body)


@both
def test_raw_html_refers_to_no_note(dialect: Dialect) -> None:
    forged = '<sup class="footnote-ref"><a href="#fn:x"></a></sup>'
    document = parse(f"A{forged} b[^c].\n\n[^c]: Note{forged}.\n", dialect)
    assert document.notes == {"fn:c": 1}
    body = page(document)
    assert "fn:x" not in body
    assert body.startswith('<p id="text.1">A b<sup class="footnote-ref"><a id="fnref:c"')


def test_python_markdown_shows_a_reference_in_an_abbreviation_as_it_is_written() -> None:
    document = parse("An AB.\n\n*[AB]: a [^1] b\n", Dialect.PYTHON)
    assert document.blocks[0].inline.html == 'An <abbr title="a [^1] b">AB</abbr>.'
    assert document.notes == {}


def test_of_notes_with_one_label_each_has_an_id_of_its_own() -> None:
    text = "A[^1] b[^1-2].\n\n[^1]: One.\n\n[^1-2]: Two.\n\n[^1]: Three.\n\n[^1]: Four.\n"
    assert notes(parse(text)) == [
        ("fn:1", "", "One."),
        ("fn:1-2", "", "Two."),
        ("fn:1-3", "", "Three."),
        ("fn:1-4", "", "Four."),
    ]


def test_words_of_a_block_of_html_change_in_their_place() -> None:
    old, new = (
        parse(f"<div>Kept for {days} days.</div>\n\nMore.\n", Dialect.PYTHON) for days in (30, 60)
    )
    html = redline_html(redline(old, new, align(old, new)), VOICE, as_written, numbered=False)
    marks = re.sub(r'<span class="hidden-words">.*?</span>', "", html)
    assert "<div>Kept for <del>30</del><ins>60</ins> days. </div><p>More.</p>" in marks


@both
def test_a_reference_is_one_run_without_words(dialect: Dialect) -> None:
    text = "The fee is €5[^tax], *due[^tax]* now.\n\n[^tax]: Without tax.\n"
    first = parse(text, dialect).blocks[0]
    reference = Mark("note", "fn:tax")
    assert first.inline.runs == (
        Run("The fee is €5"),
        Run(PICTURE, (reference,)),
        Run(", "),
        Run("due", (Mark("em"),)),
        Run(PICTURE, (Mark("em"), reference)),
        Run(" now."),
    )
    assert first.text == "The fee is €5, due now."


@both
def test_a_heading_s_id_has_no_number_of_a_note(dialect: Dialect) -> None:
    text = "# Terms\n\n## Scope[^law]\n\nText.\n\n[^law]: Civil code.\n"
    assert [block.anchor for block in parse(text, dialect).headings] == ["terms", "scope"]


@both
def test_notes_stand_in_the_order_of_their_references_and_belong_to_the_section(
    dialect: Dialect,
) -> None:
    document = parse(
        "# Terms\n\nOne[^b].\n\n## Fees\n\nTwo[^a], again[^b].\n\n## Law\n\nThree[^c].\n\n"
        "## End\n\nText.\n\n"
        "[^unused]: Nobody asks.\n\n[^inner]: Within.\n\n[^a]: A.\n\n[^b]: B.\n\n"
        "[^c]: C[^inner].\n",
        dialect,
    )
    assert notes(document) == [
        ("fn:b", "terms", "B."),
        ("fn:a", "fees", "A."),
        ("fn:c", "law", "C."),
        ("fn:inner", "law", "Within."),
        ("fn:unused", "end", "Nobody asks."),
    ]
    assert document.notes == {"fn:b": 1, "fn:a": 2, "fn:c": 3, "fn:inner": 4, "fn:unused": 5}
    assert all(block.kind is not BlockKind.RULE for block in document.blocks)


@both
def test_notes_that_refer_to_themselves_and_each_other_are_told_once(dialect: Dialect) -> None:
    text = "# A\n\nx[^1]\n\n[^1]: one[^1] two[^2]\n\n[^2]: back[^1]\n\n[^3]: alone[^3]\n"
    document = parse(text, dialect)
    assert [(name, words) for name, _, words in notes(document)] == [
        ("fn:1", "one two"),
        ("fn:2", "back"),
        ("fn:3", "alone"),
    ]
    assert_well_formed(text_html(document, VOICE, as_written, numbered=False).body)


@both
def test_a_note_of_several_blocks_stays_together(dialect: Dialect) -> None:
    document = parse("# A\n\nx[^1]\n\n[^1]: one\n\n    two\n\n    - three\n", dialect)
    assert [(name, words) for name, _, words in notes(document)] == [
        ("fn:1", "one"), ("fn:1", "two"), ("fn:1", "three"),
    ]  # fmt: skip


@both
def test_labels_and_links_belong_to_their_file(dialect: Dialect) -> None:
    document = parse_folder(
        {
            "index": "# Terms\n\nOne[^1].\n\n[^1]: The law of 2018.\n",
            "01-data": "# Data\n\nTwo[^1], [law].\n\n[^1]: With consent.\n\n[law]: http://a.example\n",
            "02-data": "# More\n\nThree[^1], [law].\n\n[^1]: Never.\n\n[law]: http://b.example\n",
        },
        dialect,
    )
    assert notes(document) == [
        ("fn:1", "terms", "The law of 2018."),
        ("fn:data.1", "data", "With consent."),
        ("fn:data-1.1", "data-1", "Never."),
    ]
    assert references(document) == ["fn:1", "fn:data.1", "fn:data-1.1"]
    targets = (mark for block in document.blocks for run in block.inline.runs for mark in run.marks)
    links = [mark.target for mark in targets if mark.tag == "a"]
    assert links == ["http://a.example", "http://b.example"]


def test_html_that_only_looks_like_a_reference_keeps_its_words() -> None:
    for html in (
        '<sup class="footnote-ref"><a href="#fn:x">2</a></sup>',
        '<sup class="footnote-ref">2</sup>',
        '<sup class="footnote-ref"><a href="#other"></a>2</sup>',
    ):
        assert parse(f"Words{html} go on.\n").blocks[0].text == "Words2 go on."


# --- What a reader is told of a change --------------------------------------------------------

FEES = "## Fees {#fees}\n\nThe fee is due[^fee].\n\n## Law {#law}\n\nGerman law applies[^law].\n"
TOLD = "[^fee]: Without tax.\n\n[^law]: Without conflict rules.\n"


def test_a_note_in_front_changes_its_own_section_alone() -> None:
    told, pairs = compared(
        f"# Terms\n\n## Data\n\nWe keep data.\n\n{FEES}\n{TOLD}",
        f"# Terms\n\n## Data\n\nWe keep data[^data].\n\n{FEES}\n[^data]: Personal.\n\n{TOLD}",
    )
    assert changed(told.old, told.new, pairs) == {"terms", "data"}
    (summed,) = summarise(told.old, told.new, pairs)
    assert (summed.section, summed.amended, summed.added) == ("data", 1, 1)
    kinds = [(a.pair.kind, told.section(a)) for a in told.amendments]
    assert [kind for kind in kinds if kind[0] is not PairKind.UNCHANGED] == [
        (PairKind.AMENDED, "data"),
        (PairKind.ADDED, "data"),
    ]


labels = st.sampled_from(["a", "b", "c", "1", "2"])
passages = st.lists(
    st.tuples(
        st.sampled_from(["We keep names", "Fees are €5", "Logs go after 30 days", "Courts decide"]),
        st.lists(labels, max_size=2),
    ),
    min_size=1,
    max_size=5,
)


def written(found: list[tuple[str, list[str]]], front: str = "") -> str:
    """A text of such passages, and every note once."""
    body = "".join(
        f"## Part {at}\n\n{words}{''.join(f'[^{label}]' for label in asked)}.\n\n"
        for at, (words, asked) in enumerate(found)
    )
    used = dict.fromkeys(label for _, asked in found for label in asked)
    return f"# Title\n\n{front}{body}" + "".join(f"[^{label}]: Note {label}.\n\n" for label in used)


@given(passages)
def test_a_note_in_front_changes_no_other_block(found: list[tuple[str, list[str]]]) -> None:
    told, _ = compared(
        written(found, "At first.\n\n"),
        written(found, "At first[^new].\n\n") + "[^new]: Something new.\n",
    )
    differing = [a for a in told.amendments if a.pair.kind is not PairKind.UNCHANGED]
    assert [(a.pair.kind, told.section(a)) for a in differing] == [
        (PairKind.AMENDED, "title"),
        (PairKind.ADDED, "title"),
    ]
    assert signals.signals(told) == ()
    assert not any(a.link or a.formatting or a.pair.moved for a in told.amendments)


def test_a_note_is_followed_under_its_label() -> None:
    text = "# A\n\nOne[^tax].\n\n[^tax]: {}\n"
    told, _ = compared(text.format("Without tax."), text.format("In euros, by card, at once."))
    assert [a.pair.kind for a in told.amendments][-1] is PairKind.AMENDED


def test_another_order_of_the_references_moves_no_note() -> None:
    notes = "[^a]: The first of these notes.\n\n[^b]: The second of these notes.\n"
    told, pairs = compared(
        f"# T\n\n## A\n\nOne[^a].\n\n## B\n\nTwo[^b].\n\n{notes}",
        f"# T\n\n## A\n\nOne[^b][^a].\n\n## B\n\nTwo[^b].\n\n{notes}",
    )
    assert [(a.pair.kind.value, a.pair.moved) for a in told.amendments if a.pair.old[0] > 4] == [
        ("unchanged", False),
        ("unchanged", False),
    ]
    assert changed(told.old, told.new, pairs) == {"t", "a"}


def test_notes_counted_anew_are_followed_by_their_words() -> None:
    told, _ = compared(
        "# A\n\nOne[^1]. Two[^2].\n\n[^1]: Without tax.\n\n[^2]: Civil code, book one.\n",
        "# A\n\nNew[^1]. One[^2]. Two[^3].\n\n[^1]: Personal data alone.\n\n[^2]: Without tax.\n\n"
        "[^3]: Civil code, book two.\n",
    )
    pairs = [(a.pair.kind.value, a.pair.old, a.pair.new) for a in told.amendments[2:]]
    assert pairs == [
        ("added", (), (2,)),
        ("unchanged", (2,), (3,)),
        ("amended", (3,), (4,)),
    ]


def test_a_number_as_label_is_a_label_where_nothing_else_is_left() -> None:
    text = "# A\n\nOne[^1].\n\n[^1]: {}\n"
    told, _ = compared(text.format("Without tax."), text.format("In euros, by card, at once."))
    assert [a.pair.kind for a in told.amendments][-1] is PairKind.AMENDED


@pytest.mark.parametrize(
    ("old", "new", "amounts"),
    [
        ("€5[^a]", "€7[^a]", (("€5",), ("€7",))),
        ("€5", "€5[^a]", None),
        ("€5[^a]", "€5[^b]", None),
        ("€5[^b][^a]", "€7[^a][^b]", (("€5",), ("€7",))),
    ],
)
def test_no_number_of_a_note_joins_a_figure(
    old: str, new: str, amounts: tuple[tuple[str, ...], tuple[str, ...]] | None
) -> None:
    text = "# A\n\nThe fee is {} a month.\n\n[^a]: One.\n\n[^b]: Two.\n"
    told, _ = compared(text.format(old), text.format(new))
    assert [(s.old, s.new) for s in signals.signals(told)] == ([amounts] if amounts else [])


def test_a_duration_is_read_over_a_reference() -> None:
    text = "# A\n\nYou may cancel within {}[^a] days.\n\n[^a]: One.\n"
    told, _ = compared(text.format(14), text.format(7))
    assert [(s.kind.value, s.old, s.new) for s in signals.signals(told)] == [
        ("duration", ("14 days",), ("7 days",))
    ]


def test_one_more_reference_to_a_note_is_no_other_words() -> None:
    text = "# A\n\nOne[^a] two{}.\n\n[^a]: First.\n"
    before, after = (reading(parse(text.format(more))) for more in ("", "[^a]"))
    assert before.words == after.words
    assert before.said != after.said


@both
@pytest.mark.parametrize(
    ("german", "state"),
    [
        ("Der Preis[^tax] steht fest.", Translation.TRANSLATED),
        ("Der Preis steht fest.", Translation.BROKEN),
        ("Der Preis[^law] steht fest.", Translation.BROKEN),
    ],
)
def test_a_translation_keeps_the_references(
    tmp_path: Path, dialect: Dialect, german: str, state: Translation
) -> None:
    made = Repository.create(tmp_path / "repository")
    words = "# T\n\nThe price[^tax] is fixed.\n\n[^tax]: Without tax.\n"
    catalog = f"""{PO}
msgid "The price[^tax] is fixed."
msgstr "{german}"

msgid "Without tax."
msgstr "Ohne Steuer."
"""
    text = version("1.0", "2025-02-01", words, "initial")
    made.commit("2025-01-15", {TERMS: text, "locales/de/LC_MESSAGES/terms.po": catalog})
    source = PolicySource("terms", TERMS, dialect=dialect)
    site = load(made.settings(source, languages=("en", "de")), TODAY)
    document = site.archive("terms").texts.document("1.0", "de")
    assert document.blocks[1].translation is state
    assert references(document) == ["fn:tax"]
    assert notes(document) == [("fn:tax", "t", "Ohne Steuer.")]


# --- Pages ---------------------------------------------------------------------------------------

TEXT = (
    "# Terms\n\n## Fees {#fees}\n\nThe fee[^law] is €5[^tax].\n\n"
    "## Scope {#scope}\n\nAll[^law].\n\n"
    "[^tax]: Without tax.\n\n[^law]: Civil code.\n\n    - book one\n"
)


def body(text: str) -> str:
    return text_html(parse(text), VOICE, as_written, numbered=False).body


def test_a_page_shows_the_numbers_and_the_ways_back() -> None:
    html = body(TEXT)
    bracket = '<span class="hidden-words">{}</span>'
    one = (
        '<sup class="footnote-ref"><a id="fnref:law" href="#fn:law" role="doc-noteref" '
        f'aria-label="Note 1">{bracket.format("[")}1{bracket.format("]")}</a></sup>'
    )
    back = (
        ' <a class="footnote-back" href="#{}" role="doc-backlink">'
        '<span aria-hidden="true">↩\ufe0e</span><span class="hidden-words">{}</span></a>'
    )
    assert f"The fee{one} is €5" in html
    assert f"All{one.replace('fnref:', 'fnref2:')}." in html
    ways = back.format("fnref:law", "Back to the text (1)")
    ways += back.format("fnref2:law", "Back to the text (2)")
    assert f"book one</span>{ways}" in html
    assert f"Without tax.{back.format('fnref:tax', 'Back to the text')}" in html
    assert_well_formed(html)
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert {target for target in re.findall(r'href="#([^"]*)"', html) if "fn" in target} <= set(ids)


def test_blocks_of_notes_have_names_of_their_own() -> None:
    assert block_ids(parse(TEXT)) == [
        "", "", "fees.1", "", "scope.1", "fn:law.1", "fn:law.2", "fn:tax.1",
    ]  # fmt: skip


def test_a_heading_in_a_note_begins_no_section() -> None:
    text = "# T\n\n## A\n\nw[^a]\n\n## B\n\ntext\n\n[^a]: # head\n\n    ## two\n\n    words\n"
    document = parse(text)
    assert [block.anchor for block in document.headings] == ["t", "a", "b"]
    assert [words for _, section, words in notes(document) if section == "a"] == [
        "head", "two", "words",
    ]  # fmt: skip
    assert block_ids(document)[-3:] == ["", "", "fn:a.1"]
    html = body(text)
    assert_well_formed(html)
    assert '<li id="fn:a"><h2>head</h2><h2>two</h2>' in html


def shown(old: str, new: str) -> str:
    told, _ = compared(old, new)
    html = redline_html(told, VOICE, as_written, numbered=False)
    assert_well_formed(html)
    return re.sub(r'<span class="hidden-words">[^<]*</span>', "", html)


def test_a_redline_tells_a_reference_that_came_and_one_that_went() -> None:
    with_note = "# A\n\nOne[^a] two{}.\n\nThree[^b].\n\n[^a]: First.\n\n[^b]: Second.\n"
    came = shown(with_note.format(""), with_note.format("[^b]"))
    assert re.search(
        r'two<ins><sup class="footnote-ref"><a id="fnref:b"[^>]*>2</a></sup></ins>', came
    )
    went = shown(with_note.format("[^b]"), with_note.format(""))
    assert 'two<del><sup class="footnote-ref">2</sup></del>' in went


def test_a_reference_to_another_note_is_told_like_another_link() -> None:
    text = "# A\n\nOne[^a], two[^b], three[^{}].\n\n[^a]: First.\n\n[^b]: Second.\n"
    html = shown(text.format("a"), text.format("b"))
    assert '<small class="told">(link changed; before: Note 1)</small>' in html


def test_notes_are_a_part_of_their_own_with_their_numbers() -> None:
    text = "# A\n\n## One\n\nOne{}.\n\nTwo[^b].\n\n{}[^b]: Second.\n"
    html = shown(text.format("[^a]", "[^a]: First.\n\n"), text.format("", ""))
    part = html.rpartition('<section class="part')[2]
    assert part.startswith('"><div class="footnote"><ol><li value="1"><p class="removed">')
    assert '<li id="fn:b" value="1"><p>Second.' in part


# --- A whole site --------------------------------------------------------------------------------

HEAD = '---\ntitle: Terms\nversion: "{}"\neffective: {}\nchange: {}\n{}---\n'


def version(label: str, effective: str, words: str, change: str = "material") -> str:
    more = "" if change == "initial" else f"summary: What {label} changes.\n"
    return HEAD.format(label, effective, change, more) + words


def priced(price: int, days: int) -> str:
    return (
        f"# Terms {{#terms}}\n\n## Fees {{#fees}}\n\nThe monthly fee is €{price}[^tax]. You may "
        f"cancel within {days}[^law] days.\n\n## Scope[^law]\n\nText.\n\n"
        "[^tax]: Without tax.\n\n[^law]: Civil code.\n"
    )


@pytest.fixture(scope="module")
def fees(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A fee with a note, and a higher one that is coming."""
    made = Repository.create(tmp_path_factory.mktemp("notes") / "repository")
    files = {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n/.cache/\n"}
    made.commit(
        "2025-01-15", {**files, TERMS: version("1.0", "2025-02-01", priced(5, 14), "initial")}
    )
    made.commit("2026-05-15", {TERMS: version("2.0", "2026-07-01", priced(7, 7))})
    done = run(made, "build", "--as-of", TODAY.isoformat())
    assert done.code == 0, done
    return made


def test_data_hold_no_number(fees: Repository) -> None:
    done = run(fees, "redline", "terms@1.0", "terms@2.0", "--format", "json")
    told = json.loads(done.output)
    assert [(s["kind"], s["old"], s["new"]) for s in told["signals"]] == [
        ("amount", ["€5"], ["€7"]),
        ("duration", ["14 days"], ["7 days"]),
    ]
    assert [block.get("note") for block in told["new"]["blocks"]][-2:] == ["fn:tax", "fn:law"]
    text = json.loads((fees.root / "site/api/v1/terms/v/2.0.en.json").read_text())
    assert [(each["id"], each.get("note")) for each in text["sections"]] == [
        ("terms", None), ("fees", None), ("scope", None), ("fees", "fn:tax"), ("fees", "fn:law"),
    ]  # fmt: skip
    (fee,) = (b for each in text["sections"] for b in each["blocks"] if "monthly" in b["text"])
    assert fee["text"] == "The monthly fee is €7. You may cancel within 7 days."
    assert '€7<sup class="footnote-ref"><a href="#fn:tax"></a></sup>.' in fee["html"]


def test_search_finds_a_note_with_its_section(fees: Repository) -> None:
    site = load(fees.settings(PolicySource("terms", TERMS), languages=("en",)), TODAY)
    found = {each.address: each.text for each in of_policy(site.archives[0], "en")}
    assert found["en/terms/#fees"] == (
        "The monthly fee is €5. You may cancel within 14 days. Without tax. · Civil code."
    )
    assert found["en/terms/#scope"] == "Text."


def test_a_redline_as_text_shows_a_reference_in_brackets(fees: Repository) -> None:
    for style, brackets in (("terminal", "[1]"), ("markdown", r"\[1\]"), ("html", "[1]")):
        done = run(fees, "redline", "terms@1.0", "terms@2.0", "--format", style)
        plain = re.sub(r"</?(?:ins|del)>|\[-.*?-\]|[{}+]", "", done.output)
        assert f"7{brackets}." in plain, style


def test_the_page_of_a_section_leads_to_the_note_on_the_version_s_page(fees: Repository) -> None:
    html = (fees.root / "site/en/terms/clauses/fees/index.html").read_text()
    assert 'href="../../../../en/terms/v/2.0/#fn:tax"' in html
    assert "fnref:" not in html
    page = (fees.root / "site/en/terms/v/2.0/index.html").read_text()
    assert 'id="fn:tax"' in page


def test_numbers_are_words_of_the_page_s_language(fees: Repository) -> None:
    html = (fees.root / "site/de/terms/v/2.0/index.html").read_text()
    assert 'aria-label="Fußnote 1"' in html
    assert ">Zurück zum Text</span>" in html


def test_a_second_build_is_the_same(fees: Repository) -> None:
    before = contents(fees.root / "site")
    assert run(fees, "build", "--as-of", TODAY.isoformat()).code == 0
    assert contents(fees.root / "site") == before


# --- What is told ---------------------------------------------------------------------------------


def told(root: Path, words: str, *, labelled: bool = True) -> list[Finding]:
    made = Repository.create(root / "repository")
    text = version("1.0", "2025-02-01", words, "initial") if labelled else words
    made.commit("2025-01-15", {TERMS: text})
    site = load(made.settings(PolicySource("terms", TERMS), languages=("en",)), TODAY)
    rules = {"reference-undefined", "note-unused"}
    return [finding for finding in check(site) if finding.rule in rules]


def test_an_undefined_reference_is_told(tmp_path: Path) -> None:
    words = "# A\n\nFine[^a] and\nnot[^7].\n\n- See [the *law*][law] or [this][a].\n\n"
    words += "[^a]: Note.\n\n[a]: http://a.example\n"
    found = told(tmp_path, words)
    assert [(f.rule, f.severity.value, f.place.line) for f in found] == [
        ("reference-undefined", "error", 9),
        ("reference-undefined", "error", 12),
    ]
    assert '"[^7]"' in found[0].what
    assert '"[the law][law]"' in found[1].what
    assert '"[law]: https://..."' in found[1].fix


def test_whose_words_are_others_is_warned(tmp_path: Path) -> None:
    (found,) = told(tmp_path, "# A\n\nNot[^7].\n", labelled=False)
    assert (found.rule, found.severity.value) == ("reference-undefined", "warning")


@pytest.mark.parametrize(
    "words",
    [
        r"Escaped \[^7\] and \[a\]\[b\].",
        "Code `[^7]` and `[a][b]`.",
        "    [^7] in code",
        "Figures as [1][2], a box [ ][ ], [Name] alone, [^ not this].",
        "[link](http://a.example)[^a]\n\n[^a]: Note.",
        "Plain.",
    ],
)
def test_what_is_no_reference_is_not_told(tmp_path: Path, words: str) -> None:
    assert told(tmp_path, f"# A\n\n{words}\n") == []


def test_a_note_that_nobody_refers_to_is_told(tmp_path: Path) -> None:
    words = "# A\n\nx[^a]\n\n[^a]: One[^b].\n\n[^b]: Two.\n\n[^c]: Three[^d].\n\n[^d]: Four[^c].\n"
    found = told(tmp_path, words)
    assert [(f.rule, f.severity.value, f.place.line) for f in found] == [
        ("note-unused", "warning", 15),
        ("note-unused", "warning", 17),
    ]
    assert '"c"' in found[0].what


@pytest.mark.parametrize("folder", [False, True])
def test_a_second_note_of_one_label_is_told_as_such(tmp_path: Path, *, folder: bool) -> None:
    made = Repository.create(tmp_path / "repository")
    first = version("1.0", "2025-02-01", "# A\n\nText.\n", "initial")
    words = "x[^1] y[^1]\n\n[^1]: One.\n\nz[^Tax]\n\n[^1]: Two.\n\n[^tax]: A.\n\n[^Tax]: B.\n"
    files = {"content/p.md": f"{first}\n{words}"}
    if folder:
        files = {"content/p/index.md": first, "content/p/01-data.md": f"# Data\n\n{words}"}
    made.commit("2025-01-15", files)
    source = PolicySource("p", "content/p" if folder else "content/p.md")
    found = check(load(made.settings(source, languages=("en",)), TODAY))
    assert [f.what for f in found if f.rule == "note-unused"] == [
        f'The file has a footnote "{label}" above, and [^{label}] leads to that one.'
        for label in ("1", "Tax")
    ]


@both
def test_a_note_of_another_file_is_named_by_its_own_label(tmp_path: Path, dialect: Dialect) -> None:
    made = Repository.create(tmp_path / "repository")
    first = version("1.0", "2025-02-01", "# A\n\nText.\n", "initial")
    later = "# Data\n\nText.\n\n[^Tax]: One.\n"
    made.commit("2025-01-15", {"content/p/index.md": first, "content/p/01-data.md": later})
    source = PolicySource("p", "content/p", dialect=dialect)
    (found,) = check(load(made.settings(source, languages=("en",)), TODAY))
    assert (found.rule, found.place.path, found.place.line) == (
        "note-unused", "content/p/01-data.md", 5,
    )  # fmt: skip
    assert '"Tax"' in found.what
