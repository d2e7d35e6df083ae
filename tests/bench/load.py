"""A load to measure with: a git repository of policies with a long history in many languages.

    python tests/bench/load.py DIR [--policies 3 --versions 20 --languages en,de,fr,es,ja,ko]

Every version is one commit with its text and its complete catalogs, on the day on which it is
published: about one a month, each amends, adds, removes and moves a few blocks. The words
are drawn from a list; the translations map each word to one made of the language's own
characters, and keep numbers, links and code. Equal arguments give equal commits.

A text is a flat list of pieces, one a block (a table row holds one a cell), so that amending
it is list work and rendering groups neighbours of a kind.
"""

from __future__ import annotations

import argparse
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Translate = Callable[[str], str]

LANGUAGES = ("en", "de", "fr", "es", "ja", "ko")
NAMES = (
    "privacy-policy",
    "terms-of-service",
    "license-agreement",
    "cookie-policy",
    "acceptable-use",
)
FIRST_DAY = date(2024, 1, 15)
MONTH = timedelta(days=30)
NOTICE = timedelta(days=40)
SITE_URL = "https://legal.example.com/"

# --- Words ----------------------------------------------------------------------------------

_SMALL = """
the of and to or in for with by on that any your our we you this is are not as from
""".split()  # noqa: SIM905  # as below
_LEGAL = """
accept access accordance account accuracy acknowledge act action activity address advertising
advice affiliate age agency agent agree agreement alert amendment amount analysis annex anonymous
appeal applicable application approval arbitration area arise arrangement article aspect assess
assets assign assistance attorney audience audit authority automated available award balance bank
basis behalf benefit bill binding board body breach browser budget business buyer calculation
cancel capacity card care carrier case category cause certificate change channel charge child
choice circumstance claim clause client code collect commerce commission commitment committee
community company compensation competent complaint compliance component computer concern
condition conduct confidential confirm conflict connection consent consequence consumer contact
content contract contractor control controller cookie copy copyright corporate correct cost
council counsel country court credit criminal currency custody customer damage data database
deadline dealer debt decision declaration default defence delay delete deliver demand department
deposit description device director disability disclose discount dispute distribute document
domain duration duty economic education effect electronic eligible email emergency employee
employer encryption enforce enquiry entity equal equipment error estate evaluation event evidence
exception exchange exclusive execute exercise expense expert expire export express extension
external failure feature federal fee file finance firm force form framework fraud freedom function
fund general goods govern grant ground guarantee guardian guidance harm health hearing holder
identity illegal image impact import income indemnity independent individual information
infringe injury inspection institution instruction insurance intellectual intend interest
international internet interpret invoice issue item judgment jurisdiction justice keep knowledge
labour language law lawful lease legal legislation legitimate liability licence limit list loan
local location loss maintain management market material matter measure media member merchant
message method minimum minor model monitor name network notice notify number object obligation
obtain occur offer office officer official operate opinion option order organisation origin owner
ownership parent partner party password patent payment penalty perform period permission person
personal platform policy portability possession power practice premium preserve prevent price
principle privacy procedure process processor product profile programme prohibit promise property
proposal protect provider provision public publish purchase purpose quality query question reason
receive recipient recognise record recovery reduce refer refund refuse region register regulation
reject release reliance remedy remove renewal repair report represent request require research
reserve resident resolve resource response restrict retain retention return revenue review revoke
right risk role rule safety sale sanction schedule scope secure security sell seller send service
settlement share signature site software source standard statement status statute storage
subject submit subscriber subsidiary supplier support surveillance suspend system tax technical
technology term terminate third tool trade trademark training transaction transfer transmission
transparency treatment trial trust update usage user validity value vendor verify version visitor
waiver warning warranty website withdraw witness worker written
""".split()  # noqa: SIM905  # a list of five hundred literals is no easier to read

