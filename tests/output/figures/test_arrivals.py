"""Who came when, from the acts of check-in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from eventmgr.output.figures.arrivals import by_half_hours, counted, days_of
from eventmgr.programme.checkin.acts.kinds import ARRIVAL, CheckinKind, Uncounted
from eventmgr.programme.checkin.acts.merge import DoorAct
from tests.soak import seeds

ZONE = "Asia/Shanghai"
EIGHT = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
"""By the clock of the event."""


def act(key: str, who: str, minute: int, kind: CheckinKind = CheckinKind.IN, **values) -> DoorAct:
    return DoorAct(key, kind, EIGHT + timedelta(minutes=minute), values.pop("list_id", ARRIVAL), who, **values)


def shown(acts, **more) -> list[tuple[str, int, int]]:
    kept = counted(acts, ARRIVAL, **more)
    return [
        (f"{span.begins:%H:%M}", span.came, span.here) for span in by_half_hours(kept, date(2026, 4, 1), ZONE).spans
    ]


def test_people_are_counted_in_the_half_hour_in_which_they_came_first():
    acts = [act("a", "r1", 5), act("b", "r2", 29), act("c", "r3", 95), act("d", "r1", 100)]

    assert shown(acts) == [("08:00", 2, 2), ("08:30", 0, 2), ("09:00", 0, 2), ("09:30", 1, 3)]


def test_who_goes_out_is_no_longer_here_and_does_not_come_twice():
    acts = [act("a", "r1", 5), act("b", "r1", 40, CheckinKind.OUT), act("c", "r1", 70)]

    assert shown(acts) == [("08:00", 1, 1), ("08:30", 0, 0), ("09:00", 0, 1)]


def test_staff_undone_and_undecided_acts_and_other_lists_do_not_count():
    acts = [
        act("a", "r1", 5), act("b", "r2", 6), act("c", "", 7, CheckinKind.UNDO, undoes="b"),
        act("d", "r9", 8), act("e", "r3", 9, uncounted=Uncounted.VOID), act("f", "r4", 9, list_id=7),
    ]  # fmt: skip

    assert shown(acts, without={"r9"}) == [("08:00", 1, 1)]


@pytest.mark.parametrize("seed", seeds(30))
def test_sums_are_those_of_a_plain_recount(seed: int):
    rng = Random(seed)
    kinds = (CheckinKind.IN, CheckinKind.IN, CheckinKind.OUT)
    acts = [act(f"k{n}", f"r{rng.randint(1, 9)}", rng.randint(-900, 900), rng.choice(kinds)) for n in range(40)]
    kept = counted(acts, ARRIVAL)

    for day in days_of(kept, ZONE):
        found = by_half_hours(kept, day, ZONE)
        on_day = [one for one in kept if (one.at + timedelta(hours=8)).date() == day]
        last = {one.who: one.kind for one in kept if (one.at + timedelta(hours=8)).date() <= day}
        assert found.came == len({one.who for one in on_day if one.kind is CheckinKind.IN})
        assert sum(span.came for span in found.spans) == found.came
        assert found.spans[-1].here == sum(kind is CheckinKind.IN for kind in last.values())
