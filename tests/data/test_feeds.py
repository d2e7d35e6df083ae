"""The feeds and the calendar, as other people's programs read them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pytest
from icalendar import Calendar, vText
from lxml import etree

from gazette.history.zones import zone_in
from published import TODAY, privacy, publish
from repositories import Repository
from small import CONFIG, ONE, TERMS, TWO, run

EVIL = 'Privacy & <script>alert("1")</script>'


def story(folder: Path) -> Repository:
    """Beside what was published: a version brought forward, one replaced, one withdrawn."""
    made = publish(folder)
    text = "## Data {#data}\n\nWe keep nothing at all.\n"
    head = "content/privacy/index.md"
    later = privacy("4.0", "2026-09-01", "material", text)
    made.commit("2026-05-02", later)
    made.commit("2026-05-03", {head: later[head].replace("2026-09-01", "2026-08-20")})
    fifth = privacy("5.0", "2026-08-20", "material", text + "\nWords.\n")
    fifth[head] = fifth[head].replace("change:", 'replaces: "4.0"\nchange:')
    made.commit("2026-05-04", fifth)
    sixth = privacy("6.0", "2026-10-01", "editorial", text + "\nMore words.\n")
    made.commit("2026-05-05", sixth)
    made.commit("2026-05-06", {head: sixth[head].replace("change:", "withdrawn: true\nchange:")})
    return made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = story(tmp_path_factory.mktemp("feeds") / "repository")
    outcome = run(made, "build", "--as-of", TODAY.isoformat())
    assert outcome.code == 0, outcome
    return made.root / "site"


def read(site: Path, address: str) -> Any:  # a feed as its reader shows it
    found = feedparser.parse((site / address).read_bytes())
    assert not found.bozo, found.bozo_exception
    return found


def days(site: Path, address: str) -> dict[str, Any]:
    """The events of a calendar by their UID."""
    found = Calendar.from_ical((site / address).read_bytes())
    return {str(event["uid"]): event for event in found.walk("VEVENT")}


def test_a_feed_tells_every_version_newest_first(site: Path) -> None:
    found = read(site, "en/privacy/feed.xml")
    assert (found.version, found.feed.title, found.feed.language) == ("atom10", "Privacy", "en")
    titles = [entry.title for entry in found.entries]
    assert titles == [f"Privacy, version {number}.0" for number in range(6, 0, -1)]
    newest = found.entries[0]
    assert newest.link == "https://example.com/legal/en/privacy/v/6.0/"
    assert "https://example.com/legal/en/privacy/v/6.0/changes/" in newest.content[0].value
    assert "Withdrawn on May 6, 2026" in newest.content[0].value
    assert (newest.published, newest.updated) == (
        "2026-05-05T12:00:00+00:00",
        "2026-05-06T12:00:00+00:00",
    )


def test_ids_are_of_the_site_and_its_versions_alone(site: Path) -> None:
    ids = [entry.id for entry in read(site, "de/privacy/feed.xml").entries]
    assert ids[-1] == "tag:example.com,2024-12-01:privacy/1.0/de"
    assert len(set(ids)) == len(ids)
    other = [entry.id for entry in read(site, "en/privacy/feed.xml").entries]
    assert not set(ids) & set(other)


def test_a_feed_speaks_its_language(site: Path) -> None:
    found = read(site, "de/privacy/feed.xml")
    assert found.feed.title == "Datenschutz"
    assert "Inkrafttreten: 1. August 2025" in found.entries[4].content[0].value


def test_the_site_s_feed_has_all_policies(site: Path) -> None:
    found = read(site, "ja/feed.xml")
    policies = {entry.id.split(":")[-1].split("/")[0] for entry in found.entries}
    assert policies == {"privacy", "terms"}
    dates = [entry.published for entry in found.entries]
    assert dates == sorted(dates, reverse=True)


def test_the_json_feed_says_the_same(site: Path) -> None:
    found = json.loads((site / "en/privacy/feed.json").read_text())
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["feed_url"] == "https://example.com/legal/en/privacy/feed.json"
    atom = read(site, "en/privacy/feed.xml")
    assert [item["id"] for item in found["items"]] == [entry.id for entry in atom.entries]
    assert [item["content_html"] for item in found["items"]] == [
        entry.content[0].value for entry in atom.entries
    ]


def test_a_calendar_has_the_day_each_version_takes_effect(site: Path) -> None:
    found = days(site, "en/privacy/notices.ics")
    third = found["privacy-3.0@example.com"]
    assert third["dtstart"].dt == date(2026, 7, 1)
    assert (str(third["summary"]), str(third["status"]), int(third["sequence"])) == (
        "Privacy, version 3.0, takes effect",
        "CONFIRMED",
        0,
    )
    assert str(third["url"]) == "https://example.com/legal/en/privacy/v/3.0/changes/"


def test_a_date_brought_forward_raises_the_sequence_and_an_end_cancels(site: Path) -> None:
    found = days(site, "de/privacy/notices.ics")
    told = {
        uid.partition("@")[0]: (str(event["status"]), int(event["sequence"]), event["dtstart"].dt)
        for uid, event in found.items()
    }
    assert told["privacy-4.0"] == ("CANCELLED", 2, date(2026, 8, 20))  # replaced by 5.0
    assert told["privacy-5.0"] == ("CONFIRMED", 0, date(2026, 8, 20))
    assert told["privacy-6.0"] == ("CANCELLED", 1, date(2026, 10, 1))


def test_a_later_build_changes_no_id(tmp_path: Path) -> None:
    made = story(tmp_path / "repository")
    seen = []
    for day in ("2026-05-10", "2026-12-31"):
        assert run(made, "build", "--as-of", day).code == 0
        seen.append(
            (
                [entry.id for entry in read(made.root / "site", "en/feed.xml").entries],
                sorted(days(made.root / "site", "en/privacy/notices.ics")),
            )
        )
    assert seen[0] == seen[1]


def test_what_an_author_wrote_stays_text(tmp_path: Path) -> None:
    made = publish(tmp_path / "repository")
    files = privacy("4.0", "2026-08-01", "material", "## Data {#data}\n\nNone.\n")
    head = "content/privacy/index.md"
    told = re.sub(r"(?m)^summary:.*$", lambda _: f"summary: '{EVIL}'", files[head])
    made.commit("2026-05-02", {**files, head: told})
    outcome = run(made, "build", "--as-of", TODAY.isoformat())
    assert outcome.code == 0, outcome
    newest = read(made.root / "site", "en/privacy/feed.xml").entries[0]
    source = (made.root / "site/en/privacy/feed.xml").read_text()
    assert "<script" not in source
    assert "&amp;lt;script&amp;gt;" in source  # escaped as HTML, and that as XML
    assert "<script" not in newest.content[0].value


def test_without_an_address_of_its_own_a_site_has_ids_too(tmp_path: Path) -> None:
    made = publish(tmp_path / "repository")
    config = (made.root / "mkdocs.yml").read_text()
    made.commit("2026-05-02", {"mkdocs.yml": config.replace("https://example.com/legal/", "")})
    outcome = run(made, "build", "--as-of", TODAY.isoformat())
    assert outcome.code == 0, outcome
    found = read(made.root / "site", "en/privacy/feed.xml")
    assert all(entry.id.startswith("urn:uuid:") for entry in found.entries)
    assert "privacy-1.0@gazette" in days(made.root / "site", "en/privacy/notices.ics")


def test_pages_name_their_feed(site: Path) -> None:
    link = '<link rel="alternate" type="application/atom+xml"'
    assert (
        f'{link} title="Privacy" href="../../en/privacy/feed.xml">'
        in (site / "en/privacy/index.html").read_text()
    )
    assert link in (site / "en/index.html").read_text()
    history = (site / "en/privacy/history/index.html").read_text()
    assert "https://example.com/legal/en/privacy/notices.ics</code>" in history


GRAMMAR = Path(__file__).with_name("atom.rng")


def test_every_feed_is_valid_atom(site: Path) -> None:
    grammar = etree.RelaxNG(etree.parse(GRAMMAR))
    feeds = sorted(site.rglob("feed.xml"))
    assert len(feeds) == 9  # three languages: two policies and the site
    for feed in feeds:
        found = etree.parse(feed)
        assert grammar.validate(found), (feed, grammar.error_log)
    for name in ("id", "updated", "title", "content", "author"):
        broken = etree.parse(feeds[0])
        element = broken.find(f".//{{http://www.w3.org/2005/Atom}}{name}")
        element.getparent().remove(element)
        assert not grammar.validate(broken), name


def mementos(text: str) -> list[tuple[str, str, str]]:
    """Address, relation and datetime of every link of a TimeMap, by its own grammar."""
    found = re.findall(r'<([^>]*)>((?:; [a-z]+="[^"]*")+)(?:,|$)', text)
    told = [(address, dict(re.findall(r'; ([a-z]+)="([^"]*)"', rest))) for address, rest in found]
    return [(address, link["rel"], link.get("datetime", "")) for address, link in told]


def test_a_timemap_has_what_was_in_force_and_from_when(site: Path) -> None:
    base = "https://example.com/legal/de/privacy/"
    text = (site / "de/privacy/timemap.link").read_text()
    assert mementos(text.replace("\n", " ").replace(", <", ",<").strip()) == [
        (base, "original", ""),
        (f"{base}timemap.link", "self", ""),
        (f"{base}v/1.0/", "first memento", "Wed, 01 Jan 2025 00:00:00 GMT"),
        (f"{base}v/2.0/", "last memento", "Fri, 01 Aug 2025 00:00:00 GMT"),
    ]
    assert 'from="Wed, 01 Jan 2025 00:00:00 GMT"; until="Fri, 01 Aug 2025 00:00:00 GMT"' in text
    page = (site / "de/privacy/v/1.0/index.html").read_text()
    assert '<link rel="timemap" href="../../../../de/privacy/timemap.link">' in page
    assert '<link rel="original" href="../../../../de/privacy/">' in page


def test_a_page_says_its_dates(site: Path) -> None:
    page = (site / "en/privacy/v/2.0/index.html").read_text()
    assert '<meta name="dcterms.issued" content="2025-06-01T12:00:00+00:00">' in page
    assert '<meta name="dcterms.modified" content="2025-06-01T12:00:00+00:00">' in page
    assert '<meta name="dcterms.valid" content="2025-08-01/2026-07-01">' in page
    withdrawn = (site / "en/privacy/v/6.0/index.html").read_text()
    assert '<meta name="dcterms.modified" content="2026-05-06T12:00:00+00:00">' in withdrawn
    assert "dcterms.valid" not in withdrawn


# --- Ids and time zones -----------------------------------------------------------------------


def ids(repository: Repository, folder: str) -> dict[str, list[str]]:
    """The ids of the site's feed and its entries, and the UIDs of the calendar."""
    done = run(repository, "build", "--as-of", "2026-06-01", "--site-dir", folder)
    assert done.code == 0, done
    feed = json.loads((repository.root / folder / "en/feed.json").read_bytes())
    atom = read(repository.root / folder, "en/feed.xml")
    assert [entry.id for entry in atom.entries] == [item["id"] for item in feed["items"]]
    calendar = list(days(repository.root / folder, "en/terms/notices.ics"))
    return {"feed": [atom.feed.id, *(item["id"] for item in feed["items"])], "calendar": calendar}


