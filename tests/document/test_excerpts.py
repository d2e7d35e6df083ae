"""A text without the pieces that nobody wants."""

from __future__ import annotations

import pytest

from gazette.document import Excerpts
from gazette.model import Dialect, SourceFile

TEXT = "---\ntitle: A\n---\n# One\n\nFirst.\n\n# Two\n\nSecond [x](y.png).\n\n# Three\n\nThird.\n"
both = pytest.mark.parametrize("dialect", list(Dialect))


@both
def test_what_is_wanted_stands_on_its_own_lines(dialect: Dialect) -> None:
    cut = Excerpts().of(SourceFile("a.md", TEXT, "0" * 40), dialect, lambda piece: "](" in piece)
    assert cut.blob == ""
    kept, whole = cut.text.split("\n"), TEXT.split("\n")
    assert len(kept) == len(whole)
    assert kept[:3] == whole[:3]
    assert kept[9] == "Second [x](y.png)."
    assert not {"First.", "# One", "# Three", "Third."} & {*kept}


@both
def test_of_a_text_that_defines_what_others_refer_to_nothing_is_left_out(dialect: Dialect) -> None:
    file = SourceFile("a.md", f"{TEXT}\n[x]: https://a.example\n", "0" * 40)
    assert Excerpts().of(file, dialect, lambda _piece: False) is file
