"""A real mail server on this machine, which does with letters what a test tells it."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage


@dataclass
class Office:
    """What came in, and how to treat what comes.

    `recipient` and `data` answer a recipient and a finished message: an answer such as "550 no"
    refuses it, None takes it.
    """

    letters: list[tuple[str, bytes]] = field(default_factory=list)
    recipient: Callable[[str], str | None] = lambda _address: None
    data: Callable[[str], str | None] = lambda _address: None
    taken: Callable[[int], None] = lambda _count: None
    drop_after: int = 0  # lose the connection after a message was taken, before saying so
    stall: float = 0
    port: int = 0

    async def handle_RCPT(  # noqa: N802  # the server calls it so
        self, _server: Any, _session: Any, envelope: Any, to: str, _o: Any
    ) -> str:
        answer = self.recipient(to)
        if answer is None:
            envelope.rcpt_tos.append(to)
        return answer or "250 OK"

    async def handle_DATA(  # noqa: N802  # as above
        self, server: Any, _session: Any, envelope: Any
    ) -> str:
        if self.stall:
            await asyncio.sleep(self.stall)
        (to,) = envelope.rcpt_tos
        answer = self.data(to)
        if answer is not None:
            return answer
        self.letters.append((to, envelope.content))
        self.taken(len(self.letters))
        if self.drop_after and len(self.letters) == self.drop_after:
            server.transport.abort()
        return "250 OK"

    @property
    def url(self) -> str:
        """How the command names it."""
        return f"smtp://127.0.0.1:{self.port}?timeout=2"

    @property
    def addresses(self) -> list[str]:
        """Who got a letter, in order."""
        return [to for to, _ in self.letters]

    def read(self, at: int = -1) -> EmailMessage:
        """A letter as a mail program reads it."""
        found = message_from_bytes(self.letters[at][1], policy=default)
        assert found.defects == []
        return found  # type: ignore[return-value]  # the policy's own class


@pytest.fixture
def office() -> Iterator[Office]:
    """An office that takes everything, until the test says otherwise."""
    made = Office()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        made.port = free.getsockname()[1]
    controller = Controller(made, hostname="127.0.0.1", port=made.port)
    controller.start()
    yield made
    controller.stop()
