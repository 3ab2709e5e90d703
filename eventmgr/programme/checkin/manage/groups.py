"""Several people of a delegation at once: ticked, and checked in or out with one tap."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue, NotFound
from eventmgr.ground.i18n import _, _n
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.programme.checkin import queries, services
from eventmgr.programme.checkin.acts.kinds import ARRIVAL, CheckinKind
from eventmgr.programme.checkin.acts.merge import merge, who_of
from eventmgr.programme.checkin.manage.blueprint import bp
from eventmgr.programme.checkin.manage.closing import why_closed
from eventmgr.programme.checkin.queries import Listed
from eventmgr.programme.checkin.queries.board import list_of_unit
from eventmgr.tools.web.requests.parameters import query

_WAYS = {"in": CheckinKind.IN, "out": CheckinKind.OUT}


@bp.route("/groups/<unit_code>/", methods=["GET", "POST"])
def group(slug: str, unit_code: str) -> ResponseReturnValue:
    """`list` chooses the list; `people` are ticked, `way` is in or out."""
    event = event_for(slug, "registrations.mark")
    lists = queries.list_lists(event.id)
    number = whole_number(request.form.get("list", "") or query.text("list")) or ARRIVAL
    listed = next((each for each in lists if each.id == number), None)
    people = list_of_unit(event.id, unit_code)
    if listed is None or not people:
        raise NotFound(_("This delegation has nobody with a place, or there is no such list."))
    if request.method == "POST":
        return _tell(event, listed, unit_code, people)
    return render_template(
        "programme/checkin/manage/group.html",
        event=event,
        unit_code=unit_code,
        lists=lists,
        listed=listed,
        closed=why_closed(event, at=clock.now()) if listed.id == ARRIVAL else "",
        people=people,
        here=_here(event, listed, people),
    )


def _here(event: Event, listed: Listed, people: list[Registration]) -> set[int]:
    if listed.id == ARRIVAL:
        return {person.id for person in people if person.status is Status.ATTENDED}
    merged = merge(queries.list_acts(event.id), {})
    return {person.id for person in people if merged.is_in(listed.id, who_of(person.id))}


def _tell(event: Event, listed: Listed, unit_code: str, people: list[Registration]) -> ResponseReturnValue:
    way = request.form.get("way", "")
    if way not in _WAYS or (way == "out" and not listed.has_out):
        raise BadValue(_("“%(value)s” is not a valid mark. Use one of the buttons.", value=way[:40]))
    ticked = {whole_number(value) for value in request.form.getlist("people")}
    here = _here(event, listed, people)
    ids = [person.id for person in people if person.id in ticked and (person.id in here) == (way == "out")]
    told = write(lambda: services.tell_here(event, _WAYS[way], listed.id, ids, act=act_now()))
    counted = sum(1 for reason in told.values() if reason is None)
    back = url_for(".group", slug=event.slug, unit_code=unit_code, list=listed.id or None)
    if counted:
        flash(_n("%(num)s person recorded.", "%(num)s people recorded.", counted), "success")
    else:
        flash(_("Nobody was recorded: tick the people first; attendance must be open."), "warning")
    return redirect(back, 303)
