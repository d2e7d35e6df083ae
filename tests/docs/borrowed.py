"""A hook of mkdocs: pages of the documentation that stand elsewhere in the repository.

CONTRIBUTING.md and CHANGELOG.md are pages, findings.json is a file, and links to and from them, as
they are on a code host, lead to the same in the documentation. The README's part is the first page.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ROOT = Path(__file__).parents[2]
BORROWED = {
    "contributing.md": "CONTRIBUTING.md",
    "changelog.md": "CHANGELOG.md",
    "reference/findings.json": "generator/gazette/commands/findings/findings.json",
}
# Links as the files have them, and as pages of the documentation have them.
_LINKS = {f"](../{path})": f"]({page})" for page, path in BORROWED.items()} | {
    "](../README.md)": "](index.md)"
}
# The documentation draws no diagrams: the script for them is fetched from elsewhere. A table below
# the one in CONTRIBUTING.md says the same.
_DIAGRAM = re.compile(r"^```mermaid\n.*?^```\n", re.MULTILINE | re.DOTALL)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what is borrowed."""
    for page, path in BORROWED.items():
        files.append(File.generated(config, page, content=(ROOT / path).read_text("utf-8")))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Lead links to where the same stands in the documentation."""
    if page.file.src_uri in BORROWED:
        markdown = _DIAGRAM.sub("", markdown.replace("](docs/", "]("))
    for old, new in _LINKS.items():
        markdown = markdown.replace(old, new)
    return markdown
