"""Deadlines that everybody was told and that hold no longer stay in calendars as cancelled for a while."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.matchmaking.listings import queries, statements
from eventmgr.matchmaking.listings.content.deadlines import deadline_uid, public_deadlines
from eventmgr.matchmaking.listings.content.drafts import day_of
from eventmgr.matchmaking.listings.models import GoneDeadline, Listing

ShownDays = Mapping[int, Mapping[str, date]]
"""Number of a listing → what everybody is told of its deadlines."""
KEPT = timedelta(days=7)
"""So long after its day a deadline that is gone is told to those who have it in their calendars."""


def shown_days(listings: Iterable[Listing]) -> ShownDays:
    """What everybody is told of the deadlines of these listings now."""
    return {one.id: public_deadlines(one) for one in listings}


def follow_deadlines(event: Event | None, listings: Iterable[Listing], before: ShownDays, *, at: datetime) -> None:
    """Deadlines to come that were told before and are not any more are noted as gone, those that are told again are
    gone no longer; the calendar number of their listing rises. The event must be locked; those of no event stand in no
    calendar."""
    if event is None:
        return
    changed = [one for one in listings if dict(before.get(one.id, {})) != public_deadlines(one)]
    noted = {row.uid: row for row in queries.list_gone_of(event.id, [one.id for one in changed])}
    for listing in changed:
        now, was = public_deadlines(listing), before.get(listing.id, {})
        gone = {key: day for key, day in was.items() if key not in now and day >= day_of(at)}
        back = [noted[uid] for uid in (deadline_uid(event, listing.id, key) for key in now) if uid in noted]
        if gone or back:
            listing.calendar_version = 1 + max([listing.calendar_version, *(row.sequence for row in back)])
            listing.calendar_changed_at = at
        for row in back:
            db.session.delete(row)
        db.session.add_all(_gone(event, listing, key, day, at=at) for key, day in gone.items())
    db.session.flush()


def _gone(event: Event, listing: Listing, key: str, day: date, *, at: datetime) -> GoneDeadline:
    """Nothing of what the listing said but what narrows a calendar."""
    return GoneDeadline(
        uid=deadline_uid(event, listing.id, key),
        event_id=event.id,
        listing_id=listing.id,
        key=key,
        day=day,
        sequence=listing.calendar_version,
        side=listing.side,
        kind=listing.kind,
        province_code=listing.organization.province_code,
        topic_id=listing.topic_id,
        sector_codes=list(listing.sector_codes),
        domestic_replacement=listing.domestic_replacement,
        free_of_charge=listing.free_of_charge,
        gone_at=at,
    )


def drop_gone(*, at: datetime) -> None:
    """What has been told long enough is gone for good."""
    statements.delete_gone(before=day_of(at) - KEPT)
