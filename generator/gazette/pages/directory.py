"""The overview of many policies: by letter, in their collections, with a box that finds names.

Where all fit on one page they stand on it; else the overview has the letters, and the policies
stand on a page for each, or on several. A policy takes a line: its name, and since when the
version applies that is shown. What is coming soonest and what changed last stands above all.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import TYPE_CHECKING

from gazette.languages.initials import initial, order
from gazette.pages import interface
from gazette.pages.addresses import alternates, by_letter, overview, under
from gazette.pages.page import Facts, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from gazette.archive.site import Site
    from gazette.pages.homes import Card

_LONG = 130_000  # bytes of a page
_ENTRY, _GROUP = 72, 48  # bytes of the marks around a name
_COMING, _CHANGED = 12, 8  # that stand above all
_FEW = 20  # names among which nobody needs a letter or a box


@dataclass(frozen=True, slots=True)
class Entry:
    """A policy in a line: what it is called within its group, and since when it stands so."""

    title: str
    address: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Group:
    """A collection with its policies; `name` is "" for a policy that belongs to none."""

    name: str
    entries: tuple[Entry, ...]

    @property
    def called(self) -> str:
        """The name by which it is sought."""
        return self.name or self.entries[0].title

    @property
    def size(self) -> int:
        """How many bytes it takes on a page, about."""
        texts = (text for entry in self.entries for text in (entry.title, entry.address))
        own = _GROUP + len(self.name.encode()) if self.name else 0
        return own + len(self.entries) * _ENTRY + sum(len(text.encode()) for text in texts)


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands under a letter: how many policies, and their groups, if the page itself has them.

    `address` is that of the letter's own page, "" where it has none.
    """

    sign: str
    address: str
    count: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class DirectoryFacts(Facts):
    """What the overview of many policies shows.

    Attributes:
        today: the day of which it tells.
        count: of the policies.
        letters: under which they stand.
        coming: what takes effect soonest.
        changed: the policies whose version in force is the newest.
        has_box: whether they are so many that names are sought.
    """

    today: date
    count: int
    letters: tuple[Letter, ...]
    coming: tuple[Card, ...]
    changed: tuple[Card, ...]
    has_box: bool


@dataclass(frozen=True, slots=True)
class LetterFacts(Facts):
    """What the page of a letter shows: all letters, its own groups, and its pages with this one.

    `parts` are the addresses of the letter's pages, and `part` which of them this is, from 1.
    """

    letters: tuple[Letter, ...]
    letter: Letter
    parts: tuple[str, ...]
    part: int


def directory(site: Site, lang: str, cards: Sequence[Card]) -> Iterator[Page]:
    """The overview of many policies in a language, and the pages of letters, if there are any."""
    groups = sorted(_groups(site, cards, lang), key=lambda group: order(group.called))
    signs = [(sign, tuple(found)) for sign, found in groupby(groups, lambda g: initial(g.called))]
    is_one = sum(group.size for group in groups) <= _LONG
    places = {sign: "" if is_one else by_letter(lang, sign) for sign, _ in signs}
    letters = tuple(Letter(sign, places[sign], _count(found), found) for sign, found in signs)
    shown = letters if is_one else tuple(replace(letter, groups=()) for letter in letters)
    yield _overview(site, lang, cards, shown)
    for letter in () if is_one else letters:
        yield from _of_letter(site, lang, shown, letter)


def _overview(site: Site, lang: str, cards: Sequence[Card], letters: tuple[Letter, ...]) -> Page:
    told = (card for card in cards if card.upcoming)
    coming = sorted(told, key=lambda card: card.upcoming[0].effective)[:_COMING]
    return Page(
        address=overview(lang),
        template="gazette/directory.html",
        lang=lang,
        title=interface.words(site.settings, lang).gettext("Policies"),
        facts=DirectoryFacts(
            site.today, len(cards), letters, tuple(coming), _changed(cards), len(cards) > _FEW
        ),
        alternates=alternates(site, ""),
        tells=tuple(card.upcoming[0].address for card in coming),
    )


def _of_letter(
    site: Site, lang: str, letters: tuple[Letter, ...], letter: Letter
) -> Iterator[Page]:
    parts = list(_parts(letter.groups))
    places = tuple(
        letter.address if at == 0 else under(letter.address, str(at + 1))
        for at in range(len(parts))
    )
    for number, (place, groups) in enumerate(zip(places, parts, strict=True), 1):
        others = ((code, overview(code)) for code in site.settings.languages if code != lang)
        yield Page(
            address=place,
            template="gazette/letter.html",
            lang=lang,
            title=interface.words(site.settings, lang).gettext("Policies"),
            facts=LetterFacts(letters, replace(letter, groups=groups), places, number),
            alternates=((lang, place), *others),
        )


def _groups(site: Site, cards: Sequence[Card], lang: str) -> Iterator[Group]:
    """The collections with their policies, and each policy that belongs to none."""
    found: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        if card.collection:
            found[card.collection].append(card)
        else:
            yield Group("", (_entry(card, ""),))
    for name, own in found.items():
        shown = site.label(name, lang)
        entries = sorted((_entry(card, shown) for card in own), key=lambda e: order(e.title))
        yield Group(shown, tuple(entries))


def _entry(card: Card, collection: str) -> Entry:
    shown = card.shown
    return Entry(
        _within(card.home.title, collection),
        card.home.address,
        shown.effective if shown else None,
    )


def _within(title: str, collection: str) -> str:
    """What a policy is called under the name of its collection: without that, if it begins so."""
    rest = title.removeprefix(collection) if collection else title
    bare = rest.lstrip(" :–—-,·")
    return bare if bare and bare != rest else title


def _changed(cards: Sequence[Card]) -> tuple[Card, ...]:
    """The policies that changed last, the last one first."""
    found = [
        (card.current.effective, card) for card in cards if card.current and card.current.changes
    ]
    return tuple(
        card for _, card in sorted(found, key=lambda each: each[0], reverse=True)[:_CHANGED]
    )


def _count(groups: Sequence[Group]) -> int:
    return sum(len(group.entries) for group in groups)


def _parts(groups: Sequence[Group]) -> Iterator[tuple[Group, ...]]:
    """Groups as pages hold them; a collection that is too long for one goes on on the next."""
    held: list[Group] = []
    for group in chain.from_iterable(map(_pieces, groups)):
        if held and sum(each.size for each in held) + group.size > _LONG:
            yield tuple(held)
            held = []
        held.append(group)
    yield tuple(held)


def _pieces(group: Group) -> Iterator[Group]:
    if group.size <= _LONG:
        yield group
        return
    half = len(group.entries) // 2
    yield from _pieces(replace(group, entries=group.entries[:half]))
    yield from _pieces(replace(group, entries=group.entries[half:]))
