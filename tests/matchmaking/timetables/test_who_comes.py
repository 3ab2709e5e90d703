"""Whichever way somebody goes who sits in a meeting to come: a colleague sits there, or the day page says that nobody does; the partner
is told, calendars say it, and no law is broken."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from eventmgr.event.delegations import services as delegations
from eventmgr.event.quotas.models import COMING, Status
from eventmgr.event.registration.applicant import applicant_of
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.queries import list_decisions
from eventmgr.event.registration.deciding.services.decisions import restrict, revoke, withdraw
from eventmgr.event.registration.deciding.services.marking import mark_absent, mark_all
from eventmgr.event.registration.deciding.services.undoing import decide_together, undo
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.retaining.services.forgetting import delete, forget_many
from eventmgr.event.registration.states import NEXT, change_status, locked
from eventmgr.ground.db import db, write
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_parties import services as parties
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.timetables import laws
from eventmgr.matchmaking.timetables.calendar_entries import feed_token
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState
from eventmgr.office.duplicates import services as duplicates
from eventmgr.office.duplicates.choosing import applicant_values, plain_values
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import ROOT
from tests.factories import NOON, make_event, make_liaison, make_member, make_registration, together
from tests.matchmaking.factories import (
    make_absence,
    make_meeting,
    make_party,
    make_plan,
    make_request,
    slots_at,
)
from tests.matchmaking.meeting_day.repair import apply, preview
from tests.output.calendars.feeds import entries

pytestmark = pytest.mark.usefixtures("database", "frozen")
OFFICE = Actor(ActorKind.USER, None, "王敏")


@dataclass
class World:
    """A meeting in half an hour, whose asker is represented by somebody who is registered."""

    event: object
    party: MeetingParty
    partner: MeetingParty
    seat: PartyRepresentative
    registration: Registration
    meeting: Meeting

    def act(self, actor: Actor = OFFICE) -> Act:
        return Act(actor, NOON)

    @property
    def oneself(self) -> Actor:
        return Actor(ActorKind.PARTICIPANT, self.registration.id, self.registration.name)


def make_world(*, colleague: str = "", status: Status = Status.CONFIRMED) -> World:
    """`colleague`: somebody else represents the party too, who is free, or away."""
    with together():
        event = make_event(starts_at=NOON - timedelta(minutes=50))
        make_plan(event, slots=8, tables=3, stage=Stage.FINAL)
        party, partner = make_party(event, people=2 if colleague else 1), make_party(event)
        registration = make_registration(event, status=status, organization_id=party.organization_id)
        seat, *others = db.session.query(PartyRepresentative).filter_by(party_id=party.id).order_by("position").all()
        seat.registration_id, seat.name = registration.id, registration.name
        slot = slots_at(event)[4]
        if colleague == "away":
            make_absence(party, slot.starts_at, slot.ends_at, representative_id=others[0].id)
        meeting = make_meeting(make_request(party, partner), slot)
    return World(event, party, partner, seat, registration, meeting)


def bulk(world: World) -> None:
    event, people = world.event, [world.registration]
    work = lambda: revoke(event, people, reason="人数已满", act=world.act())  # noqa: E731
    decide_together(event, people, "revoked", work, act=world.act())


def liaison(world: World) -> None:
    make_liaison(world.event, "310000", link="l1")
    delegations.withdraw(world.event, "310000", world.registration.id, reason="", notify=True, act=world.act())


def restricted_and_compared(world: World) -> None:
    restrict(world.event, world.registration, on=True, act=world.act())
    parties.take_over(world.event, ["delegate"], act=world.act())


WAYS: dict[str, Callable[[World], object]] = {
    "gives the place back": lambda w: withdraw(w.event, w.registration, act=w.act(w.oneself)),
    "withdraws the consent": lambda w: withdraw(w.event, w.registration, act=w.act(w.oneself), with_consent=True),
    "loses the place": lambda w: revoke(w.event, [w.registration], reason="重复", act=w.act()),
    "loses it with others": bulk,
    "is withdrawn by the liaison": liaison,
    "is deleted": lambda w: delete(w.event, w.registration, reason="本人要求", act=w.act()),
    "is deleted with others": lambda w: forget_many(w.event, [w.registration], act=w.act()),
    "is marked as absent": lambda w: mark_absent(w.event, w.registration, act=w.act()),
    "is marked with others": lambda w: mark_all(w.event, [w.registration], Status.ABSENT, act=w.act()),
    "is only kept, and compared": restricted_and_compared,
}


def go(world: World, way: Callable[[World], object]) -> None:
    write(lambda: way(world))
    db.session.expire_all()


def told(partner: MeetingParty) -> list[str]:
    """What the representatives of a party were written about their timetable."""
    people = db.session.query(PartyRepresentative).filter_by(party_id=partner.id)
    letters = db.session.query(OutboxLetter).filter(
        OutboxLetter.to_address.in_([one.email for one in people]), OutboxLetter.about.startswith("meeting_timetable:")
    )
    return [letter.text for letter in letters.order_by(OutboxLetter.id)]


def fed(client, seat: PartyRepresentative) -> tuple[str, int, str]:
    """State, number and words of the one meeting in somebody's calendar."""
    (entry,) = entries(client.get(f"/feeds/{feed_token(seat)}.ics?lang=en"))
    return str(entry["STATUS"]), int(entry["SEQUENCE"]), str(entry.get("DESCRIPTION", ""))


