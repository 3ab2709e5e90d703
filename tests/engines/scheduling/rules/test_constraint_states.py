"""Each rule by itself: what its constraint state allows, whom it asks to leave, and that taking out undoes putting in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.instance import Assistant, Hall, Instance, Meeting, Participant
from eventmgr.engines.scheduling.problem import lower
from eventmgr.engines.scheduling.rules.factory import rules_of
from eventmgr.engines.scheduling.timetable import Timetable
from tests.soak import times

from .. import laws, strategies
from ..rows import schedule_of


def _timetable(
    *meetings: Meeting, people: tuple[Participant, ...] | None = None, slots: int = 4, **more: object
) -> Timetable:
    who = people or (Participant(),) * (1 + max(max(m.a, m.b) for m in meetings))
    return Timetable(lower(Instance(who, slots, (9,) * slots, meetings, **more)))  # type: ignore[arg-type]


def _slots(mask: int) -> list[int]:
    return [slot for slot in range(mask.bit_length()) if mask >> slot & 1]


def _names(timetable: Timetable) -> list[str]:
    return [rule.name for rule in timetable.problem.rules]


def test_the_plain_form_has_no_rules():
    instance = Instance((Participant(maximum=2), Participant()), 3, (1,) * 3, (Meeting(0, 1),))

    assert rules_of(instance, (0,)) == ()


def test_a_meeting_comes_after_the_one_it_waits_for():
    timetable = _timetable(Meeting(0, 1), Meeting(2, 3, after=(0,)))
    assert timetable.free(1) == 0

    timetable.place(0, 1)
    assert _slots(timetable.free(1)) == [2, 3]

    timetable.place(1, 2)
    timetable.remove(0)
    assert _slots(timetable.free(0)) == [0, 1]


def test_what_others_wait_for_may_not_leave():
    timetable = _timetable(Meeting(0, 1), Meeting(2, 3, after=(0,)))
    timetable.place(0, 0)
    timetable.place(1, 1)

    (constraint_state,) = timetable.constraint_states
    assert (constraint_state.dependents(0), constraint_state.dependents(1)) == ([1], [])


def test_a_window_begins_after_what_must_be_held_before():
    late = Participant(absent=frozenset({0, 1}))
    problem = lower(Instance((late, *(Participant(),) * 3), 4, (9,) * 4, (Meeting(0, 1), Meeting(2, 3, after=(0,)))))

    assert [_slots(window) for window in problem.window] == [[0, 1, 2, 3], [3]]


def test_a_participant_has_no_more_meetings_than_the_cap():
    people = (Participant(maximum=1), *(Participant(),) * 2)
    timetable = _timetable(Meeting(0, 1), Meeting(0, 2), people=people)
    timetable.place(0, 0)

    assert timetable.free(1) == 0
    assert timetable.constraint_states[0].blockers(1, 2) == [[0]]
    assert timetable.problem.ruled == frozenset()


def test_two_full_participants_each_give_one_up():
    people = (Participant(maximum=1), Participant(maximum=1), Participant(), Participant())
    timetable = _timetable(Meeting(0, 2), Meeting(1, 3), Meeting(0, 1), people=people)
    timetable.place(0, 0)
    timetable.place(1, 0)

    assert timetable.constraint_states[0].blockers(2, 1) == [[0, 1]]


def test_an_interpreter_helps_one_meeting_at_a_time():
    timetable = _timetable(
        Meeting(0, 1, language="ja"), Meeting(2, 3, language="ja"), assistants=(Assistant(languages=frozenset({"ja"})),)
    )
    timetable.place(0, 1)

    assert _slots(timetable.free(1)) == [0, 2, 3]
    assert timetable.constraint_states[0].blockers(1, 1) == [[0]]


def test_helpers_change_places_for_a_newcomer():
    both, one = Assistant(languages=frozenset({"ja", "en"})), Assistant(languages=frozenset({"ja"}))
    timetable = _timetable(Meeting(0, 1, language="ja"), Meeting(2, 3, language="en"), assistants=(both, one), slots=1)
    timetable.place(0, 0)
    timetable.place(1, 0)

    assert [constraint_state.helpers(m) for constraint_state in timetable.constraint_states for m in (0, 1)] == [
        (1,),
        (0,),
    ]


def test_a_helper_gives_work_of_another_hour_away_to_have_strength_left():
    both = Assistant(languages=frozenset({"ja", "en"}), maximum=1)
    one = Assistant(languages=frozenset({"ja"}), absent=frozenset({1}))
    timetable = _timetable(Meeting(0, 1, language="ja"), Meeting(2, 3, language="en"), assistants=(both, one), slots=2)
    timetable.place(0, 0)

    assert _slots(timetable.free(1)) == [0, 1]


def test_an_interpreter_rests_after_the_longest_row():
    tired = Assistant(languages=frozenset({"ja"}), most_in_a_row=2)
    meetings = [Meeting(2 * n, 2 * n + 1, language="ja") for n in range(4)]
    timetable = _timetable(*meetings, assistants=(tired,), slots=5)
    timetable.place(0, 1)
    timetable.place(1, 2)

    assert _slots(timetable.free(2)) == [4]


def test_a_night_is_a_rest():
    tired = Assistant(languages=frozenset({"ja"}), most_in_a_row=1)
    timetable = _timetable(
        Meeting(0, 1, language="ja"), Meeting(2, 3, language="ja"), assistants=(tired,), slots=4, days=(0, 2)
    )
    timetable.place(0, 1)

    assert _slots(timetable.free(1)) == [2, 3]


def test_interpreter_and_moderator_are_two_people():
    able = Assistant(languages=frozenset({"ja"}), moderates=True)
    meeting = Meeting(0, 1, language="ja", moderated=True)

    assert _timetable(meeting, assistants=(able,)).free(0) == 0
    assert _slots(_timetable(meeting, assistants=(able, able), slots=2).free(0)) == [0, 1]


def test_interpreters_and_moderators_are_two_rules_unless_somebody_does_both():
    speaks, leads = Assistant(languages=frozenset({"ja"})), Assistant(moderates=True)
    meetings = (Meeting(0, 1, language="ja"), Meeting(0, 1, moderated=True))

    apart = _timetable(*meetings, assistants=(speaks, leads))
    together = _timetable(*meetings, assistants=(Assistant(languages=frozenset({"ja"}), moderates=True),))

    assert _names(apart) == ["interpreter", "moderator"]
    assert [rule.named(m) for rule in together.problem.rules for m in (0, 1)] == ["interpreter", "moderator"]


def test_two_meetings_do_not_share_a_named_table():
    timetable = _timetable(Meeting(0, 1, table=3), Meeting(2, 3, table=3), Meeting(4, 5, table=4))
    timetable.place(0, 1)

    assert _slots(timetable.free(1)) == [0, 2, 3]
    assert _slots(timetable.free(2)) == [0, 1, 2, 3]
    assert timetable.constraint_states[0].blockers(1, 1) == [[0]]


@pytest.mark.parametrize(("way", "free"), [(0, [0, 2, 3, 4]), (1, [3, 4]), (2, [4])])
def test_the_way_to_the_other_hall_takes_its_slots(way, free):
    halls = {"halls": (Hall(4), Hall(5)), "travel": ((0, way), (way, 0))}
    timetable = _timetable(Meeting(0, 1, table=1), Meeting(0, 2, table=7), slots=5, **halls)
    timetable.place(0, 1)

    assert _slots(timetable.free(1)) == free


def test_ways_may_differ_by_direction_and_a_night_is_long_enough():
    halls = {"halls": (Hall(4), Hall(5)), "travel": ((0, 2), (0, 0))}
    timetable = _timetable(Meeting(0, 1, table=1), Meeting(0, 2, table=7), slots=6, days=(0, 4), **halls)
    timetable.place(0, 1)

    assert _slots(timetable.free(1)) == [0, 4, 5]


@settings(max_examples=times(100), deadline=None)
@given(strategies.rich(least=5, meetings=16), st.data())
def test_whatever_the_constraint_states_allow_in_any_order_breaks_no_law(instance, data):
    timetable = Timetable(lower(instance))
    if not instance.meetings:
        return
    for meeting in data.draw(st.lists(st.integers(0, len(instance.meetings) - 1), max_size=40)):
        if timetable.slot[meeting] == -1:
            free = _slots(timetable.free(meeting))
            if free:
                timetable.place(meeting, data.draw(st.sampled_from(free)))
        elif not any(constraint_state.dependents(meeting) for constraint_state in timetable.constraint_states):
            timetable.remove(meeting)

    assert laws.broken(instance, schedule_of(timetable)) == []
