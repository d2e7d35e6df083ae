"""What a site stores so that any two versions can be compared, and what one comparison fetches.

The versions are made: those in which a store of the words between every two texts would have the
most to hold.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from gazette.changes.align import align
from gazette.data.steps import joining_step, rewritten
from gazette.data.texts import BlockTexts, content
from gazette.html.headings import plan_of
from growing import as_written, concordance, rotating, sentence
from texts import document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gazette.changes.joining import Concordance
    from gazette.model import Document

# What a block says of its words besides them.
WORDS = ("cuts", "weights", "keys", "kana", "source")


@dataclass(frozen=True)
class Stored:
    """Sizes in bytes.

    Attributes:
        steps: what the versions did to the clauses.
        words: what the texts say of how their words are cut and compared.
        texts: all texts.
        fetched: what a comparison fetches at most, compressed: two texts, and all steps.
    """

    steps: int
    words: int
    texts: int
    fetched: int


def stored(documents: Sequence[Document]) -> Stored:
    """What the versions of a policy take."""
    pairs = [align(old, new) for old, new in pairwise(documents)]
    found, known = concordance(documents, pairs), BlockTexts()
    steps = json.dumps(list(_steps(found, known)))
    texts = [_text(found, label, known) for label in found.documents]
    fetched = sorted(map(_compressed, texts))[-2:]
    return Stored(
        steps=len(steps),
        words=sum(map(words_in, texts)),
        texts=sum(len(text.encode()) for text in texts),
        fetched=sum(fetched) + _compressed(steps),
    )


def words_in(text: str) -> int:
    """How much of a text's file is said of its words."""
    blocks = (block for section in json.loads(text)["sections"] for block in section["blocks"])
    return sum(
        len(f'"{name}": {json.dumps(b[name])}') for b in blocks for name in WORDS if name in b
    )


def _steps(found: Concordance, known: BlockTexts) -> Iterator[Mapping[str, object]]:
    for label, step in found.lineage.steps.items():
        yield {"label": label, **joining_step(step), **rewritten(found, label, known)}


def _text(found: Concordance, label: str, known: BlockTexts) -> str:
    text = found.documents[label]
    blocks = known.blocks(text, text, as_written)
    clauses = found.lineage.blocks[label]
    return f"{{{content(text, plan_of(text, numbered=True), blocks, clauses)}}}"


def _compressed(text: str) -> int:
    return len(gzip.compress(text.encode()))


def linking(n: int) -> list[Document]:
    """A page of 30 links with tokens that are others in each version."""
    return rotating(n, 30)


def _replaced(n: int) -> list[Document]:
    """A clause that each version writes anew, but for a third of its words."""
    clauses = (f"We share our {sentence(at + 1, 7)}" for at in range(n))
    return [document(sentence(0), clause, sentence(10_000)) for clause in clauses]


def _counting(n: int) -> list[Document]:
    """A long clause of which each version changes a word, in a script without spaces."""
    words = "個人情報を第三者と共有することがあります。" * 20
    return [document(f"第{at}版。{words}", words) for at in range(n)]


def _swapped(n: int) -> list[Document]:
    """Paragraphs of which two change places in each version."""
    lines = [sentence(at) for at in range(20)]
    texts = []
    for at in range(n):
        here = at % 19
        lines[here], lines[here + 1] = lines[here + 1], lines[here]
        texts.append(document(*lines))
    return texts


STORIES: Mapping[str, Callable[[int], list[Document]]] = {
    "30 links that rotate": linking,
    "a clause with other words each time": _replaced,
    "a word of a long clause in Japanese": _counting,
    "paragraphs that change places": _swapped,
}
