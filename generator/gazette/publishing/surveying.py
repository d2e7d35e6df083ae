"""The first of two looks at each policy: what is wrong with it, and what all others need of it.

A site may have more policies than fit into memory with their texts. So each is looked at by itself
(`survey`), then made and written by itself (`publishing.policies`), and forgotten. What these steps
are given and give back are plain values: they run in this process or in any other. Between them
stands what concerns policies together (`together`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazette.archive.memo import Memo
from gazette.checks.links import written
from gazette.pages import homes
from gazette.publishing import guard, keeping, loading, previous
from gazette.publishing.fetching import Place, Sendable
from gazette.publishing.retained import RETAINED
from gazette.translation import eras

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from gazette.archive.archive import Archive
    from gazette.archive.index import Entry
    from gazette.checks.links import Written
    from gazette.history import History, Own
    from gazette.model import Finding, PolicySource, Settings
    from gazette.pages.homes import Card
    from gazette.publishing.published import Published, PublishedPolicy


@dataclass(frozen=True, slots=True)
class Work:
    """What the work on all policies of a site has in common.

    Attributes:
        name: tells it from any other work.
        settings: of the site, with all its policies.
        today: the day of the site.
        history: what is about no policy alone.
        target: the folder of the published site, which need not be there.
        published: the outline of what is published and must stay, None where nothing is.
        is_preview: whether it is for a preview, which keeps nothing back.
    """

    name: str
    settings: Settings
    today: date
    history: History
    target: str = ""
    published: Published | None = None
    is_preview: bool = False

    def alone(self, source: PolicySource) -> Settings:
        """The settings as if there were one policy."""
        return replace(self.settings, policies=(source,))


@dataclass(frozen=True, slots=True)
class Survey:
    """What the first look at a policy found.

    Attributes:
        policy: its id.
        cut: what is to be published of it where that is not all, without what has errors.
        entry: what all others need to know.
        cards: how the overviews show it, by language, where it has versions there.
        findings: what is wrong with its texts.
        excused: which of them keep back the newest of it, and not the site.
        guarded: what is published of it and would change.
        links: those of its newest text that may lead to other policies.
        leads: the paths that links in any of its texts name; None where its texts are translated,
            since a translation may have links of its own.
        size: how much work it is: the number of its versions.
    """

    policy: str
    cut: Own | None
    entry: Entry
    cards: Mapping[str, Card]
    findings: tuple[Finding, ...]
    excused: frozenset[Finding]
    guarded: tuple[Finding, ...]
    links: tuple[Written, ...]
    leads: frozenset[str] | None
    size: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A policy, and the published site with which it is compared, for any machine.

    Attributes:
        own: what there is of the policy.
        site: the published site, which need not be there.
    """

    own: Own
    site: Place

    @classmethod
    def of(cls, work: Work, own: Own) -> Compared:
        """A policy with what is published of it."""
        found = work.published
        known = _published(work, own.source)
        langs = found.languages if found else ()
        files = (file for each in known for file in previous.files(each.id, langs))
        return cls(own, Sendable(work.target, addresses=tuple(files)))

    @property
    def source(self) -> PolicySource:
        """The policy."""
        return self.own.source


def survey_compared(work: Work, part: Compared) -> Survey:
    """Look at one policy, on any machine.

    Raises GazetteError where what is published cannot be read, and UnseenError where more of it is
    needed than this machine sees.
    """
    return survey(work, part.own, part.site)


def survey(work: Work, own: Own, site: Place | None = None) -> Survey:
    """Look at one policy. Raises GazetteError where what is published cannot be read."""
    source, target = own.source, site or Place(work.target)
    memo = Memo.of(work.settings.root, source.id)
    found = work.history.joined(own)
    made = loading.alone(found, work.alone(source), work.today, memo)
    links = tuple(
        link for link in written(made.archives[0]) if made.owner(link.place.path) not in made.behind
    )
    kept = made if work.is_preview else keeping.publishable(made, target)
    result = Survey(
        policy=source.id,
        cut=None if kept is made else kept.history.own(source),
        entry=kept.archives[0].entry,
        cards={lang: card for lang, cards in homes.cards(kept).items() for card in cards},
        findings=kept.findings,
        excused=kept.excused,
        guarded=tuple(_guarded(work, kept.archives[0], target)),
        links=links,
        leads=_leads(kept.archives[0]),
        size=len(kept.policies[0].versions),
    )
    if not RETAINED.keep(work.name, kept.archives[0], memo):
        _note(kept.archives[0])
        memo.keep()
    return result


def _note(archive: Archive) -> None:
    """Note what the pages of a policy tell of each text, while the texts are at hand.

    Who publishes a piece of it then reads the texts of that piece alone for its pages.
    """
    for label in _labels(archive):
        archive.texts.front(label, archive.settings.source_language)
    archive.comparisons.folds()


def _labels(archive: Archive) -> Iterator[str]:
    """The labels of all texts that pages show, of each version the words that it had before too."""
    lang = archive.settings.source_language
    for version in archive.policy.versions:
        for number in range(len(eras.rewordings(version, lang)) + 1):
            yield eras.text_label(version, lang, number)


def _leads(archive: Archive) -> frozenset[str] | None:
    if len(archive.settings.all_languages) > 1:
        return None
    return frozenset(path for label in _labels(archive) for path in archive.sources.leads(label))


def _guarded(work: Work, archive: Archive, target: Place) -> Iterator[Finding]:
    """What is published of a policy, under any id that it had, and would change."""
    for old in _published(work, archive.policy.source):
        assert work.published is not None  # noqa: S101  # else nothing is known of it
        found = previous.policy(target, work.published, old)
        yield from guard.of_policy(archive, found, work.published)


def _published(work: Work, source: PolicySource) -> list[PublishedPolicy]:
    """A policy in the outline of what is published, under any id that it had."""
    names = {source.id, *source.former_ids}
    return [each for each in work.published.policies if each.id in names] if work.published else []
