"""Rules of the texts."""

from __future__ import annotations

from gazette.checks.rules.rule import Rule

RULES = (
    Rule(
        "anchor-dropped",
        "warning",
        "Links from elsewhere to a section keep working when its words change.",
    ),
    Rule(
        "attribute-not-shown",
        "hint",
        "What braces ask for, such as (a) in the place of 1., stands on the page.",
    ),
    Rule("bad-encoding", "error, warning", "A text is UTF-8, or nobody knows its letters."),
    Rule(
        "bidi-control",
        "warning, hint",
        "A text reads as it is written: nothing turns its letters round.",
    ),
    Rule("braces", "hint", "What was to be an id of a section does not stand on the page."),
    Rule("cells-lost", "error, warning", "A table has a column for each cell, or words vanish."),
    Rule(
        "check-back",
        "hint",
        "To ask readers to look for changes is no notice (WP260 rev.01, point 29).",
    ),
    Rule("comment-not-ended", "error, warning", "A comment hides itself, not what is below it."),
    Rule(
        "contact-changed",
        "warning",
        "Whoever wrote down an address learns that another took its place.",
    ),
    Rule("dangling-link", "error, warning", "A symbolic link leads to a committed file."),
    Rule("dead-link", "warning", "A link in a policy leads somewhere."),
    Rule(
        "duplicate-section-id",
        "error",
        "An id stands once, or a link leads to one place of two.",
    ),
    Rule("element-not-closed", "warning", "An element of HTML ends where its author meant it to."),
    Rule("end-tag-alone", "hint", "A tag that closes nothing shows that something is missing."),
    Rule(
        "file-missing",
        "error, warning",
        "What a text shows is kept with it, so it has to be there.",
    ),
    Rule("foreign-image", "warning", "A page fetches nothing from others, who could count it."),
    Rule("front-matter-alias", "error", "What a key says stands beside it, not elsewhere."),
    Rule("front-matter-malformed", "error", "The head of a policy can be read."),
    Rule("front-matter-missing", "error", "A policy says its version and its dates."),
    Rule(
        "front-matter-unread",
        "error, warning, hint",
        "What stands in a text and is not shown is read, or somebody lost it.",
    ),
    Rule("hidden-character", "hint", "A character that nobody sees makes a word another one."),
    Rule("image-not-shown", "warning", "What a text shows, its readers can see."),
    Rule("impossible-date", "error", "A date is a day of the calendar."),
    Rule("key-repeated", "error", "A key stands once, or nobody knows which value counts."),
    Rule("large-file", "error, warning", "A text has a size that people can read."),
    Rule("lfs-pointer", "error, warning", "The text itself is committed, not a pointer to it."),
    Rule(
        "list-by-hand",
        "warning, hint",
        "What its author wrote as a list is one on the page.",
    ),
    Rule("macro", "hint", "A text of ours has its words, not what a program would fill in."),
    Rule("mixed-alphabets", "hint", "A word that looks like another one is not that word."),
    Rule("no-section", "error, hint", "A policy has sections to link to and to list."),
    Rule("not-html", "hint", "Words in angle brackets are shown here, and hidden elsewhere."),
    Rule("note-unused", "warning", "A footnote explains some words, which lead to it."),
    Rule("nul-character", "error, warning", "A text holds only characters that texts have."),
    Rule("outside-link", "error, warning", "Nothing from outside of the repository is published."),
    Rule("policy-gone", "warning", "A policy ends by a last version, not with its file."),
    Rule(
        "policy-kept-back",
        "error, warning",
        "An error in one policy does not keep the others from being published, if so wished.",
    ),
    Rule("policy-lost", "error", "A published policy does not vanish without a word."),
    Rule("policy-not-found", "error", "A policy that is listed has a text."),
    Rule(
        "reference-undefined",
        "error, warning",
        "A reference to a footnote or an address leads to one; readers see no bare brackets.",
    ),
    Rule("section-id", "error", "A section's id is part of an address."),
    Rule("section-id-unsafe", "error, warning", "No id leads out of the folder of its policy."),
    Rule(
        "section-order",
        "warning, hint",
        "The files of a policy stand in the order that their names promise.",
    ),
    Rule("text-misread", "warning", "The texts of the front matter are read as they are meant."),
    Rule(
        "text-too-complex",
        "error",
        "A text can be rendered in a time that does not grow beyond bounds.",
    ),
    Rule(
        "uncommitted-configuration",
        "error, warning",
        "What a site promises stands in a commit, as its texts do.",
    ),
    Rule(
        "uncommitted-file",
        "error",
        "What a version shows is part of it, and what is published stands in a commit.",
    ),
    Rule("uncommitted-page", "error", "Whatever is published can be found in a commit."),
    Rule(
        "uncommitted-text",
        "error",
        "What is published has a date, which only a commit gives it.",
    ),
    Rule("unknown-key", "error", "A misspelt key must not be taken for one that is missing."),
    Rule(
        "unreadable-character",
        "warning, hint",
        "A letter that was lost, or that no font has, says nothing to a reader.",
    ),
    Rule(
        "unsafe-file",
        "error, warning",
        "A file that is published runs no program in a reader's browser.",
    ),
    Rule("version-missing", "error", "A text that had a version before says its version."),
    Rule(
        "words-lost",
        "error, warning",
        "Readers see every word that the authors wrote, whatever Markdown makes of it.",
    ),
    Rule("words-not-shown", "warning", "What a policy says, its readers can read."),
    Rule(
        "written-for-mkdocs",
        "hint",
        "A text that was written for mkdocs is read as its authors saw it.",
    ),
    Rule("wrong-type", "error", "A key has a value of its kind."),
)
