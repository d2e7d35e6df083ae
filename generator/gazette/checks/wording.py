"""Rules about what the text says of itself: dates, changes, and whom to ask.

The patterns were made for this project, a language at a time. They look for what is plainly meant
and keep silent where they are not sure; each is linear, since a text can be anybody's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette import signals
from gazette.checks.scope import authored, changed, newest, source
from gazette.model import Finding, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gazette.model import Document, Place, Version
    from gazette.site import Site

_SENTENCE = re.compile(r"[^.!?。！？]{1,500}[.!?。！？]?")
_SHOWN = 120  # characters of a sentence that a message shows


# --- "Check back regularly" --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asking:
    """How a language asks readers to look for changes: all four stand in one sentence."""

    asks: str
    looks: str
    thing: str
    often: str

    def sentence(self, text: str) -> str:
        """The sentence of a text that asks so, shortened for a message; "" where none does."""
        if not re.search(self.often, text.lower()):
            return ""
        patterns = (self.often, self.thing, self.asks, self.looks)
        for sentence in _SENTENCE.findall(text):
            if all(re.search(pattern, sentence.lower()) for pattern in patterns):
                shown = " ".join(sentence.split())
                return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
        return ""


def _named(before: str, nouns: str) -> str:
    """A page or policy of the company's own: "this privacy policy", and not any document."""
    return rf"\b(?:{before})\s+(?:[\w’'-]+\s+){{0,3}}(?:{nouns})"


_ASKING = {
    "en": _Asking(
        r"\b(?:please|you (?:should|must|may (?:want|wish) to|need to|agree to|are responsible)"
        r"|(?:encourage|advise|recommend|urge|suggest|invite|ask|remind)\w*|responsibility)\b.*"
        r"\b(?:check|review|revisit|visit|consult|read|look|refer|monitor|come back|return)",
        r"\b(?:check|review|revisit|visit|consult|read|look|refer|monitor|come back|return)",
        _named(
            "this|these|our|the",
            r"(?:web)?(?:page|site)s?|polic(?:y|ies)|terms|notice|statement|document|agreement",
        ),
        r"\b(?:periodically|regularly|frequently|occasionally|often|from time to time|on a regular"
        r"|check back|for (?:any )?(?:changes|updates|modifications|revisions)|stay (?:informed"
        r"|up)|(?:most|latest) (?:recent|current)|every time)",
    ),
    "de": _Asking(
        r"\b(?:bitte|bitten|sollten sie|müssen sie|empfehlen|raten|empfohlen|angehalten|auffordern"
        r"|ihre (?:pflicht|verantwortung|aufgabe)|obliegt)\b",
        r"prüf|besuch|\blesen|einsehen|einzusehen|anzusehen|ansehen|informier|durchlesen|aufruf",
        _named(
            "diese[rsn]?|unsere[rsn]?|die|der|das|dieser",
            r"(?:web)?(?:seite|site)|website|\w*richtlinien?|\w*erklärung|\w*bedingungen"
            r"|\w*hinweise?|dokument|agb",
        ),
        r"regelmäßig|von zeit zu zeit|gelegentlich|hin und wieder|häufig|auf (?:etwaige )?"
        r"(?:änderungen|aktualisierungen)|in (?:regelmäßigen )?abständen|immer wieder",
    ),
    "fr": _Asking(
        r"\b(?:veuillez|nous vous (?:invitons|encourageons|conseillons|recommandons|prions"
        r"|suggérons)|vous (?:devez|devriez|êtes (?:invités?|tenus?|responsables?))"
        r"|il vous (?:appartient|incombe)|n['’]hésitez pas)",
        r"\b(?:consult|vérifi|reli|lire|visit|reven|examin|prendre connaissance)",
        _named(
            "cette|la|notre|ces|les|nos|ce|présente",
            r"pages?|politique|conditions|déclaration|document|avis|site|charte|mentions",
        ),
        r"régulièrement|périodiquement|de temps (?:à autre|en temps)|fréquemment|occasionnellement"
        r"|souvent|(?:toute|éventuelles?) (?:modification|mise à jour)",
    ),
    "es": _Asking(
        r"\b(?:les? (?:recomendamos|aconsejamos|invitamos|sugerimos|animamos|pedimos|rogamos)"
        r"|(?:debe|deberá|debería|tiene que)\b|es su responsabilidad|por favor"
        r"|consulte|revise|visite|lea)",
        r"\b(?:revis|consult|visit|compr[ou]eb|comprob|lea|leer|verifi)",
        _named(
            "esta|nuestra|la|estos|nuestros|los|este|el|presente",
            r"página|política|términos|condiciones|aviso|declaración|documento|sitio",
        ),
        r"periódicamente|regularmente|de vez en cuando|frecuente(?:mente)?|frecuencia"
        r"|ocasionalmente|con regularidad|(?:posibles|eventuales) (?:cambios|modificaciones)",
    ),
    "ja": _Asking(
        r"ください|下さい|お願い|お勧め|おすすめ|推奨|必要があります",
        r"確認|ご覧|参照|閲覧|お読み|アクセス",
        r"(?:ページ|ポリシー|方針|規約|サイト|お知らせ|通知)",
        r"定期的|随時|時々|ときどき|適宜|頻繁|こまめ|都度",
    ),
    "ko": _Asking(
        r"바랍니다|주세요|주십시오|권장|권합니다|권고|해야 합니다|하여야 합니다",
        r"확인|검토|방문|읽|참고|살펴",
        r"페이지|방침|정책|약관|사이트|공지|문서",
        r"정기적|주기적|수시로|때때로|자주|가끔",
    ),
}


