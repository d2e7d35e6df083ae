"""A run over a file of recipients: each is told once, by a letter."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gazette.errors import GazetteError, refusal
from gazette.notifying.journal import State
from gazette.notifying.postman import NotTaken, Postman
from gazette.notifying.writing import Writer, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gazette.notifying.journal import Journal
    from gazette.notifying.recipients import Recipient

CHANNEL = "mail"
_MOST_REFUSED = 20  # in a row: then it is not the recipients


@dataclass(slots=True)
class Outcome:
    """What a run did, in messages; `unknown` counts recipients in a language of nobody's."""

    total: int = 0
    sent: int = 0
    already: int = 0
    deferred: int = 0
    failed: int = 0
    repeated: int = 0
    unknown: int = 0

    @property
    def is_done(self) -> bool:
        """Whether everybody was told, now or before."""
        return self.sent + self.already + self.repeated == self.total


@dataclass(slots=True)
class Round:
    """One run over a recipients' file."""

    journal: Journal
    writer: Writer
    notice: str
    retry: bool = False
    pause: float = 0.0  # seconds from one message to the next, at least
    progress: Callable[[int], None] = lambda _done: None

    def run(self, postman: Postman, recipients: Callable[[], Iterable[Recipient]]) -> Outcome:
        """Tell everybody who was not told yet. `recipients` reads the file, each time anew.

        Raises GazetteError where it makes no sense to go on; what was done stands in the journal.
        """
        outcome = self._queue(recipients())
        refused = 0
        for recipient in recipients():
            name = self.journal.recipient(CHANNEL, recipient.address)
            if self._is_due(recipient, name, outcome):
                state, reason = self._send(postman, recipient, name)
                outcome.sent += state is State.SENT
                outcome.deferred += state is State.DEFERRED
                outcome.failed += state is State.FAILED
                refused = 0 if state is State.SENT else refused + 1
                if refused == _MOST_REFUSED:
                    raise _hopeless(reason)
            self.progress(1)
        self.journal.flush()
        return outcome

    def _queue(self, recipients: Iterable[Recipient]) -> Outcome:
        outcome, said = Outcome(), set[str]()
        run = self.journal.begin_run(self.notice, CHANNEL)

        def rows() -> Iterator[tuple[str, str, int]]:
            for recipient in recipients:
                outcome.total += 1
                outcome.unknown += not recipient.known
                said.add(recipient.lang)
                name = self.journal.recipient(CHANNEL, recipient.address)
                yield name, recipient.lang, recipient.line

        outcome.repeated = self.journal.queue(self.notice, CHANNEL, run, rows())
        for lang in sorted(said):
            self.journal.say(self.notice, CHANNEL, lang, digest(self.writer.unaddressed(lang)))
        return outcome

    def _is_due(self, recipient: Recipient, name: str, outcome: Outcome) -> bool:
        known = self.journal.find(self.notice, CHANNEL, name)
        if known is None or known.line != recipient.line:
            return False  # the address stood in an earlier line
        if known.state is State.SENT:
            outcome.already += 1
            return False
        if known.state is State.FAILED and not self.retry:
            outcome.failed += 1
            return False
        return True

    def _send(self, postman: Postman, recipient: Recipient, name: str) -> tuple[State, str]:
        begun = time.monotonic()
        message = self.writer.message(recipient, name, datetime.now(UTC))
        self.journal.intend(self.notice, CHANNEL, name)
        state, reason = State.SENT, ""
        try:
            postman.send(self.writer.sender, recipient.address, message)
        except NotTaken as error:
            state, reason = error.state, str(error)
        except GazetteError:
            # Whether it arrived, nobody knows: the next run sends it again.
            self.journal.flush()
            raise
        self.journal.settle(self.notice, CHANNEL, name, state, reason)
        time.sleep(max(0.0, self.pause - (time.monotonic() - begun)))
        return state, reason


def _hopeless(reason: str) -> GazetteError:
    what = f"The server rejected {_MOST_REFUSED} messages in a row. It said: {reason}."
    fix = "Find out why; then run the same command again, with --retry."
    return refusal("smtp", what, fix)
