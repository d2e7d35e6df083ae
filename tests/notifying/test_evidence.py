"""What can be shown afterwards, and what would go out: the record, the status and the preview."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from postoffice import Office, office
from published import publish
from small import Parsed, run

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repository
    from small import Outcome

__all__ = ["office"]  # the fixture
DAY = "2026-06-01"
ADDRESSES = ["kim@example.com", "lee@example.com", "max@example.com"]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = publish(tmp_path_factory.mktemp("evidence") / "repository")
    config = (made.root / "mkdocs.yml").read_text()
    made.write("mkdocs.yml", f"{config}    mail: {{sender: legal@example.com}}\n")
    made.commit("2026-05-02")
    assert run(made, "build", "--as-of", DAY).code == 0
    return made


def told(repository: Repository, folder: Path, office: Office, *, refused: str = "") -> None:
    """Announce the version to three people."""
    languages = ("en", "de", "de")
    rows = [f"{to},{lang}" for to, lang in zip(ADDRESSES, languages, strict=True)]
    (folder / "people.csv").write_text("\n".join(["address,language", *rows]))
    office.recipient = lambda to: f"550 5.1.1 <{to}>: no such user" if to == refused else None
    run(
        repository,
        *("notice", "mail", "privacy@3.0", "--recipients", str(folder / "people.csv")),
        *("--journal", str(folder / "journal.sqlite3")),
        GAZETTE_SMTP_URL=office.url,
        GAZETTE_AS_OF=DAY,
    )


def report(repository: Repository, folder: Path, *more: str) -> tuple[Outcome, Any, str]:
    """The outcome of the command, and the two files it wrote."""
    output = folder / "report"
    done = run(
        repository,
        *("notice", "report", "privacy@3.0", "--as-of", DAY, "--output", str(output), *more),
    )
    files = {file.suffix: file.read_text() for file in output.glob("privacy-3.0.*")}
    return done, json.loads(files.get(".json", "null")), files.get(".html", "")


def test_the_record_says_what_was_announced_when_and_to_how_many(
    repository: Repository, tmp_path: Path, office: Office
) -> None:
    told(repository, tmp_path, office, refused="lee@example.com")
    done, data, html = report(repository, tmp_path, "--journal", str(tmp_path / "journal.sqlite3"))
    assert done.code == 0
    notice = data["notice"]
    assert (notice["days"], notice["required_days"], notice["kept"]) == (60, 30, True)
    assert notice["events"][0]["commit"] == repository.git("rev-parse", "HEAD^")
    (announcement,) = data["announcements"]
    assert announcement["id"] == "privacy@3.0/2026-07-01"
    found = [(c["language"], c["state"], c["number"]) for c in announcement["counts"]]
    assert found == [("de", "failed", 1), ("de", "sent", 1), ("en", "sent", 1)]
    assert all(count["first"] <= count["last"] for count in announcement["counts"])
    assert "2026-05-01 12:00:00 UTC</time>; 30 required. Requirement met." in html
    assert "<td>de</td><td>sent</td><td>1</td>" in html


def test_no_address_stands_in_it_nor_in_the_journal(
    repository: Repository, tmp_path: Path, office: Office
) -> None:
    told(repository, tmp_path, office, refused="lee@example.com")
    journal = tmp_path / "journal.sqlite3"
    _, data, html = report(repository, tmp_path, "--journal", str(journal))
    listed = run(repository, "notice", "status", "--journal", str(journal))
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("journal.sqlite3*"))
    for address in ADDRESSES:
        for text in (json.dumps(data), html, listed.output + listed.errors):
            assert address not in text
        assert address.encode() not in kept
        plain = hashlib.sha256(address.encode()).hexdigest()[:32].encode()
        assert plain not in kept  # nobody can look for an address without the key


def test_its_digests_can_be_checked(repository: Repository, tmp_path: Path, office: Office) -> None:
    told(repository, tmp_path, office)
    _, data, html = report(repository, tmp_path, "--journal", str(tmp_path / "journal.sqlite3"))
    site = repository.root / "site"
    for lang in ("en", "de", "ja"):
        text = data["texts"][lang]
        file = site / text["address"].removeprefix("https://example.com/legal/")
        assert text["published"] == f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"
        sent = [each["digest"] for each in text["sent"]]
        assert sent == ([text["digest"]] if lang != "ja" else [])
        assert text["digest"] in html
    versions = json.loads((site / "api/v1/privacy/versions.json").read_text())["versions"]
    assert data["digest"] == versions[-1]["digest"]


def test_the_journal_s_digest_changes_with_what_it_holds(
    repository: Repository, tmp_path: Path, office: Office
) -> None:
    journal = ("--journal", str(tmp_path / "journal.sqlite3"))
    told(repository, tmp_path, office, refused="lee@example.com")
    before = report(repository, tmp_path, *journal)[1]["announcements"][0]["journal"]
    assert report(repository, tmp_path, *journal)[1]["announcements"][0]["journal"] == before
    (tmp_path / "people.csv").write_text("address,language\nnew@example.com,en\n")
    run(
        repository,
        *("notice", "mail", "privacy@3.0", "--recipients", str(tmp_path / "people.csv"), *journal),
        GAZETTE_SMTP_URL=office.url,
        GAZETTE_AS_OF=DAY,
    )
    assert report(repository, tmp_path, *journal)[1]["announcements"][0]["journal"] != before


def test_without_a_journal_it_says_so(repository: Repository, tmp_path: Path) -> None:
    done, data, html = report(repository, tmp_path)
    assert (done.code, data["announcements"]) == (0, [])
    assert "No messages about this version are recorded." in html
    done, _, _ = report(repository, tmp_path, "--journal", str(tmp_path / "none"))
    assert done.code == 1
    assert "There is no journal" in done.errors


def test_the_record_needs_nothing_else(repository: Repository, tmp_path: Path) -> None:
    report(repository, tmp_path)
    page = Parsed(tmp_path / "report/privacy-3.0.html")
    assert not page.scripts.count("function")
    assert [tag for tag, _ in page.elements if tag in {"script", "link", "img", "iframe"}] == []


def test_the_status_counts_by_state_and_language(
    repository: Repository, tmp_path: Path, office: Office
) -> None:
    told(repository, tmp_path, office, refused="lee@example.com")
    done = run(repository, "notice", "status", "--journal", str(tmp_path / "journal.sqlite3"))
    rows = [line.split()[:5] for line in done.output.splitlines()]
    assert rows[1:] == [
        ["privacy@3.0/2026-07-01", "mail", "de", "failed", "1"],
        ["privacy@3.0/2026-07-01", "mail", "de", "sent", "1"],
        ["privacy@3.0/2026-07-01", "mail", "en", "sent", "1"],
    ]
    assert "line 3 failed: 550 5.1.1 <the recipient>: no such user" in done.errors


def test_the_preview_shows_what_would_go_out(repository: Repository, tmp_path: Path) -> None:
    named = ("notice", "preview", "privacy@3.0", "--as-of", DAY)
    text = run(repository, *named).output
    for words in ("=== Deutsch ===", "Datenschutz: Änderungen zum 1. Juli 2026", '"specversion"'):
        assert words in text
    one = run(repository, *named, "--lang", "ja").output
    assert "specversion" not in one
    assert re.findall("=== (.*) ===", one) == ["日本語"]
    page = tmp_path / "preview.html"
    assert run(repository, *named, "--html", str(page)).code == 0
    found = Parsed(page)
    frames = [attributes for tag, attributes in found.elements if tag == "iframe"]
    assert len(frames) == 6
    assert all(attributes["sandbox"] == "" for attributes in frames)
    assert "Not translated, and shown in the source language: Deutsch, 日本語." in found.words
    wrong = run(repository, *named, "--lang", "xx")
    assert (wrong.code, 'The site has no language "xx"' in wrong.errors) == (2, True)


def test_a_withdrawn_version_is_told_as_such(tmp_path: Path) -> None:
    made = publish(tmp_path / "repository")
    head = made.root / "content/privacy/index.md"
    head.write_text(head.read_text().replace("change:", "withdrawn: true\nchange:"))
    made.commit("2026-05-20")
    text = run(made, "notice", "preview", "privacy@3.0", "--as-of", DAY, "--lang", "en").output
    assert "Privacy: version 3.0 was withdrawn\n" in text
    words = (
        "Version 3.0 of “Privacy”, announced for July 1, 2026, was withdrawn and does not apply."
    )
    assert words in text
    assert "WHAT CHANGES" not in text
    assert "WHAT YOU CAN DO" not in text


def test_the_first_version_is_told_without_changes(tmp_path: Path) -> None:
    made = publish(tmp_path / "repository")
    text = run(made, "notice", "preview", "terms@1.0", "--as-of", DAY, "--lang", "en").output
    assert "Terms: version 1.0 has been in force since January 1, 2025." in text
    assert "/changes/" not in text


def test_without_an_address_of_the_site_there_is_nothing_to_link_to(tmp_path: Path) -> None:
    made = publish(tmp_path / "repository")
    config = (made.root / "mkdocs.yml").read_text()
    made.write("mkdocs.yml", config.replace("site_url: https://example.com/legal/\n", ""))
    made.commit("2026-05-02")
    done = run(made, "notice", "preview", "privacy@3.0", "--as-of", DAY)
    assert done.code == 1
    assert "Without the site's address, a notice cannot say where to read the texts." in done.errors
