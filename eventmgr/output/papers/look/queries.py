"""Reading how papers look."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.i18n import localized
from eventmgr.output.papers.look.models import PaperLook
from eventmgr.output.papers.look.palette import value_of
from eventmgr.tools.typesetting.house.look import USUAL, Look


def find_look(event_id: int) -> PaperLook | None:
    """What was chosen, as it stands."""
    query = select(PaperLook).where(PaperLook.event_id == event_id)
    return db.session.scalars(query, execution_options={"populate_existing": True}).one_or_none()


def get_look(event: Event, lang: str) -> Look:
    """How papers about `event` look in `lang`."""
    row = find_look(event.id)
    if row is None:
        return USUAL
    return Look(value_of(row.colour), localized(row.header, lang) if row.header else "", row.logo or b"")
