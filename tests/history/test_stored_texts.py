"""The texts of a history: read when asked for, held no longer than there is room."""

from __future__ import annotations

import pickle
import sys
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.document import may_name_files
from gazette.history import read_history
from gazette.history.git import Repository as Source
from gazette.history.texts import Flaw, Texts
from gazette.model import SourceFile
from repositories import Repository

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.history import History

TERMS = "content/terms.md"
WORDS = [f"# Terms\n\n{'Fees are due. ' * 50}{n}\n" for n in range(9)]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.create(tmp_path / "policies")
    for at, text in enumerate(WORDS):
        made.commit(f"2024-01-01T00:{at:02}:00+00:00", {TERMS: text})
    return made


def blobs_of(repository: Repository) -> list[str]:
    return repository.git("log", "--reverse", "--format=%H:" + TERMS).split()


def texts_of(history: History) -> list[str]:
    return [revision.files[0].text for revision in history.revisions["terms"]]


@pytest.mark.parametrize("room", [0, 5_000, 10_000_000])
def test_every_text_is_what_git_has_however_little_room_there_is(
    repository: Repository, room: int
) -> None:
    texts = Texts(Source(str(repository.root)), room)
    blobs = repository.git("rev-parse", *blobs_of(repository)).split()
    assert dict(texts.stream(blobs)) == dict(zip(blobs, WORDS, strict=True))
    assert [texts.text(blob) for blob in blobs[::-1]] == WORDS[::-1]
    assert [texts.text(blob) for blob in blobs] == WORDS


def test_no_more_is_held_than_there_is_room_for(repository: Repository) -> None:
    room = 3 * sys.getsizeof(WORDS[0])
    texts = Texts(Source(str(repository.root)), room)
    blobs = repository.git("rev-parse", *blobs_of(repository)).split()
    for blob in blobs:
        texts.text(blob)
    assert list(texts._kept) == blobs[-len(texts._kept) :]  # those that were asked for last
    assert 1 <= len(texts._kept) <= 3


def test_another_text_may_be_asked_for_while_many_are_read(repository: Repository) -> None:
    texts = Texts(Source(str(repository.root)), 0)
    blobs = repository.git("rev-parse", *blobs_of(repository)).split()
    for (blob, text), other in zip(texts.stream(blobs), blobs[::-1], strict=True):
        assert text == WORDS[blobs.index(blob)]
        assert texts.text(other) == WORDS[blobs.index(other)]


def test_a_text_is_read_long_after_the_history_was(repository: Repository) -> None:
    history = read_history(repository.settings(TERMS))
    repository.commit("2024-02-01", {TERMS: "# Other\n"})
    repository.git("gc", "--quiet", "--prune=now")
    store = history.revisions["terms"][0].files[0].written
    assert isinstance(store, Texts)
    store._kept.clear()  # as if others had taken all the room
    assert texts_of(history) == WORDS


def test_a_history_goes_to_another_process_and_its_texts_with_it(repository: Repository) -> None:
    history = read_history(repository.settings(TERMS))
    sent = pickle.dumps(history)
    assert len(sent) < sum(map(len, WORDS)) / 2, "the texts are not sent, they are read there"
    again = pickle.loads(sent)  # noqa: S301
    assert again == history
    assert texts_of(again) == WORDS


def test_processes_that_were_forked_off_do_not_read_each_others_answers(
    repository: Repository,
) -> None:
    history = read_history(repository.settings(TERMS))
    store = history.revisions["terms"][0].files[0].written
    assert isinstance(store, Texts)
    store._kept.clear()
    history.revisions["terms"][0].files[0].text  # noqa: B018  # git runs now
    context = get_context("fork")
    with context.Pool(2, _adopt, (history,)) as pool:
        found = pool.map(_adopted, list(range(len(WORDS))) * 9, chunksize=1)
    assert found == WORDS * 9
    assert texts_of(history) == WORDS, "git goes on for the process that started it"


_HISTORIES: list[History] = []


def _adopt(history: History) -> None:
    _HISTORIES.append(history)


def _adopted(at: int) -> str:
    return _HISTORIES[0].revisions["terms"][at].files[0].text


def test_a_file_is_told_by_its_blob_and_a_working_copy_by_its_text(repository: Repository) -> None:
    store = Texts(Source(str(repository.root)))
    blob, other = repository.git("rev-parse", *blobs_of(repository)[:2]).split()
    assert SourceFile(TERMS, store, blob) == SourceFile(TERMS, WORDS[0], blob)
    assert hash(SourceFile(TERMS, store, blob)) == hash(SourceFile(TERMS, WORDS[0], blob))
    assert SourceFile(TERMS, store, blob) != SourceFile(TERMS, store, other)
    assert SourceFile(TERMS, store, blob) != SourceFile("content/fees.md", store, blob)
    assert SourceFile(TERMS, store, blob) != SourceFile(TERMS, WORDS[0])
    assert SourceFile(TERMS, WORDS[0]) == SourceFile(TERMS, WORDS[0])
    assert SourceFile(TERMS, WORDS[0]) != SourceFile(TERMS, WORDS[1])
    assert SourceFile(TERMS, "") != TERMS
    assert len({SourceFile(TERMS, WORDS[0]), SourceFile(TERMS, WORDS[0])}) == 1


def test_a_blob_that_is_no_text_has_a_flaw_each_time(repository: Repository) -> None:
    repository.commit("2024-03-01", {TERMS: b"\xff\xfe"})
    texts = Texts(Source(str(repository.root)), 0)
    blob = repository.git("rev-parse", f"HEAD:{TERMS}")
    assert isinstance(texts.of(blob), Flaw)
    assert texts.of(blob) == texts.of(blob)


NAMING = {
    "[a](x.pdf)": True,
    "[a]( x.pdf )": True,
    "[a]:x.pdf": True,
    "[a](<x y.pdf>)": True,
    '<a HREF = "x.pdf">': True,
    "<a href=x.pdf>": True,
    "[a](b){href=x.pdf}": True,
    "![a](x)": True,
    '<IMG src="x">': True,
    "[a](x)": False,
    "[a](x.md)": False,
    "[a](x.html#y.z)": True,
    "[a](https://x.example/y.pdf)": False,
    "[a](/y.pdf)": False,
    "[a](#y.pdf)": False,
    "the href=x of src=y": False,
    "see x.pdf (and [a] x.pdf)": False,
    "": False,
}


@pytest.mark.parametrize(("text", "may"), NAMING.items(), ids=NAMING)
def test_whether_a_text_may_name_files(text: str, may: bool) -> None:  # noqa: FBT001
    assert may_name_files(text) is may
    assert may_name_files(f"# Terms\n\n{text}\n") is may


@given(st.text("](){}<> =\"':./#ahrefsrcimgpdfx\n", max_size=60))
def test_a_text_with_a_file_in_it_always_may_name_it(words: str) -> None:
    assert may_name_files(f"{words}\n\n[a](x.pdf)")
    assert may_name_files(f'{words}\n\n<a href="x.pdf">')
