"""What long texts are remembered by, so that none stays in memory only to be known again."""

from __future__ import annotations

import hashlib

_SIZE = 16  # bytes, after which two texts of one digest are nothing to reckon with


def digest(text: str) -> bytes:
    """The digest of a text, in 16 bytes."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()
