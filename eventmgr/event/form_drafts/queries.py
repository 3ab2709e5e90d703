"""Drafts that are kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

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
