"""Real repositories, published with a configuration of a few lines and nothing else changed.

For each policy the versions are what `git log --first-parent --follow` lists as consecutive texts
with other words, each with its commit's date; and each version's page holds the words, links
and tables of that revision's text, as GitHub's own cmark-gfm renders it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date, datetime
from functools import cache
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from gazette.model import PolicySource
from gazette.publishing.loading import load
from oursite import EVERY
from repositories import Repository, shared

BASECAMP = {"terms": "terms/index.md", "privacy": "privacy/index.md"}
GITHUB = {
    "terms": "Policies/github-terms/github-terms-of-service.md",
    "privacy": "Policies/privacy-policies/github-general-privacy-statement.md",
    "dmca": "Policies/content-removal-policies/dmca-takedown-policy.md",
}
COUNTS = {
    ("basecamp-policies", "terms"): 27,
    ("basecamp-policies", "privacy"): 40,
    ("github-site-policy", "terms"): 23,
    ("github-site-policy", "privacy"): 4,
    ("github-site-policy", "dmca"): 14,
}
LINE = ["--first-parent", "--follow", "--diff-merges=first-parent"]
HEAD = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*\n", re.DOTALL)
OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES


def build(tmp_path_factory: pytest.TempPathFactory, name: str, policies: dict[str, str]) -> Path:
    folder = tmp_path_factory.mktemp("published") / name
    Repository.clone(shared(f"corpora/{name}.bundle"), folder)
    lines = [
        "site_name: Our policies",
        "site_url: https://example.com/legal/",
        "theme: {name: gazette}",
        "plugins:",
        "  - gazette:",
        "      versions: commits",
        "      policies:",
        *(f"        - {{id: {policy}, path: {path}}}" for policy, path in policies.items()),
    ]
    (folder / "mkdocs.yml").write_text("\n".join(lines) + "\n", "utf-8")
    command = Path(sys.executable).with_name("gazette")
    done = subprocess.run([command, "build"], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def basecamp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory, "basecamp-policies", BASECAMP)


@pytest.fixture(scope="session")
def github(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory, "github-site-policy", GITHUB)


def reference(folder: Path, path: str) -> list[tuple[datetime, str]]:
    """The texts of a file whose words differ from those before, by git itself.

    Each with the time when its words came, and as it stood at last: the links of a text may
    change while its words stay.
    """
    listed = subprocess.run(
        ["git", "log", *LINE, "--name-status", "--format=@%H", "--", path],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found: list[tuple[datetime, str]] = []
    moments = Repository(folder).moments()
    for entry in reversed(listed.split("@")[1:]):
        commit, change = (part.strip() for part in entry.split("\n\n"))
        status, *_, name = change.split("\t")
        if status == "D":
            continue
        text = subprocess.run(
            ["git", "show", f"{commit}:{name}"], cwd=folder, capture_output=True, check=True
        ).stdout.decode("utf-8-sig")
        text = HEAD.sub("", text.replace("\r\n", "\n"), count=1)
        if found and seen(found[-1][1]) == seen(text):
            found[-1] = (found[-1][0], text)
        else:
            found.append((moments[commit], text))
    return found


@cache
def rendered(text: str) -> Shown:
    """A text as cmark-gfm renders it."""
    return Shown(cmarkgfm.github_flavored_markdown_to_html(text, OPTIONS), article=False)


def seen(text: str) -> list[str]:
    """The words that a reader sees of a text, punctuation included."""
    return "".join(rendered(text).words).split()


class Shown(HTMLParser):
    """What a reader sees: words, link targets, and how many cells and nested lists there are."""

    def __init__(self, html: str, *, article: bool) -> None:
        super().__init__()
        self.inside = not article
        self.muted = 0
        self.lists = 0
        self.words: list[str] = []
        self.title: list[str] = []
        self.links: set[str] = set()
        self.cells = 0
        self.nested = 0
        self.in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "article":
            self.inside = True
        self.in_title = self.in_title or tag == "h1"
        if not self.inside:
            return
        is_ours = tag == "a" and found.get("class") in ("pin", "mark")
        self.muted += is_ours or bool(self.muted and tag == "a")
        if tag == "a" and not is_ours and found.get("href"):
            self.links.add(str(found["href"]))
        self.cells += tag in ("td", "th")
        if tag in ("ul", "ol"):
            self.nested += self.lists > 0
            self.lists += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.inside = False
        if tag == "h1":
            self.in_title = False
        if tag == "a" and self.muted:
            self.muted -= 1
        if tag in ("ul", "ol") and self.inside:
            self.lists -= 1

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title += data.split()
        if self.inside and not self.muted:
            self.words.append(data)

    @property
    def text(self) -> list[str]:
        return re.findall(r"\w+", " ".join(self.words))


@pytest.mark.parametrize(
    ("repository", "policy"), [("basecamp", p) for p in BASECAMP] + [("github", p) for p in GITHUB]
)
def test_every_distinct_text_is_a_version_with_its_date_and_words(
    repository: str, policy: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(repository)
    path = {"basecamp": BASECAMP, "github": GITHUB}[repository][policy]
    expected = reference(folder, path)
    data = json.loads((folder / f"site/api/v1/{policy}/versions.json").read_text("utf-8"))
    versions = data["versions"]
    assert [datetime.fromisoformat(v["published"]) for v in versions] == [at for at, _ in expected]
    assert len(versions) == COUNTS[folder.name, policy]
    for version, (_, text) in zip(versions, expected, strict=True):
        page = folder / f"site/en/{policy}/v/{version['label']}/index.html"
        shown = Shown(page.read_text("utf-8"), article=True)
        plain = rendered(text)
        title = re.findall(r"\w+", " ".join(shown.title))
        assert plain.text in (shown.text, title + shown.text), version["label"]
        links = {link for link in plain.links if link.startswith(("http", "#"))}
        if missing := links - shown.links:  # the title stands at the top of the page
            assert missing == {"#privacy-policy"}
            assert "#" in shown.links
        assert (shown.cells, shown.nested) == (plain.cells, plain.nested)


def test_no_policy_has_a_version_without_a_change(tmp_path: Path) -> None:
    """Every policy at the head of a repository, or of both, its texts told apart by cmark-gfm."""
    counts = {"basecamp-policies": 216, "github-site-policy": 377}
    counted = dict.fromkeys(counts if EVERY else ["basecamp-policies"], 0)
    for name in counted:
        repository = Repository.clone(shared(f"corpora/{name}.bundle"), tmp_path / name)
        paths = [p for p in repository.git("ls-files", "*/*.md").splitlines() if "README" not in p]
        sources = [PolicySource(f"policy-{at}", path) for at, path in enumerate(paths)]
        site = load(repository.settings(*sources, languages=["en"], docs_dir="."), date(2030, 1, 1))
        for policy in site.policies:
            texts = [
                HEAD.sub("", revision.files[0].text, count=1)
                for revision in site.history.revisions[policy.id]
                if revision.files
            ]
            kept = [words for words, _ in groupby(map(seen, texts))]
            assert len(policy.versions) == len(kept), policy.source.path
            counted[name] += len(kept)
    assert counted == {name: counts[name] for name in counted}
