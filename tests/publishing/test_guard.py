"""What is published is known: whoever rewrites it is told, whoever continues it is not.

Each row of `REWRITES` is another history or configuration in the place of the one whose site is
published, with words of the finding that it must meet; each row of `CONTINUATIONS` is one that
time, authors and translators bring about, and that must pass.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from records import (
    CATALOG,
    CONFIG,
    GERMAN_LAST,
    IMPRINT,
    PRIVACY_NEXT,
    STEPS,
    TERMS,
    THIRD,
    TODAY,
    WHO,
    Step,
    catalog,
    changed,
    changed_all,
    configured,
    dated,
    privacy,
    record,
    rewrite,
    then,
    without,
)
from small import contents, copy, run

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repository
    from small import Outcome

SQUASHED = (Step("all", "2026-06-01", {k: v for step in STEPS for k, v in step.files.items()}),)
FRONT = "version: "
LISTED = (
    "languages: [en, de, ja], policies: [{id: terms, path: content/terms.md}, "
    "{id: privacy, path: content/privacy}"
)


def moved(old: str, new: str) -> tuple[Step, ...]:
    """The commits and one more, which moves a file."""
    text = next(step.files[old] for step in reversed(STEPS) if old in step.files)
    return then({old: None, new: text})


def moved_folder(old: str, new: str) -> tuple[Step, ...]:
    files = privacy(PRIVACY_NEXT, 30)
    there = {path.replace(old, new): text for path, text in files.items()}
    return then(dict.fromkeys(files) | there)


def renamed_section() -> tuple[Step, ...]:
    """A section's file had another name from the start, so its section has another id."""
    return tuple(
        Step(
            step.name,
            step.date,
            {k.replace("01-data", "01-records"): v for k, v in step.files.items()},
        )
        for step in STEPS
    )


def without_german(name: str) -> tuple[Step, ...]:
    return tuple(
        Step(step.name, step.date, {k: v for k, v in step.files.items() if k != CATALOG})
        if step.name == name
        else step
        for step in STEPS
    )


IMPORTED = (
    WHO.replace('"1.0"', '"1.1"')
    .replace("change: initial", "change: material")
    .replace("1 Main", "2 Main")
)
BACKDATED = IMPORTED.replace("2025-02-01", "2026-06-20")

