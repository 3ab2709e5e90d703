"""The one write that settles a row."""

from __future__ import annotations

from sqlalchemy import update

from eventmgr.channels.models import ChannelMessage, SendState
from eventmgr.db import db


def settle(message_id: int, worker: str | None, **values: object) -> bool:
    """Write `values` if the row is not settled yet and `worker` has it (None: whoever has it); whether they were."""
    chosen = (ChannelMessage.id == message_id) & ChannelMessage.state.in_((SendState.DUE, SendState.SENDING))
    if worker is not None:
        chosen &= ChannelMessage.leased_by == worker
    statement = update(ChannelMessage).where(chosen).values(**values).returning(ChannelMessage.id)
    return db.session.scalar(statement.execution_options(synchronize_session=False)) is not None
