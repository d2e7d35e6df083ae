"""GitHub Flavored Markdown as a reader, with what policies need beyond it."""

from gazette.document.github.reader import GitHubReader

__all__ = ["GitHubReader"]
