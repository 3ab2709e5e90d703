"""Reading what organizers plan for the meetings of an event."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.db import db
from eventmgr.errors import NotFound
from eventmgr.i18n import _
from eventmgr.meetings.planning.models import MeetingAssistant, MeetingBlock, MeetingHall, MeetingPlan, MeetingTable


def find_plan(event_id: int) -> MeetingPlan | None:
    """The plan of the event's meetings; None: it has none."""
    return db.session.get(MeetingPlan, event_id)


def get_locked_plan(event_id: int) -> MeetingPlan:
    """The plan, read anew and its row locked until the transaction ends: nobody else asks, answers or publishes meanwhile.

    Raises:
        NotFound: the event has no meetings.
    """
    query = select(MeetingPlan).where(MeetingPlan.event_id == event_id)
    query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    plan = db.session.scalar(query)
    if plan is None:
        raise NotFound(_("No meetings are planned at this event."))
    return plan


def list_blocks(event_id: int) -> list[MeetingBlock]:
    """Blocks of time, the earliest first."""
    query = select(MeetingBlock).where(MeetingBlock.event_id == event_id)
    return list(db.session.scalars(query.order_by(MeetingBlock.starts_at, MeetingBlock.id)))


def list_halls(event_id: int) -> list[MeetingHall]:
    """Halls in their order."""
    query = select(MeetingHall).where(MeetingHall.event_id == event_id)
    return list(db.session.scalars(query.order_by(MeetingHall.position, MeetingHall.id)))


def list_tables(event_id: int) -> list[MeetingTable]:
    """Tables, hall after hall, by number within each; their place in this list is their number in the scheduler."""
    query = select(MeetingTable).join(MeetingHall, MeetingHall.id == MeetingTable.hall_id)
    query = query.where(MeetingTable.event_id == event_id)
    return list(db.session.scalars(query.order_by(MeetingHall.position, MeetingHall.id, MeetingTable.number)))


def list_assistants(event_id: int) -> list[MeetingAssistant]:
    """Interpreters and moderators by name."""
    query = select(MeetingAssistant).where(MeetingAssistant.event_id == event_id)
    return list(db.session.scalars(query.order_by(MeetingAssistant.name, MeetingAssistant.id)))
