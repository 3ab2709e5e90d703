"""Contacts of sides go: with their registration, or when their time is over. What deals say of organizations stays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from eventmgr.matchmaking.outcomes.deals import queries, statements
from eventmgr.matchmaking.outcomes.deals.services.recording import name_of
from eventmgr.tools.log.services import SYSTEM, Act, record
from eventmgr.tools.messages.services import forget_about


def forget_people(registration_ids: Collection[int], *, at: datetime) -> int:
    """Where somebody whose registration was forgotten is the contact of a side, nobody is from now on; of how many sides."""
    sides = queries.list_sides_of(registration_ids)
    emails = {side.contact_email for side in sides if side.contact_email}
    _forget(sides_ids=[side.id for side in sides], deal_ids={side.deal_id for side in sides}, at=at)
    _forget_reminders(queries.list_reminders_to({side.deal_id for side in sides}, emails))
    return len(sides)


def forget_contacts_of(event_id: int, *, limit: int, at: datetime) -> int:
    """At most so many sides of the event name nobody any more, and the e-mails about its deals lose their reader; of how many
    sides."""
    sides = queries.list_contacts(event_id, limit=limit)
    _forget(sides_ids=[side.id for side in sides], deal_ids={side.deal_id for side in sides}, at=at)
    _forget_reminders(queries.list_reminder_ids(event_id, limit=limit))
    return len(sides)


def _forget(sides_ids: Collection[int], deal_ids: Collection[int], *, at: datetime) -> None:
    statements.forget_contacts(sides_ids)
    for deal in queries.list_deals(deal_ids):
        record(Act(SYSTEM, at), "contacts_deleted", deal, event_id=deal.event_id, object_name=name_of(deal))


def _forget_reminders(ids: Collection[int]) -> None:
    forget_about([f"deal_reminder:{number}" for number in ids])
    statements.delete_reminders(ids)
