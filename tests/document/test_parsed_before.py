"""What was read in an earlier run is what reading it now comes to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.document import Parser
from gazette.document.github import GitHubReader
from gazette.document.kept import read_cuts, written_cuts
from gazette.errors import GazetteError
from gazette.model import Dialect, SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable

PARTS = st.sampled_from(
    [
        *(
            "# Terms {#t}\n",
            "## Fees\n",
            "text\n",
            "\n",
            "- item\n  1. one\n",
            "> quote\n",
            "---\n",
        ),
        *("{type=a .x}\n1. a\n2. b\n", "| a | b |\n|:-:|---|\n| *1* | `2` |\n", "    code\n"),
        *("see [r] and[^n]\n", "[r]: http://x\n", "[^n]: note\n", "<b id='y'>bold</b> on\n"),
        *('![x](y.png) [z](https://z.example "t")\n', "a  \nb\n", "term\n: meaning\n", "<div>\n"),
        *(
            "```py\nx\n```\n",
            "数と *強調* です\n",
            '!!! note "T"\n    in it\n',
            "~~gone~~ &amp; &lt;\n",
        ),
    ]
)


class Memory:
    """A memory that goes through JSON, as facts do."""

    def __init__(self, known: Iterable[tuple[str, str]] = ()) -> None:
        self.known = dict(known)

    def recall(self, key: str, kind: type) -> object:
        found = json.loads(self.known[key]) if key in self.known else None
        return found if isinstance(found, kind) else None

    def note(self, key: str, value: object) -> None:
        self.known[key] = json.dumps(value)


def parsed(parser: Parser, text: str, dialect: Dialect) -> object:
    try:
        document, findings = parser.parse([SourceFile("t.md", text)], "en", dialect=dialect)
    except GazetteError as error:
        return error.findings
    return document, document.lines, findings


@pytest.mark.parametrize("dialect", Dialect)
@given(texts=st.lists(st.lists(PARTS, max_size=10).map("".join), min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_a_memory_changes_nothing(texts: list[str], dialect: Dialect) -> None:
    memory = Memory()
    plain, first = Parser(), Parser(memory)
    expected = [parsed(plain, text, dialect) for text in texts]
    assert [parsed(first, text, dialect) for text in texts] == expected
    again = Parser(Memory(memory.known.items()))
    assert [parsed(again, text, dialect) for text in texts] == expected


def test_what_is_remembered_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    memory, text = Memory(), "# Terms\n\nOne *word*.\n\n- two\n- three\n"
    before = parsed(Parser(memory), text, Dialect.GITHUB)

    def refuse(*_: object) -> None:
        pytest.fail("it is read again")

    for name in ("check", "pieces", "read", "html"):
        monkeypatch.setattr(GitHubReader, name, refuse)
    assert parsed(Parser(memory), text, Dialect.GITHUB) == before


@pytest.mark.parametrize("dialect", Dialect)
def test_a_text_beyond_the_limits_is_refused_each_time(dialect: Dialect) -> None:
    memory, text = Memory(), "".join(f"a {'[' * 20} b\n\n" for _ in range(20_000))
    before = parsed(Parser(memory), text, dialect)
    assert isinstance(before, tuple)
    assert [finding.rule for finding in before] == ["text-too-complex"]
    assert not [name for name in memory.known if name.startswith("cuts")]
    assert parsed(Parser(Memory(memory.known.items())), text, dialect) == before


def test_where_the_pieces_stand_is_remembered_shortly() -> None:
    text = "\n\n# Terms\n\nOne.\n \n\nTwo.\n## Fees\n- three\n\n- four\n"
    memory = Memory()
    parsed(Parser(memory), f"---\ntitle: x\n---\n{text}", Dialect.GITHUB)
    (cuts,) = (json.loads(known) for name, known in memory.known.items() if name[:4] == "cuts")
    pieces = read_cuts(cuts, text)
    assert pieces == list(GitHubReader().pieces(text))
    assert pieces[0] == ("# Terms", 2)
    assert len(cuts) == 3 * len(pieces)


def test_lists_that_are_alike_are_two_lists_however_often_they_are_read() -> None:
    parser, text = Parser(), "## A\n\n- one\n\n## B\n\n- one\n\n## C\n\nWords.\n"
    for more in ("", "\nMore.\n"):
        blocks = parser.parse([SourceFile("a.md", text + more)], "en")[0].blocks
        first, second = (b.containers[0].serial for b in blocks if b.containers)
        assert first != second


def test_pieces_that_do_not_stand_in_their_text_are_not_written() -> None:
    assert written_cuts([("Fees.", 0), ("Rent.", 2)], "Fees.\n\nDays.\n") == []
