"""Entries of every kind in every calendar that has them: after any act a difference is seen if and only if the number has risen, by one.

Acts are drawn by a seed, one walk in `make test`, and many in a soak. Before and after each act all feeds are fetched as programs do.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from eventmgr.event.agenda import services as agenda
from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.delegations import services as delegations
from eventmgr.event.delegations.models import DelegationPlan, Due
from eventmgr.event.events import services as events
from eventmgr.event.events.models import EventKind, HostBody, HostRole, InvitedUnit, Venue
from eventmgr.event.events.services import Row
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.registration.applicant import Applicant, applicant_of, values_of
from eventmgr.event.registration.changing.services import editing
from eventmgr.event.registration.deciding.services.decisions import confirm, restore, withdraw
from eventmgr.event.registration.waiting.services import put_on_waiting_list
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.meeting_parties import services as parties
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
from eventmgr.matchmaking.meeting_plans.models import MeetingHall, MeetingPlan, MeetingTable, Stage
from eventmgr.matchmaking.timetables.calendar_entries import feed_token
from eventmgr.office.duplicates import services as duplicates
from eventmgr.office.duplicates.models import Merge
from eventmgr.on_site.logistics.lodging import services as lodging
from eventmgr.on_site.logistics.models import Direction
from eventmgr.on_site.logistics.transport import services as transport
from eventmgr.on_site.logistics.transport.queries import get_ride
from eventmgr.programme.study_visits.batching import Place
from eventmgr.programme.study_visits.queries import get_whole_stop
from eventmgr.programme.study_visits.services import StopDraft, place_people, propose, set_stop
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE
from tests.factories import NOON, keep, make_event, make_item, make_liaison
from tests.matchmaking.factories import make_meeting, make_party, make_plan, make_request, slots_at
from tests.matchmaking.listings.board.feeds import change as change_listing
from tests.matchmaking.listings.board.making import company, listed
from tests.on_site.logistics.factories import make_hotel, make_sleeper
from tests.on_site.logistics.factories import propose as give_rooms
from tests.on_site.logistics.own_calendar import draft_of, rides
from tests.output.calendars.as_written import as_written
from tests.output.calendars.feeds import counters, entries, faults_between, personal_address
from tests.output.calendars.mailbox import Mailbox, deliver, list_letters_after
from tests.output.calendars.readers import read
from tests.soak import either, seeds

pytestmark = pytest.mark.usefixtures("frozen")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
REASON = {"zh": "台风", "en": "typhoon"}
LAB = StopDraft(
    host={"zh": "样例传感器公司"},
    address={"zh": "嘉定样例路8号"},
    capacity=3,
    not_organizations=("甲竞争样例有限公司",),
)


@dataclass
class World:
    """One event that has everything; rows by name → (table, number), read anew for each act."""

    rows: dict[str, tuple[type, int]]
    turn: int = 0
    """How many acts there were: so nothing is done twice alike."""

    def __getattr__(self, name: str) -> Any:
        if name == "rows" or name not in self.rows:
            raise AttributeError(name)
        return db.session.get_one(*self.rows[name])

    @property
    def act(self) -> Act:
        return Act(OFFICE, clock.now())

    def flip(self, one: Any, other: Any) -> Any:
        return one if self.turn % 2 else other


def make_world() -> World:
    event = make_event(
        kind=EventKind.MATCHMAKING,
        agenda_published=True,
        summary={"zh": "样例"},
        contact={"name": "王敏", "phone": "021-1", "email": "office@example.com"},
        hosts=[HostBody(role=HostRole.HOST, name={"zh": "样例局"})],
        venues=[Venue(name={"zh": "样例中心", "en": "Centre"})],
        units=[InvitedUnit(unit_code="420000", quota=9)],
        registration_closes_at=NOON + 20 * DAY,
        ends_at=NOON + 44 * DAY,
    )
    item = make_item(event, starts_at=event.starts_at + HOUR, ends_at=event.starts_at + 2 * HOUR)
    stop = make_item(
        event, kind=ItemKind.VISIT, starts_at=event.starts_at + 3 * HOUR, ends_at=event.starts_at + 6 * HOUR
    )
    place = make_sleeper(
        event, said={"arrival": "5月13日", "departure": "5月15日"}, status=Status.CONFIRMED, email="place@example.com"
    )
    other = make_sleeper(event, "李四", status=Status.CONFIRMED)
    with transaction():
        set_stop(event, db.session.get_one(AgendaItem, stop.id), LAB, act=Act(OFFICE, NOON))
        propose(event, stop.id, act=Act(OFFICE, NOON))
    make_plan(event, slots=6, tables=3, stage=Stage.FINAL)
    own, partner = make_party(event), make_party(event)
    [seat] = db.session.query(PartyRepresentative).filter_by(party_id=own.id)
    [facing] = db.session.query(PartyRepresentative).filter_by(party_id=partner.id)
    seat.registration_id, seat.name, seat.email = place.id, place.name, place.email
    db.session.commit()
    tables = db.session.query(MeetingTable).filter_by(event_id=event.id).all()
    meeting = make_meeting(make_request(own, partner), slots_at(event)[2], tables[0])
    hotel = make_hotel(event)
    give_rooms(event)
    with transaction():
        lodging.publish(event, act=Act(OFFICE, NOON))
    ride = rides(event, place)
    keep(DelegationPlan(event_id=event.id, confirm_due_at=NOON + 5 * DAY, list_due_at=NOON + 20 * DAY))
    liaison = make_liaison(event, "420000", email="li@example.com", link="one")
    offer = listed(event, company(), "数控机床", valid_until=(NOON + 9 * DAY).date())
    made = {
        "event": event, "item": item, "stop": stop, "place": place, "other": other, "own": own, "partner": partner, "seat": seat,
        "facing": facing, "meeting": meeting, "hotel": hotel, "ride": ride, "liaison": liaison, "offer": offer,
        "table": tables[1], "hall": db.session.query(MeetingHall).one(),
        "maker": db.session.get_one(Organization, partner.organization_id),
    }  # fmt: skip
    return World({name: (type(row), row.id) for name, row in made.items()})


def _edit(values: Callable[[World], dict[str, Any]], **options: Any) -> Callable[[World], object]:
    return lambda w: events.edit(w.event, values(w), act=w.act, **options)


def _by(w: World, shift: timedelta) -> dict[str, Any]:
    return {"starts_at": w.event.starts_at + shift, "ends_at": w.event.ends_at + shift}


def _zone(w: World) -> object:
    is_home = w.event.timezone == "Asia/Shanghai"
    zone = "Asia/Urumqi" if is_home else "Asia/Shanghai"
    return events.edit(
        w.event, {"timezone": zone, **_by(w, 2 * HOUR if is_home else -2 * HOUR)}, act=w.act, move_agenda=True
    )


def _set(name: str, column: str, value: Callable[[World], Any]) -> Callable[[World], object]:
    """What some page writes; which one does not matter to a calendar."""
    return lambda w: setattr(getattr(w, name), column, value(w))


def _batch(w: World) -> object:
    """The other one, where there are two."""
    last = len(get_whole_stop(w.event, w.stop.id).batches) - 1
    places = {w.place.id: Place(min(w.turn % 2, last), is_locked=True)}
    return place_people(w.event, w.stop.id, places, {}, act=w.act)


def _other_kind(w: World) -> object:
    """The stop is a talk, or a stop again."""
    kind = ItemKind.TALK if w.stop.kind is ItemKind.VISIT else ItemKind.VISIT
    draft = agenda.ItemDraft(kind, w.stop.title, w.stop.starts_at, w.stop.ends_at)
    return agenda.edit_item(w.event, w.stop, draft, act=w.act)


def _plan(w: World) -> object:
    row = db.session.get_one(DelegationPlan, w.event.id)
    row.list_due_at = None if row.list_due_at and w.turn % 3 == 0 else NOON + 20 * DAY + w.turn * HOUR
    return row


def _ride(w: World) -> object:
    ride = get_ride(w.event, w.ride.id)
    return transport.put_ride(w.event, ride, draft_of(ride.vehicle_id, 24 * 42 - 4 + w.turn), act=w.act)


def _seats(w: World) -> object:
    left = w.meeting.asked_seat_id
    w.meeting.asked_seat_id = None if left else w.facing.id
    w.meeting.former_ids = [left] if left else []
    return w.meeting


def _registered_as(change: Callable[[World, Applicant], Applicant]) -> Callable[[World], object]:
    """Its person, or its mailbox, is another one."""

    def edit(w: World) -> object:
        said = applicant_of(values_of(w.place), w.place.language)
        return editing.edit(w.event, w.place, change(w, said), act=w.act)

    return edit


def _parted(w: World) -> object:
    merge = db.session.scalar(select(Merge).where(Merge.undone_at.is_(None)))
    if merge is None:
        raise Refusal("They are two.")
    return duplicates.part(w.event, merge, act=w.act)


def _renamed(w: World) -> object:
    draft = lodging.HotelDraft({"zh": f"宾馆{w.turn}", "en": f"Hotel {w.turn}"}, {"zh": "样例路1号"}, "021-0")
    return lodging.edit_hotel(w.event, w.hotel, draft, act=w.act)


ACTS: dict[str, Callable[[World], object]] = {
    "another title": _edit(lambda w: {"title": {"zh": f"题目{w.turn}", "en": f"Title {w.turn}"}}),
    "another contact": _edit(lambda w: {"contact": {"name": f"李{w.turn}", "phone": "021-2"}}),
    "another summary": _edit(lambda w: {"summary": {"zh": f"摘要{w.turn}"}}),
    "another city": _edit(lambda w: {"city": {"zh": f"城{w.turn}", "en": f"City {w.turn}"}}),
    "a short title": _edit(lambda w: {"short_title": {"zh": f"短{w.turn}", "en": f"S{w.turn}"}}),
    "moved": _edit(lambda w: _by(w, HOUR), move_agenda=True, move_deadlines=True),
    "another zone": _zone,
    "registration closes otherwise": _edit(
        lambda w: {"registration_closes_at": w.flip(NOON + 20 * DAY + w.turn * HOUR, None)}
    ),
    "themes": lambda w: events.set_themes(w.event, sectors=w.flip(["C36"], []), topics=[], act=w.act),
    "directions": lambda w: events.set_rows(
        w.event,
        "venues",
        [Row({"name": one.name, "directions": {"zh": f"{w.turn}号线"}}, one.id) for one in w.event.venues],
        act=w.act,
    ),
    "postponed": lambda w: events.postpone(w.event, REASON, act=w.act),
    "cancelled": lambda w: events.cancel(w.event, REASON, act=w.act),
    "restored": lambda w: events.restore(w.event, act=w.act),
    "published": lambda w: events.publish(w.event, act=w.act),
    "agenda taken back": lambda w: agenda.publish_agenda(
        w.event, published=not w.event.agenda_published, act=w.act
    ),
    "session moved": lambda w: agenda.move_item(w.event, w.item, minutes=5, act=w.act),
    "session removed": lambda w: agenda.remove_item(w.event, w.item, act=w.act),
    "given up": lambda w: withdraw(w.event, w.place, act=w.act),
    "given back": lambda w: restore(w.event, w.place, act=w.act),
    "waits": lambda w: put_on_waiting_list(w.event, [w.place], act=w.act),
    "confirmed": lambda w: confirm(w.event, [w.place], act=w.act),
    "hosts say no": _set("place", "organization_name", lambda w: w.flip("甲竞争样例有限公司", "样例所")),
    "another batch": _batch,
    "a stop or not": _other_kind,
    "hall renamed": _set("hall", "name", lambda w: {"zh": f"厅{w.turn}", "en": f"Hall {w.turn}"}),
    "partner renamed": _set("maker", "name", lambda w: f"样例{w.turn}号有限公司"),
    "facing renamed": _set("facing", "name", lambda w: f"陈{w.turn}"),
    "meeting moved": lambda w: (
        setattr(w.meeting, "starts_at", w.meeting.starts_at + timedelta(minutes=1)),
        setattr(w.meeting, "ends_at", w.meeting.ends_at + timedelta(minutes=1)),
    ),
    "another table": _set("meeting", "table_id", lambda w: w.flip(w.table.id, None)),
    "nobody sits there": _seats,
    "partner leaves": lambda w: parties.leave(w.event, w.partner, reason="", act=w.act),
    "partner comes back": lambda w: parties.rejoin(w.event, w.partner, act=w.act),
    "own party leaves": lambda w: parties.leave(w.event, w.own, reason="", act=w.act),
    "not yet final": lambda w: setattr(
        db.session.get_one(MeetingPlan, w.event.id), "stage", w.flip(Stage.PROVISIONAL, Stage.FINAL)
    ),
    "hotel renamed": _renamed,
    "rooms shown or not": lambda w: (
        lodging.withdraw(w.event, act=w.act) if w.turn % 2 else lodging.publish(w.event, act=w.act)
    ),
    "ride moved": _ride,
    "rides shown or not": lambda w: transport.publish_rides(
        w.event, Direction.ARRIVAL, withdraw=w.turn % 2 == 1, act=w.act
    ),
    "deadline of the list": _plan,
    "own deadline": lambda w: delegations.set_deadlines(
        w.event, "420000", {Due.CONFIRM: w.flip(NOON + 6 * DAY + w.turn * HOUR, None)}, act=w.act
    ),
    "another mailbox": _registered_as(lambda w, said: replace(said, email=f"place{w.turn}@example.com")),
    "somebody else": _registered_as(
        lambda w, said: replace(said, name=f"赵{'甲乙丙丁'[w.turn % 4]}", email=f"place{w.turn}@example.com")
    ),
    "two are one": lambda w: duplicates.merge(
        w.event, w.place, w.other, w.flip({"email"}, set()), seen=duplicates.seen_of(w.place, w.other), act=w.act
    ),
    "two again": _parted,
    "another mailbox at the table": lambda w: parties.change_person(
        w.event, w.facing, parties.Person(w.facing.name, email=f"facing{w.turn}@example.com"), act=w.act
    ),
    "nothing": lambda w: None,
}  # fmt: skip


def _listing(w: World) -> None:
    """Its service is a transaction of its own."""
    change_listing(w.event, w.offer.id, title={"zh": f"机床{w.turn}"}, valid_until=(NOON + (9 + w.turn) * DAY).date())


@dataclass
class Seen:
    """What programs have of each calendar."""

    client: Any
    answers: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    """Where each was fetched: at another address it is another reader's."""
    letter: int = 0
    boxes: dict[str, Mailbox] = field(default_factory=dict)

    def look(self, w: World) -> list[str]:
        """Fetch everything, and compare with what was there."""
        db.session.rollback()
        db.session.expire_all()
        faults = []
        for name, address in addresses(w).items():
            answer = self.client.get(address)
            if self.asked.get(name) == address:
                faults += [f"{name}: {fault}" for fault in faults_between(self.answers[name], answer)]
                faults += [f"{name}: {fault}" for fault in _vanished(self.answers[name], answer)]
            faults += [f"{name}: {entry['SUMMARY']} {entry['STATUS']}" for entry in entries(answer) if _lies(entry)]
            if read("vobject", answer.data) != [as_written(entry) for entry in entries(answer)]:
                faults.append(f"{name}: vobject reads something else")
            self.answers[name], self.asked[name] = answer, address
        return faults + self._mailed(w)

    def _mailed(self, w: World) -> list[str]:
        """What letters have said: no program overlooks any, and none is below what the person's feed had said."""
        letters = list_letters_after(self.letter)
        self.letter = letters[-1].id if letters else self.letter
        deliver(self.boxes, letters)
        faults = [fault for box in self.boxes.values() for fault in box.faults]
        reached = {w.place.email, w.facing.email, *([w.other.email] if w.other.status in HOLDING else [])}
        for address, box in self.boxes.items():
            held = [uid for uid in box.held if uid.startswith(_MAILED)]
            faults += [f"{address} still holds {uid}" for uid in held if address not in reached]
        return [*faults, *self._travel(w)]

    def _travel(self, w: World) -> list[str]:
        """Room and ride stand in the mailbox of their person as in the feed."""
        box = self.boxes.get(w.place.email, Mailbox())
        mailed = {uid: (one.summary, one.status) for uid, one in box.held.items() if _kind(uid) in _MAILED[:2]}
        in_feed = {
            str(entry["UID"]): (str(entry["SUMMARY"]), str(entry["STATUS"]))
            for entry in entries(self.answers["personal"])
            if _kind(str(entry["UID"])) in _MAILED[:2] and str(entry["STATUS"]) != "CANCELLED"
        }
        faults = [] if mailed == in_feed else [f"mailed: {mailed}, in the feed: {in_feed}"]
        if w.stop.kind is not ItemKind.VISIT:
            faults += [f"mailed {uid}, which is no stop" for uid in box.held if uid.startswith("stop-")]
        return faults


