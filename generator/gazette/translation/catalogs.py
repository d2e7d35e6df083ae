"""Catalogs: reading and merging translations kept in gettext PO files.

The only importer of babel.messages. The files are GNU gettext's, read strictly: what is not
well-formed is a finding and never half an entry. A load reads hundreds of versions of the same
catalogs that differ by a few entries, so a text is split into entries and each distinct entry
is taken apart once per process. (Babel's own reader takes about twenty times as long, and
goes on without a word where a quotation mark is missing. What is well-formed reads the same,
to which the tests hold this module.)

Merging matches a new unit only against obsolete entries, by the words of their sources:
normalised Indel similarity of word tokens (rapidfuzz), at least 0.6. Babel's own update
compares every new message with every old one by characters, which is quadratic.
"""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass, replace
from functools import cache, cached_property
from io import BytesIO
from itertools import accumulate
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, normalize, read_po, unescape
from rapidfuzz import process
from rapidfuzz.distance import Indel

from gazette.document.units import likeness
from gazette.errors import GazetteError, refusal
from gazette.languages.legible import legible
from gazette.languages.scripts import counted
from gazette.languages.tags import widened
from gazette.model import Finding, Place, Severity
from gazette.translation.parity import breaches, has_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """What a catalog knows of a passage, apart from where it stands there.

    `translation` is "" where nobody wrote one yet; `fuzzy` waits for a translator; `obsolete`
    was of an earlier text, and still serves past versions. `notes` are the translator's comments
    with their sign, `flags` all besides "fuzzy"; `previous` is the source a fuzzy translation
    was made for; `offset` the lines between the entry's first line and its msgid. `foreign`: it
    has a context or plural forms.
    """

    source: str
    translation: str
    fuzzy: bool = False
    obsolete: bool = False
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: str = ""
    offset: int = 0
    foreign: bool = False


class Entries(dict[str, Entry]):
    """The entries of a catalog by their sources."""

    def of(self, unit: str) -> Entry | None:
        """The entry that translates a unit, else the one of a unit alike; None without one."""
        found = self.get(unit)
        return found if found and found.translation else self.alike(unit)

    def alike(self, unit: str) -> Entry | None:
        """The one entry of which the source differs by signs alone: quotation marks, blanks.

        What must stay as it is (code, addresses) does: else the translation would be another.
        """
        found = self._alike.get(likeness(unit))
        if found is None or breaches(unit, found.translation) != breaches(
            found.source, found.translation
        ):
            return None
        return found

    @cached_property
    def _alike(self) -> dict[str, Entry | None]:
        """The entries by what their sources have in common; None where several differ."""
        known: dict[str, Entry | None] = {}
        for source, entry in self.items():
            if entry.translation:
                same = known.setdefault(likeness(source), entry)
                if same and same.translation != entry.translation:
                    known[likeness(source)] = None
        return known


def as_entries(catalog: Mapping[str, Entry]) -> Entries:
    """A catalog's entries, in the form that knows which units are alike."""
    return catalog if isinstance(catalog, Entries) else Entries(catalog)


@dataclass(frozen=True, slots=True)
class Unit:
    """A translation unit: folded inline Markdown and where it stands.

    `comment` tells the translator what it is: "heading", "front matter: summary".
    """

    text: str
    places: tuple[Place, ...]
    comment: str = ""


# --- Reading ------------------------------------------------------------------------------


