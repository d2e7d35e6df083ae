from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from repositories import Repository, shared
from small import (
    CATALOG,
    CONFIG,
    GERMAN,
    ONE,
    TERMS,
    TODAY,
    TWO,
    contents,
    copy,
    make,
    process,
    run,
    variables,
)

AS_OF = ("--as-of", TODAY.isoformat())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository that no test changes."""
    return make(tmp_path_factory.mktemp("site") / "repository")


@pytest.fixture
def repository(site: Repository, tmp_path: Path) -> Repository:
    return copy(site, tmp_path / "repository")


# --- versions -------------------------------------------------------------------------------


def test_versions_as_a_table(site: Repository) -> None:
    assert run(site, "versions", *AS_OF).output == (
        "POLICY  VERSION  STATUS    PUBLISHED   EFFECTIVE   CHANGE    NOTICE\n"
        "terms   1.0      in-force  2025-01-15  2025-02-01  initial\n"
        "terms   2.0      upcoming  2026-05-15  2026-07-01  material  46 days (of 30)\n"
    )


def test_versions_of_a_past_day_know_nothing_of_what_came_later(site: Repository) -> None:
    output = run(site, "versions", "--as-of", "2026-05-14").output
    assert [line.split()[:3] for line in output.splitlines()[1:]] == [["terms", "1.0", "in-force"]]


def test_versions_of_one_policy_are_the_apis_file(site: Repository) -> None:
    found = json.loads(run(site, "versions", "terms", "--format", "json", *AS_OF).output)
    assert found["policy"] == "terms"
    assert [(v["label"], v["status"]) for v in found["versions"]] == [
        ("1.0", "in-force"),
        ("2.0", "upcoming"),
    ]
    assert json.loads(run(site, "versions", "--format", "json", *AS_OF).output) == [found]


def test_an_unknown_policy_is_told_with_the_known_ones(site: Repository) -> None:
    outcome = run(site, "versions", "privacy")
    assert outcome.code == 1
    assert outcome.errors == (
        'error: There is no policy "privacy". The policies are: terms. [unknown-policy]\n'
    )


# --- check ----------------------------------------------------------------------------------


@pytest.fixture
def faulty(repository: Repository) -> Repository:
    """A repository with an error, and a warning whose words need escaping."""
    three = TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-06-02")
    files = {TERMS: three, CATALOG: GERMAN.replace("7 Euro", "8 Euro")}
    repository.commit("2026-05-20", files)
    return repository


def test_check_of_a_sound_site(site: Repository) -> None:
    outcome = run(site, "check", *AS_OF)
    assert (outcome.code, outcome.output) == (0, "No errors. Policies: 1, versions: 2.\n")


def test_check_tells_each_finding_in_a_line(faulty: Repository) -> None:
    outcome = run(faulty, "check", *AS_OF)
    assert outcome.code == 1
    told = [re.match(r"(\S+):(\d+): (\w+): ", line) for line in outcome.output.splitlines()]
    assert {match and match.groups() for match in told} == {
        (TERMS, "4", "error"),
        (CATALOG, "15", "warning"),
    }


def test_check_as_json_and_for_github_tells_the_same(faulty: Repository) -> None:
    as_json = run(faulty, "check", "--format", "json", *AS_OF)
    as_github = run(faulty, "check", "--format", "github", *AS_OF)
    assert as_json.code == as_github.code == 1
    rows = json.loads(as_json.output)
    lines = as_github.output.splitlines()
    for row, line in zip(rows, lines, strict=True):
        assert line.startswith(f"::{row['severity']} file={row['path']},line={row['line']},")
        assert line.endswith(f"title={row['rule']}::{row['what']} {row['fix']}")


def test_what_would_end_a_github_annotation_is_escaped(repository: Repository) -> None:
    repository.write("mkdocs.yml", CONFIG.replace("en, de", "en, 'a%b'"))
    outcome = run(repository, "check", "--format", "github")
    assert outcome.code == 1
    assert outcome.output.startswith(
        '::error file=mkdocs.yml,line=6,title=configuration::"a%25b" is not a language code.'
    )


def test_a_finding_without_a_file_is_an_annotation_without_one(repository: Repository) -> None:
    (repository.root / "mkdocs.yml").unlink()
    outcome = run(repository, "check", "--format", "github")
    assert outcome.output.startswith("::error title=configuration::There is no file")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check", "--format", "xml"],
        ["build", "--as-of", "tomorrow"],
        ["build", "--as-of", "2026-02-30"],
        ["serve", "--port", "0"],
        ["redline", "terms@1.0"],
        ["redline", "terms@1.0", "terms@2.0", "--lang", "klingon"],
        ["i18n", "translate"],
    ],
)
def test_wrong_usage_ends_with_2(site: Repository, arguments: list[str]) -> None:
    outcome = run(site, *arguments)
    assert outcome.code == 2
    assert "Error: " in outcome.errors


# --- redline --------------------------------------------------------------------------------


def redline(repository: Repository, *arguments: str) -> Any:
    outcome = run(repository, "redline", *arguments, "--format", "json")
    assert outcome.code == 0, outcome
    return json.loads(outcome.output)


def follows_the_contract(found: Any) -> bool:
    """Every block in exactly one change, and both sides rebuilt (eval/redline_score.py)."""
    for side, signs in (("old", "=-"), ("new", "=+")):
        blocks = [block["text"] for block in found[side]["blocks"]]
        covered = [index for change in found["changes"] for index in change[side]]
        if sorted(covered) != list(range(len(blocks))):
            return False
        for change in found["changes"]:
            told = "".join(text for sign, text in change["segments"] if sign in signs)
            if told.split() != " ".join(blocks[index] for index in change[side]).split():
                return False
    return True


def changed(found: Any) -> list[list[list[str]]]:
    """The segments of what changed."""
    return [c["segments"] for c in found["changes"] if c["kind"] != "unchanged"]


FEES = ["=", "The fee is "], ["-", "5"], ["+", "7"], ["=", " euros. See our prices."]


def test_a_redline_of_two_versions(site: Repository) -> None:
    found = redline(site, "terms@1.0", "terms@2.0")
    assert follows_the_contract(found)
    assert changed(found) == [[list(segment) for segment in FEES]]
    assert [section["amended"] for section in found["sections"]] == [1]


@pytest.mark.parametrize("revision", ["HEAD~1", "main~1", "published", "feature"])
def test_a_redline_of_whatever_git_calls_a_commit(repository: Repository, revision: str) -> None:
    repository.tag("published", "HEAD~1", annotated=True)
    repository.branch("feature", "HEAD~1")
    repository.switch("main")
    for old in (revision, repository.git("rev-parse", "HEAD~1")[:10]):
        assert changed(redline(repository, f"terms@{old}", "terms@HEAD")) == [list(map(list, FEES))]


def test_a_version_comes_before_a_branch_of_its_name(repository: Repository) -> None:
    repository.branch("1.0", "HEAD")
    assert changed(redline(repository, "terms@1.0", "terms@2.0"))


def test_a_redline_of_two_files_needs_no_repository(tmp_path: Path) -> None:
    (tmp_path / "a@1.md").write_bytes(b"\xef\xbb\xbf" + ONE.replace("\n", "\r\n").encode())
    (tmp_path / "b.md").write_text(TWO)
    found = redline(Repository(tmp_path), "a@1.md", "b.md")
    assert follows_the_contract(found)
    assert changed(found) == [list(map(list, FEES))]


def test_files_are_githubs_markdown_unless_another_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Fees\n\nPay 5 \\$ each month.\n")
    (tmp_path / "b.md").write_text("# Fees\n\nPay 5 \\$ each year.\n")
    words = {
        named: redline(Repository(tmp_path), "a.md", "b.md", *named)["old"]["blocks"][1]["text"]
        for named in ((), ("--markdown", "github"), ("--markdown", "python"))
    }
    assert [*words.values()] == [
        "Pay 5 $ each month.",
        "Pay 5 $ each month.",
        "Pay 5 \\$ each month.",
    ]


def test_a_policys_revision_is_read_as_the_configuration_says(repository: Repository) -> None:
    config = CONFIG.replace("languages:", "markdown: python, languages:")
    text = TWO.replace("7 euros", "7 \\$")
    repository.commit("2026-05-20", {"mkdocs.yml": config, TERMS: text})
    found = redline(repository, "terms@HEAD~1", "terms@HEAD")
    assert "7 \\$." in found["new"]["blocks"][3]["text"]


def test_a_redline_of_a_draft_on_disk(repository: Repository) -> None:
    repository.write(TERMS, TWO.replace("7 euros", "9 euros"))
    (segments,) = changed(redline(repository, "terms@2.0", TERMS))
    assert ["+", "9"] in segments


def test_a_redline_in_another_language(repository: Repository) -> None:
    three = TWO.replace('"2.0"', '"3.0"').replace("You may use", "Everybody may use")
    german = GERMAN.replace("You may use", "Everybody may use").replace("Sie dürfen", "Alle dürfen")
    repository.commit("2026-05-20", {TERMS: three, CATALOG: german})
    for old, new in (("2.0", "3.0"), ("HEAD~1", "HEAD")):
        found = redline(repository, f"terms@{old}", f"terms@{new}", "--lang", "de")
        assert follows_the_contract(found)
        assert changed(found) == [
            [["-", "Sie"], ["+", "Alle"], ["=", " dürfen den Dienst nutzen."]]
        ]


def test_a_commit_speaks_as_the_last_catalog_of_its_era(repository: Repository) -> None:
    three = TWO.replace('"2.0"', '"3.0"').replace("7 euros", "8 euros")
    repository.commit("2026-05-16", {CATALOG: GERMAN.replace("Gebühren", "Entgelte")})
    repository.commit("2026-05-20", {TERMS: three, CATALOG: GERMAN.replace("Gebühren", "Kosten")})
    for old in ("2.0", "HEAD~1", "HEAD~2"):
        found = redline(repository, f"terms@{old}", "terms@HEAD", "--lang", "de")
        assert found["old"]["blocks"][2]["text"] == "Entgelte"
        assert found["new"]["blocks"][2]["text"] == "Kosten"


def test_where_one_side_is_not_translated_both_stand_in_the_source_language(
    site: Repository,
) -> None:
    # No catalog ever knew the fee of version 1.0.
    for old, new in (("1.0", "2.0"), ("HEAD~1", "HEAD"), ("1.0", "HEAD")):
        found = redline(site, f"terms@{old}", f"terms@{new}", "--lang", "de")
        assert changed(found) == [list(map(list, FEES))]
        told = [(block["text"], block["translation"]) for block in found["new"]["blocks"][2:]]
        assert told == [
            ("Gebühren", "translated"),
            ("The fee is 7 euros. See our prices.", "missing"),
        ]
    output = run(site, "redline", "terms@1.0", "terms@2.0", "--lang", "de").output
    assert "== Gebühren\n\n(amended, not translated) The fee is" in output


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("no.md", 'There is no file "no.md"'),
        ("no@1.0", 'There is no policy "no". The policies are: terms.'),
        ("terms@9.9", 'git knows no commit called "9.9"'),
        ("terms@--output=x", "git knows no commit"),
        ("terms@", "git knows no commit"),
        ("content", "cannot be read"),
        ("x" * 300, "cannot be read"),
    ],
)
def test_a_side_that_cannot_be_found(site: Repository, old: str, said: str) -> None:
    before = contents(site.root)
    outcome = run(site, "redline", old, "terms@2.0")
    assert outcome.code == 1
    assert said in outcome.errors
    assert len(outcome.lines) == 1
    assert contents(site.root) == before


def test_a_language_that_the_site_does_not_have(site: Repository) -> None:
    outcome = run(site, "redline", "terms@1.0", "terms@2.0", "--lang", "fr")
    assert outcome.code == 1
    assert 'The site has no language "fr". It has: en, de.' in outcome.errors


def test_a_redline_for_a_terminal(site: Repository) -> None:
    assert run(site, "redline", "terms@1.0", "terms@2.0").output == (
        "terms@1.0 -> terms@2.0\n\n== Fees\n\n"
        "(amended) The fee is [-5-]{+7+} euros. See our prices.\n"
    )


def test_a_redline_of_nothing(site: Repository) -> None:
    for style in ("terminal", "markdown", "html"):
        outcome = run(site, "redline", "terms@2.0", "terms@HEAD", "--format", style)
        assert "Nothing changed." in outcome.output


def test_a_redline_for_a_pull_request(site: Repository) -> None:
    assert run(site, "redline", "terms@1.0", "terms@2.0", "--format", "markdown").output == (
        "### terms@1.0 → terms@2.0\n\n#### Fees\n\n"
        "- (amended) The fee is <del>[-5-]</del><ins>{+7+}</ins> euros. See our prices.\n"
    )


class Elements(HTMLParser):
    """The elements of a page, and the words in each."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in self.open:
            self.words[tag] = self.words.get(tag, "") + data


