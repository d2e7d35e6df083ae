"""Rules of what is published, and stays."""

from __future__ import annotations

from gazette.checks.rules.rule import Rule

RULES = (
    Rule("language-lost", "error", "What was published in a language stays in it."),
    Rule(
        "newer-published",
        "error",
        "A site of an earlier day would take back what was announced since.",
    ),
    Rule(
        "published-changed",
        "error",
        "What readers were told of a version stays, but for what they are told of anew.",
    ),
    Rule(
        "published-too-late",
        "error, warning",
        "Nobody was told on a day whose site does not have the version.",
    ),
    Rule(
        "published-unreadable",
        "error",
        "What a published site holds can be compared only when it can be read.",
    ),
    Rule(
        "reader-changed",
        "error",
        "A published text is read as it was when it was published, in the Markdown of then.",
    ),
    Rule("version-lost", "error", "A version that the published site has stays published."),
)
