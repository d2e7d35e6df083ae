"""A site of an older Gazette, which had the numbers of footnotes among the words, is continued.

The passages below are those that it published of `TEXT`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from gazette.document import Parser
from gazette.model import SourceFile
from gazette.publishing.older import is_numbered
from repositories import Repository
from small import CATALOG, CONFIG, TERMS, run

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2026-04-01"
TEXT = """\
---
title: Terms
version: "1.0"
effective: 2026-01-10
change: initial
---
# Conditions[^b]

The fee is 5[^b] or 6[^a], again[^b].

[^a]: Note a.

[^b]: Note b, see[^a].

    Second paragraph.

[^c]: Unused.

## Fees[^a]

The price is 5[^c].
"""
GERMAN = """\
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "The price is 5[^c]."
msgstr "Der Preis ist 5[^c]."
"""
# Section, kind, text.
PUBLISHED = [
    ("conditions2", "heading", "Conditions2"),
    ("conditions2", "paragraph", "The fee is 52 or 61, again2."),
    ("fees1", "heading", "Fees1"),
    ("fees1", "paragraph", "The price is 53."),
    ("fees1", "rule", ""),
    ("fees1", "item", "Note a."),
    ("fees1", "item", "Note b, see1."),
    ("fees1", "item", "Second paragraph."),
    ("fees1", "item", "Unused."),
]
LEVELS = {"Conditions2": 1, "Fees1": 2}
OLD_GERMAN = {"The price is 53.": "Der Preis ist 53."}


def passages(words: dict[str, str]) -> list[dict[str, Any]]:
    """The sections of a text as they were published, in a language."""
    return [
        {
            "id": section,
            "blocks": [
                {
                    "kind": kind,
                    "level": LEVELS.get(text, int(kind == "item")),
                    "text": words.get(text, text),
                    "id": section if kind == "heading" else "",
                    "translation": "translated" if not words or text in words else "missing",
                }
            ],
        }
        for section, kind, text in PUBLISHED
    ]


def edit(path: Path, change: dict[str, Any]) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | change))


@pytest.fixture
def own(tmp_path: Path) -> Repository:
    """A repository beside whose commits lies the site that an older Gazette made of them."""
    own = Repository.create(tmp_path / "own")
    files = {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n/.cache/\n", TERMS: TEXT, CATALOG: GERMAN}
    own.commit("2026-01-05", files)
    done = run(own, "build", "--as-of", DAY)
    assert done.code == 0, done.errors
    data = own.root / "site/api/v1/terms"
    edit(data / "v/1.0.en.json", {"sections": passages({})})
    edit(data / "v/1.0.de.json", {"sections": passages(OLD_GERMAN)})
    versions = json.loads((data / "versions.json").read_text())
    del versions["markdown"]
    versions["versions"][0]["sections"] = ["conditions2", "fees1"]
    for lang in versions["versions"][0]["languages"].values():
        lang["digest"] = "sha256:0"
    (data / "versions.json").write_text(json.dumps(versions))
    return own


def told(own: Repository) -> list[str]:
    return run(own, "check", "--as-of", DAY, "--published", "site").output.splitlines()


def test_numbers_of_notes_that_were_words_are_no_change(own: Repository) -> None:
    assert told(own) == ["No errors. Policies: 1, versions: 1."]
    assert run(own, "build", "--as-of", DAY).code == 0
    assert run(own, "build", "--as-of", DAY).code == 0


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("The price is 53.", "The price is 43.", "“The price is 43.” -> “The price is 5.”"),
        ("Note a.", "Note A.", "“Note A.” -> “Note a.”"),
        ("Conditions2", "Condition2", "“Condition2” -> “Conditions”"),
        ("Unused.", "", "“” -> “Unused.”"),
    ],
)
def test_any_other_word_is_one(own: Repository, old: str, new: str, words: str) -> None:
    path = own.root / "site/api/v1/terms/v/1.0.en.json"
    path.write_text(path.read_text().replace(f'"{old}"', f'"{new}"'))
    assert words in "\n".join(told(own)), told(own)


def test_todays_data_are_not_excused(own: Repository) -> None:
    edit(own.root / "site/api/v1/terms/versions.json", {"markdown": "github"})
    found = "\n".join(told(own))
    assert 'The section "conditions2" of version 1.0 of terms is published' in found
    assert "“Conditions2” -> “Conditions”" in found


def test_many_references_side_by_side_take_no_time() -> None:
    text = "Words" + "".join(f"[^{n}]" for n in range(40)) + ".\n\n"
    notes = "".join(f"[^{n}]: Note.\n\n" for n in range(40))
    block = Parser().parse([SourceFile("a.md", text + notes)], "en")[0].blocks[0]
    assert is_numbered("Words" + "".join(str(n) for n in range(1, 41)) + ".", block.inline)
    assert not is_numbered("Words" + "1" * 100_000 + "x", block.inline)


def test_words_that_stand_twice_are_twice_there() -> None:
    block = (
        Parser().parse([SourceFile("a.md", "**so** so[^a].\n\n[^a]: Note.\n")], "en")[0].blocks[0]
    )
    assert is_numbered("so so1.", block.inline)
    again = Parser().parse([SourceFile("a.md", "*so*so[^a]\n\n[^a]: Note.\n")], "en")[0].blocks[0]
    assert is_numbered(f"{again.text}1", again.inline)
    assert not is_numbered("so1", again.inline)
