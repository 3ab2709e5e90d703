"""Who is written to about requests, with what, and how often at most."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.jobs.registry import HANDLERS, PERIODIC
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.models import PartyState
from eventmgr.matchmaking.meeting_parties.services import leave
from eventmgr.matchmaking.meeting_requests import letters, periods, services
from eventmgr.matchmaking.meeting_requests.laws import requests as law
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestMessage, RequestState
from eventmgr.matchmaking.meeting_requests.queries import list_own_seats
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.optouts.services import left_alone, opt_out
from eventmgr.tools.messages.secrets import filled
from tests.factories import NOON, keep, together
from tests.matchmaking.factories import make_matchmaking, make_party, make_representative, make_request
from tests.matchmaking.meeting_requests.acting import home, press
from tests.matchmaking.meeting_requests.services import act

ASKED, ACCEPTED = RequestState.ASKED, RequestState.ACCEPTED


@pytest.fixture
def two(database, frozen):
    event = make_matchmaking()
    return event, make_party(event), make_party(event)


def written(kind=""):
    rows = db.session.query(OutboxLetter).order_by(OutboxLetter.id)
    return [row for row in rows if row.kind.startswith(f"meetings.{kind}")]


def test_every_representative_with_a_mailbox_is_written_to_by_its_own_link(client, two):
    _event, first, second = two
    make_representative(second, position=1, email="")
    other = make_representative(second, position=2, email="second@example.com")
    request = make_request(first, second, ASKED)
    assert PERIODIC["meetings.requests"] <= timedelta(minutes=5)
    HANDLERS["meetings.requests"]({}, clock.now())
    db.session.commit()
    assert sorted(letter.to_address for letter in written("asked")) == sorted(
        [list_own_seats(second.id)[0].email, "second@example.com"]
    )
    told = next(letter for letter in written() if letter.to_address == "second@example.com")
    assert first.organization.name in told.text and link_token(other) not in told.text
    whole = filled(told).text
    assert f"/meetings/{link_token(other)}/requests/" in whole
    assert client.get(f"/meetings/{link_token(other)}/requests/{request.id}/").status_code == 200
    assert request.told_at == clock.now()


def test_whoever_unsubscribes_gets_necessary_e_mails_alone(client, two):
    event, first, second = two
    make_request(first, second, ASKED)
    write(lambda: services.tell_collected(event, at=NOON))
    [letter] = written("asked")
    away = re.search(r"/unsubscribe/\S+", filled(letter).text)[0]
    assert "mark" in letter.unsubscribe
    assert press(client, away).status_code == 200
    assert left_alone([letter.to_address]) == {letter.to_address}
    third = make_party(event)
    make_request(third, second, ASKED)
    write(lambda: services.tell_collected(event, at=NOON + timedelta(hours=7)))
    assert len(written("asked")) == 1
    mine = make_request(second, make_party(event), ASKED)
    write(lambda: services.accept(event, mine.id, services.Answer(), act=act()))
    assert [letter.unsubscribe for letter in written("accepted")] == [""]
    opt_out(list_own_seats(first.id)[0].email, at=NOON)


def test_new_messages_are_told_once_an_hour_without_their_text(two):
    event, first, second = two
    request = make_request(first, second)

    def say(party, minutes):
        write(lambda: services.write_message(event, request.id, party, "机密价格 58 元", act=act(minutes)))

    for minutes in (0, 10, 59):
        say(first, minutes)
    say(second, 30)
    assert [letter.to_address for letter in written("message")] == [
        list_own_seats(second.id)[0].email,
        list_own_seats(first.id)[0].email,
    ]
    assert not [letter for letter in written() if "机密" in letter.text + letter.html + letter.subject]
    say(first, 60)
    assert len(written("message")) == 3


def test_a_hundred_requests_of_one_hour_are_one_e_mail_and_every_kind_has_few_statements(two, count_statements):
    event, _first, second = two
    with together():
        for _ in range(100):
            make_request(make_party(event), second, ASKED)
    with count_statements() as sent:
        assert write(lambda: services.tell_collected(event, at=NOON)) == 1
    assert len(sent) < 20
    [letter] = written()
    assert "100" in letter.subject and "70" in letter.text
    with count_statements() as sent:
        write(lambda: services.tell_collected(event, at=NOON + timedelta(days=80)))
    assert len([statement for statement in sent if not statement.startswith("INSERT")]) < 20
    assert len(written("expired")) == 100


def test_a_party_that_left_is_not_written_to_and_its_leaving_ends_what_it_had(client, two):
    event, first, second = two
    make_request(first, second, ASKED)
    accepted = make_request(second, make_party(event))
    write(lambda: leave(event, second, reason="", act=act()))
    assert write(lambda: services.tell_collected(event, at=NOON)) == 0
    assert second.state is PartyState.LEFT and accepted.state is RequestState.WITHDRAWN
    assert sorted(letter.kind for letter in written()) == ["meetings.declined", "meetings.withdrawn"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_has_a_sample_without_gaps(app, two, language):
    event = two[0]
    for kind in letters.LETTERS:
        sample = kind.sample(event, language)
        assert "None" not in sample.text and sample.subject and not re.search(r"%\(|\{\{", sample.text), kind.kind
        assert ("unsubscribe" in sample.text) == (kind.kind not in letters.NECESSARY)


def test_messages_and_words_go_with_the_record_of_attendance_and_the_request_stays(two):
    event, first, second = two
    request = make_request(first, second, words="想谈谈", reason="没空")
    keep(RequestMessage(request_id=request.id, party_id=first.id, text="你好", written_at=NOON))
    later = event.ends_at + timedelta(days=31 * (event.retention_months + 1))
    [period] = periods.PERIODS
    assert period.list_due(event.ends_at) == []
    assert [due.n for due in period.list_due(later)] == [2]
    assert write(lambda: period.delete_some(later, 1)) == 1
    assert write(lambda: period.delete_some(later, 10)) == 1
    db.session.expire_all()
    assert (request.words, request.reason, request.state) == ("", "", ACCEPTED)
    assert db.session.query(RequestMessage).count() == 0
    assert period.list_due(later) == []


def test_a_broken_request_is_noticed(two):
    _event, first, second = two
    request = make_request(first, second)
    assert law() == []
    request.asked_wish = None
    elsewhere = make_request(first, make_party(make_matchmaking()), ASKED, answered_at=NOON)
    db.session.commit()
    assert len(law()) == 3
    assert {line.split(":")[0] for line in law()} == {
        f"meeting request {request.id}",
        f"meeting request {elsewhere.id}",
    }


def test_the_first_page_of_a_party_says_what_waits(client, two):
    _event, first, second = two
    make_request(first, second, ASKED)
    page = client.get(home(second)).text
    assert "1 request awaits your answer" in page and "0 of 8 meetings" in page
    assert db.session.query(MeetingRequest).count() == 1
