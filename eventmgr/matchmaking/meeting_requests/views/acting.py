"""What all of a party's pages of requests share: bounded acts, what every page shows, where one goes afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_parties.access import Acting, acting_for
from eventmgr.matchmaking.meeting_parties.views import page
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.matchmaking.meeting_requests import queries
from eventmgr.matchmaking.meeting_requests.models import RequestSource
from eventmgr.matchmaking.meeting_requests.rules import Timing, answer_by, end_of, limits_of, timing_of
from eventmgr.matchmaking.meeting_requests.services import say_full
from eventmgr.matchmaking.meeting_requests.wording import facts_of
from eventmgr.tools.web.rate_limits.limits import limit

Result = TypeVar("Result")
_MOST_ACTS, _MOST_MESSAGES, _HOUR = 240, 30, 3600


def planned(token: str) -> tuple[Acting, MeetingPlan]:
    """Who acts, and the plan of the meetings.

    Raises:
        NotFound: the link opens nothing, or no meetings are planned.
    """
    acting = acting_for(token)
    plan = find_plan(acting.event.id)
    if plan is None:
        raise NotFound(_("No meetings are planned at this event."))
    return acting, plan


def source_of(acting: Acting) -> RequestSource:
    """The source that the request is recorded with."""
    return RequestSource.LIAISON if acting.liaison is not None else RequestSource.OWN


def count_act(acting: Acting, *, is_message: bool = False) -> None:
    """Count one act of the party.

    Raises:
        TooMany: it has acted too often within the hour.
    """
    key, most = ("meetings-message", _MOST_MESSAGES) if is_message else ("meetings-request", _MOST_ACTS)
    limit(f"{key}:{acting.party.id}", most=most, per_seconds=_HOUR, at=clock.now())


def act(acting: Acting, work: Callable[[], object], sentence: str, *, to: str) -> ResponseReturnValue:
    """Do what one button says, and go on at `to`: with the sentence, or with why not."""
    count_act(acting)
    try:
        write(work)
    except NotFound:
        raise
    except Refusal as refusal:
        flash(refusal.message, "danger")
    else:
        flash(sentence, "success")
    return redirect(_back(acting) or to, 303)


def _back(acting: Acting) -> str:
    """The page of this party from which the button was pressed, as the form says it; empty: none."""
    there = request.form.get("back", "")
    home = url_for("meetings_own.index", token=acting.token)
    return there if there.startswith(home) and not urlsplit(there).netloc and len(there) < 2000 else ""


def shown(template: str, acting: Acting, plan: MeetingPlan, status: int = 200, **values: Any) -> Response:
    """One of these pages; every one says how many meetings the party has of how many, and whether requests are open."""
    party, event, at = acting.party, acting.event, clock.now()
    first_start = queries.find_first_start(event.id)
    load = queries.count_loads([party.id])[party.id]
    timing, limits = timing_of(plan, first_start, at=at), limits_of(plan, party)
    own_full = say_full(limits.maximum, load) if timing is Timing.OPEN else ""
    return page(
        template,
        acting,
        status,
        plan=plan,
        load=load,
        limits=limits,
        own_full=own_full,
        asks=timing is Timing.OPEN and not own_full,
        waiting=queries.count_incoming(party.id),
        is_open=timing is Timing.OPEN,
        is_over=timing is Timing.OVER,
        until=end_of(plan, first_start),
        answer_by=lambda one: answer_by(plan, first_start, one.expires_at),
        facts=facts_of,
        now=at,
        **values,
    )
