"""Policies that did not change since an earlier build: what was found of them is taken over.

What both looks at a policy find follows from its own history, from what is common to all policies,
from the day and from the programs. A digest of all these (`keys`) names what was found, in a file
of facts. So of a policy that is as it was one look-up tells what its survey told; and if what is
published of it is still what was made then, its files are carried over without being made again.

Nothing is noted of a policy that has errors, or of which a part is kept back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from gazette.archive.facts import Facts
from gazette.archive.index import Debut, Entry
from gazette.archive.memo import MEMO, digest, digest_of, has_room, programs, read_record, regular
from gazette.checks.links import Written
from gazette.data import entries
from gazette.data.files import Told
from gazette.data.search import Sought
from gazette.data.search.sheets import Listed
from gazette.document import is_readme
from gazette.document.targets import Landmarks
from gazette.model import Change, EventKind, Finding, Place, Severity, Status
from gazette.pages import addresses, events
from gazette.pages.editions import Edition, Pointed
from gazette.pages.homes import Card, Home
from gazette.publishing import previous
from gazette.publishing.plain import Plain
from gazette.publishing.policies import Summary
from gazette.publishing.reuse import record_of
from gazette.publishing.surveying import Survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette.history import Own
    from gazette.model import Revision
    from gazette.publishing.carrying import Carrying
    from gazette.publishing.policies import Means
    from gazette.publishing.surveying import Work

FILE = MEMO / "unchanged.facts"
T = TypeVar("T")
Make = Callable[[Sequence[int]], list[T]]
_PLAIN = Plain(
    *(Survey, Entry, Debut, Landmarks, Card, Home, Edition, Pointed, events.Told, Written, Place),
    *(Finding, Severity, Status, Change, EventKind, Summary, Told, entries.Entry, Sought, Listed),
)


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What was noted of a site's policies.

    Attributes:
        facts: what was noted.
        parts: the policies.
        keys: the digest of all that both looks at each depend on, besides the programs.
    """

    facts: Facts
    parts: tuple[Own, ...]
    keys: tuple[str, ...]

    @classmethod
    def of(cls, work: Work, parts: Sequence[Own]) -> Unchanged:
        """What the same programs noted in builds from a repository."""
        facts = Facts(Path(work.settings.root, FILE), programs())
        return cls(facts, tuple(parts), tuple(_keys(work, parts)))

    def surveys(self, work: Work, make: Make[Survey]) -> list[Survey]:
        """The surveys of all policies; `make` surveys some by their places."""
        known = [self._survey(work, at) for at in range(len(self.parts))]
        found = _filled(known, make)
        for at, survey in enumerate(found):
            if known[at] is None and not _is_wrong(survey):
                self._note(f"survey {self.keys[at]}", survey)
        self._keep()
        return found

    def summaries(
        self,
        means: Means,
        carrying: Carrying | None,
        surveys: Sequence[Survey],
        make: Make[Summary],
    ) -> list[Summary]:
        """What publishing each policy told; `make` publishes some by their places.

        The files of the others go over by `carrying`, where there is a site built before.
        """
        sound = {at for at, survey in enumerate(surveys) if not _is_wrong(survey)}
        places = range(len(self.parts))
        known = [
            self._carried(means, carrying, at) if carrying and at in sound else None
            for at in places
        ]
        found = _filled(known, make)
        for at in sound if means.remembers else ():
            if known[at] is None:
                self._note_made(means, at, found[at])
        self._keep()
        return found

    def _survey(self, work: Work, at: int) -> Survey | None:
        """What a survey found, None where it must be made."""
        found = self._recall(f"survey {self.keys[at]}", Survey)
        return found if found and self._is_published(work, at) else None

    def _is_published(self, work: Work, at: int) -> bool:
        """Whether what is published, if anything is, is what was made: so nothing would change."""
        if work.published is None:
            return True
        source, known = self.parts[at].source, self.facts.recall(f"published {self.keys[at]}")
        if not isinstance(known, dict):
            return False
        former = frozenset(source.former_ids)
        is_other = any(each.id in former for each in work.published.policies if former)
        now = {path: _digest(Path(work.target, path)) for path in _guarded(work, source.id)}
        return not is_other and known == now

    def _carried(self, means: Means, carrying: Carrying, at: int) -> Summary | None:
        """What publishing a policy told, if its files were carried over."""
        policy = self.parts[at].source.id
        name = _made_from(means, policy, self.keys[at])
        found, record = self._recall(f"made {name}", Summary), _record(means, policy)
        if not found or self.facts.recall(f"record {name}") != _digest(record):
            return None
        homes = addresses.folders(means.work.settings.all_languages, policy)
        return found if carrying.carry(read_record(record), homes) else None

    def _note_made(self, means: Means, at: int, found: Summary) -> None:
        """Note what publishing a policy told, and what the guard of the next build looks at."""
        policy = self.parts[at].source.id
        name = _made_from(means, policy, self.keys[at])
        guarded = _guarded(means.work, policy)
        self._note(f"made {name}", found)
        self.facts.note(f"record {name}", _digest(_record(means, policy)))
        now = {path: _digest(means.folder / path) for path in guarded}
        self.facts.note(f"published {self.keys[at]}", now)

    def _recall(self, name: str, kind: type[T]) -> T | None:
        try:
            found = _PLAIN.read(self.facts.recall(name))
        except (KeyError, TypeError, ValueError):
            return None
        return found if isinstance(found, kind) else None

    def _note(self, name: str, value: object) -> None:
        try:
            written = _PLAIN.written(value)
        except KeyError:  # something of a kind that is not kept
            return
        if _PLAIN.read(written) == value:
            self.facts.note(name, written)

    def _keep(self) -> None:
        """Keep what is new for the next build, where anything can be kept."""
        if self.facts.file and has_room(self.facts.file.parent):
            with suppress(OSError):  # a full disk: it is found again
                self.facts.keep()


