"""The journal: what became of each message, so that nobody is lost and nobody is told twice.

One SQLite file. Before a message goes out its intent is on the disk, and its result before that
of the next: whatever ends the process, at most the message in flight is unsettled, and the next
run sends that one again, under the same id. It holds no address of a recipient, only digests with
a key of its own (HMAC-SHA-256), which nobody can make without the file.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from gazette.errors import refusal
from gazette.publishing.locking import held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_VERSION = 1
_SCHEMA = """
CREATE TABLE secret (key BLOB NOT NULL);
CREATE TABLE delivery (
    notice TEXT NOT NULL, channel TEXT NOT NULL, recipient TEXT NOT NULL,
    lang TEXT NOT NULL, line INTEGER NOT NULL, run INTEGER NOT NULL, state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '',
    first TEXT NOT NULL DEFAULT '', last TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (notice, channel, recipient)
) WITHOUT ROWID;
CREATE TABLE said (
    notice TEXT NOT NULL, channel TEXT NOT NULL, lang TEXT NOT NULL, digest TEXT NOT NULL,
    first TEXT NOT NULL, PRIMARY KEY (notice, channel, lang, digest)
) WITHOUT ROWID;
CREATE TABLE run (
    id INTEGER PRIMARY KEY, notice TEXT NOT NULL, channel TEXT NOT NULL, started TEXT NOT NULL
);
"""
_QUEUE = """
INSERT INTO delivery (notice, channel, recipient, lang, line, run, state)
VALUES (?, ?, ?, ?, ?, ?, 'queued')
ON CONFLICT DO UPDATE SET lang = excluded.lang, line = excluded.line, run = excluded.run
WHERE run <> excluded.run
"""


class State(StrEnum):
    """What became of a message. One that is `SENDING` when a run begins was in flight."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"  # put off by the receiver, for a later try
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message to one recipient; `line` is where the recipients' file of the last run had it."""

    lang: str
    line: int
    state: State
    reason: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many messages of a notice are in a state, by channel and language; first and last try."""

    notice: str
    channel: str
    lang: str
    state: State
    number: int
    first: str
    last: str


class Journal:
    """An open journal. Every method raises GazetteError where the file does not let it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._key = b""

    def recipient(self, channel: str, address: str) -> str:
        """The name under which an address stands in the journal, in 32 hexadecimal digits."""
        if not self._key:
            self._key = self._ask("SELECT key FROM secret")[0][0]
        named = f"{channel}\0{address.lower()}".encode()
        return hmac.new(self._key, named, hashlib.sha256).hexdigest()[:32]

    def begin_run(self, notice: str, channel: str) -> int:
        """The number of a new run."""
        with self._writing():
            self._connection.execute(
                "INSERT INTO run (notice, channel, started) VALUES (?, ?, ?)",
                (notice, channel, _now()),
            )
        return int(self._ask("SELECT max(id) FROM run")[0][0])

    def queue(
        self, notice: str, channel: str, run: int, rows: Iterable[tuple[str, str, int]]
    ) -> int:
        """Take up recipients as (name, language, line); how many stood in this run before."""
        repeated = 0
        with self._writing():
            for recipient, lang, line in rows:
                values = (notice, channel, recipient, lang, line, run)
                repeated += self._connection.execute(_QUEUE, values).rowcount == 0
        return repeated

    def find(self, notice: str, channel: str, recipient: str) -> Delivery | None:
        """What is known of a message, None where it was never queued."""
        rows = self._ask(
            "SELECT lang, line, state, reason FROM delivery "
            "WHERE notice = ? AND channel = ? AND recipient = ?",
            (notice, channel, recipient),
        )
        if not rows:
            return None
        lang, line, state, reason = rows[0]
        return Delivery(lang, line, State(state), reason)

    def intend(self, notice: str, channel: str, recipient: str) -> None:
        """Note, on the disk, that a message goes out now; with it, the result of the last one."""
        now = _now()
        with self._writing():
            self._connection.execute(
                "UPDATE delivery SET state = 'sending', attempts = attempts + 1, last = ?, "
                "first = CASE first WHEN '' THEN ? ELSE first END "
                "WHERE notice = ? AND channel = ? AND recipient = ?",
                (now, now, notice, channel, recipient),
            )

    def settle(
        self, notice: str, channel: str, recipient: str, state: State, reason: str = ""
    ) -> None:
        """Note what became of a message. `flush` or the next `intend` brings it to the disk."""
        with self._refusing():
            self._connection.execute(
                "UPDATE delivery SET state = ?, reason = ?, last = ? "
                "WHERE notice = ? AND channel = ? AND recipient = ?",
                (state.value, reason, _now(), notice, channel, recipient),
            )

    def flush(self) -> None:
        """Bring to the disk what is noted."""
        with self._writing():
            pass

    def say(self, notice: str, channel: str, lang: str, digest: str) -> None:
        """Note the digest of a text that goes out, once."""
        with self._writing():
            self._connection.execute(
                "INSERT OR IGNORE INTO said VALUES (?, ?, ?, ?, ?)",
                (notice, channel, lang, digest, _now()),
            )

    def counts(self, notice: str = "") -> list[Count]:
        """How many messages are in which state, of one notice or of all."""
        rows = self._ask(
            "SELECT notice, channel, lang, state, count(*), min(nullif(first, '')), max(last) "
            "FROM delivery WHERE ? IN ('', notice) GROUP BY notice, channel, lang, state "
            "ORDER BY notice, channel, lang, state",
            (notice,),
        )
        return [
            Count(of, channel, lang, State(state), number, first or "", last)
            for of, channel, lang, state, number, first, last in rows
        ]

    def troubles(self, notice: str = "") -> list[tuple[str, str, int, State, str]]:
        """What did not go through: (notice, channel, line, state, reason), by line."""
        rows = self._ask(
            "SELECT notice, channel, line, state, reason FROM delivery "
            "WHERE ? IN ('', notice) AND state IN ('deferred', 'failed') "
            "ORDER BY notice, channel, line",
            (notice,),
        )
        return [(*row[:3], State(row[3]), row[4]) for row in rows]

    def texts(self, notice: str) -> list[tuple[str, str, str, str]]:
        """The texts that went out: (channel, language, digest, first time)."""
        return self._ask(
            "SELECT channel, lang, digest, first FROM said WHERE notice = ? "
            "ORDER BY channel, lang, first",
            (notice,),
        )

    def digest(self, notice: str) -> str:
        """The SHA-256 of everything the journal holds of a notice, in order."""
        found = hashlib.sha256()
        for rows in (
            self._ask("SELECT * FROM delivery WHERE notice = ? ORDER BY 2, 3", (notice,)),
            self._ask("SELECT * FROM said WHERE notice = ? ORDER BY 2, 3, 4", (notice,)),
        ):
            for row in rows:
                found.update(repr(row).encode())
        return f"sha256:{found.hexdigest()}"

    def _ask(self, query: str, values: tuple[object, ...] = ()) -> list[tuple]:  # type: ignore[type-arg]  # rows of any columns
        with self._refusing():
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._refusing():
            yield
            self._connection.commit()

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            what = f'The journal "{self._path}" cannot be read or written: {error}.'
            fix = "Nothing more was sent. Free space on the disk, and run the command again."
            raise refusal("journal", what, fix) from None


