"""Who is registered for which sample event, in which state, and what led there: plain values."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from random import Random

from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.people import form_answers
from eventmgr.console.sample.people.planned_registration import PlannedRegistration
from eventmgr.console.sample.people.roster import (
    ARCHIVED,
    EDITION,
    MATCHMAKING,
    SEMINAR,
    TRAINING,
    VISIT,
    Human,
    Roster,
)
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Source

Positions = dict[str, tuple[int, ...]]
"""Event → positions in the list of its company people."""

OPENED = {SEMINAR: -63, MATCHMAKING: -55, VISIT: -112, TRAINING: -135, ARCHIVED: -290, EDITION: -372}
"""Day on which registration opened, counted from the anchor."""
CLOSED = {SEMINAR: -42, MATCHMAKING: -42, VISIT: -79, TRAINING: -106, ARCHIVED: -250, EDITION: -325}
"""Day until which the sample's people registered."""
HELD = {VISIT: -71, TRAINING: -98, ARCHIVED: -240, EDITION: -310}
"""First day of those that are over."""

WITHDRAWN: Positions = {SEMINAR: (16, 22, 24, 28), MATCHMAKING: (40, 50, 100, 110), VISIT: (8,)}
"""Positions among an event's company people: nine withdrew."""
REJECTED: Positions = {MATCHMAKING: (45, 105)}
PENDING: Positions = {MATCHMAKING: (*range(60, 64), *range(120, 130))}
WAITLISTED: Positions = {MATCHMAKING: tuple(range(138, 148))}
ABSENT: Positions = {VISIT: (2, 5), TRAINING: (3, 9, 14, 20, 27), ARCHIVED: (1, 4, 8, 11, 15, 19, 22)}
"""Fourteen did not come."""
TWICE: Positions = {SEMINAR: (4, 5, 6, 9, 30), MATCHMAKING: (70, 80, 90)}
"""Eight registered twice."""
TWICE_SETTLED = 2
"""Of the seminar's, so many have been rejected as doubles; the others wait for the office."""

_STRIDE = 17
"""People arrive in another order than they registered: one so many places further on comes next."""


def plan_registrations(roster: Roster, dates: Dates, seed: int) -> dict[str, list[PlannedRegistration]]:
    """Event → its registrations, in the order in which they were made."""
    all_planned = {}
    for slug in (SEMINAR, MATCHMAKING, VISIT, TRAINING, ARCHIVED, EDITION):
        rng = Random(f"{seed}/{slug}")
        of_event = _asked(roster, slug, dates, rng)
        _decide(of_event, roster, slug, dates)
        of_event += [*_substitutes(of_event, roster, slug, dates), *_doubles(of_event, roster, slug, dates)]
        if slug in HELD:
            _attend(of_event, roster, slug, dates)
            of_event += _walk_ins(roster, slug, dates)
        form_answers.fill(of_event, slug, rng, dates)
        all_planned[slug] = sorted(of_event, key=lambda planned: (planned.created_at, planned.human.number))
    return all_planned


def _asked(roster: Roster, slug: str, dates: Dates, rng: Random) -> list[PlannedRegistration]:
    """The places as they were first asked for, spread over the time of registration; the queue comes last."""
    people = list(roster.coming[slug])
    rng.shuffle(people)
    waiting = {human.number for human in _chosen(roster, slug, WAITLISTED)}
    people.sort(key=lambda human: human.number in waiting)
    opens = dates.at(OPENED[slug], "09:00")
    whole = dates.at(CLOSED[slug], "11:00") - opens
    ranks: dict[str, int] = {}
    all_planned = []
    for index, human in enumerate(people):
        moment = opens + whole * ((index + rng.random()) / len(people))
        by_unit = human.group == "official" or (human.group == "company" and rng.random() < 0.4)
        source = Source.STAFF if human.unit == "" else Source.UNIT if by_unit else Source.SELF
        all_planned.append(_planned(slug, human, moment.replace(microsecond=0), source))
    for planned in sorted(all_planned, key=lambda planned: planned.human.number):
        if planned.human.unit and planned.human.group == "official":
            ranks[planned.human.unit] = ranks.get(planned.human.unit, 0) + 1
            planned.rank = ranks[planned.human.unit]
    return all_planned


def _planned(slug: str, human: Human, at: datetime, source: Source) -> PlannedRegistration:
    typed = {"name": human.typed_name} if human.typed_name else {}
    return PlannedRegistration(
        slug, human, at, source, name=human.name, mobile=human.mobile, organization=human.organization, typed=typed
    )


def _chosen(roster: Roster, slug: str, chosen: Positions) -> list[Human]:
    people = roster.of(slug, "company")
    return [people[index] for index in chosen.get(slug, ())]


