"""When and where: sessions, fixed slots, precedence, tables, and what must stay as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from eventmgr.scheduling.checking.faults import Fault, fault
from eventmgr.scheduling.checking.ledger import Ledger
from eventmgr.scheduling.schedule import Placed


def places(ledger: Ledger) -> Iterator[Fault]:
    """Faults of slots and tables."""
    yield from _slots(ledger)
    yield from _tables(ledger)
    yield from _loads(ledger)
    if ledger.base is not None:
        yield from _kept(ledger, ledger.base)


def _slots(ledger: Ledger) -> Iterator[Fault]:
    """When a meeting is held."""
    meetings, sessions, held = ledger.instance.meetings, ledger.instance.sessions, ledger.held
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


def _tables(ledger: Ledger) -> Iterator[Fault]:
    """Where it is held, as far as that is said."""
    meetings, ends, lost = ledger.instance.meetings, ledger.instance.slot_tables, ledger.instance.tables_lost
    for number, placed in ledger.held.items():
        slot, table, named = placed.slot, placed.table, meetings[number].table
        if table is None:
            continue
        if not 0 <= table < ends[slot]:
            if not ledger.is_past(placed):
                yield fault("unknown_table", meeting=number, table=table, slot=slot)
        elif (slot, table) in lost and not ledger.is_past(placed):
            yield fault("table_lost", meeting=number, table=table, slot=slot)
        if number in ledger.second and (first := ledger.at_table[slot, table]) != number:
            yield fault("table_twice", table=table, slot=slot, other=first, meeting=number)
        host, home = ledger.host_of(number), ledger.home_of(number)
        if host is not None and home is not None and table != home:
            yield fault("host_away", meeting=number, table=table, host=host, home=home)
        elif host is None and table in ledger.homes:
            yield fault("table_of_host", meeting=number, table=table, host=ledger.homes[table])
        elif named is not None and named != table:
            yield fault("other_table", meeting=number, table=table, named=named)


def _loads(ledger: Ledger) -> Iterator[Fault]:
    """Where tables are open, the meetings of the slot are counted; a host has a table anyway."""
    drawing = [placed for placed in ledger.held.values() if ledger.host_of(placed.meeting) is None]
    loads = Counter(placed.slot for placed in drawing)
    for slot in sorted({placed.slot for placed in drawing if placed.table is None}):
        meetings = loads[slot]
        tables = common_tables(ledger, slot)
        if meetings > len(tables):
            yield fault("tables_exceeded", slot=slot, meetings=meetings, tables=len(tables))


def common_tables(ledger: Ledger, slot: int) -> list[int]:
    """Tables of a slot that are in use and nobody's home."""
    return [
        table
        for table in range(ledger.instance.slot_tables[slot])
        if table not in ledger.homes and ledger.is_available(table, slot)
    ]


def _kept(ledger: Ledger, base: dict[int, Placed]) -> Iterator[Fault]:
    """Locked meetings stand where they stood; nothing was or is held before now that was not so."""
    for number in sorted({*base, *ledger.held}):
        was, stands = base.get(number), ledger.held.get(number)
        if was is stands or not 0 <= number < len(ledger.instance.meetings):
            continue
        past = [placed.slot for placed in (was, stands) if placed is not None and placed.slot < ledger.now]
        if past and was != stands:
            yield fault("past_changed", meeting=number, slot=past[0])
        elif was is not None and ledger.instance.meetings[number].locked and not _same_place(was, stands):
            yield fault("locked_moved", meeting=number)


def _same_place(was: Placed, stands: Placed | None) -> bool:
    return stands is not None and (was.slot, was.table) == (stands.slot, stands.table)
