"""French."""

from __future__ import annotations

from gazette.languages.language import Asking, Language, Numbers, headed, named

_QUALIFIERS = "ouvrés?|ouvrables?|calendaires?"
_ORDINALS = (
    "premi[eè]re?|1er|1re|unique|deuxième|second|seconde|troisième|quatrième|cinquième|sixième"
    "|septième|huitième|neuvième|dixième"
)
_ONES = ["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]
_TEENS = [
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_TENS = ["vingt", "trente", "quarante", "cinquante", "soixante"]
_CARDINALS = {
    **{word: n for n, word in enumerate(_ONES, 2) if word != "neuf"},  # "new", too
    **{word: n for n, word in enumerate(_TEENS, 10)},
    **{
        (f"{ten}-{one}" if one else ten): 10 * tens + n
        for tens, ten in enumerate(_TENS, 2)
        for n, one in ((0, ""), *enumerate(_ONES, 2))
    },
    **{f"{ten} et un": 10 * tens + 1 for tens, ten in enumerate(_TENS, 2)},
    **{f"soixante-{word}": 60 + n for n, word in enumerate(_TEENS, 10) if n != 11},
    "quatre-vingts": 80,
    "quatre-vingt": 80,
    "cent": 100,
    **{f"quatre-vingt-{word}": n for n, word in enumerate((*_ONES, *_TEENS), 82)},
}
_PAS = r"(?:pas|plus|jamais|point|(?:en )?aucune?(?:ment| cas| manière| façon)?|guère|rien)"
_MODAL = (
    r"(?:doit|doivent|devez|devons|devra|devront|devrez|devrons|devrai[st]|devraient|devrions"
    r"|devriez|peut|peuvent|pouvez|pouvons|pourra|pourront|pourrez|pourrons|pourrai[st]"
    r"|pourraient|pourrions|pourriez|sauraient|saurait)"
)
_BE = "est|sont|êtes|sommes|sera|seront|serez|serons|soit|soient|étant|être"

LANGUAGE = Language(
    "fr",
    common=(
        "le la les de des du et à en un une est sont que qui dans pour par sur vous votre vos "
        "nous notre nos au aux ou ne pas se ce cette ces il elle avec plus être sans peut si "
        "son sa leur leurs tout toute ainsi"
    ),
    is_begun=True,
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    first_day="1er",
    after_day="er",
    numbers=Numbers(
        counting="une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente"
        "|soixante",
        cardinals=_CARDINALS,
        spelled={
            1: "un une",
            2: "deux deuxième",
            3: "trois",
            4: "quatre",
            5: "cinq",
            6: "six",
            7: "sept",
            8: "huit",
            9: "neuf",
            10: "dix",
            11: "onze",
            12: "douze",
        },
        powers={
            "mille": 3,
            "million": 6,
            "millions": 6,
            "milliard": 9,
            "milliards": 9,
        },
    ),
    units=rf"(?:secondes?|minutes?|heures?|jours?(?: (?:{_QUALIFIERS}))?|semaines?|mois|ans?"
    r"|années?|trimestres?|semestres?|nuits?)",
    spans="(?:une )?quinzaine(?: de jours)?",
    percent="pour cent|p\\. ?100",
    currencies="dollars?",
    qualifiers=_QUALIFIERS,
    duties=rf"(?:ne |n['’])(?:l[ea] |l['’]|les |lui |vous |nous |s['’]|se |y |en )?{_MODAL}"
    rf"(?: (?!que\b|qu['’])\w+){{0,2}}? {_PAS}\b"
    rf"|(?:ne |n['’])(?:[^\W\d]+['’ ]){{1,3}}?{_PAS}\b|(?:ne|ni) {_PAS}\b"
    rf"|{_MODAL}\b|(?:{_BE}) (?:toutefois |également )?(?:tenue?s?|obligée?s?|autorisée?s?"
    rf"|habilitée?s?|interdite?s?"
    r"|permise?s?|prohibée?s?|obligatoires?|contrainte?s?|libres? de|en droit)\b"
    r"|(?:tenue?s?|obligée?s?|autorisée?s?|habilitée?s?) (?:de|d['’]|à)"
    r"|interdi(?:te?s?|sons|t|ction|sent|ctions)\b|obligatoires?\b|obligation\b"
    r"|(?:a|ont|avez|avons|ayant|aura|aurez|auront) (?:pas )?(?:le |la )?(?:droit|faculté"
    r"|obligation)\b"
    r"|réserv(?:e|ent|ons|ez) (?:expressément )?(?:le droit|la (?:faculté|possibilité))"
    r"|s['’]engagent? à|nous engageons à|vous engagez à|il faut\b|il (?:vous "
    r"|nous )?(?:incombe|appartient)\b"
    r"|sans\b(?! s['’]y limiter| limitation| toutefois s['’]y| que cette liste)|(?:pas|jamais"
    r"|aucune?|ni|nul|nulle|facultati(?:f|ve)s?)\b",
    conditions=r"que (?:si|lorsque|avec)\b|(?:ne |n['’])(?:[^\W\d]+['’ ]){1,4}?(?:que"
    r"|qu['’])(?: (?:si|lorsque|avec|dans"
    r"|pour|sous))?"
    r"|(?:uniquement|seulement|exclusivement)(?: (?:si|lorsque|avec|dans|sur|pour|en|après))?\b"
    r"|sauf(?: (?:si|lorsque|en cas|dans|accord|disposition))?\b|à moins (?:que|de|d['’])|hormis\b"
    r"|excepté\b|à l['’]exception d(?:e|u|es)\b|à l['’]exclusion d(?:e|u|es)\b"
    r"|sous réserve (?:que|de|du|des|d['’])|à (?:la )?condition (?:que|de|d['’])|pourvu que\b"
    r"|dès lors que\b|tant que\b|en cas (?:de|d['’])|si\b|s['’]ils?\b|jusqu['’](?:à|au|aux"
    r"|en)\b|au moins\b"
    r"|au minimum\b|au maximum\b|au plus(?: tard)?\b|(?:pas )?(?:plus|moins) (?:de|d['’])(?= ?\d)"
    r"|minimale? de\b|maximale? de\b|excéd\w+|dépass\w+"
    r"|sans (?:délai|retard)(?: (?:injustifié|indu|excessif))?\b|dans les meilleurs délais"
    r"|dans les plus brefs délais|immédiatement\b|nonobstant\b|indépendamment\b",
    spellings=(
        (r"n(?:e |').*?(dev|doi)(?:rai|riez|rions).* (\w+)", r"ne devrait \2"),
        (r"n(?:e |')(?:\w+[ '])?(?:doi|dev)\w+(?: .*)? (\w+)", r"ne devoir \1"),
        (r"n(?:e |')(?:\w+[ '])?pourr(?:ai[st]|aient|ions|iez)(?: .*)? (\w+)", r"ne pourrait \1"),
        (r"n(?:e |')(?:\w+[ '])?p(?:eu|ou)\w+(?: .*)? (\w+)", r"ne pouvoir \1"),
        (r"(?:ne |n')(?:\w+[ '])?(?:doi|dev)\w+ .*qu(?:e|')(?: \w+)?", "ne devoir que"),
        (r"(?:ne |n')(?:\w+[ '])?p(?:eu|ou)\w+ .*qu(?:e|')(?: \w+)?", "ne pouvoir que"),
        (r"que (?:si|lorsque|avec)", "ne que"),
        (r"n(?:e |').*?(?:que|qu')(?: (\w+))?", r"ne que"),
        (r"(?:ne |n').*\b(\w+)|ni (\w+)", r"ne \1\2"),
        (r"devr(?:ai[st]|aient|ions|iez)", "devrait"),
        (r"(?:doi|dev)\w+", "devoir"),
        (r"pourr(?:ai[st]|aient|ions|iez)", "pourrait"),
        (r"p(?:eu|ou)[trv]\w*", "pouvoir"),
        (
            rf"(?:{_BE}) (?:\w+ )??(tenu|obligé|autorisé|habilité|interdit|permis|prohibé"
            rf"|obligatoire)\w*",
            r"\1",
        ),
        (r"(tenu|obligé|autorisé|habilité)e?s? .*", r"\1"),
        (r"interdi\w+", "interdit"),
        (r"obligatoires", "obligatoire"),
        (r"aucune", "aucun"),
        (r"(?:a|ont|avez|avons|ayant|aura|aurez|auront) (.*)", r"avoir \1"),
        (r"réserv.*", "réserver"),
        (r"(?:s'|nous |vous )engage\w* à", "s'engager à"),
        (r"(?:uniquement|exclusivement|seulement)\b(.*)", r"seulement\1"),
        (r"(sauf)\b.*", r"\1"),
        (r"(à moins|sous réserve|à l'exception|à l'exclusion|en cas|jusqu')\b.*", r"\1"),
        (r"à (?:la )?condition.*", "à condition"),
        (r"s'ils?", "si"),
        (r"excéd\w+|dépass\w+", "dépasser"),
        (r"au minimum", "au moins"),
        (r"(?:une )?quinzaine(?: de jours)?", "15 jours"),
    ),
    editions="versions?",
    streets=r"(?<![\w.,])\d{1,4}(?: bis| ter)?,? (?:rue|avenue|boulevard|place|quai|allée|chemin"
    r"|route|impasse|cours)\b|(?<![\w.,])\d{5} (?=[a-zàâéèêîôûç][\w-]+(?:[,.;)]|\Z))"
    r"|\bcedex \d+|\bboîte postale \d+|\bbp \d+",
    numbering="|".join(
        (
            headed(
                r"article|art\.|section|clause|chapitre|partie|titre|annexe|paragraphe|point"
                r"|n[o°]",
                _ORDINALS,
            ),
            rf"(?i:(?:{_ORDINALS})\s(?:article|section|chapitre|partie|titre|annexe))\b",
        )
    ),
    references=r"\b(?:sections?|articles?|clauses?|paragraphes?|chapitres?|parties?)",
    updated=r"dernière (?:mise à jour|modification|révision)|mise? à jour le|date de mise à jour",
    effective=r"(?:date d['’])?entrée en vigueur|en vigueur (?:depuis|à compter|le|au)"
    r"|applicable (?:à compter|depuis|à partir)",
    printed=r"imprimée? le|date d['’]impression|consultée? le|téléchargée? le|générée? le"
    r"|date du jour",
    counters=r"{n} (?:vues?|visites|visiteurs|mentions j['’]aime|abonnés"
    r"|min(?:utes?|\.)? de lecture)|(?:{n} sur )?{n} personnes (?:ont|sur {n} ont) trouvé"
    r" (?:cela|ceci|cet article) utile"
    r"|(?:vues|visites|visiteurs|abonnés) ?: ?{n}",
    ages=r"(?:il y a (?:environ )?(?:{n}|une?) (?:secondes?|minutes?|heures?|jours?|semaines?|mois"
    r"|ans?)|à l['’]instant)",
    asking=Asking(
        asks=r"\b(?:veuillez|nous vous (?:invitons|encourageons|conseillons|recommandons|prions"
        r"|suggérons)|vous (?:devez|devriez|êtes (?:invités?|tenus?|responsables?))"
        r"|il vous (?:appartient|incombe)|n['’]hésitez pas)",
        looks=r"\b(?:consult|vérifi|reli|lire|visit|reven|examin|prendre connaissance)",
        thing=named(
            "cette|la|notre|ces|les|nos|ce|présente",
            r"pages?|politique|conditions|déclaration|document|avis|site|charte|mentions",
        ),
        often=r"régulièrement|périodiquement|de temps (?:à autre|en temps)|fréquemment"
        r"|occasionnellement|souvent|(?:toute|éventuelles?) (?:modification|mise à jour)",
    ),
)
