"""Invitation links and codes: who registers with one, how often, and who is written to."""

import itertools
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select, text

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.invitations import letters, periods, queries, services
from eventmgr.event.invitations.models import Invitation
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.asking import admission as checking
from eventmgr.event.registration.asking import services as registering
from eventmgr.event.registration.laws import LAWS
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, is_sqlite, transaction
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.secrets import filled
from eventmgr.tools.web import tokens
from tests.event.invitations.inviting import act, coded, emails, hidden, invited, link_of
from tests.event.registration.views import typed
from tests.factories import NOON, make_event
from tests.race import dawdle, race
from tests.soak import either

pytestmark = [pytest.mark.engines_differ, pytest.mark.usefixtures("frozen")]
PROCESSES = either(4, 16)
PEOPLE, USES = either((24, 7), (120, 40))


def places():
    return db.session.scalars(select(Registration).order_by(Registration.id)).all()


def test_the_link_opens_the_form_with_what_was_chosen_and_nothing_else_can_be_sent(client):
    invitation = invited(make_event(fields={"role": "optional", "email": "optional"}), role="media", unit="310000")

    page = client.get(link_of(invitation))
    client.post(link_of(invitation), data=typed(role="leader", unit="310000"))
    client.post(link_of(invitation), data=typed(role="media", unit="420000"))
    answer = client.post(link_of(invitation), data=typed(role="media", unit="310000"))

    assert (page.status_code, 'value="欧阳·样例"' in page.text, 'value="ouyang@example.com"' in page.text) == (
        200,
        True,
        True,
    )
    assert "领队" not in page.text
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    assert answer.status_code == 303
    (place,) = places()
    assert (place.role, place.unit_code, place.invitation_id) == (Role.MEDIA, "310000", invitation.id)


def test_a_capacity_that_the_form_does_not_ask_is_that_of_the_invitation(client):
    invitation = invited(make_event(), role="expert")

    client.post(link_of(invitation), data=typed())

    assert [place.role for place in places()] == [Role.EXPERT]


def test_where_registration_is_by_invitation_only_a_link_is_needed(client):
    event = make_event(by_invitation=True)
    invitation = invited(event)

    page = client.get(f"/events/{event.slug}/register/")
    card = client.get(f"/events/{event.slug}/")
    refused = client.post(f"/events/{event.slug}/register/", data=typed())
    answer = client.post(link_of(invitation), data=typed())

    assert ("仅限受邀者报名" in page.text, "register/code" in page.text) == (True, True)
    assert ("仅限受邀者报名" in card.text, 'id="join"' in card.text) == (True, False)
    assert (refused.status_code, "仅限受邀者报名" in refused.text, answer.status_code) == (409, True, 303)
    assert len(places()) == 1


def test_a_personal_link_is_for_one_registration_and_says_so_kindly(client):
    event = make_event()
    invitation = invited(event)
    client.post(link_of(invitation), data=typed())

    again = client.get(link_of(invitation))
    second = client.post(link_of(invitation), data=typed(name="李娜", mobile="15400000220"))

    assert (again.status_code, "此邀请已用于报名" in again.text) == (200, True)
    assert (second.status_code, "此邀请已用于报名" in second.text, len(places())) == (409, True, 1)
    client.post(f"/my/{my_token(places()[0])}/withdraw")
    assert client.get(link_of(invitation)).text.count("此邀请已用于报名") == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"revoked_at": NOON}, "会务组已撤销此邀请"), ({"expires_at": NOON - timedelta(seconds=1)}, "现已过期")],
)
def test_a_revoked_or_expired_link_says_so_kindly(client, change, sentence):
    invitation = invited(make_event())
    for name, value in change.items():
        setattr(invitation, name, value)
    db.session.commit()

    page = client.get(link_of(invitation))
    answer = client.post(link_of(invitation), data=typed())

    assert (page.status_code, sentence in page.text) == (200, True)
    assert (answer.status_code, sentence in answer.text, places()) == (409, True, [])


def test_a_code_is_typed_in_any_case_and_tried_a_few_times_only(client, make_app):
    event = make_event()
    invitation = coded(event)
    path = f"/events/{event.slug}/register/code"

    right = client.post(
        path, data={"code": f" {invitation.code[:5].lower()}-{invitation.code[5:]} "} | hidden(client.get(path))
    )
    wrong = client.post(path, data={"code": "AAAAAAAAAA"} | hidden(client.get(path)))
    limited = make_app(RATELIMIT_ENABLED=True).test_client()
    tried = [
        limited.post(path, data={"code": "AAAAAAAAAA"} | hidden(limited.get(path))).status_code for _n in range(21)
    ]

    assert (right.status_code, right.location) == (303, link_of(invitation))
    assert (wrong.status_code, "没有这个邀请码" in wrong.text) == (409, True)
    assert tried == [409] * 20 + [429]


def test_of_a_personal_link_nothing_is_stored_that_opens_it(client):
    event = make_event()
    invitation = invited(event)
    with transaction():
        services.send(event, act=act())
    token = tokens.sign("invited", invitation.id, invitation.link_version)

    values = [
        str(value)
        for table in db.metadata.sorted_tables
        for row in db.session.execute(text(f"SELECT * FROM {table.name}"))
        for value in row
    ]

    (letter,) = emails("invitations.invited")
    assert not any(token in value or tokens.token_hash(token) in value for value in values)
    assert token in filled(letter).text
    assert invitation.code is None


def _post(app, address, share, gate):
    browser = app.test_client()
    gate()
    return [
        browser.post(address, data=typed(name=f"样例{n}", mobile=f"154{n:08d}", email=f"a{n}@example.com")).status_code
        for n in share
    ]


