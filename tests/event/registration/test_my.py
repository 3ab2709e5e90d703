"""A participant's own page."""

import json

import pytest
from sqlalchemy import func, select

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.waiting.queries import count_ahead
from eventmgr.ground.db import db
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import do_jobs
from tests.event.registration.applicants import make_applicant
from tests.event.registration.my import own_page
from tests.event.registration.registering import kinds_to, register
from tests.event.registration.views import typed
from tests.factories import make_event, make_registration

pytestmark = pytest.mark.usefixtures("frozen")


def test_a_wrong_or_old_link_is_not_found(client):
    place = register(make_event())
    old = own_page(place)

    client.post(f"{old}new-link")

    db.session.expire_all()
    new = own_page(db.session.get(Registration, place.id))
    statuses = [client.get(path).status_code for path in (old, new, "/my/abc/", f"{new[:-3]}AA/", "/my/十/")]
    assert statuses == [404, 200, 404, 404, 404]
    assert kinds_to(place) == ["registration.confirmed", "registration.link"]


def test_who_waits_sees_the_number_in_the_queue(client):
    event = make_event(capacity=0)
    register(event)
    second = register(event)

    page = client.get(own_page(second))

    assert ('data-status="waitlisted"' in page.text, "qr.svg" in page.text) == (True, False)
    assert client.get(f"{own_page(second)}qr.svg").status_code == 404
    assert count_ahead(second) == 1


def test_the_code_is_a_picture_for_those_who_hold_a_place(client):
    place = register(make_event())

    picture = client.get(f"{own_page(place)}qr.svg")

    assert (picture.status_code, picture.mimetype) == (200, "image/svg+xml")
    assert picture.headers["Cache-Control"] == "private, no-store"


def test_a_participant_changes_the_details(client):
    place = register(make_event())

    answer = client.post(f"{own_page(place)}edit", data=typed(name=place.name, mobile=place.mobile, title="处长"))

    db.session.expire_all()
    kept = db.session.get(Registration, place.id)
    assert (answer.status_code, kept.title, kept.unit_code) == (303, "处长", "420000")
    assert answer.location == own_page(kept)


def test_a_change_with_a_fault_keeps_the_old_values(client):
    place = register(make_event())

    answer = client.post(f"{own_page(place)}edit", data=typed(mobile="1"))

    assert answer.status_code == 422
    db.session.expire_all()
    assert db.session.get(Registration, place.id).title == ""


def test_withdrawing_asks_once(client):
    place = register(make_event())
    path = f"{own_page(place)}withdraw"

    asked = client.get(path)
    answer = client.post(path)

    db.session.expire_all()
    assert (asked.status_code, answer.status_code) == (200, 303)
    assert db.session.get(Registration, place.id).status == Status.WITHDRAWN
    assert 'data-status="withdrawn"' in client.get(own_page(place)).text
    assert client.post(path).status_code == 409


def test_withdrawing_the_consent_ends_the_page(client):
    page = own_page(register(make_event()))

    answer = client.post(f"{page}withdraw", data={"consent": "1"})

    assert (answer.status_code, client.get(page).status_code) == (200, 404)


def test_the_own_data_are_there_as_json(client):
    place = register(make_event(), make_applicant(name="𬱖", answers={"remarks": "无"}))

    data = json.loads(client.get(f"{own_page(place)}data.json").data)

    assert (data["name"], data["status"], data["answers"], len(data["consents"])) == (
        "𬱖",
        "confirmed",
        {"remarks": "无"},
        1,
    )


def test_the_link_is_sent_to_the_stored_address_and_the_answer_tells_nothing(client):
    event = make_event()
    place = register(event, make_applicant(name="李娜", mobile="15400000021"))
    path = f"/events/{event.slug}/register/link"

    known = client.post(path, data={"name": "李娜", "mobile": "154 0000 0021"})
    unknown = client.post(path, data={"name": "李娜", "mobile": "154 0000 0022"})
    do_jobs()

    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
    assert kinds_to(place) == ["registration.confirmed", "registration.link"]
    assert db.session.scalar(select(func.count()).select_from(OutboxLetter)) == 2


def test_changing_ones_own_registration_keeps_what_the_form_does_not_ask(client):
    event = make_event(fields={"role": "off", "title": "off", "sector": "off"})
    place = make_registration(event, role=Role.SPEAKER, title="院长", sector_code="C34")
    typed = {"name": place.name, "organization": "另一家公司", "unit": "310000", "mobile": place.mobile}

    answer = client.post(f"/my/{my_token(place)}/edit", data=typed)

    db.session.expire_all()
    assert answer.status_code == 303
    assert (place.organization_name, place.role, place.title, place.sector_code) == (
        "另一家公司", Role.SPEAKER, "院长", "C34",
    )  # fmt: skip
