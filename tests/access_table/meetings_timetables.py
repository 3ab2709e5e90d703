"""Routes of timetables, and one of everything that they are about."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.matchmaking.timetables.models import DraftState, Publication, TimetableDraft
from tests.factories import NOON, keep
from tests.matchmaking.factories import make_request

_TIMETABLES = "/manage/events/<slug>/matchmaking/timetables"
_DRAFT = f"{_TIMETABLES}/<int:number>"
_READ, _EDIT = "REDOA", "RDOA"
OF_TEAM = {
    ("GET", f"{_TIMETABLES}/"): _READ,
    ("POST", f"{_TIMETABLES}/"): _EDIT,
    ("GET", f"{_TIMETABLES}/published"): _READ,
    ("POST", f"{_TIMETABLES}/publications/<int:number>/return"): _EDIT,
    **{("GET", f"{_DRAFT}/{page}"): _READ for page in ("", "grid", "cells", "meetings/<int:accepted_id>")},
    ("POST", f"{_DRAFT}/meetings/<int:accepted_id>"): _EDIT,
    ("GET", f"{_DRAFT}/publish"): _EDIT,
    **{
        ("POST", f"{_DRAFT}/{verb}"): _EDIT
        for verb in ("stop", "discard", "copy", "lock", "move", "take-out", "exchange", "undo", "publish")
    },
}
OF_LINK = {
    ("GET", "/meetings/<token>/timetable/"): "meetings",
    ("GET", "/meetings/<token>/timetable/all"): "meetings",
}


def make_timetable(event: Event, first: MeetingParty, second: MeetingParty) -> dict[str, int]:
    """A draft, a publication and an accepted request, by the names in addresses; the numbers are no other event's."""
    number, plan = event.id + 100, find_plan(event.id)
    assert plan is not None
    plan.stage = Stage.FINAL
    request = make_request(first, second)
    keep(
        TimetableDraft(
            event_id=event.id, number=number, state=DraftState.DONE, created_at=NOON, figures={}, unscheduled=[]
        )
    )
    keep(Publication(event_id=event.id, number=number, stage=Stage.PROVISIONAL, published_at=NOON))
    return {"number": number, "accepted_id": request.id}
