"""Steps of the tests of views, which others take too."""

from __future__ import annotations

from eventmgr.identity.accounts.passwords import hash_password
from tests.factories import make_user

PASSWORD = "correct horse 1"


def with_password(**values):
    return make_user(password_hash=hash_password(PASSWORD), **values)
