"""Somebody comes without registration; a table is lost."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr import clock
from eventmgr.accounts.access import act_now
from eventmgr.db import write
from eventmgr.errors import Refusal
from eventmgr.i18n import _
from eventmgr.meetings.day import services
from eventmgr.meetings.day.floor.reading import floor_of
from eventmgr.meetings.day.forms import TableForm, WalkInForm, instant_of, new_key
from eventmgr.meetings.day.manage.blueprint import bp, sent_here
from eventmgr.meetings.planning.access import DAY, planned_for


@bp.route("/walk-in", methods=["GET", "POST"])
def walk_in(slug: str) -> ResponseReturnValue:
    """A few fields: the organization takes part from now on."""
    event, _plan = planned_for(slug, DAY)
    form = WalkInForm(data={"kind": "company"})
    if form.validate_on_submit() and (newcomer := form.newcomer()) is not None:
        sent = sent_here("walk_in", newcomer)
        try:
            told = write(lambda: services.walk_in(event, newcomer, sent, act=act_now()))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("%(name)s takes part from now on.", name=newcomer.organization), "success")
            return redirect(url_for(".party", slug=slug, party_id=told.party_id), 303)
    html = render_template("meetings/day/walk_in.html", event=event, form=form, key=new_key())
    return html, form.status


@bp.route("/table-lost", methods=["GET", "POST"])
def table_lost(slug: str) -> ResponseReturnValue:
    """A table is out of use."""
    event, _plan = planned_for(slug, DAY)
    floor, form = floor_of(event, at=clock.now()), TableForm()
    form.offer_slots("until", slots=floor.to_come(), zone=event.timezone)
    if form.validate_on_submit():
        table = next((one for one in floor.tables if one.number == form.table.data), None)
        if table is None:
            form.refuse(Refusal(_("There is no table with this number."), field="table"))
        else:
            until = instant_of(form.until.data)
            sent = sent_here("table_lost", table.id, until)
            try:
                write(lambda: services.table_lost(event, table, until, sent, act=act_now()))
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                flash(_("Recorded. Nothing has moved yet: look at the proposal."), "success")
                return redirect(url_for(".index", slug=slug, _anchor="repair"), 303)
    html = render_template("meetings/day/table_lost.html", event=event, form=form, key=new_key())
    return html, form.status
