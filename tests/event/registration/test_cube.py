"""What the cube of people says against counting person by person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.event.registration.counting.figures import FIGURES, Cube

HOMES = {"310000": "310000", "440300": "440000", "440000": "440000", "XPCC": "650000", "": "420000"}
ROLES = (Role.DELEGATE, Role.EXPERT, Role.STAFF)
GONE = (Status.REJECTED, Status.WITHDRAWN)
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from([*HOMES]), st.sampled_from(("C34", "")), st.sampled_from([*Status]), st.sampled_from(ROLES)
    ),
    max_size=25,
)
Person = tuple[str, str, Status, str]
ROWS = [
    TallyRow("310000", "310000", "C36", Status.CONFIRMED, 4),
    TallyRow("310000", "310000", "", Status.WITHDRAWN, 2),
    TallyRow("330200", "330000", "C39", Status.ATTENDED, 3),
    TallyRow("330000", "330000", "C36", Status.ABSENT, 1),
    TallyRow("", "", "C36", Status.PENDING, 5),
    TallyRow("", "", "", Status.CONFIRMED, 2, country="JP"),
    TallyRow("310000", "310000", "", Status.ATTENDED, 7, Role.STAFF),
]
COUNTED: dict[str, Callable[[Status, bool], bool]] = {
    "registered": lambda status, works: status not in GONE and not works,
    "expected": lambda status, works: status in HOLDING and not works,
    "attended": lambda status, works: status is Status.ATTENDED and not works,
    "missing": lambda status, works: status in (Status.CONFIRMED, Status.ABSENT) and not works,
    "staff": lambda status, works: status in HOLDING and works,
    "staff_attended": lambda status, works: status is Status.ATTENDED and works,
    "taken": lambda status, _works: status in HOLDING,
    "standing": lambda status, _works: status not in GONE,
    "gone": lambda status, _works: status in GONE,
    "pending": lambda status, _works: status is Status.PENDING,
    "waitlisted": lambda status, _works: status is Status.WAITLISTED,
    "offered": lambda status, _works: status is Status.OFFERED,
}
"""Measure → whether it counts somebody in that state, who works there or not."""


def cube_of(people: list[Person]) -> Cube:
    return Cube(
        TallyRow(unit, HOMES[unit], sector, status, n, role)
        for (unit, sector, status, role), n in Counter(people).items()
    )


@given(PEOPLE)
def test_every_measure_counts_whom_its_sentence_names(people: list[Person]):
    cube = cube_of(people)

    for measure, counts in COUNTED.items():
        own = [person for person in people if counts(person[2], person[3] == Role.STAFF)]
        assert cube[measure].number == len(own), measure
        assert cube[measure].by("unit") == Counter(unit for unit, *_rest in own)
        assert cube[measure].across("province", "sector") == Counter(
            (HOMES[unit], sector) for unit, sector, *_rest in own
        )


@given(PEOPLE)
def test_where_people_come_from_is_said_of_those_who_are_expected(people: list[Person]):
    cube = cube_of(people)
    units = {unit for unit, _sector, status, role in people if status in HOLDING and role != Role.STAFF}

    assert cube["provinces"].number == len({HOMES[unit] for unit in units})
    assert cube["delegations"].number == len(units - {""})


def test_people_from_abroad_count_for_a_country_and_for_no_province():
    cube = Cube(ROWS)

    assert (cube["countries"].number, cube["provinces"].number, cube["expected"].number) == (1, 2, 10)


def test_a_city_counts_for_its_province_and_stands_as_its_own_unit():
    expected = Cube(ROWS)["expected"]

    assert (expected.by("province")["330000"], expected.by("unit")["330200"]) == (4, 3)


def test_nobody_is_missing_before_the_event_unless_people_have_begun_to_arrive():
    nobody_came = Cube(row for row in ROWS if row.status is not Status.ATTENDED)

    assert (nobody_came.missing(has_begun=False), nobody_came.missing(has_begun=True)) == (None, 7)
    assert Cube(ROWS).missing(has_begun=False) == 7


@pytest.mark.parametrize(("confirmed", "attended", "share"), [(0, 0, None), (4, 0, 0.0), (3, 1, 0.25), (0, 4, 1.0)])
def test_attendance_is_a_share_of_those_who_hold_a_place(confirmed: int, attended: int, share: float | None):
    there = ((Status.CONFIRMED, confirmed), (Status.ATTENDED, attended), (Status.PENDING, 9))

    assert Cube(TallyRow("", "", "", status, n) for status, n in there).attendance == share


def test_public_numbers_leave_out_those_whose_data_is_only_kept():
    cube = Cube([*ROWS, TallyRow("310000", "310000", "", Status.CONFIRMED, 1, is_restricted=True)])

    assert (cube["expected"].number, cube.shown["expected"].number) == (11, 10)


def test_what_only_single_registrations_say_is_no_measure_of_the_cube():
    for measure in {*FIGURES} - {*COUNTED, "provinces", "delegations", "countries"}:
        with pytest.raises(KeyError):
            Cube(ROWS)[measure]


@given(PEOPLE)
def test_values_are_those_of_participants_in_any_state(people: list[Person]):
    assert cube_of(people).values("unit") == {unit for unit, _s, _status, role in people if role != Role.STAFF}
