"""Lists of an event, that of arrivals among them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from eventmgr.ground.db import db
from eventmgr.ground.i18n import _, localized
from eventmgr.programme.checkin.acts.kinds import ARRIVAL, WITH_OUT, ListKind
from eventmgr.programme.checkin.models import CheckinList


@dataclass(frozen=True)
class Listed:
    """A list as pages and devices show it."""

    id: int
    kind: ListKind
    title: dict[str, str]
    is_closed: bool = False
    item_id: int | None = None

    @property
    def has_out(self) -> bool:
        """Whether people are checked out, too."""
        return self.kind in WITH_OUT

    @property
    def name(self) -> str:
        """The title in the language spoken."""
        return localized(self.title) if self.id != ARRIVAL else _("Arrivals")


def list_lists(event_id: int, *, closed: bool = False) -> list[Listed]:
    """That of arrivals, then the others as they were made; with `closed` those that are closed, too."""
    query = select(CheckinList).where(CheckinList.event_id == event_id).order_by(CheckinList.id)
    if not closed:
        query = query.where(CheckinList.closed_at.is_(None))
    rows = [
        Listed(row.id, row.kind, row.title, row.closed_at is not None, row.item_id) for row in db.session.scalars(query)
    ]
    return [Listed(ARRIVAL, ListKind.ARRIVAL, {}), *rows]


def list_bound(event_id: int) -> dict[int, list[int]]:
    """Agenda item → the lists that record who was there, closed ones too."""
    query = select(CheckinList.item_id, CheckinList.id).where(CheckinList.event_id == event_id)
    bound: dict[int, list[int]] = {}
    for row in db.session.execute(query.where(CheckinList.item_id.is_not(None)).order_by(CheckinList.id)):
        bound.setdefault(row.item_id or 0, []).append(row.id)
    return bound
