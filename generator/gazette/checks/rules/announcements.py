"""Rules of what is announced: dates, classes, notice."""

from __future__ import annotations

from gazette.checks.rules.rule import Rule

RULES = (
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
        "replaced-for-good",
        "error, warning",
        "What another version replaced before its day stays replaced, as readers were told.",
    ),
    Rule(
        "replacement-unsaid",
        "error",
        "A coming version that would never take effect is replaced on purpose only.",
    ),
    Rule("review-due", "warning", "Some laws ask that a policy be reviewed every so many months."),
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
)
