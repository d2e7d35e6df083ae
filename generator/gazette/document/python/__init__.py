"""Python-Markdown as a reader, for policies that were written for mkdocs."""

from gazette.document.python.reader import PythonReader
from gazette.document.python.searching import places as searched

__all__ = ["PythonReader", "searched"]
