"""A repository without a commit yet, looked at as it would be were its files committed now."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from gazette import history

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gazette.model import Settings


@contextmanager
def as_committed(settings: Settings, at: datetime) -> Iterator[Settings]:
    """The settings of a clone in which the files on disk are committed, as of an instant.

    The clone is gone at the end. Where there is a commit, they are the settings as they are. Raises
    GazetteError.
    """
    if not history.is_unborn(settings.root):
        yield settings
        return
    with history.on_disk(settings.root, settings.paths) as proposal:
        proposal.apply()
        proposal.commit(at)
        yield replace(settings, root=str(proposal.folder))
