from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from gazette.checks import run
from gazette.model import Discovery, PolicySource, Severity
from gazette.publishing.loading import load
from repositories import Repository
from small import ONE, TERMS, TODAY, TWO

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.model import Finding

COMING = "2026-05-20"
THREE = (
    TWO.replace('"2.0"', '"3.0"')
    .replace("2026-07-01", "2026-08-01")
    .replace("7 eu", "8 eu")
    .replace("fee rises.", "fee rises again.")
)
FOUR = (
    THREE.replace('"3.0"', '"4.0"')
    .replace("2026-08-01", "2026-09-01")
    .replace("fee rises again.", "fee rises once more.")
)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.create(tmp_path / "repository")
    made.commit("2025-01-15", {TERMS: ONE})
    made.commit("2026-05-15", {TERMS: TWO})
    return made


def found(repository: Repository, text: str = "", today: date = TODAY) -> list[Finding]:
    """What the rules say of a repository, with one more version if there is a text."""
    if text:
        repository.commit(COMING, {TERMS: text})
    settings = repository.settings(PolicySource("terms", TERMS), languages=("en",))
    return list(run(load(settings, today)))


def told(findings: list[Finding]) -> list[tuple[str, str, int]]:
    return [(f.rule, f.severity.value, f.place.line) for f in findings]


def test_a_sound_policy_keeps_every_rule(repository: Repository) -> None:
    assert found(repository, THREE) == []


def test_a_section_id_stands_once(repository: Repository) -> None:
    twice = THREE + "\n## More {#fees}\n\nWords.\n"
    assert told(found(repository, twice)) == [
        ("change-unmentioned", "warning", 6),
        ("duplicate-section-id", "error", 16),
    ]


def test_a_policy_has_a_section(repository: Repository) -> None:
    bare = THREE.partition("# Terms")[0] + "Words.\n"
    assert ("no-section", "error", 1) in told(found(repository, bare))


def test_a_highlight_names_a_section_that_is_there(repository: Repository) -> None:
    lines = "highlights:\n  - {section: fees, text: New.}\n  - {section: fines, text: New.}\n"
    (one,) = found(repository, THREE.replace("---\n# Terms", f"{lines}---\n# Terms"))
    assert (one.rule, one.place.line) == ("highlight-unknown-section", 9)
    assert one.fix == "Use one of: fees, terms."


PARTS = "\n## Data {#data}\n\nWe keep files.\n\n### Logs {#logs}\n\nWe keep logs.\n"


def highlighted(text: str, *sections: str) -> str:
    lines = "".join(f"  - {{section: {section}, text: New.}}\n" for section in sections)
    return text.replace("---\n# Terms", f"highlights:\n{lines}---\n# Terms")


def test_a_highlight_names_a_section_that_changed(repository: Repository) -> None:
    repository.commit("2026-05-16", {TERMS: THREE + PARTS})
    logs = FOUR + PARTS.replace("We keep logs", "We keep the logs")
    findings = found(repository, highlighted(logs, "fees", "data", "logs"))
    assert told(findings) == [("highlight-unchanged", "error", 8)]
    assert findings[0].fix == "Remove it, or name a section that changed: data, logs, terms."


def test_what_moved_changed_the_section_it_left(repository: Repository) -> None:
    clause = "Either side may end the contract with notice of one month.\n"
    repository.commit("2026-05-16", {TERMS: f"{THREE}\n{clause}{PARTS}"})
    moved = f"{FOUR}{PARTS}\n{clause}"
    assert "highlight-unchanged" not in [
        f.rule for f in found(repository, highlighted(moved, "fees", "logs"))
    ]


