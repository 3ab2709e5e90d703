"""Set-based writes to drafts."""

from __future__ import annotations

from sqlalchemy import delete

from eventmgr.event.form_drafts.keys import keys_of, stored_key
from eventmgr.event.form_drafts.models import FormDraft
from eventmgr.ground.db import db


def drop_of(event_id: int, key: str, invitation_id: int | None) -> None:
    """Delete the draft that the key opens."""
    where = FormDraft.key_hash == stored_key(key, invitation_id), FormDraft.event_id == event_id
    db.session.execute(delete(FormDraft).where(*where).execution_options(synchronize_session=False))


def drop_all_of(event_id: int, invitation_id: int) -> None:
    """Delete the drafts of forms that this invitation opened."""
    where = FormDraft.event_id == event_id, FormDraft.key_hash.startswith(keys_of(invitation_id), autoescape=True)
    db.session.execute(delete(FormDraft).where(*where).execution_options(synchronize_session=False))
