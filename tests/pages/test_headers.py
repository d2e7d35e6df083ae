"""What a page may load and do, in the page and for the host."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from gazette.pages.headers import content_policy, headers
from small import CONFIG, build

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repository


def policy(text: str) -> dict[str, str]:
    return {name: values for name, _, values in (part.partition(" ") for part in text.split("; "))}


@pytest.mark.parametrize(
    ("scripts", "allowed"),
    [
        ([], "'self'"),
        (["js/own.js", "/js/own.js"], "'self'"),
        (["https://cdn.example.com/a/b.js?x", "https://cdn.example.com/c.js"],
         "'self' https://cdn.example.com"),
        (["//cdn.example.com/a.js"], "'self' cdn.example.com"),
    ],
)  # fmt: skip
def test_only_what_the_configuration_names_widens_it(scripts: list[str], allowed: str) -> None:
    found = policy(content_policy(scripts, []))
    assert found["script-src"] == allowed
    assert found["style-src"] == "'self'"
    assert "unsafe" not in content_policy(scripts, scripts)


class _Policies(HTMLParser):
    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inline: list[str] = []
        self.feed(page.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("http-equiv") == "Content-Security-Policy":
            self.found.append(values["content"] or "")
        elif tag in {"script", "link", "style"} and not self.found:
            self.inline.append(tag)  # before the policy, which would not hold for it


def test_every_page_says_it_before_anything_is_loaded(built: Repository) -> None:
    pages = sorted((built.root / "site").rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        found = _Policies(page)
        assert found.found == [content_policy([], [])], page
        assert found.inline == [], page


def test_the_host_is_told_the_same_and_more(built: Repository) -> None:
    text = (built.root / "site/_headers").read_text()
    assert text == headers("/legal/", content_policy([], []))
    everywhere, data, script = text.split("\n\n")
    assert everywhere.startswith("/legal/*\n  Content-Security-Policy: default-src 'none'; ")
    assert "frame-ancestors 'none'" in everywhere
    assert data.splitlines()[:2] == ["/legal/api/*", "  Access-Control-Allow-Origin: *"]
    assert script.startswith("/legal/embed/*\n")


def test_a_script_of_the_configuration_is_allowed(repository: Repository) -> None:
    named = "extra_javascript: [https://cdn.example.com/a.js]\nextra_css: [own.css]\n"
    repository.commit("2026-05-22", {"mkdocs.yml": CONFIG + named, "content/own.css": ""})
    assert build(repository).code == 0
    (found,) = _Policies(repository.root / "site/en/index.html").found
    assert policy(found)["script-src"] == "'self' https://cdn.example.com"
    assert policy(found)["style-src"] == "'self'"
