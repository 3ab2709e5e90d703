"""One page for whoever takes over: what is open, what is due, what was done last, and the team's own note."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events import services
from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.derived.due import due_dates
from eventmgr.event.events.forms.acts import HandoverForm
from eventmgr.event.events.manage.blueprint import bp
from eventmgr.event.events.models import EventStatus
from eventmgr.event.events.panels import open_work, seen_entries
from eventmgr.event.events.services.handing_over import write_note
from eventmgr.event.events.setup.readiness import missing
from eventmgr.ground import clock
from eventmgr.ground.features import vocabulary
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.identity.team.queries import list_members
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.wording import lines_seen
from eventmgr.tools.web.pages import Answer, form_page, submit

_LAST = 10


@bp.route("/events/<slug>/handover/", methods=["GET", "POST"])
def handover(slug: str) -> ResponseReturnValue:
    """Open matters, dates to come, the last changes and the note; members who may write it do so here."""
    event = event_for(slug, "handover.write" if request.method == "POST" else "event.read")
    form, at = HandoverForm(data=HandoverForm.read(event)).watching(), clock.now()

    def save() -> Answer:
        services.hold(event)
        if form.compare(HandoverForm(None, data=HandoverForm.read(event))):
            write_note(event, form.handover_note.data or "", act=act_now())
        return Answer(url_for(".handover", slug=event.slug), _("The note has been saved."))

    return submit(form, save) or form_page(
        "event/events/manage/handover.html",
        form,
        event=event,
        at=at,
        gaps=missing(event, at=at) if event.status in (EventStatus.DRAFT, EventStatus.POSTPONED) else [],
        waits=open_work(event),
        dates=due_dates(event, at=at),
        lines=lines_seen(
            seen_entries(event, list_entries(event.id, without=vocabulary().looks, limit=_LAST)), event.timezone
        ),
        members=list_members(event.id),
        writes=may(event, "handover.write"),
    )