@pytest.mark.parametrize(
    ("sections", "summary", "left"),
    [
        ((), "The fee rises.", "terms, fees, data"),
        (("fees",), "The fee rises.", "terms, data"),
        (("fees", "logs"), "The fee rises.", "terms"),
        (("fees", "logs"), "The fee rises, and the terms read better.", ""),
    ],
)
def test_a_material_change_mentions_what_it_touches(
    repository: Repository, sections: tuple[str, ...], summary: str, left: str
) -> None:
    repository.commit("2026-05-16", {TERMS: THREE + PARTS})
    text = (FOUR + PARTS.replace("keep logs", "keep the logs")).replace("You may", "You can")
    text = text.replace("8 eu", "9 eu").replace("The fee rises once more.", summary)
    findings = found(repository, highlighted(text, *sections) if sections else text)
    assert [f.rule for f in findings] == ["change-unmentioned"] * bool(left)
    assert all(f.what.endswith(f" in: {left}.") for f in findings)


def test_an_editorial_version_that_changes_a_figure_or_a_duty(repository: Repository) -> None:
    editorial = THREE.replace("change: material", "change: editorial")
    (one,) = found(repository, editorial.replace("You may", "You must"))
    assert told([one]) == [("editorial-changes-duties", "error", 5)]
    assert one.what.endswith("changes: duty “may” → “must”; amount “7 euros” → “8 euros”.")


def test_an_editorial_version_that_changes_words_alone(repository: Repository) -> None:
    editorial = TWO.replace('"2.0"', '"3.0"').replace("change: material", "change: editorial")
    editorial = editorial.replace("2026-07-01", "2026-07-02")  # after version 2.0, not in its place
    editorial = editorial.replace("The fee rises.", "It reads better.")
    assert found(repository, editorial.replace("use the service", "use our service")) == []


def test_a_material_version_needs_its_notice(repository: Repository) -> None:
    (one,) = found(repository, THREE.replace("2026-08-01", "2026-06-19"))
    assert (one.rule, one.severity) == ("notice-period", Severity.ERROR)
    assert one.place.line == 4


def test_an_editorial_version_needs_no_notice(repository: Repository) -> None:
    soon = THREE.replace("2026-08-01", "2026-05-21")
    assert "notice-period" in [f.rule for f in found(repository, soon)]
    four = TWO.replace('"2.0"', '"4.0"').replace("material", "editorial")
    four = four.replace("2026-07-01", "2026-07-02").replace("You may use", "You may now use")
    assert {f.severity for f in found(repository, four)} <= {Severity.WARNING}


def test_an_unclassified_version_counts_as_material(repository: Repository) -> None:
    unsaid = THREE.replace("change: material\n", "")
    assert told(found(repository, unsaid)) == [("change-unclassified", "warning", 3)]
    soon = unsaid.replace("3.0", "4.0").replace("2026-08-01", "2026-05-21").replace("8 eu", "9 eu")
    assert "notice-period" in [f.rule for f in found(repository, soon)]


def test_a_material_version_has_a_summary(repository: Repository) -> None:
    mute = THREE.replace("summary: The fee rises again.\n", "")
    assert told(found(repository, mute)) == [("summary-missing", "warning", 5)]


def test_a_version_goes_on_saying_when_it_takes_effect(repository: Repository) -> None:
    # Without the date there would be no notice period to keep.
    repository.commit(COMING, {TERMS: THREE})
    rules = told(found(repository, THREE.replace("effective: 2026-08-01\n", "")))
    assert ("effective-missing", "error", 3) in rules


def test_what_was_published_before_is_no_longer_judged(repository: Repository) -> None:
    """Nobody can fix the text of a past version, so the rules look at the newest one."""
    spoilt = THREE + "\n## More {#more!}\n\nWords.\n"
    assert "section-id" in [f.rule for f in found(repository, spoilt)]
    four = FOUR.replace("8 eu", "9 eu")
    four = four.replace("The fee rises once more.", "The fee and the terms change.")
    rules = [f.rule for f in found(repository, four)]
    assert rules == ["anchor-dropped", "change-unmentioned"]


