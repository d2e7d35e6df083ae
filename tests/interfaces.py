"""Everything that the interface says, read from its templates and its code.

`python tests/interfaces.py` writes the template of its catalogs, `gazette.pot`; the suite fails
where it is not what they say.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.extract import extract_from_dir

from gazette.translation.interfaces import template
from gazette.translation.theme import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "theme/gazette_theme/locales/gazette.pot"
_METHODS = {
    "theme/gazette_theme": [(name, "jinja2.ext:babel_extract") for name in ("**.html", "**.txt")],
    "generator/gazette": [("**.py", "python")],
}
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "forms": (1, 2)}


def messages() -> tuple[Message, ...]:
    """The messages, each once, with the files that say them and what a translator has to know."""
    found: dict[tuple[str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for path, message, comments in _said():
        source, plural = message if isinstance(message, tuple) else (message, "")
        places, notes = found.setdefault((source, plural), ({}, {}))
        places[path] = None
        notes.update(dict.fromkeys(comments))
    return tuple(
        Message(*said, tuple(places), tuple(notes)) for said, (places, notes) in found.items()
    )


def _said() -> Iterator[tuple[str, str | tuple[str, str], list[str]]]:
    """(file, message, comments) of each place where something is said."""
    for folder, methods in _METHODS.items():
        rows = extract_from_dir(
            ROOT / folder,
            methods,
            {},
            _KEYWORDS,
            ("Translators:",),
            strip_comment_tags=True,
        )
        for row in sorted(rows, key=lambda row: row[:2]):
            yield f"{Path(folder).name}/{row[0]}", row[2], row[3]


if __name__ == "__main__":
    TEMPLATE.write_text(template(messages()), "utf-8")
