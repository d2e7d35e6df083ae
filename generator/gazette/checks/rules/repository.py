"""Rules of the repository, and of what is looked for in it."""

from __future__ import annotations

from gazette.checks.rules.rule import Rule

RULES = (
    Rule(
        "bare-repository",
        "error",
        "A repository must have a working tree, from which the texts are read.",
    ),
    Rule(
        "broken-repository",
        "error",
        "The repository must be readable by git.",
    ),
    Rule("cannot-merge", "error", "A branch can be reviewed only if it can be merged."),
    Rule(
        "foreign-repository",
        "error",
        "git reads another user's repository only if it is told to.",
    ),
    Rule(
        "grafted-clone",
        "error",
        "A clone must not have grafts: its history would differ from all others.",
    ),
    Rule("no-commits", "error", "The repository must have a commit; only commits are published."),
    Rule("no-git", "error", "git must be installed; the history is read with it."),
    Rule(
        "no-repository",
        "error",
        "The texts must be in a git repository, which gives them their dates.",
    ),
    Rule("no-such-text", "error", "The text that is asked for must exist."),
    Rule(
        "no-text-then", "error", "The policy must have had a text at the commit that is asked for."
    ),
    Rule(
        "not-top-folder",
        "error",
        "The configuration must belong to the top folder of its repository.",
    ),
    Rule("old-git", "error", "git must be recent enough to tell what each commit did."),
    Rule(
        "other-repository",
        "error",
        "git must read this folder's repository, not one that a variable names.",
    ),
    Rule("partial-clone", "error", "A clone must have all texts; a partial clone lacks some."),
    Rule(
        "shallow-clone",
        "error",
        "A clone must have the whole history, or every date would be wrong.",
    ),
    Rule("sparse-checkout", "error", "All texts must be on the disk, or they would seem deleted."),
    Rule(
        "submodule", "error", "A text must be in its own repository, whose commits give its dates."
    ),
    Rule("unknown-policy", "error", "The policy that is asked for must exist."),
    Rule("unknown-revision", "error", "The commit that is asked for must exist."),
    Rule("unknown-version", "error", "The version that is asked for must exist."),
    Rule("unreadable", "error", "The file that is named must be readable."),
)
