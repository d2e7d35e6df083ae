"""From a trail's snapshots to revisions: texts read, flaws told, tags given.

The algorithm: a snapshot with an unreadable file is left out, as half a policy is no policy.
In the newest one that is an error. In an older one it is a warning: no commit can fix the
past, and the refusal of every future build would serve nobody. A tag belongs to the last
revision at or before its commit.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from gazette.errors import GazetteError, refusal
from gazette.history.texts import Flaw
from gazette.model import Revision, SourceFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from gazette.history.commits import Line
    from gazette.history.following import Trail
    from gazette.history.links import File
    from gazette.history.texts import Texts
    from gazette.model import Finding, PolicySource


def read_revisions(
    trail: Trail, line: Line, texts: Texts, sound: Collection[str] = frozenset()
) -> tuple[list[Revision], list[Finding]]:
    """The readable snapshots of a trail, oldest first, and what is wrong with the others.

    `sound` are blobs that are known to have a text.
    """
    blobs = (file.blob for _, files in trail.snapshots for file in files if file.blob not in sound)
    found = {blob: text for blob, text in texts.stream(blobs) if isinstance(text, Flaw)}
    revisions: list[Revision] = []
    flawed: defaultdict[File, list[int]] = defaultdict(list)
    for order, files in trail.snapshots:
        flaws = [file for file in files if file.flaw or file.blob in found]
        for file in flaws:
            flawed[file].append(order)
        if not flaws:
            commit, moment = line.id(order), line.moment(order)
            revisions.append(Revision(commit, moment, sources(files, texts), (), order))
    newest = trail.snapshots[0][0] if trail.snapshots else -1
    told = {file: file.flaw or found[file.blob] for file in flawed}
    return revisions[::-1], list(_told(flawed, told, newest, line))


def _told(
    flawed: Mapping[File, Sequence[int]], flaws: Mapping[File, Flaw], newest: int, line: Line
) -> Iterator[Finding]:
    """A finding for each unreadable file, with the newest of the commits that have it."""
    for file, orders in flawed.items():
        flaw = flaws[file]
        if orders[0] == newest:
            yield flaw.finding(file.path)
        else:
            yield flaw.past(file.path, line.words(orders[0]), _not_shown(orders, line))


def _not_shown(orders: Sequence[int], line: Line) -> str:
    """What an unreadable file keeps from the readers, in the commits that have it."""
    if len(orders) == 1:
        return "This version is not shown; a later commit cannot fix this."
    many = f"The {len(orders)} versions with it since {line.day(orders[-1])}"
    return f"{many} are not shown; a later commit cannot fix this."


def tagged(
    revisions: Sequence[Revision], tags: Sequence[tuple[int, str]], line: Line
) -> list[Revision]:
    """Revisions with their tags, given as (place on the line, name).

    A tag of a commit of the line belongs to a revision of the line, no other.
    """
    if not tags:
        return list(revisions)
    own = [at for at, revision in enumerate(revisions) if line.place(revision.commit) is not None]
    orders = [revisions[at].order for at in own]
    names: defaultdict[int, list[str]] = defaultdict(list)
    for order, name in tags:
        if place := bisect_right(orders, order):
            names[own[place - 1]].append(name)
    return [replace(r, tags=(*names[at], *r.tags)) for at, r in enumerate(revisions)]


def readable(
    files: tuple[File, ...], texts: Texts, policy: PolicySource, revision: str
) -> tuple[SourceFile, ...]:
    """The files of a policy at a commit that a person named.

    Raises:
        GazetteError: where there are none, or any cannot be read.
    """
    if not files:
        raise refusal(
            "no-text-then",
            f'The policy "{policy.id}" had no text at "{revision}".',
            f'"gazette versions {policy.id}" lists when it had one.',
        )
    if flaws := flaws_of(files, texts):
        raise GazetteError(flaw.finding(path) for path, flaw in flaws)
    return sources(files, texts)


def flaws_of(files: Iterable[File], texts: Texts) -> list[tuple[str, Flaw]]:
    """(path, what keeps it from being read) of the files that cannot be."""
    return [(file.path, flaw) for file in files if (flaw := _flaw(file, texts))]


def _flaw(file: File, texts: Texts) -> Flaw | None:
    if file.flaw:
        return file.flaw
    text = texts.of(file.blob)
    return text if isinstance(text, Flaw) else None


def sources(files: Iterable[File], texts: Texts) -> tuple[SourceFile, ...]:
    """Files without a flaw as the model has them; their texts are read when asked for."""
    return tuple(SourceFile(file.path, texts, file.blob) for file in files)