@contextmanager
def writing(path: Path) -> Iterator[Journal]:
    """Open a journal for one run, making it where there is none. Another run is refused."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.parent.name == ".gazette":  # ours, and nothing for the repository
        path.parent.joinpath(".gitignore").write_text("*\n", "utf-8")
    lock = path.with_name(f"{path.name}.lock")
    lock.touch()
    what = f'Another run is sending with the journal "{path}".'
    with held(lock, refusal("journal-in-use", what, "Wait for it to end.")):
        journal = _connected(path, str(path))
        try:
            yield journal
            journal.flush()
        finally:
            journal._connection.close()  # noqa: SLF001  # the other half of this module


@contextmanager
def reading(path: Path) -> Iterator[Journal]:
    """Open a journal to look at it, also while a run is sending."""
    if not path.exists():
        what = f'There is no journal "{path}": nothing was sent from here.'
        raise refusal("journal", what, "Name another one with --journal.")
    journal = _connected(path, f"{path.resolve().as_uri()}?mode=ro")
    try:
        yield journal
    finally:
        journal._connection.close()  # noqa: SLF001  # as above


def _connected(path: Path, name: str) -> Journal:
    connection = sqlite3.connect(name, uri=name.startswith("file:"), timeout=30)
    journal = Journal(connection, path)
    with journal._refusing():  # noqa: SLF001  # as above
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > _VERSION:
            what = f'The journal "{path}" was written by a newer Gazette.'
            raise refusal("journal", what, "Update Gazette, or name another one with --journal.")
        if not name.startswith("file:"):
            # What is committed survives the machine's end as well as the process's.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        if version == 0 and not name.startswith("file:"):
            connection.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT")
            connection.execute("INSERT INTO secret VALUES (?)", (secrets.token_bytes(32),))
            connection.commit()
    return journal


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