_STRING = r'[ \t]*"(?:[^"\\\n]|\\.)*+"[ \t]*'
_STRINGS = rf"{_STRING}(?:\n\s*{_STRING})*+"
_ENTRY = re.compile(
    rf"""\s*(?P<comments>(?:\#.*\n\s*)*)
    (?P<context>msgctxt[ ]{_STRINGS}\n\s*)?
    (?P<id>msgid[ ](?P<source>{_STRINGS}))\n\s*
    (?P<plural>msgid_plural[ ]{_STRINGS}\n\s*(?:msgstr\[\d+\][ ]{_STRINGS}\s*)+
    |msgstr[ ](?P<translation>{_STRINGS})\s*)""",
    re.VERBOSE,
)
_LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*+"')
_LINE = re.compile(
    rf"\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?) )?{_STRING})?\s*"
)
_SIGNS = ("#,", "#.", "#:", "#|", "#~")
_OBSOLETE = re.compile(r"^[ \t]*#~[ \t]?(?!\|)", re.MULTILINE)
_PRESENT = re.compile(r'^[ \t]*[m"]', re.MULTILINE)
_NAMES = re.compile(r"[ \t]*(?:#~[ \t]*)?msgid\b")
_CONTINUES = re.compile(r'[ \t]*(?:#~[ \t]*)?(?:"|msgstr|msgid_plural|$)')


def read_catalog(
    text: str, path: str, lang: str
) -> tuple[Mapping[str, Entry], tuple[Finding, ...]]:
    """The entries of a PO text by their source, obsolete ones where no other has it.

    The findings tell what could not be read, at `path` with the line: malformed or truncated
    entries, a second entry of the same source, a missing header, another language or
    character set. A faulty entry is left out, and so are all in a catalog of another language.
    """
    numbered, findings = _reading(text, path, lang)
    entries = Entries()
    for _, entry in numbered:
        if entry.source and (entry.source not in entries or not entry.obsolete):
            entries[entry.source] = entry
    return entries, findings


def placed(text: str, path: str, lang: str) -> list[tuple[int, Entry]]:
    """The entries of a catalog with the lines of their msgids."""
    return _reading(text, path, lang)[0]


def _reading(
    text: str, path: str, lang: str
) -> tuple[list[tuple[int, Entry]], tuple[Finding, ...]]:
    """The entries that count with the lines of their msgids, and all that is wrong."""
    numbered, findings = _numbered(text, path)
    header = [*_header_findings(numbered, path, lang)]
    if any(finding.rule == "catalog-language" for finding in header):
        numbered = []
    return numbered, tuple(sorted([*findings, *header], key=lambda finding: finding.place))


def _numbered(text: str, path: str) -> tuple[list[tuple[int, Entry]], list[Finding]]:
    """The sound entries of a PO text with the lines of their msgids, and what is wrong.

    Of several entries of one source the first counts, as in Babel.
    """
    entries: list[tuple[int, Entry]] = []
    findings: list[Finding] = []
    first: dict[tuple[str, bool], int] = {}
    for start, chunk in _split(text):
        entry = _read(chunk)
        if entry is None:
            findings.extend(_faults(chunk, path, start))
            continue
        line = start + entry.offset
        known = first.setdefault((entry.source, entry.obsolete), line)
        if entry.foreign:
            findings.append(_finding("foreign", path, line))
        elif known != line:
            findings.append(_finding("duplicate", path, line, str(known)))
        else:
            entries.append((line, entry))
    return entries, findings


