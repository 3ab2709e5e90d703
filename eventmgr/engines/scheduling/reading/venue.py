"""When and where: slots, sessions, days, tables, halls, the way between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from eventmgr.engines.scheduling.instance import Hall
from eventmgr.engines.scheduling.reading import limits
from eventmgr.engines.scheduling.reading.malformed import refusal
from eventmgr.engines.scheduling.reading.members import Members, items, read_pairs, whole
from eventmgr.ground.sentences import _l

NO_TABLES = _l("%(path)s is missing. Say how many tables there are: tables, slot_tables or halls.")
NOT_RISING = _l("%(path)s begins at slot %(found)s, before slot %(least)s. Put them in order, without overlap.")
FIRST_DAY = _l("%(path)s must be 0: the first stretch begins with the first slot. Put 0 in front.")
BACKWARDS = _l("%(path)s ends at slot %(end)s, before it begins. Write [first slot, slot after the last].")
HALL_SUM = _l("%(path)s is %(found)s, but the halls have %(wanted)s tables together. Make the two agree.")
NO_HALLS = _l("%(path)s needs halls to travel between. Add halls, or leave it out.")
SAME_HALL = _l("%(path)s must be 0: within one hall nobody travels. Write 0 there.")


@dataclass(frozen=True)
class Venue:
    """Members of `Instance` of the same names."""

    slots: int
    slot_tables: tuple[int, ...]
    sessions: tuple[tuple[int, int], ...]
    days: tuple[int, ...]
    halls: tuple[Hall, ...]
    travel: tuple[tuple[int, ...], ...]
    tables_lost: frozenset[tuple[int, int]] = frozenset()
    now: int = 0

    @cached_property
    def last_table(self) -> int:
        """The highest number of a table; -1 where there is none."""
        return max(self.slot_tables) - 1


def read_venue(root: Members, ignored: dict[str, str]) -> Venue:
    """Everything of an instance that does not depend on who comes."""
    slots = root.whole("slots", 1, limits.SLOTS)
    halls = _halls(root, ignored)
    slot_tables = _slot_tables(root, slots, halls)
    return Venue(
        slots=slots,
        slot_tables=slot_tables,
        sessions=_sessions(root, slots),
        days=_days(root, slots),
        halls=halls,
        travel=_travel(root, halls),
        tables_lost=frozenset(read_pairs(root, "tables_lost", slots - 1, limits.TABLES)),
        now=root.whole("now", 0, slots, 0),
    )


def _halls(root: Members, ignored: dict[str, str]) -> tuple[Hall, ...]:
    halls = []
    for number, value in enumerate(root.items("halls", most=limits.HALLS)):
        hall = Members(value, f"halls[{number}]", ignored)
        halls.append(Hall(tables=hall.whole("tables", 0, limits.TABLES), name=hall.text("name")))
        hall.done()
    return tuple(halls)


def _slot_tables(root: Members, slots: int, halls: tuple[Hall, ...]) -> tuple[int, ...]:
    """`slot_tables`, else `tables` in every slot, else all tables of the halls."""
    in_halls = sum(hall.tables for hall in halls)
    tables = root.whole_or_none("tables", 0, limits.TABLES)
    if halls and tables is not None and tables != in_halls:
        raise root.refuse("tables", HALL_SUM, found=tables, wanted=in_halls)
    if not root.has("slot_tables"):
        if tables is None and not halls:
            raise root.refuse("tables", NO_TABLES)
        return (in_halls if tables is None else tables,) * slots
    most = in_halls if halls else limits.TABLES
    return tuple(
        whole(value, f"slot_tables[{slot}]", 0, most)
        for slot, value in enumerate(root.items("slot_tables", count=slots))
    )


def _sessions(root: Members, slots: int) -> tuple[tuple[int, int], ...]:
    """`sessions`, else the two halves that `morning_slots` makes, else none."""
    if not root.has("sessions"):
        morning = root.whole_or_none("morning_slots", 0, slots)
        return () if morning is None else ((0, morning), (morning, slots))
    sessions: list[tuple[int, int]] = []
    for number, value in enumerate(root.items("sessions", most=limits.SLOTS)):
        path = f"sessions[{number}]"
        first, end = (
            whole(item, f"{path}[{place}]", 0, slots) for place, item in enumerate(items(value, path, count=2))
        )
        if end < first:
            raise refusal(path, BACKWARDS, end=end)
        if sessions and first < sessions[-1][1]:
            raise refusal(path, NOT_RISING, found=first, least=sessions[-1][1])
        sessions.append((first, end))
    return tuple(sessions)


def _days(root: Members, slots: int) -> tuple[int, ...]:
    days = [whole(value, f"days[{n}]", 0, slots - 1) for n, value in enumerate(root.items("days", most=slots))]
    if days and days[0] != 0:
        raise refusal("days[0]", FIRST_DAY)
    for number in range(1, len(days)):
        if days[number] <= days[number - 1]:
            raise refusal(f"days[{number}]", NOT_RISING, found=days[number], least=days[number - 1] + 1)
    return tuple(days) or (0,)


def _travel(root: Members, halls: tuple[Hall, ...]) -> tuple[tuple[int, ...], ...]:
    if not root.has("travel"):
        root.items("travel")
        return ()
    if not halls:
        raise root.refuse("travel", NO_HALLS)
    rows = []
    for here, value in enumerate(root.items("travel", count=len(halls))):
        path = f"travel[{here}]"
        row = tuple(
            whole(item, f"{path}[{n}]", 0, limits.SLOTS) for n, item in enumerate(items(value, path, count=len(halls)))
        )
        if row[here] != 0:
            raise refusal(f"{path}[{here}]", SAME_HALL)
        rows.append(row)
    return tuple(rows)
