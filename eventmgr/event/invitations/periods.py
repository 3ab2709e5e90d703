"""Names and addresses of invited people go some months after the event; that they were invited stays."""

from __future__ import annotations

from datetime import datetime

from eventmgr.event.invitations import queries
from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.periods import TRAVEL_MONTHS, months_later
from eventmgr.tools.messages.services import forget_about


def _due(at: datetime) -> list[Due]:
    return [
        Due(row.slug, months_later(row.ends_at, TRAVEL_MONTHS), len(queries.list_named(row.event_id, limit=10_000)))
        for row in _over(at)
    ]


def _over(at: datetime) -> list[queries.Kept]:
    return [row for row in queries.list_kept(ended_before=at) if months_later(row.ends_at, TRAVEL_MONTHS) <= at]


def delete_invited(at: datetime, limit: int) -> int:
    """Name and address of at most `limit` invitations go."""
    done = 0
    for row in _over(at):
        if done < limit:
            invitations = queries.list_named(row.event_id, limit=limit - done)
            forget_about([f"event_invitation:{invitation.id}" for invitation in invitations])
            for invitation in invitations:
                invitation.name = invitation.email = ""
            done += len(invitations)
    return done


PERIODS = (Period("invitations", _l("Names and addresses of invited people"), _due, delete_invited),)
