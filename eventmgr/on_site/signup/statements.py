"""Writes that concern a whole group."""

from __future__ import annotations

from sqlalchemy import delete

from eventmgr.ground.db import db
from eventmgr.on_site.signup.models import Signup


def empty_group(item_id: int) -> None:
    """Nobody holds a place in the group or waits for one any more."""
    db.session.execute(delete(Signup).where(Signup.item_id == item_id))
