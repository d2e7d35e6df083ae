"""The policies that the configuration lists: one by one, or many at once by a pattern.

A pattern finds files that are there, and those that were and are gone: what was published stays.
A file that has an entry of its own belongs to that one; of two patterns, to the first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from posixpath import normpath
from typing import TYPE_CHECKING

from gazette import history
from gazette.configuration.faults import misconfigured
from gazette.configuration.found import former_names
from gazette.configuration.names import check_made
from gazette.configuration.patterns import Pattern, check, filled, is_pattern
from gazette.configuration.places import check_checkout
from gazette.configuration.values import dialect, own_date, settle
from gazette.history.homes import around
from gazette.model import Discovery, PolicySource, TranslationRule
from gazette.model.naming import id_of_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gazette.configuration.options import GazetteOptions, PolicyOptions
    from gazette.errors import GazetteError


def listed(root: Path, chosen: GazetteOptions, file: str) -> Iterator[PolicySource]:
    """The policies that the configuration names, in its order. Raises GazetteError."""
    entries = [(policy, _path(policy, file)) for policy in chosen.policies]
    own = {normpath(path) for _, path in entries if not is_pattern(path)}
    patterns = {
        at: _pattern(policy, file) for at, (policy, path) in enumerate(entries) if is_pattern(path)
    }
    found = _Found.under(root, patterns)
    for at, (policy, path) in enumerate(entries):
        source = _source(policy, path, chosen, file)
        if pattern := patterns.get(at):
            many = list(_each(source, found.of(at, pattern, own, file)))
            check_made(many, path, pattern.lacking(policy.id), file)
        else:
            many = [replace(source, gone=normpath(path) in found.gone)]
        for one in many:
            yield replace(one, formerly=(*one.formerly, *former_names(root / one.path)))


def _path(policy: PolicyOptions, file: str) -> str:
    path: str = policy.path.strip("/")
    if path.startswith("../") or path == ".." or "/../" in f"/{path}/":
        what = f'The path "{policy.path}" of the policy "{policy.id}" leaves the repository.'
        raise misconfigured(file, what, "Name a path from the repository's top folder.")
    return path


def _source(policy: PolicyOptions, path: str, chosen: GazetteOptions, file: str) -> PolicySource:
    """An entry with its own options, else the site's."""
    versions = policy.versions or chosen.versions
    return PolicySource(
        id=policy.id,
        path=path,
        title=policy.title,
        discovery=Discovery(versions) if versions else None,
        tags=policy.tags,
        settle=settle(chosen.settle if policy.settle is None else policy.settle, file),
        own_date=own_date(policy.effective_from, file) or own_date(chosen.effective_from, file),
        formerly=tuple(policy.formerly),
        translations=TranslationRule(policy.translations or chosen.translations),
        sections=tuple(name.removeprefix("./") for name in policy.sections),
        dialect=dialect(chosen.markdown if policy.markdown is None else policy.markdown, file),
        notice_days=chosen.notice_days if policy.notice_days is None else policy.notice_days,
        profiles=tuple(
            chosen.notice_profiles if policy.notice_profiles is None else policy.notice_profiles
        ),
        collection=policy.collection,
    )


def _pattern(policy: PolicyOptions, file: str) -> Pattern:
    pattern = Pattern.of(policy.path)
    texts = {name: policy[name] for name in ("id", "title", "collection")}
    check(pattern, file, **texts)
    return pattern


@dataclass(frozen=True, slots=True)
class _Match:
    """A file that a pattern found: what the stars stood for, and whether it is gone."""

    path: str
    stood: tuple[str, ...]
    gone: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """What patterns found: the place of an entry -> its files, without those of earlier patterns.

    `gone` are the files that are no longer there.
    """

    matches: Mapping[int, list[_Match]]
    gone: frozenset[str]

    @classmethod
    def under(cls, root: Path, patterns: Mapping[int, Pattern]) -> _Found:
        """Look through the repository once, for all patterns. Raises GazetteError."""
        if not patterns:
            return cls({}, frozenset())
        paths = history.markdown(str(root), lambda path: _first(patterns, path) is not None)
        check_checkout(root, *paths.there)
        gone = frozenset(paths.gone)
        matches: dict[int, list[_Match]] = {at: [] for at in patterns}
        for path in sorted((*paths.there, *paths.gone)):
            if first := _first(patterns, path):
                at, stood = first
                matches[at].append(_Match(path, stood, path in gone))
        return cls(matches, gone)

    def of(self, at: int, pattern: Pattern, own: set[str], file: str) -> Iterator[_Match]:
        """The files of a pattern that have no entry of their own. Raises GazetteError for none."""
        if not self.matches[at]:
            raise self._nothing(pattern, file)
        yield from (each for each in self.matches[at] if own.isdisjoint(around(each.path)))

    def _nothing(self, pattern: Pattern, file: str) -> GazetteError:
        """Why a pattern has no file."""
        others = (each.path for found in self.matches.values() for each in found)
        if any(pattern.match(path) for path in others):
            what = (
                f'All files that the pattern "{pattern.text}" matches belong to patterns '
                "listed above it."
            )
            return misconfigured(file, what, "Move the entry above theirs, or remove it.")
        what = f'The pattern "{pattern.text}" matches no Markdown file of the repository.'
        fix = (
            "Correct its path, which counts from the repository's top folder and tells capital "
            "from small letters, or remove the entry."
        )
        return misconfigured(file, what, fix)


def _first(patterns: Mapping[int, Pattern], path: str) -> tuple[int, tuple[str, ...]] | None:
    """The first pattern that matches a path, and what its stars stand for in it."""
    found = (
        (at, stood) for at, each in patterns.items() if (stood := each.match(path)) is not None
    )
    return next(found, None)


def _each(entry: PolicySource, matches: Iterator[_Match]) -> Iterator[PolicySource]:
    """The policies of a pattern's entry, which holds for each of them."""
    for match in matches:
        yield replace(
            entry,
            id=id_of_words(filled(entry.id, match.stood)),
            path=match.path,
            title=filled(entry.title, match.stood),
            collection=filled(entry.collection, match.stood),
            gone=match.gone,
        )
