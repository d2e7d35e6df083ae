"""Every rule there is, by its id, with the reason for it.

A finding names its rule; this table says what the rule is for. `gazette check --rules` prints it,
and docs/rules.md shows it; tests hold table, code and page to each other.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, how bad a breach is ("error", "warning", "hint" or two of them), and why."""

    id: str
    severity: str
    reason: str


RULES: dict[str, tuple[Rule, ...]] = {
    "announcements": (
        Rule(
            "change-initial",
            "error, warning",
            "Only the first version of a policy can be its initial one.",
        ),
        Rule(
            "change-reclassified",
            "error",
            "What readers were told of a change, material or editorial, stays.",
        ),
        Rule(
            "change-unclassified",
            "warning",
            "The authors say whether rights or duties change; unsaid counts as material.",
        ),
        Rule(
            "change-unmentioned",
            "warning",
            "Readers are pointed at every section that a material change touches.",
        ),
        Rule(
            "correction-date",
            "error, warning",
            "A correction is of a day between the publication and now.",
        ),
        Rule(
            "correction-too-large",
            "error, warning",
            "A correction fixes a slip; what touches a right or a duty is a new version.",
        ),
        Rule(
            "date-contradicts",
            "error, warning",
            "A date in the text must not differ from the version's own.",
        ),
        Rule(
            "dated-in-future",
            "warning",
            "A text whose commit is dated after today is not shown before that day.",
        ),
        Rule(
            "dates-out-of-order",
            "error, warning",
            "A version takes effect after the one it follows.",
        ),
        Rule(
            "editorial-carries-material",
            "error, warning",
            "What was announced as material is not put in force early as editorial.",
        ),
        Rule(
            "editorial-changes-duties",
            "error, warning",
            "What changes a number, a date or a duty is material, or readers are told why not.",
        ),
        Rule(
            "effective-far-ahead",
            "warning",
            "A day many years ahead is more often a slip than a plan.",
        ),
        Rule(
            "effective-in-the-past",
            "error, warning",
            "Nothing can take effect before it was announced.",
        ),
        Rule(
            "effective-missing",
            "error, warning",
            "Without the day it takes effect, a version has no notice period.",
        ),
        Rule(
            "hand-dated",
            "warning",
            "The site says since when a version applies; a date written by hand grows old.",
        ),
        Rule("highlight-unchanged", "error", "What readers are told to look at did change."),
        Rule(
            "highlight-unknown-section",
            "error",
            "A highlight leads to a section that is there or goes.",
        ),
        Rule("label-reused", "error, warning", "A label names one text for good."),
        Rule("label-unsafe", "error, warning", "A label is a folder of its own on every disk."),
        Rule(
            "never-announced",
            "warning",
            "What was refused, and given up for another version, was never published.",
        ),
        Rule(
            "notes-untranslated",
            "warning",
            "Readers of every language are told in it what changes.",
        ),
        Rule(
            "notice-exception",
            "warning",
            "Less notice than promised needs a reason, which every reader sees.",
        ),
        Rule(
            "notice-period",
            "error, warning",
            "A material change is announced the promised days before it takes effect.",
        ),
        Rule(
            "own-date-missing",
            "warning",
            "Where texts say since when they apply, each of them does.",
        ),
        Rule("own-date-unreadable", "warning", "The date that a text gives itself is a day."),
        Rule(
            "published-declared",
            "error, warning",
            "A publication date is declared only for what was published elsewhere before.",
        ),
        Rule(
            "published-text-changed",
            "error, warning",
            "The text of a published version never changes.",
        ),
        Rule(
            "replacement-unsaid",
            "error",
            "A coming version that would never take effect is replaced on purpose only.",
        ),
        Rule(
            "review-due", "warning", "Some laws ask that a policy be reviewed every so many months."
        ),
        Rule("summary-missing", "warning", "A material change is told in a sentence."),
        Rule(
            "summary-unchanged",
            "warning",
            "A summary tells what this version changes, not what one before it did.",
        ),
        Rule(
            "version-set-aside",
            "warning",
            "A merge can put the published line aside, and versions that readers know with it.",
        ),
        Rule(
            "withdrawn-in-force",
            "error, warning",
            "Only what is coming can be called off; what is in force is followed by a new version.",
        ),
        Rule("withdrawn-undone", "error, warning", "A withdrawal is for good."),
    ),
    "what is published": (
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
    ),
    "texts": (
        Rule(
            "anchor-dropped",
            "warning",
            "Links from elsewhere to a section keep working when its words change.",
        ),
        Rule("bad-encoding", "error, warning", "A text is UTF-8, or nobody knows its letters."),
        Rule(
            "bidi-control",
            "warning, hint",
            "A text reads as it is written: nothing turns its letters round.",
        ),
        Rule("braces", "hint", "What was to be an id of a section does not stand on the page."),
        Rule(
            "cells-lost", "error, warning", "A table has a column for each cell, or words vanish."
        ),
        Rule(
            "check-back",
            "hint",
            "To ask readers to look for changes is no notice (WP260 rev.01, point 29).",
        ),
        Rule(
            "comment-not-ended", "error, warning", "A comment hides itself, not what is below it."
        ),
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
        Rule(
            "element-not-closed", "warning", "An element of HTML ends where its author meant it to."
        ),
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
        Rule(
            "outside-link", "error, warning", "Nothing from outside of the repository is published."
        ),
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
        Rule(
            "text-misread", "warning", "The texts of the front matter are read as they are meant."
        ),
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
    ),
    "translations": (
        Rule(
            "catalog-charset", "error, warning", "A catalog is UTF-8, or nobody knows its letters."
        ),
        Rule("catalog-duplicate", "error, warning", "A passage has one translation."),
        Rule("catalog-foreign", "error, warning", "A catalog holds what Gazette can read."),
        Rule("catalog-header", "error, warning", "A catalog says what it is written in."),
        Rule("catalog-language", "error, warning", "A catalog is in the language of its folder."),
        Rule("catalog-syntax", "error", "A catalog can be read."),
        Rule("catalog-unwritable", "error", "A catalog that is brought in step can be written."),
        Rule("language", "error", "A language has a code that is known."),
        Rule(
            "translation-left-behind",
            "warning",
            "A translation stands with a passage that a text has, or nobody reads it.",
        ),
        Rule(
            "translation-parity",
            "error, warning",
            "A translation keeps links, code, numbers and placeholders.",
        ),
        Rule("uncommitted-catalog", "error", "What is published stands in a commit."),
        Rule("unknown-language", "error", "A language that is asked for is one of the site's."),
    ),
    "the repository": (
        Rule("bare-repository", "error", "The texts are read from a working tree."),
        Rule(
            "broken-repository",
            "error",
            "A repository that git cannot read allows no honest answer.",
        ),
        Rule(
            "cannot-merge", "error", "What a branch would publish is known when it can be merged."
        ),
        Rule(
            "foreign-repository",
            "error",
            "git reads a repository of another user only when told to.",
        ),
        Rule("grafted-clone", "error", "A clone with grafts has another history than all others."),
        Rule("no-commits", "error", "What is published stands in a commit."),
        Rule("no-git", "error", "History is read by git."),
        Rule("no-repository", "error", "Without a repository there is no history."),
        Rule("no-such-text", "error", "A text that is asked for is there."),
        Rule("no-text-then", "error", "A policy had a text at the commit that is asked for."),
        Rule("not-top-folder", "error", "The repository is read from its top folder."),
        Rule("old-git", "error", "An old git cannot say what each commit did."),
        Rule(
            "other-repository",
            "error",
            "git reads the repository it stands in, not one that a hook names.",
        ),
        Rule("partial-clone", "error", "A partial clone lacks texts."),
        Rule("shallow-clone", "error", "A shallow clone lacks history: every date would be wrong."),
        Rule("sparse-checkout", "error", "A text that is kept off the disk would seem deleted."),
        Rule("submodule", "error", "A text is dated by the commits of its own repository."),
        Rule("unknown-policy", "error", "A policy that is asked for is there."),
        Rule("unknown-revision", "error", "A commit that is asked for is there."),
        Rule("unknown-version", "error", "A version that is asked for is there."),
        Rule("unreadable", "error", "A file that is named can be read."),
    ),
    "commands": (
        Rule("address-taken", "error", "At an address stands one thing."),
        Rule("build-failed", "error", "A site is built whole or not at all."),
        Rule("build-running", "error", "Two builds of one site would spoil each other."),
        Rule("configuration", "error", "An option that is misspelt must not become its default."),
        Rule("disk", "error", "What is written must find room."),
        Rule("journal", "error", "What is sent is remembered, or it is not sent."),
        Rule("journal-in-use", "error", "Two runs would tell people twice."),
        Rule("nothing-to-announce", "error", "Only what is coming, in force or withdrawn is news."),
        Rule("outside-site", "error", "Nothing is written outside of the site's folder."),
        Rule("pdf", "error", "A PDF shows every letter of its version, or is not made."),
        Rule("port-in-use", "error", "A preview has a port of its own."),
        Rule("recipients", "error", "Whom a notice goes to is beyond doubt."),
        Rule("site-dir", "error", "Nothing but a site of Gazette is ever replaced."),
        Rule("smtp", "error", "Letters go to a server that takes them, over a way that is safe."),
        Rule("webhook", "error", "Events are signed, and go over a way that is safe."),
    ),
}
