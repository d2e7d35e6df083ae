"""Precision and recall of signals on seeded changes in six languages.

An ordinary run makes 70 changes of each kind of frame, GAZETTE_EVERY=1 300, and as many that touch
nothing. `GAZETTE_EVERY=1 python -m pytest -s tests/changes/test_reworded.py` prints the figures.
"""

from __future__ import annotations

import os
import sys
from collections import Counter

import pytest

from gazette.changes.align import align
from gazette.changes.redline import redline
from gazette.changes.signals import signals
from reworded import changes
from texts import document

LEAST = 0.97
MANY = 300 if os.environ.get("GAZETTE_EVERY") else 70
FRAMES = ("seen", "held")


def kinds(old: str, new: str, lang: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The signals between two paragraphs."""
    sides = document("## A", old, lang=lang), document("## A", new, lang=lang)
    return [(s.kind.value, s.old, s.new) for s in signals(redline(*sides, align(*sides)))]


def measured(lang: str, frames: str, many: int) -> tuple[float, float, list[str]]:
    """Precision and recall, and what was wrong.

    A change is found if a signal of its kind is told; any signal of another kind is a false one.
    """
    count: Counter[str] = Counter()
    wrong = []
    for change in changes(lang, frames, many):
        wanted = "number" if change.kind == "percentage" else change.kind
        told = kinds(change.old, change.new, lang)
        right = [each for each in told if each[0] == wanted]
        count["true"] += len(right)
        count["told"] += len(told)
        count["found"] += bool(right)
        count["wanted"] += bool(wanted)
        if len(right) < len(told) or bool(right) != bool(wanted):
            wrong.append(f"{change.kind or 'none'}: {change.old} > {change.new}: {told}")
    return count["true"] / count["told"], count["found"] / count["wanted"], wrong


@pytest.mark.parametrize("frames", FRAMES)
@pytest.mark.parametrize("lang", ["en", "de", "fr", "es", "ja", "ko"])
def test_signals_are_what_a_reader_looks_for(lang: str, frames: str) -> None:
    precision, recall, wrong = measured(lang, frames, MANY)
    sys.stdout.write(f"\n{lang}, {frames}: precision {precision:.3f}, recall {recall:.3f}\n")
    assert min(precision, recall) >= LEAST, wrong[:20]
