"""What visitors wrote in their own words is kept as long as the record of attendance; the report's words stay."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.periods import months_later
from eventmgr.programme.study_visits.queries import Kept, list_kept, list_worded
from eventmgr.programme.study_visits.services import forget_findings


def _over(at: datetime) -> list[Kept]:
    return [row for row in list_kept(ended_before=at) if months_later(row.ends_at, row.months) <= at]


def _due(at: datetime) -> list[Due]:
    return [Due(row.slug, months_later(row.ends_at, row.months), row.number) for row in _over(at)]


def delete_words(at: datetime, limit: int) -> int:
    """At most `limit` findings lose their person and own words."""
    done = 0
    for row in _over(at):
        if done < limit:
            findings = list_worded(row.event_id, limit=limit - done)
            forget_findings(findings)
            done += len(findings)
    return done


PERIODS = (Period("visit_findings", _l("Findings of visitors in their own words"), _due, delete_words),)
