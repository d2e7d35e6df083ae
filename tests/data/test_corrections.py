"""Corrections of published texts, from the commit to what readers and programs see of them."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from gazette.configuration import read_configuration
from gazette.data import notices
from gazette.document.targets import Published
from gazette.model import Status
from gazette.pages.corrections import corrections
from gazette.publishing.loading import load
from repositories import Repository
from small import CATALOG, CONFIG, GERMAN, ONE, TERMS, TWO, Parsed, contents, copy, make, run
from test_api import validator

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gazette.archive.site import Site
    from small import Outcome

BASE = "https://example.com/legal/"
V1, V2 = "terms/v/1.0/", "terms/v/2.0/"


def corrected(text: str, old: str, new: str, *entries: tuple[str, str]) -> str:
    """A text with a slip put right, and the entries that say so."""
    assert old in text
    listed = "".join(f"  - date: {day}\n    text: {words}\n" for day, words in entries)
    return text.replace(old, new).replace("change:", f"corrections:\n{listed}change:", 1)


SLIP = ONE.replace("use the service", "use teh service")
SLIP_TWO = TWO.replace("use the service", "use teh service")
ENTRY = ("2026-05-20", 'A misspelt word in "Terms".')
FIXED = corrected(SLIP, "teh", "the", ENTRY)
FIXED_TWO = corrected(SLIP_TWO, "teh", "the", ("2026-05-20", "The same word."))


def slipped(folder: Path) -> Repository:
    """Version 1.0 in force and 2.0 upcoming, both with a misspelt word; translated."""
    made = Repository.create(folder)
    german = GERMAN.replace("use the service", "use teh service")
    files = {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n/.cache/\n", TERMS: SLIP}
    made.commit("2025-01-15", files | {CATALOG: german})
    made.commit("2026-05-15", {TERMS: SLIP_TWO})
    return made


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return slipped(tmp_path / "repository")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The version in force was corrected while another is coming, and then that one as well."""
    made = slipped(tmp_path_factory.mktemp("corrected") / "repository")
    made.commit("2026-05-20", {TERMS: FIXED})
    made.commit("2026-05-21", {TERMS: FIXED_TWO})
    catalog = GERMAN.replace("Sie dürfen den Dienst nutzen.", "Sie dürfen den Dienst gebrauchen.")
    made.commit("2026-05-22", {CATALOG: catalog})
    made.commit("2026-05-23", {CATALOG: catalog.replace("gebrauchen", "verwenden")})
    build(made)
    return made


def build(repository: Repository, day: str = "2026-06-01") -> Outcome:
    outcome = run(repository, "build", "--as-of", day)
    assert outcome.code == 0, outcome
    return outcome


def site(repository: Repository, day: str = "2026-06-01") -> Site:
    settings = read_configuration(repository.root / "mkdocs.yml").settings
    return load(settings, date.fromisoformat(day))


def page(repository: Repository, address: str) -> str:
    """The words of a page."""
    words = Parsed(repository.root / "site" / address / "index.html").words
    return re.sub(r"\s+", " ", words)


def published(repository: Repository, address: str) -> list[str]:
    """The pages below an address."""
    top = repository.root / "site" / address
    return sorted(file.parent.relative_to(top).as_posix() for file in top.rglob("index.html"))


def versions(repository: Repository) -> dict[str, dict[str, Any]]:
    text = (repository.root / "site/api/v1/terms/versions.json").read_text("utf-8")
    return {each["label"]: each for each in json.loads(text)["versions"]}


# --- What stays, and what does not ------------------------------------------------------------


def test_the_version_in_force_is_corrected_while_another_is_coming(done: Repository) -> None:
    made = site(done)
    one, two = made.policies[0].versions
    assert (one.label, one.status, two.label, two.status) == (
        "1.0",
        Status.IN_FORCE,
        "2.0",
        Status.UPCOMING,
    )
    assert (one.effective, two.effective) == (date(2025, 2, 1), date(2026, 7, 1))
    assert [v.published.date() for v in (one, two)] == [date(2025, 1, 15), date(2026, 5, 15)]
    assert two.front.summary == "The fee rises."
    assert [len(v.stages) for v in (one, two)] == [1, 1]
    assert made.policies[0].notice("2.0").days == 46
    assert notices.announcement(made.policies[0], two) == "terms@2.0/2026-07-01"