def zoned(zone: str) -> str:
    return CONFIG.replace("languages: [en, de]", f"languages: [en], timezone: {zone}")


def test_another_time_zone_changes_no_id(tmp_path: Path) -> None:
    made = Repository.create(tmp_path / "repository")
    made.commit("2025-01-15T22:30:00+00:00", {"mkdocs.yml": zoned("Pacific/Auckland"), TERMS: ONE})
    before = ids(made, "site/old")
    # As published until now: days are counted in the site's zone.
    assert before["feed"][-1] == "tag:example.com,2025-01-16:terms/1.0/en"
    made.commit("2025-03-01", {"mkdocs.yml": zoned("America/Los_Angeles")})
    assert ids(made, "site/new") == before
    made.commit("2026-05-15T02:00:00+00:00", {TERMS: TWO})
    after = ids(made, "site/newer")
    assert after["feed"][1] == "tag:example.com,2026-05-14:terms/2.0/en"
    assert after["feed"][2] == before["feed"][-1]
    assert after["calendar"] == ["terms-1.0@example.com", "terms-2.0@example.com"]


def test_what_was_published_before_the_first_configuration_counts_as_it_did(tmp_path: Path) -> None:
    made = Repository.create(tmp_path / "repository")
    made.commit("2025-01-15T22:30:00+00:00", {TERMS: ONE})
    made.commit("2025-02-01", {"mkdocs.yml": zoned("Asia/Tokyo")})
    made.commit("2025-03-01", {"mkdocs.yml": zoned("UTC")})
    assert ids(made, "site/new")["feed"][-1] == "tag:example.com,2025-01-16:terms/1.0/en"


