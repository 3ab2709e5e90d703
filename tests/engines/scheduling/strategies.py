"""Small instances for the property tests. They shrink towards few people, slots and meetings, everybody there, no rules."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from eventmgr.engines.scheduling.instance import Assistant, Coverage, Hall, Instance, Meeting, Participant


def _slots(mask: int) -> frozenset[int]:
    return frozenset(slot for slot in range(mask.bit_length()) if mask >> slot & 1)


@st.composite
def _absences(draw: st.DrawFn, slots: int) -> frozenset[int]:
    """Up to a quarter of the slots on average."""
    every = st.integers(0, (1 << slots) - 1)
    return _slots(draw(every) & draw(every)) if draw(st.booleans()) else frozenset()


@st.composite
def _meetings(draw: st.DrawFn, people: int, slots: int, noon: int, least: int, most: int) -> tuple[Meeting, ...]:
    pairs = list(combinations(range(people), 2))
    apart = draw(st.integers(0, 3)) < 3
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(pairs),
                st.sampled_from((1, 1, 1, 2, 5)),
                st.sampled_from((None, None, None, 1, 2)),
                st.integers(0, 8 * slots),
                st.integers(0, 30),
            ),
            min_size=min(least, len(pairs)) if apart else least,
            max_size=most,
            unique_by=(lambda row: row[0]) if apart else None,
        )
    )
    meetings = []
    for number, ((a, b), weight, session, pin, before) in enumerate(rows):
        fixed = pin - 1 if 0 < pin <= slots else None
        if fixed is not None or not 0 < noon < slots:
            session = None
        after = (number - before,) if 0 < before <= number else ()
        meetings.append(Meeting(a, b, weight=weight, session=session, fixed=fixed, after=after))
    return tuple(meetings)


@st.composite
def plain(draw: st.DrawFn, *, people: int = 7, slots: int = 7, meetings: int = 12, least: int = 0) -> Instance:
    """The form of the published benchmark: absences, sessions, pins, precedence, weights, tables per slot, spread limit."""
    slot_count = draw(st.integers(1, slots))
    noon = draw(st.integers(0, slot_count))
    count = draw(st.integers(2, people))
    absent = draw(st.lists(_absences(slot_count), min_size=count, max_size=count))
    tables = draw(st.integers(1, 3))
    fewer = draw(st.lists(st.sampled_from((0, 0, 0, 1)), min_size=slot_count, max_size=slot_count))
    return Instance(
        participants=tuple(Participant(absent=slots) for slots in absent),
        slots=slot_count,
        slot_tables=tuple(tables - less for less in fewer),
        meetings=draw(_meetings(count, slot_count, noon, least, meetings)),
        sessions=((0, noon), (noon, slot_count)),
        spread=draw(st.sampled_from((2, None, 0, 1))),
    )


@st.composite
def seated(draw: st.DrawFn, **sizes: Any) -> Instance:
    """Plain, with representatives, nights, caps, minima and hosts' tables: all that brute force can count."""
    instance = draw(plain(**sizes))
    return _with_people(draw, _with_night(draw, instance))


@st.composite
def rich(draw: st.DrawFn, **sizes: Any) -> Instance:
    """Everything that an instance can say."""
    instance = _with_people(draw, _with_night(draw, draw(plain(**sizes))))
    for feature in (_with_halls, _with_tables, _with_assistants, _with_coverage, _with_losses):
        if draw(st.booleans()):
            instance = feature(draw, instance)
    return instance


def _with_night(draw: st.DrawFn, instance: Instance) -> Instance:
    night = draw(st.integers(0, instance.slots - 1))
    return replace(instance, days=(0, night) if night else (0,))


def _with_people(draw: st.DrawFn, instance: Instance) -> Instance:
    people = []
    homes = iter(range(min(instance.slot_tables)))
    for participant in instance.participants:
        kind = draw(st.integers(0, 11))
        if kind == 1:
            away = draw(st.tuples(_absences(instance.slots), _absences(instance.slots)))
            participant = replace(participant, seats=2, seat_absent=draw(st.sampled_from(((), away))))
        elif kind == 2:
            participant = replace(participant, maximum=draw(st.integers(0, 3)))
        elif kind == 3:
            participant = replace(participant, minimum=draw(st.integers(1, 2)))
        elif kind == 4:
            participant = replace(participant, home_table=next(homes, None))
        people.append(participant)
    return replace(instance, participants=tuple(people), meetings=_with_named(draw, instance.meetings, people))


