"""The search index of each language, in files so small that a search fetches little of any archive.

What can be found of a policy or an ordinary page is cut into passages, which stand on sheets. Each
policy gives its sheets and a list of its terms, which is all that is needed of it for the rest: the
leaves say which terms are on which sheets. A reader fetches the index, a leaf for each word, and
the sheets that can hold all of them, best first and a few at a time (`assets/finding.js`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from gazette import languages
from gazette.archive.memo import digest
from gazette.data.encoding import as_json
from gazette.data.search import passages
from gazette.data.search.leaves import Leaves, leaves
from gazette.data.search.sheets import Listed, listed, sheet_text, sheets
from gazette.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gazette.archive.archive import Archive
    from gazette.archive.memo import Memo
    from gazette.data.search.passages import Passage
    from gazette.pages.digests import Digests
    from gazette.pages.ordinary import OrdinaryText

NAMED = 50  # policies and pages of which one file tells where their sheets are

File = tuple[str, "Callable[[], str]", tuple[str, ...]]  # as `Data` has them


@dataclass(frozen=True, slots=True)
class Sought:
    """A policy or page as the index has it.

    Attributes:
        name: its address below the language, as a path.
        made_from: digest of all that can be found of it.
        listed: its terms.
    """

    name: str
    made_from: str
    listed: Listed


@dataclass(frozen=True, slots=True)
class Found:
    """A policy or page in a language: what a search finds of it, made when it is asked for."""

    lang: str
    name: str
    made_from: str
    passages: Callable[[], Iterable[Passage]]

    def sought(self, memo: Memo) -> Sought:
        """Its terms, which are remembered."""

        def known() -> list[object]:
            found = listed(sheets(self.passages()))
            return [found.sheets, found.terms]

        count, terms = memo.lasting(self.made_from, list, known)
        return Sought(self.name, self.made_from, Listed(count, terms))

    def files(self, memo: Memo) -> Iterator[File]:
        """Its sheets."""
        made = _Sheets(self.passages)
        for at in range(self.sought(memo).listed.sheets):
            place = addresses.search_sheet(self.lang, self.name, at)
            yield place, partial(made.text, at), (self.made_from,)


class _Sheets:
    """Sheets that are all made for the first that is asked for; each goes when it was given."""

    def __init__(self, make: Callable[[], Iterable[Passage]]) -> None:
        self._make = make
        self._texts: dict[int, str] = {}

    def text(self, at: int) -> str:
        if at not in self._texts:
            self._texts = dict(enumerate(map(sheet_text, sheets(self._make()))))
        return self._texts.pop(at)


def of_policy(archive: Archive, lang: str, digests: Digests) -> Found:
    """A policy that has versions, in a language."""
    policy, front = archive.policy, archive.texts.front
    fronts = [(each.label, front(each.label, lang)) for each in policy.versions]
    applying = passages.standing(policy)
    texts = [digests[each.label, lang] for each in applying]
    statuses = repr([(each.label, each.status) for each in policy.versions])
    made_from = digest(("passages", lang, policy.id, repr(fronts), statuses, *texts))
    return Found(lang, policy.id, made_from, partial(passages.of_policy, archive, lang))


def of_page(page: OrdinaryText) -> Found:
    """An ordinary page."""
    lang = page.document.lang
    words = [(block.kind, block.section, block.text) for block in page.document.blocks]
    made_from = digest(("passages", lang, page.address, page.title, repr(words)))
    name = unquote(page.address.removeprefix(addresses.overview(lang))).rstrip("/")
    return Found(lang, name, made_from, partial(passages.of_page, page))


def together(lang: str, found: Sequence[Sought], memo: Memo) -> Iterator[File]:
    """What leads from words to the sheets of all policies and pages of a language."""
    shared = _Shared(lang, found)
    made_from = digest(("search", lang, *(part for s in found for part in (s.name, s.made_from))))
    count = memo.lasting(f"leaves {made_from}", int, lambda: len(shared.leaves.texts))
    yield addresses.search(lang), shared.index, (made_from,)
    for at in range(count):
        yield addresses.search_leaf(lang, at), partial(shared.leaf, at), (made_from,)
    names = [each.name for each in found]
    for at, start in enumerate(range(0, len(names), NAMED)):
        some = names[start : start + NAMED]
        yield addresses.search_names(lang, at), partial(as_json, some), (repr(some),)


class _Shared:
    """What is made of all policies and pages together, once, when a file of it is asked for."""

    def __init__(self, lang: str, found: Sequence[Sought]) -> None:
        self._is_begun = languages.of(lang).is_begun
        self._found = found

    @cached_property
    def leaves(self) -> Leaves:
        return leaves((each.listed for each in self._found), is_begun=self._is_begun)

    def index(self) -> str:
        """What a search begins with."""
        starts = self.leaves.starts
        return as_json({"begun": self._is_begun, "named": NAMED, "starts": starts})

    def leaf(self, at: int) -> str:
        return self.leaves.texts[at]
