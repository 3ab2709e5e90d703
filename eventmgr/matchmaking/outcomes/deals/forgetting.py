"""Contacts of sides go: with their registration, or when their time is over. What deals say of organizations stays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from eventmgr.matchmaking.outcomes.deals import queries, statements
from eventmgr.matchmaking.outcomes.deals.services.recording import name_of
from eventmgr.matchmaking.outcomes.models import Deal, DealParty
from eventmgr.tools.log.services import SYSTEM, Act, record
from eventmgr.tools.messages.services import forget_about


def forget_people(registration_ids: Collection[int], *, at: datetime) -> int:
    """Where somebody whose registration was forgotten is the contact of a side, nobody is from now on; of how many
    sides."""
    sides = queries.list_sides_of(registration_ids)
    emails = {side.contact_email for side in sides if side.contact_email}
    _forget(sides, at=at)
    _forget_reminders(queries.list_reminders_to({side.deal_id for side in sides}, emails))
    return len(sides)


def forget_contacts(sides: Sequence[DealParty], at: datetime) -> None:
    """These sides name nobody any more, and the e-mails about deals of their events lose their reader."""
    deals = _forget(sides, at=at)
    _forget_reminders(queries.list_reminder_ids({deal.event_id for deal in deals}))


def _forget(sides: Sequence[DealParty], *, at: datetime) -> list[Deal]:
    """The deals of these sides, which name nobody any more."""
    statements.forget_contacts([side.id for side in sides])
    deals = queries.list_deals({side.deal_id for side in sides})
    for deal in deals:
        record(Act(SYSTEM, at), "contacts_deleted", deal, event_id=deal.event_id, object_name=name_of(deal))
    return deals


def _forget_reminders(ids: Collection[int]) -> None:
    forget_about([f"deal_reminder:{number}" for number in ids])
    statements.delete_reminders(ids)
