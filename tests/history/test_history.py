"""Histories of small real repositories, and every refusal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gazette
from gazette.errors import GazetteError
from gazette.history import CatalogState, files_at, read_history
from gazette.history.following import resembles
from gazette.history.texts import decode
from gazette.model import PolicySource, Severity, SourceFile
from repositories import Repository, environment
from small import NOW

TERMS = "content/terms.md"
LONG = "".join(f"{n}. The customer shall keep rule number {n} of this policy.\n" for n in range(30))
OTHER = "".join(
    f"Recipe {n}: boil {n} potatoes, add butter and {n} spoons of salt.\n" for n in range(30)
)
CATALOG = "locales/de/LC_MESSAGES/terms.po"


@pytest.fixture
def repository(tmp_path):
    return Repository.create(tmp_path / "policies")


def told(repository, *policies, **options):
    """policy -> [(day, [paths])], and nothing wrong."""
    history = read_history(repository.settings(*policies), **options)
    assert history.findings == ()
    return {
        policy: [(str(r.committed.date()), [f.path for f in r.files]) for r in revisions]
        for policy, revisions in history.revisions.items()
    }


def findings(repository, *policies, **options):
    return [str(f) for f in read_history(repository.settings(*policies), **options).findings]


def refused(repository):
    """The one line that refuses a repository, or a folder."""
    found = Repository(repository) if isinstance(repository, Path) else repository
    with pytest.raises(GazetteError) as caught:
        read_history(found.settings(TERMS))
    (finding,) = caught.value.findings
    assert "\n" not in str(finding)
    return finding


# --- Revisions --------------------------------------------------------------------------


def test_each_commit_that_touched_a_file_is_a_revision(repository):
    first = repository.commit("2024-01-05", {TERMS: "# Terms\n"})
    repository.commit("2024-01-06", {"content/about.md": "About\n"})
    second = repository.commit("2024-01-07T23:30:00+00:00", {TERMS: "# New terms\n"})
    history = read_history(repository.settings(TERMS, zone="Asia/Tokyo"))
    old, new = history.revisions["terms"]
    blob = repository.git("rev-parse", f"HEAD:{TERMS}")
    assert (old.commit, old.order, old.files[0].text) == (first, 0, "# Terms\n")
    assert (new.commit, new.order, new.files) == (
        second,
        2,
        (SourceFile(TERMS, "# New terms\n", blob),),
    )
    assert new.committed == datetime(2024, 1, 8, 8, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert (history.head, history.length) == (second, 3)


def test_committer_time_counts_not_author_time(repository):
    repository.write(TERMS, "# Terms\n")
    repository.git("add", "--all")
    repository.git("commit", "-qm", "x", "--date=2001-01-01T00:00:00Z", date="2024-05-01")
    history = read_history(repository.settings(TERMS))
    assert history.revisions["terms"][0].committed == datetime(2024, 5, 1, 12, tzinfo=UTC)


def test_a_folder_is_its_files_in_order_index_first(repository):
    repository.commit(
        "2024-01-05",
        {
            "content/privacy/01-overview.md": "one",
            "content/privacy/index.md": "index",
            "content/privacy/annex/a.md": "annex",
            "content/privacy/logo.svg": "<svg/>",
            "content/privacy-old.md": "not in it",
        },
    )
    repository.commit("2024-01-06", {"content/privacy/logo.svg": "<svg></svg>"})
    assert told(repository, "content/privacy") == {
        "privacy": [
            (
                "2024-01-05",
                [
                    "content/privacy/index.md",
                    "content/privacy/01-overview.md",
                    "content/privacy/annex/a.md",
                ],
            )
        ]
    }


def test_a_merge_counts_with_its_own_date_and_its_branch_does_not(repository):
    repository.commit("2024-01-05", {TERMS: LONG})
    repository.branch("proposal")
    repository.commit("2024-01-10", {TERMS: LONG + "Proposed.\n"})
    repository.commit("2024-01-11", {TERMS: LONG + "Agreed.\n"})
    repository.switch("main")
    repository.commit("2024-01-20", {"README.md": "hello"})
    repository.merge("proposal", "2024-02-01")
    assert [day for day, _ in told(repository, TERMS)["terms"]] == ["2024-01-05", "2024-02-01"]


def test_a_file_is_followed_through_renames_even_in_a_merge(repository):
    repository.commit("2024-01-05", {"legal/tos.md": LONG})
    repository.rename(
        "legal/tos.md", "docs/terms.md", "2024-01-06", {"docs/terms.md": LONG + "More.\n"}
    )
    repository.branch("move")
    repository.rename("docs/terms.md", TERMS, "2024-01-07")
    repository.switch("main")
    repository.commit("2024-01-08", {"README.md": "hello"})
    repository.merge("move", "2024-01-09")
    assert told(repository, TERMS)["terms"] == [
        ("2024-01-05", ["legal/tos.md"]),
        ("2024-01-06", ["docs/terms.md"]),
        ("2024-01-09", [TERMS]),
    ]


def test_two_policies_may_swap_their_paths_in_one_commit(repository):
    repository.commit("2024-01-05", {"content/a.md": LONG, "content/b.md": OTHER})
    repository.git("mv", "content/a.md", "content/c.md")
    repository.git("mv", "content/b.md", "content/d.md")
    repository.commit("2024-01-06")
    assert told(repository, "content/c.md", "content/d.md") == {
        "c": [("2024-01-05", ["content/a.md"]), ("2024-01-06", ["content/c.md"])],
        "d": [("2024-01-05", ["content/b.md"]), ("2024-01-06", ["content/d.md"])],
    }


def test_a_folder_is_followed_through_its_index(repository):
    repository.commit("2024-01-05", {"old/privacy/index.md": LONG, "old/privacy/01-a.md": OTHER})
    repository.rename("old/privacy", "content/privacy", "2024-01-06")
    assert [paths[0] for _, paths in told(repository, "content/privacy")["privacy"]] == [
        "old/privacy/index.md",
        "content/privacy/index.md",
    ]


def test_a_folder_is_followed_through_the_majority_of_its_files(repository):
    parts = {f"0{n}-part.md": LONG.replace("customer", f"party{n}") for n in range(1, 4)}
    files = {f"content/privacy/{name}": text for name, text in parts.items()}
    repository.commit("2024-01-05", files | {"content/privacy/index.md": "# Old\n"})
    repository.rename(
        "content/privacy", "content/policy", "2024-01-06", {"content/policy/index.md": OTHER}
    )
    assert [paths[0] for _, paths in told(repository, "content/policy")["policy"]] == [
        "content/privacy/index.md",
        "content/policy/index.md",
    ]


def test_a_file_that_became_a_folder_is_followed_alone(repository):
    repository.commit("2024-01-05", {TERMS: LONG, "content/other.md": OTHER})
    repository.rename(TERMS, "content/terms/index.md", "2024-01-06", {"content/terms/02.md": OTHER})
    assert told(repository, "content/terms")["terms"] == [
        ("2024-01-05", [TERMS]),
        ("2024-01-06", ["content/terms/index.md", "content/terms/02.md"]),
    ]


def test_an_index_that_left_a_folder_of_other_policies_is_followed_alone(repository):
    repository.commit("2024-01-05", {"all/index.md": LONG, "all/a.md": OTHER, "all/b.md": "B\n"})
    repository.rename("all/index.md", "content/terms/index.md", "2024-01-06")
    assert told(repository, "content/terms")["terms"] == [
        ("2024-01-05", ["all/index.md"]),
        ("2024-01-06", ["content/terms/index.md"]),
    ]


def test_a_rewritten_text_is_followed_by_the_id_in_its_front_matter(repository):
    repository.commit(
        "2024-01-05", {"old.md": f"---\nid: terms\n---\n{LONG}", "other.md": "Other\n"}
    )
    files = {"old.md": None, "other.md": None, TERMS: f"---\nid: terms\n---\n{OTHER}"}
    repository.commit("2024-01-06", files)
    assert told(repository, TERMS)["terms"] == [("2024-01-05", ["old.md"]), ("2024-01-06", [TERMS])]


def test_a_deletion_undone_is_told_and_the_history_goes_on(repository):
    repository.commit("2024-01-05", {TERMS: LONG})
    repository.delete(TERMS, "2024-01-06")
    repository.commit("2024-01-07", {TERMS: LONG + "And more.\n"})
    days = [("2024-01-05", [TERMS]), ("2024-01-06", []), ("2024-01-07", [TERMS])]
    assert told(repository, TERMS)["terms"] == days


def test_something_else_at_a_deleted_path_is_another_policy(repository):
    repository.commit("2024-01-05", {TERMS: LONG, "content/a.md": "A\n"})
    repository.delete(TERMS, "2024-01-06")
    repository.commit("2024-01-07", {TERMS: OTHER})
    assert told(repository, TERMS)["terms"] == [("2024-01-07", [TERMS])]


def test_a_deleted_folder_that_returns_is_the_same_policy(repository):
    files = {"content/privacy/index.md": LONG, "content/privacy/01.md": OTHER}
    repository.commit("2024-01-05", files)
    repository.delete("content/privacy", "2024-01-06")
    repository.commit("2024-01-07", files)
    assert [len(paths) for _, paths in told(repository, "content/privacy")["privacy"]] == [2, 0, 2]


def test_resemblance_counts_japanese_characters_as_words():
    old = "本規約は、当社のサービスの利用条件を定めるものです。"
    assert resembles(old, old + "第二条を加えます。")
    assert not resembles(old, "じゃがいもを茹でて、塩とバターを添えます。")


def test_text_has_no_byte_order_mark_and_unix_line_ends(repository):
    repository.git("config", "core.autocrlf", "false")
    repository.commit("2024-01-05", {TERMS: b"\xef\xbb\xbf# Terms\r\n\r\nText\r\n"})
    (revision,) = read_history(repository.settings(TERMS)).revisions["terms"]
    assert revision.files[0].text == "# Terms\n\nText\n"


@pytest.mark.parametrize(
    "name", ['a"b.md', "ä ö.md", ":x.md", "-x.md", "a\tb.md", "*.md", "한국어.md"]
)
def test_file_names_are_exact(repository, name):
    repository.commit("2024-01-05", {f"content/{name}": LONG})
    repository.rename(f"content/{name}", f"content/moved/{name}", "2024-01-06")
    policy = PolicySource("p", f"content/moved/{name}")
    assert told(repository, policy)["p"] == [
        ("2024-01-05", [f"content/{name}"]),
        ("2024-01-06", [f"content/moved/{name}"]),
    ]


def test_a_detached_head_is_as_good_as_a_branch(repository):
    repository.commit("2024-01-05", {TERMS: "one"})
    repository.commit("2024-01-06", {TERMS: "two"})
    repository.git("switch", "--quiet", "--detach", "HEAD^")
    assert [day for day, _ in told(repository, TERMS)["terms"]] == ["2024-01-05"]


def test_the_users_configuration_changes_nothing(repository, tmp_path, monkeypatch):
    repository.commit("2024-01-05", {"content/old ä.md": LONG})
    repository.rename("content/old ä.md", TERMS, "2024-01-06")
    expected = told(repository, TERMS)
    config = tmp_path / "gitconfig"
    config.write_text(
        "[log]\nshowSignature = true\nmailmap = true\nfollow = true\nshowRoot = false\n"
        "diffMerges = combined\n[diff]\nrenames = false\nrenameLimit = 1\nrelative = true\n"
        "external = false\nnoprefix = true\n[core]\nquotepath = true\npager = false\n"
        "fsmonitor = false\nabbrev = 4\n[color]\nui = always\n[status]\nrelativePaths = true\n"
        "showUntrackedFiles = no\n[format]\npretty = short\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_PAGER", "false")
    assert told(repository, TERMS) == expected
    repository.write("content/terms.md", "changed")
    assert len(findings(repository, TERMS)) == 1


def test_tags_belong_to_the_last_revision_at_or_before_them(repository):
    first = repository.commit("2024-01-05", {TERMS: "one"})
    repository.commit("2024-01-06", {"README.md": "hello"})
    repository.tag("terms/v1", annotated=True)
    repository.tag("plain", first)
    repository.commit("2024-01-07", {TERMS: "two"})
    repository.tag("v2")
    repository.branch("side")
    repository.commit("2024-01-08", {TERMS: "three"})
    repository.tag("elsewhere")
    repository.switch("main")
    revisions = read_history(repository.settings(TERMS)).revisions["terms"]
    assert [revision.tags for revision in revisions] == [("plain", "terms/v1"), ("v2",)]


def test_a_tag_before_the_policy_belongs_to_nothing(repository):
    repository.commit("2024-01-05", {"README.md": "hello"})
    repository.tag("early")
    repository.commit("2024-01-06", {TERMS: "one"})
    (revision,) = read_history(repository.settings(TERMS)).revisions["terms"]
    assert revision.tags == ()


# --- Whatever happens to a file, we tell what git tells ----------------------------------

_STEPS = st.lists(
    st.sampled_from(["edit", "rename", "rename and edit", "other", "delete and restore", "mode"]),
    max_size=9,
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=_STEPS)
def test_a_files_revisions_are_those_git_follows(steps, tmp_path_factory):
    repository = Repository.create(tmp_path_factory.mktemp("random"))
    path = _act_out(repository, steps)
    line = ("--first-parent", "--follow", "--diff-merges=first-parent", "-s", "--format=%H")
    listed = repository.git("log", *line, "--", path).split()
    revisions = read_history(repository.settings(PolicySource("p", path))).revisions["p"]
    assert [revision.commit for revision in revisions] == listed[::-1]
    for revision in revisions:
        for file in revision.files:
            blob = repository.git("rev-parse", f"{revision.commit}:{file.path}")
            assert (file.blob, file.text) == (blob, repository.git("cat-file", "-p", blob) + "\n")


def _act_out(repository, steps):
    """Make a history by `git fast-import`; the file's last path."""
    path, text, edits = "content/p0.md", LONG, 0
    stream = [_imported(0, f"M 644 inline {path}\n{_data(text)}")]
    for n, step in enumerate(steps, 1):
        actions = []
        if step.startswith("rename"):
            path, old = f"content/p{n}.md", path
            actions.append(f"R {old} {path}")
        if step.endswith("edit"):
            text, edits = f"{text}Edit {n}.\n", edits + 1
            actions.append(f"M 644 inline {path}\n{_data(text)}")
        elif step == "other":
            actions.append(f"M 644 inline other.md\n{_data(f'{OTHER}{n}')}")
        elif step == "mode":
            actions.append(f"M {'755' if n % 2 else '644'} inline {path}\n{_data(text)}")
        elif step.startswith("delete"):
            stream.append(_imported(n - 0.5, f"D {path}"))
            actions.append(f"M 644 inline {path}\n{_data(text)}")
        stream.append(_imported(n, "\n".join(actions)))
    repository.git("fast-import", "--quiet", feed="".join(stream).encode())
    repository.git("reset", "--quiet", "--hard")
    return path


