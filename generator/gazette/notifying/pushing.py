"""A notice as an event for platforms: a CloudEvent, signed as a Standard Webhook.

    CloudEvents 1.0, the JSON format      https://github.com/cloudevents/spec
    Standard Webhooks 1.0                 https://github.com/standard-webhooks/standard-webhooks

The event's id is the announcement's, so a receiver that gets it twice knows it for the same. What
a receiver answers with a server's error, or not at all, is tried again, each time after a longer
wait; any other answer but success is for good.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import time
import urllib.error
import urllib.request
from contextlib import suppress
from datetime import UTC, datetime
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook

from gazette import __version__
from gazette.data import notices
from gazette.errors import refusal
from gazette.model.domains import ascii_host
from gazette.notifying.journal import State
from gazette.pages import addresses

if TYPE_CHECKING:
    from gazette.archive.archive import Archive
    from gazette.model import Version
    from gazette.notifying.journal import Journal

CHANNEL = "webhook"
_TYPE = "policy-gazette.notice.{kind}"
_WAITS = (1, 2, 4, 8, 16)  # seconds, between tries
_LONGEST_WAIT = 60  # however long the receiver asks for
_AGAIN = frozenset({408, 425, 429})  # RFC 9110, 8470, 6585: later, perhaps


def event(archive: Archive, version: Version) -> dict[str, object]:
    """The announcement of a version, as it stands now, as a CloudEvent."""
    settings, policy, last = archive.settings, archive.policy, version.news
    schema = addresses.url(settings, addresses.schema("notices"))
    return {
        "specversion": "1.0",
        "id": notices.announcement(policy, version),
        "source": settings.url,
        "type": _TYPE.format(kind=last.kind.value),
        "subject": f"{policy.id}@{version.label}",
        "time": last.at.isoformat(),
        "datacontenttype": "application/json",
        "dataschema": f"{schema}#/properties/notices/items",
        "data": notices.notice(archive, policy.notice(version.label)),
    }


def signer(secret: str) -> Webhook:
    """What signs with a secret such as "whsec_…". Raises GazetteError for none."""
    try:
        return Webhook(secret)
    except (EmptyWebhookSecretError, ValueError):
        what = "There is no secret to sign with, or it is not one in Base64."
        fix = "Set GAZETTE_WEBHOOK_SECRET to the secret that you share with the receiver."
        raise refusal("webhook", what, fix) from None


def push(
    journal: Journal, url: str, event: dict[str, object], secret: Webhook, timeout: float
) -> tuple[State, str, bool]:
    """Send an event: what became of it, why, and whether it had been taken before.

    Raises GazetteError where the address is none to send to.
    """
    url = _checked(url)
    notice = str(event["id"])
    name = journal.recipient(CHANNEL, url)
    run = journal.begin_run(notice, CHANNEL)
    journal.queue(notice, CHANNEL, run, [(name, "", 0)])
    known = journal.find(notice, CHANNEL, name)
    if known and known.state is State.SENT:
        return State.SENT, known.reason, True
    body = json.dumps(event, ensure_ascii=False).encode()
    state, reason = State.FAILED, ""
    for wait in (*_WAITS, 0):
        journal.intend(notice, CHANNEL, name)
        state, reason, asked = _try(url, notice, body, secret, timeout)
        journal.settle(notice, CHANNEL, name, state, reason)
        journal.flush()
        if state is not State.DEFERRED or not wait:
            break
        time.sleep(min(max(wait, asked), _LONGEST_WAIT))
    return state, reason, False


def _checked(url: str) -> str:
    """The address of a receiver, over TLS or on this machine, with its host in ASCII."""
    fix = "Write it as https://platform.example.com/webhooks/policies."
    try:
        url = ascii_host(url)
        parts = urlsplit(url)
        host = parts.hostname or ""
        is_sound = parts.port != 0 and url.isprintable() and " " not in url
    except ValueError:
        host, is_sound = "", False
    if not host or not is_sound or parts.scheme not in {"http", "https"}:
        raise refusal("webhook", f'"{url}" is not an address to send to.', fix)
    if parts.scheme == "http" and not _is_here(host):
        raise refusal("webhook", f"Use https: events to {host} may only be sent over TLS.", fix)
    return url


def _is_here(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


class _Staying(urllib.request.HTTPRedirectHandler):
    """A signed notice goes nowhere but where it was sent."""

    def redirect_request(self, *_: object) -> None:
        return None


def _try(
    url: str, notice: str, body: bytes, secret: Webhook, timeout: float
) -> tuple[State, str, float]:
    """One try: what became of it, what was said, and how long to wait, as the receiver asks."""
    now = datetime.now(UTC)
    # The same for the same notice; without the full stops that part what is signed.
    message = f"msg_{hashlib.sha256(notice.encode()).hexdigest()[:32]}"
    headers = {
        "Content-Type": "application/cloudevents+json; charset=utf-8",
        "User-Agent": f"gazette/{__version__}",
        "webhook-id": message,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": secret.sign(message, now, body.decode()),
    }
    asked = urllib.request.Request(url, body, headers, method="POST")  # noqa: S310  # _check saw it
    opener = urllib.request.build_opener(_Staying)
    try:
        with opener.open(asked, timeout=timeout) as answer:
            return State.SENT, str(answer.status), 0
    except urllib.error.HTTPError as error:
        error.close()
        is_later = error.code >= 500 or error.code in _AGAIN  # RFC 9110
        state = State.DEFERRED if is_later else State.FAILED
        return state, f"answered {error.code}", _seconds(error.headers.get("Retry-After", ""))
    except (OSError, HTTPException, ValueError) as error:
        cause = getattr(error, "reason", None) or error
        return State.DEFERRED, f"no answer: {cause}", 0


def _seconds(text: str) -> float:
    return float(text) if text.isdecimal() else 0
