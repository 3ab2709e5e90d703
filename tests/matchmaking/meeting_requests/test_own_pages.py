"""A party's pages of requests: one tap each, nothing needs a script, and nothing is shown that is not its own."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from eventmgr.ground.db import db
from eventmgr.matchmaking.listings.models import Side
from eventmgr.matchmaking.meeting_parties.access import liaison_token, link_token
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan, list_tables
from eventmgr.matchmaking.meeting_requests.models import (
    MeetingCall,
    MeetingRequest,
    NoThanks,
    RequestMessage,
    RequestSource,
    RequestState,
    Wish,
)
from eventmgr.matchmaking.meeting_requests.queries import BoardFilter, count_requests, list_own_seats
from eventmgr.matchmaking.meeting_requests.views import acting
from eventmgr.matchmaking.suggestions.models import PartnerSuggestion
from eventmgr.matchmaking.timetables.models import Publication
from eventmgr.matchmaking.timetables.task.instance import is_across
from tests.factories import NOON, keep, make_liaison, make_listing, together
from tests.matchmaking.factories import make_matchmaking, make_meeting, make_party, make_request, slots_at
from tests.matchmaking.meeting_requests.acting import home, make_call, one, press

ASKED, ACCEPTED, DECLINED = RequestState.ASKED, RequestState.ACCEPTED, RequestState.DECLINED


@pytest.fixture
def two(database, frozen):
    event = make_matchmaking(maximum=3)
    return event, make_party(event), make_party(event)


def test_partners_are_found_narrowed_and_asked_with_one_tap(client, two):
    event, first, second = two
    far = make_party(event, province_code="420000", sector_code="C38")
    page = client.get(f"{home(first)}partners/").text
    assert second.organization.name in page and far.organization.name in page
    assert f"{first.organization.name}</a>" not in page
    narrowed = client.get(f"{home(first)}partners/?province=420000").text
    assert far.organization.name in narrowed and second.organization.name not in narrowed
    assert press(client, f"{home(first)}partners/{far.id}/ask", wish="must").status_code == 303
    made = one(MeetingRequest)
    assert (made.asker_id, made.asked_id, made.asker_wish, made.source) == (
        first.id, far.id, Wish.MUST, RequestSource.OWN,
    )  # fmt: skip
    assert "You have asked" in client.get(f"{home(first)}partners/").text
    assert far.organization.name not in client.get(f"{home(first)}partners/?only=open").text
    assert client.get(f"{home(first)}partners/?kind=nothing").status_code == 400


def test_a_form_asks_with_words_seat_and_interpreter_once_however_often_it_is_sent(client, two):
    _event, first, second = two
    seat = list_own_seats(first.id)[0]
    typed = {
        "form_id": "6f0c52f4-9f31-4b1d-9d2e-3a3a3a3a3a3a", "wish": "would", "words": "伺服电机", "seat_id": seat.id,
        "interpreter": "en",
    }  # fmt: skip
    address = f"{home(first)}partners/{second.id}/"
    answers = [press(client, address, **typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    made = one(MeetingRequest)
    assert (made.words, made.asker_seat_id, made.interpreter) == ("伺服电机", seat.id, "en")
    page = client.get(f"{home(first)}requests/{made.id}/").text
    assert "伺服电机" in page and seat.name in page and "English" in page
    too_long = press(client, f"{home(second)}partners/{first.id}/", wish="would", words="长" * 501)
    assert (too_long.status_code, one(MeetingRequest).state) == (422, ASKED)


def test_a_request_is_answered_undone_and_answered_again(client, two):
    _event, first, second = two
    request = make_request(first, second, ASKED, words="想谈谈")
    page = client.get(f"{home(second)}requests/").text
    assert first.organization.name in page and "想谈谈" in page
    address = f"{home(second)}requests/{request.id}/"
    assert press(client, f"{address}accept", wish="must").status_code == 303
    assert (one(MeetingRequest).state, one(MeetingRequest).asked_wish) == (ACCEPTED, Wish.MUST)
    assert "Undo" in client.get(f"{home(second)}requests/").text
    press(client, f"{address}undo")
    assert one(MeetingRequest).state is ASKED
    press(client, f"{address}decline", code="full", words="下次再谈")
    declined = one(MeetingRequest)
    assert (declined.state, declined.reason_code, declined.reason) == (DECLINED, "full", "下次再谈")
    assert "下次再谈" in client.get(f"{home(first)}requests/sent/").text
    assert press(client, f"{address}accept").status_code == 303
    assert one(MeetingRequest).state is DECLINED


def test_another_organization_is_proposed_and_the_asker_finds_it(client, two):
    event, first, second = two
    third = make_party(event)
    request = make_request(first, second, ASKED)
    page = client.get(f"{home(second)}requests/{request.id}/propose").text
    assert third.organization.name in page and f'value="{second.id}"' not in page
    press(client, f"{home(second)}requests/{request.id}/propose", party=third.id)
    assert (one(MeetingRequest).state, one(MeetingRequest).proposed_id) == (DECLINED, third.id)
    assert f"/partners/{third.id}/" in client.get(f"{home(first)}requests/{request.id}/").text
    assert press(client, f"{home(second)}requests/{request.id}/propose", party="x").status_code == 422


def test_withdrawing_and_changing(client, two):
    _event, first, second = two
    request = make_request(first, second)
    address = f"{home(first)}requests/{request.id}/"
    press(client, f"{address}edit", wish="must", interpreter="ja")
    assert (one(MeetingRequest).asker_wish, one(MeetingRequest).interpreter) == (Wish.MUST, "ja")
    assert "cancelled" in client.get(f"{address}withdraw").text
    press(client, f"{address}withdraw")
    assert one(MeetingRequest).state is RequestState.WITHDRAWN


def test_a_request_of_others_is_not_there(client, two):
    event, first, second = two
    request = make_request(first, second, ASKED)
    stranger = make_party(event)
    elsewhere = make_party(make_matchmaking())
    for party in (stranger, elsewhere):
        assert client.get(f"{home(party)}requests/{request.id}/").status_code == 404
        for act in ("accept", "decline", "withdraw", "undo", "messages", "edit", "propose"):
            assert press(client, f"{home(party)}requests/{request.id}/{act}", text="x", party=1).status_code == 404
    assert press(client, f"{home(first)}requests/{request.id}/accept").status_code == 404
    assert client.get(f"{home(elsewhere)}partners/{first.id}/").status_code == 404
    assert one(MeetingRequest).state is ASKED


def test_messages_are_bounded_reported_and_read_by_the_two_alone(client, two, make_app):
    _event, first, second = two
    request = make_request(first, second, ASKED)
    address = f"{home(first)}requests/{request.id}/"
    press(client, f"{address}messages", text="你好")
    assert press(client, f"{address}messages", text="").status_code == 422
    assert press(client, f"{address}messages", text="长" * 501).status_code == 422
    there = f"{home(second)}requests/{request.id}/"
    assert "你好" in client.get(there).text
    message = one(RequestMessage)
    assert press(client, f"{address}messages/{message.id}/report").status_code == 404
    press(client, f"{there}messages/{message.id}/report")
    assert one(RequestMessage).reported_at == NOON
    with together():
        for _ in range(19):
            keep(RequestMessage(request_id=request.id, party_id=first.id, text="又", written_at=NOON))
    assert press(client, f"{address}messages", text="还有").status_code == 409
    assert press(client, f"{there}messages", text="好").status_code == 303


def test_after_the_event_nothing_more_is_written_and_the_page_says_so(client, two, frozen):
    event, first, second = two
    address = f"{home(first)}requests/{make_request(first, second, ACCEPTED).id}/"
    press(client, f"{address}messages", text="你好")
    assert 'name="text"' in client.get(address).text
    frozen.shift((event.ends_at - NOON).total_seconds() + 60)
    page = client.get(address).text

    assert ("你好" in page, 'name="text"' in page) == (True, False)
    assert "The event is over; nothing more can be written here." in page
    assert press(client, f"{address}messages", text="还有").status_code == 409
    assert db.session.query(RequestMessage).count() == 1


def test_the_pages_say_how_many_meetings_one_has_and_whether_requests_are_open(client, two):
    event, first, second = two
    make_request(first, second)
    make_request(first, make_party(event), ASKED)
    page = client.get(f"{home(first)}requests/sent/").text
    assert "1 of 3 meetings" in page and "1 request of yours awaits an answer" in page
    find_plan(event.id).asks_from = NOON + timedelta(days=1)
    db.session.commit()
    page = client.get(f"{home(first)}partners/").text
    assert "open on" in page and 'value="would"' not in page


def steps_of(client, party):
    """(label, text, state) of what is next, as the overview says it in English."""
    page = client.get(f"{home(party)}?lang=en").text
    lines = re.findall(r'<li class="card-line">(.*?)</li>', page, re.DOTALL)
    words = [[word.strip() for word in re.sub(r"<[^>]+>", "\n", line).split("\n") if word.strip()] for line in lines]
    return [
        tuple(found) for found in words if found[0] in ("Requests", "Requests received", "Find partners", "Timetable")
    ]


def test_the_overview_says_what_is_to_be_done_now(client, two, frozen):
    event, first, second = two
    plan = find_plan(event.id)
    plan.asks_from, plan.asks_until = NOON + timedelta(days=1), NOON + timedelta(days=3)
    db.session.commit()
    assert steps_of(client, first) == [("Requests", "Open from Thu 2 Apr 2026, 12:00", "Not yet due")]
    frozen.shift(timedelta(days=1))
    make_request(second, first, ASKED)
    make_request(first, make_party(event))
    assert steps_of(client, first) == [
        ("Requests received", "1 request awaits your answer", "To do"),
        ("Find partners", "1 of 3 meetings. Requests are open until Sat 4 Apr 2026, 12:00.", "To do"),
    ]
    frozen.shift(timedelta(days=2))
    assert steps_of(client, first) == [
        ("Timetable", "The organizers are preparing it. You will get an e-mail once it is published.", "Not yet due"),
        ("Requests", "Closed since Sat 4 Apr 2026, 12:00: 1 of 3 meetings.", "Done"),
    ]
    for stage, said in (
        (Stage.PROVISIONAL, "Published provisionally on Sat 4 Apr 2026, 12:00: 0 meetings. Times may still change."),
        (Stage.FINAL, "Published on Sat 4 Apr 2026, 12:00: 0 meetings."),
    ):
        number = 1 + (stage is Stage.FINAL)
        keep(Publication(event_id=event.id, number=number, stage=stage, published_at=NOON + timedelta(days=3)))
        find_plan(event.id).stage = stage
        db.session.commit()
        assert steps_of(client, first)[0] == ("Timetable", said, "Done")


def test_nothing_is_said_of_requests_before_the_organizers_say_when_they_open(client, two):
    event, first, _second = two
    find_plan(event.id).asks_from = None
    db.session.commit()
    assert steps_of(client, first) == []


def test_a_leading_company_calls_and_selects(client, two):
    event, first, second = two
    third = make_party(event)
    assert client.get(f"{home(first)}calls/new").status_code == 404
    first.may_call = True
    db.session.commit()
    typed = {"title_zh": "寻找铸件供应商", "text_zh": "年需求五千吨", "places": "1"}
    assert press(client, f"{home(first)}calls/new", places="0", title_zh="").status_code == 422
    assert press(client, f"{home(first)}calls/new", **typed).status_code == 303
    call = one(MeetingCall)
    assert "寻找铸件供应商" in client.get(f"{home(second)}calls/").text
    for applicant in (second, third):
        assert press(client, f"{home(applicant)}calls/{call.id}/", words="我们做铸件").status_code == 303
    page = client.get(f"{home(first)}calls/{call.id}/").text
    assert second.organization.name in page and third.organization.name in page
    requests = db.session.query(MeetingRequest).order_by(MeetingRequest.id).all()
    assert {(row.source, row.call_id) for row in requests} == {(RequestSource.CALL, call.id)}
    press(client, f"{home(first)}requests/{requests[0].id}/accept")
    press(client, f"{home(first)}requests/{requests[1].id}/accept")
    db.session.expire_all()
    assert [row.state for row in requests] == [ACCEPTED, ASKED]
    fourth = make_party(event)
    assert press(client, f"{home(fourth)}calls/{call.id}/", words="").status_code == 409
    press(client, f"{home(first)}calls/{call.id}/edit", title_zh="新", places="2")
    press(client, f"{home(first)}calls/{call.id}/close")
    assert (one(MeetingCall).title, one(MeetingCall).closed_at) == ({"zh": "新"}, NOON)
    assert client.get(f"{home(second)}calls/{call.id}/edit").status_code == 404


def test_a_call_of_a_company_that_one_may_not_meet_is_not_there(client, two):
    _event, first, second = two
    first.group_name = second.group_name = "样例集团"
    db.session.commit()
    call = make_call(first)
    assert client.get(f"{home(second)}calls/{call.id}/").status_code == 404
    assert "call is open to you" in client.get(f"{home(second)}calls/").text


def test_buttons_go_back_to_a_page_of_the_party_and_nowhere_else(client, two):
    _event, first, second = two
    request = make_request(first, second, ASKED)
    address = f"{home(second)}requests/{request.id}/decline"
    assert press(client, address, back="https://example.org/").headers["Location"].endswith("/requests/")
    other = make_request(second, first, RequestState.WITHDRAWN)
    db.session.delete(other)
    db.session.commit()
    there = f"{home(first)}partners/?q=x"
    third = make_party(_event)
    answer = press(client, f"{home(first)}partners/{third.id}/ask", back=there)
    assert answer.headers["Location"] == there


def test_pages_of_a_party_ask_the_same_however_many_partners_and_requests_there_are(client, database, count_statements):
    event = make_matchmaking(maximum=50)
    with together():
        parties = [make_party(event) for _ in range(12)]
    me = parties[0]

    def statements():
        found = []
        for address in ("partners/", "requests/", "requests/sent/", "requests/answered/", "calls/"):
            with count_statements() as sent:
                assert client.get(f"{home(me)}{address}").status_code == 200
            found.append(len(sent))
        return found

    with together():
        make_request(parties[1], me, ASKED)
        make_request(me, parties[2], ASKED)
        keep(NoThanks(event_id=event.id, party_id=me.id, other_id=parties[3].id, said_at=NOON))
        make_request(parties[4], me)
        make_call(parties[5])
    few = statements()
    with together():
        for other in parties[6:9]:
            make_request(other, me, ASKED)
        for other in parties[9:]:
            make_request(me, other, ASKED)
            make_call(other)
        for _ in range(8):
            make_party(event)
    assert statements() == few
    assert max(few) <= 17


def test_the_link_is_no_secret_kept_by_caches(client, two):
    _event, first, _second = two
    answer = client.get(f"{home(first)}partners/")
    assert "no-store" in answer.headers["Cache-Control"] and answer.headers["Referrer-Policy"] == "no-referrer"
    assert not re.search(r"<script(?![^>]* src=)", answer.text)
    assert link_token(list_own_seats(first.id)[0]) in home(first)


def test_a_liaison_asks_for_an_organization_of_its_delegation(client, database, frozen):
    event = make_matchmaking()
    liaison = make_liaison(event, "310000", link="l1")
    party, other = make_party(event), make_party(event, unit_code="420000")
    client.post("/delegations/link/l1/")
    assert press(client, f"/meetings/{liaison_token(liaison, party)}/partners/{other.id}/ask").status_code == 303
    assert one(MeetingRequest).source is RequestSource.LIAISON
    assert press(client, f"/meetings/{liaison_token(liaison, other)}/partners/{party.id}/ask").status_code == 404


def test_what_is_pressed_too_often_within_an_hour_waits(two, make_app, monkeypatch):
    assert acting._MOST_ACTS == 240
    monkeypatch.setattr(acting, "_MOST_ACTS", 6)
    _event, first, second = two
    application = make_app(RATELIMIT_ENABLED=True)
    browser = application.test_client()
    with application.app_context():
        address = f"{home(first)}partners/{second.id}/no-thanks"
    answers = [browser.post(address, data={"again": str(turn % 2)}).status_code for turn in range(8)]
    assert set(answers[:6]) == {303} and answers[6:] == [429, 429]


def test_a_partner_whose_meetings_are_agreed_is_said_to_be_so_before_anything_is_typed(client, two):
    event, first, second = two
    with together():
        for _n in range(3):
            make_request(second, make_party(event))
    client.set_cookie("lang", "en")
    listed = client.get(f"{home(first)}partners/").text
    assert "No more meetings available" in listed and f"partners/{second.id}/ask" not in listed
    page = client.get(f"{home(first)}partners/{second.id}/").text
    assert "cannot be asked for another" in page and 'name="words"' not in page


def test_partners_are_searched_by_what_they_offer_and_narrowed_by_topic_and_who_fits_stands_first(client, two):
    event, first, second = two
    with together():
        fits, other = make_party(event), make_party(event)
        told = {"text": {"zh": "伺服电机"}, "search_text": "伺服电机", "topic_id": "robot"}
        theirs = make_listing(event, fits.organization, side=Side.SUPPLY, **told)
        make_listing(event, other.organization, confidential=True, **told)
        mine = make_listing(event, first.organization)
        keep(
            PartnerSuggestion(
                demand_id=mine.id, supply_id=theirs.id, event_id=event.id, demander_id=first.id, supplier_id=fits.id,
                score=0.9, is_chosen=True, found_at=NOON,
            )
        )  # fmt: skip
    for narrowed in ("q=伺服电机", "topic=robot"):
        page = client.get(f"{home(first)}partners/?{narrowed}").text
        assert fits.organization.name in page and other.organization.name not in page, narrowed
        assert second.organization.name not in page
    every = client.get(f"{home(first)}partners/").text
    names = [one.organization.name for one in (fits, second, other)]
    assert min(names, key=every.index) == fits.organization.name


def test_an_accepted_request_says_time_and_table_once_the_timetable_is_published(client, two):
    event, first, second = two
    request = make_request(first, second)
    table = list_tables(event.id)[0]
    page = f"{home(first)}requests/{request.id}/"
    client.set_cookie("lang", "en")
    assert "once the timetable is published" in client.get(page).text
    make_meeting(request, slots_at(event)[0], table)
    find_plan(event.id).stage = Stage.FINAL
    db.session.commit()
    shown = client.get(page).text
    assert f"Table {table.number}" in shown and f"{home(first)}timetable/" in shown
    assert "once the timetable is published" not in shown


@pytest.mark.parametrize(
    ("sides", "provinces", "across"),
    [
        (("", ""), ("310000", "420000"), 1),
        (("", ""), ("310000", "310000"), 0),
        (("east", "west"), ("310000", "310000"), 1),
        (("east", ""), ("310000", "420000"), 0),
        (("east", "east"), ("310000", "420000"), 0),
    ],
)
def test_requests_go_across_as_a_timetable_counts_them(database, frozen, sides, provinces, across):
    event = make_matchmaking()
    one_of, other = (
        make_party(event, side=side, province_code=code) for side, code in zip(sides, provinces, strict=True)
    )
    make_request(one_of, other)
    assert count_requests(event.id, BoardFilter()).across == across == is_across(one_of, other)
