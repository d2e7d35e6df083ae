"""The work on policies or pieces of them, as a machine elsewhere does it, one after another.

Whatever happens to it, the work may be given to another one, also while the first goes on unseen:
then both write the same bytes, each file whole or not at all. Nobody waits for work whose sign is
gone, and it ends.
"""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from gazette import __version__, history
from gazette.archive.memo import programs
from gazette.errors import refusal
from gazette.publishing import depot
from gazette.publishing.crew import Failed, told
from gazette.publishing.fetching import UnseenError
from gazette.publishing.orders import opened, packed
from gazette.publishing.retained import RETAINED
from gazette.publishing.values import without_secrets

if TYPE_CHECKING:
    from gazette.publishing.orders import Order


@dataclass(frozen=True, slots=True)
class Done:
    """What a step gave, packed."""

    result: bytes


@dataclass(frozen=True, slots=True)
class Lacking:
    """The repository is not there: the work is to be given again, with a bundle of it."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """The work needs what this machine does not see: it is to be done where it was given."""


Outcome = Done | Failed | Lacking | Unseen


def do(order: Order, part: bytes, bundle: bytes = b"") -> Outcome:
    """Do to one policy, or a piece of one, packed, what is ordered.

    Raises OSError where this machine can neither read nor write: another one may.
    """
    with _ONE_AT_A_TIME:
        try:
            return _AT_HAND.done(order, part, bundle)
        except OSError:
            raise
        except UnseenError:
            return Unseen()
        except Exception as error:  # noqa: BLE001  # told where the work was given
            return Failed(told(error))


def wanted(sign: str) -> None:
    """Raise GazetteError if nobody waits for the work any more, or can see what is made.

    `sign` is the path of a file, or its URL in a depot. Raises OSError where a depot cannot be
    read.
    """
    is_far = "://" in sign
    if depot.is_up(sign) if is_far else Path(sign).exists():
        return
    folder = without_secrets(sign.rpartition("/")[0])
    what = f'The machine "{socket.gethostname()}" does not see the folder "{folder}"'
    if is_far:
        what, fix = f"{what} of the depot.", 'Name a depot that all machines reach: "--depot".'
    else:
        what = f"{what}, in which the site is made."
        fix = 'Name a folder that all share: "--site-dir"; or a depot they reach: "--depot".'
    raise refusal("cluster-folder", what, fix)


class _AtHand:
    """The last order, ready to be done; and the last repository that came as a bundle."""

    def __init__(self) -> None:
        self._name = self._root = ""
        self._step: Any = None
        self._head = self._top = ""
        self._folder: TemporaryDirectory[str] | None = None

    def done(self, order: Order, part: bytes, bundle: bytes) -> Outcome:
        """Do what is ordered, if the repository is there."""
        _agree(order)
        wanted(order.sign)
        if order.name != self._name:
            root = self._found(order, bundle)
            if not root:
                return Lacking()
            RETAINED.room = 0  # another machine may have the second look
            self._step, self._root, self._name = opened(order.step, root), root, order.name
        return Done(packed(self._step(opened(part, self._root)), self._root))

    def _found(self, order: Order, bundle: bytes) -> str:
        """Where the repository lies, "" where it is lacking."""
        if history.head(order.root) == order.head:
            return order.root
        if order.head == self._head:
            return self._top
        if not bundle:
            return ""
        self._folder = TemporaryDirectory(prefix="gazette-")
        self._top = history.unpacked(bundle, order.head, Path(self._folder.name))
        self._head = order.head
        return self._top


_AT_HAND = _AtHand()
_ONE_AT_A_TIME = threading.Lock()


def _agree(order: Order) -> None:
    if programs() != order.programs:
        here = "of other packages" if __version__ == order.version else __version__
        what = f'The machine "{socket.gethostname()}" has another Gazette: {here}.'
        fix = f"Install there what is installed here: Gazette {order.version}, the same packages."
        raise refusal("cluster-programs", what, fix)
