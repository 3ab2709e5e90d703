"""An event that invites no delegations: nobody is of one, nor a guest, on any page or paper."""

from __future__ import annotations

import pytest

from eventmgr.event.events.models import InvitedUnit
from eventmgr.event.events.services import set_features, settle_unsettled
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, write
from eventmgr.ground.i18n import speaking
from eventmgr.ground.jobs.registry import PERIODIC
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.papers.on_site.queries import get_badges
from eventmgr.output.papers.queries import get_roster
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, make_event, make_member, make_registration

ACT = Act(SYSTEM, NOON)


@pytest.fixture
def event(database, frozen):
    event = make_event(features=["checkin"], slug="plain")
    for province, name in (("420000", "张三"), ("310000", "李四"), ("310000", "王五")):
        make_registration(event, name=name, unit_code="", province_code=province, status=Status.CONFIRMED)
    return event


def test_papers_have_people_by_province_and_badges_name_no_delegation(event):
    with speaking("zh"):
        roster, badges = get_roster(event, "zh"), get_badges(event, "zh")

    assert [(part.name, len(part.people)) for part in roster.delegations] == [("上海市", 2), ("湖北省", 1)]
    assert {badge.unit for _number, badge in badges.badges} == {""}


def test_form_list_figures_and_public_page_know_neither_delegation_nor_guest(event, client, sign_in):
    form = client.get("/events/plain/register/?lang=zh").text
    public = client.get("/events/plain/?lang=zh").text
    sign_in(make_member(event, TeamRole.OWNER))
    pages = [
        client.get(f"/manage/events/plain/{path}?lang=zh").text
        for path in ("registrations/", "insights/", "reports/", "reports/badges/", "")
    ]

    assert ('name="unit"' in form, 'name="province"' in form, "境外" in form) == (False, True, True)
    for page in (form, public, *pages):
        assert "代表团" not in page.partition("<main")[2]
    assert all("<th" not in page or ">来宾<" not in page for page in pages)


def test_somebody_registers_with_a_province_alone(event, client):
    sent = {"name": "赵六", "organization": "样例单位", "province": "440000", "mobile": "13800138006", "consent": "y"}
    without = client.post("/events/plain/register/", data={**sent, "province": "", "unit": "440000"})
    answer = client.post("/events/plain/register/", data={**sent, "unit": "440000"})
    row = db.session.query(Registration).filter_by(name="赵六").one()

    assert (without.status_code, answer.status_code) == (422, 303)
    assert (row.unit_code, row.province_code) == ("", "440000")


def test_delegations_that_are_switched_off_come_back_with_their_places(event):
    event.features, event.units = ["delegations"], [InvitedUnit(unit_code="310000", quota=7)]
    db.session.commit()

    write(lambda: set_features(event, [], act=ACT))
    gone = list(event.units)
    write(lambda: set_features(event, ["delegations"], act=ACT))

    assert gone == []
    assert [(unit.unit_code, unit.quota) for unit in event.units] == [("310000", 7)]


def test_a_field_that_goes_with_a_feature_comes_back_as_it_was_asked(event):
    event.features, event.fields = ["hospitality"], {"lodging": "required", "title": "required"}
    db.session.commit()

    write(lambda: set_features(event, [], act=ACT))
    off = dict(event.fields)
    write(lambda: set_features(event, ["hospitality"], act=ACT))

    assert (off["lodging"], off["title"]) == ("off", "required")
    assert event.fields["lodging"] == "required"


def test_what_the_site_alone_has_switched_off_stays_chosen(event, app):
    event.features = ["checkin", "surveys"]
    db.session.commit()
    app.config["FEATURES_OFF"] = ["surveys"]

    write(lambda: set_features(event, ["bulkmail"], act=ACT))

    assert event.features == ["bulkmail", "surveys"]


def test_what_the_site_switches_off_rests_without_saving_the_event_and_comes_back(event, app, client):
    event.features, event.fields = ["hospitality", "delegations"], {"lodging": "required"}
    event.units = [InvitedUnit(unit_code="310000", quota=5)]
    db.session.commit()
    before = client.get(f"/events/{event.slug}/register/").text
    app.config["FEATURES_OFF"] = ["hospitality", "delegations"]
    write(settle_unsettled)
    db.session.expire_all()
    off = client.get(f"/events/{event.slug}/register/").text

    assert ['name="lodging"' in before, 'name="unit"' in before] == [True, True]
    assert ['name="lodging"' in off, 'name="unit"' in off] == [False, False]
    assert (event.features, event.units, event.fields["lodging"]) == (["hospitality", "delegations"], [], "off")
    assert write(settle_unsettled) == 0

    app.config["FEATURES_OFF"] = []
    write(settle_unsettled)
    db.session.expire_all()
    assert [(unit.unit_code, unit.quota) for unit in event.units] == [("310000", 5)]
    assert event.fields["lodging"] == "required"
    assert write(settle_unsettled) == 0


def test_a_worker_looks_after_it():
    assert "events.settle_features" in PERIODIC


@pytest.mark.parametrize(("off", "seen"), [([], (200, True)), (["listings"], (404, False))])
def test_pages_of_no_event_go_with_what_the_site_switches_off(make_app, off, seen):
    client = make_app(FEATURES_OFF=off).test_client()

    assert (client.get("/listings/").status_code, 'href="/listings/"' in client.get("/").text) == seen
