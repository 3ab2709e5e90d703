"""What the rules propose, with why: the first proposal, and the smallest repair after changes."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.on_site.seating import services
from eventmgr.on_site.seating.labels import say_place, say_why
from eventmgr.on_site.seating.manage.blueprint import bp
from eventmgr.on_site.seating.manage.maps import unit_of
from eventmgr.on_site.seating.manage.reaching import reach
from eventmgr.tools.web.pages import go_to


@bp.route("/<int:plan_id>/<any(propose, repair):which>", methods=["GET", "POST"])
def propose(slug: str, plan_id: int, which: str) -> ResponseReturnValue:
    """Show what would change and why; do it."""
    event, plan = reach(slug, plan_id, edits=True)
    anew, status = which == "propose", 200
    if request.method == "POST":
        digest = request.form.get("digest", "")
        try:
            write(lambda: services.apply(event, plan, anew=anew, digest=digest, act=act_now()))
        except Refusal as refusal:
            flash(refusal.message, "warning")
            status = refusal.status
        else:
            return go_to(url_for(".show", slug=slug, plan_id=plan_id), _("The seats have been given."))
    proposed = services.preview(event, plan, anew=anew)
    people, kind = proposed.now.people, plan.kind
    rows = [
        (
            people[who],
            unit_of(people[who]),
            say_place(kind, here) if here else "",
            say_place(kind, given.place),
            say_why(given),
        )
        for who, here, given in proposed.changed
    ]
    return render_template(
        "on_site/seating/manage/propose.html",
        event=event,
        plan=plan,
        found=proposed,
        rows=rows,
        gone=[people[who] for who in proposed.gone],
        left=[people[who] for who in proposed.proposal.left],
        anew=anew,
    ), status
