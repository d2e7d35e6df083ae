"""What addresses carry to follow readers, apart from where they lead.

A parameter says who came, when or from where by its name (`utm_source`, `fbclid`), or by its value:
a token of sixteen characters or more, in figures and letters that make no words. A token that names
the thing itself (`?id=`) stays. A session in the path (`;jsessionid=`) goes too.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

_NAMES = frozenset(
    (
        *("gclid", "gclsrc", "dclid", "gbraid", "wbraid", "fbclid", "msclkid", "yclid", "twclid"),
        *("ttclid", "igshid", "igsh", "mkt_tok", "mc_cid", "mc_eid", "_ga", "_gl", "_hsenc"),
        *("_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking", "s_kwcid", "trk", "trkcampaign"),
        *("cmpid", "campaign", "campaignid", "ref", "ref_src", "ref_url", "referrer", "referer"),
        *("sid", "sessid", "sessionid", "session_id", "phpsessid", "jsessionid", "token", "csrf"),
        *("nonce", "timestamp", "ts", "rand", "random", "cachebuster", "cb", "_"),
    )
)
_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_", "aspsessionid")
_THINGS = frozenset(
    ("id", "doc", "docid", "file", "fileid", "key", "item", "product", "page", "v", "version")
)
_LONG = 16  # characters of a token
_HEX = re.compile(r"(?=.*\d)[0-9a-f-]+")
_MIXED = re.compile(r"(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w~.=+/-]+", re.ASCII)
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^?#;/]*", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?://|www\.)[!#-;=?-~]*[\w/=&#-]", re.ASCII)


def parted(address: str) -> tuple[str, tuple[str, ...]]:
    """An address without what follows readers, and that: `name=value`, in its order."""
    path, mark, rest = address.partition("?")
    query, hash_, fragment = rest.partition("#")
    sessions = _SESSION.findall(path)
    fields = query.split("&") if mark else []
    kept = [field for field in fields if not _follows(field)]
    gone = (*sessions, *(field for field in fields if _follows(field)))
    plain = _SESSION.sub("", path) + ("?" if kept else "") + "&".join(kept) + hash_ + fragment
    return plain, gone


def _follows(field: str) -> bool:
    name, _, value = field.partition("=")
    name = name.lower()
    if name in _NAMES or name.startswith(_PREFIXES):
        return True
    return name not in _THINGS and _is_token(unquote(value))


def _is_token(value: str) -> bool:
    is_written = _HEX.fullmatch(value.lower()) or _MIXED.fullmatch(value)
    return len(value) >= _LONG and is_written is not None
