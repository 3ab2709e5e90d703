"""People who came without registration."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from eventmgr.ground.db import db
from eventmgr.programme.checkin.acts.kinds import CheckinKind
from eventmgr.programme.checkin.models import CheckinAct, CheckinWalkIn
from eventmgr.programme.checkin.queries.acts import list_undone

_W = CheckinWalkIn


def list_walk_ins_by_key(event_id: int, keys: Collection[str]) -> dict[str, CheckinWalkIn]:
    """Key → who it is, of those that are known."""
    query = select(_W).where(_W.event_id == event_id, _W.key.in_(keys))
    return {row.key: row for row in db.session.scalars(query)} if keys else {}


def list_open_walk_ins(event_id: int) -> list[CheckinWalkIn]:
    """Those who came without registration and are not registered yet, oldest first; nobody who was told of by
    mistake."""
    query = select(_W).where(
        _W.event_id == event_id, _W.registration_id.is_(None), _W.replaces_id.is_(None), _W.said.is_not(None)
    )
    rows = [row for row in db.session.scalars(query.order_by(_W.id)) if row.said]
    gone = _list_undone(event_id, [row.id for row in rows]) if rows else set()
    return [row for row in rows if row.id not in gone]


def is_undone(walk_in: CheckinWalkIn) -> bool:
    """Whether it was taken back that somebody came without registration."""
    return walk_in.id in _list_undone(walk_in.event_id, [walk_in.id])


def _list_undone(event_id: int, walk_in_ids: Collection[int]) -> set[int]:
    query = select(CheckinAct.walk_in_id, CheckinAct.key).where(
        CheckinAct.walk_in_id.in_(walk_in_ids), CheckinAct.kind == CheckinKind.WALK_IN
    )
    told, undone = db.session.execute(query).all(), list_undone(event_id)
    return {number for number, key in told if number is not None and key in undone}


def count_described(device_id: int, *, since: datetime) -> int:
    """How many people without registration, or in another's place, the device has told of since then."""
    kinds = (CheckinKind.WALK_IN, CheckinKind.SUBSTITUTE)
    query = select(func.count()).select_from(CheckinAct)
    query = query.where(CheckinAct.device_id == device_id, CheckinAct.received_at > since, CheckinAct.kind.in_(kinds))
    return int(db.session.scalar(query) or 0)


def find_substitution(walk_in_id: int) -> CheckinAct | None:
    """The act that told of somebody that they come in another's place."""
    query = select(CheckinAct).where(CheckinAct.walk_in_id == walk_in_id, CheckinAct.kind == CheckinKind.SUBSTITUTE)
    return db.session.scalars(query.order_by(CheckinAct.number).limit(1)).one_or_none()
