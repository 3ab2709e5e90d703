"""S6.9: an organization says from which case it wants to learn; everybody sees how many do, who keeps the case sees which."""

from __future__ import annotations

import pytest

from eventmgr.exchange.cases.models import CaseMark, CaseState
from eventmgr.ground.db import db, transaction
from eventmgr.matchmaking.listings.letters import company_token
from eventmgr.matchmaking.organizations import services
from eventmgr.tools.log.queries import list_entries_about
from eventmgr.tools.log.services import SYSTEM, Act
from tests.exchange.cases.factories import make_case
from tests.factories import NOON, make_admin, make_event, make_keeper, make_organization, make_profile

pytestmark = pytest.mark.usefixtures("frozen", "database")


def keeper_link(organization):
    profile = make_profile(organization)
    return f"/companies/{company_token(make_keeper(profile, make_event()), profile)}/"


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
