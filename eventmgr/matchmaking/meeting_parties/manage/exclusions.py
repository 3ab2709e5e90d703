"""Who shall not meet whom."""

from __future__ import annotations

from itertools import combinations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import may
from eventmgr.event.events.queries import get_of
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_parties import queries, services
from eventmgr.matchmaking.meeting_parties.forms import ExclusionForm
from eventmgr.matchmaking.meeting_parties.manage.blueprint import bp
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyExclusion, PartyState
from eventmgr.matchmaking.meeting_plans.access import EDIT, READ, planned_for
from eventmgr.tools.web.pages import Answer, go_to, submit

_MOST_SHOWN = 200


@bp.route("/exclusions/", methods=["GET", "POST"])
def exclusions(slug: str) -> ResponseReturnValue:
    """Pairs by hand, and those of one group of companies; a post adds one."""
    event, plan = planned_for(slug, READ)
    parties = {party.id: party for party in queries.list_parties(event.id)}
    form = ExclusionForm()
    form.prepare(sorted(_active(parties), key=lambda party: party.organization.pinyin_key))
    if form.is_submitted():
        planned_for(slug, EDIT)

    def add() -> Answer:
        exclusion, other = parties[int(form.one.data or 0)], parties[int(form.other.data or 0)]
        services.exclude(event, exclusion, other, reason=form.reason.data or "", act=act_now())
        return Answer(url_for(".exclusions", slug=slug), _("These two are kept apart."))

    if answer := submit(form, add, makes=f"meeting_exclusion:{event.id}"):
        return answer
    html = render_template(
        "matchmaking/meeting_parties/exclusions.html",
        event=event,
        form=form,
        pairs=[
            (exclusion, parties[exclusion.party_id], parties[exclusion.other_id])
            for exclusion in queries.list_exclusions(event.id)
        ],
        groups=_groups(parties) if plan.keeps_groups_apart else {},
        keeps=plan.keeps_groups_apart,
        edits=may(event, EDIT),
        most=_MOST_SHOWN,
    )
    return html, form.status


@bp.route("/exclusions/<int:exclusion_id>/remove", methods=["POST"])
def admit(slug: str, exclusion_id: int) -> ResponseReturnValue:
    """Remove an exclusion, so that the two may meet again."""
    event, _plan = planned_for(slug, EDIT)
    found = get_of(event, PartyExclusion, exclusion_id)
    write(lambda: services.admit(event, found, act=act_now()))
    return go_to(url_for(".exclusions", slug=slug), _("These two may meet again."))


def _active(parties: dict[int, MeetingParty]) -> list[MeetingParty]:
    return [party for party in parties.values() if party.state is PartyState.ACTIVE]


def _groups(parties: dict[int, MeetingParty]) -> dict[str, list[tuple[MeetingParty, MeetingParty]]]:
    """Group of companies → each two of it."""
    members: dict[str, list[MeetingParty]] = {}
    for party in _active(parties):
        if party.group_name:
            members.setdefault(party.group_name, []).append(party)
    return {name: list(combinations(of_group, 2)) for name, of_group in sorted(members.items()) if len(of_group) > 1}
