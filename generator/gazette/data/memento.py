"""The TimeMap of a policy: which version its own address showed from when (RFC 7089, section 5).

    /<lang>/<policy>/timemap.link

A version's lasting address is a memento of the policy's own, and its datetime the instant at
which it first took effect there. What never took effect, or has yet to, is none.
"""

from __future__ import annotations

from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING

from gazette import versions
from gazette.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.archive import Archive


def timemap(archive: Archive, lang: str) -> str:
    """The TimeMap of a policy in a language, as application/link-format (RFC 6690)."""
    settings, policy = archive.settings, archive.policy
    home = addresses.address(lang, policy.id)
    own = addresses.url(settings, addresses.timemap(home))
    mementos = _mementos(archive)
    span = f'; from="{mementos[0][0]}"; until="{mementos[-1][0]}"' if mementos else ""
    links = [
        f'<{addresses.url(settings, home)}>; rel="original"',
        f'<{own}>; rel="self"; type="application/link-format"{span}',
    ]
    for order, (at, label) in enumerate(mementos):
        page = addresses.url(settings, addresses.address(lang, policy.id, label))
        ends = "".join(_ends(order, len(mementos)))
        links.append(f'<{page}>; rel="{ends}memento"; datetime="{at}"')
    return ",\n".join(links) + "\n"


def _mementos(archive: Archive) -> list[tuple[str, str]]:
    """The versions that took effect, with the first instant at which each did."""
    zone = archive.settings.zone
    first: dict[str, str] = {}
    for day, label in versions.periods(archive.policy.versions, zone, archive.today):
        at = versions.begins(day, zone).astimezone(UTC)
        if label:
            first.setdefault(label, format_datetime(at, usegmt=True))
    return [(at, label) for label, at in first.items()]


def _ends(order: int, count: int) -> Iterator[str]:
    if order == 0:
        yield "first "
    if order == count - 1:
        yield "last "
