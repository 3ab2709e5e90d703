"""Tables of the day: acts that carry their own number, repairs, offers, screens, and what each side says came of a
meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.ground.indexes import partial_index
from eventmgr.matchmaking.meeting_plans.models import MeetingHall
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest
from eventmgr.matchmaking.timetables.models import Meeting, MissedBy


class ActKind(LabelledEnum):
    """What happened: somebody is late, away or gone, a table is lost, somebody comes without a request, a meeting
    ends."""

    LATE = "late", _l("Late")
    AWAY = "away", _l("Away for a while")
    LEFT = "left", _l("Gone for good")
    ABSENT = "absent", _l("Did not come")
    """Never came."""
    TABLE_LOST = "table_lost", _l("Table out of use")
    WALK_IN = "walk_in", _l("Came without registration")
    REQUEST = "request", _l("Request at the desk")
    REPAIR = "repair", _l("Repair applied")
    UNDO = "undo", _l("Undone")
    ARRIVED = "arrived", _l("Arrived at the table")
    STARTED = "started", _l("Meeting started")
    MISSED = "missed", _l("Meeting missed")
    HELD = "held", _l("Meeting held")
    RESULT = "result", _l("Result given")
    OFFER = "offer", _l("Free place accepted")


@dataclass(frozen=True)
class Content:
    """What an act says beside its kind, as the payload of its kind has it; what its kind does not say is empty."""

    name: str = ""
    """Of the organization."""
    asker: str = ""
    asked: str = ""
    """Of a request at the desk, by name."""
    request_id: int | None = None
    table: int | None = None
    """Its number."""
    until: datetime | None = None
    side: str = ""
    """Which has arrived: asker or asked."""
    missed_by: MissedBy | None = None


class MeetingOutcome(LabelledEnum):
    """What one side says came of a meeting."""

    NO_INTEREST = "no_interest", _l("No interest")
    AGAIN = "again", _l("Talk again")
    INTENTION = "intention", _l("Intent to cooperate")
    AGREEMENT = "agreement", _l("Agreement reached")


class RepairState(LabelledEnum):
    """previewed → applied → undone; what is previewed and not applied changes nothing."""

    PREVIEWED = "previewed", _l("not applied"), Tone.WAIT
    APPLIED = "applied", _l("applied"), Tone.OK
    UNDONE = "undone", _l("undone"), Tone.OFF


class OfferState(LabelledEnum):
    """A free place is offered to both sides: taken once both said yes, declined by one no, withdrawn, or its time is
    over."""

    OFFERED = "offered", _l("offered"), Tone.WAIT
    TAKEN = "taken", _l("accepted by both"), Tone.OK
    DECLINED = "declined", _l("declined by one side"), Tone.NO
    WITHDRAWN = "withdrawn", _l("no longer offered"), Tone.OFF


class ScreenKind(LabelledEnum):
    """What a link without an account opens: the call screen of a hall, or the view of who keeps some tables."""

    CALLS = "calls", _l("Call screen of a hall")
    HOST = "host", _l("Phone of a table host")


class DayAct(Model):
    """Something that was told on the day. The number is the teller's own, so what is sent twice is done once."""

    __tablename__ = "meeting_day_act"
    not_found = _l("No such entry was recorded at this event.")
    __table_args__ = (
        UniqueConstraint("event_id", "key"),
        Index("ix_meeting_day_act_event", "event_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(36))
    kind: Mapped[ActKind]
    teller: Mapped[str] = mapped_column(String(40), default="", server_default="")
    """Who may send this number again: user:4, party:12, host:3."""
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    """Of an act about one meeting."""
    party_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"), index=True)
    """Whom it is about, where that is one party."""
    repair_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_repair.id", ondelete="SET NULL"), index=True)
    """The repair that took it into account."""
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What undoing takes back: numbers of the rows that it made."""
    at: Mapped[datetime]
    """When it happened, as its teller says."""
    received_at: Mapped[datetime]
    by_name: Mapped[str] = mapped_column(String(100), default="")
    undone_at: Mapped[datetime | None]

    @property
    def content(self) -> Content:
        """What it says. Whoever shows or follows an act reads this and never the payload, which is another one for each
        kind."""
        content, kind = self.payload, self.kind
        ends = content.get("until") if kind in (ActKind.LATE, ActKind.AWAY, ActKind.TABLE_LOST) else None
        missed_by = MissedBy(content.get("by") or MissedBy.BOTH.value) if kind is ActKind.MISSED else None
        return Content(
            name=str(content.get("name") or ""),
            asker=str(content.get("asker") or ""),
            asked=str(content.get("asked") or ""),
            request_id=content.get("request"),
            table=content.get("number") if kind is ActKind.TABLE_LOST else None,
            until=datetime.fromisoformat(ends) if ends else None,
            side=str(content.get("side") or "") if kind is ActKind.ARRIVED else "",
            missed_by=missed_by,
        )


class MeetingRepair(Model):
    """A proposal of what shall move; nothing of it holds until somebody applies it."""

    __tablename__ = "meeting_repair"
    not_found = _l("This event has no such repair.")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    state: Mapped[RepairState] = mapped_column(default=RepairState.PREVIEWED)
    revision: Mapped[int]
    """`MeetingPlan.revision` it was made from; applied, the one that it made."""
    first_at: Mapped[datetime | None]
    """Beginning of the first slot that was still to come; None: all are past."""
    act_ids: Mapped[list[Any]] = mapped_column(default=list)
    """What it takes into account: acts of this day without a repair."""
    rows: Mapped[list[Any]] = mapped_column(default=list)
    """{request, kind: moved | table | placed | dropped, was, now, reason, detail}; a place is [start, table, seats,
    helpers]."""
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """broken, replaced, given_up, placed_anew, others_moved, others_moved_at_least, breaks_before,
    breaks_by_the_changes, breaks, is_fewest, seconds."""
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What undoing writes back: meetings as they were, the publication that stood, absences and closures."""
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(100), default="")
    applied_at: Mapped[datetime | None]
    applied_by: Mapped[str] = mapped_column(String(100), default="")
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(String(100), default="")


class MeetingOffer(Model):
    """A free place that both sides of a request may take; nothing is placed before both said yes."""

    __tablename__ = "meeting_offer"
    not_found = _l("This event has no such offer.")
    __table_args__ = (
        partial_index("uq_meeting_offer_standing", "request_id", unique=True, where=text("state = 'offered'")),
        Index("ix_meeting_offer_event", "event_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    request_id: Mapped[int] = mapped_column(ForeignKey("meeting_request.id", ondelete="CASCADE"))
    state: Mapped[OfferState] = mapped_column(default=OfferState.OFFERED)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    table_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_table.id", ondelete="CASCADE"))
    asker_yes_at: Mapped[datetime | None]
    asked_yes_at: Mapped[datetime | None]
    offered_at: Mapped[datetime]
    offered_by: Mapped[str] = mapped_column(String(100), default="")
    ended_at: Mapped[datetime | None]

    request: Mapped[MeetingRequest] = relationship()


class MeetingScreen(Model):
    """A link for a screen in a hall or for the phone of who keeps some tables; without an account, revocable."""

    __tablename__ = "meeting_screen"
    not_found = _l("This event has no such link.")
    __table_args__ = (CheckConstraint("length(label) > 0", name="label_not_empty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ScreenKind]
    label: Mapped[str] = mapped_column(String(60))
    """Whose it is, or where it hangs."""
    hall_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_hall.id", ondelete="CASCADE"))
    """None: all halls."""
    first_table: Mapped[int | None]
    last_table: Mapped[int | None]
    """Numbers of tables; None: from the first, to the last."""
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    hall: Mapped[MeetingHall | None] = relationship()


class MeetingResult(Model):
    """What one side says came of one meeting; the other side does not see the rating."""

    __tablename__ = "meeting_result"
    __table_args__ = (
        UniqueConstraint("meeting_id", "party_id"),
        CheckConstraint("rating IS NULL OR (rating >= 1 AND rating <= 5)", name="rating_in_range"),
        CheckConstraint("amount IS NULL OR amount >= 0", name="amount_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    party_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[MeetingOutcome]
    amount: Mapped[Decimal | None] = mapped_column(Numeric(18, 2, asdecimal=True))
    """In whole units of `currency`."""
    currency: Mapped[str] = mapped_column(String(3), default="CNY")
    amount_kind: Mapped[str] = mapped_column(String(32), default="")
    """As `outcomes` names kinds of amounts."""
    next_step: Mapped[str] = mapped_column(String(500), default="")
    rating: Mapped[int | None]
    told_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship()
