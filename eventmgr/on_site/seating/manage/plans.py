"""Plans: the list, one of them as a map, its settings, published, removed."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import hold
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, _n, localized
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.on_site.seating import queries, services, standing
from eventmgr.on_site.seating.forms import PlanForm, new_values, values_of
from eventmgr.on_site.seating.labels import PAPER_OF, PlanState, say_place
from eventmgr.on_site.seating.layouts import read_place
from eventmgr.on_site.seating.manage.blueprint import bp
from eventmgr.on_site.seating.manage.maps import map_of, say_seat, unit_of
from eventmgr.on_site.seating.manage.reaching import check_kind, done, reach
from eventmgr.on_site.seating.models import SeatingPlan
from eventmgr.on_site.seating.panels import EDIT, READ, SENSITIVE, paper_way
from eventmgr.on_site.seating.places import NAMED, PlanKind
from eventmgr.on_site.seating.queries.people import Person
from eventmgr.on_site.seating.standing import Standing
from eventmgr.tools.web.pages import Answer, form_page, go_to, submit
from eventmgr.tools.web.rendering.removing import removal_page
from eventmgr.tools.web.requests.parameters import query


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """All plans: how many have a seat, how much is wrong."""
    event = event_for(slug, READ)
    rows = []
    for plan in queries.list_plans(event.id):
        now = standing.read(event, plan)
        state = PlanState.PUBLISHED if plan.published_at else PlanState.DRAFT
        rows.append((plan, state, len(now.guests), len(now.held), len(now.faults())))
    return render_template(
        "on_site/seating/manage/index.html", event=event, rows=rows, sees_diets=may(event, SENSITIVE)
    )


@bp.route("/new/<any(rostrum, hall, meal):planned>", methods=["GET", "POST"])
def new(slug: str, planned: str) -> ResponseReturnValue:
    """A new plan of that kind."""
    event, of = event_for(slug, EDIT), PlanKind(planned)
    check_kind(event, of)
    form = PlanForm(data=new_values(of)).prepare(event, of, sees_diets=may(event, SENSITIVE))

    def add() -> Answer:
        plan = services.add_plan(event, form.draft(), act=act_now())
        return Answer(url_for(".show", slug=slug, plan_id=plan.id), _("The seating plan has been created."))

    if answer := submit(form, add, makes=f"seating:{event.id}"):
        return answer
    return form_page("on_site/seating/manage/edit.html", form, event=event, plan=None, kind=of)


@bp.route("/<int:plan_id>/")
def show(slug: str, plan_id: int) -> ResponseReturnValue:
    """One plan as a map, with what is wrong and what can be done."""
    event, plan = reach(slug, plan_id)
    now, sees_diets = standing.read(event, plan), may(event, SENSITIVE)
    picked, to = whole_number(query.text("person")), read_place(query.text("to"))
    return render_template(
        "on_site/seating/manage/show.html",
        event=event,
        plan=plan,
        now=now,
        map=map_of(now, sees_diets=sees_diets),
        picked=picked if picked in {guest.id for guest in now.guests} else None,
        to=to,
        edits=may(event, EDIT) and (plan.kind is not PlanKind.MEAL or sees_diets),
        sees_diets=sees_diets,
        state=PlanState.PUBLISHED if plan.published_at else PlanState.DRAFT,
        candidates=_candidates(event, now) if plan.kind is PlanKind.ROSTRUM else (),
        paper=paper_way(event, PAPER_OF[plan.kind]),
        say_place=say_place,
        say_seat=say_seat,
        named_from=NAMED,
    )


def _candidates(event: Event, now: Standing) -> list[tuple[Person, str]]:
    """Who may be named for the rostrum: everybody who holds a place and is not there yet, staff last."""
    holders = queries.list_holders(event.id) + queries.list_holders(event.id, [Role.STAFF])
    return [(person, unit_of(person)) for person in holders if person.id not in now.places]


@bp.route("/<int:plan_id>/edit", methods=["GET", "POST"])
def edit(slug: str, plan_id: int) -> ResponseReturnValue:
    """Change rows, tables and what else holds for it."""
    event, plan = reach(slug, plan_id, edits=True)
    sees_diets = may(event, SENSITIVE)
    form = PlanForm(data=values_of(plan)).prepare(event, plan.kind, sees_diets=sees_diets).watching()

    def save() -> Answer:
        hold(event)
        stands = get_of(event, SeatingPlan, plan_id)
        before = PlanForm(None, data=values_of(stands)).prepare(event, stands.kind, sees_diets=sees_diets)
        if form.compare(before):
            services.edit_plan(event, stands, form.draft(), act=act_now())
        return Answer(url_for(".show", slug=slug, plan_id=plan_id), _("The seating plan has been saved."))

    return submit(form, save) or form_page(
        "on_site/seating/manage/edit.html", form, event=event, plan=plan, kind=plan.kind
    )


@bp.route("/<int:plan_id>/<any(publish, unpublish):shown>", methods=["POST"])
def publish(slug: str, plan_id: int, shown: str) -> ResponseReturnValue:
    """Participants see their own seat, or no longer."""
    event, plan = reach(slug, plan_id, edits=True)
    if shown == "publish":
        words = _("The plan has been published. Participants see their own seat on their page.")
        return done(event, plan, lambda: services.publish(event, plan, act=act_now()), words)
    words = _("The plan is no longer published.")
    return done(event, plan, lambda: services.unpublish(event, plan, act=act_now()), words)


@bp.route("/<int:plan_id>/remove", methods=["GET", "POST"])
def remove(slug: str, plan_id: int) -> ResponseReturnValue:
    """Delete it with all seats; asks once."""
    event, plan = reach(slug, plan_id, edits=True)
    if request.method != "POST":
        seated = queries.count_places([plan.id]).get(plan.id, (0, 0))[1]
        lost = [_n("%(num)s person has a seat in it.", "%(num)s people have seats in it.", seated)] if seated else []
        keep = url_for(".show", slug=slug, plan_id=plan_id)
        return removal_page(event, _("Delete this seating plan?"), name=localized(plan.title), lost=lost, keep=keep)
    write(lambda: services.remove_plan(event, plan, act=act_now()))
    return go_to(url_for(".index", slug=slug), _("The seating plan has been deleted."))
