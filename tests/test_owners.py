"""One owner for each fact: what is known in one module is asked there, and made nowhere else."""

from __future__ import annotations

import ast
import os
import re
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns
from subprocess import run
from typing import TYPE_CHECKING

import gazette_theme
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gazette
from gazette import languages
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
    r"api/v1|embed/notice|/v/|#v-|feed\.(?:xml|json)|\.ics$|timemap\.link|^search/|"
    r"schema/|^(?:versions|notices|redlines)\.|\.pdf$|about-this-archive/|/subscribe/|^/?(?:history|compare|"
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


# --- Languages --------------------------------------------------------------------------

# A letter or sign of a script, as a class in a pattern or by itself, but for typographic signs.
LETTERS = r"[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\ud7ff\uf900-\ufdff]"
NAMED = r"\\p\{(?:Script|Han|Hiragana|Katakana|Hangul|Cyrillic|Greek|Latin|Thai)"


def test_letters_are_classed_in_one_place() -> None:
    """A code for a language's letters, or letters themselves, stand in `languages/` alone."""
    # Not letters: what cannot be seen or printed, and marks in front of lists.
    signs = (
        "document/words/comparing.py",
        "checks/pasted.py",
        "document/front/fences.py",
        "document/units.py",
    )
    assert found(f"{LETTERS}|{NAMED}", "languages/", *signs) == []
    assert found(NAMED, "languages/scripts.py", "languages/th.py") == []


def test_no_module_but_its_own_names_a_language() -> None:
    others = {"en", "it", "th"}  # the source of the interface; a word of English; a tag of HTML
    codes = "|".join(known.code for known in languages.KNOWN if known.code not in others)
    assert (
        found(rf"^(?:{codes})$", *(f"languages/{known.code}.py" for known in languages.KNOWN)) == []
    )


ESPERANTO = '''"""Esperanto."""

from gazette.languages.language import Language, Numbers, headed

LANGUAGE = Language(
    "eo",
    months=(
        *("januaro", "februaro", "marto", "aprilo", "majo", "junio"),
        *("julio", "aŭgusto", "septembro", "oktobro", "novembro", "decembro"),
    ),
    numbers=Numbers(counting="du|tri", spelled={2: "du", 3: "tri"}),
    units="tagoj?|monatoj?",
    duties=r"\\b(?:devas|rajtas)\\b",
    numbering=headed("artikolo"),
)
'''
CATALOG = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: eo\\n"

msgid "All versions"
msgstr "Ĉiuj versioj"
"""
ASKED = """
from gazette import languages
from gazette.changes import signals
from gazette.languages.numbering import are_numbered
from gazette.translation import theme
print([known.code for known in languages.KNOWN if known.code == languages.of("eo-XX").code])
print([(kind.value, words) for kind, words in signals.found("Vi devas pagi post tri tagoj.", "eo")])
print(signals.days("la 5 marto 2027", "eo")[0][1])
print(are_numbered(["Artikolo 1", "Artikolo 2"]))
print(theme.words("eo").gettext("All versions"))
"""


def test_a_further_language_is_one_file_and_one_catalog(tmp_path: Path) -> None:
    for package in (gazette, gazette_theme):
        folder = Path(package.__file__).parent
        copytree(folder, tmp_path / folder.name, ignore=ignore_patterns("__pycache__"))
    (tmp_path / "gazette/languages/eo.py").write_text(ESPERANTO, "utf-8")
    catalog = tmp_path / "gazette_theme/locales/eo/LC_MESSAGES/gazette.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text(CATALOG, "utf-8")
    environ = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    said = run(
        [sys.executable, "-c", ASKED], env=environ, capture_output=True, check=True, cwd=tmp_path
    )
    assert said.stdout.decode().splitlines() == [
        "['eo']",
        "[('duty', 'devas'), ('duration', 'tri tagoj')]",
        "2027-03-05",
        "True",
        "Ĉiuj versioj",
    ]


# --- Memory -----------------------------------------------------------------------------

# What stands in no text: there are few of each, however many texts a site has.
FEW = {"lang", "tag", "name", "folder", "segments", "lines", "day", "first", "last", "n", "year"}
FEW |= {"gettext", "message", "languages"}


def test_nothing_that_a_text_says_is_kept_for_ever() -> None:
    kept, bounded = [], 0
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                marks = [ast.unparse(mark) for mark in node.decorator_list]
                bounded += any(mark.startswith("lru_cache(") for mark in marks)
                if "cache" in marks:
                    kept.append((f"{file.name}: {node.name}", {a.arg for a in node.args.args}))
    assert len(kept) > 10
    assert bounded > 20
    assert [name for name, arguments in kept if not arguments <= FEW] == []


# --- Names of domains ----------------------------------------------------------------------


def test_domains_are_made_in_one_place() -> None:
    assert found(r"^(?:idna|punycode|xn--)", "model/domains.py", "archive/memo.py") == []
    using = [
        file.relative_to(PACKAGE).as_posix()
        for file in sorted(PACKAGE.rglob("*.py"))
        if re.search(r"^\s*(?:import idna|from idna)", file.read_text("utf-8"), re.MULTILINE)
    ]
    assert using == ["model/domains.py"]
