"""Action items as organizers keep them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import hold
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.outcomes.action_items import queries, services
from eventmgr.matchmaking.outcomes.action_items.forms import ActionItemForm, values_of
from eventmgr.matchmaking.outcomes.models import ActionItem, ActionItemStatus
from eventmgr.tools.web.once import once
from eventmgr.tools.web.pages import Answer, form_page, go_to, submit
from eventmgr.tools.web.rendering.removing import removal_page
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("outcomes_manage", __name__, url_prefix="/manage/events/<slug>/conclusions")


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """All action items in their order, or those in one `state`; with what is overdue."""
    event = event_for(slug, "event.read")
    items, asked = queries.list_action_items(event.id), query.text("state")
    if asked and asked not in {state.value for state in ActionItemStatus}:
        known = ", ".join(state.value for state in ActionItemStatus)
        raise BadValue(_("“%(value)s” is not a valid state. Available: %(known)s.", value=asked[:40], known=known))
    return render_template(
        "matchmaking/outcomes/manage/index.html",
        event=event,
        action_items=[(number, item) for number, item in enumerate(items, 1) if asked in ("", item.status.value)],
        total=len(items),
        asked=asked,
        states=ActionItemStatus.choices(),
        today=clock.now().astimezone(ZoneInfo(event.timezone)).date(),
    )


@bp.route("/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """Add an action item."""
    event = event_for(slug, "outcomes.edit")
    form = ActionItemForm(data={"state": "open"})
    if form.validate_on_submit():

        def add() -> Answer:
            services.add_action_item(event, form.draft(), act=act_now())
            return Answer(url_for(".index", slug=slug), _("The action item has been recorded."))

        return go_to(*write(lambda: once(form, f"action_item:{event.id}", add, at=clock.now())))
    return form_page("matchmaking/outcomes/manage/edit.html", form, event=event, action_item=None)


@bp.route("/<int:action_item_id>", methods=["GET", "POST"])
def edit(slug: str, action_item_id: int) -> ResponseReturnValue:
    """Change an action item."""
    event = event_for(slug, "outcomes.edit")
    action_item = get_of(event, ActionItem, action_item_id)
    form = ActionItemForm(data=values_of(action_item)).watching()

    def save() -> Answer:
        hold(event)
        stands = get_of(event, ActionItem, action_item_id)
        if form.compare(ActionItemForm(None, data=values_of(stands))):
            services.edit_action_item(event, stands, form.draft(), act=act_now())
        return Answer(url_for(".index", slug=event.slug), _("The action item has been changed."))

    return submit(form, save) or form_page(
        "matchmaking/outcomes/manage/edit.html", form, event=event, action_item=action_item
    )


@bp.route("/<int:action_item_id>/move", methods=["POST"])
def move(slug: str, action_item_id: int) -> ResponseReturnValue:
    """Change places with a neighbour (`up=1` or `up=0`)."""
    event = event_for(slug, "outcomes.edit")
    action_item = get_of(event, ActionItem, action_item_id)
    write(lambda: services.move_action_item(event, action_item, up=request.form.get("up") == "1", act=act_now()))
    return redirect(url_for(".index", slug=event.slug), 303)


@bp.route("/<int:action_item_id>/remove", methods=["GET", "POST"])
def remove(slug: str, action_item_id: int) -> ResponseReturnValue:
    """Take an action item out; asks once."""
    event = event_for(slug, "outcomes.edit")
    action_item = get_of(event, ActionItem, action_item_id)
    if request.method != "POST":
        told = [_("The change log keeps its content.")]
        name, keep = localized(action_item.text), url_for(".index", slug=slug)
        return removal_page(event, _("Remove this action item?"), name=name, effects=told, keep=keep)
    write(lambda: services.remove_action_item(event, action_item, act=act_now()))
    return go_to(url_for(".index", slug=event.slug), _("The action item has been removed."))
