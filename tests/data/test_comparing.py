"""What the browser looks up to compare two texts of one clause."""

from __future__ import annotations

import json
import re
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

import whole
from gazette.configuration import read_configuration
from gazette.document.targets import Published
from gazette.html.redlines import redline_html
from gazette.html.voice import Voice
from gazette.pages.linking import Links
from gazette.publishing.loading import load
from published import TODAY, publish
from published import privacy as folder
from scripting import SCRIPTS, WORDS, script, told

if TYPE_CHECKING:
    from gazette.archive.site import Site

FIRST = "## Data {#data}\n\nWe keep **all** data for 30 days, 😀 see [here](a.md).\n\n- names\n"
SECOND = "## Data {#data}\n\nWe keep all data for 45 days, 😀😀 see [here](b.md).\n\n- names\n"
THIRD = "## Data {#data}\n\nWe keep all  data for 45 days.\n\nSee [there](b.md).\n\n- addresses\n"

FOURTH = THIRD.replace("data for", "da\u00adta\u200b for")  # the same, as it is read


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    made = publish(tmp_path_factory.mktemp("comparing") / "repository")
    for number, words in enumerate((FIRST, SECOND, THIRD, FOURTH), 4):
        day = f"2026-05-{number:02}"
        written = folder(f"{number}.0", day, "editorial", words)
        head = "content/privacy/index.md"
        written[head] = written[head].replace("change:", 'replaces: "3.0"\nchange:')
        made.commit(day, written)
    return load(read_configuration(made.root / "mkdocs.yml").settings, TODAY)


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, Any]:
    found = whole.data(site)
    return {
        item.address.removeprefix("api/v1/privacy/"): json.loads(item.make())
        for item in found
        if item.address.startswith("api/v1/privacy/")
    }


def blocks(text: dict[str, Any]) -> list[dict[str, Any]]:
    return [block for section in text["sections"] for block in section["blocks"]]


LABELS = ("1.0", "2.0", "3.0", "4.0", "5.0", "6.0", "7.0")


def compared(files: dict[str, Any], old: str, new: str, lang: str, of: str = "found.html()") -> str:
    """What the scripts make of two versions, from the files that a browser fetches."""
    languages = dict.fromkeys((lang, "en"))
    texts = [[json.dumps(files[f"v/{at}.{each}.json"]) for each in languages] for at in (old, new)]
    years = [name for name in files if name.startswith("steps/")]
    steps = [step for year in sorted(years) for step in files[year]["versions"]]
    return told(texts, json.dumps(steps), of)


def test_texts_that_look_alike_are_the_same(files: dict[str, Any]) -> None:
    before, after = (
        next(block for block in blocks(files[f"v/{label}.en.json"]) if "45" in block["text"])
        for label in ("6.0", "7.0")
    )
    assert before["digest"] != after["digest"]
    assert compared(files, "6.0", "7.0", "en", "JSON.stringify(counted(found))") == "[]"
    (last,) = [each for each in files["versions.json"]["versions"] if each["label"] == "7.0"]
    assert not any(last["clauses"].values())


def test_what_another_version_has_in_the_source_language_alone_is_told_in_it(
    files: dict[str, Any],
) -> None:
    """2.0 is translated into German, 4.0 is not."""
    told = {
        label: [block.get("source", {}).get("text", "") for block in blocks(text)]
        for label in LABELS
        for text in [files[f"v/{label}.de.json"]]
    }
    assert any("14 days" in words for words in told["2.0"])
    assert not any(told["4.0"])
    assert not any("source" in block for block in blocks(files["v/2.0.en.json"]))


def test_a_block_names_its_clause_in_every_language(files: dict[str, Any]) -> None:
    for label in LABELS:
        ids = [
            [block["clause"] for block in blocks(files[f"v/{label}.{lang}.json"])]
            for lang in ("en", "de", "ja")
        ]
        assert ids[0] == ids[1] == ids[2]
        assert len(set(ids[0])) == len(ids[0])


def test_the_versions_tell_what_became_of_every_clause(files: dict[str, Any]) -> None:
    alive: set[str] = set()
    for version in files["versions.json"]["versions"]:
        step = version["clauses"]
        alive |= {*step.get("added", ()), *step.get("returned", ())}
        alive |= {clause for clause, _ in step.get("split", ())}
        alive -= {*step.get("removed", ())} | {clause for clause, _ in step.get("merged", ())}
        text = files[f"v/{version['label']}.en.json"]
        assert alive == {block["clause"] for block in blocks(text)}


@pytest.mark.parametrize("lang", ["en", "de", "ja"])
def test_the_scripts_put_the_files_together_to_what_the_build_shows(
    site: Site, files: dict[str, Any], lang: str
) -> None:
    """With what the site knows: catalogs, links to other pages, numbers of sections."""
    for old, new in combinations(LABELS, 2):
        href = Links(site, Published(), lang, "api/v1/privacy/v/", "privacy", (new, old))
        redline = site.archive("privacy").comparisons.redline(old, new, lang)
        built = redline_html(redline, Voice(WORDS, "en"), href, numbered=True)
        assert compared(files, old, new, lang) == built


def test_links_count_from_the_file_they_stand_in(files: dict[str, Any]) -> None:
    text = files["v/1.0.en.json"]
    links = re.findall(r'href="([^"]*)"', " ".join(block["html"] for block in blocks(text)))
    assert links == ["../../../../en/terms/#fees"]


def test_a_text_can_be_put_together_from_its_containers(files: dict[str, Any]) -> None:
    text = files["v/4.0.en.json"]
    item = next(block for block in blocks(text) if block["kind"] == "item")
    path, at = [], item.get("in")
    while at is not None:
        path.append(text["containers"][at]["tag"])
        at = text["containers"][at].get("in")
    assert path == ["li", "ul"]


def test_the_scripts_of_a_page_share_no_name() -> None:
    """Scripts of one page share their names: one that two declare stops the second."""
    declared = [
        name
        for file in ("gazette.js", "finding.js", "search.js", *SCRIPTS)
        for name in re.findall(r"^(?:const|let|class|function) (\w+)", script(file), re.MULTILINE)
    ]
    assert len(declared) > 40
    assert len(declared) == len(set(declared))
