"""Letters by e-mail, to each recipient once.

The server is named by a URL: smtp://user:password@host:587 (STARTTLS, demanded unless the server
is this machine) or smtps://host:465 (TLS from the start); ?timeout=60 gives it more seconds than
30 for each answer. A message's id is made from the notice and the recipient, so that one which
has to be sent again, since nobody knows whether it arrived, is the same message.
"""

from __future__ import annotations

import hashlib
import ipaddress
import smtplib
import ssl
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from gazette.errors import GazetteError, refusal
from gazette.notifying.journal import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gazette.model import Settings
    from gazette.notifying.journal import Journal
    from gazette.notifying.letters import Letter, Letters
    from gazette.notifying.recipients import Recipient

CHANNEL = "mail"
_PORTS = {"smtp": 587, "smtps": 465}
_POLICY = SMTP.clone(cte_type="7bit")
_WAITS = (1, 2, 4, 8)  # seconds, between tries to reach the server
_MOST_REFUSED = 20  # in a row: then it is not the recipients
_BUSY = 421  # RFC 5321, section 3.8: the server closes the connection


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. `password` never stands in a message."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    is_tls: bool = False
    timeout: float = 30

    @property
    def is_here(self) -> bool:
        """Whether the server is this machine, to which the way is safe."""
        with suppress(ValueError):
            return ipaddress.ip_address(self.host).is_loopback
        return self.host == "localhost"


def server(url: str) -> Server:
    """The server that a URL names. Raises GazetteError."""
    mend = "Set GAZETTE_SMTP_URL to an address such as smtp://user:password@mail.example.com:587."
    if not url:
        raise refusal("smtp", "No mail server is named.", mend)
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
        timeout = float(parse_qs(parts.query).get("timeout", ["30"])[-1])
    except ValueError:
        raise refusal("smtp", "The address of the mail server cannot be read.", mend) from None
    if not port or not parts.hostname or not 0 < timeout <= 3600:
        raise refusal("smtp", "The address of the mail server cannot be read.", mend)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(parts.hostname, port, user, password, parts.scheme == "smtps", timeout)


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


class _NotTaken(Exception):  # noqa: N818  # a signal inside this module, not an error of its own
    """The server took a message not, for the time being or for good."""

    def __init__(self, code: int, reason: object) -> None:
        text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        super().__init__(f"{code} {' '.join(text.split())}")
        self.state = State.DEFERRED if code < 500 else State.FAILED  # RFC 5321
        self.code = code


class Postman:
    """A connection to a server, made when needed and again when it was lost."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def send(self, sender: str, address: str, message: bytes) -> None:
        """Hand over a message. Raises _NotTaken, and GazetteError where it makes no sense to go on.

        Where the connection is lost on the way, nobody knows whether the message arrived: it is
        sent once more.
        """
        for is_last in (False, True):
            try:
                return self._hand_over(sender, address, message)
            except (smtplib.SMTPServerDisconnected, OSError) as error:
                self.close()
                if is_last:
                    raise self._unreachable(error) from None
        return None

    def _hand_over(self, sender: str, address: str, message: bytes) -> None:
        smtp = self._smtp = self._smtp or self._reached()
        try:
            smtp.sendmail(sender, [address], message)
        except smtplib.SMTPRecipientsRefused as error:
            raise self._judged(*error.recipients[address], address) from None
        except smtplib.SMTPSenderRefused as error:
            found = self._judged(error.smtp_code, error.smtp_error, address)
            if isinstance(found, _NotTaken) and found.state is State.FAILED:
                what = f"The server does not take letters from {sender}: {found}."
                raise refusal("smtp", what, "Correct mail, sender in mkdocs.yml.") from None
            raise found from None
        except smtplib.SMTPResponseException as error:
            raise self._judged(error.smtp_code, error.smtp_error, address) from None

    def _judged(self, code: int, reason: object, address: str) -> Exception:
        """What an answer means; no reason that is kept holds the recipient's address."""
        if code == _BUSY:
            return smtplib.SMTPServerDisconnected(str(reason))
        found = _NotTaken(code, reason)
        found.args = (str(found).replace(address, "the recipient"),)
        return found

    def _reached(self) -> smtplib.SMTP:
        """A connection; where there is none, more tries, each after a longer wait."""
        for wait in (*_WAITS, 0):
            try:
                return self._connected()
            except (smtplib.SMTPServerDisconnected, OSError) as error:
                if not wait:
                    raise self._unreachable(error) from None
                time.sleep(wait)
        raise AssertionError  # the last try returns or raises

    def _connected(self) -> smtplib.SMTP:
        server, context = self._server, ssl.create_default_context()
        try:
            if server.is_tls:
                smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                    server.host, server.port, timeout=server.timeout, context=context
                )
            else:
                smtp = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
                smtp.ehlo()
                if smtp.has_extn("starttls") or not server.is_here:
                    smtp.starttls(context=context)
            if server.user:
                smtp.login(server.user, server.password)
        except ssl.SSLCertVerificationError as error:
            what = (
                f"The mail server {server.host} has no valid certificate: {error.verify_message}."
            )
            raise refusal("smtp", what, "Name it as its certificate does.") from None
        except smtplib.SMTPNotSupportedError as error:
            mend = "Use smtps:// with its port for TLS, and see that it allows logging in."
            raise refusal("smtp", f"The mail server cannot do that: {error}.", mend) from None
        except smtplib.SMTPAuthenticationError as error:
            what = f"The mail server did not accept user and password ({error.smtp_code})."
            raise refusal("smtp", what, "Correct GAZETTE_SMTP_URL.") from None
        except smtplib.SMTPResponseException as error:
            said = str(_NotTaken(error.smtp_code, error.smtp_error))
            raise smtplib.SMTPServerDisconnected(said) from None
        return smtp

    def _unreachable(self, error: Exception) -> GazetteError:
        what = f"The mail server {self._server.host}:{self._server.port} does not answer: {error}."
        mend = "When it is back, run the same command again: nobody is told twice."
        return refusal("smtp", what, mend)

    def close(self) -> None:
        """Take leave of the server."""
        if self._smtp:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
            self._smtp.close()
        self._smtp = None


