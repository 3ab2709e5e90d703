"""Days of a list as a calendar. Pure but for the language spoken and the home zone."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from eventmgr.ground.i18n import LANGUAGE_TAGS, language
from eventmgr.ground.settings import home_zone
from eventmgr.tools import ical
from eventmgr.tools.feeds.place import FeedPlace
from eventmgr.tools.ical import Entry
from eventmgr.tools.ical.zones import years_of

KEPT = timedelta(days=35)
"""So long after it a date or the end of an event stays in a public calendar."""
NOTICE = timedelta(minutes=30)
"""So long is the entry of a day: a last day ends with it, a first one begins."""
_REFRESH = timedelta(hours=12)


def calendar_of(
    place: FeedPlace, entries: Sequence[Entry], *, name: str, description: str
) -> tuple[bytes, datetime | None]:
    """The calendar of these entries, and the latest change of one; None where there is none."""
    body = ical.calendar(
        name,
        ical.vevents(entries),
        zones=[home_zone()],
        uid=str(uuid.uuid5(uuid.NAMESPACE_URL, place.address)),
        years=years_of((entry.starts_at, entry.ends_at) for entry in entries),
        url=place.address,
        page=place.page,
        description=description,
        language=LANGUAGE_TAGS[language()],
        refresh=_REFRESH,
    )
    return body, max((entry.last_modified for entry in entries), default=None)
