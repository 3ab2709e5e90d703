"""Routes of the day of meetings, and one of everything that they are about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.matchmaking.meeting_day.access import screen_token
from eventmgr.matchmaking.meeting_day.models import (
    ActKind,
    DayAct,
    MeetingOffer,
    MeetingRepair,
    MeetingScreen,
    ScreenKind,
)
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.queries import list_parties, list_representatives_of
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan, list_tables
from tests.factories import NOON, keep
from tests.matchmaking.factories import make_meeting, make_party, make_representative, make_request, slots_at

_DAY = "/manage/events/<slug>/matchmaking/day"
_PARTY = f"{_DAY}/parties/<int:party_id>"
_REPAIR = f"{_DAY}/repairs/<int:repair_id>"
_MEETING = f"{_DAY}/meetings/<int:meeting_id>"
_STAFF = "CRDOA"
OF_TEAM = {
    ("GET", f"{_DAY}/"): _STAFF,
    ("POST", f"{_DAY}/acts/<int:act_id>/undo"): _STAFF,
    ("GET", f"{_PARTY}/"): _STAFF,
    **{("POST", f"{_PARTY}/{verb}"): _STAFF for verb in ("late", "away", "left", "absent", "request")},
    ("GET", f"{_PARTY}/people/<int:representative_id>/link.svg"): _STAFF,
    ("GET", f"{_DAY}/several"): _STAFF,
    ("POST", f"{_DAY}/several"): _STAFF,
    ("GET", f"{_DAY}/walk-in"): _STAFF,
    ("POST", f"{_DAY}/walk-in"): _STAFF,
    ("GET", f"{_DAY}/table-lost"): _STAFF,
    ("POST", f"{_DAY}/table-lost"): _STAFF,
    ("POST", f"{_DAY}/repairs/"): _STAFF,
    ("GET", f"{_REPAIR}/"): _STAFF,
    ("POST", f"{_REPAIR}/apply"): _STAFF,
    ("POST", f"{_REPAIR}/undo"): _STAFF,
    ("GET", f"{_DAY}/tables/"): _STAFF,
    ("GET", f"{_DAY}/meetings/"): _STAFF,
    ("GET", f"{_MEETING}/"): _STAFF,
    ("POST", f"{_MEETING}/mark"): _STAFF,
    ("GET", f"{_MEETING}/result/<any(asker, asked):whose>"): _STAFF,
    ("POST", f"{_MEETING}/result/<any(asker, asked):whose>"): _STAFF,
    ("GET", f"{_DAY}/offers/"): _STAFF,
    ("POST", f"{_DAY}/offers/"): _STAFF,
    ("POST", f"{_DAY}/offers/<int:offer_id>/withdraw"): _STAFF,
    ("GET", f"{_DAY}/screens/"): _STAFF,
    ("POST", f"{_DAY}/screens/"): _STAFF,
    ("POST", f"{_DAY}/screens/<int:screen_id>/revoke"): _STAFF,
}
_TODAY = "/meetings/<token>/today"
OF_LINK = {
    ("GET", f"{_TODAY}/"): "meeting_own",
    ("GET", f"{_TODAY}/<int:meeting_id>/"): "meeting_own",
    **{("POST", f"{_TODAY}/<int:meeting_id>/{verb}"): "meeting_own" for verb in ("result", "missed", "contact")},
    ("POST", f"{_TODAY}/offers/<int:offer_id>"): "meeting_own",
    ("POST", f"{_TODAY}/late"): "meeting_own",
    ("GET", "/matchmaking/screen/<token>/"): "meeting_calls",
    ("GET", "/matchmaking/screen/<token>/now"): "meeting_calls",
    ("GET", "/matchmaking/host/<token>/"): "meeting_host",
    ("POST", "/matchmaking/host/<token>/<int:meeting_id>"): "meeting_host",
}


def make_day_of_meetings(event: Event) -> dict[str, Any]:
    """A meeting that has not begun, an act, a proposal, an offer and a link of each kind; numbers for addresses. The event has a plan."""
    plan = find_plan(event.id)
    assert plan is not None
    plan.stage = Stage.FINAL
    one, other = make_party(event, shares_contact=True), make_party(event, shares_contact=True)
    slot = slots_at(event)[0]
    meeting = make_meeting(make_request(one, other), slot, list_tables(event.id)[0])
    waiting = make_request(one, make_party(event))
    act = keep(
        DayAct(event_id=event.id, key="0" * 36, kind=ActKind.LATE, party_id=one.id, payload={"name": "甲", "until": NOON.isoformat()},
               at=NOON, received_at=NOON)
    )  # fmt: skip
    for party in list_parties(event.id):
        came = [seat.id for seat in list_representatives_of(party.id)]
        keep(
            DayAct(event_id=event.id, key=f"walk-in-{party.id}", kind=ActKind.WALK_IN, party_id=party.id, payload={},
                   before={"representatives": came}, at=NOON, received_at=NOON)
        )  # fmt: skip
    figures = dict.fromkeys(
        ("broken", "replaced", "given_up", "others_moved", "others_moved_at_least", "breaks_before",
         "breaks_by_the_changes", "breaks"), 0,
    )  # fmt: skip
    repair = keep(
        MeetingRepair(event_id=event.id, revision=0, figures=figures | {"is_fewest": True, "digest": ""}, made_at=NOON)
    )
    offer = keep(
        MeetingOffer(
            event_id=event.id, request_id=waiting.id, starts_at=slot.starts_at + timedelta(minutes=25),
            ends_at=slot.ends_at + timedelta(minutes=25), offered_at=NOON,
        )
    )  # fmt: skip
    calls, host = (
        keep(MeetingScreen(event_id=event.id, kind=kind, label="A厅", created_at=NOON)) for kind in ScreenKind
    )
    return {
        "meeting_id": meeting.id,
        "act_id": act.id,
        "repair_id": repair.id,
        "offer_id": offer.id,
        "screen_id": calls.id,
        "whose": "asker",
        "meeting_own": link_token(make_representative(one)),
        "meeting_calls": screen_token(calls),
        "meeting_host": screen_token(host),
    }
