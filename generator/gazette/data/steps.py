"""What the versions of a year did to the clauses, as far as comparing any two needs it.

    /api/v1/<policy>/steps/<year>.json

A browser joins the blocks of two versions by their clauses (`joining.js`, as `changes/joining`). It
fetches the years from the one version to the other: so what it fetches does not grow with what lies
before and after, nor with the square of anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.archive.archive import Archive
    from gazette.changes.joining import Concordance
    from gazette.data.texts import BlockTexts
    from gazette.model import Step

_JOINING = ("returned", "moved", "split", "merged")  # what decides which blocks are one text


def steps(
    archive: Archive, year: int, labels: Sequence[str], known: BlockTexts
) -> dict[str, object]:
    """The versions of a year with what they did to the clauses."""
    return {
        "$schema": addresses.url(archive.settings, addresses.schema("steps")),
        "policy": archive.policy.id,
        "year": year,
        "versions": [
            {
                "label": label,
                **joining_step(archive.clauses.steps()[label]),
                **rewritten(archive.clauses.concordance(), label, known),
            }
            for label in labels
        ],
    }


def joining_step(step: Step) -> dict[str, object]:
    """What decides which blocks of two versions are one text; no more of a step."""
    return {name: found for name in _JOINING if (found := getattr(step, name))}


def rewritten(found: Concordance, label: str, known: BlockTexts) -> dict[str, object]:
    """The texts that a version turned into others which are not alike, by their digests."""
    pairs = found.rewritten(label)
    if not pairs:
        return {}
    labels = list(found.documents)
    before = found.documents[labels[labels.index(label) - 1]]
    olds, news = (known.digests(each, each) for each in (before, found.documents[label]))
    names = (
        ["+".join(olds[at] for at in pair.old), "+".join(news[at] for at in pair.new)]
        for pair in pairs
    )
    return {"rewritten": list(names)}
