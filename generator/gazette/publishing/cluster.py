"""One thing done to each of many parts by other machines: the workers of a Dask scheduler.

What is done is the same plain function (`crew`); `afar` does it there. Dask gives the parts of a
worker that is gone to another one. What it does not tell is told here: that no worker is left, that
the scheduler has gone, that a policy takes long. Source: docs.dask.org, "Distributed".
"""

from __future__ import annotations

import logging
import time
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from gazette import history
from gazette.errors import GazetteError, refusal
from gazette.publishing import depot, patience
from gazette.publishing.afar import Done, Outcome, Unseen, do
from gazette.publishing.crew import Crew, Failed
from gazette.publishing.orders import Order, opened, packed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from distributed import Client

    from gazette.publishing.crew import P, Part
    from gazette.publishing.depot import Depot

R = TypeVar("R")

_ANSWER = 10.0  # seconds in which a scheduler answers
_NOBODY = 60.0  # seconds without any worker, after which there will be none
_TRIES = 2  # more, on another machine, where one cannot read or write


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster(Crew):
    """The workers of a scheduler.

    Attributes:
        client: what speaks with the scheduler.
        site: a folder for the site in which no other build makes one; without a depot, shared with
            all workers.
        sign: path or URL of a file that is there as long as the work is wanted.
        root: the top of the repository.
    """

    client: Client
    site: Path
    sign: str
    root: str

    def hands(self, _sizes: Sequence[int]) -> int:
        """How many workers there are: each does one thing at a time. Raises GazetteError."""
        try:
            return max(1, len(self.client.nthreads()))  # type: ignore[no-untyped-call]
        except (OSError, CancelledError):
            raise _gone(self.client) from None

    def _done(
        self, step: Callable[[P], R], parts: Sequence[P], sizes: Sequence[int]
    ) -> Iterator[tuple[int, R]]:
        head = history.head(self.root)
        order = Order.of(uuid4().hex, self.sign, self.root, head, step)
        given = _Given(self.client, order, step, parts, sizes)
        watch = _Watch(self.client, patience.Patience(self.say))
        try:
            for at in sorted(range(len(parts)), key=lambda at: -sizes[at]):
                given.give(at)
            while given.waiting:
                watch.look(given.names)
                yield from given.taken()
        except CancelledError:
            raise _gone(self.client) from None
        finally:
            given.executor.shutdown(wait=False)


