"""Paths with stars: one entry of the configuration for many policies.

`*` stands for any signs within one name, `**` as a whole name for any number of folders. `{1}` is
what the first star stood for, `{2}` the second, without `.md`; they may stand in `id`, `title` and
`collection`. As in a shell, a star stands for no name that begins with a dot.

The algorithm: a pattern is cut at its slashes. With one `**` at most, the length of a path tells
which names that stands for; within a name, the text between two stars is looked for from the left.
So there is one way to match, found without going back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gazette.configuration.faults import misconfigured
from gazette.document import same_letters
from gazette.document.stems import is_readme
from gazette.model.paths import text_stem

_MANY = "**"
_PLACE = re.compile(r"\{([^{}]*)\}|[{}]")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def is_pattern(path: str) -> bool:
    """Whether a policy's path stands for many."""
    return "*" in path


@dataclass(frozen=True, slots=True)
class Pattern:
    """A path with stars, as the configuration has it, and its names."""

    text: str
    names: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Pattern:
        """The pattern that is written so; `check` tells whether it can stand."""
        path = text_stem(same_letters(text).removeprefix("./").strip("/"))
        return cls(text, tuple(path.split("/")))

    @property
    def stars(self) -> int:
        """How many stars there are; two that stand for folders are one."""
        return sum(1 if name == _MANY else name.count("*") for name in self.names)

    def lacking(self, template: str) -> str:
        """What names every star, where a text with places does not; else ""."""
        places = [f"{{{number}}}" for number in range(1, self.stars + 1)]
        return "" if all(place in template for place in places) else "-".join(places)

    def match(self, path: str) -> tuple[str, ...] | None:
        """What the stars stand for in the path of a Markdown file, None where it is another."""
        if is_readme(path) and not is_readme(self.text):
            return None
        names = same_letters(path).split("/")
        names[-1] = text_stem(names[-1]) or names[-1]
        if _MANY not in self.names:
            return _each(self.names, names)
        at = self.names.index(_MANY)
        behind = len(self.names) - at - 1
        end = len(names) - behind
        if end < at + (not behind) or any(name.startswith(".") for name in names[at:end]):
            return None
        before, after = _each(self.names[:at], names[:at]), _each(self.names[at + 1 :], names[end:])
        if before is None or after is None:
            return None
        return (*before, "/".join(names[at:end]), *after)


def _each(wanted: tuple[str, ...], names: list[str]) -> tuple[str, ...] | None:
    """What the stars of some names stand for, None where the names do not match."""
    if len(wanted) != len(names):
        return None
    found: list[str] = []
    for pattern, name in zip(wanted, names, strict=True):
        stood = _within_name(pattern, name)
        if stood is None:
            return None
        found += stood
    return tuple(found)


def _within_name(pattern: str, name: str) -> list[str] | None:
    """What the stars of one name stand for, each but the last for as little as possible."""
    first, *others = pattern.split("*")
    if not others:
        return [] if name == pattern else None
    *inner, last = others
    at, end = len(first), len(name) - len(last)
    hides = name.startswith(".") and not first
    if hides or end < at or not (name.startswith(first) and name.endswith(last)):
        return None
    found = []
    for part in inner:
        place = name.find(part, at, end)
        if place < 0:
            return None
        found.append(name[at:place])
        at = place + len(part)
    return [*found, name[at:end]]


def check(pattern: Pattern, file: str, **templates: str) -> None:
    """Refuse a pattern that says nothing clear, and what it names without having it.

    Args:
        pattern: as written.
        file: of the configuration.
        templates: option -> its text, with places for what the stars stand for.

    Raises:
        GazetteError: for the first thing that is wrong.
    """
    if pattern.text.endswith("/"):
        what = f'The pattern "{pattern.text}" matches folders, but patterns find files.'
        fix = f'Write "{pattern.text}index.md", or list each folder without a star.'
        raise misconfigured(file, what, fix)
    odd = any(_MANY in name and name != _MANY for name in pattern.names)
    if odd or pattern.names.count(_MANY) > 1:
        where = "next to other characters in a name" if odd else "more than once"
        what = f'In the pattern "{pattern.text}", "**" stands {where}.'
        fix = 'Write it once, alone between slashes, such as "legal/**/*.md".'
        raise misconfigured(file, what, fix)
    for option, text in templates.items():
        _check_places(pattern, option, text, file)


def _check_places(pattern: Pattern, option: str, text: str, file: str) -> None:
    known = {str(number) for number in range(1, pattern.stars + 1)}
    wrong = next((each for each in _PLACE.finditer(text) if each[1] not in known), None)
    if wrong is None:
        return
    number = int(wrong[1]) if (wrong[1] or "").isdecimal() else 0
    if 0 < number <= len(_ORDINALS):
        means = f'names a {_ORDINALS[number - 1]} star, which the pattern "{pattern.text}" lacks'
    else:
        means = f'means nothing in the entry of the pattern "{pattern.text}"'
    several = f" to {{{pattern.stars}}}" if pattern.stars > 1 else ""
    fix = f"Write {{1}}{several} for what a star stands for, and no other braces."
    raise misconfigured(file, f'"{wrong[0]}" in "{option}: {text}" {means}.', fix)


def filled(template: str, stood: tuple[str, ...]) -> str:
    """A text with what the stars stood for in its places."""
    return _PLACE.sub(lambda place: stood[int(place[1]) - 1], template)
