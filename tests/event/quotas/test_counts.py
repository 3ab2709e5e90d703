"""What the databases count in groups is what plain Python counts over the same rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from eventmgr.event.events.models import Event, InvitedUnit
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas import queries, statements
from eventmgr.event.quotas.models import HOLDING, TAKING, Status, Tally
from eventmgr.event.quotas.statements import Cell
from eventmgr.event.registration.counting.figures import Cube
from eventmgr.event.registration.counting.queries import count_people
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.laws import list_counted_registrations, list_kept_tallies
from eventmgr.ground.db import db
from eventmgr.output.figures.queries.people import count_by_day
from tests.factories import NOON, make_event, make_person
from tests.soak import times

GONE = {Status.WITHDRAWN, Status.REJECTED}
UNITS = ["", "310000", "330000", "330200", "420000", "440300"]


class Row(NamedTuple):
    """A registration as far as it is counted."""

    at_first: bool
    """Whether it is one of the first event's; the second one's must never be counted among them."""
    unit: str
    province: str
    sector: str
    status: Status
    minutes: int
    """After NOON that it was handed in."""
    was: Status | None
    """The state that it had before."""
    role: Role
    country: str
    """Given only where there is no province."""
    is_restricted: bool

    @property
    def cell(self) -> Cell:
        return Cell(self.unit, self.province, self.sector, self.role, self.status)


WHOLE = ("unit", "province", "sector", "role", "country", "is_restricted")
ROWS = st.lists(
    st.builds(
        Row,
        at_first=st.sampled_from([True, True, True, False]),
        unit=st.sampled_from(UNITS),
        province=st.sampled_from(["", "310000", "330000", "420000", "440000"]),
        sector=st.sampled_from(["", "C34", "C36", "C39", "I"]),
        status=st.sampled_from(list(Status)),
        minutes=st.integers(-4000, 4000),
        was=st.none() | st.sampled_from(list(Status)),
        role=st.sampled_from([Role.DELEGATE, Role.DELEGATE, Role.EXPERT, Role.STAFF]),
        country=st.sampled_from(["", "", "JP", "DE"]),
        is_restricted=st.sampled_from([False, False, True]),
    ).map(lambda row: row._replace(country="") if row.province else row),
    max_size=25,
)


@pytest.fixture
def events(database) -> tuple[Event, Event]:
    """Two events; the first one's units have quotas."""
    first, second = make_event(), make_event(timezone="America/New_York")
    first.units = [InvitedUnit(unit_code=code, quota=quota) for code, quota in (("310000", 3), ("330200", None))]
    db.session.commit()
    return first, second


def write_rows(events: tuple[Event, Event], person: int, rows: Iterable[Row]) -> None:
    """The registrations, and the tally as it grows and changes with each."""
    for model in (Registration, Tally):
        db.session.execute(delete(model))
    values: list[dict[str, Any]] = []
    for number, row in enumerate(rows):
        event = events[0] if row.at_first else events[1]
        values.append({
            "event_id": event.id, "person_id": person, "status": row.status, "role": row.role, "name": "王小明",
            "organization_name": "", "unit_code": row.unit, "province_code": row.province, "sector_code": row.sector, "country_code": row.country, "restricted_at": NOON if row.is_restricted else None,
            "mobile": "", "mobile_last4": "", "identity_key": f"{number}", "changed_at": NOON,
            "created_at": NOON + timedelta(minutes=row.minutes),
        })  # fmt: skip
        came = row.cell if row.was is None else row.cell._replace(status=row.was)
        statements.count(event.id, [(came, 1)])
        if row.was is not None:
            statements.count(event.id, [(came, -1), (row.cell, 1)])
    if values:
        db.session.execute(insert(Registration), values)


@given(rows=ROWS)
@settings(max_examples=times(90), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_the_database_groups_is_what_python_counts(events, rows):
    first, second = events
    person = make_person().id
    write_rows(events, person, rows)
    own = [row for row in rows if row.at_first]
    held = [row for row in own if row.status in HOLDING]
    taken = [row for row in own if row.status in TAKING]
    people = count_people([first.id])
    coming = [row for row in own if row.role != Role.STAFF]

    assert people_in(people, *WHOLE) == Counter(in_cube(row, *WHOLE) for row in own)
    assert people.shown["expected"].number == sum(row.status in HOLDING and not row.is_restricted for row in coming)
    assert people["countries"].by("country") == Counter(
        row.country for row in coming if row.country and row.status in HOLDING
    )
    assert queries.count_by_status(first.id) == {status: sum(row.status is status for row in own) for status in Status}
    assert queries.count_taken(first.id) == len(taken)
    assert queries.count_holding_by_unit(first.id) == Counter(row.unit for row in held)
    assert queries.count_taken_by_event([first.id, second.id]) == Counter(
        (first if row.at_first else second).id for row in rows if row.status in TAKING
    )
    assert {(row.unit, row.role, row.status): row.n for row in queries.list_unit_tallies(first.id)} == Counter(
        (row.unit, row.role, row.status) for row in own
    )
    assert {
        (row.unit, row.role, row.sector, row.status): row.n for row in queries.list_cell_tallies(first.id)
    } == Counter((row.unit, row.role, row.sector, row.status) for row in own)
    assert list_counted_registrations() == list_kept_tallies()
    assert list_kept_tallies() == Counter(((first if row.at_first else second).id, *row.cell) for row in rows)
    assert count_by_day(first) == days_of(first, coming)
    assert count_by_day(second) == days_of(second, [row for row in rows if not row.at_first and row.role != Role.STAFF])
    db.session.rollback()


def days_of(event: Event, rows: list[Row]) -> Counter[date]:
    zone = ZoneInfo(event.timezone)
    standing = [row for row in rows if row.status not in GONE]
    return Counter((NOON + timedelta(minutes=row.minutes)).astimezone(zone).date() for row in standing)


@given(
    rows=ROWS,
    by=st.lists(st.sampled_from(["event", *WHOLE, "size"]), unique=True),
    narrow=st.dictionaries(
        st.sampled_from(["unit", "province", "sector", "role"]), st.sampled_from(["", "310000", "C36"])
    ),
)
@settings(max_examples=times(90), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_people_of_several_events_are_told_apart_by_whatever_is_asked(events, rows, by, narrow):
    write_rows(events, make_person().id, rows)
    ids = {True: str(events[0].id), False: str(events[1].id)}
    counted = [
        row for row in rows
        if ("role" in by or row.role != Role.STAFF) and all(getattr(row, name) == value for name, value in narrow.items())
    ]  # fmt: skip

    cube = count_people([event.id for event in events], by, narrow=narrow)

    names = [name for name in by if name not in ("event", "size")]
    found = Counter[tuple[object, ...]]()
    for cell in cube.cells:
        found[cell.event, cell.size, *(getattr(cell, name) for name in names), cell.status] += cell.n
    assert found == Counter((ids[row.at_first] if "event" in by else "", "", *in_cube(row, *names)) for row in counted)
    db.session.rollback()


def people_in(cube: Cube, *names: str) -> Counter[tuple[object, ...]]:
    counts = Counter[tuple[object, ...]]()
    for cell in cube.cells:
        counts[*(getattr(cell, name) for name in names), cell.status] += cell.n
    return counts


def in_cube(row: Row, *names: str) -> tuple[object, ...]:
    return (*(getattr(row, name) for name in names), row.status)
