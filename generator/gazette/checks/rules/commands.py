"""Rules of what the commands do."""

from __future__ import annotations

from gazette.checks.rules.rule import Rule

RULES = (
    Rule("address-taken", "error", "At an address stands one thing."),
    Rule("build-failed", "error", "A site is built whole or not at all."),
    Rule("build-running", "error", "Two builds of one site would spoil each other."),
    Rule("cluster", "error", "Machines that work on a site are there, and stay."),
    Rule("cluster-folder", "error", "Machines that work on a site see where it is made."),
    Rule("cluster-programs", "error", "Equal programs make equal bytes."),
    Rule("configuration", "error", "An option that is misspelt must not become its default."),
    Rule("depot", "error", "What machines send each other comes whole, and from them."),
    Rule("disk", "error", "What is written must find room."),
    Rule("journal", "error", "What is sent is remembered, or it is not sent."),
    Rule("journal-in-use", "error", "Two runs would tell people twice."),
    Rule("nothing-to-announce", "error", "Only what is coming, in force or withdrawn is news."),
    Rule("outside-site", "error", "Nothing is written outside of the site's folder."),
    Rule("pdf", "error", "A PDF shows every letter of its version, or is not made."),
    Rule("port-in-use", "error", "A preview has a port of its own."),
    Rule("process-ended", "error", "A part that was not made whole is no part of a site."),
    Rule("recipients", "error", "Whom a notice goes to is beyond doubt."),
    Rule("site-dir", "error", "Nothing but a site of Gazette is ever replaced."),
    Rule("smtp", "error", "Letters go to a server that takes them, over a way that is safe."),
    Rule("template", "error", "A template of the site's own names only what its page has."),
    Rule("webhook", "error", "Events are signed, and go over a way that is safe."),
)
