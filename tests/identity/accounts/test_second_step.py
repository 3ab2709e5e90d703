"""Two-step sign-in: codes of an app, recovery codes, setting up and turning off, and what administrators must do."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.ground.sealing import Sealer
from eventmgr.identity.accounts import codes, services
from eventmgr.identity.accounts.models import Purpose, RecoveryCode, User, UserSession
from eventmgr.identity.accounts.passwords import hash_password
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import client_of, settle
from tests.factories import NOON, make_admin, make_session, make_user
from tests.identity.accounts.second_step import KEY, code_at

PASSWORD = "correct horse 1"


@pytest.fixture
def user(app, frozen):
    return make_user(email="office@example.com", password_hash=hash_password(PASSWORD))


@pytest.fixture
def recovery(user):
    """The recovery codes of `user`, who signs in in two steps now."""
    with transaction():
        found = services.turn_on_second_step(user, KEY, code_at(NOON), but=None, act=Act(SYSTEM, NOON))
    settle()
    return found


def sign_in_first(browser, password=PASSWORD):
    return browser.post("/sign-in", data={"email": "office@example.com", "password": password})


def second(browser, code):
    return browser.post("/sign-in-code", data={"code": code})


def is_in(browser):
    return browser.get("/manage/account").status_code == 200


def acts():
    db.session.rollback()
    return list(db.session.scalars(select(AuditEntry.action).where(AuditEntry.object_type == "user_account")))


@pytest.mark.parametrize(("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (2000000000, "279037")])
def test_codes_are_those_of_the_standard_and_each_works_once(seconds, code):
    at = NOON - timedelta(seconds=NOON.timestamp()) + timedelta(seconds=seconds)

    step = codes.step_of(KEY, f" {code[:3]} {code[3:]} ", at=at)

    assert (step, code_at(at)) == (seconds // 30, code)
    assert codes.step_of(KEY, code, at=at, after=step) is None
    assert codes.step_of(KEY, code, at=at + timedelta(seconds=95)) is None
    assert codes.step_of(KEY, "", at=at) is None


def test_a_password_alone_opens_nothing_any_more(app, recovery, frozen):
    browser = client_of(app)
    frozen.shift(60)

    first = sign_in_first(browser)
    before = is_in(browser)
    wrong = second(browser, "000000")
    right = second(browser, code_at(clock.now()))

    assert (first.status_code, first.location, before) == (303, "/sign-in-code", False)
    assert (wrong.status_code, "验证码不正确或已使用" in wrong.text) == (409, True)
    assert (right.status_code, right.location, is_in(browser)) == (303, "/manage/", True)


def test_a_code_that_was_used_does_not_work_again(app, recovery, frozen):
    one, other = client_of(app), client_of(app)
    frozen.shift(60)
    for browser in (one, other):
        sign_in_first(browser)

    answers = [second(browser, code_at(clock.now())).status_code for browser in (one, other)]

    assert (answers, is_in(other)) == ([303, 409], False)


def test_a_recovery_code_works_once_however_it_is_typed_and_only_its_hash_is_kept(app, recovery):
    one, other = client_of(app), client_of(app)
    for browser in (one, other):
        sign_in_first(browser)

    first, again = second(one, recovery[0].upper().replace("-", " ")), second(other, recovery[0])

    assert (first.status_code, again.status_code, is_in(one), is_in(other)) == (303, 409, True, False)
    kept = list(db.session.scalars(select(RecoveryCode.code_hash)))
    assert (len(recovery), len(set(recovery)), len(kept)) == (10, 10, 10)
    assert not [code for code in recovery for row in kept if codes.plain(code) in row]
    assert "recovery_code_used" in acts()


def test_the_key_stands_encrypted_in_the_database(recovery):
    sealed = db.session.execute(text("SELECT second_step FROM user_account WHERE second_step IS NOT NULL")).scalar_one()

    assert KEY not in sealed


def test_the_first_step_lasts_ten_minutes_and_ends_with_another_password(app, recovery, frozen):
    late, changed = client_of(app), client_of(app)
    sign_in_first(late)
    frozen.shift(601)
    assert second(late, code_at(clock.now())).location == "/sign-in"
    sign_in_first(changed)
    with transaction():
        user = db.session.scalars(select(User).where(User.email == "office@example.com")).one()
        user.password_hash = hash_password("another password 2")

    assert second(changed, code_at(clock.now())).status_code == 409
    assert (is_in(late), is_in(changed)) == (False, False)


@pytest.mark.parametrize("purpose", [Purpose.SIGN_IN, Purpose.RESET_PASSWORD])
def test_links_in_the_mailbox_ask_for_a_code_too(app, user, recovery, frozen, purpose):
    browser = client_of(app)
    with transaction():
        token = services.make_link(user, purpose, at=clock.now())
    path = "/sign-in/" if purpose is Purpose.SIGN_IN else "/reset/"

    answer = browser.post(f"{path}{token}", data={"password": "a new password 3", "again": "a new password 3"})
    before = is_in(browser)
    frozen.shift(60)

    assert (answer.status_code, answer.location, before) == (303, "/sign-in-code", False)
    assert (second(browser, code_at(clock.now())).status_code, is_in(browser)) == (303, True)


def test_six_digits_are_not_found_by_trying(app, recovery, monkeypatch):
    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
    browser = client_of(app)
    sign_in_first(browser)

    answers = [second(browser, f"{n:06}").status_code for n in range(6)]

    assert answers == [409] * 5 + [429]


def test_setting_up_shows_key_and_codes_once_and_signs_out_other_devices(app, user, sign_in, frozen):
    browser = sign_in(user, client_of(app))
    make_session(user)
    page = browser.get("/manage/account/second-step")
    key = re.search(r"<code>([A-Z2-7]{32})</code>", page.text)[1]

    wrong = browser.post("/manage/account/second-step", data={"act": "on", "code": "123"})
    shown = browser.post("/manage/account/second-step", data={"act": "on", "code": code_at(clock.now(), key)})

    assert (page.headers["Cache-Control"], page.text.count('src="data:image/svg')) == ("private, no-store", 1)
    assert (wrong.status_code, key in wrong.text) == (409, True)
    assert len(re.findall(r"<code>(\w{4}-\w{4}-\w{4}-\w{4})</code>", shown.text)) == 10
    assert key not in browser.get("/manage/account/second-step").text
    assert len(list(db.session.scalars(select(UserSession).where(UserSession.user_id == user.id)))) == 1
    letter = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "second_step_on")).one()
    assert (letter.to_address, "两步" in letter.subject, "second_step_on" in acts()) == (user.email, True, True)


def test_new_recovery_codes_and_turning_it_off_need_a_code(app, user, recovery, sign_in, frozen):
    browser, page = sign_in(user, client_of(app)), "/manage/account/second-step"

    refused = [browser.post(page, data={"act": act, "code": "000000"}).status_code for act in ("codes", "off")]
    unknown = browser.post(page, data={"act": "x", "code": recovery[1]}).status_code
    renewed = browser.post(page, data={"act": "codes", "code": recovery[0]})
    old = browser.post(page, data={"act": "off", "code": recovery[2]}).status_code
    frozen.shift(60)
    off = browser.post(page, data={"act": "off", "code": code_at(clock.now())})

    assert (refused, unknown, renewed.status_code, old, off.status_code) == ([409, 409], 400, 200, 409, 303)
    db.session.expire_all()
    assert (user.second_step_at, user.second_step, list(db.session.scalars(select(RecoveryCode.id)))) == (None, {}, [])
    assert sign_in_first(client_of(app)).location == "/manage/"


def test_administrators_must_set_it_up_where_the_setting_says_so(app, sign_in, monkeypatch, frozen):
    monkeypatch.setitem(app.config, "ADMINS_TWO_STEP", True)
    admin, other = make_admin(), make_user()
    browser = sign_in(admin, client_of(app))

    led = browser.get("/manage/users/")
    sent = browser.post("/manage/users/new", data={})
    page = browser.get(led.location)
    key = re.search(r"<code>([A-Z2-7]{32})</code>", page.text)[1]
    browser.post("/manage/account/second-step", data={"act": "on", "code": code_at(clock.now(), key)})
    frozen.shift(60)
    stays = browser.post("/manage/account/second-step", data={"act": "off", "code": code_at(clock.now(), key)})

    assert (led.status_code, led.location, sent.status_code) == (303, "/manage/account/second-step", 403)
    assert (browser.get("/manage/users/").status_code, stays.status_code) == (200, 409)
    assert sign_in(other, client_of(app)).get("/manage/").status_code == 200


def test_an_administrator_or_the_command_line_lets_somebody_in_who_lost_everything(app, user, recovery, sign_in):
    browser = sign_in(make_admin(), client_of(app))
    page = browser.get(f"/manage/users/{user.id}").text

    answer = browser.post(f"/manage/users/{user.id}/second-step-off")

    db.session.expire_all()
    assert ("second-step-off" in page, answer.status_code, user.second_step_at) == (True, 303, None)
    assert acts().count("second_step_off") == 1
    with transaction():
        services.turn_on_second_step(user, KEY, code_at(NOON), but=None, act=Act(SYSTEM, NOON))
    done = app.test_cli_runner().invoke(args=["user", "second-step-off", "office@example.com"])
    unknown = app.test_cli_runner().invoke(args=["user", "second-step-off", "nobody@example.com"])
    settle()
    assert (done.exit_code, unknown.exit_code, db.session.get(User, user.id).second_step_at) == (0, 1, None)


def test_keys_come_under_a_new_data_key(app, make_app, user, recovery):
    new = "a data key that is new for everything here"
    other = make_app(DATA_KEY=new, DATA_KEY_FALLBACKS=[app.config["DATA_KEY"]])

    with other.app_context():
        done = other.test_cli_runner().invoke(args=["reseal"])

    assert (done.exit_code, "user_account.second_step: 1 encrypted" in done.output) == (0, True)
    settle()
    sealed = db.session.execute(text("SELECT second_step FROM user_account WHERE second_step IS NOT NULL")).scalar_one()
    assert Sealer(new).unseal(sealed)["key"] == KEY
