"""What comes from a depot is what a machine made, and nothing else is written."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

import pytest

from gazette.archive.memo import digest_of
from gazette.errors import GazetteError
from gazette.history import Own
from gazette.model import PolicySource
from gazette.publishing import parcels
from gazette.publishing.depot import Depot
from gazette.publishing.parcels import Parcel
from gazette.publishing.pieces import Piece
from gazette.publishing.policies import Share
from gazette.publishing.reuse import Staging

if TYPE_CHECKING:
    from pathlib import Path

PIECE = Piece(Own(PolicySource("terms", "terms.md"), (), {}, {}, {}, ()))
FILES = {"en/terms/index.html": b"<p>Words.", "terms/versions.json": b"{}"}


@dataclass(frozen=True)
class Means:
    """Of `policies.Means`, what a parcel is opened with."""

    folder: Path

    def staging(self, _policy: str) -> Staging:
        return Staging(self.folder)


@dataclass(frozen=True)
class Sent:
    """A parcel in a depot, and the site for which it is."""

    place: Path
    means: Means
    parcel: Parcel

    def take(self) -> Share:
        return parcels.taken(Depot(f"file://{self.place}"), self.means, PIECE, self.parcel)  # type: ignore[arg-type]

    @property
    def file(self) -> Path:
        return self.place / self.parcel.name

    @property
    def written(self) -> dict[str, bytes]:
        folder = self.means.folder.parent
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and path.name != "parcel.zip"
        }


def send(tmp_path: Path, files: dict[str, bytes], mode: int = 0) -> Sent:
    """A parcel as a machine would leave it that has these files."""
    place, site = tmp_path / "depot", tmp_path / "beside" / "site"
    place.mkdir()
    site.mkdir(parents=True)
    with ZipFile(place / "parcel", "w") as opened:
        for path, data in files.items():
            info = ZipInfo(path)
            info.external_attr = mode << 16
            opened.writestr(info, data)
    data = (place / "parcel").read_bytes()
    noted = {path: ["print", digest_of(data), len(data), 0] for path, data in files.items()}
    parcel = Parcel(Share(None, noted), "parcel", len(data), hashlib.sha256(data).hexdigest())
    return Sent(place, Means(site), parcel)


def refused(sent: Sent) -> str:
    with pytest.raises(GazetteError) as caught:
        sent.take()
    assert sent.written == {}
    (finding,) = caught.value.findings
    return str(finding)


def test_files_are_written_and_noted_and_the_parcel_is_gone(tmp_path: Path) -> None:
    sent = send(tmp_path, FILES)
    share = sent.take()
    assert sent.written == {f"site/{path}": data for path, data in FILES.items()}
    looks = {path: (sent.means.folder / path).stat() for path in FILES}
    assert share.noted == {
        path: ["print", digest_of(FILES[path]), look.st_size, look.st_mtime_ns]
        for path, look in looks.items()
    }
    assert list(sent.place.iterdir()) == []


@pytest.mark.parametrize("length", [0, 1, 100, -1])
def test_a_torn_parcel_is_refused(tmp_path: Path, length: int) -> None:
    sent = send(tmp_path, FILES)
    sent.file.write_bytes(sent.file.read_bytes()[:length])
    said = refused(sent)
    assert said.startswith(f'error: "file://{sent.file}" is not the file that ')
    assert said.endswith("[depot]")


def test_a_parcel_that_does_not_end_is_refused(tmp_path: Path) -> None:
    sent = send(tmp_path, FILES)
    sent.file.unlink()
    sent.file.symlink_to("/dev/zero")
    assert "[depot]" in refused(sent)


def test_a_parcel_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """Also one of the same length, and one that a build of the same site left."""
    (tmp_path / "other").mkdir()
    sent, other = send(tmp_path, FILES), send(tmp_path / "other", dict.fromkeys(FILES, b"{}"))
    for data in (bytes(sent.parcel.size), other.file.read_bytes()):
        sent.file.write_bytes(data)
        assert "[depot]" in refused(sent)


def test_a_parcel_that_is_gone_is_told(tmp_path: Path) -> None:
    sent = send(tmp_path, FILES)
    sent.file.unlink()
    with pytest.raises(FileNotFoundError) as caught:
        sent.take()
    assert caught.value.filename == f"file://{sent.file}"


@pytest.mark.parametrize(
    "path", ["../evil", "/etc/evil", "a/../../evil", "a\\..\\evil", "C:/evil", "."]
)
def test_nothing_is_written_outside_of_the_site(tmp_path: Path, path: str) -> None:
    """Even where the machine itself says that this is what it made."""
    assert "[outside-site]" in refused(send(tmp_path, {path: b"evil"}))


def test_a_link_is_no_link(tmp_path: Path) -> None:
    sent = send(tmp_path, {"en/link": b"/etc/passwd"}, stat.S_IFLNK | 0o777)
    sent.take()
    assert not (sent.means.folder / "en/link").is_symlink()
    assert sent.written == {"site/en/link": b"/etc/passwd"}


@pytest.mark.parametrize(
    "noted",
    [
        {"en/terms/index.html": ["print", digest_of(b"other")]},
        {"en/terms/index.html": ["print", digest_of(FILES["en/terms/index.html"])]},
        {},
    ],
    ids=["other bytes", "one file more", "no files"],
)
def test_a_parcel_has_the_files_that_were_told(
    tmp_path: Path, noted: dict[str, list[object]]
) -> None:
    sent = send(tmp_path, FILES)
    assert "[depot]" in refused(
        replace(sent, parcel=replace(sent.parcel, share=Share(None, noted)))
    )


def test_equal_files_make_equal_parcels(tmp_path: Path) -> None:
    for name in ("one", "two"):
        folder = tmp_path / name
        for path, data in FILES.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        order = sorted(FILES, reverse=name == "two")
        parcels._pack(folder, order, tmp_path / f"{name}.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