def test_findings_stand_by_file_and_line(repository: Repository) -> None:
    several = THREE.replace("2026-08-01", "2026-06-01").replace("change: material\n", "")
    findings = found(repository, several + "\n## More {#fees}\n\nWords.\n")
    assert [f.place.line for f in findings] == sorted(f.place.line for f in findings)
    assert len(findings) == 4


# --- Links -----------------------------------------------------------------------------------


def only(findings: list[Finding], rule: str) -> list[Finding]:
    return [finding for finding in findings if finding.rule == rule]


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("#fees", ""),
        ("#terms", ""),
        ("https://example.com/nowhere#x", ""),
        ("mailto:legal@example.com", ""),
        ("/elsewhere", ""),
        ("terms.md#fees", ""),
        ("about.md", ""),
        ("about/", ""),
        ("logo.png", ""),
        ("#fines", 'names the section "fines", which does not exist in the text'),
        ("terms.md#fines", 'names the section "fines", which does not exist in the text'),
        ("gone.md", "leads to a file that is not published"),
        ("../secret.txt", "leads to a file that is not published"),
    ],
)
def test_a_link_leads_somewhere(repository: Repository, link: str, fault: str) -> None:
    files = {"content/about.md": "# About\n", "content/logo.png": "png", "secret.txt": "mine"}
    repository.commit("2026-05-16", files)
    text = f"{THREE}\nFirst.\n\n*See* [this]({link}) and [again]({link}).\n"
    told_of = only(found(repository, text), "dead-link")
    assert [f.place.line for f in told_of] == [18] * bool(fault)
    assert all(f.what == f'The link to "{link}" {fault}.' for f in told_of)


def test_a_link_to_an_id_of_any_kind(repository: Repository) -> None:
    text = (
        '\n<a id="here"></a>Words.[^1]\n\nA paragraph.\n{: #there}\n\n'
        "[One](#here), [two](#there), [three](#fn:1).\n\n[^1]: A note.\n"
    )
    assert only(found(repository, THREE + text), "dead-link") == []


def test_a_link_within_a_policys_folder_names_a_file_of_it(repository: Repository) -> None:
    head = ONE.partition("# Terms")[0].replace("2025-02-01", "2026-05-16")
    links = "# Data\n\nSee [one](02-fees.md), [two](03-fines.md), [three](index.md).\n"
    files = {
        "content/rules/index.md": head.replace("title: Terms", "title: Rules"),
        "content/rules/01-data.md": links,
        "content/rules/02-fees.md": "# Fees\n\nNone.\n",
    }
    repository.commit("2026-05-16", files)
    source = PolicySource("rules", "content/rules")
    site = load(repository.settings(source, languages=("en",)), TODAY)
    (one,) = only(list(run(site)), "dead-link")
    assert one.what == 'The link to "03-fines.md" leads to a file that is not part of the policy.'


def test_a_link_into_another_policy_names_a_section_of_it(repository: Repository) -> None:
    other = ONE.replace("title: Terms", "title: Rules").replace("2025-02-01", "2026-05-16")
    repository.commit("2026-05-16", {"content/rules.md": other})
    links = "\nSee [one](rules.md#fees), [two](rules.md#fines).\n"
    repository.commit(COMING, {TERMS: THREE + links})
    sources = (PolicySource("terms", TERMS), PolicySource("rules", "content/rules.md"))
    site = load(repository.settings(*sources, languages=("en",)), TODAY)
    (one,) = only(list(run(site)), "dead-link")
    assert '"rules.md#fines" names the section "fines"' in one.what


def test_an_image_is_the_sites_own(repository: Repository) -> None:
    repository.commit("2026-05-16", {"content/logo.png": "png"})
    text = f"{THREE}\n![ours](logo.png)\n\n![theirs](https://example.com/pixel.png)\n"
    (one,) = only(found(repository, text), "foreign-image")
    assert (one.severity, one.place.line) == ("warning", 18)
    assert one.what.startswith('The image "https://example.com/pixel.png" is on another server')


