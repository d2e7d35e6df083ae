"""Links between files, as their authors see them on GitHub, and where they lead on the site."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.checks.links import links_lead_somewhere
from gazette.configuration import read_configuration
from gazette.document import Parser
from gazette.document.files import Showing, path_of
from gazette.document.targets import (
    Ground,
    Homes,
    Landmarks,
    Published,
    Way,
    aim,
    homes,
    may_lead_within,
)
from gazette.model import SourceFile
from gazette.pages.linking import Links
from gazette.publishing.loading import load
from repositories import Repository
from small import CONFIG, TODAY, run

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.archive.site import Site

FRONT = """\
---
title: {title}
version: "{label}"
effective: {day}
change: {change}
summary: It begins.
---
"""


def front(title: str, label: str = "1.0", day: str = "2026-02-01", change: str = "initial") -> str:
    return FRONT.format(title=title, label=label, day=day, change=change)


# Each link of the policy "rules", written in content/rules/04-More Links.md, with the place on
# the site that it leads to ("" for a dead link).
RULES = "en/rules/v/1.0/"
LINKED = {
    "01_scope.md": f"{RULES}#scope",
    "01_scope": f"{RULES}#scope",
    "./01_scope.md": f"{RULES}#scope",
    "../rules/01_scope.md": f"{RULES}#scope",
    "02-Fees.md": f"{RULES}#fees",
    "02-Fees.md#late-fees": f"{RULES}#late-fees",
    "02-Fees.md#what-we-charge": f"{RULES}#fees",  # the anchor that GitHub makes of its heading
    "02-fees.md": "",  # GitHub tells capital letters from small ones
    "03-data.md": f"{RULES}#our-data",
    "03-data.md#our-data": f"{RULES}#our-data",
    "03-data.md#data": f"{RULES}#our-data",  # by the words of its heading
    "03-data.md#x": f"{RULES}#x",
    "03-data.md?plain=1#our-data": f"{RULES}#our-data",
    "03-data.md#definitions": f"{RULES}#definitions-1",  # that file's own, not the first one's
    "01_scope.md#definitions": f"{RULES}#definitions",
    "#definitions": f"{RULES}#definitions",
    "#more": f"{RULES}#more-links",
    "04-More%20Links.md": f"{RULES}#more-links",
    "<04-More Links.md>": f"{RULES}#more-links",
    "05-%C3%BCber.md": f"{RULES}#über",
    "05-über.md": f"{RULES}#über",
    "06-words.md": f"{RULES}#über",  # it has no heading, and stands in that section
    "99-gone.md": "",
    "README.md": "",
    "#nothing": "",
    "index.md": RULES,  # the text itself: of the version that the page shows
    "../rules/": RULES,
    "../rules": RULES,
    "./": RULES,
    "./?with=de": f"{RULES}?with=de",
    "index.md#our-data": f"{RULES}#our-data",
    "../": "en/",
    "..": "en/",
    "../index.md": "en/",
    "../terms.md": "en/terms/",
    "../terms": "en/terms/",
    "../terms/": "en/terms/",
    "../terms.md#fees": "en/terms/#fees",
    "../terms.md?with=de#fees": "en/terms/?with=de#fees",
    "../terms#Fees": "",
    "../terms.md#terms": "en/terms/",  # its title, which stands at the top
    "../legal/": "en/notes/",  # a page whose folder has policies
    "../legal/notes.md": "en/notes/",
    "../legal/deep/01-first.md": "en/deep/#first",
    "../legal/deep/02-Second.md": "en/deep/#next",
    "../legal/deep/": "en/deep/",
    "../legal/deep": "en/deep/",
    "../legal/deep/index.md#next": "en/deep/#next",
    "../legal/deep/03-none.md": "",
    "../about.md": "en/about/",
    "../about": "en/about/",
    "../caf%C3%A9.md#us": "en/cafe\u0301/#us",  # the file's name is written in another way
    "../cafe\u0301": "en/cafe\u0301/",
    "../about.md#us": "en/about/#us",
    "../list.pdf#page=2": "files/e5c62df5dab5c87b/list.pdf#page=2",
    "../list.pdf?v=2": "files/e5c62df5dab5c87b/list.pdf",
    "../gone.md": "",
    "../gone/": "",
    "../../README.md": "",
}
SECTIONS = {
    "content/rules/index.md": front("Rules"),
    "content/rules/01_scope.md": "# Scope of it\n\nFirst.\n\n## Definitions\n\nSome.\n",
    "content/rules/02-Fees.md": "# What we charge\n\nMoney.\n\n## Late fees\n\nMore.\n",
    "content/rules/03-data.md": (
        "# Data {#our-data}\n\n<a name='x'></a>Ours.\n\n## Definitions\n\nOthers.\n"
    ),
    "content/rules/04-More Links.md": "# More\n\n"
    + "".join(f"- [link {n}]({target})\n" for n, target in enumerate(LINKED)),
    "content/rules/05-über.md": "# Über uns\n\nUs.\n",
    "content/rules/06-words.md": "Words without a heading.\n",
    "content/rules/README.md": "# For editors\n",
}
FILES = {
    "mkdocs.yml": CONFIG,
    ".gitignore": "/site/\n/.cache/\n",
    "README.md": "# The repository\n",
    **SECTIONS,
    "content/terms.md": front("Terms") + "# Terms\n\nGo [to fees](#fees).\n\n## Fees\n\nSome.\n",
    "content/legal/notes.md": front("Notes") + "# Notes\n\nA note.\n",
    "content/legal/index.md": "# Legal\n\nSee [notes](notes.md), [deep](deep/).\n",
    "content/legal/deep/index.md": front("Deep"),
    "content/legal/deep/01-first.md": "# First\n\nOne.\n",
    "content/legal/deep/02-Second.md": "# Second {#next}\n\nTwo, after [one](01-first.md).\n",
    "content/about.md": (
        "# About\n\n## Us\n\nSee [terms](terms.md#fees), [deep](legal/deep/02-Second.md).\n"
    ),
    "content/cafe\u0301.md": "# Café\n\n## Us\n\nHere.\n",
    "content/list.pdf": "%PDF-1.4\n",
}
LINKED["../legal/"] = "en/legal/"


class Found(HTMLParser):
    """The links in the text of a page, and the ids on it."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self._link: str | None = None
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if "id" in found:
            self.ids.add(found["id"] or "")
        if tag == "a":
            self._link = found.get("href")

    def handle_data(self, data: str) -> None:
        if self._link is not None and data.strip():
            self.links.append((data.strip(), self._link))
            self._link = None


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository.create(tmp_path_factory.mktemp("targets") / "repository")
    made.commit("2026-01-05", FILES)
    outcome = run(made, "build", "--as-of", TODAY.isoformat())
    assert outcome.code == 0, outcome.errors
    return made


