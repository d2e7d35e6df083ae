"""Dutch. What qualifies a day is written in one word with it."""

from __future__ import annotations

from gazette.languages.language import Asking, Language, Numbers, headed, named

LANGUAGE = Language(
    "nl",
    common=(
        "de het een van en in op te is zijn dat die voor met u uw wij we ons onze of aan niet "
        "door als bij om deze dit kan kunnen worden wordt naar ook er uit over tot heeft "
        "hebben wanneer"
    ),
    months=(
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    numbers=Numbers(
        counting="een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|veertien|vijftien"
        "|twintig|dertig|zestig|negentig",
        spelled={
            1: "een één eerste",
            2: "twee tweede tweemaal",
            3: "drie derde derden",
            4: "vier vierde",
            5: "vijf",
            6: "zes",
            7: "zeven",
            8: "acht",
            9: "negen",
            10: "tien",
            11: "elf",
            12: "twaalf",
        },
        powers={"duizend": 3, "miljoen": 6, "mln": 6, "miljard": 9, "mld": 9},
    ),
    units=r"(?:seconden?|minuten|minuut|uur|uren|(?:kalender|werk)?dag(?:en)?|weken|week"
    r"|maand(?:en)?|kwartaal|kwartalen|jaar|jaren)",
    currencies="euro|dollars?",
    conditions=r"(?:alleen|uitsluitend|slechts|enkel)(?: (?:als|indien|wanneer|met|na))?\b"
    r"|tenzij\b|behalve\b|met uitzondering van\b|mits\b|op voorwaarde dat\b"
    r"|onder voorbehoud van\b|indien\b|maximaal\b|ten hoogste\b|hoogstens\b"
    r"|ten minste\b|minimaal\b|minstens\b|niet later dan\b"
    r"|zonder onnodige vertraging\b|onverwijld\b|onmiddellijk\b",
    duties=r"\b(?:moet(?:en)?|dient|dienen|mag|mogen|kan|kunt|kunnen|zal|zult|zullen|verplicht"
    r"|verplichting(?:en)?|gerechtigd|bevoegd|verboden|niet|nooit|geen|hoeft|hoeven)\b",
    numbering="|".join(
        (
            headed(
                r"artikel|art\.|onderdeel|paragraaf|hoofdstuk|afdeling|deel|titel|bijlage|lid"
                r"|punt|clausule|nr\."
            ),
            r"(?i:(?:eerste|tweede|derde|vierde|vijfde)\s(?:deel|hoofdstuk|afdeling|titel))\b",
        )
    ),
    references=r"\b(?:artikel(?:en)?|onderde(?:el|len)|paragra(?:af|fen)|hoofdstuk(?:ken)?|leden"
    r"|lid|bijlagen?|clausules?)",
    updated=r"laatst (?:bijgewerkt|gewijzigd|herzien)(?: op)?|laatste (?:wijziging|update"
    r"|herziening)"
    r"|bijgewerkt op|datum van (?:laatste )?wijziging",
    effective=r"(?:datum van )?inwerkingtreding|in werking(?: getreden)? (?:op|met ingang van"
    r"|sinds)"
    r"|geldig (?:vanaf|sinds|per)|van kracht (?:vanaf|sinds|per|met ingang van)"
    r"|(?:geldt|treedt in werking) (?:vanaf|op|met ingang van)|ingangsdatum",
    printed=r"afgedrukt op|afdrukdatum|geraadpleegd op|gedownload op|gegenereerd op"
    r"|datum van vandaag|huidige datum",
    counters=r"{n} (?:(?:pagina)?weergaven?|keer bekeken|bezoeken|bezoekers|volgers|vind-ik-leuks"
    r"|min(?:\.|uten)? (?:leestijd|lezen))|{n} (?:van de {n} )?(?:personen|mensen) vonden dit"
    r" (?:nuttig|handig)|(?:weergaven|bezoeken|bezoekers|volgers): ?{n}",
    ages=r"(?:(?:ongeveer )?(?:{n}|een) (?:seconden?|minuten|minuut|uur|dag(?:en)?|weken|week"
    r"|maand(?:en)?|jaar) geleden|zojuist)",
    asking=Asking(
        asks=r"\b(?:gelieve|verzoeken|raden|adviseren|aangeraden|aanbevolen|aan te raden"
        r"|dient u|moet u|uw (?:verantwoordelijkheid|plicht))\b",
        looks=r"raadple|bekijk|controle|bezoek|\blezen|nalezen|door te nemen|te bezien"
        r"|kennis te nemen",
        thing=named(
            "deze|dit|ons|onze|de|het",
            r"(?:web)?(?:pagina|site)|website|\w*beleid|\w*voorwaarden|\w*verklaring|document",
        ),
        often=r"regelmatig|periodiek|van tijd tot tijd|af en toe|geregeld|vaak|op (?:eventuele )?"
        r"(?:wijzigingen|updates)|met regelmaat",
    ),
)
