from __future__ import annotations

import re
from contextlib import chdir
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from gazette.configuration import read_configuration, today, top
from gazette.errors import GazetteError
from gazette.model import Dialect, Discovery, PolicySource, Settings
from repositories import Repository
from small import CONFIG, ONE, TERMS

if TYPE_CHECKING:
    from collections.abc import Mapping

UTC_ZONE = ZoneInfo("UTC")
SECTION = "## Data {#data}\n\nNone.\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "repository")


def read(repository: Repository, config: str, **files: str) -> Settings:
    repository.write("mkdocs.yml", config)
    for path, text in files.items():
        repository.write(path, text)
    return read_configuration(repository.root / "mkdocs.yml").settings


def policies(repository: Repository, files: Mapping[str, str], config: str = CONFIG) -> list[str]:
    """The policies as "id: path"."""
    return [f"{p.id}: {p.path}" for p in read(repository, config, **files).policies]


def with_options(text: str) -> str:
    return CONFIG.replace("{languages: [en, de]}", f"{{languages: [en, de], {text}}}")


# --- Options --------------------------------------------------------------------------------


def test_a_site_with_every_option(repository: Repository) -> None:
    listed = """
  - gazette:
      languages: [en, de, pt-BR]
      timezone: Europe/Berlin
      notice_days: 45
      notice_profiles: [eecc, ccpa]
      versions: commits
      policies:
        - {id: terms, path: legal/terms/}
        - {id: privacy, path: ./privacy.md, title: Privacy,
           versions: tags, tags: "p/*", notice_days: 0, notice_profiles: []}
"""
    config = CONFIG.partition("\n  - gazette")[0] + listed
    found = read(repository, config)
    assert found == Settings(
        root=str(repository.root),
        name="Example Legal",
        url="https://example.com/legal/",
        languages=("en", "de", "pt-BR"),
        zone=ZoneInfo("Europe/Berlin"),
        policies=(
            PolicySource("terms", "legal/terms", "", Discovery.COMMITS, "", 45, ("eecc", "ccpa")),
            PolicySource("privacy", "./privacy.md", "Privacy", Discovery.TAGS, "p/*", 0, ()),
        ),
        docs_dir=found.docs_dir,
        locales_dir="locales",
        labels=("Example Legal",),
        configuration="mkdocs.yml",
        left_out=(".*", "/templates/"),
    )


def test_a_site_that_says_little(repository: Repository) -> None:
    config = "site_name: A\ntheme: {name: gazette}\ndocs_dir: content\nplugins: [gazette]\n"
    found = read(repository, config, **{TERMS: ONE})
    assert (found.languages, found.zone, found.url) == (("en",), UTC_ZONE, "")
    assert found.policies == (PolicySource("terms", TERMS, "", Discovery.LABELS, "", 30),)


def in_languages(repository: Repository, codes: str) -> tuple[str, ...]:
    return read(repository, CONFIG.replace("en, de", codes), **{TERMS: ONE}).languages


def test_a_language_has_one_tag_however_it_is_written(repository: Repository) -> None:
    found = in_languages(repository, "EN, pt_BR, zh_hant, zh-Hant-HK, iw, es-419, sl-rozaj")
    assert found == ("en", "pt-BR", "zh-Hant", "zh-Hant-HK", "he", "es-419", "sl-rozaj")


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ("en, de, en", 'The language "en" is listed twice.'),
        ("en, pt-BR, PT_br", '"pt-BR" and "PT_br" are one language, pt-BR.'),
        ("he, iw", '"he" and "iw" are one language, he.'),
        *((f"en, {code}", f'"{code}" is not a language code.') for code in ("xx", "en-XX")),
        *((f"en, {code}", f'"{code}" is not a language code.') for code in ("pt-brasil", "../x")),
    ],
)
def test_a_language_is_listed_once_and_known(repository: Repository, codes: str, said: str) -> None:
    with pytest.raises(GazetteError) as refused:
        in_languages(repository, codes)
    (finding,) = refused.value.findings
    assert (finding.rule, finding.place.path) == ("configuration", "mkdocs.yml")
    assert finding.what == said


