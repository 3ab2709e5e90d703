"""Links for call screens and for the phones of table hosts."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.queries import get_of
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_day import services
from eventmgr.matchmaking.meeting_day.access import screen_token
from eventmgr.matchmaking.meeting_day.forms import ScreenForm
from eventmgr.matchmaking.meeting_day.manage.blueprint import bp
from eventmgr.matchmaking.meeting_day.models import MeetingScreen, ScreenKind
from eventmgr.matchmaking.meeting_day.queries import list_screens
from eventmgr.matchmaking.meeting_plans.access import DAY, planned_for
from eventmgr.matchmaking.meeting_plans.queries import list_halls
from eventmgr.tools.messages.composing import absolute_url
from eventmgr.tools.web.once import once
from eventmgr.tools.web.pages import Answer, go_to

_PAGES = {ScreenKind.CALLS: "meetings_screen.show", ScreenKind.HOST: "meetings_host.show"}


@bp.route("/screens/", methods=["GET", "POST"])
def screens(slug: str) -> ResponseReturnValue:
    """All links, and a new one."""
    event, _plan = planned_for(slug, DAY)
    form = ScreenForm(data={"kind": ScreenKind.CALLS.value})
    form.hall.offer([(str(hall.id), localized(hall.name)) for hall in list_halls(event.id)])
    if form.validate_on_submit():

        def add() -> Answer:
            services.add_screen(event, form.draft(), act=act_now())
            return Answer(url_for(".screens", slug=slug), _("The link is ready. Open it on the screen or the phone."))

        return go_to(*write(lambda: once(form, f"meeting_screen:{event.id}", add, at=clock.now())))
    html = render_template(
        "matchmaking/meeting_day/screens.html",
        event=event,
        form=form,
        screens=[(one, _address(one)) for one in list_screens(event.id)],
    )
    return html, form.status


def _address(screen: MeetingScreen) -> str:
    """Where it opens; empty once it is revoked."""
    return "" if screen.revoked_at else absolute_url(_PAGES[screen.kind], token=screen_token(screen))


@bp.route("/screens/<int:screen_id>/revoke", methods=["POST"])
def revoke(slug: str, screen_id: int) -> ResponseReturnValue:
    """The link ends."""
    event, _plan = planned_for(slug, DAY)
    screen = get_of(event, MeetingScreen, screen_id)
    write(lambda: services.revoke_screen(event, screen, act=act_now()))
    return go_to(url_for(".screens", slug=slug), _("The link no longer works."))
