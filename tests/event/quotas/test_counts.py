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
from eventmgr.event.quotas.tally import TallyRow, Totals, by_province, by_status, by_unit, reach, totals
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries import list_people
from eventmgr.event.registration.queries.laws import list_counted_registrations, list_kept_tallies
from eventmgr.ground.db import db
from eventmgr.output.insights.queries import count_by_day
from eventmgr.public.home import queries as home
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

    @property
    def cell(self) -> Cell:
        return Cell(self.unit, self.province, self.sector, self.role, self.status)


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
    ),
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
            "organization_name": "", "unit_code": row.unit, "province_code": row.province, "sector_code": row.sector, "country_code": "" if row.province else row.country,
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
    people = list_people(first.id)
    coming = [row for row in own if row.role != Role.STAFF]

    assert Counter({cell_of(row): row.n for row in people.everybody}) == Counter(row.cell for row in own)
    assert Counter({cell_of(row): row.n for row in people.participants}) == Counter(row.cell for row in coming)
    assert people.abroad == Counter(
        row.country for row in coming if row.country and not row.province and row.status in HOLDING
    )
    assert queries.count_by_status(first.id) == {status: sum(row.status is status for row in own) for status in Status}
    assert queries.count_taken(first.id) == len(taken)
    assert queries.count_holding_by_unit(first.id) == Counter(row.unit for row in held)
    assert home.count_taken([first.id, second.id]) == Counter(
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


def cell_of(row: TallyRow) -> Cell:
    return Cell(row.unit, row.province, row.sector, row.role, row.status)


def days_of(event: Event, rows: list[Row]) -> Counter[date]:
    zone = ZoneInfo(event.timezone)
    standing = [row for row in rows if row.status not in GONE]
    return Counter((NOON + timedelta(minutes=row.minutes)).astimezone(zone).date() for row in standing)


@given(rows=ROWS)
@settings(max_examples=times(90), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_over_the_tally_are_those_over_the_rows(events, rows):
    first, _second = events
    write_rows(events, make_person().id, rows)
    own = [row for row in rows if row.at_first]
    tallies = list_people(first.id).everybody

    def counted(of: list[Row]) -> Totals:
        there = [row for row in of if row.status not in GONE]
        came = sum(row.status is Status.ATTENDED for row in of)
        return Totals(len(there), sum(row.status in HOLDING for row in of), came)

    for found, part in ((by_unit(tallies), "unit"), (by_province(tallies), "province")):
        names = {getattr(row, part) for row in own}
        assert found == {name: counted([row for row in own if getattr(row, part) == name]) for name in names}
    assert totals(tallies) == counted(own)
    assert by_status(tallies) == Counter(row.status for row in own)
    held = [row for row in own if row.status in HOLDING]
    assert reach(tallies).provinces == len({row.province for row in held} - {""})
    db.session.rollback()
