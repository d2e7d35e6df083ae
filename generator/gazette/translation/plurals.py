"""The plural forms of a language, as gettext numbers them.

A catalog's header may number them in a way of its own. Its rule is somebody's input: it is worked
out once, for numbers below 2,000, since the rules of all languages ask for a small number or for
the last figures. Sources: the gettext manual ("Plural forms"); CLDR's plural rules, through Babel.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from gettext import c2py

from babel import Locale
from babel.messages.plurals import get_plural
from babel.plural import PluralRule, to_gettext

_PERIOD = 1000
_RULE = re.compile(r"nplurals\s*=\s*(\d{1,2})\s*;\s*plural\s*=\s*([^;]{1,500})")


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a language: `count` of them, and the one of each number from 0."""

    count: int
    of: tuple[int, ...]

    def __call__(self, n: int) -> int:
        """The form for a number of things."""
        return self.of[n if n < len(self.of) else _PERIOD + n % _PERIOD]

    def is_of_one_number(self, form: int) -> bool:
        """Whether a form is of one number alone, so that its word may say that number itself."""
        return Counter(self.of)[form] == 1


@cache
def rule(lang: str) -> str:
    """The rule of a language for a catalog's header: "nplurals=2; plural=(n != 1);".

    gettext's own wording where it agrees with CLDR.
    """
    plural = Locale.parse(lang, sep="-").plural_form
    reached = [tag for tag in _TAGS if tag in set(map(plural, range(2 * _PERIOD)))]
    rules = {tag: plural.rules[tag] for tag in reached[:-1]}
    written, usual = to_gettext(PluralRule(rules)), str(get_plural(lang.replace("-", "_")))
    return usual if parsed(usual) == parsed(written) else written


_TAGS = ("zero", "one", "two", "few", "many", "other")


def parsed(text: str) -> Forms | None:
    """The forms that a rule numbers, None where it is none."""
    found = _RULE.search(text)
    if not found:
        return None
    try:
        chosen = c2py(found[2])
        numbers = tuple(map(chosen, range(2 * _PERIOD)))
    except (ValueError, ArithmeticError, RecursionError):
        return None
    count = int(found[1])
    return Forms(count, numbers) if 0 <= min(numbers) <= max(numbers) < count else None
