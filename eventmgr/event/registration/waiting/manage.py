"""The waiting list as organizers see it: who is next by which rule, who is passed over and why, who is offered a
place."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.registration.models import Registration, WaitingRule
from eventmgr.event.registration.queries.rows import list_registrations_by_id
from eventmgr.event.registration.states import places_left
from eventmgr.event.registration.waiting import services
from eventmgr.event.registration.waiting.forms import QueuePlanForm
from eventmgr.event.registration.waiting.queries import get_moving, list_offered, list_order, list_queue_entries
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.i18n import _, _l
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.web.pages import form_page
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("waiting_manage", __name__, url_prefix="/manage/events/<slug>/waiting-list")
_NOT_LATER = _l(
    "People who are offered a place, or lose an offer, must be told at once: their time to answer has already started."
)
_SIZE = 50
_LONGEST = 10


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """Everybody who waits, in the order in which the rule serves them, and all open offers; `from` is a place in the
    order."""
    event = event_for(slug, "quotas.read")
    moving, order = get_moving(event.id), list_order(event.id)
    first = _place_asked(len(order))
    shown = order[first - 1 : first - 1 + _SIZE]
    by_number = {row.id: row for row in list_registrations_by_id(event.id, shown)}
    rows = [by_number[number] for number in shown if number in by_number]
    return render_template(
        "event/registration/waiting/index.html",
        event=event,
        moving=moving,
        rule_words=moving.rule.label,
        by_hand=moving.rule is WaitingRule.HAND,
        offered=list_offered(event.id),
        rows=rows,
        first=first,
        size=_SIZE,
        total=len(order),
        entries=list_queue_entries(shown),
        passed=services.why_passed(event, rows),
        types=types_of(event),
        offers_now=moving.offer_hours is not None and places_left(event) != 0,
        edits=may(event, "registrations.edit"),
    )


def _place_asked(number: int) -> int:
    asked = query.text("from", longest=_LONGEST) or "1"
    if not asked.isdecimal():
        raise BadValue(_("“%(value)s” is not a valid place on the waiting list.", value=asked))
    return min(max(int(asked), 1), max(number, 1))


@bp.route("/plan", methods=["GET", "POST"])
def plan(slug: str) -> ResponseReturnValue:
    """By which rule it moves, and whether places are given or offered."""
    event = event_for(slug, "registrations.edit")
    form = QueuePlanForm(data=QueuePlanForm.read(get_moving(event.id))).watching()
    if form.validate_on_submit():
        chosen = form.chosen()
        carry_out(event, lambda: services.set_plan(event, chosen.rule, chosen.offer_hours, act=act_now()), quiet=True)
        return redirect(url_for(".index", slug=slug), 303)
    return form_page("event/registration/waiting/plan.html", form, event=event)


@bp.route("/<int:registration_id>/offer", methods=["POST"])
def offer(slug: str, registration_id: int) -> ResponseReturnValue:
    """A free place is offered to this person, whoever is before them."""
    event, row = _asked(slug, registration_id)
    return _done(event, lambda: services.offer(event, row, act=act_now()), asks=True)


@bp.route("/<int:registration_id>/take-back", methods=["POST"])
def take_back(slug: str, registration_id: int) -> ResponseReturnValue:
    """The place is no longer offered to this person."""
    event, row = _asked(slug, registration_id)
    return _done(event, lambda: services.take_back(event, row, act=act_now()), asks=True)


@bp.route("/<int:registration_id>/move", methods=["POST"])
def move(slug: str, registration_id: int) -> ResponseReturnValue:
    """This person has another place in the order by hand: `number`, from 1."""
    event, row = _asked(slug, registration_id)
    asked = request.form.get("number", "").strip()
    if not asked.isdecimal() or len(asked) > _LONGEST:
        flash(_("Enter the place of %(name)s as a number: 1 is the first.", name=row.name), "danger")
        return redirect(url_for(".index", slug=slug), 303)

    def work() -> None:
        _before, after = services.move(event, row, int(asked), act=act_now())
        flash(_("%(name)s is now number %(number)s on the waiting list.", name=row.name, number=after), "success")

    return _done(event, work)


def _asked(slug: str, registration_id: int) -> tuple[Event, Registration]:
    event = event_for(slug, "registrations.edit")
    return event, get_of(event, Registration, registration_id)


def _done(event: Event, work: Callable[[], object], *, asks: bool = False) -> ResponseReturnValue:
    """Back to where it was asked for, with the refusal if there is one."""
    try:
        if asks:
            carry_out(event, work, choices=(Choice.NOW,), not_later=_NOT_LATER, quiet=True)
        else:
            write(work)
    except Refusal as refusal:
        if refusal.status == 200:
            return redirect(url_for(".index", slug=event.slug), 303)
        flash(refusal.message, "danger")
    first = request.form.get("from", "")
    here = url_for(".index", slug=event.slug)
    return redirect(f"{here}?from={int(first)}" if first.isdecimal() and len(first) <= _LONGEST else here, 303)
