"""Parts of pages, as they stand in the site built before, word for word.

A page of a section through time tells what each version did to it: a new version adds one part to
each of many such pages. So it is noted of a page where its parts stand in it, by the digest of all
that each is made from. The next build reads a part there instead of making it, if the page still
has the bytes that it had. Nothing is stored twice, and what is noted is small.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

from gazette.archive.memo import Memo, digest, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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
        if page not in self._known:
            self._known[page], self._shown[page] = self._before(page), {}
        key = digest((self.maker, *made_from))
        found = self._known[page].get(key)
        self._shown[page][key] = made = make() if found is None else found
        return made

    def settle(self, page: str, data: bytes) -> None:
        """Note where the parts of a page stand in what was written for it."""
        self._known.pop(page, None)
        shown = self._shown.pop(page, {})
        encoded = ((key, part.encode("utf-8", "xmlcharrefreplace")) for key, part in shown.items())
        places = [[key, data.find(part), len(part)] for key, part in encoded]
        if found := [place for place in places if place[1] != -1]:
            self.memo.note(_name(page), [digest_of(data), found])

    def _before(self, page: str) -> dict[str, Markup]:
        """The parts that the page had, by their keys; none where it is not as it was."""
        noted = self.memo.recall(_name(page), list) if self.previous else None
        if self.previous is None or not noted:
            return {}
        try:
            data = (self.previous / page).read_bytes()
        except OSError:
            return {}
        if digest_of(data) != noted[0]:
            return {}
        return {key: _part(data[start : start + length]) for key, start, length in noted[1]}


def _name(page: str) -> str:
    return digest(("parts", page))


def _part(data: bytes) -> Markup:
    return Markup(data.decode())  # noqa: S704  # we made it, and the page is as it was
