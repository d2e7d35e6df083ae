"""What a reader does with a page, in Chromium."""

from __future__ import annotations

import re
import unicodedata
from itertools import product
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browsing import JUMPS
from oursite import KINDS, LANGUAGES, at_rest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


PHONE = {"width": 360, "height": 740}


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def test_a_section_is_cited_by_the_version_it_stands_in(reader: Page, ours: str) -> None:
    reader.goto(f"{ours}ja/privacy-policy/")
    pin = reader.locator("h2#your-rights > a.pin")
    pin.focus()
    reader.keyboard.press("Enter")
    told = reader.locator(".citing p").first
    address = f"{ours}ja/privacy-policy/v/2.0/#your-rights"
    cited = told.text_content() or ""
    version = "OmniGen2 規約・ポリシー：プライバシーポリシー、バージョン2.0、2024年12月19日施行"
    assert cited == f"{version}、8. お客様の権利、{address}"
    reader.get_by_role("button", name="出典をコピー").click()
    assert reader.evaluate("navigator.clipboard.readText()") == cited
    expect(reader.locator(".citing [role=status]")).to_have_text("コピーしました")
    reader.get_by_role("button", name="リンクをコピー").click()
    assert reader.evaluate("navigator.clipboard.readText()") == address
    reader.keyboard.press("Escape")
    expect(reader.locator(".citing")).to_have_count(0)
    expect(pin).to_be_focused()


def test_two_languages_stand_side_by_side(reader: Page, ours: str) -> None:
    reader.set_viewport_size({"width": 1280, "height": 800})
    reader.goto(f"{ours}en/privacy-policy/v/2.0/#your-rights")
    alone = reader.locator("article.text").inner_html()
    reader.get_by_label("Second language").select_option("ko")
    row = reader.locator(".beside-row", has=reader.locator("#your-rights"))
    expect(row.locator("> [lang=ko] h2")).to_contain_text("귀하의 권리")
    left, right = (row.locator(f"> [lang={lang}]").bounding_box() for lang in ("en", "ko"))
    assert left
    assert right
    assert (left["y"], left["x"] < right["x"]) == (right["y"], True)
    assert reader.url == f"{ours}en/privacy-policy/v/2.0/?with=ko#your-rights"
    links = reader.locator(".beside-row > [lang=ko] a").evaluate_all("all => all.map(a => a.href)")
    assert links
    assert not [link for link in links if "/en/" in link]
    reader.set_viewport_size({"width": 360, "height": 800})
    left, right = (row.locator(f"> [lang={lang}]").bounding_box() for lang in ("en", "ko"))
    assert left
    assert right
    assert (left["y"] < right["y"], left["x"]) == (True, right["x"])
    reader.get_by_label("Second language").select_option("")
    expect(reader.locator(".beside-row")).to_have_count(0)
    assert reader.locator("article.text").inner_html() == alone


def test_every_text_has_the_same_blocks_in_every_language(reader: Page, ours: str) -> None:
    for kind, lang in product(("in force", "upcoming", "past"), LANGUAGES[1:]):
        reader.goto(ours + KINDS[kind].format(lang="en") + f"?with={lang}")
        expect(reader.locator(".beside-row").first).to_be_visible()


def test_a_second_language_that_cannot_be_had(reader: Page, ours: str) -> None:
    reader.goto(f"{ours}en/privacy-policy/")
    reader.route("**/fr/privacy-policy/", lambda route: route.abort())
    reader.get_by_label("Second language").select_option("fr")
    expect(reader.locator(".beside [role=status]")).to_contain_text("could not be loaded")
    expect(reader.locator("article.text h2").first).to_be_visible()


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("en/privacy-policy/v/1.1/#your-rights", "de/privacy-policy/v/1.1/#your-rights"),
        ("en/privacy-policy/?with=ko#overview", "de/privacy-policy/?with=ko#overview"),
        ("en/privacy-policy/?with=de", "de/privacy-policy/?with=en"),
        (
            "en/privacy-policy/compare/?from=1.0&to=3.0",
            "de/privacy-policy/compare/?from=1.0&to=3.0",
        ),
    ],
)
def test_another_language_of_the_same_place(reader: Page, ours: str, here: str, there: str) -> None:
    reader.goto(ours + here)
    reader.locator("details.menu > summary").click()
    reader.locator("details.menu").get_by_role("link", name="Deutsch").click()
    reader.wait_for_url(ours + there)


def test_a_comparison_opens_at_the_section_of_its_address(reader: Page, ours: str) -> None:
    reader.goto(f"{ours}de/privacy-policy/compare/?from=1.0&to=3.0#your-rights")
    expect(reader.locator(".redline #your-rights")).to_be_in_viewport()


