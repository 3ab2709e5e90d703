"""Whoever is not wanted never learns of it: every page and e-mail is the same as of one who is only not answered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from eventmgr.ground.db import db, write
from eventmgr.matchmaking.meeting_requests import queries, services
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, NoThanks, RequestState
from eventmgr.matchmaking.meeting_requests.services import Wanted
from eventmgr.tools.messages.models import OutboxLetter
from tests.factories import NOON, make_event, make_organization
from tests.matchmaking.factories import make_matchmaking, make_party, make_plan, make_request
from tests.matchmaking.meeting_requests.acting import home, make_call, press
from tests.matchmaking.meeting_requests.services import act, refused

ASKED = RequestState.ASKED
PAGES = (
    "",
    "partners/",
    "partners/{other}/",
    "requests/",
    "requests/sent/",
    "requests/answered/",
    "requests/{request}/",
    "calls/",
)
WEEK = timedelta(days=7)


def plain(text, party, other, request=None):
    """The page without what only numbers it: links, ids, tokens."""
    text = text.replace(home(party), "/meetings/T/").replace(party.event.slug, "SLUG")
    for name, number in (("partners", other.id), ("requests", request.id if request else 0)):
        text = text.replace(f"/{name}/{number}", f"/{name}/N")
    text = re.sub(r'(name="(csrf_token|form_id|seen)" value=")[^"]*', r"\1X", text)
    text = re.sub(r'<option value="[0-9]+"', "<option", text)
    return re.sub(r"mark[0-9a-f]{32}|<[0-9a-f]{32}@|/calls/[0-9]+", "M", text)


def live(client, theirs, frozen, organizations, *, says):
    """What the asker sees and is written at each step; `says`: the asked has said no thanks, at first or while it waits."""
    frozen.move_to(NOON)
    event = make_event(title={"zh": "样例对接会", "en": "Example meetings"})
    make_plan(event, maximum=2)
    asker, asked = (make_party(event, one) for one in organizations)
    for number, party in enumerate((asker, asked)):
        representative = queries.list_own_seats(party.id)[0]
        representative.email, representative.mobile = f"party{number}@example.com", f"1540001000{number}"
    call = make_call(asked)
    db.session.commit()
    seen = []

    def look(request=None):
        for page in PAGES:
            if request or "{request}" not in page:
                address = page.format(other=asked.id, request=request.id if request else "")
                answer = client.get(home(asker) + address)
                seen.append((page, answer.status_code, plain(answer.text, asker, asked, request)))

    if says == "before":
        press(theirs, f"{home(asked)}partners/{asker.id}/no-thanks")
    look()
    seen.append(press(client, f"{home(asker)}partners/{asked.id}/ask", wish="must").status_code)
    request = db.session.query(MeetingRequest).filter_by(event_id=event.id).one()
    if says == "after":
        press(theirs, f"{home(asked)}partners/{asker.id}/no-thanks")
    write(lambda: services.tell_collected(event, at=NOON))
    look(request)
    seen.append(press(client, f"{home(asker)}requests/{request.id}/messages", text="你好").status_code)
    seen.append(press(client, f"{home(asker)}partners/{asked.id}/ask").status_code)
    press(client, f"{home(asker)}calls/{call.id}/", words="")
    look(request)
    frozen.move_to(NOON + WEEK)
    write(lambda: services.tell_collected(event, at=NOON + WEEK))
    look(request)
    letters = db.session.query(OutboxLetter).filter_by(event_id=event.id, to_address="party0@example.com")
    written = [(one.kind, one.subject, plain(one.text, asker, asked, request)) for one in letters]
    to_asked = db.session.query(OutboxLetter).filter_by(event_id=event.id, to_address="party1@example.com").count()
    return seen, written, to_asked


@pytest.mark.parametrize("says", ["before", "after"])
def test_who_is_not_wanted_sees_what_who_is_not_answered_sees(app, client, database, frozen, says):
    organizations = [make_organization("上海样例甲机械有限公司"), make_organization("上海样例乙机械有限公司")]
    silent, silent_letters, silent_told = live(client, app.test_client(), frozen, organizations, says="")
    unwanted, unwanted_letters, unwanted_told = live(client, app.test_client(), frozen, organizations, says=says)
    for theirs, ours in zip(silent, unwanted, strict=True):
        assert ours == theirs
    assert unwanted_letters == silent_letters != []
    assert (silent_told, unwanted_told) == (2, 0)


def test_whoever_says_no_thanks_sees_and_hears_nothing_of_the_other(client, database, frozen):
    event = make_matchmaking()
    first, second = make_party(event), make_party(event)
    press(client, f"{home(second)}partners/{first.id}/no-thanks")
    request = make_request(first, second, ASKED)
    for page in ("", "requests/", "requests/answered/"):
        assert first.organization.name not in client.get(f"{home(second)}{page}").text
    assert client.get(f"{home(second)}requests/{request.id}/").status_code == 404
    assert press(client, f"{home(second)}requests/{request.id}/accept").status_code == 404
    assert write(lambda: services.tell_collected(event, at=NOON)) == 0
    assert write(lambda: services.remind(event, act=act())) == 0
    assert "said no thanks" in client.get(f"{home(second)}partners/{first.id}/").text
    press(client, f"{home(second)}partners/{first.id}/no-thanks", again="1")
    assert first.organization.name in client.get(f"{home(second)}requests/").text
    assert db.session.query(NoThanks).count() == 0


def test_an_own_request_that_waits_is_withdrawn_and_an_accepted_meeting_must_be(database, frozen):
    event = make_matchmaking()
    first, second, third = (make_party(event) for _ in range(3))
    request, accepted = make_request(first, second, ASKED), make_request(first, third)
    write(lambda: services.say_no_thanks(event, first.id, second.id, act=act()))
    assert request.state is RequestState.WITHDRAWN
    assert "Withdraw it first" in refused(
        lambda: write(lambda: services.say_no_thanks(event, first.id, third.id, act=act()))
    )
    assert accepted.state is RequestState.ACCEPTED
    assert "Take that back first" in refused(
        lambda: write(lambda: services.ask(event, first.id, second.id, Wanted(), act=act()))
    )


def test_organizers_do_not_accept_for_one_that_has_said_no_thanks(database, frozen):
    event = make_matchmaking()
    first, second = make_party(event), make_party(event)
    request = make_request(first, second, ASKED)
    write(lambda: services.say_no_thanks(event, second.id, first.id, act=act()))
    assert "no thanks" in refused(
        lambda: write(lambda: services.accept(event, request.id, services.Answer(), act=act(), is_own=False))
    )


def test_a_no_thanks_of_the_asker_ends_the_undoing_of_an_answer_in_the_usual_words(database, frozen):
    event = make_matchmaking()
    first, second = make_party(event), make_party(event)
    request = make_request(first, second, RequestState.DECLINED)
    write(lambda: services.say_no_thanks(event, first.id, second.id, act=act()))
    said = refused(lambda: write(lambda: services.undo_answer(event, request.id, act=act(1))))
    request.answered_at = NOON - timedelta(hours=1)
    db.session.execute(db.delete(NoThanks))
    db.session.commit()
    assert said == refused(lambda: write(lambda: services.undo_answer(event, request.id, act=act(1))))
