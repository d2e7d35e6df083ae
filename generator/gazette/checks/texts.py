"""Rules about the text of a policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette import summary
from gazette.checks.scope import changed, newest, source
from gazette.model import Change, Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.model import Document, FrontMatter
    from gazette.site import Site

MOST_SIGNALS = 5  # told in one line


def has_sections(site: Site) -> Iterator[Finding]:
    """A policy without a heading has nothing to link to and nothing to list."""
    for policy, version in newest(site):
        if not site.parsed(policy, version.label)[0].headings:
            what = "The policy has no section."
            mend = 'Begin each section with a heading such as "## Contact {#contact}".'
            yield Finding("no-section", Severity.ERROR, Place(version.files[0].path, 1), what, mend)


def highlights_point_somewhere(site: Site) -> Iterator[Finding]:
    """A highlight names a section that the text has."""
    for policy, version in newest(site):
        anchors = {block.anchor for block in site.parsed(policy, version.label)[0].headings}
        for highlight in version.front.highlights:
            if highlight.section not in anchors:
                what = f'The text has no section "{highlight.section}", which this highlight names.'
                mend = f"Use one of: {', '.join(sorted(anchors))}."
                place = Place(version.front.place.path, highlight.line)
                yield Finding("highlight-unknown-section", Severity.ERROR, place, what, mend)


def highlights_point_at_changes(site: Site) -> Iterator[Finding]:
    """What readers are told to look at did change."""
    for policy, version, predecessor in changed(site):
        known = {heading.anchor for heading in source(site, policy, version).headings}
        touched = site.changed(policy.id, predecessor.label, version.label)
        for highlight in version.front.highlights:
            if highlight.section in known - touched:
                what = f'Nothing changed in the section "{highlight.section}" of this highlight.'
                named = ", ".join(sorted(touched & known)) or "there is none"
                mend = f"Remove it, or name a section that changed: {named}."
                place = Place(version.front.place.path, highlight.line)
                yield Finding("highlight-unchanged", Severity.ERROR, place, what, mend)


def changes_are_mentioned(site: Site) -> Iterator[Finding]:
    """A section that a material version touches is among its highlights, or in its summary.

    A summary alone speaks of the one section that changed, where there is one only; that there
    is no summary is another rule's to tell.
    """
    for policy, version, predecessor in changed(site):
        front = version.front
        touched = site.touched(policy.id, predecessor.label, version.label)
        told = len(touched) > 1 if front.summary else bool(front.highlights)
        if version.change is not Change.MATERIAL or not front.version or not told:
            continue
        unmentioned = _unmentioned(front, source(site, policy, version))
        left = [top for top in touched if top in unmentioned]
        if left:
            what = f"No highlight and no summary mentions what changed in: {', '.join(left)}."
            mend = "Add a highlight for each that readers should know of."
            place = front.where("highlights" if front.highlights else "summary")
            yield Finding("change-unmentioned", Severity.WARNING, place, what, mend)


def an_editorial_change_is_one(site: Site) -> Iterator[Finding]:
    """An editorial version changes no number, date, amount or duty; if it does, the words show."""
    for policy, version, predecessor in changed(site):
        if version.change is not Change.EDITORIAL:
            continue
        lang = site.settings.source_language
        found = site.signals(policy.id, predecessor.label, version.label, lang)
        if found:
            told = "; ".join(
                f"{signal.kind} {_listed(signal.old)} → {_listed(signal.new)}"
                for signal in found[:MOST_SIGNALS]
            )
            more = f"; and {len(found) - MOST_SIGNALS} more" if len(found) > MOST_SIGNALS else ""
            what = f"This version is called editorial, but it changes: {told}{more}."
            mend = 'If that touches a right or a duty, write "change: material".'
            place = version.front.where("change")
            yield Finding("editorial-changes-duties", Severity.WARNING, place, what, mend)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{' '.join(word.split())}”" for word in words) or "nothing"


def _unmentioned(front: FrontMatter, document: Document) -> set[str]:
    """The top sections that no highlight names, and whose title the summary does not hold."""
    tops = summary.top_sections(document)
    titles = {heading.anchor: heading.text.casefold() for heading in document.headings}
    said = front.summary.casefold()
    named = {tops.get(highlight.section, "") for highlight in front.highlights}
    return {top for top in tops.values() if top not in named and titles[top] not in said}
