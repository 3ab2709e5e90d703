"""Whatever a file claims, the checker answers; and what it says of an unscheduled meeting is what it believes."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.checking import ALL_REPORTED, check
from eventmgr.engines.scheduling.checking.conflict_analysis import ConflictAnalysis
from eventmgr.engines.scheduling.checking.schedule_index import ScheduleIndex
from eventmgr.engines.scheduling.reading import read_schedule
from eventmgr.engines.scheduling.schedule import REASONS, Placed, Schedule, Unscheduled
from tests.engines.scheduling import brute_force, strategies
from tests.soak import times

NUMBER = st.integers(0, 12)


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    """The values of a schedule of anything."""
    rows = draw(st.lists(st.tuples(NUMBER, NUMBER, st.none() | NUMBER).map(list), min_size=1, max_size=8))
    known = st.sampled_from(sorted({row[0] for row in rows}))
    return {
        "meetings": rows,
        "seats": draw(st.lists(st.tuples(known, st.integers(0, 3), st.integers(0, 3)).map(list), max_size=3)),
        "assistants": draw(st.lists(st.tuples(known, NUMBER, NUMBER).map(list), max_size=3)),
        "unplaced": draw(st.lists(st.tuples(NUMBER, st.sampled_from((*REASONS, "x")), DETAIL).map(list), max_size=3)),
        "status": draw(st.sampled_from(("optimal", "infeasible", "feasible"))),
        "bound": draw(NUMBER),
    }


DETAIL = st.dictionaries(
    st.sampled_from(("a", "b", "slots", "participant", "wanted", "fit", "rule")),
    st.none() | NUMBER | st.text(max_size=2) | st.lists(NUMBER | st.lists(NUMBER, max_size=3), max_size=3),
    max_size=3,
)


@settings(max_examples=times(120), deadline=None)
@given(strategies.rich(), files(), files(), st.integers(0, 9))
def test_every_schedule_is_judged(instance, values, older, now):
    report = check(instance, read_schedule(values), base=read_schedule(older), frozen_before=now)

    assert all(str(error) for error in report.errors)
    assert report.figures.placed <= len(instance.meetings)


@settings(max_examples=times(120), deadline=None)
@given(strategies.rich(people=5, slots=5, meetings=8), st.data())
def test_one_reason_alone_is_believed_or_the_meeting_can_be_placed(instance, data):
    rows = []
    for number in range(len(instance.meetings)):
        likely = brute_force.options(instance, number)
        if likely and data.draw(st.booleans()):
            rows.append(replace(data.draw(st.sampled_from(likely)), table=data.draw(st.none() | st.integers(0, 2))))
    schedule = Schedule(tuple(rows))
    index = ScheduleIndex(instance, schedule, None, 0)
    for number in index.unscheduled():
        certificate = ConflictAnalysis(index).certificate(number)
        detail = {"rule": min(certificate.rules, default="")}
        believed = [reason for reason in REASONS if believes(instance, schedule, Unscheduled(number, reason, detail))]
        assert believed == ([certificate.reason] if certificate.slot is None else [])
        if certificate.slot is not None:
            ways = [replace(schedule, placed=(*rows, place)) for place in ways_in(number, certificate.slot, index)]
            assert any(new_kinds(instance, schedule, way) <= {"no_interpreter", "no_moderator"} for way in ways)


def believes(instance, schedule: Schedule, unscheduled: Unscheduled) -> bool:
    errors = check(instance, replace(schedule, unscheduled=(unscheduled,)), reported=("unplaced",)).errors
    return not any(dict(error.numbers).get("reason") == unscheduled.reason for error in errors)


def ways_in(number: int, slot: int, index: ScheduleIndex) -> list[Placed]:
    """The meeting with any idle representatives at any table that fits."""
    analysis = ConflictAnalysis(index)
    one, two = analysis.idle(number, slot)
    return [
        Placed(number, slot, table, (who[1], partner[1]))
        for who, partner, table in product(one, two, analysis.fitting(number, slot))
    ]


def new_kinds(instance, before: Schedule, after: Schedule) -> set[str]:
    old = {*check(instance, before, reported=()).errors}
    return {error.kind for error in check(instance, after, reported=()).errors if error not in old}


def test_all_claims_are_those_of_the_json_form():
    assert set(ALL_REPORTED) == {
        *("status", "unplaced", "weight", "breaks", "bound", "spread", "idle_slots", "table_changes"),
    }