@pytest.mark.parametrize(
    "image",
    [
        "![a](data:image/png;base64,x)",
        '<img src="data:image/png;base64,x">',
        "![a]()",
        "![][image]\n\n[image]: <data:image/png;base64,x>",
    ],
)
def test_an_image_that_no_page_can_show_is_told(repository: Repository, image: str) -> None:
    (one,) = only(found(repository, f"{THREE}\n{image}\n"), "image-not-shown")
    assert (one.severity, one.place.line) == ("warning", 16)
    assert one.what == "This image is not a file of the repository, and is not shown."


def test_a_section_keeps_the_id_that_others_link_to(repository: Repository) -> None:
    (one,) = only(found(repository, THREE.replace("{#fees}", "{#prices}")), "anchor-dropped")
    assert (one.severity, one.place.line) == ("warning", 3)
    assert one.what == "Links to these sections of version 2.0 are now broken: fees."


# --- Wording ---------------------------------------------------------------------------------

ASKED = {
    "en": [
        "Please check this page periodically for changes.",
        "We encourage you to review this Privacy Policy from time to time.",
        "You should revisit these terms regularly.",
        "You are responsible for reviewing this policy frequently.",
        "We recommend that you visit our website regularly to read any changes.",
        "It is your responsibility to check this page for updates.",
        "You agree to review the current terms periodically.",
        "We advise you to consult this statement occasionally.",
        "Please refer back to this notice often, as we may change it.",
        "We invite you to read this document on a regular basis.",
        "Please check back here and look at this page.",
    ],
    "de": [
        "Bitte prüfen Sie diese Seite regelmäßig auf Änderungen.",
        "Wir empfehlen Ihnen, diese Datenschutzerklärung von Zeit zu Zeit zu lesen.",
        "Sie sollten sich regelmäßig über die Nutzungsbedingungen informieren, bitte.",
        "Wir bitten Sie, unsere Website gelegentlich zu besuchen.",
    ],
    "fr": [
        "Veuillez consulter cette page régulièrement.",
        "Nous vous invitons à relire la présente politique de temps à autre.",
        "Vous devriez vérifier nos conditions périodiquement.",
        "Il vous appartient de consulter ce document fréquemment.",
    ],
    "es": [
        "Le recomendamos que revise esta página periódicamente.",
        "Debe consultar nuestra política de privacidad con frecuencia.",
        "Por favor, visite este sitio de vez en cuando.",
        "Lea estos términos regularmente.",
    ],
    "ja": [
        "本ページを定期的にご確認ください。",
        "最新のプライバシーポリシーを随時ご覧いただくようお願いします。",
        "お客様は規約を定期的に確認する必要があります。",
        "変更の有無は、このサイトを時々ご参照ください。",
    ],
    "ko": [
        "이 페이지를 정기적으로 확인해 주시기 바랍니다.",
        "개인정보 처리방침을 수시로 검토하실 것을 권장합니다.",
        "약관을 주기적으로 확인해 주세요.",
        "홈페이지의 공지 사항을 자주 확인하시기 바랍니다.",
    ],
    "pt": [
        "Recomendamos que consulte esta página periodicamente.",
        "Por favor, reveja a nossa política de privacidade com frequência.",
        "Leia estes termos regularmente.",
    ],
    "it": [
        "La preghiamo di consultare questa pagina periodicamente.",
        "Consigliamo di verificare regolarmente la presente informativa.",
        "L’utente deve rileggere le condizioni di tanto in tanto.",
    ],
    "nl": [
        "Wij raden u aan deze pagina regelmatig te raadplegen.",
        "Gelieve ons privacybeleid van tijd tot tijd te lezen.",
        "Wij verzoeken u deze voorwaarden periodiek door te nemen.",
    ],
    "pl": [
        "Prosimy regularnie sprawdzać tę stronę.",
        "Zalecamy okresowe zapoznawanie się z niniejszą polityką prywatności.",
        "Użytkownik powinien często przeglądać regulamin.",
    ],
    "ar": [
        "يُرجى مراجعة هذه الصفحة بانتظام.",
        "ننصح بالاطلاع على سياسة الخصوصية من وقت لآخر.",
    ],
    "zh": [
        "请您定期查看本页面。",
        "我們建議您不時檢視本政策。",
        "您应随时关注本网站的公告。",
    ],
}
NOT_ASKED = {
    "en": [
        "We review our security regularly.",
        "We may change this policy from time to time.",
        "Please check your e-mail address regularly.",
        "You may read these terms at any time.",
        "We will tell you by e-mail 30 days before this policy changes.",
        "Please review the changes before they take effect.",
        "We regularly review this policy.",
    ],
    "de": [
        "Wir prüfen unsere Sicherheit regelmäßig.",
        "Diese Erklärung kann sich von Zeit zu Zeit ändern.",
        "Bitte lesen Sie diese Bedingungen.",
    ],
    "fr": [
        "Nous vérifions régulièrement notre sécurité.",
        "Cette politique peut changer de temps à autre.",
    ],
    "es": ["Revisamos la seguridad periódicamente.", "Esta política puede cambiar con frecuencia."],
    "ja": ["当社は本ポリシーを随時変更することがあります。", "変更前に通知をご確認ください。"],
    "ko": ["당사는 방침을 수시로 변경할 수 있습니다.", "변경 전에 공지를 확인해 주세요."],
    "pt": ["Verificamos a segurança periodicamente.", "Esta política pode mudar com frequência."],
    "it": ["Verifichiamo regolarmente la sicurezza.", "Questa informativa può cambiare spesso."],
    "nl": ["Wij controleren regelmatig de beveiliging.", "Dit beleid kan geregeld wijzigen."],
    "pl": ["Regularnie sprawdzamy zabezpieczenia.", "Ta polityka może się często zmieniać."],
    "ar": ["نراجع أمن الموقع بانتظام.", "قد تتغير هذه السياسة من وقت لآخر."],
    "zh": ["我们可能会不时修改本政策。", "请在变更前查看通知。"],
}


