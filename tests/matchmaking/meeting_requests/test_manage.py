"""The organizers' board: every number leads to its rows, they enter what they were told, and read reported messages alone."""

from __future__ import annotations

import re

import pytest

from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_requests.models import (
    MeetingCall,
    MeetingRequest,
    RequestMessage,
    RequestSource,
    RequestState,
    Wish,
)
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.models import OutboxLetter
from tests.factories import NOON, keep, make_member, make_user, together
from tests.matchmaking.factories import make_matchmaking, make_party, make_request
from tests.matchmaking.meeting_requests.acting import home, make_call, one, press

ASKED, ACCEPTED, DECLINED = RequestState.ASKED, RequestState.ACCEPTED, RequestState.DECLINED


@pytest.fixture
def world(database, frozen, sign_in):
    event = make_matchmaking(maximum=9)
    user = make_user("office@example.com")
    make_member(event, TeamRole.OWNER, user)
    with together():
        parties = [make_party(event, side=side) for side in ("1", "2", "1", "2")]
        make_request(parties[0], parties[1], is_mutual=True)
        make_request(parties[0], parties[2])
        make_request(parties[1], parties[2], ASKED, asker_wish=Wish.MUST)
        make_request(parties[1], parties[3], DECLINED, source=RequestSource.LIAISON)
    sign_in(user)
    return event, parties, f"/manage/events/{event.slug}/matchmaking/requests/"


def rows(page):
    return len(re.findall(r"<tr data-row>", page))


def test_numbers_lead_to_their_rows(client, world):
    _event, _parties, board = world
    page = client.get(board).text
    assert rows(page) == 4
    told = {
        match[1].replace("&amp;", "&"): int(match[2])
        for match in re.finditer(r'<a href="([^"]*)" data-figure="meeting[a-z_]*">(\d+)</a>', page)
    }
    assert len(told) == 7 and sum(told.values()) == 4 + 1 + 1
    for address, number in told.items():
        assert rows(client.get(address).text) == number, address
    assert "50% of the accepted" in page


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("state=declined", 1),
        ("wish=must", 1),
        ("source=liaison", 1),
        ("side=2", 3),
        ("province=310000", 4),
        ("province=420000", 0),
        ("only=standing", 3),
        ("only=unanswered", 1),
    ],
)
def test_filters_narrow_rows_and_counts(client, world, asked, number):
    _event, _parties, board = world
    page = client.get(f"{board}?{asked}").text
    assert rows(page) == number


def test_a_party_has_its_requests_whoever_asked(client, world):
    _event, parties, board = world
    assert rows(client.get(f"{board}?party={parties[2].id}").text) == 2
    for wrong in ("state=x", "party=x", "wish=x", "source=x", "only=x"):
        assert client.get(f"{board}?{wrong}").status_code == 400


def test_organizers_enter_what_they_were_told_with_the_grounds_in_the_trail(client, world):
    _event, parties, board = world
    typed = {"asker": parties[2].id, "asked": parties[3].id, "wish": "must", "is_accepted": "y", "ground": "phone"}
    assert press(client, f"{board}new", asker=parties[2].id).status_code == 422
    asking = press(client, f"{board}new", telling="", **typed)
    assert asking.status_code == 200 and "accepted" in asking.text
    assert db.session.query(MeetingRequest).count() == 4
    assert press(client, f"{board}new", telling="now", **typed).status_code == 303
    made = db.session.query(MeetingRequest).order_by(MeetingRequest.id.desc()).first()
    assert (made.state, made.source, made.asker_wish) == (ACCEPTED, RequestSource.OFFICE, Wish.MUST)
    entry = db.session.query(AuditEntry).filter_by(object_type="meeting_request", action="accepted").one()
    assert entry.reason in ("Said on the phone", "电话告知")
    refused = press(client, f"{board}new", telling="", **typed)
    assert refused.status_code == 409
    page = client.get(f"{board}{made.id}/").text
    assert parties[2].organization.name in page and entry.reason in page


@pytest.mark.parametrize(
    ("doing", "state"), [("accept", ACCEPTED), ("decline", DECLINED), ("withdraw", RequestState.WITHDRAWN)]
)
def test_organizers_answer_for_one_that_told_them(client, world, doing, state):
    _event, _parties, board = world
    request = db.session.query(MeetingRequest).filter_by(state=ASKED).one()
    address = f"{board}{request.id}/{doing}"
    assert client.get(address).status_code == 200
    assert press(client, address).status_code == 422
    assert press(client, address, wish="must", ground="person", note="展位", telling="now").status_code == 303
    db.session.expire_all()
    assert request.state is state
    entry = db.session.query(AuditEntry).filter_by(object_id=request.id).order_by(AuditEntry.id.desc()).first()
    assert "展位" in entry.reason
    if doing != "withdraw":
        assert client.get(address).status_code == 404


