"""Interpreters and moderators."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _
from eventmgr.ground.masking import mask_mobile
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_plans import queries, services
from eventmgr.matchmaking.meeting_plans.access import EDIT, READ, planned_for
from eventmgr.matchmaking.meeting_plans.forms.assistants import AssistantForm, assistant_data
from eventmgr.matchmaking.meeting_plans.labels import LANGUAGES
from eventmgr.matchmaking.meeting_plans.manage.blueprint import bp
from eventmgr.matchmaking.meeting_plans.models import MeetingAssistant
from eventmgr.matchmaking.meeting_plans.slots import Slot, slot_name, slots_of
from eventmgr.tools.web.pages import Answer, finish, go_to


@bp.route("/assistants/")
def assistants(slug: str) -> str:
    """List interpreters and moderators."""
    event, _plan = planned_for(slug, READ)
    return render_template(
        "matchmaking/meeting_plans/assistants.html",
        event=event,
        assistants=queries.list_assistants(event.id),
        languages=LANGUAGES,
        edits=may(event, EDIT),
        covered=mask_mobile,
    )


@bp.route("/assistants/new", methods=["GET", "POST"])
def add_assistant(slug: str) -> ResponseReturnValue:
    """Add an interpreter or moderator."""
    event, _plan = planned_for(slug, EDIT)
    slots = slots_of(queries.list_blocks(event.id), event.timezone)
    form = AssistantForm()
    form.prepare(slots)
    if form.validate_on_submit() and (helper := form.helper(slots)) is not None:

        def add() -> Answer:
            services.put_assistant(event, None, helper, act=act_now())
            return Answer(url_for(".assistants", slug=slug), _("%(name)s has been entered.", name=helper.name))

        if answer := finish(form, add, makes=f"meeting_assistant:{event.id}"):
            return answer
    return _page(event, None, form, slots)


@bp.route("/assistants/<int:assistant_id>/", methods=["GET", "POST"])
def assistant(slug: str, assistant_id: int) -> ResponseReturnValue:
    """What is known of somebody."""
    event, _plan = planned_for(slug, EDIT)
    row = get_of(event, MeetingAssistant, assistant_id)
    slots = slots_of(queries.list_blocks(event.id), event.timezone)
    form = AssistantForm(data=assistant_data(row, slots)).watching()
    form.prepare(slots)
    if form.validate_on_submit() and (helper := form.helper(slots)) is not None:

        def save() -> Answer:
            queries.get_locked_plan(event.id)
            stored = get_of(event, MeetingAssistant, assistant_id)
            now = AssistantForm(None, data=assistant_data(stored, slots))
            now.prepare(slots)
            if form.compare(now):
                services.put_assistant(event, stored, helper, act=act_now())
            return Answer(url_for(".assistants", slug=slug), _("%(name)s has been saved.", name=helper.name))

        if answer := finish(form, save):
            return answer
    return _page(event, row, form, slots)


@bp.route("/assistants/<int:assistant_id>/remove", methods=["POST"])
def remove_assistant(slug: str, assistant_id: int) -> ResponseReturnValue:
    """Remove an interpreter or moderator."""
    event, _plan = planned_for(slug, EDIT)
    found = get_of(event, MeetingAssistant, assistant_id)
    name = found.name
    write(lambda: services.remove_assistant(event, found, act=act_now()))
    return go_to(url_for(".assistants", slug=slug), _("%(name)s has been deleted here.", name=name))


def _page(
    event: Event, assistant: MeetingAssistant | None, form: AssistantForm, slots: list[Slot]
) -> ResponseReturnValue:
    html = render_template(
        "matchmaking/meeting_plans/assistant.html",
        event=event,
        assistant=assistant,
        form=form,
        slots=slots,
        slot_name=slot_name,
    )
    return html, form.status