def test_two_folders_of_one_language_are_refused(repository: Repository) -> None:
    config = CONFIG.replace("en, de", "en, pt-BR, pt")
    both = {f"locales/{name}/LC_MESSAGES/terms.po": "" for name in ("pt-BR", "pt")}
    assert read(repository, config, **{TERMS: ONE}, **both).languages == ("en", "pt-BR", "pt")
    with pytest.raises(GazetteError) as refused:
        read(repository, config, **{"locales/pt_BR/LC_MESSAGES/terms.po": ""})
    (finding,) = refused.value.findings
    assert (finding.rule, finding.place.path) == ("language", "locales/pt_BR")
    assert finding.what == 'The folder "locales/pt-BR" has translations into pt-BR as well.'


def dialects(repository: Repository, text: str) -> dict[str, Dialect]:
    """Policy -> its Markdown, under some options."""
    return {p.id: p.dialect for p in read(repository, with_options(text), **{TERMS: ONE}).policies}


def test_texts_are_githubs_markdown_unless_the_site_or_the_policy_says_another(
    repository: Repository,
) -> None:
    assert dialects(repository, "strict: true") == {"terms": Dialect.GITHUB}
    assert dialects(repository, "markdown: python") == {"terms": Dialect.PYTHON}
    listed = "policies: [{id: a, path: a.md}, {id: b, path: b.md, markdown: %s}]"
    assert dialects(repository, listed % "python") == {"a": Dialect.GITHUB, "b": Dialect.PYTHON}
    mixed = f"markdown: python, {listed % 'github'}"
    assert dialects(repository, mixed) == {"a": Dialect.PYTHON, "b": Dialect.GITHUB}


@pytest.mark.parametrize("given", ["gfm", "GitHub", "''", "Python"])
@pytest.mark.parametrize("place", ["markdown: %s", "policies: [{id: a, path: a.md, markdown: %s}]"])
def test_another_markdown_is_refused_in_plain_words(
    repository: Repository, place: str, given: str
) -> None:
    with pytest.raises(GazetteError) as refused:
        dialects(repository, place % given)
    told = re.sub(r"(?m)^mkdocs.yml:\d+:", "mkdocs.yml:", str(refused.value))
    assert told.splitlines() == [
        f'mkdocs.yml: error: "markdown: {given.strip(chr(39))}" is not a kind of '
        "Markdown that Gazette reads. "
        'Write "markdown: github", or leave the option out, for texts written for GitHub; '
        '"markdown: python" for texts written for mkdocs. [configuration]'
    ]


@pytest.mark.parametrize("given", ["true", "3", "[python]"])
def test_a_markdown_that_is_no_name_is_refused(repository: Repository, given: str) -> None:
    with pytest.raises(GazetteError, match=r"markdown.*Expected type: text"):
        dialects(repository, f"markdown: {given}")


def test_texts_of_links_are_translated_once_each(repository: Repository) -> None:
    links = (
        "copyright: All rights reserved\nextra:\n  gazette:\n"
        "    header: [{text: Home, href: /}, {text: Contact, href: c/}]\n"
        "    footer: [{text: Home, href: /}]\n"
    )
    found = read(repository, CONFIG + links, **{TERMS: ONE})
    assert found.labels == ("Example Legal", "Home", "Contact", "All rights reserved")
    found = read(repository, f"{CONFIG}{links}    copyright: Ours\n")
    assert found.labels[-1] == "Ours"


def test_a_configuration_below_the_top_of_its_repository(repository: Repository) -> None:
    repository.write("legal/content/terms.md", ONE)
    repository.write("legal/mkdocs.yml", CONFIG)
    found = read_configuration(repository.root / "legal/mkdocs.yml").settings
    assert found.root == str(repository.root)
    assert found.docs_dir == "legal/content"
    assert found.locales_dir == "legal/locales"
    assert [p.path for p in found.policies] == ["legal/content/terms.md"]


def test_a_configuration_named_from_elsewhere(repository: Repository, tmp_path: Path) -> None:
    repository.write("mkdocs.yml", CONFIG)
    repository.write(TERMS, ONE)
    (tmp_path / "link").symlink_to(repository.root)
    with chdir(repository.root):
        direct = read_configuration(Path("mkdocs.yml")).settings
    assert read_configuration(tmp_path / "link" / "mkdocs.yml").settings == direct


