"""What is published stays: a site compared with the one whose place it is to take.

Readers, courts and regulators rely on what a site said. So what it says of every version (dates,
class, events, words in each language, addresses) is compared with what the next one would say, and
a difference is an error, unless it is one of those that time brings or that are told to readers.
`standing` has the comparison of one version; here stand the rules for the site as a whole:

- A site of an earlier day never takes the place of a later one: it would take back what was
  announced since.
- Its address, its time zone and the language that counts are part of what it said.
- A policy, a version, a language that was published is still there.
- Nobody can have been told in the past: a version that claims to have been published before a day
  of which the site does not have it was not. What was is the archive, which may grow backwards.

Source: design, section 4.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from gazette import history, versions
from gazette.languages.tags import canonical
from gazette.model import Finding, Place, Severity, Status
from gazette.publishing import dialects, standing
from gazette.publishing.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.archive import Archive
    from gazette.archive.site import Site
    from gazette.model import Settings, Version
    from gazette.publishing.published import Published, PublishedPolicy, PublishedVersion

# What tells already that a policy is gone, and how it comes back.
_LOST = frozenset({"policy-lost", "policy-not-found"})


def compared(site: Site, published: Published, day_from: str = "") -> Iterator[Finding]:
    """What the published site says and this one would not, and what this one claims of the past."""
    yield from as_a_whole(site, published, day_from)
    if published.as_of <= site.today:
        heir = _heirs(site.settings)
        for old in published.policies:
            if name := heir.get(old.id):
                yield from of_policy(site.archive(name), old, published)


def as_a_whole(site: Site, published: Published, day_from: str = "") -> Iterator[Finding]:
    """What the published site says that is about no version, and this one would not."""
    if published.as_of > site.today:
        yield _newer(site, published, day_from)
        return
    yield from _settings(site, published)
    known, is_told = _heirs(site.settings), any(found.rule in _LOST for found in site.findings)
    for old in published.policies:
        for name in (old.id, *old.formerly):
            if name not in known and not is_told:
                yield _without_policy(name)


def _heirs(settings: Settings) -> dict[str, str]:
    """Every id of a policy, those that it had before included, and the id that it has."""
    found = {former: source.id for source in settings.policies for former in source.former_ids}
    return found | {source.id: source.id for source in settings.policies}


def of_policy(archive: Archive, old: PublishedPolicy, published: Published) -> Iterator[Finding]:
    """What is published of a policy, and would not be said any more.

    It is read as the reader of Markdown did that published it; what another one would change is
    told.
    """
    if old.dialect is not archive.policy.source.dialect:
        before = dialects.read_by(archive, old.dialect)
        labels = [version.label for version in old.versions]
        if changes := [*dialects.differing(before, archive, labels)]:
            yield from changes
            archive = before
    yield from _policy(archive, old, published)


# --- The site as a whole ------------------------------------------------------------------------


def _newer(site: Site, published: Published, day_from: str) -> Finding:
    given = f" (the day is from {day_from})" if day_from else ""
    what = (
        f"The published site is of {published.as_of}, and this one would be of "
        f"{site.today}{given}: what was announced in between would be lost."
    )
    if day_from:
        fix = f"Leave {day_from} out to build for today, or build into another folder."
    else:
        fix = "Set this machine's clock right, or build into another folder."
    fix += " To replace it by the older site all the same: gazette build --replace-newer."
    return Finding("newer-published", Severity.ERROR, Place(), what, fix)


def _settings(site: Site, published: Published) -> Iterator[Finding]:
    settings = site.settings
    zone, url = settings.zone.key, f"{settings.url.rstrip('/')}/"
    if published.timezone != zone:
        what = (
            f"The time zone is published, and would change: {shown(published.timezone)} -> {zone}."
        )
        fix = "Set timezone back: it decides when each day begins, and so every date."
        yield _error(_option(site, "timezone"), what, fix)
    if published.url != url:
        what = (
            f"The site's address is published, and would change: {shown(published.url)} -> {url}."
        )
        fix = (
            "Set site_url back. If the site moves for good, let the old address lead to the new "
            "one, and build the first site for the new one into an empty folder."
        )
        yield _error(_option(site, "site_url"), what, fix)
    if published.languages and published.languages[0] != settings.source_language:
        what = (
            "The language of the text that counts is published, and would change: "
            f"{shown(published.languages[0])} -> {settings.source_language}."
        )
        fix = f'Put "{shown(published.languages[0])}" first under "languages" again.'
        yield _error(_option(site, "languages"), what, fix)
    for lang in published.languages:
        if lang not in site.languages:
            yield _without_language(site, lang, canonical(lang))


def _without_language(site: Site, lang: str, tag: str) -> Finding:
    if tag in site.languages:
        what = (
            f'The addresses that begin with "{lang}/" are published; "{tag}/" would replace them.'
        )
        fix = (
            "A language has one address, however the configuration writes its tag. Let the old "
            "addresses lead to the new ones, and build the first such site into an empty folder."
        )
        return Finding("language-lost", Severity.ERROR, _option(site, "languages"), what, fix)
    what = f'The language "{lang}" is published, and all its addresses would stop working.'
    fix = (
        f'Put "{lang}" back under "languages"; or write "languages_kept: [{lang}]" beside it, and '
        "what was published in it stays, while new versions are published without it."
    )
    return Finding("language-lost", Severity.ERROR, _option(site, "languages"), what, fix)


def _option(site: Site, name: str) -> Place:
    """Where the configuration has an option, its first line where it has none."""
    file = site.settings.configuration
    if not file:
        return Place()
    lines = Path(site.settings.root, file).read_text("utf-8", "replace").splitlines()
    found = (n for n, text in enumerate(lines, 1) if re.search(rf"(?<![\w-]){name}[ \t]*:", text))
    return Place(file, next(found, 1))


def _without_policy(name: str) -> Finding:
    what = f"The policy {name} is published, and all its addresses would stop working."
    fix = (
        f'If it has another id or place now, write "formerly: [{name}]" in that policy\'s entry '
        "or front matter: its old addresses then lead to the new ones. Otherwise bring "
        "it back; to end a policy, publish a last version that says so."
    )
    return Finding("version-lost", Severity.ERROR, Place(), what, fix)


# --- A policy -----------------------------------------------------------------------------------


def _policy(archive: Archive, old: PublishedPolicy, published: Published) -> Iterator[Finding]:
    now = {v.label: v for v in archive.policy.versions if v.status is not Status.DRAFT}
    known = {version.label for version in old.versions}
    for before in old.versions:
        if version := now.get(before.label):
            yield from standing.compared(archive, version, before, published.as_of)
        else:
            yield _without_version(archive, before)
    for label, version in now.items():
        if label not in known and old.versions:
            yield from _late(archive, version, old, published.as_of)


def _without_version(archive: Archive, before: PublishedVersion) -> Finding:
    settings, policy = archive.settings, archive.policy
    what = f"Version {before.label} of {policy.id} is published, and would be lost."
    newest = max((version.first_order for version in policy.versions), default=0)
    asides = (history.put_aside(settings, commit, newest) for commit in before.commits[:1])
    fix = next(asides, "") or (
        "Bring back the commit that announced it (was the history rewritten?) or the "
        "configuration under which it was found."
    )
    return Finding("version-lost", Severity.ERROR, Place(policy.source.path), what, fix)


def _late(
    archive: Archive, version: Version, old: PublishedPolicy, as_of: date
) -> Iterator[Finding]:
    """A version that claims to have been published before a day whose site does not have it."""
    claimed = version.published.astimezone(archive.settings.zone).date()
    if claimed >= as_of or _is_archive(archive, version, old, as_of):
        return
    what = (
        f"Version {version.label} of {archive.policy.id} claims to have been published on "
        f"{claimed}, and the site of {as_of} does not have it: nobody was told."
    )
    if version.declared:
        key, fix = (
            "published",
            (
                'Remove the line "published": the day it is recorded counts, and its notice begins '
                "then. What is imported was replaced by a published version before."
            ),
        )
    else:
        key, fix = (
            "version",
            (
                "Commit it anew, so that it has today's date (git commit --amend --no-edit "
                '--date=now), or merge it with "git merge --no-ff"; its notice begins then.'
            ),
        )
    # Where nobody announces anything (commits, tags), no notice is evaded.
    severity = Severity.ERROR if version.front.version else Severity.WARNING
    yield Finding("published-too-late", severity, version.front.where(key), what, fix)


def _is_archive(archive: Archive, version: Version, old: PublishedPolicy, as_of: date) -> bool:
    """Whether a version only adds to the past, and changes nothing that the site ever said.

    What it said begins with the first version that was published by it, and not only declared:
    from then on its readers saw what was in force on each day.
    """
    first = min(before.published for before in old.versions)
    if version.status is not Status.SUPERSEDED or not (
        version.declared or version.published < first
    ):
        return False
    zone = archive.settings.zone
    seen = [before.published for before in old.versions if not before.declared]
    since = min(seen).astimezone(zone).date() if seen else as_of
    since = max(since, min(before.effective for before in old.versions))
    return all(until <= since for label, until in _terms(archive) if label == version.label)


def _terms(archive: Archive) -> Iterator[tuple[str, date]]:
    """Which version was in force, and until when: the first day on which it was not."""
    periods = versions.periods(archive.policy.versions, archive.settings.zone, archive.today)
    for (_, label), until in zip_longest(periods, [day for day, _ in periods[1:]]):
        yield label, until or date.max


def _error(place: Place, what: str, fix: str) -> Finding:
    return Finding("published-changed", Severity.ERROR, place, what, fix)
