"""Seeded faults in real translations, as a hurried translator or a wrong paste makes them.

What is real: the sample's catalogs, and Mozilla's policies, whose texts are paired block by block
where both languages have the same blocks in the same order. How sentences are cut and what says
no is written here, apart from what the product knows.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gazette.document import Parser, is_unit
from gazette.model import SourceFile
from gazette.translation.catalogs import placed
from gazette.translation.entries import Entry
from gazette.translation.terms import glossary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gazette.translation.terms import Terms

ROOT = Path(__file__).parents[2]
MECHANICAL = ("link", "number", "placeholder", "code", "doubled", "another", "language", "source")
KINDS = (*MECHANICAL, "dropped", "term", "negation")
OTHER = {"de": "fr", "fr": "es", "es": "de", "ja": "ko", "ko": "ja"}
_SENTENCE = re.compile(r"[^.!?。]+(?:[.!?](?=\s)|[.!?]$|。)?\s*")
_FIGURE = re.compile(
    r"(?<![\w/#.,-])\d+(?![\w/.,])|(?<=[ぁ-ん、])\d+|\d+(?=[일개年日月か時歳세시])"
)
_LINK = re.compile(r"\]\(([^)]+)\)")
_NO = {
    "de": ((r" nicht\b", ""), (r"\bkeine(\w*)\b", r"eine\1"), (r"\bkein\b", "ein")),
    "fr": ((r"\bne (\w+) pas\b", r"\1"), (r"\bn[’'](\w+) pas\b", r"\1")),
    "es": ((r"\bno (?=\w)", ""),),
    "ja": (
        ("しません", "します"),
        ("りません", "ります"),
        ("されない", "される"),
        ("しない", "する"),
    ),
    "ko": (
        ("하지 않습니다", "합니다"),
        ("되지 않습니다", "됩니다"),
        ("지 않은", "은"),
        ("지 않는", "는"),
    ),
}


class Catalog(NamedTuple):
    """The translations of one policy: its passages, those of another language, its glossary."""

    name: str
    lang: str
    entries: Sequence[tuple[int, Entry]]
    others: dict[str, str]
    terms: Terms


class Fault(NamedTuple):
    """A catalog with one wrong translation, at a line of it."""

    kind: str
    line: int
    catalog: Catalog


@cache
def sample(lang: str) -> tuple[Catalog, ...]:
    """The sample's catalogs."""
    folder = ROOT / "locales"
    terms = glossary((folder / lang / "glossary.po").read_text("utf-8"), "glossary.po", lang)
    paths = sorted((folder / lang / "LC_MESSAGES").glob("*.po"))
    return tuple(
        Catalog(
            path.stem,
            lang,
            _live(path, lang),
            {e.source: e.translation for _, e in _live(_beside(path, lang), OTHER[lang])},
            terms,
        )
        for path in paths
    )


def _beside(path: Path, lang: str) -> Path:
    return path.parents[2] / OTHER[lang] / "LC_MESSAGES" / path.name


def _live(path: Path, lang: str) -> list[tuple[int, Entry]]:
    found = placed(path.read_text("utf-8"), path.name, lang)
    return [(n, e) for n, e in found if e.source and e.translation and not (e.obsolete or e.fuzzy)]


def mozilla(root: Path, lang: str, names: Sequence[str]) -> tuple[Catalog, ...]:
    """Catalogs of Mozilla's policies, from a checkout."""
    return tuple(Catalog(n, lang, _paired(root, lang, n), _of(root, lang, n), {}) for n in names)


def _of(root: Path, lang: str, name: str) -> dict[str, str]:
    pairs = _paired(root, "fr" if lang == "ja" else OTHER[lang], name)
    return {entry.source: entry.translation for _, entry in pairs}


def _paired(root: Path, lang: str, name: str) -> list[tuple[int, Entry]]:
    folder = {"es": "es-ES"}.get(lang, lang)
    old, new = (_blocks(root / each / f"{name}.md", each) for each in ("en", folder))
    same = SequenceMatcher(None, [b[0] for b in old], [b[0] for b in new], autojunk=False)
    pairs: dict[str, str] = {}
    for tag, a, b, c, d in same.get_opcodes():
        if tag == "equal" and b - a > 3:  # a short run may have found another place
            pairs |= zip((x[1] for x in old[a:b]), (x[1] for x in new[c:d]), strict=True)
    found = ((a, b) for a, b in pairs.items() if a != b)
    return [(line, Entry(source, text)) for line, (source, text) in enumerate(found, 1)]


def _blocks(path: Path, lang: str) -> list[tuple[tuple[object, ...], str]]:
    found = Parser().parse([SourceFile(path.name, path.read_text("utf-8"))], lang)[0].blocks
    return [
        ((b.kind, b.level, len(_LINK.findall(b.source)), b.source.count("**")), b.source)
        for b in found
        if is_unit(b)
    ]


def faults(catalogs: Sequence[Catalog], lang: str, many: int) -> Iterator[Fault]:
    """So many catalogs with one fault each; a kind that no text allows is left out."""
    chance = random.Random(f"faults {lang}")  # noqa: S311  (no secret)
    able = {
        kind: [(c, found) for c in catalogs if len(c.entries) > 20 and (found := _able(kind, c))]
        for kind in KINDS
    }
    kinds = [kind for kind in KINDS if able[kind]]
    for at in range(many):
        kind = kinds[at % len(kinds)]
        catalog, places = chance.choice(able[kind])
        yield _made(kind, *chance.choice(places), catalog, chance)


