"""The nouns of Gazette, as values. Read this first, then `site`.

Everything here is frozen: a version, once published, does not change, and neither does the
object that stands for it. Times are aware datetimes in the site's time zone, dates are
dates, and "today" is always an argument.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from html import unescape
from typing import NamedTuple
from zoneinfo import ZoneInfo

# --- Findings ---------------------------------------------------------------------------


class Severity(StrEnum):
    """How bad a finding is. Errors refuse the build."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a path inside the repository and a line from 1 (0: unknown)."""

    path: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: what, where, and how to mend it, in words a lawyer understands."""

    rule: str
    severity: Severity
    place: Place
    what: str
    mend: str

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place.path else ""
        return f"{where}{self.severity}: {self.what} {self.mend} [{self.rule}]"


# --- Configuration ----------------------------------------------------------------------


class Discovery(StrEnum):
    """How versions are found among revisions (design, section 4)."""

    LABELS = "labels"
    COMMITS = "commits"
    TAGS = "tags"


class Dialect(StrEnum):
    """Which Markdown a text is written in, and so which of the two readers reads it."""

    GITHUB = "github"  # GitHub Flavored Markdown, after CommonMark's specification
    PYTHON = "python"  # Python-Markdown with its extensions, as mkdocs reads it


class TranslationRule(StrEnum):
    """Which translation of a passage a version shows: the newest of its life, or the first."""

    CORRECTED = "corrected"
    AS_PUBLISHED = "as-published"


@dataclass(frozen=True, slots=True)
class OwnDate:
    """How a text says since when it applies: exactly one of three ways.

    `key` names a key of its front matter, `attribute` an attribute of one of its elements, and
    `pattern` is a regular expression over its words, whose group `date` is the day.
    """

    key: str = ""
    pattern: str = ""
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class PolicySource:
    """Where a policy lies. `path` is a file or a folder, relative to the repository root.

    `title` is "" where the text names itself; `discovery` is None where the front matter
    decides (labels where it has `version`, else commits); `tags` is the pattern of tag
    names for `Discovery.TAGS`; `profiles` names laws that ask for a notice of their own
    (`notice.PROFILES`). `settle` is for how many days a text must stand to be a version (0: any
    time will do), `own_date` how a text says since when it applies, `formerly` the ids and paths
    that the policy had, `translations` whether a published translation can be corrected, and
    `dialect` which Markdown its texts are written in. `sections` lists files of the policy's
    folder, as paths in it, in the order they have before all others.
    """

    id: str
    path: str
    title: str = ""
    discovery: Discovery | None = None
    tags: str = ""
    notice_days: int = 30
    profiles: tuple[str, ...] = ()
    settle: int = 0
    own_date: OwnDate | None = None
    formerly: tuple[str, ...] = ()
    translations: TranslationRule = TranslationRule.CORRECTED
    sections: tuple[str, ...] = ()
    dialect: Dialect = Dialect.GITHUB

    @property
    def former_ids(self) -> tuple[str, ...]:
        """The other ids that the policy had, oldest first: a path gave it the name at its end."""
        names = (name.strip("/").split("/")[-1].removesuffix(".md") for name in self.formerly)
        return tuple(dict.fromkeys(name for name in names if name != self.id))

    @property
    def first_id(self) -> str:
        """The id that it had first, by which feeds, calendars and letters know it for good."""
        return self.former_ids[0] if self.former_ids else self.id

    @property
    def tag_pattern(self) -> str:
        """Which tags make versions: the name of each, with `*` for the label."""
        return self.tags or f"{self.id}/v*"


@dataclass(frozen=True, slots=True)
class Mail:
    """What the site says in its letters besides the notice itself, and who sends them.

    `greeting`, `choices` (what a reader can do) and `closing` are translated, and may name columns
    of the recipients' file in braces: "Dear {name},". All are "" where the site says nothing.
    """

    sender: str = ""
    reply_to: str = ""
    greeting: str = ""
    choices: str = ""
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The site's configuration as plain values.

    `root` is the repository's top folder; `docs_dir` and `locales_dir` are relative to it.
    The first of `languages` is the source language. `labels` are the texts of the site's own
    links and letters, which are translated too. `discovered` tells that the policies are those
    found under `docs_dir`, not a list in the configuration. `pdf` asks for each version as a PDF.
    `languages_kept` are those in which nothing new is published, `strict` refuses the whole site
    for what is wrong with one policy. `configuration` is its file, and `made_with` are the files
    and folders that it names: what it inherits, hooks, templates of its own. `left_out` are the
    patterns of files in the docs_dir that are not published, as gitignore(5) has them.
    """

    root: str
    name: str
    url: str
    languages: tuple[str, ...]
    zone: ZoneInfo
    policies: tuple[PolicySource, ...]
    docs_dir: str = "content"
    locales_dir: str = "locales"
    labels: tuple[str, ...] = ()
    discovered: bool = False
    mail: Mail = Mail()
    pdf: bool = False
    languages_kept: tuple[str, ...] = ()
    strict: bool = True
    configuration: str = ""
    made_with: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def source_language(self) -> str:
        """The authoritative language of the policies."""
        return self.languages[0]

    @property
    def paths(self) -> tuple[str, ...]:
        """The files and folders of the repository that a site is made from.

        Beside a policy that is a file lies what it shows.
        """
        policies = [policy.path for policy in self.policies]
        beside = (path.rpartition("/")[0] for path in policies if path.endswith(".md"))
        folders = (self.docs_dir, self.locales_dir)
        found = (self.configuration, *self.made_with, *folders, *policies, *beside)
        return tuple(dict.fromkeys(p for p in found if p and not p.startswith("..")))


