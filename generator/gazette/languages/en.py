"""English."""

from __future__ import annotations

from gazette.languages.language import Asking, Language, Numbers, headed, named

_LOOKS = r"\b(?:check|review|revisit|visit|consult|read|look|refer|monitor|come back|return)"
_QUALIFIERS = "calendar|business|working"
_UNITS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_TEENS = "sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_CARDINALS = {
    **{word: n for n, word in enumerate(f"{_UNITS} {_TEENS}".split(), 2)},
    **{
        (f"{ten}-{one}" if one else ten): tens + n
        for tens, ten in zip(range(20, 100, 10), _TENS.split(), strict=True)
        for n, one in enumerate(("", "one", *_UNITS.split()[:8]))
    },
}
_BE = "am|is|are|was|were|be|been|being"
_NOT = r"(?:not|never|n['’]t)"

LANGUAGE = Language(
    "en",
    common=(
        "the of to and a in is are that for you your we our us or by this with on as be it "
        "not may will if any from at an have has can which these their they such other all do "
        "does when more about"
    ),
    is_begun=True,
    months=(
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    ),
    homonyms=frozenset({"may"}),  # the verb is in every other sentence
    numbers=Numbers(
        counting="one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty"
        "|thirty|forty-five|sixty|ninety|an?",
        cardinals=_CARDINALS,
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
    units=rf"(?:(?:{_QUALIFIERS})[ -])?(?:second|minute|hour|day|night|week|month|quarter|year"
    rf"|decade)"
    r"s?",
    spans="(?:a )?fortnight",
    percent="per ?cent",
    after_day="st|nd|rd|th",
    before_month="of",
    qualifiers=_QUALIFIERS,
    currencies="dollars?|euros?|pounds?|yen|won",
    duties=rf"(?:must|shall|may|might|will|would|can|could|should|ought to|need)(?: {_NOT}\b)"
    r"|(?:ca|wo|must|should|would|could|need)n['’]t\b|cannot\b"
    r"|(?:do|does|did|is|are|was|were|has|have|had)(?: not\b(?! limited to)|n['’]t\b)"
    rf"|(?:{_BE}) (?:not |only |also )?(?:required|obliged|obligated|entitled|permitted|allowed"
    r"|authori[sz]ed|bound|expected|free|able|prohibited|forbidden|barred|responsible|liable)\b"
    r"|(?:required|obliged|obligated|entitled|permitted|allowed|prohibited|forbidden|unable) (?:to"
    r"|from)\b"
    r"|(?:has|have|had|having) (?:no |the |a )?(?:right|obligation|duty)\b|(?:has|have|had) to\b"
    r"|reserves? the right\b|(?:agrees?|undertakes?|undertake|needs?|ought|commits?) to\b"
    r"|\w+['’]ll\b|must\b|shall\b|may\b|might\b|will\b|can\b|could\b|should\b|is to be\b"
    r"|are to be\b|under no circumstances\b|in no event\b|no longer\b|without\b(?! limitation"
    r"| limiting)|neither\b"
    r"|nor\b|never\b|not\b(?! only| limited to)|none\b|nobody\b|nothing\b"
    r"|no\b(?! later| more| less| fewer|\.)|prohibited\b|forbidden\b|mandatory\b|optional\b",
    conditions=r"(?:if and )?only (?:if|when|where|with|after|to the extent)\b|only\b|solely\b"
    r"|exclusively\b|unless\b|except(?:ing)?(?: (?:where|when|if|as|for|to|that))?\b"
    r"|with the exception of|excluding\b|barring\b"
    r"|other than\b|apart from\b|save (?:for|where|as|that)\b"
    r"|if\b|provided (?:that|always)\b|providing that\b|as long as\b|so long as\b"
    r"|on (?:the )?condition that\b|in the event (?:that|of)\b|subject to\b|until\b|up to\b"
    r"|at least\b|at most\b|(?:no|not) (?:more|less|fewer|later|longer|earlier|sooner)"
    r" than\b|a (?:minimum|maximum) of\b|(?:more|less|fewer) than\b|exceed(?:s|ing)?\b"
    r"|without (?:any )?(?:undue |unreasonable )?delay\b|as soon as (?:reasonably )?(?:possible"
    r"|practicable)\b|immediately\b|promptly\b|notwithstanding\b|regardless of\b",
    spellings=(
        (r"(?:ca)n't|can not", "cannot"),
        (r"won't", "will not"),
        (r"\w+'ll", "will"),
        (r"(?:do|does|did|is|are|was|were|has|have|had)(?:n't| not)|not", "not"),
        (r"(\w+)n't", r"\1 not"),
        (rf"(?:{_BE}) (?:also )?(\w+)", r"\1"),
        (
            r"(required|obliged|obligated|entitled|permitted|allowed|prohibited|forbidden) \w+",
            r"\1",
        ),
        (r"has to|had to", "have to"),
        (r"(?:has|had|having) (.*)", r"have \1"),
        (r"(agree|undertake|need|commit)s (to)", r"\1 \2"),
        (r"reserves (.*)", r"reserve \1"),
        (r"except(?:ing)?\b.*|with the exception of|save (?:for|where|as|that)", "except"),
        (
            r"as long as|so long as|provid(?:ed|ing) that|on (?:the )?condition that",
            "provided that",
        ),
        (r"solely|exclusively", "only"),
        (r"exceed\w*", "exceed"),
        (r"(?:a )?fortnight", "2 weeks"),
    ),
    editions=r"versions?|ver\.|releases?",
    streets=r"(?<![\w$€£])\d{1,5} (?:\w[\w.]* ){1,3}(?:street|st|avenue|ave|road|rd|lane"
    r"|drive|boulevard|blvd)\b"
    r"|\b(?:suite|floor|p\.? ?o\.? box) \d+"
    r"|\b\d{1,2}(?:st|nd|rd|th) floor\b|(?<=, )[a-z]{2} \d{5}(?:-\d{4})?\b"
    r"|\b[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}\b",
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
    ages=r"(?:(?:about |over |almost )?(?:{n}|an?) (?:second|minute|hour|day|week|month"
    r"|year)s? ago"
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
