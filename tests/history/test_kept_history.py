"""What is kept of a reading for the next one: the history is the same, and only takes less."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING

import pytest

from gazette.history import FILE, History, Notebook, read_history
from gazette.history.blobs import Blobs
from gazette.model import PolicySource, Settings
from repositories import Repository
from small import CATALOG, GERMAN, NOW, build, contents, make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = "".join(f"Rule {n}: the customer shall keep rule number {n} of all.\n\n" for n in range(9))


class Story:
    """A repository that somebody works on, by chance."""

    def __init__(self, root: Path, seed: int, *, discovered: bool = False) -> None:
        self.chance = Random(seed)  # noqa: S311  # a story, no secret
        self.repository = Repository.create(root)
        self.discovered = discovered
        self.days = 0
        self.terms, self.configuration = "content/terms.md", "mkdocs.yml"
        self.repository.write("mkdocs.yml", "site_name: A\n")
        self.repository.write("content/privacy/index.md", self.text("privacy"))
        self.repository.write("content/privacy/01-scope.md", "# Scope\n\nAll of it.\n")
        self.write_terms()

    @property
    def day(self) -> str:
        self.days += 1
        return f"2024-{1 + self.days // 27:02}-{1 + self.days % 27:02}"

    @property
    def settings(self) -> Settings:
        policies = (PolicySource("terms", self.terms), "content/privacy", "content/cookies.md")
        found = self.repository.settings(*policies)
        return replace(found, configuration=self.configuration, discovered=self.discovered)

    def text(self, name: str) -> str:
        shown = self.chance.choice(["", "![Logo](img/logo.png)", "[Form](img/form.pdf)"])
        version = self.chance.randint(1, 4)
        head = f"---\nversion: {version}.0\neffective: 2025-01-01\n---\n"
        return f"{head}# {name}\n\n{FIRST}{self.chance.random()}\n\n{shown}\n"

    def write_terms(self) -> None:
        self.repository.commit(self.day, {self.terms: self.text("terms")})

    def write_privacy(self) -> None:
        path = self.chance.choice(["01-scope", "02-more", "03-end"])
        self.repository.commit(self.day, {f"content/privacy/{path}.md": self.text(path)})

    def write_cookies(self) -> None:
        self.repository.commit(self.day, {"content/cookies.md": self.text("cookies")})

    def move_terms(self) -> None:
        old, self.terms = self.terms, f"content/terms-{self.chance.randint(1, 9)}.md"
        if old != self.terms:
            self.repository.rename(old, self.terms, self.day)

    def move_configuration(self) -> None:
        old, self.configuration = self.configuration, f"site-{self.chance.randint(1, 9)}.yml"
        if old != self.configuration:
            self.repository.rename(old, self.configuration, self.day)

    def delete_cookies(self) -> None:
        if (self.repository.root / "content/cookies.md").exists():
            self.repository.delete("content/cookies.md", self.day)

    def link_cookies(self) -> None:
        self.repository.link("content/cookies.md", self.terms.removeprefix("content/"))
        self.repository.commit(self.day)

    def draw(self) -> None:
        name = self.chance.choice(["logo.png", "form.pdf"])
        self.repository.commit(self.day, {f"content/img/{name}": f"{self.chance.random()}"})

    def translate(self) -> None:
        self.repository.commit(self.day, {CATALOG: f"{GERMAN}\n# {self.chance.random()}\n"})

    def configure(self) -> None:
        self.repository.commit(
            self.day, {self.configuration: f"site_name: {self.chance.random()}\n"}
        )

    def merge(self) -> None:
        name = f"branch-{self.days}"
        self.repository.branch(name)
        self.write_privacy()
        self.repository.switch("main")
        self.draw()
        self.repository.merge(name, self.day)

    def spoil(self) -> None:
        self.repository.commit(self.day, {"content/privacy/02-more.md": b"\xff\xfe"})

    def forget(self) -> None:
        """Take back the last two commits, and do something else."""
        self.repository.git("reset", "--quiet", "--hard", "HEAD~2")
        names = self.repository.git("ls-files").split("\n")
        terms = [name for name in names if name.startswith("content/terms")]
        self.terms = terms[0] if terms else "content/terms.md"
        self.configuration = next(name for name in names if name.endswith(".yml"))
        self.write_terms()

    def go_on(self) -> None:
        steps = [
            *[self.write_terms, self.write_privacy, self.write_cookies, self.draw] * 2,
            *(self.move_terms, self.move_configuration, self.delete_cookies, self.link_cookies),
            *(self.translate, self.configure, self.merge, self.spoil),
        ]
        self.chance.choice([*steps, self.forget] if self.days > 12 else steps)()


LONG = "GAZETTE_LONG" in os.environ  # more stories than an ordinary run has time for


@pytest.mark.parametrize("discovered", [False, True], ids=["listed", "found"])
@pytest.mark.parametrize("seed", range(40 if LONG else 2))
def test_whatever_happens_the_history_is_that_of_a_first_reading(
    tmp_path: Path, seed: int, *, discovered: bool
) -> None:
    story = Story(tmp_path / "repository", seed, discovered=discovered)
    notebook = Notebook(tmp_path / "kept", "these programs")
    added = 0
    for _ in range(18):
        story.go_on()
        if story.chance.random() < 0.5:
            before = notebook.file.read_bytes() if notebook.file.exists() else b"\0"
            drafts = story.chance.choice([None, None, NOW])
            found = read_history(story.settings, drafts=drafts, notebook=notebook)
            assert found == read_history(story.settings, drafts=drafts)
            added += notebook.file.read_bytes().startswith(before)
            assert notebook.read()[1], "what was kept can be read"
            again = read_history(story.settings, drafts=drafts, notebook=notebook)
            assert again == found
    assert added > 1, "some readings went on from what was known"


# --- Less is read -----------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path) -> Notebook:
    return Notebook(tmp_path / "kept", "these programs")


@pytest.fixture
def story(tmp_path: Path) -> Story:
    found = Story(tmp_path / "repository", 1)
    for _ in range(8):
        found.write_terms()
    return found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The blobs of which git was asked for the bytes."""
    names, read = [], Blobs.read

    def told(self: Blobs, wanted: list[str], **how: int) -> Iterator[tuple[str, int, bytes]]:
        wanted = list(wanted)
        names.extend(wanted)
        return read(self, wanted, **how)

    monkeypatch.setattr(Blobs, "read", told)
    return names


