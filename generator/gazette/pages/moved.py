"""A policy that has another id now: its old addresses lead to the new ones.

Whoever wrote down an address of the old id finds what stood there: each page has one at its old
address that says where it is now and goes on by itself (without a script, and without a server that
knows of it), each file of data a copy, since a program that reads a feed or JSON follows no page. A
copy names the policy by the id that it has now. Hosts that read `/_redirects` go on at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from gazette.pages import addresses
from gazette.pages.page import Facts, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gazette.archive.site import Site
    from gazette.document.targets import Published

ADDRESS = "_redirects"


@dataclass(frozen=True, slots=True)
class MovedFacts(Facts):
    """What a page at an old address shows: the address now."""

    target: str


def moved_pages(site: Site, made: Sequence[Page], published: Published) -> Iterator[Page]:
    """A page at each old address of a page, where none of `published` stands."""
    moves = _moves(site)
    if not moves:
        return
    taken = {page.address for page in made}
    taken |= {
        addresses.ordinary(site, lang, path) for lang in site.languages for path in published.texts
    }
    for page in made:
        alternates = [(code, _at(address, moves)) for code, address in page.alternates]
        for place, old in enumerate(_at(page.address, moves)):
            if old not in taken:
                yield Page(
                    address=old,
                    template="gazette/moved.html",
                    lang=page.lang,
                    title=page.title,
                    facts=MovedFacts(page.address),
                    noindex=True,
                    canonical=page.address,
                    alternates=tuple((code, found[place]) for code, found in alternates if found),
                )


def former(site: Site) -> Callable[[str], tuple[str, ...]]:
    """What gives the addresses that something had before, in the order of `formerly`."""
    return partial(_at, moves=_moves(site))


def redirects(site: Site, base: str) -> str:
    """The file of redirections, "" where nothing moved; `base` is the site's path on its host."""
    return "".join(
        f"{base}{old}* {base}{new}:splat 301\n"
        for new, found in sorted(_moves(site).items())
        for old in found
    )


def _at(address: str, moves: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The addresses that something had before, in the order of `formerly`."""
    for new, old in moves.items():
        if address.startswith(new):
            return tuple(each + address.removeprefix(new) for each in old)
    return ()


def _moves(site: Site) -> Mapping[str, tuple[str, ...]]:
    """The folder of a policy -> those that it had, for its pages and its data."""
    known = site.index.entries
    moved = (each for each in site.settings.policies if each.former_ids and known[each.id].debut)
    names = ((each.id, *each.former_ids) for each in moved)
    folders = (
        zip(*(addresses.homes(site.languages, n) for n in named), strict=True) for named in names
    )
    return {home: tuple(old) for found in folders for home, *old in found}