_MAILED = ("stay-", "ride-", "meeting-")


def _kind(uid: str) -> str:
    return f"{uid.partition('-')[0]}-"


def _lies(entry: Any) -> bool:
    return (str(entry["STATUS"]) == "CANCELLED") != str(entry["SUMMARY"]).startswith("已取消：")


def _vanished(before: Any, after: Any) -> list[str]:
    """Nothing that is to come goes without a word."""
    gone = {str(entry["UID"]) for entry in entries(before)} - {str(entry["UID"]) for entry in entries(after)}
    return [f"{uid} has vanished" for uid in sorted(gone)]


def addresses(w: World) -> dict[str, str]:
    return {
        "public": "/calendar.ics?lang=zh&deadlines=1",
        "event": f"/events/{w.event.slug}/calendar.ics?lang=zh&deadlines=1",
        "listings": f"/events/{w.event.slug}/listings.ics?lang=zh",
        "personal": f"{personal_address(w.place)}?lang=zh",
        "representative": f"/feeds/{feed_token(w.facing)}.ics?lang=zh",
        "liaison": f"/feeds/{delegations.feed_token(w.liaison)}.ics?lang=zh",
    }


@pytest.mark.parametrize("seed", seeds(3))
def test_after_any_act_a_difference_is_seen_if_and_only_if_the_number_has_risen_once(client, frozen, seed):
    w, rng = make_world(), random.Random(seed)
    seen = Seen(client)
    assert seen.look(w) == []
    kinds = {uid.partition("-")[0] for answer in seen.answers.values() for uid in counters(answer)}
    assert {"closing", "due", "meeting", "ride", "stay"} <= kinds
    assert counters(seen.answers["listings"])
    faults, done = [], []
    names = [*ACTS, "listing"]
    for name in rng.sample(names, either(14, len(names))) + rng.choices(names, k=either(0, 20)):
        w.turn += 1
        frozen.shift(rng.choice((0, 1, 60, 3600)))
        try:
            with transaction():
                ACTS.get(name, lambda _w: None)(w)
            if name == "listing":
                _listing(w)
        except Refusal:
            continue
        done.append(name)
        faults += [f"{' → '.join(done[-3:])}: {fault}" for fault in seen.look(w)]
    assert (faults[:5], len(done) > 5) == ([], True)
