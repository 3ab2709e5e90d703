"""What is planned moves along with its event, and is copied with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import shifted
from eventmgr.ground.columns import copy_of, labels_of, taken_along
from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_plans import queries, statements
from eventmgr.matchmaking.meeting_plans.models import MeetingHall, MeetingPlan
from eventmgr.matchmaking.meeting_plans.pairs import side_key
from eventmgr.matchmaking.meeting_plans.services.settings import note
from eventmgr.tools.log.services import Act, difference, plain

_ASKING = ("asks_from", "asks_until")


def list_dates(event: Event, *, at: datetime) -> list[tuple[str, datetime]]:
    """(words, instant) of what moves along with the deadlines of the event: when requests open, unless that has passed,
    and when they close."""
    plan = queries.find_plan(event.id)
    return [(str(labels_of(MeetingPlan)[name]), instant) for name, instant in _moving(plan, at).items()] if plan else []


def move_dates(event: Event, shift: Callable[[datetime], datetime], *, act: Act) -> None:
    """Those move to where `shift` puts them. The event must be locked."""
    plan = queries.find_plan(event.id)
    if plan is None:
        return
    before = _moving(plan, act.at)
    for name, instant in before.items():
        setattr(plan, name, shift(instant))
    changes = difference(
        {name: plain(instant) for name, instant in before.items()},
        {name: plain(getattr(plan, name)) for name in before},
    )
    if changes:
        note(event, "meetings_set", changes, act=act)


def move_blocks(event: Event, shift: Callable[[datetime], datetime]) -> None:
    """Blocks of time, and when helpers cannot, move along. The event must be locked."""
    for block in queries.list_blocks(event.id):
        block.starts_at, block.ends_at = shift(block.starts_at), shift(block.ends_at)
    for assistant in queries.list_assistants(event.id):
        assistant.absences = [
            [shift(datetime.fromisoformat(instant)).isoformat() for instant in span] for span in assistant.absences
        ]


def copy_plan(copy: Event, source: Event, *, days: int, act: Act) -> None:
    """The copy of an event plans its meetings as the source did, so many days on by the wall clock: rules, blocks,
    halls and tables; neither helpers nor organizations, and nothing is open yet."""
    plan = queries.find_plan(source.id)
    if plan is None:
        return
    same = MeetingPlan(
        event_id=copy.id, created_at=act.at, suggestion_weights=plan.suggestion_weights, **taken_along(plan)
    )
    db.session.add(same)
    same.asks_until = shifted(plan.asks_until, days, copy.timezone) if plan.asks_until else None
    sides = zip(source.region_sets, copy.region_sets, strict=True)
    keys = {side_key(str(old.id)): side_key(str(new.id)) for old, new in sides}
    same.pairs = [[keys.get(key, key) for key in pair] for pair in plan.pairs]
    for block in queries.list_blocks(source.id):
        db.session.add(
            copy_of(
                block,
                event_id=copy.id,
                starts_at=shifted(block.starts_at, days, copy.timezone),
                ends_at=shifted(block.ends_at, days, copy.timezone),
            )
        )
    _copy_halls(copy, source, plan, same)


def _copy_halls(copy: Event, source: Event, plan: MeetingPlan, same: MeetingPlan) -> None:
    halls = {
        hall.id: MeetingHall(event_id=copy.id, name=dict(hall.name), position=hall.position)
        for hall in queries.list_halls(source.id)
    }
    db.session.add_all(halls.values())
    db.session.flush()
    tables = queries.list_tables(source.id)
    for number, hall in halls.items():
        statements.insert_tables(copy.id, hall.id, [table.number for table in tables if table.hall_id == number])
    same.walks = [[halls[a].id, halls[b].id, minutes] for a, b, minutes in plan.walks if a in halls and b in halls]


def _moving(plan: MeetingPlan, at: datetime) -> dict[str, datetime]:
    """As with registration: requests that are open stay open."""
    dates = {name: getattr(plan, name) for name in _ASKING}
    return {name: instant for name, instant in dates.items() if instant and (name != "asks_from" or instant > at)}