def test_a_link_within_a_comparison_leaves_it_as_it_is(reader: Page, ours: str) -> None:
    reader.goto(f"{ours}en/privacy-policy/compare/?from=1.0&to=3.0")
    at_rest(reader)
    reader.evaluate("document.querySelector('.redline .part').dataset.same = 'yes'")
    reader.locator("[data-touched] a[href='#your-rights']").press("Enter")
    expect(reader.locator(".redline #your-rights")).to_be_in_viewport()
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.closest('main') !== null")
    expect(reader.locator(".redline .part").first).to_have_attribute("data-same", "yes")


def test_a_broken_anchor_breaks_nothing(reader: Page, ours: str) -> None:
    reader.goto(f"{ours}en/privacy-policy/compare/?from=1.0&to=3.0#100%")
    at_rest(reader)
    expect(reader.locator("[data-outcome]")).to_be_empty()


def test_nothing_jumps_on_a_tall_screen(chromium: Browser, ours: str) -> None:
    """There, what stands below a comparison is in sight while it is drawn."""
    page = chromium.new_page(viewport={"width": 1280, "height": 2400})
    page.add_init_script(JUMPS)
    page.goto(ours + KINDS["compare"].format(lang="ja"))
    at_rest(page)
    page.wait_for_timeout(200)
    assert page.evaluate("window.jumps") == 0
    page.close()


@pytest.mark.parametrize("kind", ["in force", "redline"])
def test_paper_has_the_address_and_no_buttons(reader: Page, ours: str, kind: str) -> None:
    reader.goto(ours + KINDS[kind].format(lang="de"))
    reader.emulate_media(media="print")
    address = "https://legal.omnigen2.example/de/privacy-policy/v/"
    expect(reader.get_by_text(address)).to_be_visible()
    assert reader.locator("button:visible, .tools:visible, .contents:visible").count() == 0
    assert reader.locator("article.text:visible").count() == 1


def test_a_page_is_printed_by_a_button(reader: Page, ours: str) -> None:
    reader.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
    reader.goto(f"{ours}fr/privacy-policy/")
    reader.get_by_role("button", name="Imprimer").click()
    assert reader.evaluate("window.printed") == 1


# --- On a phone -----------------------------------------------------------------------------------


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def test_sections_fold_on_a_phone_and_say_what_changed_last(phone: Page, ours: str) -> None:
    phone.goto(f"{ours}ko/privacy-policy/")
    heads = phone.locator("article.text > h2")
    openers = heads.get_by_role("button", expanded=False)
    assert openers.count() == heads.count() == 12
    expect(phone.locator("h2#your-rights + .last")).to_have_text("마지막 변경: 2024년 12월 19일")
    words = phone.locator("#your-rights ~ div").first
    expect(words).to_have_attribute("hidden", "until-found")
    phone.locator("#your-rights button").tap()
    expect(phone.locator("#your-rights button")).to_have_attribute("aria-expanded", "true")
    expect(words.locator("h3").first).to_be_in_viewport()
    phone.get_by_role("button", name="모든 조항 접기").tap()
    assert openers.count() == 12
    phone.get_by_role("button", name="모든 조항 펼치기").tap()
    assert openers.count() == 0


@pytest.mark.parametrize("anchor", ["your-rights", "usage-data", "usage-data.4"])
def test_a_link_into_a_folded_section_opens_it(phone: Page, ours: str, anchor: str) -> None:
    phone.goto(f"{ours}de/privacy-policy/#{anchor}")
    target = phone.locator(f"[id='{anchor}']")
    expect(target).to_be_in_viewport()
    assert phone.locator(".opener[aria-expanded=true]").count() == 1
    phone.goto(f"{ours}de/privacy-policy/")
    phone.evaluate(f"location.hash = '#{anchor}'")
    expect(target).to_be_in_viewport()


def test_searching_in_the_page_looks_into_folded_sections(phone: Page, ours: str) -> None:
    phone.goto(f"{ours}en/privacy-policy/")
    hidden = phone.locator("article.text > div[hidden]")
    assert hidden.count() == 12
    assert {one.get_attribute("hidden") for one in hidden.all()} == {"until-found"}
    hidden.nth(3).evaluate("one => one.dispatchEvent(new Event('beforematch'))")
    assert hidden.count() == 11
    assert phone.locator("article.text > h2").nth(3).get_by_role("button", expanded=True).count()


def test_a_second_language_unfolds_the_sections(phone: Page, ours: str) -> None:
    phone.goto(f"{ours}en/privacy-policy/")
    phone.get_by_label("Second language").select_option("ja")
    expect(phone.locator(".beside-row #your-rights")).to_be_visible()
    assert phone.locator(".opener, .open-all").count() == 0
    expect(phone.locator("nav.contents")).to_be_visible()


