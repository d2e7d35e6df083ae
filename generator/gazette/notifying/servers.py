"""Mail servers, named by a URL.

smtp://user:password@host:587 (STARTTLS, demanded unless the server is this machine) or
smtps://host:465 (TLS from the start); ?timeout=60 gives it more seconds than 30 for each answer.
"""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from gazette.errors import refusal
from gazette.model.domains import ascii_host

_PORTS = {"smtp": 587, "smtps": 465}


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
    fix = "Set GAZETTE_SMTP_URL to an address such as smtp://user:password@mail.example.com:587."
    if not url:
        raise refusal("smtp", "No mail server is named.", fix)
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
        timeout = float(parse_qs(parts.query).get("timeout", ["30"])[-1])
        host = urlsplit(ascii_host(url)).hostname or ""
    except ValueError:
        raise refusal("smtp", "The address of the mail server cannot be read.", fix) from None
    if not port or not host or not 0 < timeout <= 3600:
        raise refusal("smtp", "The address of the mail server cannot be read.", fix)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(host, port, user, password, parts.scheme == "smtps", timeout)
