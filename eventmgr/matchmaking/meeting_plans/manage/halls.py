"""Halls, tables, and the way between halls."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _n, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_plans import queries, services
from eventmgr.matchmaking.meeting_plans.access import EDIT, planned_for
from eventmgr.matchmaking.meeting_plans.forms.halls import HallForm, HallNameForm, NumbersForm, walks_form
from eventmgr.matchmaking.meeting_plans.labels import say_stage
from eventmgr.matchmaking.meeting_plans.manage.blueprint import bp
from eventmgr.matchmaking.meeting_plans.models import MeetingHall
from eventmgr.matchmaking.meeting_plans.ranges import say_ranges
from eventmgr.tools.web.pages import Answer, attempt, finish, form_page, submit

_HALL = "/halls/<int:hall_id>/"


@bp.route("/halls/new", methods=["GET", "POST"])
def add_hall(slug: str) -> ResponseReturnValue:
    """A hall with its tables."""
    event, _plan = planned_for(slug, EDIT)
    form = HallForm()
    if form.validate_on_submit() and (numbers := form.read()) is not None:

        def add() -> Answer:
            services.add_hall(event, form.name.data, numbers, act=act_now())
            sentence = _n(
                "The hall with %(num)s table has been added.",
                "The hall with %(num)s tables has been added.",
                len(numbers),
            )
            return Answer(url_for(".places", slug=slug), sentence)

        if answer := finish(form, add, makes=f"meeting_hall:{event.id}"):
            return answer
    return form_page("matchmaking/meeting_plans/add_hall.html", form, event=event)


@bp.route(_HALL, methods=["GET", "POST"])
def hall(slug: str, hall_id: int) -> ResponseReturnValue:
    """A hall's name and its tables; a post names it."""
    event, _plan = planned_for(slug, EDIT)
    row = get_of(event, MeetingHall, hall_id)
    form = HallNameForm(data={"name": row.name}).watching()

    def save() -> Answer:
        queries.get_locked_plan(event.id)
        stored = get_of(event, MeetingHall, hall_id)
        if form.compare(HallNameForm(None, data={"name": stored.name})):
            services.rename_hall(event, stored, form.name.data, act=act_now())
        return Answer(url_for(".places", slug=slug), _("The hall has been saved."))

    if answer := submit(form, save):
        return answer
    return _page(event, row, form, NumbersForm(None))


def _page(event: Event, hall: MeetingHall, form: HallNameForm, tables: NumbersForm) -> ResponseReturnValue:
    numbers = [table.number for table in queries.list_tables(event.id) if table.hall_id == hall.id]
    plan = queries.find_plan(event.id)
    html = render_template(
        "matchmaking/meeting_plans/hall.html",
        event=event,
        hall=hall,
        form=form,
        tables=tables,
        numbers=say_ranges(numbers),
        number=len(numbers),
        warning=say_stage(plan.stage) if plan else "",
    )
    return html, max(form.status, tables.status)


@bp.route(f"{_HALL}tables", methods=["POST"])
def add_tables(slug: str, hall_id: int) -> ResponseReturnValue:
    """More tables in a hall."""
    event, _plan = planned_for(slug, EDIT)
    hall = get_of(event, MeetingHall, hall_id)
    form = NumbersForm()
    if form.validate_on_submit() and (numbers := form.read()) is not None:

        def work() -> Answer:
            added = services.add_tables(event, hall, numbers, act=act_now())
            return Answer(
                url_for(".hall", slug=slug, hall_id=hall_id),
                _n("%(num)s table has been added.", "%(num)s tables have been added.", added),
            )

        if answer := finish(form, work):
            return answer
    return _page(event, hall, HallNameForm(None, data={"name": hall.name}), form)


@bp.route(f"{_HALL}tables/remove", methods=["POST"])
def remove_tables(slug: str, hall_id: int) -> ResponseReturnValue:
    """Tables go, unless they are used."""
    event, _plan = planned_for(slug, EDIT)
    hall = get_of(event, MeetingHall, hall_id)
    form = NumbersForm()
    if form.validate_on_submit() and (numbers := form.read()) is not None:
        try:
            gone = write(lambda: services.remove_tables(event, hall, numbers, act=act_now()))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(
                _n("%(num)s table has been deleted.", "%(num)s tables have been deleted.", gone),
                "success" if gone else "info",
            )
            return redirect(url_for(".hall", slug=slug, hall_id=hall_id), 303)
    return _page(event, hall, HallNameForm(None, data={"name": hall.name}), form)


@bp.route(f"{_HALL}remove", methods=["POST"])
def remove_hall(slug: str, hall_id: int) -> ResponseReturnValue:
    """The hall goes with its tables, unless they are used."""
    event, _plan = planned_for(slug, EDIT)
    found = get_of(event, MeetingHall, hall_id)
    name = localized(found.name)
    return attempt(
        lambda: services.remove_hall(event, found, act=act_now()),
        _("“%(name)s” has been deleted with its tables.", name=name),
        url_for(".places", slug=slug),
        back=url_for(".hall", slug=slug, hall_id=hall_id),
    )


@bp.route("/halls/walks", methods=["GET", "POST"])
def walks(slug: str) -> ResponseReturnValue:
    """Minutes from hall to hall."""
    event, plan = planned_for(slug, EDIT)
    halls = queries.list_halls(event.id)
    form = walks_form(halls, plan)

    def change() -> Answer:
        services.set_walks(event, form.minutes(halls), act=act_now())
        return Answer(url_for(".places", slug=slug), _("The walking times between halls have been saved."))

    return submit(form, change) or form_page("matchmaking/meeting_plans/walks.html", form, event=event, halls=halls)
