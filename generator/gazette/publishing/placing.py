"""Where in the site's folder a file stands: the one way to join the two.

Whatever a text, a label or an id says, nothing is written outside of the folder. Names are
checked when they are read; this holds even for one that slipped through.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette.errors import refusal

if TYPE_CHECKING:
    from pathlib import Path

_FOREIGN = re.compile(r"[\0\\]|\A[A-Za-z]:")  # what Windows takes for another place


def placed(folder: Path, path: str) -> str:
    """The place of a file of the site, from its path below the folder, with slashes.

    Raises GazetteError for a path that leaves the folder.
    """
    parts = path.split("/")
    is_inside = parts[0] and ".." not in parts and not _FOREIGN.search(path)
    if not is_inside or all(part in {"", "."} for part in parts):
        what = f'"{_shown(path)}" would be written outside of the site\'s folder.'
        fix = "Rename what gives it this name: a section's id, a label, a policy or a page."
        raise refusal("outside-site", what, fix)
    return f"{folder}/{path}"  # of each file of a site, so it is no `Path`


def _shown(path: str) -> str:
    return "".join(sign if sign.isprintable() else "�" for sign in path)
