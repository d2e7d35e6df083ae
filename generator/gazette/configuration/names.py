"""The names of policies: which become addresses, and whose they are."""

from __future__ import annotations

from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING

from gazette.configuration.faults import finding, misconfigured
from gazette.errors import GazetteError
from gazette.history.homes import around
from gazette.model import Finding, Place, Severity
from gazette.model.naming import collisions, is_device, is_policy_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gazette.model import PolicySource

_RESERVED = frozenset({"schema", "site", "pages", "gazette"})  # api/v1/schema/ and our own catalogs
_LONGEST_NOTICE = 3650


def check_former(found: tuple[PolicySource, ...], file: str) -> None:
    """Refuse former ids that are no ids, or that belong to another policy as well."""
    owners = {source.id: source.id for source in found}
    for source in found:
        for former in source.former_ids:
            if not is_policy_id(former) or former in _RESERVED:
                what = (
                    f'"formerly: {former}" of the policy "{source.id}" is not the id of a policy.'
                )
                raise misconfigured(file, what, "Write the id or the path that the policy had.")
            if owners.setdefault(former, source.id) != source.id:
                what = f'Two policies claim the id "{former}": {owners[former]} and {source.id}.'
                raise misconfigured(file, what, 'Remove it from one of them, or from "formerly".')


def check_made(found: Iterable[PolicySource], pattern: str, needed: str, file: str) -> None:
    """Refuse what a pattern makes of paths where it can be no id, or another policy's.

    The paths stand in the messages, since the configuration does not name them.

    Args:
        found: the policies of the pattern.
        pattern: as written.
        needed: an `id` that names all stars, where the entry's does not; else "".
        file: of the configuration.

    Raises:
        GazetteError: with all that is wrong; with the first where one cause explains it.
    """
    paths: dict[str, str] = {}
    wrong = []
    for source in found:
        other = paths.setdefault(source.id.casefold(), source.path)
        if what := _unfit(source.id, source.path, other):
            own = f'{{path: "{source.path}", id: {_another(source.id)}}}'
            fix = f"Write, above the pattern or below it, an entry for that file alone: - {own}."
            if needed and other != source.path:
                fix = f'Use every star in the id, such as "id: {needed}".'
            wrong.append(finding(file, f'The pattern "{pattern}" makes {what}', fix))
    if wrong:
        raise GazetteError(wrong[:1] if needed else wrong)


def _another(name: str) -> str:
    """An id for an entry of its own, to show how one is written."""
    return f"{name}-2" if name and name not in _RESERVED and not is_device(name) else "another-id"


def _unfit(name: str, path: str, other: str) -> str:
    """Why an id that was made of a path cannot be, "" where it can."""
    if not name:
        return f'no id of "{path}", which leaves no letter or digit.'
    if other != path:
        capitals = ", whose paths differ in capital letters alone"
        alike = capitals if path.casefold() == other.casefold() else ""
        return f'one id of two files{alike}, "{name}" of "{other}" and of "{path}".'
    if name in _RESERVED:
        return f'the id "{name}" of "{path}", and Gazette reserves that name.'
    if is_device(name):
        return f'the id "{name}" of "{path}", and Windows reserves that name for a device.'
    return ""


def check_ids(found: tuple[PolicySource, ...], file: str) -> None:
    """Refuse ids that no address can have, a path or an id of two, and impossible notice."""
    paths: dict[str, str] = {}
    owners: dict[str, str] = {}
    for source in found:
        if not is_policy_id(source.id):
            what = f'"{source.id}" cannot be a policy\'s id: it becomes part of an address.'
            raise misconfigured(file, what, "Use small letters, digits and hyphens only.")
        if source.id in _RESERVED:
            what = f'"{source.id}" cannot be a policy\'s id: Gazette reserves that name.'
            raise misconfigured(file, what, "Choose another id.")
        if is_device(source.id):
            what = (
                f'"{source.id}" cannot be a policy\'s id: Windows reserves that name for a device.'
            )
            raise misconfigured(file, what, "Choose another id.")
        if other := paths.get(source.id.casefold()):
            what = f'Two policies have the id "{source.id}": {other} and {source.path}.'
            raise misconfigured(file, what, "Rename one of them.")
        if other := owners.get(normpath(source.path)):
            what = f'Two policies are "{source.path}": {other} and {source.id}.'
            raise misconfigured(file, what, "Remove one of them.")
        if not 0 <= source.notice_days <= _LONGEST_NOTICE:
            what = f"notice_days is {source.notice_days}, which is not a notice period."
            raise misconfigured(file, what, "Write 30, or 0 for no notice period.")
        paths[source.id.casefold()] = source.path
        owners[normpath(source.path)] = source.id
    if not found:
        what = "There is no policy to publish."
        fix = "Add one under content/, or list policies with id and path under plugins, gazette."
        raise misconfigured(file, what, fix)


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unreadable(path: str) -> Finding:
    what = "The name of this file is not UTF-8 text, so it has no address."
    fix = "Rename the file: its name comes from a system or an archive with another encoding."
    return Finding("file-name", Severity.ERROR, Place(path), what, fix)


def check_names(
    found: tuple[PolicySource, ...],
    languages: tuple[str, ...],
    root: Path,
    docs_dir: str,
    left_out: tuple[Callable[[str], bool], ...],
) -> None:
    """Refuse pages and files that would have the same address as something else."""
    docs = root / docs_dir
    names = (path.relative_to(docs) for path in docs.rglob("*") if path.is_file())
    listed = (
        (Path(docs_dir) / name).as_posix()
        for name in names
        if not any(part.startswith(".") for part in name.parts)
        and not any(rule(str(name)) for rule in left_out)
    )
    shown = tuple(listed)
    if odd := [_unreadable(path) for path in shown if not _is_text(path)]:
        raise GazetteError(odd)
    homes = {normpath(source.path) for source in found}
    others = [path for path in shown if homes.isdisjoint(around(path))]
    if taken := tuple(collisions(found, languages, docs_dir, others)):
        raise GazetteError(taken)
