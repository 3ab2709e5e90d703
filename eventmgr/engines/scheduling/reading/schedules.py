"""A schedule in its JSON form: one that was published, or one from elsewhere."""

from __future__ import annotations

from typing import Any

from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.reading import limits
from eventmgr.engines.scheduling.reading.malformed import refusal
from eventmgr.engines.scheduling.reading.members import COUNT, Members, items, text, whole
from eventmgr.engines.scheduling.reading.text import values_of
from eventmgr.engines.scheduling.schedule import FEASIBLE, INFEASIBLE, OPTIMAL, Placed, Schedule, Unscheduled
from eventmgr.ground.sentences import _l

ROW = _l("%(path)s has %(found)s entries. Write [meeting, slot, table], or [meeting, slot] where the table is open.")
PLACED_TWICE = _l("%(path)s: meeting %(meeting)s is in the list already. Keep one of the two rows.")
NOT_PLACED = _l("%(path)s: meeting %(meeting)s is not among the meetings held. Delete the row.")
SEATS_MISSING = _l("%(path)s: participant %(number)s has several representatives. Say in seats who meets.")

FIGURES = {"weight": "weight", "breaks": "breaks", "bound": "bound", "spread": "spread"}
FIGURES |= {"idle_slots": "idle", "table_changes": "table_changes"}
"""Member → attribute of `Schedule`."""
CLAIMS = ("status", "unplaced", *FIGURES)
MOST = 10**9


def read_schedule(source: str | bytes | dict[str, Any], instance: Instance | None = None) -> Schedule:
    """A schedule from JSON text or values. Figures that it does not claim are 0, its status then is `feasible`.

    Args:
        instance: numbers that it does not have are refused; without it only the form is looked at, and `checking` may
            say what is wrong with the numbers.

    Raises:
        MalformedInstance: anything that is not as the form has it.
    """
    values = values_of(source) if isinstance(source, (str, bytes)) else source
    root = Members(values, "")
    rows = _rows(root, instance)
    seats, helpers = _seats(root, rows, instance), _assistants(root, rows, instance)
    figures: dict[str, Any] = {name: root.whole(member, 0, MOST, 0) for member, name in FIGURES.items()}
    return Schedule(
        placed=tuple(
            Placed(meeting, slot, table, seats.get(meeting, (0, 0)), helpers.get(meeting, ()))
            for meeting, slot, table in rows
        ),
        unscheduled=_unscheduled(root, instance),
        status=root.choice("status", (OPTIMAL, INFEASIBLE, FEASIBLE), FEASIBLE),
        **figures,
    )


def reported_in(source: str | bytes | dict[str, Any]) -> frozenset[str]:
    """Which of CLAIMS a schedule makes; a bare list of meetings makes none."""
    values = values_of(source) if isinstance(source, (str, bytes)) else source
    return frozenset(name for name in CLAIMS if name in Members(values, "").names())


def _most(instance: Instance | None) -> tuple[int, int, int]:
    """Highest number of a meeting, a slot, a table."""
    if instance is None:
        return MOST, MOST, MOST
    return len(instance.meetings) - 1, instance.slots - 1, max(instance.slot_tables) - 1


def _rows(root: Members, instance: Instance | None) -> list[tuple[int, int, int | None]]:
    last_meeting, last_slot, last_table = _most(instance)
    rows: list[tuple[int, int, int | None]] = []
    known: set[int] = set()
    for number, value in enumerate(items(root.take("meetings"), "meetings", most=limits.MEETINGS)):
        path = f"meetings[{number}]"
        row = items(value, path)
        if len(row) not in (2, 3):
            raise refusal(path, ROW, found=len(row))
        meeting = whole(row[0], f"{path}[0]", 0, last_meeting)
        slot = whole(row[1], f"{path}[1]", 0, last_slot)
        table = row[2] if len(row) == 3 else None
        if instance is not None and meeting in known:
            raise refusal(path, PLACED_TWICE, meeting=meeting)
        known.add(meeting)
        rows.append((meeting, slot, None if table is None else whole(table, f"{path}[2]", 0, last_table)))
    return rows


def _seats(
    root: Members, rows: list[tuple[int, int, int | None]], instance: Instance | None
) -> dict[int, tuple[int, int]]:
    """Meeting → representatives of its two sides."""
    placed = {meeting for meeting, _slot, _table in rows}
    seats: dict[int, tuple[int, int]] = {}
    for number, value in enumerate(root.items("seats", most=limits.MEETINGS)):
        path = f"seats[{number}]"
        row = items(value, path, count=3)
        meeting = _of_the_placed(row[0], path, placed)
        most = (limits.SEATS - 1,) * 2
        if instance is not None:
            wanted = instance.meetings[meeting]
            most = (instance.participants[wanted.a].seats - 1, instance.participants[wanted.b].seats - 1)
        seats[meeting] = (whole(row[1], f"{path}[1]", 0, most[0]), whole(row[2], f"{path}[2]", 0, most[1]))
    if instance is not None:
        for number, (meeting, _slot, _table) in enumerate(rows):
            sides = (instance.meetings[meeting].a, instance.meetings[meeting].b)
            several = [side for side in sides if instance.participants[side].seats > 1]
            if several and meeting not in seats:
                raise refusal(f"meetings[{number}]", SEATS_MISSING, number=several[0])
    return seats


def _assistants(
    root: Members, rows: list[tuple[int, int, int | None]], instance: Instance | None
) -> dict[int, tuple[int, ...]]:
    """Meeting → who interprets and moderates."""
    placed = {meeting for meeting, _slot, _table in rows}
    last = MOST if instance is None else len(instance.assistants) - 1
    assistants: dict[int, tuple[int, ...]] = {}
    for number, value in enumerate(root.items("assistants", most=limits.MEETINGS)):
        path = f"assistants[{number}]"
        row = items(value, path, most=limits.ASSISTANTS)
        if not row:
            raise refusal(path, COUNT, found=0, wanted=2)
        meeting = _of_the_placed(row[0], path, placed)
        assistants[meeting] = tuple(whole(item, f"{path}[{place}]", 0, last) for place, item in enumerate(row) if place)
    return assistants


def _of_the_placed(value: Any, path: str, placed: set[int]) -> int:
    meeting = whole(value, f"{path}[0]", 0, MOST)
    if meeting not in placed:
        raise refusal(path, NOT_PLACED, meeting=meeting)
    return meeting


def _unscheduled(root: Members, instance: Instance | None) -> tuple[Unscheduled, ...]:
    last_meeting = _most(instance)[0]
    unscheduled = []
    for number, value in enumerate(root.items("unplaced", most=limits.MEETINGS)):
        path = f"unplaced[{number}]"
        row = items(value, path)
        if len(row) not in (2, 3):
            raise refusal(path, COUNT, found=len(row), wanted=3)
        detail = row[2] if len(row) == 3 and row[2] is not None else {}
        meeting = whole(row[0], f"{path}[0]", 0, last_meeting)
        unscheduled.append(Unscheduled(meeting, text(row[1], f"{path}[1]"), dict(Members(detail, f"{path}[2]").all())))
    return tuple(unscheduled)
