"""mkdocs.yml -> `Settings`: the option names are a contract (design, section 3).

mkdocs' own classes check the options. One that nobody knows is refused, where mkdocs only
warns: a misspelt `notice_days` must not become the default. Whoever only looks at a site reads
its configuration as plain values (`read_configuration`); a build and a preview load hooks,
plugins and themes, too (`whole_configuration`).
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr
from importlib.metadata import EntryPoint
from importlib.util import find_spec
from pathlib import Path
from posixpath import normpath
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from mkdocs.config import config_options as options
from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import BasePlugin

from gazette import history
from gazette.configuration import plain
from gazette.document import declares_version, is_section, read_front, was_meant
from gazette.errors import GazetteError, refusal
from gazette.languages import l10n
from gazette.model import (
    Dialect,
    Discovery,
    Finding,
    Mail,
    OwnDate,
    Place,
    PolicySource,
    Settings,
    Severity,
    SourceFile,
    TranslationRule,
)
from gazette.model.naming import collisions, is_device
from gazette.versions.notice import PROFILES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


AS_OF = "GAZETTE_AS_OF"  # the command's date, for builds that mkdocs starts again by itself
SOURCE_DATE = "SOURCE_DATE_EPOCH"
_POLICY_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_RESERVED = frozenset({"schema", "site", "pages"})  # api/v1/schema/ and our own catalogs
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LONGEST_NOTICE = 3650
_RULES = tuple(rule.value for rule in Discovery)
_PROFILES = tuple(PROFILES)
_TRANSLATIONS = tuple(rule.value for rule in TranslationRule)


# TypeError: what mkdocs makes of a file that holds a single number.
_NOT_YAML = (yaml.YAMLError, ConfigurationError, ValidationError, ValueError, TypeError)


class OwnDateOptions(Config):  # type: ignore[no-untyped-call]  # mkdocs
    """How a text says since when it applies: one of the three."""

    key = options.Type(str, default="")
    pattern = options.Type(str, default="")
    attribute = options.Type(str, default="")


class PolicyOptions(Config):  # type: ignore[no-untyped-call]  # mkdocs
    """One entry of `policies`."""

    id = options.Type(str)
    path = options.Type(str)
    title = options.Type(str, default="")
    versions = options.Optional(options.Choice(_RULES))
    notice_days = options.Optional(options.Type(int))
    notice_profiles = options.Optional(options.ListOfItems(options.Choice(_PROFILES)))
    tags = options.Type(str, default="")
    settle = options.Optional(options.Type((int, str)))
    effective_from = options.SubConfig(OwnDateOptions)
    formerly = options.ListOfItems(options.Type(str), default=[])
    translations = options.Optional(options.Choice(_TRANSLATIONS))
    sections = options.ListOfItems(options.Type(str), default=[])
    markdown = options.Optional(options.Type(str))


class GazetteOptions(Config):  # type: ignore[no-untyped-call]  # mkdocs
    """The plugin's options."""

    languages = options.ListOfItems(options.Type(str), default=["en"])
    timezone = options.Type(str, default="UTC")
    notice_days = options.Type(int, default=30)
    notice_profiles = options.ListOfItems(options.Choice(_PROFILES), default=[])
    versions = options.Optional(options.Choice(_RULES))
    settle = options.Optional(options.Type((int, str)))
    effective_from = options.SubConfig(OwnDateOptions)
    languages_kept = options.ListOfItems(options.Type(str), default=[])
    strict = options.Type(bool, default=True)
    translations = options.Choice(_TRANSLATIONS, default=TranslationRule.CORRECTED.value)
    markdown = options.Type(str, default=Dialect.GITHUB.value)
    pdf = options.Type(bool, default=False)
    policies = options.ListOfItems(options.SubConfig(PolicyOptions), default=[])


class LinkOptions(Config):  # type: ignore[no-untyped-call]  # mkdocs
    """One link of the site's own, under `extra`, `gazette`."""

    text = options.Type(str)
    href = options.Type(str)


