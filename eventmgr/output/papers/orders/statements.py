"""Set-based writes about large documents."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import null, update

from eventmgr.ground.db import db, insert_into
from eventmgr.output.papers.orders.models import OrderState, PaperOrder


def insert_once(values: Mapping[str, object]) -> int | None:
    """The number of the new order; None where the same wish is being made already. Safe against a race."""
    statement = insert_into(PaperOrder).values(dict(values)).on_conflict_do_nothing(index_elements=["dedupe_key"])
    number: int | None = db.session.scalar(statement.returning(PaperOrder.id))
    return number


def tell_progress(number: int, progress: Mapping[str, Any], at: datetime) -> bool | None:
    """Write how far an order is; whether somebody asked to stop it, None: nobody wants it any more."""
    statement = (
        update(PaperOrder)
        .where(PaperOrder.id == number, PaperOrder.state == OrderState.RUNNING)
        .values(progress=dict(progress), heard_at=at)
        .returning(PaperOrder.stops)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(statement)


def empty_files(events: Collection[int]) -> None:
    """No file of these events is kept, and none that is being made from what was read before."""
    where = PaperOrder.event_id.in_(sorted(events))
    statement = update(PaperOrder).where(where).values(content=null(), is_outdated=True)
    db.session.execute(statement.execution_options(synchronize_session=False))
