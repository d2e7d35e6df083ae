"""Two runs of one thing are kept apart, by a lock that ends with its process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from gazette.errors import GazetteError, refusal
from gazette.publishing.locking import held

REFUSED = refusal("taken", "It is taken.", "Wait.")
HOLDING = """
import sys, time
from gazette.errors import refusal
from gazette.publishing.locking import held
with held(sys.argv[1], refusal("taken", "It is taken.", "Wait.")):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(params=["folders", "no folders"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, where the system opens folders and where, as Windows, it opens none."""
    if request.param == "no folders":
        opened = os.open

        def refused(path: Path, flags: int, mode: int = 0o777) -> int:
            if Path(path).is_dir():
                raise PermissionError(13, "Permission denied", str(path))
            return opened(path, flags, mode)

        monkeypatch.setattr(os, "open", refused)
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


def is_free(place: Path) -> bool:
    try:
        with held(place, REFUSED):
            return True
    except GazetteError:
        return False


def test_a_place_is_held_by_one_alone_and_free_again_afterwards(place: Path) -> None:
    with held(place, REFUSED):
        assert not is_free(place)
    assert is_free(place)
    with pytest.raises(ZeroDivisionError), held(place, REFUSED):
        _ = 1 / 0
    assert is_free(place)


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_lock_ends_with_its_process(tmp_path: Path, is_folder: bool) -> None:  # noqa: FBT001
    place = tmp_path / "place"
    place.mkdir() if is_folder else place.touch()
    command = [sys.executable, "-c", HOLDING, str(place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert not is_free(place)
        other.send_signal(signal.SIGKILL)
        other.wait(30)
        assert is_free(place)


def test_nothing_is_written_into_a_folder_that_can_be_opened(tmp_path: Path) -> None:
    with held(tmp_path, REFUSED):
        assert not list(tmp_path.iterdir())


def test_a_folder_in_which_nothing_can_be_written_is_held_too(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (place / ".cache").touch()  # so that nobody, whoever runs this, makes a folder of the name
    with held(place, REFUSED):
        assert not is_free(place)
    assert is_free(place)


def test_a_file_that_may_not_be_read_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, _flags: int) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "file").touch()
    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(PermissionError), held(tmp_path / "file", REFUSED):
        pass
