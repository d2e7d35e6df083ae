"""Templates name what their page has; who writes one is told what it has not."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import gazette_theme
import pytest
from jinja2 import Environment, meta, nodes
from mkdocs.exceptions import Abort

import whole
from gazette.configuration import read_configuration
from gazette.pages.about import AboutFacts
from gazette.pages.chronicles import ChronicleBody, ChronicleFacts
from gazette.pages.clauses import ClausesBody, ClausesFacts
from gazette.pages.comparison import ComparisonFacts
from gazette.pages.context import Placed, Shared
from gazette.pages.corrections import AsPublishedFacts, CorrectionBody, CorrectionFacts
from gazette.pages.directory import DirectoryFacts, LetterFacts
from gazette.pages.interface import Spoken
from gazette.pages.moved import MovedFacts
from gazette.pages.ordinary import in_languages, ordinary_texts, published_beside
from gazette.pages.overviews import ChoiceFacts, OverviewFacts
from gazette.pages.page import Facts
from gazette.pages.redlined import RedlineBody
from gazette.pages.redlines import ChangesFacts
from gazette.pages.subscribing import SubscribingFacts
from gazette.pages.texts import TextBody, VersionFacts
from gazette.pages.timelines import TimelineBody, TimelineFacts
from gazette.pages.wrong import WrongFacts
from gazette.publishing.loading import load
from published import TODAY, publish
from small import build, copy, make
from test_plugin import build as mkdocs_build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repositories import Repository

THEME = Path(gazette_theme.__file__).parent
KINDS: dict[str, tuple[type[Facts], type[Facts]]] = {
    "404.html": (WrongFacts, Facts),
    "gazette/archive.html": (AboutFacts, Facts),
    "gazette/as_published.html": (AsPublishedFacts, TextBody),
    "gazette/changes.html": (ChangesFacts, RedlineBody),
    "gazette/choice.html": (ChoiceFacts, Facts),
    "gazette/chronicle.html": (ChronicleFacts, ChronicleBody),
    "gazette/clauses.html": (ClausesFacts, ClausesBody),
    "gazette/compare.html": (ComparisonFacts, Facts),
    "gazette/correction.html": (CorrectionFacts, CorrectionBody),
    "gazette/directory.html": (DirectoryFacts, Facts),
    "gazette/history.html": (TimelineFacts, TimelineBody),
    "gazette/letter.html": (LetterFacts, Facts),
    "gazette/moved.html": (MovedFacts, Facts),
    "gazette/ordinary.html": (Facts, TextBody),
    "gazette/overview.html": (OverviewFacts, Facts),
    "gazette/subscribe.html": (SubscribingFacts, Facts),
    "gazette/version.html": (VersionFacts, TextBody),
}
# What a page passes to the parts that it shares with others.
PASSED = {
    "gazette/announced.html": {"shown"},
    "gazette/footer.html": set[str](),
    "gazette/legend.html": {"corrections"},
    "gazette/moment.html": {"edition"},
    "gazette/steps.html": set[str](),
}


def names(*kinds: type[Facts]) -> set[str]:
    return {each.name for kind in kinds for each in fields(kind)}


EVERYWHERE = names(Spoken, Shared) | {"_"}


@pytest.fixture(scope="module")
def env() -> Environment:
    made = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    made.filters |= {"url": str, "script_tag": str}  # mkdocs' own
    return made


def read(env: Environment, template: str) -> nodes.Template:
    return env.parse((THEME / template).read_text("utf-8"))


def parts(env: Environment, template: str) -> Iterator[str]:
    """A template of ours and all that it extends, includes and imports."""
    yield template
    for found in meta.find_referenced_templates(read(env, template)):
        if found and found.endswith(".html"):
            yield from parts(env, found)


def named(env: Environment, template: str) -> set[str]:
    """What a template and its parts name and do not set themselves."""
    found, given = set[str](), set[str]()
    for part in parts(env, template):
        tree = read(env, part)
        found |= meta.find_undeclared_variables(tree)
        given |= {found.target for found in tree.find_all(nodes.Import)}
        if part == template:  # those of the words stand behind their name
            given |= {found.name for found in tree.find_all(nodes.Macro)}
        for each in tree.find_all((nodes.Assign, nodes.AssignBlock)):
            given |= {found.name for found in each.find_all(nodes.Name) if found.ctx == "store"}
    return found - given


def test_every_kind_of_page_has_its_facts(tmp_path: Path) -> None:
    repository = publish(tmp_path / "site")
    site = load(read_configuration(repository.root / "mkdocs.yml").settings, TODAY)
    files = tuple(ordinary_texts(site))
    published = published_beside(site, files)
    texts = tuple(in_languages(site, files))
    for page in whole.pages(site, published, texts):
        facts, body = KINDS[page.template]
        assert type(page.facts) is facts
        assert type(page.body()) is body


def test_every_template_of_a_page_is_known(env: Environment) -> None:
    found = {path.relative_to(THEME).as_posix() for path in THEME.rglob("*.html")}
    found -= {name for name in found if name.startswith("gazette/letter/")}
    frame = "gazette/base.html"
    assert {name for name in found if frame in {*parts(env, name)} - {name}} == set(KINDS)


@pytest.mark.parametrize("template", KINDS)
def test_a_template_names_what_its_page_has_and_the_page_has_no_more(
    env: Environment, template: str
) -> None:
    has = names(*KINDS[template])
    asked = named(env, template) - EVERYWHERE - names(Placed)
    # The frame asks every page whether it is one of a policy. The words hold those for texts.
    told = {"home"} | ({"source_address"} if TextBody not in KINDS[template] else set())
    assert asked - told == has - told


@pytest.mark.parametrize("template", PASSED)
def test_a_part_that_pages_share_names_nothing_of_one_page(env: Environment, template: str) -> None:
    # The words hold those for the pages of a text, which such a part does not use.
    unused = {"source_address"}
    assert named(env, template) - unused <= EVERYWHERE | PASSED[template]


def test_no_template_calls_anything_safe(env: Environment) -> None:
    for path in THEME.rglob("*.html"):
        filters = {found.name for found in env.parse(path.read_text()).find_all(nodes.Filter)}
        assert "safe" not in filters, path


# --- Templates of a site's own ------------------------------------------------------------


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return make(tmp_path_factory.mktemp("plain") / "site")


def own(plain: Repository, folder: Path, files: dict[str, bytes]) -> Repository:
    """The site with templates of its own in `looks`."""
    repository = copy(plain, folder)
    config = (repository.root / "mkdocs.yml").read_text()
    config = config.replace("{name: gazette}", "{name: gazette, custom_dir: looks}")
    (repository.root / "looks").mkdir()
    for name, text in files.items():
        path = repository.root / "looks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    repository.commit("2026-05-16", {"mkdocs.yml": config})
    return repository


def changed(template: str, before: str, after: str) -> bytes:
    text = (THEME / template).read_text("utf-8")
    assert before in text
    return text.replace(before, after, 1).encode()


FOOTER = "gazette/footer.html"
VERSION = "gazette/version.html"
WRONG = {
    "a name": (
        {VERSION: changed(VERSION, "{{ edition.label }}", "{{ editon.label }}")},
        "looks/gazette/version.html:29: ",
        'names "editon", which the page does not have.',
    ),
    "a name of a thing": (
        {VERSION: changed(VERSION, "<dd>{{ edition.label }}", "<dd>{{ edition.lable }}")},
        "looks/gazette/version.html:29: ",
        'names "lable", which no "Edition" has.',
    ),
    "a name that is only asked for": (
        {FOOTER: changed(FOOTER, "{% if frame.copyright -%}", "{% if imprint -%}")},
        "looks/gazette/footer.html:13: ",
        'names "imprint", which the page does not have.',
    ),
    "a name on the page for a wrong address": (
        {"404.html": changed("404.html", "<h1>404</h1>", "<h1>{{ titel }}</h1>")},
        "looks/404.html:7: ",
        'names "titel", which the page does not have.',
    ),
    "a name in a part of its own": (
        {
            FOOTER: changed(FOOTER, "</footer>", '{% include "ours/imprint.html" %}</footer>'),
            "ours/imprint.html": b"<p>\n{{ imprint }}</p>",
        },
        "looks/ours/imprint.html:2: ",
        'names "imprint", which the page does not have.',
    ),
    "a part that is not there": (
        {FOOTER: changed(FOOTER, "</footer>", '{% include "ours/imprint.html" %}</footer>')},
        "looks/gazette/footer.html:17: ",
        "ours/imprint.html",
    ),
    "a part that is no text": (
        {
            FOOTER: changed(FOOTER, "</footer>", '{% include "ours/imprint.html" %}</footer>'),
            "ours/imprint.html": b"\xff",
        },
        "looks/gazette/footer.html:17: ",
        "utf-8",
    ),
    "a sum of words": (
        {FOOTER: changed(FOOTER, "</footer>", "{{ frame.name / 2 }}</footer>")},
        "looks/gazette/footer.html:17: ",
        "unsupported operand",
    ),
    "a block that does not end": (
        {FOOTER: changed(FOOTER, "{% endif -%}\n</div>", "</div>")},
        "looks/gazette/footer.html:1",
        "endif",
    ),
    "no text": ({FOOTER: b"<footer>\xff</footer>"}, "looks/gazette/footer.html: ", "utf-8"),
}


@pytest.mark.parametrize(("files", "where", "what"), WRONG.values(), ids=WRONG)
def test_a_wrong_template_is_told_with_its_line(
    plain: Repository, tmp_path: Path, files: dict[str, bytes], where: str, what: str
) -> None:
    repository = own(plain, tmp_path / "own", files)
    done = build(repository)
    assert done.code == 1
    [line] = [line for line in done.errors.splitlines() if "[template]" in line]
    assert line.startswith(where)
    assert what in line
    assert not (repository.root / "site").exists()


def test_mkdocs_alone_refuses_a_wrong_template_as_well(plain: Repository, tmp_path: Path) -> None:
    files, where, what = WRONG["a name"]
    repository = own(plain, tmp_path / "own", files)
    with pytest.raises(Abort) as raised:
        mkdocs_build(repository)
    told = str(raised.value.__context__)
    assert told.startswith(where)
    assert what in told


def test_a_template_may_ask_whether_there_is_a_name(plain: Repository, tmp_path: Path) -> None:
    asking = "{% if imprint is defined %}{{ imprint }}{% endif %}<p>Ours</p></footer>"
    repository = own(plain, tmp_path / "own", {FOOTER: changed(FOOTER, "</footer>", asking)})
    assert build(repository).code == 0
    assert "<p>Ours</p></footer>" in (repository.root / "site/en/index.html").read_text()


HOOK = """
from mkdocs.structure.files import File

