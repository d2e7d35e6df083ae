"""Where in the site's folder a file stands: the one way to join the two.

Whatever a text, a label or an id says, nothing is written outside of the folder. Names are
checked when they are read; this holds even for one that slipped through.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

from gazette.errors import refusal


def placed(folder: Path, path: str) -> Path:
    """The place of a file of the site, from its path below the folder, with slashes.

    Raises GazetteError for a path that leaves the folder.
    """
    parts = PurePosixPath(path).parts
    is_outside = path.startswith("/") or ".." in parts or "\0" in path or "\\" in path
    if not parts or is_outside or PureWindowsPath(path).drive:
        what = f'"{_shown(path)}" would be written outside of the site\'s folder.'
        fix = "Rename what gives it this name: a section's id, a label, a policy or a page."
        raise refusal("outside-site", what, fix)
    return folder / path


def _shown(path: str) -> str:
    return "".join(sign if sign.isprintable() else "�" for sign in path)