def in_language(repository: Repository, lang: str, text: str) -> list[Finding]:
    repository.commit(COMING, {TERMS: f"{THREE}\n{text}\n"})
    return list(
        run(load(repository.settings(PolicySource("terms", TERMS), languages=(lang,)), TODAY))
    )


@pytest.mark.parametrize(("region", "lang"), [("fr-CA", "fr"), ("ja-JP", "ja")])
def test_a_region_is_read_as_its_language(repository: Repository, region: str, lang: str) -> None:
    text = f"{ASKED[lang][0]}\n"
    assert only(in_language(repository, region, text), "check-back")


@pytest.mark.parametrize("lang", ASKED)
def test_readers_are_not_asked_to_look_for_changes(repository: Repository, lang: str) -> None:
    text = "\n\n".join(f"Before. {sentence} After." for sentence in ASKED[lang])
    found_here = only(in_language(repository, lang, text), "check-back")
    assert [f.what for f in found_here] == [
        f"This asks readers to look for changes themselves: “{sentence}”"
        for sentence in ASKED[lang]
    ]
    assert [f.place.line for f in found_here] == list(range(16, 16 + 2 * len(ASKED[lang]), 2))
    assert {f.severity for f in found_here} == {Severity.HINT}


@pytest.mark.parametrize("lang", NOT_ASKED)
def test_other_sentences_are_left_alone(repository: Repository, lang: str) -> None:
    text = "\n\n".join(NOT_ASKED[lang])
    assert only(in_language(repository, lang, text), "check-back") == []


