"""Signing in, and everything that must not help somebody else to."""

import re

from sqlalchemy import select

from eventmgr.console.cli.demo import _way_in
from eventmgr.console.sample.accounts import ENGLISH_ORGANIZER, ORGANIZER, add_accounts
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.identity.accounts.models import Purpose, User
from eventmgr.identity.accounts.services import make_link
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import filled
from eventmgr.tools.web.rate_limits.proof_of_work import is_solved
from tests.conftest import client_of, do_jobs
from tests.factories import NOON, make_admin, make_user
from tests.identity.accounts.views import PASSWORD, with_password


def test_a_right_password_signs_in_and_leads_to_the_page_asked_for(client):
    user = with_password()
    answer = client.post("/sign-in?next=/manage/account", data={"email": user.email.upper(), "password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/manage/account")
    assert user.email in client.get("/manage/account").text


def test_a_target_elsewhere_is_not_followed(client):
    user = with_password()
    answer = client.post("/sign-in?next=//evil.example/", data={"email": user.email, "password": PASSWORD})
    assert answer.location == "/manage/"


def test_unknown_and_known_addresses_get_the_same_answer(client):
    user = with_password()
    known = client.post("/sign-in", data={"email": user.email, "password": "wrong wrong"})
    unknown = client.post("/sign-in", data={"email": "nobody@example.com", "password": "wrong wrong"})
    assert known.status_code == unknown.status_code == 422
    assert re.sub(r'value="[^"]*"', "", known.text) == re.sub(r'value="[^"]*"', "", unknown.text)


def test_a_disabled_account_stays_outside(client, sign_in):
    user = with_password()
    sign_in(user)
    assert client.get("/manage/account").status_code == 200
    user = db.session.get(User, user.id)
    user.disabled_at = user.created_at
    db.session.commit()
    assert client.get("/manage/account").location == "/sign-in?next=%2Fmanage%2Faccount"
    assert client.post("/sign-in", data={"email": user.email, "password": PASSWORD}).status_code == 422


def test_sign_out_everywhere_ends_the_other_session(app, client, sign_in):
    user = with_password()
    other = client_of(app)
    sign_in(user)
    sign_in(user, other)
    client.post("/sign-out-everywhere")
    assert other.get("/manage/account").status_code == 303


def test_a_session_ends_after_the_hours_of_the_setting(client, sign_in, frozen):
    user = make_user()
    sign_in(user)
    assert client.get("/manage/account").status_code == 200
    frozen.shift(13 * 3600)
    assert client.get("/manage/account").status_code == 303


def test_a_reset_letter_sets_a_password_once_and_ends_sessions(app, client, sign_in):
    user = with_password()
    other = client_of(app)
    sign_in(user, other)
    client.post("/forgot", data={"email": user.email})
    do_jobs()
    letter = filled(db.session.scalars(select(OutboxLetter)).one())
    path = re.search(r"http://localhost(/reset/\S+)", letter.text)[1]
    answer = client.post(path, data={"password": "another horse 2", "again": "another horse 2"})
    assert answer.status_code == 303
    assert client.get(path).status_code == 404
    assert other.get("/manage/account").status_code == 303
    assert client_of(app).post("/sign-in", data={"email": user.email, "password": PASSWORD}).status_code == 422


def test_forgot_says_the_same_for_everybody_and_writes_only_to_accounts(client):
    user = with_password()
    texts = [client.post("/forgot", data={"email": one}).text for one in (user.email, "nobody@example.com")]
    do_jobs()
    assert texts[0].replace(user.email, "") == texts[1].replace("nobody@example.com", "")
    assert [letter.to_address for letter in db.session.scalars(select(OutboxLetter))] == [user.email]


def test_tries_are_slowed_down_per_account_and_caller_and_the_owner_elsewhere_is_not_locked_out(make_app):
    user = with_password()
    browser = client_of(make_app(RATELIMIT_ENABLED=True))
    wrong = {"email": user.email, "password": "wrong wrong"}
    statuses = [browser.post("/sign-in", data=wrong).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    right = {"email": user.email, "password": PASSWORD}
    elsewhere = browser.post("/sign-in", data=right, environ_base={"REMOTE_ADDR": "198.51.100.7"})
    assert elsewhere.status_code == 303


def test_an_administrator_adds_an_account_and_a_one_time_link_opens_it(app, client, sign_in):
    sign_in(make_admin())
    data = {"email": "New@Example.com", "name": "李娜", "level": "national", "unit_code": "", "language": "zh"}
    assert client.post("/manage/users/new", data=data).status_code == 303
    letter = filled(db.session.scalars(select(OutboxLetter)).one())
    path = re.search(r"http://localhost(/sign-in/\S+)", letter.text)[1]
    visitor = client_of(app)
    assert visitor.get(path).status_code == 200
    assert visitor.post(path).location == "/manage/account"
    assert visitor.post(path).status_code == 404


def test_a_provincial_account_without_unit_is_refused_beside_the_field(client, sign_in):
    sign_in(make_admin())
    data = {"email": "new@example.com", "name": "李娜", "level": "provincial", "unit_code": "", "language": "zh"}
    answer = client.post("/manage/users/new", data=data)
    assert answer.status_code == 409
    assert db.session.scalar(select(User).where(User.email == "new@example.com")) is None


def test_the_last_administrator_cannot_be_taken_away(client, sign_in):
    admin = make_admin()
    sign_in(admin)
    data = {"email": admin.email, "name": admin.name, "level": "national", "unit_code": "", "language": "zh"}
    assert client.post(f"/manage/users/{admin.id}", data=data).status_code == 409
    assert db.session.get(User, admin.id).is_admin is True


def test_accounts_are_for_administrators_only(client, sign_in):
    sign_in(make_user())
    assert client.get("/manage/users/").status_code == 403


def test_sign_ins_stand_in_the_trail(client):
    user = with_password()
    client.post("/sign-in", data={"email": user.email, "password": PASSWORD})
    assert [entry.action for entry in db.session.scalars(select(AuditEntry))] == ["signed_in"]


def test_the_session_is_new_after_sign_in(client):
    user = with_password()
    with client.session_transaction() as session:
        session["planted"] = "yes"
    client.post("/sign-in", data={"email": user.email, "password": PASSWORD})
    with client.session_transaction() as session:
        assert "planted" not in session


def test_a_link_that_names_where_it_leads_opens_that_even_without_a_password(client):
    users = [make_user(), make_user()]
    with transaction():
        told, plain = (make_link(user, Purpose.SIGN_IN, at=clock.now()) for user in users)

    first = client.post(f"/sign-in/{told}?next=/manage/")
    client.post("/sign-out")
    elsewhere = client.post(f"/sign-in/{plain}?next=//evil.example/")

    assert (first.location, elsewhere.location) == ("/manage/", "/manage/")


def test_the_demo_has_an_organizer_for_each_language(app, database):
    with transaction():
        accounts = add_accounts(at=NOON)
        links = [_way_in(email, accounts[email].language) for email in (ORGANIZER, ENGLISH_ORGANIZER)]

    assert [accounts[email].language for email in (ORGANIZER, ENGLISH_ORGANIZER)] == ["zh", "en"]
    assert [link.partition("?")[2] for link in links] == ["next=/manage/&lang=zh", "next=/manage/&lang=en"]
    page = app.test_client()
    landed = page.post("/" + links[1].partition("//")[2].partition("/")[2])
    assert landed.location == "/manage/"
    assert "My events" in page.get("/manage/?lang=en").text


def test_forgotten_passwords_in_a_crowd_cost_work_and_carry_the_address_along(make_app):
    app = make_app(RATELIMIT_ENABLED=True, PROOF_OF_WORK_AFTER=12)
    with app.app_context():
        client = app.test_client()
        sent = [client.post("/forgot", data={"email": f"p{number}@example.com"}) for number in range(3)]
        puzzle = re.search(r'data-puzzle="([^"]+)"', sent[-1].text)[1]
        solution = next(str(number) for number in range(10**5) if is_solved(puzzle, str(number)))
        worked = client.post("/forgot", data={"email": "p2@example.com", "puzzle": puzzle, "solution": solution})

    assert [answer.status_code for answer in (*sent, worked)] == [200, 200, 429, 200]
    assert 'name="email" value="p2@example.com"' in sent[-1].text
    assert "p2@example.com" in worked.text
