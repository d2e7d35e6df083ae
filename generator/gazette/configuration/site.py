"""mkdocs' options -> `Settings`: what they say of a site."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gazette.configuration import plain
from gazette.configuration.faults import misconfigured
from gazette.configuration.found import find_policies
from gazette.configuration.frame import framed, labels
from gazette.configuration.interface import with_own_words
from gazette.configuration.listed import listed
from gazette.configuration.names import check_former, check_ids, check_names
from gazette.configuration.options import GazetteOptions
from gazette.configuration.places import (
    check_checkout,
    check_links,
    check_locales,
    top,
    within,
)
from gazette.configuration.severities import severities
from gazette.configuration.written import Written
from gazette.errors import GazetteError
from gazette.languages import l10n
from gazette.model import Mail, Settings
from gazette.model.domains import ascii_host

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mkdocs.config.defaults import MkDocsConfig

    from gazette.model import PolicySource


def settings(config: MkDocsConfig) -> Settings:
    """The configuration of a site as plain values. Raises GazetteError, at lines of its files."""
    file = Path(config.config_file_path or "mkdocs.yml")
    try:
        return _settings(config, file)
    except GazetteError as error:
        written = Written.of(file)
        raise GazetteError(written.placed(found) for found in error.findings) from None


def _settings(config: MkDocsConfig, file: Path) -> Settings:
    chosen, root = _chosen(config, file.name), top(file.resolve().parent)
    docs_dir = os.path.relpath(Path(config.docs_dir).resolve(), root).replace(os.sep, "/")
    check_links(root, docs_dir)
    locales = (file.resolve().parent / "locales").relative_to(root).as_posix()
    check_checkout(root, docs_dir, locales, *(policy.path for policy in chosen.policies))
    found = _policies(root, docs_dir, chosen, file.name)
    languages = languages_named(chosen.languages, file.name)
    kept = _kept(chosen, languages, file.name) if chosen.languages_kept else ()
    check_locales(root, locales, (*languages, *kept))
    check_names(found, languages, root, docs_dir, excluded(config))
    frame = framed(config, file.name)
    made = Settings(
        root=str(root),
        name=config.site_name,
        url=_url(config.site_url or "", file.name),
        languages=languages,
        zone=zone_named(chosen.timezone, file.name),
        policies=found,
        docs_dir=docs_dir,
        locales_dir=locales,
        labels=tuple(labels(config, frame)),
        discovered=not chosen.policies,
        mail=Mail(**frame.mail),
        pdf=_pdf(chosen, config.site_url or "", file.name),
        languages_kept=kept,
        strict=chosen.strict,
        configuration=within(file, root),
        made_with=_made_with(config, file, root),
        left_out=_left_out(config),
        severities=severities(chosen.rules, Written.of(file), file.name) if chosen.rules else (),
    )
    return with_own_words(made)


def _chosen(config: MkDocsConfig, file: str) -> GazetteOptions:
    """Our own options. Raises GazetteError where the site is not made by us."""
    plugin = config.plugins.get("gazette")
    if plugin is None or not isinstance(plugin.config, GazetteOptions):
        what = "The configuration does not use the gazette plugin."
        raise misconfigured(file, what, 'Add "gazette" under "plugins".')
    if config.theme.name != "gazette":
        what = f'The theme is "{config.theme.name}", which cannot show policies.'
        fix = (
            'Write "theme: {name: gazette}" for a site of policies alone, or "below: legal" under '
            '"gazette" to publish them in a folder of this site.'
        )
        raise misconfigured(file, what, fix)
    return plugin.config


def _policies(
    root: Path, docs_dir: str, chosen: GazetteOptions, file: str
) -> tuple[PolicySource, ...]:
    """The policies that are listed, else those that are found. Raises GazetteError."""
    found = tuple(listed(root, chosen, file)) or find_policies(root, docs_dir, chosen, file)
    check_ids(found, file)
    check_former(found, file)
    return found


def _made_with(config: MkDocsConfig, file: Path, root: Path) -> tuple[str, ...]:
    """What a configuration inherits from, its hooks and its own templates, in the repository."""
    own = [config.theme.custom_dir] if config.theme.custom_dir else []
    named = [*plain.parents(file), *(file.parent / str(name) for name in (*config.hooks, *own))]
    return tuple(filter(None, (within(path, root) for path in named)))


def _left_out(config: MkDocsConfig) -> tuple[str, ...]:
    """What mkdocs does not publish: hidden files, its templates, and what the options name."""
    specs = (spec for spec in (config.exclude_docs, config.draft_docs) if spec)
    return (".*", "/templates/", *(str(each.pattern) for spec in specs for each in spec.patterns))


def _url(url: str, file: str) -> str:
    """The address of the site, its host in ASCII. Raises GazetteError."""
    try:
        return ascii_host(url)
    except ValueError as error:
        what = f'"site_url": "{url}" has an invalid host: {error}.'
        raise misconfigured(file, what, "Correct the address.") from None


def _pdf(chosen: GazetteOptions, url: str, file: str) -> bool:
    """Whether versions are made as PDFs, too. Raises GazetteError where they cannot be."""
    if chosen.pdf and find_spec("weasyprint") is None:
        what = 'The option "pdf" needs WeasyPrint, which is not installed.'
        fix = 'Install it with "pip install policy-gazette[pdf]", or remove the option.'
        raise misconfigured(file, what, fix)
    if chosen.pdf and not url:
        what = 'The option "pdf" needs the address of the site, which each PDF states.'
        raise misconfigured(file, what, 'Write "site_url".')
    return bool(chosen.pdf)


def excluded(config: MkDocsConfig) -> tuple[Callable[[str], bool], ...]:
    """What says whether mkdocs leaves a file of the docs_dir out."""
    return tuple(spec.match_file for spec in (config.exclude_docs, config.draft_docs) if spec)


def _kept(chosen: GazetteOptions, languages: tuple[str, ...], file: str) -> tuple[str, ...]:
    """The languages that are only kept. Raises GazetteError for one that is published in, too."""
    found = languages_named(chosen.languages_kept, file)
    if both := next((code for code in found if code in languages), None):
        what = f'"{both}" is listed under both "languages" and "languages_kept".'
        fix = "Remove it from the first to end it, or from the second to continue in it."
        raise misconfigured(file, what, fix)
    return found


def languages_named(codes: Sequence[str], file: str) -> tuple[str, ...]:
    """The languages by their canonical tags. Raises GazetteError."""
    written: dict[str, str] = {}
    for code in codes:
        tag = l10n.canonical(code)
        if not tag:
            what = f'"{code}" is not a language code.'
            raise misconfigured(file, what, 'Write codes such as "en" or "pt-BR".')
        if tag in written:
            other = written[tag]
            what = f'"{other}" and "{code}" are one language, {tag}.'
            what = what if other != code else f'The language "{code}" is listed twice.'
            raise misconfigured(file, what, "Remove one of the two.")
        written[tag] = code
    if not codes:
        raise misconfigured(file, '"languages" is empty.', 'Write at least one, such as "en".')
    return tuple(written)


def zone_named(name: str, file: str) -> ZoneInfo:
    """The time zone that a configuration names. Raises GazetteError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        what = f'There is no time zone "{name}".'
        raise misconfigured(file, what, 'Write a name such as "Europe/Berlin".') from None
