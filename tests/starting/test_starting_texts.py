"""The texts that a site begins with: whole, alike in all languages, and without a warning."""

from __future__ import annotations

import re
from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from gazette.document import Parser, read_front
from gazette.model import SourceFile
from gazette.starting import texts, wording
from gazette.translation.parity import breaches
from repositories import Repository
from small import run

if TYPE_CHECKING:
    from pathlib import Path

SIX = ("de", "en", "es", "fr", "ja", "ko")
DAY = date(2027, 3, 1)
BLANK = re.compile(r"\[● [^\[\]\n]+\]")


def test_the_languages_of_the_interface_have_texts() -> None:
    assert texts.languages() == SIX
    assert [texts.spoken(tag) for tag in ("fr-CA", "pt_BR", "DE", "")] == ["fr", "", "de", ""]


@pytest.mark.parametrize("kind", texts.KINDS)
@pytest.mark.parametrize("lang", SIX)
def test_a_first_version_is_front_matter_and_sections(kind: str, lang: str) -> None:
    made = texts.policy(kind, lang, "Acme", DAY)
    front, findings = read_front(SourceFile("index.md", made["index.md"]))
    assert findings == ()
    assert (front.version, front.effective, front.title) == ("1.0", DAY, texts.title(kind, lang))
    names = [name for name in made if name != "index.md"]
    assert len(names) > 10
    assert [int(name[:2]) for name in names] == [*range(1, len(names) + 1)]
    words = "".join(made.values())
    assert "%%" not in words
    assert words.count("Acme") >= 1
    assert len(BLANK.findall(words)) == words.count("●") > 20
    assert words.count("<!--") == words.count("-->") >= 7


@pytest.mark.parametrize("kind", texts.KINDS)
@pytest.mark.parametrize(("source", "lang"), [*permutations(SIX, 2)])
def test_each_language_translates_every_other(kind: str, source: str, lang: str) -> None:
    made = wording.pairs(kind, source, lang, "3M & Söhne")
    assert [(old, new, found) for old, new in made.items() if (found := breaches(old, new))] == []


@pytest.mark.parametrize("kind", texts.KINDS)
def test_all_languages_have_the_same_blocks(kind: str) -> None:
    shapes = []
    for lang in SIX:
        made = texts.sections(kind, lang, "Acme")
        files = [SourceFile(path, text) for path, text in made.items()]
        document, findings = Parser().parse(files, lang, folder=True)
        assert findings == ()
        shapes.append([(block.kind, block.section) for block in document.blocks])
        assert [*made] == [*texts.sections(kind, "en", "Acme")]
    assert all(shape == shapes[0] for shape in shapes)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Acme *Co* [x]", r"Acme \*Co\* \[x\]"),
        ("R&D", "R&D"),
        ("&copy; A", r"\&copy; A"),
        ("A_b <i>", r"A\_b \<i\>"),
        ("日本 株式会社", "日本 株式会社"),
    ],
)
def test_a_name_is_read_as_it_is_written(name: str, written: str) -> None:
    assert texts.escaped(name) == written
    shown = Parser().render(f"We are {written}.")
    assert shown.text == f"We are {name}."


@pytest.mark.parametrize("lang", SIX)
def test_every_language_has_a_guide(lang: str) -> None:
    values = {"name": "Acme", "paths": "`content/a`", "head": "content/a/index.md"}
    values |= {"branch": "main", "example": "2027-03-01"}
    name, text = texts.guide(lang, has_blanks=True, **values)
    adopted = texts.guide(lang, has_blanks=False, **values)[1]
    assert "●" not in adopted
    headings = [re.findall("^## .*$", each, re.MULTILINE) for each in (text, adopted)]
    assert headings[0][1:] == headings[1]
    assert re.fullmatch(r"[A-Z]+\.md", name)
    assert text.startswith("# ")
    assert all(each in text for each in values.values())
    for said in ('version: "1.1"', "change: material", "notice_exception:", "[● ...]"):
        assert said in text


@pytest.mark.parametrize("lang", SIX)
def test_a_site_in_each_source_language_is_sound(tmp_path: Path, lang: str) -> None:
    """Every rule is asked, in all six languages; blanks alone are told, as hints."""
    repository = Repository(tmp_path)
    others = ",".join((lang, *(each for each in SIX if each != lang)))
    kinds = [part for kind in texts.KINDS for part in ("--policy", kind)]
    begun = run(repository, "init", "--yes", "--name", "Größe “A”", "--languages", others, *kinds)
    assert (begun.code, begun.errors) == (0, "")
    repository.git("add", "--all")
    repository.git("-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "Begin")
    checked = run(repository, "check")
    assert checked.output.splitlines()[-1] == "No errors. Policies: 2, versions: 2."
    assert {line.rpartition(" ")[2] for line in checked.output.splitlines()[:-1]} == {"[undecided]"}
    assert run(repository, "i18n", "status").code == 0
