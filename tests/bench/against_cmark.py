"""Texts as Gazette reads them beside cmark-gfm, GitHub's own reader:

    python tests/bench/against_cmark.py content/terms.md policies/*.md

For each file whose words or shape differ the pieces are printed, `-` as on GitHub, `+` as here.
Then the sums. It exits 1 where anything differs or a text is refused.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from comparing import Compared, compared


def main(names: list[str]) -> int:
    found = [(name, compared(name, Path(name).read_bytes())) for name in names]
    for name, each in found:
        for line in each.told:
            sys.stdout.write(f"{name}: {line}\n")
    total = Compared.of(each for _, each in found)
    sys.stdout.write(f"{len(found)} texts, {total}\n")
    return 1 if total.is_different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