def crowd(app, invitation, prepare=None):
    """Everybody registers with the code at once, from as many processes; the statuses of the answers."""
    address = link_of(invitation)
    app.test_client().get(address)
    shares = [range(number, PEOPLE, PROCESSES) for number in range(PROCESSES)]
    answers = race(app, [partial(_post, app, address, share) for share in shares], prepare)
    return Counter(itertools.chain.from_iterable(answers))


@pytest.mark.slow
@pytest.mark.soak(again=True)
def test_of_a_crowd_at_the_same_moment_exactly_as_many_register_as_the_code_has_uses(app):
    invitation = coded(make_event(), uses=USES)

    answers = crowd(app, invitation)

    assert answers == {303: USES, 409: PEOPLE - USES}
    assert db.session.scalar(select(func.count()).select_from(Registration)) == USES
    assert LAWS["invitations"]() == []


@pytest.mark.slow
def test_without_the_lock_the_same_crowd_uses_the_code_too_often(app):
    if is_sqlite():
        pytest.skip("SQLite has one writer at a time: BEGIN IMMEDIATE is a lock of its own")

    invitation = coded(make_event(), uses=USES)
    number = invitation.id

    crowd(app, invitation, _without_lock)

    db.session.rollback()
    assert db.session.scalar(select(func.count()).where(Registration.invitation_id == number)) > USES


def _without_lock():
    registering.lock = lambda event: None
    dawdle(checking, "count_uses")


def test_pasted_rows_become_invitations_and_each_address_one(desk):
    event = make_event()
    own = desk(event)
    path = f"/manage/events/{event.slug}/invited/new"
    people = "张三\tzhang@example.com\n李四，li@example.com\nWang Min wang@example.com\n\n赵六\n张三\tZhang@example.com"

    answer = own.post(path, data=hidden(own.get(path)) | {"people": people, "language": "zh", "role": "media"})
    again = own.post(path, data=hidden(own.get(path)) | {"people": "张三 zhang@example.com", "language": "zh"})
    wrong = own.post(path, data=hidden(own.get(path)) | {"people": "张三 zhang@\n@example.com", "language": "zh"})

    rows = [(row.name, row.email, row.role) for row in reversed(queries.list_invitations(event.id))]
    assert rows == [
        ("张三", "zhang@example.com", "media"),
        ("李四", "li@example.com", "media"),
        ("Wang Min", "wang@example.com", "media"),
        ("赵六", "", "media"),
    ]
    assert (answer.status_code, again.status_code, wrong.status_code) == (303, 409, 422)
    assert ("均已邀请" in again.text, "第 1 行" in wrong.text, "第 2 行" in wrong.text) == (True, True, True)
    assert emails("invitations.invited") == []


def test_a_new_link_is_shown_once_and_the_older_is_void(client, desk):
    event = make_event()
    invitation = invited(event, email="")
    old = link_of(invitation)
    own = desk(event)
    path = f"/manage/events/{event.slug}/invited/"

    shown = own.post(f"{path}{invitation.id}/link", data=hidden(own.get(path)))

    db.session.expire_all()
    assert (link_of(invitation) in shown.text, shown.headers["Cache-Control"]) == (True, "private, no-store")
    assert (client.get(old).status_code, client.get(link_of(invitation)).status_code) == (404, 200)
    assert db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id.desc())).first() == "link_shown"


def test_the_list_says_how_each_stands(client, desk):
    event = make_event()
    used, code = invited(event, "王五", "wang@example.com"), coded(event, uses=3)
    invited(event, "李四", "")
    client.post(link_of(used), data=typed(email="wang@example.com"))
    client.post(link_of(code), data=typed(name="李娜", mobile="15400000220", email=""))

    page = desk(event).get(f"/manage/events/{event.slug}/invited/").text

    assert ("已报名" in page, "已用 1 次，共 3 次" in page, "无邮箱，请转交链接" in page, code.code in page) == (
        True,
    ) * 4


def test_who_is_forgotten_is_no_invited_person_either_and_others_go_with_time(client):
    event = make_event()
    invitation, other = invited(event), invited(event, "李四", "li@example.com")
    with transaction():
        services.send(event, act=act())
    client.post(link_of(invitation), data=typed(email="else@example.com"))
    client.post(f"/my/{my_token(places()[0])}/delete")
    db.session.expire_all()
    first = [(row.name, row.email) for row in (invitation, other)]
    with transaction():
        early = periods.PERIODS[0].delete_some(event.ends_at + timedelta(days=170), 10)
        done = periods.PERIODS[0].delete_some(event.ends_at + timedelta(days=190), 10)

    db.session.expire_all()
    assert first == [("", ""), ("李四", "li@example.com")]
    assert (early, done, other.name, other.email) == (0, 1, "", "")


def test_a_registration_too_many_is_noticed(client):
    invitation = coded(make_event(), uses=2)
    for number in range(2):
        client.post(link_of(invitation), data=typed(name=f"样例{number}", mobile=f"1540000022{number}"))
    invitation.uses_most = 1
    db.session.commit()

    assert LAWS["invitations"]() == [f"invitation {invitation.id}: 2 registrations with 1 uses"]
    assert [place.status for place in places()] == [Status.CONFIRMED] * 2


def test_the_form_by_a_link_is_in_english_too(client):
    invitation = invited(make_event(), language="en", expires_at=NOON + timedelta(days=3))
    with transaction():
        services.send(invitation.event, act=act())

    (letter,) = emails("invitations.invited")

    assert letter.subject.startswith("Invitation: ")
    assert "It is valid until" in letter.text
    assert client.get(f"{link_of(invitation)}?lang=en").status_code == 200
    assert isinstance(db.session.get(Invitation, invitation.id), Invitation)
    assert letters.link_of(invitation).endswith(link_of(invitation))
