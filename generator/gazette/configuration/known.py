"""Options that nobody knows: each with its line, and the one that was perhaps meant.

A misspelt `notice_days` must not become the default, so it is an error, where mkdocs only warns.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.defaults import MkDocsConfig

from gazette.configuration.options import FrameOptions, GazetteOptions
from gazette.model import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mkdocs.config.base import Config

    from gazette.configuration.written import Keys, Written


def unknown(values: Mapping[str, object], written: Written, file: str) -> Iterator[Finding]:
    """An error for each option that neither mkdocs nor we know; `values` are as they were read."""
    for keys, known in _unknown(values, MkDocsConfig, ()):
        yield _finding(keys, known, written, file)
    for keys, value, schema in _ours(values):
        for inner, known in _unknown(value, schema, keys):
            yield _finding(inner, known, written, file)


def suggestion(name: str, known: Iterable[str]) -> str:
    """What to do about a name that is not known: the nearest one, else all of them."""
    names = [*known]
    if near := get_close_matches(name.casefold(), names, 1, 0.6):
        return f'Write "{near[0]}", if you mean that.'
    return f"Write one of these: {', '.join(sorted(names))}."


def _ours(values: Mapping[str, object]) -> Iterator[tuple[Keys, object, type[Config]]]:
    plugins = values.get("plugins")
    entries = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        if isinstance(entry, dict) and "gazette" in entry:
            yield ("plugins", "gazette"), entry["gazette"], GazetteOptions
    extra = values.get("extra")
    if isinstance(extra, dict) and "gazette" in extra:
        yield ("extra", "gazette"), extra["gazette"], FrameOptions


def _unknown(
    value: object, schema: type[Config], keys: Keys
) -> Iterator[tuple[Keys, tuple[str, ...]]]:
    """The way to each option that is not in a schema, and the names that are."""
    known: dict[str, object] = dict(schema._schema)  # noqa: SLF001  # mkdocs has no other way
    for name, inner in value.items() if isinstance(value, dict) else ():
        if name not in known:
            yield (*keys, str(name)), tuple(known)
        else:
            yield from _nested(inner, known[name], (*keys, name))


def _nested(value: object, option: object, keys: Keys) -> Iterator[tuple[Keys, tuple[str, ...]]]:
    if isinstance(option, options.ListOfItems) and isinstance(value, list):
        for at, each in enumerate(value):
            yield from _nested(each, option.option_type, (*keys, at))
    elif isinstance(option, options.SubConfig) and _is_ours(option.config_class):
        yield from _unknown(value, option.config_class, keys)


def _is_ours(schema: object) -> bool:
    return getattr(schema, "__module__", "") == GazetteOptions.__module__


def _finding(keys: Keys, known: tuple[str, ...], written: Written, file: str) -> Finding:
    *around, name = keys
    inside = " of ".join(f'"{each}"' for each in reversed(around) if isinstance(each, str))
    what = f'There is no option "{name}"{f" in {inside}" if inside else ""}.'
    place = written.place(*keys) or Place(file)
    return Finding("configuration", Severity.ERROR, place, what, suggestion(str(name), known))
