"""A version as the pages of a language speak of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

from gazette.model import ENDS, Change, Status
from gazette.pages import addresses, events
from gazette.pages.page import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from gazette.archive.archive import Archive
    from gazette.archive.policy import Policy
    from gazette.archive.site import Site
    from gazette.archive.sources import FrontTexts as Texts
    from gazette.model import Version
    from gazette.pages.events import Told


LISTED = 20  # events of one version that a list of versions tells; its own page has all


@dataclass(frozen=True, slots=True)
class Pointed:
    """A highlight: the section to look at and a sentence.

    `gone` is the address of that section in the text before, where the new one lacks it, else "".
    """

    section: str
    text: str
    gone: str = ""


@dataclass(frozen=True)
class Edition(Shown):
    """A version as the pages speak of it: no text, only what a bar or a timeline shows.

    `address` is where the version stands for good, `changes` its redline ("" for the first).
    `days` is the notice given and `required` what the rule asks for; `notice_exception` the reason
    for less, "" where the period is kept; `editorial_reason` why a change of figures or duties is
    editorial, "" where that is not said; `in_short` the whole text in plain words. `authored` tells
    whether the text has front matter of ours: a text of somebody else's gets no numbers and no
    class of change.
    `as_published` is where its text stands as it first was, "" where it is the same, `follower`
    where the version stands that replaced it before its day, "" where none did.
    """

    label: str
    status: Status
    published: datetime
    declared: bool
    effective: date
    until: date | None
    change: Change
    classified: bool
    authored: bool
    address: str
    changes: str
    basis: str
    days: int
    required: int
    notice_exception: str
    editorial_reason: str
    title: str
    description: str
    summary: str
    in_short: tuple[str, ...]
    highlights: tuple[Pointed, ...]
    badges: tuple[str, ...]
    untranslated: tuple[str, ...]
    events: tuple[Told, ...]
    as_published: str
    follower: str
    short_lived: int

    @property
    def last(self) -> Told:
        """The last event that concerns the language of the page."""
        return [event for event in self.events if not event.elsewhere][-1]

    @property
    def ended(self) -> Told | None:
        """The event since which it can never take effect, None where it does or did."""
        return next((event for event in self.events if event.kind in ENDS), None)

    @property
    def updated(self) -> datetime:
        """The instant at which something last happened to it, in the language of the page."""
        return max(self.published, *(e.at for e in self.events if not e.elsewhere))

    @property
    def stands(self) -> bool:
        """Whether it is told by itself in any case: it applies, is coming, or was dated by hand."""
        return self.authored or self.status is not Status.SUPERSEDED

    @cached_property
    def rewordings(self) -> tuple[Told, ...]:
        """What was corrected in it, or linked anew, in the language of the page."""
        return tuple(event for event in self.events if event.redline)

    @property
    def latest(self) -> tuple[Told, ...]:
        """The last of these, newest first, as lists of versions tell them."""
        return self.rewordings[: -LISTED - 1 : -1]


class _Dated(TypedDict):
    """What a version says of itself."""

    label: str
    status: Status
    published: datetime
    declared: bool
    effective: date
    until: date | None
    change: Change
    classified: bool
    authored: bool
    short_lived: int


class _Noticed(TypedDict):
    """What is said of a version's notice and class."""

    days: int
    required: int
    notice_exception: str
    editorial_reason: str


class _Worded(TypedDict):
    """What a version's front matter says, in a language."""

    title: str
    description: str
    summary: str
    in_short: tuple[str, ...]
    highlights: tuple[Pointed, ...]
    badges: tuple[str, ...]
    untranslated: tuple[str, ...]


def edition(archive: Archive, version: Version, lang: str) -> Edition:
    """A version as the pages of a language speak of it."""
    policy, texts = archive.policy, archive.texts.front(version.label, lang)
    basis = policy.basis(version.label)
    at = lang, policy.id, version.label
    happened = events.told(archive, version, lang, addresses.below(policy.id, version.label))
    was_other = any(event.redline for event in happened)
    return Edition(
        **_dated(version),
        **_noticed(policy, version, texts),
        **_worded(policy, texts, pointed(archive, version.label, lang)),
        address=addresses.address(*at),
        changes=addresses.changes(*at) if basis else "",
        basis=basis.label if basis else "",
        events=happened,
        as_published=addresses.address(*at, events.AS_PUBLISHED) if was_other else "",
        follower=_follower(version, lang),
    )


def _follower(version: Version, lang: str) -> str:
    """Where the version stands that replaced one before its day, "" where none did."""
    other = version.news.other
    return addresses.address(lang, version.policy, other) if other else ""


def _dated(version: Version) -> _Dated:
    return {
        "label": version.label,
        "status": version.status,
        "published": version.published,
        "declared": version.declared,
        "effective": version.effective,
        "until": version.until,
        "change": version.change,
        "classified": version.classified,
        "authored": bool(version.front.version),
        "short_lived": version.short_lived,
    }


def _noticed(policy: Policy, version: Version, texts: Texts) -> _Noticed:
    notice = policy.notice(version.label) if policy.notices else None
    return {
        "days": notice.days if notice else 0,
        "required": notice.required if notice else 0,
        "notice_exception": texts.notice_exception if notice and notice.exception else "",
        "editorial_reason": texts.editorial_reason if version.change is Change.EDITORIAL else "",
    }


def _worded(policy: Policy, texts: Texts, highlights: tuple[Pointed, ...]) -> _Worded:
    return {
        "title": title(policy, texts),
        "description": texts.description,
        "summary": texts.summary,
        "in_short": texts.in_short,
        "highlights": highlights,
        "badges": texts.badges,
        "untranslated": tuple(sorted(texts.untranslated)),
    }


def pointed(archive: Archive, label: str, lang: str) -> tuple[Pointed, ...]:
    """The highlights of a version, each with the way to what it names."""
    found = archive.texts.front(label, lang).highlights
    basis = archive.policy.basis(label)
    if not found or not basis:
        return tuple(Pointed(each.section, each.text) for each in found)
    known = archive.sources.section_ids
    gone = {*known(basis.label)} - {*known(label)}
    before = addresses.address(lang, archive.policy.id, basis.label)
    return tuple(
        Pointed(
            h.section, h.text, addresses.section(before, h.section) if h.section in gone else ""
        )
        for h in found
    )


def title(policy: Policy, texts: Texts) -> str:
    """What a policy is called where these texts are shown."""
    return texts.title or policy.source.title or policy.id


def modified(site: Site, editions: Iterable[Edition]) -> date | None:
    """The last day on which a version was announced, changed or took effect."""
    zone = site.settings.zone
    days = [
        day
        for e in editions
        for day in (
            e.effective,
            *(t.at.astimezone(zone).date() for t in e.events if not t.elsewhere),
        )
    ]
    return max((day for day in days if day <= site.today), default=None)
