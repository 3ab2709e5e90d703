"""Tables of what organizers plan: the rules of an event's meetings, blocks of time, halls with their tables,
helpers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l


class PartyKind(LabelledEnum):
    """What a party is; who may meet whom, and how often, is set by it."""

    COMPANY = "company", _l("Company")
    INSTITUTE = "institute", _l("Institute or association")
    PARK = "park", _l("Industrial park")
    FUND = "fund", _l("Fund or bank")
    OFFICE = "office", _l("Government office")
    OTHER = "other", _l("Other organization")


class Stage(LabelledEnum):
    """How far the timetable has been told: not at all, provisionally (each party its own), finally."""

    NONE = "none", _l("Not published"), Tone.OFF
    PROVISIONAL = "provisional", _l("Provisionally published"), Tone.WAIT
    FINAL = "final", _l("Finally published"), Tone.OK


class MeetingPlan(Model):
    """What holds for all meetings of an event; no row: it has none. Its row is the lock of requests and timetables."""

    __tablename__ = "meeting_plan"
    __table_args__ = (
        CheckConstraint("answer_days >= 0", name="answer_days_not_negative"),
        CheckConstraint("maximum >= 0 AND minimum >= 0", name="limits_not_negative"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    asks_from: Mapped[datetime | None] = mapped_column(info=setting(_l("Requests are open from"), copied=False))
    """Since when parties ask for meetings; None: not yet."""
    asks_until: Mapped[datetime | None] = mapped_column(info=setting(_l("Requests close"), copied=False))
    """Until when they ask and answer; None: until the first block begins."""
    answer_days: Mapped[int] = mapped_column(default=7, info=setting(_l("Days to answer a request")))
    """A request that nobody answers expires after so many days; 0: with `asks_until`."""
    maximum: Mapped[int] = mapped_column(default=8, info=setting(_l("Most meetings of an organization")))
    """Meetings a party may have at most, unless its type or the party itself says otherwise."""
    minimum: Mapped[int] = mapped_column(default=0, info=setting(_l("Meetings guaranteed to each")))
    """Meetings each is guaranteed, as far as the rules leave room."""
    limits: Mapped[dict[str, Any]] = mapped_column(default=dict, info=setting(_l("Limits by type")))
    """Type of party → {"maximum": …, "minimum": …} where it differs."""
    pairs: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Who may meet whom"), copied=False))
    """[key, key] of who may meet whom: "side:east", "kind:company"; empty: everybody everybody."""
    keeps_groups_apart: Mapped[bool] = mapped_column(
        default=True, info=setting(_l("Companies of one group never meet"))
    )
    """Whether companies of one group never meet."""
    across_weight: Mapped[int] = mapped_column(default=1, info=setting(_l("Weight of meetings between two sides")))
    """How much more a meeting between two regions weighs than one within; 0: the same."""
    spread: Mapped[int | None] = mapped_column(default=2, info=setting(_l("Most difference of breaks")))
    """How far the breaks of two people may differ; None: no limit."""
    walks: Mapped[list[Any]] = mapped_column(
        default=list, info=setting(_l("Walking time between halls (minutes)"), copied=False)
    )
    """[hall id, hall id, minutes] of the way between two halls."""
    coverage: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Coverage rule")))
    """Rules of coverage as `scheduling.instance.Coverage` has them: name, each, across, at_least, distinct."""
    suggestion_weights: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What organizers weigh more or less when partners are suggested; empty: as the matcher does."""
    common_items: Mapped[list[Any]] = mapped_column(
        default=list, server_default="[]", info=setting(_l("Agenda items without meetings"), copied=False)
    )
    """Numbers of agenda items during which nobody meets: the plenary, meals."""
    stage: Mapped[Stage] = mapped_column(default=Stage.NONE)
    publication_id: Mapped[int | None]
    """The publication that stands."""
    revision: Mapped[int] = mapped_column(default=0)
    """Rises with each change of what is published, so that of two who publish at once one is told."""
    created_at: Mapped[datetime]


class MeetingBlock(Model):
    """A stretch of one day in which meetings are held: slots of one length, one gap between them."""

    __tablename__ = "meeting_block"
    not_found = _l("There is no such block of time.")
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("slot_minutes > 0 AND gap_minutes >= 0", name="slots_have_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime] = mapped_column(info=setting(_l("Begins")))
    ends_at: Mapped[datetime] = mapped_column(info=setting(_l("Ends")))
    slot_minutes: Mapped[int] = mapped_column(default=20, info=setting(_l("Minutes of a slot")))
    gap_minutes: Mapped[int] = mapped_column(default=5, info=setting(_l("Minutes between slots")))


class MeetingHall(Model):
    """A hall with the tables of meetings."""

    __tablename__ = "meeting_hall"
    not_found = _l("There is no such hall.")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[dict[str, str]]
    position: Mapped[int] = mapped_column(default=0)


class MeetingTable(Model):
    """One table; its number is unique at the event, so that a sheet of paper needs no hall to be read."""

    __tablename__ = "meeting_table"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    hall_id: Mapped[int] = mapped_column(ForeignKey("meeting_hall.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]


class TableClosure(Model):
    """A table that is out of use for a while, or from an instant on."""

    __tablename__ = "meeting_table_closure"

    id: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("meeting_table.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]


class MeetingAssistant(Model):
    """An interpreter or a moderator: helps one meeting at a time, and rests."""

    __tablename__ = "meeting_assistant"
    not_found = _l("There is no such interpreter or moderator.")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(50))
    mobile: Mapped[str] = mapped_column(String(20), default="")
    languages: Mapped[list[str]] = mapped_column(default=list)
    """Language tags (`en`, `ja`) it interprets from and to Chinese; empty for a moderator alone."""
    moderates: Mapped[bool] = mapped_column(default=False)
    absences: Mapped[list[Any]] = mapped_column(default=list)
    """[from, until] in ISO 8601 with offset."""
    most_in_a_row: Mapped[int | None]
    maximum: Mapped[int | None]
