"""Policies in a folder of a site of another theme: built after that site, as one of their own.

The other site stays as it is: its theme, its pages, its plugins. What it must not do is publish
the policies' texts as its own pages, or anything in their folder. Some plugins (i18n) let mkdocs
build that site once per language, one within the other: the policies are built the first time.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING, Protocol, cast

from mkdocs.commands import build as mkdocs_build
from mkdocs.structure.files import InclusionLevel

from gazette.configuration import folder_of, inside, settings
from gazette.errors import refusal
from gazette.pages.addresses import address
from gazette.plugin.reading import read

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from gazette.publishing.looking import Ready


class Own(Protocol):
    """Our plugin, as the site of policies has it."""

    prepared: Ready | None
    around: dict[str, str]


class Guest:
    """The site of policies in a folder of another site."""

    def __init__(self, config: MkDocsConfig, inner: MkDocsConfig | None = None) -> None:
        """`config` is the other site's, `inner` that of the policies, where it is read already.

        Raises GazetteError where it cannot be read.
        """
        self.config = config
        self.inner = inner or inside(config)
        self._is_built = False
        self._folder = folder_of(config)
        self._way = "../" * (self._folder.count("/") + 1)

    @property
    def plugin(self) -> Own:
        """Our plugin, as the inner site has it."""
        return cast("Own", self.inner.plugins["gazette"])

    def begin(self, *, serving: bool) -> None:
        """Read the policies before mkdocs empties the folder of the site: it is compared.

        Raises GazetteError where they cannot be published.
        """
        self.inner.plugins.on_startup(command="serve" if serving else "build", dirty=False)
        if not serving and self.plugin.prepared is None:
            self.plugin.prepared = read(self.inner)

    def leave_out(self, files: Files) -> None:
        """Take the policies' texts out of the other site's pages; links lead from each to each.

        Raises GazetteError where that site has something in the policies' folder.
        """
        values = settings(self.inner)
        homes = {PurePosixPath(normpath(s.path)): s.id for s in values.policies}
        for file in tuple(files):
            path = PurePosixPath(normpath(f"{values.docs_dir}/{file.src_uri}"))
            home = next((each for each in (path, *path.parents) if each in homes), None)
            if home and file.is_documentation_page():
                file.inclusion = InclusionLevel.EXCLUDED
                file.url = f"{self._folder}/{address(values.source_language, homes[home])}"
                file.dest_uri = f"{file.url}index.html"
            elif file.dest_uri.startswith(f"{self._folder}/"):
                what = f'This is published in the folder "{self._folder}", which the policies have.'
                fix = 'Move it, or name another folder after "below".'
                raise refusal("configuration", what, fix, str(path))
            elif file.inclusion.value > InclusionLevel.DRAFT.value:
                self.plugin.around[str(path)] = self._way + file.url.removeprefix("./")

    def build(self) -> None:
        """Make the site of policies in its folder, once. Raises what mkdocs raises."""
        if not self._is_built:
            self._is_built = True
            mkdocs_build.build(self.inner)
