"""Letters as messages of e-mail.

A message's id is made from the notice and the recipient, so that one which has to be sent again,
since nobody knows whether it arrived, is the same message.
"""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING

from gazette.errors import refusal

if TYPE_CHECKING:
    from datetime import datetime

    from gazette.model import Settings
    from gazette.notifying.letters import Letter, Letters
    from gazette.notifying.recipients import Recipient

_POLICY = SMTP.clone(cte_type="7bit")


class Writer:
    """Makes messages of letters. What is the same for many is made once."""

    def __init__(self, settings: Settings, letters: Letters, notice: str) -> None:
        if not settings.mail.sender:
            fix = 'Add "mail: {sender: Example Legal <legal@example.com>}" under extra, gazette.'
            raise refusal(
                "configuration", "The configuration does not say who sends the e-mails.", fix
            )
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
        own = EmailMessage(_POLICY if recipient.address.isascii() else SMTPUTF8)
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
