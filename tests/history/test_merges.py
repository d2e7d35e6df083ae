"""Merges that put the published line aside, branches whose versions were never published, tags."""

from __future__ import annotations

import re
import subprocess
from datetime import date

import pytest

import small
from gazette.history import read_history
from gazette.model import Discovery, PolicySource
from gazette.publishing.loading import load
from repositories import Repository, environment, shared

TERMS = "content/terms.md"
TODAY = "2026-06-20"


MORE = "".join(f"{n}. You keep rule number {n} of this policy.\n" for n in range(20))


def text(label, effective, fee=5, change="material"):
    return (
        f'---\ntitle: Terms\nversion: "{label}"\neffective: {effective}\nchange: {change}\n'
        f"summary: Version {label} changes the fee.\n---\n# Terms {{#terms}}\n\n"
        f"## Fees {{#fees}}\n\nThe fee is {fee} euros.\n\n{MORE}"
    )


ONE = text("1.0", "2026-01-10", change="initial")
TWO = text("2.0", "2026-03-10", 7)
THREE = text("3.0", "2026-07-10", 9)
FOUR = text("4.0", "2026-09-10", 11)


@pytest.fixture
def origin(tmp_path):
    """The published repository, with version 1.0; bare, as servers have it."""
    first = Repository.create(tmp_path / "first")
    config = small.CONFIG.replace("[en, de]", "[en]")
    first.commit("2026-01-05", {"mkdocs.yml": config, ".gitignore": "/site/\n", TERMS: ONE})
    first.git("clone", "--quiet", "--bare", ".", str(tmp_path / "origin.git"))
    return tmp_path / "origin.git"


def clone(origin, name):
    return Repository.clone(origin, origin.parent / name)


def push(repository):
    repository.git("push", "--quiet", "origin", "HEAD:main")


def pull(repository, date):
    """What `git pull` does where both sides have commits."""
    repository.git("pull", "--quiet", "--no-rebase", "--no-edit", "origin", "main", date=date)


def versions(repository):
    """(label, day of publication) of each version, and every finding."""
    done = small.run(repository, "versions", "terms", "--as-of", TODAY)
    shown = [(line.split()[1], line.split()[3]) for line in done.output.splitlines()[1:]]
    told = small.run(repository, "check", "--as-of", TODAY).output.splitlines()
    return shown, [line for line in told if "[version-set-aside]" in line]


def follow(commands, repository):
    """Run the commands that a message names."""
    for command in re.findall(r'"(git (?!pull"\))[^"]+)"', commands):
        subprocess.run(
            ["sh", "-c", command],
            cwd=repository.root,
            check=True,
            env=environment("2026-06-15") | {"FILTER_BRANCH_SQUELCH_WARNING": "1"},
            capture_output=True,
        )


@pytest.fixture
def foxtrot(origin):
    """A lawyer's clone, into which the published line was pulled, and that was pushed."""
    lawyer, publisher = clone(origin, "lawyer"), clone(origin, "publisher")
    lawyer.commit("2026-02-01", {"NOTES.txt": "hello"})
    publisher.commit("2026-02-02", {TERMS: TWO})
    publisher.commit("2026-05-02", {TERMS: THREE})
    push(publisher)
    assert versions(publisher) == (PUBLISHED, [])
    pull(lawyer, "2026-05-21")
    push(lawyer)
    return lawyer


PUBLISHED = [("1.0", "2026-01-05"), ("2.0", "2026-02-02"), ("3.0", "2026-05-02")]


def test_a_pulled_published_branch_is_told_and_what_is_told_puts_it_back(foxtrot, origin):
    shown, (line,) = versions(foxtrot)
    assert shown == [("1.0", "2026-01-05"), ("3.0", "2026-05-21")]
    assert line.startswith(
        "content/terms.md: warning: Version 2.0 does not count as published: it stood only on a "
        f"branch that was merged on 2026-05-21 ({foxtrot.head[:10]}), when the branch had gone on "
        "to another version. If readers were shown it, "
    )
    follow(line, foxtrot)
    assert versions(foxtrot) == (PUBLISHED, [])
    assert versions(clone(origin, "again")) == (PUBLISHED, [])
    assert (foxtrot.root / "NOTES.txt").exists()