def test_a_folded_text_is_whole_on_paper(phone: Page, ours: str) -> None:
    phone.goto(f"{ours}fr/privacy-policy/")
    phone.emulate_media(media="print")
    passages = phone.locator("article.text :is(p:not(.marks), li)")
    assert passages.count() == passages.locator("visible=true").count() > 40
    expect(phone.locator("[id='usage-data.4']")).to_be_visible()


# --- Finding --------------------------------------------------------------------------------------


def test_the_timeline_of_one_section(reader: Page, ours: str) -> None:
    reader.goto(f"{ours}en/privacy-policy/history/")
    shown = reader.locator(".timeline > li:visible > h2")
    assert shown.all_text_contents() == ["Version 3.0", "Version 2.0", "Version 1.1", "Version 1.0"]
    reader.get_by_label("Versions that changed the section").select_option("cookies-and-tracking")
    assert shown.all_text_contents() == ["Version 1.1", "Version 1.0"]
    expect(reader.get_by_role("status").first).to_have_text("Versions shown: 2 of 4")
    address = f"{ours}en/privacy-policy/history/?section=cookies-and-tracking"
    assert reader.url == address
    reader.goto(address)
    assert shown.all_text_contents() == ["Version 1.1", "Version 1.0"]
    reader.get_by_label("Versions that changed the section").select_option("")
    assert shown.count() == 4
    assert reader.url == f"{ours}en/privacy-policy/history/"


def test_the_timeline_shows_how_much_each_version_changed(reader: Page, ours: str) -> None:
    reader.goto(f"{ours}en/privacy-policy/history/")
    widths = [
        sum(float(bar.get_attribute("width") or 0) for bar in moment.locator("rect").all())
        for moment in reader.locator(".timeline > li").all()
    ]
    counts = [
        [int(number) for number in re.findall(r"\d+", words)]
        for words in reader.locator(".timeline .counts").all_text_contents()
    ]
    changes = [sum(each[1:]) for each in counts]  # the first is how many sections
    assert widths[-1] == 0  # the first version
    assert [round(width) for width in widths[:-1]] == [
        round(100 * count / max(changes)) for count in changes
    ]


def test_a_passage_is_cited(reader: Page, ours: str) -> None:
    reader.goto(f"{ours}de/privacy-policy/")
    reader.locator("[id='usage-data.2']").hover()
    reader.locator("a.pin-passage").click()
    told = reader.locator(".citing p").first
    version = "OmniGen2 Rechtliches: Datenschutzerklärung, Version 2.0, gültig ab 19. Dezember 2024"
    lasting = f"{ours}de/privacy-policy/v/2.0/#usage-data"
    assert told.text_content() == f"{version}. Nutzungsdaten, Textstelle 2. {lasting}.2"
    reader.get_by_label("Was zitiert wird").select_option(index=0)
    assert told.text_content() == f"{version}. Nutzungsdaten. {lasting}"
    reader.goto(f"{lasting}.2")
    expect(reader.locator(":target")).to_contain_text("Plattforminteraktionen")


@pytest.mark.parametrize(
    ("lang", "words", "title"),
    [
        ("en", "COOKIES", "Privacy Policy › "),
        ("de", "datenschutz", "Datenschutzerklärung › "),
        ("fr", "données", "Politique de confidentialité › "),
        ("fr", "donnees", "Politique de confidentialité › "),  # few type accents on a phone
        ("es", "información", "Política de privacidad › "),
        ("ja", "個人情報", "プライバシーポリシー › "),
        ("ja", "規約", "利用規約 › "),  # inside a longer word
        ("ko", "개인정보", "개인정보 처리방침 › "),
        ("ko", "방침", "개인정보 처리방침 › "),
        ("ko", "개인정보처리방침", "개인정보 처리방침"),  # written without the space
        ("ko", "처리방침 쿠키", "개인정보 처리방침 › "),  # a policy's name and a section's word
    ],
)
def test_what_is_sought_is_found_with_policy_and_section(
    reader: Page, ours: str, lang: str, words: str, title: str
) -> None:
    reader.goto(f"{ours}{lang}/")
    search(reader, words)
    results = reader.locator(".search-results a")
    expect(results.first).to_be_visible()
    assert [told for told in results.locator("b").all_text_contents() if told.startswith(title)]
    first = folded(results.first.text_content() or "")
    assert all(folded(word) in first for word in words.split())
    address = results.first.evaluate("link => link.href")
    results.first.click()
    reader.wait_for_url(address)
    assert "#" not in address or reader.locator(":target").is_visible()


