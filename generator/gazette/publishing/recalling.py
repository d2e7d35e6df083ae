"""The history of a site's repository, read on from what earlier builds read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gazette import history
from gazette.archive.memo import programs

if TYPE_CHECKING:
    from datetime import datetime

    from gazette.model import Settings


def read_history(
    settings: Settings, *, drafts: datetime | None = None, is_kept: bool = True
) -> history.History:
    """Read the repository at `settings.root`.

    Who keeps nothing reads what builds kept, and leaves it as it is. `drafts` as in
    `history.read_history`. Raises GazetteError where the repository allows no honest answer.
    """
    file = Path(settings.root, history.FILE)
    notebook = history.Notebook(file, programs(), is_kept=is_kept)
    return history.read_history(settings, drafts=drafts, notebook=notebook)
