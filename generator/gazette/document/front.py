"""Front matter: the head of a policy's first file, read against a schema.

YAML is composed into nodes first, so that each finding knows its line, and so that aliases
and tags, which make one place depend on another or run constructors, are refused before
anything is built from them. Schema: design, section 3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NoReturn

import yaml

from gazette.model import (
    Change,
    Correction,
    Finding,
    FrontMatter,
    Highlight,
    Place,
    Severity,
    SourceFile,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)(^---[ \t]*(?:\n|\Z)|\Z)", re.DOTALL | re.MULTILINE)
# libyaml, where PyYAML has it, is ten times as fast; what it does not like is read again by
# PyYAML itself, whose words and places for errors are exact.
_LOADERS = (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")  # a folder's name, in the end
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_MAX_DEPTH = 10  # the schema needs three levels
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def body(text: str) -> tuple[str, int]:
    """The text under the front matter, and how many lines stand above it."""
    match = _FRONT.match(text)
    if not match or not match[2]:
        return text, 0
    return text[match.end() :], text.count("\n", 0, match.end())


def has_front(text: str) -> bool:
    """Whether a file begins with front matter."""
    return bool(_FRONT.match(text))


def declares_version(text: str) -> bool:
    """Whether the front matter has a `version` key, so that the file heads a policy of ours."""
    match = _FRONT.match(text)
    return bool(match and re.search(r"^version[ \t]*:", match[1], re.MULTILINE))


def read_front(file: SourceFile) -> tuple[FrontMatter, tuple[Finding, ...]]:
    """Read the front matter of a policy of ours, with everything wrong in it.

    Source: the schema in section 3 of the design.
    """
    match = _FRONT.match(file.text)
    if not match:
        what = "The front matter is missing: the file must begin with a line of three hyphens."
        mend = 'Put "---", then title, version, effective and change, then "---" at the top.'
        return _empty(file), (_error("front-matter-missing", file.path, 1, what, mend),)
    if not match[2]:
        what = "The front matter is not closed."
        mend = 'Put a line of three hyphens, "---", under its last line.'
        return _empty(file), (_error("front-matter-malformed", file.path, 1, what, mend),)
    for loader in _LOADERS:
        reader = _Reader(file.path, match[1], loader)
        front = reader.read()
        if not reader.findings:
            break
    return front, tuple(reader.findings)


def foreign_title(text: str) -> str:
    """The `title` of front matter that is not ours, "" where there is none that can be read."""
    match = _FRONT.match(text)
    if not match:
        return ""
    found = re.search(r"^title[ \t]*:[ \t]*(.+?)[ \t]*$", match[1], re.MULTILINE)
    if not found or found[1][0] in "|>&*!{[":
        return ""
    return _unquoted(found[1])


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _empty(file: SourceFile) -> FrontMatter:
    return FrontMatter(place=Place(file.path, 1))


def _error(rule: str, path: str, line: int, what: str, mend: str) -> Finding:
    return Finding(rule, Severity.ERROR, Place(path, line), what, mend)


class _Refused(Exception):  # noqa: N818  # a signal inside this module, not an error of its own
    pass


@dataclass
class _Reader:
    """Walks YAML nodes, gathering values and findings."""

    path: str
    source: str
    loader: type[yaml.SafeLoader]
    findings: list[Finding] = field(default_factory=list)

    def read(self) -> FrontMatter:
        lines: dict[str, int] = {}
        values: dict[str, object] = {}
        try:
            node = self._compose()
            for key, value in self._pairs(node):
                self._take(key, value, lines, values)
        except _Refused:
            pass
        return FrontMatter(**values, place=Place(self.path, 1), lines=tuple(lines.items()))  # type: ignore[arg-type]

    def _take(
        self, key: yaml.Node, value: yaml.Node, lines: dict[str, int], values: dict[str, object]
    ) -> None:
        name = _name(key)
        if name in lines:
            self.find(key, "key-repeated", f'"{name}" stands here twice.', "Remove one of them.")
        elif name not in _FIELDS:
            what = f'"{name}" is not a key of the front matter.'
            self.find(key, "unknown-key", what, f"Known keys are: {', '.join(sorted(_FIELDS))}.")
        else:
            lines[name] = self.line(key)
            try:
                values[name] = _FIELDS[name](self, name, value)
            except _Refused:
                return

    def line(self, node: yaml.Node) -> int:
        """The line in the file that a node begins on."""
        return self.line_at(node.start_mark.index)

    def line_at(self, index: int) -> int:
        """The line in the file of a place in the YAML, whose first line is the file's second.

        YAML's own count takes other characters for line ends too.
        """
        return self.source.count("\n", 0, index) + 2

    def find(self, node: yaml.Node, rule: str, what: str, mend: str) -> None:
        self.findings.append(_error(rule, self.path, self.line(node), what, mend))

    def refuse(self, node: yaml.Node, rule: str, what: str, mend: str) -> _Refused:
        self.find(node, rule, what, mend)
        return _Refused()

    def _compose(self) -> yaml.Node:
        try:
            self._check_events()
            node = yaml.compose(self.source, Loader=self.loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = self.line_at(mark.index) if mark else 1
            self._malformed(line, str(error.problem or "it cannot be read"))
        except yaml.reader.ReaderError as error:
            self._malformed(
                self.line_at(error.position), "it holds a character that is not allowed"
            )
        except (ValueError, OverflowError):  # an escape beyond all characters
            self._malformed(1, "it holds a number that is too large")
        if node is None:
            self._malformed(1, "it is empty")
        return node

    def _malformed(self, line: int, problem: str) -> NoReturn:
        what = f"The front matter is not valid YAML: {problem}."
        mend = "Put texts that hold a colon or begin with a sign in quotes, and indent evenly."
        self.findings.append(_error("front-matter-malformed", self.path, line, what, mend))
        raise _Refused

    def _check_events(self) -> None:
        """Refuse anchors, aliases and tags: one place must say what it says. And depth."""
        depth = 0
        for event in yaml.parse(self.source, Loader=self.loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            line = self.line_at(event.start_mark.index if event.start_mark else 0)
            tagged, named = getattr(event, "tag", None), getattr(event, "anchor", None)
            if depth > _MAX_DEPTH:
                self._malformed(line, "it is nested too deeply")
            if tagged or named or isinstance(event, yaml.AliasEvent):
                kind = "tag (!)" if tagged else "anchor or alias (& or *)"
                what = f"The front matter uses a YAML {kind}, which is not allowed."
                mend = "Write the value out, or put the text in quotes."
                self.findings.append(_error("front-matter-alias", self.path, line, what, mend))
                raise _Refused

    def _pairs(self, node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            what = "The front matter must be a list of keys with values."
            raise self.refuse(node, "front-matter-malformed", what, 'Write "title: Our policy".')
        return list(node.value)

    # --- the types of the schema ---

    def text(self, name: str, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or node.tag == "tag:yaml.org,2002:null":
            raise self.refuse(
                node, "wrong-type", f'"{name}" must be a text.', f'Write "{name}: …" on one line.'
            )
        value = " ".join(str(node.value).split())
        if _UNPRINTABLE.search(value):
            what = f'"{name}" holds a character that cannot be shown.'
            raise self.refuse(node, "wrong-type", what, "Remove the escape (a backslash) from it.")
        return value

    def label(self, name: str, node: yaml.Node) -> str:
        value = self.text(name, node)
        if isinstance(node, yaml.ScalarNode) and not node.style and _is_float(node):
            what = f"The version {value} is written as a number, which loses trailing zeros."
            raise self.refuse(node, "wrong-type", what, f'Put it in quotes: version: "{value}".')
        if not _LABEL.fullmatch(value):
            what = f'"{value}" cannot be a version: it becomes part of an address.'
            mend = "Use letters, digits, dots and hyphens only, at most 64."
            raise self.refuse(node, "wrong-type", what, mend)
        return value

    def identifier(self, name: str, node: yaml.Node) -> str:
        value = self.text(name, node)
        if not _ID.fullmatch(value):
            raise self.refuse(
                node,
                "wrong-type",
                f'"{value}" cannot be an id: it becomes part of an address.',
                "Use small letters, digits and hyphens only, at most 64.",
            )
        return value

    def day(self, name: str, node: yaml.Node) -> date:
        value = self.text(name, node)
        mend = f'Write it as year-month-day, for example "{name}: 2027-01-15".'
        if not _DATE.fullmatch(value):
            raise self.refuse(node, "wrong-type", f'"{name}: {value}" is not a date.', mend)
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise self.refuse(
                node, "impossible-date", f"{value} is not a day of the calendar.", mend
            ) from None

    def change(self, name: str, node: yaml.Node) -> Change:
        value = self.text(name, node)
        if value not in list(Change):
            raise self.refuse(
                node,
                "wrong-type",
                f'"{name}: {value}" is not a kind of change.',
                "Write initial, material or editorial.",
            )
        return Change(value)

    def flag(self, name: str, node: yaml.Node) -> bool:
        value = self.text(name, node)
        if value.lower() not in ("true", "false"):
            raise self.refuse(
                node, "wrong-type", f'"{name}" must be true or false.', f'Write "{name}: true".'
            )
        return value.lower() == "true"

    def texts(self, name: str, node: yaml.Node) -> tuple[str, ...]:
        return tuple(self.text(name, item) for item in self._items(name, node))

    def highlights(self, name: str, node: yaml.Node) -> tuple[Highlight, ...]:
        return tuple(self._highlight(item) for item in self._items(name, node))

    def _highlight(self, node: yaml.Node) -> Highlight:
        found = self._entry(node, ("section", "text"), "A highlight has a section and a text")
        section, text = (self.text(key, found[key]) for key in ("section", "text"))
        return Highlight(section, text, self.line(node))

    def corrections(self, name: str, node: yaml.Node) -> tuple[Correction, ...]:
        return tuple(self._correction(item) for item in self._items(name, node))

    def _correction(self, node: yaml.Node) -> Correction:
        found = self._entry(node, ("date", "text"), "A correction has a date and a text")
        day, text = self.day("date", found["date"]), self.text("text", found["text"])
        return Correction(day, text, self.line(node))

    def _entry(self, node: yaml.Node, keys: tuple[str, str], rule: str) -> Mapping[str, yaml.Node]:
        """The values of an entry of a list, which has exactly these keys."""
        pairs = self._pairs(node)
        if sorted(_name(key) for key, _ in pairs) != sorted(keys):
            fix = f'Write "- {keys[0]}: …" and under it "{keys[1]}: …".'
            raise self.refuse(node, "wrong-type", f"{rule}, and nothing else.", fix)
        return {_name(key): value for key, value in pairs}

    def _items(self, name: str, node: yaml.Node) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise self.refuse(
                node,
                "wrong-type",
                f'"{name}" must be a list.',
                "Begin each entry on a line of its own with a hyphen.",
            )
        return list(node.value)


def _name(key: yaml.Node) -> str:
    """A key as it can be named in one line; "" for a list or a mapping, which names nothing."""
    value = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
    return _UNPRINTABLE.sub(" ", " ".join(value.split()))


def _is_float(node: yaml.Node) -> bool:
    return bool(node.tag == "tag:yaml.org,2002:float")


_FIELDS: dict[str, Callable[[_Reader, str, yaml.Node], object]] = {
    "id": _Reader.identifier,
    "title": _Reader.text,
    "description": _Reader.text,
    "version": _Reader.label,
    "published": _Reader.day,
    "effective": _Reader.day,
    "change": _Reader.change,
    "summary": _Reader.text,
    "highlights": _Reader.highlights,
    "badges": _Reader.texts,
    "withdrawn": _Reader.flag,
    "notice_exception": _Reader.text,
    "replaces": _Reader.label,
    "editorial_reason": _Reader.text,
    "corrections": _Reader.corrections,
}
