"""Types of an event's own in a sheet, by name in either language or by key; those that a liaison may not enter."""

from __future__ import annotations

import pytest

from eventmgr.event.events.models import InvitedUnit
from eventmgr.event.forms.participant_types.types import Entry
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from tests.event.delegations.acting import entered, page_of
from tests.factories import make_event, make_liaison, set_types
from tests.output.imports.sending import opened, take, work

pytestmark = pytest.mark.usefixtures("frozen")
HEADS = "姓名\t单位\t手机\t参会身份\n"
OBSERVER = {"name": {"zh": "观察员", "en": "Observer"}}


def test_a_type_is_read_by_either_name_and_by_its_key(office, event):
    set_types(event, observer=OBSERVER)
    said = ("观察员", "Observer", "observer", "媒体", "media")
    rows = "".join(f"张{at}三\t甲公司\t1540000010{at}\t{word}\n" for at, word in enumerate(said))

    address = opened(office, event, pasted=HEADS + rows)
    take(office, address)
    work()

    kept = [row.role for row in db.session.query(Registration).order_by(Registration.mobile)]
    assert kept == ["observer", "observer", "observer", "media", "media"]


def test_rows_beyond_the_places_of_a_type_wait(office, event):
    set_types(event, media={"capacity": 1})
    rows = "".join(f"李{at}四\t甲公司\t1540000020{at}\t媒体\n" for at in range(3))

    take(office, opened(office, event, pasted=HEADS + rows))
    work()

    kept = [row.status.value for row in db.session.query(Registration).order_by(Registration.id)]
    assert kept == ["confirmed", "waitlisted", "waitlisted"]


def test_a_liaison_is_told_which_rows_the_organizers_enter(app):
    event = make_event(units=[InvitedUnit(unit_code="430000", quota=3)], timezone="Asia/Shanghai")
    set_types(event, media={"entry": Entry.INVITATION})
    make_liaison(event, "430000", link="one")
    liaison, base = entered(app, "one"), page_of(event, "430000", "import/")

    rows = "张三\t甲公司\t15400000101\t媒体\n李四\t甲公司\t15400000102\t工作人员\n"
    answer = liaison.post(base, data={"pasted": HEADS + rows}, content_type="multipart/form-data")
    page = liaison.get(f"{answer.location}?lang=en").text

    assert "People of this participant type are entered by the organizers" in page
    assert "Staff are entered by the organizers." in page
