"""One owner for each fact: what is known in one module is asked there, and made nowhere else."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import gazette_theme
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gazette
from gazette.document import body, read_front, stems
from gazette.document.front.head import head
from gazette.document.words import passages
from gazette.model import SourceFile, paths

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(gazette.__file__).parent


def strings(package: Path, *owners: str) -> Iterator[tuple[str, int, str]]:
    """Each string in the code outside some files and folders: the module's path, line, words.

    Docstrings are left out: they may tell of anything.
    """
    for file in sorted(package.rglob("*.py")):
        path = file.relative_to(package).as_posix()
        if not path.startswith(owners):
            tree = ast.parse(file.read_text("utf-8"))
            told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            said = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in told)
            yield from ((path, n.lineno, n.value) for n in said if isinstance(n.value, str))


def found(pattern: str, *owners: str, package: Path = PACKAGE) -> list[str]:
    """The strings outside their owners in which a pattern is found, as "path:line: words"."""
    return [
        f"{path}:{line}: {words}"
        for path, line, words in strings(package, *owners)
        if re.search(pattern, words)
    ]


# --- Front matter -----------------------------------------------------------------------

RULES = r"---(?:\[|\\|\$|\n)"  # a pattern for a line of three hyphens, or the line itself


def test_front_matter_is_found_in_one_place() -> None:
    assert found(RULES, "document/front/") == []


LINES = st.sampled_from(
    ("---", "--- ", "...", "----", "version: '1'", "title: T", "Words.", "", "# H", "- a: b")
)


@given(st.lists(LINES, max_size=8).map(lambda lines: "\n".join((*lines, ""))))
def test_all_agree_where_front_matter_ends(text: str) -> None:
    below, above = body(text)
    assert text.split("\n")[above:] == below.split("\n")
    seen = head(text)
    assert (above > 0) == bool(seen and seen.is_front)
    if seen and seen.is_closed:
        assert text.split("\n")[seen.closing].rstrip() == "---"
    assert all(passage.line > above for passage in passages(text))
    if not seen:
        assert [f.rule for f in read_front(SourceFile("a.md", text))[1]] == ["front-matter-missing"]


def test_front_matter_that_dots_end_is_text() -> None:
    """YAML ends a document by three dots, front matter does not: readers see all of it."""
    text = "---\ntitle: T\n...\nWords.\n"
    assert body(text) == (text, 0)
    assert "title: T" in [passage.text for passage in passages(text)]


# --- Addresses --------------------------------------------------------------------------

# A folder or file of the site, as part of what is put together to an address.
PLACES = (
    r"api/v1|embed/notice|/v/|#v-|feed\.(?:xml|json)|\.ics$|timemap\.link|search\.json|"
    r"schema/|^(?:versions|notices|redlines)\.|\.pdf$|about-this-archive/|^/?(?:history|compare|"
    r"clauses|changes)/$|/(?:changes|history|compare|clauses)/"
)
# Which names are taken: what an address may not be.
TAKEN = "model/naming.py"


def test_addresses_are_made_in_one_place() -> None:
    assert found(PLACES, "pages/addresses.py", TAKEN) == []


def test_templates_make_no_addresses() -> None:
    templates = Path(gazette_theme.__file__).parent.rglob("*.html")
    assert [f.name for f in templates if re.search(PLACES, f.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "code",
    [
        "f'api/v1/{policy}/versions.json'",
        "f'{lang}/{policy}/v/{label}/'",
        "home + 'feed.xml'",
        "f'{page}changes/'",
        "f'{home}history/'",
    ],
)
def test_an_address_made_by_hand_is_found(tmp_path: Path, code: str) -> None:
    (tmp_path / "more.py").write_text(f"x = {code}\n")
    assert found(PLACES, package=tmp_path)


# --- Names of files ---------------------------------------------------------------------

ENDINGS = re.compile(r"""removesuffix\(\s*["'](?:/index)?(?:\.md)?["']\s*\)""")


def test_what_a_files_name_becomes_is_known_in_one_place() -> None:
    """`model/paths` knows it of policies and pages; of sections and notes `document/stems`."""
    cut = [file for file in PACKAGE.rglob("*.py") if ENDINGS.search(file.read_text("utf-8"))]
    assert [file.relative_to(PACKAGE).as_posix() for file in cut] == ["model/paths.py"]


@pytest.mark.parametrize(
    ("path", "policy", "home", "page"),
    [
        ("terms.md", "terms", "terms.md", "terms"),
        ("legal/terms/index.md", "index", "legal/terms", "legal/terms"),
        ("legal/terms", "terms", "legal/terms", "legal/terms"),
        ("index.md", "index", "index.md", ""),
        ("index/terms.md", "terms", "index/terms.md", "index/terms"),
    ],
)
def test_names_of_policies_and_pages(path: str, policy: str, home: str, page: str) -> None:
    found = paths.policy_id(path), paths.home_of(path), paths.page_stem(path)
    assert found == (policy, home, page)


def test_names_of_sections_and_notes() -> None:
    files = ["terms/index.md", "terms/01-scope.md", "terms/2-Scope.md", "terms/Fees & more.md"]
    assert [stems.section_id(path) for path in files] == ["", "scope", "scope", "fees--more"]
    assert stems.note_labels(files) == ["", "scope.", "scope-1.", "fees--more."]
