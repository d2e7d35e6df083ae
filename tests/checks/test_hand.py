"""A hand that slips, many times over, and a second reading of what it did.

Hypothesis draws a policy with versions in force and coming, and a few commits that somebody makes
then: lines of the front matter deleted, repeated, moved, misspelt, other dates, labels, classes,
withdrawals, words changed with and without a correction, older texts restored. After each one the
site is made as on that day. `Reading` below follows the same commits, from line to line and from
day to day, and knows nothing of the program but its nouns.

What must hold: readers see what they saw, or what the front matter plainly asks for. A commit that
is refused leaves nothing behind, now or later.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazette.archive.memo import Memo
from gazette.history import History
from gazette.model import PolicySource, Revision, Settings, SourceFile
from gazette.publishing.loading import made_from

if TYPE_CHECKING:
    from gazette.archive.site import Site

EXAMPLES = int(os.environ.get("GAZETTE_HANDS", "0"))  # 0: the same 50 in every ordinary run
PATH = "content/terms.md"
SETTINGS = Settings(
    root="/nowhere",
    name="Our policies",
    url="https://example.com/legal/",
    languages=("en",),
    zone=ZoneInfo("UTC"),
    policies=(PolicySource("terms", PATH),),
)
START = date(2026, 1, 5)


@dataclass(frozen=True)
class Commit:
    """A text, committed at noon of a day."""

    day: date
    text: str

    @property
    def at(self) -> datetime:
        return datetime.combine(self.day, time(12), UTC)


MEMO = Memo()


def site(commits: list[Commit], today: date) -> Site:
    """The site that these commits make."""
    revisions = tuple(_revision(n, commit) for n, commit in enumerate(commits))
    head = revisions[-1]
    found = History(
        head=head.commit,
        length=len(commits),
        paths=frozenset({PATH}),
        revisions={"terms": revisions},
        catalogs={},
        findings=(),
    )
    return made_from(found, SETTINGS, today, MEMO)


def _revision(order: int, commit: Commit) -> Revision:
    blob = sha256(commit.text.encode()).hexdigest()
    name = sha256(f"{commit.day}{order}{blob}".encode()).hexdigest()[:40]
    return Revision(name, commit.at, (SourceFile(PATH, commit.text, blob),), (), order)


# (label, published, effective, class, status, words) of each version: what readers see.
Seen = frozenset[tuple[str, str, str, str, str, str]]


def seen(made: Site) -> Seen:
    (policy,) = made.policies
    return frozenset(
        (
            version.label,
            f"{version.published.date()}",
            f"{version.effective}",
            f"{version.change}",
            f"{version.status}",
            " ".join(
                b.text for b in made.archive("terms").texts.document(version.label, "en").blocks
            ),
        )
        for version in policy.versions
    )


# --- The hand -----------------------------------------------------------------------------

BODY = """\
# Terms {#terms}

You may use the service at home and at work.

## Fees {#fees}

The fee is {fee} euros.

## End {#end}

