"""The installation as browsers know it, for passkeys."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from eventmgr.tools.messages.composing import base_url


@dataclass(frozen=True)
class Site:
    """The host and origin that passkeys are bound to."""

    host: str
    origin: str


def find_site() -> Site | None:
    """The installation under its public address; None where browsers have no passkeys for it."""
    address = urlsplit(base_url())
    host = address.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        is_secure = address.scheme == "https" or host == "localhost"
        return Site(host, f"{address.scheme}://{address.netloc}") if host and is_secure else None
    return None