def nobody_is_told_to_look(site: Site) -> Iterator[Finding]:
    """Readers are told of changes; to ask them to look themselves is not enough.

    Source: Article 29 Working Party, Guidelines on transparency (WP260 rev.01), point 29.
    """
    asking = _ASKING.get(site.settings.source_language.partition("-")[0])
    if asking is None:
        return
    for policy, version in newest(site):
        found = [
            (at, sentence)
            for at, block in enumerate(source(site, policy, version).blocks)
            if (sentence := asking.sentence(block.text))
        ]
        places = site.places(policy.id, version.label) if found else ()
        for at, sentence in found:
            what = f"This asks readers to look for changes themselves: “{sentence}”"
            mend = (
                "Say how you tell them of changes; the EU guidelines on transparency (WP260, "
                "point 29) do not accept such a request as notice."
            )
            yield Finding("check-back", Severity.HINT, places[at], what, mend)


# --- Dates written by hand -----------------------------------------------------------------------

_UPDATED = {
    "en": r"last (?:updated|modified|revised|changed|amended)|(?:updated|revised) (?:on|as of)"
    r"|(?:date of )?(?:last|latest) (?:update|revision|change|modification)",
    "de": r"stand|zuletzt (?:aktualisiert|geändert)|letzte (?:aktualisierung|änderung)"
    r"|aktualisiert am",
    "fr": r"dernière (?:mise à jour|modification|révision)|mise? à jour le|date de mise à jour",
    "es": r"última (?:actualización|modificación|revisión)|actualizad[oa] el"
    r"|fecha de (?:la última )?(?:actualización|modificación)",
    "ja": r"最終(?:更新|改定|改訂|変更)日?|(?:更新|改定|改訂)日",
    "ko": r"(?:최종|마지막) ?(?:수정|업데이트|변경|개정)일?|(?:개정|수정)일",
}
_EFFECTIVE = {
    "en": r"(?:version )?effective(?: date| as of| from| since| on)?"
    r"|in (?:force|effect) (?:since|from|as of)|takes effect on|valid (?:from|since)",
    "de": r"gültig (?:ab|seit)|in kraft (?:ab|seit)|(?:tritt|trat) am|wirksam (?:ab|seit)|gilt ab",
    "fr": r"(?:date d['’])?entrée en vigueur|en vigueur (?:depuis|à compter|le|au)"
    r"|applicable (?:à compter|depuis|à partir)",
    "es": r"fecha de (?:entrada en vigor|vigencia)|(?:vigente|en vigor) (?:desde|a partir)"
    r"|entra en vigor el",
    "ja": r"(?:施行|発効|適用開始|効力発生)日",
    "ko": r"시행 ?일(?:자)?|발효일|적용일",
}
_HEAD = 60  # characters within which a date follows what it is the date of
_FEW = 3  # words between the two, as in "Last updated on Tuesday, 20 May"


