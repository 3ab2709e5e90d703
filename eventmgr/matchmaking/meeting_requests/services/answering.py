"""Answering a request: accept, decline, propose another, undo within minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_requests import letters, queries
from eventmgr.matchmaking.meeting_requests.models import DeclineReason, MeetingRequest, RequestState, Wish
from eventmgr.matchmaking.meeting_requests.rules import UNDO_MINUTES
from eventmgr.matchmaking.meeting_requests.services.holding import (
    Full,
    Held,
    NotPossibleNow,
    check_pair,
    check_room,
    check_seat,
    hold,
    move,
    note,
)
from eventmgr.matchmaking.meeting_requests.signals import request_withdrawn
from eventmgr.tools.log.services import Act

_UNDO = timedelta(minutes=UNDO_MINUTES)


@dataclass(frozen=True)
class Answer:
    """What the asked party says with its yes."""

    wish: Wish = Wish.WOULD
    seat_id: int | None = None
    interpreter: str = ""


@dataclass(frozen=True)
class No:
    """Why a request is declined, and whom the asked proposes instead."""

    code: str = ""
    words: str = ""
    proposed_id: int | None = None


def accept(
    event: Event, request_id: int, answer: Answer, *, act: Act, is_own: bool = True, reason: str = ""
) -> MeetingRequest:
    """The asked party wants the meeting.

    Args:
        is_own: the party answers itself; otherwise organizers do, and are told of a no-thanks.
        reason: on what grounds organizers answer, for the trail.

    Raises:
        NotAllowedToMeet, Full, NotPossibleNow: says what to do.
    """
    held = hold(event, at=act.at)
    request = queries.get_request(event, request_id)
    return accept_held(event, held, request, answer, act=act, is_own=is_own, reason=reason)


def accept_held(
    event: Event,
    held: Held,
    request: MeetingRequest,
    answer: Answer,
    *,
    act: Act,
    is_mutual: bool = False,
    is_own: bool = True,
    reason: str = "",
) -> MeetingRequest:
    """Accept the request; the plan is locked already."""
    if request.state is not RequestState.ASKED:
        move(request, RequestState.ACCEPTED)
    check_pair(held.plan, request.asker, request.asked)
    if not is_own and queries.is_unwanted(request.asked_id, request.asker_id):
        names = {"asker": request.asked.organization.name, "asked": request.asker.organization.name}
        raise NotPossibleNow(_("%(asker)s has said no thanks to %(asked)s.", **names))
    check_room(held.plan, request.asked, is_own=is_own)
    _check_places(request)
    seat = check_seat(request.asked, answer.seat_id)
    move(request, RequestState.ACCEPTED)
    request.asked_wish, request.asked_seat_id = answer.wish, seat.id if seat else None
    request.interpreter = request.interpreter or answer.interpreter
    request.is_mutual, request.answered_at, request.changed_at = is_mutual, act.at, act.at
    db.session.flush()
    changes: dict[str, tuple[object, object]] = {
        "state": (RequestState.ASKED, RequestState.ACCEPTED),
        "asked_wish": (None, answer.wish),
        "is_mutual": (False, is_mutual),
    }
    note(act, "accepted", request, changes, reason=reason)
    letters.tell_answer(event, request, at=act.at, held=_UNDO if is_own else timedelta(0))
    return request


def _check_places(request: MeetingRequest) -> None:
    """A call is for so many partners and no more; what was asked in answer to it is bound by that."""
    call = queries.find_call(request.event_id, request.call_id) if request.call_id else None
    if call is not None and queries.count_chosen([call.id])[call.id][1] >= call.places:
        raise Full(_("All %(places)s partners of this call are chosen.", places=call.places))


def decline(
    event: Event, request_id: int, no: No, *, act: Act, is_own: bool = True, reason: str = ""
) -> MeetingRequest:
    """The asked party does not want the meeting, and may propose another one that the asker may meet.

    Raises:
        NotPossibleNow, NotAllowedToMeet: says what to do. BadValue: there is no such reason.
    """
    held = hold(event, at=act.at)
    request = queries.get_request(event, request_id)
    if no.code and no.code not in dict(DeclineReason.choices()):
        raise BadValue(_("“%(value)s” is not one of the reasons. Choose from the list.", value=no.code[:20]))
    if request.state is not RequestState.ASKED:
        move(request, RequestState.DECLINED)
    proposed = None
    if no.proposed_id is not None:
        _asker, proposed = queries.get_pair(event, request.asker_id, no.proposed_id)
        if proposed.id == request.asked_id:
            raise NotPossibleNow(_("Propose an organization other than your own."))
        check_pair(held.plan, request.asker, proposed)
    move(request, RequestState.DECLINED)
    request.reason_code, request.reason = DeclineReason(no.code), no.words
    request.proposed_id = proposed.id if proposed else None
    request.answered_at = request.changed_at = act.at
    db.session.flush()
    changes: dict[str, tuple[object, object]] = {
        "state": (RequestState.ASKED, RequestState.DECLINED),
        "reason_code": (None, no.code or None),
        "proposed": (None, proposed.organization.name if proposed else None),
    }
    note(act, "declined", request, changes, reason=reason)
    letters.tell_answer(event, request, proposed=proposed, at=act.at, held=_UNDO if is_own else timedelta(0))
    return request


def is_undoable(request: MeetingRequest, *, at: datetime) -> bool:
    """Whether the answer is so young that nobody was written to; by the row alone."""
    answered = request.state in (RequestState.ACCEPTED, RequestState.DECLINED)
    return answered and request.answered_at is not None and at < request.answered_at + _UNDO


def undo_answer(event: Event, request_id: int, *, act: Act) -> MeetingRequest:
    """The request waits for an answer again, as if none had been given.

    Raises:
        NotPossibleNow: the answer is too old, was not the party's own, or something has changed since.
    """
    held = hold(event, at=act.at)
    request = queries.get_request(event, request_id)
    over = _("The answer can no longer be undone. An accepted meeting can be withdrawn.")
    if not is_undoable(request, at=act.at) or queries.is_unwanted(request.asker_id, request.asked_id):
        raise NotPossibleNow(over)
    if not letters.take_back(request):
        raise NotPossibleNow(over)
    before, was_accepted = request.state, request.state is RequestState.ACCEPTED
    if not was_accepted:
        check_back(held, request, over)
    move(request, RequestState.ASKED)
    request.asked_wish = request.asked_seat_id = request.answered_at = request.proposed_id = None
    request.is_mutual, request.reason_code, request.reason, request.changed_at = (
        False,
        DeclineReason.UNSTATED,
        "",
        act.at,
    )
    note(act, "answer_undone", request, {"state": (before, RequestState.ASKED)})
    if was_accepted:
        request_withdrawn.send(request, act=act)
    return request


def check_back(held: Held, request: MeetingRequest, over: str) -> None:
    """A declined request comes back only if nothing else stands between the two and the asker still has room for it.

    Raises:
        NotPossibleNow: with the sentence `over`.
    """
    if queries.find_standing(request.asker_id, request.asked_id) is not None:
        raise NotPossibleNow(over)
    try:
        check_room(held.plan, request.asker)
    except Full:
        raise NotPossibleNow(over) from None
