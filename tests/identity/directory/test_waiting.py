"""Behind the lock of an event nobody waits for a person or an organization that another transaction has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text

from eventmgr.ground.db import db, is_sqlite, write
from eventmgr.identity.directory import statements
from eventmgr.identity.directory.models import Organization, Person
from tests.factories import NOON

pytestmark = pytest.mark.engines_differ

_VALUES = {
    "name": "王磊", "mobile": "15400000021", "likeness": "", "pinyin": "wang lei", "email": "", "organization": "样例电气有限公司",
    "name_key": "样例电气有限公司", "organization_likeness": "", "organization_pinyin": "yang li", "province": "310000", "sector": None,
    "by_office": False, "at": NOON,
}  # fmt: skip


@pytest.fixture
def another(app) -> Iterator[Connection]:
    """Another transaction; what waits for it gives up at once."""
    if is_sqlite():
        pytest.skip("SQLite has one writer at a time")
    with db.engine.connect() as connection:
        yield connection


def add():
    """A person and an organization that are there."""
    return write(lambda: statements.find_or_add(_VALUES))


def impatient():
    """Whoever waits for a lock fails."""
    db.session.execute(text("SET LOCAL lock_timeout = 200"))


def test_the_same_names_are_found_again(app):
    first = add()

    again = add()

    assert (again.person_id, again.organization_id) == (first.person_id, first.organization_id)
    assert first.employer_id == again.employer_id == first.organization_id


def test_a_person_without_organization_has_none(app):
    found = write(lambda: statements.find_or_add({**_VALUES, "organization": "", "name_key": ""}))

    assert (found.organization_id, found.employer_id) == (None, None)


def test_nobody_waits_for_rows_that_somebody_changes(another):
    found = add()
    another.execute(text("UPDATE person SET email = 'x' WHERE id = :id"), {"id": found.person_id})
    another.execute(text("UPDATE organization SET sector_code = 'C' WHERE id = :id"), {"id": found.organization_id})

    def work():
        impatient()
        statements.vouch(found.organization_id)
        statements.employ(found.person_id, None)
        statements.delete_unused(persons=[found.person_id], organizations=[found.organization_id])

    write(work)
    another.rollback()

    assert db.session.get(Person, found.person_id).organization_id == found.organization_id
    assert db.session.get(Organization, found.organization_id) is not None


def test_the_office_vouches_for_a_name_while_others_register_from_there(another):
    found = add()
    another.execute(
        text("SELECT id FROM organization WHERE id = :id FOR KEY SHARE"), {"id": found.organization_id}
    ).one()

    write(lambda: (impatient(), statements.vouch(found.organization_id)))

    assert db.session.get(Organization, found.organization_id).entered_by_office is True


def test_a_row_that_goes_before_it_is_referred_to_is_a_lost_race_and_the_work_is_run_again(app):
    if is_sqlite():
        pytest.skip("SQLite has one writer at a time")
    tries = []

    def work():
        tries.append(1)
        employer = -1 if len(tries) == 1 else None
        db.session.add(Person(name="李娜", mobile="15400000022", organization_id=employer, created_at=NOON))

    write(work)

    assert len(tries) == 2