def test_a_policy_s_name_finds_the_policy_and_not_its_every_section(
    reader: Page, ours: str
) -> None:
    reader.goto(f"{ours}ko/")
    search(reader, "라이선스 계약")
    first = reader.locator(".search-results b").first
    expect(first).to_have_text("라이선스 계약")
    results = reader.locator(".search-results a").all_text_contents()
    sections = [words.partition(" › ")[2] for words in results[1:]]
    assert sections
    assert all("라이선스" in words or "계약" in words for words in sections)
    search(reader, "서비스이용약관", pressed=False)
    expect(first).to_have_text("서비스 이용약관")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "zebra"),
        ("de", "Zebra Daten"),
        ("fr", "zèbre"),
        ("es", "cebra"),
        ("ja", "量子力学"),
        ("ko", "양자역학"),
    ],
)
def test_what_is_absent_is_not_found(reader: Page, ours: str, lang: str, words: str) -> None:
    reader.goto(f"{ours}{lang}/")
    none = reader.locator(".search-count").get_attribute("data-none") or ""
    search(reader, words)
    expect(reader.locator(".search-count")).to_have_text(none)
    expect(reader.locator(".search-results a")).to_have_count(0)


def test_a_search_that_could_not_be_loaded_says_so(reader: Page, ours: str) -> None:
    reader.goto(f"{ours}en/")
    reader.route("**/search/**", lambda route: route.abort())
    search(reader, "cookies")
    told = reader.locator(".search-count")
    expect(told).to_have_text("The search could not be loaded. Try again.")
    reader.unroute("**/search/**")
    search(reader, "cookie", pressed=False)
    expect(reader.locator(".search-results a").first).to_be_visible()


def test_search_by_keyboard_alone(reader: Page, ours: str) -> None:
    reader.goto(f"{ours}ko/")
    reader.keyboard.press("Control+k")
    reader.keyboard.type("귀하의 권리")
    expect(reader.locator(".search-results a").first).to_contain_text("귀하의 권리")
    reader.keyboard.press("Enter")
    reader.wait_for_url(f"{ours}ko/privacy-policy/#your-rights")
    reader.keyboard.press("Control+k")
    reader.keyboard.type("규약 방침")  # the first word stands nowhere
    expect(reader.locator(".search-results a")).to_have_count(0)
    reader.keyboard.press("Enter")
    expect(reader.locator("#search-words")).to_be_focused()
    reader.keyboard.press("Control+a")
    reader.keyboard.type("보안")
    expect(reader.locator(".search-results a").nth(1)).to_be_visible()
    reader.keyboard.press("ArrowDown")
    reader.keyboard.press("ArrowDown")
    expect(reader.locator(".search-results a").nth(1)).to_be_focused()
    reader.keyboard.press("ArrowUp")
    reader.keyboard.press("ArrowUp")
    expect(reader.locator("#search-words")).to_be_focused()
    reader.keyboard.press("Escape")
    expect(reader.locator("dialog.search")).to_be_hidden()


def test_a_wrong_address_answers_in_the_language_of_the_address(
    chromium: Browser, ours: str
) -> None:
    for place, locale, words in [
        ("ko/privacy-policy/v/9.9/", "de-DE", "페이지를 찾을 수 없습니다"),
        ("nowhere/", "de-DE", "Seite nicht gefunden"),
        ("nowhere/", "nl-NL", "Page not found"),
        ("es-legal/privacy/", "fr-CA", "Page introuvable"),
    ]:
        page = chromium.new_page(locale=locale)
        answer = page.goto(ours + place)
        assert answer
        assert answer.status == 404
        expect(page.locator("main h2").first).to_have_text(words)
        assert page.locator("main h2").count() == len(LANGUAGES)
        page.locator("main h2 ~ p a").first.click()
        expect(page.locator(".cards")).to_be_visible()
        page.close()


def test_a_page_opened_with_a_second_language_is_whole_on_a_phone(phone: Page, ours: str) -> None:
    phone.goto(f"{ours}en/privacy-policy/?with=ja")
    expect(phone.locator(".beside-row #your-rights")).to_be_visible()
    assert phone.locator(".opener, .open-all").count() == 0


def search(page: Page, words: str, *, pressed: bool = True) -> None:
    if pressed:
        page.locator("[data-search]").click()
    page.locator("#search-words").fill(words)


def folded(text: str) -> str:
    """As the search compares: without case, accents and spaces."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFD", text)
        if letter > "\u036f" or letter < "\u0300"
    )
    return "".join(unicodedata.normalize("NFC", plain).casefold().split())


def test_a_mark_says_its_sentence_over_the_text(reader: Page, ours: str) -> None:
    shape = "() => [...document.querySelectorAll('article.text > *')].map((e) => e.offsetTop)"
    for lang in ("en", "de", "ja"):
        reader.goto(f"{ours}{lang}/privacy-policy/")
        before = reader.evaluate(shape)
        for mark in reader.locator(".mark").all()[:4]:
            mark.focus()
            box = mark.locator(".mark-words").bounding_box()
            assert box
            assert box["height"] > 10
            assert reader.evaluate(shape) == before
