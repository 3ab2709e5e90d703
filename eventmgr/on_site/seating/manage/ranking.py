"""Who is on the rostrum, and in which order of rank."""

from __future__ import annotations

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import Event
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.on_site.seating import services
from eventmgr.on_site.seating.forms import GuestForm
from eventmgr.on_site.seating.manage.blueprint import bp
from eventmgr.on_site.seating.manage.reaching import done, reach
from eventmgr.on_site.seating.models import SeatingPlan
from eventmgr.on_site.seating.places import PlanKind
from eventmgr.tools.web.pages import Answer, finish, form_page

_RANK = "-order"


def _stage(slug: str, plan_id: int) -> tuple[Event, SeatingPlan]:
    event, plan = reach(slug, plan_id, edits=True)
    if plan.kind is not PlanKind.ROSTRUM:
        abort(404)
    return event, plan


@bp.route("/<int:plan_id>/people", methods=["POST"])
def add(slug: str, plan_id: int) -> ResponseReturnValue:
    """Name people for the rostrum."""
    event, plan = _stage(slug, plan_id)
    ids = [number for text in request.form.getlist("people") if (number := whole_number(text, least=1)) is not None]

    def work() -> None:
        if not ids:
            raise Refusal(_("Choose at least one person."))
        services.add_people(event, plan, ids, act=act_now())

    return done(event, plan, work, _("Added at the end of the order of rank."), "ranks")


@bp.route("/<int:plan_id>/guests/new", methods=["GET", "POST"])
def add_guest(slug: str, plan_id: int) -> ResponseReturnValue:
    """Somebody who is not registered, by name, position, organization and rank."""
    event, plan = _stage(slug, plan_id)
    form = GuestForm()
    if form.validate_on_submit():
        back = url_for(".show", slug=slug, plan_id=plan_id, _anchor="ranks")

        def work() -> Answer:
            services.add_guest(event, plan, form.draft(), act=act_now())
            return Answer(back, _("Added to the order of rank."))

        if answer := finish(form, work, makes=f"rostrum:{plan_id}"):
            return answer
    return form_page("on_site/seating/manage/guest.html", form, event=event, plan=plan)


@bp.route("/<int:plan_id>/people/<int:registration_id>/remove", methods=["POST"])
def take_off(slug: str, plan_id: int, registration_id: int) -> ResponseReturnValue:
    """Take a person off the rostrum."""
    event, plan = _stage(slug, plan_id)
    return done(
        event,
        plan,
        lambda: services.remove_person(event, plan, registration_id, act=act_now()),
        _("Removed from the rostrum."),
        "ranks",
    )


@bp.route("/<int:plan_id>/ranks", methods=["POST"])
def ranks(slug: str, plan_id: int) -> ResponseReturnValue:
    """The order of rank as typed or dragged."""
    event, plan = _stage(slug, plan_id)

    def work() -> None:
        wanted = {}
        for name, text in request.form.items():
            who = whole_number(name.removesuffix(_RANK)) if name.endswith(_RANK) else None
            if who is not None and text.strip():
                place = whole_number(text.strip(), least=1, most=999, any_digits=True)
                if place is None:
                    raise Refusal(_("Enter the rank as a number, starting from 1."))
                wanted[who] = place
        services.rank(event, plan, wanted, act=act_now())

    return done(
        event, plan, work, _("The order of rank has been saved. Seats follow when they are given by rule."), "ranks"
    )


@bp.route("/<int:plan_id>/people/<int:registration_id>/rank", methods=["POST"])
def step(slug: str, plan_id: int, registration_id: int) -> ResponseReturnValue:
    """Move a person one rank up or down."""
    event, plan = _stage(slug, plan_id)
    services.check_known(event, plan, registration_id)

    def work() -> None:
        to = whole_number(request.form.get("place", ""), least=1, most=999)
        if to is None:
            raise Refusal(_("Enter the rank as a number, starting from 1."))
        services.step(event, plan, registration_id, to, act=act_now())

    return done(event, plan, work, "", "ranks")
