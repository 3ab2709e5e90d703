"""Who sits at the tables for a party, and each representative's own link to its pages: sent, sent again, made void."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import NamedTuple

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import COMING
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, read_once
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_parties import letters, queries, statements
from eventmgr.matchmaking.meeting_parties.letter_frame import abouts
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_parties.services.editing import note
from eventmgr.matchmaking.meeting_parties.signals import mailbox_left, mailbox_taken, seats_added, seats_removed
from eventmgr.matchmaking.meeting_parties.taking_over import MOST_PEOPLE
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan
from eventmgr.tools.log.services import SYSTEM, Act, Changes, difference, record
from eventmgr.tools.messages.services import forget_about

_REPRESENTING = "registrations that represent a party"
"""Key of what an act has read, in the session."""


@dataclass(frozen=True)
class Person:
    """A representative: name, position and how to reach them."""

    name: str
    title: str = ""
    mobile: str = ""
    email: str = ""
    languages: Sequence[str] = ()


def add_person(event: Event, party: MeetingParty, person: Person, *, act: Act) -> PartyRepresentative:
    """Somebody who is not registered sits at its tables, too.

    Raises:
        Refusal: there are too many.
    """
    seats = _room(event, party)
    seat = PartyRepresentative(
        party_id=party.id, position=_next(seats), **asdict(person) | {"languages": list(person.languages)}
    )
    db.session.add(seat)
    db.session.flush()
    _note(party, seat, "created", {}, act=act)
    seats_added.send(party, event=event, act=act)
    return seat


def seat_registration(
    event: Event, party: MeetingParty, registration: Registration, *, act: Act
) -> PartyRepresentative:
    """Somebody who is registered at the event sits at its tables, too.

    Raises:
        Refusal: they sit there already, hold no place, or there are too many.
    """
    seats = _room(event, party)
    if registration.id not in queries.list_holding(event.id):
        raise Refusal(_("This person holds no confirmed place at the event."), field="registration")
    if queries.find_seat_of(registration.id) is not None:
        raise Refusal(_("This person is already a representative."), field="registration")
    seat = PartyRepresentative(
        party_id=party.id,
        registration_id=registration.id,
        name=registration.name,
        title=registration.title,
        mobile=registration.mobile,
        email=registration.email,
        languages=[],
        position=_next(seats),
    )
    db.session.add(seat)
    db.session.flush()
    _note(party, seat, "created", {}, act=act)
    seats_added.send(party, event=event, act=act)
    return seat


def change_person(event: Event, seat: PartyRepresentative, person: Person, *, act: Act) -> None:
    """Their details; of somebody who is registered only the languages are set here, the rest follows the
    registration."""
    get_locked_plan(event.id)
    values = asdict(person) | {"languages": list(person.languages)}
    if seat.registration_id is not None:
        values = {"languages": list(person.languages)}
    before = {name: getattr(seat, name) for name in values}
    is_elsewhere = not _is_same(str(values.get("email", seat.email)), seat.email)
    if is_elsewhere:
        mailbox_left.send(event, seats=[seat], act=act)
    for name, value in values.items():
        setattr(seat, name, value)
    if is_elsewhere:
        seat.invited_at = None
        mailbox_taken.send(event, seats=[seat], act=act)
    changed = sorted(difference(before, values))
    if changed:
        _note(seat.party, seat, "changed", {"details": [None, changed]}, act=act)


def remove_person(event: Event, seat: PartyRepresentative, *, act: Act) -> None:
    """They sit at its tables no more; their link opens nothing.

    Raises:
        Refusal: nobody would be left.
    """
    get_locked_plan(event.id)
    if len(queries.list_representatives_of(seat.party_id)) == 1:
        raise Refusal(_("An organization that takes part must have a representative. Add another person first."))
    seats_removed.send(seat.party, event=event, ids=[seat.id], act=act)
    _note(seat.party, seat, "removed", {}, act=act)
    db.session.delete(seat)


def move_up(event: Event, seat: PartyRepresentative, *, act: Act) -> None:
    """They change places with whoever stands before them: the timetable seats the first where anybody may sit."""
    get_locked_plan(event.id)
    seats = queries.list_representatives_of(seat.party_id)
    at = next((number for number, candidate in enumerate(seats) if candidate.id == seat.id), 0)
    if at == 0:
        return
    order = [*seats[: at - 1], seats[at], seats[at - 1], *seats[at + 1 :]]
    for position, candidate in enumerate(order):
        candidate.position = position
    _note(seat.party, seat, "changed", {"position": [at + 1, at]}, act=act)


def leave_mailbox(event: Event, registration: Registration, *, act: Act) -> None:
    """Whoever has this registration is reached elsewhere from now on, or somebody else is."""
    if registration.id in _representing(event, act):
        mailbox_left.send(event, seats=queries.list_seats_of_registrations([registration.id]), act=act)


def take_mailbox(event: Event, registration: Registration, *, act: Act) -> None:
    """Whoever has this registration is reached there, as `follow` has noted."""
    if registration.id in _representing(event, act):
        mailbox_taken.send(event, seats=queries.list_seats_of_registrations([registration.id]), act=act)


def follow(registration: Registration) -> None:
    """A registration says something else: whoever of it sits at a table is called and reached so. One statement."""
    statements.follow_registration(
        registration.id,
        {
            "name": registration.name,
            "title": registration.title,
            "mobile": registration.mobile,
            "email": registration.email,
        },
    )


def follow_coming(event: Event, registration: Registration, *, act: Act) -> None:
    """Whoever has this registration comes no more, or after all: their seats are a colleague's or open, or open ones
    are theirs."""
    if registration.id not in _representing(event, act):
        return
    for seat in queries.list_seats_of_registrations([registration.id]):
        if registration.status in COMING:
            seats_added.send(seat.party, event=event, act=act)
        else:
            seats_removed.send(seat.party, event=event, ids=[seat.id], act=act, stays=True)


def _representing(event: Event, act: Act) -> set[int]:
    """Registrations that represent somebody, read once for an act, however many it is about."""
    return read_once(_REPRESENTING, (act, event.id), lambda: queries.list_representing(event.id))


class Passed(NamedTuple):
    """Representatives who will be another registration's: nobody's until `reach_seats`, so that what happens to both in
    between does not concern them."""

    seats: list[int]
    reached_elsewhere: list[int]
    """Those of them whose calendar was behind another mailbox."""


def pass_seats(event: Event, other: Registration, kept: Registration, mailbox: str, *, act: Act) -> Passed:
    """Two registrations are one person's, reached at `mailbox` from now on: whom `other` represents `kept` will
    represent."""
    own = {seat.party_id for seat in queries.list_seats_of_registrations([kept.id])}
    moved = [seat for seat in queries.list_seats_of_registrations([other.id]) if seat.party_id not in own]
    return _detach(event, moved, mailbox, act=act)


def hand_back_seats(event: Event, ids: Collection[int], kept: Registration, other: Registration, *, act: Act) -> Passed:
    """They are two people's again: these representatives will be of `other`, as far as they are still of `kept`."""
    back = [seat for seat in queries.list_seats_of_registrations([kept.id]) if seat.id in ids]
    return _detach(event, back, other.email, act=act)


