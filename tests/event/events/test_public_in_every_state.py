"""What visitors find of an event in each of its states: pages, lists, the form, the feed, and what one's own link still does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.tools.web.tokens import sign
from tests.factories import NOON, make_event, make_item, make_registration

pytestmark = pytest.mark.one_engine
S = EventStatus
SEEN = (S.PUBLISHED, S.POSTPONED, S.CANCELLED, S.FINISHED, S.ARCHIVED)
PAGES = ("", "agenda/", "agenda.pdf", "register/", "register/link", "calendar.ics")
TYPED = {
    "name": "张三",
    "organization": "上海样例电气",
    "unit": "310000",
    "mobile": "15400000031",
    "email": "zhang@example.com",
    "consent": "y",
}


def make(status: EventStatus, **values: Any) -> Event:
    past = {"starts_at": NOON - timedelta(days=3)} if status in (S.FINISHED, S.ARCHIVED) else {}
    reason = {"status_reason": {"zh": "台风", "en": "typhoon"}} if status in (S.POSTPONED, S.CANCELLED) else {}
    event = make_event(status=status, agenda_published=True, **past | reason | values)
    make_item(event)
    return event


@pytest.mark.parametrize("page", PAGES)
def test_a_draft_is_nowhere_and_everything_else_has_its_pages(page: str, client: Any, frozen: Any):
    codes = {status: client.get(f"/events/{make(status).slug}/{page}").status_code for status in S}

    assert codes[S.DRAFT] == 404
    assert {status: code for status, code in codes.items() if status is not S.DRAFT and code != 200} == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("status", S)
def test_the_form_takes_somebody_only_while_the_event_is_published_and_open(
    status: EventStatus, lang: str, client: Any, frozen: Any
):
    event = make(status)
    answer = client.post(f"/events/{event.slug}/register/?lang={lang}", data=TYPED)
    page = answer.get_data(as_text=True)

    kept = db.session.query(Registration).filter_by(event_id=event.id).count()
    assert kept == (status is S.PUBLISHED)
    if status is S.PUBLISHED:
        assert answer.status_code == 303
    elif status is S.DRAFT:
        assert answer.status_code == 404
    else:
        assert answer.status_code == 409
        assert any("\u4e00" <= char <= "\u9fff" for char in page) or lang == "en"


@pytest.mark.parametrize(
    ("opens", "closes", "taken"),
    [(None, None, True), (1, None, False), (-1, None, True), (None, -1, False), (None, 1, True), (-2, -1, False)],
)
def test_the_form_opens_and_closes_at_the_hours_that_are_set(
    opens: int | None, closes: int | None, taken: bool, client: Any, frozen: Any
):
    hours = {"registration_opens_at": opens, "registration_closes_at": closes}
    event = make(S.PUBLISHED, **{name: NOON + timedelta(hours=n) for name, n in hours.items() if n is not None})
    answer = client.post(f"/events/{event.slug}/register/", data=TYPED)

    assert (answer.status_code == 303) == taken
    assert db.session.query(Registration).count() == taken


def test_lists_hold_what_is_to_come_and_what_is_over_each_in_its_place(client: Any, frozen: Any):
    made = {status: make(status, title={"zh": f"场次{status.value}"}) for status in S}
    front, past = (client.get(path).get_data(as_text=True) for path in ("/", "/past/"))
    shown = {status: (f"场次{status.value}" in front, f"场次{status.value}" in past) for status in made}

    assert shown[S.DRAFT] == (False, False)
    assert shown[S.PUBLISHED] == (True, False)
    assert shown[S.FINISHED] == (False, True)
    assert shown[S.POSTPONED][0] and shown[S.CANCELLED][0]


@pytest.mark.parametrize(
    ("status", "word"), [(S.POSTPONED, "TENTATIVE"), (S.CANCELLED, "CANCELLED"), (S.PUBLISHED, "CONFIRMED")]
)
def test_calendars_hear_of_the_state(status: EventStatus, word: str, client: Any, frozen: Any):
    event = make(status)
    feed = client.get(f"/events/{event.slug}/calendar.ics").get_data(as_text=True)

    assert f"STATUS:{word}" in feed


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("status", [S.POSTPONED, S.CANCELLED])
def test_everybody_reads_why_an_event_does_not_take_place_as_planned(
    status: EventStatus, lang: str, client: Any, frozen: Any
):
    page = client.get(f"/events/{make(status).slug}/?lang={lang}").get_data(as_text=True)

    assert {"zh": "台风", "en": "typhoon"}[lang] in page


@pytest.mark.parametrize("status", SEEN)
def test_one_s_own_page_opens_in_every_state(status: EventStatus, client: Any, frozen: Any):
    event = make(status)
    row = make_registration(event)
    page = client.get(f"/my/{sign('my', row.id, 1)}/")

    assert page.status_code == 200
    assert row.name in page.get_data(as_text=True)


@pytest.mark.parametrize("state", Status)
def test_withdrawing_by_one_s_own_link_is_possible_for_those_who_may_still_come(
    state: Status, client: Any, frozen: Any
):
    event = make(S.PUBLISHED)
    row = make_registration(event, status=state)
    answer = client.post(f"/my/{sign('my', row.id, 1)}/withdraw", data={})
    db.session.expire_all()

    live = state in (Status.PENDING, Status.WAITLISTED, Status.OFFERED, Status.CONFIRMED)
    assert (answer.status_code == 303) == live
    assert row.status is (Status.WITHDRAWN if live else state)
    assert live or answer.status_code == 409
