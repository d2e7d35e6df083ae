"""Rules about links: those that the text makes, and those that others made to it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from gazette.checks.scope import changed, newest, source
from gazette.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.model import Asset, Block, Document, Mark, Version
    from gazette.site import Policy, Site

_LONGEST = 200  # letters of a path in a message
_BESIDE = "Put the file beside the text, and name it by its path."


def links_lead_somewhere(site: Site) -> Iterator[Finding]:
    """A link in the text leads to a section that is there, or to a file that is published."""
    for policy, version in newest(site):
        document = source(site, policy, version)
        found = [
            (at, target, fault)
            for at, block in enumerate(document.blocks)
            for target in _targets(block)
            if (fault := _fault(site, policy, version, block, target))
        ]
        places = site.places(policy.id, version.label) if found else ()
        for at, target, fault in found:
            what = f'The link to "{target}" {fault}.'
            mend = "Correct the link, or take it out."
            yield Finding("dead-link", Severity.WARNING, places[at], what, mend)


def files_are_there(site: Site) -> Iterator[Finding]:
    """What a text shows is in the repository, and can be published.

    Where the words are somebody else's, so is the slip: it is told, and keeps nothing back.
    """
    for _, version in newest(site):
        severity = Severity.ERROR if version.front.version else Severity.WARNING
        for asset in version.assets:
            content = site.history.contents.get(asset.blob)
            if content is None:
                what, mend = _absent(site, asset)
                yield Finding("file-missing", severity, asset.place, what, mend)
            elif flaw := content.flaw:
                what = f'The file "{_named(asset.path)}", which the text shows here, {flaw.what}'
                yield Finding(flaw.rule, severity, asset.place, what, flaw.mend)


def _absent(site: Site, asset: Asset) -> tuple[str, str]:
    """Why a file that a text names cannot be published, and what to do."""
    path, known = asset.path, site.history.paths
    what = f'The text shows the file "{_named(path)}" here'
    if path.startswith("../"):
        return f"{what}, which lies outside of the repository.", _BESIDE
    if any(part.startswith(".") for part in path.split("/")):
        return f"{what}, which is hidden by its name: no such file is published.", _BESIDE
    if path in known:
        return f"{what}, which is a symbolic link.", "Commit the file itself in its place."
    alike = next((p for p in sorted(known) if p.casefold() == path.casefold()), "")
    if alike:
        return f'{what}, but the file is called "{alike}".', "Write its name as it is."
    return f"{what}, which is not committed.", "Commit the file, or correct its path in the text."


def _named(path: str) -> str:
    """A path in one line of a message, whatever is in it."""
    plain = "".join(letter if letter.isprintable() else "\ufffd" for letter in path)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def images_are_the_sites_own(site: Site) -> Iterator[Finding]:
    """A page fetches nothing from others, who would learn who reads it (`outputs/headers`)."""
    for policy, version in newest(site):
        blocks = source(site, policy, version).blocks
        found = [(at, m.target) for at, b in enumerate(blocks) for m in _marks(b) if _is_foreign(m)]
        places = site.places(policy.id, version.label) if found else ()
        for at, target in found:
            what = f'The image "{target}" stands on another server, and is not shown.'
            yield Finding("foreign-image", Severity.WARNING, places[at], what, _BESIDE)


def anchors_stay(site: Site) -> Iterator[Finding]:
    """A section that others may link to keeps its id when its words change."""
    for policy, version, before in changed(site):
        if not version.front.version:
            continue
        kept = source(site, policy, version).anchors
        headings = source(site, policy, before).headings
        gone = [block.anchor for block in headings if block.anchor not in kept]
        if gone:
            what = f"Links to these sections of version {before.label} lead nowhere now: "
            mend = "Where another section says it now, give that one the old id: {#id}."
            place = version.front.where("version")
            yield Finding(
                "anchor-dropped", Severity.WARNING, place, f"{what}{', '.join(gone)}.", mend
            )


def _targets(block: Block) -> list[str]:
    """Where a block's links lead, each once."""
    return list(dict.fromkeys(m.target for m in _marks(block) if m.tag == "a" and m.target))


def _marks(block: Block) -> Iterator[Mark]:
    return (mark for run in block.inline.runs for mark in run.marks)


def _is_foreign(mark: Mark) -> bool:
    return mark.tag == "img" and mark.target.lower().startswith(("http:", "https:", "//"))


def _fault(site: Site, policy: Policy, version: Version, block: Block, target: str) -> str:
    """Why a link leads nowhere, "" where it leads somewhere or that is not ours to say."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return "is no address"
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return ""
    anchor, document = unquote(parts.fragment), source(site, policy, version)
    if not parts.path:
        return _missing(anchor, document)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(block.path), unquote(parts.path)))
    if any(asset.path == path for asset in version.assets):
        return ""  # told by a rule of its own
    owner = site.owner(path)
    if owner and path.endswith(".md") and path not in site.history.paths:
        return "leads to a file that is not there"
    if owner == policy.id:
        return _missing(anchor, document)
    if owner:
        other = site.policy(owner)
        return _missing(anchor, source(site, other, other.versions[-1])) if other.versions else ""
    return "" if _is_published(site, path) else "leads to a file that is not published"


def _missing(anchor: str, document: Document) -> str:
    # Footnotes and their way back are Markdown's own.
    if not anchor or anchor.startswith(("fn:", "fnref:")) or anchor in document.anchors:
        return ""
    return f'names the section "{anchor}", which the text does not have'


def _is_published(site: Site, path: str) -> bool:
    folder = site.settings.docs_dir
    inside = path == folder or path.startswith(f"{folder}/")
    names = (path, f"{path}/index.md", f"{path}.md")
    return inside and any(name in site.history.paths for name in names)
