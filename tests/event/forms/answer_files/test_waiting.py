"""Files of forms that are never sent are bounded, taken only while the form is open, and gone after an hour."""

from __future__ import annotations

import io
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from eventmgr.event.events.models import EventStatus
from eventmgr.event.forms.answer_files import services
from eventmgr.event.forms.answer_files.models import AnswerFile
from eventmgr.event.forms.answer_files.services import KEPT_FOR, Room, keep_waiting
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import db, is_sqlite, write
from eventmgr.ground.errors import Busy
from eventmgr.ground.jobs.models import Job
from eventmgr.ground.jobs.services import lease_due, run
from tests.event.forms.answer_files.files import PDF, make_asking_event, upload
from tests.factories import NOON, make_file, make_registration
from tests.race import race

pytestmark = [pytest.mark.engines_differ, pytest.mark.usefixtures("frozen")]
MANY = Room(1 << 30, 1 << 30)


def hand_in(client, address):
    return client.post(address, data={"q_cv": (io.BytesIO(PDF), "a.pdf")})


def public(event):
    return f"/events/{event.slug}/register/files/q_cv"


def count_files():
    return db.session.scalar(select(func.count()).select_from(AnswerFile))


CLOSED = {
    "finished": {"status": EventStatus.FINISHED},
    "archived": {"status": EventStatus.ARCHIVED},
    "cancelled": {"status": EventStatus.CANCELLED},
    "postponed": {"status": EventStatus.POSTPONED},
    "over": {"registration_closes_at": NOON - timedelta(minutes=1)},
    "not yet open": {"registration_opens_at": NOON + timedelta(minutes=1)},
    "for those who were invited": {"by_invitation": True},
    "full without a waiting list": {"capacity": 0, "has_waiting_list": False},
}


@pytest.mark.one_engine
@pytest.mark.parametrize("why", CLOSED)
def test_a_form_through_which_nobody_can_register_takes_no_file(client, monkeypatch, why):
    monkeypatch.setattr(
        "eventmgr.event.registration.asking.views.receiving.receive", None
    )  # nothing is done with it either
    event = make_asking_event(QuestionKind.IMAGE, **CLOSED[why])

    told = hand_in(client, public(event))
    form = upload(client, event, title="样例处长")

    assert (told.status_code, bool(told.json["message"]), form.status_code) == (409, True, 422)
    assert (count_files(), "样例处长" in form.text) == (0, True)


def test_the_own_page_takes_files_after_the_form_has_closed_while_the_registration_stands(client, frozen):
    event = make_asking_event(registration_closes_at=NOON + timedelta(minutes=1))
    address = f"/my/{my_token(make_registration(event))}/files/q_cv"
    frozen.shift(3600)

    open_, closed = hand_in(client, address), hand_in(client, public(event))
    event.status = EventStatus.FINISHED
    db.session.commit()

    assert (open_.status_code, closed.status_code, hand_in(client, address).status_code) == (200, 409, 409)
    assert 'data-upload="files/q_cv"' in client.get(address.replace("files/q_cv", "edit")).text


@pytest.mark.parametrize("bound", ["WAITING_FILES_MEGABYTES", "WAITING_FILES_PER_EVENT_MEGABYTES"])
def test_beyond_the_bound_a_file_is_refused_with_what_was_typed_and_taken_again_later(client, app, monkeypatch, bound):
    event, other = make_asking_event(), make_asking_event()
    write(lambda: keep_waiting(event.id, "q_cv", make_file("a.pdf", b"%PDF-" + bytes(950_000)), MANY, at=NOON))
    monkeypatch.setitem(app.config, bound, 1)

    alone, with_form, elsewhere = (
        hand_in(client, public(event)),
        upload(client, event, title="样例处长"),
        hand_in(client, public(other)),
    )

    assert (alone.status_code, with_form.status_code, alone.headers["Retry-After"]) == (503, 503, "10")
    assert alone.json["message"] in with_form.text
    assert "样例处长" in with_form.text
    assert elsewhere.status_code == (200 if "EVENT" in bound else 503)


def test_what_was_sent_is_bounded_by_nothing_but_the_form(client, app, monkeypatch):
    event = make_asking_event()
    monkeypatch.setitem(app.config, "WAITING_FILES_MEGABYTES", 1)

    told = [upload(client, event, PDF + bytes(400_000), mobile=f"1540000000{n}").status_code for n in range(4)]

    assert (told, count_files()) == ([303] * 4, 4)


def test_small_files_count_as_the_rows_that_they_are(client, app, monkeypatch):
    event = make_asking_event()
    monkeypatch.setitem(app.config, "WAITING_FILES_MEGABYTES", 1)

    told = [hand_in(client, public(event)).status_code for _ in range(17)]

    assert (told.count(200), told[-1]) == (15, 503)


def test_an_hour_later_a_worker_or_whoever_comes_next_deletes_what_was_left(client, app, frozen):
    event = make_asking_event()
    hand_in(client, public(event))
    hand_in(client, public(event))
    [job] = db.session.scalars(select(Job).where(Job.kind == "answer_files.forget"))
    assert timedelta() < job.due_at - NOON - KEPT_FOR <= timedelta(minutes=10)

    at = job.due_at
    [leased] = [one for one in write(lambda: lease_due("w", at=at, seconds=60, limit=9)) if one.kind == job.kind]
    write(lambda: run(leased, at=at))
    by_worker = count_files()
    frozen.shift(7200)
    hand_in(client, public(event))
    frozen.shift(3601)
    hand_in(client, public(event))

    assert (by_worker, count_files()) == (0, 1)


@pytest.mark.parametrize("is_locked", [True, False])
@pytest.mark.parametrize("room", [Room(3 << 20, 1 << 30), Room(1 << 30, 3 << 20)])
def test_files_that_come_to_the_bound_at_once_stay_within_it(app, room, is_locked):
    events = [make_asking_event().id, make_asking_event().id]
    if is_sqlite() and not is_locked:
        pytest.skip("on SQLite there is one writer at a time, whoever asks for a turn")

    def keep(number, gate):
        at = events[number % 2 if room.event > room.site else 0]
        if not is_locked:
            asked = services.check_room
            services.take_turns = lambda _what: None
            services.check_room = lambda *about: (
                asked(*about),
                gate(),
            )  # nobody has kept anything when the last one has asked
        gate()
        with app.app_context():
            try:
                write(lambda: keep_waiting(at, "q_cv", make_file("a.pdf", bytes(1 << 20)), room, at=NOON))
            except Busy:
                return "busy"
        return "kept"

    told = race(app, [partial(keep, number) for number in range(4)])

    assert told.count("kept") == (2 if is_locked else 4)
    assert count_files() == told.count("kept")
