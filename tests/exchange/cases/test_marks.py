"""S6.9: an organization says from which case it wants to learn, by who keeps its page or by its people at an event; everybody
sees how many do, who keeps the case sees which."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.retaining.services import forgetting
from eventmgr.exchange.cases.models import CaseMark, CaseState
from eventmgr.ground.db import db, transaction
from eventmgr.matchmaking.organizations import services
from eventmgr.tools.log.queries import list_entries_about
from eventmgr.tools.log.services import SYSTEM, Act
from tests.exchange.cases.factories import keeper_link, make_case
from tests.factories import NOON, make_admin, make_event, make_organization, make_registration

pytestmark = pytest.mark.usefixtures("frozen", "database")


def test_a_keeper_marks_a_case_and_takes_it_back(client, sign_in):
    case, learner = make_case(slug="a"), make_organization("取经样例厂")
    page = keeper_link(learner)
    assert f"{page}cases/" in client.get(page).text
    for _twice in range(2):
        assert client.post(f"{page}cases/a/want").status_code == 303
    public = client.get("/cases/a/").text
    assert ("1 家单位想学习" in public, learner.name in public) == (True, False)
    assert "/cases/a/unwant" in client.get(f"{page}cases/").text
    assert client.post(f"{page}cases/a/unwant").status_code == 303
    assert "家单位想学习" not in client.get("/cases/a/").text
    acts = [(entry.action, entry.actor_name) for entry in list_entries_about("case_study", [case.id])]
    assert sorted(acts) == [("unwanted", learner.name), ("wanted", learner.name)]
    client.post(f"{page}cases/a/want")
    assert learner.name in sign_in(make_admin()).get(f"/manage/cases/{case.id}/").text


def test_nobody_marks_without_a_link_or_what_is_not_published(client):
    make_case(slug="a", state=CaseState.WITHDRAWN)
    assert client.post(f"{keeper_link(make_organization('取经样例厂'))}cases/a/want").status_code == 404
    assert client.post("/companies/nothing/cases/a/want").status_code == 404


def test_two_organizations_that_become_one_count_once(client):
    make_case(slug="a")
    stays, goes = make_organization("甲取经厂"), make_organization("乙取经厂")
    for one in (stays, goes):
        client.post(f"{keeper_link(one)}cases/a/want")
    assert "2 家单位想学习" in client.get("/cases/a/").text
    with transaction():
        services.merge(stays, goes, set(), seen=services.seen_of(stays, goes), act=Act(SYSTEM, NOON))
    db.session.expire_all()
    assert {one.organization_id for one in db.session.query(CaseMark)} == {stays.id}


def participant_of(organization, event=None, **values):
    registration = make_registration(event or make_event(), organization_id=organization.id, **values)
    return registration, f"/companies/{my_token(registration)}/cases/"


def test_a_participant_marks_for_the_organization_that_counts_once(client):
    make_case(slug="a")
    learner = make_organization("取经样例厂")
    registration, page = participant_of(learner)
    _colleague, other = participant_of(learner, registration.event)
    assert page in client.get(f"/my/{my_token(registration)}/").text
    assert client.post(f"{page}a/want").status_code == 303
    assert client.post(f"{other}a/want").status_code == 303
    assert "1 家单位想学习" in client.get("/cases/a/").text
    assert "/cases/a/unwant" in client.get(page).text
    assert "我们已借鉴" not in client.get(page).text
    client.post(f"{page}a/unwant")
    assert "1 家单位想学习" in client.get("/cases/a/").text
    client.post(f"{keeper_link(learner)}cases/a/unwant")
    assert "家单位想学习" not in client.get("/cases/a/").text


def test_the_mark_of_a_participant_stands_in_their_copy_and_goes_with_what_is_personal(client):
    make_case(slug="a")
    registration, page = participant_of(make_organization("取经样例厂"))
    client.post(f"{page}a/want")
    copy = client.get(f"/my/{my_token(registration)}/data.json").get_json()
    assert "机器人与 MES 改造装配线" in str(copy["held"]["case_marks"])
    with transaction():
        forgetting.forget(registration.event, db.session.merge(registration), act=Act(SYSTEM, NOON))
    assert "家单位想学习" not in client.get("/cases/a/").text
    assert db.session.query(CaseMark).count() == 0


def test_who_names_no_organization_or_is_not_there_any_more_marks_nothing(client):
    make_case(slug="a")
    nobody = make_registration(make_event())
    assert f"/companies/{my_token(nobody)}/cases/" in client.get(f"/my/{my_token(nobody)}/").text
    assert client.post(f"/companies/{my_token(nobody)}/cases/a/want").status_code in {404, 409}
    _gone, page = participant_of(make_organization("取经样例厂"), status=Status.WITHDRAWN)
    assert client.post(f"{page}a/want").status_code == 404


def test_no_way_leads_to_cases_where_there_are_none(client):
    registration, page = participant_of(make_organization("取经样例厂"))
    assert page not in client.get(f"/my/{my_token(registration)}/").text


def test_whoever_is_registered_without_an_organization_names_it_there_and_then_marks_for_it(client, sign_in):
    case, event = make_case(), make_event()
    mine = make_registration(event, organization_name="东样例轴承厂", organization_id=None)
    token = my_token(mine)
    way = f"/companies/{token}/cases/"
    assert way in client.get(f"/my/{token}/").text

    asked = client.get(way)
    assert (asked.status_code, 'value="东样例轴承厂"' in asked.text) == (200, True)
    empty = client.post(f"{way}organization", data={"organization": " "})
    assert (empty.status_code, "单位" in empty.text) == (422, True)
    assert client.post(f"{way}organization", data={"organization": "东样例轴承厂"}).status_code == 303
    assert client.post(f"{way}{case.slug}/want").status_code == 303
    db.session.expire_all()
    named = db.session.get(Registration, mine.id)
    assert (named.organization_name, named.organization.name) == ("东样例轴承厂", "东样例轴承厂")
    marks = db.session.scalars(select(CaseMark)).all()
    assert [one.organization_id for one in marks] == [named.organization_id]
    assert "东样例轴承厂" in sign_in(make_admin()).get(f"/manage/events/{event.slug}/registrations/{mine.id}/").text
    again = client.post(f"{way}organization", data={"organization": "西样例厂"})
    db.session.expire_all()
    assert (again.status_code, db.session.get(Registration, mine.id).organization_name) == (303, "东样例轴承厂")
