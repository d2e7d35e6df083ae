"""Texts that come back: what was made of them once is used again, and no file differs by that."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from archives import archive
from gazette.archive.sources import Sources
from small import build, contents

if TYPE_CHECKING:
    from pathlib import Path

PARTS = (
    "## Use\n\nYou may use it {fee} times.{note}\n\nSee {link} of {fee}.\n",
    "## Fees\n\nThe fee is {fee} euros, within {fee} days.\n\n- One.\n- Two.\n",
    "## End\n\nYou may leave.\n\nWe may end it.\n",
)
ELSEWHERE, WITHIN = "[the prices](https://example.com/p)", "[the fees](#fees)"


def written(fee: int, link: str, *, note: bool = False, turned: bool = False) -> str:
    parts = PARTS[::-1] if turned else PARTS
    text = "\n".join(parts).format(fee=fee, link=link, note="[^1]" if note else "")
    return f"{text}\n[^1]: With {fee} friends.\n" if note else text


@pytest.mark.parametrize("link", [ELSEWHERE, WITHIN])
@pytest.mark.parametrize("note", [False, True])
def test_texts_that_come_back_are_published_as_any_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: str, *, note: bool
) -> None:
    one, two = (written(fee, link, note=note) for fee in (5, 7))
    other = written(9, link, note=note, turned=True)
    relinked = one.replace("example.com/p", "example.com/q")
    told = [one, two, one, two, other, one, relinked, one, relinked, two, one, other, two]
    repository = archive(tmp_path / "archive", [("Acme", "terms")], told)
    assert build(repository, "--site-dir", str(tmp_path / "site")).code == 0
    made = contents(tmp_path / "site")
    assert sum(name.endswith("/changes/index.html") for name in made) >= 8

    monkeypatch.setattr(Sources, "alike", lambda _self, label: label)  # each text by itself
    shutil.rmtree(repository.root / ".cache")
    assert build(repository, "--site-dir", str(tmp_path / "other")).code == 0
    assert made == contents(tmp_path / "other")
