"""Looking at a site runs nothing of it; what is read is what a build reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from gazette.configuration import plain, read_configuration, whole_configuration
from gazette.errors import GazetteError
from small import CONFIG, make, run

if TYPE_CHECKING:
    from repositories import Repository

ROOT = Path(__file__).parents[2]
AS_OF = ("--as-of", "2026-06-01")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return make(tmp_path / "repository")


def mark(repository: Repository) -> str:
    return str(repository.root / "it-ran")


def traps(repository: Repository) -> dict[str, dict[str, str]]:
    """Ways in which a configuration makes mkdocs run something, as the files of a commit."""
    program = f"open({mark(repository)!r}, 'w').close()\n"
    call = f"!!python/object/apply:os.system ['touch {mark(repository)}']"
    named = "extra: {gazette: {}}\n"
    return {
        "hook": {"hook.py": program, "mkdocs.yml": f"{CONFIG}hooks: [hook.py]\n"},
        "tag": {"mkdocs.yml": f"{CONFIG}extra:\n  more: {call}\n"},
        "inherited tag": {
            "base.yml": f"extra:\n  more: {call}\n",
            "mkdocs.yml": f"INHERIT: base.yml\n{CONFIG}",
        },
        "extension": {
            "evilext.py": program,
            "mkdocs.yml": f"{CONFIG}markdown_extensions: [evilext]\n",
        },
        "extension by a tag": {
            "evilext.py": f"def run():\n    {program}",
            "mkdocs.yml": f"{CONFIG}markdown_extensions:\n"
            "  - toc: {slugify: !!python/object/apply:evilext.run {}}\n",
        },
        "theme": {
            "looks/mkdocs_theme.yml": f"a: {call}\n",
            "mkdocs.yml": CONFIG.replace("name: gazette", "name: gazette, custom_dir: looks"),
        },
        "nothing": {"mkdocs.yml": f"{CONFIG}{named}"},
    }


NAMES = ("hook", "tag", "inherited tag", "extension", "extension by a tag", "theme", "nothing")
LOOKING = {
    "check": ("check", *AS_OF),
    "check --draft": ("check", "--draft", *AS_OF),
    "check --staged": ("check", "--staged", *AS_OF),
    "versions": ("versions", *AS_OF),
    "review": ("review", "HEAD~1..HEAD", *AS_OF),
    "redline": ("redline", "terms@1.0", "terms@2.0"),
    "blame": ("blame", "terms", *AS_OF),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("command", LOOKING.values(), ids=LOOKING)
def test_looking_runs_nothing(
    repository: Repository, command: tuple[str, ...], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("2026-05-20", traps(repository)[name])
    monkeypatch.syspath_prepend(str(repository.root))
    done = run(repository, *command)
    assert done.code == 0, done
    assert not Path(mark(repository)).exists()


def test_the_traps_work(repository: Repository) -> None:
    """A build is somebody's own: mkdocs loads all there is."""
    repository.commit("2026-05-20", traps(repository)["hook"])
    whole_configuration(repository.root / "mkdocs.yml")
    assert Path(mark(repository)).exists()


def test_the_sample_site_is_read_as_a_build_reads_it() -> None:
    file = ROOT / "mkdocs.yml"
    assert read_configuration(file).settings == whole_configuration(file).settings


TAGS = """\
INHERIT: base.yml
site_name: !ENV [NO_SUCH_NAME, OTHER_NAME, Fallback]
site_url: !ENV [SITE_ADDRESS, "https://example.com/legal/"]
hooks: [hooks/one.py]
exclude_docs: |
  /private/
  !kept.md
draft_docs: later.md
markdown_extensions:
  - toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}
  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji ""}
plugins:
  gazette: {languages: [en, de]}
"""
BASE = """\
docs_dir: content
theme: {name: gazette, custom_dir: looks}
extra: {gazette: {accent: "#123456"}}
"""


def test_tags_and_inheritance_give_what_a_build_gets(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"mkdocs.yml": TAGS, "base.yml": BASE, "hooks/one.py": "", "looks/x.html": ""}
    repository.commit("2026-05-20", files)
    monkeypatch.setenv("OTHER_NAME", "Named")
    found = read_configuration(repository.root / "mkdocs.yml").settings
    assert found == whole_configuration(repository.root / "mkdocs.yml").settings
    assert (found.name, found.url) == ("Named", "https://example.com/legal/")
    assert found.made_with == ("base.yml", "hooks/one.py", "looks")
    assert found.left_out == (".*", "/templates/", "/private/", "!kept.md", "later.md")


@pytest.mark.parametrize("value", ["3", "true", "a b", "", "1.5"])
def test_a_variable_has_the_kind_of_its_value(value: str) -> None:
    found = plain.values_of("a: !ENV X", {"X": value})
    assert found == {"a": yaml.safe_load(value)}


def test_a_proposal_reads_no_variable_and_no_file_of_the_machine(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "s3cret")
    (tmp_path / "outside.yml").write_text("timezone: s3cret\n")
    option = CONFIG.replace("languages:", "timezone: !ENV [SECRET, UTC], languages:")
    repository.commit("2026-05-20", {"mkdocs.yml": option})
    done = run(repository, "review", "HEAD~1..HEAD", *AS_OF)
    assert (done.code, "s3cret" in done.output + done.errors) == (0, False)
    repository.commit("2026-05-21", {"mkdocs.yml": f"INHERIT: {tmp_path}/outside.yml\n{CONFIG}"})
    done = run(repository, "review", "HEAD~1..HEAD", *AS_OF)
    assert (done.code, "s3cret" in done.output + done.errors) == (1, False)
    assert 'the file "outside.yml" lies outside of the repository' in done.errors
    repository.link("mkdocs.yml", str(tmp_path / "outside.yml"))
    repository.commit("2026-05-22")
    done = run(repository, "review", "HEAD~1..HEAD", *AS_OF)
    assert (done.code, "s3cret" in done.output + done.errors) == (1, False)


@pytest.mark.parametrize(
    "text",
    [
        "INHERIT: mkdocs.yml\n",
        "a: " + "[" * 5000,
        "INHERIT: [1]\n",
        "a: &a [*a]\nb: *nothing\n",
        "? [1, 2]\n: 3\n",
        "a: !unknown 1\n",
    ],
)
def test_what_is_no_configuration_is_a_finding(repository: Repository, text: str) -> None:
    repository.write("mkdocs.yml", text)
    with pytest.raises(GazetteError) as refused:
        read_configuration(repository.root / "mkdocs.yml")
    assert {finding.rule for finding in refused.value.findings} == {"configuration"}


def test_a_draft_of_the_configuration_is_judged(repository: Repository) -> None:
    repository.write("mkdocs.yml", CONFIG.replace("languages:", "timezone: Mars/Base, languages:"))
    done = run(repository, "check", "--draft", *AS_OF)
    assert (done.code, 'There is no time zone "Mars/Base"' in done.output) == (1, True)