@pytest.fixture(scope="module")
def site(repository: Repository) -> Site:
    return load(read_configuration(repository.root / "mkdocs.yml").settings, TODAY)


def links_of(repository: Repository, page: str) -> dict[str, str]:
    """The links "link n" of a page, by their number's target, as addresses within the site."""
    found = Found(repository.root / "site" / page / "index.html")
    targets = list(LINKED)
    return {
        targets[int(words.removeprefix("link "))]: urljoin(f"https://x.example/{page}", target)
        for words, target in found.links
        if words.startswith("link ")
    }


def place(address: str) -> str:
    return unquote(address.removeprefix("https://x.example/"))


def test_every_link_leads_where_its_author_means(repository: Repository) -> None:
    found = {target: place(address) for target, address in links_of(repository, RULES).items()}
    wanted = {target: where for target, where in LINKED.items() if where}
    assert {target: found[target] for target in wanted} == wanted


def test_what_a_link_leads_to_is_there(repository: Repository) -> None:
    """A reader who follows a link that the check does not complain of arrives."""
    for target, address in links_of(repository, RULES).items():
        if LINKED[target]:
            assert arrives(repository, address), (target, address)


def arrives(repository: Repository, address: str) -> bool:
    parts = urlsplit(address)
    path = repository.root / "site" / unquote(parts.path).strip("/")
    if path.is_file():
        return True
    page = path / "index.html"
    return page.is_file() and (not parts.fragment or unquote(parts.fragment) in Found(page).ids)


def test_the_check_tells_the_dead_links_and_no_other(site: Site) -> None:
    told = [found.what.split('"')[1] for found in links_lead_somewhere(site)]
    assert sorted(told) == sorted(target for target, where in LINKED.items() if not where)


