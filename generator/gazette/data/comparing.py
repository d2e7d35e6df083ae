"""What a page needs to compare any two versions of a policy without a server.

A comparison is put together by the reader's browser, from files that are stored once however
many comparisons there are: the two texts (`texts.text`), what each version did to the clauses
(`api.versions`), and here the words that changed between any two texts of one clause. The
browser compares nothing: it joins blocks on their clauses' ids, as `joining` does.

    /api/v1/<policy>/redlines.<lang>.json

has, by the digest of the new text and then of the old one (those of its parts joined by "+",
where a clause was split or merged), what became of the words, as stretches: "=12" for twelve
characters that stayed, "-3" for three that went, "+5" for five that came, "~4" for four whose
marks or link changed, "=3:4" where white space made the old side shorter than the new one.
Characters are UTF-16 code units of the blocks' words, a line break counts as one, an image as
its alternative text or as one where it has none, a reference to a footnote as one, and between
two blocks of one clause stands a single space.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from gazette.data import encoding
from gazette.data.texts import marked, relinked, units
from gazette.html.pieces import has_changes, pieces, target_of
from gazette.model import UNTRANSLATED, PairKind, Redline, Span, SpanKind
from gazette.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gazette.archive.policy import Policy
    from gazette.archive.site import Site
    from gazette.data.texts import BlockTexts
    from gazette.html.inlines import Href


def redlines(site: Site, policy: Policy, lang: str, known: BlockTexts, href: Href) -> str:
    """The words that changed between any two texts of one clause, as JSON.

    Texts that follow from each other by their clauses, and are not here, have so little in common
    that they are told as removed and added.
    """
    concordance = site.concordance(policy.id)
    digests = {
        label: known.digests(site.document(policy.id, label, lang), original)
        for label, original in concordance.documents.items()
    }
    before_now = remembered(site, policy, lang)
    found: dict[str, dict[str, Any]] = {}
    for old, new, group in concordance.counterparts(digests):
        if concordance.is_told(concordance.documents[old], concordance.documents[new], group):
            sides = zip((old, new), group, strict=True)
            before, after = ("+".join([digests[at][n] for n in places]) for at, places in sides)
            entry = before_now.get(f"{before}:{after}")
            if entry is None:
                pair = concordance.pair(old, new, group)
                entry = entry_of(site.passage(policy.id, old, new, pair, lang), href)
            found.setdefault(after, {})[before] = entry
    _remember(site, policy, lang, found)
    return _written(site, policy, lang, found)


def _written(site: Site, policy: Policy, lang: str, found: Mapping[str, Mapping[str, Any]]) -> str:
    data = {
        "$schema": addresses.url(site, addresses.schema("redlines")),
        "policy": policy.id,
        "language": lang,
        "source_language": site.settings.source_language,
        "redlines": found,
    }
    return f"{encoding.as_json(data)}\n"


def remembered(site: Site, policy: Policy, lang: str) -> Mapping[str, Any]:
    """The entries that an earlier build made, by the digests of their texts: "old:new".

    Asking keeps them for the next build, too.
    """
    return site.memo.recall(_memory(policy, lang), dict) or {}


def _remember(
    site: Site, policy: Policy, lang: str, found: Mapping[str, Mapping[str, Any]]
) -> None:
    """Keep the entries for the next build, but for those whose links depend on the site."""
    lasting = {
        f"{before}:{after}": entry
        for after, entries in found.items()
        for before, entry in entries.items()
        if "html" not in entry
    }
    site.memo.note(_memory(policy, lang), lasting)


def _memory(policy: Policy, lang: str) -> str:
    return f"words {policy.id}.{lang}"


def entry_of(redline: Redline, href: Href) -> dict[str, object]:
    """What became of the words of one amendment, all of its redline, as the store has it."""
    (amendment,) = redline.amendments
    entry: dict[str, object] = {"words": ""}
    if has_changes(amendment):
        stretches = list(_stretches(amendment.spans))
        entry["words"] = " ".join(map(str, stretches))
        if targets := [list(found.targets) for found in stretches if found.sign == "~"]:
            entry["targets"] = targets
    if amendment.pair.kind is PairKind.UNCHANGED:
        entry["same"] = True
    if amendment.correction:
        entry["correction"] = True
    sides = ((redline.old, amendment.pair.old), (redline.new, amendment.pair.new))
    blocks = [[document.blocks[at] for at in places] for document, places in sides]
    if any(block.translation in UNTRANSLATED for side in blocks for block in side):
        # One side is not translated, so both are compared in the source language.
        shown = [[(block, relinked(block, href)) for block in side] for side in blocks]
        entry["html"] = [[content.html for _, content in side] for side in shown]
        entry["content"] = [
            [{"text": block.text, **marked(block, content, href)} for block, content in side]
            for side in shown
        ]
    return entry


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words shown in one way: how many characters, before and after, and what they link to."""

    sign: str
    old: int
    new: int
    targets: tuple[str, str] = ("", "")

    def __str__(self) -> str:
        if self.sign in "-+" or self.old == self.new:
            return f"{self.sign}{self.old or self.new}"
        return f"{self.sign}{self.old}:{self.new}"


def _stretches(spans: Iterable[Span]) -> Iterator[_Stretch]:
    """Neighbouring pieces that a page shows in one way, together."""
    for _, group in groupby((f for span in spans for f in _measured(span)), key=itemgetter(0)):
        first, *rest = (stretch for _, stretch in group)
        if rest:
            old = first.old + sum(stretch.old for stretch in rest)
            new = first.new + sum(stretch.new for stretch in rest)
            first = replace(first, old=old, new=new)
        yield first


def _measured(span: Span) -> Iterator[tuple[object, _Stretch]]:
    """The pieces of a span with what tells them apart."""
    new = units(span.text)
    if span.kind is not SpanKind.EQUAL:
        is_old = span.kind is SpanKind.REMOVED
        yield span.kind, _Stretch(span.kind.value, new if is_old else 0, 0 if is_old else new)
    elif span.old == span.new:
        yield None, _Stretch("=", new, new)
    else:
        yield from _measured_apart(span)


def _measured_apart(span: Span) -> Iterator[tuple[object, _Stretch]]:
    """The pieces of equal words whose sides differ: in marks, or in white space."""
    found = list(pieces(span))
    # Where white space was folded, the sides differ in length: the last piece makes it up.
    spare = sum(units(run.text) for run in span.old) - units(span.text)
    for at, piece in enumerate(found):
        new = units(piece.run.text)
        old = new + (spare if at + 1 == len(found) else 0)
        if piece.old_marks is None:
            yield None, _Stretch("=", old, new)
        else:
            targets = target_of(piece.old_marks), target_of(piece.run.marks)
            yield piece.old_marks, _Stretch("~", old, new, targets)
