"""Gazette on other systems than the one at hand, as far as that can be seen from here.

Neither Windows nor macOS runs these tests; what they lack, or do otherwise, is taken away or done
so here: modules and functions of Unix, folders that open, forks, line ends, letters that differ by
case. `make test` has mypy read the program as each of the three systems has it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

import pytest

import small
from gazette.errors import GazetteError
from gazette.publishing.placing import placed
from repositories import Repository

if TYPE_CHECKING:
    from collections.abc import Mapping

AS_OF = ("--as-of", small.TODAY.isoformat())

# Run as `python -c BARE COMMAND...`. The program's modules are read twice: what they need of others
# is there from the first time, so that it is ours alone that misses what a system does not have.
BARE = """
import importlib, multiprocessing, os, pkgutil, shutil, signal, subprocess, sys

def everything():
    import gazette, gazette_theme
    for module in pkgutil.walk_packages(gazette.__path__, "gazette."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)

everything()
for name in [each for each in sys.modules if each.partition(".")[0] == "gazette"]:
    del sys.modules[name]

class Lacking:
    def find_spec(self, name, path=None, target=None):
        if name in {"fcntl", "grp", "posix", "pwd", "readline", "resource", "termios", "tty"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

for name in ("fcntl", "grp", "pwd", "readline", "resource", "termios", "tty"):
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Lacking())
unix = [(os, name) for name in (
    "O_CLOEXEC", "chown", "fork", "geteuid", "getuid", "killpg", "mkfifo", "posix_fadvise", "pread",
    "pwrite", "sched_getaffinity", "symlink", "sync", "uname",
)]
unix += [(signal, name) for name in ("SIGHUP", "SIGKILL", "SIG_BLOCK", "pthread_sigmask")]
for module, name in unix:
    delattr(module, name)
os.O_BINARY = 0
opened = os.open

def no_folder(path, flags, mode=0o777, **more):
    if os.path.isdir(path):
        raise PermissionError(13, "Permission denied", path)
    return opened(path, flags, mode, **more)

os.open = no_folder
shutil._use_fd_functions = False  # as it is where no folder opens
multiprocessing.get_all_start_methods = lambda: ["spawn"]
system, sys.platform = sys.platform, "win32"
everything()
sys.platform = system
from gazette.commands.cli import main
main()
"""

# Prints each file that is open while it, or a folder around it, is renamed.
WATCHED = """
import os, sys
from pathlib import Path

def heed(event, arguments):
    if event == "os.rename":
        places = [os.path.realpath(each) for each in arguments[:2]]
        for number in os.listdir("/proc/self/fd"):
            try:
                opened = os.readlink(f"/proc/self/fd/{number}")
            except OSError:
                continue
            if any(f"{opened}/".startswith(f"{place}/") for place in places):
                print("OPEN", opened, file=sys.stderr)

sys.addaudithook(heed)
from gazette.commands.cli import main
main()
"""


def command(repository: Repository, script: str, *arguments: str) -> str:
    """What a command writes that runs in a process as a script makes it."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=repository.root,
        env=small.variables(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert not re.search("^(Traceback|OPEN)", done.stderr, re.MULTILINE), done.stderr
    return done.stdout


def site(repository: Repository) -> Mapping[str, bytes]:
    """The files of the built site."""
    root = repository.root / "site"
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_without_what_windows_lacks_the_same_site_is_built(tmp_path: Path) -> None:
    usual, bare = small.make(tmp_path / "usual"), small.make(tmp_path / "bare")
    assert small.build(usual).code == 0
    for jobs in ("1", "2"):  # the second build takes over what the first one made
        said = command(bare, BARE, "build", *AS_OF, "--jobs", jobs)
        assert said == "Built 23 pages in site, as of 2026-06-01.\n"
        assert site(bare) == site(usual)
    assert command(bare, BARE, "check") == "No errors. Policies: 1, versions: 2.\n"
    asked = ("redline", "terms@1.0", "terms@2.0", "--lang", "de", "--format", "json")
    assert json.loads(command(bare, BARE, *asked))


def test_nothing_is_renamed_while_it_is_open(tmp_path: Path) -> None:
    """Windows refuses that."""
    if not Path("/proc/self/fd").exists():
        pytest.skip("this system does not list the files that are open")
    repository = small.make(tmp_path)
    for day in ("2026-06-01", "2026-06-02", "2026-07-02"):
        command(repository, WATCHED, "build", "--as-of", day)
    three = small.TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-09-01")
    three = three.replace("7 euros", "9 euros")
    repository.commit("2026-07-03", {small.TERMS: three})
    for kept in (repository.root / ".cache/gazette").rglob("*"):
        if kept.is_file():  # which is then replaced, not added to
            kept.write_bytes(kept.read_bytes() + b"x")
    command(repository, WATCHED, "build", "--as-of", "2026-07-03")
    shutil.rmtree(repository.root / "site")
    command(repository, WATCHED, "build", "--as-of", "2026-07-03")


def test_a_checkout_with_other_line_ends_gives_the_same_site(tmp_path: Path) -> None:
    usual = small.make(tmp_path / "usual")
    clone = Repository.clone(usual.root, tmp_path / "clone", "--config", "core.autocrlf=true")
    assert b"\r\n" in (clone.root / small.TERMS).read_bytes()
    assert b"\r\n" in (clone.root / "mkdocs.yml").read_bytes()
    assert small.build(usual).code == small.build(clone).code == 0
    assert site(clone) == site(usual)
    assert small.run(clone, "check", "--draft").code == 0
    draft = (clone.root / small.TERMS).read_bytes().replace(b"7 euros", b"8 euros")
    (clone.root / small.TERMS).write_bytes(draft)
    told = small.run(clone, "check", "--draft").output.splitlines()
    assert len(told) == 1
    assert told[0].startswith("content/terms.md:14: error: ")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_what_is_written_is_utf_8_whatever_the_system_writes(tmp_path: Path, encoding: str) -> None:
    repository = small.make(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "gazette", "redline", "terms@1.0", "terms@2.0", "--lang", "de"],
        cwd=repository.root,
        env=small.variables(PYTHONIOENCODING=encoding, PYTHONUTF8="0"),
        capture_output=True,
        check=True,
    )
    assert "Gebühr" in done.stdout.decode()


