"""A lawyer's slips, one row each: what is told, and that nothing of it is published.

A good edit is spoilt by one slip and committed on the published line. The finding is told with its
file and line; the site that readers see stays, byte for byte; and when the commit is taken back,
the next build publishes what it did before. That last part has an oracle of its own: whatever the
program makes of a history, readers may only see what they saw, or what the front matter plainly
asks for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

from gazette.configuration import read_configuration
from gazette.publishing.keeping import sound
from repositories import Repository
from small import contents, copy, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TODAY, DAY, NEXT = "2026-06-01", "2026-06-01", "2026-06-02"
INDEX, SCOPE, DATA, OTHER = (
    f"content/privacy/{name}.md" for name in ("index", "01-scope", "02-data", "03-other")
)
CONFIG = """\
site_name: Example Legal
site_url: https://example.com/legal/
docs_dir: content
theme: {name: gazette}
plugins:
  - gazette:
      languages: [en, de]
      policies: [{id: privacy, path: content/privacy}]
"""
FRONT = """\
---
title: Privacy
version: "{label}"
effective: {effective}
change: {change}
summary: {summary}
highlights:
  - section: data
    text: {highlight}
---
"""
ONE = """\
---
title: Privacy
version: "1.0"
effective: 2025-02-01
change: initial
---
"""
TWO = FRONT.format(
    label="2.0",
    effective="2026-07-15",
    change="material",
    summary="We keep data for 20 days.",
    highlight="Data are deleted after 20 days.",
)
THREE = FRONT.format(
    label="3.0",
    effective="2026-09-01",
    change="material",
    summary="We keep data for 10 days.",
    highlight="Data are deleted after 10 days.",
)
SCOPE_TEXT = "# Scope\n\nThis policy is for every user of the service.\n"


def data(days: int) -> str:
    return f"# Data\n\nWe keep your data for {days} days.\n\nYou must tell us your name.\n"


@dataclass(frozen=True)
class Slip:
    """What a hand did wrong, and what is told: rule, file and line ("" and 0: any)."""

    edit: Callable[[dict[str, str | None]], None]
    rule: str
    path: str = INDEX
    line: int = 0


def head(old: str, new: str, *, count: int = 1) -> Callable[[dict[str, str | None]], None]:
    """Replace words in index.md."""
    return in_file(INDEX, old, new, count=count)


def in_file(
    path: str, old: str, new: str, *, count: int = 1
) -> Callable[[dict[str, str | None]], None]:
    def edit(files: dict[str, str | None]) -> None:
        text = files[path]
        assert text is not None
        assert old in text, (old, text)
        files[path] = text.replace(old, new, count)

    return edit


def front(pattern: str, new: str) -> Callable[[dict[str, str | None]], None]:
    """Replace what a pattern finds first in index.md."""

    def edit(files: dict[str, str | None]) -> None:
        text = files[INDEX]
        assert text is not None
        assert re.search(pattern, text), pattern
        files[INDEX] = re.sub(pattern, new, text, count=1)

    return edit


def whole(**files_by_name: str | None) -> Callable[[dict[str, str | None]], None]:
    """Files as they are given, by their name without number and ending."""
    paths = {"index": INDEX, "scope": SCOPE, "data": DATA, "other": OTHER}

    def edit(files: dict[str, str | None]) -> None:
        files.update({paths[name]: text for name, text in files_by_name.items()})

    return edit


def both(
    *edits: Callable[[dict[str, str | None]], None],
) -> Callable[[dict[str, str | None]], None]:
    def edit(files: dict[str, str | None]) -> None:
        for each in edits:
            each(files)

    return edit


def correcting(
    entry: str, *edits: Callable[[dict[str, str | None]], None]
) -> Callable[[dict[str, str | None]], None]:
    """Version 2.0 again, with an entry under corrections and an edit of its text."""
    listed = TWO.replace("---\n", "", 0)[: -len("---\n")] + f"corrections:\n  - {entry}\n---\n"
    return both(whole(index=listed, data=data(20)), *edits)


SLIPS = {
    # --- the label is lost ---
    "an empty line above": Slip(front(r"\A", "\n"), "front-matter-missing", line=1),
    "a space above": Slip(front(r"\A", " "), "front-matter-missing", line=1),
    "a no-break space above": Slip(front(r"\A", "\u00a0"), "front-matter-missing", line=1),
    "a comment above": Slip(front(r"\A", "<!-- draft -->\n"), "front-matter-missing", line=1),
    "a title above": Slip(front(r"\A", "# Privacy\n"), "front-matter-missing", line=1),
    "four hyphens": Slip(front(r"\A---", "----"), "front-matter-missing", line=1),
    "em dashes": Slip(front(r"\A---", "———"), "front-matter-missing", line=1),
    "one em dash": Slip(front(r"\A---", "—"), "front-matter-missing", line=1),
    "stars": Slip(front(r"\A---", "***"), "front-matter-missing", line=1),
    "a code fence": Slip(front(r"\A", "```yaml\n"), "front-matter-missing", line=1),
    "Version": Slip(head("version:", "Version:"), "version-missing", line=3),
    "VERSION": Slip(head("version:", "VERSION:"), "version-missing", line=3),
    "versions": Slip(head("version:", "versions:"), "version-missing", line=3),
    "the version's line deleted": Slip(head('version: "3.0"\n', ""), "version-missing"),
    "the version commented out": Slip(head("version:", "# version:"), "version-missing", line=3),
    "the last hyphens deleted": Slip(front(r"\n---\n\Z", "\n"), "front-matter-malformed", line=9),
    "the front matter deleted": Slip(whole(index="Our privacy policy.\n"), "front-matter-missing"),
    "an empty index.md": Slip(whole(index=""), "front-matter-missing"),
    "index.md deleted": Slip(whole(index=None), "front-matter-missing"),
    "the front matter in the second file": Slip(
        whole(index=None, scope=THREE + SCOPE_TEXT), "front-matter-missing", SCOPE, 1
    ),
    # --- the label is not one ---
    "a number": Slip(head('"3.0"', "3.0"), "wrong-type", line=3),
    "a comma": Slip(head('"3.0"', '"3,0"'), "wrong-type", line=3),
    "curly quotes": Slip(head('"3.0"', "“3.0”"), "wrong-type", line=3),
    "no space after the colon": Slip(head('version: "3.0"', 'version:"3.0"'), "", line=3),
    "a no-break space after the colon": Slip(head("version: ", "version:\u00a0"), "", line=3),
    "a tab": Slip(head("  - section", "\t- section"), "front-matter-malformed", line=8),
    "a key written twice": Slip(
        head("change: material", "change: material\nchange: editorial"), "key-repeated", line=6
    ),
    "a misspelt key": Slip(head("effective:", "efective:"), "unknown-key", line=4),
    "the label of an older version": Slip(head('"3.0"', '"1.0"'), "label-reused", line=3),
    # --- the label was forgotten ---
    "the text of the upcoming version changed": Slip(
        whole(index=TWO, data=data(10)), "published-text-changed", DATA, 3
    ),
    "a clause added under the same label": Slip(
        whole(index=TWO, data=data(20) + "\nWe sell nothing.\n"), "published-text-changed", DATA, 7
    ),
    "a clause deleted under the same label": Slip(
        whole(index=TWO, data="# Data\n\nWe keep your data for 20 days.\n"),
        "published-text-changed",
        DATA,
        5,
    ),
    "a section file deleted under the same label": Slip(
        whole(index=TWO, data=data(20), scope=None), "published-text-changed", SCOPE, 1
    ),
    "a section file added under the same label": Slip(
        whole(index=TWO, data=data(20), other="# Other\n\nMore.\n"),
        "published-text-changed",
        OTHER,
        1,
    ),
    # --- dates ---
    "no effective": Slip(head("effective: 2026-09-01\n", ""), "effective-missing", line=3),
    "last year": Slip(head("2026-09-01", "2025-09-01"), "effective-in-the-past", line=4),
    "the thirteenth month": Slip(head("2026-09-01", "2026-13-01"), "impossible-date", line=4),
    "a date as people write it": Slip(head("2026-09-01", "1.9.2026"), "wrong-type", line=4),
    "too soon": Slip(
        both(head("2026-09-01", "2026-06-20"), head("change:", 'replaces: "2.0"\nchange:')),
        "notice-period",
        line=4,
    ),
    "published ahead": Slip(
        head("change: material", "change: material\npublished: 2026-05-01"),
        "published-declared",
        line=6,
    ),
    "postponed into the past": Slip(
        both(whole(index=TWO, data=data(20)), head("2026-07-15", "2026-05-20")),
        "effective-in-the-past",
        line=4,
    ),
    # --- classes ---
    "initial": Slip(head("change: material", "change: initial"), "change-initial", line=5),
    "a kind that is none": Slip(head("change: material", "change: minor"), "wrong-type", line=5),
    "material becomes editorial": Slip(
        both(whole(index=TWO, data=data(20)), head("material", "editorial")),
        "change-reclassified",
        line=5,
    ),
    # --- what is coming ---
    "a fix in the version in force takes the place of the next": Slip(
        whole(
            index=ONE.replace("1.0", "1.0.1")
            .replace("2025-02-01", "2026-06-02")
            .replace("initial", "editorial"),
            data=data(30).replace("your data", "all your data"),
        ),
        "replacement-unsaid",
        line=4,
    ),
    "an editorial fix of the upcoming version": Slip(
        both(
            whole(index=TWO, data=data(20).replace("keep your", "keep all your")),
            head('"2.0"', '"2.0.1"'),
            head("2026-07-15", "2026-06-02"),
            head("material", "editorial"),
        ),
        "replacement-unsaid",
        line=4,
    ),
    "brought forward before the next": Slip(
        head("2026-09-01", "2026-07-10"), "replacement-unsaid", line=4
    ),
    "the version in force withdrawn": Slip(
        whole(index=ONE.replace("change:", "withdrawn: true\nchange:"), data=data(30)),
        "withdrawn-in-force",
        line=5,
    ),
    "the version in force back": Slip(whole(index=ONE, data=data(30)), "label-reused", line=3),
    "the version in force postponed": Slip(
        whole(index=ONE.replace("2025-02-01", "2026-10-01"), data=data(30)),
        "effective-in-the-past",
        line=4,
    ),
    # --- corrections ---
    "a correction of a number": Slip(
        correcting("{date: 2026-06-01, text: A slip.}", in_file(DATA, "20 days", "25 days")),
        "correction-too-large",
        DATA,
        3,
    ),
    "a correction of a duty": Slip(
        correcting("{date: 2026-06-01, text: A slip.}", in_file(DATA, "must tell", "may tell")),
        "correction-too-large",
        DATA,
        5,
    ),
    "a correction that adds a clause": Slip(
        correcting(
            "{date: 2026-06-01, text: A slip.}", in_file(DATA, "name.\n", "name.\n\nNo more.\n")
        ),
        "correction-too-large",
        DATA,
        7,
    ),
    "a correction of tomorrow": Slip(
        correcting("{date: 2026-06-09, text: A slip.}", in_file(DATA, "keep your", "keep yor")),
        "correction-date",
        line=11,
    ),
    "a slip without a correction": Slip(
        whole(index=TWO, data=data(20).replace("keep", "kepe")), "published-text-changed", DATA, 3
    ),
    # --- the text ---
    "a highlight of no section": Slip(
        head("section: data", "section: dta"), "highlight-unknown-section", line=8
    ),
    "an id twice": Slip(
        both(
            in_file(SCOPE, "# Scope", "# Scope {#scope}"),
            in_file(DATA, "# Data", "# Data {#scope}"),
        ),
        "duplicate-section-id",
        DATA,
        1,
    ),
    "an image that is not there": Slip(
        in_file(DATA, "name.", "name.\n\n![A chart](chart.png)"), "file-missing", DATA, 7
    ),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A policy with a version in force and one that is coming, and its site."""
    made = Repository.create(tmp_path_factory.mktemp("slips") / "repository")
    files = {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n/.cache/\n"}
    made.commit("2025-01-15", {**files, INDEX: ONE, SCOPE: SCOPE_TEXT, DATA: data(30)})
    made.commit("2026-05-15", {INDEX: TWO, DATA: data(20)})
    built = run(made, "build", "--as-of", TODAY)
    assert built.code == 0, built.errors
    return made


# (label, effective, status, class, words) of each version: what readers see of a policy.
Seen = set[tuple[str, str, str, str, str]]


def seen(repository: Repository, today: str) -> Seen:
    """What readers would see; the build must not be refused."""
    settings = read_configuration(repository.root / "mkdocs.yml").settings
    site = sound(settings, date.fromisoformat(today))
    return {
        (
            version.label,
            f"{version.effective}",
            f"{version.status}",
            f"{version.change}",
            " ".join(
                b.text for b in site.archive("privacy").texts.document(version.label, "en").blocks
            ),
        )
        for version in site.archive("privacy").policy.versions
    }


def words(days: int) -> str:
    """The words of a version, as anybody reads them in its two files."""
    return " ".join(f"{SCOPE_TEXT} {data(days)}".replace("#", "").split())


BEFORE: Seen = {
    ("1.0", "2025-02-01", "in-force", "initial", words(30)),
    ("2.0", "2026-07-15", "upcoming", "material", words(20)),
}
AFTER: Seen = BEFORE | {("3.0", "2026-09-01", "upcoming", "material", words(10))}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_and_publishes_nothing(
    published: Repository, tmp_path: Path, slip: Slip
) -> None:
    repository = copy(published, tmp_path / "repository")
    before = contents(repository.root / "site")
    files: dict[str, str | None] = {INDEX: THREE, SCOPE: SCOPE_TEXT, DATA: data(10)}
    slip.edit(files)
    repository.commit(DAY, changed(repository, files))
    built = run(repository, "build", "--as-of", TODAY)
    assert built.code == 1, built.output
    errors = [line for line in built.lines if ": error: " in line]
    told = [line for line in errors if line.endswith(f"[{slip.rule}]") or not slip.rule]
    place = f"{slip.path}:{slip.line}:" if slip.line else slip.path
    assert any(line.startswith(place) for line in told), "\n".join(errors)
    assert contents(repository.root / "site") == before
    # Taken back, it leaves what was; done well, it publishes what was meant, and nothing else.
    slipped = repository.head
    repository.git("revert", "--no-edit", "HEAD", date=NEXT)
    assert seen(repository, NEXT) == BEFORE
    good: dict[str, str | None] = {INDEX: THREE, SCOPE: SCOPE_TEXT, DATA: data(10), OTHER: None}
    repository.commit("2026-06-03", changed(repository, good))
    assert seen(repository, "2026-06-03") == AFTER
    repository.git("reset", "--quiet", "--hard", slipped)
    repository.commit(NEXT, changed(repository, good))
    assert seen(repository, NEXT) == AFTER


def changed(repository: Repository, files: dict[str, str | None]) -> dict[str, str | bytes | None]:
    """Those of some files that are not as they shall be."""
    return {path: text for path, text in files.items() if text != held(repository, path)}


def held(repository: Repository, path: str) -> str | None:
    place = repository.root / path
    return place.read_text("utf-8") if place.exists() else None
