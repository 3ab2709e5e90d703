"""What is kept of an import, and for how long."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.retaining.services.forgetting import forget
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.imports import jobs as jobs_of_imports
from eventmgr.output.imports.models import BatchState, ImportedRow
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.factories import make_member
from tests.output.imports.sending import TRAP, batch, in_english, opened, take, work

pytestmark = pytest.mark.usefixtures("frozen")


def tidy():
    write(lambda: jobs_of_imports.tidy({}, clock.now()))


def test_a_sheet_that_nobody_took_is_deleted_after_a_week(office, event, frozen, sign_in):
    address = opened(office, event, data=TRAP)
    frozen.shift(6 * 86_400)
    tidy()
    assert batch().state is BatchState.OPEN
    frozen.shift(2 * 86_400)
    tidy()

    assert (batch().state, batch().content) == (BatchState.DISCARDED, {})
    assert in_english(sign_in(make_member(event, TeamRole.REGISTRAR))).get(address).status_code == 200


def test_what_was_said_before_an_import_is_deleted_after_a_month_and_then_it_cannot_be_undone(
    office, event, frozen, sign_in
):
    register(event, make_applicant(name="赵六", mobile="15400000201", title="科长", email=""))
    address = opened(office, event, pasted="姓名\t手机\t职务\n赵六\t15400000201\t处长\n")
    take(office, address)
    work()
    assert db.session.scalars(select(ImportedRow)).one().before["title"] == "科长"
    frozen.shift(31 * 86_400)
    tidy()

    db.session.expire_all()
    assert db.session.scalars(select(ImportedRow)).one().before == {}
    refused = in_english(sign_in(make_member(event, TeamRole.REGISTRAR))).post(f"{address}undo")
    assert refused.status_code == 409 and "too long ago to be undone" in refused.text
    assert db.session.scalars(select(Registration)).one().title == "处长"


def test_what_somebody_said_before_goes_with_everything_else_of_that_person(office, event):
    there = register(event, make_applicant(name="赵六", mobile="15400000201", title="科长", email=""))
    take(office, opened(office, event, pasted="姓名\t手机\t职务\n赵六\t15400000201\t处长\n"))
    work()
    write(lambda: forget(event, there, act=Act(OFFICE, clock.now())))
    tidy()

    db.session.expire_all()
    assert db.session.scalars(select(ImportedRow)).one().before == {}


def test_a_sheet_that_no_key_opens_is_said_to_be_lost(office, event):
    address = opened(office, event, data=TRAP)
    write(lambda: db.session.execute(text("UPDATE import_batch SET content = 'gAAAA'")))

    answer = office.get(address)

    assert answer.status_code == 303
    assert "can no longer be read" in office.get(answer.location).text