def _data(text):
    return f"data {len(text.encode())}\n{text}"


def _imported(day, actions):
    seconds = 1_700_000_000 + int(86400 * day)
    head = f"commit refs/heads/main\ncommitter Legal <l@example.com> {seconds} +0000"
    return f"{head}\n{_data('x')}\n{actions}\n"


@given(
    text=st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"])),
    bom=st.booleans(),
)
def test_any_text_survives_the_reading(text, bom):
    text = text.removeprefix("\ufeff")
    data = (b"\xef\xbb\xbf" if bom else b"") + text.replace("\n", "\r\n").encode()
    assert decode(data, len(data)) == text


# --- Catalogs ---------------------------------------------------------------------------


def test_a_folder_of_catalogs_may_be_renamed(repository):
    old, new = (f"locales/{name}/LC_MESSAGES/terms.po" for name in ("pt_BR", "pt-BR"))
    settings = replace(repository.settings(TERMS), languages=("en", "pt-BR"))
    repository.commit("2024-01-05", {TERMS: "one", old: "a"})
    repository.rename(old, new, "2024-01-06", {new: "b"})
    repository.commit("2024-01-07", {old: "c"})
    repository.commit("2024-01-08", {old: None})
    repository.rename(new, old, "2024-01-09", {old: "d"})
    states = read_history(settings).catalogs["terms", "pt-BR"]
    assert [(state.order, state.text) for state in states] == [*enumerate("abcbd")]
    (repository.root / old).rename(repository.root / new)
    drafts = read_history(settings, drafts=NOW).catalogs["terms", "pt-BR"]
    assert (drafts[-1].path, drafts[-1].text) == (new, "d")


