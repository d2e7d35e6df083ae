"""Facts kept between builds: whatever became of their file, what is read is what was written."""

from __future__ import annotations

import re
import tracemalloc
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.archive import facts, memo
from gazette.archive.facts import Facts
from gazette.archive.memo import Memo, programs

if TYPE_CHECKING:
    from collections.abc import Callable

NOTED: dict[str, object] = {
    "none": [],
    "words": ["Größe", "数", "\ud800", 'a "quoted"\nline', 1.5, None],
    "fields": {"label": "1.0", "blocks": [[0, 1], [2, 3]], "is_new": True},
    "long": ["clause " * 40] * 20,
}
PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
# Of what Gazette depends on: what makes nothing that is kept or shown.
NO_MAKERS = {"click", "gitpython", "portalocker", "standardwebhooks"}


def written(folder: Path, name: str = "terms", seal: str = "ours") -> Path:
    file = folder / f"{name}.facts"
    kept = Facts(file, seal)
    for key, value in NOTED.items():
        kept.note(key, value)
    kept.keep()
    return file


def read(file: Path, seal: str = "ours") -> dict[str, object]:
    kept = Facts(file, seal)
    return {key: found for key in NOTED if (found := kept.recall(key)) is not None}


def test_facts_are_what_they_were(tmp_path: Path) -> None:
    assert read(written(tmp_path)) == NOTED


