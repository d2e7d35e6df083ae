"""How work and room grow with a policy: processor time and bytes at n, 2n and 4n, the exponent.

    python tests/bench/growth.py [--rounds 3] [--scale 1] [--only WORDS]

Each row is one place of the program with a made input of n versions, blocks or rows, in which
that place has the most to do. The exponent is that of the growth from n to 4n: 1 where the work
grows in proportion, 2 where with the square. It counts within one run, so the machine does not
matter much. A star marks the places that may grow with the square. The last rows are bytes: what is
stored for comparing any two of n versions, and (compressed) what one comparison fetches at most. It
always exits 0: a benchmark is not a test.
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from growing import GROWTHS
from storing import STORIES, stored

if TYPE_CHECKING:
    from growing import Growth

TIMES = (1, 2, 4)
VERSIONS = 50  # the smallest number of versions of which the room is measured


@dataclass(frozen=True)
class Measured:
    """Seconds of computing at n, 2n and 4n."""

    seconds: tuple[float, ...]

    @property
    def exponent(self) -> float:
        """Of the growth from the first to the last."""
        first, last = max(self.seconds[0], 1e-6), max(self.seconds[-1], 1e-6)
        return math.log(last / first, TIMES[-1] / TIMES[0])


def measure(growth: Growth, rounds: int, scale: float) -> Measured:
    """The least of some rounds at each size: what disturbs only adds."""
    sizes = [max(1, round(growth.size * scale)) * times for times in TIMES]
    return Measured(tuple(min(_seconds(growth, size) for _ in range(rounds)) for size in sizes))


def _seconds(growth: Growth, size: int) -> float:
    work = growth.make(size)
    gc.collect()
    gc.disable()
    started = time.process_time()
    work()
    taken = time.process_time() - started
    gc.enable()
    return taken


def main() -> None:
    """Print a line for each place."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--only", default="", help="rows whose place has these words")
    asked = parser.parse_args()
    tell("place", "of n", "n", "at n", "at 2n", "at 4n", "exponent ")
    for growth in (each for each in GROWTHS if asked.only in each.place):
        found = measure(growth, asked.rounds, asked.scale)
        size = round(growth.size * asked.scale)
        times = (f"{seconds * 1000:.1f} ms" for seconds in found.seconds)
        tell(
            growth.place,
            growth.unit,
            size,
            *times,
            f"{found.exponent:.2f}{'*' if growth.square else ' '}",
        )

    for name in (each for each in STORIES if asked.only in f"stored: {each}"):
        rooms(name, round(VERSIONS * asked.scale))


def rooms(name: str, size: int) -> None:
    """Print how much is stored for the versions of a story, at three sizes."""
    found = [stored(STORIES[name](size * times)) for times in TIMES]
    for part in ("steps", "words", "texts", "fetched"):
        sizes = [getattr(each, part) for each in found]
        grown = math.log(max(sizes[-1], 1) / max(sizes[0], 1), TIMES[-1] / TIMES[0])
        told = (f"{each / 1000:.1f} KB" for each in sizes)
        tell(f"stored: {name}: {part}", "versions", size, *told, f"{grown:.2f} ")


def tell(*cells: object) -> None:
    """Print a line of the table at once."""
    widths = (52, 16, 8, 11, 11, 11, 10)
    row = [str(cells[0]).ljust(widths[0]), str(cells[1]).ljust(widths[1])]
    row += [str(cell).rjust(width) for cell, width in zip(cells[2:], widths[2:], strict=True)]
    sys.stdout.write(f"{''.join(row)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
