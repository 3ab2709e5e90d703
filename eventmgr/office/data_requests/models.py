"""The table of requests on personal information."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l


class RequestKind(LabelledEnum):
    """What somebody asks for (PIPL art. 44 to 50)."""

    RESTRICT = "restrict", _l("Restrict processing")
    """That the data is kept and nothing else."""
    OBJECT = "object", _l("Object to processing")
    """That what taking part does not need ends."""
    OTHER = "other", _l("Another request or question")
    DELETE = "delete", _l("Delete everything, stopped by law")
    """That everything goes, which the law stops for now; nobody asks for it here, deleting does (`wish_deletion`)."""


class RequestState(LabelledEnum):
    """The state of a request for one's own data."""

    OPEN = "open", _l("Awaiting an answer"), Tone.WAIT
    GRANTED = "granted", _l("Granted"), Tone.OK
    DECLINED = "declined", _l("Not granted"), Tone.NO
    ANSWERED = "answered", _l("Answered"), Tone.OK
    """A question, which has an answer and no effect."""
    WITHDRAWN = "withdrawn", _l("Withdrawn"), Tone.OFF
    """Its person took it back, or is gone."""


class DataRequest(Model):
    """A request of a person about what is held of them, and the organizers' answer."""

    __tablename__ = "data_request"
    not_found = _l("There is no such request here.")
    __table_args__ = (Index("ix_data_request_event_state_due", "event_id", "state", "due_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    kind: Mapped[RequestKind]
    state: Mapped[RequestState] = mapped_column(default=RequestState.OPEN)
    text: Mapped[str] = mapped_column(Text, default="")
    """In the person's words."""
    by_organizers: Mapped[bool] = mapped_column(default=False)
    """It came by telephone or post, and the organizers entered it."""
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]
    """When what was granted ended again."""
    gone_at: Mapped[datetime | None]
    """When its person's data was deleted, or the place became another person's: the words are gone, the record
    stays."""

    registration: Mapped[Registration] = relationship()

    @property
    def is_in_force(self) -> bool:
        """Whether what was granted still holds."""
        return self.state is RequestState.GRANTED and self.lifted_at is None and self.gone_at is None
