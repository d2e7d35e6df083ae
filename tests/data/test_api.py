from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from published import TODAY, privacy, publish
from small import Parsed, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repositories import Repository

BASE = "https://example.com/legal/"
SOURCE = Path(__file__).parents[2] / "generator/gazette/data/schema"
# What an object of another kind would have, so that a schema is seen to refuse something.
SCHEMAS = {
    "index": "policies",
    "versions": "versions",
    "notices": "notices",
    "text": "sections",
    "steps": "versions",
}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Beside what was published: a version brought forward, one withdrawn, one replaced."""
    made = publish(tmp_path_factory.mktemp("api") / "repository")
    text = "## Data {#data}\n\nWe keep *nothing* at all.\n\n```\ncode\n```\n"
    text += "\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    later = privacy("4.0", "2026-09-01", "material", text)
    made.commit("2026-05-02", later)
    head = "content/privacy/index.md"
    made.commit("2026-05-03", {head: later[head].replace("2026-09-01", "2026-08-20")})
    fifth = privacy("5.0", "2026-08-20", "material", text + "\nWords.\n")
    fifth[head] = fifth[head].replace("change:", 'replaces: "4.0"\nchange:')
    made.commit("2026-05-04", fifth)
    sixth = privacy("6.0", "2026-10-01", "editorial", text + "\nMore words.\n")
    made.commit("2026-05-05", sixth)
    called_off = sixth[head].replace("change:", "withdrawn: true\nchange:")
    made.commit("2026-05-06", {head: called_off})
    outcome = run(made, "build", "--as-of", TODAY.isoformat())
    assert outcome.code == 0, outcome
    return made


@pytest.fixture(scope="module")
def site(repository: Repository) -> Path:
    return repository.root / "site"


def files(site: Path) -> dict[str, Any]:
    """Address -> content of every JSON file of the API, schemas aside."""
    return {
        path.relative_to(site).as_posix(): json.loads(path.read_text())
        for path in sorted((site / "api/v1").rglob("*.json"))
        if path.parent.name != "schema"
    }


def kind(address: str) -> str:
    if Path(address).parent.name == "steps":
        return "steps"
    stem = Path(address).stem.partition(".")[0]
    return stem if stem in SCHEMAS else "text"


def validator(site: Path, name: str) -> Draft202012Validator:
    schema = json.loads((site / f"api/v1/schema/{name}.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def test_the_published_schemas_are_the_sources(site: Path) -> None:
    published = {path.name: path.read_text() for path in (site / "api/v1/schema").iterdir()}
    ids = {json.loads(text)["$id"] for text in published.values()}
    assert ids == {f"urn:gazette:api:v1:{Path(name).stem}" for name in published}
    assert published == {path.name: path.read_text() for path in SOURCE.iterdir()}


def test_every_address_of_the_design_is_there(site: Path) -> None:
    labels = {"privacy": ["1.0", "2.0", "3.0", "4.0", "5.0", "6.0"], "terms": ["1.0"]}
    years = {"privacy": (2025, 2026), "terms": (2025,)}
    expected = {"api/v1/index.json"}
    for policy, found in labels.items():
        expected |= {f"api/v1/{policy}/{name}.json" for name in ("versions", "notices")}
        expected |= {
            f"api/v1/{policy}/v/{label}.{lang}.json"
            for label in found
            for lang in ("en", "de", "ja")
        }
        expected |= {f"api/v1/{policy}/steps/{year}.json" for year in years[policy]}
    assert set(files(site)) == expected


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_file_keeps_its_schema(site: Path, name: str) -> None:
    schema = validator(site, name)
    found = [data for address, data in files(site).items() if kind(address) == name]
    assert found
    for data in found:
        assert [error.message for error in schema.iter_errors(data)] == []
        assert data["$schema"] == f"{BASE}api/v1/schema/{name}.json"


@pytest.mark.parametrize(("name", "key"), SCHEMAS.items())
def test_a_schema_describes_exactly(site: Path, name: str, key: str) -> None:
    """It refuses a file without a key, with another, and one whose values are of another type."""
    schema = validator(site, name)
    data = next(d for address, d in files(site).items() if kind(address) == name)
    assert schema.is_valid(data)
    assert not schema.is_valid({k: v for k, v in data.items() if k != key})
    assert not schema.is_valid(data | {"more": 1})
    assert not schema.is_valid(data | {key: [{"label": 1}]})


def values(data: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a file with its key."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from values(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from values(value, key)
    elif isinstance(data, str):
        yield key, data


def test_times_are_aware_and_dates_are_dates(site: Path) -> None:
    found = [pair for data in files(site).values() for pair in values(data)]
    times = [value for key, value in found if key in {"published", "at", "counted_from"}]
    days = [value for key, value in found if key in {"effective", "until", "as_of"}]
    assert times
    assert all(datetime.fromisoformat(value).tzinfo for value in times)
    assert all(date.fromisoformat(value).isoformat() == value for value in days)


def test_every_link_leads_to_something_that_was_built(site: Path) -> None:
    links = {
        value
        for data in files(site).values()
        for key, value in values(data)
        if value.startswith(BASE) and key != "html"
    }
    assert len(links) > 40
    for link in links:
        parts = urlsplit(link.removeprefix(BASE))
        target = site / parts.path / "index.html" if parts.path.endswith("/") else site / parts.path
        assert target.is_file(), link
        if parts.fragment:
            assert parts.fragment in {found.get("id") for _, found in Parsed(target).elements}


def test_the_api_the_command_and_the_pages_say_the_same(repository: Repository, site: Path) -> None:
    table = run(repository, "versions", "--as-of", TODAY.isoformat()).output
    rows = [line.split()[:5] for line in table.splitlines()[1:]]
    found = [
        [data["policy"], v["label"], v["status"], v["published"][:10], v["effective"]]
        for address, data in files(site).items()
        if kind(address) == "versions"
        for v in data["versions"]
    ]
    assert found == rows
    for policy, label, status, _, effective in rows:
        page = Parsed(site / f"en/{policy}/v/{label}/index.html")
        days = [found.get("datetime") for tag, found in page.elements if tag == "time"]
        assert status not in {"in-force", "upcoming"} or effective in days


def test_what_happened_is_told_with_its_date(site: Path) -> None:
    data = files(site)["api/v1/privacy/versions.json"]
    events = {
        v["label"]: [(e["kind"], e["effective"], e.get("by", "")) for e in v["events"]]
        for v in data["versions"]
    }
    assert events["4.0"] == [
        ("announced", "2026-09-01", ""),
        ("rescheduled", "2026-08-20", ""),
        ("replaced", "2026-08-20", "5.0"),
    ]
    assert events["6.0"] == [("announced", "2026-10-01", ""), ("withdrawn", "2026-10-01", "")]


def test_an_index_names_what_is_in_force_and_what_comes(site: Path) -> None:
    (first, _) = files(site)["api/v1/index.json"]["policies"]
    assert first["id"] == "privacy"
    assert first["in_force"] == "2.0"
    assert first["upcoming"] == ["3.0", "5.0"]
    assert first["titles"]["de"] == "Datenschutz"


def test_a_notice_gives_its_days_and_what_was_required(site: Path) -> None:
    notices = {n["label"]: n for n in files(site)["api/v1/privacy/notices.json"]["notices"]}
    assert (notices["3.0"]["days"], notices["3.0"]["required_days"]) == (60, 30)
    assert notices["4.0"]["counted_from"].startswith("2026-05-03")
    assert notices["1.0"]["required_days"] == 0
    assert notices["1.0"]["predecessor"] is None


def test_a_text_says_which_passages_are_not_translated(site: Path) -> None:
    text = files(site)["api/v1/privacy/v/2.0.de.json"]
    (section,) = text["sections"]
    told = [(block["text"], block["translation"]) for block in section["blocks"]]
    assert ("Namen", "translated") in told
    assert ("addresses", "missing") in told
    versions = files(site)["api/v1/privacy/versions.json"]["versions"]
    counted = next(v for v in versions if v["label"] == "2.0")["languages"]["de"]["untranslated"]
    assert counted == [state for _, state in told].count("missing")


def test_a_digest_is_of_the_text_alone(repository: Repository, site: Path) -> None:
    """Rescheduling a version leaves its digest; another text has another."""
    versions = files(site)["api/v1/privacy/versions.json"]["versions"]
    digests = {v["label"]: v["digest"] for v in versions}
    assert len(set(digests.values())) == len(digests)
    output = run(
        repository, "versions", "privacy", "--format", "json", "--as-of", "2026-05-02"
    ).output
    before = {v["label"]: v["digest"] for v in json.loads(output)["versions"]}
    assert before["4.0"] == digests["4.0"]


def test_before_anything_was_published_the_index_is_empty(repository: Repository) -> None:
    assert run(repository, "build", "--as-of", "2001-01-01", "--site-dir", "early").code == 0
    index = json.loads((repository.root / "early/api/v1/index.json").read_text())
    assert index["policies"] == []
    assert validator(repository.root / "early", "index").is_valid(index)
