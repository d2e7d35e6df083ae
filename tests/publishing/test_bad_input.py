from __future__ import annotations

import json
import os
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from gazette.configuration import read_configuration
from gazette.model import PolicySource
from gazette.publishing.loading import load
from repositories import Repository
from scripting import SCRIPTS
from small import (
    CATALOG,
    CONFIG,
    GERMAN,
    NOW,
    ONE,
    TERMS,
    TODAY,
    TWO,
    Outcome,
    Parsed,
    build,
    contents,
    make,
    process,
    run,
)

DAY = "2026-06-01"  # that of the site: what comes to be known on it is news
# A version of its own, so that only what a case does to it is wrong.
THREE = (
    TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-08-01").replace("7 euros", "8 euros")
)
PO = GERMAN.count("\n", 0, GERMAN.index('msgid "Fees"')) + 1


def refused(repository: Repository, *arguments: str) -> list[str]:
    """What a build says that is refused, having checked that the old site stands untouched."""
    before = contents(repository.root / "site")
    outcome = build(repository, *arguments)
    assert outcome.code == 1, outcome
    assert outcome.output == ""
    assert contents(repository.root / "site") == before
    assert not list(repository.root.glob(".site*"))
    assert all(re.search(r"error: .+\. .+\. \[[a-z-]+\]$", line) for line in outcome.lines)
    return outcome.lines


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_a_line_ends_as_any_system_ends_it(repository: Repository, end: str) -> None:
    head, _, text = THREE.partition("# Terms")
    text = f"# Terms{text}\n### Notes\n\n• one\n• two\n".replace("\n", end)
    repository.commit("2026-05-16", {TERMS: f"{head}{text}".encode()})
    site = load(repository.settings(PolicySource("terms", TERMS), languages=("en",)), TODAY)
    assert site.archive("terms").texts.document("3.0", "en").blocks[-2].text == "Notes"
    (one,) = (finding for finding in site.findings if finding.rule == "list-by-hand")
    assert one.place.line == THREE.count("\n") + 4


# --- Policies -----------------------------------------------------------------------------

# What stands in the text, what is put in its place; then the rule and line of the finding.
FRONT = {
    "not closed": ("---\n# Terms", "# Terms", "front-matter-malformed", 7),
    "malformed": ("title: Terms", 'title: "Terms', "front-matter-malformed", 2),
    "tab": ("title: Terms", "\ttitle: Terms", "front-matter-malformed", 2),
    "unknown key": ("title: Terms", "titel: Terms", "unknown-key", 2),
    "key twice": ("title: Terms", "title: Terms\ntitle: Terms", "key-repeated", 3),
    "list for a text": ("change: material", "change: [material]", "wrong-type", 5),
    "unknown change": ("change: material", "change: big", "wrong-type", 5),
    "version as a number": ('"3.0"', "3.0", "wrong-type", 3),
    "version as a path": ('"3.0"', '"../3.0"', "wrong-type", 3),
    "no such day": ("2026-08-01", "2026-02-30", "impossible-date", 4),
    "no date": ("2026-08-01", "soon", "wrong-type", 4),
    "no effective date": ("effective: 2026-08-01\n", "", "effective-missing", 3),
    "alias": ("title: Terms", "title: *a", "front-matter-alias", 2),
    "anchor": ("title: Terms", "title: &a Terms", "front-matter-alias", 2),
    "tag": ("title: Terms", "title: !!python/name:os.system", "front-matter-alias", 2),
    "section twice": ("{#fees}", "{#terms}", "duplicate-section-id", 12),
    "highlight of no section": (
        "summary: The fee rises.",
        "highlights:\n  - section: fines\n    text: New fines.",
        "highlight-unknown-section",
        7,
    ),
    "label of an older version": ('"3.0"', '"1.0"', "label-reused", 3),
    "before the one in force": ("2026-08-01", "2025-01-20", "effective-in-the-past", 4),
    "day of publication passed": ("2026-08-01", "2026-05-19", "effective-in-the-past", 4),
    "under 30 days": ("2026-08-01", "2026-06-18", "notice-period", 4),
    "declared but to come": (
        "change: material",
        "change: material\npublished: 2026-01-01",
        "published-declared",
        6,
    ),
}


