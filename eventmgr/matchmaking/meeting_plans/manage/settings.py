"""The overview; meetings begin; what holds for all, for single types, and rules of coverage."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.manage.asking import saving_settings
from eventmgr.ground.db import write
from eventmgr.ground.features import offered
from eventmgr.ground.i18n import _
from eventmgr.ground.text import clean_code
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_plans import queries, services
from eventmgr.matchmaking.meeting_plans.access import EDIT, READ, planned_for
from eventmgr.matchmaking.meeting_plans.forms.settings import (
    CoverageForm,
    RulesForm,
    SettingsForm,
    rules_data,
    settings_data,
)
from eventmgr.matchmaking.meeting_plans.labels import say_rule, say_stage
from eventmgr.matchmaking.meeting_plans.manage.blueprint import bp
from eventmgr.matchmaking.meeting_plans.models import PartyKind
from eventmgr.matchmaking.meeting_plans.panels import OFFICE_STEPS
from eventmgr.tools.web.pages import Answer, finish, go_to, submit


@bp.route("/")
def index(slug: str) -> str:
    """What is planned, and what is next."""
    event = event_for(slug, READ)
    plan = queries.find_plan(event.id)
    steps = [step for tell in offered(OFFICE_STEPS, event) for step in tell(event, plan)] if plan is not None else []
    return render_template(
        "matchmaking/meeting_plans/index.html", event=event, plan=plan, steps=steps, edits=may(event, EDIT)
    )


@bp.route("/start", methods=["POST"])
def start(slug: str) -> ResponseReturnValue:
    """Meetings are planned at this event from now on."""
    event = event_for(slug, EDIT)
    write(lambda: services.start(event, act=act_now()))
    return go_to(
        url_for(".index", slug=slug),
        _("Meetings are now being planned. No e-mails have been sent, and requests are not open yet."),
    )


@bp.route("/settings/", methods=["GET", "POST"])
def settings(slug: str) -> ResponseReturnValue:
    """When requests are open, how many meetings, what the timetable weighs."""
    event, plan = planned_for(slug, EDIT)
    items = list_items(event.id)
    form = SettingsForm(data=settings_data(plan, items)).watching()
    form.prepare(event, items)

    def save() -> Answer:
        stored = queries.get_locked_plan(event.id)
        now = SettingsForm(None, data=settings_data(stored, items))
        now.prepare(event, items)
        if form.compare(now):
            services.set_settings(event, form.settings(), act=act_now())
        return Answer(url_for(".settings", slug=slug), _("The settings of meetings have been saved."))

    if answer := submit(form, save, using=saving_settings(event)):
        return answer
    html = render_template(
        "matchmaking/meeting_plans/settings.html", event=event, plan=plan, form=form, warning=say_stage(plan.stage)
    )
    return html, form.status


@bp.route("/settings/rules/", methods=["GET", "POST"])
def rules(slug: str) -> ResponseReturnValue:
    """Who may meet whom, and limits of single types."""
    event, plan = planned_for(slug, EDIT)
    form = RulesForm(data=rules_data(plan, event)).watching()
    form.prepare(event)

    def save() -> Answer:
        now = RulesForm(None, data=rules_data(queries.get_locked_plan(event.id), event))
        now.prepare(event)
        if form.compare(now):
            services.set_rules(event, form.limits(), form.pairs(), act=act_now())
        return Answer(url_for(".rules", slug=slug), _("The rules of meetings have been saved."))

    if answer := submit(form, save, using=saving_settings(event)):
        return answer
    html = render_template("matchmaking/meeting_plans/rules.html", event=event, plan=plan, form=form, kinds=PartyKind)
    return html, form.status


@bp.route("/settings/coverage/", methods=["GET", "POST"])
def coverage(slug: str) -> ResponseReturnValue:
    """Rules that the timetable keeps as far as it can."""
    event, plan = planned_for(slug, EDIT)
    form = CoverageForm(data={"at_least": 1})
    if form.validate_on_submit() and (rule := form.rule()) is not None:

        def work() -> Answer:
            services.add_coverage(event, rule, act=act_now())
            return Answer(url_for(".coverage", slug=slug), _("The rule has been added."))

        if answer := finish(form, work):
            return answer
    known = [(rule["name"], say_rule(rule)) for rule in plan.coverage]
    html = render_template("matchmaking/meeting_plans/coverage.html", event=event, plan=plan, form=form, rules=known)
    return html, form.status


@bp.route("/settings/coverage/remove", methods=["POST"])
def remove_coverage(slug: str) -> ResponseReturnValue:
    """A rule holds no more."""
    event, _plan = planned_for(slug, EDIT)
    name = clean_code(request.form.get("rule", ""))
    write(lambda: services.remove_coverage(event, name, act=act_now()))
    return go_to(url_for(".coverage", slug=slug), _("The rule has been deleted."))
