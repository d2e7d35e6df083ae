"""Each version as a PDF: read back as its readers would."""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING

import pytest

from gazette import pages
from gazette.configuration import site as configured
from pictures import RED
from repositories import Repository
from small import CONFIG, ONE, build, make

if TYPE_CHECKING:
    from pathlib import Path

    from pypdf import PdfReader

WITH = CONFIG.replace("languages:", "pdf: true, languages:")
HOME = "https://example.com/legal/"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The smallest site with its versions as PDFs."""
    _needed()
    repository = make(tmp_path_factory.mktemp("printed") / "repository")
    repository.commit("2026-05-22", {"mkdocs.yml": WITH})
    done = build(repository)
    assert done.code == 0, done.errors
    return repository


def _needed() -> None:
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        pytest.skip(f"WeasyPrint lacks a library on this machine: {error}")


def read(data: bytes) -> PdfReader:
    pypdf = pytest.importorskip("pypdf")
    found: PdfReader = pypdf.PdfReader(io.BytesIO(data))
    return found


def words(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def links(pdf: PdfReader) -> set[str]:
    found = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    return {str(note["/A"]["/URI"]) for note in found if "/A" in note}


def test_every_version_in_every_language_is_a_file_beside_its_page(printed: Repository) -> None:
    site = printed.root / "site"
    assert sorted(path.relative_to(site).as_posix() for path in site.rglob("*.pdf")) == [
        f"{lang}/terms/v/{label}/terms-{label}.{lang}.pdf"
        for lang in ("de", "en")
        for label in ("1.0", "2.0")
    ]
    for page in ("terms/index.html", "terms/v/1.0/index.html"):
        text = (site / "de" / page).read_text()
        assert 'v/1.0/terms-1.0.de.pdf" type="application/pdf">PDF</a>' in text


def test_lists_count_as_their_version_counts(tmp_path: Path) -> None:
    """From where they begin, with their marks, backwards, and from an item's own number."""
    _needed()
    lists = (
        "{type=i}\n\n4. of access\n5. of errors\n\n- apart\n\n"
        "<ol type='A' reversed>\n<li>mail</li>\n<li>logs</li>\n</ol>\n\n"
        "7. names\n8. ages\n\n<ol><li value='40'>first</li><li>then</li></ol>\n"
    )
    files = {"mkdocs.yml": WITH.replace("[en, de]", "[en]"), ".gitignore": "/site/\n/.cache/\n"}
    repository = Repository.create(tmp_path / "repository")
    repository.commit("2025-01-15", {**files, "content/terms.md": f"{ONE}\n{lists}"})
    assert build(repository).code == 0
    told = read((repository.root / "site/en/terms/v/1.0/terms-1.0.en.pdf").read_bytes())
    marks = re.findall(r"\(\w+\)(?= )|\b\d+[.](?= )", words(told) + " ")
    assert marks[-8:] == ["(iv)", "(v)", "(B)", "(A)", "7.", "8.", "40.", "41."]


def test_it_shows_the_pictures_of_its_version(tmp_path: Path) -> None:
    _needed()
    repository = Repository.create(tmp_path / "repository")
    text = ONE.replace("You may use", "![Seal](seal.png) You may use")
    config = WITH.replace("[en, de]", "[en]")
    ignored = {"mkdocs.yml": config, ".gitignore": "/site/\n/.cache/\n"}
    repository.commit("2025-01-15", {**ignored, "content/terms.md": text, "content/seal.png": RED})
    for _ in range(2):  # the second time from what the first one kept
        done = build(repository)
        assert done.code == 0, done.errors
        page = read((repository.root / "site/en/terms/v/1.0/terms-1.0.en.pdf").read_bytes()).pages[
            0
        ]
        found = [each.get_object() for each in page["/Resources"]["/XObject"].values()]
        assert [each["/Width"] for each in found if each["/Subtype"] == "/Image"] == [24]
        repository.commit("2025-01-16", {"mkdocs.yml": config.replace("Example", "Other")})


