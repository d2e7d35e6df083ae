"""Whatever stands at an address, or in a folder: it is read within bounds, or not at all."""

from __future__ import annotations

import json
import os
import time
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

import pytest

from gazette.publishing import fetching
from gazette.publishing.fetching import Place
from serving import serving
from small import TODAY, run

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repository
    from small import Outcome

CHECK = ("check", "--as-of", TODAY.isoformat(), "--format")
INDEX = "site/api/v1/index.json"
VERSIONS = "site/api/v1/terms/versions.json"


class _Dripping(BaseHTTPRequestHandler):
    """Sends a byte now and then, as long as anybody listens."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(600):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.1)

    def log_message(self, *_: object) -> None:
        pass


class _Endless(_Dripping):
    """Sends as much as anybody takes."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b" " * 100_000)


class _Mute(_Dripping):
    """Takes a request and says nothing to it."""

    def do_GET(self) -> None:
        time.sleep(60)


@pytest.mark.parametrize("handler", [_Dripping, _Mute])
def test_an_answer_that_never_ends_is_not_waited_for(handler: type[_Dripping]) -> None:
    with serving(handler) as address:
        begun = time.monotonic()
        with pytest.raises(OSError, match="time"):
            Place(address, patience=1).read("api/v1/index.json")
        assert time.monotonic() - begun < 10


def test_many_slow_answers_are_not_waited_for_either() -> None:
    with serving(_Dripping) as address:
        place = Place(address, until=time.monotonic() + 1)
        for _ in range(3):
            with pytest.raises(OSError, match="time"):
                place.read("api/v1/index.json")
        assert time.monotonic() < place.until + 10


def test_an_answer_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST", 1_000_000)
    with serving(_Endless) as address, pytest.raises(OSError, match="larger than 1 MB"):
        Place(address).read("api/v1/index.json")


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MOST", 1000)
    (tmp_path / "a").write_bytes(b" " * 1001)
    with pytest.raises(OSError, match="larger than"):
        Place(str(tmp_path)).read("a")


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not an ordinary file"):
        Place(str(tmp_path)).read("pipe")


# --- What it says, on the screen --------------------------------------------------------------

EVIL = "\x1b[2J\x9b31m\u202e\r\n::error::evil\n\x07\x00"


def quiet(done: Outcome) -> None:
    """Nothing of a published text moves the cursor, ends a line or commands a workflow."""
    said = done.output + done.errors
    assert "Traceback" not in said
    assert not any(sign in said for sign in "\x1b\x9b\u202e\r\x07\x00")
    assert not any(line.startswith("::error::evil") for line in said.splitlines())


@pytest.mark.parametrize("style", ["text", "json", "github"])
@pytest.mark.parametrize(
    ("file", "keys"),
    [
        (INDEX, ("timezone",)),
        (INDEX, ("$schema",)),
        (INDEX, ("as_of",)),
        (INDEX, ("languages", 0)),
        (INDEX, ("policies", 0, "id")),
        (VERSIONS, ("versions", 0, "label")),
        (VERSIONS, ("versions", 0, "published")),
        (VERSIONS, ("versions", 0, "change")),
        (VERSIONS, ("versions", 0, "digest")),
        (VERSIONS, ("versions", 0, "sections", 0)),
        (VERSIONS, ("versions", 0, "events", 0, "kind")),
        (VERSIONS, ("versions", 1, "languages", "en", "summary")),
        (VERSIONS, ("versions", 1, "languages", "de", "title")),
    ],
)
def test_no_text_of_a_published_site_reaches_the_terminal_as_it_is(
    repository: Repository, style: str, file: str, keys: tuple[str | int, ...]
) -> None:
    found = json.loads((repository.root / file).read_text())
    *way, last = keys
    inner = found
    for key in way:
        inner = inner[key]
    inner[last] = EVIL
    repository.write(file, json.dumps(found))
    done = run(repository, *CHECK, style, "--published", "site")
    assert done.code == 1
    quiet(done)


OTHERS = (None, True, -1, 1e400, [], {}, "", "x" * 10_000, ["a"], {"a": 1})


@pytest.mark.parametrize("at", range(len(OTHERS)))
def test_no_value_of_a_published_site_ends_in_a_traceback(repository: Repository, at: int) -> None:
    """Each value of the data in turn is another; in an ordinary run, one of ten others."""
    value, step = OTHERS[at], 1 if "GAZETTE_LONG" in os.environ else len(OTHERS)
    for file in (INDEX, VERSIONS, "site/api/v1/terms/notices.json", "site/en/terms/feed.json"):
        before = (repository.root / file).read_text()
        for way in sorted(_ways(json.loads(before)), key=str)[at % step :: step]:
            found = json.loads(before)
            inner = found
            for key in way[:-1]:
                inner = inner[key]
            inner[way[-1]] = value
            repository.write(file, json.dumps(found))
            quiet(run(repository, *CHECK, "text", "--published", "site"))
        repository.write(file, before)


def _ways(found: object, way: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """The ways to every value, but for those that are alike: of a list, only to the first one."""
    if isinstance(found, dict):
        items = list(found.items())
    else:
        items = list(enumerate(found))[:1] if isinstance(found, list) else []
    ways = {(*way, key) for key, _ in items}
    return ways.union(*(_ways(value, (*way, key)) for key, value in items))


def test_no_secret_of_an_address_is_printed(repository: Repository) -> None:
    done = run(repository, *CHECK, "text", "--published", "http://user:secret@127.0.0.1:1/")
    assert done.code == 1
    assert "secret" not in done.output + done.errors