_LATIN = {
    "de": "ver be ge an auf ung heit keit schaft lich recht daten schutz zu stand halt nahme frist",
    "fr": "con dé pré tion ment ité eur ance droit don née pro tec ré gle soin che loi",
    "es": "con de pre ción mente dad dor anza dere cho dato pro tec re gla cuida ley",
}
_JAPANESE = tuple("利用規約個人情報保護同意契約権義務当社提供開示管理変更通知期間責任法律対象目的")
_KANA = tuple("をにはがとのでもやへ")
_KOREAN = tuple("개인정보보호정책이용약관동의계약권리의무회사제공관리변경통지기간책임법률대상목적")
_WORD = re.compile(r"[A-Za-z]+")
# What a translation keeps as it stands: a link's target, code, an address.
_KEPT = re.compile(r"\]\([^)]*\)|`[^`]*`|https?://\S+")


def translator(lang: str) -> Translate:
    """The translation of an English text into a language; of a text into itself for "en"."""
    if lang == "en":
        return lambda text: text
    return {"ja": _to_japanese, "ko": _to_korean}.get(lang, _latin(lang))


def _latin(lang: str) -> Translate:
    return lambda text: _outside(text, lambda words: _WORD.sub(lambda w: _cased(w[0], lang), words))


def _to_japanese(text: str) -> str:
    def words(part: str) -> str:
        part = _WORD.sub(lambda word: _japanese(word[0].lower()), part)
        return re.sub(r" *([.,]) *|(?<!\|) (?!\|)", _closed_up, part)

    return _outside(text, words)


def _closed_up(match: re.Match[str]) -> str:
    return {".": "。", ",": "、"}.get(match[1], "")


def _to_korean(text: str) -> str:
    return _outside(text, lambda words: _WORD.sub(lambda w: _korean(w[0].lower()), words))


def _outside(text: str, change: Translate) -> str:
    """The text with everything changed but what a translation keeps."""
    parts = re.split(f"({_KEPT.pattern})", text)
    return "".join(part if at % 2 else change(part) for at, part in enumerate(parts))


def _cased(word: str, lang: str) -> str:
    found = _latin_word(word.lower(), lang)
    return found.capitalize() if word[0].isupper() else found


@cache
def _latin_word(word: str, lang: str) -> str:
    """About as long as the word, and at least two syllables, so that it is no numeral."""
    made, random = "", _random(lang, word)
    while len(made) < max(len(word), 4):
        made += random.choice(_LATIN[lang].split())
    return made


