"""Rules about links: those that the text makes, and those that others made to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING

from gazette.checks.scope import changed, newest
from gazette.checks.today import Today
from gazette.document import path_of, same_letters
from gazette.document.targets import Ground, aim, may_lead_within
from gazette.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette.archive.archive import Archive
    from gazette.archive.index import Index
    from gazette.archive.site import Site
    from gazette.document.targets import Landmarks, Published
    from gazette.model import Asset, Block, Mark, Place, Version

_LONGEST = 200  # letters of a path in a message
# As the sanitiser writes it; an image that is written into the text (data:) loses its target.
_WITHOUT_FILE = re.compile(r'<img(?: (?!src="[^"])[a-z]+="[^"]*")*>')
_BESIDE = "Put the file beside the text, and use its path."


@dataclass(frozen=True, slots=True)
class Written:
    """A link from file to file as a text has it: its policy, where it stands, what it names."""

    policy: str
    file: str
    target: str
    place: Place


def links_lead_somewhere(site: Site) -> Iterator[Finding]:
    """A link in the text leads to a section that is there, or to a file that is published."""
    return dead(site.index, site.history.paths, chain.from_iterable(map(written, site.archives)))


def written(archive: Archive) -> Iterator[Written]:
    """The links of the newest text that may lead within the site."""
    for version in newest(archive):
        found = [
            (at, block.path, target)
            for at, block in enumerate(archive.sources.document(version.label).blocks)
            for target in _targets(block)
            if may_lead_within(target) and not _is_asset(version, target, block.path)
        ]
        places, today = archive.sources.places(version.label) if found else (), Today(archive)
        for at, path, target in found:
            yield Written(archive.policy.id, path, target, today.place(places[at]))


def dead(index: Index, paths: frozenset[str], links: Iterable[Written]) -> Iterator[Finding]:
    """The links that lead nowhere, among all policies and `paths` of the repository.

    A link within a policy's newest text means that text.
    """
    beside = index.beside(paths)
    for policy, found in groupby(links, key=lambda link: link.policy):
        ground = _ground(index, beside, policy)
        for link in found:
            if fault := aim(link.target, link.file, ground, policy).fault:
                what = f'The link to "{link.target}" {fault}.'
                fix = "Correct the link, or remove it."
                yield Finding("dead-link", Severity.WARNING, link.place, what, fix)


def files_are_there(archive: Archive) -> Iterator[Finding]:
    """What a text shows is in the repository, and can be published.

    Where the words are somebody else's, so is the slip: it is told, and keeps nothing back.
    """
    for version in newest(archive):
        severity = Severity.ERROR if version.front.version else Severity.WARNING
        for asset in version.assets:
            content = archive.history.contents.get(asset.blob)
            if content is None:
                what, fix = _absent(archive.history.paths, asset)
                yield Finding("file-missing", severity, asset.place, what, fix)
            elif flaw := content.flaw:
                what = f'The file "{_named(asset.path)}", which the text shows here, {flaw.what}'
                yield Finding(flaw.rule, severity, asset.place, what, flaw.fix)


def _absent(known: frozenset[str], asset: Asset) -> tuple[str, str]:
    """Why a file that a text names cannot be published, and what to do."""
    path = asset.path
    what = f'The text shows the file "{_named(path)}" here'
    if path.startswith("../"):
        return f"{what}, which lies outside of the repository.", _BESIDE
    if any(part.startswith(".") for part in path.split("/")):
        return f"{what}, whose name begins with a dot: such files are not published.", _BESIDE
    if not path.isprintable():
        return (
            f"{what}, which has a line break or another control character in its name.",
            "Rename it.",
        )
    if path in known:
        return f"{what}, which is a symbolic link.", "Commit the file itself instead."
    alike = next((p for p in sorted(known) if p.casefold() == path.casefold()), "")
    if alike:
        return f'{what}, but the file is called "{alike}".', "Write its name exactly."
    return f"{what}, which is not committed.", "Commit the file, or correct its path in the text."


def _named(path: str) -> str:
    """A path in one line of a message, whatever is in it."""
    plain = "".join(letter if letter.isprintable() else "\ufffd" for letter in path)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def images_are_the_sites_own(archive: Archive) -> Iterator[Finding]:
    """A page fetches nothing from others, who would learn who reads it (`pages/headers`)."""
    for version in newest(archive):
        blocks = archive.sources.document(version.label).blocks
        found = [(at, target) for at, b in enumerate(blocks) for target in _not_shown(b)]
        places = archive.sources.places(version.label) if found else ()
        for at, target in found:
            if target:
                what = f'The image "{target}" is on another server, and is not shown.'
                yield Finding("foreign-image", Severity.WARNING, places[at], what, _BESIDE)
            else:
                what = "This image is not a file of the repository, and is not shown."
                yield Finding("image-not-shown", Severity.WARNING, places[at], what, _BESIDE)


def anchors_stay(archive: Archive) -> Iterator[Finding]:
    """A section that others may link to keeps its id when its words change."""
    for version, before in changed(archive):
        if not version.front.version:
            continue
        kept = archive.sources.document(version.label).anchors
        headings = archive.sources.document(before.label).headings
        gone = [block.anchor for block in headings if block.anchor not in kept]
        if gone:
            what = f"Links to these sections of version {before.label} are now broken: "
            fix = "If another section now covers the topic, give it the old id: {#id}."
            place = version.front.where("version")
            yield Finding(
                "anchor-dropped", Severity.WARNING, place, f"{what}{', '.join(gone)}.", fix
            )


def _targets(block: Block) -> list[str]:
    """Where a block's links lead, each once."""
    return list(dict.fromkeys(m.target for m in _marks(block) if m.tag == "a" and m.target))


def _marks(block: Block) -> Iterator[Mark]:
    return (mark for run in block.inline.runs for mark in run.marks)


def _not_shown(block: Block) -> Iterator[str]:
    """The targets of images on other servers; "" for each that names no file at all."""
    for mark in _marks(block):
        if mark.tag == "img" and mark.target.lower().startswith(("http:", "https:", "//")):
            yield mark.target
    for _ in _WITHOUT_FILE.finditer(block.inline.html):
        yield ""


def _ground(index: Index, beside: Published, policy: str) -> Ground:
    own = index.standing(policy)[-1:]

    def landmarks(name: str) -> Sequence[Landmarks]:
        return own if own and name == policy else index.standing(name)

    return Ground(index.homes, landmarks, beside, index.top)


def _is_asset(version: Version, target: str, file: str) -> bool:
    """Whether a link names a file that a version shows, which a rule of its own tells."""
    path = path_of(target, file)
    return bool(path) and any(same_letters(asset.path) == path for asset in version.assets)
