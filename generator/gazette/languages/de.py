"""German.

"Werden" is not among the duties: it is the passive voice more often than a promise. What
qualifies a day is written in one word with it.
"""

from __future__ import annotations

from gazette.languages.language import Asking, Language, Numbers, headed, named

_ONES = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_TEENS = [
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
_CARDINALS = {
    **{word: n for n, word in enumerate(_ONES[1:], 2)},
    **{word: n for n, word in enumerate(_TEENS, 10)},
    **{
        (f"{one}und{ten}" if one else ten): 10 * tens + n
        for tens, ten in enumerate(_TENS, 2)
        for n, one in enumerate(("", *_ONES))
    },
    "zweier": 2,
    "dreier": 3,
}
_ADJECTIVE = "(?:e[nrsm]?)?"

LANGUAGE = Language(
    "de",
    common=(
        "der die das und in zu den von mit für sie ihre ihr wir uns unsere auf ist sind des "
        "im dem nicht ein eine einer einen oder als auch es an werden wird aus er hat dass "
        "bei nach wenn durch kann können über zur zum unter diese dieser sich ihnen ihrer "
        "ihren am vor bis"
    ),
    months=(
        *("januar", "februar", "märz", "april", "mai", "juni"),
        *("juli", "august", "september", "oktober", "november", "dezember"),
    ),
    after_day=r"\.",
    numbers=Numbers(
        counting="ein(?:e[mnrs]?)?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|vierzehn"
        "|zwanzig|dreißig|sechzig|neunzig",
        cardinals=_CARDINALS,
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
    r"|monate?n?|monats|quartale?n?|jahre?n?s?|tages|(?:tägig|wöchig|monatig|jährig)\w*)",
    percent="prozent|v\\. ?h\\.",
    currencies="dollar",
    duties=r"(?:(?:muss|müssen|musst|müsst)|(?:müssten?)|(?:soll|sollen)|(?:sollten?)|(?:darf"
    r"|dürfen)"
    r"|(?:dürften?)|(?:kann|können|kannst)|(?:könnten?))\b"
    rf"|(?:verpflichtet|berechtigt|untersagt|verboten|ausgeschlossen|unzulässig|zulässig|gestattet|erlaubt|befugt"
    rf"|gehalten|freigestellt){_ADJECTIVE}\b|(?:verpflichtung|pflicht)\b"
    r"|(?:behält|behalten) (?:sich|uns)(?: das recht)?\b|vorbehalten\b"
    r"|(?:hat|haben)(?= (?:[^\s.;:,]+ ){0,14}(?:zu \w+e?[rl]?n|\w{2,9}zu\w+en)(?:[.,;:]|\Z| und"
    r"| oder))"
    r"|(?:ist|sind)(?= (?:[^\s.;:,]+ ){0,14}(?:zu \w+e?[rl]?n|\w{2,9}zu\w+en)(?:[.,;:]|\Z| und"
    r"| oder))"
    r"|nicht\b(?! (?:darauf |hierauf )?(?:beschränkt|abschließend))|(?:nie|niemals|keinesfalls"
    r"|keineswegs|nichts|niemand|keine[mnrs]?|kein|ohne|weder)\b",
    conditions=r"(?:nur|ausschließlich|lediglich|allein)(?: dann)?(?:,)? (?:wenn|soweit|sofern"
    r"|falls|dann)\b"
    r"|nur\b|ausschließlich\b|lediglich\b|es sei denn\b|außer\b|ausgenommen\b|ausnahme\b"
    r"|mit ausnahme\b|sofern\b|soweit\b|falls\b|wenn\b|vorausgesetzt\b|unter der (?:bedingung"
    r"|voraussetzung)\b|solange\b|vorbehaltlich\b|bis zu\b|mindestens\b|wenigstens\b"
    r"|höchstens\b|maximal\b|spätestens\b|frühestens\b|(?:nicht )?(?:mehr|länger|weniger"
    r"|später) als\b"
    r"|übersteig\w+|überschreit\w+|ohne (?:schuldhaftes zögern|ungebührliche verzögerung"
    r"|unangemessene verzögerung)|unverzüglich\b|umgehend\b|sofort\b|unbeschadet\b|ungeachtet\b",
    spellings=(
        (r"muss|musst|müsst", "müssen"),
        (r"müsste", "müssten"),
        (r"soll", "sollen"),
        (r"sollte", "sollten"),
        (r"darf", "dürfen"),
        (r"kann|kannst", "können"),
        (r"könnte", "könnten"),
        (r"kein.*", "kein"),
        (r"niemals", "nie"),
        (r"hat", "haben"),
        (r"ist", "sind"),
        (r"behält .*|behalten .*", "vorbehalten"),
        (r"lediglich|ausschließlich|allein", "nur"),
        (r"(?:nur|ausschließlich|lediglich|allein)(?: dann)?,? (\w+)", r"nur \1"),
        (r"wenigstens", "mindestens"),
        (r"maximal", "höchstens"),
        (r"sofern|falls|soweit", "wenn"),
        (r"überst\w+|überschr\w+", "übersteigen"),
        (
            r"(verpflichtet|berechtigt|untersagt|verboten|unzulässig|zulässig|gestattet"
            r"|erlaubt|befugt"
            r"|gehalten)\w*",
            r"\1",
        ),
        (r"mit ausnahme|ausnahme", "ausnahme"),
    ),
    editions="version|fassung",
    streets=r"\b\w*(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|ufer|damm) \d{1,4}\w?\b"
    r"|(?<![\w.,])\d{5} (?=[a-zäöü]+(?:[,.;]|\Z| am\b))|\bpostfach \d[\d ]*",
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
    references=r"\b(?:abschnitt(?:e[ns]?|s)?|ziffern?|artikeln?|absatz|absätzen?|kapiteln?"
    r"|nummern?|nr\.)",
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
