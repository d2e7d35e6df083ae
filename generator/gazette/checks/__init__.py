"""Every rule that a site's texts must keep: one function a rule, (site) -> findings.

A rule looks at the newest version of a policy, the one its authors can still mend; published
versions before it stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.checks.notices import (
    change_is_classified,
    effective_is_stated,
    material_change_has_summary,
    notice_period,
    policies_are_reviewed,
)
from gazette.checks.texts import (
    an_editorial_change_is_one,
    changes_are_mentioned,
    has_sections,
    highlights_point_at_changes,
    highlights_point_somewhere,
    section_ids_are_unique,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazette.model import Finding
    from gazette.site import Site

RULES: tuple[Callable[[Site], Iterator[Finding]], ...] = (
    section_ids_are_unique,
    has_sections,
    highlights_point_somewhere,
    highlights_point_at_changes,
    changes_are_mentioned,
    an_editorial_change_is_one,
    effective_is_stated,
    notice_period,
    policies_are_reviewed,
    change_is_classified,
    material_change_has_summary,
)


def run(site: Site) -> tuple[Finding, ...]:
    """What every rule finds, by file and line."""
    found = [finding for rule in RULES for finding in rule(site)]
    return tuple(sorted(found, key=lambda finding: (finding.place, finding.rule)))
