"""What it takes to publish the policies of a site that was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.document.targets import Published
from gazette.publishing.policies import Means

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.pages.page import Page
    from gazette.publishing.looking import Ready


def means(ready: Ready, folder: Path, rendered: list[str] | None = None) -> Means:
    """The means, with pages of little; `rendered` is told the address of each that is made."""

    def render(page: Page) -> str:
        if rendered is not None:
            rendered.append(page.address)
        return f"{page.fingerprint} {page.body()}"

    return Means(
        work=ready.found.work,
        index=ready.found.site.index,
        beside=Published(),
        render=render,
        banner=None,
        theme="a test",
        maker="a test",
        url="https://example.com/",
        folder=folder,
        previous=None,
        remembers=rendered is not None,
    )
