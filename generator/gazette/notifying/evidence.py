"""What can be shown afterwards: which version was announced when, to how many, in which words.

The record names nobody: the journal knows recipients by keyed digests only, and of those it
tells how many. What it tells can be checked: the digest of a published text is that of the file
at its address, a letter's is that of what the journal saw going out, and the journal's own covers
every row about the notice.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from gazette import __version__
from gazette.data import digests, notices
from gazette.data import files as data
from gazette.languages import l10n
from gazette.notifying import writing
from gazette.notifying.letters import Letters, template
from gazette.pages import addresses
from gazette.pages.interface import tongue
from gazette.versions.notice import days_between

if TYPE_CHECKING:
    from gazette.archive.archive import Archive
    from gazette.archive.site import Site
    from gazette.document.targets import Published
    from gazette.model import Version
    from gazette.notifying.journal import Count, Journal


def record(
    site: Site,
    archive: Archive,
    version: Version,
    published: Published,
    journal: Journal | None,
) -> dict[str, object]:
    """Everything that is known of a version's announcement, as plain values."""
    policy = archive.policy
    prefix = f"{policy.id}@{version.label}/"
    counts = journal.counts() if journal else []
    announced = list(dict.fromkeys(c.notice for c in counts if c.notice.startswith(prefix)))
    said = [row for each in announced for row in (journal.texts(each) if journal else ())]
    letters = Letters(site, archive, version, published)
    notice = policy.notice(version.label)
    return {
        "generator": __version__,
        "commit": site.commit,
        "as_of": site.today.isoformat(),
        "timezone": str(site.settings.zone),
        "notice": notices.notice(archive, notice),
        "exception": notice.exception,
        "digest": digests.digest(archive, version),
        "announcements": [
            {
                "id": each,
                "counts": [_count(site, version, c) for c in counts if c.notice == each],
                "journal": journal.digest(each) if journal else "",
            }
            for each in announced
        ],
        "texts": {
            lang: _letter(letters, lang, said) | _published(site, version, lang, published)
            for lang in site.settings.languages
        },
    }


def _published(site: Site, version: Version, lang: str, published: Published) -> dict[str, object]:
    """Where a text stands in the data, and the digest of what stands there."""
    address = addresses.text(version.policy, version.label, lang)
    text = data.text(site, version, lang, published)
    return {"address": addresses.url(site.settings, address), "published": _digest(text)}


def as_html(site: Site, found: dict[str, object]) -> str:
    """The record as one file that needs nothing else."""
    names = {lang: l10n.language_name(lang, lang) for lang in site.settings.languages}
    return template("evidence.html").render(found, names=names, tongue=partial(tongue, "en"))


def _count(site: Site, version: Version, count: Count) -> dict[str, object]:
    last = datetime.fromisoformat(count.last) if count.last else None
    return {
        "channel": count.channel,
        "language": count.lang,
        "state": count.state.value,
        "number": count.number,
        "first": count.first or None,
        "last": count.last or None,
        # Those who were told last had the least notice.
        "days": days_between(last, version.effective, site.settings.zone) if last else None,
    }


def _letter(
    letters: Letters, lang: str, said: list[tuple[str, str, str, str]]
) -> dict[str, object]:
    """What recipients of a language are told now, and digests of what they were told."""
    letter = letters.letter(lang, {})
    sent = [row for row in said if row[1] == lang]
    return {
        "subject": letter.subject,
        "letter": letter.text,
        "digest": writing.digest(letter),
        "sent": [{"channel": row[0], "digest": row[2], "first": row[3]} for row in sent],
    }


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
