"""The built site in Chromium: comparing versions, sections through time, and redlines in use."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, Route, expect

import drawn
from browsing import base, watched
from drawn import SHOWN
from gazette.configuration import read_configuration
from gazette.publishing.loading import load
from oursite import at_rest
from published import TODAY, publish
from published import privacy as folder
from small import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazette.archive.site import Site
    from repositories import Repository

pytestmark = pytest.mark.browser

__all__ = ["base"]  # the fixture
OPENING = "## Data {#data}\n\nWe keep data for 30 days. See our [terms](../terms.md#fees).\n"
RIGHTS = (
    "You may ask us at any time which personal data we hold about you. "
    "When you delete your account we erase your content within thirty days."
)
SHARING = "We share data with processors who act on our **written** instructions only."
TABLE = "| What | How long |\n|---|---|\n| Names | 30 days |\n| Logs | 14 days |\n"
LOOKS = (
    'Write `<p id="main" href="../x.md">`, which is <del>never</del> seen, and '
    '<a name="marked"></a>mark it as src="data:" alone. '
    "See [this](http://[) and [that](http://a:99999999/), which are no addresses.\n"
)
LAWS = "".join(f"\nLaw number {n} of this list says what it says, and stays.\n" for n in range(9))


def text(*parts: str) -> str:
    return "\n".join(parts)


# What the issue of redlines is about: splits, merges, moves, tables, links, marks, code.
STORY = (
    text(
        OPENING,
        "- names\n- addresses\n",
        TABLE,
        "### Rights {#rights}\n",
        RIGHTS,
        SHARING,
        LOOKS,
        LAWS,
    ),
    text(
        OPENING.replace("30", "45").replace("#fees", "#prices"),
        "- addresses\n- names\n- payment data\n",
        TABLE.replace("14", "28"),
        "### Your rights {#rights}\n",
        RIGHTS.replace("you. When", "you.\n\nWhen"),
        SHARING.replace("**", ""),
        LOOKS.replace("alone", "too").replace("<del>never</del>", "never"),
        LAWS,
    ),
    text(
        "### Your rights {#rights}\n",
        SHARING,
        RIGHTS.replace("you. When", "you.\n\nIf").replace("thirty", "60"),
        OPENING.replace("30", "45"),
        "```\nexport everything 😀\n```\n",
        "- names and <em>nicknames</em>\n- payment data\n",
        TABLE.replace("What |", "What | Why |")
        .replace("|---|", "|---|---|")
        .replace("Names |", "Names | Billing |")
        .replace("Logs |", "Logs | Safety |"),
        LAWS.replace("number 4", "number four"),
    ),
    text(OPENING, RIGHTS, TABLE, "- addresses\n- names\n", SHARING, "> As always.\n", LOOKS, LAWS),
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The small site with four more versions, the last one announced."""
    made = publish(tmp_path_factory.mktemp("browser") / "repository")
    made.git("commit", "--quiet", "--amend", "--no-edit", date="2026-03-20")  # version 3.0
    days = ("2026-04-02", "2026-04-09", "2026-04-16", "2026-05-28")
    for number, (day, words) in enumerate(zip(days, STORY, strict=True), 4):
        effective = "2026-08-01" if number == 7 else day
        kind = "material" if number == 7 else "editorial"
        told, head = folder(f"{number}.0", effective, kind, words), "content/privacy/index.md"
        if number == 4:
            told[head] = told[head].replace("change:", 'replaces: "3.0"\nchange:')
        if kind == "editorial":
            told[head] = told[head].replace("summary:", "editorial_reason: A story.\nsummary:")
        made.commit(day, told)
    outcome = run(made, "build", "--as-of", TODAY.isoformat())
    assert outcome.code == 0, outcome
    return made


