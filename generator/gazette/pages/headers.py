"""What a page may load and do, said to the browser: in each page, and as headers for the host.

A page loads files of its own site alone, runs scripts from files alone, and sends nothing
anywhere. Only scripts and style sheets that the configuration names at another address widen
that, to exactly their origins. `_headers` says the same in the format that Netlify and Cloudflare
Pages read, with what a page cannot say of itself; other hosts need these lines in theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

ADDRESS = "_headers"


def content_policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """The Content-Security-Policy (Level 3) of a page.

    Args:
        scripts: paths or addresses of those that the configuration adds.
        styles: of its style sheets.
    """
    own = "'self'"
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src", own, *_origins(scripts)]),
            " ".join(["style-src", own, *_origins(styles)]),
            f"img-src {own} data:",
            f"font-src {own}",
            f"connect-src {own}",
            f"manifest-src {own}",
            f"form-action {own}",
            "base-uri 'none'",
        ]
    )


def headers(base: str, policy: str) -> str:
    """The file of headers.

    Args:
        base: the path of the site on its host, `/` or `/legal/`.
        policy: of its pages.
    """
    everywhere = {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    # The data and the script are for other sites' pages too.
    shared = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
    rules = {"*": everywhere, "api/*": shared, "embed/*": shared}
    return "\n".join(
        f"{base}{path}\n" + "".join(f"  {name}: {value}\n" for name, value in found.items())
        for path, found in rules.items()
    )


def _origins(addresses: Iterable[str]) -> list[str]:
    parts = [urlsplit(address) for address in addresses]
    # An address without a scheme (//host/file) is fetched as the page is.
    found = {f"{part.scheme}://{part.netloc}" if part.scheme else part.netloc for part in parts}
    return sorted(found - {"", "://"})
