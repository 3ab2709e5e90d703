"""Whoever is signed in stays so on every page of organizers, also on those that say no."""

from __future__ import annotations

import pytest

from eventmgr.event.events.models import InvitedUnit
from eventmgr.identity.accounts.models import Level
from tests.factories import make_event, make_user

pytestmark = pytest.mark.usefixtures("frozen", "database")
MENU = '<details class="menu">'


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/manage/events/none/", 404),
        ("/manage/no-such-page/", 404),
        ("/manage/events/?kind=no-such-kind", 404),
        ("/manage/organizations/import/", 403),
        ("/manage/?cursor=broken", 400),
        ("/manage/account/sessions/end-others", 405),
    ],
)
def test_a_page_that_says_no_keeps_the_menu_of_its_reader(client, sign_in, address, status):
    browser = sign_in(make_user(name="王敏"))
    answer = browser.get(address)

    assert answer.status_code == status
    assert (
        MENU in answer.text
        and "<summary>王敏</summary>" in answer.text
        and "no-store" in answer.headers["Cache-Control"]
    )


def test_the_own_delegation_at_an_event_is_a_page_of_its_reader(sign_in):
    event = make_event(units=[InvitedUnit(unit_code="420000", quota=2)])
    browser = sign_in(make_user(level=Level.PROVINCIAL, unit_code="420000", name="王敏"))

    for address in ("/manage/delegation/", f"/manage/delegation/{event.slug}/"):
        page = browser.get(address)
        assert page.status_code == 200 and "<summary>王敏</summary>" in page.text


def test_a_page_that_is_nobodys_and_one_for_strangers_have_no_menu(client, sign_in):
    assert MENU not in client.get("/manage/no-such-page/").text
    assert MENU not in sign_in(make_user()).get("/events/none/").text
