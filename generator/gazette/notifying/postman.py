"""A connection to a mail server: made when needed, and again when it was lost."""

from __future__ import annotations

import smtplib
import ssl
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from gazette.errors import GazetteError, refusal
from gazette.notifying.journal import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.notifying.servers import Server

_WAITS = (1, 2, 4, 8)  # seconds, between tries to reach the server
_NO_UTF8 = 553  # RFC 6531, section 3.5: a mailbox name that is not allowed
_BUSY = 421  # RFC 5321, section 3.8: the server closes the connection


class NotTaken(Exception):  # noqa: N818  # a signal inside this module, not an error of its own
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
        """Hand over a message. Raises NotTaken, and GazetteError where it makes no sense to go on.

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
            smtp.sendmail(sender, [address], message, self._options(smtp, address))
        except smtplib.SMTPRecipientsRefused as error:
            raise self._judged(*error.recipients[address], address) from None
        except smtplib.SMTPSenderRefused as error:
            found = self._judged(error.smtp_code, error.smtp_error, address)
            if isinstance(found, NotTaken) and found.state is State.FAILED:
                what = f"The server does not accept e-mails from {sender}: {found}."
                raise refusal("smtp", what, "Correct mail, sender in mkdocs.yml.") from None
            raise found from None
        except smtplib.SMTPResponseException as error:
            raise self._judged(error.smtp_code, error.smtp_error, address) from None

    def _options(self, smtp: smtplib.SMTP, address: str) -> tuple[str, ...]:
        """What a message needs of the server: for an address beyond ASCII, SMTPUTF8 (RFC 6531)."""
        if address.isascii():
            return ()
        smtp.ehlo_or_helo_if_needed()
        if not smtp.has_extn("smtputf8"):
            raise NotTaken(_NO_UTF8, "the server sends to addresses in ASCII only (no SMTPUTF8)")
        return ("SMTPUTF8", "BODY=8BITMIME")

    def _judged(self, code: int, reason: object, address: str) -> Exception:
        """What an answer means; no reason that is kept holds the recipient's address."""
        if code == _BUSY:
            return smtplib.SMTPServerDisconnected(str(reason))
        found = NotTaken(code, reason)
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
            raise refusal("smtp", what, "Use the name that its certificate has.") from None
        except smtplib.SMTPNotSupportedError as error:
            fix = "Use smtps:// with its port for TLS, and check that it allows logging in."
            raise refusal("smtp", f"The mail server cannot do that: {error}.", fix) from None
        except smtplib.SMTPAuthenticationError as error:
            what = f"The mail server did not accept user and password ({error.smtp_code})."
            raise refusal("smtp", what, "Correct GAZETTE_SMTP_URL.") from None
        except smtplib.SMTPResponseException as error:
            said = str(NotTaken(error.smtp_code, error.smtp_error))
            raise smtplib.SMTPServerDisconnected(said) from None
        return smtp

    def _unreachable(self, error: Exception) -> GazetteError:
        what = f"The mail server {self._server.host}:{self._server.port} does not answer: {error}."
        fix = "When it is back, run the same command again; nobody is told twice."
        return refusal("smtp", what, fix)

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
