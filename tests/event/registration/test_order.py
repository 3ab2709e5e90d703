"""The one order of people: the database and Python sort alike, on both databases, and nothing in it is NULL."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from sqlalchemy import select

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.registration.in_order import IN_DELEGATION, in_official_order, official_order, within_delegation
from eventmgr.event.registration.models import Leadership, Registration
from eventmgr.ground.db import db
from eventmgr.programme.study_visits.queries import list_applicants
from tests.factories import make_event, make_person, make_registration, together

UNITS, RANKS, ROLES = (
    ("420000", "310000", "", "XPCC"),
    (None, 1, 12),
    (Role.DELEGATE, Role.LEADER, Role.STAFF, "visitor"),
)
FIRST = {("310000", 0): Leadership.DEPUTY, ("310000", 1): Leadership.LEADER, ("XPCC", 2): Leadership.LEADER}


@pytest.fixture
def event(database):
    event = make_event()
    with together():
        made = list(enumerate(product(UNITS, RANKS, ROLES)))
        Random(7).shuffle(made)
        for number, (unit, rank, role) in made:
            person, leads = make_person(name=f"人{number}"), FIRST.get((unit, number % 12))
            key = f"{number * 7 % 48:02}"
            make_registration(
                event, person, unit_code=unit, rank=rank, role=role, leadership=leads, pinyin_key=key, province_code=""
            )
    return event


@pytest.mark.engines_differ
def test_the_database_sorts_people_as_python_does(event):
    rows = list(db.session.scalars(select(Registration).where(Registration.event_id == event.id)))
    found = db.session.scalars(select(Registration.id).order_by(*official_order())).all()
    assert [row.id for row in sorted(rows, key=in_official_order)] == list(found)

    one = [row for row in rows if row.unit_code == "310000"]
    query = select(Registration.id).where(Registration.unit_code == "310000").order_by(*IN_DELEGATION)
    assert [row.id for row in sorted(one, key=within_delegation)] == list(db.session.scalars(query))
    assert [row.leadership for row in sorted(one, key=within_delegation)][:3] == [*Leadership, None]


@pytest.mark.engines_differ
def test_whoever_has_no_rank_stands_after_those_who_have_one_on_both_databases(event):
    rows = {row.id: row for row in db.session.scalars(select(Registration))}
    people = [rows[one.id] for one in list_applicants(event.id)]

    assert people == sorted(rows.values(), key=in_official_order)
    of_hubei = [row.rank for row in people if row.unit_code == "420000" and row.role == Role.DELEGATE]
    assert of_hubei == [1, 12, None]
