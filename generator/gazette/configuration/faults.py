"""What is wrong with a configuration, in words for people."""

from __future__ import annotations

import re

from gazette.errors import GazetteError
from gazette.model import Finding, Place, Severity


def misconfigured(file: str, what: str, fix: str) -> GazetteError:
    """The refusal of a configuration for one thing."""
    return GazetteError([finding(file, what, fix)])


def finding(file: str, what: str, fix: str) -> Finding:
    """One thing that is wrong with a configuration, and how to fix it."""
    return Finding("configuration", Severity.ERROR, Place(file), what, fix)


def sentence(error: object) -> str:
    """What mkdocs says, as a sentence for people."""
    text = re.sub(r"<class '(\w+)'>", lambda found: _TYPES.get(found[1], found[1]), str(error))
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?")) else f"{text}."


_TYPES = {
    "str": "text",
    "int": "whole number",
    "float": "number",
    "bool": "true or false",
    "list": "list",
    "dict": "set of options",
    "NoneType": "nothing",
}
