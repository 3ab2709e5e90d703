"""Set-based writes to drafts."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete

from eventmgr.db import db
from eventmgr.form_drafts.models import FormDraft
from eventmgr.web.tokens import token_hash


def drop_of(event_id: int, key: str) -> None:
    """Delete the draft that the key opens."""
    where = FormDraft.key_hash == token_hash(key), FormDraft.event_id == event_id
    db.session.execute(delete(FormDraft).where(*where).execution_options(synchronize_session=False))


def drop(numbers: Collection[int]) -> None:
    """Delete these."""
    where = FormDraft.id.in_(list(numbers))
    db.session.execute(delete(FormDraft).where(where).execution_options(synchronize_session=False))
