"""The signed cookie of a session, whose age has an upper bound alone.

A clock that is set back, or a second machine whose clock is a little behind, makes a cookie come from the future. The
signature shows that it is ours, and the row of the session decides how long it lasts; so nobody is signed out for that.
"""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer


class _Signer(TimestampSigner):
    def unsign(self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False) -> Any:  # noqa: FBT001, FBT002  # as the library has it
        """What was signed, unless that was more than `max_age` seconds ago."""
        value, signed_at = super().unsign(signed_value, return_timestamp=True)
        age = self.get_timestamp() - signed_at.timestamp()
        if max_age is not None and age > max_age:
            raise SignatureExpired(f"signed {age} seconds ago", payload=value, date_signed=signed_at)
        return (value, signed_at) if return_timestamp else value


class Cookies(SecureCookieSessionInterface):
    """Flask's own, with such a signer."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs and reads the cookie."""
        made = super().get_signing_serializer(app)
        if made is not None:
            made.signer = _Signer
        return made
