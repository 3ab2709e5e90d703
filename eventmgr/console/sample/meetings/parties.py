"""The meetings of the matchmaking: plan, two half-days of slots, halls with tables, who takes part, when they cannot,
who is kept apart, who interprets."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from eventmgr.console.sample import queries
from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.events.matchmaking import FIRST_DAY
from eventmgr.console.sample.meeting_requests import MOST_TALKS, Body, Requests
from eventmgr.console.sample.registering import Entry
from eventmgr.event.agenda.models import ItemKind
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import HOLDING
from eventmgr.ground.db import db
from eventmgr.ground.text import folded
from eventmgr.matchmaking.meeting_parties.labels import side_of
from eventmgr.matchmaking.meeting_parties.models import AbsenceSource, PartyAbsence, PartyExclusion
from eventmgr.matchmaking.meeting_parties.queries import list_party_numbers
from eventmgr.matchmaking.meeting_parties.statements import insert_parties, insert_representatives
from eventmgr.matchmaking.meeting_parties.taking_over import kind_of
from eventmgr.matchmaking.meeting_plans.models import MeetingAssistant, MeetingBlock, MeetingHall, MeetingPlan
from eventmgr.matchmaking.meeting_plans.slots import slot_name, slots_of, spans_of_slots
from eventmgr.matchmaking.meeting_plans.statements import insert_tables
from eventmgr.tools.log.services import Act

_BLOCKS = ((FIRST_DAY, "14:00", "17:20"), (FIRST_DAY + 1, "08:30", "11:50"))
_HALLS = (
    ({"zh": "洽谈一厅", "en": "Meeting hall 1"}, range(1, 25)),
    ({"zh": "洽谈二厅", "en": "Meeting hall 2"}, range(25, 41)),
)
_WALK_MINUTES = 3
_HELPERS: tuple[tuple[str, list[str], bool], ...] = (
    ("胡译文", ["en"], False),
    ("林译佳", ["en", "ja"], False),
    ("宋主持", [], True),
)
_COMMON = (ItemKind.CEREMONY, ItemKind.TALK, ItemKind.MEAL)
_TYPES = ("company", "delegate")
_FIRST_MOBILE = 15400080000
_OPEN_FOR, _CLOSE_BEFORE, _LEAST = timedelta(days=12), timedelta(days=7), 2


def add_meetings(event: Event, asked: Requests, act: Act, dates: Dates) -> tuple[list[int], list[Entry]]:
    """Everything up to the requests: the parties' numbers in the order of the bodies, and what the trail says."""
    _plan(event, act, dates)
    _halls(event)
    for number, (name, languages, moderates) in enumerate(_HELPERS):
        helper = MeetingAssistant(
            event_id=event.id,
            name=name,
            mobile=str(_FIRST_MOBILE + number),
            languages=languages,
            moderates=moderates,
            most_in_a_row=4,
        )
        db.session.add(helper)
    numbers = _parties(event, asked, act)
    _absences(event, asked, numbers, dates)
    db.session.add_all(
        PartyExclusion(event_id=event.id, party_id=numbers[first], other_id=numbers[second], reason="同一集团")
        for first, second in (sorted(pair) for pair in asked.apart)
    )
    db.session.flush()
    name = event.title["zh"]
    taken = {
        "organizations": [None, len(numbers)],
        "representatives": [None, sum(body.people for body in asked.bodies)],
    }
    started = Entry(act, "meetings_started", event, event.id, name, {})
    return numbers, [
        started,
        Entry(Act(act.by, act.at + timedelta(hours=1)), "parties_taken_over", event, event.id, name, taken),
    ]


def _plan(event: Event, act: Act, dates: Dates) -> None:
    common = [item.id for item in list_items(event.id) if item.kind in _COMMON]
    db.session.add(
        MeetingPlan(
            event_id=event.id,
            asks_from=dates.present - _OPEN_FOR,
            asks_until=event.starts_at - _CLOSE_BEFORE,
            maximum=MOST_TALKS,
            minimum=_LEAST,
            coverage=[
                {
                    "name": "participant-region-1",
                    "each": "participant",
                    "across": "region",
                    "at_least": 1,
                    "distinct": False,
                }
            ],
            common_items=common,
            created_at=act.at,
        )
    )
    for day, start, end in _BLOCKS:
        db.session.add(MeetingBlock(event_id=event.id, starts_at=dates.at(day, start), ends_at=dates.at(day, end)))
    db.session.flush()


def _halls(event: Event) -> None:
    halls = [MeetingHall(event_id=event.id, name=name, position=at) for at, (name, _numbers) in enumerate(_HALLS)]
    db.session.add_all(halls)
    db.session.flush()
    for hall, (_name, numbers) in zip(halls, _HALLS, strict=True):
        insert_tables(event.id, hall.id, list(numbers))
    plan = db.session.get_one(MeetingPlan, event.id)
    plan.walks = [[halls[0].id, halls[1].id, _WALK_MINUTES]]


def _parties(event: Event, asked: Requests, act: Act) -> list[int]:
    """The bodies as parties; whose registration is not confirmed is entered by hand, as the organizers do for those
    that come in any case."""
    people = defaultdict(list)
    for row in queries.list_registered(event.id, _TYPES):
        people[row.organization_name].append(row)
    organizations = queries.list_organization_ids([folded(body.name) for body in asked.bodies])
    insert_parties(
        [_party(event, body, organizations[folded(body.name)], people[body.name], act) for body in asked.bodies]
    )
    made = list_party_numbers(event.id)
    numbers = [made[organizations[folded(body.name)]] for body in asked.bodies]
    named = [(number, people[body.name]) for number, body in zip(numbers, asked.bodies, strict=True)]
    insert_representatives([row for number, of_body in named for row in _seats(number, of_body)])
    return numbers


def _party(event: Event, body: Body, organization_id: int, people: list[Any], act: Act) -> dict[str, Any]:
    return {
        "event_id": event.id,
        "organization_id": organization_id,
        "kind": kind_of(people[0].role if people else "", body.name),
        "side": side_of(event, body.province),
        "unit_code": people[0].unit_code if people else "",
        "province_code": body.province,
        "sector_code": body.sector,
        "created_at": act.at,
        "changed_at": act.at,
    }


def _seats(number: int, people: list[Any]) -> list[dict[str, Any]]:
    there = [person for person in people if person.status in HOLDING] or people[:1]
    return [
        {
            "party_id": number,
            "registration_id": person.id if person.status in HOLDING else None,
            "name": person.name,
            "title": person.title,
            "mobile": person.mobile,
            "email": person.email,
            "languages": [],
            "position": position,
        }
        for position, person in enumerate(there)
    ]


def _absences(event: Event, asked: Requests, numbers: list[int], dates: Dates) -> None:
    blocks = [
        MeetingBlock(
            id=number, starts_at=dates.at(day, start), ends_at=dates.at(day, end), slot_minutes=20, gap_minutes=5
        )
        for number, (day, start, end) in enumerate(_BLOCKS)
    ]
    slots = slots_of(blocks, event.timezone)
    rows: list[tuple[int, datetime, datetime]] = []
    for number, body in zip(numbers, asked.bodies, strict=True):
        names = {slot_name(slots[absent]) for absent in body.absent}
        rows += [(number, start, end) for start, end in spans_of_slots(slots, names)]
    db.session.add_all(
        PartyAbsence(party_id=number, starts_at=start, ends_at=end, source=AbsenceSource.OWN)
        for number, start, end in rows
    )
