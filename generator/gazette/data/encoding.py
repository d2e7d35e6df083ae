"""How every file of the API is written as JSON."""

from __future__ import annotations

import json

# Without indentation, which the encoder would do in Python, ten times as slowly.
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def as_json(value: object) -> str:
    """A value as JSON, as every file of the API has it."""
    return _ENCODER.encode(value)
