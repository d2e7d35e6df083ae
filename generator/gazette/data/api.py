"""The API: a site's versions, notices and texts as JSON files (design, section 8).

Addresses are absolute where the site's address is configured. Nothing here depends on the
clock: two builds of one commit and date give the same bytes. The schemas in `schema/` are
published beside the data and describe it exactly.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from gazette.data.digests import digest, listed_files
from gazette.data.happenings import told_happening
from gazette.data.notices import given_reason
from gazette.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazette.archive.policy import Policy
    from gazette.archive.site import Site
    from gazette.model import Step, Version


def index(site: Site, policies: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """What the site holds and where: /api/v1/index.json; `policies` are its entries."""
    return {
        "$schema": addresses.url(site, addresses.schema("index")),
        "name": site.settings.name,
        "as_of": site.today.isoformat(),
        "commit": site.commit,
        "timezone": str(site.settings.zone),
        "languages": list(site.settings.languages),
        "languages_kept": list(site.settings.languages_kept),
        "policies": list(policies),
    }


def versions(site: Site, policy: Policy) -> dict[str, object]:
    """Every version of a policy: /api/v1/<policy>/versions.json."""
    return {
        "$schema": addresses.url(site, addresses.schema("versions")),
        "policy": policy.id,
        **_collection(policy),
        "as_of": site.today.isoformat(),
        "timezone": str(site.settings.zone),
        "source_language": site.settings.source_language,
        "markdown": policy.source.dialect,
        "versions": [_version(site, policy, version) for version in policy.versions],
    }


def listed(site: Site, policy: Policy) -> dict[str, object]:
    """The entry of a policy that has a version in the index."""
    shown = policy.in_force or policy.versions[-1]
    last = {lang: each for lang in site.languages if (each := _last(site, policy, lang, shown))}
    titles = {lang: site.texts(policy.id, label, lang).title for lang, label in last.items()}
    return {
        "id": policy.id,
        "formerly": list(policy.source.former_ids),
        **_collection(policy),
        "titles": titles,
        "in_force": policy.in_force.label if policy.in_force else None,
        "upcoming": [version.label for version in policy.upcoming],
        "pages": {lang: addresses.url(site, addresses.address(lang, policy.id)) for lang in last},
        "versions": addresses.url(site, addresses.versions(policy.id)),
        "notices": addresses.url(site, addresses.notices(policy.id)),
    }


def _collection(policy: Policy) -> dict[str, object]:
    """The policies to which one belongs, nothing where the configuration names none."""
    return {"collection": policy.source.collection} if policy.source.collection else {}


def _last(site: Site, policy: Policy, lang: str, shown: Version) -> str:
    """The version that names a policy in a language, "" where nothing of it is in it."""
    labels = [version.label for version in site.within(lang).policy(policy.id).versions]
    return shown.label if shown.label in labels else next(reversed(labels), "")


def _version(site: Site, policy: Policy, version: Version) -> dict[str, object]:
    return {
        "label": version.label,
        "status": version.status.value,
        "published": version.published.isoformat(),
        "declared": version.declared,
        "effective": version.effective.isoformat(),
        "until": version.until.isoformat() if version.until else None,
        "change": version.change.value,
        "classified": version.classified,
        "digest": digest(site, policy.id, version),
        **listed_files(site, version),
        "commit": version.commits[0],
        "commits": list(version.commits),
        "events": [told_happening(site, version, event) for event in version.events],
        "sections": list(site.section_ids(policy.id, version.label)),
        "clauses": _step(site.steps(policy.id)[version.label]),
        "short_lived": version.short_lived,
        "languages": {
            lang: _in_language(site.within(lang), policy, version, lang)
            for lang in site.spoken(policy.id, version.label)
        },
    }


def _step(step: Step) -> dict[str, object]:
    """What a version did to the clauses: lists of ids; what was split or merged with the other."""
    return {name: found for name, found in asdict(step).items() if found}


def _in_language(site: Site, policy: Policy, version: Version, lang: str) -> dict[str, object]:
    texts = site.texts(policy.id, version.label, lang)
    page = addresses.address(lang, policy.id, version.label)
    changes = addresses.changes(lang, policy.id, version.label)
    has_changes = site.policy(policy.id).basis(version.label) is not None
    return {
        "title": texts.title,
        "summary": texts.summary,
        **given_reason(texts, version.change),
        "page": addresses.url(site, page),
        "changes": addresses.url(site, changes) if has_changes else None,
        "text": addresses.url(site, addresses.text(version.policy, version.label, lang)),
        "untranslated": site.text_state(policy.id, version.label, lang).untranslated,
        "digest": site.reading(policy.id, version.label, lang),
    }
