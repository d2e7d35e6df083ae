"""What a search finds of a policy or an ordinary page: passages, each with an address of its own.

Of the versions in force and coming every section is a passage, and before them the version as a
whole, with its summary and highlights. Of all others there is one with what was said of them. An
ordinary page has its sections.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.model import BlockKind, Status
from gazette.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.archive.archive import Archive
    from gazette.archive.policy import Policy
    from gazette.archive.sources import FrontTexts
    from gazette.model import Block, Document, Version
    from gazette.pages.ordinary import OrdinaryText


@dataclass(frozen=True, slots=True)
class Passage:
    """What one result of a search leads to.

    Attributes:
        name: the title of the policy or page, with the label of a version that is coming.
        title: of the section, "" for the whole; of a past version its label, with its title where
            the policy has another one now.
        notes: its summary, the whole in plain words, and its highlights.
        text: what stands there.
        address: where it stands, from the site's root.
        status: of a version that applies no longer, or never did; "" for all else.
    """

    name: str
    title: str
    notes: str
    text: str
    address: str
    status: str = ""

    @property
    def is_past(self) -> bool:
        """Whether it is of a version that applies no longer, or never did."""
        return bool(self.status)


def of_policy(archive: Archive, lang: str) -> Iterator[Passage]:
    """The passages of a policy in a language: in force, coming, and past ones newest first."""
    policy, fronts = archive.policy, archive.texts.front
    applying = standing(policy)
    for version in applying:
        yield from _standing(archive, version, lang)
    name = fronts(policy.shown.label, lang).title
    for version in reversed(policy.versions):
        if version not in applying:
            texts = fronts(version.label, lang)
            title = version.label if texts.title == name else _named(texts, version)
            place = addresses.address(lang, policy.id, version.label)
            yield Passage(name, title, _notes(texts), "", place, version.status.value)


def standing(policy: Policy) -> tuple[Version, ...]:
    """The versions that are found by their texts: in force, coming, and drafts in a preview."""
    drafts = (each for each in policy.versions if each.status is Status.DRAFT)
    return (*filter(None, [policy.in_force]), *policy.upcoming, *drafts)


def of_page(page: OrdinaryText) -> Iterator[Passage]:
    """The passages of an ordinary page."""
    yield from _sections(page.document, page.title, "", "", page.address)


def _standing(archive: Archive, version: Version, lang: str) -> Iterator[Passage]:
    policy, texts = archive.policy, archive.texts.front(version.label, lang)
    is_in_force = version is policy.in_force
    name = texts.title if is_in_force else _named(texts, version)
    place = addresses.address(lang, policy.id, "" if is_in_force else version.label)
    document = archive.texts.document(version.label, lang)
    yield from _sections(document, name, _notes(texts), texts.description, place)


def _named(texts: FrontTexts, version: Version) -> str:
    return f"{texts.title} {version.label}"


def _notes(texts: FrontTexts) -> str:
    said = (texts.summary, *texts.in_short, *(found.text for found in texts.highlights))
    return " ".join(filter(None, said))


def _sections(
    document: Document, name: str, notes: str, description: str, place: str
) -> Iterator[Passage]:
    """A text as a whole, then its sections."""
    sections: dict[str, list[Block]] = {}
    for block in document.blocks:  # a note stands at the end, and is found with its section
        sections.setdefault(block.section, []).append(block)
    # What stands before the first section, or under the text's own title, which has no address.
    openings = ("", document.title.section) if document.title else ("",)
    opening = _text([block for key in openings for block in sections.pop(key, [])])
    yield Passage(name, "", notes, " ".join(filter(None, (description, opening))), place)
    for section, found in sections.items():
        title = " ".join(block.text for block in found if block.is_head)
        yield Passage(name, title, "", _text(found), addresses.section(place, section))


def _text(blocks: Sequence[Block]) -> str:
    """What stands below a heading, with a dot after what is no sentence: an item, a cell."""
    words = "".join(
        f"{block.text}{' ' if block.kind is BlockKind.PARAGRAPH else ' · '}"
        for block in blocks
        if block.text and not block.is_head
    )
    return words.removesuffix(" ").removesuffix(" ·")
