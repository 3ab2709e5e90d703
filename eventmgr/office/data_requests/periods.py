"""Wishes to delete that a legal hold has stopped are carried out once it does no longer."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.office.data_requests import queries, services


def _due(at: datetime) -> list[Due]:
    counts = Counter(request.registration.event.slug for request in queries.list_wishes())
    return [Due(slug, at, number) for slug, number in sorted(counts.items())]


def carry_out_some(at: datetime, limit: int) -> int:
    """At most `limit` of them."""
    wishes = queries.list_wishes(limit=limit)
    for request in wishes:
        services.carry_out(request, at=at)
    return len(wishes)


PERIODS = (Period("wishes", _l("People who have deleted their information during a legal hold"), _due, carry_out_some),)
