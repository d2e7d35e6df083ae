"""The API: a site's versions, notices and texts as JSON files (design, section 8).

Addresses are absolute where the site's address is configured. Nothing here depends on the
clock: two builds of one commit and date give the same bytes. The schemas in `schema/` are
published beside the data and describe it exactly.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from gazette.document import body
from gazette.html.headings import is_numbered
from gazette.html.inlines import Href, relinked
from gazette.languages import l10n
from gazette.model import (
    Block,
    BlockKind,
    Change,
    Container,
    Document,
    Event,
    EventKind,
    Notice,
    Status,
    Step,
    Version,
)
from gazette.pages import addresses, editions, events, interface
from gazette.translation import eras
from gazette.versions.notice import PROFILES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.archive.policy import Policy
    from gazette.archive.site import Site
    from gazette.archive.sources import FrontTexts as Texts
    from gazette.model import SourceFile, Stage


# Without indentation, which the encoder would do in Python, ten times as slowly.
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def index(site: Site) -> dict[str, object]:
    """What the site holds and where: /api/v1/index.json."""
    return {
        "$schema": addresses.url(site, addresses.schema("index")),
        "name": site.settings.name,
        "as_of": site.today.isoformat(),
        "commit": site.commit,
        "timezone": str(site.settings.zone),
        "languages": list(site.settings.languages),
        "languages_kept": list(site.settings.languages_kept),
        "policies": [_policy(site, policy) for policy in site.policies if policy.versions],
    }


def versions(site: Site, policy: Policy) -> dict[str, object]:
    """Every version of a policy: /api/v1/<policy>/versions.json."""
    return {
        "$schema": addresses.url(site, addresses.schema("versions")),
        "policy": policy.id,
        "as_of": site.today.isoformat(),
        "timezone": str(site.settings.zone),
        "source_language": site.settings.source_language,
        "markdown": policy.source.dialect,
        "versions": [_version(site, policy, version) for version in policy.versions],
    }


def notices(site: Site, policy: Policy) -> dict[str, object]:
    """The announcements of a policy: /api/v1/<policy>/notices.json."""
    return {
        "$schema": addresses.url(site, addresses.schema("notices")),
        "policy": policy.id,
        "as_of": site.today.isoformat(),
        "timezone": str(site.settings.zone),
        "notices": [notice(site, policy, each) for each in policy.notices],
    }


class BlockTexts:
    """The blocks of a policy's texts in one language as JSON, each written once.

    Most stand in many versions. A link leads where it does in its version, so what links is
    written again where it leads elsewhere.
    """

    def __init__(self) -> None:
        # By identity. The block is held too, so that no other takes its id.
        self._digests: dict[int, tuple[Block, str]] = {}
        self._known: dict[tuple[int, str], str] = {}

    def of(self, block: Block, source: Block, href: Href) -> str:
        """A block as JSON without the closing brace.

        `source` is the same block in the source language, `href` resolves the links of its text.
        """
        html = relinked(block, href)
        key = id(block), html if block.inline.slots else ""
        if key not in self._known:
            made = self._digest(block, source)
            self._known[key] = as_json(_block(block, made, html))[:-1]
        return self._known[key]

    def digests(self, document: Document, source: Document) -> list[str]:
        """The digests of a text's blocks; `source` is the text in the source language.

        They are equal where what a reader sees and what it was translated from are.
        """
        both = zip(document.blocks, source.blocks, strict=True)
        return [self._digest(block, original) for block, original in both]

    def _digest(self, block: Block, source: Block) -> str:
        if id(block) not in self._digests:
            self._digests[id(block)] = block, _digest(block, source)
        return self._digests[id(block)][1]


def _digest(block: Block, source: Block) -> str:
    parts = (block.kind, str(block.level), block.translation, source.inline.html, block.inline.html)
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=6).hexdigest()


def text(site: Site, version: Version, lang: str, known: BlockTexts, href: Href) -> str:
    """A version's text by section and block: /api/v1/<policy>/v/<label>.<lang>.json."""
    document = site.document(version.policy, version.label, lang)
    sources = site.document(version.policy, version.label, site.settings.source_language).blocks
    clauses = site.lineage(version.policy).blocks[version.label]
    texts = site.texts(version.policy, version.label, lang)
    nest = _Nest()
    written = [
        f'{known.of(block, source, href)}, "clause": {as_json(clause)}{nest.place(block)}}}'
        for block, source, clause in zip(document.blocks, sources, clauses, strict=True)
    ]
    sections = (
        f'{{"id": {as_json(section)}, {f""""note": {as_json(note)}, """ if note else ""}'
        f'"blocks": [{", ".join(made for made, _ in found)}]}}'
        for (section, note), found in groupby(
            zip(written, document.blocks, strict=True),
            key=lambda item: (item[1].section, item[1].note),
        )
    )
    head = as_json(
        {
            "$schema": addresses.url(site, addresses.schema("text")),
            "policy": version.policy,
            "label": version.label,
            "language": lang,
            "source_language": site.settings.source_language,
            "title": texts.title,
            "description": texts.description,
            "numbered": bool(version.front.version) and is_numbered(document),
            "containers": nest.containers,
        }
    )
    return f'{head[:-1]}, "sections": [{", ".join(sections)}]}}\n'


