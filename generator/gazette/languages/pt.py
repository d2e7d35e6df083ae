"""Portuguese, of Brazil and of Portugal."""

from __future__ import annotations

from gazette.languages.language import Asking, Language, Numbers, headed, named

_QUALIFIERS = "úteis|corridos|seguidos"
_ORDINALS = (
    "primeir[oa]|segund[oa]|terceir[oa]|quart[oa]|quint[oa]|sext[oa]|sétim[oa]|oitav[oa]|non[oa]"
    "|décim[oa]|únic[oa]"
)

LANGUAGE = Language(
    "pt",
    common=(
        "o a os as de do da dos das e em no na nos nas um uma é são que para por com seu sua "
        "seus suas você nós nosso nossa nossos nossas ou não se ao à às como mais este esta "
        "estes estas pode quando sobre ser"
    ),
    is_begun=True,
    months=(
        *("janeiro", "fevereiro", "março", "abril", "maio", "junho"),
        *("julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
    ),
    after_day=r"\.?[ºo]",
    before_month="de",
    before_year="de",
    numbers=Numbers(
        counting="um|uma|dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez|doze|quinze|vinte"
        "|trinta|sessenta|noventa",
        spelled={  # not "um", a word of German sentences
            1: "uma primeiro primeira",
            2: "dois duas segundo segunda",
            3: "três terceiro terceira terceiros",
            4: "quatro",
            5: "cinco",
            6: "seis",
            7: "sete",
            8: "oito",
            9: "nove",
            10: "dez",
            11: "onze",
            12: "doze",
        },
        powers={"mil": 3, "milhão": 6, "milhões": 6, "bilhão": 9, "bilhões": 9, "mil milhões": 9},
    ),
    units=rf"(?:segundos?|minutos?|horas?|dias?(?: (?:{_QUALIFIERS}))?|semanas?|m[eê]s(?:es)?"
    r"|trimestres?|anos?)",
    qualifiers=_QUALIFIERS,
    currencies="reais|real|euros?|dólar(?:es)?",
    conditions=r"(?:apenas"
    r"|somente|só|unicamente|exclusivamente)(?: (?:se|quando|com|mediante|após))?\b"
    r"|a menos que\b|a não ser que\b|salvo(?: se)?\b|exceto\b|(?:com|à) exceção d\w+"
    r"|desde que\b|contanto que\b|sujeit[oa]s? a\b|sob reserva d\w+|até\b"
    r"|pelo menos\b|ao menos\b|no (?:mínimo|máximo)\b"
    r"|sem (?:demora|atraso)(?: injustificad[oa])?\b|imediatamente\b",
    duties=r"\b(?:deve(?:m|mos|rá|rão|remos)?|pode(?:m|mos|rá|rão|remos)?|não|nunca|jamais"
    r"|nenhum|nenhuma|vedad[oa]s?|proibid[oa]s?|obrigad[oa]s?|obriga(?:-se|m-se)?|obrigatóri[oa]s?"
    r"|fica(?:m)? autorizad[oa]s?)\b",
    numbering="|".join(
        (
            headed(
                r"artigo|art\.|cláusula|se[cç]ção|seção|capítulo|título|anexo|parte|alínea"
                r"|parágrafo|item|ponto|n\.?[oº]",
                _ORDINALS,
            ),
            rf"(?i:(?:{_ORDINALS})\s(?:parte|seção|secção|cláusula))\b",
        )
    ),
    references=r"\b(?:artigos?|arts?\.|cláusulas?|se[cç]?ç(?:ão|ões)|capítulos?|parágrafos?"
    r"|alíneas?|itens|item)",
    updated=r"última (?:atualização|alteração|revisão|modificação)|atualizad[oa] em|alterad[oa] em"
    r"|data d[ae] (?:última )?(?:atualização|alteração|revisão)",
    effective=r"(?:data de )?entrada em vigor|(?:em vigor|vigente) (?:desde|a partir)"
    r"|entra em vigor (?:em|a)|(?:início d[ae] )?vigência",
    printed=r"impress[oa] em|data de impressão|consultad[oa] em|acessad[oa] em|descarregad[oa] em"
    r"|baixad[oa] em|gerad[oa] em|data (?:de hoje|atual)",
    counters=r"{n} (?:visualizaç(?:ão|ões)|visitas?|visitantes|curtidas?|gostos?|seguidores"
    r"|min(?:utos?|\.)? de leitura)|{n} (?:de {n} )?pessoas (?:acharam|consideraram) (?:isto|isso"
    r"|este"
    r" artigo) útil|(?:visualizações|visitas|visitantes|seguidores): ?{n}",
    ages=r"(?:há (?:cerca de )?(?:{n}|uma?) (?:segundos?|minutos?|horas?|dias?|semanas?"
    r"|m[eê]s(?:es)?|anos?)|(?:{n}|uma?) (?:segundos?|minutos?|horas?|dias?|semanas?|m[eê]s(?:es)?"
    r"|anos?) atrás|agora mesmo)",
    asking=Asking(
        asks=r"\b(?:recomend\w+|aconselh\w+|convid\w+|suger\w+|pedimos|solicitamos|queira"
        r"|por favor|deve(?:rá|ria)?\b|é sua responsabilidade|consulte|verifique|visite|leia"
        r"|reveja)",
        looks=r"\b(?:consult|verifi|visit|leia|ler\b|leitura|revej|rever|revis|acess|aced)",
        thing=named(
            "esta|nossa|a|estes|nossos|os|este|o|presente|deste|desta|da|do",
            r"páginas?|políticas?|termos|condições|aviso|declaração|documento|site|sítio",
        ),
        often=r"periodicamente|regularmente|de tempos em tempos|de vez em quando"
        r"|frequente(?:mente)?"
        r"|frequência|ocasionalmente|com regularidade|(?:possíveis|eventuais) (?:alterações"
        r"|mudanças"
        r"|atualizações)",
    ),
)
