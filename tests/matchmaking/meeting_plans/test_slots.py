"""Blocks of time become numbered slots."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from eventmgr.matchmaking.meeting_plans.models import MeetingBlock
from eventmgr.matchmaking.meeting_plans.slots import slots_of, slots_within

AFTERNOON = datetime(2026, 5, 13, 6, 0, tzinfo=UTC)
ZONE = "Asia/Shanghai"


def block(number, start, minutes, slot=20, gap=5):
    return MeetingBlock(
        id=number, starts_at=start, ends_at=start + timedelta(minutes=minutes), slot_minutes=slot, gap_minutes=gap
    )


def test_slots_follow_each_other_with_their_gap_and_none_ends_after_its_block():
    slots = slots_of([block(1, AFTERNOON, 100)], ZONE)
    assert [(slot.starts_at - AFTERNOON).seconds // 60 for slot in slots] == [0, 25, 50, 75]
    assert [slot.number for slot in slots] == [0, 1, 2, 3]


def test_a_night_begins_a_new_day_and_lunch_does_not():
    blocks = [
        block(1, AFTERNOON, 45),
        block(2, AFTERNOON + timedelta(hours=3), 20),
        block(3, AFTERNOON + timedelta(hours=18), 20),
    ]
    assert [slot.is_first_of_day for slot in slots_of(blocks, ZONE)] == [True, False, False, True]


def test_a_block_that_overlaps_an_earlier_one_gives_only_what_comes_after_it():
    slots = slots_of([block(1, AFTERNOON, 45), block(2, AFTERNOON + timedelta(minutes=20), 45)], ZONE)
    assert [(slot.starts_at - AFTERNOON).seconds // 60 for slot in slots] == [0, 25, 45]


def test_a_span_takes_every_slot_that_it_touches():
    slots = slots_of([block(1, AFTERNOON, 100)], ZONE)
    assert slots_within(slots, AFTERNOON + timedelta(minutes=20), AFTERNOON + timedelta(minutes=51)) == {1, 2}
