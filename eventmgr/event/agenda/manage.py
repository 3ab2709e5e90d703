"""The agenda as organizers set it up."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.agenda import queries, services
from eventmgr.event.agenda.conflicts import Conflict
from eventmgr.event.agenda.forms import ItemForm, ShiftForm, values_of
from eventmgr.event.agenda.labels import QUIET
from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.agenda.programme import days
from eventmgr.event.events.access import event_for
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.manage.fitting import fitting
from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import BESIDE_AGENDA, item_numbers
from eventmgr.event.events.services import hold
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.features import panels
from eventmgr.ground.i18n import _, _n, format_instant, format_span, localized
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.web.pages import Answer, finish, form_page, go_to, submit
from eventmgr.tools.web.rendering.removing import removal_page
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("agenda_manage", __name__, url_prefix="/manage/events/<slug>/agenda")

STEPS = (-60, -30, -10, -5, 5, 10, 30, 60)
"""Minutes that an item may be moved by with one press."""


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """The agenda with its warnings."""
    event = event_for(slug, "event.read")
    items = queries.list_items(event.id)
    return render_template(
        "event/agenda/manage/index.html",
        event=event,
        days=days(items, event.timezone),
        count=len(items),
        warnings=_sentences(event, items),
        steps=STEPS,
        numbers=item_numbers(event),
        tools=panels(BESIDE_AGENDA, event),
    )


@bp.route("/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """Add an item; it is proposed to begin where the one before ends (`?after=`, else the last one), in its room."""
    event = event_for(slug, "agenda.edit")
    items = queries.list_items(event.id)
    form = ItemForm(event=event, items=items, data=_proposal(event, items, query.text("after")))

    def add() -> Answer:
        services.add_item(event, form.draft(), act=act_now())
        return Answer(url_for(".index", slug=slug), _("The agenda item has been added."))

    if answer := submit(
        form, add, makes=f"item:{event.id}", using=lambda work: carry_out(event, fitting(event, work), quiet=True)
    ):
        return answer
    return form_page("event/agenda/manage/edit.html", form, event=event, item=None)


@bp.route("/<int:item_id>", methods=["GET", "POST"])
def edit(slug: str, item_id: int) -> ResponseReturnValue:
    """Change an item of the agenda."""
    event = event_for(slug, "agenda.edit")
    item = queries.get_item(event, item_id)
    form = _form_of(event, item).watching()

    def save() -> Answer:
        hold(event)
        stands = queries.get_item(event, item_id)
        if form.compare(_form_of(event, stands, formdata=None)):
            services.edit_item(event, stands, form.draft(), act=act_now())
        return Answer(url_for(".index", slug=slug), _("The agenda item has been changed."))

    return submit(form, save, using=lambda work: carry_out(event, fitting(event, work))) or form_page(
        "event/agenda/manage/edit.html", form, event=event, item=item
    )


def _form_of(event: Event, item: AgendaItem, **how: object) -> ItemForm:
    """The form with what stands in the item; `formdata=None` leaves out what was typed."""
    return ItemForm(event=event, items=queries.list_items(event.id), item=item, data=values_of(item), **how)


@bp.route("/<int:item_id>/move", methods=["POST"])
def move(slug: str, item_id: int) -> ResponseReturnValue:
    """Shift an item by some minutes."""
    event = event_for(slug, "agenda.edit")
    item = queries.get_item(event, item_id)
    asked = request.form.get("minutes", "")
    if asked not in {str(step) for step in STEPS}:
        raise BadValue(_("“%(value)s” is not a valid step. Use one of the buttons.", value=asked[:20]))
    carry_out(event, lambda: services.move_item(event, item, minutes=int(asked), act=act_now()), quiet=True)
    return _done(event, _("“%(title)s” has been moved.", title=localized(item.title)), item=item)


@bp.route("/<int:item_id>/shift", methods=["GET", "POST"])
def shift(slug: str, item_id: int) -> ResponseReturnValue:
    """Move an item and all later ones of its day by some minutes; what moves is shown first, and `shown` says that it
    was."""
    event = event_for(slug, "agenda.edit")
    item = queries.get_item(event, item_id)
    form = ShiftForm()
    sent = request.method == "POST"
    by = form.by if not sent or form.validate() else 0
    if by and "shown" in request.form:

        def work() -> Answer:
            hold(event)
            plan = services.plan_shift(event, queries.get_item(event, item_id), by)
            if plan.stamp != request.form["shown"]:
                raise Refusal(_("This has changed since it was shown. Check what moves now, and confirm again."))
            services.shift_items(event, plan, act=act_now())
            said = _n("%(num)s item has been shifted.", "%(num)s items have been shifted.", len(plan.items))
            return Answer(url_for(".index", slug=slug, _anchor=f"item-{item_id}"), said)

        if answer := finish(form, work):
            return answer
    plan, blocked = services.plan_shift(event, item, by), ""
    try:
        services.check_shift(event, plan)
    except Refusal as refusal:
        blocked = refusal.message
        if sent and not form.problems():
            form.refuse(refusal)
    day = item.starts_at.astimezone(ZoneInfo(event.timezone)).date()
    context = {"event": event, "item": item, "day": day, "form": form, "plan": plan, "blocked": blocked}
    return render_template("event/agenda/manage/shift.html", **context, warnings=_warnings_of(plan)), form.status


@bp.route("/<int:item_id>/remove", methods=["GET", "POST"])
def remove(slug: str, item_id: int) -> ResponseReturnValue:
    """Take an item out; asks once."""
    event = event_for(slug, "agenda.edit")
    item = queries.get_item(event, item_id)
    if request.method != "POST":
        parts = len(queries.list_children(item.id))
        effects = [format_span(item.starts_at, item.ends_at, event.timezone)]
        if event.agenda_published:
            effects.append(_("Subscribed calendars will show it as cancelled."))
        lost = (
            [_n("One part will be deleted with it.", "%(num)s parts will be deleted with it.", parts)] if parts else []
        )
        question = _("Delete “%(title)s” from the agenda?", title=localized(item.title))
        return removal_page(event, question, effects=effects, lost=lost, keep=url_for(".index", slug=slug))
    carry_out(event, lambda: services.remove_item(event, item, act=act_now()))
    return _done(event, _("The agenda item has been deleted."))


@bp.route("/publish", methods=["POST"])
def publish(slug: str) -> ResponseReturnValue:
    """Publish the agenda, or take it back (`published=0`)."""
    event = event_for(slug, "event.publish")
    published = request.form.get("published", "1") == "1"
    carry_out(event, lambda: services.publish_agenda(event, published=published, act=act_now()))
    return _done(event, _("The agenda is public.") if published else _("The agenda is no longer public."))


def _done(event: Event, message: str, item: AgendaItem | None = None) -> ResponseReturnValue:
    return go_to(url_for(".index", slug=event.slug, _anchor=f"item-{item.id}" if item else None), message)


def _proposal(event: Event, items: list[AgendaItem], after: str) -> dict[str, object]:
    """Half an hour from the end of the item before, with its session and track; in its room, or the one used before."""
    number = whole_number(after)
    chosen = next((item for item in items if item.id == number), None)
    before = chosen or max(items, key=lambda item: (item.ends_at, item.starts_at), default=None)
    begins = before.ends_at if before is not None else event.starts_at
    begins = max(min(begins, event.ends_at - timedelta(minutes=30)), event.starts_at)
    proposed = {"kind": "talk", "starts": begins, "ends": min(begins + timedelta(minutes=30), event.ends_at)}
    room = _usual_room(event, items, before)
    proposed["room"] = str(room) if room else None
    if chosen is not None:
        session = next((item for item in items if item.id == chosen.parent_id and begins < item.ends_at), None)
        proposed |= {
            "track": str(chosen.track_id) if chosen.track_id else None,
            "parent": str(session.id) if session else None,
        }
    return proposed


def _usual_room(event: Event, items: list[AgendaItem], before: AgendaItem | None) -> int | None:
    """The room of the item before; where it has none, or is a break or meal, that of the latest talk of its track until
    then, else of any; without such the only room of the event."""
    if before is None:
        rooms = [room.id for venue in event.venues for room in venue.rooms]
        return rooms[0] if len(rooms) == 1 else None
    earlier = [item for item in items if item.ends_at <= before.ends_at and item.room_id and item.kind not in QUIET]
    if before.room_id and before.kind not in QUIET:
        return before.room_id
    same = [item for item in earlier if item.track_id == before.track_id]
    latest = max(same or earlier, key=lambda item: (item.ends_at, item.starts_at), default=None)
    return latest.room_id if latest is not None else None


def _warnings_of(plan: services.ShiftPlan) -> list[str]:
    """What would go wrong after a shift that does not go wrong now; it may be meant."""
    warnings = [_sentence_after(plan, conflict) for conflict in plan.outcome.conflicts]
    for number in plan.outcome.outside:
        part = plan.agenda[number]
        session = plan.agenda[part.parent_id] if part.parent_id else part
        names = {"title": localized(part.title), "session": localized(session.title)}
        warnings.append(_("“%(title)s” would no longer be within its session “%(session)s”.", **names))
    return warnings


def _sentence_after(plan: services.ShiftPlan, conflict: Conflict) -> str:
    first, second = plan.agenda[conflict.first], plan.agenda[conflict.second]
    titles = {"first": localized(first.title), "second": localized(second.title)}
    if conflict.kind == "room" and first.room is not None:
        return _("%(room)s would hold “%(first)s” and “%(second)s” at once.", room=localized(first.room.name), **titles)
    return _("%(name)s would be named in “%(first)s” and “%(second)s” at once.", name=_named(first, conflict), **titles)


def _sentences(event: Event, items: list[AgendaItem]) -> list[str]:
    by_number = {item.id: item for item in items}
    return [_sentence(event, by_number, warning) for warning in services.warnings(items)]


def _sentence(event: Event, items: dict[int, AgendaItem], conflict: Conflict) -> str:
    first, second = items[conflict.first], items[conflict.second]
    sentences = {
        "first": localized(first.title),
        "second": localized(second.title),
        "when": format_instant(second.starts_at, event.timezone, year=False),
    }
    if conflict.kind == "room" and first.room is not None:
        return _(
            "%(room)s holds “%(first)s” and “%(second)s” at once: %(when)s.",
            room=localized(first.room.name),
            **sentences,
        )
    return _(
        "%(name)s is named in “%(first)s” and “%(second)s” at once: %(when)s.",
        name=_named(first, conflict),
        **sentences,
    )


def _named(item: AgendaItem, conflict: Conflict) -> str:
    keys = services.people_of(item)
    return next((name for key, name in keys.items() if key == conflict.what), "?")