def test_several_processes_add_to_one_file_at_the_same_time(tmp_path: Path) -> None:
    """Each by one write: none comes in the middle of another's."""
    file, fork = written(tmp_path), get_context("fork")
    together = fork.Barrier(6)

    def add(who: int) -> None:
        kept = Facts(file, "ours")
        for at in range(200):
            kept.note(f"{who} {at}", ["words " * at, who])
        together.wait()
        kept.keep(adds=True)

    processes = [fork.Process(target=add, args=(who,)) for who in range(6)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 6
    found = Facts(file, "ours")
    for who in range(6):
        assert [found.recall(f"{who} {at}") for at in range(200)] == [
            ["words " * at, who] for at in range(200)
        ]
    assert read(file) == NOTED
    # A line that another was still writing may have been taken for a torn one, and ended.
    lines = [line for line in file.read_bytes().splitlines() if line]
    assert len(lines) == 1 + len(NOTED) + 6 * 200


def test_what_another_process_added_meanwhile_is_not_added_again(tmp_path: Path) -> None:
    both = [Facts(written(tmp_path), "ours") for _ in range(2)]
    for kept in both:
        kept.note("more", 1)
        kept.keep(adds=True)
    both[0].note("even more", 2)
    both[0].keep(adds=True)
    assert (tmp_path / "terms.facts").read_bytes().count(b"\n") == 1 + len(NOTED) + 2


@pytest.mark.parametrize("end", [b"", b"torn", b"\n"])
def test_who_only_adds_leaves_what_is_there(
    tmp_path: Path, end: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where most of it seems of no more use, or the last line is torn."""
    monkeypatch.setattr(facts, "_SMALL", 0)
    file = written(tmp_path)
    before = file.read_bytes() + end
    file.write_bytes(before)
    kept = Facts(file, "ours")
    kept.note("more", 1)
    kept.keep(adds=True)
    assert file.read_bytes().startswith(before)
    assert read(file) == NOTED
    assert Facts(file, "ours").recall("more") == 1


def test_facts_are_added_behind_the_others(tmp_path: Path) -> None:
    file = written(tmp_path)
    before = file.read_bytes()
    kept = Facts(file, "ours")
    kept.note("words", NOTED["words"])
    kept.note("more", {"a": 1})
    kept.keep()
    assert file.read_bytes().startswith(before)
    assert len(file.read_bytes().splitlines()) == len(before.splitlines()) + 1
    assert Facts(file, "ours").recall("more") == {"a": 1}
    assert read(file) == NOTED


def test_of_two_facts_of_one_name_the_later_counts(tmp_path: Path) -> None:
    file = written(tmp_path)
    kept = Facts(file, "ours")
    kept.note("none", ["now"])
    kept.keep()
    assert read(file) == {**NOTED, "none": ["now"]}


def test_who_recalls_a_fact_cannot_change_it(tmp_path: Path) -> None:
    kept = Facts(written(tmp_path), "ours")
    found = kept.recall("fields")
    assert isinstance(found, dict)
    found["label"] = "2.0"
    assert kept.recall("fields") == NOTED["fields"]


DAMAGE: dict[str, Callable[[bytes, int], bytes]] = {
    "cut": lambda data, at: data[:at],
    "head gone": lambda data, at: data[at:],
    "bit turned": lambda data, at: data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :],
    "byte gone": lambda data, at: data[:at] + data[at + 1 :],
    "stretch twice": lambda data, at: data[:at] + data[at // 2 :],
    "noughts": lambda data, at: data[:at] + b"\0" * (len(data) - at),
    "line end": lambda data, at: data[:at] + b"\n" + data[at:],
}


@pytest.mark.parametrize("name", DAMAGE)
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_damaged_file_never_says_anything_else(
    name: str, share: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = written(tmp_path_factory.mktemp("facts"))
    data = file.read_bytes()
    file.write_bytes(DAMAGE[name](data, int(share * len(data))))
    found = read(file)
    assert all(NOTED[key] == value for key, value in found.items())
    # And it is whole again after a run that works out what is missing.
    kept = Facts(file, "ours")
    for key, value in NOTED.items():
        kept.note(key, value)
    kept.keep()
    assert read(file) == NOTED


def test_what_others_wrote_is_no_fact(tmp_path: Path) -> None:
    file = written(tmp_path, "terms", "these programs, terms")
    assert read(file, "these programs, privacy") == {}
    assert read(file, "other programs, terms") == {}
    other = written(tmp_path, "privacy", "these programs, privacy")
    file.write_bytes(other.read_bytes())
    assert read(file, "these programs, terms") == {}


@pytest.mark.parametrize("data", [b"", b"\n", b"[]", b"{", b"\0" * 99, b"gazette facts 1\n" * 3])
def test_a_file_of_anything_else_is_empty(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "terms.facts"
    file.write_bytes(data)
    assert read(file) == {}


def test_a_file_that_cannot_be_read_is_empty(tmp_path: Path) -> None:
    (tmp_path / "terms.facts").mkdir()
    assert read(tmp_path / "terms.facts") == {}


def test_what_is_of_no_use_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "_SMALL", 0)
    file = written(tmp_path)
    kept = Facts(file, "ours")
    assert kept.recall("fields")
    kept.note("new", 1)
    kept.keep()
    assert read(file) == {"fields": NOTED["fields"]}


def test_much_that_is_new_does_not_wait_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "_ROOM", 1000)
    kept = Facts(tmp_path / "new" / "terms.facts", "ours")
    tracemalloc.start()
    for at in range(1000):
        kept.note(str(at), ["clause"] * 400)
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken < 1_000_000  # of 3.6 MB
    assert all(kept.recall(str(at)) == ["clause"] * 400 for at in range(1000))
    kept.keep()
    assert Facts(kept.file, "ours").recall("999") == ["clause"] * 400


@given(steps=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5), st.booleans()), max_size=30))
def test_several_may_write_one_file(
    steps: list[tuple[int, int, bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Some note what they found, and write at once or later; one that came first has it all new."""
    file = tmp_path_factory.mktemp("facts") / "terms.facts"
    found = [Facts(file, "ours") for _ in range(3)]
    noted: list[set[int]] = [set(), set(), set()]
    for who, fact, writes in steps:
        found[who].note(str(fact), [fact] * 50)
        noted[who].add(fact)
        if writes:
            found[who].keep()
        if fact == 0 and writes:
            file.unlink(missing_ok=True)
        assert all(found[who].recall(str(one)) in (None, [one] * 50) for one in range(6))
    fresh = Facts(file, "ours")
    assert all(fresh.recall(str(one)) in (None, [one] * 50) for one in range(6))


# --- By policy --------------------------------------------------------------------------------


def test_each_policy_has_a_file(tmp_path: Path) -> None:
    kept = Memo.of(str(tmp_path))
    kept.note("all", 1)
    for policy in ("terms", "privacy"):
        kept.within(policy).note("own", [policy])
    kept.keep()
    names = {path.name for path in (tmp_path / ".cache").rglob("*.facts")}
    assert names == {"site.facts", "terms.facts", "privacy.facts"}
    again = Memo.of(str(tmp_path))
    assert again.recall("all", int) == 1
    assert again.within("terms").recall("own", list) == ["terms"]
    assert again.within("terms").recall("own", dict) is None
    assert again.recall("own", list) is None


def test_other_programs_remember_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Memo.of(str(tmp_path))
    kept.within("terms").note("own", ["x"])
    kept.keep()
    monkeypatch.setattr(memo, "programs", lambda: "others")
    assert Memo.of(str(tmp_path)).within("terms").recall("own", list) is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("")
    kept = Memo.of(str(tmp_path))
    kept.within("terms").note("own", ["x"])
    kept.keep()
    assert kept.within("terms").recall("own", list) == ["x"]


def test_whatever_makes_a_site_is_named() -> None:
    """A result that another version of any of them made is another result."""
    listed = PYPROJECT.read_text("utf-8").partition("\ndependencies = [")[2].partition("\n]")[0]
    needed = set(re.findall(r'"([a-z0-9-]+)', listed))
    assert needed - NO_MAKERS <= set(memo.MAKERS)


def test_another_version_of_a_maker_is_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    before = programs()
    real = memo.installed
    for maker in memo.MAKERS:
        with monkeypatch.context() as patch:
            patch.setattr(
                memo, "installed", lambda name, of=maker: "0" if name == of else real(name)
            )
            programs.cache_clear()
            assert programs() != before, maker
    programs.cache_clear()
