"""A firm asks without an account and gets a number, a link and an answer (S7.7, S8.2, S8.3, S7.6)."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.exchange.desk import services
from eventmgr.exchange.desk.letters import EXPERT_LINK, OWN_LINK
from eventmgr.exchange.desk.models import DeskAnswer, DeskFile, DeskLine, DeskRequest, LineKind, RequestStage
from eventmgr.exchange.desk.queries import find_desk
from eventmgr.exchange.desk.whose import Whose
from eventmgr.exchange.desk.wording import OFFICE
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import Level
from eventmgr.identity.privacy.services import delete_due
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import client_of
from tests.exchange.desk.requests import TYPED, make_request
from tests.factories import NOON, make_admin, make_user
from tests.rows import letters

pytestmark = pytest.mark.usefixtures("frozen", "database")


@pytest.fixture
def office(client, sign_in):
    return sign_in(make_admin(), client_of(client.application))


@pytest.fixture
def jiangsu(client, sign_in):
    user = make_user(level=Level.PROVINCIAL, unit_code="320000", name="江苏咨询台")
    return sign_in(user, client_of(client.application))


def requests():
    db.session.expire_all()
    return list(db.session.scalars(select(DeskRequest).order_by(DeskRequest.id)))


def test_a_firm_asks_and_is_answered_asked_back_and_asks_on(client, jiangsu):
    sent = client.post("/desk/ask", data=TYPED)
    assert sent.status_code == 303
    (one,) = requests()
    page = sent.location.removeprefix("http://localhost")
    assert page == f"/desk/{OWN_LINK.token(one)}/"
    assert one.number in client.get(page).text
    assert letters()[0] == ("desk.received", "zhang@example.com")
    here = f"/manage/desk/{one.id}/"
    assert one.number in jiangsu.get("/manage/desk/").text
    assert jiangsu.post(f"{here}ask-back", data={"text": "需要多少平方米？"}).status_code == 303
    assert requests()[0].stage is RequestStage.ASKED_BACK
    assert "需要多少平方米？" in client.get(page).text
    assert client.post(f"{page}reply", data={"text": "两千平方米"}).status_code == 303
    assert requests()[0].stage is RequestStage.OPEN
    assert jiangsu.post(f"{here}answer", data={"text": "每平方米每月二十元。"}).status_code == 303
    assert "每平方米每月二十元。" in client.get(page).text
    assert client.post(f"{page}rate", data={"stars": "4"}).status_code == 303
    assert requests()[0].satisfaction == 4
    assert client.post(f"{page}reply", data={"text": "含物业费吗？"}).status_code == 303
    assert requests()[0].stage is RequestStage.OPEN
    kinds = [line.kind for line in db.session.scalars(select(DeskLine).order_by(DeskLine.id))]
    assert kinds == [LineKind.QUESTION, LineKind.ASKED_BACK, LineKind.REPLY, LineKind.ANSWER, LineKind.REPLY]
    assert letters()[2:] == [("desk.asked_back", "zhang@example.com"), ("desk.answered", "zhang@example.com")]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("text", ""),
        ("text", "问" * 4001),
        ("category", "weather"),
        ("province", "999999"),
        ("email", "zhang"),
        ("consent", ""),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_is_kept(client, name, typed):
    data = {key: value for key, value in (TYPED | {name: typed}).items() if value}
    page = client.post("/desk/ask", data=data)
    assert page.status_code == 422
    assert re.findall(r'id="(\w+)-error"', page.text) == [name]
    assert "样例机械有限公司" in page.text
    assert not requests()


def test_a_file_that_is_not_what_it_says_is_refused_and_a_true_one_is_kept_encrypted(client):
    wrong = {**TYPED, "file": (io.BytesIO(b"MZ\x90"), "plan.pdf")}
    page = client.post("/desk/ask", data=wrong, content_type="multipart/form-data")
    assert page.status_code in (409, 422)
    assert "样例机械有限公司" in page.text
    assert not requests()
    right = {**TYPED, "file": (io.BytesIO(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"), "plan.pdf")}
    sent = client.post("/desk/ask", data=right, content_type="multipart/form-data")
    assert sent.status_code == 303
    key = db.session.scalars(select(DeskFile.key)).one()
    page = sent.location.removeprefix("http://localhost")
    assert client.get(f"{page}files/{key}").data.startswith(b"%PDF")
    assert client.get(f"{page}files/{'0' * 32}").status_code == 404


def test_a_province_sees_its_own_requests_and_nobody_elses(client, jiangsu, office):
    own, other = make_request(), make_request(province_code="340000", organization="皖样例厂")
    page = jiangsu.get("/manage/desk/").text
    assert own.number in page
    assert other.number not in page
    assert jiangsu.get(f"/manage/desk/{other.id}/").status_code == 404
    assert jiangsu.post(f"/manage/desk/{other.id}/answer", data={"text": "好"}).status_code == 404
    assert other.number in office.get("/manage/desk/").text
    assert client.get("/manage/desk/").status_code in (302, 303, 401)


@pytest.mark.engines_differ
def test_what_is_late_comes_first_and_waits_in_open_work(jiangsu):
    make_request(number="LATER1", due_at=NOON + timedelta(days=3))
    make_request(number="LATE01", due_at=NOON - timedelta(days=1))
    make_request(number="DONE01", due_at=NOON - timedelta(days=9), stage=RequestStage.ANSWERED, closed_at=NOON)
    assert re.findall(r"LATER1|LATE01|DONE01", jiangsu.get("/manage/desk/").text) == ["LATE01", "LATER1"]
    assert "DONE01" in jiangsu.get("/manage/desk/?state=closed").text
    assert "DONE01" in jiangsu.get("/manage/desk/?state=all").text
    assert "LATER1" not in jiangsu.get("/manage/desk/?state=late").text
    assert "/manage/desk/?state=late" in jiangsu.get("/manage/").text


def test_contacts_are_covered_until_somebody_asks_and_that_is_recorded(jiangsu):
    one = make_request()
    page = jiangsu.get(f"/manage/desk/{one.id}/").text
    assert "zhang@example.com" not in page
    assert "15400000001" not in page
    shown = jiangsu.post(f"/manage/desk/{one.id}/contacts").text
    assert "zhang@example.com" in shown
    acts = list(db.session.scalars(select(AuditEntry.action).where(AuditEntry.object_type == "desk_request")))
    assert acts == ["contacts_read"]


def test_a_request_is_handed_to_an_expert_whose_link_ends_with_the_next_hand_over(client, jiangsu, office):
    one = make_request()
    given = {"expert_name": "李专家", "expert_email": "li@example.com", "note": "请您答复"}
    assert jiangsu.post(f"/manage/desk/{one.id}/hand-over", data=given).status_code == 303
    assert ("desk.expert", "li@example.com") in letters()
    address = f"/desk/expert/{EXPERT_LINK.token(requests()[0])}/"
    page = client.get(address).text
    assert "园区厂房租金是多少？" in page
    assert "张三" not in page
    assert "zhang@example.com" not in page
    assert jiangsu.post(f"/manage/desk/{one.id}/hand-over", data={"province": "340000"}).status_code == 303
    assert client.get(address).status_code == 404
    assert jiangsu.get(f"/manage/desk/{one.id}/").status_code == 404
    assert requests()[0].province_code == "340000"
    both = {"province": "310000", "expert_email": "li@example.com"}
    assert office.post(f"/manage/desk/{one.id}/hand-over", data=both).status_code == 422


def test_an_expert_who_asks_back_is_told_of_the_reply(client, jiangsu):
    one = make_request()
    jiangsu.post(f"/manage/desk/{one.id}/hand-over", data={"expert_name": "李专家", "expert_email": "li@example.com"})
    address = f"/desk/expert/{EXPERT_LINK.token(requests()[0])}/"
    assert client.post(address, data={"text": "多大面积？", "ask_back": "1"}).status_code == 303
    assert client.post(f"/desk/{OWN_LINK.token(requests()[0])}/reply", data={"text": "两千平方米"}).status_code == 303
    assert letters() == [
        ("desk.expert", "li@example.com"),
        ("desk.asked_back", "zhang@example.com"),
        ("desk.expert", "li@example.com"),
    ]
    assert "两千平方米" in client.get(address).text


def test_an_expert_answers_by_link(client, jiangsu):
    one = make_request()
    jiangsu.post(f"/manage/desk/{one.id}/hand-over", data={"expert_name": "李专家", "expert_email": "li@example.com"})
    address = f"/desk/expert/{EXPERT_LINK.token(requests()[0])}/"
    assert client.post(address, data={"text": "可以。"}).status_code == 303
    assert requests()[0].stage is RequestStage.ANSWERED
    assert client.post(address, data={"text": "再答。"}).status_code == 409


@pytest.mark.engines_differ
def test_an_answer_is_published_without_names_and_found_by_words_and_filters(client, jiangsu):
    one = make_request(stage=RequestStage.ANSWERED, closed_at=NOON)
    typed = {"category": "lease", "question_zh": "张三问：租金多少？", "answer_zh": "每平方米每月二十元。"}
    assert jiangsu.post(f"/manage/desk/{one.id}/release", data=typed).status_code == 422
    typed["question_zh"] = "厂房租金多少？"
    assert jiangsu.post(f"/manage/desk/{one.id}/release", data=typed).status_code == 303
    found = db.session.scalars(select(DeskAnswer)).one()
    for asked in ("", "?q=租金", "?category=lease", "?province=320000"):
        assert "厂房租金多少？" in client.get(f"/desk/{asked}").text
    for asked in ("?q=天气", "?category=land", "?province=office"):
        assert "厂房租金多少？" not in client.get(f"/desk/{asked}").text
    assert client.get("/desk/?province=999999").status_code == 400
    assert client.get("/desk/?category=weather").status_code == 400
    assert "QAPage" in client.get(f"/desk/answers/{found.id}/").text
    assert "厂房租金多少？" in client.get("/desk/answers.atom").text
    assert jiangsu.post(f"/manage/desk/answers/{found.id}/withdraw").status_code == 303
    assert client.get(f"/desk/answers/{found.id}/").status_code == 404
    assert "厂房租金多少？" not in client.get("/desk/").text


def test_a_desk_has_telephone_hours_and_categories_of_its_own_which_keep_their_keys(client, jiangsu):
    typed = {
        "answered_by_zh": "样例厅投资处",
        "phone": "025 8000 0000",
        "hours_zh": "工作日 9:00—17:00",
        "categories": "用电 | Power\n用工",
    }
    assert jiangsu.post("/manage/desk/settings/", data=typed).status_code == 303
    assert "025 8000 0000" in client.get("/desk/").text
    typed["categories"] = "用工\n用水 | Water\n用电 | Electricity"
    assert jiangsu.post("/manage/desk/settings/", data=typed).status_code == 303
    db.session.expire_all()
    keys = {own["zh"]: own["key"] for own in find_desk(Whose("320000")).own_categories}
    assert keys == {"用工": "320000-2", "用水": "320000-3", "用电": "320000-1"}
    assert client.post("/desk/ask", data=TYPED | {"category": "320000-1"}).status_code == 303
    assert client.post("/desk/ask", data=TYPED | {"category": "320000-1", "province": "340000"}).status_code == 422


@pytest.mark.engines_differ
def test_who_asked_is_deleted_by_themselves_and_after_the_period_and_the_figures_stay(client, app):
    one, old = make_request(), make_request(stage=RequestStage.ANSWERED, closed_at=NOON - timedelta(days=800))
    page = f"/desk/{OWN_LINK.token(one)}/"
    assert client.get(f"{page}data.json").get_json()["email"] == "zhang@example.com"
    assert client.post(f"{page}delete").status_code == 303
    assert client.get(page).status_code == 404
    delete_due(at=NOON)
    for row in requests():
        assert (row.name, row.email, row.mobile, row.organization) == ("", "", "", "")
        assert row.category == "lease"
    assert not list(db.session.scalars(select(DeskLine)))
    assert {row.id for row in requests()} == {one.id, old.id}


def test_too_many_forms_are_refused_with_what_was_typed(client, app):
    app.config["RATELIMIT_ENABLED"] = True
    answers = [client.post("/desk/ask", data=TYPED | {"text": f"第{number}问"}) for number in range(8)]
    assert [page.status_code for page in answers] == [303] * 6 + [429] * 2
    assert "第7问" in answers[-1].text


def test_the_same_form_sent_by_a_closed_request_changes_nothing(client, jiangsu):
    one = make_request(stage=RequestStage.WITHDRAWN, closed_at=NOON)
    assert jiangsu.post(f"/manage/desk/{one.id}/answer", data={"text": "好"}).status_code == 409
    assert client.get("/desk/wrong/").status_code == 404
    services.forget(one, act=Act(SYSTEM, NOON))


def test_in_a_crowd_the_form_goes_on_with_work_and_all_that_was_typed_but_the_file(client, app):
    app.config |= {"RATELIMIT_ENABLED": True, "PROOF_OF_WORK_AFTER": 1}
    assert client.post("/desk/ask", data=TYPED).status_code == 303
    file = {"file": (io.BytesIO(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"), "plan.pdf")}
    page = client.post("/desk/ask", data=TYPED | {"text": "另一问"} | file, content_type="multipart/form-data")
    assert page.status_code == 429
    sent_on = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    assert sent_on["text"] == "另一问"
    assert sent_on["file_lost"] == "1"
    assert len(requests()) == 1


def test_the_accounts_of_a_province_are_told_of_a_new_request_for_its_desk_and_others_are_not(client):
    own = make_user(level=Level.PROVINCIAL, unit_code="320000", email="desk@example.com")
    make_user(level=Level.PROVINCIAL, unit_code="310000")
    make_user(level=Level.PROVINCIAL, unit_code="320000", disabled_at=NOON)
    make_admin()
    client.post("/desk/ask", data=TYPED)
    client.post("/desk/ask", data=TYPED | {"province": OFFICE, "email": "li@example.com"})

    assert letters() == [
        ("desk.received", "zhang@example.com"), ("desk.arrived", own.email), ("desk.received", "li@example.com"),
    ]  # fmt: skip
    arrived = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "desk.arrived")).one()
    assert f"/manage/desk/{requests()[0].id}/" in arrived.text
    assert not any(word in arrived.text for word in ("张三", "zhang@example.com", "租金"))
