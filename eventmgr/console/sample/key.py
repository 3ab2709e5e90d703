"""What the sample contains, as plain JSON values: tests and importers are held against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.events.seminar import clashing
from eventmgr.console.sample.people import planted
from eventmgr.console.sample.people.planned_registration import PlannedRegistration
from eventmgr.console.sample.people.roster import MATCHMAKING, QUOTAS, SEMINAR, VISIT, WITHOUT_LIST, Human, Roster
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Source

PlannedByEvent = dict[str, list[PlannedRegistration]]


def make_key(roster: Roster, by_event: PlannedByEvent, dates: Dates, seed: int) -> dict[str, Any]:
    """Counts and the planted cases; each case names event, person and mobile number."""
    every = [planned for of_event in by_event.values() for planned in of_event]
    return {
        "seed": seed,
        "anchor": dates.anchor.isoformat(),
        "people": len(roster.people),
        "registrations": {slug: len(of_event) for slug, of_event in by_event.items()},
        "status": {
            slug: dict(Counter(planned.status.value for planned in of_event)) for slug, of_event in by_event.items()
        },
        "names": _names(roster),
        "doubles": [_double(planned) for planned in every if _is_double(planned)],
        "late_changes": _which(every, lambda planned: any(step.action == "changed_late" for step in planned.steps)),
        "withdrawals": _which(every, lambda planned: planned.status is Status.WITHDRAWN and not _replaced(planned)),
        "substitutes": [
            {"event": slug, "gone": _person(gone), "instead": _person(new)}
            for slug, pairs in roster.substitutes.items()
            for gone, new in pairs
        ],
        "no_shows": _which(every, lambda planned: planned.status is Status.ABSENT),
        "walk_ins": _which(every, lambda planned: planned.source is Source.WALK_IN),
        "waiting": _which(by_event[MATCHMAKING], lambda planned: planned.status is Status.WAITLISTED),
        **_delegations(by_event[SEMINAR]),
        **_form_answers(by_event[SEMINAR]),
        "clashes": [_person(human) for human in clashing(roster)],
        "deletion_requests": _which(by_event[VISIT], lambda planned: bool(planned.office_note)),
        "withdrawn_consents": _which(every, lambda planned: planned.consent_withdrawn_at is not None),
    }


def _names(roster: Roster) -> dict[str, Any]:
    return {
        "namesakes": [[_person(first), _person(other)] for first, other in planted.namesakes(roster)],
        "rare": list(planted.RARE.values()),
        "dotted": list(planted.DOTTED.values()),
        "wrong_dots": [{"typed": typed, "kept": kept} for typed, kept in planted.WRONG_DOTS.values()],
        "long": planted.LONG[1],
    }


def _delegations(all_planned: list[PlannedRegistration]) -> dict[str, Any]:
    held = Counter(
        planned.human.unit for planned in all_planned if planned.status is Status.CONFIRMED and planned.human.unit
    )
    over = {unit: [held[unit], quota] for unit, quota in QUOTAS.items() if held[unit] > quota}
    return {"over_quota": over, "without_list": [WITHOUT_LIST], "by_unit": dict(sorted(held.items()))}


def _form_answers(all_planned: list[PlannedRegistration]) -> dict[str, Any]:
    live = [planned for planned in all_planned if planned.status is Status.CONFIRMED]
    sharing = Counter(planned.human.sex for planned in live if planned.answers.get("lodging") == "shared")
    return {
        "sharing": dict(sharing),
        "diets": dict(Counter(planned.answers["diet"] for planned in live if "diet" in planned.answers)),
        "trains": [
            planned.answers["arrival"] for planned in live if "上海虹桥站" in planned.answers.get("arrival", "")
        ],
    }


def _is_double(planned: PlannedRegistration) -> bool:
    return planned.twin is not None or any(step.reason.startswith("重复报名") for step in planned.steps)


def _double(planned: PlannedRegistration) -> dict[str, Any]:
    human = planned.human
    return {
        "event": planned.slug,
        "first": {"name": human.name, "mobile": human.mobile, "organization": human.organization},
        "again": {"name": planned.name, "mobile": planned.mobile, "organization": planned.organization},
        "typed": planned.typed,
        "settled": planned.status is Status.REJECTED,
    }


def _replaced(planned: PlannedRegistration) -> bool:
    return any(step.reason.endswith("代为参会") for step in planned.steps)


def _which(
    all_planned: Iterable[PlannedRegistration], wanted: Callable[[PlannedRegistration], bool]
) -> list[dict[str, str]]:
    return [
        {"event": planned.slug, "name": planned.name, "mobile": planned.mobile}
        for planned in all_planned
        if wanted(planned)
    ]


def _person(human: Human) -> dict[str, str]:
    return {"name": human.name, "mobile": human.mobile, "organization": human.organization}
