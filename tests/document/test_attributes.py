"""Lists of attributes in braces: what is one, and what is text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.document.attributes import attribute_list, split_heading

LISTS = {
    "{#fees}": {"id": "fees"},
    "{: #fees}": {"id": "fees"},
    "{: #fees }": {"id": "fees"},
    "{:#fees}": {"id": "fees"},
    "{ #fees }": {"id": "fees"},
    "{#第1条}": {"id": "第1条"},
    "{#sec:rest}": {"id": "sec:rest"},
    "{#../../evil}": {"id": "../../evil"},  # which a rule about ids tells
    "{.lead}": {"class": "lead"},
    "{.lead .wide-2}": {"class": "lead wide-2"},
    "{#top .lead lang=fr}": {"id": "top", "class": "lead", "lang": "fr"},
    '{class="a b" .c}': {"class": "a b c"},
    "{#a #b}": {"id": "b"},
    '{: datetime="2026-03-24" }': {"datetime": "2026-03-24"},
    "{title='Two words'}": {"title": "Two words"},
    "{type=a}": {"type": "a"},
    "{type=i start=3}": {"type": "i", "start": "3"},
    "{:target=_blank rel='noopener'}": {"target": "_blank", "rel": "noopener"},
}
TEXTS = [
    "{draft}",
    "{address}",
    "{Article 4}",
    "{controller}",
    "{ site.email_support }",
    "{{ site.email }}",
    "{}",
    "{:}",
    "{ }",
    "{#}",
    "{.}",
    "{..}",
    "{.5}",
    "{# fees}",
    "{#id with space}",
    "{#id and=more}",
    "{rate=5}",
    "{onclick=evil()}",
    "{style=color:red}",
    "{href=https://a.example}",
    "{alt=words}",
    "{type=article}",
    "{start=soon}",
    "{lang=}",
    "{#a}{#b}",
    "{#a",
    "#a}",
    "{#a\n.b}",
    "{#a <b>}",
    '{title="open}',
    "{#fees draft}",
    "{.lead, .wide}",
]


@pytest.mark.parametrize("text", LISTS)
def test_a_list_gives_attributes(text: str) -> None:
    assert attribute_list(text) == LISTS[text]
    assert split_heading(f"Our fees {text}") == ("Our fees", LISTS[text])
    assert split_heading(f"Our fees\t{text} ") == ("Our fees", LISTS[text])


@pytest.mark.parametrize("text", TEXTS)
def test_other_braces_are_text(text: str) -> None:
    assert attribute_list(text) is None
    if not text.endswith("}{#b}"):
        assert split_heading(f"Our fees {text}") == (f"Our fees {text}", {})


@pytest.mark.parametrize(
    "source", ["{#fees}", "Fees{#fees}", "Fees \\{#fees}", "Fees {#fees} apply", "`x {#fees}`", ""]
)
def test_a_list_in_another_place_is_text(source: str) -> None:
    assert split_heading(source) == (source, {})


def test_only_the_last_list_is_taken() -> None:
    assert split_heading("Fees {draft} {#fees}") == ("Fees {draft}", {"id": "fees"})


@given(st.text("{}#.:=a \"'\\", max_size=12))
def test_no_sign_outside_the_list_is_dropped(text: str) -> None:
    kept, found = split_heading(f"Fees {text}")
    rest = f"Fees {text}".removeprefix(kept)
    assert f"Fees {text}".startswith(kept)
    assert attribute_list(rest.strip(" \t")) == (found or None)
