"""Two real repositories of policies, compared with what git itself says.

The reference is `git log --first-parent --follow`, asked here and not through our code. By
hand, where it falls short:

- Basecamp, `privacy/index.md` and `terms/index.md`: commit d9e4def (2018-12-14) moved them
  to `privacy/privacy-policy.md` and `terms.md`, commit ed3389b (2020-04-13) brought them
  back, so much rewritten that git sees no rename. To git they were deleted and added again,
  and so they are to us: the few edits made in between at the other paths are not told. The
  returning texts keep 71 % and 56 % of the older ones' word pairs, so they are the same
  policies, and the history goes on behind the gap.
- GitHub, `github-general-privacy-statement.md`: commit 7b380af (2024-04-17) deleted
  `github-privacy-statement.md` and added this one, which keeps 62 % of its word pairs but
  too few of its lines for git to see a rename. Git begins a new history there, and so do we.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest

from gazette.history import files_at, read_history
from gazette.model import PolicySource
from repositories import Repository, shared

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

BASECAMP = "basecamp-policies"
GITHUB = "github-site-policy"

# repository, path, commits that touched it, distinct consecutive texts (deletions included)
POLICIES = [
    (BASECAMP, "privacy/index.md", 45, 45),
    (BASECAMP, "terms/index.md", 36, 35),
    (GITHUB, "Policies/github-terms/github-terms-of-service.md", 44, 35),
    (GITHUB, "Policies/privacy-policies/github-general-privacy-statement.md", 13, 11),
    (GITHUB, "Policies/content-removal-policies/dmca-takedown-policy.md", 31, 21),
]


class Text(NamedTuple):
    """A text, as a reader sees it, from the moment a commit made it so."""

    commit: str
    committed: datetime
    words: str | None


@pytest.fixture(scope="session", params=POLICIES, ids=lambda case: case[1])
def case(request, clones):
    name, path, commits, texts = request.param
    return clones(name), path, commits, texts


@pytest.fixture(scope="session")
def clones(tmp_path_factory):
    made: dict[str, Repository] = {}

    def clone(name: str) -> Repository:
        if name not in made:
            bundle = shared(f"corpora/{name}.bundle")
            made[name] = Repository.clone(bundle, tmp_path_factory.mktemp("corpora") / name)
        return made[name]

    return clone


def visible(text: str) -> str:
    """The words without front matter and white space."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    body = re.sub(r"\A---\n.*?\n---\n", "", plain, count=1, flags=re.DOTALL)
    return " ".join(body.split())


def distinct(texts: Iterable[Text]) -> list[Text]:
    kept: list[Text] = []
    for text in texts:
        if not kept or kept[-1].words != text.words:
            kept.append(text)
    return kept


def by_git(repository: Repository, path: str) -> list[Text]:
    """What git lists for a file, oldest first, with the text at the path it had then."""
    line = ("--first-parent", "--follow", "--diff-merges=first-parent")
    listed = repository.git("log", *line, "--name-status", "--format=@%H", "--", path)
    texts, moments = [], repository.moments()
    for entry in listed.split("@")[1:]:
        (commit, change) = (part.strip() for part in entry.split("\n\n"))
        status, *_, name = change.split("\t")
        words = None if status == "D" else visible(repository.git("show", f"{commit}:{name}"))
        texts.append(Text(commit, moments[commit], words))
    return texts[::-1]


def by_us(repository: Repository, path: str) -> list[Text]:
    history = read_history(repository.settings(PolicySource("policy", path), docs_dir="."))
    assert not history.findings
    found, before = [], None
    for revision in history.revisions["policy"]:
        if revision.files != before:  # else a file beside it changed, such as a PDF
            words = visible(revision.files[0].text) if revision.files else None
            found.append(Text(revision.commit, revision.committed, words))
        before = revision.files
    return found


def test_every_text_has_the_date_git_gives_it(case):
    repository, path, commits, texts = case
    ours, reference = by_us(repository, path), by_git(repository, path)
    assert ours == reference
    assert distinct(ours) == distinct(reference)
    assert (len(ours), len(distinct(ours))) == (commits, texts)


def test_a_text_is_found_again_at_each_of_its_commits(case):
    repository, path, _, _ = case
    settings, source = repository.settings(docs_dir="."), PolicySource("policy", path)
    for text in by_git(repository, path)[::9]:
        if text.words is not None:
            (file,) = files_at(settings, source, text.commit)
            assert visible(file.text) == text.words


def test_deletion_and_return_of_basecamps_policies(clones):
    for path in ("privacy/index.md", "terms/index.md"):
        texts = by_us(clones(BASECAMP), path)
        (gone,) = (place for place, text in enumerate(texts) if text.words is None)
        assert texts[gone].commit.startswith("d9e4def")
        assert texts[gone + 1].commit.startswith("ed3389b")
        assert gone > 0


def test_a_folder_named_in_a_great_rearrangement_does_not_claim_the_others(clones):
    source = PolicySource("use", "Policies/acceptable-use-policies")
    history = read_history(clones(GITHUB).settings(source, docs_dir="Policies"))
    paths = {file.path for revision in history.revisions["use"] for file in revision.files}
    assert all(path.startswith("Policies/acceptable-use-policies/") for path in paths)
    assert history.revisions["use"][0].commit.startswith("87906da")


def test_reading_githubs_history_is_quick(clones):
    repository = clones(GITHUB)
    policies = [PolicySource(path, path) for name, path, _, _ in POLICIES if name == GITHUB]
    started = time.perf_counter()
    history = read_history(repository.settings(*policies, docs_dir="Policies"))
    assert history.length == 370
    assert time.perf_counter() - started < 1.0
