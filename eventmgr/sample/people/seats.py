"""Who holds which place at which sample event, in which state, and what led there: plain values."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from eventmgr.quotas.models import Status
from eventmgr.registration.models import Source
from eventmgr.sample.dates import Dates
from eventmgr.sample.people import form_answers
from eventmgr.sample.people.roster import ARCHIVED, MATCHMAKING, SEMINAR, TRAINING, VISIT, Human, Roster
from eventmgr.sample.people.seat import Seat

Places = dict[str, tuple[int, ...]]
"""Event → places in the list of its company people."""

OPENED = {SEMINAR: -63, MATCHMAKING: -55, VISIT: -112, TRAINING: -135, ARCHIVED: -290}
"""Day on which registration opened, counted from the anchor."""
CLOSED = {SEMINAR: -42, MATCHMAKING: -42, VISIT: -79, TRAINING: -106, ARCHIVED: -250}
"""Day until which the sample's people registered."""
HELD = {VISIT: -71, TRAINING: -98, ARCHIVED: -240}
"""First day of those that are over."""

WITHDRAWN: Places = {SEMINAR: (16, 22, 24, 28), MATCHMAKING: (40, 50, 100, 110), VISIT: (8,)}
"""Places among an event's company people: nine withdrew."""
REJECTED: Places = {MATCHMAKING: (45, 105)}
PENDING: Places = {MATCHMAKING: (*range(60, 64), *range(120, 130))}
WAITLISTED: Places = {MATCHMAKING: tuple(range(138, 148))}
ABSENT: Places = {VISIT: (2, 5), TRAINING: (3, 9, 14, 20, 27), ARCHIVED: (1, 4, 8, 11, 15, 19, 22)}
"""Fourteen did not come."""
TWICE: Places = {SEMINAR: (4, 5, 6, 9, 30), MATCHMAKING: (70, 80, 90)}
"""Eight registered twice."""
TWICE_SETTLED = 2
"""Of the seminar's, so many have been rejected as doubles; the others wait for the office."""


def allot(roster: Roster, dates: Dates, seed: int) -> dict[str, list[Seat]]:
    """Event → its registrations, in the order in which they were made."""
    seats = {}
    for slug in (SEMINAR, MATCHMAKING, VISIT, TRAINING, ARCHIVED):
        rng = Random(f"{seed}/{slug}")
        found = _asked(roster, slug, dates, rng)
        _decide(found, roster, slug, dates)
        found += [*_substitutes(found, roster, slug, dates), *_doubles(found, roster, slug, dates)]
        if slug in HELD:
            _attend(found, roster, slug, dates)
            found += _walk_ins(roster, slug, dates)
        form_answers.fill(found, slug, rng, dates)
        seats[slug] = sorted(found, key=lambda seat: (seat.created_at, seat.human.number))
    return seats


def _asked(roster: Roster, slug: str, dates: Dates, rng: Random) -> list[Seat]:
    """The places as they were first asked for, spread over the time of registration; the queue comes last."""
    people = list(roster.coming[slug])
    rng.shuffle(people)
    waiting = {one.number for one in _chosen(roster, slug, WAITLISTED)}
    people.sort(key=lambda human: human.number in waiting)
    opens = dates.at(OPENED[slug], "09:00")
    whole = dates.at(CLOSED[slug], "11:00") - opens
    ranks: dict[str, int] = {}
    seats = []
    for place, human in enumerate(people):
        moment = opens + whole * ((place + rng.random()) / len(people))
        by_unit = human.group == "official" or (human.group == "company" and rng.random() < 0.4)
        source = Source.STAFF if human.unit == "" else Source.UNIT if by_unit else Source.SELF
        seats.append(_seat(slug, human, moment.replace(microsecond=0), source))
    for seat in sorted(seats, key=lambda seat: seat.human.number):
        if seat.human.unit and seat.human.group == "official":
            ranks[seat.human.unit] = ranks.get(seat.human.unit, 0) + 1
            seat.rank = ranks[seat.human.unit]
    return seats


def _seat(slug: str, human: Human, at: datetime, source: Source) -> Seat:
    typed = {"name": human.typed_name} if human.typed_name else {}
    return Seat(slug, human, at, source, name=human.name, mobile=human.mobile, organization=human.organization, typed=typed)  # fmt: skip


