"""Decisions about people of the list are remembered for some days, and undone where nothing has left the house yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from eventmgr.event.events.models import Event, QuotaMode
from eventmgr.event.events.services.changing import changing
from eventmgr.event.quotas.errors import EventFull
from eventmgr.event.quotas.models import HOLDING, LIVE, Status
from eventmgr.event.quotas.queries import count_taken
from eventmgr.event.quotas.services import check_quotas
from eventmgr.event.quotas.statements import counted_together
from eventmgr.event.registration import statements
from eventmgr.event.registration.asking.services import hold_options
from eventmgr.event.registration.deciding.queries import list_live_keys
from eventmgr.event.registration.models import BulkDecision, Leadership, Registration
from eventmgr.event.registration.queries.rows import find_leading, list_registrations_by_id
from eventmgr.event.registration.states import locked, put_back
from eventmgr.event.registration.waiting.services import fill
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _l
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.mailings import take_back_since
from eventmgr.tools.messages.queries import list_gone_since

Result = TypeVar("Result")
KEPT = timedelta(days=7)
"""So long a decision is remembered."""
LEFT_AS_IT_IS = {
    "gone": _l("the e-mail has been sent"),
    "changed": _l("changed since"),
    "anew": _l("registered again"),
    "offered": _l("they had been offered a place, and the decision ended the offer"),
}
"""Why somebody stays as decided."""


@dataclass(frozen=True)
class Undoing:
    """What undoing a decision would do."""

    back: Sequence[Registration]
    """Those who become again what they were."""
    staying: Mapping[int, str]
    """Number of a registration → why it stays, a key of `LEFT_AS_IT_IS`."""
    rows: Mapping[int, Registration]


def decide_together(
    event: Event, registrations: Sequence[Registration], decision: str, work: Callable[[], Result], *, act: Act
) -> Result:
    """What `work()`, a decision about all of them, returns; what they were before is remembered.

    Raises:
        Refusal: as `work`.
    """
    with locked(event, registrations):
        before, capacity = [_state_of(row) for row in registrations], event.capacity
        result = work()
        changed = [] if event.capacity == capacity else [capacity, event.capacity]
        statements.forget_decisions(event.id, before=act.at - KEPT)
        db.session.add(
            BulkDecision(
                event_id=event.id,
                decision=decision,
                decided_by=act.by.name,
                decided_at=act.at,
                rows=before,
                capacity=changed,
            )
        )
    return result


def undoing_of(decision: BulkDecision) -> Undoing:
    """What undoing it would do now: whoever has been changed since, or has registered anew, or to whom an e-mail has
    left, stays as decided."""
    rows = {row.id: row for row in _rows_of(decision)}
    anew = list_live_keys(decision.event_id, [row.identity_key for row in rows.values() if row.status not in LIVE])
    gone = list_gone_since([_about(number) for number in rows], at=decision.decided_at)
    staying: dict[int, str] = {}
    before = {row["id"]: row for row in decision.rows}
    for number, row in rows.items():
        if _was(before[number]) is Status.OFFERED:
            staying[number] = "offered"
        elif row.changed_at != decision.decided_at or row.forgotten_at is not None or row.restricted_at is not None:
            staying[number] = "changed"
        elif row.status not in LIVE and row.identity_key in anew:
            staying[number] = "anew"
        elif _about(number) in gone:
            staying[number] = "gone"
    return Undoing([row for number, row in rows.items() if number not in staying], staying, rows)


def undo(event: Event, decision: BulkDecision, *, act: Act) -> Undoing:
    """All of them who can become again what they were before: state, reason and the call that was owed; their e-mails
    stay here, and the event has as many places as before. Places that become free go to the waiting list; places that
    are taken again must be there.

    Raises:
        Refusal: it was undone before, or nobody is left for whom it can be undone.
        EventFull, OverQuota, OptionFull: their places were given away meanwhile.
    """
    with locked(event, _rows_of(decision)) as left:
        if decision.undone_at is not None:
            raise Refusal(_("This has been undone already."))
        done = undoing_of(decision)
        if not done.back:
            raise Refusal(_("There is nobody left for whom this can be undone."))
        before = {row["id"]: row for row in decision.rows}
        again = [row for row in done.back if _was(before[row.id]) in HOLDING and row.status not in HOLDING]
        if left is not None and len(again) > left:
            raise EventFull(_("Their places were given away in the meantime, so this cannot be undone."))
        beyond = None if event.quota_mode is QuotaMode.REFUSE else _("undone")  # they were beyond it before, as a rule
        check_quotas(event, [statements.claim_of(row) for row in again], beyond=beyond)
        for row in done.back:
            if row.status not in LIVE:
                hold_options(event, row.answers, number=row.id)
        take_back_since([_about(row.id) for row in done.back], at=decision.decided_at)
        with counted_together(event.id):
            for row in done.back:
                put_back(event, row, _was(before[row.id]), act=act, action="decision_undone")
                _restore(row, before[row.id])
        decision.undone_at, decision.undone_by = act.at, act.by.name
        _take_places_back(event, decision, act=act)
        fill(event, at=act.at)
    return done


def _take_places_back(event: Event, decision: BulkDecision, *, act: Act) -> None:
    """The event has again as many places as before the decision, or as many as are held; not if that was changed
    since."""
    before, after = decision.capacity or (None, None)
    if before is not None and event.capacity == after:
        with changing(event, ("capacity",), act=act):
            event.capacity = max(before, count_taken(event.id))


def _about(number: int) -> str:
    """What e-mails to that registration are about."""
    return f"registration:{number}"


def _rows_of(decision: BulkDecision) -> list[Registration]:
    return list_registrations_by_id(decision.event_id, [before["id"] for before in decision.rows])


def _was(before: Mapping[str, Any]) -> Status:
    return Status(before["status"])


def _state_of(row: Registration) -> dict[str, Any]:
    return {
        "id": row.id,
        "status": row.status.value,
        "reason": row.reason,
        "confirmed_at": _written(row.confirmed_at),
        "untold_since": _written(row.untold_since),
        "leadership": row.leadership.value if row.leadership else None,
    }


def _written(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None


def _restore(row: Registration, before: Mapping[str, Any]) -> None:
    row.reason = before["reason"]
    leads = before.get("leadership")
    if leads and row.status in LIVE and find_leading(row.event_id, row.unit_code, Leadership(leads)) is None:
        row.leadership = Leadership(leads)
    for name in ("confirmed_at", "untold_since"):
        setattr(row, name, datetime.fromisoformat(before[name]) if before[name] else None)