class _Nest:
    """The elements around a text's blocks, each with the one it stands in."""

    def __init__(self) -> None:
        self.containers: list[dict[str, object]] = []
        self._known: dict[int, int] = {}

    def place(self, block: Block) -> str:
        """The JSON that says in which element a block stands, "" for one that stands in none."""
        at = -1
        for container in block.containers:
            if container.serial not in self._known:
                self._known[container.serial] = len(self.containers)
                self.containers.append(_element(container, at))
            at = self._known[container.serial]
        return f', "in": {at}' if at >= 0 else ""


def _element(container: Container, around: int) -> dict[str, object]:
    found: dict[str, object] = {"tag": container.tag}
    if container.attributes:
        found["attributes"] = dict(container.attributes)
    if around >= 0:
        found["in"] = around
    return found


def as_json(value: object) -> str:
    """A value as JSON, as every file of the API has it."""
    return _ENCODER.encode(value)


def _policy(site: Site, policy: Policy) -> dict[str, object]:
    shown = policy.in_force or policy.versions[-1]
    last = {lang: each for lang in site.languages if (each := _last(site, policy, lang, shown))}
    titles = {lang: site.texts(policy.id, label, lang).title for lang, label in last.items()}
    return {
        "id": policy.id,
        "formerly": list(policy.source.former_ids),
        "titles": titles,
        "in_force": policy.in_force.label if policy.in_force else None,
        "upcoming": [version.label for version in policy.upcoming],
        "pages": {lang: addresses.url(site, addresses.address(lang, policy.id)) for lang in last},
        "versions": addresses.url(site, addresses.versions(policy.id)),
        "notices": addresses.url(site, addresses.notices(policy.id)),
    }


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
        **_files(site, version),
        "commit": version.commits[0],
        "commits": list(version.commits),
        "events": [_told(site, version, event) for event in version.events],
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


def digest(site: Site, policy: str, text: Version | Stage) -> str:
    """The SHA-256 of a text: its files' Markdown under the front matter, in order.

    Where it shows files, the SHA-256 of each follows in hexadecimal, in the order in which the text
    names them first; a line end stands before each.
    """
    return digest_of(text.files, [found for _, found in _shown(site, policy, text)])


def digest_of(files: Sequence[SourceFile], shown: Sequence[str] = ()) -> str:
    """The same, from the digests of what is shown."""
    joined = "\n".join((*(body(file.text)[0] for file in files), *shown))
    return f"sha256:{hashlib.sha256(joined.encode()).hexdigest()}"


def _files(site: Site, version: Version) -> dict[str, object]:
    """The files that a version shows, where it shows any."""
    found = [
        {"address": addresses.url(site, address.removeprefix("/")), "digest": f"sha256:{digest}"}
        for address, digest in _shown(site, version.policy, version)
    ]
    return {"files": found} if found else {}


def shown(site: Site, policy: str, text: Version | Stage) -> tuple[str, ...]:
    """The digests of the files that a text shows, as `versions` lists them."""
    return tuple(f"sha256:{found}" for _, found in _shown(site, policy, text))


def _shown(site: Site, policy: str, text: Version | Stage) -> list[tuple[str, str]]:
    """(address, SHA-256) of the files that a text shows, in its order."""
    addresses = site.history.addresses(policy, text.assets)
    contents = site.history.contents
    return [
        (addresses[asset.path], contents[asset.blob].digest)
        for asset in text.assets
        if asset.path in addresses
    ]


