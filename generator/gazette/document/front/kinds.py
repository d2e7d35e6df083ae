"""Values of front matter that have a form of their own: labels, ids, days, kinds of change.

As in `texts`, each function takes the sheet, the name of the key and the node.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import yaml

from gazette.document.front.days import meant
from gazette.document.front.texts import word
from gazette.model import Change

if TYPE_CHECKING:
    from gazette.document.front.sheet import Sheet

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")  # a folder's name, in the end
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_FLOAT = "tag:yaml.org,2002:float"
_YES = frozenset({"yes", "y", "on", "1"})
_NO = frozenset({"no", "n", "off", "0"})


def label(sheet: Sheet, name: str, node: yaml.Node) -> str:
    """A label of a version, which YAML must not have taken for a number."""
    value = word(sheet, name, node)
    if isinstance(node, yaml.ScalarNode) and not node.style and node.tag == _FLOAT:
        what = f"The version {value} is written as a number, which loses trailing zeros."
        raise sheet.refuse(node, "wrong-type", what, f'Put it in quotes: version: "{value}".')
    if not _LABEL.fullmatch(value):
        what = f'"{value}" cannot be a version: it becomes part of an address.'
        fix = "Use letters, digits, dots and hyphens only, at most 64."
        raise sheet.refuse(node, "wrong-type", what, fix)
    return value


def labels(sheet: Sheet, name: str, node: yaml.Node) -> tuple[str, ...]:
    """One label, or a list of them."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return tuple(label(sheet, name, item) for item in nodes)


def identifier(sheet: Sheet, name: str, node: yaml.Node) -> str:
    """An id of a policy."""
    value = word(sheet, name, node)
    if not _ID.fullmatch(value):
        raise sheet.refuse(
            node,
            "wrong-type",
            f'"{value}" cannot be an id: it becomes part of an address.',
            "Use small letters, digits and hyphens only, at most 64.",
        )
    return value


def day(sheet: Sheet, name: str, node: yaml.Node) -> date:
    """A day that the calendar has."""
    value = word(sheet, name, node)
    fix = f'Write it as year-month-day, for example "{name}: 2027-01-15".'
    if not _DATE.fullmatch(value):
        if days := meant(value):
            fix = " or ".join(f'"{name}: {day}"' for day in days)
            fix = f"Write {fix}{', whichever is meant' if len(days) > 1 else ''}."
        what = f'"{name}: {value}" cannot be read as a date.'
        raise sheet.refuse(node, "wrong-type", what, fix)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise sheet.refuse(
            node, "impossible-date", f"{value} is not a date in the calendar.", fix
        ) from None


def change(sheet: Sheet, name: str, node: yaml.Node) -> Change:
    """What kind of change the version is."""
    value = word(sheet, name, node)
    if value not in list(Change):
        raise sheet.refuse(
            node,
            "wrong-type",
            f'"{name}: {value}" is not a kind of change.',
            "Write initial, material or editorial, in small letters.",
        )
    return Change(value)


def flag(sheet: Sheet, name: str, node: yaml.Node) -> bool:
    """True or false."""
    value = word(sheet, name, node).lower()
    if value not in ("true", "false"):
        answer = "true" if value in _YES else "false" if value in _NO else "true or false"
        what = f'"{name}" must be true or false, not "{value}".'
        raise sheet.refuse(node, "wrong-type", what, f'Write "{name}: {answer}".')
    return value == "true"
