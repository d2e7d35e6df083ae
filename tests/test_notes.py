"""Footnotes: their numbers are no words, and each note is a clause of the section it belongs to."""

from __future__ import annotations

from gazette.document import Parser
from gazette.model import PICTURE, Block, BlockKind, Document, Mark, Run, SourceFile


def parse(text: str) -> Document:
    return Parser().parse([SourceFile("content/terms.md", text)], "en")[0]


def notes(document: Document) -> list[tuple[str, str, str]]:
    """Id, section and words of the blocks of a document's notes."""
    return [(note(block), block.section, block.text) for block in document.blocks if note(block)]


def note(block: Block) -> str:
    tags = [(c.tag, dict(c.attributes)) for c in block.containers[:3]]
    match tags:
        case [("div", {"class": "footnote"}), ("ol", _), ("li", {"id": found})]:
            return found
    return ""


def test_a_reference_is_one_run_without_words() -> None:
    first = parse("The fee is €5[^tax], *due[^tax]* now.\n\n[^tax]: Without tax.\n").blocks[0]
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


def test_a_heading_s_id_has_no_number_of_a_note() -> None:
    document = parse("# Terms\n\n## Scope[^law]\n\nText.\n\n[^law]: Civil code.\n")
    assert [block.anchor for block in document.headings] == ["terms", "scope"]


def test_notes_stand_in_the_order_of_their_references_and_belong_to_the_section() -> None:
    document = parse(
        "# Terms\n\nOne[^b].\n\n## Fees\n\nTwo[^a], again[^b].\n\n## Law\n\nThree[^c].\n\n"
        "## End\n\nText.\n\n"
        "[^unused]: Nobody asks.\n[^inner]: Within.\n[^a]: A.\n[^b]: B.\n[^c]: C[^inner].\n"
    )
    assert notes(document) == [
        ("fn:b", "terms", "B."),
        ("fn:a", "fees", "A."),
        ("fn:c", "law", "C."),
        ("fn:inner", "law", "Within."),
        ("fn:unused", "end", "Nobody asks."),
    ]
    assert all(block.kind is not BlockKind.RULE for block in document.blocks)


def test_notes_that_refer_to_themselves_and_each_other_are_told_once() -> None:
    document = parse("# A\n\nx[^1]\n\n[^1]: one[^1] two[^2]\n[^2]: back[^1]\n[^3]: alone[^3]\n")
    assert [(name, words) for name, _, words in notes(document)] == [
        ("fn:1", "one two"),
        ("fn:2", "back"),
        ("fn:3", "alone"),
    ]


def test_a_note_of_several_blocks_stays_together() -> None:
    document = parse("# A\n\nx[^1]\n\n[^1]: one\n\n    two\n\n    - three\n")
    assert [(name, words) for name, _, words in notes(document)] == [
        ("fn:1", "one"), ("fn:1", "two"), ("fn:1", "three"),
    ]  # fmt: skip
