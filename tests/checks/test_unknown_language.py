"""Rules about wording keep silent in a language of which no words are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette import languages
from repositories import Repository
from small import CONFIG, TERMS, run

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '---\nversion: "{}"\neffective: {}\nchange: {}\n---\n'
# In English, rules tell of readers who are asked to look, and of a duty that changed.
ENGLISH = """\
# Terms {#terms}

Last updated: March 5, 2024. Effective April 1, 2024.

Please check this page regularly for changes to these terms.

## Fees {#fees}

You must pay 5 euros within 30 days. Write to fees@example.com.
"""
ESPERANTO = """\
# Kondiĉoj {#terms}

Laste ŝanĝita: la 5-an de marto 2024. Validas ekde la 1-a de aprilo 2024.

Bonvolu regule kontroli ĉi tiun paĝon pri ŝanĝoj de ĉi tiuj kondiĉoj.

## Kotizoj {#fees}

Vi devas pagi 5 eŭrojn ene de 30 tagoj. Skribu al kotizoj@example.com.
"""


def told(folder: Path, lang: str, text: str, changed: str) -> set[str]:
    """The rules that a site tells of, whose only language this is."""
    repository = Repository.create(folder)
    files = {"mkdocs.yml": CONFIG.replace("[en, de]", f"[{lang}]")}
    first = HEAD.format("1.0", "2025-02-01", "initial") + text
    repository.commit("2025-01-15", {**files, TERMS: first})
    head = HEAD.format("1.1", "2026-07-01", "editorial")
    repository.commit("2026-05-15", {TERMS: head + changed})
    done = run(repository, "check", "--as-of", "2026-06-01")
    return {line.rpartition("[")[2].strip("]") for line in done.output.splitlines() if "[" in line}


def test_what_is_told_in_english_is_not_guessed_elsewhere(tmp_path: Path) -> None:
    assert languages.of("eo") == languages.Language("eo")
    english = told(tmp_path / "en", "en", ENGLISH, ENGLISH.replace("You must", "You may"))
    assert english >= {"check-back", "editorial-changes-duties"}
    changed = ESPERANTO.replace("Vi devas", "Vi rajtas")
    assert told(tmp_path / "eo", "eo", ESPERANTO, changed) <= {"interface-untranslated"}
