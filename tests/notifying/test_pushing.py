"""The notice as a signed event, sent over loopback to receivers of every temper."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cloudevents.v1.http import from_http
from jsonschema import Draft202012Validator
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from gazette.notifying import pushing
from published import publish
from serving import serving
from small import run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repositories import Repository
    from small import Outcome

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105  # the tests' own
DOCS = Path(__file__).parents[2] / "docs/notices.md"
ID = "privacy@3.0/2026-07-01"


@dataclass
class Platform:
    """A receiver: what it got, and what it answers, one after the other."""

    answers: list[int] = field(default_factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    silent: float = 0
    url: str = ""


@pytest.fixture
def platform() -> Iterator[Platform]:
    made = Platform()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name is the server's
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            made.got.append((headers, body))
            time.sleep(made.silent)
            self.send_response(made.answers.pop(0) if made.answers else 204)
            for name, value in made.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with serving(Handler) as address:
        made.url = f"{address}hook"
        yield made


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = publish(tmp_path_factory.mktemp("pushing") / "repository")
    assert run(made, "build", "--as-of", "2026-06-01").code == 0
    return made


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pushing, "_WAITS", (0.01, 0.01, 0.01))
    return tmp_path / "journal.sqlite3"


def push(
    repository: Repository,
    journal: Path,
    *urls: str,
    secret: str = SECRET,
    more: tuple[str, ...] = (),
) -> Outcome:
    named = [part for url in urls for part in ("--to", url)]
    return run(
        repository,
        *("notice", "push", "privacy@3.0", *named, "--journal", str(journal), *more),
        GAZETTE_WEBHOOK_SECRET=secret,
        GAZETTE_AS_OF="2026-06-01",
    )


def test_the_event_is_signed_whole_and_readable_by_others(
    repository: Repository, journal: Path, platform: Platform
) -> None:
    done = push(repository, journal, platform.url)
    assert (done.code, done.output) == (0, f"{ID} was taken by {platform.url} (204).\n")
    ((headers, body),) = platform.got
    Webhook(SECRET).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body.replace(b"3.0", b"4.0"), headers)
    event: Any = from_http(headers, body)
    assert event["id"] == ID
    assert event["type"] == "policy-gazette.notice.announced"
    assert (event["source"], event["subject"]) == ("https://example.com/legal/", "privacy@3.0")
    assert event["time"] == "2026-05-01T12:00:00+00:00"
    site = repository.root / "site/api/v1"
    assert event.data in json.loads((site / "privacy/notices.json").read_text())["notices"]
    schema = json.loads((site / "schema/notices.json").read_text())
    assert event["dataschema"].endswith("/schema/notices.json#/properties/notices/items")
    Draft202012Validator(schema["properties"]["notices"]["items"]).validate(event.data)


def test_what_was_taken_is_not_sent_again(
    repository: Repository, journal: Path, platform: Platform
) -> None:
    push(repository, journal, platform.url)
    done = push(repository, journal, platform.url, f"{platform.url}/other")
    assert "was already sent to" in done.output
    assert len(platform.got) == 2
    ids = {headers["webhook-id"] for headers, _ in platform.got}
    assert len(ids) == 1
    assert "." not in ids.pop()  # the full stop parts what is signed


def test_a_server_s_error_is_tried_again(
    repository: Repository, journal: Path, platform: Platform
) -> None:
    platform.answers = [500, 503, 429]
    assert push(repository, journal, platform.url).code == 0
    assert len(platform.got) == 4
    assert len({body for _, body in platform.got}) == 1


def test_an_error_that_stays_is_told_and_the_next_run_tries_again(
    repository: Repository, journal: Path, platform: Platform
) -> None:
    platform.answers = [500] * 4
    done = push(repository, journal, platform.url)
    assert (done.code, len(platform.got)) == (1, 4)
    assert f"{ID} could not be delivered to {platform.url} (answered 500)." in done.errors
    assert push(repository, journal, platform.url).code == 0


@pytest.mark.parametrize("answer", [400, 401, 404, 410, 302])
def test_a_refusal_is_for_good(
    repository: Repository, journal: Path, platform: Platform, answer: int
) -> None:
    platform.answers = [answer]
    platform.headers = {"Location": platform.url}
    done = push(repository, journal, platform.url)
    assert (done.code, len(platform.got)) == (1, 1)
    assert f"was refused by {platform.url} (answered {answer})." in done.errors


def test_a_receiver_that_never_answers(
    repository: Repository, journal: Path, platform: Platform
) -> None:
    platform.silent = 1
    begun = time.monotonic()
    done = push(repository, journal, platform.url, more=("--timeout", "0.2"))
    assert time.monotonic() - begun < 10
    assert (done.code, len(platform.got)) == (1, 4)
    assert "no answer: timed out" in done.errors


def test_a_receiver_that_is_not_there(repository: Repository, journal: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    done = push(repository, journal, f"http://127.0.0.1:{port}/")
    assert done.code == 1
    assert "no answer: [Errno 111] Connection refused" in done.errors


URLS = [
    ("platform.example.com", "is not an address to send to"),
    ("ftp://platform.example.com", "is not an address to send to"),
    ("http://[", "is not an address to send to"),
    ("https://a b/", "is not an address to send to"),
    (
        "http://platform.example.com/",
        "Use https: events to platform.example.com may only be sent over TLS.",
    ),
]


@pytest.mark.parametrize(("url", "words"), URLS)
def test_an_address_that_is_none(
    repository: Repository, journal: Path, url: str, words: str
) -> None:
    done = push(repository, journal, url)
    assert (done.code, words in done.errors) == (1, True)


@pytest.mark.parametrize("secret", ["", "whsec_", "a"])
def test_no_secret(repository: Repository, journal: Path, platform: Platform, secret: str) -> None:
    done = push(repository, journal, platform.url, secret=secret)
    assert (done.code, platform.got) == (1, [])
    assert "There is no secret to sign with, or it is not one in Base64." in done.errors


def test_a_change_of_date_is_news(tmp_path: Path, journal: Path, platform: Platform) -> None:
    made = publish(tmp_path / "repository")
    push(made, journal, platform.url)
    head = made.root / "content/privacy/index.md"
    head.write_text(head.read_text().replace("2026-07-01", "2026-08-01"))
    made.commit("2026-05-20")
    push(made, journal, platform.url)
    head.write_text(head.read_text().replace("change:", "withdrawn: true\nchange:"))
    made.commit("2026-05-21")
    push(made, journal, platform.url)
    events = [json.loads(body) for _, body in platform.got]
    assert [event["type"].rpartition(".")[2] for event in events] == [
        "announced",
        "rescheduled",
        "withdrawn",
    ]
    assert [event["id"] for event in events] == [
        "privacy@3.0/2026-07-01",
        "privacy@3.0/2026-08-01",
        "privacy@3.0/2026-08-01/withdrawn",
    ]


def test_the_receiver_of_the_documentation_works(repository: Repository, journal: Path) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(), re.DOTALL)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    receiver = subprocess.Popen(
        [sys.executable, "-c", program],
        env=os.environ | {"SECRET": SECRET, "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        url = f"http://127.0.0.1:{port}/"
        wrong = "whsec_" + SECRET[6:][::-1]
        for _ in range(100):  # until it listens
            if "(answered 401)" in push(repository, journal, url, secret=wrong).errors:
                break
        assert push(repository, journal, url).code == 0
        assert receiver.stdout
        assert receiver.stdout.readline() == "Privacy: version 3.0 takes effect on July 1, 2026.\n"
    finally:
        receiver.kill()
        receiver.wait()
