"""Drafts that are kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from eventmgr.event.form_drafts.keys import stored_key
from eventmgr.event.form_drafts.models import FormDraft
from eventmgr.ground.db import db


def find_draft(event_id: int, key: str, *, invitation_id: int | None, since: datetime) -> FormDraft | None:
    """The draft that the key opens in a form of its own kind, unless its time is over."""
    query = select(FormDraft).where(
        FormDraft.key_hash == stored_key(key, invitation_id),
        FormDraft.event_id == event_id,
        FormDraft.changed_at > since,
    )
    return db.session.scalar(query)


def get_number_over(before: datetime) -> tuple[int, datetime | None]:
    """How many were changed last before `before`, and when the first of them was."""
    query = select(func.count(), func.min(FormDraft.changed_at)).where(FormDraft.changed_at <= before)
    n, first = db.session.execute(query).one()
    return n, first


def list_over(before: datetime, *, limit: int) -> list[int]:
    """The numbers of these."""
    query = select(FormDraft.id).where(FormDraft.changed_at <= before).order_by(FormDraft.id).limit(limit)
    return list(db.session.scalars(query))
