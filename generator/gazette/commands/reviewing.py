"""What merging a branch would publish, in Markdown: a comment for a pull request.

Everything is told as it would be were the branch merged now: which versions it announces and
when they take effect, what their redline is, what the checks find, how far the translations are.
What is wrong on the published branch already is not told again: only what the proposal brings.
"""

from __future__ import annotations

import html
from itertools import product
from typing import TYPE_CHECKING

from gazette.commands import comparison, promises, translating
from gazette.commands.redlines import plain
from gazette.model import EventKind, PairKind, Severity
from gazette.model.findings import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.archive import Archive
    from gazette.archive.policy import Policy
    from gazette.archive.site import Site
    from gazette.commands.comparison import Compared
    from gazette.model import Event, Finding, Version
    from gazette.translation.lookup import Counts

LONGEST = 60_000  # characters; GitHub takes 65,536 in a comment
_SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.HINT: "💡"}
_CUT = "\n\n*The redline is longer; the preview shows all of it.*\n"


def review(site: Site, commit: str, before: Site | None = None) -> str:
    """The review of a commit, the last one of a site, against the site `before` it."""
    parts = (_versions(site, commit), _settings(site, before), _readings(site, before))
    told = "\n".join(line for part in (*parts, _findings(site, before)) for line in part)
    told += "\n" + "\n".join(_translations(site))
    shown = "\n".join([*_redlines(site, commit), *_corrected(site, before)])
    room = max(0, LONGEST - len(told))
    if len(shown) > room:
        shown = _cut(shown, room)
    return f"{told}\n{shown}".rstrip() + "\n"


def _versions(site: Site, commit: str) -> Iterator[str]:
    yield "## What merging this will publish"
    lines = [line for archive in site.archives for line in _policy(archive, commit)]
    yield from lines or ["", "Nothing: no published text changes."]


def _policy(archive: Archive, commit: str) -> Iterator[str]:
    policy = archive.policy
    for version in policy.versions:
        title = archive.sources.front(version.label).title
        name = _plain(f"{title}, version {version.label}")
        if version.commits[0] == commit:
            yield from _announced(policy, version, name)
        else:
            yield from (_event(name, event) for event in version.events if event.commit == commit)


def _announced(policy: Policy, version: Version, name: str) -> Iterator[str]:
    notice = policy.notice(version.label)
    yield f"\n### {name}\n"
    yield f"- Takes effect on **{version.effective}**{_kind(version)}."
    if notice.required:
        kept = "kept" if notice.kept else "**not kept**"
        yield (
            f"- Merged now, readers have {notice.days} full days of notice; {notice.required} are "
            f"promised: {kept}."
        )
    if version.front.notice_exception:
        yield f"- Exception: {_plain(version.front.notice_exception)}"
    if version.front.editorial_reason:
        yield f"- Reason: {_plain(version.front.editorial_reason)}"
    if version.front.summary:
        yield f"- {_plain(version.front.summary)}"
    for text in version.front.in_short:
        yield f"- In plain words: {_plain(text)}"
    for highlight in version.front.highlights:
        yield f"  - `{highlight.section}`: {_plain(highlight.text)}"


def _kind(version: Version) -> str:
    """The class of a change, "" where nobody who knows Gazette wrote the text."""
    if version.classified:
        return f" ({version.change.value})"
    return f" ({version.change.value}, not classified)" if version.front.version else ""


def _event(name: str, event: Event) -> str:
    words = {
        EventKind.RESCHEDULED: f"takes effect on **{event.effective}** instead.",
        EventKind.WITHDRAWN: "is withdrawn.",
        EventKind.REPLACED: f"is replaced by version {_plain(event.other)}.",
        EventKind.ANNOUNCED: f"is announced for {event.effective}.",
        EventKind.CORRECTED: f"is corrected: {_plain(event.text)}",
        EventKind.TRANSLATION_CORRECTED: f"is corrected in its translation ({event.lang}).",
        EventKind.RELINKED: "gets newer links or images; its words stay the same.",
    }
    return f"\n**{name}** {words[event.kind]}"


def _settings(site: Site, before: Site | None) -> Iterator[str]:
    """The options that the proposal changes."""
    found = [*promises.changed(before.settings, site.settings)] if before else []
    if found:
        yield "\n## What this changes in the configuration\n"
        yield "| Option | Now | Then |\n|---|---|---|"
        yield from (f"| {_plain(n)} | {_plain(old)} | {_plain(new)} |" for n, old, new in found)


def _readings(site: Site, before: Site | None) -> Iterator[str]:
    """How many passages of published versions read differently than they do now."""
    if lines := [f"- {_count_of(*each)}" for each in _reread(site, before)]:
        yield "\n## What changes in the translations of published versions\n"
        yield from lines