def test_catalogs_are_kept_by_name_and_language(repository):
    repository.commit("2024-01-05", {TERMS: "one", CATALOG: 'msgid ""\n'})
    repository.commit(
        "2024-01-06",
        {
            "locales/de/LC_MESSAGES/about.po": "about",
            "locales/en/LC_MESSAGES/terms.po": "the source language has none",
            "locales/fr/LC_MESSAGES/terms.po": "not a language of this site",
            "locales/de/LC_MESSAGES/terms.mo": "compiled",
        },
    )
    repository.rename(CATALOG, "locales/de/LC_MESSAGES/conditions.po", "2024-01-07")
    catalogs = read_history(repository.settings(TERMS)).catalogs
    blob = repository.git("rev-parse", "HEAD:locales/de/LC_MESSAGES/conditions.po")
    assert list(catalogs) == [("about", "de"), ("conditions", "de"), ("terms", "de")]
    first, _, last = repository.git("log", "--reverse", "--format=%H").split()
    days = [datetime(2024, 1, day, 12, tzinfo=UTC) for day in (5, 7)]
    assert catalogs["terms", "de"] == (
        CatalogState(0, SourceFile(CATALOG, 'msgid ""\n', blob), days[0], first),
        CatalogState(2, SourceFile(CATALOG, ""), days[1], last),
    )
    assert [state.text for state in catalogs["terms", "de"]] == ['msgid ""\n', ""]
    assert [state.order for state in catalogs["conditions", "de"]] == [2]


