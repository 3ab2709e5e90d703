"""The product's checker and the dumb laws of the tests are written apart; on any placement they must judge alike."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.schedule import Placed, Schedule
from tests.soak import times

from . import brute_force, laws, strategies


@st.composite
def placements(draw: st.DrawFn) -> tuple[Instance, Schedule]:
    """Some meetings of a rich instance, mostly where their people are, else anywhere: lawful at times."""
    instance = draw(strategies.rich(people=5, slots=5, meetings=5, least=2))
    tables = max(instance.slot_tables)
    placed = []
    for number, meeting in enumerate(instance.meetings):
        likely = brute_force.options(instance, number)
        anywhere = Placed(number, draw(st.integers(0, instance.slots - 1)))
        place = draw(st.sampled_from(likely)) if likely and draw(st.integers(0, 9)) else anywhere
        homes = [instance.participants[side].home_table for side in (meeting.a, meeting.b)]
        table = next((home for home in homes if home is not None), draw(st.integers(0, max(tables - 1, 0))))
        if draw(st.booleans()):
            helpers = draw(st.sets(st.integers(0, len(instance.assistants) - 1))) if instance.assistants else ()
            placed.append(replace(place, table=table, assistants=tuple(sorted(helpers))))
    return instance, Schedule(placed=tuple(placed))


FINER = {"assistant_idle", "no_moderator"}
"""What the checker sees and the dumb laws do not: helpers without a task, one helper who interprets and moderates at once."""


@settings(max_examples=times(1_000), deadline=None)
@given(placements())
def test_both_judge_alike(case):
    instance, schedule = case

    report = check(instance, schedule, reported=())
    complaints = laws.broken(instance, schedule)

    if not complaints:
        assert [str(error) for error in report.errors if error.kind not in FINER] == []
    else:
        assert report.errors != ()
    assert {name: getattr(report.figures, name) for name in ("weight", "breaks", "spread", "idle")} == laws.figures(
        instance, schedule.placed
    )


@settings(max_examples=times(150), deadline=None)
@given(strategies.seated(people=4, slots=3, meetings=4))
def test_the_checker_accepts_every_timetable_that_brute_force_finds(instance):
    refused = [
        (places, str(error))
        for places in brute_force.timetables(instance)
        for error in check(instance, Schedule(placed=places), reported=()).errors
    ]

    assert refused == []
