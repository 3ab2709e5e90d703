"""Nobody is shown who did not agree, and of whoever did what they ticked (S6.1)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.exchange.experts.letters import LINK
from eventmgr.exchange.experts.models import Expert, ExpertState
from eventmgr.exchange.experts.periods import INVITED_DAYS, KEPT_DAYS
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import Level
from eventmgr.identity.privacy.services import delete_due
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import client_of
from tests.exchange.experts.factories import ALL_PARTS, make_agreed, make_expert
from tests.factories import NOON, make_organization, make_user

pytestmark = pytest.mark.usefixtures("frozen", "database")
TYPED = {
    "name_zh": "顾样例",
    "name_en": "Gu Yangli",
    "title_zh": "教授级高级工程师",
    "organization": "样例智造研究院",
    "province_code": "420000",
    "sector_codes": ["C34"],
    "topic_ids": ["robot"],
    "text_zh": "焊接机器人选型与产线改造。",
}
TYPED_BY_OFFICE = TYPED | {"email": "Gu@Example.com", "language": "zh"}


@pytest.fixture
def hubei(client, sign_in):
    user = make_user("hubei@example.com", level=Level.PROVINCIAL, unit_code="420000")
    return sign_in(user, client_of(client.application))


@pytest.fixture
def office(client, sign_in):
    return sign_in(make_user("office@example.com", level=Level.NATIONAL), client_of(client.application))


def expert_now():
    db.session.expire_all()
    return db.session.scalars(select(Expert)).one()


def own(expert):
    return f"/experts/own/{LINK.token(expert)}/"


def letters():
    return [(one.kind, one.to_address) for one in db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id))]


def test_an_expert_is_entered_asked_by_e_mail_and_shown_only_once_they_agree(client, hubei):
    answer = hubei.post("/manage/experts/new", data=TYPED_BY_OFFICE)
    expert = expert_now()
    before = client.get("/experts/").text

    assert (answer.status_code, expert.state, letters()) == (
        303, ExpertState.INVITED, [("experts.invited", "gu@example.com")],
    )  # fmt: skip
    assert "顾样例" not in before
    page = client.get(own(expert)).text
    assert ("顾样例" in page, "gu@example.com" in page, "我同意" in page) == (True, True, True)

    assert client.post(own(expert), data=TYPED | {"shown": ["province_code"]}).status_code == 303
    shown = client.get("/experts/").text
    assert [word in shown for word in ("顾样例", "湖北", "教授级高级工程师", "样例智造研究院", "焊接机器人选型", "gu@example.com")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip
    assert expert_now().state is ExpertState.AGREED


def test_an_expert_corrects_what_was_entered_and_it_is_shown_as_they_sent_it(client):
    expert = make_expert()

    client.post(own(expert), data=TYPED | {"name_zh": "顾样例文", "text_zh": "只谈焊接。", "shown": ["text"]})

    page = client.get("/experts/").text
    assert ("顾样例文" in page, "只谈焊接。" in page, "产线改造" in page) == (True, True, False)


def test_the_list_is_made_anew_when_an_expert_agrees_changes_or_withdraws(make_app):
    expert = make_expert()
    client = make_app(PAGE_CACHE=True).test_client()
    seen = []
    for path, data in (("", {}), ("", TYPED), ("", TYPED | {"shown": ["title"]}), ("withdraw", {})):
        if data or path:
            assert client_of(client.application).post(own(expert) + path, data=data).status_code == 303
        page = client.get("/experts/").text
        seen.append(("顾样例" in page, "教授级高级工程师" in page))

    assert seen == [(False, False), (True, False), (True, True), (False, False)]


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"name_zh": "", "name_en": ""}, "name"), ({"sector_codes": []}, "sector_codes"), ({"province_code": "999999"}, "province_code"),
     ({"shown": ["email"]}, "shown"), ({"text_zh": "长" * 301}, "text")],
)  # fmt: skip
def test_what_is_wrong_is_said_by_its_field_and_nothing_is_agreed_to(client, changed, field):
    expert = make_expert()

    answer = client.post(f"{own(expert)}?lang=en", data=TYPED | changed)

    assert (answer.status_code, f'href="#{field}' in answer.text) == (422, True)
    assert expert_now().state is ExpertState.INVITED


def test_an_expert_declines_withdraws_and_may_agree_after_all(client):
    expert = make_expert()
    states = []
    for verb in ("decline", "", "withdraw", "decline", ""):
        client.post(own(expert) + verb, data=TYPED)
        states.append(expert_now().state.value)

    assert states == ["declined", "agreed", "withdrawn", "withdrawn", "agreed"]


def test_who_has_agreed_withdraws_and_does_not_decline(client):
    expert = make_agreed()

    client.post(f"{own(expert)}decline")

    assert expert_now().state is ExpertState.AGREED


def test_an_editor_changes_what_was_entered_until_the_expert_has_answered_and_not_after(client, office):
    expert = make_expert(email="gu@example.com")
    here = f"/manage/experts/{expert.id}"
    first = office.post(f"{here}/edit", data=TYPED_BY_OFFICE | {"text_zh": "另一段话。"})
    assert (first.status_code, expert_now().text["zh"], letters()) == (303, "另一段话。", [])

    client.post(own(expert_now()), data=TYPED | {"shown": ALL_PARTS})
    second = office.post(f"{here}/edit?lang=en", data=TYPED_BY_OFFICE | {"text_zh": "改过的话。"})

    assert (second.status_code, "The expert has answered" in second.text) == (409, True)
    assert "改过的话" not in client.get("/experts/").text
    assert f"{here}/edit" not in office.get(f"{here}/").text


def test_another_address_gets_a_link_of_its_own_and_the_one_before_ends(client, office):
    expert = make_expert(email="gu@example.com")
    before = own(expert)

    office.post(f"/manage/experts/{expert.id}/edit", data=TYPED_BY_OFFICE | {"email": "new@example.com"})

    assert letters() == [("experts.invited", "new@example.com")]
    assert (client.get(before).status_code, client.get(own(expert_now())).status_code) == (404, 200)


def test_the_link_is_sent_again_but_to_nobody_who_has_declined(client, office):
    expert = make_agreed(email="gu@example.com")
    before = own(expert)
    office.post(f"/manage/experts/{expert.id}/send")
    assert (letters(), client.get(before).status_code) == ([("experts.again", "gu@example.com")], 404)

    client.post(f"{own(expert_now())}withdraw")
    office.post(f"/manage/experts/{expert.id}/send")
    again = office.post("/manage/experts/new?lang=en", data=TYPED_BY_OFFICE)

    assert (len(letters()), again.status_code, "not asked again" in again.text) == (1, 409, True)


def test_a_province_keeps_its_own_experts_and_an_office_all(hubei, office):
    here, elsewhere = make_expert(), make_expert("陆样例", province_code="310000")
    pages = [browser.get("/manage/experts/").text for browser in (hubei, office)]

    assert [["顾样例" in page, "陆样例" in page] for page in pages] == [[True, False], [True, True]]
    assert [hubei.get(f"/manage/experts/{one.id}/").status_code for one in (here, elsewhere)] == [200, 404]
    assert hubei.post("/manage/experts/new", data=TYPED_BY_OFFICE | {"province_code": "310000"}).status_code == 422


def test_an_expert_or_an_editor_deletes_everything_and_the_change_log_names_nobody(client, office):
    for by_expert in (True, False):
        expert = make_expert(email="gu@example.com")
        client.post(own(expert), data=TYPED)
        if by_expert:
            client.post(f"{own(expert)}delete")
        else:
            office.post(f"/manage/experts/{expert.id}/delete")
        db.session.expire_all()
        assert list(db.session.scalars(select(Expert))) == []
        assert "顾样例" not in client.get("/experts/").text
    entries = list(db.session.scalars(select(AuditEntry).where(AuditEntry.object_type == "expert")))
    assert [entry.action for entry in entries] == ["agreed", "erased", "agreed", "removed"]
    assert not any("顾" in f"{entry.object_name}{entry.actor_name}{entry.changes}" for entry in entries)


@pytest.mark.parametrize(
    ("state", "days", "stays"),
    [(ExpertState.INVITED, INVITED_DAYS, False), (ExpertState.DECLINED, KEPT_DAYS, False),
     (ExpertState.WITHDRAWN, KEPT_DAYS, False), (ExpertState.AGREED, 2000, True)],
)  # fmt: skip
def test_who_does_not_answer_declines_or_withdraws_is_deleted_after_their_days(client, state, days, stays):
    make_expert(state=state)
    kept = []
    for shift in (timedelta(days=-1), timedelta(days=1)):
        delete_due(NOON + timedelta(days=days) + shift)
        db.session.commit()
        kept.append(len(db.session.scalars(select(Expert)).all()))

    assert kept == [1, int(stays)]


def test_the_organization_is_that_of_the_directory_where_one_has_the_name(client):
    organization = make_organization("样例智造研究院", name_en="Sample Institute of Manufacturing")
    expert = make_expert()
    client.post(own(expert), data=TYPED | {"shown": ["organization"]})

    assert expert_now().organization_id == organization.id
    assert "Sample Institute of Manufacturing" in client.get("/experts/?lang=en").text
    assert "顾样例" in client.get("/experts/?q=sample institute&lang=zh").text


def test_what_a_colleague_or_the_expert_has_changed_meanwhile_is_shown_and_stays(client, office):
    office.post("/manage/experts/new", data=TYPED_BY_OFFICE)
    expert = expert_now()
    for browser, path, typed in (
        (office, f"/manage/experts/{expert.id}/edit", TYPED_BY_OFFICE),
        (client, own(expert), TYPED | {"shown": ["text"]}),
    ):
        seen = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', browser.get(path).text))
        assert browser.post(path, data=typed | {"text_zh": f"先改的{path}"}).status_code == 303
        late = browser.post(path, data=seen | typed | {"text_zh": "后改的"})
        assert (late.status_code, expert_now().text["zh"]) == (409, f"先改的{path}")