DATED = [
    # In the text of version 3.0, published on 20 May 2026 for 1 August.
    ("en", "Last updated: May 20, 2026", "hand-dated", "warning"),
    ("en", "**Effective date:** August 1, 2026", "hand-dated", "warning"),
    ("en", "Last updated: March 1, 2024", "date-contradicts", "warning"),
    ("en", "Effective as of 2026-09-01", "date-contradicts", "error"),
    ("de", "Stand: 20. Mai 2026", "hand-dated", "warning"),
    ("de", "Gültig ab 1. September 2026", "date-contradicts", "error"),
    ("fr", "Dernière mise à jour : 1er mars 2024", "date-contradicts", "warning"),
    ("fr", "Entrée en vigueur : 1er août 2026", "hand-dated", "warning"),
    ("es", "Última actualización: 20 de mayo de 2026", "hand-dated", "warning"),
    ("es", "Vigente desde el 2 de agosto de 2026", "date-contradicts", "error"),
    ("ja", "最終更新日：2026年5月20日", "hand-dated", "warning"),
    ("ja", "施行日：2026年9月1日", "date-contradicts", "error"),
    ("ko", "최종 수정일: 2024년 3월 1일", "date-contradicts", "warning"),
    ("ko", "시행일: 2026년 8월 1일", "hand-dated", "warning"),
    ("pt", "Última atualização: 20 de maio de 2026", "hand-dated", "warning"),
    ("pt", "Em vigor desde 2 de agosto de 2026", "date-contradicts", "error"),
    ("it", "Ultimo aggiornamento: 20 maggio 2026", "hand-dated", "warning"),
    ("it", "In vigore dal 1º settembre 2026", "date-contradicts", "error"),
    ("nl", "Laatst gewijzigd op 20 mei 2026", "hand-dated", "warning"),
    ("nl", "Geldig vanaf 1 september 2026", "date-contradicts", "error"),
    ("pl", "Ostatnia aktualizacja: 20 maja 2026 r.", "hand-dated", "warning"),
    ("pl", "Obowiązuje od dnia 1 września 2026 r.", "date-contradicts", "error"),
    ("ar", "آخر تحديث: 20 مايو 2026", "hand-dated", "warning"),
    ("ar", "تاريخ السريان: ١ سبتمبر ٢٠٢٦", "date-contradicts", "error"),
    ("zh-Hans", "最后更新日期：2026年5月20日", "hand-dated", "warning"),
    ("zh-Hant", "生效日期：2026年9月1日", "date-contradicts", "error"),
    ("en", "You must tell us by August 1, 2026.", "", ""),
    ("en", "The law of May 20, 2026 applies.", "", ""),
    ("en", "Effective communication matters. We met on May 20, 2026 to speak of it.", "", ""),
    ("de", "Standard ist der 20. Mai 2026.", "", ""),
]


@pytest.mark.parametrize(("lang", "line", "rule", "severity"), DATED)
def test_dates_are_not_written_by_hand(
    repository: Repository, lang: str, line: str, rule: str, severity: str
) -> None:
    findings = in_language(repository, lang, line)
    dated = [f for f in findings if f.rule in {"hand-dated", "date-contradicts"}]
    assert told(dated) == ([(rule, severity, 16)] if rule else [])


def test_a_date_that_contradicts_says_which_one_counts(repository: Repository) -> None:
    (one,) = only(found(repository, f"{THREE}\nEffective: March 1, 2024\n"), "date-contradicts")
    assert str(one) == (
        "content/terms.md:16: error: “Effective: March 1, 2024” contradicts the version, which "
        "takes effect on 2026-08-01. Remove the line: every page shows the dates automatically. "
        "[date-contradicts]"
    )


def test_in_a_language_that_is_not_known_nobody_seems_to_be_asked(repository: Repository) -> None:
    assert only(in_language(repository, "is", ASKED["en"][0]), "check-back") == []


