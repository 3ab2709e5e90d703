"""What each constraint state allows, and whom it asks to leave, against the sentence of its rule tried on all that is placed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling import assistant_assignment
from eventmgr.engines.scheduling.instance import Assistant, Hall, Instance, Meeting, Participant
from eventmgr.engines.scheduling.problem import bits, lower
from eventmgr.engines.scheduling.rules import ConstraintState, Rule
from eventmgr.engines.scheduling.rules.assistants import Assistants, AssistantsState, needs
from eventmgr.engines.scheduling.rules.maximum import Maximum
from eventmgr.engines.scheduling.rules.named_tables import NamedTables
from eventmgr.engines.scheduling.rules.precedence import Precedence
from eventmgr.engines.scheduling.rules.travel import Travel
from eventmgr.engines.scheduling.schedule import Placed
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable
from tests.soak import times

from .. import laws

pytestmark = pytest.mark.one_engine
SLOTS, PEOPLE = 5, 4
PAIRS = [(a, b) for a in range(PEOPLE) for b in range(PEOPLE) if a < b]
Slots = dict[int, int]
"""meeting → slot, of what is placed."""


@st.composite
def instances(draw: st.DrawFn) -> Instance:
    """Up to seven meetings of four people with order, caps, named tables and two halls."""
    pairs = draw(st.lists(st.sampled_from(PAIRS), min_size=2, max_size=7))
    meetings = []
    for number, (a, b) in enumerate(pairs):
        after = tuple(sorted(draw(st.sets(st.integers(0, number - 1), max_size=2)))) if number else ()
        fixed = draw(st.sampled_from((None, None, None, 0, 3)))
        meetings.append(
            Meeting(
                a,
                b,
                after=after,
                table=draw(st.sampled_from((None, None, 0, 2, 3))),
                fixed=fixed,
                session=draw(st.sampled_from((None, 1, 2))),
            )
        )
    way, back = draw(st.integers(0, 2)), draw(st.integers(0, 2))
    return Instance(
        tuple(Participant(maximum=draw(st.sampled_from((None, 0, 1, 2)))) for _ in range(PEOPLE)),
        SLOTS,
        (4,) * SLOTS,
        tuple(meetings),
        sessions=((0, 3), (3, 5)),
        days=draw(st.sampled_from(((0,), (0, 3)))),
        halls=(Hall(2), Hall(2)),
        travel=((0, way), (back, 0)),
    )


def _order(instance: Instance, slots: Slots) -> bool:
    return all(slots.get(earlier, 99) < slot for m, slot in slots.items() for earlier in instance.meetings[m].after)


def _caps(instance: Instance, slots: Slots) -> bool:
    held = [side for m in slots for side in (instance.meetings[m].a, instance.meetings[m].b)]
    return all(one.maximum is None or held.count(p) <= one.maximum for p, one in enumerate(instance.participants))


def _tables(instance: Instance, slots: Slots) -> bool:
    named = [(instance.meetings[m].table, slot) for m, slot in slots.items() if instance.meetings[m].table is not None]
    return len(named) == len(set(named))


def _ways(instance: Instance, slots: Slots) -> bool:
    halls = lower(instance).halls
    placed = [Placed(m, slot, 2 * halls[m]) for m, slot in slots.items()]
    return not [*laws._travel(instance, placed)]


RULES: dict[str, tuple[Callable[[Instance], Rule], Callable[[Instance, Slots], bool]]] = {
    "after": (Precedence, _order),
    "maximum": (Maximum, _caps),
    "table": (NamedTables, _tables),
    "travel": (lambda instance: Travel(instance, lower(instance).halls), _ways),
}


def _possible(instance: Instance) -> list[list[int]]:
    """meeting → slots that pin, session and table leave: constraint states rely on the window for that."""
    return [bits(window) for window in lower(instance).window]


def _too_near(instance: Instance, slots: Slots, meeting: int, slot: int) -> list[list[int]]:
    """Where all that must be held before is placed: what is placed on the wrong side of this slot."""
    before = instance.meetings[meeting].after
    if any(earlier not in slots for earlier in before):
        return []
    behind = [m for m in slots if meeting in instance.meetings[m].after and slots[m] <= slot]
    return [sorted([earlier for earlier in before if slots[earlier] >= slot] + behind)]


@pytest.mark.parametrize("name", RULES)
@settings(max_examples=times(36), deadline=None)
@given(instances(), st.data())
def test_a_constraint_state_allows_what_its_rule_allows_and_names_who_is_in_the_way(
    name: str, instance: Instance, data: st.DataObject
):
    make, holds = RULES[name]
    rule = make(instance)
    constraint_state: ConstraintState = rule.constraint_state()
    slots: Slots = {}
    busy: set[tuple[int, int]] = set()
    possible = _possible(instance)
    for meeting in data.draw(st.permutations(range(len(instance.meetings)))):
        asked = instance.meetings[meeting]
        open_slots = [slot for slot in possible[meeting] if not {(asked.a, slot), (asked.b, slot)} & busy]
        for slot in open_slots:
            allowed = holds(instance, slots | {meeting: slot})
            assert constraint_state.allows(meeting, slot) == allowed, (meeting, slot, slots)
            if not allowed:
                groups = constraint_state.blockers(meeting, slot)
                if name == "after":
                    assert [sorted(group) for group in groups] == _too_near(instance, slots, meeting, slot)
                    continue
                assert groups or name == "maximum"
                for group in groups:
                    left = {m: s for m, s in slots.items() if m not in group}
                    assert len(left) + len(group) == len(slots)
                    assert holds(instance, left | {meeting: slot})
        fitting = [slot for slot in open_slots if constraint_state.allows(meeting, slot)]
        if fitting:
            slots[meeting] = data.draw(st.sampled_from(fitting))
            busy |= {(asked.a, slots[meeting]), (asked.b, slots[meeting])}
            constraint_state.place(meeting, slots[meeting])
    for meeting in list(slots):
        rest = {m: s for m, s in slots.items() if m != meeting}
        assert (not constraint_state.dependents(meeting)) == holds(instance, rest)
        assert all(meeting in instance.meetings[m].after for m in constraint_state.dependents(meeting))
    for meeting, slot in list(slots.items()):
        constraint_state.remove(meeting, slot)
    empty = rule.constraint_state()
    for meeting, slot in product(range(len(instance.meetings)), range(SLOTS)):
        assert constraint_state.allows(meeting, slot) == empty.allows(meeting, slot)


@settings(max_examples=times(36), deadline=None)
@given(instances())
def test_two_meetings_that_could_share_a_named_table_are_under_the_rule(instance: Instance):
    """And no others: fast moves pass over the meetings of a rule."""
    possible, rule = _possible(instance), NamedTables(instance)
    named = {m: one.table for m, one in enumerate(instance.meetings) if one.table is not None}
    sessions = {m: (one.session, one.fixed) for m, one in enumerate(instance.meetings)}

    for one, other in product(named, repeat=2):
        if one != other and named[one] == named[other] and set(possible[one]) & set(possible[other]):
            assert {one, other} <= rule.meetings
    for one in rule.meetings:
        rivals = [m for m in named if m != one and named[m] == named[one]]
        assert any(
            sessions[m][1] == sessions[one][1]
            if None not in (sessions[m][1], sessions[one][1])
            else None in (sessions[m][0], sessions[one][0]) or sessions[m][0] == sessions[one][0]
            for m in rivals
        )


@settings(max_examples=times(36), deadline=None)
@given(instances())
def test_rules_of_order_and_caps_concern_those_whom_they_can_bind(instance: Instance):
    before = {earlier for one in instance.meetings for earlier in one.after}
    behind = {m for m, one in enumerate(instance.meetings) if one.after}
    wanted = [side for one in instance.meetings for side in (one.a, one.b)]
    capped = {
        p for p, one in enumerate(instance.participants) if one.maximum is not None and wanted.count(p) > one.maximum
    }

    assert Precedence(instance).meetings == before | behind
    assert Maximum(instance).meetings == {m for m, one in enumerate(instance.meetings) if {one.a, one.b} & capped}


# ------------------------------------------------------------------------------------------------ assistants
@st.composite
def helped(draw: st.DrawFn, *, tiring: bool) -> Instance:
    """Meetings of pairs that never meet each other, with languages and moderators, and two or three assistants."""
    slots = 3
    wanted = draw(st.lists(st.tuples(st.sampled_from(("", "en", "ja")), st.booleans()), min_size=1, max_size=4))
    meetings = tuple(
        Meeting(2 * n, 2 * n + 1, language=language, moderated=moderated)
        for n, (language, moderated) in enumerate(wanted)
    )
    limits = st.sampled_from((None, 1, 2)) if tiring else st.none()
    assistants = tuple(
        Assistant(
            languages=frozenset(draw(st.sets(st.sampled_from(("en", "ja"))))),
            moderates=draw(st.booleans()),
            absent=frozenset(draw(st.sets(st.integers(0, slots - 1), max_size=1))),
            maximum=draw(limits),
            most_in_a_row=draw(limits),
        )
        for _ in range(draw(st.integers(1, 3)))
    )
    return Instance((Participant(),) * 8, slots, (9,) * slots, meetings, assistants=assistants)


def _can_all_be_helped(instance: Instance, slots: Slots) -> bool:
    """Every way of sharing out the assistants, judged by the dumb laws."""
    jobs = [(m, need) for m in slots for need in needs(instance.meetings[m])]
    for chosen in product(range(len(instance.assistants)), repeat=len(jobs)):
        helpers: dict[int, list[int]] = {m: [] for m in slots}
        able = True
        for (meeting, need), who in zip(jobs, chosen, strict=True):
            asked, one = instance.meetings[meeting], instance.assistants[who]
            able &= asked.language in one.languages if need == "interpreter" else one.moderates
            helpers[meeting].append(who)
        placed = [Placed(m, slot, 0, assistants=tuple(helpers[m])) for m, slot in slots.items()]
        if able and not [*laws._help(instance, placed)]:
            return True
    return False


@pytest.mark.parametrize("tiring", [False, True])
@settings(max_examples=times(36), deadline=None)
@given(st.data())
def test_help_is_found_wherever_it_can_be_and_never_where_it_cannot(tiring: bool, data: st.DataObject):
    """Where help in one slot forbids help in another, the search may say no too often, never yes."""
    instance = data.draw(helped(tiring=tiring))
    timetable = Timetable(lower(instance))
    slots: Slots = {}
    for meeting in range(len(instance.meetings)):
        free = bits(timetable.free(meeting))
        for slot in range(instance.slots):
            possible = _can_all_be_helped(instance, slots | {meeting: slot})
            if slot in free:
                assert possible
            elif possible:
                assert tiring
        if free:
            slots[meeting] = data.draw(st.sampled_from(free))
            timetable.place(meeting, slots[meeting])
            placed = [
                Placed(m, slot, 0, assistants=assistant_assignment.helpers_of(timetable, m))
                for m, slot in slots.items()
            ]
            assert [*laws._help(instance, placed)] == []
            assert assistant_assignment.without_help(timetable) == []


@settings(max_examples=times(36), deadline=None)
@given(helped(tiring=True), st.data())
def test_who_helps_whom_is_restored_after_a_trial(instance: Instance, data: st.DataObject):
    timetable = Timetable(lower(instance))
    for meeting in range(len(instance.meetings)):
        if free := bits(timetable.free(meeting)):
            timetable.place(meeting, data.draw(st.sampled_from(free)))
    slots = list(timetable.slot)
    before = {m: assistant_assignment.helpers_of(timetable, m) for m, slot in enumerate(slots) if slot != NOWHERE}
    was = assistant_assignment.snapshot(timetable)
    for meeting in data.draw(st.permutations([*before])):
        timetable.remove(meeting)
    for meeting in data.draw(st.permutations([*before])):
        timetable.place(meeting, slots[meeting])
    assistant_assignment.restore(timetable, was)

    assert {m: assistant_assignment.helpers_of(timetable, m) for m in before} == before
    assistant_assignment.reinstate(timetable, before)
    assert {m: assistant_assignment.helpers_of(timetable, m) for m in before} == before
    assert assistant_assignment.without_help(timetable) == []


def _keeper(*meetings: Meeting, assistants: tuple[Assistant, ...], slots: int = 4, now: int = 0) -> AssistantsState:
    instance = Instance((Participant(),) * 8, slots, (9,) * slots, meetings, assistants=assistants, now=now)
    return AssistantsState(Assistants(instance, ("interpreter", "moderator")))


EN, JA, BOTH = (Assistant(languages=frozenset(words.split())) for words in ("en", "ja", "en ja"))


def test_known_help_is_given_back_in_any_order_and_who_cannot_help_any_more_does_not():
    meetings = (Meeting(0, 1, language="en"), Meeting(2, 3, language="ja"))
    constraint_state = _keeper(*meetings, assistants=(BOTH, BOTH, EN))
    constraint_state.place(0, 1)
    constraint_state.place(1, 1)
    constraint_state.reinstate({1: (0,), 0: (1,)})

    assert [constraint_state.helpers(m) for m in (0, 1)] == [(1,), (0,)]
    constraint_state.reinstate({0: (2, 1), 1: (2,)})
    assert [constraint_state.helpers(m) for m in (0, 1)] == [(2,), ()]
    assert constraint_state.unserved() == [1]


@pytest.mark.parametrize(("now", "helpers"), [(0, ()), (1, ()), (2, (0,))])
def test_help_that_was_given_stays_though_the_assistant_is_said_to_be_away(now: int, helpers: tuple[int, ...]):
    away = replace(EN, absent=frozenset({1}))
    constraint_state = _keeper(Meeting(0, 1, language="en"), assistants=(away, EN), now=now)
    constraint_state.place(0, 1)
    constraint_state.reinstate({0: (0,)})

    assert constraint_state.helpers(0) == helpers


def test_meetings_come_in_in_another_order_than_their_help_was_found():
    """One placed after the other no help is found for the last; from scratch there is."""
    tired = Assistant(languages=frozenset({"en", "ja"}), maximum=1)
    other = Assistant(languages=frozenset({"en"}), maximum=1, absent=frozenset({1}))
    constraint_state = _keeper(Meeting(0, 1, language="en"), Meeting(2, 3, language="ja"), assistants=(tired, other))
    constraint_state.place(0, 0)
    constraint_state.place(1, 1)

    assert [constraint_state.helpers(m) for m in (0, 1)] == [(1,), (0,)]
    assert constraint_state.unserved() == []


def test_three_have_to_be_helped_anew_where_no_single_exchange_is_enough():
    """Found only from scratch: the first two hold the two assistants whom the third and fourth need."""
    en = Assistant(languages=frozenset({"en"}), maximum=2)
    both = Assistant(languages=frozenset({"en", "ja"}), maximum=2)
    meetings = [
        Meeting(0, 1, language="en"),
        Meeting(2, 3, language="en"),
        *(Meeting(n, n + 1, language="ja") for n in (4, 6)),
    ]
    constraint_state = _keeper(*meetings, assistants=(both, en))
    for meeting, slot in enumerate((0, 1, 2, 3)):
        constraint_state.place(meeting, slot)

    assert [constraint_state.helpers(m) for m in range(4)] == [(1,), (1,), (0,), (0,)]


def test_where_nobody_can_help_those_are_named_whose_helpers_could():
    constraint_state = _keeper(
        *(Meeting(2 * n, 2 * n + 1, language=word) for n, word in enumerate(("en", "en", "ja"))), assistants=(BOTH, EN)
    )
    constraint_state.place(0, 1)
    constraint_state.place(1, 1)

    assert constraint_state.allows(2, 1) is False
    assert constraint_state.blockers(2, 1) == [[0]] or constraint_state.blockers(2, 1) == [[1]]
    assert constraint_state.allows(2, 0) is True


def test_a_tired_helper_names_all_that_it_helps_elsewhere():
    tired = Assistant(languages=frozenset({"en"}), maximum=2)
    constraint_state = _keeper(*(Meeting(2 * n, 2 * n + 1, language="en") for n in range(3)), assistants=(tired,))
    constraint_state.place(0, 0)
    constraint_state.place(1, 3)

    assert [constraint_state.allows(2, slot) for slot in range(4)] == [False] * 4
    assert constraint_state.blockers(2, 1) == [[0], [1]]
