"""Words with plain links between them, as most clauses are that link at all.

Such a text needs no parser: `[words](address)` is a link wherever it stands, if neither its words
nor what is around it can be anything but words, and if its address is one that the sanitiser leaves
as it is. Whatever might be read otherwise is left to the parser.
"""

from __future__ import annotations

import re

# A letter of words that are nothing else: "www.", "://" and "@" make an address.
WORDS = r"(?:[^\\`*_\[\]<>&!\n~@:{wW]|[wW](?![wW][wW]\.)|:(?=\s|$)|!(?!\[))"
_HOST = r"https?://(?:[A-Za-z0-9-]+\.)+[A-Za-z][A-Za-z0-9-]*(?=[/?#)])"
_ADDRESS = rf"(?:{_HOST}|/(?!/)|\#)[A-Za-z0-9/?#=%._+,;$~-]*"
_LINK = re.compile(rf"\[((?![\s^]){WORDS}+(?<!\s))\]\(({_ADDRESS})\)")
_LINKED = re.compile(rf"(?:{WORDS}|{_LINK.pattern})*")
# What the parser or the sanitiser writes otherwise; a name in other letters may be refused.
_REWRITTEN = re.compile("[\0\r\u00a0]|xn--", re.IGNORECASE)


def linked(source: str) -> str | None:
    """The clean HTML of inline Markdown that surely is words and links, None for any other."""
    if _REWRITTEN.search(source) or not _LINKED.fullmatch(source):
        return None
    return _LINK.sub(r'<a href="\2">\1</a>', source).strip()