def _detach(event: Event, seats: Sequence[PartyRepresentative], mailbox: str, *, act: Act) -> Passed:
    left = [seat for seat in seats if not _is_same(seat.email, mailbox)]
    if left:
        mailbox_left.send(event, seats=left, act=act)
    for seat in seats:
        seat.registration_id = None
    db.session.flush()
    return Passed([seat.id for seat in seats], [seat.id for seat in left])


def reach_seats(event: Event, registration: Registration, passed: Passed, *, is_told: bool, act: Act) -> None:
    """These representatives are of this registration, called and reached as it says.

    Args:
        is_told: in calendars that are new to them stands how their timetable is.
    """
    if not passed.seats:
        return
    statements.link_seats(passed.seats, registration.id)
    follow(registration)
    seats = queries.list_seats_of_registrations([registration.id])
    taken = [seat for seat in seats if seat.id in passed.reached_elsewhere]
    if taken and is_told:
        mailbox_taken.send(event, seats=taken, act=act)


def _is_same(one: str, other: str) -> bool:
    """Whether both are one mailbox, however written."""
    return one.lower() == other.lower()


def forget(ids: Collection[int], *, at: datetime) -> None:
    """The persons of these registrations are gone, or others: they represent nobody, and their links open nothing.
    Whoever has taken over the place of one represents the same party, with links of their own."""
    seats = queries.list_seats_of_registrations(ids)
    for seat in seats:
        event = seat.party.event
        if event.ends_at > at:
            first = _successor_of(seat)
            seats_removed.send(seat.party, event=event, ids=[seat.id], act=Act(SYSTEM, at), first=first)
    forget_about([one for seat in seats for one in abouts(seat.id)])
    statements.delete_representatives([seat.id for seat in seats])