def test_a_broken_catalog_is_an_error_now_and_a_warning_in_the_past(repository):
    repository.commit("2024-01-05", {TERMS: "one", CATALOG: b"\xff"})
    assert findings(repository, TERMS) == [
        f"{CATALOG}:1: error: This file is not UTF-8 text. "
        "Save it as UTF-8 and commit it. [bad-encoding]"
    ]
    repository.commit("2024-01-06", {CATALOG: "fixed"})
    history = read_history(repository.settings(TERMS))
    assert [finding.severity for finding in history.findings] == [Severity.WARNING]
    assert [state.text for state in history.catalogs["terms", "de"]] == ["", "fixed"]


# --- The working copy -------------------------------------------------------------------


def test_uncommitted_text_is_an_error(repository):
    repository.commit("2024-01-05", {"content/privacy-policy/index.md": "one", TERMS: "terms"})
    repository.write("content/privacy-policy/01-overview.md", "new")
    repository.write(CATALOG, "new")
    (repository.root / TERMS).unlink()
    assert findings(repository, "content/privacy-policy", TERMS) == [
        "content/terms.md: error: This text was deleted without a commit, so it is still "
        'published. Commit the deletion, or "git restore content/terms.md". [uncommitted-text]',
        "content/privacy-policy/01-overview.md: error: This text is not committed, so it has no "
        'publication date. Commit it, or look at it with "gazette serve". [uncommitted-text]',
        f"{CATALOG}: error: This catalog is not committed, so it has no publication date. "
        'Commit it, or look at it with "gazette serve". [uncommitted-catalog]',
    ]


