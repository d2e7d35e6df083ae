"""Rules of what is published, and stays."""

from __future__ import annotations

from gazette.checks.rules.rule import Rule

RULES = (
    Rule("language-lost", "error", "Texts published in a language must stay available in it."),
    Rule(
        "newer-published",
        "error",
        "A site of an earlier day would take back what was announced since.",
    ),
    Rule(
        "published-changed",
        "error",
        "What readers were told of a version must stay, except where they are told anew.",
    ),
    Rule(
        "published-too-late",
        "error, warning",
        "Nobody was told on a day whose site does not have the version.",
    ),
    Rule(
        "published-unreadable",
        "error",
        "The published site must be readable, or nothing can be compared with it.",
    ),
    Rule(
        "reader-changed",
        "error",
        "A published text must be read as the kind of Markdown it was published as.",
    ),
    Rule("version-lost", "error", "A published version must never disappear from the site."),
)
