"""Addresses that open one thing: signed ones that can be made again, random ones of which a hash is kept.

A signed token is `base64url(kind-bound HMAC-SHA256 tag of 128 bits + id of 64 bits + version of 32 bits)`, 38
characters; of a check-in code the same in base32, 45. Why not a library's format: docs/decisions/0024. Raising the
version in the row makes every older token void. Old keys (SECRET_KEY_FALLBACKS) still verify. Each token has one
spelling, so that a log, a cache or a list of used ones cannot be passed by with another; only codes that
people type (`Feature.typed_codes`) are read in any case and with blanks and hyphens.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import current_app

from eventmgr.ground.errors import WrongLink
from eventmgr.ground.features import is_typed
from eventmgr.ground.text import normalized

_TAG = 16
_BODY = struct.Struct(">QI")
_LONGEST = 200
_HYPHENS = "-‐‑‒–—―−"


def sign(kind: str, number: int, version: int) -> str:
    """A url-safe token for row `number` of `kind`; the same for the same arguments and key."""
    body = _BODY.pack(number, version)
    return _encode(kind, _tag(current_app.config["SECRET_KEY"], kind, body) + body)


def list_signed(kind: str, number: int, version: int) -> list[str]:
    """Every token that is read as this one: what `sign` gives, and what it gave while an older key was in use."""
    body = _BODY.pack(number, version)
    return [_encode(kind, _tag(key, kind, body) + body) for key in _keys()]


def read(kind: str, token: str) -> tuple[int, int] | None:
    """The (number, version) that `token` was signed for, or None if it is not a true token of `kind`."""
    raw = _decode(kind, token)
    if raw is None or len(raw) != _TAG + _BODY.size:
        return None
    tag, body = raw[:_TAG], raw[_TAG:]
    if not any(hmac.compare_digest(tag, _tag(key, kind, body)) for key in _keys()):
        return None
    number, version = _BODY.unpack(body)
    return (number, version) if number < 2**63 else None


Row = TypeVar("Row")


@dataclass(frozen=True)
class RowLink(Generic[Row]):
    """Signed links of one kind, each of which opens one row while that is there.

    Attributes:
        find: the row of that number, or None.
        version: the attribute of a row that makes older links void when it rises; empty: they end with the row alone.
    """

    kind: str
    find: Callable[[int], Row | None]
    version: str = ""

    def numbers(self, row: Any) -> tuple[int, int]:
        """(number, version) of its link, for the secret of an e-mail."""
        return row.id, int(getattr(row, self.version)) if self.version else 1

    def token(self, row: Row) -> str:
        """The token that opens the row's page."""
        return sign(self.kind, *self.numbers(row))

    def resolve(self, number: int, version: int) -> str | None:
        """The token for an e-mail that is about to leave; None once it would open nothing."""
        row = self._current(number, version)
        return self.token(row) if row is not None else None

    def open(self, token: str, words: str) -> Row:
        """The row that a token opens.

        Raises:
            WrongLink: it is no true one, or opens nothing any more; `words` say so.
        """
        signed = read(self.kind, token)
        row = self._current(*signed) if signed is not None else None
        if row is None:
            raise WrongLink(words)
        return row

    def _current(self, number: int, version: int) -> Row | None:
        row = self.find(number)
        return row if row is not None and self.numbers(row)[1] == version else None


def _keys() -> list[str | bytes]:
    return [current_app.config["SECRET_KEY"], *(current_app.config.get("SECRET_KEY_FALLBACKS") or [])]


def keyed(kind: str, text: str) -> bytes:
    """128 bits that `text` alone does not give away: they depend on the key too."""
    return _tag(current_app.config["SECRET_KEY"], kind, text.encode("utf-8", "replace"))


def is_keyed(tag: bytes, kind: str, text: str) -> bool:
    """Whether `keyed` gave this tag for that text, under the key of now or an older one."""
    return any(hmac.compare_digest(tag, _tag(key, kind, text.encode("utf-8", "replace"))) for key in _keys())


def random_token() -> str:
    """A url-safe random token of 128 bits; only `token_hash` of it is kept."""
    return secrets.token_urlsafe(16)


def token_hash(token: str) -> str:
    """What is stored of a random token: hex SHA-256, 64 characters."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _tag(key: str | bytes, kind: str, body: bytes) -> bytes:
    secret = key if isinstance(key, bytes) else key.encode()
    return hmac.digest(secret, b"eventmgr\0" + kind.encode() + b"\0" + body, "sha256")[:_TAG]


def _encode(kind: str, raw: bytes) -> str:
    code = base64.b32encode(raw) if is_typed(kind) else base64.urlsafe_b64encode(raw)
    return code.rstrip(b"=").decode("ascii")


def _decode(kind: str, token: str) -> bytes | None:
    """What `token` encodes; None if it is no code, or another spelling of one (base64 has bits to spare at its end)."""
    if len(token) > _LONGEST:
        return None
    if is_typed(kind):
        token = "".join(
            char for char in normalized("NFKC", token).upper() if not char.isspace() and char not in _HYPHENS
        )
    try:
        text = token.encode("ascii")
        if is_typed(kind):
            raw = base64.b32decode(text + b"=" * (-len(text) % 8))
        else:
            raw = base64.b64decode(text + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    return raw if _encode(kind, raw) == token else None
