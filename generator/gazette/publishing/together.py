"""What concerns the policies of a site together, between the two looks at each.

A repository's history falls into parts, one a policy (`parts`); what was found in each becomes one
answer (`Surveyed`), in the order in which a site at hand as a whole would give it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazette.archive.index import Index
from gazette.archive.making import catalog_findings
from gazette.archive.memo import Memo
from gazette.archive.site import Site
from gazette.checks import in_order, severities
from gazette.checks.links import dead
from gazette.errors import GazetteError
from gazette.model import Severity
from gazette.publishing import guard
from gazette.translation import overriding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazette.archive.index import Entry
    from gazette.history import History, Own
    from gazette.model import Finding, Settings
    from gazette.pages.homes import Card
    from gazette.publishing.published import Published
    from gazette.publishing.surveying import Survey, Work


def parts(found: History, settings: Settings) -> tuple[History, tuple[Own, ...]]:
    """What is common to all policies in a history, and what is about each alone."""
    index = Index.of(settings, {}, found)
    owners = _catalog_owners(found, settings)
    findings: dict[str, list[Finding]] = defaultdict(list)
    for each in found.findings:
        path = each.place.path
        findings[owners.get(path) or (index.owner(path) if path else "")].append(each)
    own = tuple(found.own(source, findings[source.id]) for source in settings.policies)
    return found.common(settings.policies, findings[""]), own


def _catalog_owners(found: History, settings: Settings) -> dict[str, str]:
    """Which policy each of the catalogs of today is about, by the catalog's path."""
    return {
        states[-1].path: source.id
        for source in settings.policies
        for lang in settings.languages
        if (states := found.catalogs.get((source.id, lang)))
    }


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A site of which every policy was looked at.

    Attributes:
        work: what there was to do.
        surveys: of each policy, in the order of the configuration.
        site: what its policies share, with none of them at hand; what is wrong in its findings.
    """

    work: Work
    surveys: tuple[Survey, ...]
    site: Site

    @property
    def cards(self) -> Mapping[str, tuple[Card, ...]]:
        """The policies that have versions, as the overviews show them, by language."""
        return {
            lang: tuple(each.cards[lang] for each in self.surveys if lang in each.cards)
            for lang in self.site.languages
        }


def surveyed(work: Work, surveys: Sequence[Survey]) -> Surveyed:
    """A site of surveyed policies, with what is wrong among its findings."""
    entries: dict[str, Entry] = {survey.policy: survey.entry for survey in surveys}
    index = Index.of(work.settings, entries, work.history, _leads(surveys))
    findings = in_order(
        (
            *severities.applied(_findings(work, surveys, index), work.settings.severities),
            *severities.faulty(work.settings.severities),
        )
    )
    excused = frozenset(finding for survey in surveys for finding in survey.excused)
    if any(f.severity is Severity.ERROR and f not in excused for f in findings):
        excused = frozenset()  # where anything refuses the site, all is told
    memo = Memo.of(work.settings.root)
    site = Site(work.settings, work.today, work.history, (), findings, memo, index)
    return Surveyed(work, tuple(surveys), replace(site, excused=excused))


def _leads(surveys: Sequence[Survey]) -> dict[str, frozenset[str]]:
    """The paths that links in a policy's texts name, of each of which they are known."""
    return {survey.policy: survey.leads for survey in surveys if survey.leads is not None}


def _findings(work: Work, surveys: Sequence[Survey], index: Index) -> Iterator[Finding]:
    yield from work.history.findings
    yield from (finding for survey in surveys for finding in survey.findings)
    yield from catalog_findings(work.history, work.settings)
    yield from overriding.findings(work.settings)
    links = (link for survey in surveys for link in survey.links)
    yield from dead(index, work.history.paths, links)


def guarded(found: Surveyed, published: Published | None, day_from: str) -> tuple[Finding, ...]:
    """What is published, and would change. `day_from` names what gave the day."""
    if published is None:
        return ()
    whole = guard.as_a_whole(found.site, published, day_from)
    return (*whole, *(finding for survey in found.surveys for finding in survey.guarded))


def refuse(errors: Sequence[Finding]) -> None:
    """Raise GazetteError if there are errors."""
    if errors:
        raise GazetteError(errors)
