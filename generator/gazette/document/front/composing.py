"""YAML -> nodes, or where and why reading stops.

Nodes know their lines, which findings need. Aliases and tags make one place depend on another or
run constructors, so they are refused before anything is built from them; nesting is bounded.
"""

from __future__ import annotations

from dataclasses import dataclass

import yaml

# libyaml, where PyYAML has it, is ten times as fast. What it does not like is read again by PyYAML
# itself, whose places for errors are exact.
LOADERS = (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader)
_MAX_DEPTH = 10  # the schema of front matter needs three levels
_QUOTE = 'Put the text in quotes, such as title: "Our terms".'


@dataclass(frozen=True, slots=True)
class Stop:
    """Where reading stops, as an index into the source; the rule, what is wrong, and the fix."""

    index: int
    rule: str
    what: str
    fix: str


def composed(source: str, loader: type[yaml.SafeLoader]) -> yaml.MappingNode | Stop:
    """The node of a list of keys with values, or where it cannot be read as one."""
    try:
        if stop := _stop(source, loader):
            return stop
        node = yaml.compose(source, Loader=loader)
    except yaml.MarkedYAMLError as error:
        return _malformed(_index(error), "This line cannot be read.")
    except yaml.reader.ReaderError as error:
        what = f"This line contains a character that no text has (U+{_code(error):04X})."
        return Stop(error.position, "front-matter-malformed", what, "Delete it.")
    except (ValueError, OverflowError):  # an escape beyond all characters
        return _malformed(0, "A number or a backslash in the front matter cannot be read.")
    if node is None:
        return _malformed(0, "The front matter is empty.")
    if not isinstance(node, yaml.MappingNode):
        return _malformed(node.start_mark.index, "The front matter is not a list of keys.")
    return node


def _malformed(index: int, what: str) -> Stop:
    fix = 'Write each key with its text on a line of its own: title: "Our terms".'
    return Stop(index, "front-matter-malformed", what, fix)


def _code(error: yaml.reader.ReaderError) -> int:
    sign = error.character
    return sign if isinstance(sign, int) else ord(sign)


def _index(error: yaml.MarkedYAMLError) -> int:
    """Where the fault is: what was begun and does not end, else where reading stops."""
    begun = error.context_mark if isinstance(error, yaml.scanner.ScannerError) else None
    mark = begun or error.problem_mark or error.context_mark
    return mark.index if mark else 0


def _stop(source: str, loader: type[yaml.SafeLoader]) -> Stop | None:
    """The first anchor, alias or tag, since one place must say what it says; or too much depth."""
    depth = 0
    for event in yaml.parse(source, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        index = event.start_mark.index if event.start_mark else 0
        if depth > _MAX_DEPTH:
            return _malformed(index, "This line is nested too deeply.")
        tagged, named = getattr(event, "tag", None), getattr(event, "anchor", None)
        if tagged or named or isinstance(event, yaml.AliasEvent):
            sign = "!" if tagged else "*" if isinstance(event, yaml.AliasEvent) else "&"
            what = f'A text begins with "{sign}", which has a special meaning here.'
            return Stop(index, "front-matter-alias", what, _QUOTE)
    return None
