"""One leaf's words and inline tags -> its inline Markdown.

White space is folded as a browser shows it, tags are balanced within the leaf, and what is open at
its end begins again in the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gazette.document.html.escaping import SPACE, markdown
from gazette.document.limits import MAX_DEPTH


@dataclass(slots=True)
class Element:
    """An inline element that is open. `depth`: how many containers were when it began."""

    name: str
    html: str
    end: str
    depth: int
    spans: bool = False  # it ends in a later block
    written: bool = False  # its start tag stands in the leaf
    anchor: bool = False


class Phrase:
    """The inline Markdown of the leaf that is being made."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.words: list[str] = []
        self.open: list[Element] = []
        self.line = 0
        self.is_shown = False

    def add_words(self, text: str, line: int) -> None:
        """Add plain words that begin on a line."""
        if not self.line and text.strip(" \t\n\r\f\v"):
            blank = len(text) - len(text.lstrip(" \t\n\r\f\v"))
            self.line = line + text.count("\n", 0, blank)
        self.words.append(text)

    def add(self, html: str, line: int) -> None:
        """Add an element that is something by itself: a line break, an image, an anchor."""
        self.line = self.line or line
        self.write_words()
        self.write_starts()
        if html == "<br>":
            self.strip()
        self.parts.append(html)
        self.is_shown = True

    def write_words(self) -> None:
        """Write the words that came since the last tag."""
        text, self.words = SPACE.sub(" ", "".join(self.words)), []
        if not self.parts or self.after_space():
            text = text.lstrip(" ")
        if not text:
            return
        if text != " ":
            self.write_starts()
            self.is_shown = True
        linked = any(each.name == "a" for each in self.open)
        self.parts.append(markdown(text, linked=linked))

    def after_space(self) -> bool:
        """Whether what is written ends in a space, tags aside."""
        for part in reversed(self.parts):
            if part == "<br>":
                return True
            if not part.startswith("<") or not part.endswith(">") or part.startswith("<img"):
                return part.endswith(" ")
        return True

    def write_starts(self) -> None:
        """Write the start tags that wait for something to stand in them."""
        for each in self.open:
            if not each.written and each.html:
                self.parts.append(each.html)
            each.written = True

    def strip(self) -> None:
        """Take off the space at the end."""
        while self.parts and self.parts[-1].endswith(" "):
            self.parts[-1] = self.parts[-1].rstrip(" ")
            if self.parts[-1]:
                return
            self.parts.pop()

    def start(self, element: Element, line: int) -> None:
        """Begin an element, unless too many are open; a link ends the one before."""
        self.write_words()
        if element.name in ("a", "rt", "rp"):
            others = ("a",) if element.name == "a" else ("rt", "rp")
            for each in [each for each in self.open if each.name in others]:
                self.end(each.name, line)
        if len(self.open) < MAX_DEPTH:
            self.open.append(element)

    def end(self, name: str, line: int) -> None:
        """End the last element of that name; those that began in it begin again."""
        self.write_words()
        at = next((i for i in reversed(range(len(self.open))) if self.open[i].name == name), -1)
        if at < 0:
            return
        ended, inner = self.open[at], self.open[at + 1 :]
        if ended.anchor and not ended.written:
            self.add("", line)
        self.close(at)
        self.open += [each for each in inner if each.name not in ("rt", "rp")]

    def close(self, at: int) -> None:
        """Close what is open from there on, innermost first."""
        for each in reversed(self.open[at:]):
            if each.written:
                self.parts.append(each.end)
                each.html, each.written, each.anchor = _without_id(each.html), False, False
        del self.open[at:]

    def leave(self, still: list[Element]) -> None:
        """End all elements but some; an anchor that has nothing in it stays."""
        if any(each.anchor and not each.written for each in self.open if each not in still):
            self.add("", self.line)
        self.close(0)
        self.open = still

    def finish(self) -> tuple[str, int]:
        """The leaf's source and line; what is open begins again in the next."""
        self.write_words()
        self.strip()
        still = list(self.open)
        self.close(0)
        source = "".join(self.parts) if self.is_shown else ""
        line = self.line
        self.parts, self.line, self.is_shown, self.open = [], 0, False, still
        return source, line


def _without_id(html: str) -> str:
    return re.sub(r' id="[^"]*"', "", html)
