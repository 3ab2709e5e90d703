"""Pool and cells of an event, places that move between delegations, unused ones that go back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.events.services.changing import changing, name_of
from eventmgr.event.forms.participant_types.types import Types
from eventmgr.event.quotas.allocation import Plan, QuotaCell
from eventmgr.event.quotas.labels import RETURNS_AT, cell_words
from eventmgr.event.quotas.models import QuotaPlan
from eventmgr.event.quotas.queries import get_allocation, get_plan, list_quotas
from eventmgr.event.quotas.signals import quotas_changed
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, language
from eventmgr.ground.jobs.services import enqueue
from eventmgr.tools.log.services import Act, Changes, record
from eventmgr.tools.taxonomy import get_unit

RETURN = "quotas.return_unused"
POOL = ""
"""Where places of no delegation are, among the codes of units."""


def set_plan(event: Event, *, pool: int, cells: Sequence[QuotaCell], returns_at: datetime | None, act: Act) -> Changes:
    """The common pool, the cells, and when unused places go to the pool; what changed.

    Raises:
        Refusal: a cell's floor is above its ceiling, or floors come to more than the quota of their delegation.
    """
    lock(event)
    check_cells(cells, list_quotas(event.id), types_of(event))
    row = _plan_row(event)
    before = _recorded(get_plan(event))
    if row.returns_at != returns_at:
        row.returns_at, row.returned_at = returns_at, None
        if returns_at is not None:
            enqueue(RETURN, {"event": event.id}, at=max(returns_at, act.at))
    row.pool, row.cells = pool, [cell.stored() for cell in cells]
    db.session.flush()
    after = _recorded(get_plan(event))
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changes:
        record(act, "quotas_planned", event, event_id=event.id, object_name=name_of(event), changes=changes)
        quotas_changed.send(event, act=act)
    return changes


def list_dates(event: Event) -> list[tuple[str, datetime]]:
    """When unused places go back, if that is still to come: it moves along with the event."""
    plan = get_plan(event)
    return [(str(RETURNS_AT), plan.returns_at)] if plan.returns_at and plan.returned_at is None else []


def move_return(event: Event, shift: Callable[[datetime], datetime], *, act: Act) -> None:
    """Unused places go back where `shift` puts that; once they have, nothing moves. The event must be locked."""
    row = db.session.get(QuotaPlan, event.id, populate_existing=True)
    if row is None or row.returns_at is None or row.returned_at is not None:
        return
    before, row.returns_at = row.returns_at, shift(row.returns_at)
    enqueue(RETURN, {"event": event.id}, at=max(row.returns_at, act.at))
    changes: Changes = {"returns_at": [before.isoformat(), row.returns_at.isoformat()]}
    record(act, "quotas_planned", event, event_id=event.id, object_name=name_of(event), changes=changes)


def check_cells(cells: Sequence[QuotaCell], quotas: Mapping[str, int | None], types: Types) -> None:
    """Whether these cells can be kept together.

    Raises:
        Refusal: a floor above its ceiling, one cell twice, or floors beyond the quota.
    """
    reserved: Counter[tuple[str, str]] = Counter()
    seen = set()
    for cell in cells:
        about = {"unit": get_unit(cell.unit).name(language()), "cell": cell_words(cell, language(), types)}
        if (cell.unit, cell.by, cell.value) in seen:
            raise Refusal(_("%(unit)s, “%(cell)s” appears twice. Keep one of the rows.", **about), field="rows")
        seen.add((cell.unit, cell.by, cell.value))
        if cell.ceiling is not None and cell.floor > cell.ceiling:
            raise Refusal(
                _(
                    "%(unit)s, “%(cell)s”: at least %(floor)s and at most %(ceiling)s contradict each other.",
                    floor=cell.floor,
                    ceiling=cell.ceiling,
                    **about,
                ),
                field="rows",
            )
        reserved[cell.unit, cell.by] += cell.floor
        quota = quotas.get(cell.unit)
        if quota is not None and reserved[cell.unit, cell.by] > quota:
            raise Refusal(
                _(
                    "%(unit)s: the places to be kept come to %(kept)s, its quota is %(quota)s. Keep fewer, or raise the quota.",
                    unit=about["unit"],
                    kept=reserved[cell.unit, cell.by],
                    quota=quota,
                ),
                field="rows",
            )


def move_places(event: Event, source: str, target: str, n: int, *, reason: str, act: Act) -> None:
    """Take `n` unused places from a unit, or the pool (`POOL`), and give them to another, or to the pool.

    Raises:
        Refusal: there is no such quota, it has fewer unused places, or no reason is given.
    """
    if not reason:
        raise Refusal(_("Enter the reason. It is kept in the change log."), field="reason")
    if source == target:
        raise Refusal(_("Choose another receiver: the places would stay where they are."), field="target")
    beside: dict[str, list[object]] = {}
    with changing(event, ("units",), act=act, action="places_moved", reason=reason, beside=beside):
        plan, allocation = _plan_row(event), get_allocation(event)
        free = allocation.pool_left if source == POOL else allocation.unused(source)
        if source != POOL and allocation.quota(source) is None:
            raise _no_quota(source, "source")
        if n > free:
            raise Refusal(
                _(
                    "%(name)s has %(num)s unused places. Move no more than those.",
                    name=place_name(source),
                    num=free,
                ),
                field="n",
            )
        if target != POOL and allocation.quota(target) is None:
            raise _no_quota(target, "target")
        for unit in event.units:
            if unit.quota is not None:
                unit.quota += {source: -n, target: n}.get(unit.unit_code, 0)
        before = plan.pool
        plan.pool += {source: -n, target: n}.get(POOL, 0)
        if plan.pool != before:
            beside["pool"] = [before, plan.pool]
        db.session.flush()
    quotas_changed.send(event, act=act)


def return_unused(event: Event, *, act: Act) -> int:
    """What delegations have not used goes to the pool: how many places did. Places for those who wait for a decision or
    are on the waiting list stay their delegation's."""
    beside: dict[str, list[object]] = {}
    with changing(event, ("units",), act=act, action="places_returned", beside=beside):
        plan, allocation, returned = _plan_row(event), get_allocation(event), 0
        for unit in event.units:
            if unit.quota is not None:
                free = allocation.unused(unit.unit_code)
                unit.quota -= free
                returned += free
        if returned:
            beside["pool"] = [plan.pool, plan.pool + returned]
        plan.pool += returned
        plan.returned_at = act.at if plan.returns_at is not None and plan.returns_at <= act.at else plan.returned_at
        db.session.flush()
    if returned:
        quotas_changed.send(event, act=act)
    return returned


def place_name(code: str) -> str:
    """A delegation, or the pool."""
    return get_unit(code).name(language()) if code else _("Common pool")


def _no_quota(code: str, field: str) -> Refusal:
    return Refusal(
        _("%(unit)s has no quota. Set one in the settings first.", unit=get_unit(code).name(language())), field=field
    )


def _plan_row(event: Event) -> QuotaPlan:
    row = db.session.get(QuotaPlan, event.id)
    if row is None:
        row = QuotaPlan(event_id=event.id, pool=0, cells=[])
        db.session.add(row)
        db.session.flush()
    return row


def _recorded(plan: Plan) -> dict[str, object]:
    return {
        "pool": plan.pool,
        "quota_cells": [cell.stored() for cell in plan.cells],
        "returns_at": plan.returns_at.isoformat() if plan.returns_at else None,
    }
