"""The requests for talks of the sample's matchmaking have the figures of the plan and can be scheduled."""

from __future__ import annotations

from collections import Counter

import pytest

from eventmgr.console.sample import meeting_requests
from eventmgr.console.sample.meeting_requests import Requests
from eventmgr.engines.scheduling.reading import read_instance


@pytest.fixture(scope="module")
def asked() -> Requests:
    return meeting_requests.requests()


def test_the_same_seed_gives_the_same_requests_and_another_gives_others(asked):
    assert meeting_requests.requests() == asked
    assert meeting_requests.requests(7).requests != asked.requests


def test_420_requests_of_which_300_go_across_and_90_are_mutual(asked):
    across = [r for r in asked.requests if asked.bodies[r.asking].side != asked.bodies[r.asked].side]

    assert (len(asked.requests), len(across), sum(r.mutual for r in asked.requests)) == (420, 300, 90)


def test_nobody_asks_twice_or_within_the_own_group(asked):
    pairs = [tuple(sorted((r.asking, r.asked))) for r in asked.requests]

    assert len(set(pairs)) == len(pairs)
    assert len(asked.apart) == 8
    assert [pair for pair in asked.apart if pair in pairs] == []
    assert [pair for pair in asked.apart if asked.bodies[pair[0]].group != asked.bodies[pair[1]].group] == []


def test_150_bodies_come_twelve_with_two_people_ten_for_half_of_the_time_and_six_late(asked):
    absences = Counter(len(body.absent) for body in asked.bodies)

    assert Counter(body.people for body in asked.bodies) == {1: 138, 2: 12}
    assert absences == {0: 134, 8: 10, 3: 6}


def test_nobody_has_more_than_eight_talks_and_all_fit_its_presence(asked):
    talks = Counter(one for r in asked.requests for one in (r.asking, r.asked))

    assert max(talks.values()) == 8
    assert [one for one in talks if len(asked.bodies[one].absent) + talks[one] > 16] == []


def test_the_instance_has_two_half_days_of_eight_slots_and_forty_tables(asked):
    instance = read_instance(meeting_requests.values(asked))

    assert (instance.slots, instance.slot_tables, instance.days) == (16, (40,) * 16, (0, 8))
    assert {p.maximum for p in instance.participants} == {8}
    assert Counter(m.weight for m in instance.meetings) == {331: 90, 1: 330}
