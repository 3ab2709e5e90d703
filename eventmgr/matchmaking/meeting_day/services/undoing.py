"""Taking back one thing that was told by mistake."""

from __future__ import annotations

from collections.abc import Iterable

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_day.models import ActKind, DayAct
from eventmgr.matchmaking.meeting_day.queries import get_locked_meeting
from eventmgr.matchmaking.meeting_day.queries.asking import count_requests_of, is_placed
from eventmgr.matchmaking.meeting_day.services.marking import settle
from eventmgr.matchmaking.meeting_day.statements import delete_absences, delete_closures
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative, PartyState
from eventmgr.matchmaking.meeting_parties.signals import seats_removed
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState
from eventmgr.tools.log.services import Act, record

_AT_THE_TABLE = (ActKind.ARRIVED, ActKind.STARTED, ActKind.HELD, ActKind.MISSED)


def undo_act(event: Event, act_id: int, *, act: Act) -> DayAct:
    """Take back an act: who was late is there again, the table is in use, the mark at a table never was. Undone
    already: nothing.

    Raises:
        NotFound: no such act here.
        Refusal: a repair rests on it and is to be undone first; or it is of a kind that is corrected by telling it
        anew.
    """
    get_locked_plan(event.id)
    day_act = get_of(event, DayAct, act_id)
    if day_act.undone_at is not None:
        return day_act
    if day_act.repair_id is not None:
        raise Refusal(_("A repair is based on this. Undo the repair, and this is undone with it."))
    if day_act.kind in _AT_THE_TABLE and day_act.meeting_id is not None:
        meeting = get_locked_meeting(event, day_act.meeting_id)
        day_act.undone_at = act.at
        db.session.flush()
        settle(event, meeting, act=act)
    elif day_act.kind is ActKind.WALK_IN:
        _send_away(event, day_act, act)
    elif day_act.kind is ActKind.REQUEST:
        _withdraw(day_act, act)
    elif day_act.kind in (ActKind.LATE, ActKind.AWAY, ActKind.LEFT, ActKind.ABSENT, ActKind.TABLE_LOST):
        forget_facts([day_act])
    else:
        raise Refusal(_("This cannot be undone: enter the correct information instead."))
    day_act.undone_at = act.at
    record(act, "undone", day_act, event_id=event.id, object_name=day_act.content.name)
    return day_act


def forget_facts(acts: Iterable[DayAct]) -> None:
    """Absences and closures that came with these acts go."""
    before = [told.before for told in acts]
    delete_absences([number for one in before for number in one.get("absences", [])])
    delete_closures([number for one in before for number in one.get("closures", [])])


def _send_away(event: Event, day_act: DayAct, act: Act) -> None:
    """Who came without registration has not come: they go, and their organization, unless somebody has asked it
    meanwhile."""
    party_id = day_act.before.get("party")
    if party_id is not None and count_requests_of(party_id):
        raise Refusal(_("This organization already has requests. Mark it as having left instead."))
    party = db.session.get(MeetingParty, party_id or day_act.party_id)
    ids = day_act.before.get("representatives", [])
    if party is not None:
        seats_removed.send(party, event=event, ids=ids, act=act)
    for number in ids:
        person = db.session.get(PartyRepresentative, number)
        if person is not None:
            db.session.delete(person)
    db.session.flush()
    if party is not None and party_id is not None:
        day_act.party_id = None
        db.session.flush()
        db.session.delete(party)
    elif party is not None and day_act.before.get("was_left"):
        party.state = PartyState.LEFT


def _withdraw(day_act: DayAct, act: Act) -> None:
    request = db.session.get(MeetingRequest, day_act.before["request"])
    if request is None:
        return
    if is_placed(request.id):
        raise Refusal(_("The meeting for this request now has a place. Undo the repair first."))
    was = day_act.before.get("state")
    request.state = RequestState(was) if was else RequestState.WITHDRAWN
    request.asked_wish, request.is_mutual = None, False
    request.answered_at = None if was else request.answered_at
    request.changed_at = act.at
