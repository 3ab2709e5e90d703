"""Provincial accounts see their own delegation at every event that invites it, and nothing of another."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.delegations.board.rows import board_of, row_of
from eventmgr.event.delegations.models import Chase, Delegation, DelegationPlan, Due
from eventmgr.event.events.models import EventStatus, InvitedUnit
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Leadership
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import Level
from tests.conftest import client_of, count_statements
from tests.event.delegations.acting import in_english
from tests.factories import keep, make_event, make_liaison, make_registration, make_user, set_types

pytestmark = pytest.mark.usefixtures("frozen", "database")
HOME = "/manage/delegation/"


@pytest.fixture
def other():
    """Another event, which invites Hunan and Guangdong, and somebody of each there."""
    other = make_event(
        title={"zh": "另一活动", "en": "Another event"},
        units=[InvitedUnit(unit_code=code, quota=2) for code in ("430000", "440000")],
    )
    make_registration(other, unit_code="430000", name="湘在彼")
    make_registration(other, unit_code="440000", name="粤在彼")
    keep(DelegationPlan(event_id=other.id, names_for_accounts=True))
    return other


@pytest.fixture
def listed(event):
    make_liaison(event, "420000", name="鄂联络员", email="hubei@example.com")
    make_liaison(event, "430000", name="湘联络员", email="hunan@example.com")
    make_registration(event, unit_code="420000", name="鄂一", email="one@example.com", mobile="15400000077")
    make_registration(event, unit_code="420000", name="鄂二", leadership=Leadership.LEADER)
    make_registration(event, unit_code="420000", name="鄂三", restricted_at=clock.now())
    make_registration(event, unit_code="430000", name="湘一")
    keep(DelegationPlan(event_id=event.id, names_for_accounts=True))
    return event


@pytest.fixture
def account(app, sign_in):
    def of(unit, level=Level.PROVINCIAL):
        return in_english(sign_in(make_user(level=level, unit_code=unit), client_of(app)))

    return of


def test_each_account_sees_its_own_unit_at_each_event_that_invites_it(listed, other, account):
    hubei, hunan, guangdong = (account(unit) for unit in ("420000", "430000", "440000"))
    events = (listed, other)
    opened = {
        name: [browser.get(f"{HOME}{event.slug}/").status_code for event in events]
        for name, browser in {"hubei": hubei, "hunan": hunan, "guangdong": guangdong}.items()
    }
    assert opened == {"hubei": [200, 404], "hunan": [200, 200], "guangdong": [404, 200]}

    shown = {
        name: browser.get(HOME).text + "".join(browser.get(f"{HOME}{event.slug}/").text for event in events)
        for name, browser in {"hubei": hubei, "hunan": hunan, "guangdong": guangdong}.items()
    }
    everybody = ("鄂联络员", "鄂一", "鄂二", "鄂三", "湘联络员", "湘一", "湘在彼", "粤在彼", "Another event")
    assert {name: [one for one in everybody if one in page] for name, page in shown.items()} == {
        "hubei": ["鄂联络员", "鄂一", "鄂二"],
        "hunan": ["湘联络员", "湘一", "湘在彼", "Another event"],
        "guangdong": ["粤在彼", "Another event"],
    }
    for page in shown.values():
        assert "example.com" not in page.replace("office@example.com", "") and "15400000077" not in page


def test_rows_and_numbers_are_those_of_the_liaison_in_their_order(listed, account):
    page = account("420000").get(f"{HOME}{listed.slug}/").text
    assert page.index("鄂二") < page.index("鄂一") and "Head of delegation" in page
    assert "3, 3 of them confirmed" in page and "0 left" in page
    assert "<form" not in page.split('id="content"')[1], "nothing is changed here"
    overview = account("420000").get(HOME).text
    assert f"{HOME}{listed.slug}/" in overview, overview
    assert "ist begun" in overview


def test_other_accounts_and_drafts_are_shown_nothing(listed, account, client):
    assert client.get(HOME).status_code == 303
    for browser in (
        account(None, Level.ORGANIZATION),
        account("420000", Level.ORGANIZATION),
        account(None, Level.NATIONAL),
    ):
        page = browser.get(HOME)
        assert page.status_code == 200 and "belongs to no delegation" in page.text and "鄂" not in page.text
        assert browser.get(f"{HOME}{listed.slug}/").status_code == 404
    listed.status = EventStatus.DRAFT
    db.session.commit()
    hubei = account("420000")
    assert hubei.get(f"{HOME}{listed.slug}/").status_code == 404 and listed.slug not in hubei.get(HOME).text
    assert "not invited to any event" in hubei.get(HOME).text


def test_the_menu_leads_there_for_those_with_a_unit_alone(listed, account):
    assert f'href="{HOME}"' in account("420000").get("/manage/").text
    assert f'href="{HOME}"' not in account(None, Level.NATIONAL).get("/manage/").text


def test_what_it_costs_does_not_depend_on_how_many_events_there_are(listed, account):
    browser = account("420000")
    browser.get(HOME)
    with count_statements() as few:
        browser.get(HOME)
    for _n in range(4):
        more = make_event(units=[InvitedUnit(unit_code="420000", quota=2)])
        make_registration(more, unit_code="420000")
    with count_statements() as many:
        browser.get(HOME)
    assert len(many) == len(few)


def test_one_row_is_the_same_as_on_the_whole_board(listed):
    day = timedelta(days=1)
    set_types(listed, staff={"counts_in_quota": False})
    db.session.get_one(DelegationPlan, listed.id).confirm_due_at = clock.now() + day
    db.session.commit()
    at = clock.now() - day
    keep(Delegation(event_id=listed.id, unit_code="420000", takes_part=True, answered_at=at, completed_at=at))
    keep(Chase(event_id=listed.id, unit_code="420000", due=Due.LIST, due_at=at, sent_at=at, letters=1))
    for status in (Status.PENDING, Status.WAITLISTED, Status.WITHDRAWN):
        make_registration(listed, unit_code="420000", status=status)
    make_registration(listed, unit_code="420000", role=Role.STAFF)
    for row in board_of(listed):
        assert row_of(listed, row.code) == row


def test_names_are_shown_where_the_organizers_say_so_and_until_the_links_end(listed, account, office, frozen):
    address = f"{HOME}{listed.slug}/"
    settings = f"/manage/events/{listed.slug}/delegations/settings"
    shown = account("420000").get(address).text
    office.post(settings, data={"link_days": "14"})
    hidden = account("420000").get(address).text
    office.post(settings, data={"link_days": "14", "names_for_accounts": "y"})
    again = account("420000").get(address).text
    frozen.move_to(listed.ends_at + timedelta(days=15))
    ended = account("420000").get(address).text

    assert ["鄂一" in page for page in (shown, hidden, again, ended)] == [True, False, True, False]
    assert (
        "show names only to the liaison" not in shown
        and "show names only to the liaison" in hidden
        and "people" in hidden
    )
