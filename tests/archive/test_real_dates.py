"""Mozilla's five documents have the days that their texts state, as git's own texts say.

The reference asks git for every text on the published line and reads `{: datetime="2015-02-17"}`
by an expression of its own. Three of the documents carry such a date; one commit of May 2018 gave
one of them a day that no calendar has.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from gazette.model import Discovery, OwnDate, PolicySource
from gazette.publishing.loading import load
from repositories import Repository, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.site import Site

TODAY = date(2026, 11, 1)
DATED = ("mozilla_privacy_policy", "subscription_services_tos", "websites_privacy_notice")
UNDATED = ("acceptable_use_policy", "firefox_about_rights")
WRITTEN = re.compile(r"\{:[^}\n]*datetime=\"([^\"\n]*)\"")


@pytest.fixture(scope="module")
def mozilla(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    bundle = shared("corpora/mozilla-legal-docs-five.bundle")
    return Repository.clone(bundle, tmp_path_factory.mktemp("mozilla") / "repository")


def site_of(repository: Repository, name: str) -> Site:
    source = PolicySource(
        "it",
        f"en/{name}.md",
        discovery=Discovery.COMMITS,
        own_date=OwnDate(attribute="datetime"),
    )
    return load(repository.settings(source, languages=("en",), docs_dir="."), TODAY)


def texts(repository: Repository, name: str) -> Iterator[str]:
    """Every text that a commit of the published line left, oldest first."""
    line = repository.git(
        *("log", "--first-parent", "-m", "--follow", "--name-only", "--format=@%H"),
        *("--", f"en/{name}.md"),
    )
    entries = re.findall(r"@([0-9a-f]{40})\n+([^@\n]+)", line)
    for commit, path in reversed(entries):
        if path.removeprefix("en/").startswith(name):  # git takes another document for its source
            yield repository.git("show", f"{commit}:{path}")


def stated(text: str) -> date | str | None:
    """The day that a text states; as written, where it is none."""
    if not (found := WRITTEN.search(text)):
        return None
    with suppress(ValueError):
        return date.fromisoformat(found[1])
    return found[1]


@pytest.mark.parametrize("name", DATED)
def test_every_version_has_the_day_that_its_text_states(mozilla: Repository, name: str) -> None:
    site = site_of(mozilla, name)
    days = [day for day, _ in groupby(stated(text) for text in texts(mozilla, name))]
    said = [stated(version.files[0].text) for version in site.archive("it").policy.versions]
    assert said == days
    for version, day in zip(site.archive("it").policy.versions, said, strict=True):
        if isinstance(day, date):
            assert version.effective == day
            assert version.label == day.isoformat()


@pytest.mark.parametrize("name", DATED)
def test_a_day_that_no_calendar_has_is_told(mozilla: Repository, name: str) -> None:
    site = site_of(mozilla, name)
    wrong = [day for text in texts(mozilla, name) if isinstance(day := stated(text), str)]
    told = [f.what for f in site.findings if f.rule == "own-date-unreadable"]
    assert len(told) == len(wrong)
    assert all(f"“{day}”" in what for day, what in zip(wrong, told, strict=True))
    assert ("2018-05-55" in wrong) is (name == "mozilla_privacy_policy")


@pytest.mark.parametrize("name", UNDATED)
def test_texts_without_a_day_have_that_of_their_commit(mozilla: Repository, name: str) -> None:
    site = site_of(mozilla, name)
    versions = site.archive("it").policy.versions
    assert versions
    assert all(v.effective == v.published.date() for v in versions)
    assert {f.rule for f in site.findings} == {"own-date-missing"}