class MailOptions(Config):  # type: ignore[no-untyped-call]  # mkdocs
    """Who announces changes by e-mail, and in which words: `extra`, `gazette`, `mail`."""

    sender = options.Type(str, default="")
    reply_to = options.Type(str, default="")
    greeting = options.Type(str, default="")
    choices = options.Type(str, default="")
    closing = options.Type(str, default="")


class FrameOptions(Config):  # type: ignore[no-untyped-call]  # mkdocs
    """What stands around every page: `extra`, `gazette`."""

    header = options.ListOfItems(options.SubConfig(LinkOptions), default=[])
    footer = options.ListOfItems(options.SubConfig(LinkOptions), default=[])
    copyright = options.Type(str, default="")
    accent = options.Type(str, default="")
    mail = options.SubConfig(MailOptions)


class PlainPlugins(options.Plugins):
    """The list of plugins, of which none is loaded: ours has its options checked."""

    def __init__(self) -> None:
        super().__init__(default=["search"])
        ours = EntryPoint("gazette", f"{__name__}:PlainPlugin", "mkdocs.plugins")
        self.installed_plugins = {**self.installed_plugins, "gazette": ours}

    def load_plugin(self, name: str, config: object) -> BasePlugin[Any]:
        """Ours without its events; of any other one, whether it is installed."""
        if name != "gazette" and name in self.installed_plugins:
            return BasePlugin()
        return super().load_plugin(name, config)


class PlainPlugin(BasePlugin[GazetteOptions]):  # type: ignore[no-untyped-call]  # mkdocs
    """Our options alone."""


class PlainTheme(BaseConfigOption[Any]):
    """The theme's options, of which only the name and the folder of own templates count."""

    def run_validation(self, value: object) -> SimpleNamespace:
        """The theme of that name, which is not loaded."""
        given = {"name": value} if isinstance(value, str) else value or {"name": "mkdocs"}
        if not isinstance(given, dict):
            message = "Expected the name of a theme, or a set of options."
            raise ValidationError(message)
        folder = given.get("custom_dir")
        return SimpleNamespace(name=given.get("name"), custom_dir=str(folder) if folder else None)


class PlainConfig(MkDocsConfig):  # type: ignore[no-untyped-call]  # mkdocs
    """mkdocs' configuration without what runs a program: hooks, plugins, extensions, themes."""

    # Of other types than mkdocs', since nothing is loaded.
    theme = PlainTheme()
    markdown_extensions = options.Type((list, dict), default=[])  # type: ignore[assignment]
    plugins = PlainPlugins()
    hooks = options.ListOfItems(options.File(exists=True), default=[])  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Configuration:
    """A site's configuration, as mkdocs holds it and as plain values."""

    mkdocs: MkDocsConfig
    settings: Settings

    def today(self, as_of: date | None) -> date:
        """The day to make the site for: the one asked for, else the environment's, else now."""
        return as_of or today(self.settings.zone, os.environ)

    def now(self, as_of: date | None) -> datetime:
        """The instant at which something would be published: noon, on any day but the clock's."""
        return instant(self.today(as_of), self.settings.zone)


def read_configuration(path: Path, reach: plain.Reach = plain.OWN) -> Configuration:
    """Read a configuration file as plain values: nothing that it names is run.

    `reach` is what it may read besides. Raises GazetteError with everything wrong in it.
    """
    config = PlainConfig(config_file_path=str(path.resolve()))
    with _readable(path):
        config.load_dict(plain.read(path, reach))
    return _checked(config, path)


def whole_configuration(path: Path) -> Configuration:
    """Read a configuration file as mkdocs does, for a build: hooks, plugins and theme are loaded.

    Raises GazetteError with everything wrong in it.
    """
    config = MkDocsConfig(config_file_path=str(path.resolve()))
    with _readable(path), path.open("rb") as file:
        config.load_file(file)
    return _checked(config, path)