You may object at any time. You must tell us why.
"""
FRONT = 'title: Terms\nversion: "{label}"\neffective: {effective}\nchange: {change}\n{more}'


def text(label: str, effective: date, fee: int, change: str = "material", more: str = "") -> str:
    """A text that is sound."""
    told = f"summary: The fee is {fee} euros.\n" if change == "material" else ""
    head = FRONT.format(label=label, effective=effective, change=change, more=told + more)
    return f"---\n{head}---\n{BODY.replace('{fee}', f'{fee}')}"


def base(count: int) -> list[Commit]:
    """Versions that are published without a slip: past, in force, coming."""
    days = (START, START + timedelta(days=30), START + timedelta(days=80))
    ahead = (0, 40, 45)
    labels = ("1.0", "2.0", "3.0")
    kinds = ("initial", "material", "material")
    made = [
        Commit(day, text(label, day + timedelta(days=far), 5 + n, kind))
        for n, (day, far, label, kind) in enumerate(zip(days, ahead, labels, kinds, strict=True))
    ]
    return made[:count]


LABELS = ("1.0", "2.0", "3.0", "4.0", "4.1")
AHEAD = (-400, -40, -1, 0, 1, 10, 31, 45, 60, 90, 2500)
WORDS = (
    ("at home", "at hime"),
    ("at hime", "at home"),
    ("You may object", "You can object"),
    ("euros", "dollars"),
    ("You must tell us why.", "You may tell us why."),
    ("You must tell us why.", ""),
    ("any time.", "any time.\n\nWe keep a copy."),
    ("## End {#end}\n\n", ""),
    ("# Terms {#terms}", "# Our terms {#terms}"),
    ("{#end}", "{#fees}"),
    ("use", "*use*"),
)
KEYS = ("title", "version", "effective", "change", "summary", "published", "withdrawn", "replaces")


@st.composite
def edited(draw: st.DrawFn, before: list[Commit], day: date) -> str:
    """A text after one to three edits of the last one, or of one before."""
    at = draw(st.sampled_from((-1, -1, -1, -1, 0, 1, 2, 3)))
    said = before[at % len(before)].text
    if is_meant := draw(st.booleans()):
        said = draw(meant(said, day))
    for _ in range(draw(st.sampled_from((0, 0, 1) if is_meant else (0, 1, 1, 2, 2, 3)))):
        said = draw(edits(said, day))
    return said


@st.composite
def meant(draw: st.DrawFn, said: str, day: date) -> str:
    """What somebody does who slips nowhere: often something else still forbids it."""
    kind = draw(st.sampled_from(("withdraw", "move", "replace", "next", "correct", "import")))
    if kind == "withdraw":
        return put(said, "withdrawn", "true")
    if kind == "move":
        return put(said, "effective", f"{day + timedelta(days=draw(st.integers(31, 90)))}")
    if kind == "correct":
        return corrected(said, day, *draw(st.sampled_from(WORDS[:3])))
    label, fee = draw(st.sampled_from(LABELS)), draw(st.integers(5, 9))
    if kind == "import":
        ago = day - timedelta(days=draw(st.integers(0, 200)))
        effective = ago + timedelta(days=draw(st.sampled_from((0, 0, 20, 90))))
        return put(text(label, effective, fee), "published", f"{ago}")
    named = 'replaces: ["2.0", "3.0", "4.0"]\n' if kind == "replace" else ""
    return text(label, day + timedelta(days=draw(st.integers(31, 90))), fee, more=named)


def corrected(said: str, day: date, old: str, new: str) -> str:
    """The text with other words, and an entry more in its list of corrections."""
    entry = f"  - {{date: {day}, text: A slip.}}\n"
    said = said.replace(old, new)
    if "corrections:\n" in said:
        return said.replace("text: A slip.}\n---\n", f"text: A slip.}}\n{entry}---\n", 1)
    return said.replace("\n---\n", f"\ncorrections:\n{entry}---\n", 1)


@st.composite
def edits(draw: st.DrawFn, said: str, day: date) -> str:
    kind = draw(st.sampled_from(("line", "date", "label", "add", "fee", "words", "next", "slip")))
    if kind == "line":
        return draw(lines(said))
    if kind == "date":
        return put(said, "effective", f"{day + timedelta(days=draw(st.sampled_from(AHEAD)))}")
    if kind == "label":
        return put(said, "version", f'"{draw(st.sampled_from(LABELS))}"')
    if kind == "add":
        return draw(additions(said, day))
    if kind == "fee":
        return re.sub(r"\d+ euros", f"{draw(st.integers(5, 9))} euros", said)
    if kind == "words":
        return said.replace(*draw(st.sampled_from(WORDS)))
    if kind == "slip":
        return corrected(said, day, *draw(st.sampled_from(WORDS)))
    label = draw(st.sampled_from(LABELS))
    far = draw(st.sampled_from(AHEAD))
    return text(label, day + timedelta(days=far), draw(st.integers(5, 9)))


@st.composite
def lines(draw: st.DrawFn, said: str) -> str:
    """A line of the front matter that goes, comes twice, moves or is written otherwise."""
    head, body = parted(said)
    if not head:
        return said
    at = draw(st.integers(0, len(head) - 1))
    line = head[at]
    how = draw(st.sampled_from(("gone", "twice", "moved", "case", "indented", "above", "open")))
    if how == "gone":
        del head[at]
    elif how == "twice":
        head.insert(at, line)
    elif how == "moved":
        head.insert(draw(st.integers(0, len(head) - 1)), head.pop(at))
    elif how == "case":
        head[at] = line.capitalize()
    elif how == "indented":
        head[at] = f" {line}"
    elif how == "above":
        return f"\n{said}"
    elif how == "open":
        return said.replace("\n---\n", "\n", 1)
    return joined(head, body)


@st.composite
def additions(draw: st.DrawFn, said: str, day: date) -> str:
    """A key that comes, or has another value."""
    key = draw(st.sampled_from(("withdrawn", "replaces", "published", "change", "highlight")))
    if key == "withdrawn":
        return put(said, key, draw(st.sampled_from(("true", "false"))))
    if key == "replaces":
        return put(said, key, f'"{draw(st.sampled_from(LABELS))}"')
    if key == "published":
        return put(said, key, f"{day + timedelta(days=draw(st.sampled_from(AHEAD)))}")
    if key == "change":
        return put(said, key, draw(st.sampled_from(("material", "editorial", "initial", "minor"))))
    section = draw(st.sampled_from(("fees", "end", "nowhere")))
    head, body = parted(said)
    return joined([*head, "highlights:", f"  - {{section: {section}, text: Look.}}"], body)


def parted(said: str) -> tuple[list[str], str]:
    """The lines of the front matter and the rest; no lines where there is none."""
    found = re.fullmatch(r"---\n(.*?\n)---\n(.*)", said, re.DOTALL)
    return (found[1].splitlines(), found[2]) if found else ([], said)


def joined(head: list[str], body: str) -> str:
    return "---\n" + "".join(f"{line}\n" for line in head) + f"---\n{body}"


def put(said: str, key: str, value: str) -> str:
    """The text with another value of a key, at its line or before the rest."""
    head, body = parted(said)
    if not head:
        return said
    found = [n for n, line in enumerate(head) if line.startswith(f"{key}:")]
    if found:
        head[found[0]] = f"{key}: {value}"
    else:
        head.insert(0, f"{key}: {value}")
    return joined(head, body)


@st.composite
def hands(draw: st.DrawFn) -> list[Commit]:
    """A policy's commits, the last of which somebody made who slips."""
    made = base(draw(st.sampled_from((1, 2, 3, 3, 3))))
    day = made[-1].day
    for _ in range(draw(st.integers(1, 4))):
        day += timedelta(days=draw(st.sampled_from((0, 1, 3, 20, 46))))
        made.append(Commit(day, draw(edited(made, day))))
    return made


