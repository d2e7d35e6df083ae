"""Texts that are policies by their names or headings, in six languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette.starting import found

if TYPE_CHECKING:
    from pathlib import Path


def ids(root: Path, *files: tuple[str, str]) -> list[tuple[str, str]]:
    for path, text in files:
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return [(each.id, each.path) for each in found.policies(root, [path for path, _ in files])]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("privacy.md", "Words.\n"),
        ("legal/Terms of Service.md", "Words.\n"),
        ("a.md", "# Acme Privacy Policy\n"),
        ("a.md", "---\ntitle: Terms of use\n---\nWords.\n"),
        ("agb.md", "Worte.\n"),
        ("Datenschutzerklärung.md", "Worte.\n"),
        ("a.md", "# Allgemeine Geschäftsbedingungen der Acme GmbH\n"),
        ("politique-de-confidentialite.md", "Mots.\n"),
        ("a.md", "# Conditions d’utilisation {#top}\n"),
        ("a.md", "# Conditions d'utilisation\n"),
        ("a.md", "# Política de privacidad\n"),
        ("a.md", "# 株式会社アクメのプライバシーポリシー\n"),
        ("利用規約.md", "本文。\n"),
        ("a.md", "# 개인정보 처리방침\n"),
        ("a.md", "# 아크메 이용약관\n"),
    ],
)
def test_a_policy_is_found(tmp_path: Path, path: str, text: str) -> None:
    assert [where for _, where in ids(tmp_path, (path, text))] == [path]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("README.md", "# Privacy policy\n"),
        ("a.md", "# How to write\n\n## Privacy policy\n"),
        ("privacy-tips.md", "# Tips on privacy\n"),
        ("a.md", "# Terms\n"),
        ("a.md", "Our privacy policy is elsewhere.\n"),
        ("node_modules/x/privacy.md", "# Privacy policy\n"),
        ("site/privacy.md", "# Privacy policy\n"),
        ("a.md", ""),
    ],
)
def test_another_text_is_none(tmp_path: Path, path: str, text: str) -> None:
    assert ids(tmp_path, (path, text)) == []


def test_a_folder_is_a_policy_once_and_ids_differ(tmp_path: Path) -> None:
    files = (
        ("a/privacy/index.md", "# X\n"),
        ("a/privacy/terms.md", "# Terms of use\n"),
        ("b/privacy.md", "# X\n"),
        ("c/privacy.md", "# X\n"),
    )
    assert ids(tmp_path, *files) == [
        ("privacy", "a/privacy"),
        ("privacy-2", "b/privacy.md"),
        ("privacy-3", "c/privacy.md"),
    ]
