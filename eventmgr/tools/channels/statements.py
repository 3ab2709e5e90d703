"""The one write that settles a row, and the one that forgets its reader."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import case, literal, update

from eventmgr.ground.db import change_rows, db
from eventmgr.tools.channels.models import ChannelMessage, SendState


def settle(message_id: int, worker: str | None, **values: object) -> bool:
    """Write `values` if the row is not settled yet and `worker` has it (None: whoever has it); whether they were."""
    chosen = (ChannelMessage.id == message_id) & ChannelMessage.state.in_((SendState.DUE, SendState.SENDING))
    if worker is not None:
        chosen &= ChannelMessage.leased_by == worker
    statement = update(ChannelMessage).where(chosen).values(**values).returning(ChannelMessage.id)
    return db.session.scalar(statement.execution_options(synchronize_session=False)) is not None


def forget_readers(abouts: Collection[str]) -> None:
    """Nothing says any more to whom these texts went; those that no worker has never leave."""
    state, due_at = ChannelMessage.state, ChannelMessage.due_at
    waits = state == SendState.DUE
    values = {
        "about": "",
        "payload": {},
        "state": case((waits, literal(SendState.LEFT_OUT, state.type)), else_=state),
        "due_at": case((waits, None), else_=due_at),
    }
    statement = update(ChannelMessage).where(ChannelMessage.about.in_(abouts)).values(**values)
    change_rows(statement)