def _checked(config: MkDocsConfig, path: Path) -> Configuration:
    _without_docs(config, path)
    errors, warnings = config.validate()
    wrong = [_sentence(f'"{key}": {error}') for key, error in errors]
    wrong += [_sentence(text) for _, text in warnings if "Unrecognised configuration" in str(text)]
    if wrong:
        raise GazetteError(_finding(path.name, what, "Correct this option.") for what in wrong)
    return Configuration(config, settings(config))


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Tell what keeps a file from being read as a configuration. Raises GazetteError."""
    try:
        yield
    except FileNotFoundError:
        what = f'There is no file "{path}".'
        mend = "Run the command where mkdocs.yml is, or name it with --config-file."
        raise refusal("configuration", what, mend) from None
    except OSError as error:
        what = f"The file cannot be read: {error.strerror}."
        raise refusal("configuration", what, "Name a file that can be read.", str(path)) from None
    except _NOT_YAML as error:
        raise _unreadable(error, path) from None


def _unreadable(error: Exception, path: Path) -> GazetteError:
    cause = error.__cause__ or error.__context__ or error
    mark = getattr(cause, "problem_mark", None)
    said = getattr(cause, "problem", None) or getattr(cause, "reason", None)
    if said:
        what = f"The configuration is not valid YAML: {said}."
    elif isinstance(error, TypeError):
        what = "The configuration holds no options."
    else:
        what = _sentence(error)
    mend = 'Write each option as "name: value".'
    return refusal("configuration", what, mend, str(path), mark.line + 1 if mark else 1)


def _sentence(error: object) -> str:
    """What mkdocs says, as a sentence for people."""
    text = re.sub(r"<class '(\w+)'>", lambda found: _TYPES.get(found[1], found[1]), str(error))
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?")) else f"{text}."


_TYPES = {
    "str": "text",
    "int": "whole number",
    "float": "number",
    "bool": "true or false",
    "list": "list",
    "dict": "set of options",
    "NoneType": "nothing",
}


def _without_docs(config: MkDocsConfig, path: Path) -> None:
    """Policies may lie anywhere: a missing docs_dir is none of our business."""
    docs = path.parent / str(config.docs_dir)
    if not docs.is_dir():
        root = top(path.resolve().parent)
        _check_checkout(root, os.path.relpath(docs.resolve(), root).replace(os.sep, "/"))
        empty = tempfile.mkdtemp(prefix="gazette-no-docs-")
        atexit.register(shutil.rmtree, empty, ignore_errors=True)
        config.load_dict({"docs_dir": empty})


def settings(config: MkDocsConfig) -> Settings:
    """The configuration of a site as plain values. Raises GazetteError."""
    file = Path(config.config_file_path or "mkdocs.yml")
    plugin = config.plugins.get("gazette")
    if plugin is None or not isinstance(plugin.config, GazetteOptions):
        what = "The configuration does not use the gazette plugin."
        raise _misconfigured(file.name, what, 'Add "gazette" under "plugins".')
    if config.theme.name != "gazette":
        what = f'The theme is "{config.theme.name}", which cannot show policies.'
        raise _misconfigured(file.name, what, 'Write "theme: {name: gazette}".')
    chosen = plugin.config
    root = top(file.resolve().parent)
    docs_dir = os.path.relpath(Path(config.docs_dir).resolve(), root).replace(os.sep, "/")
    _check_links(root, docs_dir)
    locales = (file.resolve().parent / "locales").relative_to(root).as_posix()
    _check_checkout(root, docs_dir, locales, *(policy.path for policy in chosen.policies))
    found = tuple(_listed(root, chosen, file.name)) or find_policies(
        root, docs_dir, chosen, file.name
    )
    _check_ids(found, file.name)
    _check_former(found, file.name)
    languages = _languages(chosen.languages, file.name)
    _check_names(found, languages, root, docs_dir, excluded(config))
    frame = _frame(config, file.name)
    return Settings(
        root=str(root),
        name=config.site_name,
        url=config.site_url or "",
        languages=languages,
        zone=_zone(chosen.timezone, file.name),
        policies=found,
        docs_dir=docs_dir,
        locales_dir=locales,
        labels=tuple(_labels(config, frame)),
        discovered=not chosen.policies,
        mail=Mail(**frame.mail),
        pdf=_pdf(chosen, config.site_url or "", file.name),
        languages_kept=_kept(chosen, file.name) if chosen.languages_kept else (),
        strict=chosen.strict,
        configuration=_within(file, root),
        made_with=_made_with(config, file, root),
        left_out=_left_out(config),
    )


def _within(path: Path, root: Path) -> str:
    """Where a file lies in the repository, "" outside of it."""
    real = path.resolve()
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else ""


def _made_with(config: MkDocsConfig, file: Path, root: Path) -> tuple[str, ...]:
    """What a configuration inherits from, its hooks and its own templates, in the repository."""
    own = [config.theme.custom_dir] if config.theme.custom_dir else []
    named = [*plain.parents(file), *(file.parent / str(name) for name in (*config.hooks, *own))]
    return tuple(filter(None, (_within(path, root) for path in named)))


def _left_out(config: MkDocsConfig) -> tuple[str, ...]:
    """What mkdocs does not publish: hidden files, its templates, and what the options name."""
    specs = (spec for spec in (config.exclude_docs, config.draft_docs) if spec)
    return (".*", "/templates/", *(str(each.pattern) for spec in specs for each in spec.patterns))


def _pdf(chosen: GazetteOptions, url: str, file: str) -> bool:
    """Whether versions are made as PDFs, too. Raises GazetteError where they cannot be."""
    if chosen.pdf and find_spec("weasyprint") is None:
        what = 'The option "pdf" needs WeasyPrint, which is not installed.'
        mend = 'Install it with "pip install policy-gazette[pdf]", or leave the option out.'
        raise _misconfigured(file, what, mend)
    if chosen.pdf and not url:
        what = 'The option "pdf" needs the address of the site: a PDF says where it is from.'
        raise _misconfigured(file, what, 'Write "site_url".')
    return bool(chosen.pdf)


def excluded(config: MkDocsConfig) -> tuple[Callable[[str], bool], ...]:
    """What says whether mkdocs leaves a file of the docs_dir out."""
    return tuple(spec.match_file for spec in (config.exclude_docs, config.draft_docs) if spec)


def top(folder: Path) -> Path:
    """The repository's top folder around a folder, or the folder itself outside of any."""
    return next((f for f in (folder, *folder.parents) if (f / ".git").exists()), folder)


