"""Reading conclusions."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.db import db
from eventmgr.errors import NotFound
from eventmgr.events.models import Event
from eventmgr.i18n import _
from eventmgr.outcomes.models import Conclusion


def list_conclusions(event_id: int) -> list[Conclusion]:
    """The conclusions of an event, in their order."""
    query = select(Conclusion).where(Conclusion.event_id == event_id)
    return list(db.session.scalars(query.order_by(Conclusion.position, Conclusion.id)))


def get_conclusion(event: Event, conclusion_id: int) -> Conclusion:
    """One conclusion of that event.

    Raises:
        NotFound: no such conclusion here.
    """
    query = select(Conclusion).where(Conclusion.event_id == event.id, Conclusion.id == conclusion_id)
    conclusion = db.session.scalar(query)
    if conclusion is None:
        raise NotFound(_("This event has no such conclusion."))
    return conclusion