def test_a_draft_is_a_last_revision_without_commit(repository):
    repository.commit(
        "2024-01-05", {"content/p/index.md": "one", "content/p/01.md": "gone", CATALOG: "a"}
    )
    repository.write("content/p/02.md", "\ufefftwo\r\n")
    repository.write(CATALOG, "b")
    (repository.root / "content/p/01.md").unlink()
    history = read_history(repository.settings("content/p"), drafts=NOW)
    _, draft = history.revisions["p"]
    assert history.findings == ()
    assert (draft.commit, draft.committed, draft.order) == ("", NOW, 1)
    assert draft.files == (
        SourceFile("content/p/index.md", "one"),
        SourceFile("content/p/02.md", "two\n"),
    )
    uncommitted = CatalogState(1, SourceFile(CATALOG, "b"), NOW, "")
    assert history.catalogs["terms", "de"][-1] == uncommitted


def test_a_new_policy_may_be_a_draft_alone(repository):
    repository.commit("2024-01-05", {"README.md": "hello"})
    repository.write(TERMS, "draft")
    history = read_history(repository.settings(TERMS), drafts=NOW)
    assert history.findings == ()
    assert [(r.commit, r.files[0].text) for r in history.revisions["terms"]] == [("", "draft")]


def test_a_clean_working_copy_makes_no_draft(repository):
    repository.commit("2024-01-05", {TERMS: "one"})
    (repository.root / TERMS).chmod(0o755)
    assert len(told(repository, TERMS, drafts=NOW)["terms"]) == 1
    assert findings(repository, TERMS) == []


def test_a_bad_draft_is_a_finding(repository):
    repository.commit("2024-01-05", {TERMS: "one"})
    repository.write(TERMS, b"ok\nbad\xff")
    history = read_history(repository.settings(TERMS), drafts=NOW)
    assert [f.rule for f in history.findings] == ["bad-encoding"]
    assert [r.commit for r in history.revisions["terms"]] == [repository.head]


@pytest.mark.parametrize("target", ["/etc/hostname", "../../outside.md", "../.git/config"])
def test_a_draft_that_links_outside_is_not_read(repository, target):
    (repository.root.parent / "outside.md").write_text("secret")
    repository.commit("2024-01-05", {TERMS: "one"})
    repository.link(TERMS, target)
    history = read_history(repository.settings(TERMS), drafts=NOW)
    assert [f.rule for f in history.findings] == ["outside-link"]


# --- Bad text ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"fine\nbad \xff\n", ":2: error: This file is not UTF-8 text."),
        (b"\xef\xbb\xbffine\nfine\n\xe9\n", ":3: error: This file is not UTF-8 text."),
        ("Terms\n".encode("utf-16"), ":1: error: This file contains a NUL character"),
        (b"one\ntwo\0\n", ":2: error: This file contains a NUL character"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
            ": error: This file is a Git LFS",
        ),
        (
            b"word " * 1_250_000,
            ": error: This file has 6.2 MB; a policy or catalog may have at most 5 MB.",
        ),
    ],
)
def test_bad_text_is_a_finding_with_its_place(repository, data, expected):
    repository.commit("2024-01-05", {TERMS: data, "content/ok.md": "ok"})
    history = read_history(repository.settings(TERMS, "content/ok.md"))
    (finding,) = history.findings
    assert str(finding).startswith(TERMS + expected)
    assert history.revisions["terms"] == ()
    assert len(history.revisions["ok"]) == 1


def test_a_bad_text_of_the_past_is_a_warning_with_its_date(repository):
    bad = repository.commit("2024-01-05", {TERMS: LONG.encode() + b"\xff"})
    repository.commit("2024-01-06", {TERMS: LONG})
    history = read_history(repository.settings(TERMS))
    assert [str(finding) for finding in history.findings] == [
        f"content/terms.md:31: warning: As committed on 2024-01-05 ({bad[:10]}), this file is not "
        "UTF-8 text. This version is not shown; a later commit cannot fix this. [bad-encoding]"
    ]
    assert [r.order for r in history.revisions["terms"]] == [1]


