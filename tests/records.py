"""A record to slip with: three policies in three languages, as a list of commits.

On `TODAY` the terms have 1.0 (past), 2.0 (in force, put off once), 2.1 (withdrawn) and 3.0
(upcoming, with less notice than promised); privacy, a folder, has 1.0 (declared, in force) and 2.0
(upcoming); the imprint has 1.0 alone. German is translated but for one passage, Japanese not.
A history is rewritten by writing other commits in its place, as a rebase would.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from archives import stream
from repositories import Repository

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TODAY = "2026-06-01"
TERMS = "content/terms.md"
IMPRINT = "content/imprint.md"
CATALOG = "locales/de/LC_MESSAGES/terms.po"
CONFIG = """\
site_name: Example Legal
site_url: https://example.com/legal/
docs_dir: content
theme: {name: gazette}
plugins:
  - gazette: {languages: [en, de, ja], timezone: Europe/Berlin}
"""
FIRST = """\
---
title: Terms
version: "1.0"
effective: 2025-02-01
change: initial
---
# Terms {#terms}

You may use the service.

## Fees {#fees}

The fee is 5 euros. See [our prices](https://example.com/prices).

## End {#end}

You may object at any time.
"""
SECOND = (
    FIRST.replace('"1.0"', '"2.0"')
    .replace("2025-02-01", "2025-08-01")
    .replace(
        "change: initial",
        "change: material\nsummary: The fee rises to 7 euros.\n"
        "highlights:\n  - section: fees\n    text: The fee is 7 euros.",
    )
    .replace("fee is 5 euros. See", "fee is 7 euros. See")
)
WITHDRAWN = (
    SECOND.replace('"2.0"', '"2.1"')
    .replace("2025-08-01", "2026-01-01")
    .replace("7 euros", "9 euros")
)
THIRD = (
    SECOND.replace('"2.0"', '"3.0"')
    .replace("2025-08-01", "2026-06-05")
    .replace("7 euros", "8 euros")
    .replace("summary:", "notice_exception: A court asks for it.\nsummary:")
)
DATA = "## Data\n\nWe keep data for {} days.\n"
RIGHTS = "## Your rights\n\nYou can ask for your data.\n"
PRIVACY = """\
---
title: Privacy
version: "1.0"
published: 2024-04-01
effective: 2024-05-01
change: initial
---
"""
PRIVACY_NEXT = """\
---
title: Privacy
version: "2.0"
effective: 2026-07-01
change: material
summary: We keep data for 30 days.
---
"""
WHO = """\
---
title: Imprint
version: "1.0"
effective: 2025-02-01
change: initial
summary: Who we are.
---
# Imprint

Example Ltd., 1 Main Street.
"""
HEAD = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
GERMAN = {
    "Terms": "Bedingungen",
    "You may use the service.": "Sie dürfen den Dienst nutzen.",
    "Fees": "Gebühren",
    "You may object at any time.": "Sie können jederzeit widersprechen.",
}
GERMAN_NEXT = GERMAN | {
    "The fee is 7 euros. See [our prices](https://example.com/prices).": (
        "Die Gebühr beträgt 7 Euro. Siehe [unsere Preise](https://example.com/prices)."
    ),
    "The fee rises to 7 euros.": "Die Gebühr steigt auf 7 Euro.",
    "The fee is 7 euros.": "Die Gebühr beträgt 7 Euro.",
}
GERMAN_LAST = GERMAN | {
    "The fee rises to 8 euros.": "Die Gebühr steigt auf 8 Euro.",
    "The fee is 8 euros.": "Die Gebühr beträgt 8 Euro.",
    "A court asks for it.": "Ein Gericht verlangt es.",
}


def catalog(entries: dict[str, str], lang: str = "de") -> str:
    """A catalog of these passages."""
    made = (f'\nmsgid "{source}"\nmsgstr "{text}"\n' for source, text in entries.items())
    return HEAD.format(lang) + "".join(made)


def privacy(front: str, days: int) -> dict[str, str]:
    """The files of a version of the privacy policy."""
    return {
        "content/privacy/index.md": front,
        "content/privacy/01-data.md": DATA.format(days),
        "content/privacy/02-rights.md": RIGHTS,
    }


@dataclass(frozen=True)
class Step:
    """A commit: its name, its day, and its files (None deletes one)."""

    name: str
    date: str
    files: dict[str, str | None]

    @property
    def instant(self) -> datetime:
        """When it is committed: at noon UTC where only a day is given."""
        return datetime.fromisoformat(self.date if "T" in self.date else f"{self.date}T12:00Z")

    def saying(self, old: str, new: str) -> Step:
        """The same with other words, which must be there."""
        assert any(old in (text or "") for text in self.files.values()), (self.name, old)
        files = {path: text and text.replace(old, new) for path, text in self.files.items()}
        return replace(self, files=files)


STEPS = (
    Step(
        "first",
        "2025-01-15",
        {
            "mkdocs.yml": CONFIG,
            ".gitignore": "/site/\n/.cache/\n",
            TERMS: FIRST,
            IMPRINT: WHO,
            **privacy(PRIVACY, 60),
        },
    ),
    Step("german", "2025-03-01", {CATALOG: catalog(GERMAN)}),
    Step("second", "2025-06-01", {TERMS: SECOND, CATALOG: catalog(GERMAN_NEXT)}),
    Step("deferred", "2025-06-20", {TERMS: SECOND.replace("2025-08-01", "2025-09-01")}),
    Step("third", "2025-11-01", {TERMS: WITHDRAWN}),
    Step(
        "withdrawn",
        "2025-11-15",
        {TERMS: WITHDRAWN.replace("change:", "withdrawn: true\nchange:")},
    ),
    Step("fourth", "2026-05-10", {TERMS: THIRD, CATALOG: catalog(GERMAN_LAST)}),
    Step("privacy", "2026-05-12", {**privacy(PRIVACY_NEXT, 30)}),
)


def record(root: Path, steps: Iterable[Step] = STEPS) -> Repository:
    """A repository with these commits."""
    repository = Repository.create(root)
    stream(repository, ((step.instant, step.files) for step in steps))
    return repository


def rewrite(repository: Repository, steps: Iterable[Step]) -> Repository:
    """Put another history in the place of the one there is; what was built from it stays."""
    for path in repository.root.iterdir():
        if path.name not in {"site", ".cache"}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return record(repository.root, steps)


def changed(name: str, old: str, new: str) -> tuple[Step, ...]:
    """The commits, one of which says other words."""
    return tuple(step.saying(old, new) if step.name == name else step for step in STEPS)


def changed_all(old: str, new: str) -> tuple[Step, ...]:
    """The commits, each of which says other words where it said these."""
    found = tuple(
        step.saying(old, new) if any(old in (t or "") for t in step.files.values()) else step
        for step in STEPS
    )
    assert found != STEPS
    return found


def dated(name: str, date: str) -> tuple[Step, ...]:
    """The commits, one of which has another date."""
    return tuple(replace(step, date=date) if step.name == name else step for step in STEPS)


def without(name: str) -> tuple[Step, ...]:
    """The commits but for one."""
    assert name in {step.name for step in STEPS}
    return tuple(step for step in STEPS if step.name != name)


def then(files: dict[str, str | None], date: str = TODAY) -> tuple[Step, ...]:
    """The commits and one more."""
    return (*STEPS, Step("then", date, files))


def configured(old: str, new: str) -> tuple[Step, ...]:
    """The commits and one more, which changes the configuration."""
    assert old in CONFIG
    return then({"mkdocs.yml": CONFIG.replace(old, new)})
