"""When and where: sessions, fixed slots, precedence, tables, and what must stay as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from eventmgr.engines.scheduling.checking.faults import Fault, fault
from eventmgr.engines.scheduling.checking.schedule_index import ScheduleIndex
from eventmgr.engines.scheduling.schedule import Placed


def places(index: ScheduleIndex) -> Iterator[Fault]:
    """Faults of slots and tables."""
    yield from _slots(index)
    yield from _tables(index)
    yield from _loads(index)
    if index.base is not None:
        yield from _kept(index, index.base)


def _slots(index: ScheduleIndex) -> Iterator[Fault]:
    """When a meeting is held."""
    meetings, sessions, held = index.instance.meetings, index.instance.sessions, index.held
    for number, placed in held.items():
        meeting, slot = meetings[number], placed.slot
        if meeting.cancelled:
            yield fault("cancelled", meeting=number)
        if meeting.session is not None:
            first, end = sessions[meeting.session - 1]
            if not first <= slot < end:
                yield fault("other_session", meeting=number, slot=slot, session=meeting.session)
        if meeting.fixed is not None and meeting.fixed != slot:
            yield fault("other_slot", meeting=number, slot=slot, fixed=meeting.fixed)
        for earlier in meeting.after:
            if earlier not in held:
                yield fault("predecessor_missing", meeting=number, earlier=earlier)
            elif held[earlier].slot >= slot:
                yield fault("too_early", meeting=number, earlier=earlier)


def _tables(index: ScheduleIndex) -> Iterator[Fault]:
    """Where it is held, as far as that is said."""
    meetings, ends, lost = index.instance.meetings, index.instance.slot_tables, index.instance.tables_lost
    for number, placed in index.held.items():
        slot, table, named = placed.slot, placed.table, meetings[number].table
        if table is None:
            continue
        if not 0 <= table < ends[slot]:
            if not index.is_past(placed):
                yield fault("unknown_table", meeting=number, table=table, slot=slot)
        elif (slot, table) in lost and not index.is_past(placed):
            yield fault("table_lost", meeting=number, table=table, slot=slot)
        if number in index.second and (first := index.at_table[slot, table]) != number:
            yield fault("table_twice", table=table, slot=slot, other=first, meeting=number)
        host, home = index.host_of(number), index.home_of(number)
        if host is not None and home is not None and table != home:
            yield fault("host_away", meeting=number, table=table, host=host, home=home)
        elif host is None and table in index.homes:
            yield fault("table_of_host", meeting=number, table=table, host=index.homes[table])
        elif named is not None and named != table:
            yield fault("other_table", meeting=number, table=table, named=named)


def _loads(index: ScheduleIndex) -> Iterator[Fault]:
    """Where tables are open, the meetings of the slot are counted; a host has a table anyway."""
    drawing = [placed for placed in index.held.values() if index.host_of(placed.meeting) is None]
    loads = Counter(placed.slot for placed in drawing)
    for slot in sorted({placed.slot for placed in drawing if placed.table is None}):
        meetings = loads[slot]
        tables = common_tables(index, slot)
        if meetings > len(tables):
            yield fault("tables_exceeded", slot=slot, meetings=meetings, tables=len(tables))


def common_tables(index: ScheduleIndex, slot: int) -> list[int]:
    """Tables of a slot that are in use and nobody's home."""
    return [
        table
        for table in range(index.instance.slot_tables[slot])
        if table not in index.homes and index.is_available(table, slot)
    ]


def _kept(index: ScheduleIndex, base: dict[int, Placed]) -> Iterator[Fault]:
    """Locked meetings stand where they stood; nothing was or is held before now that was not so."""
    for number in sorted({*base, *index.held}):
        was, stands = base.get(number), index.held.get(number)
        if was is stands or not 0 <= number < len(index.instance.meetings):
            continue
        past = [placed.slot for placed in (was, stands) if placed is not None and placed.slot < index.now]
        if past and was != stands:
            yield fault("past_changed", meeting=number, slot=past[0])
        elif was is not None and index.instance.meetings[number].locked and not _same_place(was, stands):
            yield fault("locked_moved", meeting=number)


def _same_place(was: Placed, stands: Placed | None) -> bool:
    return stands is not None and (was.slot, was.table) == (stands.slot, stands.table)
