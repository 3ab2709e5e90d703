"""Fingerprints of keys: what the database keeps of each, so that another key, or a new one, is noticed before it is
used.

A fingerprint tells nothing of its key (HMAC-SHA-256, of a purpose of its own). Who has the database can try keys with
it, as with any sealed value, and a key has 32 characters at least.
"""

from __future__ import annotations

import hmac
from pathlib import Path

from sqlalchemy import NullPool, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from eventmgr.ground.faults import Fault, fault_of

_IS_RECORDED = text("SELECT 1 FROM key_fingerprint WHERE name = :name")


def fingerprint(name: str, key: str) -> str:
    """That of the key of the setting `name`: 32 characters."""
    return hmac.digest(key.encode(), b"eventmgr\0fingerprint\0" + name.encode(), "sha256").hex()[:32]


def is_recorded(uri: str, name: str) -> bool:
    """Whether the database at `uri` was used with a key of the setting `name`; before the application exists.

    Raises:
        SQLAlchemyError: it cannot be asked; no key is made on a guess.
    """
    url = make_url(uri)
    if url.get_backend_name() == "sqlite" and not _has_content(url.database):
        return False
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return connection.execute(_IS_RECORDED, {"name": name}).first() is not None
    except SQLAlchemyError as error:
        if fault_of(error) is Fault.SCHEMA:
            return False
        raise
    finally:
        engine.dispose()


def _has_content(database: str | None) -> bool:
    """Whether there is such a file and something in it; a missing one is not made by looking."""
    return bool(database) and Path(str(database)).is_file() and Path(str(database)).stat().st_size > 0
