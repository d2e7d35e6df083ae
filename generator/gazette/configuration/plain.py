"""A configuration file as plain values: nothing that it names is run.

mkdocs reads its file with a loader that makes any Python object a tag asks for, imports its
hooks and loads its plugins. That is right for a build of one's own site, and wrong for whoever
only looks at what somebody proposes. Here the tags that mkdocs and its themes use are taken for
plain values, and a Python object is the words of its tag.

Sources: the documentation of mkdocs ("Special YAML tags", "Configuration inheritance") and of
PyYAML (`SafeLoader`).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PYTHON = "tag:yaml.org,2002:python/"  # how themes name a function, such as one for emoji
_DEEPEST = 20  # files that inherit from each other


@dataclass(frozen=True, slots=True)
class Reach:
    """What a configuration may reach: variables, and files below a folder (None: any file)."""

    environment: Mapping[str, str]
    folder: Path | None = None

    def check(self, path: Path) -> None:
        """Raises ValueError for a file out of reach."""
        if self.folder and not path.resolve().is_relative_to(self.folder.resolve()):
            message = f'the file "{path.name}" lies outside of the repository'
            raise ValueError(message)


OWN = Reach(os.environ)


class _Loader(yaml.SafeLoader):
    """Knows the tags of mkdocs; `environment` is what `!ENV` may read."""

    environment: Mapping[str, str]

    def variable(self, node: yaml.Node) -> Any:
        """The value of the first variable that is set, else the last item of a list."""
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        named = items[:-1] if len(items) > 1 else items
        for item in named:
            if (found := self.environment.get(str(item.value))) is not None:
                # A node of the value's own kind: a variable may hold a number.
                tag = self.resolve(yaml.ScalarNode, found, (True, False))  # type: ignore[no-untyped-call]
                return self.construct_object(yaml.ScalarNode(tag, found))
        return self.construct_object(items[-1]) if len(items) > 1 else None

    def words(self, node: yaml.Node) -> str:
        """What stands behind a tag."""
        return str(node.value)

    def name(self, suffix: str, node: yaml.Node) -> str:  # noqa: ARG002  # PyYAML gives it
        """The name of a Python object, which is neither looked up nor called."""
        return suffix


_Loader.add_constructor("!ENV", _Loader.variable)
_Loader.add_constructor("!relative", _Loader.words)
_Loader.add_multi_constructor(_PYTHON, _Loader.name)


class _Tolerant(_Loader):
    """Takes whatever has a tag that nobody knows for nothing."""

    def nothing(self, suffix: str, node: yaml.Node) -> None:
        """No value."""


_Tolerant.add_multi_constructor("", _Tolerant.nothing)


def read(path: Path, reach: Reach) -> dict[str, Any]:
    """The values of a configuration file, those it inherits included.

    Raises OSError, and yaml.YAMLError, ValueError or TypeError for what is no configuration.
    """
    return _inherited(path, reach, _DEEPEST)[0]


def parents(path: Path) -> tuple[Path, ...]:
    """The files that a configuration inherits from, the nearest first; () for what is none."""
    try:
        return _inherited(path, OWN, _DEEPEST)[1]
    except (OSError, yaml.YAMLError, ValueError, TypeError):
        return ()


def _inherited(path: Path, reach: Reach, left: int) -> tuple[dict[str, Any], tuple[Path, ...]]:
    """The values of a file and the files above it; `left` bounds how many there may be."""
    reach.check(path)
    values = values_of(path.read_bytes(), reach.environment)
    if "INHERIT" not in values:
        return values, ()
    parent = path.parent / str(values.pop("INHERIT"))
    if not left or not parent.is_file():
        message = f'the file it inherits from, "{parent.name}", does not exist or inherits it'
        raise ValueError(message)
    above, files = _inherited(parent, reach, left - 1)
    return _merged(above, values), (parent, *files)


def values_of(
    text: str | bytes, environment: Mapping[str, str], *, tolerant: bool = False
) -> dict[str, Any]:
    """The values of one file alone; `tolerant` takes what an unknown tag marks for nothing.

    Raises yaml.YAMLError, ValueError or TypeError for what is no configuration.
    """
    loader = (_Tolerant if tolerant else _Loader)(text)
    loader.environment = environment
    try:
        found = loader.get_single_data()
    except RecursionError:
        message = "it is nested too deeply"
        raise ValueError(message) from None
    finally:
        loader.dispose()
    if found is None:
        return {}
    if not isinstance(found, dict):
        message = "it holds no options"
        raise TypeError(message)
    return found


def _merged(above: dict[str, Any], below: dict[str, Any]) -> dict[str, Any]:
    """One configuration over another: sets of options are merged, all else is replaced."""
    found = dict(above)
    for key, value in below.items():
        before = found.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            found[key] = _merged(before, value)
        else:
            found[key] = value
    return found
