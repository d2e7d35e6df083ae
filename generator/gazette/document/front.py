"""Front matter: the head of a policy's first file, read against a schema.

It is composed into nodes first (`composing`), so that each finding knows its line. What keeps it
from being read is told in the words of those who write it (`slips`). Schema: design, section 3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from gazette.document.composing import Stop, composed
from gazette.document.days import meant
from gazette.document.fences import (
    UNSEEN,
    closing_fault,
    end_of_keys,
    is_keyed,
    named,
    opening_fault,
    was_meant,
)
from gazette.document.slips import CURLY, line_slip, shown, slips
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
    from collections.abc import Callable, Iterator, Mapping

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)(^---[ \t]*(?:\n|\Z)|\Z)", re.DOTALL | re.MULTILINE)
# libyaml, where PyYAML has it, is ten times as fast. What it does not like is read again by PyYAML
# itself, whose places for errors are exact. Where these stand, the two may differ.
_LOADERS = (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader)
# A line that is a key with a text, whatever stands around it: no YAML has to be read.
_SURE = re.compile(
    r"""[A-Za-z_][\w-]*: (?:"[^"\\]*"|'[^']*'|[A-Za-z0-9][^:#\x00-\x1f\x7f-\x9f]*)"""
)
_DEEPEST = 100  # levels; the reader takes quadratic time to find that more are not closed
_VERSION = re.compile(r"""^(["']?)version\1[ \t]*:""", re.MULTILINE)
_UNALIKE = re.compile(r"[\t\r\x7f-\x9f\u2028\u2029\ufeff]|[\[{][^\]}]*\?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")  # a folder's name, in the end
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_COMMENT = re.compile(r"[ \t]+(#.*)")
_NULL = "tag:yaml.org,2002:null"
_YES = frozenset({"yes", "y", "on", "1"})
_NO = frozenset({"no", "n", "off", "0"})


def body(text: str) -> tuple[str, int]:
    """The text under the front matter, and how many lines stand above it.

    A rule on the first line begins front matter only if a YAML mapping stands between it and the
    next one, or what was meant as front matter of ours: anything else is text.
    """
    match = _FRONT.match(text)
    if not match or not match[2] or not (is_mapping(match[1]) or _is_damaged(match[1])):
        return text, 0
    return text[match.end() :], text.count("\n", 0, match.end())


def has_front(text: str) -> bool:
    """Whether a file begins as front matter does."""
    return bool(_FRONT.match(text))


def has_damaged_front(text: str) -> bool:
    """Whether a file begins with what was to be front matter, and cannot be read as YAML."""
    match = _FRONT.match(text)
    return bool(match and match[2] and not is_mapping(match[1]) and _is_damaged(match[1]))


@lru_cache(maxsize=4096)
def is_mapping(source: str) -> bool:
    """Whether what stands between two rules is a YAML mapping, or nothing at all.

    It is what it is whether or not our own schema allows it (aliases, tags, keys that stand
    twice), so the events of the reader tell, of which nothing is built.
    """
    lines = source.rstrip().split("\n")
    if not source.strip() or all(map(_SURE.fullmatch, lines)):
        return True
    first = next((line.lstrip() for line in lines if line.split("#")[0].strip()), "")
    if ":" not in first and not first.startswith(("?", "{", "&", "!", "%")):
        return False
    try:
        return _begins_mapping(source)
    except (yaml.YAMLError, ValueError, OverflowError):
        return False


def _begins_mapping(source: str) -> bool:
    """Whether the first node of a source is a mapping; what cannot be read to its end raises."""
    first, depth = None, 0
    for event in yaml.parse(source, Loader=_LOADERS[0]):
        first = first or (event if isinstance(event, yaml.NodeEvent) else None)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return False
    return isinstance(first, yaml.MappingStartEvent)


@lru_cache(maxsize=4096)
def _is_damaged(source: str) -> bool:
    """Whether what is no mapping was meant as front matter of ours: then it is never text."""
    return bool(_VERSION.search(source)) or was_meant(source) or is_keyed(source.split("\n"))


def declares_version(text: str) -> bool:
    """Whether the front matter has a `version` key, so that the file heads a policy of ours."""
    match = _FRONT.match(text)
    return bool(match and _VERSION.search(match[1]))