def test_a_version_shows_the_corrected_text_and_says_when_and_what(done: Repository) -> None:
    for address in ("en/terms/", f"en/{V1}"):
        words = page(done, address)
        assert "You may use the service." in words
        assert "teh" not in words
        assert 'Corrected on May 20, 2026: A misspelt word in "Terms".' in words
        assert "Text as first published" in words
    assert "Corrected on May 21, 2026: The same word." in page(done, f"en/{V2}")


def test_the_first_text_stays(done: Repository) -> None:
    words = page(done, f"en/{V1}as-published/")
    assert "You may use teh service." in words
    assert "as it was first published on January 15, 2025" in words
    html = (done.root / "site/en/terms/v/1.0/as-published/index.html").read_text("utf-8")
    (standing,) = re.findall('<p class="standing">(.*?)</p>', html)
    assert re.sub("<[^>]*>", "", standing) == (
        "Version 1.0 Text as first published Read the text as it is now"
    )
    assert '<meta name="robots" content="noindex">' in html
    assert f'rel="canonical" href="{BASE}en/terms/v/1.0/as-published/"' in html


def test_the_redline_of_a_correction_shows_the_slip_alone(done: Repository) -> None:
    html = (done.root / "site/en/terms/v/1.0/corrections/1/index.html").read_text("utf-8")
    assert len(re.findall(r"<(?:ins|del)>", html.partition("<article")[2])) == 2
    assert re.search(r"<del>.*teh.*</del>.*<ins>.*the.*</ins>", html.partition("<article")[2])
    words = page(done, f"en/{V1}corrections/1/")
    assert "Correction of version 1.0" in words
    assert 'A misspelt word in "Terms".' in words


def test_each_language_has_the_pages_of_its_own_corrections(done: Repository) -> None:
    assert published(done, f"en/{V1}") == [".", "as-published", "corrections/1"]
    assert (
        published(done, f"de/{V1}")
        == [
            ".",
            "as-published",
            "corrections/1",
            "corrections/2",
            "corrections/3",
        ][:4]
    )


def test_the_language_menu_of_a_correction_leads_to_the_same_one(done: Repository) -> None:
    html = (done.root / "site/de/terms/v/1.0/corrections/1/index.html").read_text("utf-8")
    assert f'hreflang="en" href="{BASE}en/terms/v/1.0/corrections/1/"' in html
    only = (done.root / "site/de/terms/v/1.0/corrections/2/index.html").read_text("utf-8")
    assert "/en/terms/v/1.0/corrections/" not in only


def test_a_corrected_passage_is_marked_until_it_is_translated(repository: Repository) -> None:
    repository.commit("2026-05-20", {TERMS: FIXED})
    repository.commit("2026-05-21", {TERMS: FIXED_TWO})
    build(repository)
    assert "You may use the service." in page(repository, f"de/{V1}")
    assert "1 passage" not in page(repository, f"en/{V1}")
    assert versions(repository)["1.0"]["languages"]["de"]["untranslated"] > 0
    assert "Sie dürfen den Dienst nutzen." in page(repository, f"de/{V1}as-published/")
    # A comparison of words needs one language on both sides.
    assert "teh" in page(repository, f"de/{V1}corrections/1/")
    repository.commit("2026-05-25", {CATALOG: GERMAN})
    build(repository)
    assert "Sie dürfen den Dienst nutzen." in page(repository, f"de/{V1}")
    assert "Sie dürfen den Dienst nutzen." in page(repository, f"de/{V1}as-published/")
    kinds = [event["kind"] for event in versions(repository)["1.0"]["events"]]
    assert kinds == ["announced", "corrected"]


