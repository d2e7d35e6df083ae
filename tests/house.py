"""The house as it is: its stations, what each holds and which it imports, read from the tree.

`python tests/house.py` writes the table and the picture into CONTRIBUTING.md between their marks;
the suite fails where they are not what the tree says.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generator" / "gazette"
GUIDE = ROOT / "CONTRIBUTING.md"
MARKS = ("<!-- made by tests/house.py -->", "<!-- until here -->")
# Every station may import them, so they are left out of the arrows.
GROUND = ("model", "errors")


def modules(package: Path = PACKAGE) -> Mapping[str, Path]:
    """Each module of the package by its dotted name below it; a folder's is its `__init__`."""
    found = {}
    for file in sorted(package.rglob("*.py")):
        parts = file.relative_to(package).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if name and name != "__main__":
            found[name] = file
    return found


def imports(file: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """The modules of the package that one imports, for types too."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("gazette"):
            base = node.module.removeprefix("gazette").removeprefix(".")
            for alias in node.names:
                inner = f"{base}.{alias.name}".removeprefix(".")
                if inner in known or base in known:
                    yield inner if inner in known else base
        elif isinstance(node, ast.Import):
            ours = (alias.name for alias in node.names if alias.name.startswith("gazette."))
            yield from (n for name in ours if (n := name.removeprefix("gazette.")) in known)


def stations(package: Path = PACKAGE) -> Mapping[str, frozenset[str]]:
    """Each station and those that it imports, from the one that imports none to the last."""
    known = modules(package)
    needs: dict[str, set[str]] = {name.partition(".")[0]: set() for name in known}
    for name, file in known.items():
        needs[name.partition(".")[0]] |= {each.partition(".")[0] for each in imports(file, known)}
    apart = {name: frozenset(found - {name}) for name, found in needs.items()}
    return {
        name: apart[name] for name in sorted(apart, key=lambda name: (_depth(name, apart), name))
    }


def _depth(name: str, needs: Mapping[str, frozenset[str]], above: tuple[str, ...] = ()) -> int:
    """How many stations lie below one on the longest way."""
    below = needs[name] - {name, *above}
    return 1 + max((_depth(each, needs, (*above, name)) for each in below), default=-1)


def table(package: Path = PACKAGE) -> str:
    """The stations as a Markdown table: what each holds, and which it imports."""
    known, found = modules(package), stations(package)
    lines = ["| station | holds | imports |", "|---|---|---|"]
    for name, needs in found.items():
        said = ast.get_docstring(ast.parse(known[name].read_text("utf-8"))) or ""
        shown = ", ".join(f"`{each}`" for each in found if each in needs - set(GROUND))
        lines.append(f"| `{name}` | {said.splitlines()[0]} | {shown} |")
    return "\n".join(lines)


def picture(package: Path = PACKAGE) -> str:
    """The arrows between stations as a Mermaid graph, without those that others imply."""
    found = {n: needs - set(GROUND) for n, needs in stations(package).items() if n not in GROUND}
    arrows = [
        f"  {name} --> {each}"
        for name, needs in found.items()
        for each in found
        if each in needs and not any(each in _below(other, found) for other in needs - {each})
    ]
    return "\n".join(["```mermaid", "flowchart BT", *arrows, "```"])


def _below(name: str, needs: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """All that a station imports, directly or by others."""
    found, open_ = set[str](), set(needs[name])
    while open_:
        each = open_.pop()
        found.add(each)
        open_ |= needs[each] - found
    return frozenset(found)


def guide(text: str, package: Path = PACKAGE) -> str:
    """The guide with the picture and the table as the tree has them."""
    before, rest = text.split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    made = f"\n{picture(package)}\n\n{table(package)}\n"
    return f"{before}{MARKS[0]}{made}{MARKS[1]}{after}"


if __name__ == "__main__":
    GUIDE.write_text(guide(GUIDE.read_text("utf-8")), "utf-8")
