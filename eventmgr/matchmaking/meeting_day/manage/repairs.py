"""A proposal of what should move: made, looked at, applied with one tap, undone with one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.meeting_day import services
from eventmgr.matchmaking.meeting_day.manage.blueprint import bp
from eventmgr.matchmaking.meeting_day.models import MeetingRepair
from eventmgr.matchmaking.meeting_day.queries import list_unrepaired_acts
from eventmgr.matchmaking.meeting_day.queries.asking import count_readers, list_requests_by_id
from eventmgr.matchmaking.meeting_day.repair.proposing import DROPPED, propose, standing
from eventmgr.matchmaking.meeting_day.repair.wording import KINDS, proof, why
from eventmgr.matchmaking.meeting_plans.access import DAY, planned_for
from eventmgr.matchmaking.meeting_plans.queries import list_tables
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest
from eventmgr.matchmaking.timetables.task.places import places_of
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.web.pages import go_to

_REPAIR = "/repairs/<int:repair_id>/"
_CHOICES = (Choice.NOW, Choice.NOBODY)
"""On the day whoever moves hears of it at once, by e-mail or on the own page alone."""


@bp.route("/repairs/", methods=["POST"])
def propose_repair(slug: str) -> ResponseReturnValue:
    """Work out what should move after all that was told; nothing moves yet."""
    event, plan = planned_for(slug, DAY)
    at, acts = clock.now(), list_unrepaired_acts(event.id)
    act_ids = [one.id for one in acts]
    try:
        stands = standing(event, plan, at=at)
        proposal = propose(stands, [one.content.request_id for one in acts if one.content.request_id])
    except Refusal as refusal:
        flash(refusal.message, "danger")
        return redirect(url_for(".index", slug=slug), 303)
    repair = write(lambda: services.keep_proposal(event, stands, proposal, act_ids, act=act_now()))
    return redirect(url_for(".repair", slug=slug, repair_id=repair.id), 303)


@bp.route(_REPAIR)
def repair(slug: str, repair_id: int) -> ResponseReturnValue:
    """Who moves from where to where, and why; what is proved of it."""
    event, _plan = planned_for(slug, DAY)
    return _page(event, get_of(event, MeetingRepair, repair_id))


@bp.route(f"{_REPAIR}apply", methods=["POST"])
def apply_repair(slug: str, repair_id: int) -> ResponseReturnValue:
    """Carry out a proposed repair of the timetable."""
    event, _plan = planned_for(slug, DAY)
    try:
        carry_out(
            event, lambda: services.apply_repair(event, repair_id, act=act_now()), choices=_CHOICES, is_held=False
        )
    except services.StaleRepair as refusal:
        return _page(event, get_of(event, MeetingRepair, repair_id), stale=refusal.message), refusal.status
    return go_to(
        url_for(".repair", slug=slug, repair_id=repair_id),
        _("Applied. Pages, calendars and screens show the new places."),
    )


@bp.route(f"{_REPAIR}undo", methods=["POST"])
def undo_repair(slug: str, repair_id: int) -> ResponseReturnValue:
    """Take it back, with what was told for it; with `keeps` = 1 that waits for another repair instead."""
    event, _plan = planned_for(slug, DAY)
    keeps = request.form.get("keeps") == "1"
    try:
        carry_out(
            event,
            lambda: services.undo_repair(event, repair_id, keeps=keeps, act=act_now()),
            choices=_CHOICES,
            is_held=False,
        )
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return _page(event, get_of(event, MeetingRepair, repair_id), stale=refusal.message), refusal.status
    if keeps:
        return go_to(
            url_for(".index", slug=slug, _anchor="repair"),
            _("Undone. Every meeting is back where it was; what was reported is kept for another proposal."),
        )
    return go_to(url_for(".repair", slug=slug, repair_id=repair_id), _("Undone. Every meeting is back where it was."))


def _sides(requests: Iterable[MeetingRequest]) -> set[int]:
    return {party for request in requests for party in (request.asker_id, request.asked_id)}


def _is_forced(row: Mapping[str, Any]) -> bool:
    """Whether the meeting could not stay where it was; else it makes room, or gets a place that it did not have."""
    return row["kind"] == DROPPED or row["why"].get("code") in ("away", "table")


def _tally(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Kind of row → how many of these the lists below show; in the order of the lists."""
    counted = Counter(row["kind"] for row in rows)
    return {kind: counted[kind] for kind in KINDS if counted[kind]}


def _page(event: Event, repair: MeetingRepair, *, stale: str = "") -> str:
    requests = list_requests_by_id(event.id, [row["request"] for row in repair.rows])
    names: dict[int, str] = {}
    for one in requests.values():
        names |= {party.id: organization_name(party.organization) for party in (one.asker, one.asked)}
    rows: list[dict[str, Any]] = []
    for row in repair.rows:
        request = requests.get(row["request"])
        if request is None:
            continue
        rows.append(
            {
                "kind": row["kind"],
                "request": request,
                "was": places_of([row["was"]])[0] if row["was"] else None,
                "now": places_of([row["now"]])[0] if row["now"] else None,
                "why": why(row, names),
            }
        )
    return render_template(
        "matchmaking/meeting_day/repair.html",
        event=event,
        repair=repair,
        rows=rows,
        groups=[(kind, words, [row for row in rows if row["kind"] == kind]) for kind, words in KINDS.items()],
        forced=_tally(row for row in repair.rows if _is_forced(row)),
        others=_tally(row for row in repair.rows if not _is_forced(row)),
        words_of=KINDS,
        proof=proof(repair.figures),
        readers=count_readers(event.id, _sides(requests.values())),
        stale=stale,
        tables={table.id: table.number for table in list_tables(event.id)},
    )
