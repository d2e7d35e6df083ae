"""The bytes of blobs, from one running `git cat-file --batch`.

The algorithm: names are fed in batches small enough that neither side waits for the other,
and each answer is read to its announced size ("batch output" in git-cat-file(1)).
"""

from __future__ import annotations

from itertools import islice
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette.errors import GazetteError
    from gazette.history.git import Repository

LARGEST_BLOB = 5_000_000  # bytes; a policy is text, the longest known ones are a fiftieth of this

_BATCH = 64  # names asked for at once: they and git's first answers fit in any pipe buffer


class Blobs:
    """One running `git cat-file --batch`, to be used in a `with` statement."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._process = repository.start("cat-file", "--batch")

    def __enter__(self) -> Blobs:
        return self

    def __exit__(self, *_: object) -> None:
        del self._process  # GitPython ends and reaps it

    def read(
        self, names: Iterable[str], *, largest: int = LARGEST_BLOB
    ) -> Iterator[tuple[str, int, bytes]]:
        """(blob id, size in bytes, bytes) of each; no bytes of one over `largest`.

        Raises GazetteError where the repository lacks one.
        """
        waiting = iter(names)
        while some := tuple(islice(waiting, _BATCH)):
            self._ask(some)
            for name in some:
                yield name, *self._answer(_stream(self._process.stdout), largest)

    def _ask(self, names: tuple[str, ...]) -> None:
        sink = _stream(self._process.stdin)
        try:
            sink.write("".join(f"{name}\n" for name in names).encode("ascii"))
            sink.flush()
        except BrokenPipeError:
            raise self._failure() from None

    def _answer(self, source: IO[bytes], largest: int) -> tuple[int, bytes]:
        head = source.readline().decode("ascii", "replace").split()
        if len(head) != 3 or head[1] != "blob":
            raise self._failure(" ".join(head))
        size = int(head[2])
        data = source.read(size) if size <= largest else _skip(source, size)
        source.read(1)  # the line end after each
        return size, data

    def _failure(self, said: str = "") -> GazetteError:
        if not said:  # it died: its last words tell why
            said = _stream(self._process.stderr).read().decode("utf-8", "replace")
        return self._repository.failure(said)


def _stream(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise AssertionError("all three are pipes, as `start` asked")
    return pipe


def _skip(source: IO[bytes], size: int) -> bytes:
    """Read past `size` bytes without keeping them."""
    while size > 0:
        size -= len(source.read(min(size, LARGEST_BLOB))) or size
    return b""