def test_a_bad_text_that_stayed_is_told_once_with_all_that_it_hides(repository):
    repository.commit("2024-01-05", {"content/p/index.md": "one", "content/p/01.md": b"\xff"})
    last = repository.commit("2024-01-06", {"content/p/index.md": "two"})
    assert findings(repository, "content/p") == [
        "content/p/01.md:1: error: This file is not UTF-8 text. "
        "Save it as UTF-8 and commit it. [bad-encoding]"
    ]
    repository.commit("2024-01-07", {"content/p/01.md": "fixed"})
    assert findings(repository, "content/p") == [
        f"content/p/01.md:1: warning: As committed on 2024-01-06 ({last[:10]}), this file is not "
        "UTF-8 text. The 2 versions with it since 2024-01-05 are not shown; a later "
        "commit cannot fix this. [bad-encoding]"
    ]


def test_a_link_inside_the_content_folder_is_followed(repository):
    repository.write("content/shared/contact.md", "Write to us.\n")
    repository.write("content/terms/index.md", "# Terms\n")
    repository.link("content/terms/09-contact.md", "../shared/contact.md")
    repository.commit("2024-01-05")
    repository.commit("2024-01-06", {"content/shared/contact.md": "Call us.\n"})
    history = read_history(repository.settings("content/terms"))
    assert history.findings == ()
    assert [r.files[1].text for r in history.revisions["terms"]] == ["Write to us.\n", "Call us.\n"]
    assert {r.files[1].path for r in history.revisions["terms"]} == {"content/terms/09-contact.md"}
    repository.write("content/shared/contact.md", "Fax us.\n")
    assert len(findings(repository, "content/terms")) == 1


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("../../../outside.md", "outside-link"),
        ("/etc/hostname", "outside-link"),
        ("../secret.md", "outside-link"),
        ("hop.md", "outside-link"),
        ("nowhere.md", "dangling-link"),
        ("terms.md", "dangling-link"),
    ],
)
def test_a_link_that_leaves_the_content_folder_is_an_error(repository, target, rule):
    repository.write("secret.md", "inside the repository, outside of content\n")
    repository.link("content/hop.md", "../secret.md")
    repository.link(TERMS, target)
    repository.commit("2024-01-05")
    history = read_history(repository.settings(TERMS))
    assert [finding.rule for finding in history.findings] == [rule]
    assert history.revisions["terms"] == ()


@pytest.mark.parametrize("path", ["content/nowhere.md", "../outside.md", "/etc/passwd"])
def test_a_policy_that_does_not_exist_is_a_finding(repository, path):
    repository.commit("2024-01-05", {TERMS: "one"})
    (line,) = findings(repository, PolicySource("p", path))
    assert line == (
        f"{path}: error: There is no policy text at this path. "
        'Correct the path of the policy "p", or commit it. [policy-not-found]'
    )


def test_a_policy_deleted_today_keeps_its_past(repository):
    repository.commit("2024-01-05", {TERMS: "one", "README.md": "hello"})
    repository.delete(TERMS, "2024-01-06")
    history = read_history(repository.settings(TERMS))
    assert [finding.rule for finding in history.findings] == ["policy-not-found"]
    assert [len(r.files) for r in history.revisions["terms"]] == [1, 0]


# --- A policy at a commit ---------------------------------------------------------------


def test_files_at_any_name_of_a_commit(repository):
    repository.commit("2024-01-05", {"legal/tos.md": LONG})
    repository.tag("v1", annotated=True)
    repository.rename("legal/tos.md", TERMS, "2024-01-06")
    repository.branch("proposal")
    repository.rename(TERMS, "content/conditions.md", "2024-01-07")
    repository.switch("main")
    repository.commit("2024-01-08", {TERMS: LONG + "New.\n"})
    settings, policy = repository.settings(TERMS), PolicySource("terms", TERMS)
    paths = {
        name: files_at(settings, policy, name)[0].path
        for name in ("HEAD", "HEAD~1", "v1", "proposal", repository.head[:9])
    }
    assert paths == {
        "HEAD": TERMS,
        "HEAD~1": TERMS,
        "v1": "legal/tos.md",
        "proposal": "content/conditions.md",
        repository.head[:9]: TERMS,
    }
    assert files_at(settings, policy, "HEAD")[0].text.endswith("New.\n")


