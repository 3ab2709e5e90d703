"""Confirmed registrations are taken over into meetings."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_parties import queries, services
from eventmgr.matchmaking.meeting_parties.forms import TakingForm
from eventmgr.matchmaking.meeting_parties.labels import side_of, sides_of
from eventmgr.matchmaking.meeting_parties.manage.blueprint import WHOSE_SEATS, bp
from eventmgr.matchmaking.meeting_plans.access import EDIT, planned_for
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.web.pages import go_to

_USUAL = (Role.COMPANY.value,)


@bp.route("/take-over", methods=["GET", "POST"])
def take_over(slug: str) -> ResponseReturnValue:
    """What taking over would change, by the types of participants that are ticked; a post with `take` = 1 does it."""
    event, _plan = planned_for(slug, EDIT)
    numbers = queries.count_roles(event.id)
    form = TakingForm(data={"roles": [key for key in _USUAL if key in numbers] or list(numbers)})
    form.prepare(types_of(event), numbers)
    differences = None
    if form.validate_on_submit():
        roles = tuple(form.roles.data or ())
        if request.form.get("take"):
            try:
                taken = carry_out(
                    event, lambda: services.take_over(event, roles, act=act_now()), choices=WHOSE_SEATS, quiet=True
                )
            except Refusal as refusal:
                flash(refusal.message, "info" if refusal.status == 200 else "danger")
            else:
                return go_to(
                    url_for(".index", slug=slug),
                    _(
                        "Taken over: %(organizations)s new organizations, %(people)s new representatives; "
                        "%(gone)s removed.",
                        organizations=len(taken.new),
                        people=taken.people,
                        gone=len(taken.leaving),
                    ),
                )
        differences = services.compare(event, roles)
    elif numbers and not form.is_submitted():
        differences = services.compare(event, tuple(form.roles.data or ()))
    html = render_template(
        "matchmaking/meeting_parties/take_over.html",
        event=event,
        form=form,
        found=differences,
        side_of=lambda code: sides_of(event).get(side_of(event, code), ""),
        unit_of=lambda code: get_unit(code).name(language()) if code else "",
        numbers=numbers,
        is_any=bool(numbers),
    )
    return html, form.status
