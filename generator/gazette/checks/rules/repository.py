"""Rules of the repository, and of what is looked for in it."""

from __future__ import annotations

from gazette.checks.rules.rule import Rule

RULES = (
    Rule("bare-repository", "error", "The texts are read from a working tree."),
    Rule(
        "broken-repository",
        "error",
        "A repository that git cannot read allows no honest answer.",
    ),
    Rule("cannot-merge", "error", "What a branch would publish is known when it can be merged."),
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
)
