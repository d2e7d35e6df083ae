"""What the path of a file says of its policy or page: ids and addresses, made here alone."""

from __future__ import annotations


def policy_id(path: str) -> str:
    """The id of a policy that declares none: the name of its file or folder."""
    return text_stem(path.strip("/").rpartition("/")[2])


def text_stem(path: str) -> str:
    """A path without the ending of a text: "Example/Terms" for "Example/Terms.md"."""
    return path.removesuffix(".md")


def home_of(path: str) -> str:
    """The file or folder of the policy that a file heads: "terms" for "terms/index.md"."""
    return path.removesuffix("/index.md")


def without_ending(path: str) -> str:
    """A path as an address has it: "terms" for "terms.md" and "terms/index.md"."""
    return text_stem(path).removesuffix("/index")


def page_stem(path: str) -> str:
    """The address below its language of a page, from its path in the docs_dir; "" for the top."""
    stem = without_ending(path)
    return "" if stem == "index" else stem
