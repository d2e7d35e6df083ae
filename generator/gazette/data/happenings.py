"""The events of a version, as the API has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.data.digests import digest
from gazette.model import Event, EventKind, Version
from gazette.pages import addresses, events
from gazette.translation import eras

if TYPE_CHECKING:
    from gazette.archive.site import Site


def happening(event: Event) -> dict[str, object]:
    """An event as it is, without what it changed."""
    found: dict[str, object] = {
        "kind": event.kind.value,
        "at": event.at.isoformat(),
        "effective": event.effective.isoformat(),
        "commit": event.commit,
    }
    if event.kind is EventKind.REPLACED:
        found["by"] = event.other
    if event.text:
        found["text"] = event.text.replace("\n", " ")
    if event.lang:
        found["language"] = event.lang
    return found


def told_happening(site: Site, version: Version, event: Event) -> dict[str, object]:
    """An event, and for a correction the digests of both texts and where its redlines are."""
    if event.kind not in eras.REWORDS:
        return happening(event)
    below = addresses.below(version.policy, version.label)
    languages = site.told_in(version.policy, version.label, event)
    found = events.redlines(version, event, languages, below)
    before, after = _sides(site, version, event)
    redlines = {lang: addresses.url(site, address) for lang, address in found.items()}
    return {**happening(event), "before": before, "after": after, "redlines": redlines}


def _sides(site: Site, version: Version, event: Event) -> tuple[str, str]:
    """The digests of a text before and after a correction: of what readers see, in one language."""
    lang = event.lang or site.settings.source_language
    at = eras.rewordings(version, lang).index(event)
    labels = [eras.text_label(version, lang, number) for number in (at, at + 1)]
    if event.lang:
        old, new = (site.reading(version.policy, label, lang) for label in labels)
    else:
        old, new = (
            digest(site, version.policy, site.version(version.policy, label)) for label in labels
        )
    return old, new
