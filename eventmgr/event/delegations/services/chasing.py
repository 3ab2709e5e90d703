"""Writing to units that are behind a deadline: by hand, or at distances that were set; each unit once a day at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from eventmgr.event.delegations import letters, queries
from eventmgr.event.delegations.board import rows
from eventmgr.event.delegations.board.standing import deadlines_of, dues_of, owed_by
from eventmgr.event.delegations.models import Chase, Due, Liaison
from eventmgr.event.delegations.services.opening import send_link
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.ground.db import db
from eventmgr.tools.log.services import SYSTEM, Act, record

REMINDERS = (14, 7, 3, 1, 0)
"""Days before a deadline at which reminders may be sent; 0: once it has passed."""
_LATEST = timedelta(days=1)
"""A distance that was reached longer ago is over: nobody gets what was meant for last week."""


@dataclass(frozen=True)
class Behind:
    """A unit that has not done what is due, and who is written to."""

    unit_code: str
    due_at: datetime
    people: tuple[Liaison, ...]


def list_behind(event: Event, due: Due, *, at: datetime) -> list[Behind]:
    """Units that owe `due`, have somebody who was invited and has a mailbox, and were not reminded today on the event's
    clock; in official order."""
    known, plan = rows.facts_of(event), queries.find_plan(event.id)
    last = queries.list_last_chases(event.id)
    behind = []
    for code, facts in known.items():
        due_at = deadlines_of(event, plan, facts.delegation).get(due)
        people = tuple(one for one in facts.people if one.email and one.invited_at is not None)
        if due_at is not None and due in owed_by(facts) and people and not _is_today(event, last, code, at):
            behind.append(Behind(code, due_at, people))
    return behind


def _is_today(event: Event, last: Mapping[str, datetime], code: str, at: datetime) -> bool:
    zone = ZoneInfo(event.timezone)
    return code in last and last[code].astimezone(zone).date() == at.astimezone(zone).date()


def chase(event: Event, due: Due, *, act: Act) -> int:
    """Write to every unit that is behind; to how many units."""
    lock(event)
    behind = list_behind(event, due, at=act.at)
    for unit in behind:
        _write(event, due, unit, None, at=act.at)
    _note(event, due, len(behind), act=act)
    return len(behind)


def chase_automatically(*, at: datetime) -> int:
    """Write to units at the distances from their deadlines that their events have set; to how many."""
    number = 0
    for event in queries.list_reminding(at=at):
        lock(event)
        plan = queries.find_plan(event.id)
        if plan is None or not plan.reminds:
            continue
        sent = {(one.unit_code, one.due, one.due_at, one.days_before) for one in queries.list_chases(event.id)}
        for due in dues_of(event):
            written = 0
            for unit in list_behind(event, due, at=at):
                days = reached(unit.due_at, plan.days_before, at=at)
                if days is not None and (unit.unit_code, due, unit.due_at, days) not in sent:
                    _write(event, due, unit, days, at=at)
                    written += 1
            db.session.flush()
            _note(event, due, written, act=Act(SYSTEM, at))
            number += written
    return number


def reached(due_at: datetime, days_before: list[int], *, at: datetime) -> int | None:
    """The distance from a deadline that was reached last, within a day; None: none."""
    passed = [days for days in days_before if due_at - timedelta(days=days) <= at]
    if not passed:
        return None
    latest = min(passed)
    return latest if at < due_at - timedelta(days=latest) + _LATEST else None


def _write(event: Event, due: Due, unit: Behind, days_before: int | None, *, at: datetime) -> None:
    for liaison in unit.people:
        send_link(letters.REMINDER, event, liaison, at=at, due=due, due_at=unit.due_at)
    db.session.add(
        Chase(
            event_id=event.id,
            unit_code=unit.unit_code,
            due=due,
            due_at=unit.due_at,
            days_before=days_before,
            sent_at=at,
            letters=len(unit.people),
        )
    )


def _note(event: Event, due: Due, units: int, *, act: Act) -> None:
    if units:
        record(
            act,
            "delegations_reminded",
            event,
            event_id=event.id,
            object_name=event.title.get("zh") or event.title.get("en", ""),
            changes={"due": [None, due.value], "units_reminded": [None, units]},
        )