def test_a_text_that_was_read_is_not_read_again(
    story: Story, kept: Notebook, asked: list[str]
) -> None:
    settings = replace(story.settings, configuration="")
    read_history(settings, notebook=kept)
    assert len(asked) > 8
    before = kept.file.read_bytes()
    asked.clear()
    read_history(settings, notebook=kept)
    assert asked == []
    assert kept.file.read_bytes() == before, "nothing was new"
    story.repository.commit(story.day, {story.terms: "# Terms\n\nOther words.\n"})
    new = story.repository.git("rev-parse", f"HEAD:{story.terms}")
    read_history(settings, notebook=kept)
    assert asked == [new]
    lines = kept.file.read_bytes().splitlines()
    assert kept.file.read_bytes().startswith(before)
    assert len(lines) == 2
    assert len(lines[1]) < 2000, "only what is new was added"


def test_what_has_many_parts_is_written_as_one(story: Story, kept: Notebook) -> None:
    sizes = []
    for _ in range(70):
        story.repository.commit(story.day if story.days < 300 else "2025-01-01")
        read_history(story.settings, notebook=kept)
        sizes.append(kept.file.read_bytes().count(b"\n"))
    assert max(sizes) == 64
    assert sizes[64] == 1


def test_who_only_looks_keeps_nothing(story: Story, kept: Notebook) -> None:
    looking = replace(kept, is_kept=False)
    read_history(story.settings, notebook=looking)
    assert not kept.file.exists()
    read_history(story.settings, notebook=kept)
    before = kept.file.read_bytes()
    story.write_terms()
    assert read_history(story.settings, notebook=looking) == read_history(story.settings)
    assert kept.file.read_bytes() == before


def test_where_nothing_can_be_kept_everything_is_read(story: Story, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    notebook = Notebook(tmp_path / "file" / "kept", "these programs")
    assert read_history(story.settings, notebook=notebook) == read_history(story.settings)


# --- What lies there is none of ours ------------------------------------------------------------


def told(story: Story, kept: Notebook) -> History:
    """What is told after one reading and a further commit."""
    read_history(story.settings, notebook=kept)
    story.write_terms()
    read_history(story.settings, notebook=kept)
    story.write_terms()
    return read_history(story.settings)


def test_a_torn_file_changes_nothing(story: Story, kept: Notebook) -> None:
    expected = told(story, kept)
    whole = kept.file.read_bytes()
    for end in range(0, len(whole), max(1, len(whole) // 12)):
        kept.file.write_bytes(whole[:end])
        assert read_history(story.settings, notebook=kept) == expected
        assert kept.read()[1], "what is torn is replaced"


def test_an_edited_file_changes_nothing(story: Story, kept: Notebook) -> None:
    expected = told(story, kept)
    whole = kept.file.read_bytes()
    chance = Random(5)  # noqa: S311  # as above
    for _ in range(12):
        at = chance.randrange(len(whole))
        kept.file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert read_history(story.settings, notebook=kept) == expected


def test_a_foreign_file_changes_nothing(tmp_path: Path, story: Story, kept: Notebook) -> None:
    other = Story(tmp_path / "other", 2)
    other.write_terms()
    read_history(other.settings, notebook=kept)
    assert read_history(story.settings, notebook=kept) == read_history(story.settings)
    for data in (b"", b"\n", b"\n\n", b"words", b"\xff" * 99, b"{}\n", sealed(b"{}"), sealed(b"[")):
        kept.file.write_bytes(data)
        assert read_history(story.settings, notebook=kept) == read_history(story.settings)


def sealed(record: bytes) -> bytes:
    """A line as it is kept, whatever its record is."""
    return sha256(record).hexdigest().encode() + b" " + record + b"\n"


def test_what_other_programs_kept_counts_for_nothing(story: Story, kept: Notebook) -> None:
    others = replace(kept, maker="other programs")
    read_history(story.settings, notebook=others)
    record = json.loads(kept.file.read_bytes()[65:])
    record["ways"]["terms"]["snapshots"] = []
    data = json.dumps(record).encode()
    kept.file.write_bytes(sealed(data))
    assert read_history(story.settings, notebook=kept) == read_history(story.settings)


# --- The site -----------------------------------------------------------------------------------


def test_the_site_is_the_same_whatever_lies_there(tmp_path: Path) -> None:
    repository = make(tmp_path / "repository")
    assert build(repository).code == 0
    assert (repository.root / FILE).is_file()
    repository.commit("2026-05-20", {CATALOG: f"{GERMAN}\n# Looked through.\n"})
    assert build(repository).code == 0
    expected = contents(repository.root / "site")
    for data in (None, b"", b"torn", (repository.root / FILE).read_bytes()[:-9]):
        (repository.root / FILE).unlink()
        if data is not None:
            (repository.root / FILE).write_bytes(data)
        assert build(repository).code == 0
        assert contents(repository.root / "site") == expected