@pytest.mark.parametrize(("there", "instead", "rule", "line"), FRONT.values(), ids=FRONT)
def test_a_wrong_policy_is_refused_by_file_and_line(
    repository: Repository, there: str, instead: str, rule: str, line: int
) -> None:
    assert there in THREE
    repository.commit(DAY, {TERMS: THREE.replace(there, instead)})
    lines = refused(repository)
    assert any(said.startswith(f"{TERMS}:{line}: ") and f"[{rule}]" in said for said in lines)


def test_a_notice_of_29_full_days_is_refused(repository: Repository) -> None:
    # Published at noon of 2 June: 30 full days are over on 2 July at noon.
    repository.commit("2026-06-02", {TERMS: THREE.replace("2026-08-01", "2026-07-02")})
    assert (
        "29 full days after it is published; a material change needs 30"
        in refused(repository, "--as-of", "2026-06-02")[0]
    )


def test_a_notice_of_30_full_days_is_kept(repository: Repository) -> None:
    repository.commit(DAY, {TERMS: THREE.replace("2026-08-01", "2026-07-02")})
    assert build(repository).code == 0


def test_everything_wrong_is_told_at_once(repository: Repository) -> None:
    wrong = THREE.replace("title: Terms", "titel: Terms").replace("2026-08-01", "soon")
    repository.commit(DAY, {TERMS: wrong, CATALOG: GERMAN.replace('"Gebühren"', '"Gebühren')})
    assert [line.split(": ")[0] for line in refused(repository)] == [
        f"{TERMS}:2",
        f"{TERMS}:4",
        f"{CATALOG}:{PO + 1}",
    ]


def test_a_published_text_that_changes_is_refused(repository: Repository) -> None:
    repository.commit(DAY, {TERMS: TWO.replace("7 euros", "8 euros")})
    assert "[published-text-changed]" in refused(repository)[0]


def test_a_published_version_that_loses_its_date_is_refused(repository: Repository) -> None:
    repository.commit(DAY, {TERMS: TWO.replace("effective: 2026-07-01\n", "")})
    assert refused(repository)[0].startswith(f"{TERMS}:3: error: Version 2.0 no longer says")


FOLDER = {
    "content/privacy/index.md": "# Privacy {#privacy}\n",
    "content/privacy/01-data.md": "## Data {#data}\n\nNone.\n",
}


def test_a_folder_of_sections_without_front_matter_is_refused(repository: Repository) -> None:
    repository.commit(DAY, FOLDER)
    assert refused(repository)[0].startswith("content/privacy/index.md:1: ")


# --- Policies that were published and are gone --------------------------------------------

IMPRINT = "content/imprint.md"
PRIVACY = {
    "content/privacy/index.md": ONE.replace("Terms", "Privacy").split("## Fees")[0],
    "content/privacy/data.md": "## Data {#data}\n\nNone but your name.\n",
}
PAGE = "# Terms\n\nA page about potatoes, butter and salt, and how to boil them.\n"


@pytest.fixture
def two(repository: Repository) -> Repository:
    """The same with a second policy, which stays while a test loses the first."""
    repository.commit("2026-05-16", {IMPRINT: ONE.replace("2025-02-01", "2026-05-16")})
    return repository


def publish_first(repository: Repository) -> None:
    """Publish what stands there now as the first site."""
    shutil.rmtree(repository.root / "site")
    assert build(repository).code == 0


