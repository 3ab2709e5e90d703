"""Who was at which agenda item, by the lists that are bound to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from eventmgr.event.registration.notes import merged_into
from eventmgr.ground.db import db
from eventmgr.programme.checkin.acts.kinds import ENTERS, CheckinKind
from eventmgr.programme.checkin.acts.merge import in_order, undone_of
from eventmgr.programme.checkin.models import CheckinAct, CheckinList
from eventmgr.programme.checkin.queries.acts import list_acts_where

_A, _L = CheckinAct, CheckinList


def is_attending(registration_id: Any, event_ids: Collection[int]) -> ColumnElement[bool]:
    """The condition that a registration, or one that became one with it, came in on a list of an agenda item of these
    events. Acts that were taken back later count here too: `list_attended_items` says exactly."""
    lists = select(_L.id).where(_L.event_id.in_(event_ids), _L.item_id.is_not(None))
    acts = exists().where(
        _A.registration_id == registration_id, _A.list_id.in_(lists), _A.kind.in_(ENTERS), _A.uncounted.is_(None)
    )
    return or_(acts, registration_id.in_(sorted(set(merged_into(*event_ids).values()))))


def list_attended_items(
    event_ids: Collection[int], *, registration_ids: Collection[int] | None = None
) -> dict[int, set[int]]:
    """Registration → agenda items at which it came in at some time, of these events. What was told of a registration
    that became one with another counts for that one. Three statements.

    Args:
        registration_ids: only of these.
    """
    lists = select(_L.id, _L.item_id).where(_L.event_id.in_(event_ids), _L.item_id.is_not(None))
    bound: dict[int, int] = {row.id: row.item_id or 0 for row in db.session.execute(lists)}
    if not bound:
        return {}
    into = merged_into(*event_ids)
    about: ColumnElement[bool] = _A.list_id.in_(sorted(bound))
    if registration_ids is not None:
        asked = {*registration_ids, *(number for number, kept in into.items() if kept in registration_ids)}
        about = and_(about, _A.registration_id.in_(sorted(asked)))
    attended: dict[int, set[int]] = defaultdict(set)
    told = list_acts_where(_A.event_id.in_(event_ids), or_(about, _A.kind == CheckinKind.UNDO))
    ordered = in_order(told)
    undone = undone_of(ordered)
    for act in ordered:
        counts = act.kind in ENTERS and act.uncounted is None and act.key not in undone
        if counts and act.list_id in bound and act.who.startswith("r"):
            number = int(act.who[1:])
            attended[into.get(number, number)].add(bound[act.list_id])
    return dict(attended)