def test_a_policy_that_a_law_wants_reviewed_is_told_after_a_year(repository: Repository) -> None:
    source = PolicySource("terms", TERMS, profiles=("ccpa",))
    settings = repository.settings(source, languages=("en",))
    reviews = [
        only(list(run(load(settings, day))), "review-due")
        for day in (date(2027, 5, 14), date(2027, 5, 15))
    ]
    assert [len(found) for found in reviews] == [0, 1]
    assert reviews[1][0].place.line == 3


# --- Contacts and notes ------------------------------------------------------------------------

CONTACT = "\n## Contact {#contact}\n\nWrite to [us](mailto:old@example.com) or call +49 30 1.\n"


def test_a_new_contact_is_told(repository: Repository) -> None:
    repository.commit("2026-05-16", {TERMS: THREE + CONTACT})
    moved = CONTACT.replace("old@", "new@")
    (one,) = only(found(repository, FOUR + moved), "contact-changed")
    assert one.what == (
        "The contact changed from old@example.com to new@example.com, and no highlight or summary "
        "says so."
    )
    five = FOUR.replace('"4.0"', '"5.0"').replace("2026-09-01", "2026-10-01")
    assert only(found(repository, five + moved), "contact-changed") == []


def test_a_contact_that_is_no_link_counts_too(repository: Repository) -> None:
    plain = CONTACT.replace("[us](mailto:old@example.com)", "`old@example.com`")
    repository.commit("2026-05-16", {TERMS: THREE + plain})
    (one,) = only(found(repository, FOUR + plain.replace("old@", "New@")), "contact-changed")
    assert one.what.startswith("The contact changed from old@example.com to new@example.com,")


@pytest.mark.parametrize("how", ["summary", "highlight"])
def test_a_new_contact_that_is_told_is_fine(repository: Repository, how: str) -> None:
    repository.commit("2026-05-16", {TERMS: THREE + CONTACT})
    text = FOUR + CONTACT.replace("old@", "new@")
    if how == "summary":
        text = text.replace("The fee rises once more.", "Write to new@example.com now.")
    text = highlighted(text, "contact") if how == "highlight" else text
    assert only(found(repository, text), "contact-changed") == []


def test_summary_and_highlights_are_translated(repository: Repository) -> None:
    text = highlighted(THREE, "fees")
    repository.commit(COMING, {TERMS: text})
    source = PolicySource("terms", TERMS)
    settings = repository.settings(source, languages=("en", "de", "ja"))
    findings = only(list(run(load(settings, TODAY))), "notes-untranslated")
    assert [f.what for f in findings] == [
        "Not translated into de, ja: the summary of version 3.0.",
        "Not translated into de, ja: the highlights of version 3.0.",
    ]
    editorial = text.replace('"3.0"', '"4.0"').replace("material", "editorial")
    repository.commit("2026-05-21", {TERMS: editorial.replace("8 eu", "9 eu")})
    assert only(list(run(load(settings, TODAY))), "notes-untranslated") == []


# --- Sections that go, and summaries that stay ----------------------------------------------------

DATA = "\n## Data {#data}\n\nWe keep files.\n\n### Logs {#logs}\n\nWe keep logs.\n"
LESS = FOUR.replace("once more.", "once more, and there is less.").replace("8 eu", "9 eu")


def test_a_highlight_may_name_a_section_that_goes(repository: Repository) -> None:
    repository.commit("2026-05-16", {TERMS: THREE + DATA})
    assert rules(found(repository, highlighted(LESS, "data", "fees"))) == ["anchor-dropped"]


def test_a_section_that_goes_is_mentioned(repository: Repository) -> None:
    repository.commit("2026-05-16", {TERMS: THREE + DATA})
    one = only(found(repository, highlighted(LESS, "fees")), "change-unmentioned")[0]
    assert one.what == "No highlight or summary mentions the changes in: data."
    text = highlighted(LESS.replace('"4.0"', '"5.0"'), "fees", "logs")
    assert only(found(repository, text), "change-unmentioned") == []


