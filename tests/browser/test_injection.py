"""Payloads by every way that a text can come, in Chromium: none of them runs.

The browser is told to ignore the pages' Content-Security-Policy, so that it is the pages alone
which keep a payload from running; the policy is there for what nobody thought of.
"""

from __future__ import annotations

import json
import re
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from gazette.configuration import read_configuration
from gazette.publishing.loading import load
from oursite import DRAWN, EVERY
from serving import serving_folder
from small import CONFIG, ONE, TODAY, build, make

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from repositories import Repository

pytestmark = pytest.mark.browser


# Markup, addresses and odds and ends, of the kinds that lists of such payloads gather. HIT is a
# call of its own in each place.
MARKUP = [
    "<script>HIT</script>",
    "<ScRiPt>HIT</sCrIpT>",
    "<script\n>HIT</script\n>",
    "<<script>HIT//<</script>",
    '<script src="data:text/javascript,HIT"></script>',
    "<img src=x onerror=HIT>",
    '<img src="x" onerror="HIT">',
    "<img src=x onerror=HIT//",
    "<img/src=z/onerror=HIT>",
    '<img src=x:x onerror\x0b="HIT">',
    '"><img src=x onerror=HIT>',
    "'><img src=x onerror=HIT>",
    "--><img src=x onerror=HIT>",
    "]]><img src=x onerror=HIT>",
    "</title><img src=x onerror=HIT>",
    "</textarea><img src=x onerror=HIT>",
    "</script><img src=x onerror=HIT>",
    "</template><img src=x onerror=HIT>",
    "<noscript><p title='</noscript><img src=x onerror=HIT>'>",
    "<svg onload=HIT>",
    "<svg><script>HIT</script></svg>",
    "<svg><animate onbegin=HIT attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:HIT'><text y=20>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style>"
    "<img title='--&gt;&lt;img src=x onerror=HIT&gt;'>",
    "<math href='javascript:HIT'>x</math>",
    "<body onload=HIT>",
    "<iframe src='javascript:HIT'></iframe>",
    "<iframe srcdoc='<script>parent.HIT</script>'></iframe>",
    "<object data='javascript:HIT'></object>",
    "<embed src='javascript:HIT'>",
    "<details open ontoggle=HIT>x</details>",
    "<input autofocus onfocus=HIT>",
    "<select autofocus onfocus=HIT>",
    "<video><source onerror=HIT></video>",
    "<audio src=x onerror=HIT></audio>",
    "<marquee onstart=HIT>x</marquee>",
    "<form action='javascript:HIT'><button>x</button></form>",
    "<button formaction='javascript:HIT'>x</button>",
    "<base href='javascript:HIT//'>",
    "<meta http-equiv=refresh content='0;url=javascript:HIT'>",
    "<link rel=stylesheet href='javascript:HIT'>",
    "<style>@import 'javascript:HIT';</style>",
    "<p style='background:url(javascript:HIT)'>x</p>",
    "<a href='javascript:HIT'>x</a>",
    "<a href='&#106;avascript:HIT'>x</a>",
    "<a href='java&#x0A;script:HIT'>x</a>",
    "<a href='  javascript:HIT'>x</a>",
    "<x onclick=HIT tabindex=1 id=x>x</x>",
    "&lt;img src=x onerror=HIT&gt;",
    "{{ HIT }}{% raw %}${HIT}",
]
ADDRESSES = [
    "javascript:HIT",
    "JaVaScRiPt:HIT",
    "javascript&colon;HIT",
    "javascript&#58;HIT",
    "jav&#x09;ascript:HIT",
    "%6Aavascript:HIT",
    "java%0ascript:HIT",
    "vbscript:HIT",
    "data:text/html,<script>HIT</script>",
    "data:text/html;base64,PHNjcmlwdD5ISVQ8L3NjcmlwdD4=",
    "//javascript:HIT",
    "x' onclick='HIT",
    'x" onclick="HIT',
]


class _Planting:
    """Gives each payload a call that tells which it was."""

    def __init__(self) -> None:
        self.numbers = count()
        self.planted: list[str] = []

    def plant(self, payload: str) -> str:
        self.planted.append(payload)
        return payload.replace("HIT", f"window.hit({next(self.numbers)})")


def policy(planting: _Planting) -> str:
    plant, lines = planting.plant, []
    for at, payload in enumerate(MARKUP):
        # One that spans lines is a block; and each is tried where words stand, and between.
        lines += [f"Words {at} {plant(payload)} words.", "", f"- An item {plant(payload)}", ""]
        lines += [plant(payload), ""]
        line = re.sub(r"\s", " ", payload)
        lines += [f"## Head {at} {plant(line)}", "", "Words.", ""]
    for address in ADDRESSES:
        target = plant(address)
        # No file is published that has a line break in its name, so its image is an error.
        image = "" if "%0a" in address else f"![that]({plant(address)}), "
        lines += [f"See [this]({target}), {image}[so]: <{target}>.", ""]
        lines += [f'<a href="{plant(address)}">Words</a> and <{plant(address)}>', ""]
    lines += ["| One | Two |", "|---|---|"]
    lines += [f"| {plant(payload)} | x |" for payload in MARKUP if not re.search(r"[\n|]", payload)]
    return ONE + "\n" + "\n".join(lines) + "\n"


