"""Contacts of deals are kept as long as the record of attendance; what was agreed, and between whom, stays."""

from __future__ import annotations

from sqlalchemy import or_, select

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.keeping import Rows, kept_after_event
from eventmgr.matchmaking.outcomes.deals.forgetting import forget_contacts
from eventmgr.matchmaking.outcomes.models import Deal, DealParty

_NAMES_SOMEBODY = or_(DealParty.contact_name != "", DealParty.contact_email != "", DealParty.contact_mobile != "")

PERIODS = (
    kept_after_event(
        "deal_contacts",
        _l("Contacts of deals"),
        Rows(select(DealParty).join(Deal).join(Event).where(_NAMES_SOMEBODY), forget=forget_contacts),
        after=Event.ends_at,
        months=Event.retention_months,
    ),
)
