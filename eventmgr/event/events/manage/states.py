"""Changing the state of an event: each asks once, on a page of its own, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, cast

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events import services
from eventmgr.event.events.access import event_for
from eventmgr.event.events.forms.acts import CloneForm, PostponeForm, ReasonForm, days_between
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.manage.blueprint import bp
from eventmgr.event.events.manage.last_look import facts_of, others_of
from eventmgr.event.events.manage.mine import VERB_PERMISSIONS
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services.creating import may_create
from eventmgr.event.events.setup.readiness import advice, missing
from eventmgr.ground import clock
from eventmgr.ground.i18n import _, _l
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.tools.log.services import Act
from eventmgr.tools.web import pages
from eventmgr.tools.web.forms import Form
from eventmgr.tools.web.pages import Answer, submit

_Work = Callable[[Any, Act], object]
_WRONG_UNTIL_TOLD = {
    "cancel": _l("People who are not notified still have the event in their calendar and may travel for nothing."),
    "postpone": _l("People who are not notified still have the event in their calendar and may travel for nothing."),
    "restore": _l("People who were told that the event is cancelled and hear nothing more will not come."),
    "publish": _l("People who are not notified do not have the date in their calendar."),
}
_CLONE_DAYS = 364
"""52 weeks: the copy begins on the same day of the week."""


@bp.route("/events/<slug>/publish", methods=["GET", "POST"])
def publish(slug: str) -> ResponseReturnValue:
    """Show the event to everybody."""
    event = event_for(slug, VERB_PERMISSIONS["publish"])
    gaps, facts = missing(event, at=clock.now()), facts_of(event)

    def work(_form: Any, act: Act) -> None:
        services.publish(event, act=act)
        for look in others_of(event):
            if look.take is not None and look.key in request.form.getlist("also"):
                look.take(event, act)

    done = _("The event is public.")
    return _ask(event, "publish", Form(), work, done, gaps=gaps, hints=advice(event), facts=facts)


@bp.route("/events/<slug>/postpone", methods=["GET", "POST"])
def postpone(slug: str) -> ResponseReturnValue:
    """Postpone the event, to other dates or to dates still open."""
    event = event_for(slug, VERB_PERMISSIONS["postpone"])

    def work(form: Any, act: Act) -> None:
        dates = {"starts_at": form.starts_at.data, "ends_at": form.ends_at.data}
        ticks = {"move_deadlines": form.move_deadlines.data, "moves": form.moves.data or ()}
        services.postpone(event, form.reason.data, **dates, **ticks, act=act)

    done = _("The event is postponed.")
    return _ask(event, "postpone", PostponeForm(event=event), work, done)


@bp.route("/events/<slug>/cancel", methods=["GET", "POST"])
def cancel(slug: str) -> ResponseReturnValue:
    """Cancel the event."""
    event = event_for(slug, VERB_PERMISSIONS["cancel"])
    done = _("The event is cancelled.")
    return _ask(
        event, "cancel", ReasonForm(), lambda form, act: services.cancel(event, form.reason.data, act=act), done
    )


@bp.route("/events/<slug>/finish", methods=["GET", "POST"])
def finish(slug: str) -> ResponseReturnValue:
    """Mark the event as finished."""
    event = event_for(slug, VERB_PERMISSIONS["finish"])
    done = _("The event is finished.")
    return _ask(event, "finish", Form(), lambda _form, act: services.finish(event, act=act), done)


@bp.route("/events/<slug>/archive", methods=["GET", "POST"])
def archive(slug: str) -> ResponseReturnValue:
    """Put a finished event away."""
    event = event_for(slug, VERB_PERMISSIONS["archive"])
    done = _("The event is archived.")
    return _ask(event, "archive", Form(), lambda _form, act: services.archive(event, act=act), done)


@bp.route("/events/<slug>/restore", methods=["GET", "POST"])
def restore(slug: str) -> ResponseReturnValue:
    """Take the event back to the state before."""
    event = event_for(slug, VERB_PERMISSIONS["restore"])
    done = _("The event is restored.")
    return _ask(event, "restore", Form(), lambda _form, act: services.restore(event, act=act), done)


@bp.route("/events/<slug>/clone", methods=["GET", "POST"])
def clone(slug: str) -> ResponseReturnValue:
    """A copy with new dates."""
    event = event_for(slug, "event.edit")
    user = staff_required()
    form = CloneForm(data={"first_day": event.starts_at.date() + timedelta(days=_CLONE_DAYS)})

    def copy() -> Answer:
        days = days_between(event, cast(date, form.first_day.data))  # it is required
        made = services.clone(event, user, days=days, act=act_now())
        return Answer(url_for(".overview", slug=made.slug), _("Copied as a draft. Please check its dates."))

    if answer := submit(form, copy, makes=f"clone:{event.id}"):
        return answer
    shown = {"event": event, "form": form, "may_create": may_create(user)}
    return render_template("event/events/manage/clone.html", **shown), form.status


def _ask(event: Event, verb: str, form: Form, work: _Work, done: str, **shown: object) -> ResponseReturnValue:
    """The page that asks, and the work once the form was sent."""
    if request.method == "POST" and form.validate():

        def change() -> Answer:
            work(form, act_now())
            return Answer(url_for(".overview", slug=event.slug), done)

        if answer := pages.finish(
            form, change, using=partial(carry_out, event, warning=_WRONG_UNTIL_TOLD.get(verb, ""))
        ):
            return answer
    possible = event.status in services.publishing.FROM[verb]
    context = {"event": event, "verb": verb, "form": form, "possible": possible, "is_draft": _is_draft(event), **shown}
    return render_template("event/events/manage/confirm.html", **context), form.status


def _is_draft(event: Event) -> bool:
    return event.status is EventStatus.DRAFT
