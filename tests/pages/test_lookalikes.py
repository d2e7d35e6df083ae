"""Words and code that look like links, images and ids come out as they were written, everywhere."""

from __future__ import annotations

import email
import email.policy
import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from repositories import Repository
from small import CONFIG, TODAY, run

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOK = 'href="../x.md" src="data:image/png;base64,AA==" id="main" name="top" <a href="y" id="z">'
SENDER = "extra: {gazette: {mail: {sender: Example Legal <legal@example.com>}}}\n"
TERMS = "content/terms.md"
TEXT = (
    f"# Terms\n\n## Code `{LOOK}`\n\nWrite `{LOOK}` here.\n\n"
    f"- An item: `{LOOK}`\n\n| What | How |\n|---|---|\n| `{LOOK}` | it |\n\n"
    f"```\n{LOOK}\n```\n\n## Fees\n\nIt costs 5 euros, see `{LOOK}` and [fees](#fees).\n"
)
WORDS = LOOK.replace("<", "&lt;")
PLAIN = f"\n## Words\n\nSay {WORDS} as it is.\n"
FRONT = """\
---
title: Terms
version: "{label}"
effective: {day}
change: {change}
summary: 'The summary: {look}'
---
"""


def text(label: str, day: str, change: str, body: str) -> str:
    return FRONT.format(label=label, day=day, change=change, look=LOOK) + body


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository.create(tmp_path_factory.mktemp("lookalikes") / "repository")
    first = text("1.0", "2026-02-01", "initial", TEXT + PLAIN)
    made.commit(
        "2026-01-05",
        {
            "mkdocs.yml": CONFIG + SENDER,
            ".gitignore": "/site/\n/.cache/\n",
            TERMS: first,
            "content/about.md": f"# About\n\nWrite `{LOOK}`.\n{PLAIN}\nSee [terms](terms.md).\n",
        },
    )
    second = TEXT.replace("5 euros", "7 euros").replace("here", "there").replace("An item", "One")
    made.commit("2026-05-15", {TERMS: text("2.0", "2026-07-01", "material", second)})
    outcome = run(made, "build", "--as-of", TODAY.isoformat())
    assert outcome.code == 0, outcome.errors
    return made


class Shown(HTMLParser):
    """The words of a page, and the values of links, images and ids in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.values: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.values += [found.get(name) or "" for name in ("href", "src", "id")]

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def count(self) -> int:
        """How often the words stand there as they were written."""
        return self.words.count(LOOK)


def check(html: str, times: int) -> None:
    shown = Shown(html)
    assert shown.count == times
    # Every part of them stands there as often: nothing was half changed.
    for part in ('href="../x.md"', 'src="data:', ' id="main"', ' name="top"'):
        assert shown.words.count(part) == times
    assert not {"../x.md", "y", "z"} & set(shown.values)
    assert not any(value.startswith("data:") for value in shown.values)


@pytest.mark.parametrize(
    ("page", "times"),
    [
        # in the text seven times or six, in the contents, in a summary, of the first also above it
        ("en/terms/v/1.0/", 10),
        ("de/terms/v/1.0/", 10),
        ("en/terms/v/2.0/", 8),
        ("en/about/", 2),
        ("de/about/", 2),
    ],
)
def test_pages_say_what_was_written(repository: Repository, page: str, times: int) -> None:
    html = (repository.root / "site" / page / "index.html").read_text("utf-8")
    article = html[html.index("<main") : html.index("</main>")]
    check(article, times)


@pytest.mark.parametrize("lang", ["en", "de"])
def test_a_redline_says_what_both_texts_say(repository: Repository, lang: str) -> None:
    page = repository.root / "site" / lang / "terms/v/2.0/changes/index.html"
    found = re.findall(r'<section class="part".*?</section>', page.read_text("utf-8"), re.DOTALL)
    check("".join(found), 7)  # the removed section among them


def blocks(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (block for section in data["sections"] for block in section["blocks"])


@pytest.mark.parametrize(("label", "times"), [("1.0", 7), ("2.0", 6)])
def test_the_data_say_what_was_written(repository: Repository, label: str, times: int) -> None:
    path = repository.root / f"site/api/v1/terms/v/{label}.en.json"
    found = list(blocks(json.loads(path.read_text("utf-8"))))
    assert sum(block["text"].count(LOOK) for block in found) == times
    check("".join(block["html"] for block in found), times)
    versions = json.loads((repository.root / "site/api/v1/terms/versions.json").read_text("utf-8"))
    notes = [each["languages"]["en"]["summary"] for each in versions["versions"]]
    assert all(LOOK in note for note in notes), notes


def test_feeds_say_what_was_written(repository: Repository) -> None:
    feed = ET.parse(repository.root / "site/en/terms/feed.xml").getroot()  # noqa: S314  # our own
    contents = [each.text or "" for each in feed.iter("{http://www.w3.org/2005/Atom}content")]
    assert len(contents) == 2
    for content in contents:
        check(content, 1)


def test_letters_and_their_records_say_what_was_written(repository: Repository) -> None:
    folder = repository.root.parent / "letters"
    folder.mkdir()
    (folder / "people.csv").write_text("email,name,lang\nkim@example.com,Kim,en\n", "utf-8")
    arguments = ("--recipients", str(folder / "people.csv"), "--preview", str(folder))
    day = TODAY.isoformat()
    outcome = run(repository, "notice", "mail", "terms@2.0", *arguments, GAZETTE_AS_OF=day)
    assert outcome.code == 0, outcome
    data = (folder / "terms-2.0.en.eml").read_bytes()
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = {part.get_content_type(): part for part in message.walk()}
    assert LOOK in parts["text/plain"].get_content().replace("\n", " ")
    html, record = (part for part in message.walk() if part.get_content_type() == "text/html")
    check(html.get_content(), 1)
    check(record.get_content(), 8)  # seven in the text with its changes, one in the summary


@pytest.mark.parametrize("style", ["html", "markdown", "terminal", "json"])
def test_a_redline_as_text_says_what_was_written(repository: Repository, style: str) -> None:
    outcome = run(repository, "redline", "terms@1.0", "terms@2.0", "--format", style)
    assert outcome.code == 0, outcome.errors
    if style == "html":
        assert Shown(outcome.output).count >= 3
    elif style == "json":
        old = json.loads(outcome.output)["old"]["blocks"]
        assert sum(block["text"].count(LOOK) for block in old) == 7
    elif style == "terminal":
        assert LOOK in outcome.output
