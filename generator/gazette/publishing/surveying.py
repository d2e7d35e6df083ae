"""The first of two looks at each policy: what is wrong with it, and what all others need of it.

A site may have more policies than fit into memory with their texts. So each is looked at by itself
(`survey`), then made and written by itself (`publishing.policies`), and forgotten. What these steps
are given and give back are plain values: they run in this process or in any other. Between them
stands what concerns policies together (`together`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.archive.memo import Memo
from gazette.checks.links import written
from gazette.pages import homes
from gazette.publishing import guard, keeping, loading, previous
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
    from gazette.publishing.published import Published


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
    size: int


def survey(work: Work, own: Own) -> Survey:
    """Look at one policy. Raises GazetteError where what is published cannot be read."""
    source = own.source
    memo = Memo.of(work.settings.root, source.id)
    found = work.history.joined(own)
    site = loading.alone(found, work.alone(source), work.today, memo)
    links = tuple(
        link for link in written(site.archives[0]) if site.owner(link.place.path) not in site.behind
    )
    kept = site if work.is_preview else keeping.publishable(site, Path(work.target))
    result = Survey(
        policy=source.id,
        cut=None if kept is site else kept.history.own(source),
        entry=kept.archives[0].entry,
        cards={lang: card for lang, cards in homes.cards(kept).items() for card in cards},
        findings=kept.findings,
        excused=kept.excused,
        guarded=tuple(_guarded(work, kept.archives[0], source)),
        links=links,
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
    lang = archive.settings.source_language
    for version in archive.policy.versions:
        for number in range(len(eras.rewordings(version, lang)) + 1):
            archive.texts.front(eras.text_label(version, lang, number), lang)
    archive.comparisons.folds()


def _guarded(work: Work, archive: Archive, source: PolicySource) -> Iterator[Finding]:
    """What is published of a policy, under any id that it had, and would change."""
    published, names = work.published, {source.id, *source.former_ids}
    if published is None:
        return
    for old in (each for each in published.policies if each.id in names):
        found = previous.policy(work.target, published, old)
        yield from guard.of_policy(archive, found, published)