def _decide(all_planned: list[PlannedRegistration], roster: Roster, slug: str, dates: Dates) -> None:
    """Reviews, withdrawals and rejections."""
    by_number = {planned.human.number: planned for planned in all_planned}
    states = {
        human.number: status
        for chosen, status in ((PENDING, Status.PENDING), (WAITLISTED, Status.WAITLISTED), (REJECTED, Status.REJECTED))
        for human in _chosen(roster, slug, chosen)
    }
    if slug == MATCHMAKING:
        for planned in all_planned:
            _review(planned, states.get(planned.human.number, Status.CONFIRMED), dates)
    for human in _chosen(roster, slug, WITHDRAWN):
        planned = by_number[human.number]
        at = min(planned.created_at + timedelta(days=3, hours=2), dates.present - timedelta(hours=1))
        planned.go("withdrawn", Status.WITHDRAWN, at, reason="日程冲突，不能参加", by_person=True)


def _review(planned: PlannedRegistration, decided: Status, dates: Dates) -> None:
    """The office of the matchmaking looks at every registration a day later."""
    planned.first = Status.PENDING
    at = min(planned.created_at + timedelta(days=1), dates.present - timedelta(minutes=30))
    if decided is Status.CONFIRMED:
        planned.go("confirmed", decided, at)
    elif decided is Status.WAITLISTED:
        planned.go("waitlisted", decided, at)
    elif decided is Status.REJECTED:
        planned.go("rejected", decided, at, reason="与本次对接会的行业范围不符")


def _substitutes(
    all_planned: list[PlannedRegistration], roster: Roster, slug: str, dates: Dates
) -> list[PlannedRegistration]:
    """Somebody of the same organization comes instead; the old place is given back."""
    by_number = {planned.human.number: planned for planned in all_planned}
    substitutes = []
    for index, (gone, new) in enumerate(roster.substitutes.get(slug, [])):
        day = CLOSED[slug] - 1 if slug == SEMINAR else CLOSED[slug] + 2
        at = dates.at(day, f"15:{10 + index:02d}")
        old = by_number[gone.number]
        old.created_at = min(old.created_at, at - timedelta(days=1))
        old.go("withdrawn", Status.WITHDRAWN, at, reason=f"由{new.name}代为参会")
        substitutes.append(_planned(slug, new, at + timedelta(minutes=5), Source.UNIT))
    return substitutes


def _doubles(
    all_planned: list[PlannedRegistration], roster: Roster, slug: str, dates: Dates
) -> list[PlannedRegistration]:
    """The same person once more, entered by the contact: other number and another form of the company's name, or the
    name in traditional characters."""
    by_number = {planned.human.number: planned for planned in all_planned}
    doubles = []
    for index, human in enumerate(_chosen(roster, slug, TWICE)):
        first = by_number[human.number]
        at = min(first.created_at + timedelta(days=2, minutes=index), dates.present - timedelta(minutes=20 - index))
        planned = _planned(slug, human, at, Source.UNIT)
        planned.twin = first
        first.typed |= {"mobile": form_answers.as_typed(human.mobile, index)}
        form_answers.disguise(planned, index)
        if slug == MATCHMAKING:
            planned.first = Status.PENDING
        elif index < TWICE_SETTLED:
            later = min(at + timedelta(days=1), dates.present - timedelta(minutes=5))
            planned.go("rejected", Status.REJECTED, later, reason="重复报名，保留本人报名记录")
            planned.twin = None
        doubles.append(planned)
    return doubles


def _attend(all_planned: list[PlannedRegistration], roster: Roster, slug: str, dates: Dates) -> None:
    """Everybody who held a place came, but for those who did not."""
    missing = {human.number for human in _chosen(roster, slug, ABSENT)}
    for index, planned in enumerate(all_planned):
        if planned.status is not Status.CONFIRMED:
            continue
        if planned.human.number in missing:
            planned.go("absent", Status.ABSENT, dates.at(HELD[slug], "18:00"))
        else:
            planned.go("attended", Status.ATTENDED, dates.at(HELD[slug], "07:40") + _arrival(index, len(all_planned)))


def _arrival(index: int, people: int) -> timedelta:
    """Few come early and few late, most around half past eight."""
    share = (index * _STRIDE % people + 0.5) / people
    middle = math.sqrt(2 * share) if share < 0.5 else 2 - math.sqrt(2 - 2 * share)
    return timedelta(seconds=round(middle * 45 * 60))


def _walk_ins(roster: Roster, slug: str, dates: Dates) -> list[PlannedRegistration]:
    walk_ins = []
    for index, human in enumerate(roster.walk_ins.get(slug, ())):
        at = dates.at(HELD[slug], f"08:{40 + index}")
        planned = _planned(slug, human, at, Source.WALK_IN)
        planned.go("attended", Status.ATTENDED, at)
        walk_ins.append(planned)
    return walk_ins