# --- The second reading -------------------------------------------------------------------


@dataclass
class Told:
    """A version as readers were told of it."""

    published: date
    effective: date
    change: str
    words: str
    corrections: int
    is_stated: bool
    is_declared: bool
    replaces: set[str] = field(default_factory=set)
    gone: str = ""

    @property
    def instant(self) -> tuple[date, bool]:
        """A declared day begins at midnight, commits are made at noon."""
        return self.published, not self.is_declared


@dataclass
class Reading:
    """What readers know, commit by commit; of each law that a commit breaks, a word."""

    told: dict[str, Told] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def take(self, commit: Commit) -> None:
        """Follow a commit that was published."""
        head, body = parted(commit.text)
        keys = dict(line.split(": ", 1) for line in head if re.match(r"[a-z]+: ", line))
        if not {"version", "effective"} <= keys.keys():
            self.broken.append("no label or no date")
            return
        label, effective = keys["version"].strip('"'), date.fromisoformat(keys["effective"])
        entries = sum(line.startswith("  - {date:") for line in head)
        words = " ".join(re.sub(r"[#*]|\{#\w+\}", "", body).split())
        if label in self.told:
            self._again(self.told[label], commit.day, keys, effective, words, entries)
        else:
            self._new(label, commit.day, keys, effective, words, entries)
        self._replace(commit.day, label)

    def _new(
        self, label: str, day: date, keys: dict[str, str], effective: date, words: str, entries: int
    ) -> None:
        claimed = date.fromisoformat(keys["published"]) if "published" in keys else None
        is_declared = claimed is not None and claimed < day and effective <= day
        published = claimed if claimed and is_declared else day
        is_first = all(published < other.published for other in self.told.values())
        change = keys.get("change", "initial" if not self.told else "material")
        short = (effective - published).days - 1 < 30  # at noon, a day is lost
        self._law("published ahead", claimed and effective > day)
        self._law("in the past", effective < published)
        self._law("initial", change == "initial" and not is_first)
        bound = change == "material" and not is_declared and "withdrawn" not in keys
        self._law("notice", bound and short and self.told)
        named = [self.told[n] for n in keys.get("replaces", "").split('"') if n in self.told]
        past = [o for o in named if not o.is_declared and o.effective <= day]
        self._law("in force", is_declared and past)
        late = [o for o in self.told.values() if o.published <= published and not o.gone]
        self._law("order", any(effective < o.effective <= published for o in late))
        made = Told(published, effective, change, words, entries, "change" in keys, is_declared)
        made.replaces = set(re.findall(r"[\d.]+", keys.get("replaces", "")))
        made.gone = "withdrawn" if keys.get("withdrawn") == "true" else ""
        self.told[label] = made

    def _again(
        self,
        version: Told,
        day: date,
        keys: dict[str, str],
        effective: date,
        words: str,
        entries: int,
    ) -> None:
        if words != version.words:
            figures = [re.findall(r"\d+|must|may", said) for said in (words, version.words)]
            self._law("text", entries <= version.corrections or version.gone)
            self._law("more than a slip", figures[0] != figures[1])
            self._law("more than a slip", words.count(".") != version.words.count("."))
            version.words, version.corrections = words, entries
        withdrawn = keys.get("withdrawn") == "true"
        if effective != version.effective and version.gone != "withdrawn" and not withdrawn:
            coming = version.effective > day and effective >= day
            self._law("date", not coming and not (version.is_declared and effective <= day))
            version.effective = effective
        self._law("withdrawn", withdrawn and not version.gone and version.effective <= day)
        self._law("undone", version.gone == "withdrawn" and not withdrawn)
        change = keys.get("change", version.change)
        self._law("class", version.is_stated and change not in (version.change, "initial"))
        if not version.is_stated and "change" in keys:
            version.change, version.is_stated = change, True
        version.replaces = set(re.findall(r"[\d.]+", keys.get("replaces", "")))
        version.gone = version.gone or ("withdrawn" if withdrawn else "")

    def _replace(self, day: date, spoken: str) -> None:
        """Whatever comes no later takes the place of what was announced before it."""
        said = self.told[spoken].replaces
        order = sorted(self.told.items(), key=lambda item: item[1].instant)
        for at, (label, earlier) in enumerate(order):
            for _, later in order[at + 1 :]:
                known = later.published if earlier.is_declared else day
                if earlier.gone or later.gone or earlier.effective <= known:
                    continue
                is_named = not later.is_declared or label in later.replaces
                if later.effective <= earlier.effective and is_named:
                    is_said = label in later.replaces | said or earlier.is_declared
                    self._law("replaced in silence", not is_said)
                    earlier.gone = "superseded"

    def _law(self, name: str, broken: object) -> None:
        if broken:
            self.broken.append(name)

    def seen(self, today: date) -> Seen:
        """What readers see on a day."""
        live = [v for v in self.told.values() if not v.gone and v.effective <= today]
        force = max(live, key=lambda v: (v.effective, v.instant), default=None)
        found = set()
        for label, each in self.told.items():
            status = each.gone or ("upcoming" if each.effective > today else "superseded")
            status = "in-force" if each is force else status
            dates = f"{each.published}", f"{each.effective}"
            found.add((label, *dates, each.change, status, each.words))
        return frozenset(found)


