"""Quotas as organizers plan them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.forms.rows import MORE, SPARE
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.manage.fitting import fitting
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.allocation import Allocation
from eventmgr.event.quotas.labels import Part, parts_of, say_counted
from eventmgr.event.quotas.planning import services
from eventmgr.event.quotas.planning.forms import MoveForm, PlanForm
from eventmgr.event.quotas.queries import get_plan, list_cell_tallies, list_quotas
from eventmgr.event.quotas.units import UnitUse, uses
from eventmgr.ground.i18n import _n, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.web.pages import Answer, finish, form_page, submit
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("quotas_manage", __name__, url_prefix="/manage/events/<slug>/quotas")


@dataclass(frozen=True)
class Line:
    """A delegation of the table."""

    name: str
    use: UnitUse
    drawn: int
    """Places that it takes from the pool."""
    unused: int
    parts: list[Part]


@dataclass(frozen=True)
class Sums:
    """The numbers of all lines together; who has no quota counts nothing for it."""

    quota: int
    used: int
    over: int
    unused: int
    waiting: int


def _sums_of(lines: Sequence[Line]) -> Sums:
    return Sums(
        quota=sum(line.use.quota or 0 for line in lines),
        used=sum(line.use.used for line in lines),
        over=sum(line.use.over for line in lines),
        unused=sum(line.unused for line in lines),
        waiting=sum(line.use.waiting for line in lines),
    )


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """Every invited delegation: quota, what is used, its parts; the pool."""
    event = event_for(slug, "quotas.read")
    plan, quotas, rows = get_plan(event), list_quotas(event.id), list_cell_tallies(event.id)
    allocation = Allocation(quotas, plan, rows)
    lines = [
        Line(
            services.place_name(code),
            use,
            allocation.drawn(code),
            allocation.unused(code),
            parts_of(code, plan, allocation, language()),
        )
        for code, use in uses(rows, quotas, plan).items()
        if code
    ]
    return render_template(
        "event/quotas/manage/index.html",
        event=event,
        plan=plan,
        lines=lines,
        counted=say_counted(plan.types),
        pool_left=allocation.pool_left,
        sums=_sums_of(lines),
        edits=may(event, "quotas.edit"),
    )


@bp.route("/plan", methods=["GET", "POST"])
def plan(slug: str) -> ResponseReturnValue:
    """The pool, cells, and when unused places go back."""
    event = event_for(slug, "quotas.edit")
    form = PlanForm(data=PlanForm.read(get_plan(event))).watching()
    if request.method != "POST" or "more" in request.form:
        form.spare(MORE if "more" in request.form else SPARE)
    form.prepare(event)
    if "more" not in request.form and form.validate_on_submit():

        def work() -> Answer:
            _set(event, form)
            return Answer(url_for(".index", slug=slug), "")

        if answer := finish(form, work, using=lambda work: carry_out(event, fitting(event, work), quiet=True)):
            return answer
    return form_page("event/quotas/manage/plan.html", form, event=event)


def _set(event: Event, form: PlanForm) -> None:
    services.set_plan(
        event,
        pool=form.pool.data or 0,
        cells=form.cells(),
        returns_at=form.returns_at.data,
        act=act_now(),
    )


@bp.route("/move", methods=["GET", "POST"])
def move(slug: str) -> ResponseReturnValue:
    """Places pass from one delegation, or the pool, to another; who moves up by it is said first."""
    event = event_for(slug, "quotas.edit")
    form = MoveForm(data={"source": query.get("source", ""), "target": query.get("target", "")})
    form.prepare(event)

    def change() -> Answer:
        source, target = form.codes()
        services.move_places(event, source, target, form.n.data or 0, reason=form.reason.data or "", act=act_now())
        return Answer(url_for(".index", slug=slug), "")

    if answer := submit(form, change, using=partial(carry_out, event, quiet=True)):
        return answer
    return form_page("event/quotas/manage/move.html", form, event=event)


@bp.route("/return", methods=["POST"])
def give_back(slug: str) -> ResponseReturnValue:
    """What delegations have not used goes to the pool now."""
    event = event_for(slug, "quotas.edit")
    done = carry_out(event, lambda: services.return_unused(event, act=act_now()), quiet=True)
    flash(
        _n(
            "%(num)s unused place is now in the common pool.", "%(num)s unused places are now in the common pool.", done
        ),
        "success" if done else "info",
    )
    return redirect(url_for(".index", slug=slug), 303)