def waits(client, sign_in, world: World) -> bool:
    """Whether the day page says of the meeting that nobody comes, with the way to a proposal."""
    office = sign_in(make_member(world.event, TeamRole.CHECK_IN))
    page = office.get(f"/manage/events/{world.event.slug}/matchmaking/day/").text
    repair = page[page.index('id="repair"') : page.index("results-head")]
    says = f"/matchmaking/day/meetings/{world.meeting.id}/" in repair
    assert says == ("/matchmaking/day/repairs/" in repair)
    return says


def partner_seat(world: World) -> PartyRepresentative:
    return db.session.query(PartyRepresentative).filter_by(party_id=world.partner.id).one()


@pytest.mark.parametrize("way", WAYS)
def test_with_nobody_left_the_day_page_the_partner_and_both_calendars_say_so(way, client, sign_in):
    world = make_world()
    number = world.seat.id

    go(world, WAYS[way])

    meeting, gone = world.meeting, db.session.get(PartyRepresentative, number)
    assert (meeting.state, meeting.asker_seat_id, meeting.sequence) == (MeetingState.PLACED, None, 1)
    state, sequence, words = fed(client, partner_seat(world))
    assert (state, sequence, "Nobody is coming for them" in words) == ("TENTATIVE", 1, True)
    assert gone is None or fed(client, gone)[:2] == ("CANCELLED", 1)
    (letter,) = told(world.partner)
    assert "无人" in letter
    assert laws.seats() == []
    assert waits(client, sign_in, world)


@pytest.mark.parametrize("way", WAYS)
def test_a_colleague_who_is_free_sits_there_and_the_partner_is_told(way, client, sign_in):
    world = make_world(colleague="free")

    go(world, WAYS[way])

    sits = db.session.get(PartyRepresentative, world.meeting.asker_seat_id)
    assert (sits.party_id, sits.registration_id) == (world.party.id, None)
    assert fed(client, partner_seat(world))[:2] == ("CONFIRMED", 1)
    assert fed(client, sits)[:2] == ("CONFIRMED", 1)
    assert len(told(world.partner)) == len(told(world.party)) == 1
    assert laws.seats() == []
    assert not waits(client, sign_in, world)


LEAVING = [
    (old, new)
    for old, following in NEXT.items()
    if old in COMING
    for new in sorted(following, key=lambda status: status.value)
    if new not in COMING
]


@pytest.mark.parametrize(("old", "new"), LEAVING, ids=lambda status: status.value)
def test_no_step_of_a_registration_out_of_those_who_come_leaves_somebody_at_a_table(old, new):
    world = make_world(status=old)

    def step() -> None:
        with locked(world.event, [world.registration]):
            change_status(world.event, world.registration, new, act=world.act(), action="changed")

    write(step)
    db.session.expire_all()

    assert (world.meeting.asker_seat_id, laws.seats()) == (None, [])


@pytest.mark.one_engine
def test_a_registration_has_one_door_to_its_states():
    """Whoever writes the state past `change_status` tells nobody."""
    writes = re.compile(r"\b(registration|row|other|kept|person|place)\.status(, [\w.]+)* = ")
    sources = [path for path in (ROOT / "eventmgr").rglob("*.py") if "registration" in path.read_text("utf-8")]

    doors = {path.relative_to(ROOT).as_posix() for path in sources if writes.search(path.read_text("utf-8"))}

    assert doors == {"eventmgr/event/registration/states.py"}


def test_removed_by_hand_while_the_colleague_is_away_it_is_the_same(client, sign_in):
    world = make_world(colleague="away")

    go(world, lambda w: parties.remove_person(w.event, w.seat, act=w.act()))

    assert fed(client, partner_seat(world))[:2] == ("TENTATIVE", 1)
    assert len(told(world.partner)) == 1
    assert waits(client, sign_in, world)


