"""What the sample contains, as plain JSON values: tests and importers are held against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from eventmgr.quotas.models import Status
from eventmgr.registration.models import Source
from eventmgr.sample.dates import Dates
from eventmgr.sample.events.seminar import clashing
from eventmgr.sample.people import planted
from eventmgr.sample.people.roster import MATCHMAKING, QUOTAS, SEMINAR, VISIT, WITHOUT_LIST, Human, Roster
from eventmgr.sample.people.seat import Seat

Seats = dict[str, list[Seat]]


def make_key(roster: Roster, seats: Seats, dates: Dates, seed: int) -> dict[str, Any]:
    """Counts and the planted cases; each case names event, person and mobile number."""
    every = [seat for places in seats.values() for seat in places]
    return {
        "seed": seed,
        "anchor": dates.anchor.isoformat(),
        "people": len(roster.people),
        "registrations": {slug: len(places) for slug, places in seats.items()},
        "status": {slug: dict(Counter(seat.status.value for seat in places)) for slug, places in seats.items()},
        "names": _names(roster),
        "doubles": [_double(seat) for seat in every if _is_double(seat)],
        "late_changes": _which(every, lambda seat: any(step.action == "changed_late" for step in seat.steps)),
        "withdrawals": _which(every, lambda seat: seat.status is Status.WITHDRAWN and not _replaced(seat)),
        "substitutes": [
            {"event": slug, "gone": _person(gone), "instead": _person(new)}
            for slug, pairs in roster.substitutes.items()
            for gone, new in pairs
        ],
        "no_shows": _which(every, lambda seat: seat.status is Status.ABSENT),
        "walk_ins": _which(every, lambda seat: seat.source is Source.WALK_IN),
        "waiting": _which(seats[MATCHMAKING], lambda seat: seat.status is Status.WAITLISTED),
        **_delegations(seats[SEMINAR]),
        **_form_answers(seats[SEMINAR]),
        "clashes": [_person(human) for human in clashing(roster)],
        "deletion_requests": _which(seats[VISIT], lambda seat: bool(seat.office_note)),
        "withdrawn_consents": _which(every, lambda seat: seat.consent_withdrawn_at is not None),
    }


def _names(roster: Roster) -> dict[str, Any]:
    return {
        "namesakes": [[_person(one), _person(other)] for one, other in planted.namesakes(roster)],
        "rare": list(planted.RARE.values()),
        "dotted": list(planted.DOTTED.values()),
        "wrong_dots": [{"typed": typed, "kept": kept} for typed, kept in planted.WRONG_DOTS.values()],
        "long": planted.LONG[1],
    }


def _delegations(seats: list[Seat]) -> dict[str, Any]:
    held = Counter(seat.human.unit for seat in seats if seat.status is Status.CONFIRMED and seat.human.unit)
    over = {unit: [held[unit], quota] for unit, quota in QUOTAS.items() if held[unit] > quota}
    return {"over_quota": over, "without_list": [WITHOUT_LIST], "by_unit": dict(sorted(held.items()))}


def _form_answers(seats: list[Seat]) -> dict[str, Any]:
    live = [seat for seat in seats if seat.status is Status.CONFIRMED]
    sharing = Counter(seat.human.sex for seat in live if seat.answers.get("lodging") == "shared")
    return {
        "sharing": dict(sharing),
        "diets": dict(Counter(seat.answers["diet"] for seat in live if "diet" in seat.answers)),
        "trains": [seat.answers["arrival"] for seat in live if "上海虹桥站" in seat.answers.get("arrival", "")],
    }


def _is_double(seat: Seat) -> bool:
    return seat.twin is not None or any(step.reason.startswith("重复报名") for step in seat.steps)


def _double(seat: Seat) -> dict[str, Any]:
    human = seat.human
    return {
        "event": seat.slug,
        "first": {"name": human.name, "mobile": human.mobile, "organization": human.organization},
        "again": {"name": seat.name, "mobile": seat.mobile, "organization": seat.organization},
        "typed": seat.typed,
        "settled": seat.status is Status.REJECTED,
    }


def _replaced(seat: Seat) -> bool:
    return any(step.reason.endswith("代为参会") for step in seat.steps)


def _which(seats: Iterable[Seat], wanted: Callable[[Seat], bool]) -> list[dict[str, str]]:
    return [{"event": seat.slug, "name": seat.name, "mobile": seat.mobile} for seat in seats if wanted(seat)]


def _person(human: Human) -> dict[str, str]:
    return {"name": human.name, "mobile": human.mobile, "organization": human.organization}