def test_it_says_what_it_is_and_where_it_is_from(printed: Repository) -> None:
    pdf = read((printed.root / "site/de/terms/v/2.0/terms-2.0.de.pdf").read_bytes())
    text = words(pdf)
    for told in ("Bedingungen", "2.0", "1. Juli 2026", f"{HOME}de/terms/v/2.0/", "1 / 1"):
        assert told in text
    assert "Sie dürfen den Dienst nutzen." in text
    assert pdf.metadata
    assert pdf.metadata.title == "Bedingungen, Version 2.0 – Example Legal"
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"]
    assert 'pdfaid:part="2" pdfaid:conformance="A"' in root["/Metadata"].get_data().decode()


def test_what_would_be_untrue_tomorrow_is_left_out(printed: Repository) -> None:
    site = printed.root / "site"
    assert "Künftige Fassung" in (site / "de/terms/v/2.0/index.html").read_text()
    text = words(read((site / "de/terms/v/2.0/terms-2.0.de.pdf").read_bytes()))
    assert "Künftige Fassung" not in text
    assert "tritt am 1. Juli 2026 in Kraft" in text


def test_its_links_lead_to_the_published_site(printed: Repository) -> None:
    pdf = read((printed.root / "site/de/terms/v/2.0/terms-2.0.de.pdf").read_bytes())
    found = links(pdf)
    assert "https://example.com/prices" in found
    assert f"{HOME}en/terms/v/2.0/" in found  # the authoritative text
    assert not [link for link in found if not link.startswith("https://")]


def test_every_letter_has_its_font_within(printed: Repository) -> None:
    pdf = read((printed.root / "site/de/terms/v/2.0/terms-2.0.de.pdf").read_bytes())
    fonts = [f for page in pdf.pages for f in page["/Resources"]["/Font"].get_object().values()]
    assert fonts
    for font in fonts:
        inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(inner.get_object())


def test_the_next_build_makes_the_same_bytes_and_only_what_is_not_there(
    printed: Repository,
) -> None:
    files = sorted((printed.root / "site").rglob("*.pdf"))
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in files}
    lost = files[0]
    lost.unlink()
    assert build(printed).code == 0
    assert lost.read_bytes() == before[lost][0]
    kept = [file for file in files if file != lost]
    assert all(file.stat().st_mtime_ns == before[file][1] for file in kept)


def test_a_site_that_does_not_ask_says_nothing_of_it(built: Repository) -> None:
    assert "pdf" not in (built.root / "site/de/terms/index.html").read_text().lower()
    assert not list((built.root / "site").rglob("*.pdf"))


def test_a_letter_without_a_font_is_refused(repository: Repository) -> None:
    _needed()
    text = ONE.replace("You may", "You \ue123 may").replace(
        "effective", "published: 2025-02-01\neffective"
    )
    repository.commit("2026-05-22", {"mkdocs.yml": WITH, "content/other.md": text})
    done = build(repository)
    assert done.code == 1
    assert "No installed font has these characters" in done.errors
    assert "U+E123" in done.errors
    assert "Traceback" not in done.errors


def test_without_the_extra_the_option_is_refused(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(configured, "find_spec", lambda _: None)
    repository.write("mkdocs.yml", WITH)
    assert 'Install it with "pip install policy-gazette[pdf]"' in build(repository).errors


def test_without_an_address_the_option_is_refused(repository: Repository) -> None:
    repository.write("mkdocs.yml", WITH.replace(f"site_url: {HOME}\n", ""))
    assert 'Write "site_url".' in build(repository).errors


@pytest.mark.parametrize("image", ["../secret.png", "%2e%2e/secret.png", "file:///etc/passwd"])
def test_nothing_outside_of_the_site_is_read(tmp_path: Path, image: str) -> None:
    _needed()
    from gazette.pages.paper import SiteFiles

    (tmp_path / "secret.png").write_bytes(b"x")
    (tmp_path / "site").mkdir()
    site = SiteFiles(tmp_path / "site", HOME)
    with pytest.raises(ValueError, match="not a file of the site"):
        site.fetch(image if "://" in image else HOME + image)


def test_a_missing_library_is_told(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _needed()
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load libpango')\n")
    for name in [name for name in sys.modules if name.startswith("weasyprint")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "gazette.pages.paper", raising=False)
    monkeypatch.delattr(pages, "paper", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    repository.commit("2026-05-22", {"mkdocs.yml": WITH})
    done = build(repository)
    assert done.code == 1
    assert "Install Pango" in done.errors
    assert "cannot load libpango" in done.errors
    assert "Traceback" not in done.errors
