"""Who slept where and rode in what is kept as long as what people said about accommodation and travel."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.keeping import Rows, kept_after_event
from eventmgr.identity.privacy.periods import TRAVEL_MONTHS
from eventmgr.on_site.logistics.models import HotelStay, Ride, RideSeat, TravelEntry

PERIODS = (
    kept_after_event(
        "lodging",
        _l("Hotel rooms and who had them"),
        Rows(select(HotelStay).join(Event)),
        after=Event.ends_at,
        months=TRAVEL_MONTHS,
    ),
    kept_after_event(
        "transport",
        _l("Rides and who was on them"),
        Rows(select(RideSeat).join(Ride).join(Event)),
        after=Event.ends_at,
        months=TRAVEL_MONTHS,
    ),
    kept_after_event(
        "travel_entries",
        _l("Calendar entries of rooms and rides"),
        Rows(select(TravelEntry).join(Event)),
        after=Event.ends_at,
        months=TRAVEL_MONTHS,
    ),
)
