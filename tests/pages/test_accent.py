"""A site's own accent colour: always legible, always itself."""

from __future__ import annotations

import colorsys
import re
from pathlib import Path
from typing import TYPE_CHECKING

import gazette_theme
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.pages.accent import DARK, LIGHT, contrast, legible, luminance, style
from small import CONFIG, build

if TYPE_CHECKING:
    from repositories import Repository

CSS = (Path(gazette_theme.__file__).parent / "assets/gazette.css").read_text()
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
ACCENT = 'extra: {gazette: {accent: "%s"}}\n'


def test_contrast_is_that_of_the_guidelines() -> None:
    assert luminance("#000000") == 0
    assert luminance("#ffffff") == pytest.approx(1)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)  # the well-known grey


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    told = re.findall(r"--(?:paper|raised|sunk|notice-paper): (#\w{6})", CSS)
    light, dark, again = told[:4], told[4:8], told[8:12]
    assert tuple(light) == LIGHT
    assert tuple(dark) == tuple(again) == DARK


def test_every_property_that_is_used_is_defined() -> None:
    used = set(re.findall(r"var\((--[\w-]+)", CSS))
    assert len(used) > 30
    assert used <= set(re.findall(r"(--[\w-]+):", CSS))


@given(COLOURS)
def test_every_colour_becomes_legible(colour: str) -> None:
    for grounds in (LIGHT, DARK):
        found = legible(colour, grounds)
        assert min(contrast(found, ground) for ground in grounds) >= 4.5
    assert contrast(legible(colour, DARK), DARK[0]) >= 4.5  # the words on the colour


@given(COLOURS)
def test_a_legible_colour_stays_and_another_keeps_its_hue(colour: str) -> None:
    for grounds in (LIGHT, DARK):
        found = legible(colour, grounds)
        assert legible(found, grounds) == found
        before, after = (
            colorsys.rgb_to_hls(*(int(c[at : at + 2], 16) / 255 for at in (1, 3, 5)))
            for c in (colour, found)
        )
        vivid = min(before[2], after[2]) > 0.1 and 0.1 < after[1] < 0.9
        if vivid:  # the hue of what is nearly grey, black or white is noise
            turned = abs(before[0] - after[0])
            assert min(turned, 1 - turned) < 0.03


def test_paper_stays_black_on_white() -> None:
    assert style("#1f4568").startswith("@media screen {\n:root { --accent: #1f4568; ")


def test_a_site_with_a_colour_of_its_own(repository: Repository) -> None:
    repository.commit("2026-05-22", {"mkdocs.yml": CONFIG + ACCENT % "#FF6600"})
    assert build(repository).code == 0
    page = (repository.root / "site/de/terms/index.html").read_text()
    assert page.index("assets/gazette.css") < page.index('href="../../assets/accent.css"')
    assert (repository.root / "site/assets/accent.css").read_text() == style("#FF6600")


def test_a_site_without_one_has_no_style_sheet_for_it(built: Repository) -> None:
    assert "accent.css" not in (built.root / "site/de/terms/index.html").read_text()
    assert not (built.root / "site/assets/accent.css").exists()


@pytest.mark.parametrize("colour", ["blue", "#fff", "#1f456", "url(x)", "#1f4568;}"])
def test_what_is_no_colour_is_refused(repository: Repository, colour: str) -> None:
    repository.write("mkdocs.yml", CONFIG + ACCENT % colour)
    done = build(repository)
    assert done.code == 1
    assert f'"{colour}" is not a color. Write its six digits in quotes: "#1f4568".' in done.errors
