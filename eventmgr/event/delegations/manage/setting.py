"""What holds for all delegations of an event; liaisons taken over from an earlier one."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.delegations import queries, services
from eventmgr.event.delegations.forms import EarlierForm, PlanForm, plan_data
from eventmgr.event.delegations.manage.blueprint import bp
from eventmgr.event.delegations.panels import EDIT, READ
from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.manage.asking import saving_settings
from eventmgr.event.events.models import Event
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, _n, format_date, language, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.web.pages import Answer, finish, form_page


@bp.route("/settings", methods=["GET", "POST"])
def settings(slug: str) -> ResponseReturnValue:
    """Deadlines, how long links last, and when delegations are reminded automatically."""
    event = event_for(slug, EDIT)
    stored = queries.find_plan(event.id)
    form = PlanForm(data=plan_data(stored)).watching()
    form.prepare(event)
    if form.validate_on_submit() and (plan := form.plan(stored.paper_due_at if stored else None)) is not None:

        def save() -> Answer:
            services.hold(event)
            now = PlanForm(None, data=plan_data(queries.find_plan(event.id)))
            now.prepare(event)
            if form.compare(now):
                services.set_plan(event, plan, act=act_now())
            return Answer(url_for(".index", slug=slug), _("The settings of the delegations have been saved."))

        if answer := finish(form, save, using=saving_settings(event)):
            return answer
    return form_page("event/delegations/manage/settings.html", form, event=event)


@bp.route("/take-over", methods=["GET", "POST"])
def take_over(slug: str) -> ResponseReturnValue:
    """Liaisons of an earlier event whose delegations the reader may see."""
    event = event_for(slug, EDIT)
    earlier = {str(one.id): (one, number) for one, number in queries.list_earlier(event) if may(one, READ)}
    form = EarlierForm()
    form.earlier.offer([(code, _sentence_of(one, number)) for code, (one, number) in earlier.items()])
    if form.validate_on_submit():
        chosen = earlier[form.earlier.data or ""][0]
        taken = write(lambda: services.take_over(event, chosen, act=act_now()))
        flash(
            _n(
                "%(num)s liaison has been taken over. No e-mail has been sent.",
                "%(num)s liaisons have been taken over. No e-mails have been sent.",
                taken,
            ),
            "success" if taken else "info",
        )
        return redirect(url_for(".index", slug=slug), 303)
    html = render_template("event/delegations/manage/take_over.html", event=event, form=form, is_any=bool(earlier))
    return html, form.status


def _sentence_of(event: Event, number: int) -> str:
    day = format_date(event.starts_at, language())
    people = _n("%(num)s liaison", "%(num)s liaisons", number)
    return f"{localized(event.title)} · {day} · {people}"