def lost(repository: Repository, path: str, version: str, restored: str) -> None:
    """Check that the loss of a policy is all that is wrong, and that its fix fixes it.

    The guard tells of it too, where the policy is published.
    """
    lines = [line for line in refused(repository) if not line.endswith("[version-lost]")]
    (said,) = lines
    assert said.startswith(f"{path}:")
    label, _, day = version.partition(" of ")
    assert f"This policy (last version {label}, {day}) has been removed" in said
    assert said.endswith("[policy-lost]")
    fix = re.search(r'"git (checkout \w+ -- [^"]+)"', said)
    assert fix is not None
    assert fix[1].endswith(f" {restored}")
    repository.git(*fix[1].split())
    repository.commit(DAY)
    assert build(repository).code == 0


def test_a_deleted_policy_is_refused_until_it_is_back(two: Repository) -> None:
    two.delete(TERMS, DAY)
    two.commit(DAY, {"content/page.md": PAGE})
    lost(two, TERMS, "2.0 of 2026-05-15", TERMS)
    assert (two.root / "site/en/terms/v/1.0/index.html").exists()


def test_a_deleted_folder_is_refused_as_one_policy_and_comes_back_whole(two: Repository) -> None:
    two.commit("2026-05-17", {p: t.replace("2025-02-01", "2026-05-17") for p, t in PRIVACY.items()})
    two.commit("2026-05-18", {"content/page.md": PAGE})
    two.delete("content/privacy", DAY)
    lost(two, "content/privacy/index.md", "1.0 of 2026-05-17", "content/privacy")
    assert "your name" in Parsed(two.root / "site/en/privacy/index.html").words


WITHOUT_FRONT = TWO.split("---\n")[2]


@pytest.mark.parametrize("text", [WITHOUT_FRONT, f"{WITHOUT_FRONT}\nMore.\n"])
def test_a_policy_that_lost_its_front_matter_is_refused(two: Repository, text: str) -> None:
    two.commit(DAY, {TERMS: text})
    two.commit(DAY, {TERMS: f"{text}\nAnd more.\n"})
    lost(two, TERMS, "2.0 of 2026-05-15", TERMS)


def test_a_policy_that_lost_its_version_is_refused(two: Repository) -> None:
    two.commit(DAY, {TERMS: TWO.replace('version: "2.0"\n', "")})
    said = [line for line in refused(two) if line.startswith(f"{TERMS}:1: error: ")]
    assert [line.rpartition(" ")[2] for line in said] == ["[version-missing]"]


def test_a_policy_deleted_without_a_commit_is_refused(two: Repository) -> None:
    (two.root / TERMS).unlink()
    lost(two, TERMS, "2.0 of 2026-05-15", TERMS)


def test_a_policy_that_was_renamed_and_then_lost_is_told_once_with_its_own_date(
    two: Repository,
) -> None:
    two.rename(TERMS, "content/conditions.md", "2026-05-17")
    publish_first(two)
    two.delete("content/conditions.md", DAY)
    lost(two, "content/conditions.md", "2.0 of 2026-05-15", "content/conditions.md")


def test_a_policy_whose_text_moved_into_another_is_lost(two: Repository) -> None:
    two.commit("2026-05-17", {p: t.replace("2025-02-01", "2026-05-17") for p, t in PRIVACY.items()})
    two.rename(TERMS, "content/privacy/terms.md", DAY)
    assert any(
        said.startswith(f"{TERMS}: error: This policy (last version") for said in refused(two)
    )


REWRITTEN = PAGE.join(THREE.split("# Terms {#terms}\n", 1)).split("## Fees")[0]


def test_a_move_is_no_loss(two: Repository) -> None:
    two.rename(TERMS, "content/legal/index.md", DAY)
    two.rename("content/legal", "content/terms", DAY)
    assert build(two).code == 0
    assert (two.root / "site/en/terms/v/1.0/index.html").exists()


def test_a_text_rewritten_elsewhere_under_the_same_id_is_no_loss(two: Repository) -> None:
    moved = REWRITTEN.replace("title:", "id: terms\ntitle:")
    two.commit(DAY, {TERMS: None, "content/conditions.md": moved})
    assert build(two).code == 0
    assert (two.root / "site/en/terms/v/1.0/index.html").exists()


