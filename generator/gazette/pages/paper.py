"""A page as a file to keep: PDF/A with tags, its fonts within, for paper, archives and courts.

WeasyPrint lays out the page that readers see, with the style sheet's rules for paper. It is asked
for by the option `pdf` and comes with the extra of that name, so this module is imported only
then; a site that does not ask says nothing of PDFs. A letter that no font of this machine has
would stand as an empty box, so it is refused.
"""

from __future__ import annotations

import logging
import mimetypes
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from gazette.errors import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from xml.etree.ElementTree import Element

_VARIANT = "pdf/a-2a"  # ISO 19005-2, level A: to be archived, and read aloud in order
# What is true on the day of making alone: the rest of the bar names days.
_TIMELESS = "#main .bar .status { display: none !important }"
_MISSING = re.compile(r"[.]notdef glyph .*\((U\+[0-9A-F]+)\)", re.DOTALL)


def pdf(html: str, address: str, site: SiteFiles) -> bytes:
    """The PDF of a page.

    Args:
        html: the page.
        address: where it stands, from the site's root.
        site: what it may show besides.

    Raises GazetteError where no font has a letter.
    """
    missing = _listen()
    page = HTML(string=html, base_url=site.url + address, url_fetcher=site)
    _count_down(page.etree_element)
    made: bytes = page.write_pdf(
        stylesheets=[CSS(string=_TIMELESS)],
        pdf_variant=_VARIANT,
        presentational_hints=True,  # else each list begins with 1, whatever it says
    )
    if missing:
        letters = ", ".join(sorted(missing))
        what = f"No installed font has these characters of {address}: {letters}."
        fix = "Install one that has them (Debian: fonts-noto-core, fonts-noto-cjk)."
        raise refusal("pdf", what, fix)
    return made


def _count_down(page: Element) -> None:
    """Write the number of each item into lists that count backwards, which WeasyPrint cannot."""
    for found in page.iter("ol"):
        if "reversed" not in found.attrib:
            continue
        items = found.findall("li")
        number = _whole(found.get("start"), len(items))
        for item in items:
            number = _whole(item.get("value"), number)
            item.set("value", str(number))
            number -= 1


def _whole(written: str | None, other: int) -> int:
    return int(written) if written and re.fullmatch(r"-?\d{1,9}", written) else other


class SiteFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """The files of a built site by their published addresses, and nothing else.

    Attributes:
        folder: of the site.
        url: the site's own address, with a slash at its end.
    """

    def __init__(self, folder: Path, url: str) -> None:
        super().__init__()
        self.folder, self.url = folder.resolve(), url

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002  # WeasyPrint passes it
        """A file of the site. Raises ValueError for any other."""
        path = unquote(urlsplit(url).path).removeprefix(unquote(urlsplit(self.url).path))
        file = (self.folder / path).resolve()
        if not url.startswith(self.url) or not file.is_relative_to(self.folder):
            message = f"not a file of the site: {url}"
            raise ValueError(message)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})


def _listen() -> set[str]:
    """The letters without a font, as they are told; of rules for screens nothing is told."""
    logger = logging.getLogger("weasyprint")
    ear = _Ear()
    logger.handlers, logger.propagate = [ear], False
    return ear.missing


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if found := _MISSING.search(record.getMessage()):
            self.missing.add(found[1])
