"""The wheel is whole: with what it asks for, and nothing else, it publishes a site."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

import small
from gazette import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[1]


def said(*command: str | Path, where: Path) -> str:
    """What a command writes that has nothing of this environment but its programs."""
    env = {k: v for k, v in small.variables().items() if not k.startswith(("PYTHON", "VIRTUAL_"))}
    done = subprocess.run(
        command, cwd=where, env=env, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(source: Path, folder: Path, *what: str) -> None:
    """Make packages of a source, with what is installed: nothing is downloaded."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--skip-dependency-check"]
    said(*command, *what, "--outdir", folder, source, where=ROOT)


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source package, the wheel, and in `again` the wheel made of the former."""
    folder = tmp_path_factory.mktemp("packages")
    build(ROOT, folder, "--sdist", "--wheel")  # both from the tree
    (source,) = folder.glob("*.tar.gz")
    said("tar", "-xf", source, where=folder)
    build(folder / source.name.removesuffix(".tar.gz"), folder / "again", "--wheel")
    return folder


def test_the_wheel_has_every_file_of_the_program_and_its_theme(packages: Path) -> None:
    (wheel,) = packages.glob("*.whl")
    listed = said("git", "ls-files", "-z", "generator", "theme", where=ROOT).split("\0")[:-1]
    expected = {path.partition("/")[2] for path in listed if (ROOT / path).exists()}
    with ZipFile(wheel) as opened:
        held = {name for name in opened.namelist() if ".dist-info/" not in name}
    untracked = said("git", "ls-files", "-z", "--others", "--exclude-standard", where=ROOT)
    assert held - {path.partition("/")[2] for path in untracked.split("\0")} == expected
    for name in ("gazette/py.typed", "gazette_theme/py.typed", "gazette_theme/404.html"):
        assert name in held


def test_the_source_package_makes_the_same_wheel(packages: Path) -> None:
    (wheel,), (again,) = packages.glob("*.whl"), (packages / "again").glob("*.whl")
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()


def needed(of: Distribution, extras: Iterable[str] = ()) -> Iterator[Distribution]:
    """All packages that one needs on this machine."""
    for line in of.requires or ():
        asked = Requirement(line)
        if not asked.marker or any(asked.marker.evaluate({"extra": e}) for e in ("", *extras)):
            found = distribution(asked.name)
            yield found
            yield from needed(found, asked.extras)


@pytest.fixture(scope="module")
def command(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in an environment that has the wheel, and what the wheel says that it needs."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    said(sys.executable, "-m", "venv", "--without-pip", home, where=home.parent)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    (wheel,) = packages.glob("*.whl")
    options = ("--quiet", "--no-deps", "--no-index", "--no-compile")
    said(sys.executable, "-m", "pip", "--python", python, "install", *options, wheel, where=home)
    scheme = {"base": str(home), "platbase": str(home)}
    inside = Path(sysconfig.get_path("purelib", vars=scheme))
    (ours,) = distributions(name="policy-gazette", path=[str(inside)])
    for found in needed(ours):
        tops = {file.parts[0] for file in found.files or () if file.parts[0] != ".."}
        for top in tops - {"__pycache__"}:
            if not (inside / top).exists():
                (inside / top).symlink_to(str(found.locate_file(top)))
    return python.with_name("gazette")


def test_the_command_that_is_installed_tells_its_version_and_its_help(
    command: Path, tmp_path: Path
) -> None:
    assert said(command, "--version", where=tmp_path) == f"gazette, version {__version__}\n"
    assert "Usage: gazette" in said(command, "--help", where=tmp_path)
    code = "import gazette, gazette_theme; print(gazette.__file__, gazette_theme.__file__)"
    places = said(command.with_name("python"), "-c", code, where=tmp_path)
    assert str(ROOT) not in places


def test_what_is_installed_checks_reviews_and_builds_a_site(command: Path, tmp_path: Path) -> None:
    repository = small.make(tmp_path)
    day = ("--as-of", small.TODAY.isoformat())
    assert said(command, "check", where=repository.root).startswith("No errors.")
    assert "The fee rises." in said(
        command, "review", "--as-of", "2026-05-15", "HEAD~1..HEAD", where=repository.root
    )
    said(command, "build", *day, where=repository.root)
    site = repository.root / "site"
    before = small.contents(site)
    small.build(repository)
    assert small.contents(site) == before  # as the program in this checkout makes it
    names = {path.name for path in site.rglob("*")}
    assert "terms" in names
    assert names.isdisjoint({"py.typed", "letter", "letter.txt", "mkdocs_theme.yml", "base.html"})
