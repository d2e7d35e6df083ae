"""Rules of the translations."""

from __future__ import annotations

from gazette.checks.rules.rule import Rule

RULES = (
    Rule("catalog-charset", "error, warning", "A catalog is UTF-8, or nobody knows its letters."),
    Rule(
        "catalog-duplicate",
        "error, warning",
        "A passage has one translation.",
        is_free=True,
    ),
    Rule(
        "catalog-foreign", "error, warning", "A catalog holds what Gazette can read.", is_free=True
    ),
    Rule(
        "catalog-header",
        "error, warning",
        "A catalog says what it is written in.",
        is_free=True,
    ),
    Rule(
        "catalog-language",
        "error, warning",
        "A catalog is in the language of its folder.",
        is_free=True,
    ),
    Rule("catalog-plurals", "error", "A message that counts has all plural forms of its language."),
    Rule("catalog-syntax", "error", "A catalog can be read."),
    Rule("catalog-unwritable", "error", "A catalog that is brought in step can be written."),
    Rule("interface-unknown", "warning", "What the interface does not say is shown nowhere."),
    Rule(
        "interface-untranslated",
        "warning",
        "Readers of a language find the buttons and notes in it, too.",
    ),
    Rule("language", "error", "A language is named once, by a code that is known."),
    Rule(
        "translation-left-behind",
        "warning",
        "A translation stands with a passage that a text has, or nobody reads it.",
    ),
    Rule(
        "translation-parity",
        "error, warning",
        "A translation keeps links, code, numbers and placeholders.",
        is_free=True,
    ),
    Rule("uncommitted-catalog", "error", "What is published stands in a commit."),
    Rule("unknown-language", "error", "A language that is asked for is one of the site's."),
)
