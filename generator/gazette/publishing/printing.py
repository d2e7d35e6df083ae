"""The PDFs of pages, made from the pages as they stand in the site's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.errors import refusal
from gazette.publishing.placing import placed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gazette.pages.page import Page


def print_pages(pages: Sequence[Page], folder: Path, url: str) -> None:
    """Make the PDF of each page, beside it.

    `folder` is the site's, `url` its own address. Raises GazetteError where this machine lacks what
    that needs.
    """
    if not pages:
        return
    try:
        from gazette.pages import paper  # slow, and what it needs is not always there
    except OSError as error:
        what = f"The PDFs need a library that this machine lacks: {str(error).splitlines()[0]}."
        fix = 'Install Pango (Debian: libpangoft2-1.0-0), or leave the option "pdf" out.'
        raise refusal("pdf", what, fix) from None
    site = paper.SiteFiles(folder, url)
    for page in pages:
        html = placed(folder, page.file).read_text("utf-8")
        placed(folder, page.paper_file).write_bytes(paper.pdf(html, page.address, site))
