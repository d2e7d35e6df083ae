"""The policies of a site: those that the configuration lists, else those that are found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette.configuration.faults import misconfigured
from gazette.document import declares_version, is_section, read_front, was_meant
from gazette.model import Dialect, Discovery, OwnDate, PolicySource, SourceFile, TranslationRule
from gazette.model.paths import policy_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazette.configuration.options import GazetteOptions, OwnDateOptions


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
                id=front.id or policy_id(path),
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
        raise misconfigured(file, what, "Write 3d, or leave the option out.")
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
        raise misconfigured(file, what, fix) from None


def _own_date(chosen: OwnDateOptions, file: str) -> OwnDate | None:
    """How a text says its own date. Raises GazetteError where that is not one way."""
    given = {name: value for name, value in chosen.items() if value}
    if not given:
        return None
    if len(given) > 1:
        what = f'"effective_from" names {len(given)} ways to find the date, and can have one.'
        raise misconfigured(file, what, 'Write one of "key", "pattern" and "attribute".')
    if pattern := given.get("pattern"):
        _check_pattern(pattern, file)
    return OwnDate(**given)


def _check_pattern(pattern: str, file: str) -> None:
    try:
        found = "date" in re.compile(pattern).groupindex
    except re.error as error:
        what = f'The pattern of "effective_from" cannot be read: {error}.'
        raise misconfigured(file, what, _DATE_PATTERN) from None
    if not found:
        what = 'The pattern of "effective_from" has no group "date".'
        raise misconfigured(file, what, _DATE_PATTERN)


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


def listed(root: Path, chosen: GazetteOptions, file: str) -> Iterator[PolicySource]:
    """The policies that the configuration names one by one. Raises GazetteError."""
    for policy in chosen.policies:
        versions = policy.versions or chosen.versions
        path = policy.path.strip("/")
        if path.startswith("../") or path == ".." or "/../" in f"/{path}/":
            what = f'The path "{policy.path}" of the policy "{policy.id}" leaves the repository.'
            raise misconfigured(file, what, "Name a path from the repository's top folder.")
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