# --- What must hold -----------------------------------------------------------------------


def judged(commits: list[Commit]) -> list[bool]:
    """Whether each commit is published when it is the newest."""
    days = enumerate(commits, start=1)
    return [not site(commits[:count], commit.day).errors() for count, commit in days]


def check(commits: list[Commit]) -> None:
    """Whatever the hand did, readers see what is plainly asked for, and nothing refused."""
    sound = judged(commits)
    kept: list[Commit] = []
    reading = Reading()
    for at, commit in enumerate(commits):
        if sound[at]:
            kept.append(commit)
            reading.take(commit)
            assert not reading.broken
            for today in (commit.day, commit.day + timedelta(days=50)):
                found = seen(site(commits[: at + 1], today))
                assert found == reading.seen(today)
                assert found == seen(site(kept, today))
        else:
            back = Commit(commit.day, kept[-1].text)
            made = site([*commits[: at + 1], back], commit.day)
            assert not made.errors(), "what readers have is refused"
            assert seen(made) == reading.seen(commit.day)
    day = commits[-1].day + timedelta(days=2)
    far = text("9.0", day + timedelta(days=3000), 42)
    made = site([*commits, Commit(day, far)], day)
    assert not made.errors(), "a sound version is refused"
    assert {each for each in seen(made) if each[0] != "9.0"} == reading.seen(day)