def test_those_who_have_not_answered_are_reminded_after_a_look(client, world):
    _event, parties, board = world
    page = client.get(f"{board}remind").text
    assert parties[2].organization.name in page and parties[3].organization.name not in page
    asking = press(client, f"{board}remind", telling="")
    assert asking.status_code == 200 and db.session.query(OutboxLetter).count() == 0
    assert press(client, f"{board}remind", telling="now").status_code == 303
    assert [letter.kind for letter in db.session.query(OutboxLetter)] == ["meetings.reminder"]
    assert "recently" in client.get(f"{board}remind").text


def test_organizers_read_reported_messages_alone_and_hide_them(client, world):
    _event, parties, board = world
    request = db.session.query(MeetingRequest).filter_by(state=ASKED).one()
    quiet = keep(RequestMessage(request_id=request.id, party_id=parties[1].id, text="悄悄话", written_at=NOON))
    loud = keep(
        RequestMessage(
            request_id=request.id, party_id=parties[1].id, text="骂人的话", written_at=NOON, reported_at=NOON
        )
    )
    for page in (client.get(f"{board}messages/"), client.get(f"{board}{request.id}/"), client.get(board)):
        assert quiet.text not in page.text
    assert loud.text in client.get(f"{board}messages/").text
    assert press(client, f"{board}messages/{quiet.id}/", do="hide").status_code == 404
    assert press(client, f"{board}messages/{loud.id}/", do="burn").status_code == 400
    press(client, f"{board}messages/{loud.id}/", do="hide")
    db.session.expire_all()
    assert loud.hidden_at == NOON
    theirs = client.get(f"{home(parties[2])}requests/{request.id}/").text
    assert loud.text not in theirs and quiet.text in theirs
    press(client, f"{board}messages/{loud.id}/", do="show")
    press(client, f"{board}messages/{loud.id}/", do="leave")
    db.session.expire_all()
    assert (loud.hidden_at, loud.reported_at) == (None, None)


def test_organizers_publish_calls_and_say_who_does_so_itself(client, world):
    _event, parties, board = world
    typed = {"party": parties[0].id, "title_zh": "龙头企业对接", "places": "3"}
    assert press(client, f"{board}calls/new", places="3").status_code == 422
    assert press(client, f"{board}calls/new", **typed).status_code == 303
    call = one(MeetingCall)
    make_request(parties[3], parties[0], ASKED, call_id=call.id, source=RequestSource.CALL)
    page = client.get(f"{board}calls/").text
    assert "龙头企业对接" in page and "0 of 3" in page and "1 application waiting" in page
    assert rows(client.get(f"{board}?call={call.id}&only=unanswered").text) == 1
    press(client, f"{board}calls/{call.id}/edit", title_zh="改名", places="4")
    press(client, f"{board}calls/{call.id}/close")
    assert (one(MeetingCall).title, one(MeetingCall).places, one(MeetingCall).closed_at) == ({"zh": "改名"}, 4, NOON)
    press(client, f"{board}calls/{call.id}/close", again="1")
    press(client, f"{board}calls/", party=parties[1].id)
    db.session.expire_all()
    assert parties[1].may_call
    press(client, f"{board}calls/callers/{parties[1].id}/end")
    db.session.expire_all()
    assert not parties[1].may_call
    assert press(client, f"{board}calls/{make_call(make_party(make_matchmaking())).id}/close").status_code == 404


def test_the_board_asks_the_same_however_many_parties_and_requests_there_are(client, world, count_statements):
    event, parties, board = world

    def statements():
        found = []
        for address in (board, f"{board}?only=across", f"{board}remind", f"{board}messages/", f"{board}calls/"):
            with count_statements() as sent:
                assert client.get(address).status_code == 200
            found.append(len(sent))
        return found

    make_call(parties[0])
    few = statements()
    with together():
        more = [make_party(event) for _ in range(296)]
        for number in range(1000):
            first, second = more[number % 296], more[(number % 296 + 1 + number // 296) % 296]
            make_request(first, second, (ACCEPTED, ASKED, DECLINED)[number % 3])
        make_call(more[0])
    assert statements() == few
    assert max(few) <= 20
