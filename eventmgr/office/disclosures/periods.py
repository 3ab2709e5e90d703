"""Lists for recipients, and who stood in them, go with the registrations they were made of; the change log keeps that
they were made and opened."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.keeping import Rows, kept_after_event
from eventmgr.office.disclosures.models import Disclosure

PERIODS = (
    kept_after_event(
        "disclosures",
        _l("Lists for recipients"),
        Rows(select(Disclosure).join(Event)),
        after=Event.ends_at,
        months=Event.retention_months,
    ),
)