def test_a_redline_as_a_page_of_its_own(site: Repository) -> None:
    found = Elements(run(site, "redline", "terms@1.0", "terms@2.0", "--format", "html").output)
    assert found.words["del"] == "5"
    assert found.words["ins"] == "7"
    assert found.words["h2"] == "Fees"
    assert "script" not in found.words


def test_what_a_text_says_is_never_taken_for_a_command(tmp_path: Path) -> None:
    evil = "# A {#a}\n\n\x1b[2J\x1b]0;evil\x07 `<script>x</script>` \\[link](javascript:x) @all\n"
    (tmp_path / "a.md").write_text("# A \x1b[31m {#a}\n")
    (tmp_path / "b.md").write_text(evil)
    outputs = {
        style: run(Repository(tmp_path), "redline", "a.md", "b.md", "--format", style).output
        for style in ("terminal", "markdown", "html")
    }
    assert not any("\x1b" in text or "\x07" in text for text in outputs.values())
    assert "<script>" not in outputs["markdown"] + outputs["html"]
    assert "](javascript" not in outputs["markdown"].replace("\\]", "")


def test_real_policies_keep_the_contract(tmp_path: Path) -> None:
    docs = sorted(shared("eval/docs").glob("*.en.md"))[:2]
    for path in docs:
        half = path.read_text().split("\n\n")
        (tmp_path / "half.md").write_text("\n\n".join(half[::2] + half[1::2][:3]))
        assert follows_the_contract(redline(Repository(tmp_path), str(path), "half.md"))


