"""What a person decides about contradictions: an act was wrong, counts after all, or is as it is."""

from __future__ import annotations

import uuid

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.registration.deciding.services.marking import check_mark
from eventmgr.event.registration.queries.rows import list_locked_by_id
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.programme.checkin import queries, statements
from eventmgr.programme.checkin.acts.kinds import CheckinKind, Uncounted
from eventmgr.programme.checkin.services.taking import Draft, Teller, mark_again, take
from eventmgr.tools.log.services import Act, record


def undo(event: Event, key: str, *, act: Act) -> None:
    """Undo an act of check-in and record it."""
    target = queries.get_act(event.id, key)
    drafts = [Draft(str(uuid.uuid4()), CheckinKind.UNDO, act.at, target.list_id or 0, undoes=key)]
    take(event, drafts, Teller(act.by.name), act=act)


def count_after_all(event: Event, key: str, *, act: Act) -> None:
    """An act that did not count counts: a person has looked.

    Raises:
        MarkClosed: attendance cannot be recorded now.
        Refusal: its person has no place, or is not known.
    """
    row = queries.get_act(event.id, key)
    if row.uncounted is None:
        return
    if row.kind is CheckinKind.SUBSTITUTE:
        raise Refusal(_("Give the place to the person who came instead, or leave it as it is."))
    if row.uncounted in (Uncounted.UNKNOWN, Uncounted.NOT_REGISTERED) or row.registration_id is None:
        raise Refusal(_("Nobody is registered for this entry. Register the person first."))
    rows = list_locked_by_id(event.id, [row.registration_id])
    if not rows or rows[0].status not in HOLDING:
        raise Refusal(_("The person has no confirmed place. Confirm the registration first."))
    check_mark(event, Status.ATTENDED, at=act.at)
    row.uncounted = None
    mark_again(event, rows, act=act)
    row.number = statements.next_number(event.id)
    record(act, "counted", row, event_id=event.id, object_name=rows[0].name)


def settle(event: Event, digest: str, *, act: Act) -> None:
    """Somebody has looked at a contradiction: it is shown no more."""
    statements.settle(event.id, digest, at=act.at, name=act.by.name)
