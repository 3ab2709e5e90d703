"""The made-up events for measuring are the same every time and can be hoped to be placed whole."""

from __future__ import annotations

import hashlib
import json

import pytest

from bench.meetings import generator
from eventmgr.engines.scheduling.reading import read_instance


@pytest.mark.parametrize(
    ("name", "people", "slots", "tables", "meetings"),
    [("light-c", 500, 24, 250, 1_500), ("heavy-d", 2_000, 30, 800, 20_000), ("ciie", 2_199, 18, 300, 1_697)],
)
def test_an_event_has_the_size_that_its_name_promises(name, people, slots, tables, meetings):
    instance = read_instance(generator.event(name))

    assert (len(instance.participants), instance.slots, len(instance.meetings)) == (people, slots, meetings)
    assert instance.slot_tables == (tables,) * slots


@pytest.mark.parametrize("name", ["light-b", "heavy-b"])
def test_nobody_wants_more_than_there_are_slots(name):
    data = generator.event(name)
    free = [data["slots"] - len(absent) for absent in data["absent"]]
    wanted = [0] * len(free)
    for meeting in data["meetings"]:
        wanted[meeting["a"]] += 1
        wanted[meeting["b"]] += 1

    assert [person for person, count in enumerate(wanted) if count > free[person]] == []
    assert len({(meeting["a"], meeting["b"]) for meeting in data["meetings"]}) == len(data["meetings"])


def test_a_third_misses_half_of_the_day_and_a_fifth_sits_in_an_agenda_item():
    absent = [set(slots) for slots in generator.event("heavy-d")["absent"]]
    half = sum(set(range(15)) <= slots or set(range(15, 30)) <= slots for slots in absent)
    some = sum(3 <= len(slots) < 15 for slots in absent)

    assert (0.28 < half / 2_000 < 0.34, 0.12 < some / 2_000 < 0.24) == (True, True)


def test_the_same_name_and_seed_give_the_same_event_on_every_machine():
    def digest(seed: int) -> str:
        return hashlib.sha256(json.dumps(generator.event("light-a", seed)).encode()).hexdigest()[:12]

    assert [digest(1), digest(2)] == ["c1862f67391f", "48ab7cff0f4b"]
