"""A link opens one unit at one event, once; nothing of another unit or event on any route."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.delegations import services
from eventmgr.event.delegations.models import DelegationPlan, KeyKind, Liaison, LiaisonKey
from eventmgr.event.events.models import InvitedUnit
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.web.tokens import token_hash
from tests.access_table import BY_LIAISON
from tests.conftest import client_of
from tests.event.delegations.acting import entered, letters, page_of, token_in
from tests.factories import keep, make_event, make_liaison, make_registration

pytestmark = pytest.mark.usefixtures("frozen", "database")
ROUTES = sorted(BY_LIAISON)


def paths(event, unit, person=None):
    """Every route of a liaison for that unit at that event, about that person."""
    filled = {
        "<slug>": event.slug,
        "<unit_code>": unit,
        "<int:registration_id>": str(person.id if person else 1),
        "<int:batch_id>": "1",
    }
    found = []
    for method, rule in ROUTES:
        for name, value in filled.items():
            rule = rule.replace(name, value)
        found.append((method, rule))
    return found


def statuses(browser, routes):
    return {(method, path): browser.open(path, method=method).status_code for method, path in routes}


def act():
    return Act(SYSTEM, clock.now())


def test_no_route_opens_another_unit_or_another_event(app, event):
    other = make_event(units=[InvitedUnit(unit_code="420000", quota=1)])
    make_liaison(event, "420000", link="hubei")
    make_liaison(event, "430000", name="湖南联络员")
    make_liaison(other, "420000", name="另一活动联络员", link="elsewhere")
    make_registration(event, unit_code="420000", name="湖北人")
    hunan = make_registration(event, unit_code="430000", name="湖南人")
    elsewhere = make_registration(other, unit_code="420000", name="他处人")
    browser = entered(app, "hubei")

    foreign = [
        *paths(event, "430000", hunan),
        *paths(other, "420000", elsewhere),
        *paths(event, "310000"),
        *paths(event, "420000x"),
    ]
    assert set(statuses(browser, foreign).values()) == {404}
    shown = "".join(browser.get(page_of(event, rest=rest)).text for rest in ("", "own", "hand-over", "own/data.json"))
    assert "李敏" in shown
    people = [
        one for one in (*paths(event, "420000", hunan), *paths(event, "420000", elsewhere)) if "/people/" in one[1]
    ]
    about = [one for one in people if one[1].split("/")[-2].isdecimal()]
    assert len(about) == 18 and set(statuses(browser, about).values()) == {404}
    assert [name for name in ("湖南人", "湖南联络员", "他处人", "另一活动联络员") if name in shown] == []
    assert set(statuses(client_of(app), [*paths(event, "420000"), *foreign]).values()) == {404}


def test_a_browser_that_speaks_for_two_units_sees_each_on_its_own_page(app, event):
    make_liaison(event, "420000", name="甲", link="hubei")
    make_liaison(event, "430000", name="乙", link="hunan")
    browser = entered(app, "hubei")
    assert browser.post("/delegations/link/hunan/").status_code == 303

    assert "甲" in browser.get(page_of(event, "420000")).text and "乙" in browser.get(page_of(event, "430000")).text


def test_a_link_is_kept_as_a_hash_and_works_once_and_a_new_one_goes_to_its_own_mailbox_alone(app, event):
    make_liaison(event, "420000", email="li@example.com", link="secret")
    assert "secret" not in [key.token_hash for key in db.session.query(LiaisonKey)]
    looking = client_of(app)
    assert looking.get("/delegations/link/secret/").status_code == 200, "looking uses nothing"
    entered(app, "secret")

    second = client_of(app)
    second.set_cookie("lang", "en")
    page = second.get("/delegations/link/secret/")
    assert (
        "has been used already" in page.text and "l***@example.com" in page.text and "li@example.com" not in page.text
    )
    assert second.post("/delegations/link/secret/").status_code == 409
    assert second.get(page_of(event)).status_code == 404
    assert second.post("/delegations/link/secret/again").status_code == 200
    letter = letters("new_link")[0]
    assert letter.to_address == "li@example.com"
    assert entered(app, token_in(letter)).get(page_of(event)).status_code == 200


@pytest.mark.parametrize("how", ["revoked", "expired", "not invited", "renewed", "another mailbox", "removed"])
def test_what_ends_a_link_ends_the_open_page_too(app, event, frozen, how):
    liaison = make_liaison(event, "420000", link="used")
    keep(LiaisonKey(liaison_id=liaison.id, kind=KeyKind.LINK, token_hash=token_hash("fresh"), made_at=clock.now()))
    listed = make_registration(event, unit_code="420000")
    browser = entered(app, "used")
    assert browser.get(page_of(event)).status_code == 200
    if how == "revoked":
        write(lambda: services.revoke(event, liaison, act=act()))
    elif how == "renewed":
        write(lambda: services.new_link(event, liaison, act=act()))
    elif how == "removed":
        write(lambda: services.remove(event, liaison, act=act()))
    elif how == "another mailbox":
        person = services.Person("赵六", email="zhao@example.com")
        write(lambda: services.put(event, services.Wanted("420000", liaison.place, person), act=act()))
    elif how == "not invited":
        db.session.query(InvitedUnit).filter_by(event_id=event.id, unit_code="420000").delete()
        db.session.commit()
    else:
        keep(DelegationPlan(event_id=event.id, link_days=0))
        frozen.shift((event.ends_at - clock.now() + timedelta(seconds=1)).total_seconds())

    assert set(statuses(browser, paths(event, "420000", listed)).values()) == {404}
    for token in ("used", "fresh"):
        assert client_of(app).get(f"/delegations/link/{token}/").status_code == 404
        assert client_of(app).post(f"/delegations/link/{token}/").status_code == 404


def test_a_session_ends_after_some_days_and_with_its_button(app, event, frozen):
    make_liaison(event, "420000", link="one")
    browser = entered(app, "one")
    cookie = browser.get_cookie("session")
    assert browser.post(page_of(event, rest="leave")).status_code == 200
    assert browser.get(page_of(event)).status_code == 404
    browser.set_cookie("session", cookie.value)
    assert browser.get(page_of(event)).status_code == 404, "a copy of the cookie is worth nothing"

    liaison = db.session.query(Liaison).one()
    keep(LiaisonKey(liaison_id=liaison.id, kind=KeyKind.LINK, token_hash=token_hash("two"), made_at=clock.now()))
    browser = entered(app, "two")
    frozen.shift(8 * 86_400)
    assert browser.get(page_of(event)).status_code == 404


def test_the_page_asks_for_its_token_when_something_is_posted(make_app, event):
    strict = make_app()
    make_liaison(event, "420000", link="one")
    browser = client_of(strict)
    assert browser.post("/delegations/link/one/").status_code == 303
    assert browser.post(page_of(event, rest="complete"), bare=True).status_code == 400