@cache
def _japanese(word: str) -> str:
    random = _random("ja", word)
    if word in _SMALL:
        return random.choice(_KANA)
    return "".join(random.choices(_JAPANESE, k=2 + len(word) // 8))


@cache
def _korean(word: str) -> str:
    return "".join(_random("ko", word).choices(_KOREAN, k=2 + len(word) // 5))


def _random(*seed: object) -> Random:
    return Random(repr(seed))  # noqa: S311  # the same load every time, nothing secret


# --- Texts ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Piece:
    """A block's inline Markdown, or the cells of a table row."""

    kind: str  # heading, paragraph, item, row
    text: str = ""
    cells: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """What a translator translates."""
        return self.cells or (self.text,)

    def map(self, change: Translate) -> Piece:
        """The same with other words."""
        return Piece(self.kind, change(self.text), tuple(map(change, self.cells)))


@dataclass(frozen=True)
class Section:
    """A file of a policy: its title and what stands under it."""

    title: str
    pieces: tuple[Piece, ...]

    @property
    def stem(self) -> str:
        """The file's name without its number: the title's words."""
        return self.title.lower().replace(" ", "-")

    @property
    def units(self) -> tuple[str, ...]:
        """What a translator translates, title first."""
        return (self.title, *(unit for piece in self.pieces for unit in piece.units))

    def markdown(self, translate: Translate, level: int) -> str:
        """The section's text in a language, its heading at a level."""
        rendered = [_heading(translate(self.title), level)]
        pieces = [piece.map(translate) for piece in self.pieces]
        for before, piece in zip([None, *pieces], pieces, strict=False):
            goes_on = before and before.kind == piece.kind and piece.kind in ("item", "row")
            rendered.append(("\n" if goes_on else "\n\n") + _markdown(piece, level))
            if piece.kind == "row" and not goes_on:
                rendered.append("\n|" + " --- |" * len(piece.cells))
        return "".join(rendered) + "\n"


def _heading(text: str, level: int) -> str:
    return f"{'#' * level} {text}"


def _markdown(piece: Piece, level: int) -> str:
    if piece.kind == "heading":
        return _heading(piece.text, level + 1)
    if piece.kind == "row":
        return f"| {' | '.join(piece.cells)} |"
    return f"- {piece.text}" if piece.kind == "item" else piece.text


@dataclass(frozen=True)
class Version:
    """A policy's text as it stood, with its front matter's values."""

    policy: str
    number: int
    published: date
    effective: date
    material: bool
    summary: str
    touched: str  # the title of a section that this version amended
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """The policy's name."""
        return self.policy.replace("-", " ").title()

    @property
    def change(self) -> str:
        """What kind of change the front matter says it is."""
        return "initial" if self.number == 1 else "material" if self.material else "editorial"

    @property
    def units(self) -> tuple[str, ...]:
        """Everything a translator translates, each text once, in order."""
        texts = (self.title, self.description, self.summary, *self.highlights, *self.reasons)
        return tuple(
            dict.fromkeys([*texts, *(unit for section in self.sections for unit in section.units)])
        )

    @property
    def description(self) -> str:
        """What the policy is about."""
        return f"The {self.title} of this service"

    @property
    def highlights(self) -> tuple[str, ...]:
        """The text beside the touched section, for a material version."""
        return (f"Read the section {self.touched}",) if self.change == "material" else ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is editorial, whatever duties its random words touch."""
        return ("The rights and duties stay",) if self.change == "editorial" else ()

    @property
    def front(self) -> str:
        """The front matter."""
        lines = [
            f"title: {self.title}",
            f"description: {self.description}",
            f'version: "{self.number}"',
            f"effective: {self.effective}",
            f"change: {self.change}",
            f"summary: {self.summary}",
        ]
        lines += [f"editorial_reason: {reason}" for reason in self.reasons]
        if self.highlights:
            section = self.touched.lower().replace(" ", "-")
            lines += ["highlights:", f"  - section: {section}", f"    text: {self.highlights[0]}"]
        return "\n".join(["---", *lines, "---", ""])

    def joined(self, lang: str) -> str:
        """The whole text as one Markdown file in a language, under its title."""
        translate = translator(lang)
        texts = [section.markdown(translate, level=2) for section in self.sections]
        return "\n".join([f"# {translate(self.title)}\n", *texts])


def versions(policy: str) -> Iterator[Version]:
    """The versions of a policy, oldest first, without end."""
    author = _Author(_random("policy", policy))
    sections = author.sections()
    number, published = 1, FIRST_DAY
    while True:
        touched = author.touched if number > 1 else sections[0].title
        yield Version(
            policy, number, published, published + NOTICE, number % 2 == 0,
            author.sentence(), touched, sections,
        )  # fmt: skip
        sections = author.amend(sections)
        number, published = number + 1, published + MONTH


@dataclass
class _Author:
    """Writes and amends texts; every heading it writes is another one."""

    random: Random
    touched: str = ""
    _titles: set[str] = field(default_factory=set)

    def sections(self) -> tuple[Section, ...]:
        return tuple(self.section(with_table=number == 4) for number in range(12))

    def section(self, *, with_table: bool) -> Section:
        pieces = [
            *(self.paragraph() for _ in range(3)),
            *(self.item() for _ in range(4)),
            Piece("heading", self.heading()),
            *(self.paragraph() for _ in range(2)),
        ]
        if with_table:
            pieces += [Piece("row", cells=self.cells()) for _ in range(6)]
        return Section(self.heading(), tuple(pieces))

    def heading(self) -> str:
        while (found := " ".join(self.random.sample(_LEGAL, 3)).capitalize()) in self._titles:
            pass
        self._titles.add(found)
        return found

    def paragraph(self) -> Piece:
        return Piece("paragraph", " ".join(self.sentence() for _ in range(2)))

    def item(self) -> Piece:
        return Piece("item", self.sentence())

    def cells(self) -> tuple[str, ...]:
        return tuple(" ".join(self.random.sample(_LEGAL, 3)).capitalize() for _ in range(3))

    def sentence(self) -> str:
        words = [self.word() for _ in range(self.random.randint(10, 18))]
        if self.random.random() < 0.25:
            at = self.random.randrange(2, len(words) - 1)
            words[at] = self.ornament()
        return f"{words[0].capitalize()} {' '.join(words[1:])}."

    def word(self) -> str:
        return self.random.choice(_SMALL if self.random.random() < 0.45 else _LEGAL)

    def ornament(self) -> str:
        name, number = self.random.choice(_LEGAL), self.random.randint(13, 90)
        made = (
            f"[{name}](https://www.example.com/{name})",
            f"`{name}`",
            f"**{name}**",
            f"{number} days",
        )
        return self.random.choice(made)

    def amend(self, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        """Eight blocks amended, two added, two removed, one moved."""
        changed = [list(section.pieces) for section in sections]
        for at in self.random.sample(range(len(changed)), 8):
            self.amend_one(changed[at])
        self.touched = sections[at].title
        for pieces in self.random.sample(changed, 2):
            self.put(pieces, self.paragraph())
        for _ in range(2):
            self.take(changed)
        moved = self.take(changed)
        self.put(self.random.choice(changed), moved)
        return tuple(
            replace(section, pieces=tuple(pieces))
            for section, pieces in zip(sections, changed, strict=True)
        )

    def amend_one(self, pieces: list[Piece]) -> None:
        """Put two or three other words into a paragraph or list item."""
        prose = [i for i, p in enumerate(pieces) if p.kind in ("paragraph", "item")]
        at = self.random.choice(prose)
        words = pieces[at].text.split(" ")
        plain = [i for i, word in enumerate(words) if word.isalpha() and word.islower()]
        for place in self.random.sample(plain, self.random.randint(2, 3)):
            words[place] = self.random.choice(_LEGAL)
        pieces[at] = replace(pieces[at], text=" ".join(words))

    def put(self, pieces: list[Piece], piece: Piece) -> None:
        """Insert after a paragraph, so that no list or table is torn."""
        pieces.insert(self.random.choice(_paragraphs(pieces)) + 1, piece)

    def take(self, texts: list[list[Piece]]) -> Piece:
        """Remove a paragraph from a section that keeps another."""
        pieces = self.random.choice([pieces for pieces in texts if len(_paragraphs(pieces)) > 1])
        return pieces.pop(self.random.choice(_paragraphs(pieces)))


def _paragraphs(pieces: list[Piece]) -> list[int]:
    return [at for at, piece in enumerate(pieces) if piece.kind == "paragraph"]


# --- The repository ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Load:
    """How large the load is.

    Attributes:
        policies: how many policies.
        versions: how many versions each has.
        languages: codes, English first.
    """

    policies: int = 3
    versions: int = 20
    languages: tuple[str, ...] = LANGUAGES

    @property
    def names(self) -> tuple[str, ...]:
        """The policies' ids."""
        more = (f"policy-{number}" for number in range(len(NAMES) + 1, self.policies + 1))
        return (*NAMES[: self.policies], *more)

    def rounds(self) -> Iterator[tuple[Version, ...]]:
        """The versions of all policies, those of one number together, without end."""
        return zip(*map(versions, self.names), strict=True)


def make(folder: Path, load: Load) -> None:
    """Make the repository in a new or empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    _git(folder, "init", "--quiet", "--initial-branch=main")
    rounds = list(islice(load.rounds(), load.versions))
    commits = [_commit(version, load) for versions in rounds for version in versions]
    frame = {"mkdocs.yml": configuration(load), ".gitignore": "/site/\n/.cache/\n"}
    _import(folder, [replace(commits[0], files={**commits[0].files, **frame}), *commits[1:]])


def add_version(folder: Path, load: Load) -> None:
    """Commit one new version of each policy to the repository that `make` made."""
    commits = [_commit(version, load) for version in _newest(load)]
    _import(folder, commits, parent="refs/heads/main^0")


def day_of_new(load: Load) -> date:
    """The day on which the versions that `add_version` adds are published: of it are sites."""
    return _newest(load)[0].published


def _newest(load: Load) -> tuple[Version, ...]:
    return next(islice(load.rounds(), load.versions, None))


def configuration(load: Load) -> str:
    """The mkdocs.yml of the load."""
    return f"""\
site_name: Our policies
site_url: {SITE_URL}
docs_dir: content
theme:
  name: gazette
plugins:
  - gazette:
      languages: [{", ".join(load.languages)}]
"""


@dataclass(frozen=True)
class _Commit:
    """What one commit writes."""

    at: datetime
    message: str
    files: Mapping[str, str]


def _commit(version: Version, load: Load) -> _Commit:
    """A version as a commit of the day on which it was published, its translations with it."""
    order = timedelta(minutes=load.names.index(version.policy))
    at = datetime.combine(version.published, time(6), UTC) + order
    files = dict(_files(version))
    for lang in load.languages[1:]:
        files[f"locales/{lang}/LC_MESSAGES/{version.policy}.po"] = _catalog(version, lang)
    return _Commit(at, f"{version.title} {version.number}", files)


def _files(version: Version) -> Iterator[tuple[str, str]]:
    folder = f"content/{version.policy}"
    yield f"{folder}/index.md", f"{version.front}\n# {version.title}\n"
    for number, section in enumerate(version.sections, 1):
        text = section.markdown(translator("en"), level=2)
        yield f"{folder}/{number:02}-{section.stem}.md", text


def _catalog(version: Version, lang: str) -> str:
    """The complete catalog of a version."""
    translate = translator(lang)
    fields = (f"Language: {lang}", "Content-Type: text/plain; charset=utf-8")
    header = ['msgid ""', 'msgstr ""', *(f'"{field}\\n"' for field in fields), ""]
    return "\n".join([*header, *(_entry(unit, translate(unit)) for unit in version.units)])


def _entry(source: str, translation: str) -> str:
    return f'msgid "{source}"\nmsgstr "{translation}"\n'


def _import(folder: Path, commits: list[_Commit], parent: str = "") -> None:
    """Write commits to the branch and check it out. `git fast-import` takes them in one go."""
    stream = b"".join(_stream(commit, parent if commit is commits[0] else "") for commit in commits)
    _git(folder, "fast-import", "--quiet", feed=stream)
    _git(folder, "reset", "--quiet", "--hard", "main")


def _stream(commit: _Commit, parent: str) -> bytes:
    who = f"Legal <legal@example.com> {int(commit.at.timestamp())} +0000"
    head = f"commit refs/heads/main\nauthor {who}\ncommitter {who}\n".encode()
    start = f"from {parent}\n".encode() if parent else b""
    parts = [head, _data(commit.message), start]
    for path, text in commit.files.items():
        parts += [f"M 100644 inline {path}\n".encode(), _data(text)]
    return b"".join(parts)


def _data(text: str) -> bytes:
    data = text.encode()
    return b"data %d\n%b\n" % (len(data), data)


def _git(folder: Path, *arguments: str, feed: bytes = b"") -> None:
    subprocess.run(["git", *arguments], cwd=folder, input=feed, check=True)


def main() -> None:
    """Make the load that the command line asks for."""
    parser = argparse.ArgumentParser(description="Make a repository of policies to measure with.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--policies", type=int, default=3)
    parser.add_argument("--versions", type=int, default=20)
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    asked = parser.parse_args()
    make(asked.folder, Load(asked.policies, asked.versions, tuple(asked.languages.split(","))))


if __name__ == "__main__":
    main()
