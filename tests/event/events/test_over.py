"""An event that is over: nobody owes anything any more, and no page offers what can no longer be done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.delegations.services import check_open
from eventmgr.event.events.derived.opening import is_over
from eventmgr.event.events.models import EventStatus, InvitedUnit
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import db, write
from eventmgr.ground.errors import Refusal
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.models import AbsenceSource, PartyAbsence
from eventmgr.matchmaking.meeting_parties.queries import list_representatives_of
from eventmgr.matchmaking.meeting_parties.services import set_absences
from eventmgr.matchmaking.meeting_requests import services
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState
from eventmgr.tools.log.services import SYSTEM, Act
from tests.event.delegations.acting import entered, page_of
from tests.factories import make_event, make_liaison, make_member, make_registration
from tests.matchmaking.factories import make_matchmaking, make_party, make_request

pytestmark = pytest.mark.usefixtures("database", "frozen")


def english(client):
    client.set_cookie("lang", "en")
    return client


def lead(sign_in, user):
    """Somebody who runs the event, signed in just now, reading English."""
    return english(sign_in(user))


@pytest.mark.one_engine
@pytest.mark.parametrize("status", [EventStatus.PUBLISHED, EventStatus.FINISHED, EventStatus.CANCELLED])
def test_an_event_is_over_once_it_has_ended_or_was_ended(status, frozen):
    event = make_event(status=status)
    assert is_over(event, at=event.ends_at)
    assert is_over(event, at=event.ends_at - timedelta(seconds=1)) is (status is not EventStatus.PUBLISHED)


def test_delegations_are_behind_before_the_event_and_owe_nothing_after_it(app, sign_in, frozen):
    event = make_event(units=[InvitedUnit(unit_code="420000", quota=3)], registration_closes_at=None)
    make_liaison(event, "420000", link="one")
    user, board = make_member(event, TeamRole.OWNER), f"/manage/events/{event.slug}/delegations/"
    frozen.move_to(event.starts_at + timedelta(hours=1))
    office, liaison = lead(sign_in, user), english(entered(app, "one"))
    assert (
        "Deadline passed" in office.get(f"{board}?only=behind").text
        and "passed</b>" in liaison.get(page_of(event)).text
    )
    assert "data-row" in office.get(f"{board}?only=behind").text and "Send reminders" in office.get(board).text
    frozen.move_to(event.ends_at)
    office = lead(sign_in, user)
    assert "data-row" not in office.get(f"{board}?only=behind").text
    page = office.get(board).text
    assert "Deadline passed</b>" not in page and "Send reminders" not in page and "Take over liaisons" not in page
    assert "passed</b>" not in liaison.get(page_of(event)).text
    with pytest.raises(Refusal, match=r"over|结束"):
        check_open(event, at=event.ends_at)


def test_a_party_of_meetings_that_are_over_is_asked_for_nothing(client, frozen):
    event = make_matchmaking()
    first, second = make_party(event), make_party(event)
    request = make_request(first, second, state=RequestState.ACCEPTED)
    home = f"/meetings/{link_token(list_representatives_of(first.id)[0])}/"
    there = f"{home}requests/{request.id}/"
    english(client)
    assert "optional" in client.get(home).text.casefold(), (
        "nobody has to say when they cannot come, or to share a number"
    )
    assert f"{there}withdraw" in client.get(there).text and 'type="checkbox"' in client.get(f"{home}times").text

    frozen.move_to(event.ends_at)
    page = client.get(home).text.casefold()
    assert "to do" not in page and "optional" not in page
    assert f"{there}withdraw" not in client.get(there).text and f"{there}edit" not in client.get(there).text
    assert 'type="checkbox"' not in client.get(f"{home}times").text
    partners = client.get(f"{home}partners/").text
    assert "Requests for meetings ended" in partners and "/ask" not in partners and "no-thanks" not in partners
    incoming = client.get(f"{home}requests/").text
    assert "No request awaits your answer" in incoming and "ask them yourself" not in incoming
    assert "new suggestions" not in client.get(f"{home}suggestions/").text

    client.post(f"{there}withdraw")
    db.session.expire_all()
    assert db.session.get(MeetingRequest, request.id).state is RequestState.ACCEPTED, "it was held"
    with pytest.raises(Refusal):
        write(lambda: set_absences(first, {}, AbsenceSource.OWN, act=Act(SYSTEM, event.ends_at)))
    assert db.session.query(PartyAbsence).count() == 0


def test_requests_that_never_opened_are_over_once_meetings_have_begun(client, frozen):
    event = make_matchmaking(asks_from=None)
    party = make_party(event)
    home = f"/meetings/{link_token(list_representatives_of(party.id)[0])}/partners/"
    assert "not open yet" in english(client).get(home).text
    frozen.move_to(event.ends_at)
    assert "not open yet" not in client.get(home).text


def test_nobody_is_reminded_of_requests_once_the_event_is_over(sign_in, frozen):
    event = make_matchmaking()
    make_request(make_party(event), make_party(event))
    user, board = make_member(event, TeamRole.OWNER), f"/manage/events/{event.slug}/matchmaking/requests/"
    assert (
        f"{board}remind" in lead(sign_in, user).get(board).text and services.list_behind(event, at=event.ends_at) == []
    )
    frozen.move_to(event.ends_at)
    office = lead(sign_in, user)
    assert f"{board}remind" not in office.get(board).text
    assert "nobody is reminded" in office.get(f"{board}remind").text


def test_whoever_has_all_meetings_is_told_so_and_offered_no_more(client):
    event = make_matchmaking(maximum=1)
    first, second, third = (make_party(event) for _each in range(3))
    home = f"/meetings/{link_token(list_representatives_of(first.id)[0])}/partners/"
    assert f"{third.id}/ask" in english(client).get(home).text
    make_request(first, second, state=RequestState.ACCEPTED)
    page = client.get(home).text
    assert "You already have all 1 meetings you may have." in page and "/ask" not in page
    assert "Ask for a meeting" not in client.get(f"{home}{third.id}/").text


def test_the_own_page_shows_a_code_until_the_event_is_over(client, frozen):
    event = make_event()
    place = make_registration(event, status=Status.CONFIRMED)
    own = f"/my/{my_token(place)}/"
    assert "Check-in QR code" in english(client).get(own).text
    frozen.move_to(event.ends_at)
    assert "Check-in QR code" not in client.get(own).text
    assert "The event is over. Your change" in client.get(f"{own}edit").text


def test_where_nobody_can_be_marked_every_page_of_the_desk_says_so(sign_in, frozen):
    event = make_event(units=[InvitedUnit(unit_code="420000", quota=3)])
    make_registration(event, unit_code="420000")
    user, desk = make_member(event, TeamRole.OWNER), f"/manage/events/{event.slug}/checkin/"
    office = lead(sign_in, user)
    pages = ("", "board/", "missing/", "groups/420000/", "walk-in")
    for page in pages:
        assert "Check-in begins on" in office.get(desk + page).text, page
    assert "Register and check in" not in office.get(f"{desk}walk-in").text
    typed = {"name": "张三", "mobile": "13800000000", "organization": "样例厂", "unit": "420000"}
    told = office.post(f"{desk}walk-in", data=typed, follow_redirects=True).text
    assert "is registered on site, but not checked in" in told and "no confirmed place" not in told
    assert 'value="in"' not in office.get(f"{desk}groups/420000/").text
    frozen.move_to(event.starts_at)
    office = lead(sign_in, user)
    assert "Register and check in" in office.get(f"{desk}walk-in").text
    for page in pages:
        assert "Check-in begins on" not in office.get(desk + page).text, page
    assert 'value="in"' in office.get(f"{desk}groups/420000/").text
