"""Which keys the database knows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete

from eventmgr.ground.db import db, insert_into
from eventmgr.tools.web.models import KeyFingerprint


def keep_fingerprint(name: str, digest: str, *, at: datetime) -> None:
    """The key of the setting `name` is used from now on; processes that begin at once agree."""
    row = insert_into(KeyFingerprint).values(digest=digest, name=name, recorded_at=at)
    db.session.execute(row.on_conflict_do_nothing(index_elements=[KeyFingerprint.digest]))


def forget_fingerprints(name: str, *, but: Collection[str]) -> None:
    """No key of the setting `name` counts but these."""
    db.session.execute(delete(KeyFingerprint).where(KeyFingerprint.name == name, KeyFingerprint.digest.not_in(but)))
