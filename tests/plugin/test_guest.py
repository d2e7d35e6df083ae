"""Policies in a folder of a site that exists: it stays as it is, and they are whole."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from published import TODAY, publish
from repositories import Repository
from small import run

if TYPE_CHECKING:
    from pathlib import Path

HOST = """\
site_name: Example
site_url: https://example.com/
docs_dir: content
copyright: © Example
theme:
  name: material
  logo: logo.svg
  features: [navigation.instant, navigation.tabs]
nav:
  - Home: index.md
  - About: about.md
  - News: blog/index.md
plugins:
  - search
  - tags
  - blog
"""
OURS = """\
  - gazette: {below: legal, languages: [en, de, ja], notice_days: 30}
extra:
  gazette:
    footer: [{text: Privacy, href: privacy/}]
"""
# The same policies by a second file, without the site around.
ALONE = """\
site_name: Example
site_url: https://example.com/legal/
docs_dir: content
exclude_docs: "*"
copyright: © Example
theme: {name: gazette}
plugins:
  - gazette: {languages: [en, de, ja], notice_days: 30}
extra:
  gazette:
    footer: [{text: Privacy, href: privacy/}]
"""
PAGES = {
    "content/index.md": "# Welcome\n\nRead our [terms](terms.md#fees) and [more](about.md).\n",
    "content/blog/index.md": "# News\n",
    "content/blog/posts/first.md": "---\ndate: 2026-01-02\ntags: [a]\n---\n# First\n\nHello.\n",
    "content/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>\n',
    "content/guide.md": "# Guide\n\nText.\n",
}
PICTURES = re.compile(rb'<link rel="icon"[^>]*>|<img src="[^"]*logo\.svg" alt="">')


def hosting(folder: Path, config: str) -> Repository:
    """A site of a company with pages, news and policies."""
    made = publish(folder)
    made.commit("2026-05-02", {"mkdocs.yml": config, "legal.yml": ALONE, **PAGES})
    (made.root / "content/terms.md").write_text(
        (made.root / "content/terms.md").read_text().replace("None.", "None. See [it](guide.md#x).")
    )
    (made.root / "content/terms.md").write_text(
        (made.root / "content/terms.md")
        .read_text()
        .replace('"1.0"', '"2.0"')
        .replace(
            "effective: 2025-01-01\nchange: initial", "effective: 2026-08-01\nchange: material"
        )
    )
    made.commit("2026-05-03", {})
    return made


def files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, by path."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = hosting(tmp_path_factory.mktemp("host") / "site", HOST + OURS)
    outcome = run(made, "build", "--as-of", TODAY.isoformat())
    assert outcome.code == 0, outcome
    return made


@pytest.fixture(scope="module")
def site(host: Repository) -> Path:
    return host.root / "site"


def test_the_site_around_is_what_it_was(
    host: Repository, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    plain = tmp_path_factory.mktemp("plain")
    shutil.copytree(host.root / "content", plain / "content")
    (plain / "mkdocs.yml").write_text(HOST + "exclude_docs: |\n  privacy/\n  terms.md\n")
    mkdocs(plain)
    before, after = files(plain / "site"), files(site)
    linked = {"index.html", "about/index.html"}  # they have links to policies
    beside = {path for path in after if not path.startswith("legal/")}
    assert beside == {*before}
    stamped = {"sitemap.xml.gz"}  # has the time of day
    assert len(before) > 40
    others = {*before} - linked - stamped - {"search/search_index.json"}
    assert {path for path in others if before[path] != after[path]} == set()


def mkdocs(folder: Path, *options: str, program: str = "mkdocs") -> None:
    """Run mkdocs as its command does."""
    subprocess.run(
        [sys.executable, "-m", program, "build", "-q", *options],
        cwd=folder,
        check=True,
        capture_output=True,
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": ":".join(sys.path),
            "GAZETTE_AS_OF": "2026-06-01",
        },
    )


def test_the_policies_are_what_they_are_by_themselves(host: Repository, site: Path) -> None:
    outcome = run(host, "build", "-f", "legal.yml", "--site-dir", "alone", "--as-of", "2026-06-01")
    assert outcome.code == 0, outcome
    alone, inside = files(host.root / "alone"), files(site / "legal")
    assert {*alone} == {*inside}
    differing = {
        path
        for path, data in inside.items()
        if PICTURES.sub(b"", data) != PICTURES.sub(b"", alone[path])
    }
    # Their links to the site around lead to its pages; by themselves they stay as written.
    assert differing == {path for path, data in alone.items() if b"guide.md#x" in data}
    assert differing


def test_links_lead_from_each_to_each(site: Path) -> None:
    home = (site / "index.html").read_text()
    assert 'href="legal/en/terms/#fees"' in home
    assert 'href="about/"' in home
    coming = (site / "legal/de/terms/v/2.0/index.html").read_text()
    assert 'href="../../../../../guide/#x"' in coming


def test_pictures_are_those_of_the_site_around(site: Path) -> None:
    page = (site / "legal/en/terms/index.html").read_text()
    assert '<img src="../../../logo.svg" alt="">Example</a>' in page
    assert '<link rel="icon" href="../../../assets/images/favicon.png" type="image/png">' in page
    assert (site / "assets/images/favicon.png").is_file()


def test_the_texts_of_policies_are_no_pages_of_the_site_around(site: Path) -> None:
    assert not (site / "terms").exists()
    assert not (site / "privacy").exists()
    assert b"terms" not in (site / "sitemap.xml").read_bytes()


def test_mkdocs_and_its_heir_make_the_same(host: Repository, site: Path, tmp_path: Path) -> None:
    for program in ("mkdocs", "properdocs"):
        pytest.importorskip(program)
        mkdocs(host.root, "-d", str(tmp_path / program), program=program)
        found, wanted = files(tmp_path / program / "legal"), files(site / "legal")
        assert {*found} == {*wanted}
        assert [path for path, data in wanted.items() if found[path] != data] == []


def test_the_next_build_takes_over_what_did_not_change(host: Repository, site: Path) -> None:
    place = site / "legal/en/terms/v/1.0/index.html"
    before = place.stat().st_mtime_ns
    outcome = run(host, "build", "--as-of", TODAY.isoformat())
    assert outcome.code == 0, outcome
    assert place.stat().st_mtime_ns == before


def test_what_is_published_is_kept_as_ever(host: Repository, tmp_path: Path) -> None:
    made = Repository.clone(host.root, tmp_path / "clone")
    shutil.copytree(host.root / "site", made.root / "site")
    text = (made.root / "content/privacy/01-data.md").read_text()
    made.commit("2026-05-04", {"content/privacy/01-data.md": text.replace("14 days", "140 days")})
    outcome = run(made, "build", "--as-of", TODAY.isoformat())
    assert outcome.code == 1
    assert "[published-text-changed]" in outcome.errors


def test_a_site_in_several_languages_has_them_once(tmp_path: Path) -> None:
    i18n = """\
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: en, name: English, default: true}
        - {locale: de, name: Deutsch}
