"""The changelog can be made of its fragments at any time."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["towncrier"]
KINDS = {kind["directory"] for kind in SETTINGS["type"]}


def fault(name: str) -> str:
    """What is wrong with a fragment's name."""
    parts = re.fullmatch(r"\+[a-z0-9-]+\.([a-z]+)\.md", name)
    if not parts:
        return "name it +NAME.KIND.md"
    return "" if parts[1] in KINDS else f"the kind is one of {', '.join(sorted(KINDS))}"


def test_each_fragment_has_a_name_that_counts_and_says_something() -> None:
    found = {file.name for file in (ROOT / "changes").iterdir()} - {"README.md"}
    assert {name: why for name in found if (why := fault(name))} == {}
    for name in found:
        text = (ROOT / "changes" / name).read_text("utf-8")
        assert text.endswith(".\n")
        assert len(text) > 20
    assert fault("16.added.md")
    assert fault("+windows.new.md")


def test_the_changelog_takes_what_the_fragments_say(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "changes").mkdir()
    (tmp_path / "changes/README.md").touch()
    (tmp_path / "changes/+windows.added.md").write_text("It runs on Windows.\n", "utf-8")
    command = [sys.executable, "-m", "towncrier", "build", "--yes", "--version", "9.8.7"]
    subprocess.run([*command, "--date", "2027-01-15"], cwd=tmp_path, check=True)
    lines = (tmp_path / "CHANGELOG.md").read_text("utf-8").split("\n")
    assert lines[0] == "# Changelog"
    made = "\n".join(lines).split("\n## ")[1]
    assert re.sub(r"\n+", "\n", made).strip() == (
        "9.8.7 (2027-01-15)\n### Added\n- It runs on Windows."
    )
    before = (ROOT / "CHANGELOG.md").read_text("utf-8").split("\n## ", 1)[1]
    assert "\n".join(lines).endswith(f"\n## {before}")
