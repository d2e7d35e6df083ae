"""Spanish."""

from __future__ import annotations

from gazette.languages.language import Asking, Language, Numbers, headed, named

_QUALIFIERS = "hábiles|naturales"
_ORDINALS = (
    "primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|séptim[oa]|octav[oa]|noven[oa]"
    "|décim[oa]|undécim[oa]|duodécim[oa]|únic[oa]|adicional|final"
)

LANGUAGE = Language(
    "es",
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
    r"|años?)",
    qualifiers=_QUALIFIERS,
    currencies="dólares?",
    duties=r"\b(?:debe|deben|debemos|deber[áa]\w*|puede|pueden|podemos|podrá\w*|no|nunca"
    r"|ningun[ao]s?|ningún|prohibid\w+|obligad\w+|obligatori\w+)\b",
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
    references=r"\b(?:secci(?:ón|ones)|artículos?|cláusulas?|apartados?|párrafos?|capítulos?|partes?)",
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
