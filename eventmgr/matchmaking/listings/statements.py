"""Set-based writes about listings and profiles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete

from eventmgr.ground.db import db, insert_into
from eventmgr.matchmaking.listings.models import (
    GoneDeadline,
    Listing,
    ListingSettings,
    NearListing,
    OrganizationProfile,
    ProfileKeeper,
)

_AT_ONCE = 500


def add_settings(event_id: int, values: Mapping[str, Any]) -> None:
    """The event has a row of settings from now on; one that is there stays as it is."""
    statement = insert_into(ListingSettings).values(event_id=event_id, **values).on_conflict_do_nothing()
    db.session.execute(statement)


def add_profile(organization_id: int, *, at: datetime) -> None:
    """The organization has a profile from now on; one that is there stays as it is."""
    values = {"organization_id": organization_id, "created_at": at, "updated_at": at}
    db.session.execute(insert_into(OrganizationProfile).values(**values).on_conflict_do_nothing())


def note_near(pairs: Iterable[tuple[int, int, int]], *, instead_of: Collection[int]) -> None:
    """(listing, other, per cent): what was found near, in place of what was known of the listings `instead_of`."""
    forget_near(instead_of)
    rows = [{"listing_id": one, "other_id": other, "likeness": likeness} for one, other, likeness in pairs]
    rows += [
        {"listing_id": row["other_id"], "other_id": row["listing_id"], "likeness": row["likeness"]} for row in rows
    ]
    for at in range(0, len(rows), _AT_ONCE):
        db.session.execute(insert_into(NearListing).on_conflict_do_nothing(), rows[at : at + _AT_ONCE])


def forget_near(ids: Collection[int]) -> None:
    """Nothing is known to be near these listings."""
    numbers = sorted(ids)
    for at in range(0, len(numbers), _AT_ONCE):
        some = numbers[at : at + _AT_ONCE]
        for column in (NearListing.listing_id, NearListing.other_id):
            db.session.execute(delete(NearListing).where(column.in_(some)).execution_options(synchronize_session=False))


def delete_listing(listing_id: int) -> None:
    """The listing goes with its files."""
    statement = delete(Listing).where(Listing.id == listing_id)
    db.session.execute(statement.execution_options(synchronize_session="fetch"))


def delete_gone(*, before: date) -> None:
    """Deadlines that are gone and were for earlier days are told no longer."""
    db.session.execute(delete(GoneDeadline).where(GoneDeadline.day < before))


def delete_keepers(ids: Collection[int]) -> None:
    """These keepers go; what they wrote stays the organization's."""
    statement = delete(ProfileKeeper).where(ProfileKeeper.id.in_(sorted(ids)))
    db.session.execute(statement.execution_options(synchronize_session="fetch"))
