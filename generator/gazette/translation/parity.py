"""Whether a translation keeps what must not change: links, code, placeholders, numbers, tags.

A translation unit is a block's inline Markdown. Each text is taken apart once, in the order in
which Python-Markdown would: code spans, escapes, link targets, automatic links, raw tags,
placeholders, emphasis; what remains is prose, of which only the numbers are compared. Two
texts are then compared part by part, as multisets.

Numbers are compared by value, so that "1,000", "1.000", "1 000" and "1000" are one, and so are
"20 million", "2000万" and "5 p.m.", "17 Uhr". Languages differ in what they write as a word
("2 days", "zwei Tage") or name ("January", "1月"); such a pair is forgiven, never required.
The rules were made for this project.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from gazette import languages
from gazette.document.html import inline_tags
from gazette.document.units import fold
from gazette.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Breach:
    """One way in which a translation departs from its source, and what restores it.

    Links, code, placeholders, tags, strokes and blocks are errors; numbers and emphasis are
    warnings, because there a language may have a reason the rules do not know.
    """

    severity: Severity
    what: str
    mend: str


# Nothing that could be lost or brought: no figure, markup, address or sign of a block.
_WORDS_ALONE = re.compile(r"[^\W\d_][^\d\n`*_~\[\]<>{}()%$&#|\\@:/=+!^]*")


@cache
def breaches(source: str, translation: str) -> tuple[Breach, ...]:
    """The breaches of a translation (inline Markdown, as is its source), errors first."""
    if _WORDS_ALONE.fullmatch(source) and _WORDS_ALONE.fullmatch(translation):
        return ()
    old, new = _parts(source), _parts(translation)
    return (
        *_kept("link", old.links, new.links),
        *_kept("address", old.addresses, new.addresses),
        *_kept("code", old.code, new.code),
        *_kept("placeholder", old.placeholders, new.placeholders),
        *_kept("tag", old.tags, new.tags),
        *_blocks(old, new),
        *_numbers(old, new),
        *_strokes(old, new),
        *_emphasis(old, new),
    )


@cache
def has_words(text: str) -> bool:
    """Whether a unit holds anything to translate besides numbers, code, links and addresses."""
    return any(character.isalpha() for character in _parts(text).prose)


# --- Taking a text apart ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a text holds besides its words, each as often as it occurs, and its words.

    `marks` are the kinds of blocks it would open; `struck`, `strong` and `stressed` count the
    stretches that are struck out and emphasised, `stray` the double asterisks that enclose
    nothing; `values` are its numbers.
    """

    code: tuple[str, ...]
    links: tuple[str, ...]
    addresses: tuple[str, ...]
    tags: tuple[str, ...]
    placeholders: tuple[str, ...]
    marks: frozenset[str]
    struck: int
    strong: int
    stressed: int
    stray: int
    values: tuple[Decimal, ...]
    prose: str


_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(?P<kept>.+?)(?<!`)\1(?!`)", re.DOTALL)
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_TARGET = r"""\(\s*(?P<kept><[^<>\n]*>|(?:[^\s()<>]|\([^\s()]*\))*)
              (?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
_LINK = re.compile(
    rf"(?:(?P<image>!)\[(?P<alt>[^\[\]]*)\]|\[(?P<text>[^\[\]]+)\]){_TARGET}", re.VERBOSE
)
_REFERENCE = re.compile(r"\[(?P<text>[^\[\]]+)\]\[(?P<label>[^\[\]]*)\]|\[(?P<note>\^[^\[\]]+)\]")
_AUTOLINK = re.compile(r"<(?P<kept>[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>")
_TAG = re.compile(r"(?P<kept><!--.*?-->|</?[A-Za-z][^<>]*>|<[!?][^<>]*>)", re.DOTALL)
_MAILTO = "mailto:"
_WORDED = re.compile(r"""\s(?:title|alt|aria-label)\s*=\s*(?:"[^"]*"|'[^']*')""", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?P<kept>(?:https?://|www\.)[!#-;=?-Z_a-z~]*[#-&+/-9=@-Z_a-z~-]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
    re.ASCII | re.IGNORECASE,
)
# Braces of any meaning: {name}, {{ name }}, ${name}, an attribute list; and printf's.
_PLACEHOLDER = re.compile(
    r"(?P<kept>\$?\{\{[^{}\n]*\}\}|\$?\{[^{}\n]*\}"
    r"|(?<![\d%])%(?:\([A-Za-z_]\w*\)|\d+\$)?[sdif](?![A-Za-z]))"
)
_STRUCK = re.compile(r"(?<!~)(~~?)(?=[^\s~]).+?(?<=[^\s~])\1(?!~)", re.DOTALL)
_STRONG = re.compile(r"\*\*(?=\S).+?(?<=\S)\*\*|(?<!\w)__(?=\S).+?(?<=\S)__(?!\w)", re.DOTALL)
_STRESSED = re.compile(r"\*(?=[^\s*]).+?(?<=[^\s*])\*|(?<!\w)_(?=\S).+?(?<=\S)_(?!\w)", re.DOTALL)


