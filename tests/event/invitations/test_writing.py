"""Who is written to: those who are invited, those who have not answered, and nobody who wants none."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from eventmgr.event.invitations import services
from eventmgr.ground.db import db, transaction
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.mime import build
from eventmgr.tools.messages.models import OptOut
from eventmgr.tools.messages.secrets import filled
from tests.event.invitations.inviting import act, emails, hidden, invited, link_of
from tests.event.registration.views import typed
from tests.factories import NOON, make_event

pytestmark = pytest.mark.usefixtures("frozen")


def test_sending_asks_first_and_writes_once(desk):
    event = make_event()
    invited(event)
    invited(event, "李四", "li@example.com")
    own = desk(event)
    path = f"/manage/events/{event.slug}/invited/"
    token = hidden(own.get(path))

    asked = own.post(f"{path}send", data=token | {"telling": ""})
    nobody = len(emails("invitations.invited"))
    own.post(f"{path}send", data=token | {"telling": "now"})
    own.post(f"{path}send", data=token | {"telling": "now"})

    assert ("诚邀您参加" in asked.text, "李四" in asked.text, nobody) == (True, True, 0)
    assert [letter.to_address for letter in emails("invitations.invited")] == ["ouyang@example.com", "li@example.com"]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "invitations_sent")).one()
    assert entry.changes == {"emails": [None, 2]}


def test_reminders_reach_those_who_have_not_answered_and_nobody_else(client):
    event = make_event()
    answered, silent = invited(event), invited(event, "李四", "li@example.com")
    elsewhere, gone = invited(event, "王五", "wang@example.com"), invited(event, "赵六", "zhao@example.com")
    with transaction():
        services.send(event, act=act())
    client.post(link_of(answered), data=typed())
    client.post(
        f"/events/{event.slug}/register/", data=typed(name="王五", mobile="15400000221", email="Wang@example.com")
    )
    with transaction():
        services.revoke(event, gone, act=act())

    with transaction():
        too_soon = services.remind(event, act=act(NOON + timedelta(days=1)))
        first = services.remind(event, act=act(NOON + timedelta(days=2)))
        again = services.remind(event, act=act(NOON + timedelta(days=3)))

    assert (too_soon, first, again) == (0, 1, 0)
    assert [letter.to_address for letter in emails("invitations.reminder")] == ["li@example.com"]
    assert (silent.reminded_at, elsewhere.reminded_at) == (NOON + timedelta(days=2), None)


def test_one_click_and_the_address_is_left_alone_at_every_event(client):
    event, other = make_event(), make_event()
    invited(event)
    with transaction():
        services.send(event, act=act())
    (letter,) = emails("invitations.invited")
    message = build(filled(letter), "会务 <office@example.com>")
    address = message["List-Unsubscribe"].strip("<>")
    path = "/" + address.split("/", 3)[3]

    looked = client.get(path)
    before = db.session.scalar(select(func.count()).select_from(OptOut))
    answer = client.post(path, data={"List-Unsubscribe": "One-Click"})
    twice = client.post(path, data={"List-Unsubscribe": "One-Click"})
    invited(other, email="Ouyang@example.com")
    with transaction():
        sent = services.send(other, act=act())
        reminded = services.remind(event, act=act(NOON + timedelta(days=5)))

    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (looked.status_code, before, answer.status_code, twice.status_code) == (200, 0, 200, 200)
    assert (sent, reminded, len(emails("invitations.invited"))) == (0, 0, 1)
    assert "ouyang" not in str(db.session.execute(text("SELECT * FROM opt_out")).all())
    client.post(f"/events/{event.slug}/register/", data=typed())
    assert len(emails("registration.confirmed")) == 1, "what is necessary is still written"


def test_necessary_letters_have_no_way_to_unsubscribe(client):
    event = make_event()
    client.post(f"/events/{event.slug}/register/", data=typed())

    (letter,) = emails("registration.confirmed")

    assert build(filled(letter), "office@example.com")["List-Unsubscribe"] is None
