"""Names that become addresses, and so folders of the site: which can stand, which collide.

A site may be kept on a disk that does not tell capital from small letters, that takes a dot at a
name's end away, or on which some names are devices (Windows' "Naming Files, Paths, and
Namespaces"). So names are compared without regard to case, and such ones are refused.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from hashlib import sha256
from itertools import dropwhile
from typing import TYPE_CHECKING

from gazette.model import Finding, Place, Severity
from gazette.model.paths import page_stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazette.model import PolicySource

LONGEST_SECTION = 100  # bytes of an id of a section, as UTF-8
_LONGEST_ID = 200  # bytes of a policy's
_DIGEST = 8  # letters
_APOSTROPHES = re.compile("['’]")
_LONGEST_NAME = 255  # bytes of a folder's name on most disks
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?", re.IGNORECASE)
# The ids of what stands around the text on every page of a version.
PAGE_IDS = frozenset({"beside", "contents-title", "foot", "main", "search-words"})
# What stands below every language, and below every policy in it.
_OF_A_LANGUAGE = {
    "about-this-archive": "the page about the archive",
    "by-letter": "the policies by letter",
    "feed.xml": "the feed of all policies",
    "feed.json": "the feed of all policies",
    "subscribe": "the page about how to be told of changes",
}
_OF_A_POLICY = {
    "v": "the versions",
    "history": "the timeline",
    "compare": "the comparison",
    "clauses": "the sections through time",
    "feed.xml": "the feed",
    "feed.json": "the feed",
    "notices.ics": "the calendar",
    "timemap.link": "the list of versions",
}
# What stands at the top of the site, as the beginnings of paths.
_OF_THE_SITE = {
    "index.html": "the choice of language",
    "404.html": "the page for a wrong address",
    "sitemap.xml": "the sitemap",
    "_headers": "the rules for hosts",
    "api/v1/": "the data",
    "embed/notice.js": "the notice for other pages",
    "search/": "the search index",
    "files/": "the files that versions show",
}


def is_device(name: str) -> bool:
    """Whether Windows takes a name for a device: "con", "aux.txt"."""
    return bool(_DEVICE.fullmatch(name))


def label_fault(label: str) -> str:
    """Why a label should be no folder's name, "" where it can be one."""
    if label.endswith("."):
        return "it ends with a dot, which some disks remove"
    return "Windows reserves this name for a device" if is_device(label) else ""


def is_policy_id(text: str) -> bool:
    """Whether a policy can have this id: small letters and digits of any script, and hyphens.

    The first is a letter or a digit, the whole has at most 200 bytes, and it is written in the one
    Unicode form (NFC) in which two that look alike are the same.
    """
    return (
        0 < len(text.encode("utf-8", "surrogatepass")) <= _LONGEST_ID
        and unicodedata.category(text[0])[0] in "LN"
        and all(sign == "-" or unicodedata.category(sign)[0] in "LMN" for sign in text)
        and text == unicodedata.normalize("NFC", text.lower())
    )


def id_of_words(words: str) -> str:
    """The id that is made of some words, "" where they have no letter: "terms-of-service".

    Letters and digits of any script stay, small; an apostrophe goes, and whatever else stands
    between two of them becomes one hyphen.
    """
    small = unicodedata.normalize("NFC", _APOSTROPHES.sub("", words).lower())
    kept = (sign if unicodedata.category(sign)[0] in "LMN" else "-" for sign in small)
    left = "-".join(filter(None, "".join(kept).split("-")))
    # A mark (an accent without its letter) begins no id.
    return shortened("".join(dropwhile(lambda s: unicodedata.category(s)[0] not in "LN", left)))


def shortened(name: str) -> str:
    """A name of at most 100 bytes: a longer one is cut, and ends in a digest of the whole."""
    if len(name.encode()) <= LONGEST_SECTION:
        return name
    mark = sha256(name.encode()).hexdigest()[:_DIGEST]
    kept = name.encode()[: LONGEST_SECTION - _DIGEST - 1].decode(errors="ignore")
    return f"{kept.rstrip('-_')}-{mark}"


