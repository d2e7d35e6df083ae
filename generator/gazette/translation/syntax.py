"""The syntax of gettext's PO files, read strictly."""

from __future__ import annotations

import re

_STRING = r'[ \t]*"(?:[^"\\\n]|\\.)*+"[ \t]*'
_STRINGS = rf"{_STRING}(?:\n\s*{_STRING})*+"
ENTRY = re.compile(
    rf"""\s*(?P<comments>(?:\#.*\n\s*)*)
    (?P<context>msgctxt[ ]{_STRINGS}\n\s*)?
    (?P<id>msgid[ ](?P<source>{_STRINGS}))\n\s*
    (?P<plural>msgid_plural[ ](?P<several>{_STRINGS})\n\s*
        (?P<forms>(?:msgstr\[\d+\][ ]{_STRINGS}\s*)+)
    |msgstr[ ](?P<translation>{_STRINGS})\s*)""",
    re.VERBOSE,
)
FORM = re.compile(rf"msgstr\[(\d+)\][ ]({_STRINGS})")
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*+"')
SIGNS = ("#,", "#.", "#:", "#|", "#~")
PRESENT = re.compile(r'^[ \t]*[m"]', re.MULTILINE)
NAMES = re.compile(r"[ \t]*(?:#~[ \t]*)?msgid\b")
CONTINUES = re.compile(r'[ \t]*(?:#~[ \t]*)?(?:"|msgstr|msgid_plural|$)')
LINE = re.compile(
    rf"\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?) )?{_STRING})?\s*"
)
# Of an entry whose context was another one, as msgmerge notes it.
FORMER = re.compile(r"^#\|[ \t]*msgctxt[^\n]*(?:\n#\|[ \t]*\"[^\n]*)*\n?", re.MULTILINE)
OBSOLETE = re.compile(r"^[ \t]*#~[ \t]?(?!\|)", re.MULTILINE)
