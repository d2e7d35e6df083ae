"""What a search of a built site fetches, with the site's own files and script.

    python tests/bench/search.py SITE [LANGUAGE] [WORDS ...]

A line for each of the words: results of the first step, texts that may match, files and bytes
fetched (before compression), and after gzip, as a host would send them. The scripts are fetched
once, and told first.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))
from scripting import script
from searching import built, search

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = (
    *("a", "pr", "in", "con", "data", "privacy", "privacy policy", "retention", "zebra"),
    *("e-mail", "2024", "retention periods", "arbitration class action waiver"),
    *("personal data we collect about you when you use our services", "co pr in re de"),
)


def lines(site: Path, lang: str = "en", *words: str) -> Iterator[str]:
    """What is told."""
    files = built(site, lang)
    sizes = [len(text.encode()) for text in files.values()]
    scripts = [script(name).encode() for name in ("finding.js", "search.js")]
    yield f"{len(files):,} files, {sum(sizes):,} bytes, the largest {max(sizes):,}"
    yield f"scripts {sum(map(len, scripts)):,} bytes, {sum(map(_packed, scripts)):,} packed"
    yield f"{'words':32} {'results':>7} {'texts':>6} {'files':>5} {'bytes':>8} {'packed':>7}"
    for asked in words or WORDS:
        told, fetched = search(files, asked, steps=1)
        packed = sum(_packed(files[path].encode()) for path in fetched)
        numbers = f"{len(fetched):5} {sum(fetched.values()):8,} {packed:7,}"
        yield f"{asked[:32]:32} {len(told['results']):7} {told['texts']:6} {numbers}"


def _packed(text: bytes) -> int:
    return len(gzip.compress(text, 6, mtime=0))


if __name__ == "__main__":
    for line in lines(Path(sys.argv[1]), *sys.argv[2:]):
        print(line, flush=True)  # noqa: T201
