"""What every page says of a version that is coming, and goes on saying when its day has passed."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from published import DATA, TODAY, privacy, publish
from small import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from repositories import Repository


COMING = "Privacy: version 3.0 takes effect on July 1, 2026."
ARRIVED = "Privacy: version 3.0 has been in force since July 1, 2026."
PAGES = ("", "en/terms", "en/about", "en/terms/history", "en/privacy/compare", "en/privacy/clauses")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Announced twice: 3.0 for 1 July, 4.0, without its notice, for 1 August 2026, New York."""
    made = publish(tmp_path_factory.mktemp("banners") / "repository")
    config = (made.root / "mkdocs.yml").read_text()
    made.write("mkdocs.yml", config.replace("notice_days: 30", "timezone: America/New_York"))
    forced = privacy("4.0", "2026-06-20", "material", DATA.replace("30 days", "3 days"))
    head = "content/privacy/index.md"
    forced[head] = forced[head].replace(
        "summary:", "notice_exception: A court <orders> it.\nsummary:"
    )
    forced[head] = forced[head].replace("2026-06-20", "2026-07-20")
    made.commit("2026-06-30", forced)
    return made


@pytest.fixture(scope="module")
def site(repository: Repository) -> Path:
    done = run(repository, "build", "--as-of", TODAY.isoformat())
    assert done.code == 0, done.errors
    return repository.root / "site"


