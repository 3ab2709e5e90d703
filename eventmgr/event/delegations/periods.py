"""Liaisons are kept as long as the record of attendance, so that next year's event can take them over."""

from __future__ import annotations

from datetime import datetime

from eventmgr.event.delegations import queries, services, statements
from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.periods import months_later


def _over(at: datetime) -> list[queries.Kept]:
    return [row for row in queries.list_kept(ended_before=at) if months_later(row.ends_at, row.months) <= at]


def _due(at: datetime) -> list[Due]:
    return [Due(row.slug, months_later(row.ends_at, row.months), row.number) for row in _over(at)]


def delete_liaisons(at: datetime, limit: int) -> int:
    """At most `limit` liaisons go, with the e-mails to them; what their units have said stays."""
    done = 0
    for row in _over(at):
        if done < limit:
            ids = [one.id for one in queries.list_of_event(row.event_id, limit=limit - done)]
            services.forget(ids)
            statements.delete_liaisons(ids)
            done += len(ids)
    return done


PERIODS = (Period("liaisons", _l("Delegation liaisons"), _due, delete_liaisons),)