def _in_language(site: Site, policy: Policy, version: Version, lang: str) -> dict[str, object]:
    texts = site.texts(policy.id, version.label, lang)
    page = addresses.address(lang, policy.id, version.label)
    changes = addresses.changes(lang, policy.id, version.label)
    has_changes = site.policy(policy.id).basis(version.label) is not None
    return {
        "title": texts.title,
        "summary": texts.summary,
        **_reason(texts, version.change),
        "page": addresses.url(site, page),
        "changes": addresses.url(site, changes) if has_changes else None,
        "text": addresses.url(site, addresses.text(version.policy, version.label, lang)),
        "untranslated": site.text_state(policy.id, version.label, lang).untranslated,
        "digest": site.reading(policy.id, version.label, lang),
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
    if event.text:
        found["text"] = event.text.replace("\n", " ")
    if event.lang:
        found["language"] = event.lang
    return found


def _told(site: Site, version: Version, event: Event) -> dict[str, object]:
    """An event, and for a correction the digests of both texts and where its redlines are."""
    if event.kind not in eras.REWORDS:
        return _event(event)
    below = addresses.below(version.policy, version.label)
    languages = site.told_in(version.policy, version.label, event)
    found = events.redlines(version, event, languages, below)
    before, after = _sides(site, version, event)
    redlines = {lang: addresses.url(site, address) for lang, address in found.items()}
    return {**_event(event), "before": before, "after": after, "redlines": redlines}


def _sides(site: Site, version: Version, event: Event) -> tuple[str, str]:
    """The digests of a text before and after a correction: of what readers see, in one language."""
    lang = event.lang or site.settings.source_language
    at = eras.rewordings(version, lang).index(event)
    labels = [eras.text_label(version, lang, number) for number in (at, at + 1)]
    if event.lang:
        old, new = (site.reading(version.policy, label, lang) for label in labels)
    else:
        old, new = (
            digest(site, version.policy, site.version(version.policy, label)) for label in labels
        )
    return old, new


def announcement(policy: Policy, version: Version) -> str:
    """The name of what there is to tell of a version now, as an id.

    The same until its date changes or it is withdrawn, which is news of its own.
    """
    withdrawn = "/withdrawn" if version.status is Status.WITHDRAWN else ""
    return f"{policy.source.first_id}@{version.label}/{version.effective}{withdrawn}"


def notice(site: Site, policy: Policy, notice: Notice) -> dict[str, object]:
    """One announcement, as `notices` lists it."""
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
        "required_by": PROFILES[notice.profile].law if notice.profile else None,
        "earliest": notice.earliest.isoformat() if notice.earliest else None,
        "kept": notice.kept,
        "change": notice.change.value,
        "sections": list(notice.sections),
        "events": [_event(event) for event in notice.events],
        "languages": {
            lang: _announcement(site, policy, notice, lang)
            for lang in site.spoken(policy.id, notice.label)
        },
    }


def _announcement(site: Site, policy: Policy, notice: Notice, lang: str) -> dict[str, object]:
    """What a notice says in a language, and where to read the texts and what changes."""
    texts = site.texts(policy.id, notice.label, lang)
    page = addresses.address(lang, policy.id, notice.label)
    old = notice.predecessor and addresses.address(lang, policy.id, notice.predecessor)
    redline = notice.predecessor and addresses.changes(lang, policy.id, notice.label)
    return {
        "title": texts.title,
        "notice": _sentence(texts, notice, lang),
        "summary": texts.summary,
        "exception": texts.notice_exception if notice.exception else None,
        **_reason(texts, notice.change),
        "highlights": _highlights(site, editions.pointed(site, policy, notice.label, lang), page),
        "new": addresses.url(site, page),
        "redline": addresses.url(site, redline) if redline else None,
        "old": addresses.url(site, old) if old else None,
    }


def _reason(texts: Texts, change: Change) -> dict[str, str]:
    """Why a change of figures or duties is editorial, where that is said."""
    is_said = texts.editorial_reason and change is Change.EDITORIAL
    return {"editorial_reason": texts.editorial_reason} if is_said else {}


def _sentence(texts: Texts, notice: Notice, lang: str) -> str:
    """What is announced, in a sentence that stays true: which version, and from when."""
    words = interface.words(lang).gettext("%(title)s: version %(label)s takes effect on %(date)s.")
    day = l10n.format_date(notice.effective, lang)
    return words % {"title": texts.title, "label": notice.label, "date": day}


def _highlights(
    site: Site, highlights: Sequence[editions.Pointed], page: str
) -> list[dict[str, str]]:
    return [
        {
            "section": each.section,
            "text": each.text,
            "page": addresses.url(site, each.gone or addresses.section(page, each.section)),
        }
        for each in highlights
    ]


def _block(block: Block, digest: str, html: str) -> dict[str, object]:
    found: dict[str, object] = {
        "kind": block.kind.value,
        "text": block.text,
        "html": html,
        "translation": block.translation.value,
        "digest": digest,
    }
    if block.kind is BlockKind.HEADING:
        found["id"] = block.anchor
    if block.level:
        found["level"] = block.level
    if block.tag:
        found["tag"] = block.tag
    if block.attributes:
        found["attributes"] = dict(block.attributes)
    return found
