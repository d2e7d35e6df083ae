"""What is wrong with a catalog: with its lines, its entries, its header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.languages.l10n import expanded
from gazette.languages.tags import canonical
from gazette.model import Finding, Place, Severity
from gazette.translation.syntax import LINE, OBSOLETE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette.translation.entries import Entry

# Rule, severity, what, how to fix it.
FAULTS = {
    "conflict": (
        "catalog-syntax",
        Severity.ERROR,
        "The translation file contains an unresolved merge conflict.",
        "Keep one of the two texts and remove the lines of <, = and >.",
    ),
    "line": (
        "catalog-syntax",
        Severity.ERROR,
        "“{}” is not a complete line of a translation file.",
        "Check the quotation marks at both ends; each line begins with msgid, msgstr, # or a"
        " quotation mark.",
    ),
    "entry": (
        "catalog-syntax",
        Severity.ERROR,
        "This entry is not complete: it needs one msgid and then one msgstr, both with "
        "#~ before them or neither.",
        "Restore the missing line, or remove the entry and run: gazette i18n update",
    ),
    "bytes": (
        "catalog-charset",
        Severity.ERROR,
        "This line contains characters that are not UTF-8.",
        "Save the file with the encoding UTF-8 and write the characters again.",
    ),
    "charset": (
        "catalog-charset",
        Severity.ERROR,
        "The header of the translation file names the encoding “{}”.",
        "Save the file as UTF-8 and write in its header: charset=utf-8",
    ),
    "language": (
        "catalog-language",
        Severity.ERROR,
        "The header of the translation file says it is in the language “{}”, its folder says “{}”.",
        "Move the file to the folder of its language, or correct the Language line.",
    ),
    "header": (
        "catalog-header",
        Severity.WARNING,
        "The translation file has no header that names its language and encoding.",
        "Run: gazette i18n update",
    ),
    "unsaid": (
        "catalog-header",
        Severity.WARNING,
        "The header of the translation file does not name its language.",
        "Write it after “Language:” in the header.",
    ),
    "duplicate": (
        "catalog-duplicate",
        Severity.ERROR,
        "This passage already has an entry, in line {}.",
        "Keep the better translation and remove the other entry.",
    ),
    "plural": (
        "catalog-foreign",
        Severity.ERROR,
        "Translations of policies have no plural forms.",
        "Remove the entry and run: gazette i18n update",
    ),
    "context": (
        "catalog-foreign",
        Severity.ERROR,
        "A context (msgctxt) is the id of a section, and only passages of policies stand in one.",
        "Remove the entry and run: gazette i18n update",
    ),
}


def fault(name: str, path: str, line: int, *words: str) -> Finding:
    """A fault by its name in the table, at a line, with the words that it quotes."""
    rule, severity, what, fix = FAULTS[name]
    return Finding(rule, severity, Place(path, line), what.format(*words), fix)


def faults(chunk: str, path: str, start: int) -> Iterator[Finding]:
    """Why an entry could not be read, at the line where it goes wrong; none for comments."""
    lines = OBSOLETE.sub("", chunk).split("\n")
    for line, words in enumerate(lines, start=start):
        if words.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            yield fault("conflict", path, line)
            return
        if "\ufffd" in words:
            yield fault("bytes", path, line)
            return
        if not LINE.fullmatch(words):
            yield fault("line", path, line, words.strip()[:40])
            return
    for line, words in enumerate(lines, start=start):
        if words.strip() and not words.lstrip().startswith("#"):
            yield fault("entry", path, line)
            return


def header_faults(entries: Iterable[tuple[int, Entry]], path: str, lang: str) -> Iterator[Finding]:
    """What the header says that the folder and the reader do not."""
    header = next((found for found in entries if is_header(found[1])), None)
    if header is None:
        yield fault("header", path, 1)
        return
    line, entry = header
    fields = {
        name.strip().lower(): value.strip()
        for name, _, value in (field.partition(":") for field in entry.translation.split("\n"))
    }
    charset = fields.get("content-type", "").partition("charset=")[2] or "unknown"
    if charset.lower() not in ("utf-8", "utf8"):
        yield fault("charset", path, line, charset)
    said = fields.get("language", "")
    if not said:
        yield fault("unsaid", path, line)
    elif not _same_language(said, lang):
        yield fault("language", path, line, said, lang)


def is_header(entry: Entry) -> bool:
    """Whether an entry is the header of its catalog."""
    return not entry.source and not entry.obsolete


def _same_language(said: str, lang: str) -> bool:
    """Whether a header's language is the folder's; "de_DE" may stand in the folder "de"."""
    tag = canonical(said)
    return tag == lang or tag.startswith(f"{lang}-") or expanded(tag) == expanded(lang)
