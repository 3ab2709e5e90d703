"""Writes about accommodation and transport that are statements."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete

from eventmgr.db import db
from eventmgr.logistics.models import HotelStay


def delete_stays(registration_ids: Collection[int]) -> None:
    """Who slept where and when is kept no longer."""
    if registration_ids:
        db.session.execute(delete(HotelStay).where(HotelStay.registration_id.in_(sorted(registration_ids))))