def _chosen(roster: Roster, slug: str, places: Places) -> list[Human]:
    people = roster.of(slug, "company")
    return [people[place] for place in places.get(slug, ())]


def _decide(seats: list[Seat], roster: Roster, slug: str, dates: Dates) -> None:
    """Reviews, withdrawals and rejections."""
    by_number = {seat.human.number: seat for seat in seats}
    states = {
        human.number: status
        for places, status in ((PENDING, Status.PENDING), (WAITLISTED, Status.WAITLISTED), (REJECTED, Status.REJECTED))
        for human in _chosen(roster, slug, places)
    }
    if slug == MATCHMAKING:
        for seat in seats:
            _review(seat, states.get(seat.human.number, Status.CONFIRMED), dates)
    for human in _chosen(roster, slug, WITHDRAWN):
        seat = by_number[human.number]
        at = min(seat.created_at + timedelta(days=3, hours=2), dates.present - timedelta(hours=1))
        seat.go("withdrawn", Status.WITHDRAWN, at, reason="日程冲突，不能参加", by_person=True)


def _review(seat: Seat, decided: Status, dates: Dates) -> None:
    """The office of the matchmaking looks at every registration a day later."""
    seat.first = Status.PENDING
    at = min(seat.created_at + timedelta(days=1), dates.present - timedelta(minutes=30))
    if decided is Status.CONFIRMED:
        seat.go("confirmed", decided, at)
    elif decided is Status.WAITLISTED:
        seat.go("waitlisted", decided, at)
    elif decided is Status.REJECTED:
        seat.go("rejected", decided, at, reason="与本次对接会的行业范围不符")


def _substitutes(seats: list[Seat], roster: Roster, slug: str, dates: Dates) -> list[Seat]:
    """Somebody of the same organization comes instead; the old place is given back."""
    by_number = {seat.human.number: seat for seat in seats}
    found = []
    for place, (gone, new) in enumerate(roster.substitutes.get(slug, [])):
        day = CLOSED[slug] - 1 if slug == SEMINAR else CLOSED[slug] + 2
        at = dates.at(day, f"15:{10 + place:02d}")
        old = by_number[gone.number]
        old.created_at = min(old.created_at, at - timedelta(days=1))
        old.go("withdrawn", Status.WITHDRAWN, at, reason=f"由{new.name}代为参会")
        found.append(_seat(slug, new, at + timedelta(minutes=5), Source.UNIT))
    return found


def _doubles(seats: list[Seat], roster: Roster, slug: str, dates: Dates) -> list[Seat]:
    """The same person once more, entered by the contact: other number and another form of the company's name, or the
    name in traditional characters."""
    by_number = {seat.human.number: seat for seat in seats}
    found = []
    for place, human in enumerate(_chosen(roster, slug, TWICE)):
        first = by_number[human.number]
        at = min(first.created_at + timedelta(days=2, minutes=place), dates.present - timedelta(minutes=20 - place))
        seat = _seat(slug, human, at, Source.UNIT)
        seat.twin = first
        first.typed |= {"mobile": form_answers.as_typed(human.mobile, place)}
        form_answers.disguise(seat, place)
        if slug == MATCHMAKING:
            seat.first = Status.PENDING
        elif place < TWICE_SETTLED:
            later = min(at + timedelta(days=1), dates.present - timedelta(minutes=5))
            seat.go("rejected", Status.REJECTED, later, reason="重复报名，保留本人报名记录")
            seat.twin = None
        found.append(seat)
    return found


def _attend(seats: list[Seat], roster: Roster, slug: str, dates: Dates) -> None:
    """Everybody who held a place came, but for those who did not."""
    missing = {human.number for human in _chosen(roster, slug, ABSENT)}
    for place, seat in enumerate(seats):
        if seat.status is not Status.CONFIRMED:
            continue
        if seat.human.number in missing:
            seat.go("absent", Status.ABSENT, dates.at(HELD[slug], "18:00"))
        else:
            seat.go("attended", Status.ATTENDED, dates.at(HELD[slug], "08:00") + timedelta(seconds=41 * place))


def _walk_ins(roster: Roster, slug: str, dates: Dates) -> list[Seat]:
    found = []
    for place, human in enumerate(roster.walk_ins[slug]):
        at = dates.at(HELD[slug], f"08:{40 + place}")
        seat = _seat(slug, human, at, Source.WALK_IN)
        seat.go("attended", Status.ATTENDED, at)
        found.append(seat)
    return found