@pytest.mark.parametrize(
    "name", ["--all", "-h", "", "nosuch", "HEAD:content", "^HEAD", "HEAD~1..HEAD", "a\nb"]
)
def test_a_name_that_is_no_commit_is_refused(repository, name):
    repository.commit("2024-01-05", {TERMS: "one"})
    with pytest.raises(GazetteError, match="unknown-revision"):
        files_at(repository.settings(TERMS), PolicySource("terms", TERMS), name)


def test_a_commit_before_the_policy_is_refused(repository):
    repository.commit("2024-01-05", {TERMS: OTHER, "content/a.md": "A\n"})
    repository.delete(TERMS, "2024-01-06")
    repository.commit("2024-01-07", {TERMS: LONG})
    for name in ("HEAD~1", "HEAD~2"):
        with pytest.raises(GazetteError, match="no-text-then"):
            files_at(repository.settings(TERMS), PolicySource("terms", TERMS), name)


def test_a_bad_text_at_a_commit_is_refused_with_its_place(repository):
    repository.commit("2024-01-05", {TERMS: b"\xff"})
    with pytest.raises(GazetteError, match=r"content/terms\.md:1: .*bad-encoding"):
        files_at(repository.settings(TERMS), PolicySource("terms", TERMS), "HEAD")


# --- Refusals ---------------------------------------------------------------------------


def test_no_repository(tmp_path):
    for root in (tmp_path, tmp_path / "nowhere"):
        finding = refused(root)
        assert (finding.rule, "git init" in finding.fix) == ("no-repository", True)


def test_a_folder_of_a_repository(repository):
    repository.commit("2024-01-05", {TERMS: "one"})
    finding = refused(repository.root / "content")
    assert finding.rule == "not-top-folder"
    assert str(repository.root) in finding.fix


def test_the_folder_of_git_itself(repository):
    repository.commit("2024-01-05", {TERMS: "one"})
    assert refused(repository.root / ".git").rule == "not-top-folder"


def test_no_commits(repository):
    repository.write(TERMS, "one")
    finding = refused(repository)
    assert (finding.rule, "git commit" in finding.fix) == ("no-commits", True)


SERVICES = {
    "": "git fetch --unshallow",
    "GITHUB_ACTIONS": "fetch-depth: 0",
    "GITLAB_CI": "GIT_DEPTH",
    "BITBUCKET_BUILD_NUMBER": "clone: {depth: full}",
    "JENKINS_URL": "cloneOption(shallow: false)",
    "NETLIFY": "netlify.toml",
    "CF_PAGES": "Cloudflare Pages",
    "READTHEDOCS": "post_checkout",
}


@pytest.mark.parametrize("service", SERVICES)
def test_a_shallow_clone(repository, tmp_path, monkeypatch, service):
    for name in filter(None, SERVICES):
        monkeypatch.delenv(name, raising=False)
    if service:
        monkeypatch.setenv(service, "true")
    repository.commit("2024-01-05", {TERMS: "one"})
    repository.commit("2024-01-06", {TERMS: "two"})
    clone = Repository.clone(f"file://{repository.root}", tmp_path / "shallow", "--depth=1")
    finding = refused(clone)
    assert finding.rule == "shallow-clone"
    assert SERVICES[service] in finding.fix
    clone.git("fetch", "--quiet", "--unshallow")
    assert len(told(clone, TERMS)["terms"]) == 2


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs chown: run as root"
)
def test_a_repository_of_another_user(repository, tmp_path, monkeypatch):
    repository.commit("2024-01-05", {TERMS: "one"})
    for place in (repository.root, *repository.root.rglob("*")):
        os.chown(place, 4321, 4321)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_CONFIG_GLOBAL", "XDG_CONFIG_HOME", "SUDO_UID"):
        monkeypatch.delenv(name, raising=False)
    finding = refused(repository)
    assert finding.rule == "foreign-repository"
    command = re.search(r'"(git config .*)"', finding.fix)[1]
    assert command == f"git config --global --add safe.directory {repository.root}"
    subprocess.run(command.split(), check=True)
    assert len(told(repository, TERMS)["terms"]) == 1


def test_a_bare_repository(repository, tmp_path):
    repository.commit("2024-01-05", {TERMS: "one"})
    bare = tmp_path / "bare.git"
    repository.git("clone", "--quiet", "--bare", ".", str(bare))
    finding = refused(bare)
    assert (finding.rule, "git clone" in finding.fix) == ("bare-repository", True)


@pytest.mark.parametrize("touch", ["edit", "rename"])
def test_a_partial_clone_whose_texts_are_missing(repository, tmp_path, touch):
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.git("config", "uploadpack.allowAnySHA1InWant", "true")
    repository.commit("2024-01-05", {"content/old.md": LONG})
    if touch == "rename":
        repository.rename("content/old.md", TERMS, "2024-01-06", {TERMS: LONG + "x\n"})
    else:
        repository.commit("2024-01-06", {"content/old.md": None, TERMS: "one"})
        repository.commit("2024-01-07", {TERMS: "two"})
    clone = Repository.clone(
        f"file://{repository.root}", tmp_path / "partial", "--filter=blob:none"
    )
    finding = refused(clone)
    assert finding.rule == "partial-clone"
    clone.git(*re.search(r'"git (fetch .*?)"', finding.fix)[1].split(), "--quiet")
    assert told(clone, TERMS) == told(repository, TERMS)


