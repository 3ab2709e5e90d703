"""Set-based writes about delegations."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, update

from eventmgr.event.delegations.models import Delegation, KeyKind, Liaison, LiaisonKey
from eventmgr.ground.db import change_rows, db


def note_list_changed(event_id: int, unit_code: str, *, at: datetime) -> None:
    """The list of this unit has changed; only where it was complete is that worth a word."""
    statement = update(Delegation).where(
        Delegation.event_id == event_id,
        Delegation.unit_code == unit_code,
        Delegation.completed_at.is_not(None),
    )
    db.session.execute(statement.values(list_changed_at=at).execution_options(synchronize_session=False))


def delete_keys(liaison_id: int, kind: KeyKind | None = None) -> None:
    """Links and sessions of a liaison open nothing any more, and neither does the address of their calendar; of one
    kind alone, if given."""
    statement = delete(LiaisonKey).where(LiaisonKey.liaison_id == liaison_id)
    if kind is not None:
        statement = statement.where(LiaisonKey.kind == kind)
    else:
        raised = update(Liaison).where(Liaison.id == liaison_id).values(feed_version=Liaison.feed_version + 1)
        change_rows(raised)
    db.session.execute(statement.execution_options(synchronize_session=False))


def delete_liaisons(ids: Collection[int]) -> None:
    """These liaisons go, with what opens their pages."""
    statement = delete(Liaison).where(Liaison.id.in_(sorted(ids)))
    change_rows(statement)
