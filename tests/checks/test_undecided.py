"""Blanks that wait for a decision are told, once for each file, and keep a text from readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.configuration import read_configuration
from gazette.publishing.loading import load
from repositories import Repository
from small import CONFIG, NOW, ONE, TERMS, TODAY, TWO, run

if TYPE_CHECKING:
    from pathlib import Path


BLANK = ONE.replace("5 euros", "[● amount]")


def told(folder: Path, text: str, config: str = CONFIG) -> list[str]:
    repository = Repository.create(folder)
    repository.commit("2025-01-15", {"mkdocs.yml": config, TERMS: text})
    output = run(repository, "check", "--as-of", TODAY.isoformat()).output
    return [line for line in output.splitlines() if "[undecided]" in line]


def test_a_text_without_blanks_is_decided(tmp_path: Path) -> None:
    assert told(tmp_path, ONE.replace("5 euros", "[5] euros ● [a](https://a.example)")) == []


def test_one_blank_is_told_with_its_words(tmp_path: Path) -> None:
    assert told(tmp_path, BLANK) == [
        "content/terms.md:13: error: This is still to be decided: [● amount]. Write what applies "
        r"there, or remove it; \[● is a blank for readers to fill in. [undecided]"
    ]


def test_a_blank_for_readers_is_none_of_ours(tmp_path: Path) -> None:
    assert told(tmp_path, BLANK.replace("[●", r"\[●")) == []


def test_a_site_may_say_why_it_publishes_one(tmp_path: Path) -> None:
    rules = "[en, de], rules: {undecided: {severity: hint, reason: A trial.}}}"
    [line] = told(tmp_path, BLANK, CONFIG.replace("[en, de]}", rules))
    assert "hint: This is still to be decided" in line


def test_words_of_somebody_else_are_published_with_theirs(tmp_path: Path) -> None:
    text = "# Terms\n\nWe are [● name].\n"
    listed = "[en, de], policies: [{id: terms, path: content/terms.md}]}"
    [line] = told(tmp_path, text, CONFIG.replace("[en, de]}", listed))
    assert "hint: This is still to be decided" in line


def test_a_text_with_a_blank_was_not_published_so_its_label_is_free(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    repository.commit("2025-01-15", {"mkdocs.yml": CONFIG, TERMS: BLANK})
    repository.commit("2025-01-20", {TERMS: ONE})
    checked = run(repository, "check", "--as-of", TODAY.isoformat())
    assert checked.code == 0, checked.output
    assert "2025-01-20" in run(repository, "versions").output


def test_a_draft_of_the_next_version_may_have_one(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    repository.commit("2025-01-15", {"mkdocs.yml": CONFIG, TERMS: ONE})
    repository.write(TERMS, TWO.replace("7 euros", "[● amount]"))
    settings = read_configuration(repository.root / "mkdocs.yml").settings
    found = load(settings, TODAY, drafts=NOW).findings
    assert [f.severity for f in found if f.rule == "undecided"] == ["hint"]


def test_many_blanks_of_a_file_are_told_at_the_first(tmp_path: Path) -> None:
    text = ONE.replace("use the service", "use [● name] or [● name]").replace("5 euros", "[● sum]")
    [line] = told(tmp_path, text)
    assert line.startswith(
        "content/terms.md:9: error: 3 places are still to be decided, the first is [● name]."
    )
