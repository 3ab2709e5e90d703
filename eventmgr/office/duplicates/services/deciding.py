"""These are two people; and what becomes of merged registrations when somebody's information is deleted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.services.forgetting import blank
from eventmgr.office.duplicates import queries, statements
from eventmgr.tools.log.services import SYSTEM, Act, record


def are_two_people(event: Event, first: Registration, second: Registration, *, act: Act) -> bool:
    """The organizers say that these are two people: neither is ever marked as the other again, nor listed with it.
    Whether that is news."""
    lock(event)
    if queries.is_two_people(first.id, second.id):
        return False
    statements.note_two_people(event.id, first.id, second.id, at=act.at)
    statements.unmark(first.id, second.id)
    for row, than in ((first, second), (second, first)):
        told = {"two_people": [None, f"#{than.id}"]}
        record(act, "two_people", row, event_id=event.id, object_name=row.name, changes=told)
    return True


def settle_again(registration: Registration) -> None:
    """A registration was changed and perhaps marked anew: what was decided holds."""
    other = registration.looks_like_id
    if other is not None and queries.is_two_people(registration.id, other):
        registration.looks_like_id = None


def forget_merged(ids: Collection[int], *, at: datetime, sealed_only: bool) -> None:
    """What was deleted from these registrations goes from those that they were merged with, too, and from what would be needed
    to undo it.

    Args:
        sealed_only: only the sensitive answers were deleted.
    """
    merges = queries.list_merges_about(ids)
    statements.empty([merge.id for merge in merges if merge.before])
    hidden = [merge.merged for merge in merges if merge.kept_id in ids and merge.merged.forgotten_at is None]
    if sealed_only:
        for row in hidden:
            row.sensitive, row.id_document = {}, {}
    elif hidden:
        blank(hidden, at=at)
        for row in hidden:
            record(Act(SYSTEM, at), "forgotten", row, event_id=row.event_id)
