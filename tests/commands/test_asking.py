"""`gazette init` on a terminal: what it asks, and what an interruption leaves."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from gazette.configuration import read_configuration
from small import variables

if TYPE_CHECKING:
    from pathlib import Path

pty = pytest.importorskip("pty")


class Terminal:
    """The command on a terminal of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._own, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gazette", "init", *arguments],
            cwd=folder,
            env=variables(TZ="Europe/Paris"),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.said = ""

    def until(self, words: str) -> None:
        """Read until some words were said."""
        end = time.monotonic() + 60
        while words not in self.said:
            assert time.monotonic() < end, self.said
            if select.select([self._own], [], [], 0.2)[0]:
                try:
                    self.said += os.read(self._own, 4096).decode("utf-8", "replace")
                except OSError:
                    assert words in self.said, self.said
        self.said = self.said.partition(words)[2]

    def interrupt(self) -> None:
        """Send the signal of Ctrl+C, again where it came just before somebody waits for a line."""
        while self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(2)

    def answer(self, question: str, words: str) -> None:
        """Wait for a question, and answer it with a line."""
        self.until(question)
        os.write(self._own, f"{words}\n".encode())


def test_it_asks_what_it_must_again_where_an_answer_is_wrong(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "--host", "forgejo")
    terminal.answer("Name of the company", "Société Générique")
    terminal.answer("Address of the site", "nowhere")
    terminal.answer("is not the address of a site", "https://legal.example.fr")
    terminal.answer("Languages", "fr,en")
    terminal.answer("[Europe/Paris]", "")
    terminal.answer("[privacy]", "terms")
    terminal.answer("Run git init?", "y")
    terminal.until("Push.")
    assert terminal.process.wait(60) == 0
    assert "Conditions" in (tmp_path / "content/terms-of-service/index.md").read_text("utf-8")
    assert (tmp_path / ".forgejo/workflows/policies.yml").exists()
    settings = read_configuration(tmp_path / "mkdocs.yml").settings
    assert (settings.name, settings.zone.key) == ("Société Générique", "Europe/Paris")


@pytest.mark.parametrize("question", ["Name of the company", "Languages", "Run git init?"])
def test_an_interruption_writes_nothing(tmp_path: Path, question: str) -> None:
    given = ["--url", "https://a.example", "--timezone", "UTC", "--policy", "privacy"]
    given += ["--host", "none"]
    if question != "Name of the company":
        given += ["--name", "A"]
    if question == "Run git init?":
        given += ["--languages", "en"]
    terminal = Terminal(tmp_path, *given)
    terminal.until(question)
    terminal.interrupt()
    terminal.until("Aborted!")
    assert terminal.process.wait(60) == 1
    assert [*tmp_path.iterdir()] == []


def test_whoever_wants_no_repository_gets_nothing(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "--name", "A", "--url", "https://a.example", "--languages", "en")
    terminal.answer("[Europe/Paris]", "")
    terminal.answer("[privacy]", "")
    terminal.answer("[none]", "")
    terminal.answer("Run git init?", "n")
    terminal.until("is not a git repository")
    assert terminal.process.wait(60) == 1
    assert [*tmp_path.iterdir()] == []
