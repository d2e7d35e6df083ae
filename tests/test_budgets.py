"""What a reader can hold in mind at once: lines of a module, of a class, of a function.

Lines are counted in one way: a module's from its first to its last; a class's and a function's from
`class` or `def` to its end, docstring, comments and blank lines included, decorators not.
"""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING

import house

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MODULE, CLASS, FUNCTION = 300, 200, 20
OF_FUNCTIONS = 0.9  # so many of them keep to FUNCTION


@cache
def lengths(package: Path) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """The lines of each module, of each class and of each function."""
    modules, classes, functions = {}, dict[str, int](), dict[str, int]()
    for file in sorted(package.rglob("*.py")):
        text, name = file.read_text("utf-8"), file.relative_to(package).as_posix()
        modules[name] = len(text.splitlines())
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef):
                classes[f"{name} {node.name}"] = _lines(node)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                functions[f"{name}:{node.lineno} {node.name}"] = _lines(node)
    return modules, classes, functions


def _lines(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def over(found: Mapping[str, int], most: int) -> Iterator[str]:
    """What has more lines than it may."""
    for name, lines in found.items():
        if lines > most:
            yield f"{name}: {lines} lines, at most {most}"


def test_no_module_is_too_long() -> None:
    assert [*over(lengths(house.PACKAGE)[0], MODULE)] == []


def test_no_class_is_too_long() -> None:
    assert [*over(lengths(house.PACKAGE)[1], CLASS)] == []


def test_most_functions_are_short() -> None:
    functions = lengths(house.PACKAGE)[2]
    long = sorted((lines, name) for name, lines in functions.items() if lines > FUNCTION)
    shown = "\n".join(f"{lines} {name}" for lines, name in long)
    assert len(long) <= (1 - OF_FUNCTIONS) * len(functions), shown


def test_what_is_too_long_is_found(tmp_path: Path) -> None:
    body = "".join(f"        {line}\n" for line in range(CLASS))
    (tmp_path / "more.py").write_text(
        f"@a\nclass A:\n    def f(self):\n{body}\n" + "\n" * (MODULE - CLASS)
    )
    modules, classes, functions = lengths(tmp_path)
    assert [*over(modules, MODULE)] == ["more.py: 304 lines, at most 300"]
    assert [*over(classes, CLASS)] == ["more.py A: 202 lines, at most 200"]
    assert [*over(functions, FUNCTION)] == ["more.py:3 f: 201 lines, at most 20"]
