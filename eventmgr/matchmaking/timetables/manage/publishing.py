"""Publishing a draft, and going back to what was published before."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.manage.asking import carry_out
from eventmgr.ground import clock
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _n
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_plans.access import EDIT, planned_for
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.matchmaking.timetables import queries, services
from eventmgr.matchmaking.timetables.manage.blueprint import bp, posted_number
from eventmgr.matchmaking.timetables.manage.forms import PublishForm
from eventmgr.matchmaking.timetables.services import Published
from eventmgr.matchmaking.timetables.task.places import places_of
from eventmgr.tools.web.pages import form_page, go_to


@bp.route("/<int:number>/publish", methods=["GET", "POST"])
def publish(slug: str, number: int) -> ResponseReturnValue:
    """What publishing this draft would change, and the choice of the stage; then whom it is told, and how."""
    event, plan = planned_for(slug, EDIT)
    draft = queries.get_draft(event, number)
    form = PublishForm()
    form.prepare(plan.stage)
    if form.validate_on_submit():
        seen, stage = (posted_number("plan"), posted_number("draft")), Stage(form.stage.data)

        def work() -> Published:
            act = act_now()
            done = services.publish(event, number, stage, seen=seen, act=act)
            services.announce(event, done, at=act.at)
            return done

        try:
            return _done(carry_out(event, work), slug)
        except Refusal as refusal:
            form.refuse(refusal)
            plan = find_plan(event.id) or plan
            draft = queries.get_draft(event, number)
    given, moved, taken = services.preview(event, places_of(draft.places), at=clock.now())
    return form_page(
        "matchmaking/timetables/publish.html",
        form,
        event=event,
        plan=plan,
        draft=draft,
        given=given,
        moved=moved,
        taken=taken,
    )


@bp.route("/publications/<int:number>/return", methods=["POST"])
def go_back(slug: str, number: int) -> ResponseReturnValue:
    """Publish an earlier publication anew."""
    event, _plan = planned_for(slug, EDIT)
    seen = posted_number("plan")

    def work() -> Published:
        act = act_now()
        done = services.go_back(event, number, seen=seen, act=act)
        services.announce(event, done, at=act.at)
        return done

    return _done(carry_out(event, work), slug)


def _done(done: Published, slug: str) -> ResponseReturnValue:
    changed = done.publication.changed
    return go_to(
        url_for(".index", slug=slug),
        _n("Published: %(num)s meeting has changed.", "Published: %(num)s meetings have changed.", changed)
        if changed
        else _("Published: no meeting has changed."),
    )