def _successor_of(seat: PartyRepresentative) -> int | None:
    """Whoever has the place of that person now, as a representative of the same party; None: nobody has it."""
    registration = db.session.get(Registration, seat.registration_id)
    if registration is None or registration.forgotten_at is not None or registration.status not in COMING:
        return None
    seat.registration_id = None
    db.session.flush()
    successor = PartyRepresentative(
        party_id=seat.party_id,
        registration_id=registration.id,
        name=registration.name,
        title=registration.title,
        mobile=registration.mobile,
        email=registration.email,
        languages=[],
        position=seat.position,
    )
    db.session.add(successor)
    db.session.flush()
    return successor.id


def _room(event: Event, party: MeetingParty) -> list[PartyRepresentative]:
    get_locked_plan(event.id)
    seats = queries.list_representatives_of(party.id)
    if len(seats) >= MOST_PEOPLE:
        raise Refusal(_("At most %(number)s people can sit at the tables of one organization.", number=MOST_PEOPLE))
    return seats


def _next(seats: Sequence[PartyRepresentative]) -> int:
    return max((one.position for one in seats), default=-1) + 1


def _note(party: MeetingParty, seat: PartyRepresentative, action: str, changes: Changes, *, act: Act) -> None:
    record(act, action, seat, event_id=party.event_id, object_name=seat.name, changes=changes)


def count_to_invite(event: Event) -> int:
    """How many representatives with an e-mail address were never sent their link."""
    return len(queries.list_uninvited(event.id))


def invite_all(event: Event, *, act: Act) -> int:
    """Send their link to all representatives who were never sent it; to how many."""
    get_locked_plan(event.id)
    seats = queries.list_uninvited(event.id)
    _send(event, seats, act=act)
    if seats:
        name, changes = event.title.get("zh") or event.title.get("en", ""), {"emails": [None, len(seats)]}
        record(act, "representatives_invited", event, event_id=event.id, object_name=name, changes=changes)
    return len(seats)


def invite(event: Event, seat: PartyRepresentative, *, act: Act) -> bool:
    """Send one representative their link, once more if need be; whether they have an e-mail address."""
    get_locked_plan(event.id)
    if not seat.email:
        return False
    _send(event, [seat], act=act)
    record(act, "link_sent", seat, event_id=event.id, object_name=seat.name)
    return True


def renew_links(event: Event, party: MeetingParty, *, act: Act) -> None:
    """The links of all its representatives open nothing any more; they can be sent new ones."""
    get_locked_plan(event.id)
    party.link_version += 1
    for seat in queries.list_representatives_of(party.id):
        seat.invited_at = None
    note(party, "links_revoked", {}, act=act)


def _send(event: Event, seats: Sequence[PartyRepresentative], *, act: Act) -> None:
    for seat in seats:
        letters.send_link(event, seat, at=act.at)
    statements.note_invited([seat.id for seat in seats], act.at)