def dates_are_not_written_by_hand(site: Site) -> Iterator[Finding]:
    """The site says since when a version applies; a date in the text grows old, or contradicts."""
    lang = site.settings.source_language
    for policy, version in authored(site):
        document = source(site, policy, version)
        for at, block in enumerate(document.blocks):
            found = _hand_dated(block.text, lang)
            if found:
                place = site.places(policy.id, version.label)[at]
                yield _dated(site, version, place, *found)


def _hand_dated(text: str, lang: str) -> tuple[str, bool, date | None] | None:
    """The words of a line such as "Last updated: …", whether they mean the effective day, and it.

    None for any other text: the line begins with them, and a date follows.
    """
    head = text.lower()[: 2 * _HEAD]
    for labels, is_effective in ((_UPDATED, False), (_EFFECTIVE, True)):
        pattern = labels.get(lang.partition("-")[0])
        label = pattern and re.match(rf"\W*(?:{pattern})(?![a-zß-ÿ])", head)
        if label:
            dates = signals.days(text[label.end() : label.end() + _HEAD], lang)
            if dates:
                written, day = dates[0]
                start = text.index(written, label.end())
                if _belong_together(text[label.end() : start]):
                    words = text[: start + len(written)].strip()
                    return words, is_effective, day
    return None


def _belong_together(between: str) -> bool:
    """Whether a date is that of the label before it, by the words between the two."""
    is_one_sentence = not re.search(r"[.!?]\s|[。！？]", between)
    return is_one_sentence and len(re.findall(r"\w+", between)) <= _FEW


def _dated(
    site: Site,
    version: Version,
    place: Place,
    words: str,
    is_effective: bool,  # noqa: FBT001  # what `_hand_dated` found
    day: date | None,
) -> Finding:
    published = version.published.astimezone(site.settings.zone).date()
    true = {version.effective} if is_effective else {version.effective, published}
    if day is None or day in true:
        what = f"“{words}” is written by hand; every page of the policy shows its dates by itself."
        return Finding(
            "hand-dated", Severity.WARNING, place, what, "Take the line out of the text."
        )
    said = "takes effect" if is_effective else "is published"
    on = version.effective if is_effective else published
    what = f"“{words}” contradicts the version, which {said} on {on}."
    is_mendable = version.status in (Status.UPCOMING, Status.DRAFT) and is_effective
    severity = Severity.ERROR if is_mendable else Severity.WARNING
    mend = "Take the line out: every page shows the dates by itself."
    return Finding("date-contradicts", severity, place, what, mend)


# --- Whom to ask ---------------------------------------------------------------------------------

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


def a_new_contact_is_told(site: Site) -> Iterator[Finding]:
    """Readers who wrote down an address learn that another one took its place."""
    for policy, version, before in changed(site):
        if not version.front.version:
            continue
        old, new = (_contacts(source(site, policy, each)) for each in (before, version))
        gone, come = old.keys() - new.keys(), new.keys() - old.keys()
        if not gone:
            continue
        touched = {old[each] for each in gone} | {new[each] for each in come}
        if not _mentions(version, gone | come, touched):
            to = ", ".join(sorted(come)) or "nothing"
            what = f"The contact changed from {', '.join(sorted(gone))} to {to}, and no highlight"
            mend = "If it is meant, tell it in a highlight or in the summary."
            place = version.front.where("highlights" if version.front.highlights else "summary")
            yield Finding(
                "contact-changed", Severity.WARNING, place, f"{what} or summary says so.", mend
            )


def _contacts(document: Document) -> dict[str, str]:
    """Every mail address and telephone number of a text, with the section it stands in."""
    found: dict[str, str] = {}
    for block in document.blocks:
        for address in _ADDRESS.findall(block.text):
            found.setdefault(address.lower(), block.section)
        for mark in (mark for run in block.inline.runs for mark in run.marks):
            scheme, _, rest = mark.target.partition(":")
            if scheme.lower() in {"mailto", "tel"} and rest:
                found.setdefault(rest.partition("?")[0].lower(), block.section)
    return found


def _mentions(version: Version, contacts: set[str], sections: set[str]) -> bool:
    said = f"{version.front.summary} {' '.join(h.text for h in version.front.highlights)}".lower()
    return any(each in said for each in contacts) or any(
        highlight.section in sections for highlight in version.front.highlights
    )
