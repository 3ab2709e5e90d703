"""The outbox of short texts. Neither the text nor the number stands in it: both are made when a row leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.ground.jobs.models import Leased


class SendState(LabelledEnum):
    """due → sending → sent, due again, failed, unclear or left out."""

    DUE = "due", _l("waiting to be sent"), Tone.WAIT
    SENDING = "sending", _l("on its way"), Tone.WAIT
    SENT = "sent", _l("sent"), Tone.OK
    """Whoever carries it has said yes."""
    FAILED = "failed", _l("not delivered"), Tone.NO
    UNCLEAR = "unclear", _l("unclear whether it arrived"), Tone.NO
    """It may have been taken; a second one might arrive twice, so none is sent."""
    LEFT_OUT = "left_out", _l("left out"), Tone.OFF
    """When its turn came it was not to be sent any more."""


class ChannelMessage(Leased, Model):
    """A short text to one reader."""

    __tablename__ = "channel_message"
    __table_args__ = (
        Index("ix_channel_message_batch", "batch", "id"),
        Index("ix_channel_message_about", "about", "created_at"),
    )

    uid: Mapped[str] = mapped_column(String(36), unique=True)
    """The same in every try: who carries it knows a repeat by it."""
    event_id: Mapped[int]
    """A plain number, for events live upstairs."""
    about: Mapped[str] = mapped_column(String(60), default="")
    """`<table>:<id>` of its reader."""
    batch: Mapped[str] = mapped_column(String(60), default="")
    """`<table>:<id>` of what it belongs to."""
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the room that wrote it makes it from."""
    state: Mapped[SendState] = mapped_column(default=SendState.DUE)
    answered: Mapped[int] = mapped_column(default=0)
    """How many of the tries have certainly not been taken; fewer than the tries before: a worker died in one."""
    sent_at: Mapped[datetime | None]
