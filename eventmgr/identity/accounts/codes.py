"""Codes of the second step of a sign-in: those of an authenticator app (RFC 6238) and those for when it is lost.
Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

SECONDS = 30
"""So long a code is shown; the one before and the one after it are taken too, for clocks that are a little off."""
DIGITS = 6
RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of recovery codes: nothing that looks like another letter."""
_PARTS, _LENGTH = 4, 4


def new_key() -> str:
    """A random key of 160 bits in base32, as apps take it."""
    return base64.b32encode(secrets.token_bytes(20)).decode("ascii")


def key_address(key: str, email: str, issuer: str) -> str:
    """`otpauth://totp/…`, which an app reads from a QR code."""
    return _codes_of(key).get_provisioning_uri(email, issuer)


def step_of(key: str, typed: str, *, at: datetime, after: int = 0) -> int | None:
    """The number of the half minute whose code was typed; None if it is none, or not later than `after`: a code works
    once."""
    now, digits = int(at.timestamp()) // SECONDS, plain(typed)
    steps = [
        step
        for step in (now - 1, now, now + 1)
        if hmac.compare_digest(_codes_of(key).generate(step * SECONDS), digits.encode()) and step > after
    ]
    return steps[0] if steps else None


def new_recovery_codes() -> list[str]:
    """Ten codes of 79 bits, `xxxx-xxxx-xxxx-xxxx`."""
    parts = range(RECOVERY_CODES)
    return ["-".join(_part() for _part_number in range(_PARTS)) for _code in parts]


def recovery_hash(typed: str) -> str:
    """What is kept of a recovery code, however it is typed."""
    return hashlib.sha256(plain(typed).encode()).hexdigest()


def plain(typed: str) -> str:
    """A code without blanks, hyphens and case."""
    return "".join(char for char in typed.lower() if char.isascii() and char.isalnum())


def _part() -> str:
    return "".join(secrets.choice(_LETTERS) for _letter in range(_LENGTH))


def _codes_of(key: str) -> TOTP:
    return TOTP(base64.b32decode(key), DIGITS, SHA1(), SECONDS)  # noqa: S303  # what apps know; RFC 6238
