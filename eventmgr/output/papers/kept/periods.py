"""Printings are kept as long as the record of attendance, with what they said of people."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.keeping import Rows, kept_after_event
from eventmgr.output.papers.kept.models import PaperPrint

PERIODS = (
    kept_after_event(
        "prints",
        _l("Printing record"),
        Rows(select(PaperPrint).join(Event)),
        after=Event.ends_at,
        months=Event.retention_months,
    ),
)
