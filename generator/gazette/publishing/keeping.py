"""What can be published although a policy has errors, where the configuration says `strict: false`.

An error in one policy then keeps back that policy's newest commits and nothing else: it is
published as it was after the last commit that had no errors, so all that stood before stays where
it is, and so does every other policy. What was kept back was refused when it was committed, and so
was never published; where that is not sure, the whole build is refused as ever:

- a version that the site in the target folder has is published, whatever the checks say now;
- without such a site nobody knows, so a version that applies already is not taken for unpublished.

Errors of the repository, the configuration and the catalogs of the whole site refuse as ever, too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from gazette.checks import in_order
from gazette.errors import GazetteError
from gazette.model import Finding, Place, Severity, Status
from gazette.pages import addresses
from gazette.publishing import previous
from gazette.publishing.loading import load, made_from
from gazette.translation import catalogs

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping
    from datetime import date

    from gazette.archive.site import Site
    from gazette.history import CatalogState, History
    from gazette.model import PolicySource, Settings, Version
    from gazette.publishing import fetching

_FIX = "Fix its errors, which are listed here, and commit; then all of it is published again."


def sound(settings: Settings, today: date) -> Site:
    """The site of a day without errors, or without what is wrong in single policies.

    Raises GazetteError with all errors that remain.
    """
    site = publishable(load(settings, today))
    if errors := site.errors():
        raise GazetteError(errors)
    return site


def publishable(site: Site, target: fetching.Place | None = None) -> Site:
    """A site without what is wrong in single policies; the same where that is not to be.

    `target` is the place of the published site, where there is one. What keeps back a policy
    stays among the findings, and is excused.
    """
    errors = site.errors()
    if site.settings.strict or not errors:
        return site
    faulty = defaultdict(list)
    for error in errors:
        faulty[_owner(site, error)].append(error)
    if "" in faulty:
        return site
    sources = [source for source in site.settings.policies if source.id in faulty]
    cut = site.history
    for source in sources:
        cut = _without_faults(site, source, cut)
    made = made_from(replace(cut, findings=()), site.settings, site.today, site.memo)
    known = _published(target, {source.id for source in sources})
    if lost := [found for source in sources if (found := _lost(site, made, source, known))]:
        return replace(site, findings=in_order((*site.findings, *lost)))
    told = [_told(made, source) for source in sources]
    findings = in_order((*site.findings, *told))
    return replace(made, findings=findings, excused=frozenset(errors))


def _owner(site: Site, finding: Finding) -> str:
    """The policy that an error keeps back, "" where it is the whole site's."""
    path = finding.place.path
    for source in site.settings.policies:
        names = {(source.id, lang) for lang in site.settings.languages}
        states = (site.history.catalogs.get(name, ()) for name in names)
        if any(each and each[-1].path == path for each in states):
            return source.id
    return site.owner(path) if path else ""


# --- What has no faults -----------------------------------------------------------------------


def _without_faults(site: Site, source: PolicySource, found: History) -> History:
    """The history without the newest commits of a policy that have errors."""
    translations = {**found.catalogs, **dict(_sound_catalogs(site, source))}
    found = replace(found, catalogs=translations)
    alone = replace(found, catalogs=_own(translations, source), findings=())
    revisions = found.revisions.get(source.id, ())
    for count in range(len(revisions), -1, -1):
        kept = {source.id: revisions[:count]}
        if not _has_errors(site, source, replace(alone, revisions=kept)):
            return replace(found, revisions={**found.revisions, **kept})
    return replace(found, revisions={**found.revisions, source.id: ()})


def _own(
    found: Mapping[tuple[str, str], tuple[CatalogState, ...]], source: PolicySource
) -> dict[tuple[str, str], tuple[CatalogState, ...]]:
    return {name: states for name, states in found.items() if name[0] == source.id}


def _has_errors(site: Site, source: PolicySource, found: History) -> bool:
    settings = replace(site.settings, policies=(source,))
    return bool(made_from(found, settings, site.today, site.memo).errors())


def _sound_catalogs(
    site: Site, source: PolicySource
) -> Iterator[tuple[tuple[str, str], tuple[CatalogState, ...]]]:
    """The catalogs of a policy without their newest states that have errors."""
    for name, states in _own(site.history.catalogs, source).items():
        count = len(states)
        while count and _is_faulty(states[count - 1], name[1]):
            count -= 1
        yield name, states[:count]


def _is_faulty(state: CatalogState, lang: str) -> bool:
    found = catalogs.check(state.text, state.path, lang) if state.text else ()
    return any(finding.severity is Severity.ERROR for finding in found)


# --- What is published ------------------------------------------------------------------------


def _published(
    target: fetching.Place | None, policies: Container[str]
) -> frozenset[tuple[str, str]] | None:
    """The published versions of policies by id and label, None where there is no site."""
    if target is None or target.find(addresses.INDEX) is None:
        return None
    site = previous.outline(target)
    listed = (policy for policy in site.policies if policy.id in policies)
    found = [previous.policy(target, site, policy) for policy in listed]
    return frozenset((policy.id, version.label) for policy in found for version in policy.versions)


def _lost(
    site: Site, made: Site, source: PolicySource, known: frozenset[tuple[str, str]] | None
) -> Finding | None:
    """That a version with errors is published, or may be, so that it cannot be kept back."""
    kept = {version.label: version.files for version in made.archive(source.id).policy.versions}
    for version in site.archive(source.id).policy.versions:
        if kept.get(version.label) == version.files or version.status is Status.DRAFT:
            continue
        if (source.id, version.label) in (known or ()):
            why = "is published already"
        elif known is None and kept and _applies(version):
            why = "applies already, and no site in the target folder shows whether it is published"
        else:
            continue
        what = f"Version {version.label} of {source.id} has errors and {why}, so it stays."
        fix = (
            "Fix its errors, which are listed here; nothing is published until then. Where a "
            "published site exists, build into a copy of it."
        )
        return Finding("policy-kept-back", Severity.ERROR, Place(source.path), what, fix)
    return None


def _applies(version: Version) -> bool:
    return version.status in (Status.IN_FORCE, Status.SUPERSEDED)


def _told(made: Site, source: PolicySource) -> Finding:
    """That a policy is published as it was, or not at all."""
    if versions := made.archive(source.id).policy.versions:
        last = versions[-1]
        what = (
            f"The policy {source.id} is published only up to the last version without "
            f"errors: {last.label}."
        )
    else:
        what = f"The policy {source.id} is left out: it never had a text without errors."
    return Finding("policy-kept-back", Severity.WARNING, Place(source.path), what, _FIX)
