"""The policies that are found under the docs_dir, by what their files say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.configuration.values import dialect, own_date, settle
from gazette.document import declares_version, is_section, read_front, was_meant
from gazette.model import Discovery, PolicySource, SourceFile, TranslationRule
from gazette.model.paths import policy_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazette.configuration.options import GazetteOptions


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
        front, _ = read_front(SourceFile(path, text_of(head) or ""))
        found.append(
            PolicySource(
                id=front.id or policy_id(path),
                path=path,
                discovery=rule,
                notice_days=chosen.notice_days,
                profiles=tuple(chosen.notice_profiles),
                settle=settle(chosen.settle, file),
                own_date=own_date(chosen.effective_from, file),
                formerly=front.formerly,
                translations=TranslationRule(chosen.translations),
                dialect=dialect(chosen.markdown, file),
            )
        )
    return tuple(found)


def former_names(home: Path) -> tuple[str, ...]:
    """The ids and paths that a policy's own front matter says it had."""
    head = home if home.suffix == ".md" else home / "index.md"
    text = "" if head.is_dir() else text_of(head) or ""
    if "formerly" not in text.casefold():
        return ()  # to read it costs more, and there may be hundreds
    return read_front(SourceFile(head.name, text))[0].formerly


def _homes(docs: Path) -> Iterator[tuple[Path, Path]]:
    """The file or folder of each policy, and the file with its front matter."""
    files = sorted(docs.rglob("*.md"))
    heads = (file for file in files if file.name == "index.md" and _heads_folder(file))
    folders = {file.parent for file in heads}
    for file in files:
        if file.name == "index.md" and file.parent in folders:
            yield file.parent, file
        elif folders.isdisjoint(file.parents) and _heads_policy(file):
            yield file, file


def _heads_folder(index: Path) -> bool:
    has_sections = any(is_section(file.name) for file in index.parent.iterdir())
    return has_sections or _heads_policy(index)


def _heads_policy(file: Path) -> bool:
    text = text_of(file)
    return not file.is_dir() and (text is None or declares_version(text) or was_meant(text))


def text_of(file: Path) -> str | None:
    """What a file says, None where it is no text, a Git LFS pointer or a link to nothing."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    return None if "\0" in text or text.startswith(_LFS_POINTER) else text


_LFS_POINTER = "version https://git-lfs.github.com/spec/"