def _count_of(lang: str, name: str, found: Compared) -> str:
    changed = [a for a in found.redline.amendments if a.pair.kind is not PairKind.UNCHANGED]
    passages = "1 passage" if len(changed) == 1 else f"{len(changed)} passages"
    verb = "reads" if len(changed) == 1 else "read"
    return f"{lang}: {passages} of {_plain(name)} {verb} differently."


def _reread(site: Site, before: Site | None) -> Iterator[tuple[str, str, Compared]]:
    """(language, version, redline) of each translation of a published version that changes."""
    known = {archive.policy.id: archive for archive in site.archives}
    for old in before.archives if before else ():
        if now := known.get(old.policy.id):
            for label, lang in product(_labels(old, now), _translations_of(old, now)):
                if found := comparison.reread(old, now, label, lang):
                    yield lang, f"{old.policy.id}@{label}", found


def _labels(before: Archive, now: Archive) -> list[str]:
    """Those of the versions that a policy had before and has now."""
    labels = {version.label for version in now.policy.versions}
    return [version.label for version in before.policy.versions if version.label in labels]


def _translations_of(before: Archive, now: Archive) -> list[str]:
    """The languages into which it was translated before and is now."""
    languages = before.settings.languages[1:]
    return [lang for lang in now.settings.languages[1:] if lang in languages]


def _corrected(site: Site, before: Site | None) -> Iterator[str]:
    """The redlines of translations that change."""
    for lang, name, found in _reread(site, before):
        yield from _folded(f"Translation: {name}, {lang}", found)


def brought(site: Site, before: Site | None = None) -> list[Finding]:
    """What is wrong that was not wrong before."""
    known = {_words(finding) for finding in before.findings} if before else set()
    return [finding for finding in site.findings if _words(finding) not in known]


def _findings(site: Site, before: Site | None) -> Iterator[str]:
    yield "\n## Check results\n"
    new = brought(site, before)
    if new:
        yield "| | Where | What | Fix |\n|---|---|---|---|"
        yield from map(_finding, new)
    else:
        yield "No problems found."
    if old := [finding for finding in site.findings if finding not in new]:
        yield f"\n{_known_before(old)}"


def _words(finding: Finding) -> tuple[str, str, str]:
    """What makes two findings one, wherever in the file they stand."""
    return finding.rule, finding.place.path, finding.what


def _known_before(findings: list[Finding]) -> str:
    """How much is wrong already on the published branch."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    told = f"The published branch has {len(findings)} of its own, not repeated here"
    if not errors:
        return f"*{told}.*"
    return f"**{told}; {errors} of them stop every build until they are fixed.**"


def _finding(finding: Finding) -> str:
    place = f"`{visible(str(finding.place)).replace('`', '')}`" if finding.place.path else ""
    what, fix = _plain(finding.what), _plain(finding.fix)
    return f"| {_SIGNS[finding.severity]} | {place} | {what} | {fix} |"


def _translations(site: Site) -> Iterator[str]:
    yield "\n## Translations\n"
    counts = translating.status(site)
    if not counts:
        yield "There is nothing to translate."
        return
    languages = list(dict.fromkeys(lang for _, lang in counts))
    yield f"| Catalog | {' | '.join(languages)} |\n|---{'|---' * len(languages)}|"
    for name in dict.fromkeys(name for name, _ in counts):
        cells = (_count(counts.get((name, lang))) for lang in languages)
        yield f"| {name} | {' | '.join(cells)} |"


def _count(count: Counts | None) -> str:
    """How many passages are translated, and a sign where some are not, or wait for a look."""
    if count is None:
        return ""
    sign = f"{_SIGNS[Severity.WARNING]} " if count.translated < count.total else ""
    return f"{sign}{count.translated}/{count.total}"


def _redlines(site: Site, commit: str) -> Iterator[str]:
    for archive in site.archives:
        for version in archive.policy.versions:
            if version.commits[0] != commit:
                for found in comparison.stages(archive, version, commit):
                    yield from _folded(f"Correction: {found.old} → {found.new}", found)
            elif compared := comparison.neighbours(site, archive, version.label):
                yield from _folded(f"Redline: {compared.old} → {compared.new}", compared)


def _folded(title: str, compared: Compared) -> Iterator[str]:
    yield f"\n<details><summary>{html.escape(title)}</summary>\n"
    yield plain.as_markdown(compared, False)  # noqa: FBT003  # no terminal
    yield "</details>"


def _cut(text: str, room: int) -> str:
    """As much as there is room for, in whole lines."""
    kept = text[: max(0, room - len(_CUT) - len("</details>"))].rpartition("\n")[0]
    return f"{kept}{_CUT}" + "</details>" * (kept.count("<details>") > kept.count("</details>"))


def _plain(text: str) -> str:
    """Text that Markdown and a table leave alone."""
    return plain.escaped(text)
