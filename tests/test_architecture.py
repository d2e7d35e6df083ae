"""The arrows of the design (section 2), read from the imports themselves."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import gazette
import house

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(gazette.__file__).parent
TESTS = Path(__file__).parent
GUIDE = Path(__file__).parents[1] / "CONTRIBUTING.md"

# The stations of a text's way, in its order: what each may import of those before it.
# Every one may import `model` and `errors`.
STATIONS = {
    "model": set[str](),
    "errors": set[str](),
    "languages": set[str](),  # what is known of a language, for whoever needs it
    "document": {"languages"},
    "history": {"document", "languages"},
    "versions": {"languages"},
    "changes": {"document", "languages"},
    # A catalog has states, as history has; its words are those of a version's time.
    "translation": {"document", "history", "languages", "versions"},
    "configuration": {"document", "history", "languages", "versions"},
    # What a new site begins with is checked as its configuration will be.
    "starting": {"document", "history", "translation", "configuration"},
    "archive": {
        *("document", "history", "versions", "changes", "translation", "configuration"),
        "languages",
    },
    "checks": {"document", "versions", "changes", "archive", "languages"},
    "html": {"document", "languages"},
    "pages": {
        *("document", "versions", "changes", "translation", "archive", "html", "languages"),
    },
    "data": {
        "document",
        "versions",
        "changes",
        "translation",
        "archive",
        "html",
        "pages",
        "languages",
    },
    "publishing": {
        *("document", "history", "versions", "changes", "translation", "archive", "checks"),
        *("pages", "data", "languages"),
    },
    "plugin": {"configuration", "archive", "pages", "data", "publishing"},
    "notifying": {
        *("document", "versions", "archive", "html", "pages", "data", "publishing", "languages"),
    },
    "commands": {
        *("document", "history", "changes", "translation", "configuration", "archive", "checks"),
        *("html", "pages", "data", "publishing", "plugin", "notifying", "languages", "starting"),
    },
    "__main__": {"commands"},
}
# The pure ones do without git, the host, the clock and the disk.
PURE = {"model", "errors", "languages", "document", "versions", "changes", "checks", "html"}
IMPURE = frozenset(
    "git mkdocs material babel jinja2 click os pathlib io shutil tempfile glob time socket "  # noqa: SIM905
    "subprocess random secrets urllib.request logging importlib".split()
)
CLOCKS = {"now", "utcnow", "today"}
ONLY = {
    "git": "history",
    "babel.messages": "translation",
    "babel.dates": "languages",
    "babel.numbers": "languages",
    "babel.lists": "languages",
    "babel.units": "languages",
}
# The one module of a pure station that is not: no pure one may import it.
BEYOND = {"gazette.languages.l10n"}
VAGUE = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


def arrows(package: Path) -> list[str]:
    """Every import and call that the design forbids, as "module: what"."""
    found = []
    for file in sorted(package.rglob("*.py")):
        parts = file.relative_to(package).with_suffix("").parts
        module = ".".join(("gazette", *(part for part in parts if part != "__init__")))
        if module == "gazette":
            continue
        tree, shown = ast.parse(file.read_text()), module.removeprefix("gazette.")
        if VAGUE & set(parts):
            found.append(f"{shown}: says nothing")
        for node in ast.walk(tree):
            found += [f"{shown}: {name}" for name in _imported(node) if not _may(module, name)]
            if parts[0] in PURE and _reads_clock_or_disk(node):
                found.append(f"{shown}: {ast.unparse(node)}")
    return found


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are written out"
        module = node.module or ""
        named = module in {"gazette", "babel", "urllib"}  # what is imported are modules
        yield from (f"{module}.{alias.name}" if named else module for alias in node.names)


def _may(module: str, name: str) -> bool:
    part = module.split(".")[1]
    if any(
        (name == other or name.startswith(f"{other}.")) and part != owner
        for other, owner in ONLY.items()
    ):
        return False
    is_pure = part in PURE and module not in BEYOND
    top, _, rest = name.partition(".")
    if top != "gazette":
        return not is_pure or not {name, top} & IMPURE
    if is_pure and any(name == each or name.startswith(f"{each}.") for each in BEYOND):
        return False
    target = rest.partition(".")[0]
    if target in {part, "", "__version__"}:
        return True
    return target in STATIONS[part] | {"model", "errors"} and part != "model"


def _reads_clock_or_disk(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    if isinstance(called, ast.Attribute):
        return called.attr in CLOCKS
    return isinstance(called, ast.Name) and called.id in {"open", "print", "input"}


def test_the_package_keeps_the_arrows() -> None:
    assert arrows(PACKAGE) == []


def test_every_part_has_its_place() -> None:
    parts = {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in PACKAGE.rglob("*.py")}
    assert parts == {"__init__", *STATIONS}


def test_the_arrows_go_one_way() -> None:
    order = list(STATIONS)
    for station, needs in STATIONS.items():
        assert all(order.index(need) < order.index(station) for need in needs), station


def test_no_module_needs_itself() -> None:
    """No circle of imports, even for types: a module is read after all that it names."""
    known = house.modules()
    needs = {name: set(house.imports(file, known)) - {name} for name, file in known.items()}
    while free := [name for name, found in needs.items() if not found & needs.keys()]:
        for name in free:
            del needs[name]
    assert needs == {}


def test_the_guide_shows_the_house_as_it_is() -> None:
    """`python tests/house.py` writes it anew."""
    text = GUIDE.read_text("utf-8")
    assert house.guide(text) == text


def _case(file: str, code: str, what: str) -> tuple[str, str, str]:
    return file, code, f"{file.removesuffix('.py').replace('/', '.')}: {what}"


PLANTED = {
    "sideways": _case(
        "versions/more.py", "from gazette.changes.align import align", "gazette.changes.align"
    ),
    "sideways by package": _case(
        "versions/more.py", "from gazette.changes import align", "gazette.changes"
    ),
    "upwards": _case(
        "history/more.py", "from gazette.archive.site import load", "gazette.archive.site"
    ),
    "upwards for types": _case(
        "versions/more.py",
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from gazette.archive.site import Site",
        "gazette.archive.site",
    ),
    "archive to page": _case(
        "archive/more.py", "import gazette.pages.texts", "gazette.pages.texts"
    ),
    "page to data": _case("pages/more.py", "from gazette.data import api", "gazette.data"),
    "anything in model": _case(
        "model/more.py", "from gazette.errors import refusal", "gazette.errors"
    ),
    "inside a function": _case(
        "document/more.py", "def f():\n    import gazette.versions", "gazette.versions"
    ),
    "git": _case("archive/more.py", "from git import Repo", "git"),
    "catalogs": _case(
        "archive/more.py", "from babel.messages.pofile import read_po", "babel.messages.pofile"
    ),
    "dates": _case("pages/more.py", "from babel import dates", "babel.dates"),
    "the world's dates in the core": _case(
        "checks/more.py", "from gazette.languages.l10n import day", "gazette.languages.l10n"
    ),
    "disk": _case("document/more.py", "from pathlib import Path", "pathlib"),
    "host": _case("versions/more.py", "import mkdocs.plugins", "mkdocs.plugins"),
    "file": _case("changes/more.py", "x = open('x')", "open('x')"),
    "clock": _case(
        "versions/more.py",
        "from datetime import datetime\nx = datetime.now()",
        "datetime.now()",
    ),
    "today": _case("versions/more.py", "x = date.today()", "date.today()"),
    "a name that says nothing": _case("pages/helpers.py", "", "says nothing"),
}


@pytest.mark.parametrize(("file", "code", "found"), PLANTED.values(), ids=PLANTED)
def test_a_planted_arrow_is_found(tmp_path: Path, file: str, code: str, found: str) -> None:
    planted = tmp_path / file
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(code)
    assert arrows(tmp_path) == [found]


def test_tests_stand_where_the_house_has_a_station() -> None:
    """What is tested in one station stands in its folder; helpers of tests stand beside them."""
    folders = {path.parent.name for path in Path(__file__).parent.glob("*/test_*.py")}
    assert folders - {"browser", "docs"} <= {*STATIONS, "plugin"}
    assert len(folders) > 12


def test_modules_of_tests_have_names_of_their_own() -> None:
    """Pytest imports them by their names alone."""
    names = Counter(path.name for path in TESTS.rglob("*.py") if path.name != "__init__.py")
    assert [name for name, many in names.items() if many > 1] == []
