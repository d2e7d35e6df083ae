"""Names of hosts beyond ASCII, as the Domain Name System has them: the one place that makes them.

IDNA 2008 (RFC 5891) after the mapping of UTS #46, without its transitional rules: "straße.example"
is another domain than "strasse.example". Names in ASCII alone stay as they are, in small letters;
an underscore, which hosts have although RFC 952 does not, is allowed there.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import urlsplit

import idna

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_LONGEST_NAME = 253  # RFC 1035
_LONGEST_LOCAL, _LONGEST_MAILBOX = 64, 254  # RFC 5321, section 4.5.3.1
_ATOM = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff-]+")


def ascii_domain(name: str) -> str:
    """A domain's name in ASCII. Raises ValueError for what is none."""
    try:
        mapped = name.lower() if name.isascii() else idna.uts46_remap(name, std3_rules=False)
        labels = [_label(each) for each in mapped.split(".")]
    except UnicodeError as error:  # idna's own errors are of this kind
        raise ValueError(str(error)) from None
    found = ".".join(labels)
    if len(found) > _LONGEST_NAME:
        message = "it is too long"
        raise ValueError(message)
    return found


def _label(text: str) -> str:
    if not text.isascii() or text.startswith("xn--"):
        return idna.alabel(text).decode("ascii")
    if not _LABEL.fullmatch(text):
        message = f'"{text}" is not part of a domain'
        raise ValueError(message)
    return text


def ascii_host(url: str) -> str:
    """An address on the web with its host in ASCII; one in ASCII stays as it is.

    Raises ValueError where the host is no name.
    """
    host = urlsplit(url).netloc.rpartition("@")[2].partition(":")[0]
    if url.isascii() or host.isascii():
        return url
    return url.replace(host, ascii_domain(host), 1)


def known_in_ascii(name: str) -> str:
    """The same of an address, or of a tag URI (RFC 4151), that an older site wrote.

    What cannot be, stays as it is.
    """
    tag = re.match(r"tag:([^,]+),", name)
    try:
        if tag:
            return f"tag:{ascii_domain(tag[1])}{name[tag.end(1) :]}"
        return ascii_host(name)
    except ValueError:
        return name


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address of e-mail: `local` before the sign, in NFC, and the `domain` in ASCII."""

    local: str
    domain: str

    @classmethod
    def of(cls, text: str) -> Mailbox:
        """The address that a text is. Raises ValueError, with what is wrong, for what is none."""
        local, _, domain = text.rpartition("@")
        local = unicodedata.normalize("NFC", local)
        made = cls(local, ascii_domain(domain))
        is_long = len(local.encode("utf-8", "replace")) > _LONGEST_LOCAL or (
            len(str(made).encode("utf-8", "replace")) > _LONGEST_MAILBOX
        )
        is_atom = _ATOM.fullmatch(local) and ".." not in local and local.strip(".") == local
        if is_long or not is_atom or not local.isprintable():
            message = f'"{local}" is not the name of a mailbox'
            raise ValueError(message)
        return made

    @property
    def twin(self) -> str:
        """What the address looks like although it is another one, "" where it does not."""
        folded = unicodedata.normalize("NFKC", self.local)
        return "" if folded == self.local else f"{folded}@{self.domain}"

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"


def ascii_mailbox(text: str) -> str:
    """A name with an address, such as "Example Legal <legal@example.com>", in which it is ASCII.

    Raises ValueError where there is no address, or its name is not ASCII: not every server on the
    way would know whom to answer.
    """
    address = parseaddr(text)[1]
    if not text.isprintable():
        message = "it has a control character"
        raise ValueError(message)
    found = str(Mailbox.of(address))
    if not found.isascii():
        message = f'"{found}" has characters beyond ASCII before the @'
        raise ValueError(message)
    return text.replace(address, found)
