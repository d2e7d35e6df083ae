"""Everything that a site begins with, as files; and the writing of those that are not there.

Nothing is overwritten: what is there stays, and is told. Only to `.gitignore` lines are added. What
was written is taken back where the rest cannot be.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from gazette.errors import refusal
from gazette.starting import hosts, texts, wording
from gazette.starting.templates import filled, folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gazette.starting.answers import Answers
    from gazette.starting.surroundings import Surroundings

IGNORE = ".gitignore"
_HOOK = ".pre-commit-config.yaml"
_EXAMPLE = timedelta(days=90)  # from the first version to the one that the guide shows


def planned(around: Surroundings, answers: Answers) -> dict[str, str]:
    """Path from the root -> text, of all but the catalogs."""
    files = {} if around.own else {around.configuration: _configuration(around, answers)}
    for policy in answers.policies:
        if policy.kind:
            lang = texts.spoken(answers.languages[0])
            made = texts.policy(policy.kind, lang, answers.name, answers.effective)
            files |= {f"{policy.path}/{name}": text for name, text in made.items()}
    name, text = _guide(around, answers)
    files[name] = text
    if answers.host in hosts.FILES:
        files[hosts.FILES[answers.host]] = hosts.pipeline(
            answers.host, around.branch, answers.zone, around.option, around.site_dir
        )
    if answers.pre_commit:
        files[_HOOK] = hosts.pre_commit(around.option)
    if answers.owners:
        paths = [*(each.path for each in answers.policies), "locales"]
        file = hosts.owners_file(answers.host, around.root)
        files[file] = hosts.owners(answers.host, paths, answers.owners, around.root)
    return files


def catalogs(answers: Answers) -> dict[tuple[str, str], str]:
    """What our own texts say in other languages: (language, name of a catalog) -> its text."""
    made, source = {}, answers.languages[0]
    for lang in answers.languages[1:]:
        words = {answers.name: answers.name}
        for policy in answers.policies if texts.spoken(lang) else ():
            if policy.kind:
                found = wording.pairs(policy.kind, source, lang, answers.name)
                made[lang, policy.id] = wording.catalog(found, lang, answers.name)
        made[lang, "site"] = wording.catalog(words, lang, answers.name)
    return made


def _configuration(around: Surroundings, answers: Answers) -> str:
    address = json.dumps(answers.url or "https://legal.example.com/", ensure_ascii=False)
    lines = [
        f"        - {{id: {json.dumps(each.id, ensure_ascii=False)}, "
        f"path: {json.dumps(each.path, ensure_ascii=False)}}}"
        for each in answers.policies
    ]
    text = filled(
        folder("hosts") / "mkdocs.yml",
        name=json.dumps(answers.name, ensure_ascii=False),
        address=f"{'' if answers.url else '# '}site_url: {address}",
        docs=around.docs_dir,
        site=f"\nsite_dir: {around.site_dir}" if around.option else "",
        languages=", ".join(map(json.dumps, answers.languages)),
        zone=answers.zone.key,
        policies="\n".join(lines),
    )
    return f"{text.rstrip()}\n"


def _guide(around: Surroundings, answers: Answers) -> tuple[str, str]:
    paths = [each.path for each in answers.policies] or [around.docs_dir]
    first = around.root / paths[0]
    return texts.guide(
        texts.spoken(answers.languages[0]) or "en",
        has_blanks=any(policy.kind for policy in answers.policies),
        name=texts.escaped(answers.name),
        paths=", ".join(f"`{path}`" for path in paths),
        head=paths[0] if first.is_file() else f"{paths[0]}/index.md",
        branch=around.branch,
        example=(answers.effective + _EXAMPLE).isoformat(),
    )


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the files: the paths written, those changed, and those left as they were."""

    new: tuple[str, ...]
    added_to: tuple[str, ...]
    left: tuple[str, ...]


def write(around: Surroundings, files: Mapping[str, str]) -> Written:
    """Write what is not there. Raises GazetteError for a path that leaves the folder, and OSError.

    Whatever ends this before its end, what it wrote is gone again.
    """
    root = around.root
    left = tuple(path for path in files if _is_there(root / path))
    new = {path: text for path, text in files.items() if path not in left}
    done: list[Path] = []
    try:
        for path, text in new.items():
            _put(root, root / path, text, done)
        added = _ignore(around, done)
    except BaseException:
        for place in reversed(done):
            place.rmdir() if place.is_dir() else place.unlink(missing_ok=True)
        raise
    is_new = IGNORE in {place.name for place in done}
    return Written((*new, *[IGNORE] * is_new), (IGNORE,) * (added and not is_new), left)


def _is_there(place: Path) -> bool:
    return place.is_symlink() or place.exists()


def _put(root: Path, place: Path, text: str, done: list[Path]) -> None:
    """Write a file and the folders around it, and note each."""
    missing = [each for each in place.parents if not _is_there(each)]
    for each in reversed(missing):
        each.mkdir()
        done.append(each)
    if not place.parent.resolve().is_relative_to(root):
        what = f'"{place.parent}" leads out of the folder, so nothing is written there.'
        raise refusal("outside-link", what, "Put a folder in the place of the link.")
    done.append(place)
    with place.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _ignore(around: Surroundings, done: list[Path]) -> bool:
    """See that git ignores what is made; whether lines were added."""
    place = around.root / IGNORE
    wanted = [f"/{name}/" for name in (around.site_dir, ".cache", ".venv")]
    if not _is_there(place):
        _put(around.root, place, "".join(f"{line}\n" for line in wanted), done)
        return True
    before = place.read_bytes().decode("utf-8", "surrogateescape")
    known = {line.strip().strip("/") for line in before.splitlines()}
    missing = [line for line in wanted if line.strip("/") not in known]
    end = "\r\n" if "\r\n" in before else "\n"
    start = "" if not before or before.endswith("\n") else end
    if missing:
        with place.open("ab") as file:
            file.write((start + "".join(f"{line}{end}" for line in missing)).encode())
    return bool(missing)
