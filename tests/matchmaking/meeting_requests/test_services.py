"""Asking, answering, withdrawing, expiring: what may happen, and who is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.ground.db import db, write
from eventmgr.ground.errors import Refusal
from eventmgr.matchmaking.meeting_parties.models import PartyExclusion, PartyState
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.matchmaking.meeting_requests import queries, services
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestSource, RequestState, Wish
from eventmgr.matchmaking.meeting_requests.rules import Load
from eventmgr.matchmaking.meeting_requests.services import Answer, No, Wanted
from eventmgr.matchmaking.meeting_requests.signals import request_withdrawn
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from tests.factories import NOON, keep
from tests.matchmaking.factories import make_matchmaking, make_party, make_request
from tests.matchmaking.meeting_requests.services import act, refused

ASKED, ACCEPTED, DECLINED = RequestState.ASKED, RequestState.ACCEPTED, RequestState.DECLINED
WITHDRAWN, EXPIRED = RequestState.WITHDRAWN, RequestState.EXPIRED


def ask(event, asker, asked, wanted=None, minutes=0, **more):
    return write(lambda: services.ask(event, asker.id, asked.id, wanted or Wanted(), act=act(minutes), **more))


def accept(event, request, minutes=0, **more):
    return write(lambda: services.accept(event, request.id, Answer(**more), act=act(minutes)))


def decline(event, request, no=None, minutes=0):
    return write(lambda: services.decline(event, request.id, no or No(), act=act(minutes)))


def withdraw(event, request, party, minutes=0):
    return write(lambda: services.withdraw(event, request.id, party.id, act=act(minutes)))


def letters(kind=""):
    rows = db.session.query(OutboxLetter).order_by(OutboxLetter.id)
    return [row for row in rows if row.state is not LetterState.TAKEN_BACK and row.kind.startswith(f"meetings.{kind}")]


def collect(event, minutes=0):
    return write(lambda: services.tell_collected(event, at=NOON + timedelta(minutes=minutes)))


@pytest.fixture
def three(database):
    event = make_matchmaking(maximum=2)
    return event, *(make_party(event) for _ in range(3))


def test_one_asks_the_other_accepts_and_the_asker_hears_after_some_minutes(three):
    event, first, second, _third = three
    request = ask(event, first, second, Wanted(Wish.MUST, "伺服电机"))
    assert (request.state, request.asker_wish, request.words) == (ASKED, Wish.MUST, "伺服电机")
    assert request.expires_at == NOON + timedelta(days=7)
    accepted = accept(event, request, 5, wish=Wish.MUST)
    assert (accepted.state, accepted.asked_wish, accepted.is_mutual) == (ACCEPTED, Wish.MUST, False)
    [letter] = letters()
    assert (letter.kind, letter.due_at) == ("meetings.accepted", NOON + timedelta(minutes=10))


def test_whoever_is_asked_and_asks_as_well_accepts(three):
    event, first, second, _third = three
    made = ask(event, first, second)
    again = ask(event, second, first, Wanted(Wish.MUST))
    assert (again.id, again.state, again.is_mutual, again.asked_wish) == (made.id, ACCEPTED, True, Wish.MUST)


def test_of_two_parties_one_request_stands(three):
    event, first, second, _third = three
    request = ask(event, first, second)
    assert "has already been asked" in refused(lambda: ask(event, first, second))
    accept(event, request)
    assert "already been accepted" in refused(lambda: ask(event, first, second))
    assert "already been accepted" in refused(lambda: ask(event, second, first))


def test_whoever_was_declined_does_not_ask_again_and_may_be_asked(three):
    event, first, second, third = three
    request = ask(event, first, second)
    declined = decline(event, request, No("another", "专业不同", third.id))
    assert (declined.state, declined.reason_code, declined.proposed_id) == (DECLINED, "another", third.id)
    [letter] = letters("declined")
    assert third.organization.name in letter.text and "专业不同" in letter.text
    assert "declined your request" in refused(lambda: ask(event, first, second))
    assert ask(event, second, first).state is ASKED


def test_what_may_be_is_accepted_and_own_open_requests_together(three):
    event, first, second, third = three
    fourth = make_party(event)
    ask(event, first, second)
    ask(event, first, third)
    assert "Withdraw one first" in refused(lambda: ask(event, first, fourth))
    incoming = ask(event, fourth, first)
    assert "Withdraw one first" in refused(lambda: accept(event, incoming))
    withdraw(event, queries.find_standing(first.id, second.id), first)
    assert accept(event, incoming).state is ACCEPTED
    assert queries.count_loads([first.id, fourth.id]) == {first.id: Load(1, 1), fourth.id: Load(1, 0)}


def test_whoever_has_all_its_meetings_is_asked_no_more(three):
    event, first, second, third = three
    for other in (second, third):
        make_request(other, first)
    assert "all the meetings it may have" in refused(lambda: ask(event, make_party(event), first))


def test_a_type_and_a_party_have_their_own_most(three):
    event, first, second, third = three
    find_plan(event.id).limits = {"company": {"maximum": 1}}
    db.session.commit()
    ask(event, first, second)
    refused(lambda: ask(event, first, third))
    first.maximum = 3
    db.session.commit()
    assert ask(event, first, third).state is ASKED


def test_an_expired_request_blocks_no_more_and_is_told_once(three):
    event, first, second, third = three
    ask(event, first, second)
    ask(event, first, third)
    later = 7 * 24 * 60
    assert collect(event, later) == 1
    [letter] = letters("expired")
    assert "2 meeting requests" in letter.subject or "2 项" in letter.subject
    assert {row.state for row in db.session.query(MeetingRequest)} == {EXPIRED}
    assert collect(event, later + 1) == 0
    assert ask(event, first, second, minutes=later + 2).state is ASKED


def test_an_answer_that_comes_too_late_finds_the_request_expired(three):
    event, first, second, _third = three
    request = ask(event, first, second)
    assert "expired" in refused(lambda: accept(event, request, 7 * 24 * 60))


def test_requests_open_and_end(three):
    event, first, second, third = three
    plan = find_plan(event.id)
    plan.asks_from = NOON + timedelta(hours=1)
    db.session.commit()
    assert "open on" in refused(lambda: ask(event, first, second))
    request = ask(event, first, second, minutes=60)
    plan.asks_until = NOON + timedelta(hours=2)
    db.session.commit()
    assert "ended on" in refused(lambda: ask(event, first, third, minutes=120))
    collect(event, 120)
    db.session.refresh(request)
    assert request.state is EXPIRED
    made = write(
        lambda: services.enter(event, first.id, third.id, Wanted(), is_accepted=True, reason="电话", act=act(121))
    )
    assert (made.state, made.source) == (ACCEPTED, RequestSource.OFFICE)


def test_who_may_meet_whom(three):
    event, first, second, third = three
    assert "itself" in refused(lambda: ask(event, first, first))
    keep(PartyExclusion(event_id=event.id, party_id=first.id, other_id=second.id))
    assert "No meeting is arranged" in refused(lambda: ask(event, second, first))
    first.group_name = third.group_name = "样例集团"
    db.session.commit()
    assert "one group" in refused(lambda: ask(event, first, third))
    find_plan(event.id).keeps_groups_apart = False
    find_plan(event.id).pairs = [["side:1", "side:2"]]
    first.side, third.side, second.side = "1", "1", "2"
    db.session.commit()
    assert "types or sides" in refused(lambda: ask(event, first, third))
    assert ask(event, third, second).state is ASKED
    first.state = PartyState.LEFT
    db.session.commit()
    assert "no longer takes part" in refused(lambda: ask(event, second, first))


def test_an_accepted_meeting_that_is_withdrawn_is_told_to_the_other_and_to_the_timetable(three):
    event, first, second, _third = three
    heard = []
    request = ask(event, first, second)
    accept(event, request)
    with request_withdrawn.connected_to(lambda sender, **_more: heard.append(sender.id)):
        withdraw(event, request, second, 60)
    assert heard == [request.id]
    assert [letter.kind for letter in letters()] == ["meetings.withdrawn"]
    assert letters()[0].to_address == queries.list_own_seats(first.id)[0].email
    assert "withdrawn before" in refused(lambda: withdraw(event, request, first))


def test_the_asked_declines_and_does_not_withdraw(three):
    event, first, second, _third = three
    request = ask(event, first, second)
    assert "can decline" in refused(lambda: withdraw(event, request, second))
    assert withdraw(event, request, first).state is WITHDRAWN
    assert letters() == []


def test_an_answer_is_undone_within_minutes_and_nobody_hears_of_it(three):
    event, first, second, _third = three
    request = ask(event, first, second)
    accept(event, request)
    undone = write(lambda: services.undo_answer(event, request.id, act=act(4)))
    assert (undone.state, undone.answered_at, letters()) == (ASKED, None, [])
    decline(event, request, minutes=5)
    assert "no longer be undone" in refused(lambda: write(lambda: services.undo_answer(event, request.id, act=act(10))))


def test_details_are_changed_while_the_request_stands(three):
    event, first, second, _third = three
    seat = queries.list_own_seats(first.id)[0]
    request = ask(event, first, second)
    changed = write(
        lambda: services.change(event, request.id, first.id, Wanted(Wish.MUST, "新", seat.id, "en"), act=act(1))
    )
    assert (changed.asker_wish, changed.words, changed.asker_seat_id, changed.interpreter) == (
        Wish.MUST,
        "新",
        seat.id,
        "en",
    )
    with pytest.raises(Refusal):
        write(lambda: services.change(event, request.id, second.id, Wanted(), act=act(2)))
    accept(event, request)
    other = queries.list_own_seats(second.id)[0]
    write(lambda: services.change(event, request.id, second.id, Wanted(Wish.MUST, "", other.id), act=act(3)))
    assert (request.asked_wish, request.asked_seat_id, request.asker_seat_id) == (Wish.MUST, other.id, seat.id)


def test_a_party_that_leaves_ends_what_it_has(three):
    event, first, second, third = three
    make_request(first, second)
    ask(event, third, first)
    assert write(lambda: services.end_all(event, first.id, act=act(9))) == 2
    states = {row.asker_id: row.state for row in db.session.query(MeetingRequest)}
    assert states == {first.id: WITHDRAWN, third.id: DECLINED}
    assert sorted(letter.kind for letter in letters()) == ["meetings.declined", "meetings.withdrawn"]


def test_what_several_ask_within_hours_is_one_e_mail(three):
    event, first, second, third = three
    ask(event, first, third)
    assert collect(event) == 1
    ask(event, second, third, minutes=1)
    assert collect(event, 2) == 0
    assert collect(event, 6 * 60) == 1
    told = letters("asked")
    assert [first.organization.name in told[0].text, second.organization.name in told[1].text] == [True, True]
    assert collect(event, 6 * 60 + 1) == 0


def test_organizers_remind_once_a_day_at_most(three):
    event, first, second, third = three
    ask(event, first, third)
    ask(event, second, third)
    assert write(lambda: services.remind(event, act=act(10))) == 1
    assert write(lambda: services.remind(event, act=act(20))) == 0
    assert write(lambda: services.remind(event, act=act(24 * 60 + 10))) == 1
    assert len(letters("reminder")) == 2
