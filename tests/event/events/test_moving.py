"""Other dates, and fewer places: what comes along, and what is asked first."""

from datetime import UTC, datetime, timedelta

import pytest

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events import services
from eventmgr.event.events.models import Deadline, EventStatus
from eventmgr.event.events.queries import find_event
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from tests.event.events.editing import do
from tests.factories import NOON, keep, make_event, make_item, make_member, make_registration


def with_dates(**values):
    """An event whose registration opens in a week, with a deadline of its own."""
    event = make_event(
        registration_opens_at=NOON + timedelta(days=7), registration_closes_at=NOON + timedelta(days=30), **values
    )
    keep(Deadline(event_id=event.id, label={"zh": "论文"}, due_at=NOON + timedelta(days=20)))
    return event


def dates_of(event):
    db.session.expire_all()
    return [event.registration_opens_at, event.registration_closes_at, event.deadlines[0].due_at]


def moved_by(event, **span):
    return {"starts_at": event.starts_at + timedelta(**span), "ends_at": event.ends_at + timedelta(**span)}


def test_registration_and_deadlines_move_along_with_the_event_and_stand_in_its_history(app):
    event = with_dates()
    before = dates_of(event)

    changes = do(services.edit, event, moved_by(event, days=9, hours=-2), move_deadlines=True)

    assert dates_of(event) == [one + timedelta(days=9, hours=-2) for one in before]
    assert {"registration_opens_at", "registration_closes_at", "deadlines"} - changes.keys() == set()


def test_without_the_tick_they_stay(app):
    event = with_dates()
    before = dates_of(event)

    do(services.edit, event, moved_by(event, days=9))

    assert dates_of(event) == before


def test_they_keep_their_time_of_day_where_clocks_change_and_in_another_zone(app):
    event = with_dates(timezone="Europe/Berlin", starts_at=datetime(2026, 10, 20, 7, 0, tzinfo=UTC))
    item = make_item(event)

    do(services.edit, event, moved_by(event, days=7, hours=1), move_agenda=True, move_deadlines=True)
    over_the_change = [dates_of(event)[0], db.session.get(AgendaItem, item.id).starts_at]
    do(services.edit, event, {"timezone": "Asia/Shanghai", **moved_by(event, hours=-7)}, move_deadlines=True)

    assert over_the_change == [NOON + timedelta(days=14), datetime(2026, 10, 27, 8, 0, tzinfo=UTC)]
    assert dates_of(event)[0] == NOON + timedelta(days=14, hours=-6)


def test_a_registration_that_is_open_is_not_shut_by_moving_the_event(app):
    event = with_dates()
    event.registration_opens_at = NOON - timedelta(days=1)
    db.session.commit()
    before = dates_of(event)

    do(services.edit, event, moved_by(event, days=30), move_deadlines=True)

    assert dates_of(event) == [before[0], *(one + timedelta(days=30) for one in before[1:])]


def test_postponing_to_new_dates_moves_them_too(app):
    event = with_dates()
    before = dates_of(event)

    do(services.postpone, event, {"zh": "台风"}, **moved_by(event, days=7), move_deadlines=True)

    assert dates_of(event) == [one + timedelta(days=7) for one in before]


@pytest.fixture
def event(client, sign_in, frozen):
    """A draft whose owner is signed in."""
    event = make_event(status=EventStatus.DRAFT, slug="draft")
    sign_in(make_member(event, TeamRole.OWNER))
    return event


def text_of(response) -> str:
    return response.get_data(as_text=True)


def send(client, section, **typed):
    response = client.post(f"/manage/events/draft/settings/{section}/", data=typed)
    db.session.expire_all()
    return response


def test_the_dates_form_names_what_moves_along_and_moves_it_unless_told_not_to(client, event):
    closes = NOON + timedelta(days=30)
    event.registration_closes_at = closes
    db.session.commit()
    page = text_of(client.get("/manage/events/draft/settings/time/"))
    typed = {
        "timezone": "Asia/Shanghai",
        "starts_at": "2026-05-20T12:00",
        "ends_at": "2026-05-21T17:00",
        "move_agenda": "y",
    }

    send(client, "time", **typed, move_deadlines="y")
    moved = find_event("draft").registration_closes_at
    send(client, "time", **(typed | {"starts_at": "2026-05-19T12:00", "ends_at": "2026-05-20T17:00"}))

    assert ('name="move_deadlines"' in page, "2026年5月1日" in page) == (True, True)
    assert (moved, find_event("draft").registration_closes_at) == (
        closes + timedelta(days=7),
        closes + timedelta(days=7),
    )


def test_where_nothing_would_move_nothing_is_asked(client, event):
    assert 'name="move_deadlines"' not in text_of(client.get("/manage/events/draft/settings/time/"))


def test_postponing_offers_to_move_the_dates(client, event):
    event.status, event.registration_closes_at = EventStatus.PUBLISHED, NOON + timedelta(days=30)
    db.session.commit()
    page = text_of(client.get("/manage/events/draft/postpone"))
    typed = {"reason_zh": "台风", "starts_at": "2026-05-20T12:00", "ends_at": "2026-05-21T17:00", "move_deadlines": "y"}

    answer = client.post("/manage/events/draft/postpone", data=typed)

    db.session.expire_all()
    assert ('name="move_deadlines"' in page, answer.status_code) == (True, 303)
    assert find_event("draft").registration_closes_at == NOON + timedelta(days=37)


def test_fewer_places_than_people_hold_are_asked_about_once(client, event):
    event.status, event.capacity = EventStatus.PUBLISHED, 10
    db.session.commit()
    for unit in ("310000", "320000", ""):
        make_registration(event, unit_code=unit)
    typed = {"approval": "automatic", "retention_months": "36"}

    asked = send(client, "registration", capacity="2", **typed)
    kept = find_event("draft").capacity
    enough = send(client, "registration", capacity="3", **typed).status_code
    confirmed = send(client, "registration", capacity="1", fewer_places="y", **typed).status_code

    assert (asked.status_code, kept, enough, confirmed, find_event("draft").capacity) == (409, 10, 303, 303, 1)
    assert ("3 人" in text_of(asked), 'name="fewer_places"' in text_of(asked)) == (True, True)
    assert 'name="fewer_places"' not in text_of(client.get("/manage/events/draft/settings/registration/"))
    assert send(client, "registration", capacity="1", has_waiting_list="y", **typed).status_code == 303
