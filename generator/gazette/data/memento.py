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

    from gazette.archive.policy import Policy
    from gazette.archive.site import Site


def timemap(site: Site, policy: Policy, lang: str) -> str:
    """The TimeMap of a policy in a language, as application/link-format (RFC 6690)."""
    home = addresses.address(lang, policy.id)
    own = addresses.url(site, addresses.timemap(home))
    mementos = _mementos(site, policy)
    span = f'; from="{mementos[0][0]}"; until="{mementos[-1][0]}"' if mementos else ""
    links = [
        f'<{addresses.url(site, home)}>; rel="original"',
        f'<{own}>; rel="self"; type="application/link-format"{span}',
    ]
    for order, (at, label) in enumerate(mementos):
        page = addresses.url(site, addresses.address(lang, policy.id, label))
        ends = "".join(_ends(order, len(mementos)))
        links.append(f'<{page}>; rel="{ends}memento"; datetime="{at}"')
    return ",\n".join(links) + "\n"


def _mementos(site: Site, policy: Policy) -> list[tuple[str, str]]:
    """The versions that took effect, with the first instant at which each did."""
    zone = site.settings.zone
    first: dict[str, str] = {}
    for day, label in versions.periods(policy.versions, zone, site.today):
        at = versions.begins(day, zone).astimezone(UTC)
        if label:
            first.setdefault(label, format_datetime(at, usegmt=True))
    return [(at, label) for label, at in first.items()]


def _ends(order: int, count: int) -> Iterator[str]:
    if order == 0:
        yield "first "
    if order == count - 1:
        yield "last "
