"""Policies looked at one by one: the same findings, from small values that any process can have."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from gazette.archive.memo import Memo
from gazette.configuration import read_configuration
from gazette.history import read_history
from gazette.model import Finding, Severity
from gazette.publishing import together
from gazette.publishing.loading import load
from gazette.publishing.looking import drafted
from gazette.publishing.retained import Retained, room_for
from gazette.publishing.surveying import Work, survey
from published import TODAY, publish
from small import copy

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.model import Settings
    from repositories import Repository

LINKS = """---
version: "1.0"
effective: 2026-07-01
change: initial
title: Rules
---
# Rules

See [the data](privacy/index.md#data), [no such place](privacy/index.md#nowhere), [us](about.md),
[the terms](terms.md), [nothing](nothing.md) and [this](#this).

## This {#this}

Text.
"""
LATE = LINKS.replace('"1.0"', '"1.1"').replace("change: initial", "change: material")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = publish(tmp_path_factory.mktemp("looking") / "site")
    made.commit("2026-05-20", {"content/rules.md": LINKS})
    return made


def settings(repository: Repository) -> Settings:
    return read_configuration(repository.root / "mkdocs.yml").settings


def one_by_one(repository: Repository) -> tuple[Finding, ...]:
    return drafted(settings(repository), TODAY, None).found.site.findings


def test_links_among_policies_are_judged_with_all_of_them_known(repository: Repository) -> None:
    found = one_by_one(repository)
    assert found == load(settings(repository), TODAY).findings
    dead = [finding.what for finding in found if finding.rule == "dead-link"]
    assert len(dead) == 2
    assert 'names the section "nowhere"' in dead[0] + dead[1]


@pytest.mark.parametrize(
    "text",
    [
        LATE,  # too late, and without a summary
        LATE.replace('"1.1"', "1.1"),  # a label that is no text
        LATE.replace('version: "1.1"\n', ""),  # without a label
        LATE.replace("## This", "Text of {#no braces}\n\n## This"),
    ],
)
def test_what_is_wrong_is_told_as_of_a_site_at_hand(
    repository: Repository, tmp_path: Path, text: str
) -> None:
    made = copy(repository, tmp_path / "copy")
    made.commit("2026-05-25", {"content/rules.md": text})
    found = one_by_one(made)
    assert found == load(settings(made), TODAY).findings
    assert any(finding.place.path == "content/rules.md" for finding in found)
    assert any(finding.severity is Severity.ERROR for finding in found)


def test_what_a_look_takes_and_gives_are_values(repository: Repository) -> None:
    values = settings(repository)
    common, parts = together.parts(read_history(values), values)
    work = Work("here", values, TODAY, common, is_preview=True)
    for own in parts:
        given = pickle.loads(pickle.dumps((work, own)))  # noqa: S301  # our own
        here, there = survey(work, own), survey(*given)
        assert (here.policy, here.entry, here.cards) == (there.policy, there.entry, there.cards)
        assert here.findings == there.findings
        assert pickle.loads(pickle.dumps(here)).links == there.links  # noqa: S301  # our own
        texts = sum(len(file.text) for revision in own.revisions for file in revision.files)
        assert texts > 0
        assert len(pickle.dumps(own)) < 2000 * (1 + len(own.revisions))  # no text travels


def test_a_policy_stays_at_hand_while_there_is_room_and_for_one_work(
    repository: Repository,
) -> None:
    archives = load(settings(repository), TODAY).archives
    sizes = [room_for(archive) for archive in archives]
    blocks = [archive.documents.size for archive in archives]
    assert min(blocks) > 0
    assert sizes == [count * 3 + sizes[0] - blocks[0] * 3 for count in blocks]  # three languages
    kept, memo = Retained(sum(sizes[:2])), Memo()
    assert [kept.keep("a", archive, memo) for archive in archives[:3]] == [True, True, False]
    assert kept.take("b", archives[0].policy.id) is None
    assert kept.take("a", archives[0].policy.id) == (archives[0], memo)
    assert kept.take("a", archives[0].policy.id) is None
    assert kept.keep("a", archives[0], memo)
    assert kept.keep("b", archives[0], memo)
    assert kept.take("b", archives[1].policy.id) is None