def test_a_party_that_has_nobody_in_a_published_timetable_stands_on_the_day_page(client, sign_in):
    world = make_world()
    with together():
        empty = make_party(world.event, people=0)
        world.meeting = make_meeting(make_request(empty, world.partner), slots_at(world.event)[5])

    assert waits(client, sign_in, world)
    apply(world.event, preview(world.event))
    db.session.expire_all()
    assert (world.meeting.state, world.meeting.sequence) == (MeetingState.CANCELLED, 1)


def test_a_party_that_withdraws_has_no_meeting_and_both_calendars_hear_of_it(client, sign_in):
    world = make_world()

    go(world, lambda w: parties.leave(w.event, w.party, reason="", act=w.act()))

    assert fed(client, partner_seat(world))[:2] == ("CANCELLED", 1)
    assert told(world.partner)
    assert laws.seats() == []
    assert not waits(client, sign_in, world)


def test_whoever_comes_instead_sits_there_under_a_link_of_their_own(client):
    world = make_world(colleague="free")
    number = world.seat.id
    said = applicant_of({**registrations_said(world), "name": "周晓", "mobile": "15400000088"}, "zh")

    go(world, lambda w: edit(w.event, w.registration, said, act=w.act(), another=True))

    sits = db.session.get(PartyRepresentative, world.meeting.asker_seat_id)
    assert (sits.name, sits.registration_id, sits.id != number) == ("周晓", world.registration.id, True)
    assert db.session.get(PartyRepresentative, number) is None
    assert fed(client, partner_seat(world))[:2] == ("CONFIRMED", 1)
    assert (len(told(world.partner)), laws.seats()) == (1, [])


def registrations_said(world: World) -> dict[str, object]:
    return applicant_values(plain_values(world.registration))


def test_a_registration_that_goes_into_another_takes_its_seat_along_and_back():
    world = make_world()
    with together():
        kept = make_registration(world.event, name=world.registration.name, organization_id=world.party.organization_id)
    other = world.registration

    def merge():
        seen = duplicates.seen_of(kept, other)
        return duplicates.merge(world.event, kept, other, (), seen=seen, act=world.act())

    merged = write(merge)
    db.session.expire_all()
    assert (world.seat.registration_id, world.meeting.asker_seat_id) == (kept.id, world.seat.id)
    assert (world.meeting.sequence, laws.seats()) == (0, [])
    write(lambda: duplicates.part(world.event, merged, act=world.act()))
    db.session.expire_all()
    assert (world.seat.registration_id, world.meeting.asker_seat_id) == (other.id, world.seat.id)


def test_whoever_comes_after_all_sits_there_again(client):
    world = make_world()
    go(world, bulk)
    (decision,) = list_decisions(world.event.id, since=NOON - timedelta(days=1))

    go(world, lambda w: undo(w.event, decision, act=w.act()))

    assert (world.meeting.asker_seat_id, world.meeting.sequence) == (world.seat.id, 2)
    assert fed(client, world.seat)[:2] == fed(client, partner_seat(world))[:2] == ("CONFIRMED", 2)


def test_somebody_new_takes_the_open_seat_and_the_partner_is_told():
    world = make_world()
    go(world, WAYS["gives the place back"])

    newcomer = write(lambda: parties.add_person(world.event, world.party, parties.Person("赵强"), act=world.act()))
    db.session.expire_all()

    assert (world.meeting.asker_seat_id, world.meeting.sequence) == (newcomer.id, 2)
    assert "无人" not in told(world.partner)[-1]


def test_the_repair_finds_a_time_at_which_the_colleague_can(client, sign_in):
    world = make_world(colleague="away")
    go(world, WAYS["gives the place back"])
    was = world.meeting.starts_at

    apply(world.event, preview(world.event))
    db.session.expire_all()

    assert (world.meeting.state, world.meeting.starts_at != was, laws.seats()) == (MeetingState.PLACED, True, [])
    assert world.meeting.asker_seat_id not in (None, world.seat.id)
    assert not waits(client, sign_in, world)


def test_without_anybody_the_repair_calls_the_meeting_off_in_both_calendars(client, sign_in):
    world = make_world()
    go(world, WAYS["gives the place back"])

    apply(world.event, preview(world.event))
    db.session.expire_all()

    assert fed(client, partner_seat(world))[:2] == fed(client, world.seat)[:2] == ("CANCELLED", 2)
    assert not waits(client, sign_in, world)
