"""The one way of keeping results: a method's, by its arguments, as long as its object lives."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

S = TypeVar("S")
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
