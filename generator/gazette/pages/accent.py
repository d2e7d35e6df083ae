"""A site's own accent colour, as light or as dark as its ground needs to be read.

The hue and the strength are the site's; the lightness is moved until text in the colour has the
contrast of 4.5 to 1 on every ground of the theme (WCAG 2.2, success criterion 1.4.3; contrast and
relative luminance as defined there).
"""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ADDRESS = "assets/accent.css"
#: What stands behind text in the style sheet, in light and in dark: paper, raised, sunk, notice.
LIGHT = ("#fbfaf7", "#ffffff", "#f1efe9", "#fdf3d8")
DARK = ("#15181b", "#1d2125", "#22272c", "#352b12")
_ENOUGH = 4.5
_STEP = 0.005


def style(colour: str) -> str:
    """The style sheet of an accent colour such as "#1f4568"."""
    light = _rule(legible(colour, LIGHT), "#ffffff")
    dark = _rule(legible(colour, DARK), DARK[0])
    return (
        "@media screen {\n"
        f":root {light}\n"
        f':root[data-scheme="dark"] {dark}\n'
        "@media (prefers-color-scheme: dark) {\n"
        f':root:not([data-scheme="light"]) {dark}\n'
        "}\n}\n"
    )


def legible(colour: str, grounds: Iterable[str]) -> str:
    """The colour nearest in lightness that can be read on each of the grounds."""
    grounds = tuple(grounds)
    hue, lightness, strength = colorsys.rgb_to_hls(*_parts(colour))
    step = -_STEP if min(map(luminance, grounds)) > luminance("#808080") else _STEP
    while min(contrast(colour, ground) for ground in grounds) < _ENOUGH:
        lightness += step
        parts = colorsys.hls_to_rgb(hue, min(1, max(0, lightness)), strength)
        colour = "#" + "".join(f"{round(255 * part):02x}" for part in parts)
    return colour


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour of sRGB, from 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _rule(accent: str, on_accent: str) -> str:
    return f"{{ --accent: {accent}; --on-accent: {on_accent}; }}"
