"""What readers are shown of a change: Gazette's redline, and other engines', side by side.

    python tests/bench/redline.py [--last 60]

Each engine compares every two successive texts of real policies (GitHub's privacy statement
across its renames, all of Basecamp's) and is asked the same of each pair:

    exact     pairs whose both sides can be rebuilt from what it shows
    words     words it shows as changed, over the fewest possible (word-level Indel distance)
    cut       words it shows half changed
    islands   stretches of one or two unchanged words between two changes
    p95       the time of the slowest pair but 5 %, in milliseconds; texts parsed before

Gazette compares documents; the others get the same documents' words, a paragraph a block,
lxml their HTML. The engines come with the extra `bench`. It always exits 0: a benchmark is
not a test.
"""

from __future__ import annotations

import argparse
import difflib
import html
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

import fast_diff_match_patch
from lxml.html.diff import htmldiff
from rapidfuzz.distance import Indel
from redlines import Redlines

from gazette.changes import align, redline
from gazette.document import Parser, body
from gazette.model import Document, SourceFile, SpanKind

Segment = tuple[str, str]  # "=", "-" or "+", and the text
Engine = Callable[[Document, Document], Iterable[Segment]]

GITHUB = "github-site-policy"
STATEMENT = (
    "Policies/github-privacy-statement.md",
    "Policies/privacy-policies/github-privacy-statement.md",
    "Policies/privacy-policies/github-general-privacy-statement.md",
)
BASECAMP = "basecamp-policies"
WORD = re.compile(r"\w+")
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
PARAGRAPHS = "\n\n"
FEW = 2  # words of an island, at most

# --- The texts --------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> str:
    """What git says. Its errors end this script."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")


def clone(name: str, folder: Path) -> Path:
    """A corpus as a repository; the bundles lie beside this repository, or in GAZETTE_SHARED."""
    beside = Path(__file__).parents[3] / "shared"
    bundle = Path(os.environ.get("GAZETTE_SHARED", beside)) / "corpora" / f"{name}.bundle"
    if not bundle.exists():
        sys.exit(f"There is no {bundle}; name the folder of the corpora in GAZETTE_SHARED.")
    git(folder, "clone", "--quiet", str(bundle), name)
    return folder / name


def versions(repository: Path, *paths: str) -> list[Document]:
    """The distinct texts that stood at these paths, one after the other, oldest first."""
    format_ = "--format=%x00%H"
    log = git(
        repository, "log", "--first-parent", "--reverse", "--no-renames", "--diff-filter=d",
        "--name-only", format_, "--", *paths,
    )  # fmt: skip
    parser, documents, last = Parser(), [], ""
    for entry in log.split("\0")[1:]:
        commit, *names = entry.split()
        for name in names:
            text = git(repository, "show", f"{commit}:{name}")
            folded = " ".join(body(text)[0].split())
            if folded and folded != last:
                documents.append(parser.parse([SourceFile("policy.md", text)], "en")[0])
            last = folded or last
    return documents


def plain(document: Document) -> str:
    """A document's words, a paragraph a block."""
    return PARAGRAPHS.join(block.text for block in document.blocks)


# --- The engines ------------------------------------------------------------------------------


def gazette(old: Document, new: Document) -> Iterator[Segment]:
    """Ours: blocks aligned, then words."""
    for amendment in redline.redline(old, new, align.align(old, new)).amendments:
        for span in amendment.spans:
            yield span.kind.value, span.text
        kinds = {span.kind for span in amendment.spans} or {SpanKind.EQUAL}
        for kind in {SpanKind.EQUAL} if SpanKind.EQUAL in kinds else sorted(kinds):
            yield kind.value, PARAGRAPHS


def tokens_by(
    opcodes: Callable[[list[str], list[str]], Iterable[tuple[str, int, int, int, int]]],
) -> Engine:
    """An engine that says of two lists of words which stretches are equal."""

    def engine(old: Document, new: Document) -> Iterator[Segment]:
        before, after = TOKEN.findall(plain(old)), TOKEN.findall(plain(new))
        for tag, a, b, c, d in opcodes(before, after):
            if tag == "equal":
                yield "=", "".join(before[a:b])
            else:
                yield "-", "".join(before[a:b])
                yield "+", "".join(after[c:d])

    return engine


def by_difflib(old: list[str], new: list[str]) -> Iterable[tuple[str, int, int, int, int]]:
    """The standard library's, with its defaults: without them a pair takes seconds."""
    return difflib.SequenceMatcher(None, old, new).get_opcodes()


def by_rapidfuzz(old: list[str], new: list[str]) -> Iterable[tuple[str, int, int, int, int]]:
    """A longest common subsequence, nothing more."""
    return (
        (op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end)
        for op in Indel.opcodes(old, new)
    )


def redlines(old: Document, new: Document) -> Iterator[Segment]:
    """The package of that name, by what it would show."""
    made = Redlines(plain(old), plain(new)).output_markdown
    for part in re.split(r"(<span style='color:[^>]*>.*?</span>)", made, flags=re.DOTALL):
        found = re.match(r"<span style='color:(red|green)[^>]*>(.*)</span>", part, re.DOTALL)
        if found:
            yield ("-" if found[1] == "red" else "+"), found[2]
        else:
            yield "=", part


