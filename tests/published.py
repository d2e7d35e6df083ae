"""A small site to publish, in a real repository: two policies, three languages.

The privacy policy is a folder with versions 1.0 (past), 2.0 (in force) and 3.0 (upcoming) on
`TODAY`; the terms are a single file with one version.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from repositories import Repository

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 6, 1)
CONFIG = """\
site_name: Example Legal
site_url: https://example.com/legal/
docs_dir: content
copyright: © Example
theme: {name: gazette}
plugins:
  - gazette: {languages: [en, de, ja], notice_days: 30}
extra:
  gazette:
    header: [{text: Home, href: "https://example.com/"}]
    footer: [{text: Privacy, href: privacy/}]
"""
DATA = """\
## Data {#data}

We keep data for 30 days. See our [terms](../terms.md#fees).

- names
- addresses
"""
TERMS = """\
---
title: Terms
version: "1.0"
effective: 2025-01-01
change: initial
---
## Fees {#fees}

None.
"""
GERMAN = """\
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Privacy"
msgstr "Datenschutz"

msgid "Data"
msgstr "Daten"

msgid "names"
msgstr "Namen"

msgid "We keep data for 14 days. See our [terms](../terms.md#fees)."
msgstr "Wir speichern Daten 14 Tage lang. Siehe unsere [Bedingungen](../terms.md#fees)."
"""
PAGES = """\
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "About us"
msgstr "Über uns"
"""
LABELS = """\
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Home"
msgstr "Startseite"
"""


def front(label: str, effective: str, change: str) -> str:
    """The head of a version of the privacy policy."""
    return (
        f'---\ntitle: Privacy\ndescription: What we keep\nversion: "{label}"\n'
        f"effective: {effective}\nchange: {change}\nsummary: Summary of {label} & more.\n---\n"
    )


def privacy(label: str, effective: str, change: str, text: str) -> dict[str, str]:
    """The files of a version of the privacy policy."""
    return {
        "content/privacy/index.md": front(label, effective, change),
        "content/privacy/01-data.md": text,
    }


def publish(folder: Path) -> Repository:
    """Make the repository."""
    repository = Repository.create(folder)
    repository.write("mkdocs.yml", CONFIG)
    repository.write("content/terms.md", TERMS)
    repository.write("content/about.md", "# About us\n\nRead our [terms](terms.md).\n")
    repository.write("content/logo.txt", "a file that is no page")
    repository.commit("2024-12-01", privacy("1.0", "2025-01-01", "initial", DATA))
    repository.write("locales/de/LC_MESSAGES/privacy.po", GERMAN)
    repository.write("locales/de/LC_MESSAGES/site.po", LABELS)
    repository.write("locales/de/LC_MESSAGES/pages.po", PAGES)
    newer = DATA.replace("30 days", "14 days")
    repository.commit("2025-06-01", privacy("2.0", "2025-08-01", "material", newer))
    newest = newer.replace("- addresses\n", "")
    repository.commit("2026-05-01", privacy("3.0", "2026-07-01", "material", newest))
    return repository