@cache
def _parts(text: str) -> _Parts:
    marks = frozenset(_marks(text))
    code, text = _take(_CODE, text, "`")
    text = _ESCAPE.sub("\0", text)
    links, text = _take_links(text) if "[" in text else ([], text)
    automatic, text = _take(_AUTOLINK, text, "<")
    tags, text = _take_tags(text) if "<" in text else ([], text)
    addresses, text = _take(_ADDRESS, text, ":", "@", "w.", "W.")
    placeholders, text = _take(_PLACEHOLDER, text, "{", "%")
    unstrong = _STRONG.sub(" ", text)
    prose = unicodedata.normalize("NFKC", html.unescape(text))
    return _Parts(
        code=tuple(code),
        links=(*links, *map(_address, automatic)),
        addresses=tuple(addresses),
        tags=tuple(_WORDED.sub("", tag) for tag in tags),
        placeholders=tuple("".join(found.split()) for found in placeholders),
        marks=marks,
        struck=len(_STRUCK.findall(text)),
        strong=len(_STRONG.findall(text)),
        stressed=len(_STRESSED.findall(unstrong)),
        stray=unstrong.count("**"),
        values=tuple(_values(prose)),
        prose=prose,
    )


def _take(pattern: re.Pattern[str], text: str, *signs: str) -> tuple[list[str], str]:
    """What a pattern finds, folded, and the text without it.

    `signs`: whatever it finds holds one of these, which most texts do not.
    """
    if not any(sign in text for sign in signs):
        return [], text
    found = [fold(match["kept"]) for match in pattern.finditer(text)]
    return found, pattern.sub(" ", text) if found else text


def _take_links(text: str) -> tuple[list[str], str]:
    """The targets of links, images and references, and the text with only their words."""
    found: list[str] = []

    def words(match: re.Match[str]) -> str:
        target = _address(match["kept"].strip("<>"))
        found.append(f"image {target}" if match["image"] else target)
        if match["text"] and _address(target) == match["text"]:
            return "\0"  # an address as <a@b.example> has it
        # An image without words still fills the link around it.
        return f"\0{match['alt']}" if match["image"] else str(match["text"])

    def label(match: re.Match[str]) -> str:
        found.append(f"[{(match['note'] or match['label'] or match['text']).casefold()}]")
        return match["text"] or ""

    while (opened := _LINK.sub(words, text)) != text:  # innermost first
        text = opened
    return found, _REFERENCE.sub(label, text)


def _address(target: str) -> str:
    """What a link leads to, with the scheme that a mail address has in some notations only."""
    return target[len(_MAILTO) :] if target.lower().startswith(_MAILTO) else target


def _take_tags(text: str) -> tuple[list[str], str]:
    """The raw tags of a text, and the text without them; what is no element stays as words."""
    known = iter(inline_tags([match["kept"] for match in _TAG.finditer(text)]))
    found: list[str] = []

    def words(match: re.Match[str]) -> str:
        if next(known).unknown:
            return f"\0{match['kept'][1:]}"
        found.append(fold(match["kept"]))
        return " "

    return found, _TAG.sub(words, text)


# --- Blocks -------------------------------------------------------------------------------