def test_a_published_version_that_a_merge_put_aside_is_an_error_that_names_the_merge(
    foxtrot, origin
):
    other = clone(origin, "other")
    other.git("reset", "--quiet", "--hard", "HEAD^2")  # the published line as it was
    assert small.run(other, "build", "--as-of", "2026-05-20").code == 0
    other.git("merge", "--quiet", "--ff-only", "origin/main")
    done = small.run(other, "build", "--as-of", TODAY)
    assert done.code == 1
    (line,) = (each for each in done.lines if "[version-lost]" in each)
    assert line.startswith(
        "content/terms.md: error: Version 2.0 of terms is published, and would be lost. Its commit "
        f"stands on a branch that was merged on 2026-05-21 ({foxtrot.head[:10]}): "
    )
    follow(line, other)
    assert small.run(other, "build", "--as-of", TODAY).code == 0
    assert versions(other) == (PUBLISHED, [])


def test_thousands_of_versions_need_no_recursion(origin):
    repository = Repository(clone(origin, "many").root)
    stream = []
    for n in range(3_000):
        words = f"# Terms\n\n## Fees {{#fees}}\n\nThe fee is {n} euros.\n"
        stream.append(
            f"commit refs/heads/many\ncommitter L <l@example.com> {86_400 * (n + 9_999)} +0000\n"
            f"data 1\nx\nM 644 inline {TERMS}\ndata {len(words)}\n{words}\n"
        )
    repository.git("fast-import", "--quiet", feed="".join(stream).encode())
    repository.git("switch", "--quiet", "--force", "many")
    source = PolicySource("terms", TERMS, discovery=Discovery.COMMITS)
    site = load(repository.settings(source, languages=["en"]), date(2026, 6, 1))
    made = site.policies[0].versions
    assert len(made) == 3_000
    past, clauses = site.archive("terms").sources.past, site.archive("terms").clauses
    assert len(past(made[-1].label)) == len(past(made[0].label))
    assert len(clauses.steps()) == 3_000
    assert [h.section for h in clauses.histories()] == ["terms"]
    assert clauses.pairs(made[0].label, made[-1].label)


def test_versions_published_after_the_merge_keep_their_dates(foxtrot, origin):
    foxtrot.commit("2026-06-02", {TERMS: FOUR})
    foxtrot.commit("2026-06-03", {"NOTES.txt": "more"})
    push(foxtrot)
    _, (line,) = versions(foxtrot)
    follow(line, foxtrot)
    expected = ([*PUBLISHED, ("4.0", "2026-06-02")], [])
    assert versions(foxtrot) == expected
    assert versions(clone(origin, "again")) == expected
    assert (foxtrot.root / "NOTES.txt").read_text() == "more"


def test_a_fast_forward_to_such_a_merge_is_the_same(foxtrot, origin):
    other = clone(origin, "other")
    other.git("reset", "--quiet", "--hard", "HEAD^2~2")
    other.git("merge", "--quiet", "--ff-only", "origin/main")
    assert versions(other) == versions(foxtrot)


@pytest.mark.usefixtures("foxtrot")
def test_a_line_that_was_put_aside_twice_is_found(origin):
    other = clone(origin, "other")
    other.git("reset", "--quiet", "--hard", "HEAD^2~2")  # where all began
    other.commit("2026-02-20", {"MORE.txt": "hello"})
    pull(other, "2026-05-25")
    push(other)
    shown, (line,) = versions(other)
    assert shown == [("1.0", "2026-01-05"), ("3.0", "2026-05-25")]
    follow(line, other)
    assert versions(other) == (PUBLISHED, [])


def test_an_octopus_is_a_merge_like_any_other(origin):
    main = clone(origin, "main")
    main.branch("release")
    main.commit("2026-02-02", {TERMS: TWO})
    main.commit("2026-05-02", {TERMS: THREE})
    main.branch("notes", "main")
    main.commit("2026-05-03", {"NOTES.txt": "hello"})
    main.switch("main")
    main.commit("2026-05-04", {"README.md": "hello"})
    main.git("merge", "--quiet", "--no-edit", "notes", "release", date="2026-05-21")
    shown, (line,) = versions(main)
    assert shown == [("1.0", "2026-01-05"), ("3.0", "2026-05-21")]
    assert "Version 2.0 does not count as published" in line
    follow(line, main)
    assert versions(main) == (PUBLISHED, [])


def test_a_release_branch_publishes_its_last_version_and_the_others_are_told(origin):
    main = clone(origin, "main")
    main.branch("release")
    for day, source in (("2026-02-02", TWO), ("2026-05-02", THREE), ("2026-05-20", FOUR)):
        main.commit(day, {TERMS: source})
    main.switch("main")
    main.merge("release", "2026-05-21")
    shown, told = versions(main)
    assert shown == [("1.0", "2026-01-05"), ("4.0", "2026-05-21")]
    assert [re.search(r"Version (\S+) does", line)[1] for line in told] == ["2.0", "3.0"]


