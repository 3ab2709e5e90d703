"""What somebody asks about their personal information: the queue with its due dates, the answer, and what becomes of it all."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services.decisions import restrict
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.retaining.services.forgetting import forget
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.ground.settings import BadSetting
from eventmgr.identity.privacy.periods import months_later
from eventmgr.identity.privacy.services import delete_due
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.data_requests.laws import limits
from eventmgr.office.data_requests.models import DataRequest, RequestKind, RequestState
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import client_of
from tests.event.registration.applicants import VISITOR, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, make_event, make_member
from tests.office.data_requests.requests import answers, asks

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def place(app):
    return register(make_event(), make_applicant(name="张三", email="zhang@example.com"))


@pytest.fixture
def office(client, sign_in, place):
    return sign_in(make_member(place.event, TeamRole.REGISTRAR), client_of(client.application))


def own(place):
    return f"/my/{my_token(place)}/"


def queue(place):
    return f"/manage/events/{place.event.slug}/requests/"


def rows():
    db.session.expire_all()
    return list(db.session.scalars(select(DataRequest).order_by(DataRequest.id)))


def test_a_request_goes_from_the_own_page_to_the_queue_and_its_answer_back_by_page_and_e_mail(client, office, place):
    sent = client.post(f"{own(place)}requests/", data={"kind": "object", "text": "不要列入名单"})
    (request,) = rows()
    seen = office.get(queue(place)).text
    page = f"{queue(place)}{request.id}/"
    asked = office.post(page, data={"decision": "granted", "answer": "名单已不再列入", "telling": ""})
    unsaved = rows()[0].state
    done = office.post(page, data={"decision": "granted", "answer": "名单已不再列入", "telling": "now"})

    assert (sent.status_code, sent.location, request.due_at) == (303, own(place), NOON + timedelta(days=15))
    assert ("张三" in seen, "不要列入名单" in seen, "拒绝处理" in seen) == (True, True, True)
    assert (asked.status_code, "名单已不再列入" in asked.text, "张三" in asked.text, unsaved) == (
        200, True, True, RequestState.OPEN,
    )  # fmt: skip
    assert (done.status_code, rows()[0].state) == (303, RequestState.GRANTED)
    mine = client.get(own(place)).text
    assert ("名单已不再列入" in mine, "不要列入名单" in mine, "2026年4月16日" in mine) == (True, True, False)
    letter = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "data_requests.answered")).one()
    assert (letter.to_address, "名单已不再列入" in letter.text) == ("zhang@example.com", True)
    actions = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions[-3:] == ["rights_asked", "objection_accepted", "rights_answered"]


def test_until_it_is_answered_the_own_page_says_by_when(client, place):
    asks(place)

    assert "2026年4月16日" in client.get(own(place)).text


def test_the_setting_says_when_a_request_is_due(make_app, place):
    with make_app(REQUEST_ANSWER_DAYS=5).app_context():
        pass
    app = make_app(REQUEST_ANSWER_DAYS=5)
    client_of(app).post(f"{own(place)}requests/", data={"kind": "restrict", "text": ""})

    assert rows()[0].due_at == NOON + timedelta(days=5)
    for days in (0, 31):
        with pytest.raises(BadSetting, match="REQUEST_ANSWER_DAYS"):
            make_app(REQUEST_ANSWER_DAYS=days)


def test_what_is_overdue_stands_out_on_the_overview_and_first_in_the_queue(office, place, frozen, sign_in):
    asks(place)
    other = register(place.event, make_applicant(name="李四"))
    asks(other, RequestKind.OTHER, "数据来自哪里？", at=NOON + timedelta(days=10))
    overview = f"/manage/events/{place.event.slug}/"
    before = office.get(overview).text
    frozen.move_to(NOON + timedelta(days=15, seconds=1))
    sign_in(make_member(place.event, TeamRole.OWNER), office)

    after, late = office.get(overview).text, office.get(f"{queue(place)}?state=overdue").text
    still = office.get(f"{queue(place)}?state=open").text

    assert ("2 项个人信息请求待答复" in before, "逾期" in before) == (True, False)
    assert ("1 项个人信息请求已逾期" in after, "1 项个人信息请求待答复" in after) == (True, True)
    assert re.search(r"已逾期</a>\s*<span class=\"state no\">", after)
    assert ("张三" in late, "李四" in late) == (True, False)
    assert still.index("张三") < still.index("李四")
    assert office.get(f"{queue(place)}?state=x").status_code == 400


def test_those_who_may_not_answer_see_no_request(sign_in, place):
    asks(place, text="只有会务组可见")
    viewer = sign_in(make_member(place.event, TeamRole.VIEWER))
    pages = [viewer.get(f"/manage/events/{place.event.slug}/{rest}") for rest in ("", f"registrations/{place.id}/")]

    assert viewer.get(queue(place)).status_code == 403
    assert [("只有会务组可见" in page.text, queue(place) in page.text) for page in pages] == [(False, False)] * 2


@pytest.mark.parametrize(
    ("data", "field"),
    [({"kind": "other", "text": ""}, "text"), ({"kind": "", "text": "甲"}, "kind"), ({"kind": "x"}, "kind")],
)
def test_a_request_that_says_nothing_is_refused_and_keeps_what_was_typed(client, place, data, field):
    page = client.post(f"{own(place)}requests/", data=data)

    assert (page.status_code, f'id="{field}-error' in page.text or f'href="#{field}"' in page.text) == (422, True)
    assert (data.get("text", "") in page.text, rows()) == (True, [])


def test_an_answer_needs_words_and_a_decision(office, place):
    request = asks(place)
    page = f"{queue(place)}{request.id}/"

    wrong = [
        office.post(page, data=data | {"telling": "now"}).status_code
        for data in ({"decision": "granted", "answer": ""}, {"decision": "answered", "answer": "甲"}, {"answer": "甲"})
    ]

    assert (wrong, rows()[0].state) == ([422, 422, 422], RequestState.OPEN)


def test_the_same_is_not_asked_twice_while_it_is_open_or_holds(place):
    request = asks(place)
    with pytest.raises(Refusal, match="尚待答复"):
        asks(place)
    answers(request)
    with pytest.raises(Refusal, match="正在生效"):
        asks(place)
    asks(place, RequestKind.OTHER, "一")
    asks(place, RequestKind.OTHER, "二")

    assert [row.kind.value for row in rows()] == ["restrict", "other", "other"]


def test_it_is_answered_once(place):
    request = asks(place)
    answers(request, RequestState.DECLINED)

    with pytest.raises(Refusal, match="已不是待答复"):
        answers(request)
    assert (rows()[0].state, rows()[0].registration.restricted_at) == (RequestState.DECLINED, None)


def test_an_open_request_is_taken_back_by_the_person_and_one_in_force_ends(client, place):
    opened, granted = asks(place, RequestKind.OTHER, "甲"), asks(place)
    answers(granted)
    for request in (opened, granted, granted):
        client.post(f"{own(place)}requests/{request.id}/withdraw")

    assert [(row.state.value, row.lifted_at) for row in rows()] == [("withdrawn", None), ("granted", NOON)]
    assert (rows()[1].registration.restricted_at, limits()) == (None, [])


def test_the_organizers_end_what_was_granted_and_the_person_hears_of_it(office, place):
    request = asks(place)
    answers(request)
    restricted = rows()[0].registration.restricted_at

    first = office.post(f"{queue(place)}{request.id}/lift", data={"telling": ""})
    held = rows()[0].registration.restricted_at
    office.post(f"{queue(place)}{request.id}/lift", data={"telling": "now"})

    assert (restricted, first.status_code, held, rows()[0].registration.restricted_at) == (NOON, 200, NOON, None)
    kinds = db.session.scalars(select(OutboxLetter.kind).order_by(OutboxLetter.id)).all()
    assert kinds[-2:] == ["data_requests.answered", "data_requests.lifted"]


@pytest.mark.parametrize("address", ["", "li@例\u2028子.example"])
def test_somebody_without_an_address_that_mail_can_carry_is_phoned(place, app, address):
    silent = register(place.event, make_applicant(name="无邮箱", email=""))
    silent.email = address
    db.session.commit()
    answers(asks(silent, RequestKind.OTHER, "甲"), RequestState.ANSWERED)

    db.session.expire_all()
    assert db.session.get(Registration, silent.id).untold_since == NOON


def test_the_organizers_enter_what_came_by_telephone(office, place):
    page = office.post(f"{queue(place)}new/{place.id}", data={"kind": "restrict", "text": "来电"})

    (request,) = rows()
    assert (page.status_code, request.by_organizers, request.text) == (303, True, "来电")
    assert "由会务组登记" in office.get(page.location).text


def test_requests_of_another_person_or_event_are_not_found(client, office, place):
    other = register(make_event(), make_applicant())
    request = asks(other)

    assert client.post(f"{own(place)}requests/{request.id}/withdraw").status_code == 404
    assert office.get(f"{queue(place)}{request.id}/").status_code == 404
    assert office.get(f"{queue(place)}new/{other.id}").status_code == 404


def test_the_own_copy_holds_requests_and_answers(client, place):
    answers(asks(place, text="请限制处理"))

    data = json.loads(client.get(f"{own(place)}data.json").data)
    table = client.get(f"{own(place)}data.csv").data.decode("utf-8-sig")

    assert [(one["text"], one["answer"]) for one in data["held"]["data_requests"]] == [("请限制处理", "已核实")]
    assert ("请限制处理" in table, "已核实" in table) == (True, True)


@pytest.mark.parametrize("way", ["own", "retention"])
def test_words_go_with_their_person_and_the_record_of_the_request_stays(place, way):
    answers(asks(place, text="家人不知情"))
    asks(place, RequestKind.OTHER, "还有谁看过")
    with transaction():
        if way == "own":
            forget(place.event, place, act=Act(VISITOR, NOON))
        else:
            delete_due(months_later(place.event.ends_at, place.event.retention_months))

    assert [(row.kind.value, row.state.value, row.text, row.answer) for row in rows()] == [
        ("restrict", "granted", "", ""), ("other", "withdrawn", "", ""),
    ]  # fmt: skip
    assert (limits(), rows()[0].registration.restricted_at) == ([], None)
    assert "家人" not in str([entry.changes for entry in db.session.scalars(select(AuditEntry))])


def test_who_takes_over_the_place_is_not_restricted_and_reads_nothing(client, place):
    answers(asks(place, text="前一位的理由"))
    with transaction():
        edit(
            place.event, place, make_applicant(name="欧阳不忘", email="neu@example.com"), act=Act(VISITOR, NOON)
        )  # fmt: skip
    db.session.expire_all()

    assert (place.restricted_at, limits()) == (None, [])
    assert "前一位的理由" not in client.get(f"{own(place)}data.json").text


def test_the_law_tells_of_a_restriction_that_nobody_asked_for(place):
    with transaction():
        restrict(place.event, place, on=True, act=Act(SYSTEM, NOON))

    assert limits() == [f"registration {place.id}: restrict differs from its requests"]