_MARKS = re.compile(
    r"""[ ]{0,3}(?:
    (?P<heading>\#)
    | (?P<quotation>>)
    | (?P<rule>(?:[-*_=][ ]?){3,}$)
    | (?P<list>[-*+]\s)
    | (?P<fence>```|~~~)
    | (?P<table>\|)
    | (?P<admonition>!!!|\?\?\?)
    | (?P<definition>:\s|\*?\[[^\]]+\]:\s)
    | (?P<numbered>\d+)\.\s
    )""",
    re.VERBOSE,
)


def _marks(text: str) -> Iterator[str]:
    """The kinds of blocks a text would open, were it parsed as a document of its own.

    A numbered list is "numbered 15": "15. Januar" opens none where the source has a 15.
    """
    if re.search(r"\n[ \t\r]*\n", text):
        yield "blank line"
    for line in text.split("\n"):
        if found := _MARKS.match(line):
            kind = str(found.lastgroup)
            yield f"numbered {int(found['numbered'])}" if kind == "numbered" else kind


def _blocks(old: _Parts, new: _Parts) -> Iterator[Breach]:
    known = old.marks | {f"numbered {value}" for value in old.values}
    for mark in sorted(new.marks - known):
        name = "numbered list" if mark.startswith("numbered") else mark
        yield Breach(
            Severity.ERROR,
            f"The translation would start a new block ({name}).",
            "Write it as running text, with a backslash before the first character if need be.",
        )


# --- Numbers ------------------------------------------------------------------------------

_NUMBERS = [known.numbers for known in languages.KNOWN]
# Digits in groups of three, or digits with decimals (or with several points: a date, a list).
_FIGURE = r"(?:(?<!\d)[1-9]\d{0,2}(?:[., '’]\d{3})+(?!\d)(?:[.,]\d+)?|\d++(?:[.,]\d++)*+)"
_FIGURES = re.compile(_FIGURE)
_DIGIT = re.compile(r"\d")
_GROUPED = re.compile(r"([1-9]\d{0,2}(?:[., '’]\d{3})+)(?:[.,](\d+))?")
_FULL_HOUR = re.compile(r"(?<=\d):00(?![\d:])")
_AFTERNOON = re.compile(
    rf"(?:{'|'.join(n.afternoon for n in _NUMBERS if n.afternoon)}) ?(?P<east>\d{{1,2}})"
    r"|\b(?P<west>\d{1,2})(?P<rest>:\d\d)? ?p\.? ?m\b",
    re.IGNORECASE,
)
_EAST = {sign: power for known in _NUMBERS for sign, power in known.scales.items()}
_STEP = rf"({_FIGURE})([{''.join(_EAST)}]+)"
_STEPS = re.compile(_STEP)
_EASTERN = re.compile(rf"(?:{_STEP} ?)*{_STEP}(?P<ones>\d+)?")
_WEST = {word: power for known in _NUMBERS for word, power in known.powers.items()}
_OF_SEVERAL = "|".join(word for word in _WEST if " " in word)
_WESTERN = re.compile(rf"(?P<figure>{_FIGURE})[ -]?(?P<scale>{_OF_SEVERAL}|[^\W\d_]+)")


def _values(prose: str) -> Iterator[Decimal]:
    """The numbers of a text by value; of a date or a list of figures, each."""
    if not _DIGIT.search(prose):
        return
    text = _FULL_HOUR.sub("", prose)
    text = _AFTERNOON.sub(_hour, text)
    text = _EASTERN.sub(_eastern, text)
    text = _WESTERN.sub(_western, text)
    for figure in _FIGURES.findall(text):
        yield from _read(figure)


def _read(figure: str) -> tuple[Decimal, ...]:
    """A figure's value, with a point or a comma for its decimals."""
    if grouped := _GROUPED.fullmatch(figure):
        whole = re.sub(r"\D", "", grouped[1])
        return (Decimal(f"{whole}.{grouped[2] or 0}").normalize(),)
    parts = re.split("[.,]", figure)
    joined = [".".join(parts)] if len(parts) == 2 else parts
    return tuple(Decimal(part).normalize() for part in joined)