def test_what_a_translation_was_corrected_to_is_told_with_its_redline(done: Repository) -> None:
    words = page(done, f"de/{V1}corrections/2/")
    assert "Berichtigung der Übersetzung von Version 1.0" in words
    assert "gebrauchen" in words
    assert "verwenden" in words
    assert "Sie dürfen den Dienst verwenden." in page(done, f"de/{V1}")
    assert "Translation corrected on May 23, 2026: Deutsch" in page(done, "en/terms/history/")
    german = page(done, "de/terms/history/")
    assert "Übersetzung berichtigt am 23. Mai 2026" in german


def test_the_words_of_a_correction_are_translated_as_others_are(repository: Repository) -> None:
    repository.commit("2026-05-20", {TERMS: FIXED})
    repository.commit("2026-05-21", {TERMS: FIXED_TWO})
    assert run(repository, "i18n", "update").code == 0
    written = (repository.root / CATALOG).read_text("utf-8")
    passage = 'msgid "A misspelt word in \\"Terms\\"."\nmsgstr "'
    assert passage in written
    assert 'msgid "The same word."' in written
    ours = written.replace(passage, f"{passage}Ein Tippfehler in „Bedingungen“.")
    repository.commit("2026-05-22", {CATALOG: ours})
    build(repository)
    told = "Berichtigt am 20. Mai 2026: Ein Tippfehler in „Bedingungen“."
    assert told in page(repository, f"de/{V1}")
    assert '<span lang="en">The same word.</span>' in (
        repository.root / f"site/de/{V2}index.html"
    ).read_text("utf-8")


def test_two_slips_at_once_and_another_later(repository: Repository) -> None:
    two = [("2026-05-20", "One word."), ("2026-05-20", "Another word.")]
    slips = SLIP.replace("our prices", "our prizes")
    repository.commit("2026-05-01", {TERMS: ONE.replace('"1.0"', '"1.1"')})
    other = Repository.create(repository.root.parent / "other")
    files = {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n/.cache/\n", TERMS: slips}
    other.commit("2025-01-15", files)
    once = corrected(slips, "teh", "the", *two).replace("prizes", "prices")
    other.commit("2026-05-20", {TERMS: once})
    build(other, "2026-05-20")
    assert "Corrected on May 20, 2026: One word. Another word." in page(other, f"en/{V1}")
    later = corrected(slips, "teh", "the", *two, ("2026-05-22", "A third.")).replace(
        "[our prizes]", "[our price]"
    )
    other.commit("2026-05-22", {TERMS: later})
    build(other)
    assert published(other, f"en/{V1}") == [
        ".",
        "as-published",
        "corrections/1",
        "corrections/2",
    ]
    assert "You may use teh service." in page(other, f"en/{V1}as-published/")
    assert "our prizes" in page(other, f"en/{V1}as-published/")
    assert "prices" in page(other, f"en/{V1}corrections/2/")
    assert "teh" not in page(other, f"en/{V1}corrections/2/")


def test_a_new_version_counts_against_the_corrected_text(repository: Repository) -> None:
    repository.commit("2026-05-20", {TERMS: FIXED})
    repository.commit("2026-05-21", {TERMS: TWO.replace('"2.0"', '"3.0"').replace("-07-", "-08-")})
    build(repository)
    made = site(repository)
    changed = made.archive("terms").comparisons.redline("1.0", "3.0", "en").amendments
    assert [a.pair.kind.value for a in changed].count("amended") == 1  # the fee alone


# --- What is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "rule", "words"),
    [
        (
            corrected(ONE, "5 euros", "50 euros", ENTRY),
            16,
            "correction-too-large",
            "“5” becomes “50”",
        ),
        (
            corrected(ONE, "may use", "must use", ENTRY),
            12,
            "correction-too-large",
            "“may” becomes “must”",
        ),
        (
            corrected(ONE, "## Fees", "No refunds are given.\n\n## Fees", ENTRY),
            14,
            "correction-too-large",
            "the clause “No refunds are given.” is added",
        ),
        (
            ONE.replace("service", "servce"),
            9,
            "published-text-changed",
            "“service” becomes “servce”",
        ),
        (
            corrected(ONE, "service", "servce", ("2027-05-20", "A word.")),
            6,
            "correction-date",
            "is dated 2027-05-20",
        ),
    ],
    ids=["number", "duty", "clause", "no entry", "day to come"],
)
def test_what_is_no_correction_is_refused_where_it_stands(
    tmp_path: Path, text: str, line: int, rule: str, words: str
) -> None:
    repository = make(tmp_path / "repository")
    repository.git("reset", "--hard", "--quiet", "HEAD~1")
    repository.commit("2026-05-20", {TERMS: text})
    outcome = run(repository, "build", "--as-of", "2026-06-01")
    told = [each for each in outcome.lines if f"[{rule}]" in each]
    assert outcome.code == 1
    assert len(told) == 1, outcome.errors
    assert told[0].startswith(f"{TERMS}:{line}: error: ")
    assert words in told[0]
    assert not (repository.root / "site").exists()


