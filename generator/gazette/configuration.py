"""mkdocs.yml -> `Settings`: the option names are a contract (design, section 3)."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from gazette import l10n
from gazette.document import declares_version
from gazette.errors import GazetteError, refusal
from gazette.model import Discovery, PolicySource, Settings

if TYPE_CHECKING:
    from gazette.plugin import GazettePlugin

AS_OF = "GAZETTE_AS_OF"  # the command's date, for builds that mkdocs starts again by itself
_SECTION_FILE = re.compile(r"\d+[-_. ].*\.md")
_POLICY_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


class PolicyOptions(Config):
    """One entry of `policies`."""

    id = options.Type(str)
    path = options.Type(str)
    title = options.Type(str, default="")
    versions = options.Optional(options.Choice(tuple(Discovery)))
    notice_days = options.Optional(options.Type(int))
    tags = options.Type(str, default="")


class GazetteOptions(Config):
    """The plugin's options."""

    languages = options.ListOfItems(options.Type(str), default=["en"])
    timezone = options.Type(str, default="UTC")
    notice_days = options.Type(int, default=30)
    versions = options.Optional(options.Choice(tuple(Discovery)))
    policies = options.ListOfItems(options.SubConfig(PolicyOptions), default=[])


@dataclass(frozen=True, slots=True)
class Configuration:
    """A site's configuration, as mkdocs holds it and as plain values."""

    mkdocs: MkDocsConfig
    settings: Settings

    @property
    def plugin(self) -> GazettePlugin:
        """Our plugin in this configuration."""
        return self.mkdocs.plugins["gazette"]  # type: ignore[return-value]  # `settings` saw it

    def today(self, as_of: date | None) -> date:
        """The day to make the site for: the one asked for, else the environment's, else now."""
        return as_of or today(self.settings.zone, os.environ)


def read_configuration(path: Path) -> Configuration:
    """Read a configuration file. Raises GazetteError with everything wrong in it."""
    config = MkDocsConfig(config_file_path=str(path))
    try:
        with path.open("rb") as file:
            config.load_file(file)
    except FileNotFoundError:
        what = f'There is no file "{path}".'
        mend = "Run the command where mkdocs.yml is, or name it with --config-file."
        raise refusal("configuration", what, mend) from None
    except OSError as error:
        what = f"The file cannot be read: {error.strerror}."
        raise refusal("configuration", what, "Name a file that can be read.", str(path)) from None
    except (yaml.YAMLError, ConfigurationError, UnicodeDecodeError) as error:
        raise _unreadable(error, path) from None
    _without_docs(config, path)
    errors, _ = config.validate()
    if errors:
        raise GazetteError(
            finding
            for key, error in errors
            for finding in _misconfigured(
                path.name, f'"{key}": {_sentence(error)}', "Correct this option."
            ).findings
        )
    return Configuration(config, settings(config))


def _unreadable(error: Exception, path: Path) -> GazetteError:
    cause = error.__cause__ or error.__context__ or error
    mark = getattr(cause, "problem_mark", None) or getattr(error, "problem_mark", None)
    problem = getattr(cause, "problem", None) or getattr(error, "problem", None)
    what = f"The configuration is not valid YAML: {problem or 'it cannot be read'}."
    line = mark.line + 1 if mark else 0
    return refusal("configuration", what, "Correct the line.", str(path), line)


def _sentence(error: object) -> str:
    text = " ".join(str(error).split())
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _without_docs(config: MkDocsConfig, path: Path) -> None:
    """Policies may lie anywhere: a missing docs_dir is none of our business."""
    docs_dir = path.parent / str(config.user_configs[0].get("docs_dir", "docs"))
    if not docs_dir.is_dir():
        config.load_dict({"docs_dir": tempfile.mkdtemp(prefix="gazette-no-docs-")})


def settings(config: MkDocsConfig) -> Settings:
    """The configuration of a site as plain values. Raises GazetteError."""
    file = Path(config.config_file_path or "mkdocs.yml")
    plugin = config.plugins.get("gazette")
    if plugin is None or not isinstance(plugin.config, GazetteOptions):
        what = "The configuration does not use the gazette plugin."
        raise _misconfigured(file.name, what, 'Add "gazette" under "plugins".')
    chosen = plugin.config
    root = top(file.resolve().parent)
    docs_dir = os.path.relpath(config.docs_dir, root).replace(os.sep, "/")
    found = tuple(_listed(chosen, file.name)) or find_policies(root, docs_dir, chosen)
    _check_ids(found, file.name)
    return Settings(
        root=str(root),
        name=config.site_name,
        url=config.site_url or "",
        languages=_languages(chosen.languages, file.name),
        zone=_zone(chosen.timezone, file.name),
        policies=found,
        docs_dir=docs_dir,
        locales_dir=(file.resolve().parent / "locales").relative_to(root).as_posix(),
        labels=tuple(_labels(config)),
    )


