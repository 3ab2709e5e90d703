"""What becomes of the plan of quotas when an event is copied, its delegations change, or its dates are moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask, url_for

from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import Oddity, OddityRule
from eventmgr.event.events.signals import deadlines_moved, event_changed, event_cloned
from eventmgr.event.quotas.models import QuotaPlan
from eventmgr.event.quotas.planning import services
from eventmgr.event.quotas.queries import get_plan, is_limited_twice
from eventmgr.ground.db import db
from eventmgr.ground.i18n import _
from eventmgr.tools.log.services import Act, Changes


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    event_cloned.connect(_on_event_cloned)
    event_changed.connect(_on_event_changed)
    deadlines_moved.connect(_on_deadlines_moved)


def oddities(event: Event) -> list[Oddity]:
    """Quotas and pool that are more than the event has places."""
    if event.capacity is None:
        return []
    quotas, pool = sum(unit.quota or 0 for unit in event.units), get_plan(event).pool
    if quotas + pool <= event.capacity:
        return []
    text = _(
        "The quotas of the delegations are %(quotas)s places, with the common pool %(sum)s; the event has %(capacity)s. Lower"
        " the quotas, or raise the capacity.",
        quotas=quotas,
        sum=quotas + pool,
        capacity=event.capacity,
    )
    return [Oddity(text, url_for("quotas_manage.index", slug=event.slug), "quotas.edit", figure="quota_sum")]


SUMS = OddityRule(is_limited_twice, oddities)


def _on_event_cloned(copy: Event, *, source: Event, **_more: object) -> None:
    """Pool, cells and rules; unused places have not gone back yet, and when they will is set anew."""
    plan = db.session.get(QuotaPlan, source.id)
    if plan is not None:
        kept = {"pool": plan.pool, "cells": list(plan.cells)}
        db.session.add(QuotaPlan(event_id=copy.id, **kept))


def _on_event_changed(event: Event, *, changes: Changes, **_more: object) -> None:
    """Cells of a delegation that is no longer invited go with it."""
    plan = db.session.get(QuotaPlan, event.id) if "units" in changes else None
    if plan is not None:
        invited = {unit.unit_code for unit in event.units}
        plan.cells = [cell for cell in plan.cells if cell["unit"] in invited]


def _on_deadlines_moved(event: Event, *, shift: Callable[[datetime], datetime], act: Act) -> None:
    """Unused places go back so much earlier or later."""
    services.move_return(event, shift, act=act)
