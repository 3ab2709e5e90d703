"""These are two people; and what becomes of merged registrations when somebody's information is deleted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.retaining.services.forgetting import blank
from eventmgr.office.duplicates import queries, statements
from eventmgr.office.duplicates.models import TwoPeople
from eventmgr.office.duplicates.services.merging import note_pair
from eventmgr.tools.likeness.queries import is_known_two
from eventmgr.tools.likeness.statements import note_two
from eventmgr.tools.log.services import SYSTEM, Act, record


def are_two_people(event: Event, first: Registration, second: Registration, *, act: Act) -> bool:
    """The organizers say that these are two people: neither is ever marked as the other again, nor listed with it.
    Whether that is news."""
    lock(event)
    if is_known_two(TwoPeople, first.id, second.id):
        return False
    note_two(TwoPeople, first.id, second.id, at=act.at, event_id=event.id)
    statements.unmark(first.id, second.id)
    note_pair(event, first, second, ("two_people", "two_people"), field="two_people", act=act)
    return True


def settle_again(registration: Registration) -> None:
    """A registration was changed and perhaps marked anew: what was decided holds."""
    other = registration.looks_like_id
    if other is not None and is_known_two(TwoPeople, registration.id, other):
        registration.looks_like_id = None


def forget_merged(ids: Collection[int], *, at: datetime, sealed_only: bool) -> None:
    """What was deleted from these registrations goes from those that they were merged with, too, and from what would be
    needed to undo it.

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