def _hour(match: re.Match[str]) -> str:
    hour = int(match["east"] or match["west"])
    return f"{hour + 12 if hour < 12 else hour}{match['rest'] or ''}"


def _eastern(match: re.Match[str]) -> str:
    """The plain figure of "1億2千万"."""
    total = Decimal(match["ones"] or 0)
    for figure, scale in _STEPS.findall(match[0]):
        total += _read(figure)[0] * 10 ** sum(_EAST[step] for step in scale)
    return f"{total.normalize():f} "


def _western(match: re.Match[str]) -> str:
    """The plain figure of "20 million", anything else as it is."""
    power = _WEST.get(match["scale"].lower())
    values = _read(match["figure"])
    if power is None or len(values) != 1:
        return match[0]
    return f"{(values[0] * 10**power).normalize():f} "


# Numbers as words, and the names of months, which Japanese and Korean number. One that is an
# everyday word too counts with its capital only.
_NAMES = {
    word: n for known in _NUMBERS for n, words in known.spelled.items() for word in words.split()
} | {
    name.capitalize() if name in known.homonyms else name: n
    for known in languages.KNOWN
    for n, name in enumerate(known.months, start=1)
}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMERALS = {numeral: n for known in _NUMBERS for n, numeral in enumerate(known.numerals, start=1)}
_COUNTED = [re.compile(known.counted) for known in _NUMBERS if known.counted]


@cache
def _spelled(prose: str) -> frozenset[int]:
    """The values a text has as words or names of months."""
    return frozenset(_read_words(prose))


def _read_words(prose: str) -> Iterator[int]:
    for word in _WORD.findall(prose):
        for part in (word, *word.split("-")):
            found = _NAMES.get(part) or _NAMES.get(part.lower())
            if found:
                yield found
    for pattern in _COUNTED:
        yield from (_NUMERALS[numeral] for numeral in pattern.findall(prose))


def _numbers(old: _Parts, new: _Parts) -> Iterator[Breach]:
    """Numbers lost, each occurrence counted, and numbers the source has not.

    A figure may stand for a word ("third parties", "제3자") and a word for a figure. A
    repeated figure loses nothing ("24/7", "24 h/24, 7 j/7"), and a "1" comes of itself ("a
    year", "1年").
    """
    if old.values == new.values:
        return
    lost = Counter(old.values) - Counter(new.values)
    for value in (value for value in lost if value not in _spelled(new.prose)):
        yield Breach(
            Severity.WARNING,
            f"The number {value:f} is missing from the translation.",
            "Put it back in figures.",
        )
    added = set(new.values) - set(old.values) - _spelled(old.prose) - {1}
    for value in sorted(added):
        yield Breach(
            Severity.WARNING,
            f"The number {value:f} is not in the source text.",
            "Check it against the source text.",
        )


# --- Comparing ----------------------------------------------------------------------------

_NAMED = {
    "link": "link to",
    "address": "address",
    "code": "code",
    "placeholder": "placeholder",
    "tag": "HTML tag",
}


def _kept(kind: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Breach]:
    """What of a kind was lost and what was brought in, each occurrence counted."""
    if old == new:
        return
    before, after = Counter(old), Counter(new)
    for part in before - after:
        yield Breach(
            Severity.ERROR,
            f"The {_NAMED[kind]} {part} is missing from the translation.",
            "Put it back exactly as it stands in the source text.",
        )
    for part in after - before:
        yield Breach(
            Severity.ERROR,
            f"The {_NAMED[kind]} {part} is not in the source text.",
            "Take it out of the translation.",
        )


def _strokes(old: _Parts, new: _Parts) -> Iterator[Breach]:
    """Words that are struck out do not apply, in any language."""
    if old.struck != new.struck:
        yield Breach(
            Severity.ERROR,
            "The translation does not strike out (~~) what the source text does.",
            "Put ~~ around the same words, with no space inside.",
        )


def _emphasis(old: _Parts, new: _Parts) -> Iterator[Breach]:
    if (old.strong, old.stressed, old.stray) != (new.strong, new.stressed, new.stray):
        yield Breach(
            Severity.WARNING,
            "The translation does not emphasise (** or *) what the source text does.",
            "Put the asterisks around the same words, with no space inside them.",
        )