def _split(text: str) -> Iterator[tuple[int, str]]:
    """The entries of a PO text, each with the number of its first line.

    An entry ends where, after its msgid, anything stands that cannot be part of it: a comment,
    another msgid, a line that is not gettext's. Blank lines decide nothing, as in gettext.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").rstrip()
    chunks = text.split("\n\n")
    if all(map(_read, chunks)):  # as they are written here: each whole, a blank line between two
        starts = accumulate((chunk.count("\n") + 2 for chunk in chunks), initial=1)
        yield from zip(starts, chunks, strict=False)
        return
    lines = text.split("\n")
    start, named = 0, False
    for number, line in enumerate(lines):
        if not line or line[0] == '"' or (named and line.startswith("msgstr ")):
            continue
        if named and not _CONTINUES.match(line):
            yield start + 1, "\n".join(lines[start:number]).rstrip()
            start, named = number, False
        named = named or _NAMES.match(line) is not None
    yield start + 1, "\n".join(lines[start:]).rstrip()


@cache
def _read(chunk: str) -> Entry | None:
    """One entry taken apart, None where it is malformed or has nothing but comments."""
    plain = _OBSOLETE.sub("", chunk)
    obsolete = plain != chunk
    match = _ENTRY.fullmatch(plain)
    if match is None or "\ufffd" in chunk or (obsolete and _PRESENT.search(chunk)):
        return None
    comments = [line.strip() for line in match["comments"].split("\n") if line.strip()]
    flags = [flag.strip() for line in comments if line[:2] == "#," for flag in line[2:].split(",")]
    return Entry(
        source=_text(match["source"]),
        translation=_text(match["translation"] or ""),
        fuzzy="fuzzy" in flags,
        obsolete=obsolete,
        notes=tuple(line for line in comments if line[:2] not in _SIGNS),
        flags=tuple(flag for flag in flags if flag and flag != "fuzzy"),
        previous=_text("\n".join(line for line in comments if line[:2] == "#|")),
        offset=plain.count("\n", 0, match.start("id")),
        foreign=bool(match["context"] or match["translation"] is None),
    )


def _text(literals: str) -> str:
    """The text of quoted strings that follow one another."""
    return "".join(unescape(literal) for literal in _LITERAL.findall(literals))


# --- What is wrong with a catalog -----------------------------------------------------------

# Rule, severity, what, how to mend it.
_FAULTS = {
    "conflict": (
        "catalog-syntax",
        Severity.ERROR,
        "The translation file holds an unresolved merge conflict.",
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
        "This entry is not complete: it needs one msgid and, after it, one msgstr, both with #~"
        " before them or neither.",
        "Restore the missing line, or remove the entry and run: gazette i18n update",
    ),
    "bytes": (
        "catalog-charset",
        Severity.ERROR,
        "This line holds characters that are not UTF-8.",
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
    "duplicate": (
        "catalog-duplicate",
        Severity.ERROR,
        "This passage already has an entry, in line {}.",
        "Keep the better translation and remove the other entry.",
    ),
    "foreign": (
        "catalog-foreign",
        Severity.ERROR,
        "Translations of policies have neither contexts (msgctxt) nor plural forms.",
        "Remove the entry and run: gazette i18n update",
    ),
}


def _finding(fault: str, path: str, line: int, *words: str) -> Finding:
    rule, severity, what, mend = _FAULTS[fault]
    return Finding(rule, severity, Place(path, line), what.format(*words), mend)


def _faults(chunk: str, path: str, start: int) -> Iterator[Finding]:
    """Why an entry could not be read, at the line where it goes wrong; none for comments."""
    lines = _OBSOLETE.sub("", chunk).split("\n")
    for line, words in enumerate(lines, start=start):
        if words.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            yield _finding("conflict", path, line)
            return
        if "\ufffd" in words:
            yield _finding("bytes", path, line)
            return
        if not _LINE.fullmatch(words):
            yield _finding("line", path, line, words.strip()[:40])
            return
    for line, words in enumerate(lines, start=start):
        if words.strip() and not words.lstrip().startswith("#"):
            yield _finding("entry", path, line)
            return


def _header_findings(
    entries: Iterable[tuple[int, Entry]], path: str, lang: str
) -> Iterator[Finding]:
    """What the header says that the folder and the reader do not."""
    header = next((found for found in entries if _is_header(found[1])), None)
    if header is None:
        yield _finding("header", path, 1)
        return
    line, entry = header
    fields = {
        name.strip().lower(): value.strip()
        for name, _, value in (field.partition(":") for field in entry.translation.split("\n"))
    }
    charset = fields.get("content-type", "").partition("charset=")[2] or "unknown"
    if charset.lower() not in ("utf-8", "utf8"):
        yield _finding("charset", path, line, charset)
    said = fields.get("language", "")
    if not _same_language(said, lang):
        yield _finding("language", path, line, said, lang)


def _is_header(entry: Entry) -> bool:
    return not entry.source and not entry.obsolete


def _same_language(said: str, lang: str) -> bool:
    """Whether a header's language is the folder's; "de_DE" may stand in the folder "de"."""
    tag = said.replace("_", "-").lower()
    return tag == lang.lower() or tag.startswith(f"{lang.lower()}-")


def check(text: str, path: str, lang: str) -> Iterator[Finding]:
    """Everything wrong with a catalog of the present text.

    What cannot be read in it (`read_catalog`), and what its translations do not keep of their
    sources.
    """
    numbered, faults = _reading(text, path, lang)
    yield from faults
    for line, entry in numbered:
        if entry.source and entry.translation and not entry.fuzzy and not entry.obsolete:
            for found in breaches(entry.source, entry.translation):
                place = Place(path, line)
                yield Finding("translation-parity", found.severity, place, found.what, found.mend)


# --- Merging ------------------------------------------------------------------------------

# The least similarity, by words, at which an old translation helps with a new passage.
_SIMILAR = 0.6


def merge(
    units: Sequence[Unit], catalog_text: str | None, lang: str, path: str, project: str
) -> str:
    """The PO text of a catalog brought up to date with the units of the present text.

    Entries stand in the order of the units, obsolete ones after them. What is translated
    stays, also where the unit has other quotation marks or blanks now; a new unit takes the
    translation of the most similar obsolete entry, as fuzzy and with the source it was made for;
    a vanished entry stays as obsolete, for past versions. The
    header and translators' comments stay as they are, and nothing changes where nothing is
    new. Raises GazetteError where the existing text cannot be read whole.
    """
    entries = _existing(catalog_text, lang, path)
    header = next((entry for entry in entries if _is_header(entry)), None)
    wanted = {unit.text: unit for unit in distinct(units)}
    known = _known(entry for entry in entries if entry.source)
    respelled = {text: entry for text in wanted if (entry := _respelled(text, known))}
    kept = {entry.source for entry in respelled.values()}.union(wanted)
    old = [
        replace(entry, obsolete=True)
        for entry in known.values()
        if entry.source not in kept and entry.translation
    ]
    present = [
        (unit, _present(text, known, respelled) or _similar(text, old) or Entry(text, ""))
        for text, unit in wanted.items()
    ]
    return "\n".join(
        [
            _written(header or _header(lang, project)),
            *(_written(replace(entry, obsolete=False), unit) for unit, entry in present),
            *(_written(entry) for entry in old),
        ]
    )


def _present(text: str, known: Entries, respelled: Mapping[str, Entry]) -> Entry | None:
    """The entry that a unit has, else that of the one it was before its signs were changed."""
    if text in respelled:
        return replace(respelled[text], source=text)
    return known.get(text)


def _respelled(text: str, known: Entries) -> Entry | None:
    """The translated entry of a unit alike, where the unit itself has no translation."""
    exact = known.get(text)
    return None if exact and exact.translation else known.alike(text)


def _existing(text: str | None, lang: str, path: str) -> list[Entry]:
    """The entries of the existing catalog. Raises GazetteError rather than lose one."""
    if text is None:
        return []
    numbered, findings = _reading(text, path, lang)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise GazetteError(errors)
    return [entry for _, entry in numbered]


def _known(entries: Iterable[Entry]) -> Entries:
    """The entries by source, the translated one where an obsolete entry has the same."""
    known = Entries()
    for entry in entries:
        if entry.source not in known or not known[entry.source].translation:
            known[entry.source] = entry
    return known


def distinct(units: Iterable[Unit]) -> Iterator[Unit]:
    """The units that need a translation, each once, with all its places and comments."""
    same: dict[str, list[Unit]] = {}
    for unit in units:
        if has_words(unit.text):
            same.setdefault(unit.text, []).append(unit)
    for text, found in same.items():
        places = dict.fromkeys(place for unit in found for place in unit.places)
        comments = dict.fromkeys(unit.comment for unit in found if unit.comment)
        yield Unit(text, tuple(places), "\n".join(comments))


def _similar(text: str, old: Sequence[Entry]) -> Entry | None:
    """A fuzzy entry for a new text from the most similar obsolete one, if any is near."""
    best = process.extractOne(
        _words(text),
        [_words(entry.source) for entry in old],
        scorer=Indel.normalized_similarity,
        processor=None,
        score_cutoff=_SIMILAR,
    )
    if best is None:
        return None
    found = old[best[2]]
    made_for = (found.fuzzy and found.previous) or found.source
    return Entry(text, found.translation, fuzzy=True, previous=made_for)


@cache
def _words(text: str) -> tuple[str, ...]:
    return tuple(counted(legible(text).lower()))


def _header(lang: str, project: str) -> Entry:
    """The header of a new catalog. It holds no dates, which would change by themselves."""
    language = lang.replace("-", "_")
    fields = {
        "Project-Id-Version": project,
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": Catalog(locale=language).plural_forms,
    }
    return Entry("", "".join(f"{name}: {value}\n" for name, value in fields.items()))


def _written(entry: Entry, unit: Unit | None = None) -> str:
    """An entry as text, with a newline at its end.

    Not Babel's writer: it wraps comments, the previous source among them, at 76 columns even
    where asked not to, which gettext cannot read; and it drops the flags of obsolete entries.
    """
    lines = list(entry.notes)
    if unit:
        lines += [f"#. {comment}" for comment in unit.comment.split("\n") if comment]
        lines += dict.fromkeys(f"#: {_enclosed(place.path)}" for place in unit.places)
    flags = ["fuzzy"] * entry.fuzzy + list(entry.flags)
    if flags:
        lines.append(f"#, {', '.join(flags)}")
    if entry.fuzzy and entry.previous and not entry.obsolete:
        lines.append(f"#| msgid {normalize(entry.previous, '#| ', width=0)}")
    sign = "#~ " if entry.obsolete else ""
    lines.append(f"{sign}msgid {normalize(entry.source, sign, width=0)}")
    lines.append(f"{sign}msgstr {normalize(entry.translation, sign, width=0)}")
    return "\n".join(lines) + "\n"


def _enclosed(path: str) -> str:
    """A path as gettext writes it: one with spaces between two invisible marks."""
    return f"\u2068{path}\u2069" if re.search(r"\s", path) else path


# --- All catalogs of a site -------------------------------------------------------------------


def catalog_path(locales: str, lang: str, catalog: str) -> str:
    """Where the catalog of a policy in a language lies, under the folder of all."""
    return f"{locales}/{lang}/LC_MESSAGES/{catalog}.po"


def update(
    locales: str,
    texts: Mapping[str, str],
    units: Mapping[str, Sequence[Unit]],
    languages: Iterable[str],
    project: str,
) -> dict[str, str]:
    """The catalogs that change, path to new text; writing them is the caller's.

    `texts` holds the existing catalogs by path, `units` the units of each catalog by its name,
    `languages` all but the source language. Raises GazetteError where a catalog cannot be read.
    """
    changed: dict[str, str] = {}
    for lang in languages:
        for name, found in units.items():
            path = catalog_path(locales, lang, name)
            merged = merge(found, texts.get(path), lang, path, project)
            if merged != texts.get(path):
                changed[path] = merged
    return changed


# --- The interface ----------------------------------------------------------------------------


def interface(folder: Path, lang: str) -> gettext.NullTranslations:
    """The theme's own strings in a language, for gettext and ngettext in templates.

    Read from `<folder>/<lang>/LC_MESSAGES/gazette.po`, where "fr-CA" has what "fr" has unless it
    has its own; English, the source, where there is no such file. Raises GazetteError for a file
    that cannot be read.
    """
    paths = (folder / tag / "LC_MESSAGES" / "gazette.po" for tag in widened(lang))
    path = next((path for path in paths if path.exists()), None)
    if path is None:
        return gettext.NullTranslations()
    try:
        with path.open("rb") as file:
            catalog = read_po(file, abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        raise refusal(
            "catalog-syntax",
            f"The interface's translations cannot be read ({error}).",
            "Restore the file from its history.",
            path.as_posix(),
        ) from error
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
