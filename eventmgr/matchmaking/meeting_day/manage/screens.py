"""Tables as their staff see them; links for call screens and for the phones of table hosts."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.queries import get_of
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, localized
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.matchmaking.meeting_day import services
from eventmgr.matchmaking.meeting_day.access import screen_token
from eventmgr.matchmaking.meeting_day.floor.reading import floor_of
from eventmgr.matchmaking.meeting_day.forms import ScreenForm
from eventmgr.matchmaking.meeting_day.manage.blueprint import bp
from eventmgr.matchmaking.meeting_day.models import MeetingScreen, ScreenKind
from eventmgr.matchmaking.meeting_day.queries import get_meeting, list_screens
from eventmgr.matchmaking.meeting_day.views.host import host_values, marked, rounds_of
from eventmgr.matchmaking.meeting_plans.access import DAY, planned_for
from eventmgr.matchmaking.meeting_plans.queries import list_halls
from eventmgr.tools.messages.composing import absolute_url
from eventmgr.tools.web.once import once
from eventmgr.tools.web.pages import Answer, go_to
from eventmgr.tools.web.requests.parameters import query

_AT_ONCE = 40
"""So many tables are shown where no range was typed."""


@bp.route("/tables/")
def tables(slug: str) -> ResponseReturnValue:
    """The tables from number `first` to `last`, in this round, the one before and the next."""
    event, _plan = planned_for(slug, DAY)
    floor = floor_of(event, at=clock.now())
    first = whole_number(query.text("first")) or 1
    last = whole_number(query.text("last")) or first + _AT_ONCE - 1
    last = min(last, first + _AT_ONCE - 1)
    return render_template(
        "matchmaking/meeting_day/tables.html",
        event=event,
        first=first,
        last=last,
        rounds=rounds_of(floor, None, first=first, last=last),
        to={"endpoint": "meetings_day.mark", "slug": slug, "first": first, "last": last},
        **host_values(floor),
    )


@bp.route("/meetings/<int:meeting_id>/mark", methods=["POST"])
def mark(slug: str, meeting_id: int) -> ResponseReturnValue:
    """What is said of the meeting; the last word of the organizers decides."""
    event, _plan = planned_for(slug, DAY)
    meeting = get_meeting(event, meeting_id)
    if query.text("first"):
        back = url_for(
            ".tables",
            slug=slug,
            first=whole_number(query.text("first")),
            last=whole_number(query.text("last")),
            _anchor=f"meeting-{meeting_id}",
        )
    else:
        back = url_for(".meeting", slug=slug, meeting_id=meeting_id)
    return marked(event, meeting, f"user:{staff_required().id}", back, act_now())


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
    """Revoke the link of a screen."""
    event, _plan = planned_for(slug, DAY)
    screen = get_of(event, MeetingScreen, screen_id)
    write(lambda: services.revoke_screen(event, screen, act=act_now()))
    return go_to(url_for(".screens", slug=slug), _("The link no longer works."))
