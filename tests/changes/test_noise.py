"""Versions that say nothing new: which are known, which are not, and how they are folded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gazette.changes.noise import Fold, Gist, Gists, Told, folds
from gazette.changes.tracking import parted
from gazette.document import Parser
from gazette.model import Inline, Mark, Run, SourceFile
from texts import document

DAY = timedelta(days=1)
BEGIN = datetime(2024, 1, 1, 12, tzinfo=UTC)


def differ(old: str, new: str, lang: str = "en") -> list[str]:
    """What is another between two texts of one block, by the names of its parts."""
    gists = Gists(lang)
    sides = gists.of(document(old, lang=lang)), gists.of(document(new, lang=lang))
    parts = ("said", "addresses", "counters", "printed")
    return [part for part in parts if getattr(sides[0], part) != getattr(sides[1], part)]


# --- What a text says, and what passes by itself ---

COUNTERS = [
    ("en", "1,234 views", "1,240 views"),
    ("en", "Views: 12", "Views: 13"),
    ("en", "3 of 7 people found this helpful", "4 of 9 people found this helpful"),
    ("en", "3 hours ago", "1 day ago"),
    ("en", "40 (last comment by ann 2 days ago)", "40 (last comment by ann 3 days ago)"),
    ("de", "1.234 Aufrufe", "1.240 Aufrufe"),
    ("de", "vor 3 Stunden", "vor einem Tag"),
    ("fr", "1 234 vues", "1 240 vues"),
    ("fr", "il y a 3 heures", "il y a un jour"),
    ("es", "12 personas encontraron esto útil", "13 personas encontraron esto útil"),
    ("es", "hace 3 horas", "hace un día"),
    ("ja", "1,234 回閲覧", "1,240 回閲覧"),
    ("ja", "3時間前", "1日前"),
    ("ko", "조회수 1,234", "조회수 1,240"),
    ("ko", "3시간 전", "1일 전"),
    ("pt", "1.234 visualizações", "1.240 visualizações"),
    ("pt", "há 3 horas", "há uma hora"),
    ("it", "12 persone hanno trovato utile", "13 persone hanno trovato utile"),
    ("it", "3 ore fa", "un’ora fa"),
    ("nl", "12 bezoekers", "13 bezoekers"),
    ("nl", "3 uur geleden", "een dag geleden"),
    ("pl", "12 wyświetleń", "13 wyświetleń"),
    ("pl", "3 godziny temu", "tydzień temu"),
    ("ar", "12 مشاهدة", "13 مشاهدة"),
    ("ar", "منذ 3 ساعات", "منذ يومين"),
    ("zh", "阅读量：12", "阅读量：13"),
    ("zh", "3小时前", "2天前"),
    ("zh", "瀏覽次數：12次", "瀏覽次數：13次"),
]
PRINTED = [
    ("en", "Printed on May 12, 2024", "Printed on May 13, 2024"),
    ("en", "Retrieved on 12 May 2024, 14:03", "Retrieved on 13 May 2024, 09:15"),
    ("en", "Today’s date: May 12, 2024", "Today’s date: May 13, 2024"),
    ("de", "Gedruckt am 12. Mai 2024", "Gedruckt am 13. Mai 2024"),
    ("de", "Abgerufen am 12. Mai 2024 um 14:03", "Abgerufen am 13. Mai 2024 um 09:15"),
    ("fr", "Imprimé le 12 mai 2024", "Imprimé le 13 mai 2024"),
    ("es", "Impreso el 12 de mayo de 2024", "Impreso el 13 de mayo de 2024"),
    ("ja", "印刷日：2024年5月12日", "印刷日：2024年5月13日"),
    ("ko", "인쇄일: 2024년 5월 12일", "인쇄일: 2024년 5월 13일"),
    ("pt", "Impresso em 12 de maio de 2024", "Impresso em 13 de maio de 2024"),
    ("it", "Stampato il 12 maggio 2024", "Stampato il 13 maggio 2024"),
    ("nl", "Afgedrukt op 12 mei 2024", "Afgedrukt op 13 mei 2024"),
    ("pl", "Data wydruku: 12 maja 2024", "Data wydruku: 13 maja 2024"),
    ("ar", "تاريخ الطباعة: 12 مايو 2024", "تاريخ الطباعة: 13 مايو 2024"),
    ("zh", "打印日期：2024年5月12日", "打印日期：2024年5月13日"),
]
# Whatever a reader could miss stays news, however small.
NEWS = [
    ("en", "The fee is 5 euros.", "The fee is 7 euros."),
    ("en", "You may invite 5 followers.", "You may invite 6 followers."),
    ("en", "| Plan | 5 views |", "| Plan | 6 views |"),
    ("en", "Claims that are 2 years old", "Claims that are 3 years old"),
    ("en", "Claims must be made 30 days ago or less", "Claims must be made 60 days ago or less"),
    ("en", "Last updated: May 12, 2024", "Last updated: May 13, 2024"),
    ("en", "Effective May 12, 2024", "Effective May 13, 2024"),
    ("en", "Data accessed before May 12, 2024", "Data accessed before May 13, 2024"),
    ("en", "Printed on May 12, 2024 by us", "Printed on May 12, 2024 by them"),
    ("en", "© 2024 Example", "© 2025 Example"),
    ("en", "A seal: ![valid until May](seal.png)", "A seal: ![no longer valid](seal.png)"),
    ("en", "![](seal.png)", "![We sell your data](seal.png)"),
    ("en", "12 views ![of ours](eye.png)", "12 views ![of others](eye.png)"),
    ("ja", "![有効](seal.png)", "![無効](seal.png)"),
    ("en", "3. We keep data.", "4. We keep data."),
    ("en", "{type=a}\n1. We keep data.", "{type=i}\n1. We keep data."),
    ("en", "30 days", "60 days"),
    ("de", "Die Frist beträgt 3 Tage.", "Die Frist beträgt 5 Tage."),
    ("ja", "料金は5ユーロです。", "料金は7ユーロです。"),
    ("ja", "30日前までに通知します。", "60日前までに通知します。"),
    ("ko", "요금은 5유로입니다.", "요금은 7유로입니다."),
    ("pt", "O prazo é de 3 dias.", "O prazo é de 5 dias."),
    ("it", "Il termine è di 3 giorni.", "Il termine è di 5 giorni."),
    ("nl", "De termijn is 3 dagen.", "De termijn is 5 dagen."),
    ("pl", "Termin wynosi 3 dni.", "Termin wynosi 5 dni."),
    ("ar", "المدة 3 أيام.", "المدة 5 أيام."),
    ("zh", "30日前通知。", "60日前通知。"),
    ("en", "[Rules](https://a.example/rules)", "[Rules](https://a.example/other)"),
    ("en", "[Rules](https://a.example/?id=1)", "[Rules](https://a.example/?id=2)"),
]


@pytest.mark.parametrize(("lang", "old", "new"), COUNTERS)
def test_counters_and_ages_pass(lang: str, old: str, new: str) -> None:
    assert differ(old, new, lang) == ["counters"]


@pytest.mark.parametrize(("lang", "old", "new"), PRINTED)
def test_the_day_of_a_copy_passes(lang: str, old: str, new: str) -> None:
    assert differ(old, new, lang) == ["printed"]


@pytest.mark.parametrize(("lang", "old", "new"), NEWS)
def test_what_may_matter_is_news(lang: str, old: str, new: str) -> None:
    assert differ(old, new, lang) == ["said"]


def test_a_counter_s_own_words_are_said() -> None:
    assert "said" in differ("12 views", "The text. 12 views")
    assert "said" in differ("We keep data.", "12 views")


def test_an_image_says_what_it_shows_to_those_who_see_it_and_its_words_to_others() -> None:
    assert differ("![Seal](a.png) Words", "![Our seal](a.png) Words") == ["said"]
    assert differ("![Seal](a.png) Words", "![Seal](b.png) Words") == ["said"]
    assert differ("![Our seal](a.png) Words", "![Our  seal](a.png) Words") == []


def test_struck_words_are_other_words() -> None:
    plain = document("We keep data.")
    (block,) = plain.blocks
    struck = Inline("<s>We keep data.</s>", (Run("We keep data.", (Mark("s"),)),))
    other = replace(plain, blocks=(replace(block, inline=struck),))
    gists = Gists("en")
    assert gists.of(plain).said != gists.of(other).said


def test_what_follows_readers_in_links_and_addresses_passes() -> None:
    redirect = "https://l.example/?u=https%3A%2F%2Fa.example%2Frecords&e=AT0{}bFqn9q9yrdHJNN2x"
    old, new = (f"Ask [here]({redirect.format(sign)})." for sign in "ab")
    assert differ(old, new) == ["addresses"]
    written = "See https://a.example/terms?utm_source={} for more."
    assert differ(written.format("mail"), written.format("web")) == ["addresses"]
    assert differ(written.format("mail"), written.format("mail").replace("terms", "rules")) == [
        "said"
    ]


ADDRESSES = [
    ("https://a.example/", "https://a.example/", ()),
    ("https://a.example/?q=terms#fees", "https://a.example/?q=terms#fees", ()),
    ("https://a.example/?utm_source=x&q=1#f", "https://a.example/?q=1#f", ("utm_source=x",)),
    ("https://a.example/?fbclid=Iw", "https://a.example/", ("fbclid=Iw",)),
    ("/a;jsessionid=1A2B?x=1", "/a?x=1", (";jsessionid=1A2B",)),
    ("?h=AT0yrdHJNN4bFqn9q9", "", ("h=AT0yrdHJNN4bFqn9q9",)),
    ("?file=AT0yrdHJNN4bFqn9q9", "?file=AT0yrdHJNN4bFqn9q9", ()),
    ("?d=0123456789abcdef", "", ("d=0123456789abcdef",)),
    ("?d=terms-of-service-2024", "?d=terms-of-service-2024", ()),
    ("?d=ARBITRATION-AGREEMENT", "?d=ARBITRATION-AGREEMENT", ()),
    ("?d", "?d", ()),
    ("#utm_source=x", "#utm_source=x", ()),
    ("mailto:a@b.example?subject=Hello", "mailto:a@b.example?subject=Hello", ()),
]


@pytest.mark.parametrize(("address", "plain", "gone"), ADDRESSES)
def test_addresses_are_parted(address: str, plain: str, gone: tuple[str, ...]) -> None:
    assert parted(address) == (plain, gone)


@given(st.text("ab1=&?#;/%:.", max_size=30))
def test_what_is_left_of_an_address_has_nothing_more_to_lose(address: str) -> None:
    plain, _ = parted(address)
    assert parted(plain) == (plain, ())
    if not parted(address)[1] and "?" not in address:
        assert plain == address


# --- Folding ---


def history(letters: str, days: list[int] | None = None, passing: str = "") -> list[Told]:
    """Versions a day apart, or after so many days each, that say what their letter stands for."""
    at, found = BEGIN, []
    for place, letter in enumerate(letters):
        at += (days[place] if days else 1) * DAY
        passed = passing[place] if passing else ""
        found.append(Told(str(place), at, Gist(letter, "", passed, "")))
    return found


def told(letters: str, days: list[int] | None = None, passing: str = "") -> str:
    """What is folded: the places of each fold, and why."""
    found = folds(history(letters, days, passing))
    return ", ".join(f"{''.join(fold.labels)} {' '.join(fold.reasons)}" for fold in found)


def test_back_and_forth_is_one_fold() -> None:
    assert told("AB") == ""
    assert told("ABA") == "12 returned"
    assert told("ABABA") == "1234 returned"
    assert told("ABCA") == "123 returned"


def test_a_text_that_stays_is_news() -> None:
    assert told("ABAB") == "12 returned"
    assert told("ABABCDC") == "12 returned, 56 returned"


def test_a_change_taken_back_after_a_week_is_news() -> None:
    assert told("ABA", [0, 1, 7]) == "12 returned"
    assert told("ABA", [0, 1, 8]) == ""
    assert told("ABA", [0, 400, 7]) == "12 returned"
    assert told("ABACA", [0, 1, 3, 30, 7]) == "1234 returned"


def test_what_passes_is_folded_however_long_it_takes() -> None:
    assert told("AAA", [0, 100, 100], "123") == "12 counters"
    assert told("ABA", [0, 1, 1], "1 2") == "12 returned counters"
    assert told("AAB", passing="122") == "1 counters"


def test_few_versions_have_no_folds() -> None:
    assert folds([]) == ()
    assert folds(history("A")) == ()


def naive(versions: list[Told]) -> list[tuple[str, ...]]:
    """The folds' labels by the rule as it is written, step by step and without an index."""
    found, stands = [], 0
    while stands < len(versions):
        last = at = stands
        while at + 1 < len(versions):
            at += 1
            if versions[at].gist.said == versions[stands].gist.said:
                if versions[at].at - versions[last + 1].at > 7 * DAY:
                    break
                last = at
        if last > stands:
            found.append(tuple(v.label for v in versions[stands + 1 : last + 1]))
        stands = last + 1
    return found


