"""Values of front matter that are one text or one word, as YAML has them.

Each function takes the sheet, the name of the key and the node, and raises `Refused` where the
node is no such value; what is doubtful is noted as a warning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from gazette.document.front.guesses import CURLY, line_slip, shown

if TYPE_CHECKING:
    from gazette.document.front.sheet import Sheet

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_COMMENT = re.compile(r"[ \t]+(#.*)")
NULL = "tag:yaml.org,2002:null"


def text(sheet: Sheet, name: str, node: yaml.Node) -> str:
    """A text for readers, with a warning where it may not be what was meant."""
    value = scalar(sheet, name, node)
    if not isinstance(node, yaml.ScalarNode) or node.style:
        return value
    rest = sheet.source[node.end_mark.index :].partition("\n")[0]
    if cut := _COMMENT.fullmatch(rest):
        what = f'Only "{value}" is read of this text: a number sign after a space ends it.'
        fix = f"Put all of it in quotes: {shown(name, f'{value} {cut[1]}')}."
        sheet.warn(sheet.line(node), what, fix)
    elif _is_curly(value):
        what = "The curly quotes around this text are shown to readers as part of it."
        sheet.warn(sheet.line(node), what, f"Use straight ones: {_straight(name, value)}.")
    return value


def scalar(sheet: Sheet, name: str, node: yaml.Node) -> str:
    """A value that is one text or word, its white space folded."""
    if not isinstance(node, yaml.ScalarNode) or node.tag == NULL:
        raise sheet.refuse(node, "wrong-type", *_no_text(sheet, name, node))
    value = " ".join(str(node.value).split())
    if _UNPRINTABLE.search(value):
        what = "This text contains a character that cannot be shown."
        raise sheet.refuse(node, "wrong-type", what, "Remove the escape (a backslash) from it.")
    if not node.style:
        _check_lines(sheet, node)
    return value


def _no_text(sheet: Sheet, name: str, node: yaml.Node) -> tuple[str, str]:
    """Why a value is no text, and the fix."""
    written = sheet.source[node.start_mark.index :].partition("\n")[0].strip()
    if isinstance(node, yaml.CollectionNode) and node.flow_style:
        what = f'"{name}" must be a text; one that begins with "{written[0]}" must be in quotes.'
        return what, f"Write {shown(name, written)}."
    if isinstance(node, yaml.SequenceNode):
        what = f'"{name}" must be a text, not a list.'
        return what, f'Write "{name}: …" on one line, without hyphens.'
    if isinstance(node, yaml.MappingNode):
        what = f'"{name}" must be a text, without keys below it.'
        return what, "Begin them without spaces."
    rest = sheet.source[node.end_mark.index :].partition("\n")[0].strip()
    if rest.startswith("#"):
        what = f'"{name}" has no text: text after a number sign is ignored.'
        return what, f"Put it in quotes: {shown(name, rest)}."
    return f'"{name}" must be a text, but is empty.', f'Write "{name}: …" on one line.'


def _check_lines(sheet: Sheet, node: yaml.Node) -> None:
    """Warn of a text that goes on over a line which was to be a key of its own."""
    first = sheet.line(node)
    for line in range(first + 1, sheet.line_at(node.end_mark.index) + 1):
        if line_slip(sheet.text_of(line)):
            what = "This line is read as part of the text above it."
            fix = "Begin it without spaces, and write a colon and a space after its key."
            sheet.warn(line, what, fix)


def word(sheet: Sheet, name: str, node: yaml.Node) -> str:
    """A value that is no text for readers: curly quotes are never part of it."""
    value = scalar(sheet, name, node)
    if value[:1] and value[0] in CURLY:
        what = f'"{name}" is in curly quotes, as a word processor makes them.'
        fix = f"Use straight ones: {_straight(name, value)}."
        raise sheet.refuse(node, "wrong-type", what, fix)
    return value


def name_of(key: yaml.Node) -> str:
    """A key as it can be named in one line; "" for a list or a mapping, which names nothing."""
    value = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
    return _UNPRINTABLE.sub(" ", " ".join(re.split(r"[ \t\r\n]+", value)))


def _is_curly(value: str) -> bool:
    """Whether curly quotes enclose a text: they open where it begins and close where it ends."""
    return (
        len(value) > 1
        and value[0] in CURLY
        and value[-1] in CURLY
        and not (set(value[1:-1]) & set(CURLY))
    )


def _straight(name: str, value: str) -> str:
    return shown(name, value.strip(CURLY))
