"""GitHub Flavored Markdown as markdown-it-py reads it, with our few additions.

CommonMark 0.31 with tables, strikethrough, bare addresses, footnotes and alerts, as GitHub has
them; definition lists; boxes as Python-Markdown has them (`!!! note "Title"`), but only in that
strict form, since three exclamation marks may also begin a sentence. Where markdown-it-py and
cmark-gfm differ in what a policy may hold, a module of its own beside this one does as the latter.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_inline import escape as escaped
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.admon.index import admonition
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from gazette.document.attributes import attribute_list
from gazette.document.github.addresses import with_addresses
from gazette.document.github.continuing import BlockParser
from gazette.document.github.flanking import SIGNS, InlineParser
from gazette.document.github.paragraphs import with_paragraphs
from gazette.document.github.tables import with_tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from markdown_it.renderer import RendererProtocol
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

_DEEPEST = 70  # levels of the parser's own count, far beyond what is refused (`limits`)
_OPTIONS = {
    "maxNesting": _DEEPEST,
    "html": True,
    "xhtmlOut": False,
    "alerts": True,
    "strikethrough_single_tilde": True,
}
_BOX = re.compile(r'!!! ?[a-z][a-z0-9-]*(?: +[a-z][a-z0-9-]*)*(?: +"[^"\n]*")?[ \t]*')
_BRACES = re.compile(r"\{[^{}\n]*\}")
_TAKE_ATTRIBUTES = frozenset({"link_close", "strong_close", "em_close", "s_close"})


class _AsWritten(MarkdownIt):
    """Targets stay as they are written; which of them may stand the sanitiser knows."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        return True


def new_grammar() -> MarkdownIt:
    """A parser of its own: parsers keep what they read."""
    md = _AsWritten()
    md.block, md.inline = BlockParser(), InlineParser()
    md.configure("commonmark", _OPTIONS)
    md.enable("strikethrough")
    # Notes stay where they are written until a document is made.
    md.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin).use(admon_plugin)
    md.use(with_addresses).use(with_tables).use(with_paragraphs)
    md.inline.ruler.at("escape", _escape)
    md.block.ruler.at("admonition", _box, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.core.ruler.before("text_join", "attributes", _with_attributes)
    md.core.ruler.after("text_join", "descriptions", _in_descriptions)
    md.add_render_rule("footnote_ref", _reference)
    md.block.mind_lazy_lines()
    return md


def _escape(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # theirs
    """A backslash before what it does not escape is a sign of its own, and what follows too.

    markdown-it-py takes both as one, so that of two spaces, which break a line, one is gone.
    """
    after = state.src[state.pos + 1 : state.pos + 2]
    is_plain = state.src[state.pos] == "\\" and after not in SIGNS and after != "\n"
    return not is_plain and escaped(state, silent)


def _box(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  # theirs
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    return bool(_BOX.fullmatch(line)) and admonition(state, start, end, silent)


def _reference(
    _renderer: RendererProtocol,
    tokens: Sequence[Token],
    at: int,
    _options: OptionsDict,
    env: EnvType,
) -> str:
    """A reference to a footnote: its number depends on the others, so a page fills it in."""
    target: dict[str, Any] = env["notes"]
    address = escape(target[tokens[at].meta["label"]])
    return f'<sup class="footnote-ref"><a href="#{address}"></a></sup>'


def _in_descriptions(state: StateCore) -> None:
    """What is escaped in an image within the words of another is text of these words."""
    for token in state.tokens:
        for child in token.children or ():
            _as_text(child.children or ())


def _as_text(tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.type == "text_special":
            token.type = "text"
        _as_text(token.children or ())


def _with_attributes(state: StateCore) -> None:
    """Attribute lists right behind a link, an image, code or emphasis: `[text](target){.class}`."""
    for token in state.tokens:
        if token.children and "{" in token.content:
            _take(token.children)


def _take(tokens: list[Token]) -> None:
    for at, token in enumerate(tokens[1:], start=1):
        before = tokens[at - 1]
        is_taker = before.type in _TAKE_ATTRIBUTES or before.type in ("image", "code_inline")
        match = _BRACES.match(token.content) if is_taker and token.type == "text" else None
        found = attribute_list(match[0]) if match else None
        if match and found is not None:
            token.content = token.content[match.end() :]
            opening = _opening(tokens, at - 1)
            for name, value in found.items():
                opening.attrSet(name, value)


def _opening(tokens: list[Token], at: int) -> Token:
    """The token that opens what one closes: itself, where it opens nothing."""
    depth = 0
    while True:
        depth += tokens[at].nesting
        if depth == 0:
            return tokens[at]
        at -= 1
