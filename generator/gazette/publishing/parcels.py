"""Policies published by machines that do not see the site's folder: their files come as parcels.

Such a machine makes the files of a piece in a folder of its own, packs them into one file (ZIP),
and leaves that in the depot. What it says of it comes another way, by the scheduler: the digest and
the size of the whole, and of each file in it the path and the digest. The machine that builds
believes nothing else: a parcel that is torn, or anybody's, is refused before it is opened, and
whatever stands in it is written by the one owner of places (`placing`). So nothing is lost with a
machine but a parcel that nobody asks for, and what is written here is noted here for the next
build.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gazette.archive.memo import digest_of
from gazette.errors import refusal
from gazette.publishing.policies import Share, publish
from gazette.publishing.rendering import Rendering
from gazette.publishing.values import without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette.errors import GazetteError
    from gazette.publishing.crew import Crew
    from gazette.publishing.depot import Depot
    from gazette.publishing.pieces import Piece
    from gazette.publishing.policies import Means

_LEVEL = 1  # of compression: more takes long and hardly makes it smaller


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a machine left in the depot of a piece that it published.

    Attributes:
        share: what is left of the piece; all of its files are noted in it.
        name: of the parcel, of its own for each time that it is made.
        size: in bytes.
        digest: of its bytes.
    """

    share: Share
    name: str
    size: int
    digest: str


def published(
    crew: Crew, means: Means, pieces: Sequence[Piece], sizes: Sequence[int]
) -> list[Share]:
    """The shares of all pieces, whose files are then in the site's folder.

    Raises what `publish` raises; where there is a depot, also what `taken` does.
    """
    if crew.depot is None:
        return crew.all("Building", partial(publish, means), pieces, sizes)
    away = replace(means, previous=None, is_sent=True)
    step = partial(sent, crew.depot, away)
    with closing(crew.each("Building", step, pieces, sizes)) as parcels:
        found = {at: taken(crew.depot, means, pieces[at], parcel) for at, parcel in parcels}
    return [found[at] for at in range(len(pieces))]


def sent(depot: Depot, means: Means, piece: Piece) -> Parcel:
    """Publish a piece and leave its files in the depot.

    Raises OSError where that cannot be written, and what `publish` raises.
    """
    with TemporaryDirectory(prefix="gazette-") as folder:
        site, file = Path(folder, "site"), Path(folder, "parcel.zip")
        if means.work.settings.pdf and isinstance(means.render, Rendering):
            means.render.furnish(site)
        share = publish(replace(means, folder=site), piece)
        _pack(site, share.noted, file)
        name = f"{piece.source.id}-{piece.at + 1}-{uuid4().hex}.zip"
        depot.put(name, file)
        return Parcel(share, name, file.stat().st_size, _digest(file))


def taken(depot: Depot, means: Means, piece: Piece, parcel: Parcel) -> Share:
    """The share of a piece whose files were put into the site's folder.

    Raises GazetteError where the parcel is not the one that was left, or would write outside of the
    site; OSError where it cannot be read, or nothing can be written.
    """
    file = means.folder.with_name("parcel.zip")
    depot.fetch(parcel.name, parcel.size, file)
    if file.stat().st_size != parcel.size or _digest(file) != parcel.digest:
        raise _foreign(depot, parcel)
    noted, staging = parcel.share.noted, means.staging(piece.source.id)
    with ZipFile(file) as opened:
        if sorted(opened.namelist()) != sorted(noted):
            raise _foreign(depot, parcel)
        for path in sorted(noted):
            print_, digest = map(str, noted[path][:2])
            data = opened.read(path)
            if digest_of(data) != digest:
                raise _foreign(depot, parcel)
            staging.write(path, data, print_)
    file.unlink()
    depot.drop(parcel.name)
    return Share(parcel.share.summary, staging.noted)


def _pack(site: Path, paths: Iterable[str], file: Path) -> None:
    """Pack files of a site; the same bytes for the same files, since nothing says when."""
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as opened:
        for path in sorted(paths):
            opened.writestr(ZipInfo(path), (site / path).read_bytes(), ZIP_DEFLATED, _LEVEL)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def _foreign(depot: Depot, parcel: Parcel) -> GazetteError:
    name = without_secrets(f"{depot.url}/{parcel.name}")
    what = (
        f'"{name}" is not the file that the other machine left there: it is damaged or was '
        "replaced."
    )
    fix = "Check who else writes there, then build again: the old site stands."
    return refusal("depot", what, fix)
