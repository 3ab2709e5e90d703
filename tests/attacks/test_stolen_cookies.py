"""The attacker has a copy of somebody's session cookie, from a shared computer or a log, and wants it to go on working.

The copy is taken by setting the same cookie in a second browser. Each way in which the owner, an administrator or time
ends the session must end the copy; what is in the database must not be good enough to make a cookie of.
"""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.identity.accounts import services
from eventmgr.identity.accounts.models import OneTimeLink, Purpose, User, UserSession
from eventmgr.identity.accounts.passwords import hash_password
from tests.conftest import client_of
from tests.factories import make_admin, make_user

PASSWORD, HOUR = "correct horse 1", 3600


@pytest.fixture
def owner():
    return make_user(password_hash=hash_password(PASSWORD))


def signed_in_browser(app, user):
    browser = client_of(app)
    assert browser.post("/sign-in", data={"email": user.email, "password": PASSWORD}).status_code == 303
    return browser


def copy_of(app, browser):
    thief = client_of(app)
    thief.set_cookie("session", browser.get_cookie("session").value)
    return thief


def opens(browser):
    return browser.get("/manage/account").status_code == 200


def session_ids(user):
    return list(
        db.session.scalars(select(UserSession.id).where(UserSession.user_id == user.id).order_by(UserSession.id))
    )


def hashes(user):
    return set(db.session.scalars(select(UserSession.token_hash).where(UserSession.user_id == user.id)))


def disable(app, user):
    admin = client_of(app)
    boss = make_admin(password_hash=hash_password(PASSWORD))
    admin.post("/sign-in", data={"email": boss.email, "password": PASSWORD})
    typed = {"email": user.email, "name": user.name, "level": "organization", "unit_code": "", "language": "zh"}
    assert admin.post(f"/manage/users/{user.id}", data=typed | {"disabled": "y"}).status_code == 303


NEW = {"password": "another horse 2", "again": "another horse 2"}
WAYS = {
    "sign-out": lambda _app, browser, _user: browser.post("/sign-out"),
    "sign-out everywhere": lambda _app, browser, _user: browser.post("/sign-out-everywhere"),
    "end this one": lambda _app, browser, user: browser.post(f"/manage/account/sessions/{session_ids(user)[0]}/end"),
    "a new password": lambda _app, browser, _user: browser.post("/manage/account", data=NEW),
    "a new sign-in in the same browser": lambda _app, browser, user: browser.post(
        "/sign-in", data={"email": user.email, "password": PASSWORD}
    ),
    "a disabled account": lambda app, _browser, user: disable(app, user),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_ends_a_session_ends_its_copies(app, owner, way):
    browser = signed_in_browser(app, owner)
    thief = copy_of(app, browser)
    assert opens(thief)
    before = hashes(owner)

    WAYS[way](app, browser, owner)

    assert not opens(thief)
    assert before & hashes(owner) == set()


def test_the_owner_ends_a_foreign_session_from_another_device_and_stays_signed_in(app, owner):
    thief, browser = signed_in_browser(app, owner), signed_in_browser(app, owner)

    browser.post("/manage/account/sessions/end-others")

    assert (opens(thief), opens(browser)) == (False, True)


def test_nobody_ends_the_session_of_another_account(app, owner):
    stranger = signed_in_browser(app, make_user(password_hash=hash_password(PASSWORD)))
    browser = signed_in_browser(app, owner)

    answer = stranger.post(f"/manage/account/sessions/{session_ids(owner)[0]}/end")

    assert (answer.status_code, opens(browser)) == (404, True)


def test_a_copy_that_is_kept_busy_ends_after_the_days_of_the_setting(app, owner, frozen):
    thief = copy_of(app, signed_in_browser(app, owner))
    for _ in range(2 * 7 - 1):
        frozen.shift(12 * HOUR - 60)
        assert opens(thief)

    frozen.shift(12 * HOUR - 60)
    thief.get("/manage/account")
    frozen.shift(14 * 60)

    assert not opens(thief)


def test_a_row_of_the_table_makes_no_cookie(app, owner):
    signed_in_browser(app, owner)
    kept = db.session.scalars(select(UserSession)).one()

    for guess in (kept.token_hash, str(kept.id), f"{owner.id}:{kept.token_hash}", owner.get_id()):
        browser = client_of(app)
        with browser.session_transaction() as session:
            session.update(_user_id=guess, _fresh=True)
        assert not opens(browser)


def test_signing_out_everywhere_voids_the_links_in_the_mailbox_too(app, owner):
    browser = signed_in_browser(app, owner)
    with transaction():
        tokens = [services.make_link(owner, purpose, at=clock.now()) for purpose in Purpose]

    browser.post("/sign-out-everywhere")

    visitor = client_of(app)
    assert [visitor.get(f"/sign-in/{tokens[0]}").status_code, visitor.get(f"/reset/{tokens[1]}").status_code] == [
        404,
        404,
    ]


@pytest.mark.parametrize("purpose", Purpose)
def test_a_newer_link_voids_older_ones_of_its_purpose_and_no_other(app, owner, purpose):
    other = next(one for one in Purpose if one is not purpose)
    with transaction():
        kept = services.make_link(owner, other, at=clock.now())
        old = services.make_link(owner, purpose, at=clock.now())
        new = services.make_link(owner, purpose, at=clock.now())

    page = {Purpose.SIGN_IN: "/sign-in", Purpose.RESET_PASSWORD: "/reset"}
    visitor = client_of(app)
    found = [
        visitor.get(f"{page[kind]}/{token}").status_code
        for kind, token in ((purpose, old), (purpose, new), (other, kept))
    ]
    assert found == [404, 200, 200]


def test_an_old_password_that_was_checked_before_the_change_opens_nothing_after_it(app, owner):
    """The password changes between the check and the session: the sign-in that was under way fails."""
    checked = services.check_password(owner.email, PASSWORD).password_hash
    db.session.execute(update(User).values(password_hash=hash_password("another horse 2")))
    db.session.commit()

    with pytest.raises(services.WrongPassword), app.test_request_context(), transaction():
        services.begin_session(owner.id, device="", at=clock.now(), ends_at=clock.now(), password_hash=checked)

    assert session_ids(owner) == []


def test_a_disabled_account_has_no_open_links_either(app, owner):
    with transaction():
        services.make_link(owner, Purpose.SIGN_IN, at=clock.now())

    disable(app, owner)

    assert db.session.scalars(select(OneTimeLink).where(OneTimeLink.user_id == owner.id)).one().used_at is not None
