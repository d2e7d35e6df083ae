"""A policy is published by itself and forgotten, whether it stayed at hand or is made anew."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from gazette.archive.archive import Archive
from gazette.configuration import read_configuration
from gazette.model import Document
from gazette.publishing.looking import drafted
from gazette.publishing.pieces import Piece
from gazette.publishing.policies import publish
from gazette.publishing.retained import RETAINED
from pressing import means
from published import TODAY
from published import publish as published
from small import contents

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.publishing.looking import Ready
    from repositories import Repository


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return published(tmp_path_factory.mktemp("policies") / "site")


def looked(repository: Repository) -> Ready:
    settings = read_configuration(repository.root / "mkdocs.yml").settings
    return drafted(settings, TODAY, None)


def alive() -> int:
    """How many policies and texts are in memory."""
    gc.collect()
    return sum(isinstance(each, Archive | Document) for each in gc.get_objects())


def test_nothing_is_left_of_a_policy_that_was_published(
    repository: Repository, tmp_path: Path
) -> None:
    RETAINED.clear()
    before = alive()
    ready = looked(repository)
    assert alive() > before  # they stay at hand
    for own in ready.parts:
        publish(means(ready, tmp_path), Piece(own))
    assert alive() == before


def test_a_policy_is_published_alike_whether_it_stayed_at_hand_or_not(
    repository: Repository, tmp_path: Path
) -> None:
    ready = looked(repository)
    kept = [publish(means(ready, tmp_path / "kept"), Piece(own)) for own in ready.parts]
    anew = [publish(means(ready, tmp_path / "anew"), Piece(own)) for own in ready.parts]
    assert kept == anew
    assert contents(tmp_path / "kept") == contents(tmp_path / "anew")
    assert sum(share.summary.pages for share in kept if share.summary) > 40
