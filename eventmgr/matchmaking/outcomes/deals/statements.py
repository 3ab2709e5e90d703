"""Set-based writes: contacts of sides go."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, update

from eventmgr.ground.db import change_rows
from eventmgr.matchmaking.outcomes.models import DealParty, DealReminder

_NOBODY = {"contact_name": "", "contact_email": "", "contact_mobile": "", "registration_id": None}


def forget_contacts(ids: Collection[int]) -> None:
    """These sides name nobody to ask any more."""
    statement = update(DealParty).where(DealParty.id.in_(sorted(ids))).values(**_NOBODY)
    change_rows(statement)


def delete_reminders(ids: Collection[int]) -> None:
    """Whom these e-mails went to is not kept, and their links open nothing; what was told stays."""
    statement = delete(DealReminder).where(DealReminder.id.in_(sorted(ids)))
    change_rows(statement)
