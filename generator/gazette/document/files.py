"""The files beside a text that it shows or links to, and the text with their addresses.

A text names a file by a path that counts from where the text lies. What stands at that path may
be another file tomorrow, so each version keeps its own: in the version's blocks the path gives way
to an address made from the file's content. From there on, another image is another block to all
that compares, counts or shows blocks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from posixpath import dirname, join, normpath, splitext
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from gazette.document.inline import filled
from gazette.model import FILES, Mark, Run, SlotKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazette.model import Block, Document, Inline

LONGEST_NAME = 100  # bytes

# What leads to a page of its own or is a program: no part of what a text says.
_PAGES = frozenset({"", "md", "markdown", "html", "htm", "xhtml", "php", "js", "mjs", "css"})
# What surely names a file, and not the page of some other site ("terms.aspx", "guide-v1.2").
_SURELY_FILES = frozenset(
    "avif bmp csv doc docx epub gif ico jpeg jpg mp3 mp4 odp ods odt pdf png ppt pptx rtf svg tif "  # noqa: SIM905
    "tiff tsv txt webm webp xls xlsx zip".split()
)
# A target in Markdown or HTML that neither has a scheme nor begins with a slash or the sign of a
# place within the text, with what may follow it. Most texts have no tags and no attributes: one
# expression for both forms of a target would look at every letter of them.
_TARGET = r"""(?!<?[a-z][a-z0-9+.-]*:|<?[/#])(?:<([^<>\n]+)|([^\s<>"')]\S*))"""
_LINK = re.compile(rf"\](?:\(|:)\s*{_TARGET}", re.IGNORECASE)
# An expression that begins with a letter is found sooner than one that begins between letters.
_ATTRIBUTE = re.compile(rf"""[sh](?:(?<=\bs)rc|(?<=\bh)ref)\s*=\s*["']?{_TARGET}""", re.IGNORECASE)
_ENDING = re.compile(r"\.(\w+)")
_IMAGE = re.compile(r"<img\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A file as a block names it: `target` as written, `path` in the repository.

    `is_sure` tells that nothing else can be meant, whether or not there is such a file.
    """

    block: int
    target: str
    path: str
    is_image: bool
    is_sure: bool


def may_name_files(text: str) -> bool:
    """Whether it is worth while to read a Markdown text for the files that it names."""
    has_image = "![" in text or ("<" in text and bool(_IMAGE.search(text)))
    for match in _relative(text):
        kinds = set(_ENDING.findall((match[1] or match[2]).lower()))
        if kinds - _PAGES or (has_image and not kinds):
            return True
    return False


def _relative(text: str) -> Iterator[re.Match[str]]:
    """The relative targets in a text, those of links before those of attributes."""
    yield from _LINK.finditer(text)
    if "<" in text or "{" in text:
        small = text.lower()
        if "src" in small or "href" in small:
            yield from _ATTRIBUTE.finditer(text)


def named_files(document: Document) -> Iterator[Named]:
    """The images and other files that a text names by a relative path, in its order.

    A path that leads out of the repository begins with "..".
    """
    for at, block in enumerate(document.blocks):
        marks = (mark for run in block.inline.runs for mark in run.marks if mark.target)
        for mark in dict.fromkeys(marks):
            path = path_of(mark.target, block.path)
            is_image, kind = mark.tag == "img", _kind(path)
            if path and (is_image or kind not in _PAGES):
                yield Named(at, mark.target, path, is_image, is_image or kind in _SURELY_FILES)


def path_of(target: str, file: str) -> str:
    """The path in the repository that a link written in a file leads to.

    "" where it leads elsewhere: to another server, to a place within the text, or to an address
    that counts from the top of a site.
    """
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return ""
    return same_letters(normpath(join(dirname(file), unquote(parts.path))))


def _kind(path: str) -> str:
    """How a file's name ends: "pdf"."""
    return splitext(path)[1].removeprefix(".").lower()


def same_letters(path: str) -> str:
    """A path in the one Unicode form in which two that look alike are the same."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


# --- Addresses ------------------------------------------------------------------------------


def address(digest: str, path: str) -> str:
    """Where a file stands for good, from its SHA-256 and a path that it has.

    It counts from the site's own address, and is written as links are.
    """
    return f"{FILES}{digest[:16]}/{quote(file_name(path))}"


_LONGEST_END = 20  # bytes of the part after the last dot


def file_name(path: str) -> str:
    """A file's name as an address can have it: letters of any script, digits, `.`, `_`, `-`."""
    name = unicodedata.normalize("NFC", path.rpartition("/")[2])
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" or c in "._-" else "-" for c in name)
    stem, end = splitext(kept.strip(".-") or "file")
    end = end.encode()[:_LONGEST_END].decode(errors="ignore")
    cut = stem.encode()[: LONGEST_NAME - len(end.encode())].decode(errors="ignore")
    return f"{cut}{end}".strip(".-") or "file"


# --- The text with its files ------------------------------------------------------------------


@dataclass
class Showing:
    """Puts the addresses of files in the place of their paths.

    A block that names no file stays the same object, and one that names files becomes one object
    however often it is asked for: what was worked out from a block is kept by its identity.
    """

    _known: dict[tuple[int, tuple[tuple[str, str], ...]], tuple[Block, Block]] = field(
        default_factory=dict
    )

    def shown(self, document: Document, addresses: Mapping[str, str]) -> Document:
        """A text with the addresses of its files; `addresses` has them by their paths."""
        if not addresses:
            return document
        blocks = tuple(self._block(block, addresses) for block in document.blocks)
        return replace(document, blocks=blocks)

    def _block(self, block: Block, addresses: Mapping[str, str]) -> Block:
        targets = {mark.target for run in block.inline.runs for mark in run.marks if mark.target}
        found = {
            target: address + _rest(target)
            for target in sorted(targets)
            if (address := addresses.get(path_of(target, block.path)))
        }
        if not found:
            return block
        key = (id(block), tuple(found.items()))
        if key not in self._known:
            self._known[key] = block, replace(block, inline=_with_targets(block.inline, found))
        return self._known[key][1]


def _rest(target: str) -> str:
    """The place within a file that a link leads to: `#page=3`."""
    fragment = urlsplit(target).fragment
    return f"#{fragment}" if fragment else ""


def _with_targets(content: Inline, found: Mapping[str, str]) -> Inline:
    def fill(kind: SlotKind, value: str) -> str:
        is_target = kind in (SlotKind.LINK, SlotKind.IMAGE)
        return found.get(value, value) if is_target else value

    return replace(filled(content, fill), runs=tuple(_run(run, found) for run in content.runs))


def _run(run: Run, found: Mapping[str, str]) -> Run:
    if not any(mark.target in found for mark in run.marks):
        return run
    return replace(run, marks=tuple(Mark(m.tag, found.get(m.target, m.target)) for m in run.marks))
