"""Fixtures that several test modules share."""

from __future__ import annotations

import inspect
import math
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from browsing import chromium
from oursite import ROOT, our_site, ours
from small import build, copy, make

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repository

# Fixtures: one browser, and one site for all tests that only read it.
__all__ = ["chromium", "our_site", "ours"]

# A machine that is busy is slow; a test fails for what is wrong.
settings.register_profile("patient", deadline=None)
# As many stories of a policy as `make thorough` tries; an ordinary run takes a hundred.
settings.register_profile("thorough", deadline=None, max_examples=20_000, print_blob=True)
settings.load_profile("patient")

# Where whoever runs the tests ignores Ctrl+C (nohup, a job in the background), programs that the
# tests start would ignore it too, and tests of it could only fail.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


# The program and its tests are compiled once, also where whoever runs the tests has nothing kept.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    sys.dont_write_bytecode = False
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(ROOT / "build/compiled")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: many tests wait, for a browser or for a clock."""
    return math.ceil(1.5 * len(os.sched_getaffinity(0)))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Measure again what took too long, up to three times: other machines of a host disturb.

    What grows with the square of its input takes too long each time.
    """
    if not pyfuncitem.get_closest_marker("clock") or "tmp_path" in pyfuncitem.fixturenames:
        return None
    given = {name: pyfuncitem.funcargs[name] for name in _asked_for(pyfuncitem)}
    for _ in range(2):
        with suppress(AssertionError):
            pyfuncitem.obj(**given)
            return True
    return None  # the third time is pytest's own


def _asked_for(test: pytest.Function) -> set[str]:
    return inspect.signature(test.obj).parameters.keys() & test.funcargs.keys()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The smallest site, built. Nothing may change it."""
    repository = make(tmp_path_factory.mktemp("built") / "repository")
    assert build(repository).code == 0
    return repository


@pytest.fixture
def repository(built: Repository, tmp_path: Path) -> Repository:
    """A repository whose site is built, and which a test may spoil."""
    return copy(built, tmp_path / "repository")