def top(folder: Path) -> Path:
    """The repository's top folder around a folder, or the folder itself outside of any."""
    return next((f for f in (folder, *folder.parents) if (f / ".git").exists()), folder)


def find_policies(root: Path, docs_dir: str, chosen: GazetteOptions) -> tuple[PolicySource, ...]:
    """The policies under the docs_dir.

    A policy is a file or folder whose front matter has a version. A folder of numbered
    sections is one even where its front matter is missing, so that the policy does not vanish
    with it: its absence is then a finding.
    """
    rule = Discovery(chosen.versions) if chosen.versions else Discovery.LABELS
    found = []
    for path in sorted((root / docs_dir).rglob("*.md")):
        is_folder = path.name == "index.md"
        if _heads_policy(path):
            home = path.parent if is_folder else path
            relative = home.relative_to(root).as_posix()
            found.append(PolicySource(home.stem, relative, "", rule, "", chosen.notice_days))
    return tuple(found)


def _heads_policy(path: Path) -> bool:
    if declares_version(path.read_text(encoding="utf-8-sig", errors="replace")):
        return True
    siblings = path.parent.iterdir() if path.name == "index.md" else ()
    return any(_SECTION_FILE.fullmatch(sibling.name) for sibling in siblings)


def _listed(chosen: GazetteOptions, file: str) -> Iterator[PolicySource]:
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
            notice_days=chosen.notice_days if policy.notice_days is None else policy.notice_days,
        )


def _check_ids(found: tuple[PolicySource, ...], file: str) -> None:
    paths: dict[str, str] = {}
    for source in found:
        if not _POLICY_ID.fullmatch(source.id):
            what = f'"{source.id}" cannot be a policy\'s id: it becomes part of an address.'
            raise _misconfigured(file, what, "Use small letters, digits and hyphens only.")
        if source.id in paths:
            what = f'Two policies have the id "{source.id}": {paths[source.id]} and {source.path}.'
            raise _misconfigured(file, what, "Rename one of them.")
        if source.notice_days < 0:
            what = f"notice_days is {source.notice_days}, which is no number of days."
            raise _misconfigured(file, what, "Write 30, or 0 for no notice period.")
        paths[source.id] = source.path
    if not found:
        what = "There is no policy to publish."
        mend = "Add one under content/, or list policies with id and path under plugins, gazette."
        raise _misconfigured(file, what, mend)


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


def _labels(config: MkDocsConfig) -> Iterator[str]:
    """The texts of the site's own links, each once, in their order."""
    extra = config.extra.get("gazette") or {}
    links = [*(extra.get("header") or ()), *(extra.get("footer") or ())]
    copyright_line = extra.get("copyright") or config.copyright or ""
    texts = [config.site_name, *(str(link["text"]) for link in links), str(copyright_line)]
    yield from dict.fromkeys(text for text in texts if text)


def _misconfigured(file: str, what: str, mend: str) -> GazetteError:
    return refusal("configuration", what, mend, file)


def today(zone: ZoneInfo, environment: Mapping[str, str]) -> date:
    """The command's date, else SOURCE_DATE_EPOCH, else the clock's, in the site's time zone.

    Raises GazetteError where a given date cannot be read; it is never replaced by another.
    Source: reproducible-builds.org, the SOURCE_DATE_EPOCH specification.
    """
    try:
        if day := environment.get(AS_OF):
            return date.fromisoformat(day)
        if epoch := environment.get("SOURCE_DATE_EPOCH"):
            return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone).date()
    except (ValueError, OverflowError, OSError):
        what = f"The date in {AS_OF} or SOURCE_DATE_EPOCH cannot be read."
        mend = "Give a date such as 2027-01-15 in the first, or seconds since 1970 in the second."
        raise refusal("configuration", what, mend) from None
    return datetime.now(zone).date()
