"""Passkeys: added by the owner alone, they sign in without password and code, on this site and once for each challenge."""

from __future__ import annotations

import html
import json
import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.identity.accounts import services
from eventmgr.identity.accounts.models import Passkey
from eventmgr.identity.accounts.passkeys import ceremonies
from eventmgr.identity.accounts.passkeys.ceremonies import WrongPasskey
from eventmgr.identity.accounts.passwords import hash_password
from eventmgr.identity.accounts.signing_in.site import Site, find_site
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import client_of
from tests.factories import NOON, make_user
from tests.identity.accounts.authenticator import Device
from tests.identity.accounts.second_step import KEY, code_at
from tests.soak import times

PASSWORD = "correct horse 1"
ORIGIN = "https://events.example.com"
LIST, SIGN_IN = "/manage/account/passkeys", "/sign-in-passkey"


@pytest.fixture
def secure(app, monkeypatch, frozen):
    """The installation under a name of its own over HTTPS."""
    monkeypatch.setitem(app.config, "BASE_URL", ORIGIN)
    return app


@pytest.fixture
def user(secure):
    return make_user(email="office@example.com", password_hash=hash_password(PASSWORD))


@pytest.fixture
def browser(secure, user, sign_in):
    """Signed in as `user`."""
    return sign_in(user, client_of(secure))


def asked_on(page):
    return json.loads(html.unescape(re.search(r'data-asked="([^"]+)"', page.text)[1]))


def begin(browser, name="办公室笔记本", proof=PASSWORD):
    return browser.post(LIST, data={"name": name, "proof": proof})


def add(browser, device, **typed):
    answer = device.create(asked_on(begin(browser, **typed)))
    return browser.post(f"{LIST}/new", data={"answer": answer})


def use(app, device, browser=None):
    browser = browser or client_of(app)
    return browser.post(SIGN_IN, data={"answer": device.sign(asked_on(browser.get(SIGN_IN)))})


@pytest.fixture
def device(browser):
    """One that holds a passkey of `user`."""
    device = Device(ORIGIN)
    assert add(browser, device).status_code == 303
    return device


def test_a_passkey_signs_in_and_says_when(secure, browser, device, frozen):
    frozen.shift(timedelta(hours=1))
    stranger = client_of(secure)

    answer = use(secure, device, stranger)

    assert (answer.status_code, answer.location, stranger.get("/manage/account").status_code) == (303, "/manage/", 200)
    assert db.session.scalars(select(Passkey.used_at)).one() == clock.now()
    assert "办公室笔记本" in browser.get(LIST).text


def test_it_is_two_steps_in_one(secure, user, browser, device):
    with transaction():
        services.turn_on_second_step(user, KEY, code_at(NOON), but=None, act=Act(SYSTEM, NOON))
    stranger = client_of(secure)

    assert use(secure, device, stranger).location == "/manage/"
    assert stranger.get("/manage/account").status_code == 200


def test_who_sits_at_an_open_device_adds_none_without_password_or_code(user, browser, sign_in):
    wrong = begin(browser, proof="wrong horse 22")
    with transaction():
        services.turn_on_second_step(user, KEY, code_at(NOON), but=None, act=Act(SYSTEM, NOON))
    sign_in(user, browser)
    with_password, with_code = begin(browser), begin(browser, proof=code_at(NOON + timedelta(seconds=30)))

    assert ["data-asked" in page.text for page in (wrong, with_password, with_code)] == [False, False, True]
    assert "密码不正确" in wrong.text


def test_its_owner_is_told_by_e_mail_and_the_change_log_knows(browser, device):
    passkey = db.session.scalars(select(Passkey)).one()
    browser.post(f"{LIST}/{passkey.id}/remove")

    letters = db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id)).all()
    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action.like("passkey%")).order_by(AuditEntry.id)
    ).all()
    assert [(letter.kind, letter.to_address, "办公室笔记本" in letter.text) for letter in letters] == [
        ("passkey_added", "office@example.com", True), ("passkey_removed", "office@example.com", True),
    ]  # fmt: skip
    assert [(entry.action, entry.changes["passkey"]) for entry in entries] == [
        ("passkey_added", [None, "办公室笔记本"]), ("passkey_removed", ["办公室笔记本", None]),
    ]  # fmt: skip


def test_removed_or_of_a_disabled_account_it_opens_nothing(secure, user, browser, device):
    user.disabled_at = NOON
    db.session.commit()
    disabled = use(secure, device)
    user.disabled_at = None
    db.session.delete(db.session.scalars(select(Passkey)).one())
    db.session.commit()

    assert [answer.status_code for answer in (disabled, use(secure, device))] == [409, 409]