def read_front(file: SourceFile) -> tuple[FrontMatter, tuple[Finding, ...]]:
    """Read the front matter of a policy of ours, with everything wrong in it.

    Source: the schema in section 3 of the design.
    """
    match = _FRONT.match(file.text)
    if not match:
        return _empty(file), (_missing(file),)
    if not match[2]:
        return _empty(file), (_not_closed(file),)
    readers = [_Reader(file.path, match[1], loader) for loader in _LOADERS]
    for reader in readers:
        front = reader.read()
        if not reader.has_errors:
            break
    return front, (*reader.findings, *_doubtful(file.path, match[1], reader))


def _doubtful(path: str, source: str, reader: _Reader) -> Iterator[Finding]:
    """Warnings of what one reader of YAML accepts, and another would not."""
    if not reader.has_errors and _UNALIKE.search(source):
        for found in _explained(path, source):
            yield replace(found, rule="text-misread", severity=Severity.WARNING)


def _explained(path: str, source: str) -> list[Finding]:
    """Why a source cannot be read: each slip that is known, else what the reader says itself."""
    stop = composed(source, _LOADERS[-1])
    if not isinstance(stop, Stop):
        return []
    told = _stopped(path, source, stop)
    found = [
        _error("front-matter-malformed", path, slip.line + 2, slip.what, slip.fix)
        for slip in slips(source, _stop_at)
    ]
    # On the line where reading stops, the reader knows the rule.
    named = [replace(f, rule=told.rule) if f.place == told.place else f for f in found]
    return named or [told]


def _stopped(path: str, source: str, stop: Stop) -> Finding:
    return _error(stop.rule, path, source.count("\n", 0, stop.index) + 2, stop.what, stop.fix)


def _missing(file: SourceFile) -> Finding:
    what = "The front matter is missing: the file must begin with a line of three hyphens."
    fix = 'Put "---", then title, version, effective and change, then "---" at the top.'
    what, fix = opening_fault(file.text.split("\n")) or (what, fix)
    return _error("front-matter-missing", file.path, 1, what, fix)


def _not_closed(file: SourceFile) -> Finding:
    lines = file.text.removesuffix("\n").split("\n")[1:]
    end = end_of_keys(lines)
    place, at = ("above", end) if end < len(lines) else ("under", max(end - 1, -1))
    fix = f'Put a line of three hyphens, "---", {place} this one.'
    at, what, fix = closing_fault(lines) or (at, "The front matter is not closed.", fix)
    return _error("front-matter-malformed", file.path, at + 2, what, fix)


