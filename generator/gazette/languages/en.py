"""English."""

from __future__ import annotations

from gazette.languages.language import Asking, Language, Numbers, headed, named

_LOOKS = r"\b(?:check|review|revisit|visit|consult|read|look|refer|monitor|come back|return)"
_QUALIFIERS = "calendar|business|working"

LANGUAGE = Language(
    "en",
    is_begun=True,
    months=(
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    ),
    homonyms=frozenset({"may"}),  # the verb is in every other sentence
    numbers=Numbers(
        counting="one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty"
        "|thirty|forty-five|sixty|ninety|an?",
        spelled={
            1: "one first",
            2: "two second twice",
            3: "three third thirds",
            4: "four fourth",
            5: "five fifth",
            6: "six sixth",
            7: "seven seventh",
            8: "eight eighth",
            9: "nine ninth",
            10: "ten tenth",
            11: "eleven",
            12: "twelve",
            13: "thirteen",
            14: "fourteen",
            15: "fifteen",
            16: "sixteen",
            18: "eighteen",
            20: "twenty",
            24: "twenty-four",
            28: "twenty-eight",
            30: "thirty",
            45: "forty-five",
            48: "forty-eight",
            60: "sixty",
            72: "seventy-two",
            90: "ninety",
            100: "hundred",
        },
        powers={"thousand": 3, "million": 6, "millions": 6, "billion": 9},
    ),
    units=rf"(?:(?:{_QUALIFIERS})[ -])?(?:second|minute|hour|day|week|month|quarter|year)s?",
    qualifiers=_QUALIFIERS,
    currencies="dollars?|euros?|pounds?|yen|won",
    duties=r"\b(?:must|shall|may|will|can|should)(?: not| never)?\b|\b(?:cannot|never|not)\b"
    r"|\b(?:do|does|did|is|are|wo|ca|must|should|need)n[’']t\b"
    r"|\b(?:required|obliged|obligated|entitled|prohibited|forbidden|permitted) to\b",
    spellings=(
        (r"\bcan(?:['’]t| not)\b", "cannot"),
        (r"\bwon['’]t\b", "will not"),
        (r"n['’]t\b", " not"),
        (r"['’]ll\b", " will"),
    ),
    numbering=headed(
        r"section|sec\.|article|art\.|clause|chapter|part|title|schedule|annex|appendix|exhibit"
        r"|paragraph|rule|item|no\.",
        "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve",
    ),
    references=r"\b(?:sections?|clauses?|articles?|paragraphs?|chapters?|parts?)",
    updated=r"last (?:updated|modified|revised|changed|amended)|(?:updated|revised) (?:on|as of)"
    r"|(?:date of )?(?:last|latest) (?:update|revision|change|modification)",
    effective=r"(?:version )?effective(?: date| as of| from| since| on)?"
    r"|in (?:force|effect) (?:since|from|as of)|takes effect on|valid (?:from|since)",
    printed=r"(?:printed|retrieved|downloaded|generated|accessed) ?(?:on|at|:)|print(?:ing)? date"
    r"|current date|today(?:['’]s date)?(?: is)?",
    counters=r"{n} (?:(?:page )?views?|visits|visitors|likes?|followers|min(?:ute)?s?\.? read)"
    r"|(?:{n} (?:out )?of )?{n} (?:people |users )?found this (?:helpful|useful)"
    r"|(?:(?:page )?views|visits|visitors|likes|followers): ?{n}",
    ages=r"(?:(?:about |over |almost )?(?:{n}|an?) (?:second|minute|hour|day|week|month|year)s? ago"
    r"|just now)",
    asking=Asking(
        asks=r"\b(?:please|you (?:should|must|may (?:want|wish) to|need to|agree to"
        r"|are responsible)|(?:encourage|advise|recommend|urge|suggest|invite|ask|remind)\w*"
        rf"|responsibility)\b.*{_LOOKS}",
        looks=_LOOKS,
        thing=named(
            "this|these|our|the",
            r"(?:web)?(?:page|site)s?|polic(?:y|ies)|terms|notice|statement|document|agreement",
        ),
        often=r"\b(?:periodically|regularly|frequently|occasionally|often|from time to time"
        r"|on a regular|check back|for (?:any )?(?:changes|updates|modifications|revisions)"
        r"|stay (?:informed|up)|(?:most|latest) (?:recent|current)|every time)",
    ),
)
