"""The one way of keeping results: a method's, by its arguments, as long as its object lives.

What is large, and asked for again only soon after, is kept for a while (`Recent`).
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

S = TypeVar("S")
K = TypeVar("K")
P = ParamSpec("P")
R = TypeVar("R")


def kept(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """A method whose results are worked out once.

    They lie in the object itself and go with it; so one that `dataclasses.replace` makes begins
    anew. Arguments must be hashable.
    """
    name = method.__name__

    @wraps(method)
    def found(self: S, *args: P.args, **named: P.kwargs) -> R:
        known = self.__dict__.setdefault("_results", {})
        key = (name, args, *named.items())
        if key not in known:
            known[key] = method(self, *args, **named)
        result: R = known[key]
        return result

    return cast("Callable[Concatenate[S, P], R]", found)


class Recent(Generic[K, R]):
    """The results that were asked for last, by what tells them apart."""

    def __init__(self, count: int) -> None:
        """`count` is how many."""
        self._count = count
        self._known: dict[K, R] = {}

    def of(self, key: K, make: Callable[[], R]) -> R:
        """A result, made where it is not known."""
        result = self._known.pop(key) if key in self._known else make()
        self._known[key] = result  # the one asked for last comes last
        if len(self._known) > self._count:
            del self._known[next(iter(self._known))]
        return result
