"""What stands above the organizers' list is counted from the tally and agrees with the rows."""

from __future__ import annotations

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.queries import list_unit_tallies
from eventmgr.event.registration.counting.figures import Cube
from eventmgr.event.registration.filters import ListFilter
from eventmgr.event.registration.office_list.queries import count_flagged, count_listed, list_registrations
from eventmgr.ground.db import db
from tests.factories import NOON, make_event, make_registration

FILTERS = [
    ListFilter(status=status, unit=unit, held=held, participants=participants, province=province, sector=sector)
    for status in (None, Status.PENDING, Status.CONFIRMED)
    for unit in (None, "", "310000", "330200")
    for held in (False, True)
    for participants in (False, True)
    for province in (None, "", "330000")
    for sector in (None, "C36")
]


def test_the_counts_above_the_list_are_those_of_its_rows(app):
    event = make_event()
    for number, status in enumerate([*Status, Status.PENDING, Status.CONFIRMED]):
        unit, province = (("310000", "310000"), ("330200", "330000"), ("", ""))[number % 3]
        flagged = NOON if status is not Status.REJECTED and number % 2 else None
        make_registration(event, status=status, unit_code=unit, province_code=province, sector_code="C36",
                          changed_late_at=flagged)  # fmt: skip
    make_registration(event, status=Status.CONFIRMED, unit_code="330200", province_code="330000", role=Role.STAFF)
    db.session.commit()
    tallies = list_unit_tallies(event.id)

    said = {one: count_listed(event.id, one, tallies) for one in FILTERS}
    todo = Cube(tallies)["pending"].number + count_flagged(event.id)

    assert said == {one: len(list_registrations(event.id, one).rows) for one in FILTERS}
    assert todo == len(list_registrations(event.id, ListFilter(todo=True)).rows)
    assert todo > Cube(tallies)["pending"].number > 0
