"""Sealed columns: JSON that the database holds encrypted, under a key that is not in the database.

The key is the setting `DATA_KEY`, or the file `data_key` of the instance folder; it has nothing to do with
`SECRET_KEY`, so that a new signing key loses no data. Older keys (`DATA_KEY_FALLBACKS`) still open what they sealed.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask, current_app
from sqlalchemy import Dialect, LargeBinary, Text, TypeDecorator

_BLOCK = 256
"""What is sealed is filled up to a multiple of so many bytes: its length tells nothing of a short answer."""


class Unreadable(dict[str, Any]):
    """Stands for values that none of the keys opens: empty, and told apart by its type."""


class Sealer:
    """Seals with the first key, opens with any.

    Args:
        secret, older: texts of any form; the keys proper are derived from them (HKDF, SHA-256).
    """

    def __init__(self, secret: str, older: Sequence[str] = ()) -> None:
        self._first = Fernet(_derived(secret))
        self._keys = MultiFernet([self._first, *(Fernet(_derived(text)) for text in older)])

    def seal(self, values: dict[str, object]) -> str:
        """`values` as an encrypted text."""
        plain = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
        return self._keys.encrypt(plain.ljust(-(-len(plain) // _BLOCK) * _BLOCK)).decode("ascii")

    def unseal(self, text: str) -> dict[str, object]:
        """What was sealed; an `Unreadable` if no key opens it."""
        try:
            values: dict[str, Any] = json.loads(self._keys.decrypt(text))
        except (InvalidToken, ValueError):
            return Unreadable()
        return values

    def seal_bytes(self, content: bytes) -> bytes:
        """Encrypt `content`."""
        return self._keys.encrypt(content)

    def unseal_bytes(self, sealed: bytes) -> bytes | None:
        """What was sealed; None if no key opens it."""
        try:
            return self._keys.decrypt(sealed)
        except InvalidToken:
            return None

    def is_present(self, sealed: str | bytes) -> bool:
        """Whether the first key has sealed it."""
        try:
            self._first.decrypt(sealed)
        except InvalidToken:
            return False
        return True

    def renew(self, sealed: str | bytes) -> str | bytes | None:
        """The same under the first key, as text or bytes as it came; None if no key opens it."""
        try:
            renewed = self._keys.rotate(sealed)
        except InvalidToken:
            return None
        return renewed.decode("ascii") if isinstance(sealed, str) else renewed


class SealedBytes(TypeDecorator[bytes]):
    """A column of bytes that the database holds sealed; None where the key is lost."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Encrypt the bytes that are stored."""
        return None if value is None else sealer().seal_bytes(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Decrypt the stored bytes; None where no key opens them."""
        return None if value is None else sealer().unseal_bytes(value)


class Sealed(TypeDecorator[dict[str, Any]]):
    """A column of JSON objects that the database holds sealed; an empty object is NULL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, object] | None, dialect: Dialect) -> str | None:
        """Encrypt the values that are stored; None for none."""
        return sealer().seal(value) if value else None

    def compare_values(self, x: Any, y: Any) -> bool:
        """Whether both say the same; what cannot be read is not the same as nothing, so that it can be deleted."""
        return bool(x == y) and isinstance(x, Unreadable) == isinstance(y, Unreadable)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, object]:
        """What it says; an `Unreadable` where the key is lost."""
        return sealer().unseal(value) if value else {}


def init_app(app: Flask) -> None:
    """Give the application its sealer."""
    older = app.config["DATA_KEY_FALLBACKS"]
    app.extensions["sealer"] = Sealer(str(app.config["DATA_KEY"]), older)


def sealer() -> Sealer:
    """That of the application whose context is active."""
    found: Sealer = current_app.extensions["sealer"]
    return found


def keys_for(purpose: str) -> tuple[bytes, ...]:
    """Keys of 32 bytes that serve `purpose` alone, from the present data key and then the older ones."""
    secrets = (str(current_app.config["DATA_KEY"]), *current_app.config["DATA_KEY_FALLBACKS"])
    return tuple(_expanded(text, purpose) for text in secrets)


def _derived(secret: str) -> bytes:
    return base64.urlsafe_b64encode(_expanded(secret, "eventmgr sealed columns"))


def _expanded(secret: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret.encode())