def test_a_move_may_be_declared_after_the_fact(two: Repository) -> None:
    two.commit(DAY, {TERMS: None, "content/conditions.md": REWRITTEN})
    assert 'write "id: terms" in the new file. [policy-lost]' in refused(two)[0]
    moved = REWRITTEN.replace("title:", "id: terms\ntitle:")
    two.commit(DAY, {"content/conditions.md": moved})
    assert build(two).code == 0
    assert (two.root / "site/en/terms/v/1.0/index.html").exists()


def test_what_never_was_a_policy_may_go(two: Repository) -> None:
    notes = {"content/notes/index.md": PAGE, "content/notes/a.md": "A\n", "README.md": ONE}
    two.commit("2026-05-17", {"content/page.md": PAGE, **notes})
    for path in ("content/page.md", "content/notes", "README.md"):
        two.delete(path, DAY)
    assert build(two).code == 0


def test_a_list_of_policies_says_itself_which_there_are(two: Repository) -> None:
    listed = CONFIG.replace(
        "[en, de]}", f"[en, de], policies: [{{id: imprint, path: {IMPRINT}}}]}}"
    )
    two.commit(DAY, {TERMS: None, CATALOG: None, "mkdocs.yml": listed})
    publish_first(two)


def test_a_preview_may_move_a_policy_that_is_not_yet_committed(two: Repository) -> None:
    (two.root / TERMS).rename(two.root / "content/conditions.md")
    settings = read_configuration(two.root / "mkdocs.yml").settings
    assert not load(settings, TODAY, drafts=NOW).errors()


# --- Bytes --------------------------------------------------------------------------------

# The bytes of the file; then the rule and where it points.
BYTES = {
    "not UTF-8": (THREE.encode() + b"\xff", "bad-encoding", ":15"),
    "UTF-16": (THREE.encode("utf-16"), "nul-character", ":1"),
    "NUL": (THREE.encode() + b"\0", "nul-character", ":15"),
    "LFS pointer": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n",
        "lfs-pointer",
        "",
    ),
    "5 MB": (THREE.encode() + b"words " * 850_000, "large-file", ""),
    "no section": (THREE.split("# Terms")[0].encode() + b"Words.\n", "no-section", ":1"),
    "no words": (THREE.split("# Terms")[0].encode(), "no-section", ":1"),
}


@pytest.mark.parametrize(("data", "rule", "line"), BYTES.values(), ids=BYTES)
def test_what_is_no_text_is_refused(
    repository: Repository, data: bytes, rule: str, line: str
) -> None:
    repository.commit(DAY, {TERMS: data})
    (said,) = refused(repository)
    assert said.startswith(f"{TERMS}{line}: error: ")
    assert f"[{rule}]" in said


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf" + THREE.encode(), THREE.replace("\n", "\r\n")])
def test_what_editors_of_some_systems_write_makes_no_difference(
    repository: Repository, data: str | bytes
) -> None:
    repository.commit(DAY, {TERMS: THREE})
    plain = run(repository, "redline", "terms@2.0", "terms@3.0")
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    repository.commit(DAY, {TERMS: data})
    assert build(repository).code == 0
    assert run(repository, "redline", "terms@2.0", "terms@3.0") == plain


def test_a_link_that_leaves_the_content_is_refused(repository: Repository) -> None:
    repository.write("elsewhere/terms.md", TWO)
    repository.link(TERMS, "../elsewhere/terms.md")
    repository.commit(DAY)
    assert "[outside-link]" in refused(repository)[0]


@pytest.mark.parametrize("path", [TERMS, "content/page.md", "content/picture.png"])
def test_nothing_outside_of_the_repository_is_published(
    repository: Repository, tmp_path: Path, path: str
) -> None:
    (tmp_path / "secret").write_text(f"{TWO}\nsecret words\n")
    repository.link(path, "../../secret")
    repository.commit(DAY)
    assert refused(repository)[0].startswith(f"{path}: error: This is a symbolic link")