def _able(kind: str, catalog: Catalog) -> list[tuple[int, Entry]]:
    """The entries, by their number, in which a fault of a kind can be made."""
    wanted = _WANTED[kind]
    return [(at, e) for at, (_, e) in enumerate(catalog.entries) if wanted(e, catalog)]


def _made(kind: str, place: int, entry: Entry, catalog: Catalog, chance: random.Random) -> Fault:
    line = catalog.entries[place][0]
    wrong = _WRONG[kind](entry, catalog, chance)
    entries = [*catalog.entries]
    entries[place] = (line, wrong)
    return Fault(kind, line, catalog._replace(entries=entries))


def _sentences(text: str) -> list[str]:
    found = [each for each in _SENTENCE.findall(text) if each.strip()]
    return found if all(len(each.strip()) > 15 for each in found) else []


def _words(entry: Entry) -> bool:
    """Whether a passage is at least a clause, and its translation is in words of its own."""
    return len(entry.source.split()) > 3 and entry.source != entry.translation


def _has_several(entry: Entry, _: Catalog) -> bool:
    return len(_sentences(entry.translation)) > 1 and not re.search(r"[<`]", entry.translation)


def _has_term(entry: Entry, catalog: Catalog) -> str:
    for name, allowed in catalog.terms.items():
        if name in entry.source and any(words in entry.translation for words in allowed):
            return name
    return ""


def _put(entry: Entry, translation: str) -> Entry:
    return replace(entry, translation=translation)


def _number(entry: Entry, _: Catalog, chance: random.Random) -> Entry:
    match = chance.choice([*_FIGURE.finditer(entry.translation)])
    text, wrong = (
        entry.translation,
        chance.choice([str(int(match[0]) + 1), str(int(match[0]) * 10)]),
    )
    return _put(entry, f"{text[: match.start()]}{wrong}{text[match.end() :]}")


def _link(entry: Entry, _: Catalog, chance: random.Random) -> Entry:
    match = chance.choice([*_LINK.finditer(entry.translation)])
    text = entry.translation
    return _put(entry, f"{text[: match.start(1)]}other{text[match.start(1) :]}")


def _with(sign: str) -> Callable[[Entry, Catalog, random.Random], Entry]:
    """A passage with something in its source that the translation lost."""
    return lambda entry, _, __: replace(entry, source=f"{entry.source} {sign}")


def _dropped(entry: Entry, _: Catalog, chance: random.Random) -> Entry:
    found = _sentences(entry.translation)
    del found[chance.randrange(len(found))]
    return _put(entry, "".join(found).strip())


def _doubled(entry: Entry, _: Catalog, chance: random.Random) -> Entry:
    found = _sentences(entry.translation)
    at = chance.randrange(len(found))
    end = "" if found[at].endswith((" ", "。")) else " "
    return _put(entry, "".join([*found[: at + 1], end, *found[at:]]).strip())


def _another(entry: Entry, catalog: Catalog, chance: random.Random) -> Entry:
    others = [
        each.translation
        for _, each in catalog.entries
        if each.translation != entry.translation and _words(each)
    ]
    return _put(entry, chance.choice(others))


def _term(entry: Entry, catalog: Catalog, chance: random.Random) -> Entry:
    name, text = _has_term(entry, catalog), entry.translation
    others = [a[0] for n, a in catalog.terms.items() if not {*a} & {*catalog.terms[name]}]
    for words in sorted(catalog.terms[name], key=len, reverse=True):
        text = text.replace(words, chance.choice(others))
    return _put(entry, text)


def _negated(entry: Entry, catalog: Catalog, _: random.Random) -> Entry:
    text = entry.translation
    for pattern, instead in _NO[catalog.lang]:
        text = re.sub(pattern, instead, text)
    return _put(entry, text)


_WRONG: dict[str, Callable[[Entry, Catalog, random.Random], Entry]] = {
    "link": _link,
    "number": _number,
    "placeholder": _with("{name}"),
    "code": _with("`--yes`"),
    "doubled": _doubled,
    "another": _another,
    "language": lambda entry, catalog, _: _put(entry, catalog.others[entry.source]),
    "source": lambda entry, _, __: _put(entry, entry.source),
    "dropped": _dropped,
    "term": _term,
    "negation": _negated,
}
_WANTED: dict[str, Callable[[Entry, Catalog], object]] = {
    "link": lambda entry, _: _LINK.search(entry.translation),
    "number": lambda entry, _: _FIGURE.search(entry.translation),
    "placeholder": lambda entry, _: _words(entry),
    "code": lambda entry, _: _words(entry),
    "doubled": _has_several,
    "another": lambda entry, _: _words(entry),
    "language": lambda entry, catalog: _words(entry) and entry.source in catalog.others,
    "source": lambda entry, _: _words(entry),
    "dropped": _has_several,
    "term": _has_term,
    "negation": lambda entry, catalog: (
        re.search(r"\bnot\b|n't\b|\bno\b", entry.source) and _is_said(entry, catalog.lang)
    ),
}


def _is_said(entry: Entry, lang: str) -> bool:
    """Whether a translation says no once, so that without it none is left."""
    return sum(len(re.findall(pattern, entry.translation)) for pattern, _ in _NO[lang]) == 1