def test_a_declared_day_is_the_day_of_the_id(tmp_path: Path) -> None:
    made = Repository.create(tmp_path / "repository")
    text = ONE.replace("change: initial", "published: 2024-12-20\nchange: initial")
    made.commit("2025-06-15", {"mkdocs.yml": zoned("Asia/Tokyo"), TERMS: text})
    before = ids(made, "site/old")
    assert before["feed"][-1] == "tag:example.com,2024-12-20:terms/1.0/en"
    made.commit("2025-07-01", {"mkdocs.yml": zoned("America/Los_Angeles")})
    assert ids(made, "site/new") == before


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("plugins: [gazette: {timezone: Europe/Berlin}]", "Europe/Berlin"),
        ("      timezone: 'Asia/Tokyo'  # ours", "Asia/Tokyo"),
        ("  # timezone: Asia/Tokyo\n", "UTC"),
        ("plugins: [gazette]", "UTC"),
        ("INHERIT: base.yml", "Asia/Seoul"),
        ("timezone: !ENV [ZONE, UTC]", "Asia/Seoul"),
        ("timezone: Mars/Base", "Asia/Seoul"),
    ],
)
def test_the_zone_that_a_configuration_names(text: str, zone: str) -> None:
    assert zone_in(text, ZoneInfo("Asia/Seoul")) == ZoneInfo(zone)


