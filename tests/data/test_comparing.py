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


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


LABELS = ("1.0", "2.0", "3.0", "4.0", "5.0", "6.0", "7.0")


@pytest.mark.parametrize("lang", ["en", "de", "ja"])
def test_the_words_of_every_two_texts_that_meet_are_there(
    site: Site, files: dict[str, Any], lang: str
) -> None:
    concordance = site.concordance("privacy")
    stored = files[f"redlines.{lang}.json"]["redlines"]
    looked_up = set()
    for old, new in combinations(LABELS, 2):
        before, after = (blocks(files[f"v/{label}.{lang}.json"]) for label in (old, new))
        documents = concordance.documents[old], concordance.documents[new]
        for olds, news in concordance.groups(old, new):
            keys = [
                "+".join(side[at]["digest"] for at in places)
                for side, places in ((before, olds), (after, news))
            ]
            if keys[0] != keys[1] and concordance.is_told(*documents, (olds, news)):
                looked_up.add((keys[1], keys[0]))
    assert looked_up == {(new, old) for new, olds in stored.items() for old in olds}


def test_the_stretches_measure_both_texts(files: dict[str, Any]) -> None:
    texts = {
        block["digest"]: block for label in LABELS for block in blocks(files[f"v/{label}.en.json"])
    }
    measured = 0
    for new, olds in files["redlines.en.json"]["redlines"].items():
        for old, entry in olds.items():
            if not entry["words"]:
                continue
            length = {"-": 0, "+": 0}
            for sign, one, other in re.findall(r"([-+=~])(\d+)(?::(\d+))?", entry["words"]):
                if sign != "+":
                    length["-"] += int(one)
                if sign != "-":
                    length["+"] += int(other or one)
            for key, sign in ((old, "-"), (new, "+")):
                parts = [texts[digest]["text"] for digest in key.split("+")]
                assert units(" ".join(parts)) == length[sign], (key, entry)
            assert len(entry.get("targets", ())) == entry["words"].count("~")
            measured += 1
    assert measured


def test_texts_that_look_alike_are_the_same(files: dict[str, Any]) -> None:
    before, after = (
        next(
            block["digest"]
            for block in blocks(files[f"v/{label}.en.json"])
            if "45" in block["text"]
        )
        for label in ("6.0", "7.0")
    )
    assert before != after
    entry = files["redlines.en.json"]["redlines"][after][before]
    assert entry == {"words": "", "same": True}
    (last,) = [each for each in files["versions.json"]["versions"] if each["label"] == "7.0"]
    assert not any(last["clauses"].values())


def test_where_one_side_is_not_translated_both_are_given_in_the_source_language(
    files: dict[str, Any],
) -> None:
    """2.0 is translated into German, 4.0 is not."""
    stored = files["redlines.de.json"]["redlines"]
    html = [entry["html"] for olds in stored.values() for entry in olds.values() if "html" in entry]
    assert any("14 days" in old and "30 days" in new for (old,), (new, *_) in html)


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
    shared = [
        json.dumps(of)
        for of in (files["versions.json"]["versions"], files[f"redlines.{lang}.json"]["redlines"])
    ]
    for old, new in combinations(LABELS, 2):
        texts = [json.dumps(files[f"v/{label}.{lang}.json"]) for label in (old, new)]
        href = Links(site, Published(), lang, "api/v1/privacy/v/", "privacy", (new, old))
        redline = site.redline("privacy", old, new, lang)
        built = redline_html(redline, Voice(WORDS, "en"), href, numbered=True)
        assert told((texts[0], texts[1]), shared[0], shared[1]) == built


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