# --- Data, feeds, calendar, letters -------------------------------------------------------------


def test_the_data_have_both_texts_and_the_way_to_the_redline(done: Repository) -> None:
    found = versions(done)["1.0"]
    events = found["events"]
    assert [event["kind"] for event in events] == [
        "announced",
        "corrected",
        "translation-corrected",
    ]
    source, german = events[1:]
    assert (source["at"][:10], source["text"]) == ("2026-05-20", 'A misspelt word in "Terms".')
    assert source["after"] == found["digest"]
    assert source["before"] not in {source["after"], german["before"]}
    assert source["redlines"] == {
        lang: f"{BASE}{lang}/terms/v/1.0/corrections/1/" for lang in ("en", "de")
    }
    assert (german["language"], german["at"][:10]) == ("de", "2026-05-23")
    assert german["after"] == found["languages"]["de"]["digest"]
    assert german["redlines"] == {"de": f"{BASE}de/terms/v/1.0/corrections/2/"}
    folder = done.root / "site"
    for name in ("versions", "notices"):
        data = json.loads((folder / f"api/v1/terms/{name}.json").read_text("utf-8"))
        validator(folder, name).validate(data)


def entries(repository: Repository, lang: str) -> dict[str, Mapping[str, str]]:
    """The entries of a feed by the address of their page: when they were updated, what they say."""
    root = ET.parse(repository.root / f"site/{lang}/terms/feed.xml").getroot()  # noqa: S314  # ours
    atom = "{http://www.w3.org/2005/Atom}"
    found = {}
    for each in root.iter(f"{atom}entry"):
        link = each.find(f"{atom}link[@rel='alternate']")
        assert link is not None
        said = {name: each.findtext(f"{atom}{name}") or "" for name in ("id", "updated", "content")}
        found[link.attrib["href"].removeprefix(BASE)] = said
    return found


def test_a_feed_s_entry_is_updated_and_says_what_was_corrected(done: Repository) -> None:
    english, german = (entries(done, lang)[f"{lang}/{V1}"] for lang in ("en", "de"))
    assert english["id"] == "tag:example.com,2025-01-15:terms/1.0/en"
    assert english["updated"].startswith("2026-05-20")
    assert "Corrected on May 20, 2026: A misspelt word in " in english["content"]
    assert f'href="{BASE}en/terms/v/1.0/corrections/1/"' in english["content"]
    assert german["updated"].startswith("2026-05-23")
    assert "Übersetzung berichtigt am 23. Mai 2026" in german["content"]


def test_a_letter_says_once_that_a_translation_was_corrected_twice_in_a_day(
    repository: Repository,
) -> None:
    catalog = GERMAN.replace("use the service", "use teh service")
    days = ("2026-05-22T09:00:00", "2026-05-22T15:00:00", "2026-05-23T09:00:00")
    for day, word in zip(days, ("verwenden", "gebrauchen", "anwenden"), strict=True):
        repository.commit(day, {CATALOG: catalog.replace("Dienst nutzen", f"Dienst {word}")})
    letter = run(repository, "notice", "preview", "terms@2.0", "--lang", "de").output
    assert letter.count("Übersetzung berichtigt am 22. Mai 2026") == 1
    assert letter.count("Übersetzung berichtigt am 23. Mai 2026") == 1


