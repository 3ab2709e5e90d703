"""Contacts of deals are kept as long as the record of attendance; what was agreed, and between whom, stays."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.periods import months_later
from eventmgr.matchmaking.outcomes.deals import queries
from eventmgr.matchmaking.outcomes.deals.forgetting import forget_contacts_of


def _over(at: datetime) -> list[queries.Kept]:
    return [row for row in queries.list_kept(ended_before=at) if months_later(row.ends_at, row.months) <= at]


def _due(at: datetime) -> list[Due]:
    return [Due(row.slug, months_later(row.ends_at, row.months), row.number) for row in _over(at)]


def delete_contacts(at: datetime, limit: int) -> int:
    """At most `limit` sides name nobody any more."""
    done = 0
    for row in _over(at):
        if done < limit:
            done += forget_contacts_of(row.event_id, limit=limit - done, at=at)
    return done


PERIODS = (Period("deal_contacts", _l("Contacts of deals"), _due, delete_contacts),)
