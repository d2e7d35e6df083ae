"""What the links and images in a text become on a page.

`targets` says where a link leads; here that place gets the address that it has from one page, in
that page's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from gazette.document.targets import Aim, Way, aim, may_lead_within
from gazette.model import Mark
from gazette.pages import addresses

if TYPE_CHECKING:
    from gazette.archive.site import Site
    from gazette.document.targets import Ground, Published


@dataclass(frozen=True)
class Links:
    """The links of one page: what a target, written in a file, becomes there.

    Attributes:
        page: the page's address.
        policy: the policy of which it shows a text, "" for other pages.
        labels: the versions whose texts it shows, first the one that counts.
        whole: where the whole text stands, where the page shows parts of it; "" for the page.
    """

    site: Site
    published: Published
    lang: str
    page: str
    policy: str = ""
    labels: tuple[str, ...] = ()
    whole: str = ""

    def __call__(self, target: str, file: str, /, *, image: bool = False) -> str:
        """The address for a target as it is written, or as it was where nothing is known there.

        The text that the page shows, and any place in it, stays on the page: a past version leads
        to none but itself. A version's own files have an address already. An image that a version
        lacks stays as written, since what stands at its path now is not what that version showed.
        """
        if Mark("", target).content:
            return addresses.relative(target.removeprefix("/"), self.page)
        if image and self.policy:
            return target
        if not may_lead_within(target):  # as most do
            return target
        found = aim(target, file, self._ground, self.policy)
        if found.way is Way.ELSEWHERE or (image and found.way is not Way.FILE):
            return target
        end = _end(found, target)
        if found.way is Way.POLICY and found.policy == self.policy:
            return self._within(end or _query(found))
        return addresses.relative(self._address(found), self.page) + _query(found) + end

    def _address(self, found: Aim) -> str:
        if found.way is Way.POLICY:
            return addresses.address(self.lang, found.policy)
        if around := self.published.around.get(found.path):
            return around
        if found.way is Way.PAGE:
            return addresses.ordinary(self.site, self.lang, found.path)
        return addresses.file(self.site, found.path)

    def _within(self, end: str) -> str:
        """A place in the text that the page shows; "" for its top."""
        if self.whole:
            return addresses.relative(self.whole, self.page) + end
        return end or "#"

    @cached_property
    def _ground(self) -> Ground:
        return self.site.grounds.ground(self.published, self.policy, self.labels)


def _query(found: Aim) -> str:
    return f"?{found.query}" if found.query else ""


def _end(found: Aim, target: str) -> str:
    """The part of an address that names a place on a page, as it was written where it is that."""
    written = urlsplit(target).fragment
    if found.way is not Way.POLICY or unquote(written) == found.anchor:
        return f"#{found.anchor and written}" if found.anchor else ""
    return f"#{found.anchor.replace('%', '%25')}" if found.anchor else ""
