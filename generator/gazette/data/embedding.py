"""The script that shows a coming version on a company's own pages: /embed/notice.js.

It is the same file for every site but for the words, which it holds in each of the site's
languages, the source language first.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from gazette.data import encoding, said
from gazette.pages import interface

if TYPE_CHECKING:
    from gazette.archive.site import Site
    from gazette.model import Settings

_PLACE = "/* WORDS */ {}"


def script(site: Site) -> str:
    """The script with its words."""
    source = resources.files("gazette.data").joinpath("scripts/notice.js").read_text("utf-8")
    words = {lang: _words(site.settings, lang) for lang in site.settings.languages}
    # In a script of its own, JSON is JavaScript as it stands.
    return source.replace(_PLACE, encoding.as_json(words))


def _words(settings: Settings, lang: str) -> dict[str, str]:
    _ = interface.words(settings, lang).gettext
    return {
        "see": _("See what changes"),
        "dismiss": _("Close"),
        "short": _(said.SHORT_NOTICE),
        "editorial": _(said.STILL_EDITORIAL),
    }
