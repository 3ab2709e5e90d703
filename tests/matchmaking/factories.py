"""Plain functions that make one thing each for meetings; everything is committed (inside `together()`, at its end)."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from eventmgr.event.events.models import Event, EventKind
from eventmgr.ground.db import db
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyAbsence, PartyRepresentative
from eventmgr.matchmaking.meeting_plans.models import MeetingBlock, MeetingHall, MeetingPlan, MeetingTable
from eventmgr.matchmaking.meeting_plans.queries import list_blocks
from eventmgr.matchmaking.meeting_plans.slots import Slot, slots_of
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState, Wish
from eventmgr.matchmaking.timetables.models import Meeting
from tests.factories import NOON, keep, make_event, make_organization

_numbers = itertools.count(1)
DAYS_AHEAD = 14


def make_matchmaking(*, slots: int = 8, tables: int = 4, **plan: Any) -> Event:
    """A matchmaking event in two weeks with one block of `slots` slots of 20 minutes and 5 between, and one hall."""
    event = make_event(kind=EventKind.MATCHMAKING)
    make_plan(event, slots=slots, tables=tables, **plan)
    return event


def make_plan(
    event: Event, *, slots: int = 8, tables: int = 4, after: timedelta = timedelta(0), **values: Any
) -> MeetingPlan:
    """The plan of its meetings: requests are open since an hour, one block that begins with the event or so long after, tables 1 … n in one hall."""
    plan = keep(
        MeetingPlan(**{"event_id": event.id, "asks_from": NOON - timedelta(hours=1), "created_at": NOON} | values)
    )
    make_block(event, slots=slots, after=after)
    hall = keep(MeetingHall(event_id=event.id, name={"zh": "洽谈大厅", "en": "Meeting hall"}, position=0))
    for number in range(1, tables + 1):
        keep(MeetingTable(event_id=event.id, hall_id=hall.id, number=number))
    return plan


def make_block(
    event: Event, *, slots: int = 8, minutes: int = 20, gap: int = 5, after: timedelta = timedelta(0)
) -> MeetingBlock:
    """`slots` slots in a row, from `after` the event's beginning."""
    start = event.starts_at + after
    end = start + timedelta(minutes=slots * (minutes + gap) - gap)
    return keep(MeetingBlock(event_id=event.id, starts_at=start, ends_at=end, slot_minutes=minutes, gap_minutes=gap))


def make_party(
    event: Event, organization: Organization | None = None, *, people: int = 1, **values: Any
) -> MeetingParty:
    """A company of Shanghai with so many representatives."""
    number = next(_numbers)
    organization = organization or make_organization(f"上海样例{number}号精密机械有限公司")
    defaults: dict[str, Any] = {
        "event_id": event.id,
        "organization_id": organization.id,
        "province_code": "310000",
        "unit_code": "310000",
        "sector_code": "C35",
        "created_at": NOON,
        "changed_at": NOON,
    }
    party = keep(MeetingParty(**defaults | values))
    for position in range(people):
        make_representative(party, position=position)
    return party


def make_representative(party: MeetingParty, **values: Any) -> PartyRepresentative:
    """Somebody with a mobile number and an e-mail address."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "party_id": party.id,
        "name": "陈立",
        "title": "市场部经理",
        "mobile": f"1540001{number % 10000:04}",
        "email": f"party{number}@example.com",
        "position": 0,
    }
    return keep(PartyRepresentative(**defaults | values))


def make_request(
    asker: MeetingParty, asked: MeetingParty, state: RequestState = RequestState.ACCEPTED, **values: Any
) -> MeetingRequest:
    """A request between the two; accepted unless said otherwise."""
    first, second = sorted((asker.id, asked.id))
    is_answered = state not in (RequestState.ASKED, RequestState.EXPIRED, RequestState.WITHDRAWN)
    defaults: dict[str, Any] = {
        "event_id": asker.event_id,
        "asker_id": asker.id,
        "asked_id": asked.id,
        "first_id": first,
        "second_id": second,
        "state": state,
        "asked_wish": Wish.WOULD if state is RequestState.ACCEPTED else None,
        "created_at": NOON,
        "changed_at": NOON,
        "answered_at": NOON if is_answered else None,
    }
    return keep(MeetingRequest(**defaults | values))


def make_absence(party: MeetingParty, starts_at: Any, ends_at: Any, **values: Any) -> PartyAbsence:
    """The whole party cannot within the span, unless a representative is named."""
    return keep(PartyAbsence(party_id=party.id, starts_at=starts_at, ends_at=ends_at, **values))


def make_meeting(request: MeetingRequest, slot: Slot, table: MeetingTable | None = None, **values: Any) -> Meeting:
    """The published meeting of an accepted request in that slot; the first representative of each side sits there."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "event_id": request.event_id,
        "request_id": request.id,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "table_id": table.id if table else None,
        "asker_seat_id": first_seat(request.asker_id),
        "asked_seat_id": first_seat(request.asked_id),
        "uid": f"meeting-{number}@example.com",
        "calendar_changed_at": NOON,
        "created_at": NOON,
    }
    return keep(Meeting(**defaults | values))


def first_seat(party_id: int) -> int | None:
    """The number of the party's first representative."""
    query = select(PartyRepresentative.id).where(PartyRepresentative.party_id == party_id)
    return db.session.scalar(query.order_by(PartyRepresentative.position, PartyRepresentative.id).limit(1))


def slots_at(event: Event) -> list[Slot]:
    """The slots of the event's meetings."""
    return slots_of(list_blocks(event.id), event.timezone)