@settings(
    max_examples=EXAMPLES or 50,
    derandomize=not EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(hands())
def test_a_hand_that_slips_changes_nothing_that_readers_have(commits: list[Commit]) -> None:
    check(commits)


# What the program did otherwise once, by hand.

LAST = base(3)[-1].text
NOWHERE = "highlights:\n  - {section: nowhere, text: Look.}\n"
REFUSED = text("4.0", date(2026, 6, 1), 9, more=NOWHERE)
FOUND = {
    "a version that was refused, and followed by another": (
        Commit(date(2026, 4, 1), REFUSED),
        Commit(date(2026, 4, 2), text("4.1", date(2026, 7, 1), 8)),
    ),
    "a version that was refused counts from when it was sound": (
        Commit(date(2026, 4, 1), REFUSED),
        Commit(date(2026, 4, 20), text("4.0", date(2026, 6, 1), 9)),
    ),
    "a version that was refused until its notice is too short": (
        Commit(date(2026, 4, 1), REFUSED),
        Commit(date(2026, 5, 20), text("4.0", date(2026, 6, 1), 9)),
    ),
    "a withdrawal that was refused": (
        Commit(
            date(2026, 4, 1), put(LAST, "withdrawn", "true").replace("\n---\n", f"\n{NOWHERE}---\n")
        ),
        Commit(date(2026, 4, 2), LAST),
    ),
    "an import before a version that has been in force since": (
        Commit(
            date(2026, 3, 27),
            put(text("1.5", date(2026, 3, 3), 7), "published", "2026-03-03"),
        ),
    ),
    "the same, which would replace it": (
        Commit(
            date(2026, 3, 27),
            put(
                text("1.5", date(2026, 3, 3), 7, more='replaces: "2.0"\n'),
                "published",
                "2026-03-03",
            ),
        ),
    ),
    "an import of today, which would need no notice": (
        Commit(
            date(2026, 4, 1),
            put(text("4.0", date(2026, 4, 1), 9), "published", "2026-04-01"),
        ),
    ),
    "a version with an id twice, and followed by another": (
        Commit(date(2026, 4, 1), text("4.0", date(2026, 6, 1), 9).replace("{#end}", "{#fees}")),
        Commit(date(2026, 4, 2), text("4.1", date(2026, 7, 1), 8)),
    ),
    "a date that was refused": (
        Commit(date(2026, 4, 1), put(LAST, "effective", "2026-04-20")),
        Commit(date(2026, 4, 2), put(LAST, "effective", "2026-06-20")),
    ),
}


@pytest.mark.parametrize("slips", FOUND.values(), ids=FOUND)
def test_what_was_refused_leaves_nothing_behind(slips: tuple[Commit, ...]) -> None:
    check([*base(3), *slips])
