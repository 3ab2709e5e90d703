"""Where a call stands on a day. Pure."""

from __future__ import annotations

from datetime import date

from eventmgr.exchange.calls.models import CallAudience, CallStage, CallState, CaseCall


def stage_of(call: CaseCall, *, day: date) -> CallStage:
    """Where it stands on that day; the last day still belongs to it."""
    if call.state is not CallState.PUBLISHED:
        return CallStage(call.state.value)
    if day < call.opens_on:
        return CallStage.COMING
    return CallStage.OPEN if day <= call.closes_on else CallStage.CLOSED


def is_open(call: CaseCall, *, day: date) -> bool:
    """Whether it takes submissions on that day."""
    return stage_of(call, day=day) is CallStage.OPEN


def takes_from_everybody(call: CaseCall, *, day: date) -> bool:
    """Whether an organization may submit by itself then."""
    return is_open(call, day=day) and call.audience is CallAudience.EVERYBODY
