"""Sessions as their owner sees them: where one is signed in, and for how long."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.identity.accounts import services
from eventmgr.identity.accounts.models import OneTimeLink, Purpose, UserSession
from eventmgr.identity.accounts.passwords import hash_password
from eventmgr.identity.accounts.signing_in.devices import device_name
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import client_of, count_statements, do_jobs
from tests.factories import NOON, make_session, make_user

PASSWORD = "correct horse 1"
WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
)
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"
    " MicroMessenger/8.0.49"
)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (WINDOWS, "Chrome · Windows"),
        (f"{WINDOWS} Edg/126.0.0.0", "Edge · Windows"),
        (PHONE, "WeChat · iPhone"),
        (f"{PHONE} wxwork/4.1.20", "WeCom · iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605 Version/17.5 Safari/605.1.15", "Safari · Mac"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox · Linux"),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0 Mobile", "Chrome · HarmonyOS"),
        ("curl/8.5.0 <script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_device_is_named_by_what_its_owner_knows(said, name):
    assert device_name(said) == name


def rows():
    db.session.rollback()
    return list(db.session.scalars(select(UserSession).order_by(UserSession.id)))


def cells(page):
    return re.findall(r'<th scope="row">(.*?)(?:<div|</th>)', page.text)


def test_the_account_page_lists_the_devices_and_ends_one(app, frozen):
    user = make_user(password_hash=hash_password(PASSWORD))
    here, phone = client_of(app), client_of(app)
    typed = {"email": user.email, "password": PASSWORD}
    phone.post("/sign-in", data=typed, headers={"User-Agent": PHONE})
    frozen.shift(60)
    here.post("/sign-in", data=typed, headers={"User-Agent": WINDOWS})
    make_session(make_user(), device="Edge · Windows")

    assert cells(here.get("/manage/account?lang=zh")) == ["Chrome · Windows", "微信 · iPhone"]
    assert cells(here.get("/manage/account?lang=en")) == ["Chrome · Windows", "WeChat · iPhone"]

    answer = here.post(f"/manage/account/sessions/{rows()[0].id}/end")

    assert (answer.status_code, answer.location) == (303, "/manage/account")
    assert cells(here.get("/manage/account")) == ["Chrome · Windows"]
    assert phone.get("/manage/account").status_code == 303


def test_sessions_that_time_has_ended_are_not_listed(client, sign_in, frozen):
    user = make_user()
    make_session(user, device="Opera · Linux", last_seen_at=NOON - timedelta(hours=13))
    make_session(user, device="Edge · Mac", ends_at=NOON)
    sign_in(user)

    assert cells(client.get("/manage/account")) == ["Chrome · Windows"]


def test_use_is_noted_once_in_five_minutes_and_costs_nothing_else(app, client, sign_in, frozen):
    sign_in(make_user())
    client.get("/manage/account")
    with count_statements() as reading:
        client.get("/manage/account")
    frozen.shift(301)
    with count_statements() as noting:
        client.get("/manage/account")
    with count_statements() as again:
        client.get("/manage/account")

    assert len(reading) == len(again) == len(noting) - 1
    assert [statement.split()[0] for statement in reading] == ["SELECT"] * len(reading)
    assert rows()[0].last_seen_at == NOON + timedelta(seconds=301)


def test_a_session_in_use_outlasts_the_hours_without_use(client, sign_in, frozen):
    sign_in(make_user())
    for _ in range(3):
        frozen.shift(11 * 3600)
        assert client.get("/manage/account").status_code == 200


def test_the_worker_removes_what_time_has_ended(app, frozen):
    user = make_user()
    make_session(user, device="idle", last_seen_at=NOON - timedelta(hours=12))
    make_session(user, device="old", ends_at=NOON)
    make_session(user, device="living")
    with transaction():
        services.make_link(user, Purpose.SIGN_IN, at=NOON - timedelta(days=32))
        services.make_link(user, Purpose.RESET_PASSWORD, at=NOON)

    from eventmgr.ground.jobs.services import schedule_periodic

    with transaction():
        schedule_periodic(at=clock.now())
    do_jobs()

    assert [row.device for row in rows()] == ["living"]
    assert [link.purpose for link in db.session.scalars(select(OneTimeLink))] == [Purpose.RESET_PASSWORD]


def test_a_changed_password_is_told_by_letter_with_what_to_do(client, sign_in, frozen):
    user = make_user(language="en")
    sign_in(user)

    client.post("/manage/account", data={"password": "another horse 2", "again": "another horse 2"})

    letter = db.session.scalars(select(OutboxLetter)).one()
    assert (letter.to_address, letter.subject) == (user.email, "Your password has been changed")
    assert "Wed 1 Apr 2026, 12:00" in letter.text
    assert "http://localhost/forgot" in letter.text
    assert "another horse 2" not in letter.text + letter.html


def test_signing_in_and_out_stands_in_the_trail(client):
    user = make_user(password_hash=hash_password(PASSWORD))
    client.post("/sign-in", data={"email": user.email, "password": PASSWORD})
    client.post("/sign-out")

    assert [entry.action for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))] == [
        "signed_in",
        "signed_out",
    ]
