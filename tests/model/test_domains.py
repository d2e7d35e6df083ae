"""Names beyond ASCII: one domain is never taken for another, and no site shows two forms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.model.domains import (
    Mailbox,
    ascii_domain,
    ascii_host,
    ascii_mailbox,
    known_in_ascii,
)
from small import CONFIG, make, run

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {
    "example.com": "example.com",
    "EXAMPLE.com": "example.com",
    "stra\u00dfe.example": "xn--strae-oqa.example",
    "STRASSE.example": "strasse.example",
    "\u03b2\u03cc\u03bb\u03bf\u03c2.example": "xn--nxasmm1c.example",
    "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.example": "xn--mgba3gch31f060k.example",
    "\uff45xample\u3002com": "example.com",
    "my_host.b\u00fccher.example": "my_host.xn--bcher-kva.example",
    "bu\u0308cher.example": "xn--bcher-kva.example",
}


@pytest.mark.parametrize(("name", "found"), NAMES.items())
def test_a_domain_in_ascii(name: str, found: str) -> None:
    assert ascii_domain(name) == found == ascii_domain(found)


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "a..b", "-a.example", "a-.example", "xn--a", "a b", "\u2603.example", "a" * 64),
        *(".".join(["a" * 60] * 5), "a\u200db.example", "\ud800.example", "a/b"),
        "\u0301a.example",
    ],
)
def test_what_is_no_domain_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        ascii_domain(name)


@given(st.text())
def test_whatever_comes_it_is_a_name_or_refused(text: str) -> None:
    for make_ in (ascii_domain, ascii_mailbox):
        try:
            found = make_(text)
        except ValueError:
            continue
        assert found.isprintable()
    assert known_in_ascii(f"tag:{text},2025-01-01:a").endswith("2025-01-01:a")


def test_addresses_of_sites_keep_all_but_their_host() -> None:
    assert ascii_host("https://b\u00fccher.example:8443/b\u00fccher/") == (
        "https://xn--bcher-kva.example:8443/b\u00fccher/"
    )
    assert ascii_host("http://u:p@stra\u00dfe.example/") == "http://u:p@xn--strae-oqa.example/"
    for url in (
        "",
        "/legal/",
        "http://[::1]/",
        "https://example.com/\u00fc/",
        "http://127.0.0.1:8/",
    ):
        assert ascii_host(url) == url
    assert known_in_ascii("https://\u2603.example/") == "https://\u2603.example/"


def test_mailboxes() -> None:
    assert ascii_mailbox("Recht <recht@m\u00fcller.example>") == (
        "Recht <recht@xn--mller-kva.example>"
    )
    assert ascii_mailbox("legal@example.com") == "legal@example.com"
    assert Mailbox.of("jo\u0308rg@example.com") == Mailbox("j\u00f6rg", "example.com")
    assert Mailbox.of("\uff41@example.com").twin == "a@example.com"
    assert Mailbox.of("j\u00f6rg@example.com").twin == ""
    for text in ("j\u00f6rg@example.com", "a\nb@example.com", "nobody", "a@b@", "<>"):
        with pytest.raises(ValueError, match=r"."):
            ascii_mailbox(text)


def test_a_site_has_its_host_in_ascii_everywhere(tmp_path: Path) -> None:
    repository = make(tmp_path)
    beyond = CONFIG.replace("example.com", "b\u00fccher.example")
    repository.commit("2026-05-20", {"mkdocs.yml": beyond})
    done = run(repository, "build", "--as-of", "2026-06-01")
    assert done.code == 0, done
    site, host = repository.root / "site", "xn--bcher-kva.example"
    assert f"<id>tag:{host},2025-" in (site / "en/terms/feed.xml").read_text()
    assert f"@{host}" in (site / "en/terms/notices.ics").read_text().replace("\r\n ", "")
    assert f"<loc>https://{host}/" in (site / "sitemap.xml").read_text()
    assert f'rel="canonical" href="https://{host}/' in (site / "en/terms/index.html").read_text()
    shown = [file for file in site.rglob("*") if file.suffix in {".html", ".json", ".xml", ".ics"}]
    assert not [file for file in shown if "b\u00fccher" in file.read_text()]
    # What an older Gazette published in the other form is the same site.
    for file in shown:
        file.write_text(file.read_text().replace(host, "b\u00fccher.example"))
    assert run(repository, "check", "--published", "site", "--as-of", "2026-06-01").code == 0
    assert json.loads((site / "api/v1/index.json").read_text())["$schema"].startswith("https://b")


def test_a_site_whose_host_cannot_be_is_refused(tmp_path: Path) -> None:
    repository = make(tmp_path)
    repository.write("mkdocs.yml", CONFIG.replace("example.com", "\u2603.example"))
    done = run(repository, "check")
    assert done.code == 1
    assert done.output.startswith("mkdocs.yml:2: error: ")


def test_a_file_name_that_is_not_text_is_told(tmp_path: Path) -> None:
    repository = make(tmp_path)
    (repository.root / "content/\udce4.md").write_text("# Page\n")
    for command in ("check", "build"):
        done = run(repository, command, "--as-of", "2026-06-01")
        assert done.code == 1
        assert "\\udce4.md: error: The name of this file is not UTF-8" in done.output + done.errors
