"""Reading what large documents were asked for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.models import User
from eventmgr.output.papers.orders.models import UNFINISHED, OrderState, PaperOrder


class OrderRow(NamedTuple):
    """An order on the list, without its file."""

    id: int
    paper: str
    language: str
    asked_at: datetime
    by: str
    state: OrderState
    progress: dict[str, Any]
    pages: int
    has_file: bool


def get_locked_order(event: Event, number: int) -> PaperOrder:
    """The same, locked until the transaction ends.

    Raises:
        NotFound: as above.
    """
    get_of(event, PaperOrder, number)
    found = find_locked(number)
    if found is None:
        raise NotFound(_("This document is no longer kept. Make it again from the list of documents."))
    return found


def find_locked(number: int) -> PaperOrder | None:
    """The order, locked until the transaction ends; None: it is gone, or its event is."""
    query = select(PaperOrder).where(PaperOrder.id == number).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def find_name_of(user_id: int | None) -> str:
    """The name of the account; empty where it is gone."""
    return db.session.scalar(select(User.name).where(User.id == user_id)) or "" if user_id is not None else ""


def find_unfinished(dedupe_key: str) -> int | None:
    """The number of the unfinished order of that wish."""
    return db.session.scalar(select(PaperOrder.id).where(PaperOrder.dedupe_key == dedupe_key))


def count_unfinished(event_id: int) -> int:
    """How many wait or are being made."""
    query = select(func.count()).where(PaperOrder.event_id == event_id, PaperOrder.state.in_(UNFINISHED))
    return int(db.session.scalar(query) or 0)


def list_orders(event_id: int, *, limit: int) -> list[OrderRow]:
    """The latest orders of an event, the last one first."""
    paper_order = PaperOrder
    query = (
        select(
            paper_order.id,
            paper_order.paper,
            paper_order.language,
            paper_order.asked_at,
            func.coalesce(User.name, ""),
            paper_order.state,
            paper_order.progress,
            paper_order.pages,
            paper_order.content.is_not(None),
        )
        .outerjoin(User, User.id == paper_order.user_id)
        .where(paper_order.event_id == event_id)
        .order_by(paper_order.id.desc())
        .limit(limit)
    )
    return [OrderRow(*row) for row in db.session.execute(query)]


def list_events_of(registration_ids: Collection[int]) -> list[int]:
    """Numbers of the events of these registrations of which large documents were asked for."""
    one = Registration
    query = select(one.event_id).where(one.id.in_(sorted(registration_ids))).distinct()
    return list(db.session.scalars(query.join(PaperOrder, PaperOrder.event_id == one.event_id)))


def list_stuck() -> list[int]:
    """Numbers of finished orders that still hold the place of their wish."""
    query = select(PaperOrder.id).where(PaperOrder.state.not_in(UNFINISHED), PaperOrder.dedupe_key.is_not(None))
    return list(db.session.scalars(query.order_by(PaperOrder.id)))
