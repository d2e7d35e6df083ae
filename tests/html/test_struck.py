"""Words that are struck out stand in a text and do not apply: to strike them is to change it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.changes import align, signals
from gazette.changes import redline as redlines
from gazette.changes.editorial import duties
from gazette.document import Parser, inline
from gazette.html.redlines import redline_html
from gazette.html.texts import text_html
from gazette.languages.legible import struck
from gazette.model import Block, BlockKind, Document, Redline, SourceFile, SpanKind
from gazette.versions.readings import reading
from repositories import Repository
from small import CONFIG, TERMS, TODAY, TWO, Parsed, build, make, run
from test_markup import VOICE
from texts import inked

if TYPE_CHECKING:
    from pathlib import Path

STRUCK = ("<del>{}</del>", "<s>{}</s>", "<strike>{}</strike>")


def parsed(text: str) -> Document:
    return Parser().parse([SourceFile("content/terms.md", text)], "en")[0]


def html(text: str) -> Document:
    """A document of one block, of which the HTML is known."""
    return Document("en", (Block(BlockKind.PARAGRAPH, 0, text, inline(text)),))


def compared(old: Document, new: Document) -> Redline:
    return redlines.redline(old, new, align.align(old, new))


def as_written(target: str, _file: str, *, image: bool = False) -> str:  # noqa: ARG001
    return target


@pytest.mark.parametrize("form", STRUCK)
def test_struck_words_are_struck_in_runs_and_on_pages(form: str) -> None:
    text = f"You {form.format('may')} must pay."
    document = parsed(text)
    (block,) = document.blocks
    assert [run.text for run in block.inline.runs if run.is_struck] == ["may"]
    assert block.inline.unstruck == "You  must pay."
    assert "You <s>may</s> must pay." in text_html(document, VOICE, as_written, numbered=False).body


@pytest.mark.parametrize("form", STRUCK)
def test_a_redline_shows_that_words_were_struck(form: str) -> None:
    found = compared(
        parsed("You may pay, or not."), parsed(f"You {form.format('may')} pay, or not.")
    )
    shown = redline_html(found, VOICE, as_written, numbered=False)
    assert inked(found.amendments[0]) == "You [-may-]{+may+} pay, or not."
    assert "may<span" in shown
    assert "<s>may</s><span" in shown
    back = compared(parsed(f"You {form.format('may')} pay."), parsed("You may pay."))
    assert "<s>may</s><span" in redline_html(back, VOICE, as_written, numbered=False)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<s>may not</s> pay", "<del>may not</del> pay", "may not pay"),
        ("<s>may not</s> pay", "<s>may</s> <s>not</s> pay", "may not pay"),
        ("<s>may <em>not</em></s> pay", "<s>may</s> <em><s>not</s></em> pay", "may <not> pay"),
        ("cannot pay", "can<s>not</s> pay", "[-cannot-]{+cannot+} pay"),
        ("can<s>not</s> pay", "<s>can</s>not pay", "[-cannot-]{+cannot+} pay"),
        ("<u>may</u> pay", "may pay", "<may> pay"),
        ("été", "<s>e\u0301te\u0301</s>", "[-été-]{+e\u0301te\u0301+}"),
        ("支払う", "<s>支払う</s>", "[-支払う-]{+支払う+}"),
    ],
)
def test_a_stroke_is_what_tells_words_apart(old: str, new: str, told: str) -> None:
    assert inked(compared(html(old), html(new)).amendments[0]) == told


WORDS = st.lists(st.sampled_from("you may not pay 5 euros within days , .".split()), max_size=8)  # noqa: SIM905
MARKED = st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=5).map(
    lambda parts: " ".join(
        f"<s>{' '.join(w)}</s>" if is_struck else " ".join(w) for w, is_struck in parts
    )
)


@given(MARKED, MARKED)
def test_what_applies_is_the_same_where_nothing_is_told(old: str, new: str) -> None:
    sides = html(old), html(new)
    spans = [span for found in compared(*sides).amendments for span in found.spans]
    is_told = any(span.kind is not SpanKind.EQUAL and span.text.strip() for span in spans)
    assert is_told == (reading(sides[0]).words != reading(sides[1]).words)
    if not is_told:
        before, after = (side.blocks[0].inline.unstruck.split() for side in sides)
        assert before == after


def test_signals_and_duties_are_those_of_words_that_apply() -> None:
    found = compared(
        html("You must pay 5 euros within 30 days."),
        html("You must pay <s>5 euros within 30 days</s>."),
    )
    told = {signal.kind.value: (signal.old, signal.new) for signal in signals.signals(found)}
    assert told == {"amount": (("5 euros",), ()), "duration": (("30 days",), ())}
    kinds = {kind for each in duties(found) for kind in (each.kind,)}
    assert {kind.value for kind in kinds} == {"amount", "duration"}
    both = compared(html("You <s>must</s> pay."), html("You <s>must</s> now pay."))
    assert signals.signals(both) == ()


# --- Versions -----------------------------------------------------------------------------------


def test_a_stroke_under_a_published_label_is_refused(tmp_path: Path) -> None:
    repository = make(tmp_path / "repository")
    repository.commit("2026-05-20", {TERMS: TWO.replace("may use", "<del>may use</del>")})
    outcome = run(repository, "check", "--as-of", TODAY.isoformat())
    assert outcome.code == 1
    told = [line for line in outcome.output.splitlines() if "published-text-changed" in line]
    assert told[0].startswith(f"{TERMS}:")
    assert "“may use” becomes “may use (struck out)”" in told[0]


def test_an_editorial_version_strikes_no_figure(tmp_path: Path) -> None:
    repository = make(tmp_path / "repository")
    text = (
        TWO.replace('"2.0"', '"2.1"')
        .replace("2026-07-01", "2026-07-02")
        .replace("material", "editorial")
        .replace("7 euros", "<del>7 euros</del>")
    )
    repository.commit("2026-05-20", {TERMS: text})
    outcome = run(repository, "check", "--as-of", TODAY.isoformat())
    assert "editorial-changes-duties" in outcome.output


def test_without_labels_a_stroke_makes_a_version(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "repository")
    bare = "# Terms\n\nYou may use the service.\n"
    config = CONFIG.replace(
        "languages: [en, de]", "policies: [{id: terms, path: content/terms.md}]"
    )
    repository.commit("2026-01-05", {"mkdocs.yml": config, ".gitignore": "/site/\n", TERMS: bare})
    repository.commit("2026-02-05", {TERMS: bare.replace("may", "<s>may</s>")})
    repository.commit("2026-03-05", {TERMS: bare.replace("may", "<del>may</del>")})
    outcome = build(repository)
    assert outcome.code == 0, outcome.errors
    data = json.loads((repository.root / "site/api/v1/terms/versions.json").read_text("utf-8"))
    assert [version["label"] for version in data["versions"]] == ["2026-01-05", "2026-02-05"]
    page = repository.root / "site/en/terms/v/2026-02-05/changes/index.html"
    assert [tag for tag, _ in Parsed(page).elements].count("s") == 1
    assert page.read_text("utf-8").count("<s>may</s>") == 1


def test_a_redline_as_text_shows_strokes(tmp_path: Path) -> None:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text("You may pay.\n")
    new.write_text("You <del>may</del> pay.\n")
    repository = make(tmp_path / "repository")

    def shown(style: str) -> str:
        return run(repository, "redline", str(old), str(new), "--format", style).output

    assert "You [-may-]{+~~may~~+} pay." in shown("terminal")
    assert "<ins>{+~~may~~+}</ins>" in shown("markdown")
    assert "<ins><s>may</s></ins>" in shown("html")
    (change,) = json.loads(shown("json"))["changes"]
    assert change["segments"] == [["=", "You "], ["-", "may"], ["+", "may"], ["=", " pay."]]
    assert change["struck"] == {"old": [], "new": ["may"]}


def test_a_stroke_goes_through_each_letter() -> None:
    assert struck("a b\u0301") == "a\u0336 b\u0336\u0301"
    assert struck("") == ""
    assert struck("e\u0301") == struck("é") == "é\u0336"


def test_what_is_struck_is_not_asked_of_readers(tmp_path: Path) -> None:
    asking = "Please check this page regularly for changes."
    for words, is_told in ((asking, True), (f"<del>{asking}</del>", False)):
        repository = make(tmp_path / str(is_told))
        text = TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-08-01")
        repository.commit("2026-05-20", {TERMS: f"{text}\n{words}\n"})
        outcome = run(repository, "check", "--as-of", TODAY.isoformat())
        assert (asking in outcome.output) is is_told
