"""Deadlines of listings as entries of a calendar. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, localized
from eventmgr.ground.settings import home_zone
from eventmgr.matchmaking.listings.content.deadlines import APPLY, NEEDED, VALID, deadline_uid, deadlines_of
from eventmgr.matchmaking.listings.models import GoneDeadline, Listing, Side
from eventmgr.tools.feeds.calendars import NOTICE
from eventmgr.tools.ical import Entry


def deadline_entries(event: Event | None, listings: Sequence[Listing], *, base_url: str, since: date) -> list[Entry]:
    """Of each listing of the event, or of none, until when it is valid, by when something is needed and until when a
    subsidy can be applied for, as half hours that end with that day in China; what is over since before `since` is left
    out.

    Of one listing every deadline is an entry of its own, whose UID never changes; its number rises when the listing's
    side, title, fields or last day change, and with nothing else.
    """
    return [
        Entry(
            uid=deadline_uid(event, listing.id, key),
            sequence=listing.calendar_version,
            starts_at=_end_of(day) - NOTICE,
            ends_at=_end_of(day),
            zone=home_zone(),
            summary=_titled(_names()[key], listing.side, localized(listing.title)),
            last_modified=listing.calendar_changed_at or listing.created_at,
            description=_address(event, listing, base_url),
            url=_address(event, listing, base_url),
            created_at=listing.created_at,
            categories=(_("Deadline"),),
            related_to=event.uid if event is not None else "",
        )
        for listing in listings
        for key, day in deadlines_of(listing)
        if day >= since
    ]


def gone_entries(event: Event, gone: Sequence[GoneDeadline], *, base_url: str) -> list[Entry]:
    """Of each deadline that holds no longer a cancelled entry in place of the one that was told. It names no listing:
    what was withdrawn, or is read by some alone, is not told again."""
    page = f"{base_url}/events/{event.slug}/listings/"
    return [
        _cancelled(
            deadline.uid,
            deadline.sequence,
            deadline.key,
            deadline.side,
            starts_at=_end_of(deadline.day) - NOTICE,
            changed_at=deadline.gone_at,
            created_at=deadline.gone_at,
            page=page,
            event=event,
        )
        for deadline in gone
    ]


def withdrawn_entries(listings: Sequence[Listing], *, base_url: str) -> list[Entry]:
    """Of listings of no event that not everybody reads any more a cancelled entry for each deadline that may have been
    told, at the instant of the last change; it names no listing."""
    return [
        _cancelled(
            deadline_uid(None, listing.id, key),
            listing.calendar_version,
            key,
            listing.side,
            starts_at=listing.updated_at,
            changed_at=listing.updated_at,
            created_at=listing.created_at,
            page=f"{base_url}/listings/",
        )
        for listing in listings
        for key in _names()
    ]


def _cancelled(
    uid: str,
    sequence: int,
    key: str,
    side: Side,
    *,
    starts_at: datetime,
    changed_at: datetime,
    created_at: datetime,
    page: str,
    event: Event | None = None,
) -> Entry:
    """In place of a deadline that was told; it names no listing."""
    untold = _("no longer public")
    return Entry(
        uid=uid,
        sequence=sequence,
        starts_at=starts_at,
        ends_at=starts_at + NOTICE,
        zone=home_zone(),
        summary=_("Cancelled: %(title)s", title=_titled(_names()[key], side, untold)),
        last_modified=changed_at,
        description=page,
        url=page,
        status="CANCELLED",
        created_at=created_at,
        categories=(_("Deadline"),),
        related_to=event.uid if event is not None else "",
    )


def _names() -> dict[str, str]:
    return {VALID: _("Valid until"), NEEDED: _("Needed by"), APPLY: _("Apply by")}


def _titled(what: str, side: Side, title: str) -> str:
    return _("%(what)s: %(side)s: %(title)s", what=what, side=side.label, title=title)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(home_zone())) + timedelta(days=1)


def _address(event: Event | None, listing: Listing, base_url: str) -> str:
    if event is None:
        return f"{base_url}/listings/{listing.id}/"
    return f"{base_url}/events/{event.slug}/listings/{listing.id}/"
