"""Which texts are worth while to be read for the files that they name."""

from __future__ import annotations

import pytest

from gazette.document import may_name_files


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("[terms](terms.pdf)", True),
        ('<a href="terms.pdf">', True),
        ("<img SRC=seal.png>", True),
        ("![seal](seal.png){src=other.png}", True),
        ('<iframe data-href="x.pdf" src="https://a.example/x.pdf">', True),
        ("<b>href</b>, xsrc=a.pdf", False),
        ("a < b, and {braces}", False),
        ("[home](https://a.example/a.pdf)", False),
    ],
)
def test_a_relative_target_of_a_link_or_an_attribute_may_be_a_file(text: str, may: bool) -> None:  # noqa: FBT001
    assert may_name_files(text) is may
