"""Halls, their tables, and the way between them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, localized
from eventmgr.matchmaking.meeting_plans import queries, statements
from eventmgr.matchmaking.meeting_plans.models import MeetingHall
from eventmgr.matchmaking.meeting_plans.ranges import say_ranges
from eventmgr.matchmaking.meeting_plans.services.blocks import check_not_final
from eventmgr.matchmaking.meeting_plans.services.settings import note
from eventmgr.tools.log.services import Act, record

MOST_HALLS, MOST_TABLES = 30, 600


def add_hall(event: Event, name: Mapping[str, str], numbers: Collection[int], *, act: Act) -> MeetingHall:
    """One more hall with tables of these numbers.

    Raises:
        Refusal: there are too many, or a number is taken.
    """
    queries.get_locked_plan(event.id)
    halls = queries.list_halls(event.id)
    if len(halls) >= MOST_HALLS:
        raise Refusal(_("At most %(number)s halls are possible.", number=MOST_HALLS), field="name")
    hall = MeetingHall(
        event_id=event.id, name=dict(name), position=max((one.position for one in halls), default=-1) + 1
    )
    db.session.add(hall)
    db.session.flush()
    _add(event, hall, numbers)
    _note(event, hall, "created", {"tables": [None, say_ranges(numbers)]}, act=act)
    return hall


def rename_hall(event: Event, hall: MeetingHall, name: Mapping[str, str], *, act: Act) -> None:
    """Rename the hall and record it."""
    queries.get_locked_plan(event.id)
    before = dict(hall.name)
    if before != dict(name):
        hall.name = dict(name)
        _note(event, hall, "changed", {"name": [before, dict(name)]}, act=act)


def add_tables(event: Event, hall: MeetingHall, numbers: Collection[int], *, act: Act) -> int:
    """Tables of these numbers stand in the hall, too; how many are new.

    Raises:
        Refusal: a number is taken in another hall, or there are too many.
    """
    queries.get_locked_plan(event.id)
    here = {table.number for table in queries.list_tables(event.id) if table.hall_id == hall.id}
    added = sorted(set(numbers) - here)
    _add(event, hall, added)
    if added:
        _note(event, hall, "changed", {"tables": [None, say_ranges(added)]}, act=act)
    return len(added)


def remove_tables(event: Event, hall: MeetingHall, numbers: Collection[int], *, act: Act) -> int:
    """The tables of these numbers go from the hall; how many there were.

    Raises:
        Refusal: a meeting or an organization has one of them.
    """
    plan = queries.get_locked_plan(event.id)
    gone = [one for one in queries.list_tables(event.id) if one.hall_id == hall.id and one.number in set(numbers)]
    _check_unused(event, {table.id: table.number for table in gone})
    if gone:
        plan.revision += 1
        statements.delete_tables([table.id for table in gone])
        _note(event, hall, "changed", {"tables": [say_ranges(table.number for table in gone), None]}, act=act)
    return len(gone)


def remove_hall(event: Event, hall: MeetingHall, *, act: Act) -> None:
    """The hall goes with its tables.

    Raises:
        Refusal: a meeting or an organization has one of its tables.
    """
    plan = queries.get_locked_plan(event.id)
    tables = [one for one in queries.list_tables(event.id) if one.hall_id == hall.id]
    _check_unused(event, {table.id: table.number for table in tables})
    plan.walks = [way for way in plan.walks if hall.id not in way[:2]]
    plan.revision += 1
    _note(event, hall, "removed", {"tables": [say_ranges(table.number for table in tables), None]}, act=act)
    db.session.delete(hall)


def set_walks(event: Event, minutes: Mapping[tuple[int, int], int], *, act: Act) -> None:
    """So many minutes it takes from one hall to another, the smaller number first; none where nothing is said.

    Raises:
        Refusal: a final timetable was made with the present ones.
    """
    plan = queries.get_locked_plan(event.id)
    halls = {hall.id: hall for hall in queries.list_halls(event.id)}
    stored = [
        [first, second, number]
        for (first, second), number in sorted(minutes.items())
        if number and first in halls and second in halls
    ]
    if stored == plan.walks:
        return
    check_not_final(plan.stage)
    before, plan.walks = plan.walks, stored
    changes = [
        [
            f"{localized(halls[a].name, 'zh')}—{localized(halls[b].name, 'zh')} {number}"
            for a, b, number in ways
            if a in halls and b in halls
        ]
        for ways in (before, stored)
    ]
    note(event, "meetings_set", {"walks": changes}, act=act)


def _add(event: Event, hall: MeetingHall, numbers: Collection[int]) -> None:
    tables = queries.list_tables(event.id)
    taken = sorted({table.number for table in tables} & set(numbers))
    if taken:
        raise Refusal(
            _(
                "These table numbers are taken: %(numbers)s. Each number is used only once at the event, "
                "so that a number alone is enough to find the table.",
                numbers=say_ranges(taken),
            ),
            field="numbers",
        )
    if len(tables) + len(numbers) > MOST_TABLES:
        raise Refusal(_("At most %(number)s tables are possible.", number=MOST_TABLES), field="numbers")
    statements.insert_tables(event.id, hall.id, sorted(numbers))


def _check_unused(event: Event, tables: Mapping[int, int]) -> None:
    used = sorted(tables[number] for number in queries.list_used_tables(event.id) & tables.keys())
    if used:
        raise Refusal(
            _(
                "Tables that are in use stay: %(numbers)s. A meeting is held there, or an organization always sits there. Move those first.",
                numbers=say_ranges(used),
            ),
            field="numbers",
        )


def _note(event: Event, hall: MeetingHall, action: str, changes: dict[str, list[object]], *, act: Act) -> None:
    record(act, action, hall, event_id=event.id, object_name=localized(hall.name, "zh"), changes=changes)
