"""Sentences about places, letters and consents say what is so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.events.models import Approval, EventStatus
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Source
from eventmgr.event.registration.waiting.services import put_on_waiting_list
from eventmgr.ground.db import transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.services import Act
from tests.conftest import client_of
from tests.event.registration.applicants import OFFICE
from tests.event.registration.kinds_of_questions import ask, only, post
from tests.event.registration.registering import letters_to, register
from tests.factories import NOON, make_event, make_member, make_registration
from tests.matchmaking.factories import make_representative
from tests.matchmaking.meeting_day.worlds import make_day
from tests.output.imports.sending import in_english

pytestmark = pytest.mark.usefixtures("frozen")


def desk_of(event, sign_in):
    return in_english(sign_in(make_member(event, TeamRole.OWNER)))


def leaving_pages(event, row, own, desk):
    """Every page from which somebody goes, by its reader."""
    mine, theirs = f"/my/{my_token(row)}/", f"/manage/events/{event.slug}/registrations/"
    chosen = {"act": "revoke", "ids": str(row.id), "back": theirs}
    return [
        *(own.get(f"{mine}{page}").text for page in ("withdraw", "withdraw?consent=1", "delete")),
        *(desk.get(f"{theirs}{row.id}/{page}").text for page in ("withdraw", "delete")),
        desk.post(f"{theirs}decide", data=chosen).text,
    ]


@pytest.mark.parametrize("waits", [False, True])
def test_pages_from_which_somebody_goes_promise_the_place_only_where_somebody_waits(app, sign_in, waits):
    event = make_event(capacity=1)
    row = register(event)
    if waits:
        register(event)
    own, desk = in_english(client_of(app)), desk_of(event, sign_in)

    for page in leaving_pages(event, row, own, desk):
        assert "becomes free." in page or waits
        assert ("waiting list" in page and "1 person is waiting" in page) == waits, page


def test_pages_from_which_somebody_goes_say_which_meetings_they_have(app, sign_in):
    day = make_day(at=NOON)
    event, meeting = day.event, day.meeting(0)
    row = make_registration(event)
    asker = next(party for party in day.parties if party.id == day.requests[0].asker_id)
    with transaction():
        meeting.asker_seat_id = make_representative(asker, registration_id=row.id, position=9).id
        meeting.ends_at = NOON.replace(hour=23)
    own, desk = in_english(client_of(app)), desk_of(event, sign_in)

    own_page, *others = leaving_pages(event, row, own, desk)
    assert "You still have 1 meeting." in own_page and "the partner is notified" in own_page
    assert all("1 meeting is still to come" in page or "You still have 1 meeting" in page for page in others)


@pytest.mark.parametrize(("later", "said"), [(0, "liaison entered this person"), (60, "this person took over")])
def test_only_who_took_over_a_place_is_said_to_have_done_so(sign_in, later, said):
    event = make_event()
    row = make_registration(event, source=Source.UNIT, consent_asked_at=NOON + timedelta(seconds=later))

    page = desk_of(event, sign_in).get(f"/manage/events/{event.slug}/registrations/{row.id}/").text

    assert said in page


def test_nobody_is_told_that_an_event_with_free_places_is_full(app):
    event = make_event(capacity=60, approval=Approval.REVIEW)
    row = register(event)
    with transaction():
        put_on_waiting_list(event, [row], act=Act(OFFICE, NOON))

    assert "已满" not in letters_to(row)[-1].text and "候补" in letters_to(row)[-1].text


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.PENDING])
def test_the_own_page_of_an_event_that_is_called_off_congratulates_nobody(app, status):
    event = make_event(status=EventStatus.CANCELLED)
    row = make_registration(event, status=status)

    page = in_english(client_of(app)).get(f"/my/{my_token(row)}/").text

    assert "This event does not take place." in page
    assert "Your place is confirmed." not in page and "under review" not in page and "qr.svg" not in page


def test_withdrawing_a_consent_names_every_answer_that_goes_with_it(app):
    event = make_event(fields={"diet": "optional"})
    ask(event, "ill", QuestionKind.TEXT, zh="健康状况", needs_reason=True, purpose={"zh": "安排医护"})
    client = in_english(client_of(app))

    post(client, event, diet="halal", q_ill="青霉素", consent_sensitive="y")

    page = client.get(f"/my/{my_token(only())}/").text
    deleted = page.partition("Deleted at once:")[2].partition("</p>")[0]
    assert "Dietary requirements" in deleted and "ill" in deleted


def test_what_is_typed_is_said_to_be_on_this_device_alone(client):
    event = make_event(fields={"diet": "optional"})

    zh = client.get(f"/events/{event.slug}/register/").text
    en = in_english(client).get(f"/events/{event.slug}/register/").text

    assert "仅暂存于本设备" in zh and "服务器" not in zh
    assert "three days at most. Dietary" in en


def test_a_decision_about_one_person_can_be_undone_too_and_the_way_there_is_on_an_empty_list(sign_in):
    event = make_event(approval=Approval.REVIEW)
    row = register(event)
    desk, here = desk_of(event, sign_in), f"/manage/events/{event.slug}/registrations/"

    desk.post(f"{here}decide", data={"act": "confirm", "ids": str(row.id), "back": here, "telling": "nobody"})

    page = desk.get(f"{here}?status=pending").text
    assert "No registrations match" in page and f'href="{here}decisions/"' in page
    assert "Undo…" in desk.get(f"{here}decisions/").text
