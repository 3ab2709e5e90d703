"""Reading what organizers plan for the meetings of an event."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, union
from sqlalchemy.orm import aliased

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.events.models import Event
from eventmgr.ground.db import Model, db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import Bilingual, _
from eventmgr.matchmaking.meeting_plans.models import (
    MeetingAssistant,
    MeetingBlock,
    MeetingHall,
    MeetingPlan,
    MeetingTable,
)


def find_plan(event_id: int) -> MeetingPlan | None:
    """The plan of the event's meetings; None: it has none."""
    return db.session.get(MeetingPlan, event_id)


def get_locked_plan(event_id: int) -> MeetingPlan:
    """The plan, read anew and its row locked until the transaction ends: nobody else asks, answers or publishes
    meanwhile.

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


def list_covered(event_id: int) -> list[tuple[MeetingBlock, int, Bilingual]]:
    """(block, number, title) of the items for everybody over which blocks of time run, by time."""
    query = select(MeetingBlock, AgendaItem.id, AgendaItem.title).join(AgendaItem, _covered(event_id))
    query = query.order_by(MeetingBlock.starts_at, MeetingBlock.id, AgendaItem.starts_at, AgendaItem.id)
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def is_covered(event: Event) -> ColumnElement[bool]:
    """Whether a block runs over an item for everybody."""
    return select(MeetingBlock.id).join(AgendaItem, _covered(event.id)).exists()


def _covered(event_id: int) -> ColumnElement[bool]:
    item, block = AgendaItem, MeetingBlock
    for_all = item.kind.in_((ItemKind.CEREMONY, ItemKind.TALK, ItemKind.PANEL)) & item.is_cancelled.is_(False)
    is_one = (block.event_id == event_id) & (item.event_id == event_id)
    return is_one & for_all & (item.starts_at < block.ends_at) & (item.ends_at > block.starts_at)


def list_halls(event_id: int) -> list[MeetingHall]:
    """The halls of the event in their order."""
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


def list_used_tables(event_id: int) -> set[int]:
    """Numbers of the rows of tables to which something points that does not go with them: a meeting, an organization
    that always sits there."""
    keys = [
        key
        for table in Model.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column is MeetingTable.__table__.c.id and key.ondelete != "CASCADE"
    ]
    own = select(MeetingTable.id).where(MeetingTable.event_id == event_id)
    found = [select(key.parent.label("id")).where(key.parent.in_(own)) for key in keys]
    return set(db.session.scalars(union(*found)))


def list_overlapping_blocks() -> list[tuple[str, int, int]]:
    """(slug, block, block) of blocks of one event that share time."""
    block, other_block = MeetingBlock, aliased(MeetingBlock)
    query = (
        select(Event.slug, block.id, other_block.id)
        .join(Event, Event.id == block.event_id)
        .join(other_block, (other_block.event_id == block.event_id) & (other_block.id > block.id))
        .where(block.starts_at < other_block.ends_at, other_block.starts_at < block.ends_at)
    )
    return [(slug, first, second) for slug, first, second in db.session.execute(query)]
