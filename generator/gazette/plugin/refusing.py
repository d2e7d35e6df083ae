"""How mkdocs lets a plugin refuse a build."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from gazette.errors import GazetteError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def refusing() -> Iterator[None]:
    """Raise what is refused within as a PluginError, caused by the GazetteError."""
    try:
        yield
    except GazetteError as error:
        raise PluginError("\n".join(map(str, error.findings))) from error