def test_the_calendar_notes_it_and_keeps_the_day(done: Repository) -> None:
    text = (done.root / "site/en/terms/notices.ics").read_text("utf-8").replace("\r\n ", "")
    event = next(e for e in text.split("BEGIN:VEVENT") if "UID:terms-1.0@" in e)
    assert "DTSTART;VALUE=DATE:20250201" in event
    assert "Corrected on May 20\\, 2026" in event
    assert "SEQUENCE:1" in event
    assert "DTSTAMP:20260520T120000Z" in event


def test_machines_are_told_that_it_was_modified(done: Repository) -> None:
    html = (done.root / f"site/en/{V1}index.html").read_text("utf-8")
    assert '"dateModified": "2026-05-20T12:00:00+00:00"' in html
    sitemap = (done.root / "site/sitemap.xml").read_text("utf-8")
    assert f"<loc>{BASE}en/{V2}</loc><lastmod>2026-05-21</lastmod>" in sitemap
    assert "corrections/" not in sitemap
    timemap = (done.root / "site/en/terms/timemap.link").read_text("utf-8")
    assert 'datetime="Sat, 01 Feb 2025 00:00:00 GMT"' in timemap
    assert "2026" not in timemap.replace("as-of", "")


def test_a_correction_is_no_news_for_letters_and_platforms(repository: Repository) -> None:
    from gazette.notifying import pushing

    before = site(repository)
    repository.commit("2026-05-20", {TERMS: FIXED})
    repository.commit("2026-05-21", {TERMS: FIXED_TWO})
    after = site(repository)
    told = [
        pushing.event(made.archives[0], made.policies[0].version("2.0")) for made in (before, after)
    ]
    names = ("id", "type", "time")
    assert [[each[name] for name in names] for each in told] == [
        ["terms@2.0/2026-07-01", "policy-gazette.notice.announced", "2026-05-15T12:00:00+00:00"]
    ] * 2


# --- Days and builds ----------------------------------------------------------------------------


def test_a_day_before_the_correction_shows_the_first_text(done: Repository, tmp_path: Path) -> None:
    there = copy(done, tmp_path / "copy")
    there.git("clean", "--quiet", "-fdx")
    build(there, "2026-05-19")
    assert "You may use teh service." in page(there, f"en/{V1}")
    assert published(there, f"en/{V1}") == ["."]
    assert [e["kind"] for e in versions(there)["1.0"]["events"]] == ["announced"]
    build(there, "2026-05-20")
    assert "You may use the service." in page(there, f"en/{V1}")
    assert "You may use teh service." in page(there, f"en/{V2}")


def test_a_build_on_the_last_one_is_a_clean_build(tmp_path: Path) -> None:
    """Each step on the site before it, under its guard; at last as if made at once."""
    repository = slipped(tmp_path / "repository")
    catalog = GERMAN.replace("nutzen.", "verwenden.")
    steps = ({TERMS: FIXED}, {TERMS: FIXED_TWO}, {CATALOG: GERMAN}, {CATALOG: catalog})
    build(repository, "2026-05-19")
    for day, files in enumerate(steps, 20):
        repository.commit(f"2026-05-{day}", files)
        build(repository, f"2026-05-{day}")
    clean = copy(repository, tmp_path / "clean")
    clean.git("clean", "--quiet", "-fdx")
    build(clean, "2026-05-23")
    assert contents(repository.root / "site") == contents(clean.root / "site")
    assert published(clean, f"de/{V1}") == [".", "as-published", "corrections/1", "corrections/2"]


def test_a_review_tells_a_correction_with_its_redline(repository: Repository) -> None:
    repository.branch("change")
    repository.commit("2026-05-20", {TERMS: corrected(SLIP_TWO, "teh", "the", ENTRY)})
    told = run(repository, "review", "main..HEAD", "--as-of", "2026-06-01")
    assert told.code == 0, told
    assert '**Terms, version 2.0** is corrected: A misspelt word in "Terms".' in told.output
    assert "Correction: terms@2.0 as published → terms@2.0, corrected" in told.output
    assert "<del>[-teh-]</del><ins>{+the+}</ins>" in told.output


