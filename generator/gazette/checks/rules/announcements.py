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
        "The class of a published change, material or editorial, must stay as readers were told.",
    ),
    Rule(
        "change-unclassified",
        "warning",
        "Say whether rights or duties change; if it is not said, the change counts as material.",
    ),
    Rule(
        "change-unmentioned",
        "warning",
        "A highlight or the summary must mention each section that a material change touches.",
    ),
    Rule(
        "correction-date",
        "error, warning",
        "The date of a correction must lie between the publication and now.",
    ),
    Rule(
        "correction-too-large",
        "error, warning",
        "A correction may only fix a slip; whatever touches a right or a duty is a new version.",
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
        "A version must take effect after the one it follows.",
    ),
    Rule(
        "editorial-carries-material",
        "error, warning",
        "A change announced as material must not be put in force early as editorial.",
    ),
    Rule(
        "editorial-changes-duties",
        "error, warning",
        "A change of a number, a date or a duty is material, unless readers are told why not.",
    ),
    Rule(
        "effective-far-ahead",
        "warning",
        "A date many years ahead is more often a slip than a plan.",
    ),
    Rule(
        "effective-in-the-past",
        "error, warning",
        "A version must not take effect before it was announced.",
    ),
    Rule(
        "effective-missing",
        "error, warning",
        "Without the date it takes effect, a version has no notice period.",
    ),
    Rule(
        "hand-dated",
        "warning",
        "The site says since when a version applies; a hand-written date goes out of date.",
    ),
    Rule("highlight-unchanged", "error", "A highlight must name a section that actually changed."),
    Rule(
        "highlight-unknown-section",
        "error",
        "A highlight must name a section of the text, or one that is removed.",
    ),
    Rule(
        "in-short-unchanged",
        "warning, hint",
        "Plain words must sum up this text, not one before it.",
    ),
    Rule(
        "label-reused", "error, warning", "A version label must never be reused for another text."
    ),
    Rule(
        "label-unsafe", "error, warning", "A label must work as the name of a folder on every disk."
    ),
    Rule(
        "never-announced",
        "warning",
        "A version that was refused, and replaced before it was fixed, was never published.",
    ),
    Rule(
        "notes-untranslated",
        "warning",
        "The notes on a change must exist in every language.",
    ),
    Rule(
        "notice-exception",
        "warning",
        "Less notice than promised needs a reason, which every reader sees.",
    ),
    Rule(
        "notice-period",
        "error, warning",
        "A material change must be announced the promised days before it takes effect.",
    ),
    Rule(
        "own-date-missing",
        "warning",
        "Where texts state their own date, each of them must.",
    ),
    Rule("own-date-unreadable", "warning", "The date that a text states must be a date."),
    Rule(
        "published-declared",
        "error, warning",
        "A publication date may be declared only for a version published elsewhere before.",
    ),
    Rule(
        "published-text-changed",
        "error, warning",
        "The text of a published version must never change.",
    ),
    Rule(
        "replaced-for-good",
        "error, warning",
        "A version that was replaced before its date stays replaced, as readers were told.",
    ),
    Rule(
        "replacement-unsaid",
        "error",
        "A version that replaces a coming one must say so.",
    ),
    Rule("review-due", "warning", "Some laws require a review of the policy every so many months."),
    Rule("summary-missing", "warning", "A material change must have a summary."),
    Rule(
        "summary-unchanged",
        "warning",
        "A summary must tell what this version changes, not what an earlier one did.",
    ),
    Rule(
        "version-set-aside",
        "warning",
        "A merge can set the published branch aside, and versions that readers know with it.",
    ),
    Rule(
        "withdrawn-in-force",
        "error, warning",
        "Only a coming version can be withdrawn; one in force is followed by a new version.",
    ),
    Rule("withdrawn-undone", "error, warning", "A withdrawal must not be undone."),
)
