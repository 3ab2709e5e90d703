"""What merged registrations said before is kept as long as the merge can be undone."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.keeping import Rows, kept_by_age
from eventmgr.office.duplicates.models import Merge
from eventmgr.tools.likeness.models import UNDONE_FOR

PERIODS = (
    kept_by_age(
        "merges",
        _l("Former content of merged registrations"),
        Rows(select(Merge).join(Event).where(Merge.before.is_not(None)), values={"before": {}}),
        since=Merge.merged_at,
        lasts=UNDONE_FOR + timedelta.resolution,  # at its last instant a merge can still be undone
        event=Event,
    ),
)
