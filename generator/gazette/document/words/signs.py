"""The inline Markdown of a stretch -> what readers see of it.

One pass from left to right, as CommonMark reads: escapes, code, tags and entities first, then the
brackets of links. Signs that only mark (`*`, `_`, `~`, brackets, backticks) stay: whoever compares
leaves all such signs out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape
from typing import TYPE_CHECKING

from gazette.document.attributes import attribute_list
from gazette.document.words.elements import ELEMENTS, NEVER_SHOWN, PERHAPS_SHOWN, WITHIN
from gazette.document.words.stretch import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette.document.words.stretch import Known, Stretch


_PUNCTUATION = r"[!-/:-@\[-`{-~]"
_SPECIAL = re.compile(r"[\\`<&\[\]{]")
_ESCAPE = re.compile(rf"\\{_PUNCTUATION}")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BRACES = re.compile(r"\{[^{}\n]*\}")
_TICKS = re.compile(r"`+")
_AUTOLINK = re.compile(r"<((?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+))>")
_ATTRIBUTE = r"""\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?+"""
_TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9-]*+)((?:{_ATTRIBUTE})*+)\s*+/?>")
_OFFICE_TAG = re.compile(r"</?[A-Za-z]{1,2}\d?:[A-Za-z0-9]+(?=[\s/>])[^<>]*>")  # <o:p>
_LOOSE_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])")
_ALT = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
# What is no element: how it begins, and how it ends.
_NO_DECLARATION = re.compile(r"<!(?![A-Z]+\s|doctype\b|DOCTYPE\b)[A-Za-z]")
_DECLARATIONS = (("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))
_NOTE = re.compile(r"\[\^([^\[\]\s]{1,999})\]")
_ONE = rf"\\{_PUNCTUATION}|[^\s()]"
_TITLE = r""""(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+'|\((?:\\.|[^()\\])*+\)"""
_TARGET = (
    rf"(?:<(?:\\.|[^<>\n\\])*+>"
    rf"|(?!<)(?:{_ONE}|\((?:{_ONE}|\((?:{_ONE}|\((?:{_ONE})*+\))*+\))*+\))*+)"
)
_PLACE = re.compile(rf"\(\s*+{_TARGET}(?:\s++(?:{_TITLE}))?+\s*+\)", re.DOTALL)
_LAX_PLACE = re.compile(
    r"\(\s*(?:#|/|(?:https?|mailto|tel|data|javascript):)(?:[^()\n\"]|\([^()\n\"]*\))*\)"
)
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)
_DEFINITION = re.compile(
    rf"[ \t]*+\[(?!\^[^\]])(?:[^\[\]\\]|\\.){{1,999}}\]:[ \t]*+\n?[ \t]*+"
    rf"(?:<[^<>\n]*+>|(?!<)\S++)(?:[ \t]*+(?:\n[ \t]*+)?(?:(?<=\s)(?:{_TITLE}))[ \t]*+(?=\n|\Z)"
    rf"|[ \t]*+(?=\n|\Z))\n?",
    re.DOTALL,
)