def test_a_proposal_with_one_version_is_no_matter(origin):
    main = clone(origin, "main")
    main.branch("proposal")
    main.commit("2026-02-02", {TERMS: TWO})
    main.commit("2026-02-03", {TERMS: TWO.replace("7 euros", "8 euros")})
    main.switch("main")
    main.commit("2026-02-04", {"NOTES.txt": "hello"})
    main.merge("proposal", "2026-02-05")
    assert versions(main) == ([("1.0", "2026-01-05"), ("2.0", "2026-02-05")], [])


@pytest.mark.parametrize(
    "draft",
    [
        THREE.replace("effective: 2026-07-10\n", ""),
        THREE.replace("change:", "chnage:"),
        THREE.replace('"3.0"', "3.0"),
    ],
)
def test_a_draft_that_could_not_have_been_published_is_no_matter(origin, draft):
    main = clone(origin, "main")
    main.branch("proposal")
    main.commit("2026-02-02", {TERMS: draft})
    main.commit("2026-02-03", {TERMS: TWO})
    main.switch("main")
    main.merge("proposal", "2026-02-05")
    assert versions(main) == ([("1.0", "2026-01-05"), ("2.0", "2026-02-05")], [])


def test_a_merge_that_was_reverted_had_published_its_version(origin):
    main = clone(origin, "main")
    main.branch("proposal")
    main.commit("2026-02-02", {TERMS: TWO})
    main.switch("main")
    main.merge("proposal", "2026-02-05")
    main.git("revert", "--no-edit", "--mainline", "1", "HEAD", date="2026-02-06")
    main.commit("2026-05-01", {TERMS: THREE})
    assert versions(main)[1] == []


def test_a_version_of_the_side_and_of_the_line_is_no_matter(origin):
    main = clone(origin, "main")
    main.branch("side")
    main.commit("2026-02-02", {TERMS: TWO})
    main.commit("2026-02-03", {TERMS: THREE})
    main.switch("main")
    main.commit("2026-02-04", {TERMS: TWO})
    main.git("merge", "--quiet", "--no-ff", "-Xtheirs", "--no-edit", "side", date="2026-02-05")
    expected = [("1.0", "2026-01-05"), ("2.0", "2026-02-04"), ("3.0", "2026-02-05")]
    assert versions(main) == (expected, [])


def test_a_moved_text_is_found_under_the_paths_it_had(origin):
    main = clone(origin, "main")
    main.branch("release")
    main.commit("2026-02-02", {TERMS: TWO})
    main.rename(TERMS, "content/conditions.md", "2026-02-03", {"content/conditions.md": THREE})
    main.switch("main")
    main.merge("release", "2026-02-05")
    found = read_history(main.settings("content/conditions.md")).findings
    assert [f.rule for f in found] == ["version-set-aside"]


@pytest.mark.parametrize("rule", [Discovery.COMMITS, Discovery.TAGS])
def test_labels_say_nothing_where_another_rule_finds_versions(foxtrot, rule):
    source = PolicySource("terms", TERMS, discovery=rule)
    assert read_history(foxtrot.settings(source)).findings == ()


@pytest.mark.parametrize(
    ("corpus", "paths"),
    [
        ("basecamp-policies", ("privacy/index.md", "terms/index.md", "licenses/index.md")),
        (
            "github-site-policy",
            (
                "Policies/github-terms/github-terms-of-service.md",
                "Policies/content-removal-policies/dmca-takedown-policy.md",
            ),
        ),
        ("mozilla-legal-docs-five", ("en/firefox_privacy_notice.md",)),
    ],
)
def test_no_real_archive_gets_a_false_alarm(tmp_path, corpus, paths):
    repository = Repository.clone(shared(f"corpora/{corpus}.bundle"), tmp_path / corpus)
    found = read_history(repository.settings(*paths, docs_dir=".")).findings
    assert not [finding for finding in found if finding.rule == "version-set-aside"]


# --- Tags -------------------------------------------------------------------------------


def plain(fee):
    return f"# Terms\n\nThe fee is {fee} euros.\n\n{MORE}"


@pytest.fixture
def tagged(tmp_path):
    """Version 1 on the line, version 2 tagged on a branch, then merged."""
    repository = Repository.create(tmp_path / "tagged")
    repository.commit("2020-01-05", {TERMS: plain(5)})
    repository.tag("terms/v1")
    repository.branch("release")
    repository.commit("2021-01-03", {TERMS: plain(7)})
    repository.tag("terms/v2", annotated=True)
    return repository


def tags(repository, source=None):
    """(tags, day, fee) of each tagged revision."""
    source = source or PolicySource("terms", TERMS, discovery=Discovery.TAGS)
    history = read_history(repository.settings(source))
    assert history.findings == ()
    return [
        (revision.tags, str(revision.committed.date()), re.findall(r"(\d+) euros", r.text))
        for revision in history.revisions["terms"]
        if revision.tags
        for r in revision.files
    ]


