"""Letters through a real mail server: who gets one, what it says, and what happens on failure."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import threading
import time
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import trustme

from gazette.notifying import postman, servers
from postoffice import Office, office, opened, sealed
from published import publish
from small import run, variables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from repositories import Repository
    from small import Outcome

__all__ = ["office"]  # the fixture
LONG = "GAZETTE_LONG" in os.environ  # many more kills than an ordinary run has time for
VERSION = "privacy@3.0"
DAY = "2026-06-01"
ID = "privacy@3.0/2026-07-01"
MAIL = """\
    mail: {sender: Example Legal <legal@example.com>, reply_to: help@example.com}
"""
GREETING = (
    '    mail: {sender: legal@example.com, greeting: "Dear {name},", closing: "Bye, {name}"}\n'
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = publish(tmp_path_factory.mktemp("mailing") / "repository")
    made.write("mkdocs.yml", (made.root / "mkdocs.yml").read_text() + MAIL)
    made.commit("2026-05-02")
    return made


@pytest.fixture
def repository(published: Repository) -> Repository:
    """The same for all tests; each has a journal of its own."""
    return published


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(postman, "_WAITS", (0.01, 0.01))
    return tmp_path


def recipients(folder: Path, rows: Iterable[str], head: str = "address,language") -> str:
    file = folder / "recipients.csv"
    file.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    return str(file)


def mail(repository: Repository, folder: Path, office: Office, *more: str) -> Outcome:
    file, journal = str(folder / "recipients.csv"), str(folder / "journal.sqlite3")
    named = ("--recipients", file, "--journal", journal)
    return run(
        repository,
        *("notice", "mail", VERSION, *named, *more),
        GAZETTE_SMTP_URL=office.url,
        GAZETTE_AS_OF=DAY,
    )


def status(repository: Repository, folder: Path) -> Outcome:
    journal = ("--journal", str(folder / "journal.sqlite3"))
    return run(repository, "notice", "status", VERSION, *journal, GAZETTE_AS_OF=DAY)


THREE = ["kim@example.com,de", "lee@example.com,ja", "max@example.com,en"]


# --- What a letter is -----------------------------------------------------------------------


def test_everybody_is_told_once_in_their_language(
    repository: Repository, folder: Path, office: Office
) -> None:
    recipients(folder, THREE)
    done = mail(repository, folder, office)
    assert (done.code, done.output) == (0, "Sent 3 of 3 e-mails.\n")
    assert office.addresses == ["kim@example.com", "lee@example.com", "max@example.com"]
    subjects = [office.read(at)["Subject"] for at in range(3)]
    assert subjects == [
        "Datenschutz: Änderungen zum 1. Juli 2026",
        "Privacy：2026年7月1日からの変更の予告",
        "Privacy: changes effective July 1, 2026",
    ]


def test_a_letter_says_what_changes_from_when_and_what_to_do(
    repository: Repository, folder: Path, office: Office
) -> None:
    recipients(folder, THREE[2:])
    mail(repository, folder, office)
    letter = office.read()
    assert letter["From"] == "Example Legal <legal@example.com>"
    assert (letter["To"], letter["Reply-To"]) == ("max@example.com", "help@example.com")
    assert (letter["Auto-Submitted"], letter["Content-Language"]) == ("auto-generated", "en")
    assert letter["Message-ID"].endswith("@example.com>")
    for part in (letter.get_body(("plain",)), letter.get_body(("html",))):
        assert part is not None
        text = part.get_content()
        assert "takes effect on July 1, 2026 and does not apply before" in text
        assert "Please read the changes." in text
        assert "https://example.com/legal/en/privacy/v/3.0/changes/" in text
        assert "https://example.com/legal/en/privacy/" in text
    html = letter.get_body(("html",))
    assert html is not None
    assert "Summary of 3.0 &amp; more." in html.get_content()
    for traced in ("<img", "<script", "src=", "url("):
        assert traced not in html.get_content()


def test_the_attached_file_is_the_whole_redline_and_needs_nothing_else(
    repository: Repository, folder: Path, office: Office
) -> None:
    recipients(folder, THREE[:1])
    mail(repository, folder, office)
    (attached,) = office.read().iter_attachments()
    assert attached.get_filename() == "privacy-3.0.de.html"
    assert attached.get_content_type() == "text/html"
    text = attached.get_content()
    assert '<html lang="de"' in text
    assert "Wir speichern Daten 14 Tage lang" in text
    assert "<del" in text
    assert 'href="https://example.com/legal/de/terms/#fees"' in text
    for outside in ("<script", "<img", "@import", "url(", "<link"):
        assert outside not in text


def test_a_language_that_the_site_lacks_gets_the_source(
    repository: Repository, folder: Path, office: Office
) -> None:
    recipients(folder, ["a@example.com,pt", "b@example.com,de-AT", "c@example.com,DE_ch"])
    done = mail(repository, folder, office)
    assert "1 recipients have a language the site does not offer" in done.output
    assert [office.read(at)["Content-Language"] for at in range(3)] == ["en", "de", "de"]


def test_an_address_twice_gets_one_letter(
    repository: Repository, folder: Path, office: Office
) -> None:
    recipients(folder, ["a@example.com,de", "b@example.com,de", "A@Example.com,en"])
    done = mail(repository, folder, office)
    assert (done.code, office.addresses) == (0, ["a@example.com", "b@example.com"])
    assert done.output == "Sent 2 of 3 e-mails; 1 addresses appear twice.\n"


def test_fields_go_into_the_greeting(tmp_path: Path, folder: Path, office: Office) -> None:
    made = publish(tmp_path / "repository")
    made.write("mkdocs.yml", (made.root / "mkdocs.yml").read_text() + GREETING)
    made.commit("2026-05-02")
    recipients(folder, ["a@example.com,en,Ada <b>", "b@example.com,en,"], "email,lang,name")
    done = mail(made, folder, office)
    assert done.code == 1
    assert ":3: error: The e-mail template uses name, which is empty in this line." in done.errors
    mail(made, folder, office, "--skip-bad")
    (letter,) = (office.read(at) for at in range(len(office.letters)))
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().splitlines()[0] == "Dear Ada <b>,"
    assert "Bye, Ada &lt;b&gt;" in html.get_content()


def test_a_field_without_a_column_is_told(tmp_path: Path, folder: Path, office: Office) -> None:
    made = publish(tmp_path / "repository")
    made.write("mkdocs.yml", (made.root / "mkdocs.yml").read_text() + GREETING)
    made.commit("2026-05-02")
    recipients(folder, THREE)
    done = mail(made, folder, office)
    assert "The e-mail template uses {name}, but the file has no such column." in done.errors
    assert office.letters == []


# --- Recipients that are none ----------------------------------------------------------------

BAD = [
    ("nobody", '"nobody" is not an e-mail address.'),
    ("@example.com", "is not an e-mail address."),
    ("a b@example.com", "is not an e-mail address."),
    ("a@-example..com", "is not an e-mail address."),
    ("ｋｉｍ@example.com", 'looks like "kim@example.com", and is another address.'),
    ("kim@stra..ße.example", "is not an e-mail address."),
    ("k\u200bim@example.com", "is not an e-mail address."),
    ("a@example.com>", "is not an e-mail address."),
    ('"a@example.com\nBcc: b@example.com"', "has a line end or another control character."),
    (f"{'a' * 65}@example.com", "is not an e-mail address."),
    ("a@example.com,de,more", "The line has 4 columns, and the first line 2."),
    ("", "There is no e-mail address."),
]


@pytest.mark.parametrize(("address", "words"), BAD)
def test_a_bad_line_is_told_and_nothing_is_sent(
    repository: Repository, folder: Path, office: Office, address: str, words: str
) -> None:
    file = recipients(folder, ["a@example.com,de", f"{address},de", "b@example.com,de"])
    done = mail(repository, folder, office)
    assert (done.code, office.letters) == (1, [])
    assert done.lines[0].startswith(f"{file}:3: error: ")
    assert words in done.lines[0]
    assert "1 of 3 lines have no valid recipient; nothing was sent." in done.lines[-1]
    assert mail(repository, folder, office, "--skip-bad").code == 0
    assert office.addresses == ["a@example.com", "b@example.com"]


def test_addresses_beyond_ascii_reach_their_own_domain_and_mailbox(
    repository: Repository, folder: Path, office: Office
) -> None:
    recipients(folder, [f"{each},de" for each in ("kim@straße.example", "kim@strasse.example")])
    assert mail(repository, folder, office).code == 0
    assert office.addresses == ["kim@xn--strae-oqa.example", "kim@strasse.example"]
    recipients(folder, ["jo\u0308rg@müller.example,de", "ada@example.com,de"])
    assert mail(repository, folder, office).code == 0
    assert office.addresses[2:] == ["j\xf6rg@xn--mller-kva.example", "ada@example.com"]
    assert b"\r\n" + "To: jörg@xn--mller-kva.example".encode() in b"\r\n" + office.letters[2][1]


def test_without_smtputf8_that_recipient_is_refused_and_all_others_are_told(
    repository: Repository, folder: Path
) -> None:
    recipients(folder, ["jörg@example.com,de", "ada@müller.example,de"])
    with opened(enable_SMTPUTF8=False) as office:
        done = mail(repository, folder, office)
        assert office.addresses == ["ada@xn--mller-kva.example"]
    assert done.code == 1
    told = status(repository, folder).errors
    assert "the server sends to addresses in ASCII only (no SMTPUTF8)" in told
    assert "jörg" not in told
    with opened() as office:
        assert mail(repository, folder, office, "--retry").code == 0
        assert office.addresses == ["jörg@example.com"]


def test_a_sender_beyond_ascii_is_named_in_ascii(
    tmp_path: Path, folder: Path, office: Office
) -> None:
    made = publish(tmp_path / "repository")
    text = (made.root / "mkdocs.yml").read_text() + MAIL
    made.write("mkdocs.yml", re.sub(r"[\w.]+@[\w.]+", "recht@müller.example", text))
    made.commit("2026-05-02")
    recipients(folder, THREE)
    assert mail(made, folder, office).code == 0
    assert office.read()["From"].addresses[0].addr_spec == "recht@xn--mller-kva.example"
    assert office.read()["Reply-To"].addresses[0].addr_spec == "recht@xn--mller-kva.example"
    made.write("mkdocs.yml", re.sub(r"[\w.]+@[\w.]+", "jörg@example.com", text))
    done = run(made, "check")
    assert "has characters beyond ASCII before the @" in done.output


FILES = {
    "empty": (b"", "The first line must name the columns address and language."),
    "head alone": (b"address,language\n", "The file has no recipient."),
    "another head": (b"name,lang\nKim,de\n", "The first line must name the columns"),
    "one column twice": (b"email,address,lang\na,b,de\n", 'Two columns are called "address".'),
    "not UTF-8": (b"address,language\n\xff@example.com,de\n", "The file is not UTF-8 text."),
    "a quote that never ends": (
        b'address,language\n"a@example.com,de\n',
        "The file is not CSV from this line on",
    ),
}


@pytest.mark.parametrize(("content", "words"), FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_used(
    repository: Repository, folder: Path, office: Office, content: bytes, words: str
) -> None:
    (folder / "recipients.csv").write_bytes(content)
    done = mail(repository, folder, office)
    assert (done.code, office.letters) == (1, [])
    assert words in done.errors
    assert "Traceback" not in done.errors


def test_spreadsheets_write_semicolons_tabs_and_a_mark_of_order(
    repository: Repository, folder: Path, office: Office
) -> None:
    for mark in ";\t":
        text = f"\ufeffLanguage{mark}E-Mail\r\nko{mark}kim{len(office.letters)}@例え.jp\r\n\r\n"
        (folder / "recipients.csv").write_text(text, "utf-8", newline="")
        assert mail(repository, folder, office).code == 0
    assert office.addresses == ["kim0@xn--r8jz45g.jp", "kim1@xn--r8jz45g.jp"]


# --- Once and no more ------------------------------------------------------------------------


def test_a_second_run_tells_only_who_is_new(
    repository: Repository, folder: Path, office: Office
) -> None:
    recipients(folder, THREE[:2])
    mail(repository, folder, office)
    recipients(folder, THREE[::-1])
    done = mail(repository, folder, office)
    assert done.output == "Sent 1 of 3 e-mails; 2 were already sent.\n"
    assert sorted(office.addresses) == sorted(row.split(",")[0] for row in THREE)


def test_a_dry_run_sends_nothing_and_keeps_nothing(
    repository: Repository, folder: Path, office: Office
) -> None:
    recipients(folder, [*THREE, "kim@example.com,de", "new@example.com,xx"])
    done = mail(repository, folder, office, "--dry-run")
    assert (done.code, office.letters) == (0, [])
    assert "5 recipients, 1 of them repeated. Nothing was sent." in done.output
    assert "de        2\n" in done.output
    assert not (folder / "journal.sqlite3").exists()


def test_a_preview_is_the_letter_itself(
    repository: Repository, folder: Path, office: Office
) -> None:
    recipients(folder, THREE)
    done = mail(repository, folder, office, "--preview", str(folder / "letters"))
    assert (done.code, office.letters) == (0, [])
    files = sorted((folder / "letters").iterdir())
    assert [file.name for file in files] == [f"privacy-3.0.{x}.eml" for x in ("de", "en", "ja")]
    letter = message_from_bytes(files[0].read_bytes(), policy=default)
    assert letter["To"] == "kim@example.com"
    assert [part.get_content_type() for part in letter.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/html",
    ]


def test_who_is_refused_is_listed_and_tried_again_only_when_asked(
    repository: Repository, folder: Path, office: Office
) -> None:
    recipients(folder, THREE)
    office.recipient = lambda to: "550 no such user <lee@example.com>" if "lee" in to else None
    done = mail(repository, folder, office)
    assert (done.code, done.output) == (1, "Sent 2 of 3 e-mails; 1 were refused.\n")
    listed = status(repository, folder)
    assert f"{ID}: line 3 failed: 550 no such user <the recipient>" in listed.errors
    assert "lee@" not in listed.errors + listed.output
    assert mail(repository, folder, office).code == 1
    assert len(office.letters) == 2
    office.recipient = lambda _to: None
    assert mail(repository, folder, office).code == 1
    done = mail(repository, folder, office, "--retry")
    assert (done.code, done.output) == (0, "Sent 1 of 3 e-mails; 2 were already sent.\n")


def test_who_is_put_off_is_told_by_the_next_run(
    repository: Repository, folder: Path, office: Office
) -> None:
    recipients(folder, THREE)
    office.recipient = lambda to: "450 come back later" if "kim" in to else None
    done = mail(repository, folder, office)
    assert (done.code, done.output) == (1, "Sent 2 of 3 e-mails; 1 were deferred by the server.\n")
    assert f"{ID}: line 2 deferred: 450 come back later" in status(repository, folder).errors
    office.recipient = lambda _to: None
    assert mail(repository, folder, office).code == 0
    assert office.addresses[-1] == "kim@example.com"


@pytest.mark.parametrize(("answer", "state"), [("554 spam", "refused"), ("452 full", "deferred")])
def test_a_message_can_be_refused_as_a_whole(
    repository: Repository, folder: Path, office: Office, answer: str, state: str
) -> None:
    recipients(folder, THREE)
    office.data = lambda to: answer if "kim" in to else None
    assert state in mail(repository, folder, office).output
    assert len(office.letters) == 2


def test_a_server_that_refuses_everything_stops_the_run(
    repository: Repository, folder: Path, office: Office
) -> None:
    recipients(folder, [f"r{n}@example.com,en" for n in range(50)])
    office.data = lambda _to: "554 we know you"
    done = mail(repository, folder, office)
    assert "rejected 20 messages in a row. It said: 554 we know you." in done.errors
    counts = status(repository, folder).output
    assert "failed" in counts
    assert "queued" in counts
    office.data = lambda _to: None
    assert mail(repository, folder, office, "--retry").code == 0
    assert len(set(office.addresses)) == len(office.letters) == 50


def test_a_lost_connection_repeats_the_message_in_flight_under_its_id(
    repository: Repository, folder: Path, office: Office
) -> None:
    recipients(folder, THREE)
    office.drop_after = 2
    done = mail(repository, folder, office)
    assert (done.code, done.output) == (0, "Sent 3 of 3 e-mails.\n")
    assert office.addresses == [row.split(",")[0] for row in (*THREE[:2], *THREE[1:])]
    assert office.read(1)["Message-ID"] == office.read(2)["Message-ID"]
    assert len({office.read(at)["Message-ID"] for at in range(4)}) == 3


def test_a_server_that_stalls(repository: Repository, folder: Path, office: Office) -> None:
    recipients(folder, THREE)
    office.stall = 5
    begun = time.monotonic()
    done = mail(repository, folder, office)
    assert time.monotonic() - begun < 10
    assert (done.code, done.output) == (1, "")
    assert "does not answer" in done.errors
    office.stall = 0
    office.letters.clear()
    assert mail(repository, folder, office).code == 0
    assert len(office.letters) == 3


def test_no_server(repository: Repository, folder: Path, office: Office) -> None:
    recipients(folder, THREE)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        office.port = free.getsockname()[1]
    done = mail(repository, folder, office)
    assert done.code == 1
    assert "does not answer: [Errno 111] Connection refused." in done.errors
    assert "run the same command again; nobody is told twice." in done.errors


URLS = [
    "",
    "mail.example.com",
    "ftp://mail.example.com",
    "smtp://",
    "smtp://x:port",
    "smtp://h?timeout=0",
]


@pytest.mark.parametrize("url", URLS)
def test_no_address_of_a_server(repository: Repository, folder: Path, url: str) -> None:
    recipients(folder, THREE)
    done = run(
        repository,
        *("notice", "mail", VERSION, "--recipients", str(folder / "recipients.csv")),
        *("--journal", str(folder / "journal.sqlite3")),
        GAZETTE_SMTP_URL=url,
        GAZETTE_AS_OF=DAY,
    )
    assert done.code == 1
    assert "Set GAZETTE_SMTP_URL to an address such as smtp://user:password@" in done.errors


def test_a_password_never_shows() -> None:
    found = servers.server("smtps://legal%40example.com:p%40ss@mail.example.com")
    assert (found.host, found.port, found.user) == ("mail.example.com", 465, "legal@example.com")
    assert found.password == "p@ss"  # noqa: S105  # nobody's
    assert "p@ss" not in repr(found)
    assert found.is_tls
    assert not found.is_here
    assert servers.server("smtp://[::1]:25").is_here


def test_away_from_this_machine_letters_go_over_tls_alone(
    repository: Repository, folder: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipients(folder, THREE)
    monkeypatch.setattr(servers.Server, "is_here", property(lambda _server: False))
    done = mail(repository, folder, office)
    assert (done.code, office.letters) == (1, [])
    assert "The mail server cannot do that: STARTTLS extension not supported" in done.errors


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, str]:
    """Who vouches for certificates, and a file that makes a program trust it."""
    made = trustme.CA()
    file = tmp_path_factory.mktemp("authority") / "ca.pem"
    made.cert_pem.write_to_path(file)
    return made, str(file)


def certified(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*names).configure_cert(context)
    return context


@pytest.mark.parametrize("from_the_start", [True, False])
def test_letters_go_over_tls_after_a_login(
    repository: Repository,
    folder: Path,
    authority: tuple[trustme.CA, str],
    monkeypatch: pytest.MonkeyPatch,
    from_the_start: bool,  # noqa: FBT001  # pytest gives it by name
) -> None:
    recipients(folder, THREE)
    monkeypatch.setenv("SSL_CERT_FILE", authority[1])
    tls = certified(authority[0], "127.0.0.1")
    with sealed(tls, from_the_start=from_the_start) as office:
        done = mail(repository, folder, office)
        assert done.code == 0, done.errors
        assert len(office.letters) == 3
        office.login = "legal:wrong@"
        recipients(folder, ["new@example.com,en"])
        done = mail(repository, folder, office)
    assert (done.code, len(office.letters)) == (1, 3)
    assert "The mail server did not accept user and password (535)." in done.errors
    assert "wrong" not in done.errors


@pytest.mark.parametrize("from_the_start", [True, False])
@pytest.mark.parametrize(
    ("is_trusted", "name", "why"),
    [(False, "127.0.0.1", "certificate"), (True, "mail.example.com", "IP address mismatch")],
)
def test_a_server_that_cannot_prove_who_it_is_gets_nothing(
    repository: Repository,
    folder: Path,
    authority: tuple[trustme.CA, str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    from_the_start: bool,
    is_trusted: bool,
    name: str,
    why: str,
) -> None:
    recipients(folder, THREE)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", authority[1])
    with sealed(certified(authority[0], name), from_the_start=from_the_start) as office:
        done = mail(repository, folder, office)
    assert (done.code, office.letters) == (1, [])
    assert "The mail server 127.0.0.1 has no valid certificate: " in done.errors
    assert why in done.errors


# --- What there is to announce -----------------------------------------------------------------

NOTHING = [
    ("privacy@1.0", "Version 1.0 of privacy is superseded: there is nothing to announce.", 1),
    ("privacy@9", 'privacy has no version "9".', 1),
    ("rules@1", 'There is no policy "rules".', 1),
    ("privacy", '"privacy" does not name a version.', 2),
]


@pytest.mark.parametrize(("version", "words", "code"), NOTHING)
def test_what_cannot_be_announced(
    repository: Repository, folder: Path, version: str, words: str, code: int
) -> None:
    done = run(
        repository,
        *("notice", "mail", version, "--recipients", recipients(folder, THREE)),
        GAZETTE_AS_OF=DAY,
    )
    assert (done.code, words in done.errors) == (code, True)


def test_a_site_without_sender(tmp_path: Path, folder: Path, office: Office) -> None:
    made = publish(tmp_path / "repository")
    recipients(folder, THREE)
    done = mail(made, folder, office)
    assert "The configuration does not say who sends the e-mails." in done.errors


def test_letters_that_come_late_say_so(
    repository: Repository, folder: Path, office: Office
) -> None:
    recipients(folder, THREE)
    assert "29 full days are left until 2026-07-01 in UTC, and 30 were promised" in (
        mail(repository, folder, office).errors
    )


# --- Whatever happens ------------------------------------------------------------------------


def test_two_runs_at_once_are_one_too_many(
    repository: Repository, folder: Path, office: Office
) -> None:
    recipients(folder, THREE)
    begun, go = threading.Event(), threading.Event()

    def hold(_count: int) -> None:
        begun.set()
        go.wait(10)

    office.taken = hold
    named = ["--recipients", str(folder / "recipients.csv")]
    named += ["--journal", str(folder / "journal.sqlite3")]
    first = subprocess.Popen(
        [sys.executable, "-m", "gazette", "notice", "mail", VERSION, *named],
        cwd=repository.root,
        env=variables(GAZETTE_SMTP_URL=office.url + "0", GAZETTE_AS_OF=DAY),
    )
    assert begun.wait(20)
    second = mail(repository, folder, office)
    go.set()
    assert first.wait(20) == 0
    assert second.code == 1
    assert "Another run is sending with the journal" in second.errors
    assert len(office.letters) == 3


def test_a_journal_that_cannot_be_written(
    repository: Repository, folder: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipients(folder, [f"r{n}@example.com,en" for n in range(400)])
    # SQLite's own limit stands for a disk without room: the error is the same.
    real = sqlite3.connect

    def small(name: str, **options: object) -> sqlite3.Connection:
        made = real(name, **options)  # type: ignore[call-overload]
        made.execute("PRAGMA max_page_count = 12")
        return made  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", small)
    done = mail(repository, folder, office)
    assert (done.code, office.letters) == (1, [])
    assert (
        "cannot be read or written: database or disk is full. Nothing more was sent." in done.errors
    )
    monkeypatch.undo()
    assert mail(repository, folder, office).code == 0
    assert len(office.letters) == 400


def test_a_journal_that_is_none(repository: Repository, folder: Path, office: Office) -> None:
    recipients(folder, THREE)
    (folder / "journal.sqlite3").write_text("This is no database, and it is long enough. " * 40)
    done = mail(repository, folder, office)
    assert (done.code, office.letters) == (1, [])
    assert "cannot be read or written: file is not a database." in done.errors


KILLS = 4 if not LONG else 600
RECIPIENTS = 120 if not LONG else 5000


def test_however_often_it_is_killed_nobody_is_lost(
    repository: Repository, folder: Path, office: Office
) -> None:
    """Killed at random while it sends; between two kills at most one letter repeats, the same."""
    recipients(folder, (f"r{n}@example.com,{['en', 'de', 'ja'][n % 3]}" for n in range(RECIPIENTS)))
    chance = random.Random(os.environ.get("GAZETTE_SEED") or random.randrange(10**6))  # noqa: S311
    worker = subprocess.Popen(
        [sys.executable, str(Path(__file__).parents[1] / "forking.py")],
        cwd=repository.root,
        env=variables(GAZETTE_SMTP_URL=office.url, GAZETTE_AS_OF=DAY, PYTHONPATH="generator"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdin
    assert worker.stdout
    arguments = ["notice", "mail", VERSION, "--recipients", str(folder / "recipients.csv")]
    arguments += ["--journal", str(folder / "journal.sqlite3")]
    kills, at_kill = 0, 0
    while True:
        # At most half of a kill's share: letters on their way arrive after the kill as well, and
        # all kills must find somebody still to write to.
        target = len(office.letters) + chance.randint(1, RECIPIENTS // KILLS // 2)
        reached, awake = threading.Event(), threading.Event()
        if kills == KILLS:
            awake.set()

        def taken(
            count: int,
            target: int = target,
            reached: threading.Event = reached,
            awake: threading.Event = awake,
        ) -> None:
            if count == target:
                reached.set()
                awake.wait(20)  # however slow the machine is, all is not sent before the kill

        office.taken = taken
        worker.stdin.write(json.dumps(arguments) + "\n")
        worker.stdin.flush()
        child = int(worker.stdout.readline())
        if kills < KILLS and reached.wait(20):
            awake.set()
            time.sleep(chance.random() * 0.004)  # before or after the answer, or in the next one
            at_kill += len(office.letters)
            os.kill(child, signal.SIGKILL)
        kills += (code := int(worker.stdout.readline())) == -signal.SIGKILL
        if code == 0:
            break
    worker.stdin.close()
    worker.wait(10)
    assert kills >= KILLS, kills
    got: dict[str, set[str]] = {}
    for at, to in enumerate(office.addresses):
        got.setdefault(to, set()).add(office.read(at)["Message-ID"])
    assert sorted(got) == sorted(f"r{n}@example.com" for n in range(RECIPIENTS))  # nobody is lost
    assert all(len(ids) == 1 for ids in got.values())  # what repeats is the same message
    repeated = len(office.letters) - RECIPIENTS
    print(f"{RECIPIENTS} recipients, {kills} kills, 0 lost, {repeated} repeated")  # noqa: T201
    assert repeated <= kills
