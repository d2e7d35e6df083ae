"""Pages made on another machine as they are made here.

What templates pages hangs on the host as it runs here, and cannot travel. What does is how to set
the host up elsewhere, which is done there once the first page is asked for.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gazette.pages.page import Page

    Render = Callable[[Page], str]


@dataclass(frozen=True, slots=True)
class Host:
    """The host, set up.

    Attributes:
        render: gives what stands in a page's file.
        folder: with the host's own files, such as the style sheet.
        keeper: keeps the folder as long as this is used, None where it stays by itself.
    """

    render: Render
    folder: Path
    keeper: object = None


@dataclass(slots=True)
class Rendering:
    """Gives what stands in a page's file, on any machine.

    Attributes:
        elsewhere: sets up the host.
        here: the host, None where it is not set up yet.
    """

    elsewhere: Callable[[], Host]
    here: Host | None = None

    def __call__(self, page: Page) -> str:
        """What stands in the file of a page."""
        return self._host().render(page)

    def furnish(self, site: Path) -> None:
        """Put the host's own files into a folder: pages that are printed there show them."""
        shutil.copytree(self._host().folder, site)

    def _host(self) -> Host:
        if self.here is None:
            self.here = self.elsewhere()
        return self.here

    def __reduce__(self) -> tuple[type[Rendering], tuple[Callable[[], Host]]]:
        """On another machine, to be set up."""
        return Rendering, (self.elsewhere,)
