"""What the robot of an event says, when, and how it is set up."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from eventmgr.console.cli.worker import Worker
from eventmgr.event.quotas.models import Status
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.ground.sealing import Sealer
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.data_requests.models import DataRequest, RequestKind
from eventmgr.office.mailings.robots import queries, services
from eventmgr.office.mailings.robots.services import Wanted
from eventmgr.tools.channels.models import ChannelMessage, SendState
from eventmgr.tools.channels.robots import HOSTS, Vendor
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE
from tests.factories import NOON, keep, make_event, make_member, make_person, make_registration, make_user
from tests.tools.channels.serving import served

pytestmark = pytest.mark.usefixtures("frozen")
KEY = "0123abcd-4567-wxyz"
ADDRESS = f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}"


@pytest.fixture
def group(monkeypatch):
    with served(body=b'{"code": 0}') as server:
        monkeypatch.setitem(HOSTS, Vendor.FEISHU, server.url.removesuffix("/sms"))
        yield server


def act():
    return Act(OFFICE, clock.now())


def set_up(event, **values):
    own = dict(HOSTS)
    HOSTS[Vendor.FEISHU] = "https://open.feishu.cn"
    try:
        with transaction():
            services.save(event, Wanted(**{"address": ADDRESS, **values}), act=act())
    finally:
        HOSTS.update(own)


def look_and_work(app):
    with transaction():
        services.look(at=clock.now())
    db.session.rollback()
    with app.app_context():
        worker = Worker(app, lease=60, batch=50, stop=threading.Event())
        while worker.round():
            pass
    db.session.rollback()


def told(group):
    return [json.loads(body)["content"]["text"].split("\n")[1] for *_rest, body in group.got]


def waits(event, name):
    make_registration(event, make_person(name), status=Status.PENDING, created_at=clock.now())


def test_new_registrations_are_counted_at_most_once_in_so_many_minutes(app, group, frozen):
    event = make_event()
    waits(event, "从前")
    set_up(event)
    frozen.shift(60)
    waits(event, "王敏")
    waits(event, "李雷")
    look_and_work(app)
    assert told(group) == []
    frozen.shift(30 * 60)
    look_and_work(app)
    assert told(group) == ["新增 2 条待审核报名。"]
    assert "王敏" not in str(group.got)
    waits(event, "后来")
    frozen.shift(29 * 60)
    look_and_work(app)
    assert len(told(group)) == 1
    frozen.shift(60)
    look_and_work(app)
    look_and_work(app)
    assert told(group)[1:] == ["新增 1 条待审核报名。"]


def test_the_end_of_registration_is_told_once_for_each_deadline(app, group, frozen):
    event = make_event(registration_closes_at=NOON + timedelta(hours=1))
    set_up(event, language="en")
    look_and_work(app)
    assert told(group) == []
    frozen.shift(3601)
    for _time in range(2):
        look_and_work(app)
    assert told(group) == ["The registration deadline has passed."]


def test_overdue_requests_are_told_once_a_day_as_long_as_there_are_any(app, group, frozen):
    event = make_event()
    registration = make_registration(event, make_person("王敏"))
    set_up(event, says_closed=False)
    keep(
        DataRequest(
            event_id=event.id, registration_id=registration.id, kind=RequestKind.OTHER, text="请说明", asked_at=NOON,
            due_at=NOON + timedelta(days=1),
        )
    )  # fmt: skip
    look_and_work(app)
    assert told(group) == []
    for _time in range(24):
        frozen.shift(2 * 3600)
        look_and_work(app)
    assert told(group) == ["1 项个人信息请求已逾期。"]
    frozen.shift(3600 * 2)
    look_and_work(app)
    assert len(told(group)) == 2


def test_what_is_not_chosen_and_what_had_passed_before_is_not_told(app, group, frozen):
    passed = make_event(registration_closes_at=NOON - timedelta(hours=1))
    set_up(passed)
    quiet = make_event(registration_closes_at=NOON + timedelta(hours=1))
    set_up(quiet, says_new=False, says_overdue=False, says_closed=False)
    waits(quiet, "王敏")
    frozen.shift(7200)
    look_and_work(app)
    assert told(group) == []


def test_a_robot_never_says_a_thing_twice_that_may_have_been_said(app, group):
    group.status = 500
    event = make_event()
    set_up(event)
    with transaction():
        services.test(event, act=act())
    look_and_work(app)
    assert [row.state for row in db.session.scalars(select(ChannelMessage))] == [SendState.UNCLEAR]
    assert len(group.got) == 1


def test_a_robot_that_was_removed_says_nothing_of_what_waited(app, group):
    event = make_event()
    set_up(event)
    with transaction():
        services.test(event, act=act())
    with transaction():
        services.remove(event, act=act())
    look_and_work(app)
    assert group.got == [] and queries.find_robot(event.id) is None


def test_the_key_stands_sealed_in_the_database_and_nowhere_in_the_change_log(app):
    event = make_event()
    set_up(event, secret="s3cr3t-of-feishu")
    kept = str(db.session.execute(text("SELECT * FROM group_robot")).all())
    logged = str([vars(entry) for entry in db.session.scalars(select(AuditEntry))])
    assert KEY not in kept + logged and "s3cr3t" not in kept + logged
    assert queries.find_robot(event.id).keys == {"key": KEY, "secret": "s3cr3t-of-feishu"}


def test_a_new_data_key_takes_the_robots_along(app, monkeypatch):
    event = make_event()
    set_up(event)
    old = app.extensions["sealer"]
    monkeypatch.setitem(app.extensions, "sealer", Sealer("n" * 40, [str(app.config["DATA_KEY"])]))
    assert app.test_cli_runner().invoke(args=["reseal"]).exit_code == 0
    monkeypatch.setitem(app.extensions, "sealer", Sealer("n" * 40))
    db.session.rollback()
    assert queries.find_robot(event.id).keys["key"] == KEY
    monkeypatch.setitem(app.extensions, "sealer", old)
    db.session.rollback()
    assert queries.find_robot(event.id).keys == {}


@pytest.fixture
def office(app, sign_in):
    def of(event, role=TeamRole.DEPUTY):
        own, user = app.test_client(), make_user(email=f"{role.value}@example.com")
        make_member(event, role, user)
        return sign_in(user, own)

    return of


TYPED = {"language": "zh", "says_new": "y", "every_minutes": "30"}


def base(event, rest=""):
    return f"/manage/events/{event.slug}/robot/{rest}"


def test_the_page_sets_it_up_shows_four_characters_and_sends_a_test(app, office, monkeypatch):
    event = make_event()
    browser = office(event)
    assert browser.post(base(event), data={**TYPED, "address": ADDRESS, "secret": "s3cr3t"}).status_code == 303
    page = browser.get(base(event))
    assert "…wxyz" in page.text and KEY not in page.text and "s3cr3t" not in page.text
    assert browser.post(base(event), data={**TYPED, "every_minutes": "60"}).status_code == 303
    robot = queries.find_robot(event.id)
    assert (robot.keys["key"], robot.every_minutes, robot.says_overdue) == (KEY, 60, False)
    with served(body=b'{"code": 0}') as server:
        monkeypatch.setitem(HOSTS, Vendor.FEISHU, server.url.removesuffix("/sms"))
        browser.post(base(event, "test"))
        look_and_work(app)
    assert len(server.got) == 1 and "已发送" in browser.get(base(event)).text
    acts = db.session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("robot%")).order_by(AuditEntry.id))
    assert list(acts) == ["robot_set_up", "robot_changed", "robot_tested"]


@pytest.mark.parametrize(
    "typed",
    [
        {"address": "https://169.254.169.254/latest"},
        {"address": ""},
        {"address": ADDRESS, "every_minutes": "1"},
        {"address": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=12345678", "secret": "x"},
    ],
)
def test_what_is_no_robot_is_refused_beside_its_field(office, typed):
    event = make_event()
    page = office(event).post(base(event), data={**TYPED, **typed})
    assert page.status_code == 422 and "is-invalid" in page.text
    assert queries.find_robot(event.id) is None


def test_owners_and_deputies_alone_set_it_up(office):
    event = make_event()
    assert office(event, TeamRole.REGISTRAR).get(base(event)).status_code == 403


@pytest.mark.parametrize(("features", "said"), [(["robots"], 1), ([], 0)])
def test_it_says_nothing_while_it_is_switched_off(app, group, frozen, features, said):
    event = make_event(features=features)
    set_up(event)
    frozen.shift(60)
    waits(event, "王敏")
    frozen.shift(31 * 60)
    look_and_work(app)
    assert len(told(group)) == said