def test_links_of_other_pages(repository: Repository) -> None:
    about = dict(Found(repository.root / "site/de/about/index.html").links)
    assert about["terms"] == "../../de/terms/#fees"
    assert about["deep"] == "../../de/deep/#next"
    legal = dict(Found(repository.root / "site/en/legal/index.html").links)
    assert (legal["notes"], legal["deep"]) == ("../../en/notes/", "../../en/deep/")
    terms = dict(Found(repository.root / "site/de/terms/index.html").links)
    assert terms["to fees"] == "#fees"


# --- Versions -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A section file whose heading has another id from version 2.0 on, which is to come."""
    made = Repository.create(tmp_path_factory.mktemp("renamed") / "repository")
    first = {
        "mkdocs.yml": CONFIG,
        ".gitignore": "/site/\n/.cache/\n",
        "content/rules/index.md": front("Rules"),
        "content/rules/01-scope.md": (
            "# Scope\n\nSee [data](02-data.md), [those](../terms.md), [up](index.md), [all](./).\n"
        ),
        "content/rules/02-data.md": "# Data\n\nOurs.\n",
        "content/terms.md": front("Terms") + "# Terms\n\nSee [data](rules/02-data.md).\n",
    }
    made.commit("2026-01-05", first)
    second = front("Rules", "2.0", "2026-07-01", "material")
    made.commit(
        "2026-05-01",
        {
            "content/rules/index.md": second,
            "content/rules/02-data.md": "# Data {#our-data}\n\nYours.\n",
        },
    )
    outcome = run(made, "build", "--as-of", TODAY.isoformat())
    assert outcome.code == 0, outcome.errors
    return made


@pytest.mark.parametrize(
    ("page", "href"),
    [
        ("en/rules/", "#data"),
        ("en/rules/v/1.0/", "#data"),
        ("de/rules/v/2.0/", "#our-data"),
        ("en/rules/v/2.0/changes/", "#our-data"),
        ("de/terms/", "../../de/rules/#data"),
    ],
)
def test_each_version_leads_to_its_own_sections(renamed: Repository, page: str, href: str) -> None:
    found = Found(renamed.root / "site" / page / "index.html")
    assert dict(found.links)["data"] == href
    assert href.partition("#")[2] in found.ids or page == "de/terms/"


@pytest.mark.parametrize("words", ["up", "all"])
@pytest.mark.parametrize(
    ("page", "where"),
    [
        ("en/rules/", "en/rules/"),
        ("en/rules/v/1.0/", "en/rules/v/1.0/"),
        ("de/rules/v/2.0/", "de/rules/v/2.0/"),
        ("en/rules/v/2.0/changes/", "en/rules/v/2.0/changes/"),
        ("en/rules/clauses/scope/", "en/rules/v/1.0/"),  # which brought this passage
    ],
)
def test_a_link_to_the_policy_itself_stays_in_the_version(
    renamed: Repository, page: str, where: str, words: str
) -> None:
    found = dict(Found(renamed.root / "site" / page / "index.html").links)
    assert place(urljoin(f"https://x.example/{page}", found[words])) == where


def test_the_data_of_each_version_lead_to_its_own_sections(renamed: Repository) -> None:
    api = renamed.root / "site/api/v1/rules/v"
    assert '<a href=\\"#data\\">' in (api / "1.0.en.json").read_text("utf-8")
    assert '<a href=\\"#our-data\\">' in (api / "2.0.en.json").read_text("utf-8")


def test_when_the_day_comes_links_lead_to_the_new_sections(renamed: Repository) -> None:
    settings = read_configuration(renamed.root / "mkdocs.yml").settings
    for day, anchor in ((TODAY, "data"), (date(2026, 8, 1), "our-data")):
        found = load(settings, day)
        links = Links(found, Published(), "en", "en/terms/", "terms", ("1.0",))
        assert links("rules/02-data.md", "content/terms.md") == f"../../en/rules/#{anchor}"


def test_parts_of_a_text_lead_to_the_whole(repository: Repository) -> None:
    page = repository.root / "site/en/rules/clauses/more-links/index.html"
    links = {words: href for words, href in Found(page).links if words.startswith("link ")}
    at = "../../../../en/rules/v/1.0/"
    assert links["link 0"] == f"{at}#scope"


# --- Any text, any link -------------------------------------------------------------------------