def test_a_link_to_nothing_is_refused(repository: Repository) -> None:
    repository.link("content/privacy.md", "nowhere.md")
    repository.commit(DAY)
    assert "[dangling-link]" in refused(repository)[0]


def test_a_folder_whose_name_ends_like_a_file_is_a_folder(repository: Repository) -> None:
    repository.commit(DAY, {"content/old.md/notes.txt": "words"})
    assert build(repository).code == 0


# --- The repository -----------------------------------------------------------------------


def test_a_shallow_clone_is_refused(built: Repository, tmp_path: Path) -> None:
    clone = Repository.clone(f"file://{built.root}", tmp_path / "clone", "--depth=1")
    (said,) = build(clone, GITHUB_ACTIONS="true").lines
    assert said.startswith("error: This clone is shallow: ")
    assert 'Give the step that uses "actions/checkout" the option "fetch-depth: 0".' in said


def test_a_folder_that_is_no_repository_is_refused(repository: Repository) -> None:
    shutil.rmtree(repository.root / ".git")
    assert "is not a git repository" in refused(repository)[0]


def test_a_repository_without_commits_is_refused(repository: Repository) -> None:
    shutil.rmtree(repository.root / ".git")
    Repository.create(repository.root)
    assert "no commit yet" in refused(repository)[0]


def test_the_repository_of_another_user_is_refused(repository: Repository) -> None:
    if os.geteuid():
        pytest.skip("only root can give a folder to another user")
    for path in (repository.root, repository.root / ".git"):
        os.chown(path, 12345, 12345)
    outcome = process(repository, "build")
    assert outcome.returncode == 1
    assert "safe.directory" in outcome.stderr
    assert len(outcome.stderr.splitlines()) == 1


