"""Spanish."""

from __future__ import annotations

from gazette.languages.language import Asking, Language, Numbers, headed, named

_QUALIFIERS = "hábil(?:es)?|natural(?:es)?"
_ORDINALS = (
    "primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|séptim[oa]|octav[oa]"
    "|noven[oa]"
    "|décim[oa]|undécim[oa]|duodécim[oa]|únic[oa]|adicional|final"
)
_TEENS = [
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
_ONES = ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]
_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_CARDINALS = {
    **{word: n for n, word in enumerate(_ONES[1:], 2)},
    **{word: n for n, word in enumerate(_TEENS, 10)},
    **{
        (f"{ten} y {one}" if one else ten): 10 * tens + n
        for tens, ten in enumerate(_TENS, 3)
        for n, one in enumerate(("", *_ONES))
    },
    "cien": 100,
}
_MODAL = (
    r"(?:debe|deben|debemos|debes|deberá|deberán|deberemos|debería|deberían|deberíamos|puede"
    r"|pueden"
    r"|podemos|puedes|podrá|podrán|podremos|podría|podrían|podríamos|pueda|puedan|deba|deban)"
)
_BE = "está|están|estará|estarán|estamos|estaremos|queda|quedan|quedará|quedarán|es|son|será|serán"

LANGUAGE = Language(
    "es",
    common=(
        "el la los las de del y a en un una es son que para por con su sus usted nosotros "
        "nuestro nuestra nuestros nuestras o no se al lo como más este esta estos estas si "
        "puede cuando sobre le les ha ser sin cualquier"
    ),
    is_begun=True,
    months=(
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
    before_month="de",
    before_year="del?",
    numbers=Numbers(
        counting="una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|treinta"
        "|sesenta",
        cardinals=_CARDINALS,
        spelled={
            1: "un uno una",
            2: "dos segundo segunda",
            3: "tres tercero terceros",
            4: "cuatro",
            5: "cinco",
            6: "seis",
            7: "siete",
            8: "ocho",
            9: "nueve",
            10: "diez",
            11: "once",
            12: "doce",
        },
        powers={"mil": 3, "millón": 6, "millones": 6, "mil millones": 9},
    ),
    units=rf"(?:segundos?|minutos?|horas?|días?(?: (?:{_QUALIFIERS}))?|semanas?|mes(?:es)?"
    r"|años?|trimestres?|semestres?|noches?)",
    spans="(?:una )?quincena",
    percent="por ciento",
    qualifiers=_QUALIFIERS,
    currencies="dólares?",
    duties=rf"(?:no|nunca|tampoco)(?: (?:se|le|les|lo|la|los|las|nos))?(?: (?:se|le|les|lo"
    rf"|la))? {_MODAL}\b|{_MODAL}\b"
    rf"|(?:no )?(?:{_BE}) (?:estrictamente |expresamente |terminantemente )?(?:prohibid[oa]s?"
    r"|obligad[oa]s?|permitid[oa]s?|autorizad[oa]s?|facultad[oa]s?|legitimad[oa]s?"
    r"|obligatori[oa]s?)\b"
    r"|(?:no )?(?:tiene|tienen|tenemos|tendrá|tendrán) (?:el |la )?(?:derecho|obligación|deber"
    r"|que)\b"
    r"|(?:se|nos) reserva(?:n|mos)?(?: el derecho| la facultad)?\b|(?:se"
    r"|nos) (?:compromete(?:n|mos)?|obliga(?:n|mos)?) a\b"
    r"|(?:no )?(?:habrá|ha|han|hay|hemos) (?:de|que)\b(?= \w+[aei]r\w*)"
    r"|(?:prohibi(?:d[oa]s?|mos|ción)|prohíben?|obligad[oa]s?|obligatori[oa]s?|obligación"
    r"|opcional(?:es)?"
    r"|derecho a|corresponde a)\b"
    r"|(?:no|nunca|jamás|tampoco|ningun[ao]s?|ningún|nada|nadie|ni)\b|sin\b(?! limitarse"
    r"| limitación| limitaciones| carácter limitativo| ánimo limitativo)",
    conditions=r"(?:[uú]nicamente|s[oó]lo|solamente|exclusivamente)(?: (?:si|cuando|en|con"
    r"|para|tras"
    r"|después))?\b|(?:salvo|excepto)(?: (?:que|si|cuando|en|por))?\b|a menos que\b|a no ser que\b"
    r"|con (?:la )?excepción (?:de|del)\b|con exclusión de\b|excluid[oa]s?\b"
    r"|siempre (?:y cuando|que)\b"
    r"|con la condición de(?: que)?\b|a condición de(?: que)?\b|en (?:el )?caso de(?: que)?\b"
    r"|mientras\b"
    r"|sujet[oa]s? a\b|sin perjuicio de\b|si\b|hasta\b|al menos\b|por lo menos\b"
    r"|como (?:mínimo|máximo)\b|(?:mínimo|máximo) de\b|a más tardar\b|(?:no )?(?:más"
    r"|menos) de(?= ?\d)\b"
    r"|superior(?:es)? a\b|inferior(?:es)? a\b|exced\w+|super(?:e|en|a|ar|ará)\b"
    r"|sin (?:dilaciones? indebidas?|demora(?: injustificada| indebida)?"
    r"|dilación(?: indebida)?|retraso"
    r"(?: injustificado)?)\b|inmediatamente\b|de inmediato\b|a la mayor brevedad\b"
    r"|con independencia de\b",
    spellings=(
        (r"(?:no|nunca|tampoco) (?:\w+ )*?deber?ía\w*", "no debería"),
        (r"(?:no|nunca|tampoco) (?:\w+ )*?deb\w+", "no deber"),
        (r"(?:no|nunca|tampoco) (?:\w+ )*?podría\w*", "no podría"),
        (r"(?:no|nunca|tampoco) (?:\w+ )*?p[uo][ed]\w+", "no poder"),
        (r"debería\w*", "debería"),
        (r"deb(?!er$)\w+", "deber"),
        (r"podría\w*", "podría"),
        (r"p[uo][ed]\w+", "poder"),
        (
            rf"(no )?(?:{_BE}) (?:\w+ )?(prohibid|obligad|permitid|autorizad|facultad"
            rf"|legitimad|obligatori)\w+",
            r"\1\2o",
        ),
        (r"(prohibid|obligad|obligatori|excluid)\w+", r"\1o"),
        (r"(?:prohib|prohíb)\w+", "prohibido"),
        (r"(no )?t(?:ien|en)\w+ (?:el |la )?(\w+)", r"\1tener \2"),
        (r"(?:se|nos) reserva.*", "reservarse"),
        (r"(?:se|nos) compromete.*", "comprometerse a"),
        (r"(?:se|nos) obliga.*", "obligarse a"),
        (r"(no )?(?:habrá|ha|han|hemos) de", r"\1haber de"),
        (r"ning[uú]n\w*", "ninguno"),
        (r"(?:[uú]nicamente|s[oó]lo|solamente|exclusivamente)\b(.*)", r"solo\1"),
        (r"(?:salvo|excepto)\b.*|con (?:la )?excepción.*", "salvo"),
        (r"a no ser que", "a menos que"),
        (r"siempre y cuando", "siempre que"),
        (r"por lo menos|como mínimo", "al menos"),
        (r"en (?:el )?caso de.*", "en caso de"),
        (r"sujet\w+ a", "sujeto a"),
        (r"(superior|inferior)(?:es)? a", r"\1 a"),
        (r"exced\w+|super\w+", "exceder"),
        (r"de inmediato", "inmediatamente"),
        (r"(?:una )?quincena", "15 días"),
    ),
    editions="versi(?:ón|ones)",
    streets=r"\b(?:calle|avenida|avda\.|plaza|paseo|c/|camino|ronda"
    r"|carretera) ?(?:[\w.]+ ){0,3}?[\w.]+,? (?:n\.?º ?)?\d{1,4}"
    r"(?![\w%])|(?<![\w.,])\d{5} (?=[a-záéíóúñ]\w+(?:[,.;)]|\Z))|\bapartado de correos \d+",
    numbering="|".join(
        (
            headed(
                r"artículo|art\.|cláusula|sección|capítulo|título|apartado|anexo|parte|párrafo"
                r"|disposición|estipulación|punto|n\.?[o°]",
                _ORDINALS,
            ),
            rf"(?i:{_ORDINALS})(?:\s*[.:)]|\s+[-–—])",
            rf"(?i:(?:{_ORDINALS})\s(?:parte|sección|cláusula|disposición))\b",
        )
    ),
    references=r"\b(?:secci(?:ón|ones)|artículos?|cláusulas?|apartados?|párrafos?|capítulos?"
    r"|partes?)",
    updated=r"última (?:actualización|modificación|revisión)|actualizad[oa] el"
    r"|fecha de (?:la última )?(?:actualización|modificación)",
    effective=r"fecha de (?:entrada en vigor|vigencia)|(?:vigente|en vigor) (?:desde|a partir)"
    r"|entra en vigor el",
    printed=r"impreso(?: el)?|fecha de impresión|consultado el|descargado el|generado el"
    r"|fecha (?:de hoy|actual)",
    counters=r"{n} (?:visualizaci(?:ón|ones)|vistas?|visitas|visitantes|me gusta|seguidores"
    r"|min(?:utos?|\.)? de lectura)|(?:a )?(?:{n} de )?{n} personas (?:encontraron (?:esto|este"
    r" artículo) útil|les (?:pareció|resultó) útil)"
    r"|(?:visualizaciones|vistas|visitas|visitantes|seguidores): ?{n}",
    ages=r"(?:hace (?:unos |unas )?(?:{n}|una?) (?:segundos?|minutos?|horas?|días?|semanas?"
    r"|mes(?:es)?|años?)|ahora mismo)",
    asking=Asking(
        asks=r"\b(?:les? (?:recomendamos|aconsejamos|invitamos|sugerimos|animamos|pedimos"
        r"|rogamos)|(?:debe|deberá|debería|tiene que)\b|es su responsabilidad|por favor"
        r"|consulte|revise|visite|lea)",
        looks=r"\b(?:revis|consult|visit|compr[ou]eb|comprob|lea|leer|verifi)",
        thing=named(
            "esta|nuestra|la|estos|nuestros|los|este|el|presente",
            r"página|política|términos|condiciones|aviso|declaración|documento|sitio",
        ),
        often=r"periódicamente|regularmente|de vez en cuando|frecuente(?:mente)?|frecuencia"
        r"|ocasionalmente|con regularidad|(?:posibles|eventuales) (?:cambios|modificaciones)",
    ),
)
