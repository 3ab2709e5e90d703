"""Lists for recipients, and who stood in them, go with the registrations they were made of."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.periods import months_later
from eventmgr.office.disclosures import queries, statements


def _over(at: datetime) -> list[queries.Kept]:
    return [row for row in queries.list_kept(ended_before=at) if months_later(row.ends_at, row.months) <= at]


def _due(at: datetime) -> list[Due]:
    return [Due(row.slug, months_later(row.ends_at, row.months), row.number) for row in _over(at)]


def delete_lists(at: datetime, limit: int) -> int:
    """At most `limit` lists go, with the record of their copies; the change log keeps that they were made and opened."""
    done = 0
    for row in _over(at):
        if done < limit:
            ids = queries.list_ids(row.event_id, limit=limit - done)
            statements.delete_disclosures(ids)
            done += len(ids)
    return done


PERIODS = (Period("disclosures", _l("Lists for recipients"), _due, delete_lists),)
