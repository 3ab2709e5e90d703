"""Tables that were saved."""

from __future__ import annotations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST
from eventmgr.identity.accounts.models import User
from eventmgr.output.figures.models import SavedTable

_MOST_SHOWN = 100


def list_saved(user_id: int, event_id: int | None) -> list[SavedTable]:
    """Those of the event, or of all events, that are the account's own or shared, by name."""
    table = SavedTable
    query = select(table).options(joinedload(table.user))
    query = query.where(table.event_id == event_id if event_id is not None else table.event_id.is_(None))
    query = query.where(or_(table.user_id == user_id, table.is_shared))
    return list(db.session.scalars(query.order_by(table.name, table.id).limit(_MOST_SHOWN)))


def find_own(user_id: int, event_id: int | None, name: str) -> SavedTable | None:
    """The account's own of that name."""
    query = select(SavedTable).where(SavedTable.user_id == user_id, SavedTable.name == name)
    query = query.where(SavedTable.event_id == event_id if event_id is not None else SavedTable.event_id.is_(None))
    return db.session.scalars(query.limit(1)).first()


def count_own(user_id: int) -> int:
    """How many the account has saved."""
    query = select(func.count()).select_from(SavedTable).where(SavedTable.user_id == user_id)
    return db.session.scalar(query) or 0


def get_saved(user: User, saved_table_id: int, *, removes: bool = False) -> SavedTable:
    """That one, if it is the account's own or shared; to be removed a shared one only by an administrator.

    Raises:
        NotFound: there is none, or it is somebody else's alone: both answer alike.
    """
    query = select(SavedTable).where(SavedTable.id == saved_table_id)
    is_own = SavedTable.user_id == user.id
    query = query.where(is_own if removes and not user.is_admin else or_(is_own, SavedTable.is_shared))
    found = db.session.scalars(query).first() if saved_table_id <= LARGEST else None
    if found is None:
        raise NotFound(_("There is no such table."))
    return found
