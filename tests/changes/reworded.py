"""Seeded changes of clauses in six languages, with what a lawyer would say that each touches.

The frames and their words in `wordings` are written from how policies are worded, apart from the
word lists of the product: those that were seen while the product was made, and others that were
held out. A line has a name and what belongs to it. The forms of one clause are parted by slashes,
and one is changed into another; a tilde is between two ways of writing one value.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("duty", "number", "percentage", "date", "amount", "duration", "condition")


@dataclass(frozen=True, slots=True)
class Reworded:
    """A clause before and after, and the kind of thing that the change touches: "" for none."""

    kind: str
    old: str
    new: str


_Said = dict[str, list[str]]


def changes(lang: str, frames: str, many: int, seed: int = 1) -> Iterator[Reworded]:
    """So many changes that touch something, and as many that touch nothing."""
    chance = random.Random(f"{lang} {frames} {seed}")  # noqa: S311  (no secret)
    said = _read(lang, frames)
    for at in range(many):
        kind = KINDS[at % len(KINDS)]
        yield Reworded(kind, *_made(said, kind, chance))
        yield Reworded("", *_made(said, "none", chance))


@cache
def _read(lang: str, frames: str) -> _Said:
    text = (Path(__file__).parent / f"wordings/{lang}.{frames}.txt").read_text("utf-8")
    said: _Said = {}
    for line in text.splitlines():
        name, _, rest = line.partition(": ")
        said.setdefault(name, []).extend(rest.split(" | "))
    return said


def _made(said: _Said, kind: str, chance: random.Random) -> tuple[str, str]:
    """A clause before and after, each among the same sentences and with the same words."""
    frame = chance.choice(said[kind])
    if f"{kind} values" in said:
        values = chance.sample(said[f"{kind} values"], 2)
        sides = [frame.replace("{}", chance.choice(value.split(" ~ "))) for value in values]
    else:
        sides = chance.sample(frame.split(" / "), 2)
    for blank in ("what", "who", "do"):
        word = chance.choice(said[blank])
        sides = [side.replace(f"<{blank}>", word) for side in sides]
    around = chance.sample(said["around"], 2)
    is_numbered = re.match(r"\(?\d+[.)]", sides[0])
    place = 0 if is_numbered else chance.randrange(3)
    space = "" if "joined" in said else " "
    old, new = (space.join([*around[:place], side, *around[place:]]) for side in sides)
    return old, new
