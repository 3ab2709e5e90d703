"""Tables of the parties of meetings: organizations, whom they send, when they cannot, whom they never meet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.event.events.models import Event
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.meeting_plans.models import PartyKind

__all__ = [
    "AbsenceSource",
    "MeetingParty",
    "PartyAbsence",
    "PartyExclusion",
    "PartyKind",
    "PartyRepresentative",
    "PartyState",
]


class PartyState(LabelledEnum):
    """Takes part, or does not any more: nobody can ask it, what it had is cancelled."""

    ACTIVE = "active", _l("Takes part"), Tone.OK
    LEFT = "left", _l("Has left"), Tone.OFF


class AbsenceSource(LabelledEnum):
    """Who said that somebody cannot: the party, the organizers, the agenda, or what happened on the day."""

    OWN = "own", _l("entered by the organization")
    OFFICE = "office", _l("set by the organizers")
    AGENDA = "agenda", _l("from the agenda")
    DAY = "day", _l("told on the day")


class MeetingParty(Model):
    """An organization that takes part in the meetings of one event."""

    __tablename__ = "meeting_party"
    not_found = _l("This event has no such party.")
    __table_args__ = (UniqueConstraint("event_id", "organization_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    kind: Mapped[PartyKind] = mapped_column(default=PartyKind.COMPANY)
    state: Mapped[PartyState] = mapped_column(default=PartyState.ACTIVE)
    side: Mapped[str] = mapped_column(String(40), default="")
    """Key of one of the event's region sets; empty: of no side."""
    unit_code: Mapped[str] = mapped_column(String(8), default="")
    """The delegation whose liaison may act for it."""
    province_code: Mapped[str] = mapped_column(String(6), default="")
    sector_code: Mapped[str] = mapped_column(String(3), default="")
    group_name: Mapped[str] = mapped_column(String(100), default="")
    """Companies of one group do not meet, where the plan says so."""
    maximum: Mapped[int | None]
    minimum: Mapped[int | None]
    """None: as the plan says for its type."""
    home_table_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_table.id", ondelete="SET NULL"))
    """Where it always sits; its partners come to it, nobody else uses the table."""
    shares_contact: Mapped[bool] = mapped_column(default=False)
    """Consented that whoever it has an accepted meeting with sees its representatives' mobile and e-mail."""
    shared_at: Mapped[datetime | None]
    """When it consented to that; None: it does not."""
    shows_tentative: Mapped[bool] = mapped_column(default=True)
    """Whether its people's calendars hold what is only provisional."""
    link_version: Mapped[int] = mapped_column(default=1)
    """Raised to make the links to its meetings void."""
    language: Mapped[str] = mapped_column(String(2), default="zh")
    may_call: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A leading company: publishes calls for partners by itself."""
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    organization: Mapped[Organization] = relationship()
    event: Mapped[Event] = relationship()


class PartyRepresentative(Model):
    """Somebody who sits at the table for a party; each can be in one meeting at a time."""

    __tablename__ = "meeting_representative"
    not_found = _l("This organization has no such representative.")
    __table_args__ = (
        UniqueConstraint("party_id", "registration_id"),
        CheckConstraint("length(name) > 0", name="name_not_empty"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"), index=True)
    """Their place at the event; None: entered by the organizers alone. Who has one speaks for the party on `/my/…`."""
    name: Mapped[str] = mapped_column(String(50))
    title: Mapped[str] = mapped_column(String(100), default="")
    mobile: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    languages: Mapped[list[str]] = mapped_column(default=list)
    """Language tags beside Chinese."""
    position: Mapped[int] = mapped_column(default=0)
    invited_at: Mapped[datetime | None]
    """When they were sent their link the last time."""

    party: Mapped[MeetingParty] = relationship()


class PartyAbsence(Model):
    """When a party, or one of its representatives, cannot meet."""

    __tablename__ = "meeting_absence"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"), index=True)
    representative_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_representative.id", ondelete="CASCADE"))
    """None: the whole party."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    source: Mapped[AbsenceSource] = mapped_column(default=AbsenceSource.OWN)
    note: Mapped[str] = mapped_column(String(200), default="")


class PartyExclusion(Model):
    """Two parties that shall not meet, whoever asks; the smaller number first."""

    __tablename__ = "meeting_exclusion"
    not_found = _l("These two are no longer kept apart.")
    __table_args__ = (UniqueConstraint("party_id", "other_id"), CheckConstraint("party_id < other_id", name="ordered"))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
