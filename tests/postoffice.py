"""A real mail server on this machine, which does with letters what a test tells it."""

from __future__ import annotations

import asyncio
import socket
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

if TYPE_CHECKING:
    import ssl
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
    scheme: str = "smtp"
    login: str = ""  # "user:password@" where a letter needs it

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
        return f"{self.scheme}://{self.login}127.0.0.1:{self.port}?timeout=2"

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
    with opened(Office()) as made:
        yield made


@contextmanager
def sealed(tls: ssl.SSLContext, *, from_the_start: bool) -> Iterator[Office]:
    """An office that speaks TLS alone, and knows one user."""
    made = Office(scheme="smtps" if from_the_start else "smtp", login="legal:s%40fe@")
    known = LoginPassword(b"legal", b"s@fe")
    options = {"ssl_context": tls} if from_the_start else {"tls_context": tls}
    with opened(
        made,
        require_starttls=not from_the_start,
        auth_required=not from_the_start,  # the server cannot see the other kind of TLS
        auth_require_tls=not from_the_start,
        authenticator=lambda *asked: AuthResult(success=asked[-1] == known, handled=False),
        **options,
    ):
        yield made


@contextmanager
def opened(made: Office | None = None, **options: Any) -> Iterator[Office]:
    """An office that is open; `options` are aiosmtpd's."""
    made = made or Office()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        made.port = free.getsockname()[1]
    controller = Controller(made, hostname="127.0.0.1", port=made.port, **options)
    controller.start()
    try:
        yield made
    finally:
        controller.stop()
