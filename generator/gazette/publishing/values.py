"""Values of published data, checked to be of their kind: anybody may answer at an address."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from gazette.model.naming import is_policy_id

# What becomes part of an address, of a finding, and of the path of a file.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
_FOREIGN = re.compile(r"[^\w\s.,;:!?%&/()+*=#@'\"<>|~$\[\]-]|[\r\n\t]")


def shown(text: object, most: int = 160) -> str:
    """A text from elsewhere as it can be printed: nothing in it moves a cursor or ends a line."""
    plain = _FOREIGN.sub(" ", str(text))
    return plain if len(plain) <= most else f"{plain[:most]}…"


def without_secrets(name: str) -> str:
    """An address without the user and password in it."""
    scheme, sign, rest = name.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{sign}{host.rpartition('@')[2]}{slash}{path}" if sign else name


def as_json(data: bytes) -> Any:
    """What JSON says. Raises ValueError."""
    return json.loads(data)


def as_text(value: Any) -> str:
    """A text. Raises TypeError."""
    if not isinstance(value, str):
        message = f"{shown(repr(value))} is not a text"
        raise TypeError(message)
    return value


def as_name(value: Any) -> str:
    """What may become part of an address or of a path. Raises TypeError or ValueError."""
    if not _NAME.fullmatch(as_text(value)) and not is_policy_id(value):
        message = f"{shown(repr(value))} is not a name"
        raise ValueError(message)
    return str(value)


def as_list(value: Any) -> list[Any]:
    """A list. Raises TypeError."""
    if not isinstance(value, list):
        message = f"{shown(repr(value))} is not a list"
        raise TypeError(message)
    return value


def as_instant(value: Any) -> datetime:
    """An instant, with its time zone. Raises TypeError or ValueError."""
    found = datetime.fromisoformat(as_text(value))
    if found.tzinfo is None:
        message = f"{shown(value)} names no time zone"
        raise ValueError(message)
    return found
