"""Blocks of time in which meetings are held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.ground.columns import state_of
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _n, format_span, language
from eventmgr.matchmaking.meeting_plans import queries
from eventmgr.matchmaking.meeting_plans.models import MeetingBlock, Stage
from eventmgr.matchmaking.meeting_plans.slots import slots_of
from eventmgr.tools.log.services import Act, difference, record

MOST_BLOCKS, MOST_SLOTS = 60, 300


@dataclass(frozen=True)
class Span:
    """From an instant to another, with slots of so many minutes and so many between them."""

    starts_at: datetime
    ends_at: datetime
    slot_minutes: int
    gap_minutes: int


def add_blocks(event: Event, spans: Sequence[Span], *, act: Act) -> list[MeetingBlock]:
    """These blocks are added, all of them or none.

    Raises:
        Refusal: one lies outside the event, shares time with another, or holds no slot.
    """
    queries.get_locked_plan(event.id)
    blocks = queries.list_blocks(event.id)
    added = [_made(event, span) for span in spans]
    for block in added:
        _check(event, block, blocks)
        blocks.append(block)
    _check_number(event, blocks)
    db.session.add_all(added)
    db.session.flush()
    for block in added:
        _note(event, block, "created", {}, act=act)
    return added


def change_block(event: Event, block: MeetingBlock, span: Span, *, act: Act) -> None:
    """The block is as `span` says.

    Raises:
        Refusal: as `add_blocks`; or a final timetable uses it.
    """
    plan = queries.get_locked_plan(event.id)
    before, new = state_of(block), _made(event, span)
    if state_of(new) == before:
        return
    check_not_final(plan.stage)
    others = [one for one in queries.list_blocks(event.id) if one.id != block.id]
    _check(event, new, others)
    _check_number(event, [*others, new])
    for name, value in state_of(new).items():
        setattr(block, name, value)
    plan.revision += 1
    _note(event, block, "changed", difference(before, state_of(block)), act=act)


def remove_block(event: Event, block: MeetingBlock, *, act: Act) -> None:
    """The block goes.

    Raises:
        Refusal: a final timetable uses it.
    """
    plan = queries.get_locked_plan(event.id)
    check_not_final(plan.stage)
    plan.revision += 1
    _note(event, block, "removed", {}, act=act)
    db.session.delete(block)


def check_not_final(stage: Stage) -> None:
    """Nothing that meetings may use goes once they are finally published.

    Raises:
        Refusal: they are.
    """
    if stage is Stage.FINAL:
        raise Refusal(
            _(
                "The timetable is finally published, and its meetings use this. Go back to a draft first; then change it and publish again. "
                "Adding time or tables is possible now."
            )
        )


def check_inside(event: Event) -> None:
    """With its dates the event leaves no block outside.

    Raises:
        Refusal: it would.
    """
    outside = [one for one in queries.list_blocks(event.id) if not _is_inside(event, one)]
    if outside:
        when = format_span(outside[0].starts_at, outside[0].ends_at, event.timezone, language())
        raise Refusal(
            _n(
                "With these dates %(num)s block of meetings (%(when)s) would be outside the event. Change or delete it first, or move the "
                "whole agenda along.",
                "With these dates %(num)s blocks of meetings (%(when)s first) would be outside the event. Change or delete them first, or "
                "move the whole agenda along.",
                len(outside),
                when=when,
            ),
            field="ends_at",
        )


def _made(event: Event, span: Span) -> MeetingBlock:
    return MeetingBlock(
        event_id=event.id,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        slot_minutes=span.slot_minutes,
        gap_minutes=span.gap_minutes,
    )


def _check(event: Event, block: MeetingBlock, others: Sequence[MeetingBlock]) -> None:
    if block.ends_at <= block.starts_at:
        raise Refusal(_("The block must end after it begins."), field="ends")
    if not _is_inside(event, block):
        when = format_span(event.starts_at, event.ends_at, event.timezone, language())
        raise Refusal(_("Meetings must be within the event: %(when)s.", when=when), field="starts")
    for other in others:
        if block.starts_at < other.ends_at and other.starts_at < block.ends_at:
            when = format_span(other.starts_at, other.ends_at, event.timezone, language())
            raise Refusal(_("This time overlaps another block: %(when)s.", when=when), field="starts")
    if not slots_of([block], event.timezone):
        raise Refusal(_("The block is too short for a single slot."), field="slot_minutes")


def _is_inside(event: Event, block: MeetingBlock) -> bool:
    return event.starts_at <= block.starts_at and block.ends_at <= event.ends_at


def _check_number(event: Event, blocks: Sequence[MeetingBlock]) -> None:
    slots = len(slots_of(blocks, event.timezone))
    if len(blocks) > MOST_BLOCKS or slots > MOST_SLOTS:
        raise Refusal(
            _("At most %(blocks)s blocks and %(slots)s slots are possible.", blocks=MOST_BLOCKS, slots=MOST_SLOTS),
            field="slot_minutes",
        )


def _note(event: Event, block: MeetingBlock, action: str, changes: dict[str, list[object]], *, act: Act) -> None:
    name = format_span(block.starts_at, block.ends_at, event.timezone, "zh")
    record(act, action, block, event_id=event.id, object_name=name, changes=changes)
