"""The whole text in plain words (`in_short`): above a version's text, and no part of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from repositories import Repository
from small import CATALOG, CONFIG, GERMAN, ONE, TERMS, TODAY, TWO, build, run

if TYPE_CHECKING:
    from pathlib import Path

    from small import Outcome

MARK = "In plain words. Not part of the legal text."
PLAIN = "in_short: You pay 7 euros a month & can leave any day.\n"
LISTED = (
    "in_short:\n  - You pay 7 euros a month & can leave any day.\n"
    "  - We keep <b>nothing</b> *else*.\n"
)
ITEM = "You pay 7 euros a month &amp; can leave any day."
TRANSLATED = """
msgid "You pay 7 euros a month & can leave any day."
msgstr "Sie zahlen 7 Euro im Monat und können jeden Tag gehen."
"""


def with_plain(text: str, words: str = PLAIN) -> str:
    return text.replace("change:", f"{words}change:", 1)


def made(folder: Path, two: str, german: str = GERMAN, one: str = ONE) -> Repository:
    repository = Repository.create(folder)
    ignored = {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n/.cache/\n"}
    repository.commit("2025-01-15", {**ignored, TERMS: one})
    repository.commit("2026-05-15", {TERMS: two, CATALOG: german})
    return repository


def page(repository: Repository, address: str) -> str:
    return (repository.root / f"site/{address}/index.html").read_text("utf-8")


def above(text: str) -> str:
    """What stands above the text of a policy."""
    return text[text.index("<main") : text.index('<article class="text')]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = made(tmp_path, with_plain(TWO, LISTED))
    done = build(repository)
    assert done.code == 0, done.errors
    return repository


def test_it_stands_above_the_text_of_its_version_alone(repository: Repository) -> None:
    shown = page(repository, "en/terms/v/2.0")
    assert f'<aside class="banner banner-plain" aria-label="{MARK}">' in above(shown)
    assert f"<li>{ITEM}</li>" in above(shown)
    assert shown.count(ITEM) == 1
    for other in ("en/terms", "en/terms/v/1.0", "en/terms/history", "en/terms/v/2.0/changes"):
        assert MARK not in page(repository, other)
    assert run(repository, "build", "--as-of", "2026-08-01").code == 0
    assert ITEM in above(page(repository, "en/terms"))


def test_it_is_words_and_no_markdown(repository: Repository) -> None:
    assert "<li>We keep &lt;b&gt;nothing&lt;/b&gt; *else*.</li>" in page(
        repository, "en/terms/v/2.0"
    )


def test_one_text_is_a_paragraph(tmp_path: Path) -> None:
    repository = made(tmp_path, with_plain(TWO))
    assert build(repository).code == 0
    assert f"<p>{ITEM}</p>" in above(page(repository, "en/terms/v/2.0"))


def test_it_is_translated_and_marked_where_it_is_not(tmp_path: Path) -> None:
    repository = made(tmp_path, with_plain(TWO), GERMAN + TRANSLATED)
    assert build(repository).code == 0
    german = above(page(repository, "de/terms/v/2.0"))
    assert "<p>Sie zahlen 7 Euro im Monat und können jeden Tag gehen.</p>" in german
    other = made(tmp_path / "other", with_plain(TWO))
    done = build(other)
    assert "Not translated into de: the plain words of version 2.0." in done.errors
    assert f'<div lang="en">\n<p>{ITEM}</p>' in above(page(other, "de/terms/v/2.0"))


def test_a_translator_is_asked_for_it(tmp_path: Path) -> None:
    repository = made(tmp_path, with_plain(TWO))
    assert run(repository, "i18n", "update").code == 0
    catalog = (tmp_path / CATALOG).read_text("utf-8")
    assert "#. in_short\n" in catalog
    assert 'msgid "You pay 7 euros a month & can leave any day."' in catalog


def test_it_is_data_and_found_by_the_search(repository: Repository) -> None:
    site = repository.root / "site"
    found = json.loads((site / "api/v1/terms/versions.json").read_text("utf-8"))
    one, two = (version["languages"]["en"] for version in found["versions"])
    assert two["in_short"] == [
        "You pay 7 euros a month & can leave any day.",
        "We keep <b>nothing</b> *else*.",
    ]
    assert "in_short" not in one
    schema = json.loads((site / "api/v1/schema/versions.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(found)
    sheets = "".join(
        path.read_text("utf-8") for path in sorted((site / "search/en").rglob("*.json"))
    )
    assert "can leave any day" in sheets


def test_a_text_without_it_has_the_digest_that_it_has_with_it(tmp_path: Path) -> None:
    def digest(folder: str, two: str) -> str:
        repository = made(tmp_path / folder, two)
        assert build(repository).code == 0
        data = (repository.root / "site/api/v1/terms/versions.json").read_text("utf-8")
        return str(json.loads(data)["versions"][1]["digest"])

    assert digest("with", with_plain(TWO)) == digest("without", TWO)


# --- What is published ----------------------------------------------------------------------


def later(repository: Repository, text: str) -> Outcome:
    """A build after one more commit of the version that is coming."""
    repository.commit("2026-05-20", {TERMS: text})
    return build(repository)


def test_a_later_commit_may_change_it_and_makes_no_version(repository: Repository) -> None:
    done = later(repository, with_plain(TWO, "in_short: Other words.\n"))
    assert done.code == 0, done.errors
    assert "Other words." in page(repository, "en/terms/v/2.0")
    data = json.loads((repository.root / "site/api/v1/terms/versions.json").read_text("utf-8"))
    assert [(v["label"], len(v["events"])) for v in data["versions"]] == [("1.0", 1), ("2.0", 1)]


def test_a_published_version_may_get_one(tmp_path: Path) -> None:
    repository = made(tmp_path, TWO)
    assert build(repository).code == 0
    assert later(repository, with_plain(TWO)).code == 0
    assert ITEM in page(repository, "en/terms/v/2.0")


def test_a_rewritten_history_may_not_change_it(repository: Repository, tmp_path: Path) -> None:
    other = made(tmp_path / "other", with_plain(TWO, "in_short: Other words.\n"))
    place = str(repository.root / "site")
    done = run(other, "check", "--published", place, "--as-of", TODAY.isoformat())
    assert done.code == 1
    said = done.output + done.errors
    assert "What stands in plain words of version 2.0 of terms is published, and would" in said


# --- A new version, and slips ----------------------------------------------------------------


def checked(repository: Repository) -> str:
    done = run(repository, "check", "--as-of", TODAY.isoformat())
    assert "Traceback" not in done.errors
    return done.output + done.errors


def test_one_that_is_left_standing_is_told(tmp_path: Path) -> None:
    repository = made(tmp_path, with_plain(TWO), one=with_plain(ONE))
    said = checked(repository)
    assert (
        "content/terms.md:5: warning: Version 2.0 has the plain words of version 1.0, whose text "
        "is another in: terms. Read them against the new text, and write them anew or remove them. "
        "[in-short-unchanged]"
    ) in said


def test_of_an_editorial_change_it_may_well_stand(tmp_path: Path) -> None:
    two = TWO.replace("change: material", "change: editorial").replace("7 euros", "5 euros")
    two = two.replace("You may use the service.", "You may use this service.")
    said = checked(made(tmp_path, with_plain(two), one=with_plain(ONE)))
    assert "hint: Version 2.0 has the plain words of version 1.0" in said


@pytest.mark.parametrize(
    "two",
    [
        with_plain(TWO, "in_short: You pay 7 euros now.\n"),
        TWO,
        with_plain(TWO.replace("7 euros", "5 euros")),
    ],
    ids=["written anew", "removed", "the same text"],
)
def test_nothing_is_told_of_what_is_in_order(tmp_path: Path, two: str) -> None:
    assert "in-short-unchanged" not in checked(made(tmp_path, two, one=with_plain(ONE)))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("in-short: Words.\n", '"in-short" is not a key of the front matter. Write "in_short"'),
        ("in short: Words.\n", '"in short" is not a key of the front matter. Write "in_short"'),
        (
            "in_short:\n  - text: Words.\n    section: fees\n",
            'Each entry of "in_short" must be a text.',
        ),
        ("in_short:\n  text: Words.\n", '"in_short" must be a text, without keys below it.'),
        ("in_short:\n", '"in_short" must be a text, but is empty.'),
        ("in_short:\n  -\n", 'Each entry of "in_short" must be a text.'),
        ("in_short: [Words]\n", 'one that begins with "[" must be in quotes.'),
        (f"in_short: {'a' * 1001}\n", '"in_short" has 1,001 characters, and at most 1,000 are'),
        (
            f"in_short:\n  - {'a' * 600}\n  - {'b' * 401}\n",
            '"in_short" has 1,001 characters, and at most 1,000 are short.',
        ),
        ("in_short: A.\nin_short: B.\n", '"in_short" appears twice.'),
    ],
)
def test_slips_are_told_at_their_line(tmp_path: Path, written: str, said: str) -> None:
    done = checked(made(tmp_path, with_plain(TWO, written)))
    line = next(line for line in done.splitlines() if said in line)
    assert line.startswith(("content/terms.md:5: error: ", "content/terms.md:6: error: "))


def test_a_thousand_characters_are_short(tmp_path: Path) -> None:
    assert ": error: " not in checked(
        made(tmp_path, with_plain(TWO, f"in_short: {'a b ' * 249}aaaa\n"))
    )