"""
    config = HOST.partition("nav:")[0] + "plugins:\n  - search\n" + i18n + OURS
    made = hosting(tmp_path / "site", config)
    made.commit("2026-05-04", {"content/index.de.md": "# Willkommen\n"})
    outcome = run(made, "build", "--as-of", TODAY.isoformat())
    assert outcome.code == 0, outcome
    pages = sorted(path for path in files(made.root / "site") if path.endswith("index.html"))
    assert {"index.html", "de/index.html", "legal/de/terms/index.html"} <= {*pages}
    assert not [path for path in pages if path.startswith("de/legal/")]


REFUSED = {
    "of our own theme": (
        HOST.replace("material\n  logo: logo.svg", "gazette").replace("  - tags\n  - blog\n", "")
        + OURS,
        "is for a site of another theme",
    ),
    "above the site": (HOST + OURS.replace("legal", "../legal"), "cannot be a folder of the site"),
    "of no name": (HOST + OURS.replace("legal", "/"), "cannot be a folder of the site"),
    "where the site has a page": (
        HOST.partition("nav:")[0] + "plugins:\n" + OURS.replace("legal", "guide"),
        'content/guide.md: error: This is published in the folder "guide"',
    ),
    "with mike": (HOST + "  - mike\n" + OURS, 'The plugin "mike" publishes'),
    "with own templates": (
        HOST.replace("  logo:", "  custom_dir: own\n  logo:") + OURS,
        "templates of your own",
    ),
    "without the folder": (HOST + OURS.replace("below: legal, ", ""), '"below: legal" under'),
    "a logo that is not there": (
        HOST.replace("logo.svg", "none.svg") + OURS,
        '"none.svg" is no file of the site',
    ),
    "a logo of elsewhere": (
        HOST.replace("logo.svg", "https://example.org/logo.svg") + OURS,
        "would be loaded from another server",
    ),
}


@pytest.mark.parametrize(("config", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_go_together_is_said(
    host: Repository, tmp_path: Path, config: str, said: str
) -> None:
    made = Repository.clone(host.root, tmp_path / "clone")
    own = {"own/gazette/home.html": '{% extends "gazette/base.html" %}\n'}
    made.commit("2026-05-04", {"mkdocs.yml": config, **own})
    outcome = run(made, "build", "--as-of", TODAY.isoformat())
    assert outcome.code == 1, outcome
    assert said in outcome.errors
    assert len(outcome.errors.splitlines()) == 1
    assert not (made.root / "site").exists()


def test_the_fault_of_another_program_is_told_in_a_line(host: Repository, tmp_path: Path) -> None:
    made = Repository.clone(host.root, tmp_path / "clone")
    hook = "def on_post_page(html, **_):\n    return {}['a name']\n"
    config = HOST + OURS + "hooks: [hook.py]\n"
    made.commit("2026-05-04", {"mkdocs.yml": config, "hook.py": hook})
    outcome = run(made, "build", "--as-of", TODAY.isoformat())
    assert outcome.code == 1
    assert outcome.errors.splitlines() == [
        """error: The program "hook.py" stopped the build with KeyError: 'a name'. """
        """Run "mkdocs build" without Gazette: if it stops as well, the fault is there. """
        "[build-failed]"
    ]
