"""Where people sat is kept as long as what they said of their travel and meals; plans without people stay."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.keeping import Rows, kept_after_event
from eventmgr.identity.privacy.periods import TRAVEL_MONTHS
from eventmgr.on_site.seating.models import RostrumGuest, SeatingPlace, SeatingPlan

PERIODS = (
    kept_after_event(
        "seats",
        _l("Seats on rostrums, in halls and at tables"),
        Rows(select(SeatingPlace).join(SeatingPlan).join(Event)),
        after=Event.ends_at,
        months=TRAVEL_MONTHS,
    ),
    kept_after_event(
        "rostrum_guests",
        _l("People on rostrums who are not registered"),
        Rows(select(RostrumGuest).join(SeatingPlan).join(Event)),
        after=Event.ends_at,
        months=TRAVEL_MONTHS,
    ),
)