def test_nothing_is_left_behind_where_there_is_no_docs_dir(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(tmp_path.iterdir())
    found = read(repository, with_options("policies: [{id: terms, path: terms.md}]"))
    assert set(tmp_path.iterdir()) == before
    docs = Path(found.root, found.docs_dir)
    assert [path.name for path in docs.iterdir()] == [".keep"]


# --- Which policies there are ---------------------------------------------------------------


def test_policies_are_found_by_their_version(repository: Repository) -> None:
    files = {
        "content/about.md": "# About\n",
        "content/plain.md": "---\ntitle: No version\n---\n# Plain\n",
        "content/terms.md": ONE,
        "content/privacy/index.md": ONE,
        "content/privacy/01-data.md": SECTION,
        "content/deep/er/cookies.md": ONE,
    }
    assert policies(repository, files) == [
        "cookies: content/deep/er/cookies.md",
        "privacy: content/privacy",
        "terms: content/terms.md",
    ]


def test_a_folder_of_numbered_sections_is_a_policy_without_a_version(
    repository: Repository,
) -> None:
    files = {"content/privacy/index.md": "# Privacy\n", "content/privacy/01-data.md": SECTION}
    assert policies(repository, files) == ["privacy: content/privacy"]


def test_a_section_with_a_version_is_no_policy_of_its_own(repository: Repository) -> None:
    files = {"content/privacy/index.md": ONE, "content/privacy/01-data.md": ONE}
    assert policies(repository, files) == ["privacy: content/privacy"]


def test_an_id_in_the_front_matter_is_the_address_wherever_the_text_lies(
    repository: Repository,
) -> None:
    named = ONE.replace("title:", "id: terms-of-use\ntitle:")
    assert policies(repository, {"content/conditions.md": named}) == [
        "terms-of-use: content/conditions.md"
    ]


def test_a_dot_in_the_name_of_a_folder_is_no_suffix(repository: Repository) -> None:
    with pytest.raises(GazetteError, match=r'"terms\.old" cannot be a policy'):
        policies(repository, {"content/terms.old/index.md": ONE})


def test_what_cannot_be_read_is_taken_for_a_policy_so_that_it_is_missed(
    repository: Repository,
) -> None:
    repository.write("content/a.md", ONE.encode("utf-16"))
    repository.write("content/b.md", b"version https://git-lfs.github.com/spec/v1\n")
    repository.link("content/c.md", "nowhere.md")
    found = policies(repository, {TERMS: ONE})
    assert [entry[0] for entry in found] == ["a", "b", "c", "t"]


# --- The day --------------------------------------------------------------------------------


def test_the_commands_day_comes_first_then_that_of_the_source() -> None:
    both = {"GAZETTE_AS_OF": "2026-01-02", "SOURCE_DATE_EPOCH": "0"}
    assert today(UTC_ZONE, both).isoformat() == "2026-01-02"
    assert today(UTC_ZONE, {"SOURCE_DATE_EPOCH": "0"}).isoformat() == "1970-01-01"


@pytest.mark.parametrize(
    ("zone", "day"),
    [("UTC", "2026-06-01"), ("Asia/Tokyo", "2026-06-02"), ("America/Los_Angeles", "2026-06-01")],
)
def test_a_day_is_a_day_of_the_sites_zone(zone: str, day: str) -> None:
    epoch = int(datetime(2026, 6, 1, 20, tzinfo=UTC).timestamp())
    assert today(ZoneInfo(zone), {"SOURCE_DATE_EPOCH": str(epoch)}).isoformat() == day


def test_without_any_it_is_the_clocks() -> None:
    before = datetime.now(UTC).date()
    assert before <= today(UTC_ZONE, {}) <= datetime.now(UTC).date()


@pytest.mark.parametrize(
    "given",
    [
        {"GAZETTE_AS_OF": "tomorrow"},
        {"SOURCE_DATE_EPOCH": "now"},
        {"SOURCE_DATE_EPOCH": str(10**20)},
    ],
)
def test_a_day_that_cannot_be_read_is_never_replaced(given: dict[str, str]) -> None:
    with pytest.raises(GazetteError, match="cannot be read"):
        today(UTC_ZONE, given)


def test_the_top_folder(repository: Repository) -> None:
    (repository.root / "a/b").mkdir(parents=True)
    assert top(repository.root / "a/b") == repository.root
