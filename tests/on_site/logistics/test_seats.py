"""Seats: rules that always hold, and small cases held against trying everything."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.on_site.logistics.arranging.legs import read_leg, wants_none
from eventmgr.on_site.logistics.arranging.seats import Carrier, Rider, SeatReason, fewest, seat
from tests.soak import times

MAY = date(2026, 5, 13)
CARRIERS = st.lists(st.tuples(st.integers(1, 6), st.booleans()), max_size=5).map(
    lambda found: [Carrier(100 + index, seats, is_car) for index, (seats, is_car) in enumerate(found)]
)
RIDERS = st.lists(st.tuples(st.sampled_from(("310000", "420000", "510000", "")), st.booleans()), max_size=12).map(
    lambda found: [Rider(index, unit, leads, index) for index, (unit, leads) in enumerate(found)]
)


@settings(max_examples=times(300))
@given(RIDERS, CARRIERS, st.data())
def test_no_vehicle_has_more_people_than_seats_and_nobody_stands_while_one_is_free(riders, carriers, data):
    first = seat(riders, carriers, {})
    kept = {person: carrier for person, carrier in first.seats.items() if data.draw(st.booleans())}
    found = seat(riders, carriers, kept)
    seats = kept | dict(found.seats)
    for carrier in carriers:
        assert list(seats.values()).count(carrier.id) <= carrier.seats
    assert not {*found.seats} & {*kept}
    assert len(seats) == min(len(riders), sum(one.seats for one in carriers))
    assert {*found.unseated} == {one.person for one in riders} - {*seats}
    assert {*found.why} == {*found.seats}


@settings(max_examples=times(300))
@given(RIDERS, CARRIERS)
def test_leaders_ride_in_cars_as_long_as_there_are_seats(riders, carriers):
    found = seat(riders, carriers, {})
    leaders = [one.person for one in riders if one.leads]
    in_cars = sum(found.why.get(person) == SeatReason.LEADER for person in leaders)
    assert in_cars == min(len(leaders), sum(one.seats for one in carriers if one.is_car))


@settings(max_examples=times(300))
@given(st.integers(0, 20), CARRIERS)
def test_no_fewer_vehicles_and_no_fewer_empty_seats_would_do(number, carriers):
    found = fewest(number, carriers)
    ways = [
        (size, sum(one.seats for one in chosen))
        for size in range(len(carriers) + 1)
        for chosen in combinations(carriers, size)
        if sum(one.seats for one in chosen) >= number
    ]
    assert (found is None) == (not ways)
    if found is not None:
        assert (len(found), sum(one.seats for one in found)) == min(ways)


def test_a_delegation_rides_together_and_is_split_only_where_it_fits_nowhere():
    riders = [Rider(number, "310000", order=number) for number in range(5)]
    riders += [Rider(number, "420000", order=number) for number in range(5, 8)]
    found = seat(riders, [Carrier(1, 6), Carrier(2, 3)], {})
    assert {found.seats[number] for number in range(5)} == {1}
    assert {found.seats[number] for number in range(5, 8)} == {2}
    assert {*found.why.values()} == {SeatReason.TOGETHER}
    tight = seat(riders, [Carrier(1, 4), Carrier(2, 4)], {})
    assert SeatReason.SPLIT in tight.why.values()


@pytest.mark.parametrize(
    ("said", "at", "station", "number"),
    [
        ("5月12日14:05 G1234 上海虹桥站 需接站", "2026-05-12 14:05", "上海虹桥站", "G1234"),
        ("2026年5月12日 18:40 虹桥机场 MU5101", "2026-05-12 18:40", "虹桥机场", "MU5101"),
        ("G7, Shanghai Railway Station, 12 May 09:31", "2026-05-12 09:31", "Shanghai Railway Station", "G7"),
        (
            {"means": "train", "number": "G1", "station": "虹桥站", "day": "2026-05-12", "time": "08:30"},
            "2026-05-12 08:30", "虹桥站", "G1",
        ),
    ],
)  # fmt: skip
def test_journeys_are_read_in_parts_and_from_lines(said, at, station, number):
    leg = read_leg(said, MAY, "Asia/Shanghai")
    assert (f"{leg.at:%Y-%m-%d %H:%M}", leg.station, leg.number) == (at, station, number)
    assert leg.slot.minute in (0, 30)


@pytest.mark.parametrize(
    ("said", "none"), [("", True), ("乘高铁抵达，不需接站", True), ("自驾", True), ("晚上到", False)]
)
def test_what_cannot_be_read_is_told_from_what_is_not_wanted(said, none):
    assert read_leg(said, MAY, "Asia/Shanghai") is None
    assert wants_none(said) is none
