"""A policy that has another id keeps every address that it had."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from records import IMPRINT, TODAY, WHO, record
from small import Parsed, copy, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from repositories import Repository

BASE = "https://example.com/legal/"
MOVED = WHO.replace("title:", "id: about-us\nformerly: [imprint]\ntitle:")
SAYS = {
    "en": "This page has another address now. Go to the new address",
    "de": "Diese Seite hat jetzt eine andere Adresse. Zur neuen Adresse",
    "ja": "このページのアドレスは変更されました。 新しいアドレスへ移動",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = record(tmp_path_factory.mktemp("published") / "record")
    assert run(made, "build", "--as-of", TODAY).code == 0
    return made


@pytest.fixture(scope="module")
def moved(published: Repository, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = copy(published, tmp_path_factory.mktemp("moved") / "record")
    made.rename(IMPRINT, "content/who.md", TODAY, {"content/who.md": MOVED})
    done = run(made, "build", "--as-of", TODAY)
    assert done.code == 0, done.errors
    return made


def files(repository: Repository, policy: str) -> Iterator[str]:
    """Every file at an address of a policy."""
    site = repository.root / "site"
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and re.match(rf"(api/v1|\w+)/{policy}/", name):
            yield name


def test_every_address_that_was_published_is_there(
    published: Repository, moved: Repository
) -> None:
    before = set(files(published, "imprint"))
    assert {name.split("/")[0] for name in before} == {"en", "de", "ja", "api"}
    assert before <= set(files(moved, "imprint"))


def test_each_old_page_leads_to_the_new_one_in_its_language(moved: Repository) -> None:
    pages = [name for name in files(moved, "imprint") if name.endswith(".html")]
    assert any("/v/1.0/" in name for name in pages)
    for name in pages:
        page, lang = Parsed(moved.root / "site" / name), name.split("/")[0]
        new = BASE + name.replace("/imprint/", "/about-us/", 1).removesuffix("index.html")
        assert ("html", lang) in [(tag, found.get("lang")) for tag, found in page.elements]
        links = [found for tag, found in page.elements if tag == "link"]
        assert [found["href"] for found in links if found["rel"] == "canonical"] == [new]
        (refresh,) = (f for tag, f in page.elements if f.get("http-equiv") == "refresh")
        seconds, address = refresh["content"].split("; url=")
        assert seconds == "0"
        assert urljoin(BASE + name, address) == new
        assert (moved.root / "site" / new.removeprefix(BASE) / "index.html").is_file()
        assert SAYS[lang] in page.words
        assert "noindex" in [found.get("content") for _, found in page.elements]


def test_each_old_file_of_data_is_a_copy_of_the_new_one(moved: Repository) -> None:
    data = [name for name in files(moved, "imprint") if not name.endswith(".html")]
    assert {name.rsplit(".", 1)[1] for name in data} == {"json", "xml", "ics", "link"}
    for name in data:
        new = name.replace("/imprint/", "/about-us/", 1)
        assert (moved.root / "site" / name).read_bytes() == (moved.root / "site" / new).read_bytes()
    found = json.loads((moved.root / "site/api/v1/imprint/versions.json").read_text())
    assert found["policy"] == "about-us"


def test_the_old_names_stand_in_the_index_and_in_what_hosts_read(moved: Repository) -> None:
    index = json.loads((moved.root / "site/api/v1/index.json").read_text())
    assert {policy["id"]: policy["formerly"] for policy in index["policies"]} == {
        "about-us": ["imprint"],
        "privacy": [],
        "terms": [],
    }
    lines = (moved.root / "site/_redirects").read_text().splitlines()
    assert "/legal/de/imprint/* /legal/de/about-us/:splat 301" in lines
    assert "/legal/api/v1/imprint/* /legal/api/v1/about-us/:splat 301" in lines
    assert len(lines) == 4


def test_feeds_and_calendars_tell_nobody_anew(published: Repository, moved: Repository) -> None:
    for name in ("feed.json", "feed.xml", "notices.ics"):
        old = (published.root / "site/en/imprint" / name).read_text()
        new = (moved.root / "site/en/about-us" / name).read_text()
        assert new == old.replace("/imprint/", "/about-us/").replace(
            "about-us/1.0/en", "imprint/1.0/en"
        ).replace(":about-us/", ":imprint/")


def test_the_old_names_stay(moved: Repository, tmp_path: Path) -> None:
    own = copy(moved, tmp_path / "record")
    own.commit(TODAY, {"content/who.md": MOVED.replace("formerly: [imprint]\n", "")})
    done = run(own, "build", "--as-of", TODAY)
    assert done.code == 1
    assert (
        "The policy imprint is published, and all its addresses would stop working." in done.errors
    )


def test_a_policy_may_move_again(moved: Repository, tmp_path: Path) -> None:
    own = copy(moved, tmp_path / "record")
    again = MOVED.replace("about-us", "company").replace("[imprint]", "[imprint, about-us]")
    own.commit(TODAY, {"content/who.md": again})
    done = run(own, "build", "--as-of", TODAY)
    assert done.code == 0, done.errors
    for old in ("imprint", "about-us"):
        page = (own.root / f"site/ja/{old}/v/1.0/index.html").read_text()
        assert 'content="0; url=../../../../ja/company/v/1.0/"' in page


@pytest.mark.parametrize(
    ("formerly", "told"),
    [
        ("[terms]", 'Two policies claim the id "terms": '),
        ("[Über uns]", '"formerly: Über uns" of the policy "about-us" is not the id of a policy.'),
        ("[../..]", '"formerly: .." of the policy "about-us" is not the id of a policy.'),
        ("[site]", '"formerly: site" of the policy "about-us" is not the id of a policy.'),
    ],
)
def test_an_old_name_that_cannot_be_is_told(
    published: Repository, tmp_path: Path, formerly: str, told: str
) -> None:
    own = copy(published, tmp_path / "record")
    own.commit(TODAY, {IMPRINT: MOVED.replace("[imprint]", formerly)})
    done = run(own, "check", "--as-of", TODAY)
    assert done.code == 1
    assert told in done.output
