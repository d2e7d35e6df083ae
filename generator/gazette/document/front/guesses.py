"""Guesses at the slip on a line of front matter, each with the line as it was meant.

A guess is told only where it helps (`slips`). What is to be written is shown as it must be.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette.document.front.fences import KEY, KEYS, UNSEEN, named, seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BACK = 30  # lines above one that is looked at
_SHOWN = 70  # letters of a text that are shown
_LINE = re.compile(
    r"(?P<lead>\s*)(?P<dash>[-–—•*·]\s+)?(?P<key>[A-Za-z_]+)(?P<gap>\s*)(?P<sign>[:：=;])"
    r"(?P<space>\s*)(?P<value>.*)"
)
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
CURLY = "“”„‟«»‹›‘’‚"

Guess = tuple[str, str, str]  # the line as it was meant, what is wrong with it, and the fix


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
                "There is a colon in this text.",
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


def _blanks(line: str) -> Iterator[Guess]:
    """Tabs, and spaces that are none, before the text of a line."""
    lead = line[: len(line) - len(line.lstrip())]
    if "\t" in lead:
        for width in ("  ", "", "    "):
            meant = lead.replace("\t", width) + line.lstrip()
            yield meant, "This line begins with a tab.", "Replace the tab by spaces."
    elif "\t" in line:
        yield line.replace("\t", " "), "This line contains a tab.", "Replace it by a space."
    found = KEY.match(line)
    head = line[: found.end() + 1] if found else line[: len(lead) + 2]
    if unseen := UNSEEN.search(head):
        what = f"This line contains {named(unseen[0])}, which looks like a space but is not one."
        for put in (" ", ""):
            meant = UNSEEN.sub(put, head) + line[len(head) :]
            yield meant, what, "Replace it by a plain space, or nothing at the line's start."


def _around_the_colon(line: str, found: re.Match[str]) -> Iterator[Guess]:
    key, sign, space, value = found["key"], found["sign"], found["space"], found["value"]
    head = line[: found.end("key")]
    meant = f"{head}: {value}"
    fix = f"Write {shown(key, seen(value).strip(CURLY + chr(34) + chr(39)))}."
    if sign != ":" and key.casefold() in KEYS:
        yield meant, f'A "{sign}" follows "{key}", where a colon is required.', fix
    elif UNSEEN.match(space):
        what = f'{named(space[0]).capitalize()} follows "{key}:", which looks like a space.'
        yield meant, what, "Replace it by a plain space."
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
        what = "A quotation mark is opened here but not closed."
        yield head + quoted(bare), what, fix
    elif re.match(r"\s*[^\s#]|#", value[closed.end() :]):
        inner = value[1:-1] if value[-1] == value[0] else value
        what = "The text continues after its closing quotation mark."
        yield head + quoted(inner), what, f"Put all of it in one pair: {shown(key, inner)}."
    elif "\\" in value:
        inner = value[1:-1]
        what = "A backslash in double quotes has a special meaning."
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
        what = f'An entry of a list begins with "{found[2]}", where a hyphen is required.'
        yield f"{found[1]}- {found[3]}", what, 'Write "- ", a hyphen and a space.'


def indentation(lines: Sequence[str], at: int) -> Iterator[Guess]:
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
