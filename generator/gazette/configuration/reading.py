"""A configuration file, read as plain values or whole.

mkdocs' own classes check the options. One that nobody knows is refused, where mkdocs only
warns: a misspelt `notice_days` must not become the default. Whoever only looks at a site reads
its configuration as plain values (`read_configuration`); a build and a preview load hooks,
plugins and themes, too (`whole_configuration`).
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import yaml
from mkdocs.config import config_options as options
from mkdocs.config.base import BaseConfigOption, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import BasePlugin

from gazette.configuration import plain
from gazette.configuration.below import below, folder_of, is_below
from gazette.configuration.days import instant, today
from gazette.configuration.faults import finding, sentence
from gazette.configuration.known import unknown
from gazette.configuration.look import PICTURES, check_pictures
from gazette.configuration.options import GazetteOptions
from gazette.configuration.places import check_checkout, top
from gazette.configuration.site import settings
from gazette.configuration.written import Written
from gazette.errors import GazetteError, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from gazette.model import Finding, Settings

# TypeError: what mkdocs makes of a file that holds a single number.
_NOT_YAML = (yaml.YAMLError, ConfigurationError, ValidationError, ValueError, TypeError)


class PlainPlugins(options.Plugins):
    """The list of plugins, of which none is loaded: ours has its options checked."""

    def __init__(self) -> None:
        super().__init__(theme_key="theme", default=["search"])
        ours = EntryPoint("gazette", f"{__name__}:PlainPlugin", "mkdocs.plugins")
        self.installed_plugins = {**self.installed_plugins, "gazette": ours}

    def load_plugin(self, name: str, config: object) -> BasePlugin[Any]:
        """Ours without its events; of any other one, whether it is installed."""
        if name != "gazette" and name in self.installed_plugins:
            plugin: BasePlugin[Any] = BasePlugin()
            self.plugins[name] = plugin
            return plugin
        return super().load_plugin(name, config)


class PlainPlugin(BasePlugin[GazetteOptions]):  # type: ignore[no-untyped-call]  # mkdocs
    """Our options alone."""


class PlainLook(SimpleNamespace):
    """What a theme that is not loaded is asked for, its name by key, as mkdocs does."""

    def __getitem__(self, key: str) -> Any:
        return getattr(self, key)

    def get(self, key: str) -> Any:
        """An option, None where it is not given."""
        return getattr(self, key, None)


class PlainTheme(BaseConfigOption[Any]):
    """The theme's options, of which only the name, the pictures and own templates count."""

    def run_validation(self, value: object) -> PlainLook:
        """The theme of that name, which is not loaded."""
        given = {"name": value} if isinstance(value, str) else value or {"name": "mkdocs"}
        if not isinstance(given, dict):
            message = "Expected the name of a theme, or a set of options."
            raise ValidationError(message)
        folder = given.get("custom_dir")
        shown = {name: given.get(name) for name in ("name", *PICTURES)}
        return PlainLook(**shown, custom_dir=str(folder) if folder else None)


class PlainConfig(MkDocsConfig):  # type: ignore[no-untyped-call]  # mkdocs
    """mkdocs' configuration without what runs a program: hooks, plugins, extensions, themes."""

    # Of other types than mkdocs', since nothing is loaded.
    theme = PlainTheme()
    markdown_extensions = options.Type((list, dict), default=[])  # type: ignore[assignment]
    plugins = PlainPlugins()
    hooks = options.ListOfItems(options.File(exists=True), default=[])  # type: ignore[assignment]


class InnerConfig(MkDocsConfig):  # type: ignore[no-untyped-call]  # mkdocs
    """That of a site in a folder of another one: our plugin is there a second time, apart."""

    plugins = options.Plugins(theme_key="theme", default=[])