# --- i18n -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_blocks_of_versions_are_clauses(site: Repository, lang: str) -> None:
    done = run(site, "redline", "terms@1.0", "terms@2.0", "--format", "json", "--lang", lang)
    found = json.loads(done.output)
    clauses = [[block["clause"] for block in found[side]["blocks"]] for side in ("old", "new")]
    assert clauses == [["1.0:1", "1.0:2", "1.0:3", "1.0:4"]] * 2


def test_a_text_that_is_no_version_has_no_clauses(site: Repository) -> None:
    done = run(site, "redline", "terms@1.0", "terms@HEAD", "--format", "json")
    assert "clause" in json.loads(done.output)["old"]["blocks"][0]
    assert "clause" not in json.loads(done.output)["new"]["blocks"][0]


# --- blame ----------------------------------------------------------------------------------


def test_the_clauses_of_the_version_in_force(site: Repository) -> None:
    with_day = run(site, "blame", "terms", "--version", "1.0")
    assert with_day.output.splitlines()[0].split() == [
        *("SINCE", "TOUCHED", "EFFECTIVE", "SECTION", "WORDS")
    ]
    assert {line.split()[1] for line in with_day.output.splitlines()[1:]} == {"1.0"}


def test_the_clauses_of_another_version_with_their_story(site: Repository) -> None:
    done = run(site, "blame", "terms", "--version", "2.0", "--format", "json", "--lang", "de")
    title, _, _, fee = json.loads(done.output)
    assert (title["text"], title["since"], title["touched"]) == ("Bedingungen", "1.0", "1.0")
    assert fee == {
        "clause": "1.0:4",
        "section": "fees",
        "text": "Die Gebühr beträgt 7 Euro. Siehe unsere Preise.",
        "since": "1.0",
        "touched": "2.0",
        "effective": "2026-07-01",
        "changes": [{"version": "2.0", "event": "amended"}],
        "parents": [],
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nope",), "The policies are: terms."),
        (("terms", "--version", "9"), "It has: 1.0, 2.0."),
        (("terms", "--lang", "ja"), "It has: en, de."),
    ],
)
def test_clauses_that_cannot_be_told(
    site: Repository, arguments: tuple[str, ...], said: str
) -> None:
    done = run(site, "blame", *arguments)
    assert (done.code, len(done.lines)) == (1, 1)
    assert said in done.errors


