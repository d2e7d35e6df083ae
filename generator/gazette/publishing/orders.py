"""What is to be done to policies on another machine, as values that travel.

A step, what it is given and what it gives are pickled: both ends are the same programs, which is
looked at before anything is unpickled. A repository need not lie in the same place there, so
wherever its path stands in a value, a sign for it travels in its place.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gazette import __version__
from gazette.archive.memo import programs

if TYPE_CHECKING:
    from collections.abc import Callable

_ROOT = "the top of the repository"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done to each of many policies.

    Attributes:
        name: tells it from any other.
        version: of Gazette, where it was given.
        programs: digest of the programs there.
        sign: path or URL of a file that is there as long as the work is wanted.
        root: path of the repository there.
        head: the full id of the commit that is published.
        step: what is to be done, packed.
    """

    name: str
    version: str
    programs: str
    sign: str
    root: str
    head: str
    step: bytes

    @classmethod
    def of(cls, name: str, sign: str, root: str, head: str, step: Callable[[Any], object]) -> Order:
        """The order to do a step with these programs."""
        return cls(name, __version__, programs(), sign, root, head, packed(step, root))


def packed(value: object, root: str) -> bytes:
    """A value for another machine, from one where the repository lies at `root`."""
    file = io.BytesIO()
    _Writer(file, root).dump(value)
    return file.getvalue()


def opened(data: bytes, root: str) -> Any:  # whatever was packed
    """The value, on a machine where the repository lies at `root`."""
    return _Reader(data, root).load()


class _Writer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, root: str) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._root = root

    def persistent_id(self, value: object) -> str | None:
        return _ROOT if isinstance(value, str) and value == self._root else None


class _Reader(pickle.Unpickler):  # what the same programs wrote
    def __init__(self, data: bytes, root: str) -> None:
        super().__init__(io.BytesIO(data))
        self._root = root

    def persistent_load(self, _sign: object) -> str:
        return self._root
