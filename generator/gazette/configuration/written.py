"""Where options stand in the files of a configuration, and which stand there twice.

A file is read as YAML's own nodes, which know their lines; nothing that it names is made or run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import yaml

from gazette.configuration import plain
from gazette.model import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Keys = tuple[str | int, ...]  # the way to an option: names, and places in lists
# Knows lines as well, and reads long lists of policies sooner.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a configuration, the one that is named first, then those it inherits from.

    Attributes:
        options: the way to each option -> where it stands.
        words: each key and value -> where it stands first.
        twice: keys that stand twice in one set of options, with the place of the second.
    """

    options: Mapping[Keys, Place]
    words: Mapping[str, Place]
    twice: tuple[tuple[str, Place], ...]

    @classmethod
    def of(cls, path: Path) -> Written:
        """What stands in a file and in those that it inherits from; nothing where none is YAML."""
        options: dict[Keys, Place] = {}
        words: dict[str, Place] = {}
        twice: list[tuple[str, Place]] = []
        for file in (path, *plain.parents(path)):
            for each in _entries(file):
                options.setdefault(each.keys, each.place)
                words.setdefault(each.said, each.place)
                if each.is_again:
                    twice.append((each.said, each.place))
        return cls(options, words, tuple(twice))

    def doubled(self) -> Iterator[Finding]:
        """An error for each key that stands twice: the first of its values would be lost."""
        for name, place in self.twice:
            what = f'The option "{name}" appears twice.'
            yield Finding("configuration", Severity.ERROR, place, what, "Remove one of them.")

    def place(self, *keys: str | int) -> Place | None:
        """Where an option stands, or the nearest set of options around it that is there."""
        for end in range(len(keys), 0, -1):
            if found := self.options.get(keys[:end]):
                return found
        return None

    def placed(self, found: Finding) -> Finding:
        """A finding at the line of what it quotes, where that stands in these files."""
        if found.rule != "configuration" or found.place.line:
            return found
        quoted = re.findall(r'"([^"]+)"', found.what)
        said = (each.rpartition(": ")[2] for each in reversed(quoted))
        places = (self.words[each] for each in said if each and each in self.words)
        return replace(found, place=next(places, found.place))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key or a value: the way to it, the words, the place, whether its set has the key before."""

    keys: Keys
    said: str
    place: Place
    is_again: bool = False


def _entries(file: Path) -> Iterator[_Entry]:
    try:
        top = yaml.compose(file.read_text("utf-8-sig"), Loader=_LOADER)
        found = [*_below(top, (), file.name, set())] if top else []
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        return  # whoever reads the values tells it
    yield from found


def _below(node: yaml.Node, keys: Keys, file: str, seen: set[int]) -> Iterator[_Entry]:
    if id(node) in seen:
        return  # an alias, perhaps one that holds itself
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        yield from _options(node, keys, file, seen)
    elif isinstance(node, yaml.SequenceNode):
        for at, each in enumerate(node.value):
            # A plugin is named in a list or in a set: both are one way.
            yield from _below(each, keys if keys == ("plugins",) else (*keys, at), file, seen)
    else:
        yield _Entry(keys, str(node.value), _place(node, file))


def _options(node: yaml.MappingNode, keys: Keys, file: str, seen: set[int]) -> Iterator[_Entry]:
    names = set[str]()
    for name, value in node.value:
        said = str(name.value) if isinstance(name, yaml.ScalarNode) else ""
        yield _Entry((*keys, said), said, _place(name, file), said in names and said != "<<")
        names.add(said)
        yield from _below(value, (*keys, said), file, seen)


def _place(node: yaml.Node, file: str) -> Place:
    return Place(file, node.start_mark.line + 1)
