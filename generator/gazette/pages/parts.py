"""Parts of pages, as they stand in the site built before, word for word.

A page of a section through time tells what each version did to it: a new version adds one part to
each of many such pages. And a line above the text of every page tells what is coming: another
version that is coming changes this line in all of them, and nothing else.

So it is noted of a page where its parts stand in it, by the digest of all that each is made from.
The next build reads a part there instead of making it, if the page still has the bytes that it had.
Nothing is stored twice, and what is noted is small.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

from gazette.archive.memo import Memo, digest, digest_of, regular

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


_BELOW = b'\n<main id="main"'  # what the frame of every page has under its banner


@dataclass(frozen=True)
class Parts:
    """The parts of a policy's pages, for one build.

    Attributes:
        memo: what is noted of the policy.
        previous: the folder of the site built before, None where nothing of it is used.
        maker: tells what parts are made with, besides the programs.
    """

    memo: Memo = field(default_factory=Memo)
    previous: Path | None = None
    maker: str = ""
    _shown: dict[str, dict[str, Markup]] = field(default_factory=dict)  # by their pages' files
    _known: dict[str, dict[str, Markup]] = field(default_factory=dict)

    def of(self, page: str, made_from: tuple[str, ...], make: Callable[[], Markup]) -> Markup:
        """A part of a page.

        Args:
            page: the page's file.
            made_from: what the part is made from, besides programs and theme.
            make: makes it.
        """
        key = digest((self.maker, *made_from))
        found = self._had(page).get(key)
        made = make() if found is None else found
        self._shown.setdefault(page, {})[key] = made
        return made

    def around(self, page: str, fingerprint: str, banner: str) -> str:
        """A page that is as it was but for its banner, with another one; "" where it is not."""
        known = self._had(page)
        above, below = (known.get(key) for key in self._sides(fingerprint))
        if above is None or below is None:
            return ""
        self._shown[page] = dict(known)
        return above + Markup(banner) + below  # noqa: S704  # our own template's output

    def settle(
        self,
        page: str,
        data: bytes,
        written: str,
        fingerprint: str = "",
        banner: str | None = None,
    ) -> None:
        """Note where the parts of a page stand in what was written for it.

        Args:
            page: the page's file.
            data: what was written.
            written: the digest of that.
            fingerprint: tells what the page is made from besides its banner.
            banner: what is coming, as the page shows it, None where that has no place.
        """
        self._known.pop(page, None)
        parts = {key: _bytes(part) for key, part in self._shown.pop(page, {}).items()}
        if banner is not None and data.count(sought := _bytes(banner) + _BELOW) == 1:
            above, _, below = data.partition(sought)
            parts |= zip(self._sides(fingerprint), (above, _BELOW + below), strict=True)
        places = [[key, data.find(part), len(part)] for key, part in parts.items()]
        if found := [place for place in places if place[1] != -1]:
            self.memo.note(_name(page), [written, found])

    def _sides(self, fingerprint: str) -> tuple[str, str]:
        """The keys of what stands above and below a page's banner."""
        above, below = (digest((self.maker, fingerprint, side)) for side in ("above", "below"))
        return above, below

    def _had(self, page: str) -> dict[str, Markup]:
        """The parts that a page had, by their keys."""
        if page not in self._known:
            self._known[page] = self._read(page)
        return self._known[page]

    def _read(self, page: str) -> dict[str, Markup]:
        """The same from the page itself; none where it is not as it was."""
        noted = self.memo.recall(_name(page), list) if self.previous else None
        if self.previous is None or not noted:
            return {}
        try:
            data = regular(self.previous / page)
        except OSError:
            return {}
        if digest_of(data) != noted[0]:
            return {}
        return {key: _part(data[start : start + length]) for key, start, length in noted[1]}


def _name(page: str) -> str:
    return digest(("parts", page))


def _bytes(part: str) -> bytes:
    return part.encode("utf-8", "xmlcharrefreplace")


def _part(data: bytes) -> Markup:
    return Markup(data.decode())  # noqa: S704  # we made it, and the page is as it was