def test_a_review_tells_a_corrected_translation_with_its_redline(repository: Repository) -> None:
    repository.branch("change")
    text = (repository.root / CATALOG).read_text("utf-8")
    repository.commit("2026-05-20", {CATALOG: text.replace("dürfen den", "dürfen nicht den")})
    told = run(repository, "review", "main..HEAD", "--as-of", "2026-06-01").output
    assert "**Terms, version 1.0** is corrected in its translation (de)." in told
    assert "Translation: terms@1.0, de" in told
    assert "<ins>{+nicht +}</ins>" in told


# --- Texts of others ----------------------------------------------------------------------------

COMMITS = CONFIG.replace("languages: [en, de]", "languages: [en], versions: commits")
LISTED = "policies: [{id: terms, path: content/terms.md}]"
PLAIN = "# Terms\n\nSee [our prices](https://example.com/prices) for what is due.\n"


def test_newer_links_are_an_event_with_its_redline(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "repository")
    listed = COMMITS.replace(
        "commits}", "commits, policies: [{id: terms, path: content/terms.md}]}"
    )
    repository.commit("2026-01-01", {"mkdocs.yml": listed, TERMS: PLAIN})
    repository.commit("2026-02-01", {TERMS: PLAIN.replace("com/prices", "com/fees")})
    build(repository)
    (version,) = versions(repository).values()
    assert [event["kind"] for event in version["events"]] == ["announced", "relinked"]
    place = f"en/terms/v/{version['label']}/"
    assert "Links or images updated on February 1, 2026" in page(repository, "en/terms/history/")
    first = (repository.root / f"site/{place}as-published/index.html").read_text("utf-8")
    assert 'href="https://example.com/prices"' in first
    redline = page(repository, f"{place}corrections/1/")
    assert "Updated links in version 2026-01-01" in redline
    assert "The words stayed as they were" in redline
    assert "link changed" in redline


def test_a_timeline_counts_the_texts_that_stood_too_shortly(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "repository")
    listed = COMMITS.replace("commits}", f"commits, settle: 3, {LISTED}}}")
    repository.commit("2026-01-01", {"mkdocs.yml": listed, TERMS: PLAIN})
    for day, words in ((1, "what was due"), (2, "what will be due"), (3, "all dues")):
        text = PLAIN.replace("what is due", words)
        repository.commit(f"2026-02-0{day}", {TERMS: text})
    build(repository)
    found = versions(repository)
    assert [each["short_lived"] for each in found.values()] == [0, 2]
    assert "2 short-lived texts before it" in page(repository, "en/terms/history/")


def test_an_event_of_a_kind_is_told_in_each_language(done: Repository) -> None:
    """No word of the pages of corrections stands in English elsewhere."""
    english = {"Corrected on", "Text as first published", "Correction of version", "What was"}
    for address in ("", "as-published/", "corrections/1/", "corrections/2/"):
        words = page(done, f"de/{V1}{address}")
        assert not any(each in words for each in english)


def test_a_preview_shows_what_a_draft_would_correct(repository: Repository) -> None:
    catalog = (repository.root / CATALOG).read_text("utf-8").replace("Bedingungen", "Konditionen")
    repository.write(TERMS, corrected(SLIP_TWO, "teh", "the", ENTRY))
    repository.write(CATALOG, catalog)
    settings = read_configuration(repository.root / "mkdocs.yml").settings
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    made = load(settings, now.date(), drafts=now)
    told = [
        [(event.kind.value, event.at) for event in version.events[1:]]
        for version in made.policies[0].versions
    ]
    assert told == [
        [("translation-corrected", now)],
        [("corrected", now), ("translation-corrected", now)],
    ]
    shown = {
        page.address: page.body() for page in corrections(made, made.policies[0].id, Published())
    }
    assert "Konditionen" in str(shown["de/terms/v/1.0/corrections/1/"].named["redline"])
    assert "teh" in str(shown["en/terms/v/2.0/as-published/"].named["text"])
