"""The API: a site's versions, notices and texts as JSON files (design, section 8).

Addresses are absolute where the site's address is configured. Nothing here depends on the
clock: two builds of one commit and date give the same bytes. The schemas in `schema/` are
published beside the data and describe it exactly.
"""

from __future__ import annotations

import hashlib
import json
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from gazette.document import body
from gazette.model import Block, BlockKind, Event, EventKind, Notice, Version

if TYPE_CHECKING:
    from gazette.site import Policy, Site, Texts

ROOT = "api/v1/"
INDEX = f"{ROOT}index.json"

# Without indentation, which the encoder would do in Python, ten times as slowly.
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def index(site: Site) -> dict[str, object]:
    """What the site holds and where: /api/v1/index.json."""
    return {
        "$schema": _url(site, f"{ROOT}schema/index.json"),
        "name": site.settings.name,
        "as_of": site.today.isoformat(),
        "commit": site.commit,
        "timezone": str(site.settings.zone),
        "languages": list(site.settings.languages),
        "policies": [_policy(site, policy) for policy in site.policies if policy.versions],
    }


def versions(site: Site, policy: Policy) -> dict[str, object]:
    """Every version of a policy: /api/v1/<policy>/versions.json."""
    return {
        "$schema": _url(site, f"{ROOT}schema/versions.json"),
        "policy": policy.id,
        "as_of": site.today.isoformat(),
        "timezone": str(site.settings.zone),
        "source_language": site.settings.source_language,
        "versions": [_version(site, policy, version) for version in policy.versions],
    }


def notices(site: Site, policy: Policy) -> dict[str, object]:
    """The announcements of a policy: /api/v1/<policy>/notices.json."""
    return {
        "$schema": _url(site, f"{ROOT}schema/notices.json"),
        "policy": policy.id,
        "as_of": site.today.isoformat(),
        "timezone": str(site.settings.zone),
        "notices": [_notice(site, policy, notice) for notice in policy.notices],
    }


class BlockTexts:
    """Blocks as JSON texts, each written once: most stand in many versions."""

    def __init__(self) -> None:
        # By identity. The block is held too, so that no other takes its id.
        self._known: dict[int, tuple[Block, str]] = {}

    def of(self, block: Block) -> str:
        """The JSON of a block."""
        if id(block) not in self._known:
            self._known[id(block)] = block, as_json(_block(block))
        return self._known[id(block)][1]


def text(site: Site, version: Version, lang: str, known: BlockTexts) -> str:
    """A version's text by section and block: /api/v1/<policy>/v/<label>.<lang>.json."""
    document = site.document(version.policy, version.label, lang)
    texts = site.texts(version.policy, version.label, lang)
    head = as_json(
        {
            "$schema": _url(site, f"{ROOT}schema/text.json"),
            "policy": version.policy,
            "label": version.label,
            "language": lang,
            "source_language": site.settings.source_language,
            "title": texts.title,
            "description": texts.description,
        }
    )
    sections = (
        f'{{"id": {as_json(section)}, "blocks": [{", ".join(map(known.of, blocks))}]}}'
        for section, blocks in groupby(document.blocks, key=attrgetter("section"))
    )
    return f'{head[:-1]}, "sections": [{", ".join(sections)}]}}\n'


def as_json(value: object) -> str:
    """A value as JSON, as every file of the API has it."""
    return _ENCODER.encode(value)


def _url(site: Site, address: str) -> str:
    return f"{site.settings.url.rstrip('/')}/{address}"


def _text_address(version: Version, lang: str) -> str:
    return f"{ROOT}{version.policy}/v/{version.label}.{lang}.json"


def _policy(site: Site, policy: Policy) -> dict[str, object]:
    shown = policy.in_force or policy.versions[-1]
    titles = {
        lang: site.texts(policy.id, shown.label, lang).title for lang in site.settings.languages
    }
    return {
        "id": policy.id,
        "titles": titles,
        "in_force": policy.in_force.label if policy.in_force else None,
        "upcoming": [version.label for version in policy.upcoming],
        "pages": {lang: _url(site, f"{lang}/{policy.id}/") for lang in site.settings.languages},
        "versions": _url(site, f"{ROOT}{policy.id}/versions.json"),
        "notices": _url(site, f"{ROOT}{policy.id}/notices.json"),
    }


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
        "digest": digest(version),
        "commit": version.commits[0],
        "events": [_event(event) for event in version.events],
        "languages": {
            lang: _in_language(site, policy, version, lang) for lang in site.settings.languages
        },
    }


def digest(version: Version) -> str:
    """The SHA-256 of a version's text: its files' Markdown under the front matter, in order."""
    joined = "\n".join(body(file.text)[0] for file in version.files)
    return f"sha256:{hashlib.sha256(joined.encode()).hexdigest()}"


def _in_language(site: Site, policy: Policy, version: Version, lang: str) -> dict[str, object]:
    texts = site.texts(policy.id, version.label, lang)
    page = f"{lang}/{policy.id}/v/{version.label}/"
    has_changes = policy.predecessor(version.label) is not None
    return {
        "title": texts.title,
        "summary": texts.summary,
        "page": _url(site, page),
        "changes": _url(site, f"{page}changes/") if has_changes else None,
        "text": _url(site, _text_address(version, lang)),
        "untranslated": site.text_state(policy.id, version.label, lang).untranslated,
    }


def _event(event: Event) -> dict[str, object]:
    found: dict[str, object] = {
        "kind": event.kind.value,
        "at": event.at.isoformat(),
        "effective": event.effective.isoformat(),
        "commit": event.commit,
    }
    if event.kind is EventKind.REPLACED:
        found["by"] = event.other
    return found


def _notice(site: Site, policy: Policy, notice: Notice) -> dict[str, object]:
    return {
        "id": f"{policy.id}@{notice.label}",
        "policy": policy.id,
        "label": notice.label,
        "predecessor": notice.predecessor or None,
        "status": policy.version(notice.label).status.value,
        "published": notice.published.isoformat(),
        "declared": notice.declared,
        "effective": notice.effective.isoformat(),
        "counted_from": notice.counted_from.isoformat(),
        "days": notice.days,
        "required_days": notice.required,
        "kept": notice.kept,
        "change": notice.change.value,
        "sections": list(notice.sections),
        "events": [_event(event) for event in notice.events],
        "languages": {
            lang: _announcement(site, policy, notice, lang) for lang in site.settings.languages
        },
    }


def _announcement(site: Site, policy: Policy, notice: Notice, lang: str) -> dict[str, object]:
    """What a notice says in a language, and where to read the texts and what changes."""
    texts = site.texts(policy.id, notice.label, lang)
    page = f"{lang}/{policy.id}/v/{notice.label}/"
    before = f"{lang}/{policy.id}/v/{notice.predecessor}/" if notice.predecessor else ""
    return {
        "title": texts.title,
        "summary": texts.summary,
        "highlights": _highlights(site, texts, page),
        "new": _url(site, page),
        "redline": _url(site, f"{page}changes/") if before else None,
        "old": _url(site, before) if before else None,
    }


def _highlights(site: Site, texts: Texts, page: str) -> list[dict[str, str]]:
    return [
        {"section": h.section, "text": h.text, "page": _url(site, f"{page}#{h.section}")}
        for h in texts.highlights
    ]


def _block(block: Block) -> dict[str, object]:
    found: dict[str, object] = {
        "kind": block.kind.value,
        "text": block.text,
        "html": block.inline.html,
        "translation": block.translation.value,
    }
    if block.kind is BlockKind.HEADING:
        found |= {"id": block.anchor, "level": block.level}
    return found
