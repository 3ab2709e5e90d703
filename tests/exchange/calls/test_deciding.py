"""Reviewers score and declare interests, the office selects and announces, cases and letters come of it (S6.6)."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pypdf
import pytest
from sqlalchemy import select

from eventmgr.exchange.calls.laws import case_scores
from eventmgr.exchange.calls.letters import OWN_LINK, REVIEW_LINK
from eventmgr.exchange.calls.models import (
    CallState,
    CaseCall,
    CaseReviewer,
    CaseScore,
    SubmissionState,
)
from eventmgr.exchange.calls.periods import delete_some_reviewers
from eventmgr.exchange.cases.models import Case, CaseState
from eventmgr.ground.db import db, write
from eventmgr.identity.accounts.models import Level
from tests.conftest import client_of
from tests.exchange.calls.factories import TODAY, make_call, make_closed, make_reviewer, make_submission
from tests.factories import NOON, keep, make_admin, make_event, make_user
from tests.rows import letters_to

pytestmark = pytest.mark.usefixtures("frozen", "database")
SCORES = {"interest": "none", "effect": "5", "transfer": "4", "novelty": "3", "comment": "成效清楚。"}


@pytest.fixture
def office(app, sign_in):
    return sign_in(make_admin(), client_of(app))


def review(client, reviewer, one, **said):
    return client.post(f"/cases/calls/review/{REVIEW_LINK.token(reviewer)}/{one.id}/?lang=en", data=SCORES | said)


def again(row):
    db.session.expire_all()
    return db.session.get(type(row), row.id)


def test_the_office_makes_publishes_and_edits_a_call(client, office):
    data = {
        "title_zh": "绿色工厂案例征集", "title_en": "Call for green factory cases", "about_zh": "征集绿色工厂案例。",
        "opens_on": TODAY.isoformat(), "closes_on": TODAY.isoformat(), "audience": "everybody",
    }  # fmt: skip
    assert office.post("/manage/calls/new", data=data | {"closes_on": "2020-01-01"}).status_code == 422
    assert office.post("/manage/calls/new", data=data).status_code == 303
    call = db.session.scalars(select(CaseCall)).one()
    assert (call.slug, call.state) == ("call-green-factory-cases", CallState.DRAFT)
    assert client.get(f"/cases/calls/{call.slug}/").status_code == 404
    assert office.post(f"/manage/calls/{call.id}/publish").status_code == 303
    assert client.get(f"/cases/calls/{call.slug}/").status_code == 200
    office.post(f"/manage/calls/{call.id}/edit", data=data | {"title_zh": "零碳工厂案例征集"})
    assert "零碳工厂案例征集" in client.get(f"/cases/calls/{call.slug}/").text
    assert office.post(f"/manage/calls/{call.id}/delete").status_code == 303
    assert again(call) is not None


def test_a_reviewer_gets_a_link_and_reads_what_was_submitted_but_not_its_contact(client, office):
    call = make_closed()
    one = make_submission(call)
    data = {"name": "郑样例", "organization": "样例大学", "email": "Zheng@Example.com", "language": "en"}
    assert office.post(f"/manage/calls/{call.id}/reviewers", data=data).status_code == 303
    assert office.post(f"/manage/calls/{call.id}/reviewers", data=data).status_code == 409
    reviewer = db.session.scalars(select(CaseReviewer)).one()
    [letter] = letters_to("zheng@example.com")
    assert (letter.kind, letter.language) == ("calls.review", "en")
    listed = client.get(f"/cases/calls/review/{REVIEW_LINK.token(reviewer)}/").text
    page = client.get(f"/cases/calls/review/{REVIEW_LINK.token(reviewer)}/{one.id}/").text
    for text in (listed, page):
        assert (one.title in text, one.contact_name in text, one.email in text) == (True, False, False)
    gone = f"/cases/calls/review/{REVIEW_LINK.token(reviewer)}/"
    office.post(f"/manage/calls/{call.id}/reviewers/{reviewer.id}/remove")
    assert client.get(gone).status_code == 404


def test_scores_are_averaged_without_those_who_have_an_interest(client, office):
    call = make_closed()
    one, other = (
        make_submission(call),
        make_submission(call, organization="无锡样例有限公司", title="另一个", email="w@example.com"),
    )
    first, second, third = (
        make_reviewer(call, name=f"评审{n}", organization=f"样例大学{n}", email=f"r{n}@example.com") for n in range(3)
    )
    assert review(client, first, one).status_code == 303
    assert review(client, second, one, effect="4", transfer="4", novelty="4").status_code == 303
    assert review(client, third, one, interest="some").status_code == 303
    assert (again(one).average, again(one).scored) == (400, 2)
    review(client, second, one, effect="5", transfer="5", novelty="5")
    assert (again(one).average, again(one).scored) == (450, 2)
    page = office.get(f"/manage/calls/{call.id}/?lang=en").text
    assert ("4.50" in page, "(2 reviewers)" in page, "3 scores are awaited" in page) == (True, True, True)
    assert page.index(one.title) < page.index(other.title)
    page = office.get(f"/manage/calls/{call.id}/submissions/{one.id}/?lang=en").text
    assert ("Interest declared" in page, "成效清楚。" in page) == (True, True)
    assert case_scores() == []
    one = again(one)
    one.average = 100
    db.session.commit()
    assert len(case_scores()) == 1


@pytest.mark.parametrize("left_out", ["interest", "effect", "transfer", "novelty"])
def test_a_review_says_whether_there_is_an_interest_and_has_all_scores(client, left_out):
    call = make_closed()
    one, reviewer = make_submission(call), make_reviewer(call)
    answer = review(client, reviewer, one, **{left_out: ""})
    assert (answer.status_code, "成效清楚。" in answer.text) == (422, True)
    assert review(client, reviewer, one, effect="6").status_code == 422
    assert db.session.scalars(select(CaseScore)).all() == []


@pytest.mark.parametrize(
    "who",
    [{"email": "zhou@example.com"}, {"organization": "苏州样例装备有限公司"}, {"organization": "苏州样例装备股份有限公司"},
     {"email": "js@example.com"}],
)  # fmt: skip
def test_whoever_submitted_and_their_organization_cannot_review(client, office, who):
    call = make_closed()
    account = make_user("js@example.com", level=Level.PROVINCIAL, unit_code="320000")
    one, reviewer = make_submission(call, entered_by_id=account.id), make_reviewer(call, **who)
    answer = review(client, reviewer, one)
    assert (answer.status_code, "cannot review" in answer.text) == (409, True)
    assert db.session.scalars(select(CaseScore)).all() == []
    assert "awaited" not in office.get(f"/manage/calls/{call.id}/?lang=en").text


def test_nothing_is_scored_or_decided_before_the_last_day_is_over(client, office):
    call = make_call()
    one, reviewer = make_submission(call), make_reviewer(call)
    assert review(client, reviewer, one).status_code == 409
    office.post(f"/manage/calls/{call.id}/submissions/{one.id}/select")
    office.post(f"/manage/calls/{call.id}/decide")
    assert (again(one).state, again(call).state) == (SubmissionState.SUBMITTED, CallState.PUBLISHED)


def test_what_is_selected_becomes_a_draft_case_and_all_are_told_once_in_their_language(client, office):
    call = make_closed()
    one = make_submission(call)
    other = make_submission(
        call, organization="Wuxi Sample Ltd.", title="Another", email="wu@example.com", language="en", metrics=[]
    )
    gone = make_submission(call, state=SubmissionState.WITHDRAWN, title="撤回的", email="gone@example.com")
    office.post(f"/manage/calls/{call.id}/submissions/{one.id}/select")
    assert (again(one).state, letters_to(one.email)) == (SubmissionState.SELECTED, [])
    before = client.get(f"/cases/calls/own/{OWN_LINK.token(again(one))}/?lang=en").text
    assert ("being reviewed" in before, "was selected" in before) == (True, False)
    office.post(f"/manage/calls/{call.id}/decide")
    office.post(f"/manage/calls/{call.id}/decide")

    case = db.session.scalars(select(Case)).one()
    assert (case.state, case.organization.name, case.title) == (
        CaseState.DRAFT, "苏州样例装备有限公司", {"zh": "装配线柔性改造"},
    )  # fmt: skip
    assert (case.consent_by, case.consent_on, [metric.amount for metric in case.metrics]) == ("周样例", TODAY, [3000])
    assert (again(one).case_id, again(other).state, again(gone).state) == (
        case.id, SubmissionState.NOT_SELECTED, SubmissionState.WITHDRAWN,
    )  # fmt: skip
    told = [
        [(one.kind, one.language) for one in letters_to(address)] for address in ("zhou@example.com", "wu@example.com")
    ]
    assert told == [[("calls.selected", "zh")], [("calls.not_selected", "en")]]
    assert letters_to("gone@example.com") == []
    assert f"/manage/cases/{case.id}/" in office.get(f"/manage/calls/{call.id}/submissions/{one.id}/").text
    assert "was selected" in client.get(f"/cases/calls/own/{OWN_LINK.token(again(one))}/?lang=en").text


def test_the_selected_cases_are_shown_and_bound_once_the_call_is_decided_and_they_are_published(client, office):
    call = make_closed()
    one = make_submission(call)
    book = f"/cases/calls/{call.slug}/handbook.pdf"
    assert client.get(book).status_code == 409
    office.post(f"/manage/calls/{call.id}/submissions/{one.id}/select")
    office.post(f"/manage/calls/{call.id}/decide")
    assert client.get(book).status_code == 409
    case = db.session.scalars(select(Case)).one()
    assert office.post(f"/manage/cases/{case.id}/publish").status_code == 303
    page = client.get(f"/cases/calls/{call.slug}/").text
    assert (f"/cases/{case.slug}/" in page, "handbook.pdf" in page) == (True, True)
    answer = client.get(book)
    text = "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(answer.data)).pages)
    for part in ("智能工厂案例征集", "装配线柔性改造", "生产效率提升 30%", "改造夹具"):
        assert part in text


def test_what_waits_is_told_to_the_office_and_not_to_a_province(client, office, app, sign_in):
    call = make_closed()
    make_submission(call)
    make_reviewer(call)
    mine = sign_in(make_user("js@example.com", level=Level.PROVINCIAL, unit_code="320000"), client_of(app))
    page = office.get("/manage/?lang=en").text
    assert ("1 call for cases awaits a decision" in page, "1 score of a submitted case is awaited" in page) == (
        True,
        True,
    )
    assert "awaits a decision" not in mine.get("/manage/?lang=en").text
    assert call.title["en"] in office.get("/manage/calls/?stage=closed").text
    assert call.title["en"] not in office.get("/manage/calls/?stage=open").text


def test_last_days_and_new_calls_are_in_the_feeds(client):
    call = make_call()
    make_call(title={"zh": "草稿征集"}, state=CallState.DRAFT, published_at=None)
    calendar = client.get("/cases/calls/calls.ics?lang=en").text.replace("\r\n ", "")
    assert "SUMMARY:Submissions close: Call for smart factory cases" in calendar
    ends = re.search(r"DTEND[^:]*:(\d{8}T\d{6})", calendar)[1]
    assert ends == f"{(call.closes_on).strftime('%Y%m')}{call.closes_on.day + 1:02d}T000000"
    atom = client.get("/cases/calls/feed.atom?lang=zh").text
    assert (call.title["zh"] in atom, "草稿征集" in atom) == (True, False)
    assert client.get("/cases/calls/feed.atom?topic=mes").status_code == 400
    parts = re.findall(r"<loc>[^<]*(/sitemap[^<]*calls[^<]*)</loc>", client.get("/sitemap.xml").text)
    assert any(call.slug in client.get(part).text for part in parts)


def test_without_the_feature_or_without_cases_calls_are_nowhere(app, client):
    call = make_call()
    for off in ("case_calls", "cases"):
        app.config["FEATURES_OFF"] = [off]
        assert client.get(f"/cases/calls/{call.slug}/").status_code == 404
        assert client.get("/cases/calls/").status_code == 404
    app.config["FEATURES_OFF"] = ["case_calls"]
    app.extensions["page_cache"].clear()
    assert "/cases/calls/" not in client.get("/cases/").text
    app.config["FEATURES_OFF"] = []


def test_reviewers_are_forgotten_after_the_decision_and_their_scores_stay(client):
    call = make_closed(state=CallState.DECIDED, decided_at=NOON)
    reviewer = make_reviewer(call)
    one = make_submission(call)
    keep(
        CaseScore(
            submission_id=one.id, reviewer_id=reviewer.id, effect=5, transfer=5, novelty=5, comment="好。", at=NOON
        )
    )
    link = f"/cases/calls/review/{REVIEW_LINK.token(reviewer)}/"
    assert client.get(link).status_code == 200
    assert write(lambda: delete_some_reviewers(NOON + timedelta(days=170), 10)) == 0
    assert write(lambda: delete_some_reviewers(NOON + timedelta(days=190), 10)) == 1
    assert (again(reviewer).name, again(reviewer).email) == ("", "")
    assert [score.effect for score in db.session.scalars(select(CaseScore))] == [5]
    assert client.get(link).status_code == 404


def test_the_handbook_of_an_event_has_the_published_cases_of_its_calls(client, office):
    event = make_event()
    call = make_closed(event_id=event.id)
    first = make_submission(call)
    other = make_submission(call, organization="无锡样例有限公司", title="未发布的案例", email="w@example.com")
    for one in (first, other):
        office.post(f"/manage/calls/{call.id}/submissions/{one.id}/select")
    office.post(f"/manage/calls/{call.id}/decide")
    published = db.session.scalars(select(Case).order_by(Case.id)).first()
    office.post(f"/manage/cases/{published.id}/publish")
    answer = office.get(f"/manage/events/{event.slug}/reports/handbook.pdf?lang=zh")
    assert answer.status_code == 200
    text = "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(answer.data)).pages)
    for part in ("入选案例", "装配线柔性改造", "苏州样例装备有限公司", "生产效率提升 30%"):
        assert part in text
    assert "未发布的案例" not in text
