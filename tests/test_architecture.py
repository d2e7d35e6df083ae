"""The arrows of the design (section 2), read from the imports themselves."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import gazette

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(gazette.__file__).parent

# The pure core: each module, and what of the package it may import besides model and errors.
CORE = {
    "model": set[str](),
    "errors": set[str](),
    "units": {"languages"},  # the form of a translation unit, which others must agree on
    "languages": set[str](),  # what is known of a language and of letters, for whoever needs it
    "parity": {"units", "languages", "document"},  # which names are those of elements
    "naming": set[str](),  # which names can be folders of the site, for whoever reads or makes one
    "document": {"units", "naming", "languages"},
    # How long a notice must be decides what was announced; texts are compared as they are read.
    "versions": {"notice", "languages"},
    # Where a text says its date, and how dates are written.
    "dating": {"document", "signals", "languages"},
    "align": {"languages"},
    "redline": {"languages"},
    "summary": {"languages"},
    "lineage": {"languages"},
    "joining": {"align"},  # pairs as alignment does, and judges texts as it does
    "sections": {
        "summary",
        "joining",
    },  # what a section is, and the versions it is followed through
    "signals": {"languages"},
    "notice": set[str](),
    "editorial": {"signals", "dating", "languages"},  # what a redline tells, and what is none
    "targets": {"document"},  # paths and headings as texts have them
    # Its rules apply and name what these know.
    "checks": {
        "targets",
        "document",
        "notice",
        "summary",
        "signals",
        "languages",
        "naming",
        "dating",
        "editorial",
        "units",
    },
}
# Everything above the core, from below to above: a module imports only from before it.
LAYERS = (
    {"placing"},
    {"reuse", "l10n", "catalogs", "history", "locking", "plain"},
    {"lookup"},
    {"readers", "eras", "owed", "grounds"},
    {"site", "configuration"},
    {"comparison"},
    {"outputs"},
    {"keeping"},
    {"plugin", "notifying"},
    {"previewing", "shell"},
    {"building"},
    {"announcing"},
    {"cli"},
    {"__main__"},
)
# For types alone: what a rule or an option is about.
TYPES = {("checks", "site"), ("configuration", "plugin")}
# What the core does without: git, the host, the clock and the disk.
IMPURE = frozenset(
    "git mkdocs material babel jinja2 click os pathlib io shutil tempfile glob time socket "  # noqa: SIM905
    "subprocess random secrets urllib.request logging importlib".split()
)
CLOCKS = {"now", "utcnow", "today"}
ONLY = {
    "git": "history",
    "babel.messages": "catalogs",
    "babel.dates": "l10n",
    "babel.numbers": "l10n",
    "babel.lists": "l10n",
    "babel.units": "l10n",
}
VAGUE = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


def arrows(package: Path) -> list[str]:
    """Every import and call that the design forbids, as "part: what"."""
    found = []
    for file in sorted(package.rglob("*.py")):
        part = file.relative_to(package).with_suffix("").parts[0]
        tree = ast.parse(file.read_text())
        if VAGUE & set(file.relative_to(package).with_suffix("").parts):
            found.append(f"{file.stem}: says nothing")
        typing = {id(node) for node in _typing_only(tree)}
        for node in ast.walk(tree):
            names = [*_imported(node)]
            found += [
                f"{part}: {name}" for name in names if not _may(part, name, id(node) in typing)
            ]
            if part in CORE and _reads_clock_or_disk(node):
                found.append(f"{part}: {ast.unparse(node)}")
    return found


def _typing_only(tree: ast.Module) -> Iterator[ast.AST]:
    for node in tree.body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from ast.walk(node)


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are written out"
        module = node.module or ""
        named = module in {"gazette", "babel", "urllib"}  # what is imported are modules
        yield from (f"{module}.{alias.name}" if named else module for alias in node.names)


def _may(part: str, name: str, typing: bool) -> bool:  # noqa: FBT001
    if any(
        (name == module or name.startswith(f"{module}.")) and part != owner
        for module, owner in ONLY.items()
    ):
        return False
    top, _, rest = name.partition(".")
    if top != "gazette":
        return part not in CORE or not {name, top} & IMPURE
    target = rest.partition(".")[0]
    if target in {part, "", "__version__"} or (typing and (part, target) in TYPES):
        return True
    if part in CORE:
        return target in CORE[part] | {"model", "errors"} and part != "model"
    return target in CORE or _height(target) < _height(part) or part == target


def _height(part: str) -> int:
    return next(height for height, layer in enumerate(LAYERS) if part in layer)


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
    assert parts == {"__init__", *CORE, *(part for layer in LAYERS for part in layer)}


PLANTED = {
    "sideways": ("align.py", "from gazette.redline import redline", "align: gazette.redline"),
    "sideways by package": ("align.py", "from gazette import redline", "align: gazette.redline"),
    "upwards": ("history/more.py", "from gazette.site import load", "history: gazette.site"),
    "upwards for types": (
        "notice.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from gazette.site import Site",
        "notice: gazette.site",
    ),
    "the site in a rule": (
        "checks/more.py",
        "from gazette.site import load",
        "checks: gazette.site",
    ),
    "site to output": ("site.py", "import gazette.outputs.pages", "site: gazette.outputs.pages"),
    "anything in model": (
        "model.py",
        "from gazette.errors import refusal",
        "model: gazette.errors",
    ),
    "inside a function": (
        "summary.py",
        "def f():\n    import gazette.notice",
        "summary: gazette.notice",
    ),
    "git": ("site.py", "from git import Repo", "site: git"),
    "catalogs": (
        "site.py",
        "from babel.messages.pofile import read_po",
        "site: babel.messages.pofile",
    ),
    "dates": ("outputs/more.py", "from babel import dates", "outputs: babel.dates"),
    "disk": ("document/more.py", "from pathlib import Path", "document: pathlib"),
    "host": ("notice.py", "import mkdocs.plugins", "notice: mkdocs.plugins"),
    "file": ("parity.py", "x = open('x')", "parity: open('x')"),
    "clock": (
        "notice.py",
        "from datetime import datetime\nx = datetime.now()",
        "notice: datetime.now()",
    ),
    "today": ("notice.py", "x = date.today()", "notice: date.today()"),
    "a name that says nothing": ("outputs/helpers.py", "", "helpers: says nothing"),
}


@pytest.mark.parametrize(("file", "code", "found"), PLANTED.values(), ids=PLANTED)
def test_a_planted_arrow_is_found(tmp_path: Path, file: str, code: str, found: str) -> None:
    planted = tmp_path / file
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(code)
    assert arrows(tmp_path) == [found]
