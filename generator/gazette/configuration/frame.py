"""What a site says itself, around every page and in its letters: `extra`, `gazette`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.exceptions import ConfigurationError

from gazette.configuration.faults import finding, misconfigured, sentence
from gazette.configuration.options import FrameOptions, SubscribeOptions
from gazette.errors import GazetteError
from gazette.model.domains import ascii_mailbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def framed(config: MkDocsConfig, file: str) -> FrameOptions:
    """What the site says itself, checked. Raises GazetteError."""
    frame = FrameOptions()
    try:
        frame.load_dict(config.extra.get("gazette") or {})
        errors, warnings = frame.validate()
    except ConfigurationError as error:
        errors, warnings = [("gazette", error)], []
    if wrong := [*errors, *warnings]:
        raise GazetteError(
            finding(file, sentence(f'"extra", "gazette", "{key}": {error}'), _FIX_LINKS)
            for key, error in wrong
        )
    for link in (*frame.header, *frame.footer):
        _check_address(link.href, file)
    _check_signing_up(frame.subscribe, file)
    if frame.accent and not _COLOUR.fullmatch(frame.accent):
        what = f'"extra", "gazette", "accent": "{frame.accent}" is not a color.'
        raise misconfigured(file, what, 'Write its six digits in quotes: "#1f4568".')
    for name in ("sender", "reply_to"):
        frame.mail[name] = _mailbox(name, frame.mail[name], file)
    return frame


def labels(config: MkDocsConfig, frame: FrameOptions) -> Iterator[str]:
    """The texts of the site's own links and letters, each once, in their order."""
    texts = [config.site_name, *(link.text for link in (*frame.header, *frame.footer))]
    texts += [frame.copyright or config.copyright or ""]
    texts += [*frame.about, frame.subscribe.text]
    texts += [frame.mail.greeting, frame.mail.choices, frame.mail.closing]
    yield from dict.fromkeys(text for text in texts if text)


def _mailbox(name: str, text: str, file: str) -> str:
    """A sender as letters name it. Raises GazetteError for one that none could name."""
    try:
        return ascii_mailbox(text) if text else ""
    except ValueError as error:
        what = f'"extra", "gazette", "mail", "{name}": "{text}" is not an e-mail address: {error}.'
        fix = 'Write it as "Example Legal <legal@example.com>".'
        raise misconfigured(file, what, fix) from None


def _check_address(href: str, file: str) -> None:
    try:
        urlsplit(href)
    except ValueError:
        raise misconfigured(file, f'"{href}" is not an address.', _FIX_LINKS) from None


def _check_signing_up(link: SubscribeOptions, file: str) -> None:
    """Raises GazetteError for a sign-up that lacks a part, or that a reader could not follow."""
    if bool(link.text.strip()) != bool(link.href.strip()):
        lacking = "href" if link.text.strip() else "text"
        what = f'"extra", "gazette", "subscribe" has no "{lacking}".'
        raise misconfigured(file, what, _FIX_SIGNING_UP)
    if link.href and not _leads_somewhere(link.href):
        what = f'"extra", "gazette", "subscribe", "href": "{link.href}" is no address of a page.'
        raise misconfigured(file, what, _FIX_SIGNING_UP)


def _leads_somewhere(href: str) -> bool:
    """Whether a link leads to a page or a mailbox, and runs nothing."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return href.isprintable() and parts.scheme.lower() in _SCHEMES


_SCHEMES = frozenset({"", "http", "https", "mailto"})
_FIX_SIGNING_UP = (
    'Write both parts: "{text: Get changes by e-mail, href: https://example.com/updates}"; '
    'an address begins with "https:" or "mailto:", or is one of this site.'
)
_FIX_LINKS = 'Write each link as "- {text: Contact, href: https://example.com/contact}".'
