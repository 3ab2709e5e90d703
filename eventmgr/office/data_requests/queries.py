"""Reading requests on personal information."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import contains_eager

from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.features import held_events
from eventmgr.ground.text import LARGEST
from eventmgr.office.data_requests.models import DataRequest, RequestKind, RequestState
from eventmgr.tools.web.paging import Key, Page, get_page

_OPEN = DataRequest.state == RequestState.OPEN
SHOWN = ("open", "overdue", "in_force", "closed")
"""Parts of the queue, by what its address says; nothing: all."""


def list_queue(event_id: int, part: str, *, at: datetime, cursor: str | None = None) -> Page[DataRequest]:
    """One page of the event's requests with their registrations; of the open ones that which is due first comes first,
    of all others the newest.

    Raises:
        BadValue: `cursor` does not belong to this list.
    """
    query = select(DataRequest).join(DataRequest.registration).options(contains_eager(DataRequest.registration))
    query = _part(query.where(DataRequest.event_id == event_id), part, at)
    if part in ("open", "overdue"):
        return get_page(query, [Key(DataRequest.due_at), Key(DataRequest.id)], cursor)
    return get_page(query, [Key(DataRequest.asked_at, falling=True), Key(DataRequest.id, falling=True)], cursor)


def _part(query: Select[Any], part: str, at: datetime) -> Select[Any]:
    if part in ("open", "overdue"):
        query = query.where(_OPEN)
    if part == "overdue":
        query = query.where(DataRequest.due_at < at)
    if part == "in_force":
        query = query.where(DataRequest.state == RequestState.GRANTED, DataRequest.lifted_at.is_(None))
        query = query.where(DataRequest.gone_at.is_(None))
    if part == "closed":
        query = query.where(~_OPEN)
    return query


def count_open(event_id: int, *, at: datetime) -> tuple[int, int]:
    """(open ones that are not overdue, overdue ones) of the event; one statement."""
    overdue = func.coalesce(func.sum(case((DataRequest.due_at < at, 1), else_=0)), 0)
    query = select(func.count(), overdue).where(DataRequest.event_id == event_id, _OPEN)
    every, late = db.session.execute(query).one()
    return int(every) - int(late), int(late)


def count_open_of_events(event_ids: Collection[int]) -> dict[int, int]:
    """Event → open requests; one statement."""
    query = select(DataRequest.event_id, func.count().label("number")).where(DataRequest.event_id.in_(event_ids), _OPEN)
    return {row.event_id: row.number for row in db.session.execute(query.group_by(DataRequest.event_id))}


def get_own_request(registration: Registration, request_id: int) -> DataRequest:
    """That request of that person.

    Raises:
        NotFound: there is none, or it is another person's.
    """
    query = select(DataRequest).where(DataRequest.registration_id == registration.id, DataRequest.gone_at.is_(None))
    query = query.where(DataRequest.id == request_id).execution_options(populate_existing=True)
    found = db.session.scalars(query).one_or_none() if request_id <= LARGEST else None
    if found is None:
        raise NotFound(str(DataRequest.not_found))
    return found


def list_own(registration_id: int) -> list[DataRequest]:
    """What the person of this registration has asked, newest first."""
    query = select(DataRequest).where(DataRequest.registration_id == registration_id, DataRequest.gone_at.is_(None))
    return list(db.session.scalars(query.order_by(DataRequest.id.desc())))


def list_of(registration_ids: Collection[int]) -> list[DataRequest]:
    """The requests of these registrations whose words are still there, by number."""
    query = select(DataRequest).where(DataRequest.registration_id.in_(registration_ids), DataRequest.gone_at.is_(None))
    return list(db.session.scalars(query.order_by(DataRequest.id)))


_WAITS = (
    (DataRequest.kind == RequestKind.DELETE)
    & DataRequest.state.in_((RequestState.OPEN, RequestState.ANSWERED))
    & DataRequest.gone_at.is_(None)
)
"""A wish to delete that the law stops, or has stopped (`services.waits`)."""


def list_wishes(*, limit: int | None = None) -> list[DataRequest]:
    """Wishes to delete of events of which the law no longer stops it, by number."""
    query = select(DataRequest).where(_WAITS, DataRequest.event_id.not_in(held_events()))
    return list(db.session.scalars(query.order_by(DataRequest.id).limit(limit)))


def list_untrue_limits() -> list[tuple[int, str]]:
    """(registration, kind) of those that are restricted or limited without a request in force that says so, or the
    other way round."""
    untrue = []
    for kind, column in (
        (RequestKind.RESTRICT, Registration.restricted_at),
        (RequestKind.OBJECT, Registration.objected_at),
    ):
        in_force = select(DataRequest.registration_id).where(
            DataRequest.kind == kind,
            DataRequest.state == RequestState.GRANTED,
            DataRequest.lifted_at.is_(None),
            DataRequest.gone_at.is_(None),
        )
        said: Any = Registration.id.in_(in_force)
        if kind is RequestKind.RESTRICT:
            said |= Registration.id.in_(select(DataRequest.registration_id).where(_WAITS))
        query = select(Registration.id).where((column.is_not(None) & ~said) | (column.is_(None) & said))
        untrue += [(number, kind.value) for number in db.session.scalars(query.order_by(Registration.id))]
    return untrue
