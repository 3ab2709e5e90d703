"""Set-based writes about requests."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, update

from eventmgr.ground.db import change_rows, db
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, NoThanks, RequestState

_PORTION = 500


def _set(ids: Collection[int], **values: object) -> None:
    wanted = sorted(ids)
    for start in range(0, len(wanted), _PORTION):
        statement = update(MeetingRequest).where(MeetingRequest.id.in_(wanted[start : start + _PORTION]))
        change_rows(statement.values(**values))


def expire(ids: Collection[int], *, at: datetime) -> None:
    """These requests are open no longer."""
    _set(ids, state=RequestState.EXPIRED, changed_at=at)


def note_notified(ids: Collection[int], *, at: datetime) -> None:
    """The asked parties were written to about these."""
    _set(ids, told_at=at)


def note_expiry_notified(ids: Collection[int], *, at: datetime) -> None:
    """The askers were told that these have expired."""
    _set(ids, expiry_told_at=at)


def note_reminded(ids: Collection[int], *, at: datetime) -> None:
    """The asked parties were reminded of these."""
    _set(ids, reminded_at=at)


def delete_no_thanks(party_id: int, other_id: int) -> None:
    """The party no longer says no thanks to the other."""
    statement = delete(NoThanks).where(NoThanks.party_id == party_id, NoThanks.other_id == other_id)
    change_rows(statement)


def insert_requests(rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Add requests; their numbers, in order."""
    statement = insert(MeetingRequest).returning(MeetingRequest.id, sort_by_parameter_order=True)
    return list(db.session.scalars(statement, [dict(row) for row in rows])) if rows else []
