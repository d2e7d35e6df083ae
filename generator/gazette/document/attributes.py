"""Attribute lists in braces: `{#id .class key=value}`, also `{: #id}`.

Braces are ordinary signs in legal texts (`{address}`, `{Article 4}`), so they are read strictly:
each part must be an id, a class, or a key that an element may have. Anything else is text, and no
part of it is dropped. The form is that of PHP Markdown Extra and of Kramdown.
"""

from __future__ import annotations

import re

from gazette.document.inline import attribute_names

# Those that say something are written in Markdown: where a link leads, what an image shows.
_WRITTEN = frozenset({"href", "src", "alt"})
# What links often have in texts for other programs. It is known, and no page shows it.
_IDLE = frozenset({"target", "rel"})
_KEYS = (attribute_names() | _IDLE) - _WRITTEN
_VALUES = {  # of keys that take only some
    "type": re.compile(r"[1aAiI]"),
    "start": re.compile(r"-?\d{1,9}"),
    "value": re.compile(r"-?\d{1,9}"),
}
_ITEM = (
    r"""(?:#[^\s{}"'<>]+|\.-?[^\W\d][\w-]*"""
    r"""|[A-Za-z-]+=(?:"[^"{}\n]*"|'[^'{}\n]*'|[^\s{}"'<>=`]+))"""
)
_LIST = re.compile(rf"\{{:?[ \t]*({_ITEM}(?:[ \t]+{_ITEM})*)[ \t]*\}}")
_ITEMS = re.compile(_ITEM)


def attribute_list(text: str) -> dict[str, str] | None:
    """The attributes that a list in braces gives an element, None where it is no such list.

    Several classes are one value, parted by spaces; of several ids the last one counts.
    """
    match = _LIST.fullmatch(text)
    if not match:
        return None
    found: dict[str, str] = {}
    for item in _ITEMS.findall(match[1]):
        name, value = _named(item)
        if name not in _KEYS or not _may_be(name, value):
            return None
        found[name] = f"{found['class']} {value}" if name == "class" in found else value
    return found


def is_idle(name: str) -> bool:
    """Whether a key is known, and shown nowhere by design."""
    return name in _IDLE


def _may_be(name: str, value: str) -> bool:
    pattern = _VALUES.get(name)
    return pattern is None or bool(pattern.fullmatch(value))


def _named(item: str) -> tuple[str, str]:
    """One item of a list as a key and its value."""
    if item.startswith("#"):
        return "id", item[1:]
    if item.startswith("."):
        return "class", item[1:]
    name, _, value = item.partition("=")
    return name, value[1:-1] if value[0] in "\"'" else value


def split_heading(source: str) -> tuple[str, dict[str, str]]:
    """A heading's inline Markdown without the attribute list at its end, and that list's content.

    The list stands behind at least one word and a space. One that a backslash escapes is text.
    """
    text = source.rstrip(" \t")
    start = text.rfind("{")
    if start < 1 or text[start - 1] not in " \t":
        return source, {}
    found = attribute_list(text[start:])
    return (text[:start].rstrip(" \t"), found) if found else (source, {})
