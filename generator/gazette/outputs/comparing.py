"""What a page needs to compare any two versions of a policy without a server.

A comparison is put together by the reader's browser, from files that are stored once however
many comparisons there are: the two texts (`api.text`), what each version did to the clauses
(`api.versions`), and here the words that changed between any two texts of one clause. The
browser compares nothing: it joins blocks on their clauses' ids, as `joining` does.

    /api/v1/<policy>/redlines.<lang>.json

has, by the digest of the new text and then of the old one (those of its parts joined by "+",
where a clause was split or merged), what became of the words, as stretches: "=12" for twelve
characters that stayed, "-3" for three that went, "+5" for five that came, "~4" for four whose
marks or link changed, "=3:4" where white space made the old side shorter than the new one.
Characters are UTF-16 code units of the blocks' words, a line break counts as one, an image as
its alternative text, and between two blocks of one clause stands a single space.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.model import UNTRANSLATED, PairKind, Redline, Span, SpanKind
from gazette.outputs import api, markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.site import Policy, Site


def redlines(
    site: Site, policy: Policy, lang: str, known: api.BlockTexts, href: markup.Href
) -> str:
    """The words that changed between any two texts of one clause, as JSON.

    Texts that follow from each other by their clauses, and are not here, have so little in common
    that they are told as removed and added.
    """
    concordance = site.concordance(policy.id)
    digests = {
        label: [
            known.of(block, source)[0]
            for block, source in zip(
                site.document(policy.id, label, lang).blocks, original.blocks, strict=True
            )
        ]
        for label, original in concordance.documents.items()
    }
    found: dict[str, dict[str, object]] = {}
    for old, new, group in concordance.counterparts(digests):
        if concordance.is_told(concordance.documents[old], concordance.documents[new], group):
            sides = zip((old, new), group, strict=True)
            before, after = ("+".join(digests[at][n] for n in places) for at, places in sides)
            redline = site.passage(policy.id, old, new, concordance.pair(old, new, group), lang)
            found.setdefault(after, {})[before] = _entry(redline, href)
    data = {
        "$schema": api.url(site, f"{api.ROOT}schema/redlines.json"),
        "policy": policy.id,
        "language": lang,
        "source_language": site.settings.source_language,
        "redlines": found,
    }
    return f"{api.as_json(data)}\n"


def _entry(redline: Redline, href: markup.Href) -> dict[str, object]:
    """A redline of one amendment."""
    (amendment,) = redline.amendments
    entry: dict[str, object] = {"words": ""}
    if markup.has_changes(amendment):
        entry["words"] = " ".join(_stretches(amendment.spans))
        if targets := [list(found) for found in _targets(amendment.spans) if found]:
            entry["targets"] = targets
    if amendment.pair.kind is PairKind.UNCHANGED:
        entry["same"] = True
    if amendment.correction:
        entry["correction"] = True
    sides = ((redline.old, amendment.pair.old), (redline.new, amendment.pair.new))
    blocks = [[document.blocks[at] for at in places] for document, places in sides]
    if any(block.translation in UNTRANSLATED for side in blocks for block in side):
        # One side is not translated, so both are compared in the source language.
        entry["html"] = [[markup.relinked(block, href) for block in side] for side in blocks]
    return entry


def _stretches(spans: tuple[Span, ...]) -> Iterator[str]:
    for span in spans:
        if span.kind is not SpanKind.EQUAL:
            yield f"{span.kind.value}{_length(span.text)}"
            continue
        # Where white space was folded, the sides differ in length: the last piece tells.
        pieces = list(markup.pieces(span))
        spare = sum(_length(run.text) for run in span.old) - _length(span.text)
        for at, piece in enumerate(pieces):
            sign = "=" if piece.old_marks is None else "~"
            length = _length(piece.run.text)
            rest = spare if at + 1 == len(pieces) else 0
            yield f"{sign}{length + rest}:{length}" if rest else f"{sign}{length}"


def _targets(spans: tuple[Span, ...]) -> Iterator[tuple[str, str] | None]:
    """The old and the new link target of each stretch whose marks changed."""
    for span in spans:
        for piece in markup.pieces(span):
            if piece.kind is SpanKind.EQUAL and piece.old_marks is not None:
                yield markup.target(piece.old_marks), markup.target(piece.run.marks)


def _length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
