"""French."""

from __future__ import annotations

from gazette.languages.language import Asking, Language, Numbers, headed, named

_QUALIFIERS = "ouvrés|ouvrables|calendaires"
_ORDINALS = (
    "premi[eè]re?|1er|1re|unique|deuxième|second|seconde|troisième|quatrième|cinquième|sixième"
    "|septième|huitième|neuvième|dixième"
)

LANGUAGE = Language(
    "fr",
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
    r"|années?)",
    qualifiers=_QUALIFIERS,
    duties=r"\b(?:doit|doivent|devez|devons|devr\w+|peut|peuvent|pouvez|pouvons|pourr\w+|pas"
    r"|jamais|aucune?|interdit\w*|tenue?s? de|obligatoires?)\b",
    numbering="|".join(
        (
            headed(
                r"article|art\.|section|clause|chapitre|partie|titre|annexe|paragraphe|point|n[o°]",
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