@pytest.fixture(scope="module")
def site(repository: Repository) -> Site:
    return load(read_configuration(repository.root / "mkdocs.yml").settings, TODAY)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page on which no script may fail."""
    with watched(chromium) as opened:
        opened.clock.set_fixed_time(datetime.combine(TODAY, time(12), UTC))
        yield opened


def compared(page: Page, base: str, lang: str, query: str) -> str:
    """What the page of comparisons of the story shows."""
    return drawn.compared(page, base, f"{lang}/privacy/compare/", query)


LABELS = [f"{number}.0" for number in range(1, 8)]


@pytest.mark.parametrize(("lang", "new"), [("en", "5.0"), ("ja", "2.0")])
def test_a_version_compares_as_on_the_page_of_its_changes(
    page: Page, base: str, site: Site, lang: str, new: str
) -> None:
    basis = site.archive("privacy").policy.basis(new)
    assert basis
    found = compared(page, base, lang, f"from={basis.label}&to={new}")
    counted = page.locator(".touched li").all_inner_texts()
    page.goto(f"{base}{lang}/privacy/v/{new}/changes/")
    assert page.locator(".redline").evaluate(SHOWN) == found
    folded = [" ".join(words.split()) for words in counted]
    built = page.locator(".touched li").all_inner_texts()
    assert [" ".join(words.split()) for words in built] == folded


def test_versions_far_apart_compare_as_the_build_would(page: Page, base: str, site: Site) -> None:
    """`tests/data/test_redlining.py` compares any others, without a browser."""
    drawn.check_as_built(page, base, site, "privacy", "de", ("4.0", "7.0"))


def test_versions_are_chosen_swapped_and_stepped_through(page: Page, base: str) -> None:
    compared(page, base, "en", "from=1.0&to=3.0")
    page.get_by_label("New", exact=True).select_option("2.0")
    expect(page).to_have_url(f"{base}en/privacy/compare/?from=1.0&to=2.0")
    page.get_by_role("button", name="Swap the two versions").click()
    expect(page).to_have_url(f"{base}en/privacy/compare/?from=2.0&to=1.0")
    page.get_by_role("button", name="Swap the two versions").click()
    page.get_by_role("button", name="Later pair").click()
    expect(page).to_have_url(f"{base}en/privacy/compare/?from=2.0&to=3.0")
    page.get_by_role("button", name="Earlier pair").click()
    expect(page).to_have_url(f"{base}en/privacy/compare/?from=1.0&to=2.0")
    expect(page.get_by_role("button", name="Earlier pair")).to_be_disabled()
    page.go_back()
    expect(page).to_have_url(f"{base}en/privacy/compare/?from=2.0&to=3.0")
    expect(page.get_by_label("Old", exact=True)).to_have_value("2.0")


REFUSED = (
    ("from=1.0&to=9.9", "This policy has no version “9.9”."),
    ("from=<b>&to=2.0", "This policy has no version “<b>”."),
    ("from=2.0&to=2.0", "a version does not differ from itself"),
    ("since=2019-01-01", "No version was in force on January 1, 2019."),
    ("since=2030-01-01", "January 1, 2030 is in the future."),
    ("since=2026-02-30", "“2026-02-30” is not a date."),
    ("since=yesterday", "“yesterday” is not a date."),
    ("on=2019-01-01", "No version was in force on January 1, 2019."),
    ("on=2030-01-01", "January 1, 2030 is in the future."),
    ("on=2026-02-30", "“2026-02-30” is not a date."),
    ("since=2026-05-01", "On May 1, 2026, version 6.0 was in force, and it still is"),
)


def test_what_cannot_be_compared_is_said(page: Page, base: str) -> None:
    for query, words in REFUSED:
        page.goto(f"{base}en/privacy/compare/?{query}")
        expect(page.get_by_role("status").first).to_contain_text(words)
        expect(page.locator("[data-result]")).to_be_hidden()


def test_what_changed_since_a_day(page: Page, base: str) -> None:
    compared(page, base, "en", "since=2026-04-10")
    expect(page.get_by_label("Old", exact=True)).to_have_value("5.0")
    expect(page.get_by_label("New", exact=True)).to_have_value("6.0")
    expect(page.get_by_role("status").first).to_contain_text("On April 10, 2026, version 5.0")
    field = page.get_by_label("What has changed since")
    expect(field).to_have_value("2026-04-10")
    field.fill("2026-04-03")
    field.press("Enter")
    expect(page).to_have_url(f"{base}en/privacy/compare/?since=2026-04-03")
    expect(page.get_by_label("Old", exact=True)).to_have_value("4.0")
    page.get_by_label("Old", exact=True).select_option("1.0")
    expect(field).to_have_value("")


def test_a_policy_leads_to_what_was_in_force_on_a_day(page: Page, base: str) -> None:
    page.goto(f"{base}en/privacy/?on=2026-04-10")
    expect(page).to_have_url(f"{base}en/privacy/compare/?on=2026-04-10")
    said = page.get_by_role("status").first
    expect(said).to_have_text("On April 10, 2026, version 5.0 was in force. Read the text")
    said.get_by_role("link").click()
    expect(page).to_have_url(f"{base}en/privacy/v/5.0/")
    page.goto(f"{base}en/privacy/history/")
    page.get_by_label("What was in force on").fill("2026-04-03")
    page.get_by_label("What was in force on").press("Enter")
    expect(page).to_have_url(f"{base}en/privacy/compare/?on=2026-04-03")
    expect(page.get_by_role("status").first).to_contain_text("version 4.0 was in force.")
    page.get_by_label("What was in force on").fill("2026-04-10")
    page.get_by_label("What was in force on").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("version 5.0 was in force.")


def test_a_day_after_the_site_was_made_is_known(page: Page, base: str) -> None:
    """The version that was coming then has taken effect since."""
    page.clock.set_fixed_time("2026-08-02T12:00:00Z")
    compared(page, base, "en", "since=2026-07-31")
    expect(page.get_by_label("New", exact=True)).to_have_value("7.0")
    page.goto(f"{base}en/privacy/compare/?since=2026-08-01")
    expect(page.get_by_role("status").first).to_contain_text("version 7.0 was in force, and it")


def test_side_by_side_is_the_same_redline_twice(page: Page, base: str) -> None:
    compared(page, base, "en", "from=4.0&to=5.0")
    page.get_by_label("Side by side").check()
    before, after = page.locator(".before"), page.locator(".after")
    assert "45" not in " ".join(before.all_inner_texts()[1:])
    assert "30 days" not in " ".join(after.all_inner_texts()[1:]).replace("Names\t30 days", "")
    expect(page.locator(".heads")).to_have_text(re.compile("^4.0.*5.0"))
    for row in page.locator(".row").all():
        tops = [side.bounding_box()["y"] for side in row.locator("> div").all()]  # type: ignore[index]
        assert max(tops) - min(tops) < 1
    ids = "() => [...document.querySelectorAll('[id]')].map((e) => e.id)"
    found = page.evaluate(ids)
    assert len(found) == len(set(found))
    step, counter = (
        page.get_by_role("button", name="Next change"),
        page.locator("[data-steps] output"),
    )
    step.click()
    told = re.sub(r"^Change \d+", "", counter.inner_text())
    page.get_by_label("In one text").check()
    expect(before).to_have_count(0)
    step.click()
    expect(counter).to_have_text(re.compile(f"{re.escape(told)}$"))


TOPS = """() => [...document.querySelectorAll(".row:not(.heads)")].flatMap((row) => {
  const sides = [...row.children].filter((side) => !side.matches(".is-empty"));
  const itemsOf = (side) => row.matches(".is-list") ? [...side.firstElementChild.children] : [side];
  const items = sides.map(itemsOf);
  const top = (item) => Math.round(item.getBoundingClientRect().top);
  return items[0].map((_, n) => items.map((side) => top(side[n])));
})"""


@pytest.mark.parametrize("lang", ["en", "de", "ja"])
def test_side_by_side_each_block_stands_beside_what_it_was(
    page: Page, base: str, lang: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    compared(page, base, lang, "from=1.0&to=5.0")
    alone = page.locator("[data-redline]").inner_html()
    page.locator("[value=sides]").check()
    tops = page.evaluate(TOPS)
    assert len(tops) > 3
    assert all(len(set(pair)) == 1 for pair in tops)
    heads = page.locator(".heads > div").all_inner_texts()
    assert [head.split()[0] for head in heads] == ["1.0", "5.0"]
    headings = page.locator(".before :is(h2, h3, h4):not([role=none])")
    expect(headings).to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 800})
    for row in page.locator(".row.is-touched:not(:has(> .is-empty))").all():
        old, new = (row.locator(f"> .{side}").bounding_box() for side in ("before", "after"))
        assert old
        assert new
        assert (old["y"] + old["height"] <= new["y"] + 1, old["x"]) == (True, new["x"])
    page.locator("[value=inline]").check()
    assert page.locator("[data-redline]").inner_html() == alone


def test_a_comparison_that_cannot_be_loaded_says_so(page: Page, base: str) -> None:
    """There is no way to the host, the host refuses, half of a file comes: no fault of a script."""
    answers: tuple[Callable[[Route], None], ...] = (
        lambda route: route.abort(),
        lambda route: route.fulfill(status=500),
        lambda route: route.fulfill(body="{"),
    )
    for answer in answers:
        page.unroute_all()
        page.route("**/v/3.0.en.json", answer)
        page.goto(f"{base}en/privacy/compare/?from=1.0&to=3.0")
        expect(page.get_by_role("status").first).to_contain_text("could not be loaded")


def test_what_nobody_expected_is_told_on_the_page_and_in_the_console(
    chromium: Browser, base: str
) -> None:
    page = chromium.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/steps/*.json", lambda route: route.fulfill(json={}))
    page.goto(f"{base}en/privacy/compare/?from=1.0&to=3.0")
    expect(page.get_by_role("status").first).to_contain_text("could not be loaded")
    page.wait_for_timeout(100)
    assert len(errors) == 1
    page.close()


def test_without_scripts_every_built_redline_is_linked(chromium: Browser, base: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{base}en/privacy/compare/")
    expect(plain.locator("[data-compare]")).to_be_hidden()
    links = plain.locator("[data-built] td a")
    assert links.count() == len(LABELS) - 1
    links.first.click()
    expect(plain).to_have_url(f"{base}en/privacy/v/7.0/changes/")
    context.close()


def test_from_change_to_change_by_button_and_by_key(page: Page, base: str) -> None:
    page.goto(f"{base}en/privacy/v/5.0/changes/")
    page.keyboard.press("n")
    expect(page.locator("[data-here]")).to_have_count(0)  # keys are for whoever is in the text
    page.get_by_role("button", name="Next change").click()
    expect(page.locator("[data-steps] output")).to_contain_text("Change 1 of")
    page.keyboard.press("n")
    expect(page.locator("[data-steps] output")).to_contain_text("Change 2 of")
    page.keyboard.press("p")
    expect(page.locator("[data-steps] output")).to_contain_text("Change 1 of")


def test_long_unchanged_stretches_fold_and_open(page: Page, base: str) -> None:
    page.goto(f"{base}en/privacy/v/5.0/changes/")
    law = page.get_by_text("Law number 5 of this list")
    expect(law).to_be_hidden()
    page.get_by_role("button", name="unchanged passages").click()
    expect(law).to_be_visible()


def test_the_new_text_without_marks(page: Page, base: str) -> None:
    page.goto(f"{base}en/privacy/v/5.0/changes/")
    page.get_by_label("Show the new text without marks").check()
    article = page.locator(".redline")
    assert "45 days" in article.inner_text()
    assert "30\n" not in article.inner_text()
    expect(article.locator("del").first).to_be_hidden()


def test_a_clause_leads_to_its_history(page: Page, base: str) -> None:
    page.goto(f"{base}en/privacy/v/5.0/")
    mark = page.get_by_role("link", name="since 4.0 · changed April 9, 2026").first
    mark.focus()
    expect(mark).to_contain_text("since 4.0")
    mark.click()
    expect(page).to_have_url(f"{base}en/privacy/clauses/data/#v-5.0")
    expect(page.locator("[id='v-5.0'] ins").first).to_be_visible()
    assert page.locator(".story > li").count() > 3


def test_nothing_is_wider_than_a_phone(chromium: Browser, base: str) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    phone = context.new_page()
    for lang in ("en", "de", "ja"):
        for rest in (
            "compare/?from=1.0&to=6.0",
            "clauses/data/",
            "clauses/",
            "v/5.0/",
            "v/5.0/changes/",
        ):
            phone.goto(f"{base}{lang}/privacy/{rest}")
            at_rest(phone)
            wider = phone.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wider <= 0, (lang, rest)
    context.close()
