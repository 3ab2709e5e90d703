"""An event has a desk of its own: off until it is switched on, asked on its page, answered by its team."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.events.services import clone
from eventmgr.exchange.desk.letters import OWN_LINK
from eventmgr.exchange.desk.models import DeskAnswer, DeskRequest, RequestStage
from eventmgr.exchange.desk.queries import find_desk, list_addresses
from eventmgr.exchange.desk.whose import Whose
from eventmgr.ground.db import db, write
from eventmgr.identity.accounts.models import Level
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import client_of
from tests.exchange.desk.requests import TYPED, make_request
from tests.factories import NOON, make_admin, make_event, make_member, make_user

pytestmark = pytest.mark.usefixtures("frozen", "database")
ASKED = {key: value for key, value in TYPED.items() if key != "province"} | {"text": "接站班车几点发车？"}
RELEASED = {"category": "lease", "question_zh": "接站班车几点发车？", "answer_zh": "上午九点起每半小时一班。"}


@pytest.fixture
def event():
    return make_event(slug="summit")


@pytest.fixture
def registrar(event, client, sign_in):
    return sign_in(
        make_member(event, TeamRole.REGISTRAR, make_user(email="reg@example.com")), client_of(client.application)
    )


@pytest.fixture
def national(client, sign_in):
    return sign_in(make_user(level=Level.NATIONAL), client_of(client.application))


def request_of_event(event, **values):
    return make_request(province_code="", event_id=event.id, **values)


def the_request():
    db.session.expire_all()
    return db.session.scalars(select(DeskRequest)).one()


def switch_off(event):
    event.features = [name for name in event.features if name != "event_desk"]
    db.session.commit()


def test_the_desk_of_an_event_is_asked_on_its_page_and_answered_by_its_team(client, event, registrar):
    assert "/events/summit/desk/" in client.get("/events/summit/").text
    assert "/events/summit/desk/ask" in client.get("/events/summit/desk/").text
    sent = client.post("/events/summit/desk/ask", data=ASKED)
    assert sent.status_code == 303
    one = the_request()
    assert (one.event_id, one.province_code) == (event.id, "")
    page = f"/desk/{OWN_LINK.token(one)}/"
    assert sent.location.removeprefix("http://localhost") == page
    assert "/events/summit/desk/" in client.get(page).text
    arrived = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "desk.arrived")).one()
    assert arrived.to_address == "reg@example.com"
    here = f"/manage/events/summit/desk/{one.id}/"
    assert here in arrived.text
    assert one.number in registrar.get("/manage/events/summit/desk/").text
    assert registrar.post(f"{here}answer", data={"text": "上午九点。"}).status_code == 303
    assert "上午九点。" in client.get(page).text


@pytest.mark.parametrize(("role", "status"), [(TeamRole.EDITOR, 403), (TeamRole.VIEWER, 403), (TeamRole.DEPUTY, 200)])
def test_who_reads_no_contact_details_in_the_team_does_not_answer(client, event, sign_in, role, status):
    member = sign_in(make_member(event, role, make_user()), client)
    assert member.get("/manage/events/summit/desk/").status_code == status


def test_requests_of_an_event_are_its_team_s_alone(event, registrar, national):
    own, other = request_of_event(event), request_of_event(make_event(slug="other"))
    of_site = make_request()
    assert registrar.get(f"/manage/events/summit/desk/{other.id}/").status_code == 404
    assert registrar.get(f"/manage/events/summit/desk/{of_site.id}/").status_code == 404
    page = national.get("/manage/desk/?state=all").text
    assert of_site.number in page
    assert own.number not in page
    assert national.get(f"/manage/desk/{own.id}/").status_code == 404


@pytest.mark.engines_differ
def test_what_is_late_waits_for_the_team_on_the_overview_and_among_all_events(event, registrar, national):
    request_of_event(event, due_at=NOON - timedelta(days=1))
    request_of_event(event)
    overview = registrar.get("/manage/events/summit/").text
    assert "/manage/events/summit/desk/?state=late" in overview
    assert "/manage/events/summit/desk/?state=open" in overview
    assert "/manage/events/summit/desk/?state=late" in registrar.get("/manage/").text
    assert "/manage/desk/?state=late" not in national.get("/manage/").text


@pytest.mark.engines_differ
def test_a_released_answer_is_found_from_the_page_of_the_event_and_from_the_site_s(client, event, registrar):
    one = request_of_event(event, stage=RequestStage.ANSWERED, closed_at=NOON)
    make_event(slug="other")
    assert registrar.post(f"/manage/events/summit/desk/{one.id}/release", data=RELEASED).status_code == 303
    for page in (
        "/events/summit/desk/",
        "/events/summit/desk/?q=班车",
        "/events/summit/desk/answers.atom",
        "/desk/?q=班车",
    ):
        assert "接站班车几点发车？" in client.get(page).text
    for page in ("/events/other/desk/", "/desk/?province=office", "/desk/?province=320000"):
        assert "接站班车几点发车？" not in client.get(page).text
    switch_off(event)
    for page in ("/desk/", "/desk/answers.atom"):
        assert "接站班车几点发车？" not in client.get(page).text


def test_the_feeds_of_desks_are_told_apart_by_id_and_that_of_an_event_names_it(client, event):
    make_event(slug="other")
    own, other, site = (
        client.get(f"{path}desk/answers.atom").text for path in ("/events/summit/", "/events/other/", "/")
    )
    assert f"<title>{event.title['zh']} · 咨询服务台</title>" in own
    assert "<title>咨询服务台</title>" in site
    assert len({re.search("<id>(.*?)</id>", feed)[1] for feed in (own, other, site)}) == 3


def test_what_is_off_is_nowhere(client, event, registrar):
    one = request_of_event(event)
    switch_off(event)
    for page in ("/events/summit/desk/", "/events/summit/desk/ask", f"/desk/{OWN_LINK.token(one)}/"):
        assert client.get(page).status_code == 404
    assert client.post("/events/summit/desk/ask", data=ASKED).status_code == 404
    assert registrar.get("/manage/events/summit/desk/").status_code == 404
    assert "/events/summit/desk/" not in client.get("/events/summit/").text


def test_without_the_site_s_desk_no_event_has_one(make_app, event):
    visitor = make_app(FEATURES_OFF=["desk"]).test_client()
    assert visitor.get("/events/summit/desk/").status_code == 404
    assert "/events/summit/desk/" not in visitor.get("/events/summit/").text


def test_an_event_has_hours_telephone_and_categories_of_its_own_and_a_copy_takes_them_along(client, event, registrar):
    typed = {
        "answered_by_zh": "会务组",
        "phone": "021 5555 0199",
        "hours_zh": "会期全天",
        "categories": "接送 | Transfers",
    }
    assert registrar.post("/manage/events/summit/desk/settings/", data=typed).status_code == 303
    assert "021 5555 0199" in client.get("/events/summit/").text
    key = f"event{event.id}-1"
    assert client.post("/events/summit/desk/ask", data=ASKED | {"category": key}).status_code == 303
    assert client.post("/desk/ask", data=TYPED | {"category": key}).status_code == 422
    assert client.post("/events/summit/desk/ask", data=ASKED | {"category": "weather"}).status_code == 422
    assert "接送" in registrar.get("/manage/events/summit/desk/").text
    assert find_desk(Whose()) is None
    copy = write(lambda: clone(event, make_admin(), days=364, act=Act(SYSTEM, NOON)))
    assert find_desk(Whose(event_id=copy.id)).phone == "021 5555 0199"


def test_the_office_hands_a_request_to_the_desk_of_an_event_whose_team_reads_it_from_then_on(
    event, registrar, national
):
    one = make_request(province_code="")
    over = make_event(slug="over", starts_at=NOON - timedelta(days=9), ends_at=NOON - timedelta(days=8))
    without = make_event(slug="without")
    switch_off(without)
    page = national.get(f"/manage/desk/{one.id}/").text
    offered = [slug for slug in ("summit", over.slug, without.slug) if f'value="{slug}"' in page]
    assert (offered, registrar.get(f"/manage/events/summit/desk/{one.id}/").status_code) == (["summit"], 404)

    both = national.post(f"/manage/desk/{one.id}/hand-over", data={"event": "summit", "province": "310000"})
    off = national.post(f"/manage/desk/{one.id}/hand-over", data={"event": "without"})
    assert (both.status_code, off.status_code, the_request().event_id) == (422, 422, None)
    assert "其他咨询台、活动的咨询台、账号" in both.text
    assert (
        national.post(f"/manage/desk/{one.id}/hand-over", data={"event": "summit", "note": "请答复"}).status_code == 303
    )

    assert (the_request().event_id, the_request().province_code) == (event.id, "")
    handed = registrar.get(f"/manage/events/summit/desk/{one.id}/").text
    log = handed[handed.index("变更记录") :]
    assert ("请答复" in handed, "办公室" in log, event.title["zh"] in log, "summit</" in log) == (
        True,
        True,
        True,
        False,
    )
    assert "reg@example.com" in db.session.scalars(select(OutboxLetter.to_address)).all()
    assert national.get(f"/manage/desk/{one.id}/").status_code == 404
    assert 'name="event"' not in registrar.get(f"/manage/events/summit/desk/{one.id}/").text


def test_search_engines_find_what_an_event_has_released_until_its_desk_is_switched_off(client, event, registrar):
    one = request_of_event(event, stage=RequestStage.ANSWERED, closed_at=NOON)
    registrar.post(f"/manage/events/summit/desk/{one.id}/release", data=RELEASED)

    assert "answers-" in client.get("/sitemap.xml").text
    number = db.session.scalars(select(DeskAnswer.id)).one()
    assert f"/desk/answers/{number}/" in client.get(f"/sitemap/answers-{number}.xml").text
    switch_off(event)
    assert db.session.execute(list_addresses()).all() == []


def test_a_request_is_handed_from_the_event_to_a_province(event, registrar, national):
    one = request_of_event(event)
    assert (
        registrar.post(f"/manage/events/summit/desk/{one.id}/hand-over", data={"province": "310000"}).status_code == 303
    )
    held = the_request()
    assert (held.province_code, held.event_id) == ("310000", None)
    assert registrar.get(f"/manage/events/summit/desk/{one.id}/").status_code == 404
    assert one.number in national.get("/manage/desk/").text


def test_figures_of_an_event_count_its_own_requests_alone(event, registrar):
    request_of_event(event, category="land")
    make_request(category="build")
    page = registrar.get("/manage/events/summit/desk/figures/").text
    assert "土地招拍挂" in page or "招拍挂" in page
    assert "买地自建" not in page
    assert registrar.get("/manage/events/summit/desk/figures.xlsx").data.startswith(b"PK")
