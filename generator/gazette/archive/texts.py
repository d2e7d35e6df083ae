"""The texts of one policy in any language, as readers see them, and how whole they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from gazette.archive.catalogs import names, notes
from gazette.archive.kept import kept
from gazette.archive.memo import digest
from gazette.archive.sources import FrontTexts, in_a_line
from gazette.document import context, is_raw, is_unit
from gazette.model import UNTRANSLATED, Translation
from gazette.translation import eras

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gazette.archive.catalogs import Catalogs
    from gazette.archive.memo import Memo
    from gazette.archive.policy import Policy
    from gazette.archive.sources import Sources
    from gazette.model import Document
    from gazette.translation.lookup import Translations

    LookUp = Callable[[str], tuple[str, Translation]]


@dataclass(frozen=True, slots=True)
class TextState:
    """What a version's text in a language is made from, as a digest, and how whole it is.

    `untranslated` counts the blocks that stand in the source language.
    """

    digest: str
    untranslated: int


@dataclass(frozen=True)
class Texts:
    """The versions of one policy in a language, by label or stage."""

    policy: Policy
    sources: Sources
    catalogs: Catalogs
    memo: Memo

    @property
    def lang(self) -> str:
        """The language that the texts are written in."""
        return self.sources.documents.lang

    @kept
    def document(self, label: str, lang: str) -> Document:
        """A version's text in a language."""
        source = self.sources.document(label)
        if lang == self.lang:
            return source
        words = self.catalogs.translations(label, lang)
        assets = self.policy.version(label).assets
        return self.sources.documents.translated(source, lang, words, assets)

    def translate(self, source: Document, order: int, lang: str) -> Document:
        """A text of the policy in a language; `order` is that of the last commit of its time."""
        words = self.catalogs.translations_at(order, lang)
        return self.sources.documents.translated(source, lang, words)

    @kept
    def front(self, label: str, lang: str) -> FrontTexts:
        """A version's title, description, summary, highlights and badges in a language."""
        texts = self.sources.front(label)
        if lang == self.lang:
            return texts
        own = self.catalogs.era(label, lang).own
        key = digest(("front", *notes(texts), lang, *names(own), eras.place(label)))
        known = self.memo.recall(key, dict) if own else None  # see `state`
        if known is not None:
            return _translated(texts, lambda text: (known[text], Translation.TRANSLATED))
        translations = self.catalogs.translations(label, lang)
        found = _translated(texts, translations.look_up)
        if own and translations.is_settled and not found.untranslated:
            said = filter(None, notes(texts))
            self.memo.note(key, {text: translations.look_up(text)[0] for text in said})
        return found

    def note(self, label: str, text: str, lang: str) -> tuple[str, bool]:
        """What is said of a version in a language, and whether that is not translated."""
        if lang == self.lang:
            return text, False
        found, state = self.catalogs.translations(label, lang).look_up(text)
        return found, state is not Translation.TRANSLATED

    def alike(self, label: str, lang: str) -> str:
        """The version, of those asked for so far, that stands for all of the same text."""
        if lang == self.lang:
            return self.sources.alike(label)
        return self._alike.setdefault((self.state(label, lang).digest, lang), label)

    @cached_property
    def _alike(self) -> dict[tuple[str, str], str]:
        return {}

    @kept
    def state(self, label: str, lang: str) -> TextState:
        """Digest of everything a version's text in a language is made from, and how whole it is.

        The files, and for a translation what the catalogs say to each passage: so a catalog that
        only grew by other passages leaves the text what it was.
        """
        made_from = self.sources.made_from(label)
        if lang == self.lang:
            return TextState(digest(made_from), 0)
        # What the catalogs of its own time give whole, no later one can change.
        own = self.catalogs.era(label, lang).own
        key = digest(("text", *made_from, lang, *names(own), eras.place(label)))
        if own and (known := self.memo.recall(key, str)) is not None:
            return TextState(known, 0)
        translations = self.catalogs.translations(label, lang)
        state = self._state(label, made_from, translations)
        if own and translations.is_settled and not state.untranslated:
            self.memo.note(key, state.digest)
        return state

    def heading(self, label: str, section: str, lang: str) -> str:
        """The title of a version's section in a language, "" for what stands in none.

        One of an image alone, or of nothing, is called by its id: a link needs a name.
        """
        key = digest(("heading", self.state(label, lang).digest, section))
        return self.memo.lasting(key, str, lambda: self._heading(label, section, lang))

    def reading(self, label: str, lang: str) -> str:
        """The SHA-256 of the words that readers see in a language, block by block."""
        key = digest(("reading", self.state(label, lang).digest))
        return self.memo.lasting(key, str, lambda: self._reading(label, lang))

    def _state(self, label: str, made_from: Iterable[str], translations: Translations) -> TextState:
        parts, untranslated = list(made_from), 0
        for block in self.sources.document(label).blocks:
            found = translations.look_up(block.source, context(block))
            parts += found
            untranslated += is_raw(block) or (found[1] in UNTRANSLATED and is_unit(block))
        return TextState(digest(parts), untranslated)

    def _heading(self, label: str, section: str, lang: str) -> str:
        headings = self.document(label, lang).headings
        named = (block for block in headings if block.anchor == section)
        return next((block.text.strip() or section for block in named), "")

    def _reading(self, label: str, lang: str) -> str:
        blocks = self.document(label, lang).blocks
        return reading((block.kind, str(block.level), block.text) for block in blocks)


def reading(blocks: Iterable[tuple[str, str, str]]) -> str:
    """The SHA-256 of a text as it is read: each block's kind, level and words."""
    return f"sha256:{digest(part for block in blocks for part in block)}"


def _translated(texts: FrontTexts, look_up: LookUp) -> FrontTexts:
    untranslated = set()

    def words(name: str, text: str) -> str:
        found, state = look_up(text) if text else (text, Translation.TRANSLATED)
        if state is not Translation.TRANSLATED:
            untranslated.add(name)
        return found

    return FrontTexts(
        in_a_line(words("title", texts.title)),
        words("description", texts.description),
        words("summary", texts.summary),
        tuple(replace(h, text=words("highlights", h.text)) for h in texts.highlights),
        tuple(words("badges", badge) for badge in texts.badges),
        words("notice_exception", texts.notice_exception),
        words("editorial_reason", texts.editorial_reason),
        tuple(words("in_short", text) for text in texts.in_short),
        frozenset(untranslated),
    )
