"""Meetings of a seminar that is over: needs met suppliers at eight tables, most were held, and both sides said what
came of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_day.models import MeetingOutcome
from eventmgr.matchmaking.meeting_day.services.marking import held, missed
from eventmgr.matchmaking.meeting_day.services.results import Details, tell_result
from eventmgr.matchmaking.meeting_day.services.telling import Sent
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_parties.queries import list_parties
from eventmgr.matchmaking.meeting_parties.services.taking import take_over
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan
from eventmgr.matchmaking.meeting_plans.services.blocks import Span, add_blocks
from eventmgr.matchmaking.meeting_plans.services.halls import add_hall
from eventmgr.matchmaking.meeting_plans.services.settings import Settings, set_settings, start
from eventmgr.matchmaking.meeting_requests.models import RequestSource, RequestState, Wish
from eventmgr.matchmaking.meeting_requests.rules import ordered
from eventmgr.matchmaking.meeting_requests.statements import insert_requests
from eventmgr.matchmaking.timetables import services
from eventmgr.matchmaking.timetables.models import Meeting, MissedBy
from eventmgr.matchmaking.timetables.queries import list_meetings, load_rows
from eventmgr.matchmaking.timetables.search import Wanted, search
from eventmgr.tools.log.services import Act, Actor

_TABLES, _FIRST, _LONG = 8, timedelta(hours=4, minutes=30), timedelta(hours=2, minutes=30)
"""Tables; the block of slots begins so long after the seminar, and lasts so long."""
_STEP, _MOST = 5, 18
"""Each organization asks the one so many places further on in the list, where that comes from elsewhere; so many of
these meet."""
_MISSED = (4, 11)
"""Meetings to which the other side did not come."""
_SAID = (
    (MeetingOutcome.INTENTION, "双方技术负责人两周内互访，确定试点产线。"),
    (MeetingOutcome.AGAIN, "会后提供案例资料，再约线上交流。"),
    (MeetingOutcome.AGAIN, ""),
    (MeetingOutcome.INTENTION, "先做一个月免费诊断，再谈报价。"),
    (MeetingOutcome.NO_INTEREST, ""),
    (MeetingOutcome.AGAIN, "请供应商补充国产化适配清单。"),
    (MeetingOutcome.AGREEMENT, "按框架协议分两期实施。"),
)
_MILLIONS = ("0.8", "1.2", "2.6", "0.45", "3.5")
_NAMESPACE = uuid.UUID("c1b1a7de-4f1e-4a55-8c0b-0d3f5c3b9a27")


def add_held(event: Event, office: Actor, seed: int) -> None:
    """From the plan to the results, each by the room's own verb at the time at which it was done."""
    planned = Act(office, event.starts_at - timedelta(days=8))
    _plan(event, planned)
    take_over(event, ("company",), act=planned)
    parties = sorted(list_parties(event.id), key=lambda party: party.organization.name)
    insert_requests([_accepted(event, *pair, planned.at) for pair in _pairs(parties)])
    for number, meeting in enumerate(_published(event, Act(office, planned.at + timedelta(days=3)))):
        meeting.uid = f"meeting-{uuid.uuid5(_NAMESPACE, str(number))}@eventmgr"
        _tell(event, meeting, number, Random(f"{seed}/{number}"), office)
    db.session.flush()


def _plan(event: Event, act: Act) -> None:
    begins = event.starts_at + _FIRST
    start(event, act=act)
    set_settings(event, Settings(maximum=4), act=act)
    add_blocks(event, [Span(begins, begins + _LONG, 20, 5)], act=act)
    add_hall(event, {"zh": "洽谈区", "en": "Meeting area"}, range(1, _TABLES + 1), act=act)
    db.session.flush()


def _pairs(parties: Sequence[MeetingParty]) -> list[tuple[MeetingParty, MeetingParty]]:
    further = zip(parties, [*parties[_STEP:], *parties[:_STEP]], strict=True)
    return [(asker, asked) for asker, asked in further if asker.province_code != asked.province_code][:_MOST]


def _accepted(event: Event, asker: MeetingParty, asked: MeetingParty, at: datetime) -> dict[str, Any]:
    """A request as the organizers enter one that both have agreed to."""
    first, second = ordered(asker.id, asked.id)
    return {
        "event_id": event.id,
        "asker_id": asker.id,
        "asked_id": asked.id,
        "first_id": first,
        "second_id": second,
        "state": RequestState.ACCEPTED,
        "asker_wish": Wish.WOULD,
        "asked_wish": Wish.WOULD,
        "is_mutual": False,
        "listing_ids": [],
        "words": "",
        "reason_code": "",
        "reason": "",
        "proposed_id": None,
        "interpreter": "",
        "is_moderated": False,
        "source": RequestSource.OFFICE,
        "call_id": None,
        "created_at": at,
        "expires_at": at + timedelta(days=7),
        "answered_at": at,
        "changed_at": at,
        "told_at": at,
    }


def _published(event: Event, act: Act) -> list[Meeting]:
    """The final timetable, as the search makes it in a moment."""
    draft = services.order(event, services.Order(seconds=5), act=act)
    plan = get_locked_plan(event.id)
    result = search(load_rows(event, plan), Wanted(5), lambda *_told: False)
    services.begin(draft.id)
    services.finish(draft.id, replace(result, figures=result.figures | {"seconds": 0.1}), at=act.at)
    services.publish(event, draft.number, Stage.FINAL, seen=(plan.revision, draft.revision), act=act)
    return sorted(list_meetings(event.id), key=lambda meeting: (meeting.starts_at, meeting.request_id))


def _tell(event: Event, meeting: Meeting, number: int, random: Random, office: Actor) -> None:
    """Held, and said by the side that asked and by most of the others; or missed."""
    act = Act(office, meeting.ends_at + timedelta(minutes=random.randint(1, 9)))
    if number in _MISSED:
        missed(event, meeting, MissedBy.ASKED, _sent(f"missed {number}"), act=act)
        return
    held(event, meeting, _sent(f"held {number}"), act=act)
    outcome, step = _SAID[number % len(_SAID)]
    amount = Decimal(_MILLIONS[number % len(_MILLIONS)]) * 1_000_000
    with_amount = outcome is MeetingOutcome.AGREEMENT or number % 2 == 0
    has_amount = outcome in (MeetingOutcome.INTENTION, MeetingOutcome.AGREEMENT) and with_amount
    details = Details(
        amount if has_amount else None, amount_kind="contract_value" if has_amount else "", next_step=step
    )
    sides = (meeting.request.asker, meeting.request.asked)
    for turn, party in enumerate(sides[: 1 if number % 5 == 3 else 2]):
        later = Act(office, act.at + timedelta(minutes=4 + 3 * turn))
        said = details if not turn else Details(rating=random.randint(3, 5))
        tell_result(event, meeting, party, outcome, _sent(f"result {number} {turn}"), details=said, act=later)


def _sent(what: str) -> Sent:
    return Sent(str(uuid.uuid5(_NAMESPACE, what)), "user:1")
