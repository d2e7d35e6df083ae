"""Rules of the texts."""

from __future__ import annotations

from gazette.checks.rules.rule import Rule

RULES = (
    Rule(
        "anchor-dropped",
        "warning",
        "Links from elsewhere to a section must keep working when its words change.",
    ),
    Rule(
        "attribute-not-shown",
        "hint",
        "Attributes in braces must stand where they have an effect.",
    ),
    Rule("bad-encoding", "error, warning", "Texts must be UTF-8."),
    Rule(
        "bidi-control",
        "warning, hint",
        "No hidden character may change the order in which a text reads.",
    ),
    Rule(
        "braces", "hint", "Braces meant as the id of a section must not appear on the page as text."
    ),
    Rule(
        "cells-lost",
        "error, warning",
        "A table must have a column for each cell, or words are lost.",
    ),
    Rule(
        "check-back",
        "hint",
        "Asking readers to look for changes is no notice (WP260 rev.01, point 29).",
    ),
    Rule(
        "comment-not-ended",
        "error, warning",
        "A comment must be closed, or it hides the text below it.",
    ),
    Rule(
        "contact-changed",
        "warning",
        "Readers must be told when a contact address changes.",
    ),
    Rule("dangling-link", "error, warning", "A symbolic link must lead to a committed file."),
    Rule("dead-link", "warning", "Links in a policy must lead to something that exists."),
    Rule(
        "duplicate-section-id",
        "error",
        "Section ids must be unique, or links become ambiguous.",
    ),
    Rule(
        "element-not-closed", "warning", "HTML elements must be closed where they are meant to end."
    ),
    Rule(
        "end-tag-alone", "hint", "An end tag that closes nothing shows that something is missing."
    ),
    Rule(
        "file-missing",
        "error, warning",
        "Each file that a text shows must be in the repository.",
    ),
    Rule("file-name", "error", "The name of a published file must be UTF-8 text."),
    Rule(
        "foreign-image",
        "warning",
        "The site loads nothing from third parties, who could track readers.",
    ),
    Rule(
        "front-matter-alias",
        "error",
        "Write each value out; YAML anchors and aliases are not allowed.",
    ),
    Rule("front-matter-malformed", "error", "The front matter must be valid."),
    Rule(
        "front-matter-missing",
        "error",
        "A policy must state its version and its dates in its front matter.",
    ),
    Rule(
        "front-matter-unread",
        "error, warning, hint",
        "Text that readers do not see must not look as if it counted.",
    ),
    Rule("hidden-character", "hint", "Words must not contain characters that nobody sees."),
    Rule("image-not-shown", "warning", "Every image in a text must be one that readers can see."),
    Rule("impossible-date", "error", "Dates must exist in the calendar."),
    Rule("key-repeated", "error", "A key must appear once, or it is unclear which value counts."),
    Rule("large-file", "error, warning", "A text must be of a size that people can read."),
    Rule("lfs-pointer", "error, warning", "Commit the text itself, not a Git LFS pointer to it."),
    Rule(
        "list-by-hand",
        "warning, hint",
        "A list must be written so that it becomes a list on the page.",
    ),
    Rule(
        "macro",
        "hint",
        "Placeholders for another program are not filled in; write the words themselves.",
    ),
    Rule("mixed-alphabets", "hint", "A word must not mix letters of several alphabets."),
    Rule("no-section", "error, hint", "A policy must have sections to link to and to list."),
    Rule("not-html", "hint", "Words in angle brackets are shown here, and hidden elsewhere."),
    Rule("note-unused", "warning", "Each footnote must have a reference in the text."),
    Rule("nul-character", "error, warning", "A text must not contain characters that no text has."),
    Rule("outside-link", "error, warning", "Nothing from outside the repository may be published."),
    Rule(
        "policy-gone",
        "warning",
        "To end a policy, publish a last version instead of deleting its file.",
    ),
    Rule(
        "policy-kept-back",
        "error, warning",
        "If so configured, an error in one policy does not stop the others.",
    ),
    Rule("policy-lost", "error", "A published policy must not disappear silently."),
    Rule("policy-not-found", "error", "Each policy that is listed must have a text."),
    Rule(
        "reference-undefined",
        "error, warning",
        "Each reference to a footnote or an address must have a target.",
    ),
    Rule("section-id", "error", "A section id becomes part of an address and must be fit for one."),
    Rule(
        "section-id-unsafe",
        "error, warning",
        "No section id may lead out of the folder of its policy.",
    ),
    Rule(
        "section-order",
        "warning, hint",
        "The files of a policy must appear in the order that their names suggest.",
    ),
    Rule(
        "text-misread", "warning", "The texts of the front matter must be read as they are meant."
    ),
    Rule(
        "text-too-complex",
        "error",
        "A text must not take unreasonable time to read.",
    ),
    Rule(
        "uncommitted-configuration",
        "error, warning",
        "The configuration must be committed, as it holds promises to readers.",
    ),
    Rule(
        "uncommitted-file",
        "error",
        "A file that a version shows must be committed.",
    ),
    Rule("uncommitted-page", "error", "Everything that is published must be committed."),
    Rule(
        "uncommitted-text",
        "error",
        "A text must be committed, which gives it its publication date.",
    ),
    Rule(
        "undecided",
        "warning, hint",
        "Places that are still to be decided must be filled in before publication.",
    ),
    Rule("unknown-key", "error", "A misspelt key must not be taken for a missing one."),
    Rule(
        "unreadable-character",
        "warning, hint",
        "Characters must not be damaged, nor missing from every font.",
    ),
    Rule(
        "unsafe-file",
        "error, warning",
        "A published file must not run a program in a reader's browser.",
    ),
    Rule("version-missing", "error", "A text that had a version before must state its version."),
    Rule(
        "words-lost",
        "error, warning",
        "Readers must see every word that the authors wrote.",
    ),
    Rule("words-not-shown", "warning", "Readers must be able to read what a policy says."),
    Rule(
        "written-for-mkdocs",
        "hint",
        "A text written for mkdocs must be read as mkdocs reads it.",
    ),
    Rule("wrong-type", "error", "Each key must have a value of its type."),
)
