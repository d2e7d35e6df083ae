"""Signals are heeded where Python lets them be, and nothing fails where it does not."""

from __future__ import annotations

import signal
import subprocess
import sys
from threading import Thread
from typing import TYPE_CHECKING

import pytest

import gazette.__main__
import small
from gazette.commands.building import build
from gazette.commands.interrupting import heeding

if TYPE_CHECKING:
    from pathlib import Path


def test_a_handler_has_a_signal_for_a_while() -> None:
    came: list[int] = []
    before = signal.getsignal(signal.SIGTERM)
    with heeding(lambda sign, _: came.append(sign), signal.SIGTERM):
        signal.raise_signal(signal.SIGTERM)
    assert came == [signal.SIGTERM]
    assert signal.getsignal(signal.SIGTERM) is before


def test_off_the_main_thread_a_site_is_built_all_the_same(tmp_path: Path) -> None:
    repository = small.make(tmp_path / "site")
    failed: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(2):  # the second one swaps folders
                build(repository.root / "mkdocs.yml", as_of=small.TODAY, site_dir=None)
        except BaseException as error:  # noqa: BLE001  # told by the other thread
            failed.append(error)

    thread = Thread(target=work)
    thread.start()
    thread.join(60)
    assert failed == []
    assert (repository.root / "site/index.html").exists()


IGNORING = """
import signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
sys.argv[1:] = ["build", "--as-of", "2026-06-01"]
from gazette.commands.cli import main
main()
"""


def test_where_ctrl_c_is_ignored_a_site_is_built_all_the_same(tmp_path: Path) -> None:
    repository = small.make(tmp_path / "site")
    command = [sys.executable, "-c", IGNORING]
    done = subprocess.run(
        command, cwd=repository.root, env=small.variables(), capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("module", ["gazette.commands.cli", "gazette.commands.beginning"])
def test_ctrl_c_while_a_command_loads_ends_in_a_line(
    module: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupting:
        """Finds a module no sooner than somebody has pressed Ctrl+C."""

        def find_spec(self, name: str, *_: object) -> None:
            if name == module:
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupting(), *sys.meta_path])
    monkeypatch.setattr(sys, "argv", ["gazette", "init"])
    with pytest.raises(SystemExit) as ended:
        gazette.__main__.main()
    assert (ended.value.code, capsys.readouterr().err.strip()) == (1, "Aborted!")
