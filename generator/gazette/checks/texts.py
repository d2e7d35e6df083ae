"""Rules about the text of a policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.model import Finding, Place, Severity, Version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.site import Policy, Site


def section_ids_are_unique(site: Site) -> Iterator[Finding]:
    """An id that was written twice would lead a link to one place of two."""
    for policy, version in _newest(site):
        yield from site.parsed(policy, version.label)[1]


def has_sections(site: Site) -> Iterator[Finding]:
    """A policy without a heading has nothing to link to and nothing to list."""
    for policy, version in _newest(site):
        if not site.parsed(policy, version.label)[0].headings:
            what = "The policy has no section."
            mend = 'Begin each section with a heading such as "## Contact {#contact}".'
            yield Finding("no-section", Severity.ERROR, Place(version.files[0].path, 1), what, mend)


def highlights_point_somewhere(site: Site) -> Iterator[Finding]:
    """A highlight names a section that the text has."""
    for policy, version in _newest(site):
        anchors = {block.anchor for block in site.parsed(policy, version.label)[0].headings}
        for highlight in version.front.highlights:
            if highlight.section not in anchors:
                what = f'The text has no section "{highlight.section}", which this highlight names.'
                mend = f"Use one of: {', '.join(sorted(anchors))}."
                place = Place(version.front.place.path, highlight.line)
                yield Finding("highlight-unknown-section", Severity.ERROR, place, what, mend)


def _newest(site: Site) -> Iterator[tuple[Policy, Version]]:
    for policy in site.policies:
        if policy.versions:
            yield policy, policy.versions[-1]
