"""Who represented whom, and who interpreted, is kept as long as the record of attendance; what organizations agreed on stays."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.periods import months_later
from eventmgr.matchmaking.meetings.parties import queries, statements
from eventmgr.matchmaking.meetings.parties.queries.keeping import Kept


def _over(at: datetime) -> list[Kept]:
    return [row for row in queries.list_kept(ended_before=at) if months_later(row.ends_at, row.months) <= at]


def _due(at: datetime) -> list[Due]:
    return [Due(row.slug, months_later(row.ends_at, row.months), row.number) for row in _over(at)]


def delete_named(at: datetime, limit: int) -> int:
    """At most `limit` representatives, interpreters and moderators go, with what they noted beside absences."""
    done = 0
    for row in _over(at):
        if done < limit:
            seats, helpers = queries.list_named(row.event_id, limit=limit - done)
            statements.delete_representatives(seats)
            statements.delete_helpers(helpers)
            done += len(seats) + len(helpers)
    return done


PERIODS = (
    Period("meeting_people", _l("Representatives, interpreters and moderators of meetings"), _due, delete_named),
)
