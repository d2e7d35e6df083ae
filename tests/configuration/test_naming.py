"""Names that become addresses: what is refused, what is told, and that nothing leaves the site."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.errors import GazetteError
from gazette.model import PolicySource
from gazette.model.naming import (
    collisions,
    is_device,
    is_harmless,
    is_section_id,
    label_fault,
    same_name,
)
from gazette.publishing.placing import placed
from gazette.publishing.reuse import Staging
from repositories import Repository
from small import CONFIG, ONE, TERMS, TWO, build, contents, run

if TYPE_CHECKING:
    from collections.abc import Mapping

HOSTILE = [
    "../../../../../evil",
    "..",
    ".",
    "/etc/x",
    "a/b",
    "a\\b",
    ".git",
    "../x",
    "\u202ea",
    "x" * 256,
]
LATER = "2026-05-15"


@pytest.fixture
def empty(tmp_path: Path) -> Repository:
    made = Repository.create(tmp_path / "deep" / "down" / "repository")
    made.commit("2025-01-10", {"mkdocs.yml": CONFIG})
    return made


@pytest.fixture
def repository(empty: Repository) -> Repository:
    empty.commit("2025-01-15", {TERMS: ONE})
    return empty


def around(repository: Repository) -> Mapping[str, str]:
    """Everything in the folders above the site's that is not git's or a cache."""
    top = repository.root.parents[2]
    return {p: d for p, d in contents(top).items() if "/.git/" not in p and "/.cache/" not in p}


# --- Ids of sections ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["a", "fees", "1.1", "a_b-c", "gebühren", "利用規約", "ข้อ", "हिन्दी", "9"]
)
def test_ids_of_any_script_are_fine(text: str) -> None:
    assert is_section_id(text)
    assert is_harmless(text)


@pytest.mark.parametrize("text", [*HOSTILE, "", ".a", "a.", "a b", "a:b", "a'b", "é" * 51])
def test_other_ids_are_not(text: str) -> None:
    assert not is_section_id(text)


def test_an_older_id_that_leads_nowhere_else_is_harmless() -> None:
    assert not any(map(is_harmless, HOSTILE))
    assert all(map(is_harmless, ["a:b", "a'b", "é" * 51, "a."]))


@given(st.text(max_size=20))
def test_what_is_an_id_is_harmless_and_stays_in_its_folder(text: str) -> None:
    if is_section_id(text):
        assert is_harmless(text)
    if is_harmless(text):
        place = placed(Path("/site"), f"en/terms/clauses/{text}/index.html")
        assert Path(place).resolve().parent.parent == Path("/site/en/terms/clauses")


@pytest.mark.parametrize("anchor", ["../../../../../evil", "..", ".hidden", "a/b", "a:b"])
def test_an_unfit_id_in_the_newest_text_is_refused_by_its_line(
    repository: Repository, anchor: str
) -> None:
    repository.commit(LATER, {TERMS: TWO.replace("{#fees}", f"{{#{anchor}}}")})
    before = around(repository)
    outcome = build(repository)
    assert outcome.code == 1
    rule = "section-id" if anchor == "a:b" else "section-id-unsafe"
    told = [line for line in outcome.lines if f"[{rule}]" in line]
    assert [line.partition(": error: ")[0] for line in told] == [f"{TERMS}:12"]
    assert "letters and digits of any script" in told[0]
    assert around(repository) == before


@pytest.mark.parametrize(
    "markup", ["## Fees {#../../../../../evil}", '<h2 id="../../evil">Fees</h2>']
)
def test_in_an_older_text_it_gives_way_to_the_headings_words(
    empty: Repository, markup: str
) -> None:
    repository = empty
    repository.commit("2025-01-15", {TERMS: ONE.replace("## Fees {#fees}", markup)})
    repository.commit(LATER, {TERMS: TWO})
    outcome = build(repository)
    assert outcome.code == 0, outcome.errors
    if markup.startswith("##"):
        told = [line for line in outcome.lines if "[section-id-unsafe]" in line]
        assert len(told) == 1
        assert told[0].startswith(f"{TERMS}:11: warning: In version 1.0: ")
        assert 'id="fees"' in (repository.root / "site/en/terms/v/1.0/index.html").read_text()
    outside = [path for path in around(repository) if "evil" in path]
    assert outside == []


def test_a_text_of_somebody_else_is_published_all_the_same(empty: Repository) -> None:
    text = "# Terms\n\nWords.\n\n## Fees {#../../evil}\n\nMore.\n\n## Rest {#sec:rest}\n\nEnd.\n"
    policy = "policies: [{id: terms, path: content/terms.md}]"
    config = CONFIG.replace("languages: [en, de]", f"languages: [en], versions: commits, {policy}")
    repository = empty
    repository.commit(LATER, {TERMS: text, "mkdocs.yml": config})
    outcome = build(repository)
    assert outcome.code == 0, outcome.errors
    assert [line for line in outcome.lines if "section-id" in line and ": error: " in line] == []
    assert len([line for line in outcome.lines if "[section-id-unsafe]" in line]) == 1, outcome
    page = (repository.root / "site/en/terms/index.html").read_text()
    assert 'id="fees"' in page
    assert 'id="sec:rest"' in page


# --- The writer ---------------------------------------------------------------------------

OUTSIDE = ["../x", "a/../../x", "/etc/passwd", "..", "a/..", "C:/x", "a\\..\\b", "x\0y", ""]


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_out_of_the_sites_folder(path: str, tmp_path: Path) -> None:
    with pytest.raises(GazetteError, match="outside-site") as caught:
        placed(tmp_path, path)
    assert str(caught.value).isprintable()


def test_a_path_below_it_is_joined(tmp_path: Path) -> None:
    assert Path(placed(tmp_path, "en/a..b/index.html")) == tmp_path / "en/a..b/index.html"


def test_files_taken_over_are_not_written_elsewhere(tmp_path: Path) -> None:
    old, new, evil = tmp_path / "a/old", tmp_path / "b/new", tmp_path / "b/evil"
    old.mkdir(parents=True)
    new.mkdir(parents=True)
    (tmp_path / "a/evil").write_text("words")
    record = tmp_path / "pages.json"
    look = (tmp_path / "a/evil").stat()
    digest = hashlib.sha256(b"words").hexdigest()
    noted = ["print", digest, look.st_size, look.st_mtime_ns]
    record.write_text(json.dumps({"../evil": noted}))
    with pytest.raises(GazetteError, match="outside-site"):
        Staging(new, old, record).take({"../evil": "print"})
    assert not evil.exists()


# --- Labels -------------------------------------------------------------------------------


def test_labels_that_are_one_folder_on_some_disks() -> None:
    assert same_name(["2.0a", "2.0A", "3.0", "2.0a"]) == {"2.0A": "2.0a"}
    assert label_fault("2.0.")
    assert label_fault("con")
    assert label_fault("Aux.1")
    assert not label_fault("console")
    assert not label_fault("2.0")
    assert is_device("LPT1")
    assert not is_device("lpt10")


@pytest.mark.parametrize("label", ["1.0.", "con", "NUL", "V1"])
def test_a_label_is_an_error_while_it_is_new_and_then_a_warning(
    empty: Repository, label: str
) -> None:
    repository = empty
    repository.commit("2025-01-15", {TERMS: ONE.replace('"1.0"', '"v1"')})
    repository.commit(LATER, {TERMS: TWO.replace('"2.0"', f'"{label}"')})
    done = run(repository, "check", "--as-of", "2026-06-01")
    assert done.code == 1
    told = [line for line in done.output.splitlines() if "[label-unsafe]" in line]
    assert [line.partition(": The")[0] for line in told] == [f"{TERMS}:3: error"]
    three = TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-08-01").replace("7 e", "8 e")
    repository.commit("2026-05-20", {TERMS: three})
    done = run(repository, "check", "--as-of", "2026-06-01")
    told = [line for line in done.output.splitlines() if "[label-unsafe]" in line]
    assert [line.partition(": The")[0] for line in told] == [f"{TERMS}:3: warning"]


# --- Addresses ----------------------------------------------------------------------------

POLICIES = [PolicySource("terms", "content/legal/terms"), PolicySource("privacy", "content/p.md")]


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("terms.md", 'the policy "content/legal/terms"'),
        ("Terms/index.md", 'the policy "content/legal/terms"'),
        ("terms/history.md", 'the timeline of the policy "content/legal/terms"'),
        ("terms/History/index.md", "the timeline of the policy"),
        ("privacy/v.md", 'the versions of the policy "content/p.md"'),
        ("privacy/v/1.0.md", "the versions of the policy"),
        ("privacy/compare.md", "the comparison of the policy"),
        ("privacy/clauses/fees.md", "the sections through time of the policy"),
        ("privacy/feed.xml.md", "the feed of the policy"),
        ("about-this-archive.md", "the page about the archive"),
        ("subscribe.md", "the page about how to be told of changes"),
        ("About-This-Archive/index.md", "the page about the archive"),
        ("feed.xml.md", "the feed of all policies"),
        ("search/en/index.json", "the search index"),
        ("404.html", "the page for a wrong address"),
        ("index.html", "the choice of language"),
        ("sitemap.xml", "the sitemap"),
        ("_headers", "the rules for hosts"),
        ("api/v1/index.json", "the data"),
        ("embed/notice.js", "the notice for other pages"),
        ("files/a/b.png", "the files that versions show"),
        ("en/index.html", 'the overview in "en"'),
        ("EN/terms/index.html", "the policy"),
        ("en/terms/v/1.0/index.html", "the versions of the policy"),
        ("en/feed.xml", "the feed of all policies"),
    ],
)
def test_what_would_stand_at_anothers_address_names_both(path: str, other: str) -> None:
    found = list(collisions(POLICIES, ("en", "de"), "content", [f"content/{path}"]))
    assert [f.place.path for f in found] == [f"content/{path}"]
    assert other in found[0].what
    assert found[0].rule == "address-taken"


@pytest.mark.parametrize(
    "path",
    [
        "index.md", "about.md", "terms/help.md", "history.md", "v/x.md", "api.md", "embed.md",
        "files.md", "404.md", "api/openapi.json", "embed/other.js", "en.md", "en/logo.png",
        "assets/logo.svg", "robots.txt", "legal/terms.md", "terms/feed.md",
    ],
)  # fmt: skip
def test_what_has_an_address_of_its_own_is_left_alone(path: str) -> None:
    assert list(collisions(POLICIES, ("en",), "content", [f"content/{path}"])) == []


@pytest.mark.parametrize(
    ("one", "two"), [("a.md", "a/index.md"), ("About.md", "about.md"), ("x/B.md", "X/b/index.md")]
)
def test_two_pages_at_one_address_are_both_named(one: str, two: str) -> None:
    paths = [f"content/{one}", f"content/{two}"]
    found = list(collisions(POLICIES, ("en",), "content", paths))
    assert len(found) == 1
    assert {found[0].place.path, found[0].what.split('"')[1]} == set(paths)


def test_a_policy_cannot_take_the_place_of_a_page_of_ours() -> None:
    policy = PolicySource("about-this-archive", "content/about-this-archive")
    found = list(collisions([policy], ("en",), "content", []))
    assert [f.place.path for f in found] == ["content/about-this-archive"]


@pytest.mark.parametrize("command", ["check", "build"])
def test_the_command_refuses_a_page_in_the_place_of_a_timeline(
    repository: Repository, command: str
) -> None:
    repository.commit(LATER, {"content/terms/history.md": "# History\n\nOurs.\n"})
    done = run(repository, command, "--as-of", "2026-06-01")
    assert done.code == 1
    assert (
        "content/terms/history.md: error: This page would have the same address as the timeline of "
        'the policy "content/terms.md".'
    ) in done.output + done.errors


def test_a_page_that_is_left_out_takes_no_place(repository: Repository) -> None:
    config = f"{CONFIG}exclude_docs: /terms/\n"
    files = {"content/terms/history.md": "# History\n", "mkdocs.yml": config}
    repository.commit(LATER, files)
    assert run(repository, "check", "--as-of", "2026-06-01").code == 0


def test_a_policy_named_like_a_device_is_refused(repository: Repository) -> None:
    repository.commit(LATER, {"content/aux.md": ONE})
    done = run(repository, "check")
    assert done.code == 1
    assert '"aux" cannot be a policy\'s id: Windows reserves that name' in done.output
