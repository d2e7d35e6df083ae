"""Values of front matter that are lists: texts, highlights, corrections.

As in `texts`, each function takes the sheet, the name of the key and the node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from gazette.document.front.guesses import line_slip
from gazette.document.front.kinds import day
from gazette.document.front.texts import NULL, name_of, text
from gazette.model import Correction, Highlight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette.document.front.sheet import Sheet

_LONGEST = 1_000  # characters of what stands in short: a screen of a phone or two


def texts(sheet: Sheet, name: str, node: yaml.Node) -> tuple[str, ...]:
    """A list of texts."""
    items = _items(sheet, name, node)
    for item in items:
        if not isinstance(item, yaml.ScalarNode) or item.tag == NULL:
            what = f'Each entry of "{name}" must be a text.'
            fix = "Write each on its own line, after a hyphen, in quotes."
            raise sheet.refuse(item, "wrong-type", what, fix)
    return tuple(text(sheet, "-", item) for item in items)


def sentences(sheet: Sheet, name: str, node: yaml.Node) -> tuple[str, ...]:
    """One text, or a list of them, of at most 1,000 characters together."""
    is_list = isinstance(node, yaml.SequenceNode) and not node.flow_style
    found = texts(sheet, name, node) if is_list else (text(sheet, name, node),)
    length = sum(map(len, found))
    if length > _LONGEST:
        what = f'"{name}" has {length:,} characters, and at most {_LONGEST:,} are short.'
        raise sheet.refuse(node, "wrong-type", what, "Say less, or leave it to the text.")
    return found


def highlights(sheet: Sheet, name: str, node: yaml.Node) -> tuple[Highlight, ...]:
    """A list of entries with a section and a text."""
    return tuple(_highlight(sheet, item) for item in _items(sheet, name, node))


def _highlight(sheet: Sheet, node: yaml.Node) -> Highlight:
    found = _entry(sheet, node, ("section", "text"), "A highlight has a section and a text")
    section, words = (text(sheet, key, found[key]) for key in ("section", "text"))
    return Highlight(section, words, sheet.line(node))


def corrections(sheet: Sheet, name: str, node: yaml.Node) -> tuple[Correction, ...]:
    """A list of entries with a day and a text."""
    return tuple(_correction(sheet, item) for item in _items(sheet, name, node))


def _correction(sheet: Sheet, node: yaml.Node) -> Correction:
    found = _entry(sheet, node, ("date", "text"), "A correction has a date and a text")
    on, words = day(sheet, "date", found["date"]), text(sheet, "text", found["text"])
    return Correction(on, words, sheet.line(node))


def _entry(
    sheet: Sheet, node: yaml.Node, keys: tuple[str, str], rule: str
) -> Mapping[str, yaml.Node]:
    """The values of an entry of a list, which has exactly these keys."""
    fix = f'Write "- {keys[0]}: …" and under it "{keys[1]}: …".'
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    if not pairs and (slip := line_slip(sheet.text_of(sheet.line(node)).replace("- ", "", 1))):
        raise sheet.refuse(node, "wrong-type", *slip)
    if sorted(name_of(key) for key, _ in pairs) != sorted(keys):
        raise sheet.refuse(node, "wrong-type", f"{rule}, and nothing else.", fix)
    return {name_of(key): value for key, value in pairs}


def _items(sheet: Sheet, name: str, node: yaml.Node) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise sheet.refuse(
            node,
            "wrong-type",
            f'"{name}" must be a list.',
            "Begin each entry on its own line with a hyphen.",
        )
    return list(node.value)
