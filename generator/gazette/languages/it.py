"""Italian."""

from __future__ import annotations

from gazette.languages.language import Asking, Language, Numbers, headed, named

_QUALIFIERS = "lavorativi|feriali|solari|naturali"
_ORDINALS = (
    "prim[oa]|second[oa]|terz[oa]|quart[oa]|quint[oa]|sest[oa]|settim[oa]|ottav[oa]|non[oa]"
    "|decim[oa]|unic[oa]"
)

LANGUAGE = Language(
    "it",
    common=(
        "il lo la i gli le di del della dei delle e a in un una è sono che per con su da al "
        "alla dal dalla si non o come più questo questa questi queste se può suo sua nostro "
        "nostra nostri nostre l'utente anche ai alle nel nella"
    ),
    is_begun=True,
    months=(
        *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
        *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
    ),
    first_day="1º",
    after_day="[º°o]",
    numbers=Numbers(
        counting="un|uno|una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|dodici|quattordici"
        "|quindici|venti|trenta|sessanta|novanta",
        spelled={
            1: "un uno una primo prima",
            2: "due secondo seconda",
            3: "tre terzo terza terzi",
            4: "quattro",
            5: "cinque",
            6: "sei",
            7: "sette",
            8: "otto",
            9: "nove",
            10: "dieci",
            11: "undici",
            12: "dodici",
        },
        powers={
            "mila": 3,
            "milione": 6,
            "milioni": 6,
            "miliardo": 9,
            "miliardi": 9,
        },
    ),
    units=rf"(?:second[oi]|minut[oi]|or[ae]|giorn[oi](?: (?:{_QUALIFIERS}))?|settiman[ae]|mes[ei]"
    r"|trimestr[ei]|ann[oi])",
    qualifiers=_QUALIFIERS,
    currencies="euro|dollar[oi]",
    conditions=r"(?:solo"
    r"|soltanto|solamente|unicamente|esclusivamente)(?: (?:se|quando|previo|dopo))?\b"
    r"|a meno che\b|salvo(?: che)?\b|eccetto\b|tranne\b|ad eccezione d\w+"
    r"|a condizione che\b|purché\b|se\b|fino a\b|almeno\b|al massimo\b|non oltre\b"
    r"|fatt[oaie] salv[oaie]\b|senza (?:indebito|ingiustificato) ritardo\b"
    r"|immediatamente\b",
    duties=r"\b(?:dev(?:e|ono|i|ete)|dobbiamo|dovr(?:à|anno|emo|ete)|p(?:uò|ossono|ossiamo|otete)"
    r"|potr(?:à|anno|emo|ete)|non|mai|nessun[oa]?|vietat[oaie]|proibit[oaie]|obbligat[oaie]"
    r"|obbligatori[oae]?|tenut[oaie] a|è fatto divieto|autorizzat[oaie] a)\b",
    numbering="|".join(
        (
            headed(
                r"articolo|art\.|clausola|sezione|capo|capitolo|titolo|allegato|appendice|parte"
                r"|comma|punto|paragrafo|n\.[o°]?",
                _ORDINALS,
            ),
            rf"(?i:(?:{_ORDINALS})\s(?:parte|sezione))\b",
        )
    ),
    references=r"\b(?:articol[oi]|artt?\.|clausol[ae]|sezion[ei]|capitol[oi]|paragraf[oi]"
    r"|comm[ai]|punt[oi])",
    updated=r"ultim[oa] (?:aggiornamento|modifica|revisione)|aggiornat[oa] (?:il|al)"
    r"|data di (?:ultimo )?(?:aggiornamento|modifica)",
    effective=r"(?:data di )?entrata in vigore|in vigore (?:dal|da|a decorrere)"
    r"|entra in vigore (?:il|in data)|valid[oa] (?:dal|da)|con decorrenza dal",
    printed=r"stampat[oa] il|data di stampa|consultat[oa] il|scaricat[oa] il|generat[oa] il"
    r"|data odierna",
    counters=r"{n} (?:visualizzazion[ei]|visite|visitatori|mi piace|follower"
    r"|min(?:ut[oi]|\.)? di lettura)|{n} (?:su {n} )?persone (?:hanno trovato|l['’]hanno trovato)"
    r" (?:questo articolo )?utile|(?:visualizzazioni|visite|visitatori|follower): ?{n}",
    ages=r"(?:(?:circa )?(?:{n}|un[oa]?|un['’]) ?(?:second[oi]|minut[oi]|or[ae]|giorn[oi]"
    r"|settiman[ae]|mes[ei]|ann[oi]) fa|proprio ora)",
    asking=Asking(
        asks=r"\b(?:(?:si )?(?:consigli|raccomand|invit|sugger|preg|racco)\w+|la preghiamo"
        r"|è tenut[oa]"
        r"|dovrebbe|deve\b|è (?:sua|vostra) responsabilità|consult(?:i|ate)|verific(?:hi|ate)"
        r"|legg(?:a|ete)|visit(?:i|ate))",
        looks=r"\b(?:consult|verific|controll|visit|legg|rilegg|rived|prendere visione)",
        thing=named(
            "questa|nostra|la|presente|questi|nostri|i|le|queste|questo|il|presenti",
            r"pagin[ae]|informativ[ae]|politic[ae]|condizioni|termini|avviso|dichiarazione"
            r"|documento|sito|policy",
        ),
        often=r"periodicamente|regolarmente|di tanto in tanto|di volta in volta"
        r"|frequente(?:mente)?"
        r"|frequenza|occasionalmente|spesso|con regolarità|(?:eventuali|possibili) (?:modifiche"
        r"|aggiornamenti|variazioni)",
    ),
)
