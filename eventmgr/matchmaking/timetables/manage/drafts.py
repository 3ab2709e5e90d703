"""Drafts side by side, and the page of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import Event
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_plans.access import EDIT, READ, planned_for
from eventmgr.matchmaking.meeting_plans.labels import say_rule
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.timetables import queries, sayings, services
from eventmgr.matchmaking.timetables.manage.blueprint import bp, done_here
from eventmgr.matchmaking.timetables.manage.forms import OrderForm
from eventmgr.matchmaking.timetables.models import CHANGEABLE, UNFINISHED, DraftState, TimetableDraft
from eventmgr.tools.taxonomy import find_province
from eventmgr.tools.web.pages import Answer, submit
from eventmgr.tools.web.requests.parameters import query

_SHOWN = 50
"""Meetings without a place on one page."""


@bp.route("/", methods=["GET", "POST"])
def index(slug: str) -> ResponseReturnValue:
    """All drafts with their figures, what was published, and the form for a new draft."""
    event, plan = planned_for(slug, READ)
    drafts = queries.list_drafts(event.id)
    form = OrderForm(data={"seconds": "20", "keeps": "locked"})
    form.prepare(drafts)
    if form.is_submitted():
        event, plan = planned_for(slug, EDIT)

    def order() -> Answer:
        draft = services.order(event, form.order(), act=act_now())
        return Answer(url_for(".show", slug=slug, number=draft.number), _("The draft is being made."))

    if answer := submit(form, order, makes=f"timetable:{event.id}"):
        return answer
    answer = make_response(
        render_template(
            "matchmaking/timetables/index.html",
            event=event,
            plan=plan,
            form=form,
            drafts=drafts,
            proofs={draft.number: sayings.proof(draft.figures) for draft in drafts if draft.figures},
            publications=queries.list_publications(event.id),
            changeable=CHANGEABLE,
            unfinished=UNFINISHED,
        ),
        form.status,
    )
    if not form.is_submitted() and any(draft.state in UNFINISHED for draft in drafts):
        answer.headers["Refresh"] = "5"
    return answer


@bp.route("/<int:number>/")
def show(slug: str, number: int) -> ResponseReturnValue:
    """One draft: its figures, what has no place and why, promises not kept, prices of coverage."""
    event, plan = planned_for(slug, READ)
    draft = queries.get_draft(event, number)
    if draft.state in UNFINISHED:
        answer = make_response(
            render_template(
                "matchmaking/timetables/running.html",
                event=event,
                draft=draft,
                is_queued=draft.state is DraftState.QUEUED,
            )
        )
        answer.headers["Refresh"] = "2"
        return answer
    return make_response(
        render_template(
            "matchmaking/timetables/show.html",
            event=event,
            draft=draft,
            plan=plan,
            changeable=CHANGEABLE,
            proof=sayings.proof(draft.figures),
            **_unscheduled(event, draft),
            unmet=_unmet(event, plan, draft),
            prices=draft.figures.get("prices", []),
            rules=[say_rule(rule) for rule in plan.coverage],
        )
    )


@bp.route("/<int:number>/stop", methods=["POST"])
def stop(slug: str, number: int) -> ResponseReturnValue:
    """End the search with the best so far."""
    event, _plan = planned_for(slug, EDIT)
    draft = write(lambda: services.stop(event, number, act=act_now()))
    if draft.state is DraftState.DISCARDED:
        return done_here(_("The draft has been discarded before work on it began."), ".index", slug=slug)
    return done_here(_("The search ends with what it has."), ".show", slug=slug, number=number)


@bp.route("/<int:number>/discard", methods=["POST"])
def discard(slug: str, number: int) -> ResponseReturnValue:
    """Discard the draft."""
    event, _plan = planned_for(slug, EDIT)
    write(lambda: services.discard(event, number, act=act_now()))
    return done_here(_("The draft has been discarded."), ".index", slug=slug)


@bp.route("/<int:number>/copy", methods=["POST"])
def copy(slug: str, number: int) -> ResponseReturnValue:
    """A draft of its own with the same places."""
    event, _plan = planned_for(slug, EDIT)
    draft = write(lambda: services.copy(event, number, act=act_now()))
    return done_here(_("The draft has been copied."), ".show", slug=slug, number=draft.number)


@bp.route("/published")
def published(slug: str) -> ResponseReturnValue:
    """The draft that was published last, if it is still there; else all of them."""
    event, _plan = planned_for(slug, READ)
    last = queries.find_last_publication(event.id)
    draft = queries.find_draft_by_id(last.draft_id) if last is not None and last.draft_id is not None else None
    if draft is None or draft.state not in CHANGEABLE:
        return redirect(url_for(".index", slug=slug), 303)
    return redirect(url_for(".grid", slug=slug, number=draft.number), 303)


def _unscheduled(event: Event, draft: TimetableDraft) -> dict[str, object]:
    """The meetings without a place from `after` on: who, why, and the cheapest exchange; those of organizations that
    are never there are one line for each of these, on the first page."""
    after = int(query.text("after")) if query.text("after").isdecimal() else 0
    gone = {row["request"]: end for row in draft.unscheduled if (end := _never_there(row)) is not None}
    rows = [row for row in draft.unscheduled if row["request"] > after and row["request"] not in gone]
    shown = rows[:_SHOWN]
    wanted = {row["request"] for row in shown} | (set() if after else gone.keys())
    for row in shown:
        told = row.get("exchange")
        if told:
            wanted |= {*told["drop"], *(moved[0] for moved in told["move"])}
    sides = queries.list_sides(event.id, wanted)
    both = {request: pair.both for request, pair in sides.items()}
    absent = Counter(
        (pair.asker_name if end == "a" else pair.asked_name)
        for request, end in gone.items()
        if (pair := sides.get(request)) is not None
    )
    told_rows = []
    for row in shown:
        pair = sides.get(row["request"])
        if pair is None:
            continue
        names = {pair.asker: pair.asker_name, pair.asked: pair.asked_name}
        exchange = row.get("exchange")
        told_rows.append(
            {
                "request": row["request"],
                "both": pair.both,
                "why": sayings.reason(row, names, (pair.asker, pair.asked), event.timezone),
                "label": sayings.exchange_label(exchange) if exchange else "",
                "does": sayings.exchange(exchange, both, event.timezone) if exchange else "",
                "is_proved": bool(exchange and exchange["proved"]),
                "fits": row["reason"] == "fits",
            }
        )
    return {
        "unscheduled": told_rows,
        "absent": absent.most_common(),
        "missing": len(draft.unscheduled),
        "next_after": shown[-1]["request"] if len(rows) > _SHOWN else None,
    }


def _never_there(row: Mapping[str, Any]) -> str | None:
    """Which side, `a` or `b`, is not there in any slot, where that is why the meeting has no place."""
    if row["reason"] != "no_common_slot":
        return None
    return next((end for end in ("a", "b") if not row["detail"][end]), None)


def _unmet(event: Event, plan: MeetingPlan, draft: TimetableDraft) -> list[dict[str, object]]:
    """Promises that are not kept: whose, what, how many there are."""
    unmet = draft.figures.get("unmet", [])[:_SHOWN]
    names = queries.find_names({row["who"] for row in unmet if isinstance(row["who"], int)})
    sides = {str(one.id): localized(one.name) for one in event.region_sets}
    described = []
    for row in unmet:
        rule = plan.coverage[row["rule"]] if row["rule"] is not None and row["rule"] < len(plan.coverage) else None
        words = say_rule(rule) if rule else _("guaranteed meetings")
        who = row["who"]
        if isinstance(who, int):
            name = names.get(who, "–")
        else:
            province = find_province(who)
            short = (province.short_zh if language() == "zh" else province.short_en) if province else who
            name = sides.get(who) or short
        described.append(
            {
                "who": name,
                "promise": words,
                "rule": rule["name"] if rule else "",
                "wanted": row["wanted"],
                "has": row["has"],
            }
        )
    return described
