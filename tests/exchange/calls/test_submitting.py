"""A case is submitted without an account, confirmed, corrected until the last day, withdrawn (S6.6)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.exchange.calls.letters import OWN_LINK
from eventmgr.exchange.calls.models import CallAudience, CallState, CaseSubmission, SubmissionState
from eventmgr.exchange.calls.periods import delete_some
from eventmgr.exchange.cases.models import Case
from eventmgr.ground.db import db, write
from eventmgr.identity.accounts.models import Level
from tests.exchange.calls.factories import LATER, TODAY, TYPED, make_call, make_closed, make_submission
from tests.factories import NOON, make_admin, make_user
from tests.rows import letters_to, only

pytestmark = pytest.mark.usefixtures("frozen", "database")


def send(client, call, lang="en", **typed):
    return client.post(f"/cases/calls/{call.slug}/submit?lang={lang}", data=TYPED | typed)


def test_a_call_is_found_beside_the_cases_and_leads_to_its_form(client):
    call = make_call()
    make_call(title={"zh": "草稿征集"}, state=CallState.DRAFT, published_at=None)
    assert f'href="/cases/calls/{call.slug}/"' in client.get("/cases/").text
    listed = client.get("/cases/calls/").text
    assert (call.title["zh"] in listed, "草稿征集" in listed) == (True, False)
    page = client.get(f"/cases/calls/{call.slug}/?lang=en").text
    assert f'href="/cases/calls/{call.slug}/submit"' in page
    assert "both days included" in page
    assert "application/ld+json" in page


def test_what_is_typed_is_submitted_once_the_address_is_confirmed(client):
    call = make_call()
    answer = send(client, call)
    one = only(CaseSubmission)
    assert (answer.status_code, "zhou@example.com" in answer.text.lower()) == (200, True)
    assert (one.state, one.number, one.email) == (SubmissionState.UNCONFIRMED, None, "zhou@example.com")
    assert one.metrics == [{"kind": "efficiency", "amount": 3000, "unit": "percent", "baseline": "2023 年均值"}]
    [letter] = letters_to("zhou@example.com")
    assert (letter.kind, letter.language) == ("calls.confirm", "en")

    address = f"/cases/calls/own/{OWN_LINK.token(one)}/"
    assert "装配线柔性改造" in client.get(address).text
    client.post(f"{address}confirm")
    client.post(f"{address}confirm")
    one = only(CaseSubmission)
    assert (one.state, one.number, one.call.submitted) == (SubmissionState.SUBMITTED, 1, 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [("organization", ""), ("province_code", "999999"), ("title", ""), ("summary", ""), ("measures", ""), ("results", ""),
     ("sector_codes", ""), ("email", "nobody"), ("contact_name", ""), ("consent", ""), ("unit_1", ""), ("amount_1", "viel"),
     ("kind_1", ""), ("amount_1", "-1")],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(client, field, value):
    answer = send(client, make_call(), **{field: value})
    assert answer.status_code == 422
    assert 'id="errors"' in answer.text
    assert "2023 年均值" in answer.text
    assert db.session.scalars(select(CaseSubmission)).all() == []


def test_nothing_falls_by_more_than_all_of_it(client):
    answer = send(client, make_call(), kind_1="cost", amount_1="130")
    assert (answer.status_code, "more than 100%" in answer.text) == (422, True)


@pytest.mark.parametrize(("days", "is_taken"), [(-1, False), (0, True), (10, True), (11, False)])
def test_the_last_day_belongs_to_the_call_and_afterwards_it_is_said_that_it_is_over(client, frozen, days, is_taken):
    call = make_call(opens_on=TODAY, closes_on=TODAY + timedelta(days=10))
    frozen.move_to(NOON + timedelta(days=days))
    answer = send(client, call)
    assert answer.status_code == (200 if is_taken else 409)
    if not is_taken:
        assert "装配线柔性改造" in answer.text
        assert ("last day for submissions was" in answer.text) or ("taken from" in answer.text)
        assert "<form" not in client.get(f"/cases/calls/{call.slug}/submit").text.split("<main")[1]


def test_the_day_is_that_of_the_office_and_not_of_greenwich(client, frozen):
    call = make_call(closes_on=TODAY)
    frozen.move_to(NOON.replace(hour=15, minute=59))  # 23:59 in Beijing
    assert send(client, call).status_code == 200
    frozen.move_to(NOON.replace(hour=16, minute=1))
    assert send(client, call, title="另一个").status_code == 409


def test_where_provinces_submit_an_organization_is_told_so(client):
    call = make_call(audience=CallAudience.PROVINCES)
    assert "/submit" not in client.get(f"/cases/calls/{call.slug}/").text
    answer = send(client, call)
    assert (answer.status_code, "submitted by the provinces" in answer.text) == (409, True)


def test_who_has_submitted_corrects_until_the_last_day_and_not_after_it(client, frozen):
    one = make_submission(make_call())
    address = f"/cases/calls/own/{OWN_LINK.token(one)}/"
    typed = {name: value for name, value in TYPED.items() if name not in ("email", "consent")}
    assert client.post(address, data=typed | {"title": "装配线柔性改造二期"}).status_code == 303
    assert (only(CaseSubmission).title, only(CaseSubmission).metrics[0]["amount"]) == ("装配线柔性改造二期", 3000)
    assert client.post(address, data=typed | {"results": ""}).status_code == 422
    frozen.move_to(NOON + LATER)
    assert client.post(address, data=typed).status_code == 409
    assert only(CaseSubmission).title == "装配线柔性改造二期"
    assert "<textarea" not in client.get(address).text


def test_a_submission_can_be_withdrawn_and_stays_so(client):
    one = make_submission(make_call())
    address = f"/cases/calls/own/{OWN_LINK.token(one)}/"
    assert client.post(f"{address}withdraw").status_code == 303
    assert only(CaseSubmission).state is SubmissionState.WITHDRAWN
    page = client.get(address).text
    assert ("/withdraw" in page, "<textarea" in page) == (False, False)


def test_the_same_case_of_the_same_organization_is_submitted_once(client):
    call = make_call()
    make_submission(call, organization="苏州样例装备股份有限公司")
    answer = send(client, call)
    assert (answer.status_code, "already" in answer.text) == (409, True)


def test_a_province_submits_for_its_own_organizations_without_a_confirmation(client, sign_in):
    call = make_call(audience=CallAudience.PROVINCES)
    account = make_user("js@example.com", level=Level.PROVINCIAL, unit_code="320000")
    sign_in(account, client)
    address = f"/manage/calls/{call.id}/submit"
    assert client.post(address, data=TYPED | {"province_code": "330000"}).status_code == 422
    assert client.post(address, data=TYPED).status_code == 303
    one = only(CaseSubmission)
    assert (one.state, one.number, one.entered_by_id) == (SubmissionState.SUBMITTED, 1, account.id)
    assert [letter.kind for letter in letters_to("zhou@example.com")] == ["calls.received"]
    make_submission(call, province_code="330000", title="浙江的案例", email="zj@example.com")
    page = client.get(f"/manage/calls/{call.id}/").text
    assert ("装配线柔性改造" in page, "浙江的案例" in page) == (True, False)
    for verb in ("edit", "decide", "publish", "reviewers"):
        assert client.post(f"/manage/calls/{call.id}/{verb}").status_code == 403


def test_a_province_reads_no_draft_and_no_submission_of_another(client, sign_in):
    draft = make_call(state=CallState.DRAFT, published_at=None)
    other = make_submission(make_call(), province_code="330000")
    sign_in(make_user("js@example.com", level=Level.PROVINCIAL, unit_code="320000"), client)
    assert client.get(f"/manage/calls/{draft.id}/").status_code == 404
    assert client.get(f"/manage/calls/{other.call_id}/submissions/{other.id}/").status_code == 404


def test_who_submitted_is_forgotten_after_the_decision_and_what_nobody_confirms_goes(client):
    decided = make_closed(state=CallState.DECIDED, decided_at=NOON)
    kept = make_submission(decided)
    make_submission(decided, state=SubmissionState.UNCONFIRMED, title="未确认", confirmed_at=None)
    assert write(lambda: delete_some(NOON + timedelta(days=6), 10)) == 0
    assert write(lambda: delete_some(NOON + timedelta(days=8), 10)) == 1
    assert write(lambda: delete_some(NOON + timedelta(days=170), 10)) == 0
    token = OWN_LINK.token(kept)
    assert write(lambda: delete_some(NOON + timedelta(days=190), 10)) == 1
    one = only(CaseSubmission)
    assert (one.contact_name, one.email, one.title) == ("", "", kept.title)
    assert client.get(f"/cases/calls/own/{token}/").status_code == 404


def test_no_case_takes_an_address_that_calls_have(client, sign_in):
    sign_in(make_admin(), client)
    data = {
        "organization": "苏州样例装备有限公司", "title_zh": "征集", "title_en": "Calls", "summary_zh": "摘要。", "province_code": "320000",
        "sector_codes": "C35",
    }  # fmt: skip
    answer = client.post("/manage/cases/new", data=data)
    assert answer.status_code == 303
    assert db.session.scalars(select(Case.slug)).one() == "calls-2"
