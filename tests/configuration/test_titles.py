"""What a policy is called: by its configuration, its text, or the name of its file."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from gazette.model import PolicySource
from gazette.publishing.loading import load
from repositories import Repository
from small import TODAY

if TYPE_CHECKING:
    from pathlib import Path

SECTIONS = "## Scope\n\nWords.\n\n## Fees\n\nWords.\n"
MANY = "# 1. INTRODUCTION\n\nWords.\n\n# 2. FEES\n\nWords.\n"
FRONT = '---\nversion: "1.0"\neffective: 2026-01-10\nchange: initial\n{}---\n'
CATALOG = """\
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "{title}"
msgstr "Bedingungen"
"""


def titles(folder: Path, files: dict[str, str], path: str, title: str = "") -> list[str]:
    """What the policy at a path is called in English and German."""
    repository = Repository.create(folder / "repository")
    repository.commit("2026-01-05", files)
    settings = repository.settings(PolicySource("terms", path, title=title))
    site = load(settings, TODAY)
    (version,) = site.archive("terms").policy.versions
    return [
        site.archive("terms").texts.front(version.label, lang).title for lang in settings.languages
    ]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("content/GitHub-ToS.md", "GitHub ToS"),
        ("Service/Terms type.md", "Terms type"),
        ("content/datenschutz_erklärung.md", "Datenschutz erklärung"),
        (unicodedata.normalize("NFD", "content/datenschutz_erklärung.md"), "Datenschutz erklärung"),
        ("content/refund-policy/index.md", "Refund policy"),
        ("利用規約.md", "利用規約"),
        ("index.md", "Index"),
        ("content/---.md", "content/---.md"),
    ],
)
@pytest.mark.parametrize("text", [SECTIONS, MANY, "Words alone.\n"], ids=["none", "many", "bare"])
def test_the_name_of_its_file_in_words(tmp_path: Path, path: str, title: str, text: str) -> None:
    assert titles(tmp_path, {path: text}, path)[0] == title


def test_a_folder_has_its_own_name_and_not_that_of_its_first_file(tmp_path: Path) -> None:
    files = {"content/terms-of-use/index.md": SECTIONS, "content/terms-of-use/01-a.md": "## A\n"}
    assert titles(tmp_path, files, "content/terms-of-use")[0] == "Terms of use"


@pytest.mark.parametrize(
    ("text", "configured", "title"),
    [
        (FRONT.format("title: Front\n") + f"# Heading\n\n{SECTIONS}", "Configured", "Configured"),
        (FRONT.format("title: Front\n") + f"# Heading\n\n{SECTIONS}", "", "Front"),
        (FRONT.format("") + f"# Heading\n\n{SECTIONS}", "", "Heading"),
        (f"Words.\n\n# Heading\n\n{SECTIONS}", "", "Heading"),
        ("---\ntitle: Theirs\nlayout: page\n---\n# Heading\n\nWords.\n", "", "Theirs"),
        (FRONT.format("") + MANY, "", "Terms"),
    ],
)
def test_the_configuration_then_the_front_matter_then_the_only_heading(
    tmp_path: Path, text: str, configured: str, title: str
) -> None:
    assert titles(tmp_path, {"terms.md": text}, "terms.md", configured)[0] == title


@pytest.mark.parametrize(
    ("text", "configured", "title"),
    [
        (SECTIONS, "", "Terms"),
        (SECTIONS, "Configured", "Configured"),
        (f"# The *terms*\n\n{SECTIONS}", "", "The terms"),
        (FRONT.format("title: Front\n") + SECTIONS, "", "Front"),
    ],
)
def test_a_title_is_translated(tmp_path: Path, text: str, configured: str, title: str) -> None:
    files = {
        "terms.md": text,
        "locales/de/LC_MESSAGES/terms.po": CATALOG.format(title=title),
    }
    assert titles(tmp_path, files, "terms.md", configured) == [title, "Bedingungen"]