def catalog(name: str) -> str:
    """A translation may have the markup of its source, and no other (`parity`)."""
    head = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    return f"{head}\nmsgid {json.dumps(name)}\nmsgstr {json.dumps(f'Unser {name}')}\n"


def front(planting: _Planting, text: str) -> str:
    told = {
        name: json.dumps(planting.plant(MARKUP[number]))
        for number, name in ((5, "title"), (10, "description"), (16, "summary"))
    }
    return text.replace("title: Terms", "\n".join(f"{k}: {v}" for k, v in told.items()))


def missing(repository: Repository) -> dict[str, str | bytes | None]:
    """The files that the payloads name as if they stood beside the text."""
    settings = read_configuration(repository.root / "mkdocs.yml").settings
    shown = load(settings, TODAY).archive("rules").policy.versions[-1].assets
    return {asset.path: b"no picture" for asset in shown if not asset.blob}


@pytest.fixture(scope="module")
def planting() -> _Planting:
    return _Planting()


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory, planting: _Planting) -> Repository:
    made = make(tmp_path_factory.mktemp("injection") / "repository")
    first = policy(planting)
    second = first.replace('"1.0"', '"2.0"').replace("2025-02-01", "2026-07-20")
    second = second.replace("change: initial", "change: material").replace("Words", "Other words")
    name = planting.plant("<img src=x onerror=HIT>").replace("/", "")
    ours = planting.plant(MARKUP[5])
    files = {
        "mkdocs.yml": CONFIG.replace("Example Legal", json.dumps(ours)).replace("/legal/", "/"),
        "content/rules.md": front(planting, first).replace(
            "version:", "published: 2025-01-01\nversion:"
        ),
        "locales/de/LC_MESSAGES/site.po": catalog(ours),
        f"content/{name}.md": f"# {name}\n\n{planting.plant(MARKUP[0])}\n",
    }
    message, author = planting.plant(MARKUP[5]), planting.plant('" onfocus="HIT" x="')
    made.commit("2026-05-21", files, message=message, author=f"{author} <a@example.com>")
    made.commit("2026-05-21T13:00:00+00:00", missing(made))
    made.commit("2026-05-22", {"content/rules.md": front(planting, second)})
    outcome = build(made)
    assert outcome.code == 0, outcome
    return made


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(bypass_csp=True)
    context.add_init_script(
        "window.hits = []; window.hit = (n) => { window.hits.push(n); };"
        "window.alert = window.prompt = window.confirm = window.hit;"
    )
    yield context.new_page()
    context.close()


RISKY = r"""() => {
  const elements = "iframe, object, embed, base, svg script, math, style, main form:not(.choose)";
  const addresses = /^(href|src|action|formaction|xlink:href)$/;
  const scripts = /^[\0- ]*(javascript|vbscript|data):/i;
  return [...document.querySelectorAll("*")].flatMap((found) => [
    ...(found.matches(elements) ? [found.outerHTML] : []),
    ...[...found.attributes].filter(({ name, value }) => name.startsWith("on")
      || (addresses.test(name) && scripts.test(value.replace(/[\t\n\r]/g, ""))))
      .map(({ name, value }) => `${name}=${value}`),
  ]);
}"""


def test_there_are_enough_of_them(repository: Repository, planting: _Planting) -> None:
    assert repository.root.is_dir()
    assert len(planting.planted) >= 200


def test_no_payload_runs(page: Page, repository: Repository, planting: _Planting) -> None:
    site = repository.root / "site"
    pages = sorted(found.relative_to(site).as_posix() for found in site.rglob("*.html"))
    found = {}
    with serving_folder(site) as base:
        for path in pages[:: 1 if EVERY else 11]:  # an eleventh of them, of either language
            page.goto(base + quote(path))
            if "/compare/" in path:
                page.goto(f"{base}{path}?from=1.0&to=2.0")
                page.wait_for_selector(DRAWN)
            assert page.locator("[data-search]").is_visible(), path
            use(page)
            hits = [planting.planted[n] for n in page.evaluate("window.hits")]
            found[path] = [*hits, *page.evaluate(RISKY)]
    assert len(pages) > 20
    assert {path: faults for path, faults in found.items() if faults} == {}


def use(page: Page) -> None:
    """Do what puts words of the texts into the page: search, cite, read a second language."""
    page.evaluate("document.querySelectorAll('main a.pin').forEach((pin) => pin.click())")
    page.locator("[data-search]").click()
    page.locator("dialog.search input").fill("words img")
    page.locator(".search-count:not(:empty)").wait_for()
    page.keyboard.press("Escape")
    second = page.locator("#beside")
    if second.count():
        second.select_option(index=1)
        page.locator(".beside-row").first.wait_for()
    page.evaluate("document.querySelectorAll('main a, main button').forEach((e) => e.focus())")


def test_such_a_payload_would_be_noticed(page: Page, repository: Repository) -> None:
    """The check above can fail."""
    with serving_folder(repository.root / "site") as base:
        page.goto(f"{base}en/rules/")
        page.set_content(
            "<main><img src=x onerror='window.hit(0)'><a href='java\nscript:x'>x</a></main>"
        )
        page.wait_for_function("window.hits.length > 0")
        assert len(page.evaluate(RISKY)) == 2
