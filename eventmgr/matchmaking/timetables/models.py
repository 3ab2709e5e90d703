"""Tables of timetables: drafts that a job makes, what was published, and the meetings that stand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest


class DraftState(LabelledEnum):
    """queued → running → done; stopped by hand (with the best so far), failed, discarded."""

    QUEUED = "queued", _l("waiting for a worker"), Tone.WAIT
    RUNNING = "running", _l("being made"), Tone.WAIT
    DONE = "done", _l("ready"), Tone.OK
    STOPPED = "stopped", _l("stopped, with the best so far"), Tone.OK
    FAILED = "failed", _l("failed"), Tone.NO
    DISCARDED = "discarded", _l("discarded"), Tone.OFF


UNFINISHED = (DraftState.QUEUED, DraftState.RUNNING)
CHANGEABLE = (DraftState.DONE, DraftState.STOPPED)
"""Drafts that a worker has yet to finish; drafts that can be looked at, changed by hand and published."""


class MeetingState(LabelledEnum):
    """A meeting that stands, was held, was missed, or is cancelled (its request, its place or its party has gone)."""

    PLACED = "placed", _l("placed in the timetable"), Tone.OK
    HELD = "held", _l("held"), Tone.OK
    MISSED = "missed", _l("missed"), Tone.NO
    CANCELLED = "cancelled", _l("cancelled"), Tone.OFF


class MissedBy(LabelledEnum):
    """Who did not come to a missed meeting."""

    ASKER = "asker", _l("The requesting side did not come")
    ASKED = "asked", _l("The requested side did not come")
    BOTH = "both", _l("Neither side came")


class TimetableDraft(Model):
    """A timetable that may be published: places of accepted requests, with what is proved of it."""

    __tablename__ = "timetable_draft"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    """Of this event, from 1."""
    state: Mapped[DraftState] = mapped_column(default=DraftState.QUEUED)
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """seconds, seed, base (number of the draft that is kept where it can), keeps ("locked" or "all")."""
    progress: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """placed, wanted, breaks, bound, seconds, as the job last wrote them."""
    places: Mapped[list[Any]] = mapped_column(default=list)
    """[request id, start (ISO 8601, UTC), table id or null, asker's and asked's representative ids or null, assistant
    ids]."""
    locked: Mapped[list[Any]] = mapped_column(default=list)
    """Numbers of requests that keep their place."""
    unscheduled: Mapped[list[Any]] = mapped_column(default=list)
    """{request, reason, detail, exchange} of what has no place."""
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """status, breaks, bound, placed, wanted, across, table load, unmet minima, prices of coverage, seconds."""
    stops: Mapped[bool] = mapped_column(default=False)
    """Somebody asked the job to stop with what it has."""
    revision: Mapped[int] = mapped_column(default=0)
    """Rises with each change by hand."""
    history: Mapped[list[Any]] = mapped_column(default=list)
    """The latest changes by hand, each as {request number: its place before, or null}: what undoing writes back."""
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(100), default="")
    finished_at: Mapped[datetime | None]


class Publication(Model):
    """What was published when, as it was: going back publishes an earlier one anew."""

    __tablename__ = "timetable_publication"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    stage: Mapped[Stage]
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("timetable_draft.id", ondelete="SET NULL"))
    places: Mapped[list[Any]] = mapped_column(default=list)
    """As `TimetableDraft.places`."""
    locked: Mapped[list[Any]] = mapped_column(default=list)
    changed: Mapped[int] = mapped_column(default=0)
    """How many meetings it gave, took or moved."""
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(String(100), default="")


class Meeting(Model):
    """The meeting of an accepted request as it was last published; never deleted, so that calendars hear of its end."""

    __tablename__ = "meeting"
    not_found = _l("This event has no such meeting.")
    __table_args__ = (
        Index("ix_meeting_event_start", "event_id", "starts_at", "id"),
        Index("ix_meeting_table_start", "table_id", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    request_id: Mapped[int] = mapped_column(ForeignKey("meeting_request.id", ondelete="CASCADE"), unique=True)
    state: Mapped[MeetingState] = mapped_column(default=MeetingState.PLACED)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    table_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_table.id", ondelete="SET NULL"))
    asker_seat_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_representative.id", ondelete="SET NULL"))
    asked_seat_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_representative.id", ondelete="SET NULL"))
    """Who sits there."""
    assistant_ids: Mapped[list[Any]] = mapped_column(default=list)
    former_ids: Mapped[list[Any]] = mapped_column(default=list)
    """Representatives who sat there as it was published before: their calendars hear that they do not any more."""
    is_locked: Mapped[bool] = mapped_column(default=False)
    missed_by: Mapped[MissedBy | None]
    started_at: Mapped[datetime | None]
    """When the host of the table said that both are there."""
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    """RFC 5545: rises once for each publication or repair that changes this meeting, and for no other."""
    calendar_changed_at: Mapped[datetime]
    created_at: Mapped[datetime]

    request: Mapped[MeetingRequest] = relationship()
