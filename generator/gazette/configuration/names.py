"""The names of policies: which become addresses, and whose they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.configuration.faults import misconfigured
from gazette.errors import GazetteError
from gazette.model.naming import collisions, is_device

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazette.model import PolicySource

_POLICY_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_RESERVED = frozenset({"schema", "site", "pages"})  # api/v1/schema/ and our own catalogs
_LONGEST_NOTICE = 3650


def check_former(found: tuple[PolicySource, ...], file: str) -> None:
    """Refuse former ids that are no ids, or that belong to another policy as well."""
    owners = {source.id: source.id for source in found}
    for source in found:
        for former in source.former_ids:
            if not _POLICY_ID.fullmatch(former) or former in _RESERVED:
                what = f'"formerly: {former}" of the policy "{source.id}" names no id of a policy.'
                raise misconfigured(file, what, "Write the id or the path that the policy had.")
            if owners.setdefault(former, source.id) != source.id:
                what = f'Two policies claim the id "{former}": {owners[former]} and {source.id}.'
                raise misconfigured(file, what, 'Take it out of one of them, or of "formerly".')


def check_ids(found: tuple[PolicySource, ...], file: str) -> None:
    """Refuse ids that no address can have or that two policies have, and impossible notice."""
    paths: dict[str, str] = {}
    for source in found:
        if not _POLICY_ID.fullmatch(source.id):
            what = f'"{source.id}" cannot be a policy\'s id: it becomes part of an address.'
            raise misconfigured(file, what, "Use small letters, digits and hyphens only.")
        if source.id in _RESERVED:
            what = f'"{source.id}" cannot be a policy\'s id: Gazette uses that name itself.'
            raise misconfigured(file, what, "Choose another one.")
        if is_device(source.id):
            what = f'"{source.id}" cannot be a policy\'s id: Windows keeps that name for a device.'
            raise misconfigured(file, what, "Choose another one.")
        if source.id in paths:
            what = f'Two policies have the id "{source.id}": {paths[source.id]} and {source.path}.'
            raise misconfigured(file, what, "Rename one of them.")
        if not 0 <= source.notice_days <= _LONGEST_NOTICE:
            what = f"notice_days is {source.notice_days}, which is no notice period."
            raise misconfigured(file, what, "Write 30, or 0 for no notice period.")
        paths[source.id] = source.path
    if not found:
        what = "There is no policy to publish."
        mend = "Add one under content/, or list policies with id and path under plugins, gazette."
        raise misconfigured(file, what, mend)


def check_names(
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
