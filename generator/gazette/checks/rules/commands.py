"""Rules of what the commands do."""

from __future__ import annotations

from gazette.checks.rules.rule import Rule

RULES = (
    Rule("address-taken", "error", "Two things must not share an address."),
    Rule("build-failed", "error", "A site is built whole or not at all."),
    Rule("build-running", "error", "Two builds of one site at the same time would damage it."),
    Rule("cluster", "error", "The machines that work on a site must be reachable, and stay so."),
    Rule(
        "cluster-folder",
        "error",
        "The machines that work on a site must see the folder where it is made.",
    ),
    Rule("cluster-programs", "error", "All machines must have the same programs."),
    Rule(
        "configuration",
        "error",
        "Options must be known and valid; a misspelt one must not become its default.",
    ),
    Rule("depot", "error", "Files that machines exchange must arrive whole, and come from them."),
    Rule("disk", "error", "Files must be readable, and there must be room to write."),
    Rule("journal", "error", "Whatever is sent must be recorded, or it is not sent."),
    Rule("journal-in-use", "error", "Two runs with one journal would tell people twice."),
    Rule(
        "nothing-to-announce",
        "error",
        "Only a version that is coming, in force or withdrawn can be announced.",
    ),
    Rule("outside-site", "error", "Nothing may be written outside of the site's folder."),
    Rule("pdf", "error", "A PDF must show every character of its version."),
    Rule("port-in-use", "error", "A preview needs a free port."),
    Rule(
        "process-ended", "error", "A part of the site that was not finished must not be published."
    ),
    Rule("recipients", "error", "Every recipient must be unambiguous."),
    Rule("site-dir", "error", "Only a site of Gazette may be replaced."),
    Rule("smtp", "error", "E-mails must go to a server that takes them, over a secure connection."),
    Rule("template", "error", "A template of the site's own must use only what its page has."),
    Rule("webhook", "error", "Events must be signed and sent over a secure connection."),
)