def test_an_update_changes_nothing_where_nothing_is_new(repository: Repository) -> None:
    first = run(repository, "i18n", "update")
    assert first.code == 0
    assert f"updated {CATALOG}" in first.output
    before = contents(repository.root)
    second = run(repository, "i18n", "update")
    assert "updated" not in second.output
    assert contents(repository.root) == before


def test_an_update_works_on_words_that_are_not_committed(repository: Repository) -> None:
    repository.write(TERMS, TWO.replace("7 euros", "9 euros"))
    run(repository, "i18n", "update")
    catalog = (repository.root / CATALOG).read_text()
    assert re.search(r'#, .*\bfuzzy\b.*\n#\| msgid "The fee is 7 euros\.', catalog)
    assert 'msgid "The fee is 9 euros.' in catalog


def test_status_counts_and_ends_with_1_where_something_is_missing(repository: Repository) -> None:
    assert run(repository, "i18n", "status").code == 1
    labels = GERMAN.replace("Fees", "Example Legal")
    repository.write("locales/de/LC_MESSAGES/site.po", labels)
    outcome = run(repository, "i18n", "status")
    assert outcome.code == 0
    assert outcome.output == (
        "CATALOG  LANGUAGE  TRANSLATED  FUZZY  MISSING\n"
        "terms    de        5/5         0      0\n"
        "site     de        1/1         0      0\n"
    )


