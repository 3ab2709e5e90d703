"""Nobody is written to unasked: what the page in between says is what happens, now, later, or not at all."""

from html import unescape

import pytest
from sqlalchemy import select

from eventmgr.db import db
from eventmgr.events.models import HostBody, HostRole, Venue
from eventmgr.messages.models import OutboxLetter
from eventmgr.quotas.models import Status
from tests.factories import make_admin, make_event, make_registration

pytestmark = pytest.mark.usefixtures("database", "frozen")


@pytest.fixture
def event(client, sign_in):
    sign_in(make_admin())
    return make_event(
        slug="asked",
        city={"zh": "上海", "en": "Shanghai"},
        summary={"zh": "交流经验"},
        contact={"name": "王敏", "phone": "021-1", "email": "office@example.com"},
        hosts=[HostBody(role=HostRole.HOST, name={"zh": "样例局"})],
        venues=[Venue(name={"zh": "样例中心"}, directions={"zh": "地铁2号线"})],
    )


def people(event, number=3, **values):
    return [
        make_registration(
            event, status=Status.CONFIRMED, email=f"p{n}@example.com", name=f"陈{'一二三四五'[n]}", **values
        )
        for n in range(number)
    ]


CONTACT = {"contact_name": "李强", "phone": "021-1", "email": "office@example.com"}


def letters(**values):
    return list(db.session.scalars(select(OutboxLetter).filter_by(**values).order_by(OutboxLetter.id)))


def test_a_contact_that_changes_is_asked_about_before_anybody_is_written_to(client, event):
    people(event)

    page = client.post("/manage/events/asked/settings/contact/", data={**CONTACT, "telling": ""})

    assert page.status_code == 200
    text = unescape(page.get_data(as_text=True))
    assert "陈一" in text and "李强" in text
    assert letters() == []
    assert event.contact["name"] == "王敏"
    print(text)


def test_saved_and_sent(client, event):
    people(event)
    page = client.post("/manage/events/asked/settings/contact/", data=CONTACT)
    assert page.status_code == 303
    assert len(letters()) == 3