def match_patch(old: Document, new: Document) -> Iterator[Segment]:
    """diff-match-patch with its semantic clean-up: characters."""
    yield from fast_diff_match_patch.diff(
        plain(old), plain(new), cleanup="Semantic", counts_only=False
    )


def lxml(old: Document, new: Document) -> Iterator[Segment]:
    """lxml's htmldiff, over paragraphs of HTML."""
    made = htmldiff(*(marked(document) for document in (old, new)))
    made = made.replace("</p>", PARAGRAPHS)
    sign = "="
    for part in re.split(r"(</?(?:ins|del)>)", made):
        if part in ("<ins>", "<del>"):
            sign = "+" if part == "<ins>" else "-"
        elif part in ("</ins>", "</del>"):
            sign = "="
        else:
            yield sign, html.unescape(re.sub(r"<[^>]*>", "", part))


def marked(document: Document) -> str:
    """A document's words as HTML."""
    return "".join(f"<p>{html.escape(block.text)}</p>" for block in document.blocks)


def word_diff(old: Document, new: Document) -> Iterator[Segment]:
    """git diff --word-diff, its words as ours."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for side, document in (("old", old), ("new", new)):
            (folder / side).write_text(plain(document) + "\n", encoding="utf-8")
        done = subprocess.run(
            ["git", "diff", "--no-index", "--no-color", "--word-diff=porcelain", "-U99999",
             r"--word-diff-regex=[[:alnum:]_]+|[^[:space:]]", "old", "new"],
            cwd=folder, capture_output=True, check=False,
        )  # fmt: skip
    lines = done.stdout.decode("utf-8", "replace").split("\n")[5:]
    if not lines:
        yield "=", plain(old)
    for line in lines:
        yield ("=", "\n") if line == "~" else (line[:1].replace(" ", "=") or "=", line[1:])


ENGINES: dict[str, Engine] = {
    "Gazette": gazette,
    "difflib": tokens_by(by_difflib),
    "redlines": redlines,
    "lxml htmldiff": lxml,
    "fast-diff-match-patch": match_patch,
    "rapidfuzz opcodes": tokens_by(by_rapidfuzz),
    "git diff --word-diff": word_diff,
}

# --- What is measured -------------------------------------------------------------------------


@dataclass
class Score:
    """Sums over pairs; `times` in seconds."""

    pairs: int = 0
    exact: int = 0
    changed: int = 0
    fewest: int = 0
    cut: int = 0
    islands: int = 0
    times: tuple[float, ...] = ()

    def add(self, old: Document, new: Document, shown: list[Segment], seconds: float) -> None:
        """Count one pair in."""
        sides = [WORD.findall(plain(document)) for document in (old, new)]
        told = [
            WORD.findall("".join(text for sign, text in shown if sign in ("=", kept)))
            for kept in "-+"
        ]
        # What moved stands in the new place only, so the old side is compared as a bag of words.
        self.pairs += 1
        self.exact += told[1] == sides[1] and sorted(told[0]) == sorted(sides[0])
        self.changed += sum(len(WORD.findall(text)) for sign, text in shown if sign != "=")
        self.fewest += Indel.distance(*sides)
        stretches = [
            (is_equal, "".join(text for _, text in group))
            for is_equal, group in groupby(
                (part for part in shown if part[1]), key=lambda part: part[0] == "="
            )
        ]
        self.cut += sum(
            bool(re.match(r"\w", after[1]) and re.search(r"\w\Z", before[1]))
            for before, after in pairwise(stretches)
        )
        self.islands += sum(
            is_equal and 0 < len(WORD.findall(text)) <= FEW and PARAGRAPHS not in text
            for is_equal, text in stretches[1:-1]
        )
        self.times += (seconds,)

    @property
    def slow(self) -> float:
        """The 95th percentile of the times, in milliseconds."""
        return 1000 * sorted(self.times)[int(0.95 * (len(self.times) - 1))]


def score(engine: Engine, histories: Iterable[list[Document]]) -> Score:
    """Run an engine over every two successive texts."""
    found = Score()
    for documents in histories:
        for old, new in pairwise(documents):
            began = time.perf_counter()
            shown = list(engine(old, new))
            found.add(old, new, shown, time.perf_counter() - began)
    return found


def row(name: str, found: Score) -> tuple[str, ...]:
    """A line of the table."""
    return (
        name,
        f"{found.exact}/{found.pairs}",
        f"{found.changed / max(1, found.fewest):.3f}",
        str(found.cut),
        str(found.islands),
        f"{found.slow:.1f} ms",
    )


def table(histories: list[list[Document]]) -> str:
    """One line an engine."""
    rows = [("engine", "exact", "words", "cut", "islands", "p95")]
    rows += [row(name, score(engine, histories)) for name, engine in ENGINES.items()]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])])
        for line in rows
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Compare redlines.")
    parser.add_argument("--last", type=int, default=60, help="texts of GitHub's statement")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        github, basecamp = (clone(corpus, Path(name)) for corpus in (GITHUB, BASECAMP))
        statement = versions(github, *STATEMENT)[-asked.last :]
        paths = git(basecamp, "ls-files", "*.md").split("\n")
        policies = [versions(basecamp, path) for path in paths if path]
    sys.stdout.write(f"GitHub's privacy statement, {len(statement)} texts\n")
    sys.stdout.write(table([statement]) + "\n\n")
    sys.stdout.write(f"Basecamp's policies, {len(policies)}\n{table(policies)}\n")


if __name__ == "__main__":
    main()