def on_files(files, config):
    files.append(File.generated(config, "extra.md", content="# Hello\\n\\nWords."))
    return files
"""


def test_pages_of_other_plugins_keep_the_templates_of_the_theme_as_they_are(
    plain: Repository, tmp_path: Path
) -> None:
    """Material's names hundreds of things that are not there."""
    repository = own(plain, tmp_path / "own", {})
    config = (repository.root / "mkdocs.yml").read_text()
    files = {"hook.py": HOOK, "mkdocs.yml": f"{config}hooks: [hook.py]\n"}
    repository.commit("2026-05-17", files)
    done = build(repository)
    assert done.code == 0, done.errors
    assert "Words." in (repository.root / "site/extra/index.html").read_text()


ICON = '{% include ".icons/material/scale-balance.svg" %}</footer>'
FILES = """
def on_files(files, config):
    print("listed:", *sorted(file.src_uri for file in files.media_files()))
    return files
"""


def test_the_files_of_our_theme_and_of_the_site_are_all_that_mkdocs_looks_at(
    plain: Repository, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Material's icons, of which there are thousands, are there for whoever names one."""
    files = {
        FOOTER: changed(FOOTER, "</footer>", ICON),
        "assets/own.css": b"p { color: red }",
        "assets/favicon.svg": b"<svg/>",
    }
    repository = own(plain, tmp_path / "own", files)
    config = (repository.root / "mkdocs.yml").read_text()
    hooked = {"hook.py": FILES, "mkdocs.yml": f"{config}hooks: [hook.py]\n"}
    repository.commit("2026-05-17", hooked)
    mkdocs_build(repository)
    listed = capfd.readouterr().out.partition("listed: ")[2].split()
    assert {"assets/own.css", "assets/favicon.svg", "assets/gazette.css"} < {*listed}
    assert [name for name in listed if not (THEME / name).is_file()] == ["assets/own.css"]
    site = repository.root / "site"
    assert (site / "assets/own.css").read_bytes() == files["assets/own.css"]
    assert (site / "assets/favicon.svg").read_bytes() == files["assets/favicon.svg"]
    assert "<svg" in (site / "en/index.html").read_text("utf-8").rpartition("<footer")[2]