FIRST = (("terms/v1",), "2020-01-05", ["5"])


def test_a_tagged_release_is_a_version_from_its_merge(tagged):
    tagged.switch("main")
    tagged.commit("2021-01-04", {"other.txt": "x"})
    assert tags(tagged) == [FIRST]
    tagged.merge("release", "2021-01-06")
    assert tags(tagged) == [FIRST, (("terms/v2",), "2021-01-06", ["7"])]


def test_a_tagged_text_that_the_line_never_had_keeps_its_words(tagged):
    tagged.commit("2021-01-04", {TERMS: plain(9)})
    tagged.tag("terms/v3")
    tagged.commit("2021-01-05", {TERMS: plain(11)})
    tagged.switch("main")
    tagged.merge("release", "2021-01-06")
    tagged.commit("2021-01-07", {"other.txt": "x"})
    tagged.tag("terms/v4")
    assert tags(tagged) == [
        FIRST,
        (("terms/v2",), "2021-01-06", ["7"]),
        (("terms/v3",), "2021-01-06", ["9"]),
        (("terms/v4",), "2021-01-06", ["11"]),
    ]


def test_two_tags_of_one_commit_beside_the_line_are_both_told(tagged):
    tagged.tag("terms/v2.0")
    tagged.switch("main")
    tagged.merge("release", "2021-01-06")
    assert tags(tagged) == [FIRST, (("terms/v2", "terms/v2.0"), "2021-01-06", ["7"])]


def test_a_tag_beside_the_line_on_a_text_of_the_line_belongs_to_that(tagged):
    tagged.switch("main")
    tagged.branch("docs")
    tagged.commit("2020-06-01", {"other.txt": "x"})
    tagged.tag("terms/v1.1")
    tagged.switch("main")
    tagged.merge("docs", "2020-07-01")
    assert tags(tagged) == [(("terms/v1", "terms/v1.1"), "2020-01-05", ["5"])]


def test_a_tag_that_head_cannot_reach_or_of_another_name_is_none(tagged):
    tagged.commit("2021-01-04", {TERMS: plain(9)})
    tagged.tag("release-9")
    tagged.tag("other/v9")
    tagged.switch("main")
    tagged.merge("release", "2021-01-06")
    tagged.branch("later")
    tagged.commit("2021-02-04", {TERMS: plain(13)})
    tagged.tag("terms/v5")
    tagged.switch("main")
    assert tags(tagged) == [FIRST, (("terms/v2",), "2021-01-06", ["7"])]
    source = PolicySource("terms", TERMS, discovery=Discovery.TAGS, tags="release-*")
    assert tags(tagged, source) == [FIRST, (("release-9",), "2021-01-06", ["9"])]


def test_a_tagged_text_that_moved_since_is_found(tagged):
    tagged.commit("2021-01-04", {TERMS: plain(9)})
    tagged.switch("main")
    tagged.merge("release", "2021-01-06")
    tagged.rename(TERMS, "content/conditions.md", "2021-02-06")
    source = PolicySource("terms", "content/conditions.md", discovery=Discovery.TAGS)
    assert tags(tagged, source) == [FIRST, (("terms/v2",), "2021-01-06", ["7"])]


def test_a_tagged_text_that_cannot_be_read_is_told(tagged):
    tagged.commit("2021-01-04", {TERMS: b"# Terms\n\nThe fee is 9 \xff.\n"})
    tagged.tag("terms/v3")
    tagged.commit("2021-01-05", {TERMS: plain(11)})
    tagged.switch("main")
    tagged.merge("release", "2021-01-06")
    source = PolicySource("terms", TERMS, discovery=Discovery.TAGS)
    (finding,) = read_history(tagged.settings(source)).findings
    assert str(finding) == (
        "content/terms.md:3: warning: In the tag terms/v3, this file is not UTF-8 text. "
        "This version is not shown; a later commit cannot fix this. [bad-encoding]"
    )


def test_the_command_lists_a_tagged_release(tagged):
    config = small.CONFIG.replace("[en, de]", "[en], versions: tags").replace(
        "versions: tags}", "versions: tags, policies: [{id: terms, path: content/terms.md}]}"
    )
    tagged.switch("main")
    tagged.commit("2021-01-04", {"mkdocs.yml": config})
    tagged.merge("release", "2021-01-06")
    done = small.run(tagged, "versions", "terms", "--as-of", TODAY)
    shown = [(line.split()[1], line.split()[3]) for line in done.output.splitlines()[1:]]
    assert shown == [("1", "2020-01-05"), ("2", "2021-01-06")]