def shown(stretch: Stretch, known: Known) -> Iterator[tuple[str, int, bool]]:
    """What readers see of a stretch: text, line, whether it is sure."""
    text, lines, reading, _ = stretch
    if reading is Reading.LITERAL or not _SPECIAL.search(text):
        yield from zip(text.split("\n"), lines, [True] * len(lines), strict=True)
        return
    starts = [0]
    for line in text.split("\n")[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    found = _Signs(text, reading, known).read()
    for at, words, is_sure in _joined((bisect_right(starts, s) - 1, w, y) for s, w, y in found):
        for further, part in enumerate(words.split("\n")):
            yield part, lines[min(at + further, len(lines) - 1)], is_sure


def _joined(found: Iterable[tuple[int, str, bool]]) -> Iterator[tuple[int, str, bool]]:
    """What stands on one line with nothing seen between, as one: a mark parts no word."""
    line, words = 0, ""
    for at, text, is_sure in found:
        if is_sure and at == line and words and "\n" not in words:
            words += text
            continue
        if words:
            yield line, words, True
        line, words = at, text if is_sure else ""
        if not is_sure:
            yield at, text, False
    if words:
        yield line, words, True


class _Signs:
    """Goes through a stretch; `found` are start, text, and whether it is sure."""

    def __init__(self, text: str, reading: Reading, known: Known) -> None:
        self.text, self.known = text, known
        self.is_plain = reading is Reading.INLINE
        self.found: list[tuple[int, str, bool]] = []
        self.at = 0
        self.brackets: list[bool] = []  # of those that are open, whether an image's
        self.linked = 0  # how many of them a link stands in
        self.unclosed: set[str] = set()  # ends that stand nowhere from here on
        self.ticks: dict[int, list[int]] | None = None

    def read(self) -> list[tuple[int, str, bool]]:
        while match := _DEFINITION.match(self.text, self.at):
            self.hide(match.end())
        steps = {
            "\\": self.escape, "`": self.code, "<": self.tag, "&": self.entity,
            "[": self.open, "]": self.close, "{": self.braces,
        }  # fmt: skip
        while special := _SPECIAL.search(self.text, self.at):
            self.show(special.start())
            steps[special[0]]()
        self.show(len(self.text))
        return self.found

    def show(self, end: int, text: str | None = None) -> None:
        """What stands here up to `end` is seen, as it is or as `text`."""
        if end > self.at:
            self.found.append((self.at, self.text[self.at : end] if text is None else text, True))
            self.at = end

    def hide(self, end: int) -> None:
        """What stands here up to `end` is not seen, unless it is code."""
        if not self.is_plain:
            self.doubt(end)
        self.at = end

    def doubt(self, end: int) -> None:
        """What stands here up to `end` is seen or not."""
        self.found.append((self.at, self.text[self.at : end], False))
        self.at = end

    def part(self) -> None:
        """What follows begins another word."""
        self.found.append((self.at, " ", True))

    def escape(self) -> None:
        is_bracket = self.text[self.at + 1 : self.at + 2] in ("[", "]")  # opens or ends no link
        is_one = is_bracket or (self.is_plain and _ESCAPE.match(self.text, self.at))
        self.show(self.at + (2 if is_one else 1))

    def code(self) -> None:
        """A stretch between equally many backticks is seen as it is."""
        run = _TICKS.match(self.text, self.at)
        assert run  # noqa: S101  # for the type checker
        end = self.end_of_code(run) if self.is_plain else 0
        self.show(end or run.end())

    def end_of_code(self, run: re.Match[str]) -> int:
        if self.ticks is None:
            self.ticks = {}
            for each in reversed(list(_TICKS.finditer(self.text))):
                self.ticks.setdefault(len(each[0]), []).append(each.end())
        ends = self.ticks.get(len(run[0]), [])
        while ends and ends[-1] <= run.end():
            ends.pop()
        return ends[-1] if ends else 0

    def entity(self) -> None:
        match = _ENTITY.match(self.text, self.at)
        said = unescape(match[0]) if match else ""
        if not match or said == match[0]:
            self.show(self.at + 1)
        elif self.is_plain:
            self.show(match.end(), said)
        else:
            self.found.append((self.at, said, False))
            self.doubt(match.end())

    def braces(self) -> None:
        match = _BRACES.match(self.text, self.at)
        if match and attribute_list(match[0]) is not None:
            self.doubt(match.end())
        else:
            self.show(self.at + 1)

    # --- Angle brackets --------------------------------------------------------------------

    def tag(self) -> None:
        at = self.at
        if office := _OFFICE_TAG.match(self.text, at):
            self.doubt(office.end())
        elif link := _AUTOLINK.match(self.text, at):
            self.show(link.end())
        elif self.text.startswith("<!--", at) and (end := self.end_of("-->")):
            self.hide(end)
        elif tag := _TAG.match(self.text, at):
            self.element(tag)
        elif _NO_DECLARATION.match(self.text, at):
            self.show(at + 2)
        elif (end := self.end_of_declaration()) or (end := self.end_of_loose_tag()):
            self.doubt(end)
        else:
            self.show(at + 1)

    def element(self, tag: re.Match[str]) -> None:
        """A tag is not seen, but for what an image says; one that HTML does not know is."""
        name = tag[2].lower()
        if name not in ELEMENTS:
            (self.doubt if "=" in tag[3] else self.show)(tag.end())
            return
        start = self.at
        self.hide(tag.end())
        if name not in WITHIN:
            self.part()
        if name == "img" and (alt := _ALT.search(tag[3])):
            self.found.append((start, f" {unescape(alt[1] or alt[2] or alt[3] or '')} ", True))
        may_hide = not tag[1] and name in NEVER_SHOWN | PERHAPS_SHOWN
        if may_hide and (end := self.end_of(f"</{name}")):
            (self.hide if name in NEVER_SHOWN else self.doubt)(end)

    def end_of_loose_tag(self) -> int:
        """Where what looks like an element's tag ends: a browser takes it for one."""
        tag = _LOOSE_TAG.match(self.text, self.at)
        if not tag or tag[1].lower() not in ELEMENTS:
            return 0
        end = self.end_of(">")
        return 0 if self.is_plain and "<" in self.text[self.at + 1 : end] else end

    def end_of_declaration(self) -> int:
        found = (end for begin, end in _DECLARATIONS if self.text.startswith(begin, self.at))
        end = next(found, "")
        return self.end_of(end) if end else 0

    def end_of(self, sign: str) -> int:
        """Where a sign ends that stands somewhere from here on, 0 where it does not."""
        if sign in self.unclosed:
            return 0
        found = re.compile(re.escape(sign), re.IGNORECASE).search(self.text, self.at)
        if not found:
            self.unclosed.add(sign)
        return found.end() if found else 0

    # --- Square brackets -------------------------------------------------------------------

    def open(self) -> None:
        note = _NOTE.match(self.text, self.at)
        if note and note[1].casefold() in self.known.notes:
            self.doubt(note.end())
            return
        self.brackets.append(self.text[self.at - 1 : self.at] == "!")
        if self.brackets[-1]:
            self.part()
        self.show(self.at + 1)

    def close(self) -> None:
        """The end of a link's words: where it leads is not seen."""
        self.show(self.at + 1)
        if not self.brackets:
            return
        is_image = self.brackets.pop()
        if is_image:
            self.part()
        holds_link = len(self.brackets) < self.linked
        self.linked = min(self.linked, len(self.brackets))
        if holds_link and not is_image:  # links do not stand within links
            return
        place = _PLACE.match(self.text, self.at)
        label = _LABEL.match(self.text, self.at)
        if place:
            self.hide(place.end())
        elif label and (not label[1] or _folded(label[1]) in self.known.labels):
            self.doubt(label.end())
        elif self.known.is_lax and (lax := _LAX_PLACE.match(self.text, self.at)):
            self.doubt(lax.end())
        else:
            return
        if not is_image:
            self.linked = len(self.brackets)


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())
