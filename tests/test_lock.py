"""What is installed for work on the project is known to the last byte."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "constraints.txt").read_text("utf-8")
FIX = 'run "make lock"'


def pinned() -> dict[str, Requirement]:
    """Each package of the lock file by its name; each has digests of its files."""
    entries = LOCK.replace("\\\n", " ").splitlines()
    found = {}
    for entry in entries:
        if entry and not entry.startswith("#"):
            line, *digests = entry.split(" --hash=")
            assert digests, f"{line} has no digest: {FIX}"
            assert all(re.fullmatch(r"sha256:[0-9a-f]{64} *", each) for each in digests), line
            requirement = Requirement(line)
            assert [each.operator for each in requirement.specifier] == ["=="], f"{line}: {FIX}"
            found[canonicalize_name(requirement.name)] = requirement
    return found


def test_the_lock_file_names_no_address() -> None:
    assert not re.search(r"://|--(extra-)?index-url|--find-links", LOCK)


def test_the_lock_file_has_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    asked = [*project["project"]["dependencies"], *(each for extra in extras for each in extra)]
    locked = pinned()
    for line in [*asked, *project["build-system"]["requires"]]:
        requirement = Requirement(line)
        found = locked.get(canonicalize_name(requirement.name))
        assert found is not None, f"{line} is not locked: {FIX}"
        (version,) = (each.version for each in found.specifier)
        assert requirement.specifier.contains(version), f"{line} is locked as {version}: {FIX}"
