"""Front matter that cannot be read: the slip that keeps it from being, in plain words.

YAML says where it stops, and seldom why. So the lines from there upwards are looked at one by one,
and each guess at a slip comes with the line as it was meant. The guess whose line lets the reader
get further is the slip; one that does not help is never told. What was meant is then taken for
what stands there, and reading goes on to the next slip, so that all are told at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gazette.document.fences import (
    KEY,
    KEYS,
    UNSEEN,
    closing_fault,
    conflict_fault,
    is_near,
    named,
    seen,
    start_of_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST_LINES = 200  # of front matter, in which slips are looked for
MOST_LETTERS = 50_000
MOST_SLIPS = 20  # told of one text
_BACK = 30  # lines above the one where reading stops
_SHOWN = 70  # letters of a text that are shown
_LINE = re.compile(
    r"(?P<lead>\s*)(?P<dash>[-–—•*·]\s+)?(?P<key>[A-Za-z_]+)(?P<gap>\s*)(?P<sign>[:：=;])"
    r"(?P<space>\s*)(?P<value>.*)"
)
_VERSION = re.compile(r"""["']?version["']?[ \t]*:(?:[ \t].*)?""")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
CURLY = "“”„‟«»‹›‘’‚"
_CLOSED = 'If the front matter ends here, put a line of three hyphens, "---", above this one.'

Guess = tuple[str, str, str]  # the line as it was meant, what is wrong with it, and the fix


class Slip(NamedTuple):
    """A slip: its line (an index), what is wrong, and the fix."""

    line: int
    what: str
    fix: str


def slips(source: str, stop_at: Callable[[str], int | None]) -> list[Slip]:
    """Every slip that keeps a source from being read, as far as they are known.

    `stop_at` says for a source where reading stops (an index), None where it reads to the end.
    """
    lines = source.split("\n")
    if last := conflict_fault(lines) or closing_fault(lines):
        return [Slip(*last)]
    found: list[Slip] = []
    if len(lines) > MOST_LINES or len(source) > MOST_LETTERS:
        return []
    while len(found) < MOST_SLIPS:
        text = "\n".join(lines)
        if (at := stop_at(text)) is None:
            break
        stop = text.count("\n", 0, at)
        helped = _helping(lines, stop, len(text) - at, stop_at)
        if not helped:
            return [*found, *_stray(lines, stop)]
        line, (meant, what, fix) = helped
        lines[line] = meant
        found.append(Slip(line, what, fix))
    return found


def _helping(
    lines: Sequence[str], stop: int, left: int, stop_at: Callable[[str], int | None]
) -> tuple[int, Guess] | None:
    """The guess after which fewest letters are left unread, fewer than `left`; the nearest one.

    Where another indentation helps no more than what is plainly a slip, it is not meant.
    """
    best, fewest = None, (left, False)
    for at in range(min(stop, len(lines) - 1), max(stop - _BACK, 0) - 1, -1):
        plain = ((guess, False) for guess in guesses(lines, at))
        shifted = ((guess, True) for guess in _indentation(lines, at))
        for guess, is_shift in (*plain, *shifted):
            text = "\n".join([*lines[:at], guess[0], *lines[at + 1 :]])
            reached = stop_at(text)
            unread = -1 if reached is None else len(text) - reached
            if unread < left and (unread, is_shift) < fewest:
                best, fewest = (at, guess), (unread, is_shift)
    return best


def _stray(lines: Sequence[str], stop: int) -> Iterator[Slip]:
    """A line without a key, where reading stops: the front matter ended before, or it goes on."""
    at = next((n for n in range(min(stop, len(lines) - 1), -1, -1) if lines[n].strip()), 0)
    if re.match(r"\s|-|[\w\"']+\s*:", lines[at]) or not lines[at]:
        return
    first = start_of_text(lines, at)
    if first < at or (at and not lines[at - 1].strip()):
        yield Slip(first, "The front matter is not closed before this line.", _CLOSED)
    else:
        fix = f"If it goes on with the text above, begin it with two spaces. {_CLOSED}"
        yield Slip(at, "This line has no key.", fix)


def guesses(lines: Sequence[str], at: int) -> Iterator[Guess]:
    """What may be wrong with a line, its indentation aside, the likeliest first."""
    line = lines[at]
    if line.strip():
        yield from _blanks(line)
        if found := _LINE.fullmatch(line):
            yield from _around_the_colon(line, found)
            yield from _quotation(line, found)
            yield from _beginning(line, found)
        yield from _without_colon(line)
        yield from _dashes(line)
        if found and re.search(r":(?:\s|$)", found["value"]):
            yield from _colon(line, found)
        elif ": " in line and not found:
            yield (
                line.replace(": ", ":_"),
                "A colon stands in this text.",
                "Put all of it in quotes.",
            )


def line_slip(line: str) -> tuple[str, str] | None:
    """What is wrong with a line that was to be a key with its text, and the fix; None if nothing.

    For what is read without complaint, but not as it was meant.
    """
    found = _LINE.fullmatch(line)
    guess = next(_around_the_colon(line, found), None) if found else None
    guess = guess or next(_without_colon(line), None)
    return guess[1:] if guess else None


def quoted(text: str) -> str:
    """A text as it is to be written, in quotes; a long one is cut for showing."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def shown(key: str, text: str) -> str:
    """How a key ("-" for an entry of a list) and its text are to be written, as part of a fix."""
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"
    return f"- {quoted(short)}" if key == "-" else f"{key}: {quoted(short)}"


# --- Guesses ----------------------------------------------------------------------------


def _blanks(line: str) -> Iterator[Guess]:
    """Tabs, and spaces that are none, before the text of a line."""
    lead = line[: len(line) - len(line.lstrip())]
    if "\t" in lead:
        for width in ("  ", "", "    "):
            meant = lead.replace("\t", width) + line.lstrip()
            yield meant, "This line begins with a tab.", "Write spaces in the place of the tab."
    elif "\t" in line:
        yield line.replace("\t", " "), "This line holds a tab.", "Write a space in its place."
    found = KEY.match(line)
    head = line[: found.end() + 1] if found else line[: len(lead) + 2]
    if unseen := UNSEEN.search(head):
        what = f"This line holds {named(unseen[0])}, which looks like a space and is none."
        for put in (" ", ""):
            meant = UNSEEN.sub(put, head) + line[len(head) :]
            yield meant, what, "Write a plain space in its place, or nothing at the line's start."


def _around_the_colon(line: str, found: re.Match[str]) -> Iterator[Guess]:
    key, sign, space, value = found["key"], found["sign"], found["space"], found["value"]
    head = line[: found.end("key")]
    meant = f"{head}: {value}"
    fix = f"Write {shown(key, seen(value).strip(CURLY + chr(34) + chr(39)))}."
    if sign != ":" and key.casefold() in KEYS:
        yield meant, f'A "{sign}" follows "{key}", where a colon must stand.', fix
    elif UNSEEN.match(space):
        what = f'{named(space[0]).capitalize()} follows "{key}:", which looks like a space.'
        yield meant, what, "Write a plain space in its place."
    elif value and not space and not value.startswith("//"):
        yield meant, f'A space is missing after "{key}:".', fix


def _quotation(line: str, found: re.Match[str]) -> Iterator[Guess]:
    """Quotes that do not enclose the text."""
    key, value = found["key"], found["value"].rstrip()
    head = line[: found.start("value")]
    bare = value.strip(CURLY + "\"' ")
    fix = f"Write {shown(key, bare)}."
    if value[:1] in CURLY and value[:1]:
        what = "The text is in curly quotes, which count as part of it."
        yield head + quoted(bare), what, f"Use straight ones: {shown(key, bare)}."
    if value[:1] not in {'"', "'"}:
        return
    closed = _QUOTED.match(value)
    if not closed:
        what = "A quotation mark is opened here, and not closed."
        yield head + quoted(bare), what, fix
    elif re.match(r"\s*[^\s#]|#", value[closed.end() :]):
        inner = value[1:-1] if value[-1] == value[0] else value
        what = "The text goes on after its closing quotation mark."
        yield head + quoted(inner), what, f"Put all of it in one pair: {shown(key, inner)}."
    elif "\\" in value:
        inner = value[1:-1]
        what = "A backslash in double quotes has a meaning of its own."
        yield head + quoted(inner), what, f"Use single quotes: {shown(key, inner)}."


def _beginning(line: str, found: re.Match[str]) -> Iterator[Guess]:
    """A text that begins with a sign which means something."""
    key, value = found["key"], found["value"].rstrip()
    head = line[: found.start("value")]
    if re.match(r"- |-$", value):
        what = f'The first entry of the list stands on the line of "{key}".'
        yield head + quoted(value), what, "Begin it on the next line, after two spaces."
    elif value[:1] in {*"@`%*&!{[,?|>]}-"}:
        what = f'A text that begins with "{value[0]}" must be in quotes.'
        yield head + quoted(value), what, f"Write {shown(key, value)}."


def _colon(line: str, found: re.Match[str]) -> Iterator[Guess]:
    key, value = found["key"], found["value"].rstrip()
    meant = line[: found.start("value")] + quoted(value)
    what = "A text with a colon and a space in it must be in quotes."
    yield meant, what, f"Write {shown(key, value)}."


def _without_colon(line: str) -> Iterator[Guess]:
    """A known key at the beginning of a line, and no colon after it."""
    found = re.match(r"(\s*(?:- )?)([A-Za-z_]+)(?:[ \t]+(?![:：=])|(?=[\"']))(.*)", line)
    if found and found[2].casefold() in KEYS:
        fix = f"Write {shown(found[2], found[3].strip(chr(34) + chr(39)))}."
        yield f"{found[1]}{found[2]}: {found[3]}", f'A colon is missing after "{found[2]}".', fix


def _dashes(line: str) -> Iterator[Guess]:
    """The sign that begins an entry of a list."""
    if found := re.match(r"(\s*)-(?=[^\s-])(.*)", line):
        yield f"{found[1]}- {found[2]}", "A space is missing after the hyphen.", 'Write "- ".'
    if found := re.match(r"(\s*)([–—•*·])\s+(.*)", line):
        what = f'An entry of a list begins with "{found[2]}", where a hyphen must stand.'
        yield f"{found[1]}- {found[3]}", what, 'Write "- ", a hyphen and a space.'


def _indentation(lines: Sequence[str], at: int) -> Iterator[Guess]:
    """A line that begins too far left or right to belong to what it belongs to."""
    line = lines[at]
    found = re.match(r"( *)(- +)?[A-Za-z_\"']", line)
    if not found or not (found[1] or found[2] or _LINE.fullmatch(line)):
        return
    above = [
        entry
        for before in lines[max(at - _BACK, 0) : at]
        if (entry := re.match(r"( *)(- +)([A-Za-z_]+)", before))
    ]
    rest = line[len(found[1]) :]
    for entry in reversed(above):
        place = entry[1] if found[2] else " " * (len(entry[1]) + len(entry[2]))
        other = "hyphen" if found[2] else f'"{entry[3]}"'
        what = f"This line does not begin exactly under the {other} above it."
        yield place + rest, what, f"Begin it with {_spaces(len(place))}."
    if found[1]:
        what = "This line begins with spaces, as if it belonged to the line above it."
        yield rest, what, "Begin it without spaces."
    elif found[2]:
        yield f"  {rest}", "This entry of a list begins too far left.", "Begin it with two spaces."


def _spaces(count: int) -> str:
    return {0: "no space", 1: "one space"}.get(count, f"{count} spaces")


# --- The version -------------------------------------------------------------------------


def is_version(line: str) -> bool:
    """Whether a line gives the version as it must."""
    return bool(_VERSION.fullmatch(line))


def version_slip(line: str) -> tuple[str, str] | None:
    """What is wrong with a line that was to be `version: "3.0"`, and the fix; None if it was not.

    A line as it must be has nothing wrong, so it gives None too.
    """
    found = KEY.match(line)
    key = found["key"] if found else (re.split(r"[\s\"']", line.strip(), maxsplit=1) or [""])[0]
    if not is_near(key, "version") or is_version(line):
        return None
    value = _value(line[found.end() :] if found else line.strip()[len(key) :])
    fix = f"Write {f'version: {value}' if value else 'version: and the label'} on this line."
    if not found:
        return 'A colon is missing after "version".', fix
    return _version_fault(line, found), fix


def _version_fault(line: str, found: re.Match[str]) -> str:
    key, after = found["key"], line[found.end() : found.end() + 1]
    if line.lstrip().startswith("#"):
        return "The line with the version is commented out: it begins with a number sign."
    if unseen := UNSEEN.search(line[: found.end() + 1]):
        return f"The line with the version holds {named(unseen[0])}."
    if key != "version":
        return f'"{key}" is not the key: it must be written "version", in small letters.'
    if found["sign"] != ":":
        return f'A "{found["sign"]}" follows "version", where a colon must stand.'
    if after.strip():
        return 'A space is missing after "version:".'
    lead = line[: found.start("key")]
    begins = f'"{lead.strip()}"' if lead.strip() else "a tab" if "\t" in lead else "a space"
    return f"The line with the version begins with {begins}, so it belongs to another key."


def _value(rest: str) -> str:
    """A value as it is to be written."""
    bare = UNSEEN.sub("", rest).strip(" \t=:：,\"'" + CURLY)
    return f'"{bare}"' if bare else ""