@pytest.fixture(scope="module")
def later(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the day on which 4.0 was announced."""
    folder = tmp_path_factory.mktemp("later") / "site"
    done = run(repository, "build", "--as-of", "2026-06-30", "--site-dir", str(folder))
    assert done.code == 0, done.errors
    assert "[notice-exception]" in done.errors
    return folder


@pytest.fixture
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A browser whose clock stands where the test says."""
    context = chromium.new_context(java_script_enabled=getattr(request, "param", True))
    made = context.new_page()
    failures: list[str] = []
    made.on("pageerror", lambda error: failures.append(str(error)))
    yield made
    context.close()
    assert failures == []


def read(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text()


def open_at(page: Page, site: Path, address: str, moment: str) -> None:
    page.clock.install(time=moment)
    page.goto(f"file://{site}/{address}/index.html")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_what_is_coming(site: Path, address: str) -> None:
    page = read(site, address)
    assert page.count('<aside class="announced"') == 1
    assert 'version 3.0 takes effect on <time datetime="2026-07-01">July 1, 2026</time>' in page


@pytest.mark.parametrize("address", ["en", "en/privacy", "en/privacy/v/3.0/changes"])
def test_a_page_that_tells_it_itself_says_it_once(site: Path, address: str) -> None:
    assert 'class="announced"' not in read(site, address)


def test_a_past_version_says_what_is_coming_too(site: Path) -> None:
    assert 'class="announced"' in read(site, "en/privacy/v/1.0")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("moment", "words"),
    [("2026-07-01T03:59:59Z", COMING), ("2026-07-01T04:00:00Z", ARRIVED)],
)
def test_a_late_build_says_what_is_true(page: Page, site: Path, moment: str, words: str) -> None:
    page.clock.set_fixed_time(moment)  # a second is soon gone
    page.goto(f"file://{site}/en/terms/index.html")
    expect(page.locator(".announced strong")).to_have_text(words)


@pytest.mark.browser
def test_the_page_turns_while_it_is_open(page: Page, site: Path) -> None:
    open_at(page, site, "en/privacy/v/3.0", "2026-06-29T04:00:00Z")
    bar, banner = page.locator(".bar .status"), page.locator(".banner strong")
    expect(bar).to_have_text("Upcoming")
    expect(banner).to_contain_text("takes effect on July 1, 2026")
    page.clock.run_for("48:00:10")
    expect(bar).to_have_text("In force")
    expect(bar).to_have_class("status status-in-force")
    expect(banner).to_have_text("This version has been in force since July 1, 2026.")


@pytest.mark.browser
def test_what_was_in_force_says_that_it_no_longer_is(page: Page, site: Path) -> None:
    open_at(page, site, "en/privacy", "2026-07-05T00:00:00Z")
    expect(page.locator(".bar .status")).to_have_text("Past version")
    expect(page.locator(".banner-upcoming strong")).to_have_text(
        "Version 3.0 has been in force since July 1, 2026. The text below no longer applies."
    )


@pytest.mark.browser
@pytest.mark.parametrize("page", [False], indirect=True)
def test_without_scripts_both_say_from_when(page: Page, site: Path) -> None:
    page.goto(f"file://{site}/en/privacy/v/3.0/index.html")
    banner = "This version takes effect on July 1, 2026. Before that day it does not apply."
    expect(page.locator(".banner strong")).to_have_text(banner)
    page.goto(f"file://{site}/en/privacy/index.html")
    expect(page.locator(".bar")).to_contain_text("since August 1, 2025, to be replaced on July 1")
    expect(page.locator(".banner-upcoming strong")).to_have_text(
        "Version 3.0 takes effect on July 1, 2026."
    )


@pytest.mark.browser
def test_two_in_a_row_turn_twice(page: Page, later: Path) -> None:
    open_at(page, later, "en/privacy/v/3.0", "2026-06-30T12:00:00Z")
    bar = page.locator(".bar .status")
    expect(bar).to_have_text("Upcoming")
    page.clock.fast_forward("24:00:00")
    expect(bar).to_have_text("In force")
    open_at(page, later, "en/privacy/v/3.0", "2026-07-21T12:00:00Z")
    expect(bar).to_have_text("Past version")


def test_an_exception_is_told_wherever_the_version_is(later: Path) -> None:
    reason = "Less notice than promised: 19 days instead of 30 days. Reason: A court &lt;orders&gt;"
    for rest in ("", "/privacy", "/privacy/v/4.0", "/privacy/v/4.0/changes", "/privacy/history"):
        assert reason in read(later, f"en{rest}"), rest
    escaped = reason.replace("&", "&amp;")
    assert escaped in (later / "en/privacy/feed.xml").read_text()
    calendar = (later / "en/privacy/notices.ics").read_text().replace("\n ", "")
    assert "Less notice than promised" in calendar
    assert "statt 30" in read(later, "de/privacy/history")
    data = json.loads((later / "api/v1/privacy/notices.json").read_text())
    notice = data["notices"][-1]
    facts = (notice["days"], notice["required_days"], notice["kept"], notice["earliest"])
    assert facts == (19, 30, False, "2026-07-31")
    assert notice["languages"]["en"]["exception"] == "A court <orders> it."
    assert data["notices"][-2]["languages"]["en"]["exception"] is None


@pytest.mark.browser
@pytest.mark.parametrize("page", [False], indirect=True)
def test_a_past_version_says_so_wherever_one_reads(page: Page, site: Path) -> None:
    """On each screen, and at the head of each sheet."""
    pypdf = pytest.importorskip("pypdf")
    page.set_viewport_size({"width": 320, "height": 240})
    page.goto(f"file://{site}/en/privacy/v/1.0/index.html")
    mark = page.locator(".standing")
    page.locator(".text").evaluate("found => { found.innerHTML = found.innerHTML.repeat(40); }")
    page.evaluate("scrollTo(0, 1500)")
    expect(mark).to_be_in_viewport(ratio=1)
    expect(mark).to_have_text("Version 1.0 Past version Read the version in force")
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf())).pages
    assert len(sheets) > 2
    heads = [" ".join(sheet.extract_text().split()) for sheet in sheets]
    assert [head for head in heads if "Version 1.0 Past version" not in head] == []
    page.goto(f"file://{site}/en/privacy/index.html")
    expect(mark).to_have_count(0)
