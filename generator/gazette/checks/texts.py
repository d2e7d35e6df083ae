"""Rules about the text of a policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.changes import summary
from gazette.checks.scope import changed, newest
from gazette.model import ENDS, Change, Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.archive import Archive
    from gazette.model import Version


def has_sections(archive: Archive) -> Iterator[Finding]:
    """A policy without a heading has nothing to link to and nothing to list.

    Where the words are somebody else's, so is the slip: the text is published as one section.
    """
    for version in newest(archive):
        if not archive.sources.parsed(version.label)[0].headings:
            what = "The policy has no section."
            fix = 'Begin each section with a heading such as "## Contact {#contact}".'
            severity = Severity.ERROR if version.front.version else Severity.HINT
            yield Finding("no-section", severity, Place(version.files[0].path, 1), what, fix)


def highlights_point_somewhere(archive: Archive) -> Iterator[Finding]:
    """A highlight names a section that the text has, or one that goes."""
    for version in newest(archive):
        known = {block.anchor for block in archive.sources.document(version.label).headings}
        gone = _gone(archive, version).keys()
        for highlight in version.front.highlights:
            if highlight.section not in known | gone:
                what = f'The text has no section "{highlight.section}", which this highlight names.'
                fix = f"Use one of: {', '.join(sorted(known))}."
                if gone:
                    fix += (
                        f" Of the sections that are removed, use one of: {', '.join(sorted(gone))}."
                    )
                place = Place(version.front.place.path, highlight.line)
                yield Finding("highlight-unknown-section", Severity.ERROR, place, what, fix)


def highlights_point_at_changes(archive: Archive) -> Iterator[Finding]:
    """What readers are told to look at did change."""
    for version, basis in changed(archive):
        known = {heading.anchor for heading in archive.sources.document(version.label).headings}
        touched = archive.comparisons.changed(basis.label, version.label)
        gone = _gone(archive, version)
        same = {section for section, after in gone.items() if after and after not in touched}
        for highlight in version.front.highlights:
            if highlight.section in (known - touched) | same:
                what = f'Nothing changed in the section "{highlight.section}" of this highlight.'
                named = ", ".join(sorted(touched & known)) or "there is none"
                fix = f"Remove it, or name a section that changed: {named}."
                place = Place(version.front.place.path, highlight.line)
                yield Finding("highlight-unchanged", Severity.ERROR, place, what, fix)


def changes_are_mentioned(archive: Archive) -> Iterator[Finding]:
    """A section that a material version touches is among its highlights, or in its summary.

    One that goes is as much of a change as one that comes. A summary alone speaks of the one
    section that changed, where there is one only; that there is no summary is another rule's to
    tell.
    """
    for version, basis in changed(archive):
        front = version.front
        touched = archive.comparisons.touched(basis.label, version.label)
        told = len(touched) > 1 if front.summary else bool(front.highlights)
        if version.change is not Change.MATERIAL or not front.version or not told:
            continue
        unmentioned = _unmentioned(archive, version, basis)
        left = [top for top in touched if top in unmentioned]
        if left:
            what = f"No highlight or summary mentions the changes in: {', '.join(left)}."
            fix = "Add a highlight for each one readers should know about."
            place = front.where("highlights" if front.highlights else "summary")
            yield Finding("change-unmentioned", Severity.WARNING, place, what, fix)


def summaries_are_new(archive: Archive) -> Iterator[Finding]:
    """A summary says what this version changes, not what one before it did.

    That of a version whose place it takes, or that was called off, may well stand again.
    """
    for version, basis in changed(archive):
        said = _folded(version.front.summary)
        before = archive.policy.predecessor(version.label)
        others = [each for each in (basis, before) if each and each.events[-1].kind not in ENDS]
        same = next((each for each in others if said and _folded(each.front.summary) == said), None)
        if same:
            what = (
                f"Version {version.label} has the summary of version {same.label}, word for word."
            )
            fix = "Say in one sentence what this version changes."
            place = version.front.where("summary")
            yield Finding("summary-unchanged", Severity.WARNING, place, what, fix)


def plain_words_are_new(archive: Archive) -> Iterator[Finding]:
    """What sums up a text in plain words was written for that text, and not for one before it.

    An editorial change touches no right and no duty, so the same words may well do for it: a hint.
    """
    for version, basis in changed(archive):
        said = version.front.in_short
        before = archive.policy.predecessor(version.label)
        others = [each for each in (basis, before) if each and each.events[-1].kind not in ENDS]
        same = next((each for each in others if said and _same(each.front.in_short, said)), None)
        if same and archive.comparisons.summary(same.label, version.label):
            touched = ", ".join(archive.comparisons.touched(same.label, version.label))
            what = (
                f"Version {version.label} has the plain words of version {same.label}, whose text "
                f"is another{f' in: {touched}' if touched else ''}."
            )
            fix = "Read them against the new text, and write them anew or remove them."
            is_editorial = version.change is Change.EDITORIAL
            severity = Severity.HINT if is_editorial else Severity.WARNING
            yield Finding(
                "in-short-unchanged", severity, version.front.where("in_short"), what, fix
            )


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return _folded(" ".join(one)) == _folded(" ".join(other))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _gone(archive: Archive, version: Version) -> dict[str, str]:
    """The sections that a text no longer has by their ids, each with the id it has now, or ""."""
    basis = archive.policy.basis(version.label)
    if basis is None:
        return {}
    old, new = archive.sources.document(basis.label), archive.sources.document(version.label)
    known = {heading.anchor for heading in new.headings}
    pairs = archive.clauses.pairs(basis.label, version.label)
    became = {i: new.blocks[pair.new[0]].anchor for pair in pairs if pair.new for i in pair.old}
    return {
        block.anchor: became.get(at, "")
        for at, block in enumerate(old.blocks)
        if block.is_head and block.anchor not in known
    }


def _unmentioned(archive: Archive, version: Version, basis: Version) -> set[str]:
    """The top sections that no highlight names, and whose title the summary does not hold.

    One that has another id now may be mentioned by the one that it had.
    """
    old, new = archive.sources.document(basis.label), archive.sources.document(version.label)
    names = summary.later_names(old, new, archive.clauses.pairs(basis.label, version.label))
    before, after = summary.top_sections(old), summary.top_sections(new)
    said, named = version.front.summary.casefold(), set[str]()
    for highlight in version.front.highlights:
        earlier = before.get(highlight.section, "")
        named.add(after.get(highlight.section, names.get(earlier, earlier)))
    titles = [(h.anchor, h.text) for h in new.headings]
    titles += [(names.get(h.anchor, h.anchor), h.text) for h in old.headings]
    named |= {top for top, title in titles if title.casefold() in said}
    return {*after.values(), *(names.get(top, top) for top in before.values())} - named
