"""Clones that show less than the repository has, and repositories that would run programs."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import gazette
import small
from gazette.errors import GazetteError
from gazette.history import read_history
from repositories import Repository, environment

TERMS = "content/terms.md"


@pytest.fixture
def repository(tmp_path):
    return small.make(tmp_path / "policies")


def shown(repository):
    """The versions that the command lists, as (label, day of publication)."""
    done = small.run(repository, "versions", "terms", "--as-of", "2026-06-01")
    assert done.code == 0, done.errors
    return [(line.split()[1], line.split()[3]) for line in done.output.splitlines()[1:]]


def told(repository, command="check"):
    """The lines that a command refuses with."""
    done = small.run(repository, command, "--as-of", "2026-06-01")
    assert done.code == 1
    return (done.output + done.errors).splitlines()


VERSIONS = [("1.0", "2025-01-15"), ("2.0", "2026-05-15")]


# --- Grafts -----------------------------------------------------------------------------


def graft(repository, text):
    folder = repository.root / repository.git("rev-parse", "--git-common-dir")
    place = folder / "info/grafts"
    place.parent.mkdir(exist_ok=True)
    place.write_text(text)
    return place


def test_grafts_are_refused_with_the_command_that_removes_them(repository):
    graft(repository, repository.head)
    (line,) = told(repository)
    assert "[grafted-clone]" in line
    command = line.partition('Remove it with "')[2].rpartition('".')[0]
    subprocess.run(["sh", "-c", command], check=True, cwd=repository.root)
    assert shown(repository) == VERSIONS


def test_grafts_are_refused_in_a_worktree_of_the_clone(repository, tmp_path):
    repository.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"))
    graft(repository, repository.head)
    assert "[grafted-clone]" in told(Repository(tmp_path / "tree"))[0]


@pytest.mark.parametrize("text", ["", "\n", "# none\n\n"])
def test_a_file_without_grafts_is_none(repository, text):
    graft(repository, text)
    assert shown(repository) == VERSIONS


def test_grafts_that_the_environment_names_have_no_say(repository, tmp_path, monkeypatch):
    (tmp_path / "grafts").write_text(repository.head)
    monkeypatch.setenv("GIT_GRAFT_FILE", str(tmp_path / "grafts"))
    assert shown(repository) == VERSIONS


# --- Sparse checkouts -------------------------------------------------------------------


@pytest.mark.parametrize("left_out", ["content", "content/terms.md", "locales"])
@pytest.mark.parametrize("command", ["check", "build", "versions"])
def test_a_sparse_checkout_without_texts_is_refused(repository, left_out, command):
    repository.commit("2026-05-16", {"content/about.md": "# About us\n"})
    repository.git("sparse-checkout", "set", "--no-cone", "/*", f"!{left_out}")
    (line,) = told(repository, command)
    assert line.startswith("error: This is a sparse checkout: ")
    assert 'Run "git sparse-checkout disable"' in line
    repository.git("sparse-checkout", "disable")
    assert shown(repository) == VERSIONS


def test_a_sparse_checkout_names_a_file_and_counts_the_others(repository):
    repository.commit("2026-05-16", {"content/about.md": "# About us\n"})
    repository.git("sparse-checkout", "set", "--no-cone", "/*", "!content")
    (line,) = told(repository)
    assert "content/about.md and 1 more are committed, but not on this disk." in line


def test_a_sparse_checkout_with_all_texts_is_as_good_as_any(repository):
    repository.commit("2026-05-16", {"tools/build.c": "int main() {}\n"})
    repository.git("sparse-checkout", "set", "content", "locales")
    assert not (repository.root / "tools").exists()
    assert shown(repository) == VERSIONS


# --- Submodules -------------------------------------------------------------------------


def with_submodule(repository, tmp_path, path, files):
    other = Repository.create(tmp_path / "other")
    other.commit("2026-01-01", files)
    allow = ("-c", "protocol.file.allow=always")
    repository.git(*allow, "submodule", "--quiet", "add", "--", str(other.root), path)
    repository.commit("2026-05-20")


def test_a_policy_in_a_submodule_is_told_as_such(repository, tmp_path):
    with_submodule(repository, tmp_path, "content/legal", {"more.md": small.ONE})
    (line,) = told(repository)
    assert line.startswith(
        'content/legal/more.md: error: This path lies in the submodule "content/legal": its '
        "commits, and so its dates, are those of another repository. "
    )
    assert '"git subtree add --prefix=content/legal ADDRESS BRANCH"' in line


@pytest.mark.parametrize("fetched", [True, False])
def test_a_content_folder_that_is_a_submodule_is_told_fetched_or_not(repository, tmp_path, fetched):
    repository.git("rm", "-rq", "content")
    with_submodule(repository, tmp_path, "content", {"terms.md": small.ONE})
    if not fetched:
        repository.git("submodule", "--quiet", "deinit", "--force", "content")
    (line,) = told(repository)
    assert line.startswith('content: error: This path lies in the submodule "content"')


def test_another_submodule_is_no_matter(repository, tmp_path):
    with_submodule(repository, tmp_path, "tools", {"terms.md": small.ONE})
    assert shown(repository) == VERSIONS


# --- Programs that a repository's configuration names ----------------------------------


@pytest.mark.parametrize("name", ["spy", "a=b", "dots.in.it", "ünï"])
@pytest.mark.parametrize("key", ["clean", "process"])
@pytest.mark.parametrize("changed", [True, False])
def test_no_filter_of_the_configuration_runs(repository, tmp_path, name, key, changed):
    repository.write(".git/info/attributes", f"* filter={name}\n")
    seen = tmp_path / "seen"
    repository.git("config", f"filter.{name}.{key}", f"touch {shlex.quote(str(seen))}; cat")
    repository.git("config", f"filter.{name}.required", "true")
    for path in (repository.root / TERMS, repository.root / small.CATALOG):
        os.utime(path, (1, 1))  # so git cannot know by its times that nothing changed
        if changed:
            path.write_text(path.read_text() + "\nMore.\n")
    found = read_history(repository.settings(TERMS)).findings
    assert [finding.rule for finding in found] == (
        ["uncommitted-text", "uncommitted-catalog"] if changed else []
    )
    assert small.run(repository, "versions").code == int(changed)
    assert not seen.exists()


def test_what_the_environment_configures_still_holds(repository, monkeypatch):
    repository.git("config", "filter.spy.clean", "false")
    repository.git("config", "filter.spy.required", "true")
    repository.write(".git/info/attributes", "* filter=spy\n")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.excludesFile")
    ignoring = repository.root.parent / "ignored"
    ignoring.write_text("*.md\n")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(ignoring))
    repository.write("content/other.md", "# Not to be seen\n")
    os.utime(repository.root / TERMS, (1, 1))
    found = read_history(repository.settings(TERMS, "content/other.md")).findings
    assert [finding.rule for finding in found] == ["policy-not-found", "uncommitted-file"]
    assert "git ignores this file" in found[1].what


# --- Repositories with much else in them ------------------------------------------------


MEASURE = """
import resource, sys
from zoneinfo import ZoneInfo
from gazette.history import read_history
from gazette.model import PolicySource, Settings
import git
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
policies = (PolicySource("terms", "content/terms.md"),)
settings = Settings(sys.argv[1], "", "", ("en", "de"), ZoneInfo("UTC"), policies)
before = peak()
history = read_history(settings)
print(len(history.revisions["terms"]), history.length, peak() - before)
"""


def test_memory_does_not_grow_with_other_files(tmp_path):
    """20 times the commits and files that concern no policy take no 4 MB more."""
    needed = []
    for commits in (300, 6000):
        repository = Repository.create(tmp_path / str(commits))
        stream = []
        for n in range(commits):
            stream.append(
                f"commit refs/heads/main\ncommitter L <l@example.com> {1_700_000_000 + n} +0000\n"
                f"data 1\nx\nM 644 inline src/{n % 50}/file-{n}.c\ndata {len(str(n))}\n{n}\n"
            )
            if n % (commits // 3) == 0:
                stream.append(f"M 644 inline {TERMS}\ndata {len(str(n))}\n{n}\n")
        repository.git("fast-import", "--quiet", feed="".join(stream).encode())
        repository.git("reset", "--quiet", "--hard")
        source = str(Path(gazette.__file__).parents[1])
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, str(repository.root)],
            env=environment() | {"PYTHONPATH": source},
            check=True,
            capture_output=True,
            text=True,
        )
        revisions, length, megabytes = done.stdout.split()
        assert (int(revisions), int(length)) == (3, commits)
        needed.append(float(megabytes))
    assert needed[1] < needed[0] + 4, "28 MB more where every change is kept"


def test_a_command_that_git_breaks_off_is_a_refusal(repository):
    """The listing of commits is read while git writes it: what it says at its end counts."""
    first = repository.git("rev-parse", "HEAD~1^{tree}")
    (repository.root / ".git/objects" / first[:2] / first[2:]).unlink()
    with pytest.raises(GazetteError, match="broken-repository"):
        read_history(repository.settings(TERMS))