# --- Documents --------------------------------------------------------------------------


class BlockKind(StrEnum):
    """What a leaf of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    TERM = "term"
    DEFINITION = "definition"
    CODE = "code"
    HTML = "html"
    RULE = "rule"


class Translation(StrEnum):
    """Where a block's words come from, in a document that is not in the source language."""

    SOURCE = "source"  # the document is in the source language, or there is nothing to translate
    TRANSLATED = "translated"
    MISSING = "missing"  # the catalog has no entry: the source text stands here
    FUZZY = "fuzzy"  # the entry waits for a translator: the source text stands here
    BROKEN = "broken"  # the entry breaks parity: the source text stands here


# The states in which a block shows the source text in a document of another language.
UNTRANSLATED = frozenset({Translation.MISSING, Translation.FUZZY, Translation.BROKEN})


FILES = "/files/"  # where the files that versions show stand, below the site's own address
STRUCK = "s"  # the mark of words that are struck out
PICTURE = "\ufffc"  # the text of an image without words of its own, and of a note's reference
NOTE = "note"  # the mark of a reference to a footnote
NOTES = "footnote"  # the class of the element around all notes of a text: div > ol > li
NOTE_PREFIX = "fn:"  # with which the id of a note begins
_NOTE_DEPTH = 2  # how far below that element a note begins
_SIGNS = frozenset({"img", NOTE})  # marks of what may have no words


@dataclass(frozen=True, slots=True)
class Mark:
    """What encloses a run.

    An inline tag (`a`, `strong`, `em`, `code`, `img` ...) and, for links and images, its target;
    or `note`, for a reference to a footnote, with that one's id.
    """

    tag: str
    target: str = ""

    @property
    def content(self) -> str:
        """What tells the file that it shows or links to from others, "" where it does neither.

        Only for files that belong to the version, which stand at the address of their content.
        """
        if not self.target.startswith(FILES):
            return ""
        return self.target.removeprefix(FILES).partition("/")[0]