# --- Names -------------------------------------------------------------------------------------

DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def fault(path: str) -> str:
    """Why a path, from the site's or the repository's folder, can be none on Windows."""
    parts = PurePosixPath(path).parts
    if PureWindowsPath(path).parts != parts:
        return "Windows parts it otherwise"
    for part in parts:
        if DEVICES.fullmatch(part) or re.search(r'[<>:"|?*\\\0-\x1f]', part) or part[-1] in ". ":
            return f"{part!r} is no name"
    return ""


def test_every_published_path_can_be_one_on_windows(our_site: Path) -> None:
    paths = [path.relative_to(our_site).as_posix() for path in our_site.rglob("*")]
    assert len(paths) > 100
    assert {path: why for path in paths if (why := fault(path))} == {}
    alike = Counter(path.casefold() for path in paths)
    assert [path for path, count in alike.items() if count > 1] == []


def test_every_path_of_the_repository_can_be_one_on_windows() -> None:
    root = Path(__file__).parents[1]
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True
    )
    paths = listed.stdout.split("\0")[:-1]
    assert {path: why for path in paths if (why := fault(path))} == {}
    alike = Counter(path.casefold() for path in paths)
    assert [path for path, count in alike.items() if count > 1] == []


@pytest.mark.parametrize(
    "path", ["C:/Windows/x", "c:x", "a\\..\\..\\x", "\\\\host\\share\\x", "a/../../x", "/x", "\0"]
)
def test_nothing_is_written_where_windows_sees_another_place(tmp_path: Path, path: str) -> None:
    with pytest.raises(GazetteError):
        placed(tmp_path, path)


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ({"content/a/Terms.md": small.ONE}, '"Terms" cannot be a policy\'s id'),
        ({"content/con.md": small.ONE}, "Windows reserves that name for a device"),
        ({"content/page.md": "# One\n", "content/Page.md": "# Two\n"}, "content/page.md"),
    ],
)
def test_names_that_a_disk_takes_for_one_are_refused(
    tmp_path: Path, files: dict[str, str], what: str
) -> None:
    repository = small.make(tmp_path)
    repository.commit("2026-05-20", files)
    done = small.build(repository)
    assert done.code == 1
    assert what in done.errors


def test_on_a_disk_that_tells_no_case_the_same_site_is_built(tmp_path: Path) -> None:
    """Where this machine has such a disk: ext4 with `casefold`, APFS, NTFS, VFAT."""
    folder = Path(os.environ.get("GAZETTE_CASELESS", tmp_path))
    (folder / "Case").touch()
    if not (folder / "case").exists():
        pytest.skip("name a folder on a disk that tells no case in GAZETTE_CASELESS")
    usual, other = small.make(tmp_path / "usual"), small.make(folder / "caseless")
    assert small.build(usual).code == small.build(other).code == 0
    assert site(other) == site(usual)