# The history; then what is said of it: the place, and words of the finding.
REWRITES: dict[str, tuple[tuple[Step, ...], str, str]] = {
    "effective date of the past": (
        changed("first", "effective: 2025-02-01", "effective: 2025-02-02"),
        f"{TERMS}:4",
        "The effective date of version 1.0 of terms is published, and would change: "
        "2025-02-01 -> 2025-02-02.",
    ),
    "effective date to come": (
        changed("fourth", "2026-06-05", "2026-06-06"),
        f"{TERMS}:4",
        "The effective date of version 3.0 of terms is published, and would change: "
        "2026-06-05 -> 2026-06-06.",
    ),
    "first effective date, before it was put off": (
        changed("second", "2025-08-01", "2025-08-05"),
        TERMS,
        "What happened to version 2.0 of terms is published, and would change: The announcement "
        "of 2025-06-01 for 2025-08-01 -> The announcement of 2025-06-01 for 2025-08-05.",
    ),
    "publication earlier": (
        dated("fourth", "2026-05-05"),
        TERMS,
        "The publication of version 3.0 of terms is published, and would change: "
        "2026-05-10 -> 2026-05-05.",
    ),
    "publication later": (
        dated("fourth", "2026-05-11"),
        TERMS,
        "2026-05-10 -> 2026-05-11.",
    ),
    "publication an hour later": (
        dated("second", "2025-06-01T13:00:00+00:00"),
        TERMS,
        "2025-06-01 14:00:00+02:00 -> 2025-06-01 15:00:00+02:00.",
    ),
    "declared publication": (
        changed("first", "published: 2024-04-01", "published: 2024-03-01"),
        "content/privacy/index.md:4",
        "The publication of version 1.0 of privacy is published, and would change: "
        "2024-04-01 -> 2024-03-01.",
    ),
    "postponement dropped": (
        without("deferred"),
        TERMS,
        "The change of date of 2025-06-20 to 2025-09-01 is published for version 2.0 of terms, and "
        "would be lost.",
    ),
    "postponement to another day": (
        changed("deferred", "2025-09-01", "2025-09-15"),
        TERMS,
        "The effective date of version 2.0 of terms is published, and would change: "
        "2025-09-01 -> 2025-09-15.",
    ),
    "postponement on another day": (
        dated("deferred", "2025-06-25"),
        TERMS,
        "The change of date of 2025-06-20 to 2025-09-01 -> The change of date of 2025-06-25 to "
        "2025-09-01.",
    ),
    "withdrawal dropped": (
        without("withdrawn"),
        TERMS,
        "The withdrawal of 2025-11-15 is published for version 2.1 of terms, and would be lost.",
    ),
    "withdrawal on another day": (
        dated("withdrawn", "2025-11-20"),
        TERMS,
        "The withdrawal of 2025-11-15 -> The withdrawal of 2025-11-20.",
    ),
    "withdrawal of a day before the site's": (
        then({TERMS: THIRD.replace("change:", "withdrawn: true\nchange:")}, "2026-05-20"),
        TERMS,
        "The withdrawal of 2026-05-20 is new for version 3.0 of terms, and the site of 2026-06-01 "
        "does not have it",
    ),
    "postponement of a day before the site's": (
        then({TERMS: THIRD.replace("2026-06-05", "2026-06-25")}, "2026-05-20"),
        TERMS,
        "The change of date of 2026-05-20 to 2026-06-25 is new for version 3.0 of terms",
    ),
    "class": (
        changed("second", "change: material", "change: editorial\neditorial_reason: It was."),
        f"{TERMS}:5",
        "The class of version 2.0 of terms is published, and would change: material -> editorial.",
    ),
    "class of one to come": (
        changed("fourth", "change: material", "change: editorial"),
        TERMS,
        "The class of version 3.0 of terms is published, and would change: material -> editorial.",
    ),
    "version dropped": (
        without("fourth"),
        TERMS,
        "Version 3.0 of terms is published, and would be lost.",
    ),
    "version in force dropped": (
        tuple(step for step in without("second") if step.name != "deferred"),
        TERMS,
        "Version 2.0 of terms is published, and would be lost.",
    ),
    "label": (
        changed("fourth", '"3.0"', '"3.0.0"'),
        TERMS,
        "Version 3.0 of terms is published, and would be lost.",
    ),
    "text of the past": (
        changed("first", "You may use", "You may not use"),
        f"{TERMS}:9",
        "The text of version 1.0 of terms is not the one that is published: "
        "“You may use the service.” -> “You may not use the service.”",
    ),
    "text in force": (
        changed("first", "1 Main Street", "2 Main Street"),
        f"{IMPRINT}:10",
        "“Example Ltd., 1 Main Street.” -> “Example Ltd., 2 Main Street.”",
    ),
    "text to come": (
        changed("fourth", "You may object at any time", "You may object"),
        TERMS,
        "“You may object at any time.” -> “You may object.”",
    ),
    "clause of the past dropped": (
        changed("first", "You may use the service.\n\n", ""),
        TERMS,
        "“You may use the service.” -> nothing",
    ),
    "link of the past": (
        changed("first", "https://example.com/prices", "https://example.com/price"),
        TERMS,
        "The text of version 1.0 of terms is not the one that is published.",
    ),
    "summary of the past": (
        changed("deferred", "summary: The fee rises to 7 euros.", "summary: The fee rises."),
        f"{TERMS}:6",
        "The summary of version 2.0 of terms is published, and would change: "
        "“The fee rises to 7 euros.” -> “The fee rises.”.",
    ),
    "summary of the past, in a new commit": (
        then({IMPRINT: WHO.replace("Who we are", "Who we were")}),
        f"{IMPRINT}:6",
        "The summary of version 1.0 of imprint is published, and would change: "
        "“Who we are.” -> “Who we were.”. It announced a version that is now in effect",
    ),
    "summary of one to come": (
        changed("fourth", "rises to 8", "goes to 8"),
        TERMS,
        "“The fee rises to 8 euros.” -> “The fee goes to 8 euros.”",
    ),
    "reason for short notice": (
        changed("fourth", "A court asks", "The law asks"),
        f"{TERMS}:6",
        "The reason for short notice of version 3.0 of terms is published, and would change: "
        "“A court asks for it.” -> “The law asks for it.”",
    ),
    "highlight": (
        changed("deferred", "text: The fee is 7 euros.", "text: The fee is fair."),
        TERMS,
        "The list of highlights of version 2.0 of terms is published",
    ),
    "title": (
        changed("deferred", "title: Terms", "title: Rules"),
        f"{TERMS}:2",
        "The title of version 2.0 of terms is published, and would change: “Terms” -> “Rules”.",
    ),
    "translation of the past": (
        changed_all("jederzeit", "nicht"),
        CATALOG,
        'The words of version 1.0 of terms in "de" are not those that are published: '
        "“Sie können jederzeit widersprechen.” -> “Sie können nicht widersprechen.”",
    ),
    "translation in force": (
        changed("fourth", "jederzeit", "nicht"),
        CATALOG,
        'The words of version 2.0 of terms in "de" are not those that are published',
    ),
    "catalog of the past dropped": (
        without_german("second"),
        CATALOG,
        'The words of version 2.0 of terms in "de" are not those that are published: '
        "“Die Gebühr beträgt 7 Euro. Siehe unsere Preise.” -> “The fee is 7 euros. See",
    ),
    "translated summary": (
        changed("second", "Die Gebühr steigt auf 7 Euro", "Die Gebühr ändert sich auf 7 Euro"),
        TERMS,
        'The summary in "de" of version 2.0 of terms is published, and would change: '
        "“Die Gebühr steigt auf 7 Euro.” -> “Die Gebühr ändert sich auf 7 Euro.”",
    ),
    "translated title": (
        changed_all("Bedingungen", "Regeln"),
        TERMS,
        'The title in "de" of version 1.0 of terms is published, and would change: '
        "“Bedingungen” -> “Regeln”.",
    ),
    "language dropped": (
        configured("[en, de, ja]", "[en, ja]"),
        "mkdocs.yml:6",
        'The language "de" is published, and all its addresses would stop working. Put '
        '"de" back under '
        '"languages"; or write "languages_kept: [de]"',
    ),
    "language that was never translated dropped": (
        configured("[en, de, ja]", "[en, de]"),
        "mkdocs.yml:6",
        'The language "ja" is published',
    ),
    "language put in the place of another": (
        configured("[en, de, ja]", "[en, fr, ja]"),
        "mkdocs.yml:6",
        'The language "de" is published',
    ),
    "source language": (
        configured("[en, de, ja]", "[de, en, ja]"),
        "mkdocs.yml:6",
        "The language of the text that counts is published, and would change: en -> de.",
    ),
    "time zone": (
        configured("Europe/Berlin", "Asia/Tokyo"),
        "mkdocs.yml:6",
        "The time zone is published, and would change: Europe/Berlin -> Asia/Tokyo.",
    ),
    "address of the site": (
        configured("https://example.com/legal/", "https://example.org/legal/"),
        "mkdocs.yml:2",
        "The site's address is published, and would change: https://example.com/legal/ -> "
        "https://example.org/legal/.",
    ),
    "address of the site dropped": (
        configured("site_url: https://example.com/legal/\n", ""),
        "mkdocs.yml:1",
        "The site's address is published, and would change: https://example.com/legal/ -> /.",
    ),
    "id of a section": (
        changed("first", "{#fees}", "{#prices}"),
        TERMS,
        'The section "fees" of version 1.0 of terms is published, and its address would '
        "stop working.",
    ),
    "file of a section": (
        renamed_section(),
        "content/privacy/index.md",
        'The section "data" of version 1.0 of privacy is published, and its address '
        "would stop working. "
        "Give the heading its id back: {#data}.",
    ),
    "file of a policy": (
        moved(TERMS, "content/conditions.md"),
        "",
        "The policy terms is published, and all its addresses would stop working. If it "
        "has another id "
        'or place now, write "formerly: [terms]"',
    ),
    "folder of a policy": (
        moved_folder("content/privacy", "content/data"),
        "",
        "The policy privacy is published, and all its addresses would stop working.",
    ),
    "id of a policy": (
        then({IMPRINT: WHO.replace("title:", "id: about-us\ntitle:")}),
        "",
        "The policy imprint is published, and all its addresses would stop working.",
    ),
    "policy off the list": (
        configured("languages: [en, de, ja]", f"{LISTED}]"),
        "",
        "The policy imprint is published, and all its addresses would stop working.",
    ),
    "another id on the list": (
        configured("languages: [en, de, ja]", f"{LISTED}, {{id: about-us, path: {IMPRINT}}}]"),
        "",
        "The policy imprint is published, and all its addresses would stop working.",
    ),
    "import that is in force": (
        then(
            {
                IMPRINT: IMPORTED.replace(
                    "effective: 2025-02-01", "published: 2025-10-01\neffective: 2025-10-01"
                )
            }
        ),
        f"{IMPRINT}:4",
        "Version 1.1 of imprint claims to have been published on 2025-10-01, and the site of "
        '2026-06-01 does not have it: nobody was told. Remove the line "published"',
    ),
    "version of a day before the site's": (
        then({IMPRINT: BACKDATED}, "2026-04-19"),
        f"{IMPRINT}:3",
        "Version 1.1 of imprint claims to have been published on 2026-05-12, and the site of "
        "2026-06-01 does not have it: nobody was told. Commit it anew",
    ),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The record, its site built. Nothing may change it."""
    made = record(tmp_path_factory.mktemp("published") / "record")
    outcome = run(made, "build", "--as-of", TODAY)
    assert outcome.code == 0, outcome.errors
    return made


@pytest.fixture
def own(published: Repository, tmp_path: Path) -> Repository:
    return copy(published, tmp_path / "record")


def refused(repository: Repository, *arguments: str, **more: str) -> Outcome:
    """A build that is refused, having checked that the published site stands untouched."""
    before = contents(repository.root / "site")
    outcome = run(repository, "build", *(arguments or ("--as-of", TODAY)), **more)
    assert outcome.code == 1, outcome
    assert outcome.output == ""
    assert contents(repository.root / "site") == before
    for line in outcome.lines:
        assert re.search(r"(error|warning): .+\. .+\. \[[a-z-]+\]$", line), line
    return outcome


def said(lines: list[str], place: str, words: str) -> bool:
    """Whether an error with these words stands at this place."""
    starts = (f"{place}: error: ", f"{place}:") if place else ("error: ",)
    return any(line.startswith(starts) and words in line for line in lines)


@pytest.mark.parametrize(("steps", "place", "words"), REWRITES.values(), ids=REWRITES)
def test_a_rewrite_is_refused(
    own: Repository, steps: tuple[Step, ...], place: str, words: str
) -> None:
    rewrite(own, steps)
    assert said(refused(own).lines, place, words), refused(own).errors
    told = run(own, "check", "--as-of", TODAY, "--published", "site")
    assert told.code == 1
    assert said(told.output.splitlines(), place, words)


def test_a_squashed_history_is_refused(own: Repository) -> None:
    rewrite(own, SQUASHED)
    refused(own)


@pytest.mark.parametrize("policies", ["commits", "tags"])
def test_another_way_to_find_versions_is_refused(own: Repository, policies: str) -> None:
    own.commit(TODAY, {"mkdocs.yml": CONFIG.replace("timezone", f"versions: {policies}, timezone")})
    assert said(refused(own).lines, TERMS, "Version 1.0 of terms is published, and would be lost.")


def test_a_merge_the_wrong_way_round_is_refused(own: Repository) -> None:
    """`git pull` on a branch that is behind makes what is published the second parent."""
    own.branch("mine", "HEAD~2")
    own.commit("2026-05-30", {"content/notes.md": "# Notes\n"})
    own.merge("main", TODAY)
    own.git("branch", "--force", "main", "HEAD")
    own.switch("main")
    assert said(refused(own).lines, TERMS, "The publication of version 3.0 of terms")


# --- What continues it ------------------------------------------------------------------------

NEXT = (
    THIRD.replace('"3.0"', '"4.0"')
    .replace("2026-06-05", "2026-08-01")
    .replace("8 euros", "9 euros")
    .replace("notice_exception: A court asks for it.\n", "")
)
JAPANESE = {"You may use the service.": "本サービスを利用できます。", "Fees": "料金"}
MISSING = {
    "The fee is 5 euros. See [our prices](https://example.com/prices).": (
        "Die Gebühr beträgt 5 Euro. Siehe [unsere Preise](https://example.com/prices)."
    )
}
OLDER = WHO.replace('"1.0"', '"0.9"').replace(
    "effective: 2025-02-01", "published: 2023-01-01\neffective: 2023-01-01"
)

CONTINUATIONS: dict[str, tuple[tuple[Step, ...], str]] = {
    "nothing": (STEPS, TODAY),
    "a day later": (STEPS, "2026-06-02"),
    "the day on which a version takes effect": (STEPS, "2026-06-05"),
    "a year later": (STEPS, "2027-06-01"),
    "a commit that is about something else": (then({"README.md": "Words"}), TODAY),
    "the same history with other commits": (
        tuple(Step(s.name, s.date, {**s.files, "notes.txt": s.name}) for s in STEPS),
        TODAY,
    ),
    "a new version": (then({TERMS: NEXT}), TODAY),
    "a new version on a later day": (then({TERMS: NEXT}, "2026-06-10"), "2026-06-12"),
    "a version put off": (then({TERMS: THIRD.replace("06-05", "07-20")}), TODAY),
    "a version withdrawn": (
        then({TERMS: THIRD.replace("change:", "withdrawn: true\nchange:")}),
        TODAY,
    ),
    "another title": (then({IMPRINT: WHO.replace("title: Imprint", "title: Who")}), TODAY),
    "another summary of what is coming": (
        then({TERMS: THIRD.replace("rises to 8", "goes to 8")}),
        TODAY,
    ),
    "another highlight of what is coming": (
        then({TERMS: THIRD.replace("text: The fee is 8", "text: It is 8")}),
        TODAY,
    ),
    "a language more": (configured("[en, de, ja]", "[en, de, ja, fr]"), TODAY),
    "languages in another order": (configured("[en, de, ja]", "[en, ja, de]"), TODAY),
    "a translation where there was none": (
        then({"locales/ja/LC_MESSAGES/terms.po": catalog(JAPANESE, "ja")}),
        TODAY,
    ),
    "a passage translated afterwards": (
        then({CATALOG: catalog(GERMAN_LAST | MISSING)}),
        TODAY,
    ),
    "a new policy": (then({"content/rules.md": WHO.replace("2025-02-01", TODAY)}), TODAY),
    "a new policy with a past": (
        then({"content/rules.md": WHO.replace("effective:", "published: 2020-01-01\neffective:")}),
        TODAY,
    ),
    "another name of the site": (configured("Example Legal", "Example"), TODAY),
    "another promise for what is to come": (
        configured("timezone", "notice_days: 45, timezone"),
        TODAY,
    ),
    "a list that names the same policies": (
        configured("languages: [en, de, ja]", f"{LISTED}, {{id: imprint, path: {IMPRINT}}}]"),
        TODAY,
    ),
    "another file with the same id": (
        then({IMPRINT: None, "content/who.md": WHO.replace("title:", "id: imprint\ntitle:")}),
        TODAY,
    ),
    "another file, said in the front matter": (
        then(
            {IMPRINT: None, "content/who.md": WHO.replace("title:", "formerly: [imprint]\ntitle:")}
        ),
        TODAY,
    ),
    "another id, said in the front matter": (
        then({IMPRINT: WHO.replace("title:", "id: who\nformerly: [content/imprint.md]\ntitle:")}),
        TODAY,
    ),
    "another folder with its catalog, said in the configuration": (
        then(
            {
                TERMS: None,
                CATALOG: None,
                "content/conditions.md": THIRD,
                CATALOG.replace("terms", "conditions"): catalog(GERMAN_LAST),
                "mkdocs.yml": CONFIG.replace(
                    "languages: [en, de, ja]",
                    f"{LISTED}, {{id: imprint, path: {IMPRINT}}}]".replace(
                        "id: terms, path: content/terms.md",
                        "id: conditions, path: content/conditions.md, formerly: [content/terms.md]",
                    ),
                ),
            }
        ),
        TODAY,
    ),
    "a slip corrected": (
        then(
            {
                IMPRINT: WHO.replace("Example Ltd.", "Example Limited").replace(
                    "summary:",
                    "corrections:\n  - date: 2026-06-01\n    text: The name.\nsummary:",
                )
            }
        ),
        TODAY,
    ),
    "a translated summary corrected": (
        then({CATALOG: catalog(GERMAN_LAST | {"The fee rises to 8 euros.": "Mehr: 8 Euro."})}),
        TODAY,
    ),
    "a translated title corrected": (
        then({CATALOG: catalog(GERMAN_LAST | {"Terms": "Regeln"})}),
        TODAY,
    ),
    "a translation corrected": (
        then({CATALOG: catalog(GERMAN_LAST | {"Fees": "Kosten"})}),
        TODAY,
    ),
    "an ordinary page": (then({"content/page.md": "# A page\n\nWords.\n"}), TODAY),
}


@pytest.mark.parametrize(("steps", "day"), CONTINUATIONS.values(), ids=CONTINUATIONS)
def test_a_continuation_passes(own: Repository, steps: tuple[Step, ...], day: str) -> None:
    rewrite(own, steps)
    told = run(own, "check", "--as-of", day, "--published", "site")
    assert told.code == 0, told.output
    done = run(own, "build", "--as-of", day)
    assert done.code == 0, done.errors
    assert run(own, "build", "--as-of", day).code == 0


# --- Imports ----------------------------------------------------------------------------------


def rules(label: str, effective: str, words: str, published: str = "") -> str:
    """A text of a policy whose publication is declared where a day for it is given."""
    declared = f"published: {published}\n" if published else ""
    return (
        f'---\ntitle: Rules\nversion: "{label}"\n{declared}effective: {effective}\n'
        f"change: editorial\n---\n# Rules\n\n{words}\n"
    )


ARCHIVE = (
    Step(
        "old",
        "2026-03-01",
        {
            "mkdocs.yml": CONFIG,
            ".gitignore": "/site/\n/.cache/\n",
            "content/rules.md": rules("1.0", "2023-01-01", "Red.", "2023-01-01").replace(
                "editorial", "initial"
            ),
        },
    ),
    Step(
        "new",
        "2026-03-02",
        {"content/rules.md": rules("2.0", "2025-01-01", "Green.", "2025-01-01")},
    ),
    Step("told", "2026-03-03", {"content/rules.md": rules("3.0", "2026-04-01", "Blue.")}),
)
# The day on which an imported text took effect; and whether the archive may take it in. Since
# 3 March readers of the site saw what was in force.
IMPORTS = {
    "before everything": ("2022-01-01", True),
    "between two that were declared": ("2024-01-01", True),
    "in force when the site began": ("2025-06-01", False),
    "in force while the site said otherwise": ("2026-03-20", False),
    "in force now": ("2026-05-01", False),
}


@pytest.mark.parametrize(("day", "may"), IMPORTS.values(), ids=IMPORTS)
def test_the_archive_takes_in_what_contradicts_no_day_of_the_site(
    tmp_path: Path,
    day: str,
    may: bool,  # noqa: FBT001
) -> None:
    own = record(tmp_path / "record", ARCHIVE)
    assert run(own, "build", "--as-of", TODAY).code == 0
    own.commit(TODAY, {"content/rules.md": rules("1.5", day, "And yellow.", day)})
    own.commit(TODAY, {"content/rules.md": ARCHIVE[-1].files["content/rules.md"]})
    done = run(own, "check", "--as-of", TODAY, "--published", "site")
    claims = f"Version 1.5 of rules claims to have been published on {day}, and the site of"
    assert (claims in done.output) is not may, done.output
    assert (done.code == 0) is may, done.output


def test_a_class_may_be_stated_afterwards(tmp_path: Path) -> None:
    unsaid = THIRD.replace("change: material\n", "")
    steps = (*without("fourth"), Step("unsaid", "2026-05-20", {TERMS: unsaid}))
    own = record(tmp_path / "record", steps)
    assert run(own, "build", "--as-of", TODAY).code == 0
    own.commit(TODAY, {TERMS: THIRD})
    done = run(own, "build", "--as-of", TODAY)
    assert done.code == 0, done.errors
    own.commit(TODAY, {TERMS: unsaid})
    assert run(own, "build", "--as-of", TODAY).code == 0