def foreign_title(text: str) -> str:
    """The `title` of front matter that is not ours, "" where there is none that can be read."""
    above = text[: len(text) - len(body(text)[0])]
    found = re.search(r"^title[ \t]*:[ \t]*(.+?)[ \t]*$", above, re.MULTILINE)
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

    @property
    def has_errors(self) -> bool:
        return any(found.severity is Severity.ERROR for found in self.findings)

    def read(self) -> FrontMatter:
        lines: dict[str, int] = {}
        values: dict[str, object] = {}
        node = composed(self.source, self.loader)
        if isinstance(node, Stop):
            is_exact = self.loader is _LOADERS[-1]
            found = _explained(self.path, self.source) if is_exact else []
            self.findings += found or [_stopped(self.path, self.source, node)]
        else:
            for key, value in node.value:
                self._take(key, value, lines, values)
        return FrontMatter(**values, place=Place(self.path, 1), lines=tuple(lines.items()))  # type: ignore[arg-type]

    def _take(
        self, key: yaml.Node, value: yaml.Node, lines: dict[str, int], values: dict[str, object]
    ) -> None:
        name = _name(key)
        if name in lines:
            self.find(key, "key-repeated", f'"{name}" stands here twice.', "Remove one of them.")
        elif name not in _FIELDS:
            self._unknown(key, name)
        else:
            lines[name] = self.line(key)
            try:
                values[name] = _FIELDS[name](self, name, value)
            except _Refused:
                return

    def _unknown(self, key: yaml.Node, name: str) -> None:
        what, fix = f'"{name}" is not a key of the front matter.', ""
        if unseen := UNSEEN.search(name):
            what = f'This key holds {named(unseen[0])}: "{UNSEEN.sub("", name)}".'
            fix = "Type the key anew. "
        elif name in _INNER:
            fix = f"It belongs to an entry of {_INNER[name]}: begin it exactly under the other. "
        elif near := get_close_matches(name.casefold(), _FIELDS, 1, 0.75):
            fix = f'Write "{near[0]}", if that is meant. '
        self.find(key, "unknown-key", what, f"{fix}Known keys are: {', '.join(sorted(_FIELDS))}.")

    def line(self, node: yaml.Node) -> int:
        """The line in the file that a node begins on."""
        return self.line_at(node.start_mark.index)

    def line_at(self, index: int) -> int:
        """The line in the file of a place in the YAML, whose first line is the file's second.

        YAML's own count takes other characters for line ends too.
        """
        return self.source.count("\n", 0, index) + 2

    def text_of(self, line: int) -> str:
        """A line of the file."""
        return self.source.split("\n")[line - 2]

    def find(self, node: yaml.Node, rule: str, what: str, mend: str) -> None:
        self.findings.append(_error(rule, self.path, self.line(node), what, mend))

    def warn(self, line: int, what: str, fix: str) -> None:
        place = Place(self.path, line)
        self.findings.append(Finding("text-misread", Severity.WARNING, place, what, fix))

    def refuse(self, node: yaml.Node, rule: str, what: str, mend: str) -> _Refused:
        self.find(node, rule, what, mend)
        return _Refused()

    # --- the types of the schema ---

    def text(self, name: str, node: yaml.Node) -> str:
        """A text for readers, with a warning where it may not be what was meant."""
        value = self.scalar(name, node)
        if not isinstance(node, yaml.ScalarNode) or node.style:
            return value
        rest = self.source[node.end_mark.index :].partition("\n")[0]
        if cut := _COMMENT.fullmatch(rest):
            what = f'Only "{value}" is read of this text: a number sign after a space ends it.'
            fix = f"Put all of it in quotes: {shown(name, f'{value} {cut[1]}')}."
            self.warn(self.line(node), what, fix)
        elif _is_curly(value):
            what = "The curly quotes around this text are shown to readers as part of it."
            self.warn(self.line(node), what, f"Use straight ones: {_straight(name, value)}.")
        return value

    def scalar(self, name: str, node: yaml.Node) -> str:
        """A value that is one text or word, its white space folded."""
        if not isinstance(node, yaml.ScalarNode) or node.tag == _NULL:
            raise self.refuse(node, "wrong-type", *self._no_text(name, node))
        value = " ".join(str(node.value).split())
        if _UNPRINTABLE.search(value):
            what = "This text holds a character that cannot be shown."
            raise self.refuse(node, "wrong-type", what, "Remove the escape (a backslash) from it.")
        if not node.style:
            self._check_lines(node)
        return value

    def _no_text(self, name: str, node: yaml.Node) -> tuple[str, str]:
        """Why a value is no text, and the fix."""
        written = self.source[node.start_mark.index :].partition("\n")[0].strip()
        if isinstance(node, yaml.CollectionNode) and node.flow_style:
            what = (
                f'"{name}" must be a text; one that begins with "{written[0]}" must be in quotes.'
            )
            return what, f"Write {shown(name, written)}."
        if isinstance(node, yaml.SequenceNode):
            what = f'"{name}" must be a text, and a list stands here.'
            return what, f'Write "{name}: …" on one line, without hyphens.'
        if isinstance(node, yaml.MappingNode):
            what = f'"{name}" must be a text, and other keys stand under it.'
            return what, "Begin them without spaces."
        rest = self.source[node.end_mark.index :].partition("\n")[0].strip()
        if rest.startswith("#"):
            what = f'"{name}" has no text: what begins with a number sign is left out.'
            return what, f"Put it in quotes: {shown(name, rest)}."
        return f'"{name}" must be a text, and there is none.', f'Write "{name}: …" on one line.'

    def _check_lines(self, node: yaml.Node) -> None:
        """Warn of a text that goes on over a line which was to be a key of its own."""
        first = self.line(node)
        for line in range(first + 1, self.line_at(node.end_mark.index) + 1):
            if line_slip(self.text_of(line)):
                what = "This line is read as part of the text above it."
                fix = "Begin it without spaces, and write a colon and a space after its key."
                self.warn(line, what, fix)

    def word(self, name: str, node: yaml.Node) -> str:
        """A value that is no text for readers: curly quotes are never part of it."""
        value = self.scalar(name, node)
        if value[:1] and value[0] in CURLY:
            what = f'"{name}" is in curly quotes, as a word processor makes them.'
            fix = f"Use straight ones: {_straight(name, value)}."
            raise self.refuse(node, "wrong-type", what, fix)
        return value

    def label(self, name: str, node: yaml.Node) -> str:
        value = self.word(name, node)
        if isinstance(node, yaml.ScalarNode) and not node.style and _is_float(node):
            what = f"The version {value} is written as a number, which loses trailing zeros."
            raise self.refuse(node, "wrong-type", what, f'Put it in quotes: version: "{value}".')
        if not _LABEL.fullmatch(value):
            what = f'"{value}" cannot be a version: it becomes part of an address.'
            mend = "Use letters, digits, dots and hyphens only, at most 64."
            raise self.refuse(node, "wrong-type", what, mend)
        return value

    def labels(self, name: str, node: yaml.Node) -> tuple[str, ...]:
        """One label, or a list of them."""
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return tuple(self.label(name, item) for item in nodes)

    def identifier(self, name: str, node: yaml.Node) -> str:
        value = self.word(name, node)
        if not _ID.fullmatch(value):
            raise self.refuse(
                node,
                "wrong-type",
                f'"{value}" cannot be an id: it becomes part of an address.',
                "Use small letters, digits and hyphens only, at most 64.",
            )
        return value

    def day(self, name: str, node: yaml.Node) -> date:
        value = self.word(name, node)
        mend = f'Write it as year-month-day, for example "{name}: 2027-01-15".'
        if not _DATE.fullmatch(value):
            if days := meant(value):
                mend = " or ".join(f'"{name}: {day}"' for day in days)
                mend = f"Write {mend}{', whichever is meant' if len(days) > 1 else ''}."
            what = f'"{name}: {value}" is not a date that can be read.'
            raise self.refuse(node, "wrong-type", what, mend)
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise self.refuse(
                node, "impossible-date", f"{value} is not a day of the calendar.", mend
            ) from None

    def change(self, name: str, node: yaml.Node) -> Change:
        value = self.word(name, node)
        if value not in list(Change):
            raise self.refuse(
                node,
                "wrong-type",
                f'"{name}: {value}" is not a kind of change.',
                "Write initial, material or editorial, in small letters.",
            )
        return Change(value)

    def flag(self, name: str, node: yaml.Node) -> bool:
        value = self.word(name, node).lower()
        if value not in ("true", "false"):
            answer = "true" if value in _YES else "false" if value in _NO else "true or false"
            what = f'"{name}" must be true or false, and "{value}" stands here.'
            raise self.refuse(node, "wrong-type", what, f'Write "{name}: {answer}".')
        return value == "true"

    def texts(self, name: str, node: yaml.Node) -> tuple[str, ...]:
        items = self._items(name, node)
        for item in items:
            if not isinstance(item, yaml.ScalarNode) or item.tag == _NULL:
                what = f'An entry of "{name}" must be a text.'
                fix = "Write each on a line of its own, after a hyphen, in quotes."
                raise self.refuse(item, "wrong-type", what, fix)
        return tuple(self.text("-", item) for item in items)

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
        fix = f'Write "- {keys[0]}: …" and under it "{keys[1]}: …".'
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        if not pairs and (slip := line_slip(self.text_of(self.line(node)).replace("- ", "", 1))):
            raise self.refuse(node, "wrong-type", *slip)
        if sorted(_name(key) for key, _ in pairs) != sorted(keys):
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
    return _UNPRINTABLE.sub(" ", " ".join(re.split(r"[ \t\r\n]+", value)))


def _is_float(node: yaml.Node) -> bool:
    return bool(node.tag == "tag:yaml.org,2002:float")


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


def _stop_at(source: str) -> int | None:
    """Where the exact reader stops in a source, None where it reads to the end."""
    node = composed(source, _LOADERS[-1])
    return node.index if isinstance(node, Stop) else None


# Keys of the entries of lists, and the list.
_INNER = {"section": "highlights", "text": "highlights", "date": "corrections"}
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
    "replaces": _Reader.labels,
    "editorial_reason": _Reader.text,
    "corrections": _Reader.corrections,
    "formerly": _Reader.texts,
}
