"""Pages made on another machine as they are made here.

What templates pages hangs on the host as it runs here, and cannot travel. What does is how to set
the host up elsewhere, which is done there once the first page is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazette.pages.page import Page

    Render = Callable[[Page], str]


@dataclass(slots=True)
class Rendering:
    """Gives what stands in a page's file, on any machine.

    Attributes:
        elsewhere: sets up what does so.
        here: does so, None where it is not set up yet.
    """

    elsewhere: Callable[[], Render]
    here: Render | None = None

    def __call__(self, page: Page) -> str:
        """What stands in the file of a page."""
        if self.here is None:
            self.here = self.elsewhere()
        return self.here(page)

    def __reduce__(self) -> tuple[type[Rendering], tuple[Callable[[], Render]]]:
        """On another machine, to be set up."""
        return Rendering, (self.elsewhere,)
