"""The states of an event."""

from datetime import date, timedelta

import pytest

from eventmgr.event.events import services
from eventmgr.event.events.models import EventStatus
from eventmgr.event.events.setup.readiness import missing
from eventmgr.event.events.signals import event_changed
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.identity.privacy.queries import find_privacy_notice
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.services import SYSTEM, Act
from tests.event.events.publishing import ready
from tests.factories import NOON, make_event

LATER = NOON + timedelta(hours=1)
REASON = {"zh": "台风", "en": "Typhoon"}


def do(verb, event, *args, at=LATER, **values):
    with transaction():
        return verb(event, *args, act=Act(SYSTEM, at), **values)


def test_a_ready_draft_is_published_with_its_date_and_a_privacy_notice(app):
    event = ready()
    do(services.publish, event)
    notice = find_privacy_notice(event.id)
    assert (event.status, event.published_on, event.sequence) == (EventStatus.PUBLISHED, date(2026, 4, 1), 0)
    assert notice.version == 1
    assert "样例办公室" in notice.text["zh"]
    assert "Your rights" in notice.text["en"]
    assert [entry.action for entry in list_entries(event.id)] == ["published", "created"]


def test_publishing_names_everything_that_is_missing_and_changes_nothing(app):
    event = ready(summary={}, contact={}, venues=[], hosts=[], province_code=None)
    with pytest.raises(Refusal) as refused:
        do(services.publish, event)
    gaps = missing(event, at=LATER)
    assert [gap.section for gap in gaps] == ["facts", "time", "venues", "hosts", "contact", "contact"]
    assert all(gap.message in str(refused.value) for gap in gaps)
    db.session.expire_all()
    assert (event.status, find_privacy_notice(event.id), event.page_version) == (EventStatus.DRAFT, None, 1)


def test_an_event_of_the_past_cannot_be_published(app):
    event = ready(starts_at=NOON - timedelta(days=9))
    assert [gap.section for gap in missing(event, at=LATER)] == ["time"]


def test_a_postponed_event_says_why_and_comes_back_with_new_dates(app):
    event = ready()
    do(services.publish, event)
    do(services.postpone, event, REASON)
    postponed = (event.status, event.status_reason, event.sequence)
    new = {"starts_at": event.starts_at + timedelta(days=30), "ends_at": event.ends_at + timedelta(days=30)}
    do(services.edit, event, new)
    do(services.publish, event)
    assert postponed == (EventStatus.POSTPONED, REASON, 1)
    assert (event.status, event.status_reason, event.sequence) == (EventStatus.PUBLISHED, {}, 3)


def test_new_dates_may_come_with_the_postponement(app):
    event = make_event()
    starts_at = event.starts_at + timedelta(days=30)
    do(services.postpone, event, REASON, starts_at=starts_at, ends_at=starts_at + timedelta(hours=5))
    assert (event.starts_at, event.sequence, list_entries(event.id)[0].reason) == (starts_at, 1, "台风")


def test_a_cancelled_event_can_be_restored(app):
    event, heard = make_event(), []
    with event_changed.connected_to(lambda _event, changes, **_more: heard.append(changes["status"])):
        do(services.cancel, event, REASON)
        cancelled = (event.status, event.status_reason, event.sequence)
        do(services.restore, event)
    assert cancelled == (EventStatus.CANCELLED, REASON, 1)
    assert (event.status, event.status_reason, event.sequence) == (EventStatus.PUBLISHED, {}, 2)
    assert heard == [["published", "cancelled"], ["cancelled", "published"]]


def test_finishing_and_archiving_change_no_calendar(app):
    event = make_event(starts_at=NOON - timedelta(days=3))
    do(services.finish, event)
    do(services.archive, event)
    archived = event.status
    do(services.restore, event)
    assert (archived, event.status, event.sequence) == (EventStatus.ARCHIVED, EventStatus.FINISHED, 0)


@pytest.mark.parametrize(
    ("status", "verbs"),
    [
        (EventStatus.DRAFT, ["publish"]),
        (EventStatus.PUBLISHED, ["postpone", "cancel", "finish"]),
        (EventStatus.POSTPONED, ["publish", "cancel"]),
        (EventStatus.FINISHED, ["archive", "restore"]),
        (EventStatus.ARCHIVED, ["restore"]),
        (EventStatus.CANCELLED, ["restore"]),
    ],
)
def test_each_state_allows_its_verbs_and_refuses_the_others(app, status, verbs):
    event = ready(status=status, starts_at=NOON + timedelta(minutes=1))
    assert services.possible(event) == verbs
    calls = {
        "publish": lambda: do(services.publish, event),
        "postpone": lambda: do(services.postpone, event, REASON),
        "cancel": lambda: do(services.cancel, event, REASON),
        "finish": lambda: do(services.finish, event),
        "archive": lambda: do(services.archive, event),
        "restore": lambda: do(services.restore, event),
    }
    for verb in calls.keys() - set(verbs):
        with pytest.raises(Refusal):
            calls[verb]()
    db.session.expire_all()
    assert (event.status, event.page_version, list_entries(event.id)) == (status, 1, [])


@pytest.mark.parametrize(
    ("verb", "args", "values", "field"),
    [
        (services.postpone, ({},), {}, "reason"),
        (services.cancel, ({},), {}, "reason"),
        (services.postpone, (REASON,), {"starts_at": NOON}, "ends_at"),
        (services.postpone, (REASON,), {"starts_at": NOON, "ends_at": NOON}, "ends_at"),
        (services.finish, (), {}, None),
    ],
)
def test_a_refused_change_of_state_names_the_field_and_changes_nothing(app, verb, args, values, field):
    event = make_event()
    with pytest.raises(Refusal) as refused:
        do(verb, event, *args, **values)
    db.session.expire_all()
    assert (refused.value.field, event.status, event.page_version) == (field, EventStatus.PUBLISHED, 1)
