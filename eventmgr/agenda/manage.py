"""The agenda as organizers set it up."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr import clock
from eventmgr.accounts.access import act_now
from eventmgr.agenda import queries, services
from eventmgr.agenda.conflicts import Conflict
from eventmgr.agenda.forms import ItemForm, values_of
from eventmgr.agenda.labels import KINDS, ROLES
from eventmgr.agenda.models import AgendaItem
from eventmgr.agenda.programme import days
from eventmgr.db import write
from eventmgr.errors import BadValue, NotFound, Refusal
from eventmgr.events.access import event_for
from eventmgr.events.manage.asking import carry_out
from eventmgr.events.models import Event
from eventmgr.events.services import hold
from eventmgr.i18n import _, format_instant, localized
from eventmgr.web.once import Answer, done, once

bp = Blueprint("agenda_manage", __name__, url_prefix="/manage/events/<slug>/agenda")

STEPS = (-60, -30, -10, -5, 5, 10, 30, 60)
"""Minutes that an item may be moved by with one press."""


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """The agenda with its warnings."""
    event = event_for(slug, "event.read")
    items = queries.list_items(event.id)
    return render_template(
        "agenda/manage/index.html",
        event=event,
        days=days(items, event.timezone),
        count=len(items),
        warnings=_sentences(event, items),
        steps=STEPS,
        roles=ROLES,
        kinds=KINDS,
    )


@bp.route("/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """Add an item; it is proposed to begin where the last one ends."""
    event = event_for(slug, "agenda.edit")
    items = queries.list_items(event.id)
    form = ItemForm(event=event, items=items, data=_proposal(event, items))
    if form.validate_on_submit():

        def add() -> Answer:
            services.add_item(event, form.draft(), act=act_now())
            return Answer(url_for(".index", slug=slug), _("The agenda item has been added."))

        try:
            return done(carry_out(event, lambda: once(form, f"item:{event.id}", add, at=clock.now()), quiet=True))
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("agenda/manage/edit.html", event=event, form=form, item=None), form.status


@bp.route("/<int:item_id>", methods=["GET", "POST"])
def edit(slug: str, item_id: int) -> ResponseReturnValue:
    """Change an item."""
    event = event_for(slug, "agenda.edit")
    item = queries.get_item(event, item_id)
    form = _form_of(event, item).watching()
    if form.validate_on_submit():

        def save() -> None:
            hold(event)
            stands = queries.get_item(event, item_id)
            if form.compare(_form_of(event, stands, formdata=None)):
                services.edit_item(event, stands, form.draft(), act=act_now())

        try:
            carry_out(event, save)
        except NotFound:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _done(event, _("The agenda item has been changed."))
    return render_template("agenda/manage/edit.html", event=event, form=form, item=item), form.status


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


@bp.route("/<int:item_id>/remove", methods=["GET", "POST"])
def remove(slug: str, item_id: int) -> ResponseReturnValue:
    """Take an item out; asks once."""
    event = event_for(slug, "agenda.edit")
    item = queries.get_item(event, item_id)
    if request.method != "POST":
        parts = queries.list_children(item.id)
        return render_template("agenda/manage/remove.html", event=event, item=item, parts=parts)
    carry_out(event, lambda: services.remove_item(event, item, act=act_now()))
    return _done(event, _("The agenda item has been deleted."))


@bp.route("/publish", methods=["POST"])
def publish(slug: str) -> ResponseReturnValue:
    """Publish the agenda, or take it back (`published=0`)."""
    event = event_for(slug, "event.publish")
    published = request.form.get("published", "1") == "1"
    write(lambda: services.publish_agenda(event, published=published, act=act_now()))
    return _done(event, _("The agenda is public.") if published else _("The agenda is no longer public."))


def _done(event: Event, message: str, item: AgendaItem | None = None) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for(".index", slug=event.slug, _anchor=f"item-{item.id}" if item else None), 303)


def _proposal(event: Event, items: list[AgendaItem]) -> dict[str, object]:
    begins = max((item.ends_at for item in items), default=event.starts_at)
    begins = min(begins, event.ends_at - timedelta(minutes=30))
    begins = max(begins, event.starts_at)
    return {"kind": "talk", "starts": begins, "ends": min(begins + timedelta(minutes=30), event.ends_at)}


def _sentences(event: Event, items: list[AgendaItem]) -> list[str]:
    by_number = {item.id: item for item in items}
    return [_sentence(event, by_number, one) for one in services.warnings(items)]


def _sentence(event: Event, items: dict[int, AgendaItem], conflict: Conflict) -> str:
    first, second = items[conflict.first], items[conflict.second]
    words = {
        "first": localized(first.title),
        "second": localized(second.title),
        "when": format_instant(second.starts_at, event.timezone, year=False),
    }
    if conflict.kind == "room" and first.room is not None:
        return _(
            "%(room)s holds “%(first)s” and “%(second)s” at once: %(when)s.", room=localized(first.room.name), **words
        )
    return _(
        "%(name)s is named in “%(first)s” and “%(second)s” at once: %(when)s.", name=_named(first, conflict), **words
    )


def _named(item: AgendaItem, conflict: Conflict) -> str:
    keys = services.people_of(item)
    return next((name for key, name in keys.items() if key == conflict.what), "?")
