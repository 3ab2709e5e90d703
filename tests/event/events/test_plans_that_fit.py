"""Plans that do not fit together are said before they are saved, with the way out, and stand on the overview until they are mended."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from eventmgr.event.agenda.models import AgendaItem, ItemKind, Speaker
from eventmgr.event.events.models import Event, EventKind, InvitedUnit, Room, Venue
from eventmgr.event.invitations.models import Invitation
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
from eventmgr.matchmaking.meeting_plans.models import MeetingBlock
from eventmgr.on_site.logistics.models import Direction, Ride, Vehicle, VehicleKind
from tests.factories import keep, make_event, make_item, make_member
from tests.matchmaking.factories import make_plan
from tests.matchmaking.meeting_day.worlds import make_day
from tests.output.imports.sending import in_english
from tests.safety.hostile import forms_of

pytestmark = pytest.mark.usefixtures("frozen")


def at(event: Event, **after: int) -> str:
    """What is typed for an instant so long after the event's beginning."""
    return (event.starts_at + timedelta(**after)).astimezone(ZoneInfo(event.timezone)).strftime("%Y-%m-%dT%H:%M")


def a_group_larger_than_its_room(event):
    venue = keep(Venue(event_id=event.id, name={"zh": "会议中心"}, position=0))
    room = keep(Room(event_id=event.id, venue_id=venue.id, name={"zh": "二会议室"}, capacity=2, position=0))
    item = make_item(event, kind=ItemKind.GROUP, title={"zh": "第一组"})
    return f"agenda/{item.id}", {"room": str(room.id), "capacity": "50"}, AgendaItem.capacity, "50 places"


def quotas_beyond_the_capacity(event):
    keep(InvitedUnit(event_id=event.id, unit_code="310000", quota=240))
    return "settings/registration/", {"capacity": "180"}, Event.capacity, "240 places"


def one_bus_for_two_outings_at_once(event):
    bus = keep(
        Vehicle(event_id=event.id, name={"zh": "一号车"}, kind=VehicleKind.BUS, seats=45, plate="", driver="", phone="")
    )
    for hours in (0, 5):
        starts = event.starts_at + timedelta(hours=hours)
        ride = keep(
            Ride(event_id=event.id, vehicle_id=bus.id, direction=Direction.OUTING, title={"zh": f"考察{hours}"}, leaves_at=starts,
                 start={}, goal={})
        )  # fmt: skip
    return f"transport/rides/{ride.id}/edit", {"leaves_at": at(event)}, Ride.leaves_at, "another vehicle or time"


def a_block_over_the_plenary(event):
    make_plan(event)
    block = db.session.query(MeetingBlock).one()
    make_item(event, title={"zh": "工作报告"}, starts_at=block.ends_at + timedelta(minutes=10))
    return f"matchmaking/blocks/{block.id}/", {"ends": at(event, hours=4)}, MeetingBlock.ends_at, "工作报告"


def an_invitation_that_outlasts_registration(event):
    event.registration_closes_at = event.starts_at - timedelta(days=7)
    db.session.commit()
    typed = {"name": "专家", "uses_most": "5", "expires_at": at(event)}
    return "invited/code", typed, Invitation.expires_at, "for longer than registration is open"


def a_talk_over_a_meeting_of_its_speaker(event):
    day = make_day(people=1)
    day.event.starts_at, day.event.ends_at = event.starts_at, event.ends_at
    meeting = day.meeting(0)
    meeting.starts_at, meeting.ends_at = event.starts_at, event.starts_at + timedelta(minutes=20)
    seat = db.session.get(PartyRepresentative, meeting.asker_seat_id)
    seat.name = "周立新"
    db.session.commit()
    item = make_item(day.event, title={"zh": "案例介绍"}, starts_at=event.starts_at + timedelta(hours=3))
    keep(Speaker(event_id=day.event.id, item_id=item.id, name={"zh": "周立新"}, position=0))
    typed = {"starts": at(day.event), "ends": at(day.event, hours=1)}
    return f"agenda/{item.id}", typed, AgendaItem.starts_at, "周立新", day.event


CASES = [
    a_group_larger_than_its_room, quotas_beyond_the_capacity, one_bus_for_two_outings_at_once, a_block_over_the_plenary,
    an_invitation_that_outlasts_registration, a_talk_over_a_meeting_of_its_speaker,
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_what_does_not_fit_is_said_before_it_is_saved_and_stands_on_the_overview_until_it_does(case, sign_in):
    event = make_event(kind=EventKind.MATCHMAKING, timezone="Asia/Shanghai")
    where, typed, column, said, *other = case(event)
    event = other[0] if other else event
    desk, base = in_english(sign_in(make_member(event, TeamRole.OWNER))), f"/manage/events/{event.slug}/"
    [form] = [
        one
        for one in forms_of(desk.get(base + where).text, base + where)
        if set(typed) <= {*dict(one.fields), *one.selects}
    ]
    values = {**dict(form.fields), **typed}
    before = db.session.query(column).all()
    assert said not in desk.get(base).text

    told = desk.post(base + where, data=values)

    assert told.status_code == 422 and said in told.text
    db.session.expire_all()
    assert db.session.query(column).all() == before
    [stamp] = re.findall(r'name="nevertheless" value="(\w+)"', told.text)
    saved = desk.post(base + where, data=values | {"nevertheless": stamp, "telling": "nobody"})
    assert saved.status_code == 303
    assert said in desk.get(base).text and said in desk.get(f"{base}handover/").text
