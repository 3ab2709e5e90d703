"""Check-in lists for the rooms of the seminar's groups, so that the board shows rooms."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.console.sample.registering import Entry
from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.programme.checkin.acts.kinds import ListKind
from eventmgr.programme.checkin.models import CheckinList
from eventmgr.tools.log.services import Act


def add_doors(event: Event, groups: Sequence[AgendaItem], act: Act) -> list[Entry]:
    """A list for each group; nobody has come yet. What the trail says of them."""
    lists = [
        CheckinList(
            event_id=event.id, kind=ListKind.SESSION, title=dict(group.title), item_id=group.id, created_at=act.at
        )
        for group in groups
    ]
    db.session.add_all(lists)
    db.session.flush()
    return [Entry(act, "created", row, event.id, row.title["zh"]) for row in lists]
