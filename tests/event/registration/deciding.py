"""Steps of the tests of deciding, which others take too."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.queries import count_by_status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE
from tests.factories import NOON

LATER = NOON + timedelta(hours=1)


def do(verb, *things, **options):
    with transaction():
        return verb(*things, act=Act(options.pop("by", OFFICE), options.pop("at", LATER)), **options)


def statuses(*registrations):
    db.session.expire_all()
    return [db.session.get(Registration, row.id).status for row in registrations]


def assert_tally_is_true(event):
    rows = db.session.scalars(
        select(Registration).where(Registration.event_id == event.id).order_by(Registration.id)
    ).all()
    counted = count_by_status(event.id)
    assert counted == {status: sum(row.status is status for row in rows) for status in Status}
