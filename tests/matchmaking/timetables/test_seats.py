"""Somebody sits at tables no more: calendars and pages of the others say who sits there now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.ground.db import db, write
from eventmgr.ground.i18n import format_span
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_day import services as day
from eventmgr.matchmaking.meeting_parties import services as parties
from eventmgr.matchmaking.meeting_parties.models import AbsenceSource, MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_parties.queries import list_representatives_of
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_requests import services as requests
from eventmgr.matchmaking.timetables import services as timetables
from eventmgr.matchmaking.timetables.models import Meeting
from eventmgr.matchmaking.timetables.queries import list_meetings
from eventmgr.matchmaking.timetables.services.publishing import Changes
from eventmgr.tools.messages.models import OutboxLetter
from tests.factories import NOON, make_member, make_registration
from tests.matchmaking.factories import (
    make_absence,
    make_matchmaking,
    make_meeting,
    make_party,
    make_request,
    slots_at,
)
from tests.matchmaking.meeting_day.worlds import act, make_day, sent
from tests.matchmaking.timetables.worlds import drafted, make_world, publish

pytestmark = pytest.mark.usefixtures("database", "frozen")


def remove(event, number: int) -> None:
    write(lambda: parties.remove_person(event, db.session.get(PartyRepresentative, number), act=act()))
    db.session.expire_all()


def test_a_colleague_who_is_free_sits_there_and_the_number_rises_once():
    event = make_matchmaking(stage=Stage.FINAL)
    one, other, third = make_party(event, people=2), make_party(event), make_party(event)
    moved = make_meeting(make_request(one, other), slots_at(event)[0])
    same = make_meeting(make_request(other, third), slots_at(event)[1])
    first, second = (seat.id for seat in db.session.query(PartyRepresentative).filter_by(party_id=one.id))
    remove(event, first)
    assert (moved.asker_seat_id, moved.sequence, same.sequence) == (second, 1, 0)


def test_the_seat_is_open_where_the_colleague_has_another_meeting_then():
    event = make_matchmaking(stage=Stage.FINAL)
    one, other, third = make_party(event, people=2), make_party(event), make_party(event)
    first, second = (seat.id for seat in db.session.query(PartyRepresentative).filter_by(party_id=one.id))
    slot = slots_at(event)[0]
    left = make_meeting(make_request(one, other), slot)
    busy = make_meeting(make_request(one, third), slot, asker_seat_id=second)
    remove(event, first)
    assert (left.asker_seat_id, left.sequence, busy.asker_seat_id, busy.sequence) == (None, 1, second, 0)


def test_the_seat_is_open_where_the_colleague_cannot_come_then():
    event = make_matchmaking(stage=Stage.FINAL)
    one, other, third = make_party(event, people=2), make_party(event), make_party(event)
    first, second = (seat.id for seat in db.session.query(PartyRepresentative).filter_by(party_id=one.id))
    early, late = slots_at(event)[:2]
    while_away = make_meeting(make_request(one, other), early)
    after = make_meeting(make_request(one, third), late)
    make_absence(one, early.starts_at, early.ends_at, representative_id=second, source=AbsenceSource.OWN)
    remove(event, first)
    assert (while_away.asker_seat_id, after.asker_seat_id) == (None, second)


def test_a_walk_in_who_was_seated_meanwhile_and_has_not_come_after_all_gives_the_seat_back():
    world = make_day(requests=12, people=1)
    meeting = next(one for one in db.session.query(Meeting).order_by(Meeting.id) if one.starts_at > NOON)
    party = db.session.get(MeetingParty, meeting.request.asker_id)
    newcomer, usual = day.Newcomer(party.organization.name, "访客"), meeting.asker_seat_id
    told = write(lambda: day.walk_in(world.event, newcomer, sent(), act=act()))
    meeting.asker_seat_id = told.before["representatives"][0]
    db.session.commit()
    write(lambda: day.undo_act(world.event, told.id, act=act()))
    db.session.expire_all()
    assert (meeting.asker_seat_id, meeting.sequence) == (usual, 1)


def test_a_draft_that_seats_somebody_who_has_gone_since_is_published_with_a_colleague():
    event = make_matchmaking(slots=4, tables=2)
    one, other = make_party(event, people=2), make_party(event)
    make_request(one, other)
    drafted(event)
    event = db.session.merge(event)
    first, second = (seat.id for seat in db.session.query(PartyRepresentative).filter_by(party_id=one.id))
    remove(event, first)
    publish(event)
    assert db.session.query(Meeting).one().asker_seat_id == second


def _taken_over(event, party):
    make_registration(event, organization_id=party.organization_id, role=Role.COMPANY)
    return "organizations/take-over", {"roles": "company", "take": "1"}


def _entered(event, party):
    return f"organizations/{party.id}/people/new", {"name": "赵六", "email": "zhao@example.com"}


def _seated(event, party):
    registration = make_registration(event, organization_id=party.organization_id)
    return f"organizations/{party.id}/people/registered", {"registration": str(registration.id)}


@pytest.mark.parametrize("way", [_taken_over, _entered, _seated])
def test_whoever_comes_to_an_open_seat_the_partner_is_written_to_after_the_page_has_said_so(sign_in, way):
    event = make_matchmaking(stage=Stage.FINAL)
    one, other = make_party(event, people=0), make_party(event)
    slot = slots_at(event)[0]
    meeting = make_meeting(make_request(one, other), slot)
    page, form = way(event, one)
    office = sign_in(make_member(event, TeamRole.REGISTRAR))
    address = f"/manage/events/{event.slug}/matchmaking/{page}"

    assert office.post(address, data=form | {"telling": ""}).status_code == 200, "asks first"
    db.session.expire_all()
    assert meeting.asker_seat_id is None and db.session.query(OutboxLetter).count() == 0
    assert office.post(address, data=form | {"telling": "now"}).status_code == 303
    db.session.expire_all()
    assert meeting.asker_seat_id is not None and db.session.query(OutboxLetter).count() == 2


@pytest.mark.parametrize("has_seat", [True, False])
def test_a_meeting_that_is_withdrawn_is_told_to_the_other_side_once_with_who_withdrew_it(has_seat):
    event = make_matchmaking(stage=Stage.FINAL)
    one, other = make_party(event), make_party(event)
    seats = {} if has_seat else {"asked_seat_id": None}
    make_meeting(request := make_request(one, other), slots_at(event)[0], **seats)
    write(lambda: requests.withdraw(event, request.id, one.id, act=act()))
    letters = db.session.query(OutboxLetter).order_by(OutboxLetter.id).all()
    [theirs] = [
        letter
        for letter in letters
        if letter.to_address.lower() in {seat.email for seat in list_representatives_of(other.id)}
    ]
    assert one.organization.name in theirs.text
    assert (theirs.kind, "由" in theirs.text) == (
        ("meetings.timetable_changed", True) if has_seat else ("meetings.withdrawn", False)
    )


def test_a_meeting_that_moves_before_the_day_is_told_with_its_former_time():
    event = make_world(parties=6, requests=4)
    draft = drafted(event)
    publish(event)
    request = draft.places[0][0]
    meeting = next(one for one in list_meetings(event.id) if one.request_id == request)
    former = format_span(meeting.starts_at, meeting.ends_at, event.timezone, "zh")
    changes = Changes(moved=[meeting], former={meeting.id: (meeting.starts_at, meeting.ends_at, meeting.table_id)})
    meeting.starts_at, meeting.ends_at = (
        instant + timedelta(hours=2) for instant in (meeting.starts_at, meeting.ends_at)
    )
    write(lambda: timetables.announce_changes(event, changes.all, former=changes.former, at=NOON))
    texts = [letter.text for letter in db.session.query(OutboxLetter)]
    assert len(texts) == 2 and all(f"原为 {former}" in text for text in texts)