@pytest.mark.parametrize("twist", ["origin", "unverified", "other key", "other host"])
def test_what_is_of_another_site_key_or_without_its_owner_opens_nothing(secure, browser, device, twist):
    if twist == "origin":
        device.origin = "https://events.example.org"
    if twist == "unverified":
        device.verifies = False
    if twist == "other key":
        device.key = Device(ORIGIN).key
    stranger = client_of(secure)
    asked = asked_on(stranger.get(SIGN_IN))
    if twist == "other host":
        asked["rpId"] = "example.org"

    answer = stranger.post(SIGN_IN, data={"answer": device.sign(asked)})

    assert (answer.status_code, stranger.get("/manage/account").status_code) == (409, 303)


def test_an_answer_is_good_once_and_for_five_minutes_though_the_cookie_is_copied(secure, browser, device, frozen):
    stranger = client_of(secure)
    answer = device.sign(asked_on(stranger.get(SIGN_IN)))
    with stranger.session_transaction() as kept:
        copied = dict(kept)
    first = stranger.post(SIGN_IN, data={"answer": answer})
    thief = client_of(secure)
    with thief.session_transaction() as kept:
        kept.update(copied)
    again = thief.post(SIGN_IN, data={"answer": answer})
    late = client_of(secure)
    asked = asked_on(late.get(SIGN_IN))
    frozen.shift(timedelta(minutes=5, seconds=1))

    assert [first.status_code, late.post(SIGN_IN, data={"answer": device.sign(asked)}).status_code] == [303, 409]
    assert again.status_code in (409, 429)
    assert thief.get("/manage/account").status_code == 303


def test_a_copy_of_the_key_that_lags_behind_is_noticed_and_a_device_that_counts_nothing_is_not(secure, browser, device):
    use(secure, device)
    use(secure, device)
    device.count = 0
    behind = use(secure, device)
    quiet = Device(ORIGIN, counts=False)
    add(browser, quiet)

    assert (behind.status_code, [use(secure, quiet).status_code for _ in range(2)]) == (409, [303, 303])


def test_ten_at_most_and_none_twice(browser):
    devices = [Device(ORIGIN) for _ in range(11)]
    made = [add(browser, device).status_code for device in devices]
    twice = browser.post(f"{LIST}/new", data={"answer": devices[0].create(asked_on(begin(browser)))})

    assert (made, twice.status_code, db.session.query(Passkey).count()) == ([303] * 10 + [409], 409, 10)


def test_nobody_removes_that_of_another(secure, device, sign_in):
    other = sign_in(make_user(email="other@example.com"), client_of(secure))

    answer = other.post(f"{LIST}/{db.session.scalars(select(Passkey.id)).one()}/remove")

    assert (answer.status_code, db.session.query(Passkey).count()) == (404, 1)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        (ORIGIN, "events.example.com"), ("https://events.example.com:8443/x/", "events.example.com"),
        ("http://localhost:8000", "localhost"), ("http://events.example.com", None), ("https://192.0.2.1", None),
        ("http://127.0.0.1:8000", None), ("https://[::1]", None),
    ],
)  # fmt: skip
def test_passkeys_are_offered_only_where_browsers_know_them(app, client, monkeypatch, address, host):
    monkeypatch.setitem(app.config, "BASE_URL", address)
    site = find_site()

    assert (site.host if site else None) == host
    assert ("/sign-in-passkey" in client.get("/sign-in").text) is (host is not None)
    assert client.get(SIGN_IN).status_code == (200 if host else 404)


@settings(max_examples=times(200))
@given(
    answer=st.one_of(
        st.text(max_size=60),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["id", "rawId", "type", "response", "clientDataJSON"]), inner, max_size=5
                )
            ),
        ).map(json.dumps),
    )
)
@pytest.mark.one_engine
def test_whatever_is_sent_is_a_passkey_or_a_wrong_one(answer):
    site, passkey = Site("events.example.com", ORIGIN), Passkey(public_key=b"", sign_count=0)
    for read in (
        lambda: ceremonies.read_id(answer),
        lambda: ceremonies.read_created(site, answer, b"c"),
        lambda: ceremonies.check_signed(site, answer, b"c", passkey),
    ):
        try:
            read()
        except WrongPasskey as wrong:
            assert str(wrong)


def test_an_administrator_who_signs_in_with_one_needs_no_app_and_by_password_still_does(
    secure, user, browser, device, sign_in, monkeypatch
):
    user.is_admin = True
    db.session.commit()
    monkeypatch.setitem(secure.config, "ADMINS_TWO_STEP", True)
    by_passkey, by_password = client_of(secure), sign_in(user, client_of(secure))

    use(secure, device, by_passkey)
    opened, refused = by_passkey.get("/manage/users/"), by_password.get("/manage/users/")

    assert (opened.status_code, refused.status_code) == (200, 303)
    assert refused.location == "/manage/account/second-step"
    assert by_password.get(LIST).status_code == 200  # one may be added, and used then
    assert by_password.post("/manage/users/new", data={}).status_code == 403
