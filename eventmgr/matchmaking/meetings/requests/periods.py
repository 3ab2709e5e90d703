"""What parties wrote each other goes with what is known of the people of the event; that they met stays."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.periods import months_later
from eventmgr.matchmaking.meetings.requests import queries, statements
from eventmgr.matchmaking.meetings.requests.queries import Kept


def _over(at: datetime) -> list[Kept]:
    return [row for row in queries.list_kept(ended_before=at) if months_later(row.ends_at, row.months) <= at]


def _due(at: datetime) -> list[Due]:
    return [Due(row.slug, months_later(row.ends_at, row.months), row.number) for row in _over(at)]


def delete_written(at: datetime, limit: int) -> int:
    """At most `limit` messages go, and the words of requests."""
    done = 0
    for row in _over(at):
        if done < limit:
            messages, requests = queries.list_written(row.event_id, limit=limit - done)
            statements.delete_messages(messages)
            statements.blank_words(requests)
            done += len(messages) + len(requests)
    return done


PERIODS = (Period("meeting_messages", _l("Messages and words in meeting requests"), _due, delete_written),)
