"""The files of a policy, published: their order, a README beside them, rules at their head."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from repositories import Repository
from small import CONFIG, Parsed, build, run

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

HEAD = '---\ntitle: Terms\nversion: "1.0"\neffective: 2025-02-01\nchange: initial\n---\n'
PROSE = "---\n\nWe keep mail for 30 days.\n\n---\n\n# Scope\n\nThese terms apply.\n"
ENGLISH = CONFIG.replace("[en, de]", "[en]")


def published(folder: Path, files: dict[str, str], config: str = ENGLISH) -> Repository:
    """A repository with the policy `terms`, a folder of files, in its only version."""
    made = Repository.create(folder)
    made.commit("2025-01-15", {"mkdocs.yml": config, ".gitignore": "/site/\n/.cache/\n"})
    made.commit("2025-01-15", {f"content/terms/{name}": text for name, text in files.items()})
    return made


def told(repository: Repository) -> list[str]:
    """What the check says, by line, without the summary."""
    found = run(repository, "check", "--as-of", "2026-01-01")
    return [
        line
        for line in (found.output + found.errors).splitlines()
        if re.search(r"\[[a-z-]+\]$", line)
    ]


def words(repository: Repository) -> str:
    """The words of the policy's page, as it is built."""
    done = build(repository)
    assert done.code == 0, done.errors
    page = Parsed(repository.root / "site/en/terms/index.html")
    return " ".join(page.words.split())


def section(name: str) -> str:
    return f"# {name}\n\nThe text of {name.lower()}.\n"


# --- The order ------------------------------------------------------------------------------------


def test_sections_are_published_by_their_number(tmp_path: Path) -> None:
    files = {"index.md": HEAD, "README.md": "# How to edit\n\nInternal: ask Kim first.\n"}
    files |= {f"{n}-part{n}.md": section(f"Part {n}") for n in (1, 2, 10)}
    repository = published(tmp_path, files)
    assert told(repository) == []
    text = words(repository)
    places = [text.index(f"The text of part {n}.") for n in (1, 2, 10)]
    assert places == sorted(places)
    assert "Internal" not in text
    assert "How to edit" not in "".join(
        page.read_text("utf-8") for page in (repository.root / "site").rglob("*.html")
    )


def test_a_readme_may_change_without_a_commit(tmp_path: Path) -> None:
    repository = published(tmp_path, {"index.md": HEAD + section("Terms")})
    repository.write("content/terms/README.md", "# How to edit\n")
    assert told(repository) == []


def test_a_readme_is_published_where_the_configuration_lists_it(tmp_path: Path) -> None:
    listed = "[en]\n      policies:\n"
    listed += "        - {id: terms, path: content/terms, sections: [10-a.md, README.md]}\n"
    config = CONFIG.replace("    {languages: [en, de]}", "\n      languages: [en]").replace(
        "  - gazette: {languages: [en, de]}\n", f"  - gazette:\n      languages: {listed}"
    )
    files = {"index.md": HEAD, "README.md": section("Read me"), "10-a.md": section("Ten")}
    repository = published(tmp_path, files | {"2-b.md": section("Two")}, config)
    assert told(repository) == []
    text = words(repository)
    places = [text.index(f"The text of {name}.") for name in ("ten", "read me", "two")]
    assert places == sorted(places)


def test_what_is_listed_and_never_was_there_is_told(tmp_path: Path) -> None:
    listed = "policies: [{id: terms, path: content/terms, sections: [1-scope.md, ../x.md]}]"
    config = ENGLISH.replace("languages: [en]", f"languages: [en], {listed}")
    repository = published(tmp_path, {"index.md": HEAD + section("Terms")}, config)
    assert told(repository) == [
        f'mkdocs.yml: warning: "sections" of the policy "terms" lists "{name}", which it never '
        "had. Write the files as paths in the policy's folder. [section-order]"
        for name in ("1-scope.md", "../x.md")
    ]


