"""Who keeps the page of an organization is forgotten once they have done nothing for three years."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.periods import months_later
from eventmgr.matchmaking.listings import queries, services

KEPT_MONTHS = 36


def _due(at: datetime) -> list[Due]:
    before = months_later(at, -KEPT_MONTHS)
    number, first = queries.get_number_idle(before)
    return [Due("", first, number)] if first is not None else []


def delete_idle(at: datetime, limit: int) -> int:
    """At most `limit` of them go, with the e-mails to them; what they wrote stays the organization's."""
    keepers = queries.list_idle(months_later(at, -KEPT_MONTHS), limit=limit)
    services.forget(keepers)
    return len(keepers)


PERIODS = (Period("profile_keepers", _l("Keepers of an organization's page"), _due, delete_idle),)