@dataclass(frozen=True, slots=True)
class Run:
    """Text with the marks that enclose it, outermost first.

    A line break is a newline with the mark `br`, an image its alternative text with `img`, or
    `PICTURE` where it has none. A reference to a footnote is `PICTURE` with the mark `note`, whose
    target is the note's id ("fn:LABEL"). Its number is no part of it: that follows from the
    document in which it stands.
    """

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def words(self) -> str:
        """The text, but for what only stands for an image or for a note's number."""
        is_sign = self.text == PICTURE and bool(self.marks) and self.marks[-1].tag in _SIGNS
        return "" if is_sign else self.text

    @property
    def is_note(self) -> bool:
        """Whether it refers to a footnote."""
        return bool(self.marks) and self.marks[-1].tag == NOTE

    @property
    def is_struck(self) -> bool:
        """Whether its words are struck out: they stand there, and do not apply."""
        return any(mark.tag == STRUCK for mark in self.marks)


class SlotKind(StrEnum):
    """What a page puts somewhere in finished HTML; for an attribute, its name.

    A note is a whole reference to a footnote, of which a page knows the number.
    """

    LINK = "href"
    IMAGE = "src"
    ID = "id"
    NOTE = "note"


class Slot(NamedTuple):
    """A place in a block's HTML: the characters from `start` to before `end` give way.

    Of an attribute it is the value as HTML writes it, without the quotes; of a reference to a
    footnote, all of its elements.
    """

    kind: SlotKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Inline:
    """A block's content, rendered once: sanitised HTML, and the same as runs.

    `slots` are the places in the HTML where a page may put something else in, in their order:
    targets of links and images, ids, and references to footnotes. They are known from the one
    reading of the HTML, so nobody has to look for them again, and text that looks like HTML is
    never taken for it.
    """

    html: str
    runs: tuple[Run, ...]
    slots: tuple[Slot, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in the HTML, in its order."""
        found = (slot for slot in self.slots if slot.kind is SlotKind.ID)
        return tuple(unescape(self.html[slot.start : slot.end]) for slot in found)

    @property
    def text(self) -> str:
        """The words alone, as one string."""
        if len(self.runs) == 1:
            return self.runs[0].words
        return "".join(run.words for run in self.runs)

    @property
    def unstruck(self) -> str:
        """The words that apply: without those that are struck out."""
        return "".join(run.words for run in self.runs if not run.is_struck)

    @property
    def length(self) -> int:
        """How many characters its runs have: those of the words, and one a wordless image."""
        return sum(len(run.text) for run in self.runs)


@dataclass(frozen=True, slots=True)
class Container:
    """An element around blocks (`ul`, `ol`, `li`, `table`, `tr`, `blockquote`, `div` ...).

    `serial` tells the containers of a document apart: blocks with the same serial stand in the
    same element. It means the same in every document that one parser made.
    """

    serial: int
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A leaf of a document.

    Attributes:
        kind: what it is.
        level: 1 to 6 for headings, the depth of nesting from 1 for list items, else 0.
        source: its inline Markdown with white space folded, which is the translation unit;
            code and raw HTML are kept as written.
        inline: its content in the document's language (or in the source language, where
            `translation` says so).
        containers: the elements around it, outermost first.
        tag: the element that holds it alone (`h2`, `p`, `td`), or "" where its last
            container does (a tight list item).
        attributes: allowed attributes of that element.
        section: id of the heading it stands under (its own, for a heading), "" before the first;
            of a footnote, which stands at the end of the text, that of the first reference to it.
        anchor: id of a heading, else "".
        translation: where its words come from.
        path: the file it was read from, which its links count from.
    """

    kind: BlockKind
    level: int
    source: str
    inline: Inline
    containers: tuple[Container, ...] = ()
    tag: str = "p"
    attributes: tuple[tuple[str, str], ...] = ()
    section: str = ""
    anchor: str = ""
    translation: Translation = Translation.SOURCE
    path: str = ""

    @property
    def text(self) -> str:
        """The block's words, without marks."""
        return self.inline.text

    @property
    def is_head(self) -> bool:
        """Whether a section begins with it: a heading, but for one in a footnote."""
        return self.kind is BlockKind.HEADING and not self.note

    @property
    def marking(self) -> str:
        """How its list says that an item is marked ("a" for (a), (b)), "" where it does not."""
        if self.kind is not BlockKind.ITEM:
            return ""
        lists = (found for found in reversed(self.containers) if found.tag in ("ol", "ul"))
        return next((dict(found.attributes).get("type", "") for found in lists), "")

    @property
    def shape(self) -> tuple[BlockKind, int, str]:
        """What it is besides its words: another shape is another look."""
        return self.kind, self.level, self.marking

    @property
    def note(self) -> str:
        """The id of the footnote that it is part of ("fn:LABEL"), "" for any other block."""
        return note_of(self.containers) if len(self.containers) > _NOTE_DEPTH else ""


def note_of(containers: tuple[Container, ...]) -> str:
    """The id of the footnote in these containers, "" where there is none."""
    for around, item in zip(containers, containers[_NOTE_DEPTH:], strict=False):
        if item.tag == "li" and ("class", NOTES) in around.attributes:
            name = dict(item.attributes).get("id", "")
            return name if name.startswith(NOTE_PREFIX) else ""
    return ""


@dataclass(frozen=True)
class Definitions:
    """What the inline Markdown of a file can refer to.

    `references` are reference links (label, target, title) and `notes` footnotes (label, id), the
    labels as they are compared. `markdown` are definitions as Python-Markdown reads them again.
    """

    references: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    markdown: str = ""

    @cached_property
    def _hash(self) -> int:
        return hash((self.references, self.notes, self.markdown))

    def __hash__(self) -> int:  # asked for with every leaf
        return self._hash


@dataclass(frozen=True)
class Document:
    """A policy's text in one language, as a sequence of leaf blocks.

    The blocks of one text are the same in every language: block n in Japanese is block n in
    English, with the same anchor, kind and containers. `definitions` has for each file (by its
    path) what its inline Markdown refers to, `lines` for each block the line of its file on which
    it begins, empty where the reader tells none. `dialect` is the Markdown of all of them.
    """

    lang: str
    blocks: tuple[Block, ...]
    definitions: tuple[tuple[str, Definitions], ...] = ()
    dialect: Dialect = Dialect.GITHUB
    lines: tuple[int, ...] = ()

    @cached_property
    def is_translated(self) -> bool:
        """Whether no block shows the source text for want of a translation."""
        return not any(block.translation in UNTRANSLATED for block in self.blocks)

    @cached_property
    def headings(self) -> tuple[Block, ...]:
        """The headings in order: what a table of contents shows."""
        return tuple(block for block in self.blocks if block.is_head)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Every id in the text that a link can lead to."""
        found = {block.anchor for block in self.headings}
        for block in self.blocks:
            found.update(block.inline.ids)
            for attributes in (block.attributes, *(c.attributes for c in block.containers)):
                found.update(value for name, value in attributes if name == "id")
        return frozenset(found)

    @cached_property
    def notes(self) -> dict[str, int]:
        """The number of each footnote, as a page shows it, by its id: the order they stand in."""
        found = dict.fromkeys(block.note for block in self.blocks)
        return {note: number for number, note in enumerate(filter(None, found), 1)}

    @cached_property
    def title(self) -> Block | None:
        """The heading that is the text's title: its only one of level 1, where it stands first."""
        first = next(iter(self.blocks), None)
        return first if [first] == [one for one in self.headings if one.level == 1] else None


@dataclass(frozen=True, slots=True)
class Highlight:
    """What a reader should look at: a section's id and a sentence."""

    section: str
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """An entry of the front matter's `corrections`: on which day, and what was corrected."""

    date: date
    text: str
    line: int = 0


class Change(StrEnum):
    """Whether a version touches rights or duties. Unclassified counts as material."""

    INITIAL = "initial"
    MATERIAL = "material"
    EDITORIAL = "editorial"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The schema of `index.md`'s head. Absent keys are "", None, () or False.

    `lines` gives the line of each key, for findings; `place` the file.
    """

    id: str = ""
    title: str = ""
    description: str = ""
    version: str = ""
    published: date | None = None
    effective: date | None = None
    change: Change | None = None
    summary: str = ""
    highlights: tuple[Highlight, ...] = ()
    badges: tuple[str, ...] = ()
    withdrawn: bool = False
    notice_exception: str = ""
    replaces: tuple[str, ...] = ()
    editorial_reason: str = ""
    corrections: tuple[Correction, ...] = ()
    formerly: tuple[str, ...] = ()
    place: Place = Place()
    lines: tuple[tuple[str, int], ...] = ()

    def where(self, key: str) -> Place:
        """The place of a key, or of the front matter where the key is absent."""
        return Place(self.place.path, dict(self.lines).get(key, self.place.line))


# --- History ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as a revision holds it. `blob` is git's id of its bytes, "" for a working copy."""

    path: str
    text: str
    blob: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that a text shows or links to: its path, and git's id of its bytes.

    `blob` is "" where there is no such file; `place` is the line that names it first.
    """

    path: str
    blob: str
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Revision:
    """A state of a policy's files: a commit on the first-parent line that touched them.

    Attributes:
        commit: full hash, "" for the working tree's uncommitted text.
        committed: committer time, in the site's time zone.
        files: the policy's files in order, the one with front matter first; () where the
            commit deleted the policy.
        tags: names of the tags that point here.
        order: the commit's place on the first-parent line, oldest 0.
        front: the front matter of its first file, read by `front`.
        assets: the files that its text shows.
    """

    commit: str
    committed: datetime
    files: tuple[SourceFile, ...]
    tags: tuple[str, ...] = ()
    order: int = 0
    front: FrontMatter = FrontMatter()
    assets: tuple[Asset, ...] = ()


class EventKind(StrEnum):
    """What happened to a version after (or at) its announcement."""

    ANNOUNCED = "announced"
    RESCHEDULED = "rescheduled"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    CORRECTED = "corrected"  # a slip in the published text was put right
    TRANSLATION_CORRECTED = "translation-corrected"  # the same, in one language alone
    RELINKED = "relinked"  # the words stayed, what they link to or show did not


ENDS = frozenset({EventKind.WITHDRAWN, EventKind.REPLACED})  # after them nothing happens any more
# What readers are told of by a notice; of anything else the pages tell.
NEWS = ENDS | {EventKind.ANNOUNCED, EventKind.RESCHEDULED}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a version.

    `effective` is the date it takes effect after the event (the old one for a withdrawal);
    `other` names the version that replaced it, `text` says what was corrected, a line for each
    correction, and `lang` in which language alone.
    """

    kind: EventKind
    at: datetime
    commit: str
    effective: date
    other: str = ""
    text: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A text that a version had until it was corrected or relinked: its files, and that event."""

    files: tuple[SourceFile, ...]
    assets: tuple[Asset, ...]
    until: Event


class Status(StrEnum):
    """What a version is at a date."""

    IN_FORCE = "in-force"
    UPCOMING = "upcoming"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DRAFT = "draft"  # uncommitted text, in a preview only


@dataclass(frozen=True, slots=True)
class Version:
    """A legal state of a policy.

    Attributes:
        policy: the policy's id.
        label: its name, unique in the policy: "3.0", "2024-12-19.2".
        published: when it was announced: the committer time, or the declared date's midnight.
        declared: True where `published` was declared by an import, not witnessed by git.
        effective: the date it takes effect (00:00 in the site's time zone), after all
            reschedulings known today.
        change: initial, material or editorial; unclassified is material.
        classified: False where the front matter did not say.
        front: the front matter of its first revision.
        files: its text, with what was corrected in it.
        assets: the files that its text shows.
        stages: the texts it had before, oldest first: the first one is as it was published.
        short_lived: how many texts before it were left out, since they stood too shortly.
        commits: its revisions, first the one that announced it.
        events: what happened to it, oldest first, the announcement included.
        status: at the date the timeline was made for.
        until: the date the next version took over or, as far as is announced, will; None where
            there is none.
        first_order, last_order: its era on the first-parent line: the commit that announced
            it, and the last one before its successor was announced.
    """

    policy: str
    label: str
    published: datetime
    declared: bool
    effective: date
    change: Change
    classified: bool
    front: FrontMatter
    files: tuple[SourceFile, ...]
    commits: tuple[str, ...]
    events: tuple[Event, ...] = ()
    status: Status = Status.SUPERSEDED
    until: date | None = None
    first_order: int = 0
    last_order: int = 0
    assets: tuple[Asset, ...] = ()
    stages: tuple[Stage, ...] = ()
    short_lived: int = 0

    @property
    def as_published(self) -> tuple[SourceFile, ...]:
        """The files of its text as it was first published."""
        return self.stages[0].files if self.stages else self.files

    @property
    def news(self) -> Event:
        """The last event that a notice tells: the announcement, at first."""
        return [event for event in self.events if event.kind in NEWS][-1]


# --- Differences ------------------------------------------------------------------------


class PairKind(StrEnum):
    """What happened to a group of blocks."""

    UNCHANGED = "unchanged"
    AMENDED = "amended"
    ADDED = "added"
    REMOVED = "removed"
    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Pair:
    """Blocks of the old text and the blocks of the new one they became, by index.

    `moved` is True where they stand out of order with their surroundings.
    """

    kind: PairKind
    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


class SpanKind(StrEnum):
    """Whether words stand on both sides or on one."""

    EQUAL = "="
    REMOVED = "-"
    ADDED = "+"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of words.

    An equal one holds both sides' runs, whose marks may differ; the others leave one side empty.
    """

    kind: SpanKind
    old: tuple[Run, ...] = ()
    new: tuple[Run, ...] = ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its runs (those of the new side, where both have it)."""
        return self.new or self.old

    @property
    def text(self) -> str:
        """The text of its runs: its words, and what stands for an image that has none."""
        return "".join(run.text for run in self.runs)

    @property
    def words(self) -> str:
        """The words alone."""
        return "".join(run.words for run in self.runs)

    @property
    def unstruck(self) -> str:
        """The words that apply: without those that are struck out."""
        return "".join(run.words for run in self.runs if not run.is_struck)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A pair with its words told apart, in one language.

    Joined, the old sides of its spans are the old blocks' runs and the new sides the new
    ones' (a single space stands between the blocks of one pair). `formatting` and `link`:
    equal words whose marks or link targets changed. `correction`: the translation changed
    while its source did not.
    """

    pair: Pair
    spans: tuple[Span, ...]
    formatting: bool = False
    link: bool = False
    correction: bool = False


@dataclass(frozen=True)
class Redline:
    """The difference of two documents as a value; rendering comes later.

    `amendments` stand in the new text's order, removed ones after what preceded them in the
    old text. Every block of both sides stands in exactly one.
    """

    old: Document
    new: Document
    amendments: tuple[Amendment, ...]

    def section(self, amendment: Amendment) -> str:
        """The section an amendment stands in, by its id; of the old text, for what is removed."""
        if amendment.pair.new:
            return self.new.blocks[amendment.pair.new[0]].section
        return self.old.blocks[amendment.pair.old[0]].section


@dataclass(frozen=True, slots=True)
class SectionSummary:
    """What a redline did to one section: counts of blocks by what happened to them.

    `section` is the id in the new text (in the old one where the section is gone), "" for
    what stands before the first heading.
    """

    section: str
    added: int = 0
    removed: int = 0
    amended: int = 0
    moved: int = 0
    renamed: int = 0

    @property
    def total(self) -> int:
        """How many changes there are in all."""
        return self.added + self.removed + self.amended + self.moved + self.renamed


class SignalKind(StrEnum):
    """What readers look for in a change, besides its words."""

    DATE = "date"
    AMOUNT = "amount"
    DURATION = "duration"
    NUMBER = "number"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that a change took away or brought: a fact drawn from the words.

    `at` is the index of the amendment in its redline; `old` what only the old words have, `new`
    what only the new ones have, as written.
    """

    kind: SignalKind
    at: int
    old: tuple[str, ...]
    new: tuple[str, ...]


# --- Lineage ----------------------------------------------------------------------------


class ClauseEvent(StrEnum):
    """What a version did to a clause."""

    AMENDED = "amended"
    MOVED = "moved"
    SPLIT = "split"  # a part of it became a clause of its own
    MERGED = "merged"  # another clause became a part of it
    REMOVED = "removed"  # gone, or merged into the clause that it names
    RETURNED = "returned"  # removed by an earlier version, and back with the same words


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """Something that a version did to a clause. `version` is the version's label."""

    version: str
    event: ClauseEvent


@dataclass(frozen=True, slots=True)
class Clause:
    """A block followed through versions.

    Attributes:
        id: the label of the version that brought it and its place there, from 1: "2.0:14".
            Later versions leave it as it is.
        since: the label of that version.
        changes: what later versions did to it, oldest first.
        origin: the clause it was split from, "" where there is none.
        parents: the clauses it was split from or that were merged into it.
        merged_into: the clause it became a part of, "" where there is none.
    """

    id: str
    since: str
    changes: tuple[ClauseChange, ...] = ()
    origin: str = ""
    parents: tuple[str, ...] = ()
    merged_into: str = ""

    @property
    def last(self) -> str:
        """The label of the version that touched it last: the one that brought it, at first."""
        return self.changes[-1].version if self.changes else self.since

    @property
    def is_gone(self) -> bool:
        """Whether the newest version no longer has it."""
        return bool(self.changes) and self.changes[-1].event is ClauseEvent.REMOVED


@dataclass(frozen=True, slots=True)
class Step:
    """What one version did to a policy's clauses, by their ids.

    `split` has each new clause with the one it was a part of, `merged` each clause that is gone
    with the one it became a part of. A clause may stand in several: moved and amended.
    """

    added: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    split: tuple[tuple[str, str], ...] = ()
    merged: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Lineage:
    """Every clause of a policy, and which clause each block of each version is.

    `blocks` has the ids by version label, one for each block of that version's document; `steps`
    what each version did.
    """

    clauses: dict[str, Clause]
    blocks: dict[str, tuple[str, ...]]
    steps: dict[str, Step]

    def ages(self, version: str) -> list[tuple[str, str]]:
        """For each block of a version, the versions that brought it and that touched it last.

        The second is "" where no version up to this one touched it since.
        """
        past = set(list(self.blocks)[: list(self.blocks).index(version) + 1])
        found = []
        for clause in map(self.clauses.__getitem__, self.blocks[version]):
            last = next((c.version for c in reversed(clause.changes) if c.version in past), "")
            found.append((clause.since, last))
        return found

    def until(self, clause: str, version: str) -> Clause:
        """A clause as it was at a version: without what later ones did to it."""
        labels = list(self.blocks)
        past = set(labels[: labels.index(version) + 1])
        found = self.clauses[clause]
        return replace(
            found,
            changes=tuple(change for change in found.changes if change.version in past),
            parents=tuple(
                p for p in found.parents if p == found.origin or self._was_merged(p, past)
            ),
            merged_into=found.merged_into if found.last in past else "",
        )

    def _was_merged(self, clause: str, past: set[str]) -> bool:
        return self.clauses[clause].last in past


# --- Notices ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Notice:
    """The announcement of a version.

    `days` counts the full local days from `counted_from`, when the period began (anew, where it
    was rescheduled to come earlier), to the effective date. `required` is what the rule asks for
    in such days, 0 for the first version and editorial ones; `earliest` the first day that gives
    them, None where none are asked for; `profile` the law that asks for most, "" where it is the
    site's own promise. `exception` is the reason given for a period that is not kept.
    """

    policy: str
    label: str
    predecessor: str
    published: datetime
    counted_from: datetime
    effective: date
    days: int
    required: int
    change: Change
    declared: bool
    earliest: date | None = None
    profile: str = ""
    exception: str = ""
    sections: tuple[str, ...] = ()
    events: tuple[Event, ...] = field(default=())

    @property
    def kept(self) -> bool:
        """Whether the notice period was kept."""
        return self.days >= self.required