def test_a_published_order_changes_for_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site whose files stood by their paths is not followed by another; it can be kept."""
    files = {"index.md": HEAD} | {f"{n}-p{n}.md": section(f"Part {n}") for n in (1, 2, 10)}
    repository = published(tmp_path, files)
    with monkeypatch.context() as before:
        before.setattr("gazette.history.following.in_order", by_path)
        assert words(repository).index("of part 10.") < words(repository).index("of part 2.")
    shutil.rmtree(repository.root / ".cache")  # of an older Gazette nothing is remembered
    refused = build(repository)
    assert refused.code == 1
    assert "The text of version 1.0 of terms is not the one that is published" in refused.errors
    named = "sections: [1-p1.md, 10-p10.md, 2-p2.md]"
    assert f'"{named}" in the entry of "terms" under "policies"' in refused.errors
    listed = f"policies: [{{id: terms, path: content/terms, {named}}}]"
    config = ENGLISH.replace("languages: [en]", f"languages: [en], {listed}")
    repository.commit("2025-06-01", {"mkdocs.yml": config})
    assert words(repository).index("of part 10.") < words(repository).index("of part 2.")


def test_a_readme_that_was_published_as_a_section_can_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"index.md": HEAD, "README.md": section("Read me"), "1-a.md": section("One")}
    repository = published(tmp_path, files)
    with monkeypatch.context() as before:
        before.setattr("gazette.history.following.in_order", by_path)
        assert "The text of read me." in words(repository)
    shutil.rmtree(repository.root / ".cache")
    named = "sections: [1-a.md, README.md]"
    refused = build(repository)
    assert refused.code == 1
    assert f'If "README.md" is a part of it, write "{named}" in the entry' in refused.errors
    listed = f"policies: [{{id: terms, path: content/terms, {named}}}]"
    config = ENGLISH.replace("languages: [en]", f"languages: [en], {listed}")
    repository.commit("2025-06-01", {"mkdocs.yml": config})
    assert "The text of read me." in words(repository)


def by_path(home: str, paths: Iterable[str], _listed: object = ()) -> list[str]:
    return sorted(paths, key=lambda path: (path != f"{home}/index.md", path))


def test_a_readme_that_may_have_been_the_beginning_is_told(tmp_path: Path) -> None:
    listed = "versions: commits, policies: [{id: terms, path: content/terms}]"
    config = ENGLISH.replace("languages: [en]", f"languages: [en], {listed}")
    files = {"README.md": section("Terms"), "fees.md": section("Fees")}
    repository = published(tmp_path, files, config)
    elsewhere = {"README.md": "# Ours\n", "content/terms-of-old/README.md": "# Older\n"}
    repository.commit("2025-01-20", elsewhere)
    assert told(repository) == [
        "content/terms/README.md: hint: This file is not part of the policy's text: it describes "
        'the files beside it. If readers should see it, list it under "sections" of this policy. '
        "[section-order]"
    ]
    alone = {"content/terms/fees.md": None}
    repository.commit("2025-02-01", alone)
    assert told(repository) == []
    assert "The text of terms." in words(repository)


BY_NUMBER = "Begin the name of each file with its own number, such as 01-, 02-, 03-."


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["1-a.md", "2-b.md", "10-c.md"], []),
        (["1-a.md", "2-b.md", "2a-c.md", "3-d.md"], []),
        (["1-a.md", "1.1-b.md", "1.2-c.md"], []),
        (["annex.md", "fees.md"], []),
        (
            ["1-a.md", "01-b.md"],
            [("01-b.md", 'This file has the same number as "1-a.md", and comes after it.')],
        ),
        (
            ["1-a.md", "fees.md"],
            [
                (
                    "fees.md",
                    'Other files have a number and this one has none: it comes after "1-a.md".',
                )
            ],
        ),
        (
            ["(0)-a.md", "1-b.md"],
            [
                (
                    "(0)-a.md",
                    "Other files have a number and this one has none: it comes before all others.",
                )
            ],
        ),
        (
            ["Fees.md", "annex.md"],
            [
                (
                    "Fees.md",
                    'Capital letters come before small ones, so this file comes before "annex.md".',
                )
            ],
        ),
        (
            ["iv-a.md", "ix-b.md", "v-c.md"],
            [
                (
                    "ix-b.md",
                    'Roman numbers are sorted as letters, so this file comes before "v-c.md".',
                )
            ],
        ),
    ],
)
def test_a_file_that_sorts_oddly_is_told(
    tmp_path: Path, names: list[str], expected: list[tuple[str, str]]
) -> None:
    files = {"index.md": HEAD} | {name: section(name) for name in names}
    assert told(published(tmp_path, files)) == [
        f"content/terms/{name}: warning: {what} {BY_NUMBER} [section-order]"
        for name, what in expected
    ]


# --- Heads ----------------------------------------------------------------------------------------


def test_text_between_rules_in_a_section_file_is_published(tmp_path: Path) -> None:
    files = {"index.md": HEAD + "# Terms\n\nIntro.\n", "01-scope.md": PROSE}
    repository = published(tmp_path, files)
    assert told(repository) == []
    assert "We keep mail for 30 days." in words(repository)


def test_text_between_rules_is_published_under_commits_and_on_pages(tmp_path: Path) -> None:
    listed = "versions: commits, policies: [{id: terms, path: content/terms}]"
    config = ENGLISH.replace("languages: [en]", f"languages: [en], {listed}")
    repository = published(tmp_path, {"index.md": PROSE}, config)
    repository.commit("2025-01-16", {"content/about.md": PROSE.replace("mail", "logs")})
    assert told(repository) == []
    assert "We keep mail for 30 days." in words(repository)
    page = Parsed(repository.root / "site/en/about/index.html")
    assert "We keep logs for 30 days." in page.words


def test_front_matter_in_a_section_file_is_told(tmp_path: Path) -> None:
    own = "---\ntitle: Scope\n---\n# Scope\n\nThese terms apply.\n"
    files = {"index.md": HEAD + "# Terms\n", "01-scope.md": own, "02-fees.md": f"---\n---\n{own}"}
    assert told(published(tmp_path, files)) == [
        "content/terms/01-scope.md:1: error: The front matter of this file is not read or "
        'shown: only that of "index.md" counts. Delete it. What readers should see '
        'belongs below the second "---". [front-matter-unread]'
    ]


def test_damaged_front_matter_in_a_section_file_is_an_error(tmp_path: Path) -> None:
    files = {"index.md": HEAD + "# Terms\n", "01-scope.md": "---\ntitle: 'It's\n---\n# Scope\n"}
    repository = published(tmp_path, files)
    (line,) = told(repository)
    assert line.startswith("content/terms/01-scope.md:1: error: What stands between the first two")
    assert build(repository).code == 1


def test_text_above_the_first_heading_is_no_front_matter_of_ours(tmp_path: Path) -> None:
    """Where a policy had a version, its text without one is still refused."""
    files = {"index.md": HEAD + section("Terms"), "01-scope.md": section("Scope")}
    repository = published(tmp_path, files)
    repository.commit("2025-03-01", {"content/terms/index.md": PROSE})
    (line,) = told(repository)
    assert line.startswith("content/terms/index.md:3: error: The front matter is not closed")
