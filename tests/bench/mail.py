"""What a letter to each of many recipients costs: Gazette, and a bare loop over smtplib.

    python tests/bench/mail.py [--recipients 10000]

Both send letters of the same size, one after the other over one connection, to a mail server of
their own on this machine. The bare loop sends one ready message again and again, with another
address in its `To`: no language, no journal, no file of recipients, no Message-ID. What is
counted is processor time, of user and system, of the sender alone. For Gazette's memory the
numbers are those of a tenth of the recipients and of all: they should be the same.

It always exits 0: a benchmark is not a test.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller

import load

if TYPE_CHECKING:
    import resource
    from collections.abc import Iterator, Sequence

TIMES_DEARER = 3.0  # at most, a letter
MORE_MEMORY = 1.1  # at most, for ten times the recipients

# What the rival is, whole: the size of the letter, the number of them, the port.
BARE = """\
import smtplib, sys
size, count, port = map(int, sys.argv[1:])
body = ("x" * 70 + "\\r\\n") * (size // 72)
with smtplib.SMTP("127.0.0.1", port) as server:
    for number in range(count):
        to = f"reader{number}@example.com"
        server.sendmail("legal@example.com", to, f"To: {to}\\r\\nSubject: x\\r\\n\\r\\n{body}")
"""


class Office:
    """Takes every letter, and knows how many and how large."""

    def __init__(self) -> None:
        self.count = self.size = 0

    async def handle_DATA(  # noqa: N802  # the server calls it so
        self, _server: object, _session: object, envelope: object
    ) -> str:
        """Take a letter."""
        self.count += 1
        self.size += len(envelope.content)  # type: ignore[attr-defined]  # the server's class
        return "250 OK"


@dataclass(frozen=True)
class Cost:
    """Processor seconds and the most megabytes of a sender; letters taken and their mean bytes."""

    seconds: float
    memory: float
    letters: int
    size: int


@contextmanager
def mail_server(office: Office) -> Iterator[int]:
    """The port of a server of an office."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def cost(command: Sequence[str | Path], folder: Path, office: Office, **more: str) -> Cost:
    """Run a sender. Ends this script where it fails."""
    errors = folder / "errors"
    with errors.open("w") as told:
        sender = subprocess.Popen(
            command, cwd=folder, env=os.environ | more, stdout=subprocess.DEVNULL, stderr=told
        )
        _, code, used = os.wait4(sender.pid, 0)
        sender.returncode = os.waitstatus_to_exitcode(code)
    if sender.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{errors.read_text()}")
    seconds = used.ru_utime + used.ru_stime
    return Cost(seconds, _megabytes(used), office.count, office.size // office.count)


def _megabytes(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def gazette(folder: Path, count: int) -> Cost:
    """Announce the newest version of the load to that many recipients, in all its languages."""
    size = load.Load(policies=1, versions=2)
    newest = next(islice(load.versions(load.NAMES[0]), 1, None))
    repository = folder / f"for-{count}"
    load.make(repository, size)
    with (repository / "mkdocs.yml").open("a") as configuration:
        configuration.write("extra: {gazette: {mail: {sender: legal@example.com}}}\n")
    rows = (
        f"reader{number}@example.com,{size.languages[number % len(size.languages)]}\n"
        for number in range(count)
    )
    (repository / "recipients.csv").write_text("address,language\n" + "".join(rows))
    office = Office()
    command = (
        Path(sys.executable).with_name("gazette"),
        *("notice", "mail", f"{newest.policy}@{newest.number}", "--recipients", "recipients.csv"),
    )
    with mail_server(office) as port:
        server, today = f"smtp://127.0.0.1:{port}", newest.published.isoformat()
        return cost(command, repository, office, GAZETTE_SMTP_URL=server, GAZETTE_AS_OF=today)


def bare(folder: Path, size: int, count: int) -> Cost:
    """Send that many letters of that size."""
    office = Office()
    with mail_server(office) as port:
        command = (sys.executable, "-c", BARE, str(size), str(count), str(port))
        return cost(command, folder, office)


def report(fewer: Cost, all_: Cost, rival: Cost) -> str:
    """The table, and in its last line whether the targets hold."""
    lines = ["sender                letters   bytes each   processor   a letter   memory"]
    for name, found in (("gazette", fewer), ("gazette", all_), ("bare loop", rival)):
        lines.append(
            f"{name:<20}{found.letters:>9}{found.size:>13}{found.seconds:>10.2f} s"
            f"{found.seconds / found.letters * 1000:>8.2f} ms{found.memory:>6.0f} MB"
        )
    dearer = (all_.seconds / all_.letters) / (rival.seconds / rival.letters)
    grown = all_.memory / fewer.memory
    return "\n".join(
        [
            *lines,
            "",
            f"Targets: {held(dearer <= TIMES_DEARER)} a letter costs {dearer:.1f} times a bare one"
            f" (at most {TIMES_DEARER:g}); {held(grown <= MORE_MEMORY)} ten times the recipients"
            f" take {grown:.2f} times the memory (at most {MORE_MEMORY:g}).",
        ]
    )


def held(is_held: bool) -> str:  # noqa: FBT001  # the only thing there is to say
    return "held," if is_held else "MISSED,"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Compare Gazette's letters with bare ones.")
    parser.add_argument("--recipients", type=int, default=10_000)
    count = parser.parse_args().recipients
    with tempfile.TemporaryDirectory(prefix="gazette-bench-") as made:
        folder = Path(made)
        fewer, all_ = gazette(folder, count // 10), gazette(folder, count)
        rival = bare(folder, all_.size, count)
    sys.stdout.write(report(fewer, all_, rival) + "\n")


if __name__ == "__main__":
    main()
