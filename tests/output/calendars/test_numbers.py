"""Numbers of all entries at once: a new address of the installation, another release, a restored backup."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.events import services as events
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.ground import clock
from eventmgr.ground.db import Model, db, transaction
from eventmgr.ground.jobs.models import Job
from eventmgr.output.calendars import jobs, services
from eventmgr.output.calendars.models import EntryForm
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, make_event, make_item, make_registration
from tests.output.calendars.feeds import counters, personal_address

LATER = NOON + timedelta(hours=1)


def work(at=LATER):
    """What a worker does: the look, and the jobs that follow from it."""
    with transaction():
        jobs.compare({}, at)
    while job := db.session.scalars(select(Job).where(Job.kind == "calendars.settle").order_by(Job.id)).first():
        with transaction():
            db.session.delete(db.session.get(Job, job.id))
            jobs.settle(dict(job.payload), at)


def make_world():
    event, draft = make_event(agenda_published=True), make_event(status=EventStatus.DRAFT)
    item = make_item(event)
    return event, item, draft


@pytest.fixture
def told(client):
    """A function: what feeds say of an event, UID → (SEQUENCE, LAST-MODIFIED)."""
    return lambda event: counters(client.get(f"/events/{event.slug}/calendar.ics"))


def test_the_first_look_raises_nothing(told):
    event, _item, _draft = make_world()
    before = told(event)

    work()
    work()

    assert told(event) == before
    assert db.session.scalars(select(EntryForm)).one().compared_at == LATER


def test_a_new_address_raises_every_number_once_and_who_asks_by_date_gets_the_new_ones(app, client, told, monkeypatch):
    event, _item, draft = make_world()
    work()
    before = told(event)
    first = client.get(f"/events/{event.slug}/calendar.ics")

    monkeypatch.setitem(app.config, "BASE_URL", "https://new.example.com")
    work()
    work()

    assert {uid: n for uid, (n, _at) in told(event).items()} == {uid: n + 1 for uid, (n, _at) in before.items()}
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    answer = client.get(f"/events/{event.slug}/calendar.ics", headers=since)
    assert (answer.status_code, b"https://new.example.com" in answer.data) == (200, True)
    assert db.session.get_one(Event, draft.id).sequence == 0
    assert db.session.get_one(Event, event.id).mail_sequence == 1


def test_another_wording_of_a_release_is_noticed(app, monkeypatch):
    before = services.form_of_entries()
    monkeypatch.setattr(
        "eventmgr.event.events.derived.calendar_entry.titled", lambda title, *_more, **_most: f"! {title}"
    )

    assert services.form_of_entries() != before


def test_the_sender_of_events_from_before_is_kept_from_the_first_look_on(app):
    event, _item, _draft = make_world()
    app.config["MAIL_FROM"] = "first@example.com"
    work()
    app.config["MAIL_FROM"] = "second@example.com"

    assert events.organizer_of(db.session.get_one(Event, event.id)) == "first@example.com"


def test_every_column_that_is_a_number_of_an_entry_is_lifted_or_only_a_beginning():
    """Feeds are numbered by what was told; other columns say under which number something is told first, which is lifted as well."""
    found = {
        f"{table.name}.{column.name}"
        for table in Model.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("sequence")
    }
    lifted = {"told_entry.sequence", "told_first_number.sequence", "event.mail_sequence"}
    beginnings = {
        *("event.sequence", "event.name_sequence", "agenda_item.sequence", "registration.sequence"),
        *("meeting.sequence", "travel_entry.sequence", "gone_deadline.sequence"),
    }

    assert found == lifted | beginnings


def test_what_is_told_for_the_first_time_after_a_lift_bears_a_lifted_number(app, client, monkeypatch):
    event, item, _draft = make_world()
    address = personal_address(make_registration(event))
    monkeypatch.setattr(clock, "now", lambda: LATER)

    app.test_cli_runner().invoke(args=["renumber"])
    db.session.expire_all()

    for told in (counters(client.get(address)), counters(client.get(f"/events/{event.slug}/calendar.ics"))):
        assert {uid: (number > 190_000_000, at) for uid, (number, at) in told.items()} == {
            event.uid: (True, LATER),
            item.uid: (True, LATER),
        }


def test_after_a_restored_backup_one_command_lifts_every_number_above_what_was_sent(app, client, monkeypatch):
    event, item, _draft = make_world()
    place = make_registration(event)
    address = personal_address(place)
    for number in range(5):
        with transaction():
            events.edit(event, {"title": {"zh": f"题目{number}"}}, act=Act(SYSTEM, LATER))
    sent, mailed = counters(client.get(address)), event.mail_sequence
    with transaction():  # the backup
        event.sequence = event.mail_sequence = 0
        event.calendar_changed_at = NOON
    monkeypatch.setattr(clock, "now", lambda: LATER)

    first = app.test_cli_runner().invoke(args=["renumber"])
    db.session.expire_all()
    lifted = counters(client.get(address))
    again = app.test_cli_runner().invoke(args=["renumber"])
    db.session.expire_all()

    assert (first.exit_code, again.exit_code) == (0, 0), first.output + again.output
    assert all(lifted[uid] > sent[uid] for uid in sent)
    assert event.mail_sequence > mailed
    assert counters(client.get(address))[item.uid][0] > lifted[item.uid][0]
    assert event.sequence < 2**31
