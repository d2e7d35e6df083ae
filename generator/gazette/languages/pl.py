"""Polish. Months stand in the genitive, as in dates."""

from __future__ import annotations

from gazette.languages.language import Asking, Language, Numbers, headed

_QUALIFIERS = "robocze|roboczych|roboczy|kalendarzowe|kalendarzowych"
_ORDINALS = (
    "pierwsz[yae]|drug[ia]|trzeci[a]?|czwart[ya]|piąt[ya]|szóst[ya]|siódm[ya]|ósm[ya]"
    "|dziewiąt[ya]|dziesiąt[ya]"
)
_SPANS = (
    r"sekund(?:[ayę]|ach)?|minut(?:[ayę]|ach)?|godzin(?:[ayę]|ach)?|dni(?:ach|a)?|dzień"
    r"|tygodni(?:ach|[ea])?|tydzień|miesi(?:ącach|ące|ąca|ęcy|ąc)|kwartał(?:y|ów|u)?|roku|rok"
    r"|lat(?:ach|a)?"
)

LANGUAGE = Language(
    "pl",
    common=(
        "i w z na do się nie o że jest są oraz lub przez od dla po za ze to tym tego jak "
        "które która który może mogą przy ich jego użytkownika nasze nasz naszych"
    ),
    months=(
        *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca"),
        *("lipca", "sierpnia", "września", "października", "listopada", "grudnia"),
    ),
    numbers=Numbers(
        counting="jeden|jedna|jednego|dwa|dwie|dwóch|trzy|trzech|cztery|czterech|pięć|pięciu|sześć"
        "|sześciu|siedem|siedmiu|osiem|dziewięć|dziesięć|dziesięciu|dwanaście|czternaście"
        "|czternastu|piętnaście|dwadzieścia|trzydzieści|trzydziestu|sześćdziesiąt"
        "|dziewięćdziesiąt",
        spelled={
            1: "jeden jedna jedno jednego jednej pierwszy pierwsza",
            2: "dwa dwie dwóch drugi druga drugiego",
            3: "trzy trzech trzeci trzecia trzeciego trzecich",
            4: "cztery czterech",
            5: "pięć pięciu",
            6: "sześć sześciu",
            7: "siedem siedmiu",
            8: "osiem ośmiu",
            9: "dziewięć dziewięciu",
            10: "dziesięć dziesięciu",
            11: "jedenaście jedenastu",
            12: "dwanaście dwunastu",
        },
        powers={
            "tys": 3,
            "tysiąc": 3,
            "tysiące": 3,
            "tysięcy": 3,
            "mln": 6,
            "milion": 6,
            "miliony": 6,
            "milionów": 6,
            "mld": 9,
            "miliard": 9,
            "miliardy": 9,
            "miliardów": 9,
        },
    ),
    units=rf"(?:{_SPANS})(?: (?:{_QUALIFIERS}))?",
    qualifiers=_QUALIFIERS,
    currencies="pln|zł|złotych|złote|złoty|euro|dolar(?:y|ów|a)?",
    conditions=r"(?:tylko|wyłącznie|jedynie)(?: (?:jeśli|jeżeli|gdy|za|po))?\b|chyba że\b"
    r"|z wyjątkiem\b|oprócz\b|o ile\b|pod warunkiem\b|z zastrzeżeniem\b|jeżeli\b"
    r"|jeśli\b|co najmniej\b|co najwyżej\b|maksymalnie\b"
    r"|nie (?:więcej|później|mniej) niż\b|bez zbędnej zwłoki\b|niezwłocznie\b"
    r"|natychmiast\b",
    duties=r"\b(?:musi(?:my|cie|sz)?|muszą|może(?:my|cie|sz)?|mogą|powin(?:ien|na|no|ny|ni)|należy"
    r"|obowiązan[yaei]|zobowiązan[yaei]|zobowiązuj(?:e|ą|emy)|uprawnion[yaei]|ma(?:ją)? prawo"
    r"|wolno"
    r"|nie|nigdy|żad(?:en|na|ne|nego|nej|nych)|zabrania|zakazan[yaei]|zabronion[yaei]"
    r"|niedozwolon[yaei])\b",
    numbering="|".join(
        (
            headed(
                r"artykuł|art\.|rozdział|dział|część|sekcja|punkt|pkt|ustęp|ust\.|paragraf|tytuł"
                r"|załącznik(?:\s+nr)?|nr",
                _ORDINALS,
            ),
            rf"(?i:(?:{_ORDINALS})\s(?:rozdział|część|dział))\b",
        )
    ),
    references=r"\b(?:artykuł(?:y|u|ów|ach)?|art\.|rozdzia(?:ł|łu|le|łów)|ustęp(?:u|ie|y)?|ust\."
    r"|punk(?:t|tu|cie|ty)|pkt|sekcj[aię]|częś(?:ć|ci)|załącznik(?:a|u|i)?(?: nr)?)",
    updated=r"(?:data )?ostatni(?:a|ej) (?:aktualizacj[ai]|zmian[ay]|modyfikacj[ai])"
    r"|zaktualizowan[oya](?: w dniu)?|stan na(?: dzień)?",
    effective=r"(?:data )?wejści[ea] w życie|(?:obowiązuje|wchodzi w życie|ważn[ya])"
    r"(?: od dnia| od| z dniem| w dniu)?",
    printed=r"wydrukowano(?: w dniu)?|data wydruku|pobrano(?: w dniu)?|wygenerowano(?: w dniu)?"
    r"|dzisiejsza data",
    counters=r"{n} (?:wyświetle(?:ń|nia|nie)|odsłon(?:a|y)?|odwiedzin|polubie(?:ń|nia)"
    r"|obserwujących"
    r"|min(?:ut[ay]?|\.)? czytania)|{n} (?:z {n} )?osób uznało to za (?:pomocne|przydatne)"
    r"|(?:wyświetlenia|odsłony|odwiedziny|obserwujący): ?{n}",
    ages=rf"(?:(?:około )?(?:{{n}} )?(?:{_SPANS}) temu|przed chwilą)",
    asking=Asking(
        asks=r"\b(?:prosimy|proszę|zaleca(?:my|ne)?|zachęcamy|radzimy|rekomendujemy|należy"
        r"|powin(?:ien|na|ni|ny)|obowiązkiem)\b",
        looks=r"sprawdza|przegląda|odwiedza|zapozna|czyta|zagląda|śledz|kontrol",
        thing=r"\b(?:stron|polityk|regulamin|warunk|oświadczeni|dokument|witryn|serwis|zasad)",
        often=r"regularn|okresow|od czasu do czasu|często|co jakiś czas|systematyczn|periodyczn"
        r"|pod kątem (?:ewentualnych )?(?:zmian|aktualizacji)",
    ),
)
