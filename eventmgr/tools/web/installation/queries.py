"""What the database says of itself: its revision, the keys it was used with, a few sealed values of each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import cast

from sqlalchemy import LargeBinary, Text, select, text, type_coerce
from sqlalchemy.exc import DBAPIError

from eventmgr.ground.db import db
from eventmgr.ground.faults import Fault, fault_of
from eventmgr.ground.sealing import Sealed, SealedBytes
from eventmgr.tools.web.models import KeyFingerprint


def find_revision() -> str | None:
    """That of the schema; None where there are no tables."""
    try:
        row = db.session.execute(text("SELECT version_num FROM alembic_version")).first()
    except DBAPIError as error:
        db.session.rollback()
        if fault_of(error) is not Fault.SCHEMA:
            raise
        return None
    return str(row[0]) if row else None


def list_fingerprints() -> dict[str, set[str]]:
    """Name of the setting → fingerprints of the keys that were used."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, digest in db.session.execute(select(KeyFingerprint.name, KeyFingerprint.digest)):
        found[name].add(digest)
    return dict(found)


def iterate_sealed() -> Iterator[str | bytes]:
    """The newest sealed value of each sealed column, as it is stored."""
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed | SealedBytes):
                stored = type_coerce(column, Text() if isinstance(column.type, Sealed) else LargeBinary())
                order = [key.desc() for key in table.primary_key.columns]
                query = select(stored).where(stored.is_not(None)).order_by(*order).limit(1)
                for value in db.session.scalars(query).all():
                    yield value if isinstance(value, str) else bytes(cast(bytes, value))
