"""A schedule is right; each kind of slip in it is found, that kind and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from eventmgr.engines.scheduling.checking import Report, check
from eventmgr.engines.scheduling.checking.faults import SENTENCES, fault
from eventmgr.engines.scheduling.instance import Coverage, Instance, Meeting, Participant
from eventmgr.engines.scheduling.schedule import FEASIBLE, INFEASIBLE, OPTIMAL, Placed, Schedule
from tests.engines.scheduling.checking.faults import EVENT, RIGHT
from tests.engines.scheduling.wording import in_chinese


def but(*changes: Placed, without: tuple[int, ...] = ()) -> Schedule:
    """The right schedule with some meetings elsewhere, more of them, or fewer."""
    rows = {placed.meeting: placed for placed in RIGHT.placed if placed.meeting not in without}
    return replace(RIGHT, placed=tuple((rows | {placed.meeting: placed for placed in changes}).values()))


def kinds(report: Report) -> list[str]:
    return [error.kind for error in report.errors]


def test_the_right_schedule_is_accepted_with_all_that_it_claims():
    assert check(EVENT, RIGHT, base=RIGHT, frozen_before=3).errors == ()


BROKEN: dict[str, tuple[Schedule, dict[str, Any]]] = {
    "unknown_meeting": (but(Placed(10, 7, 4)), {"meeting": 10}),
    "unknown_slot": (but(Placed(4, 8, 3)), {"meeting": 4, "slot": 8}),
    "cancelled": (but(Placed(8, 6, 0)), {"meeting": 8}),
    "absent": (but(Placed(2, 0, 2, assistants=(1,))), {"meeting": 2, "participant": 2, "slot": 0}),
    "seat_absent": (but(Placed(1, 6, 3, (1, 0))), {"meeting": 1, "participant": 1, "seat": 1, "slot": 6}),
    "unknown_seat": (but(Placed(7, 2, 2, (2, 0), (2,))), {"meeting": 7, "participant": 1, "seat": 2}),
    "other_seat": (but(Placed(1, 0, 1, (0, 0))), {"meeting": 1, "participant": 1, "seat": 0, "named": 1}),
    "person_twice": (
        but(Placed(6, 4, 4, assistants=(1,))),
        {"participant": 7, "seat": 0, "slot": 4, "other": 4, "meeting": 6},
    ),
    "unknown_table": (but(Placed(4, 4, 6)), {"meeting": 4, "table": 6, "slot": 4}),
    "table_lost": (but(Placed(4, 4, 5)), {"meeting": 4, "table": 5, "slot": 4}),
    "table_twice": (but(Placed(5, 1, 1, assistants=(0,))), {"table": 1, "slot": 1, "other": 2, "meeting": 5}),
    "table_of_host": (but(Placed(3, 3, 0)), {"meeting": 3, "table": 0, "host": 0}),
    "host_away": (but(Placed(0, 0, 2)), {"meeting": 0, "table": 2, "host": 0, "home": 0}),
    "other_table": (but(Placed(7, 2, 1, assistants=(2,))), {"meeting": 7, "table": 1, "named": 2}),
    "other_session": (but(Placed(2, 6, 1, assistants=(1,))), {"meeting": 2, "slot": 6, "session": 1}),
    "other_slot": (but(Placed(3, 2, 1)), {"meeting": 3, "slot": 2, "fixed": 3}),
    "too_early": (but(Placed(0, 5, 0)), {"meeting": 4, "earlier": 0}),
    "predecessor_missing": (but(without=(0,)), {"meeting": 4, "earlier": 0}),
    "maximum_exceeded": (but(Placed(9, 3, 2)), {"participant": 2, "has": 3, "maximum": 2}),
    "travel": (
        but(Placed(4, 4, 1)),
        {"participant": 7, "seat": 0, "other": 4, "meeting": 6, "has": 0, "needed": 1},
    ),
    "unknown_assistant": (but(Placed(5, 1, 2, assistants=(0, 9))), {"meeting": 5, "assistant": 9}),
    "no_interpreter": (but(Placed(5, 1, 2)), {"meeting": 5, "language": "en"}),
    "no_moderator": (but(Placed(6, 5, 3)), {"meeting": 6}),
    "assistant_idle": (but(Placed(0, 0, 0, assistants=(1,))), {"meeting": 0, "assistant": 1}),
    "assistant_absent": (but(Placed(6, 7, 3, assistants=(1,))), {"assistant": 1, "slot": 7, "meeting": 6}),
    "assistant_twice": (
        but(
            Placed(2, 1, 1, assistants=(2,)),
            Placed(5, 1, 2, assistants=(2,)),
            Placed(7, 2, 2, assistants=(0,)),
        ),
        {"assistant": 2, "slot": 1, "other": 2, "meeting": 5},
    ),
    "assistant_without_rest": (
        but(Placed(7, 2, 2, assistants=(0,))),
        {"assistant": 0, "slot": 1, "has": 2, "most": 1},
    ),
    "assistant_exhausted": (but(Placed(5, 1, 2, assistants=(2,))), {"assistant": 2, "has": 2, "maximum": 1}),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_rule_is_found_and_nothing_else(kind: str):
    schedule, numbers = BROKEN[kind]

    assert check(EVENT, schedule, reported=()).errors == (fault(kind, **numbers),)


def test_a_second_row_of_a_meeting_is_found_and_left_out():
    schedule = replace(RIGHT, placed=(*RIGHT.placed, Placed(0, 7, 0)))

    assert check(EVENT, schedule).errors == (fault("placed_twice", meeting=0),)


def test_where_tables_are_open_the_meetings_of_a_slot_are_counted():
    narrow = replace(EVENT, slot_tables=(6, 2, 6, 6, 6, 6, 6, 6))
    open_tables = but(Placed(2, 1, assistants=(1,)), Placed(5, 1, assistants=(0,)))

    assert check(EVENT, open_tables, reported=()).errors == ()
    assert check(narrow, open_tables, reported=()).errors == (fault("tables_exceeded", slot=1, meetings=2, tables=1),)


def test_nobody_interprets_and_moderates_at_once():
    both = replace(EVENT, meetings=(Meeting(3, 4, language="en", moderated=True),))

    alone = check(both, Schedule((Placed(0, 0, 1, assistants=(2,)),)), reported=())
    together = check(both, Schedule((Placed(0, 0, 1, assistants=(0, 2)),)), reported=())

    assert (kinds(alone), kinds(together)) == (["no_moderator"], [])


def test_two_representatives_of_a_company_meet_at_the_same_time_but_not_three():
    company = replace(EVENT, meetings=(Meeting(1, 3), Meeting(1, 4), Meeting(1, 5)))
    rows = (Placed(0, 0, 1, (0, 0)), Placed(1, 0, 2, (1, 0)), Placed(2, 0, 3, (1, 0)))

    assert kinds(check(company, Schedule(rows[:2]), reported=())) == []
    assert kinds(check(company, Schedule(rows), reported=())) == ["person_twice"]


def test_of_two_hosts_the_first_one_stays_at_home_unless_the_meeting_says_otherwise():
    hosts = replace(EVENT, participants=(Participant(home_table=0), Participant(home_table=1)))
    plain, named = (replace(hosts, meetings=(Meeting(0, 1, table=table),)) for table in (None, 1))

    def found(instance: Instance, table: int) -> list[str]:
        return kinds(check(instance, Schedule((Placed(0, 0, table),)), reported=()))

    assert (found(plain, 0), found(plain, 1), found(named, 1), found(named, 0)) == (
        [],
        ["host_away"],
        [],
        ["host_away"],
    )


KEPT: dict[str, tuple[Schedule, list[str]]] = {
    "a locked meeting moves": (but(Placed(4, 6, 3)), ["locked_moved"]),
    "a locked meeting is given up": (but(without=(4,)), ["locked_moved"]),
    "a past meeting moves": (but(Placed(1, 7, 3, (1, 0))), ["past_changed"]),
    "a past meeting is given up": (but(without=(1,)), ["past_changed"]),
    "a meeting moves into the past": (but(Placed(3, 1, 3)), ["other_slot", "person_twice", "past_changed"]),
    "a meeting to come moves": (but(Placed(6, 6, 3, assistants=(1,))), []),
}


@pytest.mark.parametrize("case", KEPT)
def test_a_repair_keeps_the_past_and_what_is_locked(case: str):
    schedule, expected = KEPT[case]

    assert sorted(kinds(check(EVENT, schedule, base=RIGHT, frozen_before=2, reported=()))) == sorted(expected)


def test_what_was_held_is_not_judged_by_the_changes_that_came_after():
    people = list(EVENT.participants)
    people[4] = Participant(absent=frozenset({0, 1}))
    later = replace(EVENT, participants=tuple(people), tables_lost=frozenset({(0, 1)}), now=2)

    assert kinds(check(later, RIGHT, base=RIGHT, reported=())) == []
    assert kinds(check(later, RIGHT, reported=())) == ["absent", "absent", "table_lost"]


CLAIMED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "weight": ({"weight": 9}, {"figure": "weight", "claimed": 9, "counted": 8}),
    "spread": ({"spread": 0}, {"figure": "spread", "claimed": 0, "counted": 1}),
    "idle": ({"idle": 2}, {"figure": "idle_slots", "claimed": 2, "counted": 1}),
    "table_changes": ({"table_changes": 4}, {"figure": "table_changes", "claimed": 4, "counted": 5}),
    "breaks": ({"breaks": 2}, {"figure": "breaks", "claimed": 2, "counted": 1}),
}


@pytest.mark.parametrize("figure", CLAIMED)
def test_a_claimed_figure_is_counted_anew(figure: str):
    claim, numbers = CLAIMED[figure]

    assert check(EVENT, replace(RIGHT, **claim)).errors == (fault("wrong_figure", **numbers),)


def test_a_bound_is_never_above_the_breaks():
    assert check(EVENT, replace(RIGHT, bound=2)).errors == (fault("bound_above_breaks", bound=2, breaks=1),)


COMPLETE = replace(EVENT, meetings=EVENT.meetings[:9])
ALL_PLACED = replace(RIGHT, unscheduled=())


def status(instance: Instance, schedule: Schedule, **reported: Any) -> list[str]:
    return kinds(check(instance, replace(schedule, **reported)))


def test_a_status_claims_no_more_than_the_schedule_shows():
    assert status(COMPLETE, ALL_PLACED, status=OPTIMAL) == []
    assert status(COMPLETE, ALL_PLACED, status=FEASIBLE, bound=0) == []
    assert status(COMPLETE, ALL_PLACED, status=OPTIMAL, bound=0) == ["optimal_bound"]
    assert status(COMPLETE, ALL_PLACED, status=INFEASIBLE) == ["infeasible_complete"]
    assert status(EVENT, RIGHT, status=OPTIMAL) == ["optimal_incomplete"]


def test_beyond_the_spread_limit_nothing_is_optimal_but_may_be_infeasible():
    strict = replace(COMPLETE, spread=0)

    assert status(strict, ALL_PLACED, status=OPTIMAL) == ["optimal_spread"]
    assert status(strict, ALL_PLACED, status=INFEASIBLE) == []
    assert status(replace(COMPLETE, spread=None), ALL_PLACED, status=INFEASIBLE) == ["infeasible_complete"]


def test_every_kind_of_fault_is_tried_here_or_beside():
    tried = {*BROKEN, "placed_twice", "tables_exceeded", "locked_moved", "past_changed", "wrong_figure"}
    tried |= {"bound_above_breaks", "optimal_bound", "optimal_incomplete", "optimal_spread", "infeasible_complete"}
    of_reasons = {kind for kind in SENTENCES if kind.startswith(("un", "explained", "could"))} - tried

    assert set(SENTENCES) == tried | of_reasons
    assert of_reasons == {
        *("unexplained", "explained_twice", "explained_though_placed", "explained_though_cancelled"),
        *("explained_unknown", "unknown_reason", "could_be_placed", "untrue_reason", "untrue_rule", "untrue_detail"),
    }


@pytest.mark.parametrize("speak", [str, lambda sentence: sentence.translated(in_chinese)], ids=["en", "zh"])
def test_every_fault_is_said_in_both_languages_with_its_numbers(speak: Callable[[Any], str]):
    for kind, (_schedule, numbers) in BROKEN.items():
        said = speak(fault(kind, **numbers).sentence)

        assert "%(" not in said
        assert all(str(number) in said for number in numbers.values())


def test_figures_tell_what_is_promised_and_not_kept():
    people = (
        Participant(minimum=2, province="A"),
        Participant(province="A"),
        Participant(province="B"),
        Participant(province=""),
    )
    rules = (Coverage("across", each="province", across="province", at_least=2, distinct=False),)
    rules += (Coverage("others", each="province", across="province", at_least=2, distinct=True),)
    event = Instance(people, 3, (2, 2, 2), (Meeting(0, 2), Meeting(1, 2), Meeting(0, 1), Meeting(2, 3)), coverage=rules)
    found = check(event, Schedule((Placed(0, 0, 0), Placed(1, 1, 0), Placed(3, 2, 0))), reported=()).figures

    assert [(unmet.rule, unmet.who, unmet.wanted, unmet.has) for unmet in found.unmet] == [
        (None, "0", 2, 1),
        (1, "A", 2, 1),
        (1, "B", 2, 1),
    ]
    assert (found.placed, found.breaks, found.spread, found.kept) == (3, 0, 0, 0)


def test_figures_compare_with_the_schedule_before():
    found = check(EVENT, but(Placed(6, 6, 3, assistants=(1,)), Placed(9, 3, 2), without=(7,)), base=RIGHT).figures

    assert (found.kept, found.moved, found.dropped, found.added) == (6, 1, 1, 1)
