"""Rules of the translations."""

from __future__ import annotations

from gazette.checks.rules.rule import Rule

RULES = (
    Rule("catalog-charset", "error, warning", "Catalogs must be UTF-8."),
    Rule(
        "catalog-duplicate",
        "error, warning",
        "A passage must have one translation.",
        is_free=True,
    ),
    Rule(
        "catalog-foreign",
        "error, warning",
        "A catalog must hold only what Gazette can read.",
        is_free=True,
    ),
    Rule(
        "catalog-header",
        "error, warning",
        "A catalog must state its language and its encoding.",
        is_free=True,
    ),
    Rule(
        "catalog-language",
        "error, warning",
        "A catalog must be in the language of its folder.",
        is_free=True,
    ),
    Rule(
        "catalog-plurals",
        "error",
        "A message that counts must have all plural forms of its language.",
    ),
    Rule("catalog-syntax", "error", "A catalog must be a valid PO file."),
    Rule("catalog-unwritable", "error", "A catalog must be writable to be updated."),
    Rule(
        "interface-unknown",
        "warning",
        "A catalog of the interface must translate messages that the interface has.",
    ),
    Rule(
        "interface-untranslated",
        "warning",
        "Buttons and notes must exist in every language of the site.",
    ),
    Rule("language", "error", "A language must have a known code."),
    Rule(
        "terms",
        "warning",
        "A translation must call things what the glossary of its language calls them.",
    ),
    Rule(
        "translation-doubtful",
        "warning",
        "A translation must be in its language, and say what its source text says, sentence by "
        "sentence.",
    ),
    Rule(
        "translation-left-behind",
        "warning",
        "A translation must belong to a passage of a text, or nobody reads it.",
    ),
    Rule(
        "translation-parity",
        "error, warning",
        "A translation must keep links, code, numbers and placeholders.",
        is_free=True,
    ),
    Rule("uncommitted-catalog", "error", "A catalog must be committed to be published."),
    Rule(
        "unknown-context",
        "warning",
        "A translation for one section must name a section that has the passage.",
    ),
    Rule("unknown-language", "error", "The language that is asked for must be one of the site's."),
)
