"""The notice on somebody else's page, in Chromium: another origin, a strict policy for content."""

from __future__ import annotations

import gzip
from functools import partial
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from published import DATA, TODAY, privacy, publish
from serving import Quiet, serving
from small import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from repositories import Repository


NOW = "2026-06-10T12:00:00Z"
SENTENCE = "Privacy: version 3.0 takes effect on July 1, 2026."


class _Policies(Quiet):
    """The site of the policies, whose data anybody may read."""

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


class _Company(Quiet):
    """A company's page, which allows that site's script and data and nothing else."""

    policies = ""
    element = ""

    def do_GET(self) -> None:  # noqa: N802  # the name is the server's
        page = (
            f'<!doctype html><html lang="de-AT"><title>Shop</title>'
            f'<script src="{self.policies}embed/notice.js" defer></script>{self.element}'
        )
        self.send_response(200)
        rule = f"default-src 'none'; script-src {self.policies}; connect-src {self.policies}"
        self.send_header("Content-Security-Policy", rule)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = publish(tmp_path_factory.mktemp("embedding") / "repository")
    assert run(made, "build", "--as-of", TODAY.isoformat()).code == 0
    return made


@pytest.fixture(scope="module")
def policies(repository: Repository) -> Iterator[str]:
    with serving(partial(_Policies, directory=str(repository.root / "site"))) as address:
        yield address


@pytest.fixture(scope="module")
def company(policies: str) -> Iterator[str]:
    _Company.policies = policies
    with serving(_Company) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A reader's first visit, on a day before the coming version takes effect."""
    context = chromium.new_context()
    opened = context.new_page()
    opened.clock.set_fixed_time(NOW)
    told: list[str] = []
    opened.on("pageerror", lambda error: told.append(str(error)))
    opened.on("console", lambda message: told.append(message.text))
    yield opened
    context.close()
    assert not told


def visit(page: Page, company: str, element: str) -> None:
    _Company.element = element
    page.goto(company)
    page.wait_for_load_state("networkidle")


@pytest.mark.browser
def test_a_coming_version_is_shown_in_the_language_of_the_page(page: Page, company: str) -> None:
    visit(page, company, '<gazette-notice policy="privacy"></gazette-notice>')
    notice = page.locator("gazette-notice")
    expect(notice).to_contain_text("Datenschutz: Version 3.0 tritt am 1. Juli 2026 in Kraft.")
    link = notice.get_by_role("link", name="Änderungen ansehen")
    expect(link).to_have_attribute("href", "https://example.com/legal/de/privacy/v/3.0/changes/")
    assert notice.get_by_role("status").count() == 1


@pytest.mark.browser
def test_it_speaks_the_language_it_is_told(page: Page, company: str) -> None:
    visit(page, company, '<gazette-notice policy="privacy" lang="en"></gazette-notice>')
    expect(page.locator("gazette-notice")).to_contain_text(SENTENCE)
    page.locator("gazette-notice").evaluate("(found) => found.setAttribute('lang', 'fr')")
    expect(page.locator("gazette-notice")).to_contain_text(SENTENCE)  # the source language


@pytest.mark.browser
def test_a_dismissed_notice_stays_away_and_nothing_else_is_kept(page: Page, company: str) -> None:
    visit(page, company, '<gazette-notice policy="privacy" lang="en"></gazette-notice>')
    page.get_by_role("button", name="Close").click()
    expect(page.locator("gazette-notice")).to_be_hidden()
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator("gazette-notice")).to_be_hidden()
    kept = page.evaluate("({ ...localStorage })")
    assert kept == {"gazette-notice:privacy": "privacy@3.0 2026-07-01"}
    assert page.context.cookies() == []


@pytest.mark.browser
@pytest.mark.parametrize("policy", ["terms", "none", ""])
def test_nothing_is_shown_when_nothing_is_coming(
    chromium: Browser, company: str, policy: str
) -> None:
    context = chromium.new_context()
    opened = context.new_page()
    opened.clock.set_fixed_time(NOW)
    visit(opened, company, f'<gazette-notice policy="{policy}"></gazette-notice>')
    expect(opened.locator("gazette-notice")).to_be_hidden()
    context.close()


@pytest.mark.browser
def test_a_late_build_does_not_announce_what_is_in_force(page: Page, company: str) -> None:
    page.clock.set_fixed_time("2026-07-01T00:00:01Z")
    visit(page, company, '<gazette-notice policy="privacy" lang="en"></gazette-notice>')
    expect(page.locator("gazette-notice")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "Less notice than promised: 11 days instead of 30 days. Reason: A court orders it."),
        ("de", "statt 30 Tage"),
    ],
)
def test_less_notice_than_promised_is_told_with_its_reason(
    chromium: Browser, tmp_path: Path, company: str, lang: str, told: str
) -> None:
    made = publish(tmp_path / "repository")
    head = "content/privacy/index.md"
    forced = privacy("4.0", "2026-07-05", "material", DATA.replace("30 days", "3 days"))
    forced[head] = forced[head].replace(
        "summary:", "notice_exception: A court orders it.\nsummary:"
    )
    made.commit("2026-06-23", forced)
    done = run(made, "build", "--as-of", "2026-06-24")
    assert done.code == 0, done.errors
    context = chromium.new_context()
    opened = context.new_page()
    opened.clock.set_fixed_time("2026-07-02T12:00:00Z")
    data = (made.root / "site/api/v1/privacy/notices.json").read_bytes()
    headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/json"}
    opened.route("**/notices.json", lambda route: route.fulfill(body=data, headers=headers))
    visit(opened, company, f'<gazette-notice policy="privacy" lang="{lang}"></gazette-notice>')
    expect(opened.locator("gazette-notice")).to_contain_text(told)
    context.close()


@pytest.mark.browser
def test_another_notice_comes_after_a_dismissed_one(
    chromium: Browser, tmp_path: Path, company: str
) -> None:
    """The date was brought forward: that is news."""
    made = publish(tmp_path / "repository")
    head = "content/privacy/index.md"
    text = (made.root / head).read_text()
    made.commit("2026-05-20", {head: text.replace("2026-07-01", "2026-06-25")})
    assert run(made, "build", "--as-of", TODAY.isoformat()).code == 0
    context = chromium.new_context()
    opened = context.new_page()
    opened.clock.set_fixed_time(NOW)
    visit(opened, company, '<gazette-notice policy="privacy" lang="en"></gazette-notice>')
    opened.get_by_role("button", name="Close").click()
    data = (made.root / "site/api/v1/privacy/notices.json").read_bytes()
    headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/json"}
    opened.route("**/notices.json", lambda route: route.fulfill(body=data, headers=headers))
    opened.reload()
    expect(opened.locator("gazette-notice")).to_contain_text("June 25, 2026")
    context.close()


def test_the_script_is_small_and_asks_nobody_else(repository: Repository) -> None:
    source = (repository.root / "site/embed/notice.js").read_bytes()
    assert len(gzip.compress(source)) < 5000
    code = [line for line in source.decode().splitlines() if not line.strip().startswith("//")]
    assert "//" not in "\n".join(code)
    assert "cookie" not in "\n".join(code)