def _check_checkout(root: Path, *paths: str) -> None:
    """Refuse a working tree without some of these. A path that leaves the repository is no one's.

    Raises GazetteError.
    """
    inside = [normpath(path.strip("/")) for path in paths if path.strip("/")]
    history.check_checkout(str(root), [path for path in inside if not path.startswith("..")])


def _check_links(root: Path, docs_dir: str) -> None:
    """Refuse what would publish a file from outside of the repository."""
    for path in sorted((root / docs_dir).rglob("*")):
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
            what = "This is a symbolic link that leaves the repository."
            where = path.relative_to(root).as_posix()
            raise refusal("outside-link", what, "Put the file itself in its place.", where)


def find_policies(
    root: Path, docs_dir: str, chosen: GazetteOptions, file: str
) -> tuple[PolicySource, ...]:
    """The policies under the docs_dir.

    A policy is a file or folder whose front matter has a version. A folder of numbered
    sections is one even where its front matter is missing, so that the policy does not vanish
    with it: its absence is then a finding. So is a file that is no text: `history` says why.
    Its address is the `id` in the front matter, else its own name.
    """
    rule = Discovery(chosen.versions) if chosen.versions else Discovery.LABELS
    found = []
    for home, head in _homes(root / docs_dir):
        path = home.relative_to(root).as_posix()
        front, _ = read_front(SourceFile(path, _text(head) or ""))
        found.append(
            PolicySource(
                id=front.id or home.name.removesuffix(".md"),
                path=path,
                discovery=rule,
                notice_days=chosen.notice_days,
                profiles=tuple(chosen.notice_profiles),
                settle=_settle(chosen.settle, file),
                own_date=_own_date(chosen.effective_from, file),
                formerly=front.formerly,
                translations=TranslationRule(chosen.translations),
                dialect=_dialect(chosen.markdown, file),
            )
        )
    return tuple(found)