@pytest.mark.parametrize("kind", ["blob", "tree", "commit", "HEAD"])
def test_a_corrupt_repository(repository, kind):
    head = repository.commit("2024-01-05", {TERMS: "one"})
    objects = {"blob": f"HEAD:{TERMS}", "tree": "HEAD^{tree}", "commit": "HEAD"}
    if kind == "HEAD":
        (repository.root / ".git/refs/heads/main").write_text(f"{head[:-4]}ffff\n")
    else:
        name = repository.git("rev-parse", objects[kind])
        (repository.root / ".git/objects" / name[:2] / name[2:]).unlink()
    finding = refused(repository)
    assert (finding.rule, "git fsck" in finding.fix) == ("broken-repository", True)


def test_a_date_no_calendar_has(repository):
    repository.commit("2024-01-05", {TERMS: "one"})
    body = repository.git("cat-file", "commit", "HEAD")
    body = re.sub(r"(committer .*> )\d+", r"\g<1>999999999999999", body)
    name = repository.git(
        "hash-object", "-t", "commit", "-w", "--literally", "--stdin", feed=body.encode()
    )
    repository.git("update-ref", "HEAD", name)
    assert refused(repository).rule == "impossible-date"


def test_a_git_dir_inherited_from_another_repositorys_hook(repository, tmp_path, monkeypatch):
    other = Repository.create(tmp_path / "other")
    other.commit("2001-01-01", {TERMS: "other"})
    repository.commit("2024-01-05", {TERMS: "one"})
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    assert refused(repository).rule == "other-repository"
    monkeypatch.setenv("GIT_DIR", ".git")
    assert len(told(repository, TERMS)["terms"]) == 1


READ = (
    "import sys; from zoneinfo import ZoneInfo; from gazette.model import Settings;"
    "from gazette.errors import GazetteError; from gazette.history import read_history\n"
    "try: read_history(Settings(sys.argv[1], '', '', ('en',), ZoneInfo('UTC'), ()))\n"
    "except GazetteError as error: print(error)"
)


def read_with_path(root, path):
    """What a new process says with another PATH, in which git may be missing."""
    source = str(Path(gazette.__file__).parents[1])
    env = environment() | {"PATH": str(path), "PYTHONPATH": source}
    command = [sys.executable, "-c", READ, str(root)]
    return subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout


def test_no_git(repository, tmp_path):
    repository.commit("2024-01-05", {TERMS: "one"})
    (tmp_path / "empty").mkdir()
    assert "[no-git]" in read_with_path(repository.root, tmp_path / "empty")


def test_a_git_too_old(repository, tmp_path):
    repository.commit("2024-01-05", {TERMS: "one"})
    program = tmp_path / "bin/git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho git version 2.17.1\n")
    program.chmod(0o755)
    said = read_with_path(repository.root, program.parent)
    assert "The installed git is version 2.17.1; 2.31 or later is needed." in said
    assert "[old-git]" in said


def test_nothing_is_written_and_no_process_is_left(repository):
    repository.commit("2024-01-05", {TERMS: "one"})
    (repository.root / TERMS).touch()
    before = {p: p.stat().st_mtime_ns for p in repository.root.rglob("*")}
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    others = children.read_text() if children.exists() else ""  # servers of other tests
    read_history(repository.settings(TERMS), drafts=NOW)
    assert {p: p.stat().st_mtime_ns for p in repository.root.rglob("*")} == before
    if children.exists():
        assert children.read_text() == others


# --- Speed ------------------------------------------------------------------------------


def test_fifteen_hundred_commits_of_nine_files_are_read_in_seconds(repository):
    stream = []
    for n in range(1500):
        files = (
            f"M 644 inline content/policy/{k:02}.md\n{_data(f'{LONG}State {n} of file {k}.')}\n"
            for k in range(9)
        )
        stream.append(_imported(n / 10, "".join(files)))
    repository.git("fast-import", "--quiet", feed="".join(stream).encode())
    repository.git("reset", "--quiet", "--hard")
    started = time.perf_counter()
    history = read_history(repository.settings("content/policy"))
    elapsed = time.perf_counter() - started
    assert len(history.revisions["policy"]) == 1500
    assert elapsed < 5, "about one second where nothing else runs"
    print(f"1,500 commits of 9 files: {elapsed:.2f} s")  # noqa: T201 - a measure, shown with -s
