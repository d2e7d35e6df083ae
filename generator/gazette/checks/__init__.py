"""Every rule that a site's texts must keep: one function per rule, (archive) -> findings.

A rule looks at the newest version of a policy, the one its authors can still fix; published
versions before it stay as they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette.checks.contexts import contexts_name_sections
from gazette.checks.editorial import (
    a_reason_is_needed,
    an_editorial_change_is_one,
    an_editorial_version_brings_nothing_material,
)
from gazette.checks.files import front_matter_is_read, sections_are_in_order
from gazette.checks.letters import (
    letters_are_seen,
    letters_can_be_read,
    texts_read_as_they_are_written,
    words_have_one_alphabet,
)
from gazette.checks.links import (
    anchors_stay,
    files_are_there,
    images_are_the_sites_own,
    links_lead_somewhere,
)
from gazette.checks.losses import braces_are_meant, words_are_shown
from gazette.checks.markdown import (
    markdown_reads_as_it_is_meant,
    nothing_is_left_to_decide,
    nothing_waits_to_be_filled_in,
)
from gazette.checks.mkdocs import written_for_mkdocs
from gazette.checks.names import (
    labels_are_sound,
    older_section_ids_are_sound,
    section_ids_are_sound,
    section_ids_stand_once,
)
from gazette.checks.notices import (
    change_is_classified,
    effective_is_stated,
    material_change_has_summary,
    notice_period,
    policies_are_reviewed,
)
from gazette.checks.pasted import lists_are_written_as_such
from gazette.checks.references import notes_are_referred_to, references_are_defined
from gazette.checks.texts import (
    changes_are_mentioned,
    has_sections,
    highlights_point_at_changes,
    highlights_point_somewhere,
    plain_words_are_new,
    summaries_are_new,
)
from gazette.checks.today import Today
from gazette.checks.translations import notes_are_translated, translations_are_not_left_behind
from gazette.checks.wording import (
    a_new_contact_is_told,
    dates_are_not_written_by_hand,
    nobody_is_told_to_look,
    own_dates_are_used,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gazette.archive.archive import Archive
    from gazette.archive.site import Site
    from gazette.model import Finding

    Rule = Callable[[Archive], Iterator[Finding]]

# Each looks at one policy; `links_lead_somewhere` alone needs all of them.
RULES: tuple[Rule, ...] = (
    section_ids_are_sound,
    older_section_ids_are_sound,
    labels_are_sound,
    markdown_reads_as_it_is_meant,
    nothing_waits_to_be_filled_in,
    nothing_is_left_to_decide,
    has_sections,
    sections_are_in_order,
    lists_are_written_as_such,
    front_matter_is_read,
    written_for_mkdocs,
    highlights_point_somewhere,
    highlights_point_at_changes,
    changes_are_mentioned,
    summaries_are_new,
    plain_words_are_new,
    an_editorial_change_is_one,
    a_reason_is_needed,
    an_editorial_version_brings_nothing_material,
    effective_is_stated,
    notice_period,
    policies_are_reviewed,
    change_is_classified,
    material_change_has_summary,
    notes_are_translated,
    translations_are_not_left_behind,
    contexts_name_sections,
    files_are_there,
    images_are_the_sites_own,
    anchors_stay,
    references_are_defined,
    notes_are_referred_to,
    texts_read_as_they_are_written,
    letters_are_seen,
    letters_can_be_read,
    words_have_one_alphabet,
    words_are_shown,
    braces_are_meant,
    nobody_is_told_to_look,
    dates_are_not_written_by_hand,
    own_dates_are_used,
    a_new_contact_is_told,
)
# What one of these finds in the newest text keeps it from being published for good. The others
# came later than some published texts, or wait for what another commit brings.
REFUSING = (
    section_ids_stand_once,
    has_sections,
    highlights_point_somewhere,
    highlights_point_at_changes,
    effective_is_stated,
    notice_period,
)
# The places of these are lines of the front matter, which is that of today's files already.
_OF_NOTES: frozenset[Rule] = frozenset(
    {
        labels_are_sound,
        highlights_point_somewhere,
        highlights_point_at_changes,
        changes_are_mentioned,
        summaries_are_new,
        plain_words_are_new,
        an_editorial_change_is_one,
        a_reason_is_needed,
        an_editorial_version_brings_nothing_material,
        effective_is_stated,
        notice_period,
        policies_are_reviewed,
        change_is_classified,
        material_change_has_summary,
        notes_are_translated,
        anchors_stay,
        a_new_contact_is_told,
    }
)


def refusing(site: Site) -> Iterator[Finding]:
    """What would have kept the newest text of a site from being published, whenever it came."""
    return _found(REFUSING, site)


def run(site: Site) -> tuple[Finding, ...]:
    """What every rule finds, by file and line."""
    return in_order((*_found(RULES, site), *links_lead_somewhere(site)))


def run_alone(site: Site) -> tuple[Finding, ...]:
    """What every rule finds that asks nothing of other policies than those at hand."""
    return in_order(_found(RULES, site))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file and line, whichever part found them."""
    return tuple(sorted(findings, key=lambda finding: (finding.place, finding.rule)))


def _found(rules: tuple[Rule, ...], site: Site) -> Iterator[Finding]:
    for archive in site.archives:
        today = Today(archive)
        for rule in rules:
            for found in rule(archive):
                place = found.place if rule in _OF_NOTES else today.place(found.place)
                yield replace(found, place=place)