def is_section_id(text: str) -> bool:
    """Whether an author may give a section this id.

    Letters and digits of any script, hyphens, underscores, and dots inside; at most 100 bytes.
    """
    return (
        0 < len(text.encode("utf-8", "surrogatepass")) <= LONGEST_SECTION
        and "." not in (text[0], text[-1])
        and all(sign in "-_." or unicodedata.category(sign)[0] in "LMN" for sign in text)
    )


def is_harmless(text: str) -> bool:
    """Whether an id can be part of an address at all, though none would give it today.

    What older texts were published with stays, unless it would lead out of its folder.
    """
    return (
        0 < len(text.encode("utf-8", "surrogatepass")) <= _LONGEST_NAME
        and not text.startswith(".")
        and not any(sign in "/\\" or unicodedata.category(sign)[0] in "CZ" for sign in text)
    )


def same_name(labels: Iterable[str]) -> dict[str, str]:
    """Of labels that differ only by case, each later one with the first of them."""
    first: dict[str, str] = {}
    found = {}
    for label in labels:
        before = first.setdefault(label.casefold(), label)
        if before != label:
            found[label] = before
    return found


def collisions(
    policies: Sequence[PolicySource],
    languages: Sequence[str],
    docs_dir: str,
    paths: Iterable[str],
) -> Iterator[Finding]:
    """What would stand at one address with something else.

    Args:
        policies: of the site.
        languages: of the site.
        docs_dir: where ordinary pages and other files lie, in the repository.
        paths: of the files there that belong to no policy, from the top of the repository.
    """
    for policy in policies:
        if policy.id in _OF_A_LANGUAGE:
            yield _taken("policy", policy.path, _OF_A_LANGUAGE[policy.id], "Give it another id.")
    homes = {policy.id: policy.path for policy in policies}
    pages: dict[str, str] = {}
    for path in sorted(paths):
        name = posixpath.relpath(path, docs_dir)
        if name.endswith(".md"):
            other = _at_page(page_stem(name).casefold(), homes) or pages.get(
                page_stem(name).casefold(), ""
            )
            pages.setdefault(page_stem(name).casefold(), f'the page "{path}"')
            kind = "page"
        else:
            other, kind = _at_file(name.casefold(), languages, homes), "file"
        if other:
            yield _taken(kind, path, other, "Rename it, or move it to another folder.")


def _taken(kind: str, path: str, other: str, fix: str) -> Finding:
    what = f"This {kind} would have the same address as {other}."
    return Finding("address-taken", Severity.ERROR, Place(path), what, fix)


def _at_page(stem: str, homes: Mapping[str, str]) -> str:
    """What of ours stands where a page would, "" for nothing."""
    first, _, rest = stem.partition("/")
    if first in _OF_A_LANGUAGE:
        return _OF_A_LANGUAGE[first]
    if first in homes and not rest:
        return f'the policy "{homes[first]}"'
    if first in homes and (part := rest.partition("/")[0]) in _OF_A_POLICY:
        return f'{_OF_A_POLICY[part]} of the policy "{homes[first]}"'
    return ""


def _at_file(name: str, languages: Sequence[str], homes: Mapping[str, str]) -> str:
    """What of ours stands where a file would, "" for nothing."""
    first, _, rest = name.partition("/")
    if rest and first in {lang.casefold() for lang in languages}:
        stem = rest.removesuffix("index.html").rstrip("/")
        return _at_page(stem, homes) if stem else f'the overview in "{first}"'
    taken = (what for path, what in _OF_THE_SITE.items() if _begins(name, path))
    return next(taken, "")


def _begins(name: str, path: str) -> bool:
    return name.startswith(path) if path.endswith("/") else name == path
