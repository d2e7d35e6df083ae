"""What a proposal changes in the configuration, under which versions are published.

A change of these is read by nobody on a page, and changes what readers are promised: how long
they are told ahead, in which languages, where a policy lies. So whoever reviews is told of each,
with what it was.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from gazette.model import OwnDate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.model import PolicySource, Settings

# Fields of the settings, and of a policy, with the options that say them.
_OF_THE_SITE = {
    "name": "site_name",
    "url": "site_url",
    "zone": "timezone",
    "docs_dir": "docs_dir",
    "languages": "languages",
    "languages_kept": "languages_kept",
    "strict": "strict",
    "pdf": "pdf",
    "severities": "rules",
    "made_with": "INHERIT, hooks, custom_dir, words of the interface",
}
_OF_A_POLICY = {
    "discovery": "versions",
    "profiles": "notice_profiles",
    "own_date": "effective_from",
    "dialect": "markdown",
}


def changed(old: Settings, new: Settings) -> Iterator[tuple[str, str, str]]:
    """(what, its old value, its new one) of each option that differs, "" for what is not there."""
    for field, option in _OF_THE_SITE.items():
        before, after = _said(getattr(old, field)), _said(getattr(new, field))
        if before != after:
            yield option, before, after
    yield from _policies({p.id: p for p in old.policies}, {p.id: p for p in new.policies})


def _policies(
    old: dict[str, PolicySource], new: dict[str, PolicySource]
) -> Iterator[tuple[str, str, str]]:
    for policy in [*old, *(each for each in new if each not in old)]:
        if policy not in new:
            yield f"policies, {policy}", old[policy].path, ""
        elif policy not in old:
            yield f"policies, {policy}", "", new[policy].path
        else:
            yield from _policy(old[policy], new[policy])


def _policy(old: PolicySource, new: PolicySource) -> Iterator[tuple[str, str, str]]:
    for each in fields(old):
        before, after = _said(getattr(old, each.name)), _said(getattr(new, each.name))
        if before != after:
            yield f"{_OF_A_POLICY.get(each.name, each.name)} of {new.id}", before, after


def _said(value: object) -> str:
    """A value as the configuration would have it, "none" for what is empty."""
    if isinstance(value, OwnDate):
        return ", ".join(f"{f.name}: {v}" for f in fields(value) if (v := getattr(value, f.name)))
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return str(value).lower()
    return "none" if value in {None, ""} else str(value)
