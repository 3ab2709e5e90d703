"""How long it is kept who asked the desk."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import current_app

from eventmgr.exchange.desk import queries, services
from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.tools.log.services import SYSTEM, Act

_MONTH = timedelta(days=30)


def closed_before(at: datetime) -> datetime:
    """Requests that were closed until then are over their time."""
    return at - int(current_app.config["DESK_RETENTION_MONTHS"]) * _MONTH


def _due(at: datetime) -> list[Due]:
    number, first = queries.count_old(closed_before(at))
    return [Due("", first + (at - closed_before(at)), number)] if number and first else []


def delete_some(at: datetime, limit: int) -> int:
    """At most `limit` of them lose who asked and what was said; the figures stay."""
    old = queries.list_old(closed_before(at), limit=limit)
    for request in old:
        services.forget(request, act=Act(SYSTEM, at))
    return len(old)


PERIODS = (Period("desk_requests", _l("People who asked the desk, and what they wrote"), _due, delete_some),)
