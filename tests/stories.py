"""Stories: what a policy said, version by version, made by Hypothesis.

Some are any texts one after the other; in others each text is an edit of the one before it, as an
author would make it: a passage split, merged, moved, amended, taken away or brought back.
`returning` are stories that tell few texts many times.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from gazette.changes.align import align
from gazette.changes.joining import Concordance
from gazette.changes.lineage import lineage
from gazette.document import Parser, body
from gazette.model import SourceFile
from texts import document

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from gazette.model import Document
    from repositories import Repository

TITLE = "# Privacy"
ACCESS = "You may ask us at any time which personal data we hold about you."
DELETE = "When you delete your account we erase your content within thirty days."
SHARE = "We share data with processors who act on our written instructions only."
COOKIES = "Cookies remember your settings and keep you signed in between visits."
ALL = (TITLE, ACCESS, DELETE, SHARE, COOKIES)
SENTENCES = (ACCESS, DELETE, SHARE, COOKIES, "Backups are deleted in every case.", "Words.")
AMENDED = {sentence: sentence.replace("e", "our", 1) for sentence in SENTENCES}
MOST = 12  # blocks of a text

lines = st.sampled_from(
    [
        *(*ALL, "## One", "## Two", "- an item", "Words.", "| a | b |", "| a | b | c |"),
        *(f"{ACCESS} {DELETE}", f"{DELETE} {COOKIES}", f"{ACCESS} {DELETE} {SHARE}"),
        *(f"- {ACCESS}", DELETE.replace("thirty", "ninety")),
    ]
)
texts = st.lists(lines, max_size=9).map(tuple)

# The lines of each version's text.
Story = list[tuple[str, ...]]

# A passage is its sentences; a heading, an item or a row is a passage of one that stays whole.
_Passage = tuple[str, ...]
_passages = st.one_of(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(tuple),
    st.sampled_from([(TITLE,), ("## One",), ("## Two",), ("- an item",), ("| a | b |",)]),
)
_OPERATIONS = ("split", "merge", "move", "amend", "add", "drop", "return")


@st.composite
def _edited(draw: DrawFn) -> Story:
    passages = draw(st.lists(_passages, min_size=1, max_size=5))
    gone: list[_Passage] = []
    told = [passages]
    for _ in range(draw(st.integers(1, 4))):
        passages = list(passages)
        for operation in draw(st.lists(st.sampled_from(_OPERATIONS), max_size=3)):
            _edit(draw, operation, passages, gone)
        told.append(passages)
    return [tuple(map(" ".join, found)) for found in told]


def _edit(draw: DrawFn, operation: str, passages: list[_Passage], gone: list[_Passage]) -> None:
    """One edit of a text; nothing where there is nothing for it to do."""
    if operation in ("add", "return") or not passages:
        fresh = gone.pop() if operation == "return" and gone else draw(_passages)
        passages.insert(draw(st.integers(0, len(passages))), fresh)
        del passages[MOST:]
        return
    at = draw(st.integers(0, len(passages) - 1))
    passage = passages[at]
    if operation == "drop":
        gone.append(passages.pop(at))
    elif operation == "move":
        passages.insert(draw(st.integers(0, len(passages) - 1)), passages.pop(at))
    elif operation == "split" and len(passage) > 1:
        cut = draw(st.integers(1, len(passage) - 1))
        passages[at : at + 1] = [passage[:cut], passage[cut:]]
    elif operation == "merge" and at + 1 < len(passages):
        passages[at : at + 2] = [passage + passages[at + 1]]
    elif operation == "amend":
        n = draw(st.integers(0, len(passage) - 1))
        amended = AMENDED.get(passage[n], f"{passage[n]} still")
        passages[at] = (*passage[:n], amended, *passage[n + 1 :])


stories = st.one_of(st.lists(texts, min_size=2, max_size=6), _edited())
# Texts that come again and again: what was split is merged, what was removed is back.
returning = stories.flatmap(lambda story: st.lists(st.sampled_from(story), min_size=3, max_size=10))


def documents(story: Story) -> list[Document]:
    """The texts of a story."""
    return [document(*found) for found in story]


def of(documents: list[Document]) -> Concordance:
    """Versions labelled a, b, c ... or 0, 1, 2 ... where they are many."""
    many = len(documents) > 26
    labels = [str(at) if many else chr(ord("a") + at) for at in range(len(documents))]
    texts = dict(zip(labels, documents, strict=True))
    pairs = [align(old, new) for old, new in pairwise(documents)]
    return Concordance(texts, pairs, lineage(list(texts.items()), pairs))


def published(repository: Repository, path: str) -> list[Document]:
    """The distinct texts of a file, oldest first."""
    parser, documents, last = Parser(), [], ""
    log = repository.git(
        *("log", "--first-parent", "--reverse", "--no-renames", "--diff-filter=d", "--name-only"),
        *("--format=%x00%H", "--", path),
    )
    for entry in log.split("\0")[1:]:
        commit = entry.split()[0]
        text = repository.git("show", f"{commit}:{path}").replace("\r\n", "\n")
        folded = " ".join(body(text)[0].split())
        if folded and folded != last:
            documents.append(parser.parse([SourceFile("policy.md", text)], "en")[0])
        last = folded or last
    return documents
