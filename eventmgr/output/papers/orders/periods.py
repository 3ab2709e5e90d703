"""Files of large documents name people, and can be made again at any time: they are kept for days."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.keeping import Rows, kept_by_age
from eventmgr.output.papers.orders.models import PaperOrder

KEPT_FOR = timedelta(days=3)
"""What is asked for before a weekend is there after it."""

PERIODS = (
    kept_by_age(
        "paper_orders",
        _l("Files of large documents that were made in the background"),
        Rows(select(PaperOrder).join(Event)),
        since=PaperOrder.asked_at,
        lasts=KEPT_FOR,
        event=Event,
    ),
)
