"""Lists of an event."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.queries import get_of
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.programme.checkin import queries, services
from eventmgr.programme.checkin.forms import ListForm
from eventmgr.programme.checkin.manage.blueprint import bp
from eventmgr.programme.checkin.models import CheckinList
from eventmgr.tools.web.once import once
from eventmgr.tools.web.pages import Answer, go_to


@bp.route("/lists/", methods=["GET", "POST"])
def lists(slug: str) -> ResponseReturnValue:
    """All lists, and a new one."""
    event = event_for(slug, "registrations.mark")
    form = ListForm().of_event(event)
    if form.validate_on_submit():

        def add() -> Answer:
            services.add_list(event, form.chosen(), form.named(), item_id=form.chosen_item(), act=act_now())
            return Answer(
                url_for(".lists", slug=slug), _("The list is ready. Choose it for the devices that serve it.")
            )

        return go_to(*write(lambda: once(form, f"checkin_list:{event.id}", add, at=clock.now())))
    html = render_template(
        "programme/checkin/manage/lists.html",
        event=event,
        form=form,
        lists=queries.list_lists(event.id, closed=True),
        items=form.titles,
    )
    return html, form.status


@bp.route("/lists/<int:list_id>/close", methods=["POST"])
def close_list(slug: str, list_id: int) -> ResponseReturnValue:
    """Devices are offered it no more."""
    event = event_for(slug, "registrations.mark")
    row = get_of(event, CheckinList, list_id)
    write(lambda: services.close_list(event, row, act=act_now()))
    return go_to(url_for(".lists", slug=slug), _("The list is closed. What was recorded on it is kept."))


@bp.route("/lists/<int:list_id>/reopen", methods=["POST"])
def reopen_list(slug: str, list_id: int) -> ResponseReturnValue:
    """Devices are offered it again."""
    event = event_for(slug, "registrations.mark")
    row = get_of(event, CheckinList, list_id)
    write(lambda: services.reopen_list(event, row, act=act_now()))
    return go_to(url_for(".lists", slug=slug), _("The list is open again."))
