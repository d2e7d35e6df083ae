"""Units that surely are the same: by equal texts, by their ids, by equal texts next to a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.changes.units import is_counted, is_note, places

if TYPE_CHECKING:
    from gazette.changes.matching import Matching


def pair_unique(matching: Matching) -> None:
    """Equal texts that stand once on each side."""
    olds, news = places(matching.olds, "key"), places(matching.news, "key")
    old_ids, new_ids = places(matching.olds, "anchor"), places(matching.news, "anchor")
    for key, (i, *more) in olds.items():
        others = news.get(key, [])
        if more or len(others) != 1:
            continue
        old, new = matching.olds[i].anchor, matching.news[others[0]].anchor
        # A heading's id outlives its text: it is another section where both ids live on. The
        # label of a note may be no more than its number.
        if old == new or is_note(old) or not (old in new_ids or new in old_ids):
            matching.join(i, others[0])


def pair_anchors(matching: Matching) -> None:
    """Headings with the same id, and notes with the same label, whose text changed."""
    olds, news = places(matching.olds, "anchor"), places(matching.news, "anchor")
    texts = {matching.olds[i].key for i in matching.free_old}
    for anchor, (i, *_) in olds.items():
        j = news.get(anchor, [-1])[0]
        if is_counted(anchor):
            continue
        # An id made from a text that stands several times shifts with a text put before it.
        if j != -1 and matching.are_free(i, j) and matching.news[j].key not in texts:
            matching.join(i, j)


def pair_neighbours(matching: Matching) -> None:
    """Equal texts next to a pair, and so on outwards."""
    olds, news = matching.olds, matching.news
    for i, j in [(-1, -1), *matching.pairs, (len(olds), len(news))]:
        for step in (1, -1):
            a, b = i + step, j + step
            while (
                0 <= a < len(olds)
                and 0 <= b < len(news)
                and matching.are_free(a, b)
                and olds[a].key == news[b].key
            ):
                matching.join(a, b)
                a, b = a + step, b + step
