"""The verbs of the agenda."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.agenda import queries, services
from eventmgr.event.agenda.models import AgendaItem, ItemKind, SpeakerRole
from eventmgr.event.agenda.services import ItemDraft, SpeakerDraft
from eventmgr.event.events.models import Room, Track, Venue
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, keep, make_event, make_item


def draft(event, **values):
    starts_at = values.pop("starts_at", event.starts_at)
    defaults = {
        "kind": ItemKind.TALK,
        "title": {"zh": "报告"},
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=1),
    }
    return ItemDraft(**defaults | values)


def add(event, **values):
    with transaction():
        return services.add_item(event, draft(event, **values), act=Act(SYSTEM, NOON))


def test_an_item_is_added_with_its_speakers(database):
    event = make_event()
    speaker = SpeakerDraft(SpeakerRole.CHAIR, {"zh": "张𬭎"}, {"zh": "样例学院"})
    item = add(event, speakers=(speaker,))
    found = queries.get_item(event, item.id)
    assert [(one.role, one.name, one.organization) for one in found.speakers] == [
        (SpeakerRole.CHAIR, {"zh": "张𬭎"}, {"zh": "样例学院"})
    ]
    assert (found.sequence, found.calendar_changed_at) == (0, NOON)


@pytest.mark.parametrize("minutes", [-60, 60 * 24 * 9])
def test_an_item_outside_the_event_is_refused_and_nothing_is_kept(database, minutes):
    event = make_event()
    with pytest.raises(Refusal) as refusal:
        add(event, starts_at=event.starts_at + timedelta(minutes=minutes))
    assert refusal.value.field == "starts"
    assert queries.list_items(event.id) == []


def test_a_room_of_another_event_is_refused(database):
    event, other = make_event(), make_event()
    venue = keep(Venue(event_id=other.id, name={"zh": "样例会议中心"}))
    room = keep(Room(event_id=other.id, venue_id=venue.id, name={"zh": "一号会议室"}))
    track = keep(Track(event_id=other.id, name={"zh": "争高端"}))
    with pytest.raises(Refusal):
        add(event, room_id=room.id)
    with pytest.raises(Refusal):
        add(event, track_id=track.id)


def test_a_part_of_a_part_is_refused(database):
    event = make_event()
    top = make_item(event)
    part = make_item(event, parent_id=top.id)
    with pytest.raises(Refusal):
        add(event, parent_id=part.id)


def test_only_what_a_calendar_shows_raises_the_sequence(database):
    event = make_event()
    item = add(event)
    later = NOON + timedelta(hours=1)
    with transaction():
        services.edit_item(event, item, draft(event), act=Act(SYSTEM, later))
    assert (item.sequence, item.calendar_changed_at) == (0, NOON)
    with transaction():
        services.edit_item(event, item, draft(event, capacity=20), act=Act(SYSTEM, later))
    assert item.sequence == 0
    with transaction():
        changes = services.edit_item(
            event, item, draft(event, capacity=20, title={"zh": "主旨报告"}), act=Act(SYSTEM, later)
        )
    assert changes == {"title": [{"zh": "报告"}, {"zh": "主旨报告"}]}
    assert (item.sequence, item.calendar_changed_at) == (1, later)


def test_a_session_moves_with_its_parts(database):
    event = make_event()
    top = make_item(event)
    part = make_item(event, parent_id=top.id)
    with transaction():
        services.move_item(event, top, minutes=30, act=Act(SYSTEM, NOON))
    assert [one.starts_at for one in (top, part)] == [event.starts_at + timedelta(minutes=30)] * 2


def test_a_move_out_of_the_event_changes_nothing(database):
    event = make_event()
    item = make_item(event)
    with pytest.raises(Refusal), transaction():
        services.move_item(event, item, minutes=-10, act=Act(SYSTEM, NOON))
    assert db.session.get(AgendaItem, item.id).starts_at == event.starts_at


def test_an_item_of_a_published_agenda_stays_as_cancelled(database):
    event = make_event(agenda_published=True)
    item = make_item(event)
    with transaction():
        services.remove_item(event, item, act=Act(SYSTEM, NOON))
    assert queries.list_items(event.id) == []
    assert [(one.is_cancelled, one.sequence) for one in db.session.scalars(select(AgendaItem))] == [(True, 1)]


def test_an_item_nobody_has_seen_is_deleted(database):
    event = make_event()
    item = make_item(event)
    with transaction():
        services.remove_item(event, item, act=Act(SYSTEM, NOON))
    assert db.session.scalars(select(AgendaItem)).all() == []


def test_an_empty_agenda_cannot_be_published(database):
    event = make_event()
    with pytest.raises(Refusal), transaction():
        services.publish_agenda(event, published=True, act=Act(SYSTEM, NOON))
    assert event.agenda_published is False


def test_every_change_stands_in_the_trail(database):
    event = make_event()
    item = add(event)
    with transaction():
        services.edit_item(event, item, draft(event, title={"zh": "新题"}), act=Act(SYSTEM, NOON))
        services.remove_item(event, item, act=Act(SYSTEM, NOON))
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(one.action, one.object_type, one.event_id) for one in entries] == [
        (action, "agenda_item", event.id) for action in ("created", "changed", "removed")
    ]


def test_the_list_needs_the_same_number_of_statements_whatever_its_length(database, count_statements):
    event = make_event()
    for _ in range(3):
        make_item(event)
    db.session.commit()
    with count_statements() as few:
        queries.list_items(event.id)
    for _ in range(20):
        make_item(event)
    db.session.commit()
    db.session.expire_all()
    with count_statements() as many:
        queries.list_items(event.id)
    assert len(many) <= max(len(few), 4)