def test_an_unknown_section_is_told_with_those_that_stay_and_those_that_go(
    repository: Repository,
) -> None:
    repository.commit("2026-05-16", {TERMS: THREE + DATA})
    (one,) = only(found(repository, highlighted(LESS, "dates")), "highlight-unknown-section")
    assert (
        one.fix
        == "Use one of: fees, terms. Of the sections that are removed, use one of: data, logs."
    )


def test_a_section_with_another_id_may_be_named_by_either(repository: Repository) -> None:
    repository.commit("2026-05-16", {TERMS: THREE + DATA})
    renamed = LESS + DATA.replace("Data {#data}", "Files {#files}")
    for section in ("data", "files"):
        text = highlighted(renamed, "fees", section).replace('"4.0"', f'"4.0-{section}"')
        assert rules(found(repository, text)) == ["anchor-dropped"]
        repository.git("reset", "--quiet", "--hard", "HEAD^")


def test_a_section_of_which_the_id_alone_changed_did_not_change(repository: Repository) -> None:
    repository.commit("2026-05-16", {TERMS: THREE + DATA})
    text = highlighted(LESS + DATA.replace("{#data}", "{#files}"), "fees", "data")
    assert "highlight-unchanged" in rules(found(repository, text))


def rules(findings: list[Finding]) -> list[str]:
    return [finding.rule for finding in findings]


def test_a_summary_left_standing_is_told(repository: Repository) -> None:
    text = THREE.replace("The fee rises again.", "The  fee\n  rises.")
    (one,) = found(repository, text)
    assert str(one) == (
        "content/terms.md:6: warning: Version 3.0 has the summary of version 2.0, word for word. "
        "Say in one sentence what this version changes. [summary-unchanged]"
    )


def test_the_summary_of_a_version_that_another_replaces_may_stand(repository: Repository) -> None:
    text = THREE.replace("fee rises again.", "fee rises.").replace("2026-08-01", "2026-07-01")
    text = text.replace("---\n# Terms", 'replaces: "2.0"\n---\n# Terms')
    assert found(repository, text) == []


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("../../board.png", "which lies outside of the repository."),
        (".board.png", "whose name begins with a dot"),
        ("no.png", "which is not committed."),
        ("BOARD.png", 'but the file is called "content/board.png".'),
        ("link.png", "which is a symbolic link."),
        ("bad%0aname.png", "which has a line break or another control character in its name."),
        ("pointer.png", "is a Git LFS pointer, not the file itself."),
    ],
)
def test_a_file_that_cannot_be_shown_is_told_with_the_reason(
    repository: Repository, target: str, why: str
) -> None:
    (repository.root / "content" / "link.png").symlink_to("board.png")
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    repository.commit("2026-05-18", {"content/board.png": "PNG", "content/pointer.png": pointer})
    shown = found(repository, f"{THREE}\n![The board]({target})\n")
    told = [f for f in shown if f.rule in {"file-missing", "lfs-pointer"}]
    assert [(f.place.path, f.place.line) for f in told] == [(TERMS, THREE.count("\n") + 2)]
    assert why in told[0].what


def test_an_unsafe_id_of_an_older_text_is_told_once(repository: Repository) -> None:
    path = "content/old.md"
    repository.commit("2026-05-16", {path: "# Old\n\n## One {#a/b}\n\nWords.\n"})
    repository.commit(
        "2026-05-17",
        {path: "# Old\n\n## One {#a|b/c}\n\n## Two {#two}\n\n## Three {#two}\n\nOther words.\n"},
    )
    repository.commit("2026-05-18", {path: "# Old\n\n## One {#one}\n\nThird words.\n"})
    settings = repository.settings(
        PolicySource("old", path, discovery=Discovery.COMMITS), languages=("en",)
    )
    rules = [f.rule for f in run(load(settings, TODAY))]
    assert rules.count("section-id-unsafe") == 2