@dataclass(frozen=True, slots=True)
class Configuration:
    """A site's configuration, as mkdocs holds it and as plain values.

    Attributes:
        mkdocs: that of the site of policies.
        settings: the same as plain values.
        around: that of the site which holds it in a folder, None where it stands by itself.
    """

    mkdocs: MkDocsConfig
    settings: Settings
    around: MkDocsConfig | None = None

    @property
    def outermost(self) -> MkDocsConfig:
        """That of the whole site, of which policies may be a part."""
        return self.around or self.mkdocs

    @property
    def folder(self) -> str:
        """Where below the whole site the policies are published: "legal", "" for all of it."""
        return folder_of(self.outermost)

    def write_to(self, folder: Path) -> None:
        """Let the whole site be written to a folder."""
        self.outermost.site_dir = str(folder)
        self.mkdocs.site_dir = str(folder / self.folder)

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
    _validated(config, path, [*unknown(config.data, Written.of(path), path.name)])
    check_pictures(config)
    if not is_below(config):
        return Configuration(config, settings(config))
    inner = inside(config)
    return Configuration(inner, settings(inner), config)


def inside(config: MkDocsConfig) -> MkDocsConfig:
    """The configuration of the site of policies in a folder of another site.

    Raises GazetteError with everything wrong in it.
    """
    kind = InnerConfig if type(config) is MkDocsConfig else type(config)
    inner = kind(config_file_path=config.config_file_path)
    inner.load_dict(below(config))
    _validated(inner, Path(config.config_file_path or "mkdocs.yml"))
    return inner


def _validated(config: MkDocsConfig, path: Path, told: Sequence[Finding] = ()) -> None:
    """Let mkdocs check a configuration; `told` is what is known to be wrong with its file.

    Raises GazetteError with everything wrong in it.
    """
    written = Written.of(path)
    found = [*written.doubled(), *told]
    _without_docs(config, path)
    errors, warnings = config.validate()
    found += [_wrong(key, error, written, path.name) for key, error in errors]
    if not found:  # those that other plugins do not know
        strange = (sentence(text) for _, text in warnings if _UNKNOWN in str(text))
        found = [finding(path.name, what, "Correct this option.") for what in strange]
    if found:
        raise GazetteError(sorted(set(found), key=lambda each: (each.place, each.what)))


_UNKNOWN = "Unrecognised configuration"


def _wrong(key: str, error: Exception, written: Written, file: str) -> Finding:
    """What mkdocs says is wrong with an option, at its line."""
    said = str(error)
    named = re.match(r"Plugin '(\w+)' option '(\w+)': ", said) if key == "plugins" else None
    keys = ("plugins", named[1], named[2]) if named else (key,)
    what = f'"{keys[-1]}": {said[named.end() :]}' if named else f'"{key}": {said}'
    found = finding(file, sentence(what), "Correct this option.")
    return replace(found, place=written.place(*keys) or found.place)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Tell what keeps a file from being read as a configuration. Raises GazetteError."""
    try:
        yield
    except FileNotFoundError:
        what = f'There is no file "{path}".'
        fix = "Run the command where mkdocs.yml is, or name it with --config-file."
        raise refusal("configuration", what, fix) from None
    except OSError as error:
        what = f"The file cannot be read: {error.strerror}."
        raise refusal("configuration", what, "Name a readable file.", str(path)) from None
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
        what = sentence(error)
    line = _line(path, mark.line) if mark else ""
    fix = _QUOTES if _UNQUOTED.search(line) else 'Write each option as "name: value".'
    return refusal("configuration", what, fix, str(path), mark.line + 1 if mark else 1)


# A value that YAML takes for a reference or for a set of options.
_UNQUOTED = re.compile(r":\s+(?:\*|\{\d)")
_QUOTES = 'Put a value that begins with a star or a brace in quotes: path: "*/*.md".'


def _line(path: Path, number: int) -> str:
    """A line of a file, counted from 0."""
    lines = path.read_text("utf-8", errors="replace").splitlines()
    return lines[number] if number < len(lines) else ""


# A folder without a page. One that is made for each process would stay where a process is killed.
_NO_DOCS = Path(__file__).parent / "no_docs"


def _without_docs(config: MkDocsConfig, path: Path) -> None:
    """Policies may lie anywhere: a missing docs_dir is none of our business."""
    docs = path.parent / str(config.docs_dir)
    if not docs.is_dir():
        root = top(path.resolve().parent)
        check_checkout(root, os.path.relpath(docs.resolve(), root).replace(os.sep, "/"))
        config.load_dict({"docs_dir": str(_NO_DOCS)})
