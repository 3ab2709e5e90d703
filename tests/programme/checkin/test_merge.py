"""What acts come to: whatever order they are delivered in and however often."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.programme.checkin.acts.kinds import CheckinKind, ConflictKind, ListKind, Uncounted
from eventmgr.programme.checkin.acts.merge import DoorAct, Presence, merge

EIGHT = datetime(2026, 5, 13, 0, 0, tzinfo=UTC)
KINDS = {1: ListKind.GATE, 2: ListKind.MEAL}
IN, OUT, UNDO, WALK_IN, NOTE = (
    CheckinKind.IN,
    CheckinKind.OUT,
    CheckinKind.UNDO,
    CheckinKind.WALK_IN,
    CheckinKind.NOTE,
)


def key(number: int) -> str:
    return str(uuid.UUID(int=number))


def told(number, kind=IN, minute=0, **values):
    values = {"who": "" if kind is UNDO else "r1", "device_id": 1} | values
    return DoorAct(key(number), kind, EIGHT + timedelta(minutes=minute), **values)


def conflicts(*acts):
    return [(conflict.kind, conflict.keys) for conflict in merge(acts, KINDS).conflicts]


@st.composite
def days(draw):
    """Acts of some people on some lists and devices; undos name acts, undos, and what has not arrived."""
    acts = []
    for number in range(draw(st.integers(1, 14))):
        kind = draw(st.sampled_from(list(CheckinKind)))
        values = {
            "list_id": draw(st.sampled_from([0, 1, 2])),
            "device_id": draw(st.integers(0, 3)),
            "who": draw(st.sampled_from(["r1", "r2", "r3"])),
        }
        if kind is UNDO:
            values = {"undoes": key(draw(st.integers(0, 16)))}
        elif kind is WALK_IN:
            values["who"] = f"w{number}"
            values["name"] = draw(st.sampled_from(["", "王小明", "李红"]))
        else:
            values["uncounted"] = draw(st.sampled_from([None, None, None, *Uncounted]))
        acts.append(told(number, kind, draw(st.integers(0, 12)), **values))
    return acts


@given(days(), st.data())
def test_any_order_and_any_repetition_of_deliveries_come_to_the_same(acts, data):
    delivered = data.draw(st.permutations(acts + data.draw(st.lists(st.sampled_from(acts)))))

    assert merge(delivered, KINDS) == merge(acts, KINDS)


@given(days(), st.data())
def test_an_undo_comes_to_the_same_as_if_the_act_had_never_been(acts, data):
    wrong = data.draw(st.sampled_from(acts))
    undo = told(99, UNDO, data.draw(st.integers(-20, 20)), undoes=wrong.key)

    without, undone = merge([act for act in acts if act.key != wrong.key], KINDS), merge([*acts, undo], KINDS)

    assert (undone.presences, undone.conflicts) == (without.presences, without.conflicts)


@given(days(), st.data())
def test_an_undo_that_is_undone_has_done_nothing(acts, data):
    undo = told(98, UNDO, 20, undoes=data.draw(st.sampled_from(acts)).key)
    again = told(99, UNDO, 21, undoes=undo.key)

    first, last = merge(acts, KINDS), merge([*acts, undo, again], KINDS)

    assert (first.presences, first.conflicts) == (last.presences, last.conflicts)


@given(days())
def test_what_does_not_count_and_what_is_noted_moves_nobody(acts):
    counted = [act for act in acts if act.uncounted is None and act.kind is not NOTE]
    named = {act.undoes for act in acts}
    if any(act.key in named for act in acts if act not in counted):
        counted = acts

    assert merge(acts, KINDS).presences == merge(counted, KINDS).presences


def test_the_first_act_says_since_when_and_going_out_and_in_again_counts_anew():
    acts = [told(1, IN, 3, list_id=1), told(2, IN, 1, list_id=1), told(3, OUT, 5, list_id=1), told(4, IN, 9, list_id=1)]

    assert merge(acts[:2], KINDS).presences[1, "r1"] == Presence(True, EIGHT + timedelta(minutes=1), 2)
    assert merge(acts[:3], KINDS).presences[1, "r1"] == Presence(False, EIGHT + timedelta(minutes=5), 2)
    assert merge(acts, KINDS).presences[1, "r1"] == Presence(True, EIGHT + timedelta(minutes=9), 3)


def test_lists_and_people_are_apart():
    merged = merge([told(1), told(2, who="r2", list_id=1)], KINDS)

    assert [merged.is_in(0, "r1"), merged.is_in(1, "r1"), merged.is_in(0, "r2"), merged.is_in(1, "r2")] == [
        True, False, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("minute", "device", "list_id", "kind"),
    [
        (5, 2, 0, ConflictKind.TWO_DEVICES),
        (5, 2, 1, ConflictKind.TWO_DEVICES),
        (6, 2, 1, None),
        (1, 1, 1, None),
        (6, 2, 2, ConflictKind.TWICE),
        (1, 1, 2, ConflictKind.TWICE),
    ],
)
def test_the_same_person_again_is_a_conflict_on_two_devices_within_minutes_and_at_a_meal(minute, device, list_id, kind):
    found = conflicts(told(1, list_id=list_id), told(2, IN, minute, list_id=list_id, device_id=device))

    assert found == ([(kind, (key(1), key(2)))] if kind else [])


def test_out_before_in_is_shown_and_whoever_is_told_on_a_page_that_they_are_not_here_is_none():
    assert conflicts(told(1, OUT, list_id=1), told(2, IN, 1, list_id=1)) == [(ConflictKind.OUT_FIRST, (key(1),))]
    assert conflicts(told(1, OUT, device_id=0)) == []


def test_walk_ins_of_one_name_are_shown_and_one_of_them_told_twice_is_not():
    alike = [told(number, WALK_IN, number, who=f"w{number}", name="王小明") for number in (1, 2)]

    assert conflicts(*alike) == [(ConflictKind.SAME_WALK_IN, (key(1), key(2)))]
    assert conflicts(alike[0], replace(alike[1], who="w1")) == []


@pytest.mark.parametrize("reason", list(Uncounted))
def test_an_act_that_does_not_count_is_shown(reason):
    merged = merge([told(1, uncounted=reason)], KINDS)

    assert ([conflict.kind.value for conflict in merged.conflicts], merged.presences) == ([reason.value], {})


def test_a_conflict_has_the_same_digest_whoever_finds_it_and_another_has_another():
    first, second = told(1), told(2, IN, 1, device_id=2)
    one_way, other_way = merge([first, second], KINDS).conflicts, merge([second, first], KINDS).conflicts
    moved = merge([first, replace(second, key=key(3))], KINDS).conflicts

    assert (one_way[0].digest == other_way[0].digest, one_way[0].digest == moved[0].digest) == (True, False)


def test_undos_that_name_each_other_in_a_ring_do_nothing():
    ring = [told(1, UNDO, undoes=key(2)), told(2, UNDO, undoes=key(1))]

    assert merge([*ring, told(3)], KINDS).is_in(0, "r1") is True