def _settle(value: object, file: str) -> int:
    """Days, written as 3 or "3d". Raises GazetteError."""
    found = re.fullmatch(r"(\d{1,3})d?", str(value or 0))
    if not found:
        what = f'"settle: {value}" is no number of days.'
        raise _misconfigured(file, what, "Write 3d, or leave the option out.")
    return int(found[1])


def _dialect(value: str, file: str) -> Dialect:
    """Which Markdown texts are written in. Raises GazetteError."""
    try:
        return Dialect(value)
    except ValueError:
        what = f'"markdown: {value}" is no Markdown that Gazette reads.'
        fix = (
            'Write "markdown: github", or leave the option out, for texts written for GitHub; '
            '"markdown: python" for texts written for mkdocs.'
        )
        raise _misconfigured(file, what, fix) from None


def _own_date(chosen: OwnDateOptions, file: str) -> OwnDate | None:
    """How a text says its own date. Raises GazetteError where that is not one way."""
    given = {name: value for name, value in chosen.items() if value}
    if not given:
        return None
    if len(given) > 1:
        what = f'"effective_from" names {len(given)} ways to find the date, and can have one.'
        raise _misconfigured(file, what, 'Write one of "key", "pattern" and "attribute".')
    if pattern := given.get("pattern"):
        _check_pattern(pattern, file)
    return OwnDate(**given)


def _check_pattern(pattern: str, file: str) -> None:
    try:
        found = "date" in re.compile(pattern).groupindex
    except re.error as error:
        what = f'The pattern of "effective_from" cannot be read: {error}.'
        raise _misconfigured(file, what, _DATE_PATTERN) from None
    if not found:
        what = 'The pattern of "effective_from" has no group "date".'
        raise _misconfigured(file, what, _DATE_PATTERN)


_DATE_PATTERN = 'Write it such as "Effective (?P<date>[A-Z][a-z]+ [0-9]+, [0-9]{4})".'


def _homes(docs: Path) -> Iterator[tuple[Path, Path]]:
    """The file or folder of each policy, and the file with its front matter."""
    files = sorted(docs.rglob("*.md"))
    folders = [file.parent for file in files if file.name == "index.md" and _heads_folder(file)]
    for file in files:
        if file.name == "index.md" and file.parent in folders:
            yield file.parent, file
        elif not any(file.is_relative_to(folder) for folder in folders) and _heads_policy(file):
            yield file, file


def _heads_folder(index: Path) -> bool:
    has_sections = any(is_section(file.name) for file in index.parent.iterdir())
    return has_sections or _heads_policy(index)


def _heads_policy(file: Path) -> bool:
    text = _text(file)
    return not file.is_dir() and (text is None or declares_version(text) or was_meant(text))


def _text(file: Path) -> str | None:
    """What a file says, None where it is no text, a Git LFS pointer or a link to nothing."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    return None if "\0" in text or text.startswith(_LFS_POINTER) else text


_LFS_POINTER = "version https://git-lfs.github.com/spec/"


def _listed(root: Path, chosen: GazetteOptions, file: str) -> Iterator[PolicySource]:
    for policy in chosen.policies:
        versions = policy.versions or chosen.versions
        path = policy.path.strip("/")
        if path.startswith("../") or path == ".." or "/../" in f"/{path}/":
            what = f'The path "{policy.path}" of the policy "{policy.id}" leaves the repository.'
            raise _misconfigured(file, what, "Name a path from the repository's top folder.")
        yield PolicySource(
            id=policy.id,
            path=path,
            title=policy.title,
            discovery=Discovery(versions) if versions else None,
            tags=policy.tags,
            settle=_settle(chosen.settle if policy.settle is None else policy.settle, file),
            own_date=_own_date(policy.effective_from, file)
            or _own_date(chosen.effective_from, file),
            formerly=(*policy.formerly, *_former(root / path)),
            translations=TranslationRule(policy.translations or chosen.translations),
            sections=tuple(name.removeprefix("./") for name in policy.sections),
            dialect=_dialect(chosen.markdown if policy.markdown is None else policy.markdown, file),
            notice_days=chosen.notice_days if policy.notice_days is None else policy.notice_days,
            profiles=tuple(
                chosen.notice_profiles if policy.notice_profiles is None else policy.notice_profiles
            ),
        )


def _former(home: Path) -> tuple[str, ...]:
    """The ids and paths that a policy's own front matter says it had."""
    head = home if home.suffix == ".md" else home / "index.md"
    text = "" if head.is_dir() else _text(head) or ""
    return read_front(SourceFile(head.name, text))[0].formerly