@contextmanager
def postman(server: Server) -> Iterator[Postman]:
    """A connection for one run."""
    made = Postman(server)
    try:
        yield made
    finally:
        made.close()


class Writer:
    """Makes messages of letters. What is the same for many is made once."""

    def __init__(self, settings: Settings, letters: Letters, notice: str) -> None:
        if not settings.mail.sender:
            mend = 'Add "mail: {sender: Example Legal <legal@example.com>}" under extra, gazette.'
            raise refusal("configuration", "The site does not say who sends its letters.", mend)
        self._mail = settings.mail
        self._letters = letters
        self._notice = notice
        self._last: dict[str, tuple[Letter, bytes]] = {}

    @property
    def sender(self) -> str:
        """The address that letters come from, and failures go back to."""
        return parseaddr(self._mail.sender)[1]

    def unaddressed(self, lang: str) -> Letter:
        """The letter of a language, with nobody's fields in it."""
        return self._letters.letter(lang, {})

    def message(self, recipient: Recipient, name: str, now: datetime) -> bytes:
        """The message to a recipient; `name` is theirs in the journal, which makes its id."""
        letter = self._letters.letter(recipient.lang, recipient.fields)
        last = self._last.get(recipient.lang)
        if last is None or last[0] is not letter:
            self._last[recipient.lang] = last = (letter, self._body(letter).as_bytes())
        own = EmailMessage(_POLICY)
        own["To"] = recipient.address
        own["Date"] = format_datetime(now)
        own["Message-ID"] = self.message_id(name)
        return own.as_bytes().rstrip(b"\r\n") + b"\r\n" + last[1]

    def message_id(self, name: str) -> str:
        """The id of the message to a recipient of that name."""
        told = hashlib.sha256(f"{self._notice}\0{name}".encode()).hexdigest()[:32]
        return f"<{told}@{self.sender.rpartition('@')[2]}>"

    def _body(self, letter: Letter) -> EmailMessage:
        """The message but for what is each recipient's own."""
        made = EmailMessage(_POLICY)
        made["From"] = self._mail.sender
        if self._mail.reply_to:
            made["Reply-To"] = self._mail.reply_to
        made["Subject"] = letter.subject
        # Nobody's absence note answers a notice (RFC 3834), nor Exchange's.
        made["Auto-Submitted"] = "auto-generated"
        made["X-Auto-Response-Suppress"] = "All"
        made.set_content(letter.text)
        made.add_alternative(letter.html, subtype="html")
        made.add_attachment(letter.record, subtype="html", filename=letter.file, cte="base64")
        made["Content-Language"] = letter.lang
        return made


def digest(letter: Letter) -> str:
    """The SHA-256 of what a letter says in a language, its record included."""
    said = "\0".join((letter.subject, letter.text, letter.html, letter.record))
    return f"sha256:{hashlib.sha256(said.encode()).hexdigest()}"


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
        except _NotTaken as error:
            state, reason = error.state, str(error)
        except GazetteError:
            # Whether it arrived, nobody knows: the next run sends it again.
            self.journal.flush()
            raise
        self.journal.settle(self.notice, CHANNEL, name, state, reason)
        time.sleep(max(0.0, self.pause - (time.monotonic() - begun)))
        return state, reason


def _hopeless(reason: str) -> GazetteError:
    what = f"The server did not take {_MOST_REFUSED} letters in a row. It said: {reason}."
    mend = "Find out why; then run the same command again, with --retry."
    return refusal("smtp", what, mend)
