"""Small pictures to show in texts: one colour each."""

from __future__ import annotations

import struct
import zlib

_SIDE = 24  # pixels


def png(red: int, green: int, blue: int) -> bytes:
    """A square of one colour as PNG (RFC 2083)."""
    rows = b"".join(b"\0" + bytes((red, green, blue)) * _SIDE for _ in range(_SIDE))
    head = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


RED, GREEN, BLUE = png(255, 0, 0), png(0, 160, 0), png(0, 0, 255)
