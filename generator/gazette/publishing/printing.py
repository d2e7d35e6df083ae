"""The PDFs of pages, made from what stands in their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.errors import refusal

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.pages.page import Page


def print_page(page: Page, html: str, folder: Path, url: str) -> bytes:
    """The PDF of a page, from what stands in its file.

    `folder` is the site's, `url` its own address. Raises GazetteError where this machine lacks what
    that needs.
    """
    try:
        from gazette.pages import paper  # slow, and what it needs is not always there
    except OSError as error:
        what = f"PDFs need a library that is missing on this machine: {str(error).splitlines()[0]}."
        fix = 'Install Pango (Debian: libpangoft2-1.0-0), or leave the option "pdf" out.'
        raise refusal("pdf", what, fix) from None
    return paper.pdf(html, page.address, paper.SiteFiles(folder, url))