TITLES = {
    "heading": ("# Terms of\u2028use, and<br>more\n\nText.\n", "Terms of use, and more"),
    "underlined heading": ("Terms of\\\nuse; all\n===\n\nText.\n", "Terms of use; all"),
    "front matter": (
        '---\ntitle: "Terms,\\n of use\\u2029"\n---\n\nText.\n',
        "Terms, of use",
    ),
}


@pytest.mark.parametrize(("text", "title"), TITLES.values(), ids=TITLES)
def test_a_title_of_several_lines_is_one_line(tmp_path: Path, text: str, title: str) -> None:
    made = Repository.create(tmp_path)
    policy = "{id: terms, path: content/terms.md}"
    own = f"languages: [en], versions: commits, policies: [{policy}]"
    config = CONFIG.replace("languages: [en, de]", own)
    made.commit("2026-01-01", {"mkdocs.yml": config, "content/terms.md": text})
    outcome = run(made, "build", "--as-of", TODAY.isoformat())
    assert outcome.code == 0, outcome
    feed = read(made.root / "site", "en/terms/feed.xml")
    calendar = Calendar.from_ical((made.root / "site/en/terms/notices.ics").read_bytes())
    assert feed.feed.title == title
    assert calendar["name"] == title
    assert str(calendar["x-wr-calname"]) == vText(title).to_ical().decode()
    page = (made.root / "site/en/terms/index.html").read_text()
    assert f"<title>{title} " in page
