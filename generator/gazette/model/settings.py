"""What the configuration says: the policies, the languages, the rules that they keep."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from gazette.model.findings import NOWHERE, Place, Severity
from gazette.model.paths import policy_id


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
    folder, as paths in it, in the order they have before all others. `collection` names the
    policies to which it belongs, "" without any. `gone` tells that a pattern found it in older
    commits only: its file is no longer there, and what was published stays.
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
    collection: str = ""
    gone: bool = False

    @property
    def former_ids(self) -> tuple[str, ...]:
        """The other ids that the policy had, oldest first: a path gave it the name at its end."""
        names = map(policy_id, self.formerly)
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
class SeverityChange:
    """How bad the breach of a rule is for a site, and why; `severity` is None where it is off.

    `place` is where the configuration says it.
    """

    rule: str
    severity: Severity | None
    reason: str = ""
    place: Place = NOWHERE

    def __str__(self) -> str:
        why = f" ({self.reason})" if self.reason else ""
        return f"{self.rule}: {self.severity or 'off'}{why}"


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A catalog of a company's own words for the interface: its language, path and text."""

    lang: str
    path: str
    text: str


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
    patterns of files in the docs_dir that are not published, as gitignore(5) has them. `severities`
    are those of rules that the site changes. `interface` are catalogs of the
    site's own words for the interface.
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
    severities: tuple[SeverityChange, ...] = ()
    interface: tuple[OwnWords, ...] = ()

    @property
    def source_language(self) -> str:
        """The authoritative language of the policies."""
        return self.languages[0]

    @property
    def all_languages(self) -> tuple[str, ...]:
        """Every language in which something is published, those that are only kept last."""
        return (*self.languages, *self.languages_kept)

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