PIECES = ("..", ".", "", "rules", "01_scope.md", "01_scope", "terms", "terms.md", "index.md", "%2E")
TARGETS = st.builds(
    lambda path, query, name: "/".join(path) + query + name,
    st.lists(st.sampled_from(PIECES), max_size=5),
    st.sampled_from(["", "?a=b", "?"]),
    st.sampled_from(["", "#", "#fees", "#scope", "#%E3%81%82", "#a b", "#%"]),
) | st.text(max_size=20)


@given(TARGETS)
def test_any_target_leads_somewhere_or_stays(site: Site, target: str) -> None:
    links = Links(site, Published(), "en", RULES, "rules", ("1.0",))
    ground = site.grounds.ground(Published(), "rules", ("1.0",))
    file = "content/rules/01_scope.md"
    found, href = aim(target, file, ground, "rules"), links(target, file)
    if found.way is Way.ELSEWHERE:
        assert href == target
    if not found.fault and found.way is Way.POLICY and found.policy == "rules":
        anchor = unquote(urlsplit(href).fragment)
        assert not anchor or anchor in site.archive("rules").texts.document("1.0", "en").anchors


@given(
    st.lists(
        st.sampled_from(("## Fees", "## Late *fees*", "## A {#fees}", "# T", "Words.")), max_size=8
    )
)
def test_names_of_headings_lead_to_headings(lines: list[str]) -> None:
    document = Parser().parse([SourceFile("content/terms.md", "\n\n".join(lines))], "en")[0]
    marks = Landmarks.of(document)
    anchors = [block.anchor for block in document.headings]
    names = marks.files.get("content/terms.md", {})
    assert set(names.values()) <= {*anchors, ""}
    assert [marks.find("content/terms.md", anchor) for anchor in anchors] == anchors
    assert marks.at(marks.title) == ""


def test_the_innermost_policy_owns_a_file() -> None:
    found = homes([("a", "content/a"), ("b", "content/a/b"), ("c", "content/c.md")])
    assert found.owner("content/a/x.md") == "a"
    assert found.owner("content/a/b/x.md") == "b"
    assert found.owner("content/a.md") == "a"
    assert found.owner("content/c.md") == "c"
    assert found.owner("content/c/x.md") == ""
    assert found.owner("content/a/x.png") == ""
    assert found.owner("content") == ""
    assert found.owner("/content/a/x.md") == found.owner("//x.md") == found.owner("../x.md") == ""
    nothing = Ground(Homes(), lambda _: ())
    assert aim("x.md", "content/a.md", nothing).fault == "leads to a file that is not published"
    assert aim("http://[a", "content/a.md", nothing).fault == "is not an address"


def test_a_target_that_is_no_address_is_no_path_either() -> None:
    assert path_of("http://[a/b.png", "content/terms.md") == ""
    assert path_of("img/a%20b.png", "content/terms.md") == "content/img/a b.png"


def test_a_file_beside_the_texts_is_led_to_as_it_is_published() -> None:
    published = Published(
        texts=frozenset({"content/about.md"}), files=frozenset({"content/form.pdf"})
    )
    ground = Ground(homes({}), lambda _policy: (), published)
    found = aim("form.pdf?v=2#page=3", "content/about.md", ground)
    assert (found.way, found.path, found.query, found.anchor) == (
        *(Way.FILE, "content/form.pdf"),
        *("v=2", "page=3"),
    )


def test_what_shows_a_file_is_one_block_however_often_it_is_shown() -> None:
    text = "![a](seal.png#x) b\n\nNo file.\n"
    document = Parser().parse([SourceFile("content/terms.md", text)], "en")[0]
    showing, addresses = Showing(), {"content/seal.png": "/files/ab/seal.png"}
    first, again = (showing.shown(document, addresses) for _ in range(2))
    assert first.blocks[0].inline.html == '<img src="/files/ab/seal.png#x" alt="a"> b'
    assert again.blocks[0] is first.blocks[0]
    assert first.blocks[1] is document.blocks[1]
    assert showing.shown(document, {}) is document


@pytest.mark.parametrize(
    ("target", "may"),
    [
        ("a.md", True),
        ("#fees", True),
        ("../b", True),
        ("http://[a", True),  # is told as broken
        ("https://a.example/b.md", False),
        ("//a.example/b.md", False),
        ("mailto:a@b.example", False),
        ("/en/", False),
    ],
)
def test_what_may_lead_within_the_site(target: str, may: bool) -> None:  # noqa: FBT001
    assert may_lead_within(target) is may