# --- The process ----------------------------------------------------------------------------


def test_the_package_runs_as_the_command(site: Repository) -> None:
    done = process(site, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: gazette [OPTIONS] COMMAND")
    assert done.stdout == run_installed(site, "--help")


def run_installed(repository: Repository, *arguments: str) -> str:
    command = Path(sys.executable).with_name("gazette")
    if not command.exists():
        pytest.skip("the package is not installed")
    return subprocess.run(
        [command, *arguments], cwd=repository.root, env=variables(), stdout=subprocess.PIPE,
        check=True, text=True,
    ).stdout  # fmt: skip


LOADED = """
import sys, gazette.commands.cli
before = "gazette.history" in sys.modules
gazette.commands.cli.cli(["versions"], standalone_mode=False)
sys.exit(before or "mkdocs.commands.build" in sys.modules or "gazette.notifying" in sys.modules)
"""


def test_a_command_loads_what_it_needs(site: Repository) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=site.root, env=variables(), check=False, timeout=60
    )
    assert done.returncode == 0


def test_a_reader_who_leaves_is_no_error(site: Repository) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "gazette", "versions", *AS_OF],
        cwd=site.root,
        env=variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""


def test_no_draft_is_left_behind(repository: Repository) -> None:
    repository.write(TERMS, TWO.replace('"2.0"', '"3.0"'))
    assert run(repository, "versions", *AS_OF).code == 1
    assert "GAZETTE_AS_OF" not in os.environ