def _check_former(found: tuple[PolicySource, ...], file: str) -> None:
    """Refuse former ids that are no ids, or that belong to another policy as well."""
    owners = {source.id: source.id for source in found}
    for source in found:
        for former in source.former_ids:
            if not _POLICY_ID.fullmatch(former) or former in _RESERVED:
                what = f'"formerly: {former}" of the policy "{source.id}" names no id of a policy.'
                raise _misconfigured(file, what, "Write the id or the path that the policy had.")
            if owners.setdefault(former, source.id) != source.id:
                what = f'Two policies claim the id "{former}": {owners[former]} and {source.id}.'
                raise _misconfigured(file, what, 'Take it out of one of them, or of "formerly".')


def _check_ids(found: tuple[PolicySource, ...], file: str) -> None:
    paths: dict[str, str] = {}
    for source in found:
        if not _POLICY_ID.fullmatch(source.id):
            what = f'"{source.id}" cannot be a policy\'s id: it becomes part of an address.'
            raise _misconfigured(file, what, "Use small letters, digits and hyphens only.")
        if source.id in _RESERVED:
            what = f'"{source.id}" cannot be a policy\'s id: Gazette uses that name itself.'
            raise _misconfigured(file, what, "Choose another one.")
        if is_device(source.id):
            what = f'"{source.id}" cannot be a policy\'s id: Windows keeps that name for a device.'
            raise _misconfigured(file, what, "Choose another one.")
        if source.id in paths:
            what = f'Two policies have the id "{source.id}": {paths[source.id]} and {source.path}.'
            raise _misconfigured(file, what, "Rename one of them.")
        if not 0 <= source.notice_days <= _LONGEST_NOTICE:
            what = f"notice_days is {source.notice_days}, which is no notice period."
            raise _misconfigured(file, what, "Write 30, or 0 for no notice period.")
        paths[source.id] = source.path
    if not found:
        what = "There is no policy to publish."
        mend = "Add one under content/, or list policies with id and path under plugins, gazette."
        raise _misconfigured(file, what, mend)


def _check_names(
    found: tuple[PolicySource, ...],
    languages: tuple[str, ...],
    root: Path,
    docs_dir: str,
    left_out: tuple[Callable[[str], bool], ...],
) -> None:
    """Refuse pages and files that would stand at the address of something else."""
    docs = root / docs_dir
    names = (path.relative_to(docs) for path in docs.rglob("*") if path.is_file())
    shown = (
        (Path(docs_dir) / name).as_posix()
        for name in names
        if not any(part.startswith(".") for part in name.parts)
        and not any(rule(str(name)) for rule in left_out)
    )
    others = [path for path in shown if not any(_belongs(path, source.path) for source in found)]
    if taken := tuple(collisions(found, languages, docs_dir, others)):
        raise GazetteError(taken)


def _belongs(path: str, home: str) -> bool:
    """Whether a file is a policy's text, or lies in its folder."""
    return path == home or path.startswith(f"{home}/")


def _kept(chosen: GazetteOptions, file: str) -> tuple[str, ...]:
    """The languages that are only kept. Raises GazetteError for one that is published in, too."""
    found = _languages(chosen.languages_kept, file)
    if both := next((code for code in found if code in chosen.languages), None):
        what = f'"{both}" stands under "languages" and under "languages_kept".'
        fix = "Take it out of the first to end it, or out of the second to go on in it."
        raise _misconfigured(file, what, fix)
    return found


def _languages(codes: list[str], file: str) -> tuple[str, ...]:
    for code in codes:
        if not l10n.known_language(code):
            what = f'"{code}" is not a language code.'
            raise _misconfigured(file, what, 'Write codes such as "en" or "pt-BR".')
    if not codes:
        raise _misconfigured(file, '"languages" is empty.', 'Write at least one, such as "en".')
    return tuple(dict.fromkeys(codes))


