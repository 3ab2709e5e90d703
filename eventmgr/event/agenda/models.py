"""Tables of the agenda."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.event.events.models import Room, Track
from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l


class ItemKind(LabelledEnum):
    """What happens in an item."""

    TALK = "talk", _l("Talk")
    PANEL = "panel", _l("Panel")
    GROUP = "group", _l("Group discussion")
    CEREMONY = "ceremony", _l("Opening, closing")
    VISIT = "visit", _l("Visit")
    BREAK = "break", _l("Break")
    MEAL = "meal", _l("Meal")
    OTHER = "other", _l("Other")


class SpeakerRole(LabelledEnum):
    """What a person does in an item."""

    SPEAKER = "speaker", _l("Speaker")
    CHAIR = "chair", _l("Chair")
    PANELIST = "panelist", _l("Panelist")
    CONVENER = "convener", _l("Convener")
    RECORDER = "recorder", _l("Recorder")
    GUIDE = "guide", _l("Guide")


class AgendaItem(Model):
    """A talk, panel, break, group or visit: a half-open interval in a room."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_agenda_item_event", "event_id", "starts_at", "position", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True, info=setting(_l("Part of"), copied=False)
    )
    """The item that this one is a parallel group (or a part) of."""
    kind: Mapped[ItemKind] = mapped_column(default=ItemKind.TALK, info=setting(_l("Kind")))
    title: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Title")))
    description: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Description")))
    """Markdown."""
    location: Mapped[dict[str, str]] = mapped_column(
        default=dict, server_default="{}", info=setting(_l("Place outside the rooms"))
    )
    """Where it is if not in a room of the event; told by a room upstairs (`services.tell`)."""
    note: Mapped[dict[str, str]] = mapped_column(
        default=dict, server_default="{}", info=setting(_l("Note on the agenda"))
    )
    """What everybody should know of it, in one line; told likewise."""
    starts_at: Mapped[datetime] = mapped_column(info=setting(_l("Begins"), copied=False))
    ends_at: Mapped[datetime] = mapped_column(info=setting(_l("Ends"), copied=False))
    room_id: Mapped[int | None] = mapped_column(
        ForeignKey("room.id", ondelete="SET NULL"), index=True, info=setting(_l("Room"), copied=False)
    )
    track_id: Mapped[int | None] = mapped_column(
        ForeignKey("track.id", ondelete="SET NULL"), index=True, info=setting(_l("Track"), copied=False)
    )
    sector_code: Mapped[str | None] = mapped_column(String(3), info=setting(_l("Sector")))
    topic_id: Mapped[str | None] = mapped_column(String(32), info=setting(_l("Topic")))
    capacity: Mapped[int | None] = mapped_column(info=setting(_l("Capacity")))
    position: Mapped[int] = mapped_column(default=0)
    is_cancelled: Mapped[bool] = mapped_column(default=False, info=setting(_l("Cancelled"), copied=False))
    """A removed item of a published agenda stays, so that calendars hear of it."""
    removed_at: Mapped[datetime | None]
    """When it was removed: who subscribes or registers later never sees it."""
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    calendar_changed_at: Mapped[datetime]
    calendar_digest: Mapped[str] = mapped_column(String(32), default="", server_default="")
    """Of what feeds show under that number, as an event's."""

    room: Mapped[Room | None] = relationship()
    track: Mapped[Track | None] = relationship()
    speakers: Mapped[list[Speaker]] = relationship(
        order_by="Speaker.position", cascade="all, delete-orphan", info=setting(_l("Speakers"), copied=False)
    )


class Speaker(Model):
    """Somebody named in an item; needs no account and no registration."""

    __tablename__ = "speaker"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    role: Mapped[SpeakerRole] = mapped_column(default=SpeakerRole.SPEAKER)
    name: Mapped[dict[str, str]]
    organization: Mapped[dict[str, str]] = mapped_column(default=dict)
    title: Mapped[dict[str, str]] = mapped_column(default=dict)
    position: Mapped[int] = mapped_column(default=0)
