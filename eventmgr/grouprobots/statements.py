"""The one set-based write of robots."""

from __future__ import annotations

from sqlalchemy import text

from eventmgr.db import db

_RESEAL = text("UPDATE group_robot SET keys = :sealed WHERE event_id = :id")


def replace_sealed_keys(texts: list[tuple[int, str]]) -> None:
    """(event, another encrypted text of the same keys), for robots that are locked."""
    if texts:
        db.session.execute(_RESEAL, [{"id": number, "sealed": sealed} for number, sealed in texts])
