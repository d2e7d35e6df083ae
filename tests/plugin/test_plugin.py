from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from published import CONFIG, TODAY, publish
from repositories import Repository
from searching import built, search

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = "https://example.com/legal/"


def build(repository: Repository, *, as_of: str = TODAY.isoformat(), **options: str) -> Path:
    """Run mkdocs as its command does, on the repository as it is."""
    before = os.environ.get("GAZETTE_AS_OF")
    os.environ["GAZETTE_AS_OF"] = as_of
    try:
        config = load_config(str(repository.root / "mkdocs.yml"), **options)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
    finally:
        os.environ.pop("GAZETTE_AS_OF")
        if before:
            os.environ["GAZETTE_AS_OF"] = before
    return Path(config.site_dir)


def process(repository: Repository) -> subprocess.CompletedProcess[str]:
    """Run mkdocs as a process of its own, which loads everything afresh."""
    quiet = {"NO_MKDOCS_2_WARNING", "DISABLE_MKDOCS_2_WARNING"}
    kept = {name: value for name, value in os.environ.items() if name not in quiet}
    return subprocess.run(
        [Path(sys.executable).with_name("mkdocs"), "build"],
        cwd=repository.root,
        env=kept | {"GAZETTE_AS_OF": TODAY.isoformat()},
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return publish(tmp_path_factory.mktemp("published") / "site")


@pytest.fixture(scope="module")
def site(repository: Repository) -> Path:
    return build(repository)


@pytest.fixture
def own(tmp_path: Path) -> Repository:
    """A repository that a test may change."""
    return publish(tmp_path / "own")


def foreign(folder: Path, text: str) -> Repository:
    """A repository that never heard of us, with two texts of one policy."""
    repository = Repository.create(folder)
    entry = "{id: terms, path: legal/terms.md, versions: commits}"
    config = CONFIG.replace("notice_days: 30", f"policies: [{entry}]")
    repository.write("mkdocs.yml", config.replace("docs_dir: content", "docs_dir: legal"))
    repository.commit("2025-01-05", {"legal/terms.md": text.format("Red.")})
    repository.commit("2026-01-05", {"legal/terms.md": text.format("Blue.")})
    return repository


def read(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text()


def contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


class Links(HTMLParser):
    """What a page refers to, and what can be referred to in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        for name, value in attrs:
            if name in {"href", "src", "data-index"} and value:
                self.found.append(value)
            if name == "id" and value:
                self.ids.add(value)


def links(site: Path) -> Iterator[tuple[str, str]]:
    """(page, absolute address) of every link inside the site."""
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        base = "/legal/" if address == "404.html" else f"/legal/{address}"
        for link in Links(path.read_text()).found:
            full = urljoin(urljoin(BASE, base), link)
            if full.startswith(BASE):
                yield address, full


# --- What is published --------------------------------------------------------------------


def test_every_link_inside_the_site_leads_somewhere(site: Path) -> None:
    ids = {path: Links(path.read_text()).ids for path in site.rglob("*.html")}
    checked = 0
    for address, link in links(site):
        parts = urlsplit(link)
        target = site / unquote(parts.path.removeprefix("/legal/"))
        target = target / "index.html" if parts.path.endswith("/") else target
        assert target.is_file(), f"{address} links to {link}"
        if parts.fragment and target.suffix == ".html":
            assert parts.fragment in ids[target], f"{address} links to {link}"
        checked += 1
    assert checked > 500


def test_a_policy_s_own_files_make_no_plain_pages(site: Path) -> None:
    assert not (site / "privacy").exists()
    assert not (site / "terms").exists()
    assert (site / "logo.txt").is_file()


def test_other_texts_are_ordinary_pages_in_every_language(site: Path) -> None:
    page = read(site, "de/about")
    assert "<h1>Über uns</h1>" in page
    assert 'Read our <a href="../../de/terms/">terms</a>.' in page
    assert "<h1>About us</h1>" in read(site, "en/about")
    assert not (site / "about").exists()


def test_an_ordinary_page_is_called_by_its_title_in_every_language(own: Repository) -> None:
    own.write("content/help.md", "---\ntitle: About us\n---\nAsk.\n")
    own.write("content/draft.md", "# Not yet\n")
    own.write("mkdocs.yml", f"{CONFIG}draft_docs: draft.md\n")
    own.commit("2026-05-02")
    site = build(own)
    assert "<title>About us – " in read(site, "en/help")
    assert "<title>Über uns – " in read(site, "de/help")
    assert "<title>About us – " in read(site, "ja/help")
    assert not (site / "en/draft").exists()


def test_nothing_of_the_parent_theme_is_published(site: Path) -> None:
    assert sorted(path.name for path in (site / "assets").rglob("*")) == [
        "compare.js",
        "favicon.svg",
        "finding.js",
        "gazette.css",
        "gazette.js",
        "joining.js",
        "markup.js",
        "names.js",
        "redlining.js",
        "search.js",
        "telling.js",
    ]


def test_nothing_but_pages_data_and_what_they_ask_for_stands_at_the_top(site: Path) -> None:
    known = {"404.html", "_headers", "api", "assets", "embed", "index.html", "search"}
    found = {entry.name for entry in site.iterdir()}
    assert found - known == {"de", "en", "ja", "logo.txt", "sitemap.xml"}  # "logo.txt" is its own


def test_pages_ask_nobody_else_for_anything(site: Path) -> None:
    loaded = re.compile(r'<(?:script|img|iframe|link rel="(?:stylesheet|icon|preload)")[^>]*>')
    for path in site.rglob("*.html"):
        for tag in loaded.findall(path.read_text()):
            assert "//" not in tag
    for path in (site / "assets").iterdir():
        if path.suffix != ".svg":
            assert "//" not in re.sub(r"(^|\s)//( .*)?$", "", path.read_text(), flags=re.MULTILINE)


def test_a_page_speaks_its_language(site: Path) -> None:
    german, japanese = read(site, "de/privacy"), read(site, "ja/privacy")
    assert '<html lang="de" dir="ltr">' in german
    assert "seit dem <time" in german
    assert "1. August 2025" in german
    assert ">Startseite</a>" in german
    assert '<html lang="ja" dir="ltr">' in japanese
    assert "2026年7月1日" in japanese
    assert ">Home</a>" in japanese
    assert '<span lang="en" class="untranslated">' in japanese


def test_the_switcher_keeps_page_and_version(site: Path) -> None:
    page = read(site, "de/privacy/v/1.0")
    assert '<a href="../../../../ja/privacy/v/1.0/" lang="ja" hreflang="ja">日本語</a>' in page
    assert page.count('rel="alternate" hreflang') == 4
    assert f'<link rel="alternate" hreflang="ja" href="{BASE}ja/privacy/v/1.0/">' in page
    assert f'<link rel="alternate" hreflang="x-default" href="{BASE}en/privacy/v/1.0/">' in page


def test_a_past_version_says_so(site: Path) -> None:
    page = read(site, "en/privacy/v/1.0")
    assert "This is a past version. It no longer applies." in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="successor-version" href="../../../../en/privacy/v/2.0/">' in page
    current = read(site, "en/privacy")
    assert "noindex" not in current
    assert f'<link rel="canonical" href="{BASE}en/privacy/">' in current


def test_what_is_coming_is_announced_where_the_policy_is_read(site: Path) -> None:
    page = read(site, "en/privacy")
    assert "Version 3.0 takes effect on <time" in page
    assert 'href="../../en/privacy/v/3.0/changes/"' in page
    assert "Summary of 3.0 &amp; more." in page
    assert "Privacy: version 3.0 takes effect" not in page  # once is enough
    assert "Privacy: version 3.0 takes effect on <time" in read(site, "en/terms")


def test_each_title_is_one_of_its_kind(site: Path) -> None:
    titles = {
        path: re.search(r"<title>(.*?)</title>", path.read_text(), re.DOTALL)
        for path in site.glob("en/**/index.html")
    }
    words = [match[1] for match in titles.values() if match]
    assert len(words) == len(titles)
    assert len(set(words)) == len(words)


def test_the_sitemap_lists_what_search_engines_may_show(site: Path) -> None:
    text = (site / "sitemap.xml").read_text()
    assert f"<loc>{BASE}de/privacy/</loc>" in text
    assert f"<loc>{BASE}de/privacy/v/3.0/</loc>" in text
    assert "v/1.0/</loc>" not in text
    assert "changes/</loc>" not in text
    assert f"<loc>{BASE}de/privacy/v/3.0/</loc><lastmod>2026-05-01</lastmod>" in text
    assert f"<loc>{BASE}de/terms/</loc><lastmod>2025-01-01</lastmod>" in text
    assert not (site / "sitemap.xml.gz").exists()


def test_a_wrong_address_finds_a_page_from_any_depth(site: Path) -> None:
    page = (site / "404.html").read_text()
    assert 'href="/legal/assets/gazette.css"' in page
    assert 'href="/legal/de/"' in page


@pytest.mark.parametrize(
    ("lang", "words", "found"),
    [
        ("de", "14 Tage", ["de/privacy/#data", "de/privacy/v/3.0/#data"]),
        ("de", "tenschutz", ["de/privacy/", "de/privacy/v/3.0/"]),
        ("de", "über uns", ["de/about/"]),
        ("en", "summary of 1.0", ["en/privacy/v/1.0/"]),
        ("en", "Tage", []),
        ("ja", "fees", ["ja/terms/#fees"]),
    ],
)
def test_each_language_is_searched_by_itself(
    site: Path, lang: str, words: str, found: list[str]
) -> None:
    told, _ = search(built(site, lang), words)
    assert [each["address"] for each in told["results"]] == found


def test_a_text_of_somebody_else_gets_no_class_and_no_numbers(tmp_path: Path) -> None:
    site = build(foreign(tmp_path / "foreign", "## Fees\n\n{}\n\n## Law\n\nOurs.\n"))
    places = ("", "history/", "v/2026-01-05/", "v/2026-01-05/changes/", "v/2025-01-05/")
    for place in places:
        page = read(site, f"en/terms/{place}")
        assert "2026-01-05" in page
        assert 'class="kind"' not in page
        assert ">Change</dt>" not in page
        assert 'class="number"' not in page


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("", "Not classified (counts as material)"),
        ("change: material\n", "Material change"),
        ("change: editorial\n", "Editorial change"),
    ],
)
def test_a_version_of_ours_says_what_kind_of_change_it_is(
    own: Repository, change: str, told: str
) -> None:
    head = f'---\ntitle: Terms\nversion: "2.0"\neffective: 2026-07-01\n{change}---\n'
    own.write("content/terms.md", f"{head}## Fees {{#fees}}\n\nNone whatsoever.\n")
    own.commit("2026-05-02")
    site = build(own)
    for place in ("v/2.0", "v/2.0/changes", "history"):
        assert f'<span class="kind">{told}</span>' in read(site, f"en/terms/{place}")
    assert '<span class="number" data-number="1."></span>Fees' in read(site, "en/terms/v/2.0")
    assert '<span class="kind">First version</span>' in read(site, "en/terms/v/1.0")


def test_a_translation_names_its_source_in_one_sentence(own: Repository) -> None:
    own.write("mkdocs.yml", CONFIG.replace("[en, de, ja]", "[en, de, fr]"))
    own.commit("2026-05-02")
    site = build(own)
    german, french = read(site, "de/privacy"), read(site, "fr/privacy")
    link = '<a href="../../en/privacy/" hreflang="en">{}</a>'
    assert f"Übersetzung. Maßgebliche Sprache: {link.format('Englisch')}. 1 Textstelle" in german
    assert f"traduit. Langue faisant foi\u00a0: {link.format('anglais')}.</p>" in french
    assert 'aria-label="Langue\u00a0: Français"' in french
    assert 'aria-label="Link zu diesem Abschnitt: Daten"' in german
    assert "<title>Toutes les versions\u00a0: Privacy –" in read(site, "fr/privacy/history")
    assert "<title>Datenschutz: Änderungen in Version 2.0 –" in read(
        site, "de/privacy/v/2.0/changes"
    )


# --- Building -----------------------------------------------------------------------------


def test_hooks_run_and_what_they_say_is_part_of_every_page(own: Repository) -> None:
    hook = "def on_post_page(output, page, config):\n    return output + '<!-- {} -->'\n"
    own.write("hooks/note.py", hook.format("one"))
    own.write("mkdocs.yml", f"{CONFIG}hooks: [hooks/note.py]\n")
    own.commit("2026-05-02")
    process(own)
    assert read(own.root / "site", "en/privacy").endswith("<!-- one -->")
    own.write("hooks/note.py", hook.format("another"))
    own.commit("2026-05-02")
    process(own)
    assert read(own.root / "site", "en/privacy").endswith("<!-- another -->")


def test_a_linked_docs_dir_gives_the_same_site(own: Repository) -> None:
    own.link("linked", "content")
    expected = contents(build(own))
    shutil.rmtree(own.root / "site")
    assert contents(build(own, docs_dir=str(own.root / "linked"))) == expected


def test_the_parent_theme_prints_no_banner(own: Repository) -> None:
    done = process(own)
    assert "Material" not in done.stdout + done.stderr


def test_two_builds_give_the_same_bytes(own: Repository, tmp_path: Path) -> None:
    first = contents(build(own))
    shutil.rmtree(own.root / ".cache")
    assert contents(build(own, site_dir=str(tmp_path / "other"))) == first


def test_what_did_not_change_is_not_written_again(own: Repository) -> None:
    site = build(own)
    for path in site.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    marked = site / "en/privacy/v/1.0/index.html"
    before = contents(site)
    build(own, as_of="2026-06-02")
    after = contents(site)
    new = {name for name in after if after[name] != before.get(name)}
    assert {name for name in new if name.endswith(".html")} == {
        f"{lang}/index.html" for lang in ("en", "de", "ja")
    }
    assert marked.stat().st_mtime == 1_000_000_000
    for name in set(after) - new:
        assert (site / name).stat().st_mtime == 1_000_000_000, name


def test_reused_pages_are_what_a_fresh_build_makes(own: Repository) -> None:
    build(own, as_of="2026-04-01")
    reused = contents(build(own))
    shutil.rmtree(own.root / ".cache")
    shutil.rmtree(own.root / "site")
    assert contents(build(own)) == reused


def test_a_page_that_somebody_edited_is_made_anew(own: Repository) -> None:
    site = build(own)
    page = site / "en/privacy/v/1.0/index.html"
    good = page.read_text()
    page.write_text(good.replace("30 days", "300 days"))
    build(own)
    assert page.read_text() == good


def test_a_torn_record_costs_time_only(own: Repository) -> None:
    good = contents(build(own))
    for record in (own.root / ".cache/gazette").rglob("*.json"):
        record.write_text('{"en/index.html": [')
    assert contents(build(own)) == good


def test_a_new_word_of_the_configuration_reaches_every_page(own: Repository) -> None:
    build(own)
    own.write("mkdocs.yml", CONFIG.replace("© Example", "© Example & Sons"))
    own.commit("2026-05-02")
    site = build(own)
    for path in site.rglob("*.html"):
        assert "© Example &amp; Sons" in path.read_text(), path


def test_an_error_is_told_in_a_line_and_nothing_is_built(
    own: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    own.write("content/terms.md", "---\ntitle: Terms\nversion: '2.0'\n---\nText.\n")
    own.commit("2026-05-02")
    with pytest.raises(Abort):
        build(own)
    assert not (own.root / "site").exists()
    assert "Traceback" not in capfd.readouterr().err
