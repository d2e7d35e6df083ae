"""From a git repository to revisions: every state of every policy and catalog, dated.

The algorithm, on the first-parent line of HEAD:

1. One `git log` lists the line; another one, with `--raw -M`, tells what each commit did to
   every file of the repository, with git's own rename detection (over whole commits: a
   pathspec would blind it): `git`, `commits`.
2. The commits are read newest first, while git writes, and let go. Each policy is followed on
   the way: `following`, `homes`, `links`, `tree`. Only what concerns it is kept.
3. One `git cat-file --batch` gives the texts: `blobs`, `texts`, `revisions`, `catalogs`; the files
   that they show are found in the same way: `naming`, `lives`, `assets`, `contents`.
4. Where policies are discovered, one that is no longer among them is told: `losses`.
5. What is not committed is a finding, or a draft: `working_copy`.

For what is only proposed, `merging` makes a repository in which it was committed already; for a
machine that does not see the folder, `bundling` makes one file of it. A folder that has no history
yet is looked at by `beginning`.

Nothing is guessed: what cannot be read is a finding or a refusal (`refusals`), never an empty
text and never another date. Source: design, section 4.
"""

from __future__ import annotations

from gazette.history.asides import put_aside
from gazette.history.beginning import Standing, begin, is_unborn, markdown_in, standing
from gazette.history.bundling import bundled, head, unpacked
from gazette.history.catalogs import INTERFACE, CatalogState, catalog_folders
from gazette.history.checkout import check_checkout
from gazette.history.contents import Content, read_files
from gazette.history.keeping import FILE, Notebook
from gazette.history.merging import Proposal, merged, on_disk, staged
from gazette.history.past import assets_at, files_at
from gazette.history.paths import Paths, markdown
from gazette.history.reading import read_history
from gazette.history.record import History, Own
from gazette.history.texts import text_on_disk

__all__ = [
    "FILE",
    "INTERFACE",
    "CatalogState",
    "Content",
    "History",
    "Notebook",
    "Own",
    "Paths",
    "Proposal",
    "Standing",
    "assets_at",
    "begin",
    "bundled",
    "catalog_folders",
    "check_checkout",
    "files_at",
    "head",
    "is_unborn",
    "markdown",
    "markdown_in",
    "merged",
    "on_disk",
    "put_aside",
    "read_files",
    "read_history",
    "staged",
    "standing",
    "text_on_disk",
    "unpacked",
]