@contextmanager
def joined(
    address: str,
    folder: Path,
    root: str,
    bar: Callable[[str, int], Any] | None,
    say: Callable[[str], None],
    url: str | None = None,
) -> Iterator[Cluster]:
    """The workers of the scheduler at an address, as long as they are needed.

    Args:
        address: such as "tcp://192.0.2.7:8786".
        folder: in which the site's is made; without a depot, shared with all workers.
        root: the top of the repository.
        bar: shows how far the work is.
        say: tells a person a line.
        url: of a folder that all workers reach, where they share none: a depot.

    Raises:
        GazetteError: where no scheduler answers, or there can be no such depot.
        OSError: where nothing can be written there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    site = folder / f"site-{uuid4().hex}"
    with _place(folder, url, say) as (sign, there):
        client = _client(address)
        try:
            yield Cluster(
                bar=bar, say=say, depot=there, client=client, site=site, sign=sign, root=root
            )
        finally:
            client.close(timeout=_ANSWER)  # type: ignore[no-untyped-call]


@contextmanager
def _place(
    folder: Path, url: str | None, say: Callable[[str], None]
) -> Iterator[tuple[str, Depot | None]]:
    """A sign that is there as long as the work is wanted: in a depot, or in a shared folder."""
    if url is not None:
        with depot.opened(url, say) as there:
            yield there.sign, there
        return
    sign = folder / f"wanted-{uuid4().hex}"
    try:
        sign.touch()
        yield str(sign), None
    finally:
        sign.unlink(missing_ok=True)


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        what = "Dask is not installed; Gazette needs it to use other machines."
        raise refusal("cluster", what, 'Run: pip install "policy-gazette[cluster]"') from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is wrong is told in one line
    if not address:
        raise _absent(address)  # for which Dask would start workers of its own
    try:
        return Client(address, timeout=_ANSWER, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, ImportError):
        raise _absent(address) from None


@dataclass
class _Given:
    """Parts that were given to the workers.

    Attributes:
        step: what is done to each.
        waiting: those whose results are not there yet.
        names: the ids of their policies, by the scheduler's keys for the work on each.
    """

    client: Client
    order: Order
    step: Callable[[Any], object]
    parts: Sequence[Part]
    sizes: Sequence[int]
    waiting: dict[Future[Outcome], int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.executor = self.client.get_executor(pure=False, retries=_TRIES)  # type: ignore[no-untyped-call]
        self._order = self.client.submit(_held, self.order, pure=False)
        self._bundle: Any = None

    def give(self, at: int, *more: object) -> None:
        """Give a part, the largest first."""
        part, key = self.parts[at], f"gazette-{uuid4().hex}"
        what = (self._order, packed(part, self.order.root), *more)
        future = self.executor.submit(do, *what, key=key, priority=self.sizes[at])
        self.waiting[future], self.names[key] = at, part.source.id

    def taken(self) -> Iterator[tuple[int, Any]]:
        """The results that come next, with their places; none, where nothing comes for a while."""
        done, _ = wait(self.waiting, patience.BEAT, FIRST_COMPLETED)
        for future in done:
            at = self.waiting.pop(future)
            outcome = self._outcome(future, at)
            if isinstance(outcome, Done):
                yield at, opened(outcome.result, self.order.root)
            elif isinstance(outcome, Failed):
                raise outcome.error
            elif isinstance(outcome, Unseen):
                yield at, self.step(self.parts[at])
            else:
                self.give(at, self._bundled())

    def _outcome(self, future: Future[Outcome], at: int) -> Outcome:
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker:
            raise self._ended(at) from None
        except (ImportError, AttributeError) as error:
            what = f"A worker cannot run this Gazette: {error}."
            fix = f"Install there what is installed here: Gazette {self.order.version}."
            raise refusal("cluster-programs", what, fix) from None

    def _ended(self, at: int) -> GazetteError:
        """Dask blames all that a worker had to do when it ended: each policy of it is named."""
        from distributed import KilledWorker

        done, _ = wait(self.waiting, patience.BEAT)
        lost = (future for future in done if isinstance(future.exception(), KilledWorker))
        places = (at, *(self.waiting[future] for future in lost))
        names = ", ".join(sorted({f'"{self.parts[each].source.id}"' for each in places}))
        what = f"Worker after worker ended at work on {'one of ' if ',' in names else ''}{names}."
        fix = "Look at their logs; give them more memory, or build here without --cluster."
        return refusal("cluster", what, fix)

    def _bundled(self) -> Any:
        """The repository, for workers that do not see it."""
        if self._bundle is None:
            self._bundle = self.client.submit(_held, history.bundled(self.order.root), pure=False)
        return self._bundle


def _held(value: object) -> object:
    """A value that the scheduler keeps, and workers get from each other."""
    return value


@dataclass
class _Watch:
    """Sees that there are workers, and what they have been at work on for long."""

    client: Client
    patience: patience.Patience
    _seen: float = field(default_factory=time.monotonic)
    _looked: float = 0.0

    def look(self, names: dict[str, str]) -> None:
        """Look, at most once a beat. Raises GazetteError where nobody is there any more."""
        now = time.monotonic()
        if now - self._looked < patience.BEAT:
            return
        self._looked = now
        try:
            at_work = self.client.processing()  # type: ignore[no-untyped-call]
        except (OSError, CancelledError):
            raise _gone(self.client) from None
        if at_work:
            self._seen = now
        elif now - self._seen > _NOBODY:
            raise _nobody(self.client)
        keys = (key for each in at_work.values() for key in each if key in names)
        self.patience.look((key, names[key]) for key in keys)


def _absent(address: str) -> GazetteError:
    what = f'No Dask scheduler answers at "{address}".'
    fix = 'Start one there ("dask scheduler"), or name another, such as "tcp://host:8786".'
    return refusal("cluster", what, fix)


def _nobody(client: Client) -> GazetteError:
    what = f'There is no longer a worker for the scheduler at "{_at(client)}".'
    fix = f'Start some ("dask worker {_at(client)}"), then build again: the old site stands.'
    return refusal("cluster", what, fix)


def _gone(client: Client) -> GazetteError:
    what = f'The scheduler at "{_at(client)}" disappeared while the site was built.'
    return refusal("cluster", what, "Start it, then build again: the old site stands.")


def _at(client: Client) -> str:
    return str(client.scheduler.address) if client.scheduler else "an unknown address"
