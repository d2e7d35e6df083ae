"""German.

"Werden" is not among the duties: it is the passive voice more often than a promise. What
qualifies a day is written in one word with it.
"""

from __future__ import annotations

from gazette.languages.language import Asking, Language, Numbers, headed, named

LANGUAGE = Language(
    "de",
    months=(
        *("januar", "februar", "märz", "april", "mai", "juni"),
        *("juli", "august", "september", "oktober", "november", "dezember"),
    ),
    after_day=r"\.",
    numbers=Numbers(
        counting="ein(?:e[mnrs]?)?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|vierzehn"
        "|zwanzig|dreißig|sechzig|neunzig",
        spelled={
            1: "ein eine einem einen einer eines",
            2: "zwei zweite zweiten zweimal",
            3: "drei dritte dritten dritter",
            4: "vier",
            5: "fünf",
            6: "sechs",
            7: "sieben",
            8: "acht",
            9: "neun",
            10: "zehn",
            11: "elf",
            12: "zwölf",
        },
        powers={
            "tausend": 3,
            "tsd": 3,
            "million": 6,
            "millionen": 6,
            "mio": 6,
            "milliarde": 9,
            "milliarden": 9,
            "mrd": 9,
        },
    ),
    units=r"(?:sekunden?|minuten?|stunden?|(?:kalender|werk|arbeits|geschäfts)?tage?n?|wochen?"
    r"|monate?n?|jahre?n?)",
    duties=r"\b(?:muss|müssen|soll|sollen|darf|dürfen|kann|können|verpflichtet|berechtigt"
    r"|untersagt|verboten|nicht|nie|niemals|keine[mnrs]?|kein)\b",
    numbering="|".join(
        (
            headed(
                r"artikel|art\.|abschnitt|ziffer|ziff\.|paragraph|absatz|abs\.|kapitel|teil|punkt"
                r"|klausel|anlage|anhang|nummer|nr\."
            ),
            r"(?i:(?:erst|zweit|dritt|viert|fünft|sechst|siebt|siebent|acht|neunt|zehnt)e[rs]?\s"
            r"(?:abschnitt|artikel|kapitel|teil|titel))\b",
        )
    ),
    references=r"\b(?:abschnitt(?:e[ns]?|s)?|ziffern?|artikeln?|absatz|absätzen?|kapiteln?|nummern?|nr\.)",
    updated=r"stand|zuletzt (?:aktualisiert|geändert)|letzte (?:aktualisierung|änderung)"
    r"|aktualisiert am",
    effective=r"gültig (?:ab|seit)|in kraft (?:ab|seit)|(?:tritt|trat) am|wirksam (?:ab|seit)"
    r"|gilt ab",
    printed=r"(?:aus)?gedruckt am|druckdatum|abgerufen am|heruntergeladen am|erzeugt am|heute ist"
    r"|heutiges datum",
    counters=r"{n} (?:(?:seiten)?aufrufe?|ansichten|besuche|besucher|follower|„?gefällt mir“?"
    r"|min(?:\.|uten)? (?:lesezeit|lesedauer))|{n} (?:von {n} )?(?:personen|nutzer) fanden dies"
    r" (?:hilfreich|nützlich)|{n}(?:-mal| ?mal| ?×) (?:angesehen|gelesen|aufgerufen)"
    r"|(?:(?:seiten)?aufrufe|ansichten|besuche|besucher|follower): ?{n}",
    ages=r"(?:vor (?:{n}|einer|einem) (?:sekunden?|minuten?|stunden?|tag(?:en)?|wochen?"
    r"|monat(?:en)?|jahr(?:en)?)|gerade eben)",
    asking=Asking(
        asks=r"\b(?:bitte|bitten|sollten sie|müssen sie|empfehlen|raten|empfohlen|angehalten"
        r"|auffordern|ihre (?:pflicht|verantwortung|aufgabe)|obliegt)\b",
        looks=r"prüf|besuch|\blesen|einsehen|einzusehen|anzusehen|ansehen|informier|durchlesen"
        r"|aufruf",
        thing=named(
            "diese[rsn]?|unsere[rsn]?|die|der|das|dieser",
            r"(?:web)?(?:seite|site)|website|\w*richtlinien?|\w*erklärung|\w*bedingungen"
            r"|\w*hinweise?|dokument|agb",
        ),
        often=r"regelmäßig|von zeit zu zeit|gelegentlich|hin und wieder|häufig|auf (?:etwaige )?"
        r"(?:änderungen|aktualisierungen)|in (?:regelmäßigen )?abständen|immer wieder",
    ),
)
