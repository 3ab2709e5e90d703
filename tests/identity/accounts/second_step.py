"""Steps of the tests of second step, which others take too."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct

KEY = base64.b32encode(b"12345678901234567890").decode()
"""That of the examples of RFC 6238."""


def code_at(at, key=KEY) -> str:
    """The code of an app, computed apart from ours (RFC 4226, 5.3)."""
    digest = hmac.digest(base64.b32decode(key), struct.pack(">Q", int(at.timestamp()) // 30), hashlib.sha1)
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
