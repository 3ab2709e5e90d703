"""How long it is kept who entered an organization: a week unconfirmed, six months after the decision."""

from __future__ import annotations

from datetime import datetime, timedelta

from eventmgr.exchange.entries import queries, services
from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.periods import months_later
from eventmgr.tools.log.services import SYSTEM, Act

UNCONFIRMED_DAYS, KEPT_MONTHS = 7, 6


def _before(at: datetime) -> tuple[datetime, datetime]:
    return at - timedelta(days=UNCONFIRMED_DAYS), months_later(at, -KEPT_MONTHS)


def _due(at: datetime) -> list[Due]:
    number, first = queries.count_old(*_before(at))
    return [Due("", first, number)] if first is not None else []


def delete_some(at: datetime, limit: int) -> int:
    """At most `limit` of them lose who entered them."""
    old = queries.list_old(*_before(at), limit=limit)
    for entry in old:
        services.forget(entry, act=Act(SYSTEM, at))
    return len(old)


PERIODS = (Period("organization_entries", _l("People who entered an organization"), _due, delete_some),)
