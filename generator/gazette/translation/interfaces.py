"""Catalogs of the interface's words, written for translators: the theme's template, a company's.

They hold the messages in the order in which templates and code say them, each with the files that
say it, and a flag where it has placeholders, so that gettext's tools watch over these. A
message that the interface says no more stays as obsolete, for whoever looks for its words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette.translation import theme
from gazette.translation.entries import Entry
from gazette.translation.faults import is_header
from gazette.translation.merging import existing
from gazette.translation.plurals import parsed, rule
from gazette.translation.writing import header_of, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette.translation.theme import Message

# The sign of a placeholder -> what tells gettext's tools to watch over it.
_FORMATS = {"%": "python-format", "{": "python-brace-format"}


def template(messages: Iterable[Message]) -> str:
    """The template of all catalogs: the messages without a translation."""
    fields = ("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit")
    head = Entry("", "".join(f"{field}\n" for field in fields))
    blank = (_entry(message, Entry(message.source, ""), 2) for message in messages)
    return "\n".join([written(head), *blank])


def update(lang: str, text: str | None, path: str, project: str) -> str:
    """A company's catalog with every message there is, its translations kept.

    `text` is the catalog as it is, None where there is none. Raises GazetteError where it cannot be
    read whole.
    """
    entries = existing(text, lang, path, has_plurals=True)
    header = next((entry for entry in entries if is_header(entry)), None)
    numbered = parsed(header.translation if header else "")
    head = header if header and numbered else header_of(lang, project, rule(lang))
    forms = numbered or parsed(rule(lang))
    count = forms.count if forms else 1
    known = {entry.source: entry for entry in reversed(entries) if not entry.context}
    messages = theme.messages()
    said = {message.source for message in messages}
    old = (e for e in entries if e.source and e.source not in said and any(e.said))
    return "\n".join(
        [
            written(head),
            *(_entry(m, known.get(m.source, Entry(m.source, "")), count) for m in messages),
            *(written(replace(entry, obsolete=True)) for entry in old),
        ]
    )


def _entry(message: Message, entry: Entry, count: int) -> str:
    """A message as an entry, with as many plural forms as its language has."""
    blank: Sequence[str] = ("",) * count
    flags = [flag for flag in entry.flags if flag not in _FORMATS.values()]
    flags += [flag for sign, flag in _FORMATS.items() if sign in message.source]
    found = replace(
        entry,
        obsolete=False,
        flags=tuple(flags),
        plural=message.plural,
        forms=tuple([*entry.forms, *blank][:count]) if message.plural else (),
    )
    return written(found, message.comments, message.places)
