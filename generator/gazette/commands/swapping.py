"""The folder in which a site is made, and how it takes the place of the one before.

A site is made beside the old one and swapped in by two renames, so whoever reads the old one reads
it whole until the new one takes its place. What did not change is not made at all: folders of the
old site are moved into the new one, right before the renames. A journal beside the site names them
before the first is moved, and is gone when the new site is in its place. So after an interruption
at any moment the next build, or this one as it ends, finds what it needs to put a whole site back:

    on the disk                         happened                            what is done
    journal, old, new                   some or all folders were moved      they are moved back
    journal, old put aside, new         all were moved                      so too, the old one back
    journal, new in place, old aside    the swap                            the rest is removed
    no journal                          nothing was moved                   the rest is removed
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.commands.interrupting import heeding
from gazette.publishing.carrying import link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ATTEMPTS = 20  # at removing a folder, after each of which is
_PAUSE = 0.1  # seconds
_HELD_BACK = tuple(each for each in signal.Signals if each.name in {"SIGHUP", "SIGINT", "SIGTERM"})


@contextmanager
def new_beside(target: Path) -> Iterator[Path]:
    """A new folder beside the target, gone at the end whatever happens."""
    try:
        _clear(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        yield _new(target)
    finally:
        _clear(target)


def swap(folder: Path, target: Path, moved: Sequence[str] = ()) -> None:
    """Let a new site take the place of the one that stands there, if one does.

    Args:
        folder: that of the new site.
        target: its place.
        moved: folders of the old site that are moved into the new one.
    """
    with _signals_held_back():
        if moved:
            _note(_journal(target), moved)
            _move(target, folder, moved)
        if target.exists():
            target.rename(_old(target))
        folder.rename(target)
        _journal(target).unlink(missing_ok=True)


@contextmanager
def _signals_held_back() -> Iterator[None]:
    """Heed what comes meanwhile afterwards."""
    came: list[int] = []
    try:
        with heeding(lambda sign, _: came.append(sign), *_HELD_BACK):
            yield
    finally:
        for sign in came:
            signal.raise_signal(sign)


def _note(journal: Path, moved: Sequence[str]) -> None:
    """Write down what is to be moved, so that it is on the disk before anything is."""
    with _unfinished(journal).open("wb") as opened:
        opened.write(json.dumps(moved).encode())
        opened.flush()
        os.fsync(opened.fileno())
    _unfinished(journal).replace(journal)
    try:
        folder = os.open(journal.parent, os.O_RDONLY)
    except PermissionError:
        return  # Windows opens no folder
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _noted(journal: Path) -> list[str]:
    """What was to be moved, nothing where the journal is none of ours."""
    try:
        found = json.loads(journal.read_bytes())
    except (OSError, ValueError):
        return []
    named = [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
    return [each for each in named if not {"", ".."} & set(each.split("/"))]


def _move(old: Path, new: Path, moved: Sequence[str]) -> None:
    for parent in {each.rpartition("/")[0] for each in moved}:
        Path(new, parent).mkdir(parents=True, exist_ok=True)
    for each in moved:
        try:
            os.rename(f"{old}/{each}", f"{new}/{each}")  # noqa: PTH104  # of each policy
        except OSError:  # a part of the site is on another disk, or something is there
            _link_all(Path(old, each), Path(new, each))


def _link_all(old: Path, new: Path) -> None:
    """Let the files of a folder stand in another as well, where none of the name is there."""
    for file in old.rglob("*"):
        there = new / file.relative_to(old)
        if file.is_file() and not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            link(str(file), str(there))


def _clear(target: Path) -> None:
    """Remove what a build left beside the target; an old site that nothing replaced goes back."""
    with _signals_held_back():
        _put_back(target)
    for folder in (_new(target), _old(target)):
        _remove(folder)


def _put_back(target: Path) -> None:
    """Let the target be whole: as it was, if the swap came to no end."""
    old, new, journal = _old(target), _new(target), _journal(target)
    is_put_aside = old.exists() and _is_empty(target)
    if journal.exists() and new.exists():
        _move_back(new, old if is_put_aside else target, _noted(journal))
    if is_put_aside:
        old.rename(target)  # also in the place of an empty folder that somebody made
    for left in (journal, _unfinished(journal)):
        left.unlink(missing_ok=True)


def _move_back(new: Path, old: Path, moved: Sequence[str]) -> None:
    """Give an old site back what was moved out of it."""
    for each in moved:
        if Path(new, each).exists() and not Path(old, each).exists():
            Path(new, each).rename(Path(old, each))


def _is_empty(folder: Path) -> bool:
    return not (folder.exists() and any(folder.iterdir()))


def _remove(folder: Path) -> None:
    """Remove a folder, also while another machine, which stops soon, still writes in it."""
    for _ in range(_ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PAUSE)


def _new(target: Path) -> Path:
    return target.with_name(f".{target.name}.new")


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _journal(target: Path) -> Path:
    return target.with_name(f".{target.name}.moved")


def _unfinished(journal: Path) -> Path:
    return journal.with_name(f"{journal.name}.part")