def _filled(known: Sequence[T | None], make: Make[T]) -> list[T]:
    """What is known, and what is made in the place of the rest."""
    lacking = [at for at, found in enumerate(known) if found is None]
    made = iter(make(lacking) if lacking else ())
    return [next(made) if found is None else found for found in known]


def _is_wrong(found: Survey) -> bool:
    """Whether a survey found errors: then more than the policy itself decides what follows."""
    errors = (each for each in found.findings if each.severity is Severity.ERROR)
    return found.cut is not None or bool(found.guarded) or any(errors)


def _keys(work: Work, parts: Iterable[Own]) -> Iterator[str]:
    """The digest of all that both looks at each policy depend on, besides the programs.

    HEAD itself is none of it, nor the number of commits: only what is about the whole site tells
    of them. Nor are the files of other policies.
    """
    found, top = work.history, _top(work.settings.docs_dir)
    own = {each.path for each in work.settings.policies if not is_readme(each.path)}
    common = (
        *(replace(work.settings, policies=(), docs_dir=top), work.today, sorted(found.paths - own)),
        *(found.configurations, found.zones, found.findings),
        *(sorted(each.items()) for each in (found.catalogs, found.drafts, found.kept)),
    )
    shared = digest(map(repr, common))
    return (digest((shared, *_own(each))) for each in parts)


def _top(folder: str) -> str:
    """The folder of all texts; any outside of the repository is as good, such as a missing one."""
    return ".." if folder.startswith("../") else folder


def _own(own: Own) -> Iterator[str]:
    yield from map(repr, (own.source, own.findings))
    yield from (repr(sorted(each.items())) for each in (own.catalogs, own.contents, own.names))
    yield from (repr(_told(each)) for each in own.revisions)


def _told(revision: Revision) -> tuple[object, ...]:
    """What tells a revision from others: a text by git's id, or as it is on the disk."""
    files = [(each.path, each.blob or each.text) for each in revision.files]
    assets = [(each.path, each.blob, each.place) for each in revision.assets]
    moment = revision.committed.isoformat()
    return revision.commit, moment, files, revision.tags, revision.order, assets, revision.front


def _made_from(means: Means, policy: str, key: str) -> str:
    """What the pages and data of a policy are made from, besides what its survey is."""
    index = means.index
    around = repr((_top(index.top), index.debut))
    leads = index.state_of_leads(means.beside, policy)
    return digest((key, means.maker, means.url, leads, around))


def _guarded(work: Work, policy: str) -> Iterator[str]:
    """The files that the guard of a published policy reads; texts only where these differ."""
    return previous.files(policy, work.settings.all_languages)


def _record(means: Means, policy: str) -> Path:
    return record_of(means.work.settings.root, policy)


def _digest(file: Path) -> str:
    """The digest of a file, "" where it cannot be read."""
    try:
        return digest_of(regular(file))
    except OSError:
        return ""
