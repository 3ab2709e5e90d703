"""Time and tables at a glance; blocks of time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.agenda.services import set_hours
from eventmgr.event.events.access import may
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.manage.fitting import fitting
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import hold
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, _n
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_plans import queries, services
from eventmgr.matchmaking.meeting_plans.access import EDIT, READ, planned_for
from eventmgr.matchmaking.meeting_plans.forms.blocks import BlockForm, BlocksForm, block_data
from eventmgr.matchmaking.meeting_plans.labels import say_stage
from eventmgr.matchmaking.meeting_plans.manage.blueprint import bp
from eventmgr.matchmaking.meeting_plans.models import MeetingBlock, MeetingPlan
from eventmgr.matchmaking.meeting_plans.ranges import say_ranges
from eventmgr.matchmaking.meeting_plans.slots import Slot, slots_of
from eventmgr.matchmaking.meeting_plans.standing_for import differing
from eventmgr.tools.web.pages import Answer, attempt, finish, form_page, go_to, submit

_MOST_DAYS = 14
_USUAL = {"slot_minutes": 20, "gap_minutes": 5, "starts": "14:00", "ends": "17:20"}


@bp.route("/places/")
def places(slug: str) -> str:
    """Blocks with their slots, halls with their tables."""
    event, plan = planned_for(slug, READ)
    blocks, halls, tables = (queries.list_blocks(event.id), queries.list_halls(event.id), queries.list_tables(event.id))
    slots = slots_of(blocks, event.timezone)
    numbers = {hall.id: [table.number for table in tables if table.hall_id == hall.id] for hall in halls}
    return render_template(
        "matchmaking/meeting_plans/places.html",
        event=event,
        plan=plan,
        blocks=[(block, [slot for slot in slots if slot.block_id == block.id]) for block in blocks],
        halls=[(hall, len(numbers[hall.id]), say_ranges(numbers[hall.id])) for hall in halls],
        walks={(first, second): minutes for first, second, minutes in plan.walks},
        slots=len(slots),
        tables=len(tables),
        warning=say_stage(plan.stage),
        covered=_covered(event, plan, blocks),
        differing=differing(list_items(event.id), blocks, event.timezone),
        edits=may(event, EDIT),
    )


_FOR_ALL = frozenset({ItemKind.TALK, ItemKind.PANEL, ItemKind.CEREMONY, ItemKind.MEAL, ItemKind.VISIT})


def _covered(event: Event, plan: MeetingPlan, blocks: Iterable[MeetingBlock]) -> list[AgendaItem]:
    """Items of the agenda that are for everybody and lie within a block, though meetings do not leave them out."""
    items = [one for one in list_items(event.id) if one.kind in _FOR_ALL and one.id not in plan.common_items]
    spans = [(block.starts_at, block.ends_at) for block in blocks]
    return [one for one in items if any(one.starts_at < ends and one.ends_at > starts for starts, ends in spans)]


@bp.route("/places/leave-out", methods=["POST"])
def leave_out(slug: str) -> ResponseReturnValue:
    """Nobody meets during the items that the blocks cover."""
    event, plan = planned_for(slug, EDIT)
    covered = [one.id for one in _covered(event, plan, queries.list_blocks(event.id))]
    write(lambda: services.leave_out(event, covered, act=act_now()))
    return go_to(
        url_for(".places", slug=slug),
        _("No meetings are held during these items. An existing timetable does not change: order a new draft."),
    )


@bp.route("/places/follow", methods=["POST"])
def follow(slug: str) -> ResponseReturnValue:
    """The items of the agenda that stand for the meetings lie at the hours of the blocks."""
    event, _plan = planned_for(slug, "agenda.edit")

    def work() -> None:
        hold(event)
        for one in differing(list_items(event.id), queries.list_blocks(event.id), event.timezone):
            if one.hours is not None:
                set_hours(event, one.item, *one.hours, act=act_now())

    carry_out(event, work, quiet=True)
    return go_to(url_for(".places", slug=slug), _("The agenda has the hours of the blocks."))


@bp.route("/blocks/new", methods=["GET", "POST"])
def add_blocks(slug: str) -> ResponseReturnValue:
    """Blocks of several days at once."""
    event, _plan = planned_for(slug, EDIT)
    form = BlocksForm(data=_USUAL)
    form.prepare(_days(event))
    if form.validate_on_submit() and (spans := form.spans(event.timezone)) is not None:

        def add() -> Answer:
            made = services.add_blocks(event, spans, act=act_now())
            slots = len(slots_of(made, event.timezone))
            said = _n("%(num)s slot has been added.", "%(num)s slots have been added.", slots)
            return Answer(url_for(".places", slug=slug), said)

        if answer := finish(
            form, add, makes=f"meeting_blocks:{event.id}", using=lambda work: write(fitting(event, work))
        ):
            return answer
    return form_page("matchmaking/meeting_plans/add_blocks.html", form, event=event)


@bp.route("/blocks/<int:block_id>/", methods=["GET", "POST"])
def block(slug: str, block_id: int) -> ResponseReturnValue:
    """One block, with a look at its slots."""
    event, plan = planned_for(slug, EDIT)
    row = get_of(event, MeetingBlock, block_id)
    form = BlockForm(data=block_data(row)).watching()
    form.prepare(event)

    def save() -> Answer:
        queries.get_locked_plan(event.id)
        stored = get_of(event, MeetingBlock, block_id)
        now = BlockForm(None, data=block_data(stored))
        now.prepare(event)
        if form.compare(now):
            services.change_block(event, stored, form.span(), act=act_now())
        return Answer(url_for(".places", slug=slug), _("The block has been saved."))

    if answer := submit(form, save, using=lambda work: write(fitting(event, work))):
        return answer
    slots: list[Slot] = slots_of([row], event.timezone)
    html = render_template(
        "matchmaking/meeting_plans/block.html",
        event=event,
        block=row,
        form=form,
        slots=slots,
        warning=say_stage(plan.stage),
    )
    return html, form.status


@bp.route("/blocks/<int:block_id>/remove", methods=["POST"])
def remove_block(slug: str, block_id: int) -> ResponseReturnValue:
    """Delete a block of time."""
    event, _plan = planned_for(slug, EDIT)
    found = get_of(event, MeetingBlock, block_id)
    return attempt(
        lambda: services.remove_block(event, found, act=act_now()),
        _("The block has been deleted."),
        url_for(".places", slug=slug),
    )


def _days(event: Event) -> list[date]:
    zone = ZoneInfo(event.timezone)
    first, last = event.starts_at.astimezone(zone).date(), event.ends_at.astimezone(zone).date()
    return [first + timedelta(days=number) for number in range(min((last - first).days + 1, _MOST_DAYS))]
