"""The script that searches, run by a small JavaScript engine without a browser.

It reads the files that the build makes, from a mapping; what it fetches is counted.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import quickjs

from gazette.data.search import NAMED
from gazette.data.search.leaves import leaves
from gazette.data.search.passages import Passage
from gazette.data.search.sheets import listed, sheet_text, sheets
from scripting import script

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


_ASK = """
async (words, steps) => {
  const answer = await finding(async (path) => readFile(path))(words);
  const results = [];
  while (answer && steps-- && (results.push(...await answer.next()), answer.left()));
  return { results, left: answer?.left() ?? 0, texts: answer?.texts ?? 0 };
}
"""
ALL = 10_000  # steps that any search ends within


@cache
def _context() -> quickjs.Context:
    context = quickjs.Context()
    context.eval(script("finding.js"))
    context.eval(f"globalThis.ask = {_ASK}; 0")
    return context


def called(expression: str) -> Any:
    """What an expression of the script's own is."""
    return json.loads(_context().eval(f"JSON.stringify({expression})"))


def search(
    files: Mapping[str, str], words: str, steps: int = ALL
) -> tuple[dict[str, Any], dict[str, int]]:
    """What is found in an index for some words, and the bytes of each file that was fetched.

    Args:
        files: the index, by the path of each file beside the first.
        words: what is asked.
        steps: how often more is asked for.
    """
    fetched: dict[str, int] = {}

    def read(path: str) -> str:
        fetched[path] = len(files[path].encode())
        return files[path]

    context = _context()
    context.add_callable("readFile", read)
    asked = f"ask({json.dumps(words)}, {steps})"
    context.eval(
        f"globalThis.outcome = ''; {asked}.then((found) => {{ outcome = JSON.stringify(found); }},"
        " (error) => { outcome = JSON.stringify({ error: String(error) + error.stack }); }); 0"
    )
    while not context.eval("outcome"):
        assert context.execute_pending_job(), "the script waits for nothing"
    found = json.loads(context.eval("outcome"))
    assert "error" not in found, found["error"]
    return found, fetched


def built(site: Path, lang: str) -> dict[str, str]:
    """The files of a language's index in the folder of a site."""
    folder = site / "search" / lang
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {quote(path.relative_to(folder).as_posix()): path.read_text("utf-8") for path in paths}


def index(found: Mapping[str, Sequence[Passage]], *, is_begun: bool) -> dict[str, str]:
    """The files of an index of policies by name, as the build makes them."""
    cut = {name: sheets(passages) for name, passages in found.items()}
    made = leaves(map(listed, cut.values()), is_begun=is_begun)
    names = list(cut)
    head = {"begun": is_begun, "named": NAMED, "starts": made.starts}
    return {
        "index.json": json.dumps(head, ensure_ascii=False),
        **{f"words/{at}.txt": text for at, text in enumerate(made.texts)},
        **{
            f"names/{at}.json": json.dumps(names[start : start + NAMED])
            for at, start in enumerate(range(0, len(names), NAMED))
        },
        **{
            f"texts/{name}/{at}.json": sheet_text(sheet)
            for name, own in cut.items()
            for at, sheet in enumerate(own)
        },
    }


def archive(policies: int, longest: int, past: int) -> dict[str, list[Passage]]:
    """Policies with the words of a language: few are common, most are rare (Zipf's law)."""
    random = Random(policies)  # noqa: S311
    signs = ["ba", "co", "de", "fi", "lo", "mu", "na", "pre", "ra", "sti", "ti", "ver"]
    words = ["".join(random.choices(signs, k=random.randint(1, 5))) for _ in range(30_000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    cumulative = list(accumulate(weights))

    def some(count: int) -> str:
        return " ".join(random.choices(words, cum_weights=cumulative, k=count))

    found = {}
    for at in range(policies):
        name = f"{some(2)} privacy policy"
        size = longest if at == 0 else random.randint(5, 15)
        own = [Passage(name, "", some(30), some(60), f"en/{at}/")]
        own += [Passage(name, some(4), "", some(80), f"en/{at}/#{n}") for n in range(size)]
        count = past if at == 0 else past // 50
        own += [
            Passage(
                name,
                f"20{n % 20:02}-{n % 12 + 1:02}-{n % 28 + 1:02}",
                "",
                "",
                f"en/{at}/v/{n}/",
                status="superseded",
            )
            for n in range(count)
        ]
        found[str(at)] = own
    return found