def _with_named(draw: st.DrawFn, meetings: tuple[Meeting, ...], people: list[Participant]) -> tuple[Meeting, ...]:
    """Here and there the one of two representatives is named. Two hosts do not meet."""
    named = []
    for meeting in meetings:
        a, b = people[meeting.a], people[meeting.b]
        if a.home_table is not None and b.home_table is not None:
            continue
        if a.seats == 2:
            meeting = replace(meeting, seat_a=draw(st.sampled_from((None, None, 0, 1))))
        named.append(meeting)
    last = len(named)
    return tuple(replace(one, after=tuple(m for m in one.after if m < n < last)) for n, one in enumerate(named))


def _with_halls(draw: st.DrawFn, instance: Instance) -> Instance:
    tables = max(instance.slot_tables)
    if tables < 2:
        return instance
    first = draw(st.integers(1, tables - 1))
    way = draw(st.integers(0, 2))
    return replace(instance, halls=(Hall(first), Hall(tables - first)), travel=((0, way), (way, 0)))


def _with_tables(draw: st.DrawFn, instance: Instance) -> Instance:
    """Some meetings name a table that is nobody's home."""
    homes = {one.home_table for one in instance.participants}
    common = [table for table in range(max(instance.slot_tables)) if table not in homes]
    if not common:
        return instance
    meetings = []
    for meeting in instance.meetings:
        hosted = any(instance.participants[side].home_table is not None for side in (meeting.a, meeting.b))
        named = None if hosted else draw(st.sampled_from((None, None, None, *common)))
        meetings.append(replace(meeting, table=named))
    return replace(instance, meetings=tuple(meetings))


def _with_assistants(draw: st.DrawFn, instance: Instance) -> Instance:
    helpers = [
        Assistant(
            languages=frozenset(draw(st.sets(st.sampled_from(("en", "ja")), max_size=2))),
            moderates=draw(st.booleans()),
            absent=draw(_absences(instance.slots)),
            most_in_a_row=draw(st.sampled_from((None, 1, 2))),
            maximum=draw(st.sampled_from((None, 1, 2))),
        )
        for _ in range(draw(st.integers(1, 2)))
    ]
    meetings = [
        replace(one, language=draw(st.sampled_from(("", "", "en", "ja"))), moderated=draw(st.integers(0, 4)) == 1)
        for one in instance.meetings
    ]
    return replace(instance, assistants=tuple(helpers), meetings=tuple(meetings))


def _with_coverage(draw: st.DrawFn, instance: Instance) -> Instance:
    label = st.sampled_from("PQ")
    people = [
        replace(one, company=draw(label), province=draw(label), region=draw(label)) for one in instance.participants
    ]
    across = draw(st.sampled_from(("", "province", "region")))
    rule = Coverage(
        name="cover",
        each=draw(st.sampled_from(("participant", "company", "province", "region"))),
        across=across,
        at_least=draw(st.integers(1, 2)),
        distinct=bool(across) and draw(st.booleans()),
    )
    return replace(instance, participants=tuple(people), coverage=(rule,))


@st.composite
def lossy(draw: st.DrawFn, **size: int) -> Instance:
    """As `plain`, with a table out of use and a meeting cancelled."""
    return _with_losses(draw, draw(plain(**size)))


def _with_losses(draw: st.DrawFn, instance: Instance) -> Instance:
    """A table out of use, and a meeting that is cancelled."""
    slot = draw(st.integers(0, instance.slots - 1))
    lost = frozenset({(slot, draw(st.integers(0, max(instance.slot_tables[slot] - 1, 0))))})
    meetings = list(instance.meetings)
    if meetings:
        number = draw(st.integers(0, len(meetings) - 1))
        meetings[number] = replace(meetings[number], cancelled=True)
    return replace(instance, tables_lost=lost, meetings=tuple(meetings))