stories = st.lists(
    st.tuples(st.sampled_from("ABC"), st.integers(0, 9), st.sampled_from("12")), max_size=14
).map(
    lambda rows: history(
        "".join(row[0] for row in rows), [row[1] for row in rows], "".join(row[2] for row in rows)
    )
)


@given(stories)
@example(history("ABABAB"))
def test_folds_are_what_the_rule_says(versions: list[Told]) -> None:
    assert [fold.labels for fold in folds(versions)] == naive(versions)


@given(stories)
def test_what_is_not_folded_tells_every_change_that_lasted(versions: list[Told]) -> None:
    found = folds(versions)
    folded = {label for fold in found for label in fold.labels}
    assert sum(len(fold.labels) for fold in found) == len(folded)
    standing = [v for v in versions if v.label not in folded]
    assert standing[:1] == versions[:1]
    assert all(one.gist.said != other.gist.said for one, other in pairwise(standing))
    for fold in found:
        _begins_and_ends_alike(fold, versions)


def _begins_and_ends_alike(fold: Fold, versions: list[Told]) -> None:
    places = [int(label) for label in fold.labels]
    assert places == [*range(places[0], places[-1] + 1)]
    before = versions[places[0] - 1]
    assert before.gist.said == versions[places[-1]].gist.said
    away = [place for place in places if versions[place].gist.said != before.gist.said]
    assert ("returned" in fold.reasons) == bool(away)
    for place in away:  # it was left for a week at most
        begins = max(p for p in range(place) if versions[p].gist.said == before.gist.said) + 1
        back = min(p for p in places if p > place and versions[p].gist.said == before.gist.said)
        assert versions[back].at - versions[begins].at <= 7 * DAY


def test_an_item_that_counts_otherwise_says_something_else() -> None:
    first, third = (
        Parser().parse([SourceFile("a.md", f"{n}. We pay.\n")], "en")[0] for n in (1, 3)
    )
    gists = Gists("en")
    assert gists.of(first).said != gists.of(third).said


def test_what_is_known_of_a_block_counts_in_each_text_that_has_it() -> None:
    text = document("3 hours ago\n\nWe keep data.\n\nAsk [us](https://a.example/?utm_source=b).")
    texts = [text, replace(text, blocks=text.blocks[1:]), text, replace(text, blocks=())]
    gists = Gists("en")
    assert [gists.of(each) for each in texts] == [Gists("en").of(each) for each in texts]
    assert gists.of(texts[0]) != gists.of(texts[1])
