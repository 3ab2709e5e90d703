"""What each side says came of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_day.models import ActKind, DayAct, MeetingOutcome, MeetingResult
from eventmgr.matchmaking.meeting_day.queries import get_locked_meeting, list_results
from eventmgr.matchmaking.meeting_day.services.marking import check_open, settle
from eventmgr.matchmaking.meeting_day.services.telling import About, Sent, happened_at, tell
from eventmgr.matchmaking.meeting_day.signals import result_told
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.timetables.models import Meeting
from eventmgr.tools.log.services import Act, difference, record

WITH_AMOUNT = (MeetingOutcome.INTENTION, MeetingOutcome.AGREEMENT)
"""Outcomes that may come with an amount."""


@dataclass(frozen=True)
class Details:
    """What a side may add to its result."""

    amount: Decimal | None = None
    currency: str = "CNY"
    amount_kind: str = ""
    next_step: str = ""
    rating: int | None = None


def tell_result(
    event: Event,
    meeting: Meeting,
    party: MeetingParty,
    outcome: MeetingOutcome,
    sent: Sent,
    *,
    details: Details | None = None,
    act: Act,
) -> DayAct:
    """One side says what came of it; said again, the latest counts. Without `details` what was said before of them
    stays, an amount only beside an outcome that has one.

    Raises:
        NotYet: the meeting has not begun, or is cancelled.
        Refusal: the party is no side of it; an amount without its kind, or beside an outcome that has none (field
        `amount`).
    """
    meeting = get_locked_meeting(event, meeting.id)
    check_open(meeting, happened_at(sent, act))
    if party.id not in (meeting.request.asker_id, meeting.request.asked_id):
        raise Refusal(_("This meeting is between two other organizations."))
    if details is not None and details.amount is not None:
        if outcome not in WITH_AMOUNT:
            raise Refusal(_("Enter an amount only for an intent to cooperate or an agreement."), field="amount")
        if not details.amount_kind:
            raise Refusal(_("Select what kind of amount it is."), field="amount_kind")

    def note(day_act: DayAct) -> None:
        result = list_results([meeting.id]).get(meeting.id, {}).get(party.id)
        before = {} if result is None else _recorded(result)
        if result is None:
            result = MeetingResult(meeting_id=meeting.id, party_id=party.id, outcome=outcome, told_at=day_act.at)
            db.session.add(result)
        _fill(result, outcome, details)
        result.told_at = day_act.at
        db.session.flush()
        changes = difference(before, _recorded(result))
        if changes:
            record(act, "result_told", result, event_id=event.id, object_name=party.organization.name, changes=changes)
        settle(event, meeting, act=act)
        result_told.send(result, event=event, act=act)

    payload = {"outcome": outcome.value}
    about = About(meeting_id=meeting.id, party_id=party.id, payload=payload)
    return tell(event, ActKind.RESULT, sent, about, note, act=act)


def _fill(result: MeetingResult, outcome: MeetingOutcome, details: Details | None) -> None:
    result.outcome = outcome
    if details is not None:
        result.amount, result.currency = details.amount, details.currency
        result.amount_kind = details.amount_kind if details.amount is not None else ""
        result.next_step, result.rating = details.next_step, details.rating
    elif outcome not in WITH_AMOUNT:
        result.amount, result.amount_kind = None, ""


def _recorded(result: MeetingResult) -> dict[str, object]:
    """What the trail keeps: never the rating, which is private."""
    amount = result.amount
    return {
        "outcome": result.outcome.value,
        "amount": None if amount is None else f"{amount:.2f}",
        "currency": result.currency or "CNY" if amount is not None else "",
        "amount_kind": result.amount_kind or "",
        "next_step": result.next_step or "",
    }