def test_a_detached_head_is_fine(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--detach")
    assert build(repository).code == 0


def test_uncommitted_words_are_refused(repository: Repository) -> None:
    repository.write(TERMS, THREE)
    repository.write(CATALOG, GERMAN + "\n")
    texts = refused(repository)
    assert [line.split(":")[0] for line in texts] == [TERMS, CATALOG]
    assert all("is not committed" in line for line in texts)


def test_a_new_policy_that_nobody_committed_is_refused(repository: Repository) -> None:
    repository.write("content/new.md", ONE)
    assert "content/new.md: error: This text is not committed" in refused(repository)[0]


# --- Catalogs -----------------------------------------------------------------------------

CATALOGS = {
    "quotation mark": (GERMAN.replace('"Gebühren"', '"Gebühren'), "catalog-syntax", PO + 1),
    "truncated": (GERMAN[: GERMAN.index("ühren") + 2], "catalog-syntax", PO + 1),
    "merge conflict": (
        GERMAN.replace('msgid "Fees"', '<<<<<<< HEAD\nmsgid "Fees"'),
        "catalog-syntax",
        PO,
    ),
    "other language": (GERMAN.replace("Language: de", "Language: fr"), "catalog-language", 1),
    "other encoding": (GERMAN.encode("latin-1"), "bad-encoding", 10),
    "link dropped": (
        GERMAN.replace("[unsere Preise](https://example.com/prices)", "unsere Preise"),
        "translation-parity",
        PO + 3,
    ),
    "link changed": (
        GERMAN.replace(
            '(https://example.com/prices)."\n\nmsgid "The fee rises',
            '(https://evil.example/)."\n\nmsgid "The fee rises',
        ),
        "translation-parity",
        PO + 3,
    ),
    "tag": (GERMAN.replace('"Gebühren"', '"<i>Gebühren</i>"'), "translation-parity", PO),
}


@pytest.mark.parametrize(("text", "rule", "line"), CATALOGS.values(), ids=CATALOGS)
def test_a_wrong_catalog_is_refused_by_file_and_line(
    repository: Repository, text: str | bytes, rule: str, line: int
) -> None:
    repository.commit(DAY, {CATALOG: text})
    lines = refused(repository)
    assert all(f"[{rule}]" in said for said in lines)
    assert lines[0].startswith(f"{CATALOG}:{line}: error: ")


def test_a_translation_without_its_number_is_told_and_the_source_stands_marked(
    repository: Repository,
) -> None:
    wrong = GERMAN.replace("The fee is 7 euros", "The fee is 8 euros").replace("7 Euro", "9 Euro")
    repository.commit(DAY, {TERMS: THREE, CATALOG: wrong})
    outcome = build(repository)
    assert outcome.code == 0, outcome.errors
    assert f"{CATALOG}:{PO + 3}: warning: The number 8 is missing" in outcome.errors
    page = Parsed(repository.root / "site/de/terms/v/3.0/index.html")
    assert "9 Euro" not in page.words
    assert "The fee is 8 euros." in page.words
    assert {"lang": "en"}.items() <= marked(page, "span").items()


def marked(page: Parsed, tag: str) -> dict[str, str]:
    """The attributes of the first element of a kind that says it is in another language."""
    return next(found for name, found in page.elements if name == tag and "lang" in found)


# --- The configuration --------------------------------------------------------------------


def option(text: str) -> str:
    return CONFIG.replace("{languages: [en, de]", f"{{{text}")


def policies(text: str) -> str:
    return option(f"languages: [en, de], policies: [{text}]")


# The file, and words of what is said of it.
CONFIGURATIONS = {
    "empty": ("", '"site_name": Required'),
    "garbage": ("a: [1\nb", "mkdocs.yml:2: error: The configuration is not valid YAML"),
    "a number": ("5", "holds no options"),
    "a list": ("- a\n", "Expected a key-value mapping"),
    "no text": (b"\xff\0\xfe", "not valid YAML"),
    "nothing to inherit": (f"INHERIT: no.yml\n{CONFIG}", "'no.yml' does not exist"),
    "no name": (CONFIG.partition("\n")[2], '"site_name"'),
    "no plugin": (CONFIG.partition("plugins")[0], "does not use the gazette plugin"),
    "no theme": (CONFIG.replace("theme: {name: gazette}\n", ""), 'The theme is "mkdocs"'),
    "no such theme": (CONFIG.replace("name: gazette", "name: nope"), "Unrecognised theme"),
    "unknown plugin": (CONFIG.replace("- gazette:", "- nope\n  - gazette:"), "not installed"),
    "unknown option": (
        f"{CONFIG}site_ulr: x\n",
        'There is no option "site_ulr". Write "site_url", if you mean that.',
    ),
    "unknown option of ours": (option("notice_day: 3"), 'Write "notice_days", if you mean that.'),
    "unknown option of a policy": (
        policies("{id: t, path: content/terms.md, titel: T}"),
        'There is no option "titel" in "policies"',
    ),
    "unknown language": (option("languages: [en, tlh-qq]"), '"tlh-qq" is not a language code'),
    "no language": (option("languages: []"), '"languages" is empty'),
    "language as a text": (option("languages: en"), "Expected a list of items, but a text"),
    "unknown rule": (option("versions: some"), "('labels', 'commits', 'tags')"),
    "unknown time zone": (option("timezone: Mars/Base"), 'no time zone "Mars/Base"'),
    "time zone as a path": (option("timezone: ../../etc/passwd"), "no time zone"),
    "notice before the fact": (option("notice_days: -1"), "notice_days is -1"),
    "notice of ages": (option("notice_days: 100000000000"), "not a notice period"),
    "address of the site": (CONFIG.replace("https://example.com", "example"), '"site_url"'),
    "no such path": (policies("{id: t, path: content/no.md}"), "content/no.md: error: There is no"),
    "path that leaves": (policies("{id: t, path: ../t.md}"), "leaves the repository"),
    "no path": (policies("{id: t}"), "Sub-option 'path': Required"),
    "no policy but a text": (policies("terms"), "Expected a key-value mapping"),
    "id with a blank": (policies("{id: a b, path: content/terms.md}"), "cannot be a policy's id"),
    "id of ours": (policies("{id: schema, path: content/terms.md}"), "reserves that name"),
    "id twice": (
        policies("{id: t, path: content/terms.md}, {id: t, path: content}"),
        'Two policies have the id "t"',
    ),
    "path twice": (
        policies("{id: t, path: content/terms.md}, {id: u, path: ./content//terms.md}"),
        'Two policies are "./content//terms.md": t and u. Remove one of them.',
    ),
    "no content": (CONFIG.replace("docs_dir: content", "docs_dir: no"), "no policy to publish"),
    "links as a list": (f"{CONFIG}extra: {{gazette: [1]}}\n", '"extra", "gazette"'),
    "link to nowhere": (
        f"{CONFIG}extra: {{gazette: {{header: [{{text: A}}]}}}}\n",
        "Sub-option 'href': Required",
    ),
    "link that is none": (
        f"{CONFIG}extra: {{gazette: {{footer: [{{text: A, href: 'http://[b'}}]}}}}\n",
        "is not an address",
    ),
}


@pytest.mark.parametrize(("text", "said"), CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_a_wrong_configuration_is_refused(
    repository: Repository, text: str | bytes, said: str
) -> None:
    repository.write("mkdocs.yml", text)
    others = ("[uncommitted-configuration]", "[version-lost]")
    lines = [line for line in refused(repository) if not line.endswith(others)]
    assert len(lines) == 1
    assert said in lines[0]
    assert "mkdocs.yml" in lines[0] or lines[0].startswith("content/")
    assert "<class" not in lines[0]


def test_a_missing_configuration_is_refused(repository: Repository) -> None:
    (repository.root / "mkdocs.yml").unlink()
    assert "--config-file" in refused(repository)[0]


# --- What must never reach a page -----------------------------------------------------------

EVIL = '<script>evil()</script><img src=x onerror="evil()"><a href="javascript:evil()">x</a>'
EVIL_TEXT = (
    f"{EVIL}\n\n[link](javascript:evil) ![picture](javascript:evil) <javascript:evil>\n\n"
    "[split](java\tscript:evil) [coded](&#106;avascript:evil) [data](data:text/html,evil)\n\n"
    '<div onclick="evil()" markdown="1">words</div>\n\n<svg onload="evil()"></svg>\n\n'
    '<iframe src="https://evil.example"></iframe>\n\n<style>body { display: none }</style>\n\n'
    '{: onclick="evil()" }\n\nwords\n{: onmouseover="evil()" style="color: red" }\n'
)
EVIL_POLICY = f"""\
---
title: '{EVIL}'
description: '{EVIL}'
version: "3.0"
effective: 2026-08-01
change: material
summary: '{EVIL}'
highlights:
  - section: fees
    text: '{EVIL}'
badges: ['{EVIL}']
---
# Terms {EVIL} {{#terms}}

{EVIL_TEXT}

## Fees {{#fees onclick="evil()"}}

None.
"""


def evil_catalog() -> str:
    quoted = EVIL.replace('"', '\\"')
    return GERMAN.replace('msgid "The fee rises."', f'msgid "{quoted}"').replace(
        'msgstr "Die Gebühr steigt."', f'msgstr "{quoted}"'
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Parsed]:
    """The pages of a site whose every source tries to bring a script."""
    repository = make(tmp_path_factory.mktemp("evil") / "repository")
    linked = '{text: "<script>evil()</script>", href: "javascript:evil()"}'
    config = CONFIG.replace("Example Legal", f"'{EVIL}'")
    config += (
        f"copyright: '{EVIL}'\nextra: {{gazette: {{header: [{linked}], footer: [{linked}]}}}}\n"
    )
    files = {
        TERMS: EVIL_POLICY,
        "mkdocs.yml": config,
        CATALOG: evil_catalog(),
        "content/x": b"no picture",  # a browser that loads it runs the handler
        "locales/de/LC_MESSAGES/site.po": evil_catalog(),
    }
    repository.commit(DAY, files, message=EVIL, author='" onclick="evil() <evil@example.com>')
    outcome = build(repository)
    assert outcome.code == 0, outcome
    return [Parsed(page) for page in sorted((repository.root / "site").rglob("*.html"))]


def test_only_the_themes_own_scripts_reach_a_page(pages: list[Parsed]) -> None:
    scripts = [found for page in pages for tag, found in page.elements if tag == "script"]
    assert scripts
    sources = {Path(found.get("src", "")).name.partition("?")[0] for found in scripts}
    assert sources <= {"", "gazette.js", *SCRIPTS}
    assert all("evil" not in value for found in scripts for value in found.values())


def test_no_handler_and_no_address_of_a_page_runs_a_script(pages: list[Parsed]) -> None:
    for page in pages:
        for tag, found in page.elements:
            assert tag not in {"iframe", "object", "embed", "base"}
            assert not [name for name in found if name.startswith("on")]
            assert "style" not in found or "evil" not in found["style"]
            for name in ("href", "src", "action", "formaction"):
                # As a browser reads an address (WHATWG URL, "basic URL parser").
                address = re.sub(r"^[\0- ]+|[\t\n\r]", "", found.get(name, "")).lower()
                assert not address.startswith(("javascript:", "data:", "vbscript:"))


def test_inline_scripts_hold_nothing_of_the_texts_but_as_data(pages: list[Parsed]) -> None:
    """What a page says to machines is JSON that no browser runs, and that cannot end early."""
    told = 0
    for page in pages:
        kinds = {found.get("type") for tag, found in page.elements if tag == "script"}
        data = page.scripts.strip()
        if "application/ld+json" in kinds:
            assert json.loads(data)["@context"] == "https://schema.org"
            assert "<" not in data
            told += 1
        else:
            assert "evil" not in data
    assert told


def test_the_texts_themselves_stand_as_words(pages: list[Parsed]) -> None:
    # In a title nothing is markup, so it is shown as it was written.
    assert any("<script>evil()</script>" in page.words for page in pages)


# --- The real command -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("mkdocs.yml", "a: [1", "mkdocs.yml:1: error: "),
        (TERMS, THREE, f"{TERMS}: error: This text is not committed"),
        (CATALOG, b"\xff", f"{CATALOG}: error: "),
    ],
)
def test_a_process_ends_with_1_and_one_line(
    repository: Repository, path: str, text: str | bytes, said: str
) -> None:
    repository.write(path, text)
    before = contents(repository.root / "site")
    done = process(repository, "build")
    assert done.returncode == 1
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr + done.stdout
    assert contents(repository.root / "site") == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["versions"],
        ["check"],
        ["i18n", "status"],
        ["i18n", "update"],
        ["redline", "terms@1.0", "terms@2.0"],
        ["serve"],
    ],
)
def test_every_command_refuses_a_folder_without_history(
    repository: Repository, arguments: list[str]
) -> None:
    shutil.rmtree(repository.root / ".git")
    done: Outcome = run(repository, *arguments)
    assert done.code == 1
    assert "is not a git repository" in done.errors + done.output


@pytest.mark.parametrize("passed", ["2026-05-19", "2025-01-20"])
def test_a_day_that_has_passed_is_told_once_with_the_first_that_keeps_the_notice(
    repository: Repository, passed: str
) -> None:
    """Also one before the version that was in force then."""
    repository.commit(DAY, {TERMS: THREE.replace("2026-08-01", passed)})
    lines = refused(repository)
    assert not [line for line in lines if re.search("notice-period|dates-out-of-order", line)]
    [line] = [line for line in lines if "[effective-in-the-past]" in line]
    first = date.fromisoformat(DAY) + timedelta(days=31)  # committed in the course of a day
    assert f"Set effective to {first} or a later day" in line
