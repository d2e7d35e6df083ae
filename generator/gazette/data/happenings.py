"""The events of a version, as the API has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.data.digests import digest
from gazette.model import Event, EventKind, Version
from gazette.pages import addresses, events
from gazette.translation import eras

if TYPE_CHECKING:
    from gazette.archive.archive import Archive


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


def told_happening(archive: Archive, version: Version, event: Event) -> dict[str, object]:
    """An event, and for a correction the digests of both texts and where its redlines are."""
    if event.kind not in eras.REWORDS:
        return happening(event)
    below = addresses.below(version.policy, version.label)
    languages = archive.told_in(version.label, event)
    found = events.redlines(version, event, languages, below)
    before, after = _sides(archive, version, event)
    redlines = {lang: addresses.url(archive.settings, address) for lang, address in found.items()}
    return {**happening(event), "before": before, "after": after, "redlines": redlines}


def _sides(archive: Archive, version: Version, event: Event) -> tuple[str, str]:
    """The digests of a text before and after a correction: of what readers see, in one language."""
    lang = event.lang or archive.settings.source_language
    at = eras.number(version, event, lang)
    labels = [eras.text_label(version, lang, number) for number in (at, at + 1)]
    if event.lang:
        old, new = (archive.texts.reading(label, lang) for label in labels)
    else:
        old, new = (digest(archive, archive.policy.version(label)) for label in labels)
    return old, new
