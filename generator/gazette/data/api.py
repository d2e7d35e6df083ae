"""The API: a site's versions, notices and texts as JSON files (design, section 8).

Addresses are absolute where the site's address is configured. Nothing here depends on the
clock: two builds of one commit and date give the same bytes. The schemas in `schema/` are
published beside the data and describe it exactly.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from gazette.data.digests import digest, listed_files
from gazette.data.happenings import told_happening
from gazette.data.notices import given_reason
from gazette.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazette.archive.archive import Archive
    from gazette.archive.policy import Policy
    from gazette.archive.site import Site
    from gazette.model import Step, Version


def index(site: Site, policies: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """What the site holds and where: /api/v1/index.json; `policies` are its entries."""
    return {
        "$schema": addresses.url(site.settings, addresses.schema("index")),
        "name": site.settings.name,
        "as_of": site.today.isoformat(),
        "commit": site.commit,
        "timezone": str(site.settings.zone),
        "languages": list(site.settings.languages),
        "languages_kept": list(site.settings.languages_kept),
        "policies": list(policies),
    }


def versions(archive: Archive) -> dict[str, object]:
    """Every version of a policy: /api/v1/<policy>/versions.json."""
    settings, policy = archive.settings, archive.policy
    return {
        "$schema": addresses.url(settings, addresses.schema("versions")),
        "policy": policy.id,
        **_collection(policy),
        "as_of": archive.today.isoformat(),
        "timezone": str(settings.zone),
        "source_language": settings.source_language,
        "markdown": policy.source.dialect,
        "versions": [_version(archive, version) for version in policy.versions],
    }


def listed(archive: Archive) -> dict[str, object]:
    """The entry of a policy that has a version in the index."""
    settings, policy = archive.settings, archive.policy
    shown = policy.in_force or policy.versions[-1]
    languages = settings.all_languages
    last = {lang: each for lang in languages if (each := _last(archive, lang, shown))}
    titles = {lang: archive.texts.front(label, lang).title for lang, label in last.items()}
    return {
        "id": policy.id,
        "formerly": list(policy.source.former_ids),
        **_collection(policy),
        "titles": titles,
        "in_force": policy.in_force.label if policy.in_force else None,
        "upcoming": [version.label for version in policy.upcoming],
        "pages": {
            lang: addresses.url(settings, addresses.address(lang, policy.id)) for lang in last
        },
        "versions": addresses.url(settings, addresses.versions(policy.id)),
        "notices": addresses.url(settings, addresses.notices(policy.id)),
    }


def _collection(policy: Policy) -> dict[str, object]:
    """The policies to which one belongs, nothing where the configuration names none."""
    return {"collection": policy.source.collection} if policy.source.collection else {}


def _last(archive: Archive, lang: str, shown: Version) -> str:
    """The version that names a policy in a language, "" where nothing of it is in it."""
    labels = [version.label for version in archive.within(lang).policy.versions]
    return shown.label if shown.label in labels else next(reversed(labels), "")


def _version(archive: Archive, version: Version) -> dict[str, object]:
    return {
        "label": version.label,
        "status": version.status.value,
        "published": version.published.isoformat(),
        "declared": version.declared,
        "effective": version.effective.isoformat(),
        "until": version.until.isoformat() if version.until else None,
        "change": version.change.value,
        "classified": version.classified,
        "digest": digest(archive, version),
        **listed_files(archive, version),
        "commit": version.commits[0],
        "commits": list(version.commits),
        "events": [told_happening(archive, version, event) for event in version.events],
        "sections": list(archive.sources.section_ids(version.label)),
        "clauses": _step(archive.clauses.steps()[version.label]),
        "short_lived": version.short_lived,
        "languages": {
            lang: _in_language(archive.within(lang), version, lang)
            for lang in archive.spoken(version.label)
        },
    }


def _step(step: Step) -> dict[str, object]:
    """What a version did to the clauses: lists of ids; what was split or merged with the other."""
    found = {each.name: getattr(step, each.name) for each in fields(step)}
    return {name: done for name, done in found.items() if done}


def _in_language(archive: Archive, version: Version, lang: str) -> dict[str, object]:
    settings, policy, texts = archive.settings, archive.policy, archive.texts
    front, at = texts.front(version.label, lang), (policy.id, version.label)
    changes = addresses.changes(lang, *at) if policy.basis(version.label) else ""
    return {
        "title": front.title,
        "summary": front.summary,
        **({"in_short": list(front.in_short)} if front.in_short else {}),
        **given_reason(front, version.change),
        "page": addresses.url(settings, addresses.address(lang, *at)),
        "changes": addresses.url(settings, changes) if changes else None,
        "text": addresses.url(settings, addresses.text(*at, lang)),
        "untranslated": texts.state(version.label, lang).untranslated,
        "digest": texts.reading(version.label, lang),
    }