def _zone(name: str, file: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        what = f'There is no time zone "{name}".'
        raise _misconfigured(file, what, 'Write a name such as "Europe/Berlin".') from None


def _frame(config: MkDocsConfig, file: str) -> FrameOptions:
    """What the site says itself, checked. Raises GazetteError."""
    frame = FrameOptions()
    try:
        frame.load_dict(config.extra.get("gazette") or {})
        errors, warnings = frame.validate()
    except ConfigurationError as error:
        errors, warnings = [("gazette", error)], []
    if wrong := [*errors, *warnings]:
        raise GazetteError(
            _finding(file, _sentence(f'"extra", "gazette", "{key}": {error}'), _MEND_LINKS)
            for key, error in wrong
        )
    for link in (*frame.header, *frame.footer):
        _check_address(link.href, file)
    if frame.accent and not _COLOUR.fullmatch(frame.accent):
        what = f'"extra", "gazette", "accent": "{frame.accent}" is no colour.'
        raise _misconfigured(file, what, 'Write its six digits in quotes: "#1f4568".')
    for name in ("sender", "reply_to"):
        _check_mailbox(name, frame.mail[name], file)
    return frame


def _labels(config: MkDocsConfig, frame: FrameOptions) -> Iterator[str]:
    """The texts of the site's own links and letters, each once, in their order."""
    texts = [config.site_name, *(link.text for link in (*frame.header, *frame.footer))]
    texts += [frame.copyright or config.copyright or ""]
    texts += [frame.mail.greeting, frame.mail.choices, frame.mail.closing]
    yield from dict.fromkeys(text for text in texts if text)


def _check_mailbox(name: str, text: str, file: str) -> None:
    """Refuse a sender that no letter could name."""
    try:
        found = Address(addr_spec=parseaddr(text)[1]) if text else None
    except (ValueError, HeaderParseError, IndexError):
        found = None
    if text and not (found and found.username and found.domain and text.isprintable()):
        what = f'"extra", "gazette", "mail", "{name}": "{text}" is no e-mail address.'
        mend = 'Write it as "Example Legal <legal@example.com>".'
        raise _misconfigured(file, what, mend)


def _check_address(href: str, file: str) -> None:
    try:
        urlsplit(href)
    except ValueError:
        raise _misconfigured(file, f'"{href}" is not an address.', _MEND_LINKS) from None


_MEND_LINKS = 'Write each link as "- {text: Contact, href: https://example.com/contact}".'


def _misconfigured(file: str, what: str, mend: str) -> GazetteError:
    return GazetteError([_finding(file, what, mend)])


def _finding(file: str, what: str, mend: str) -> Finding:
    return Finding("configuration", Severity.ERROR, Place(file), what, mend)


def day_from(as_of: date | None) -> str:
    """What gives the day to make a site for, as a person would name it; "" for the clock."""
    named = (name for name in (AS_OF, SOURCE_DATE) if os.environ.get(name))
    return "--as-of" if as_of else next(named, "")


def today(zone: ZoneInfo, environment: Mapping[str, str]) -> date:
    """The command's date, else SOURCE_DATE_EPOCH, else the clock's, in the site's time zone.

    Raises GazetteError where a given date cannot be read; it is never replaced by another.
    Source: reproducible-builds.org, the SOURCE_DATE_EPOCH specification.
    """
    try:
        if day := environment.get(AS_OF):
            return date.fromisoformat(day)
        if epoch := environment.get(SOURCE_DATE):
            return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone).date()
    except (ValueError, OverflowError, OSError):
        what = f"The date in {AS_OF} or {SOURCE_DATE} cannot be read."
        mend = "Give a date such as 2027-01-15 in the first, or seconds since 1970 in the second."
        raise refusal("configuration", what, mend) from None
    return datetime.now(zone).date()


def instant(day: date, zone: ZoneInfo) -> datetime:
    """This instant on the clock's own day in a time zone, noon there on any other day."""
    now = datetime.now(zone)
    return now if now.date() == day else datetime.combine(day, time(12), zone)
