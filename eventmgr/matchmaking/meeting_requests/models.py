"""Tables of requests for meetings: the request, what is written inside it, who is not wanted, calls of leading
companies."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.ground.db import Model, enum_type
from eventmgr.ground.enums import LabelledEnum, LabelledStrEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.ground.indexes import partial_index
from eventmgr.matchmaking.meeting_parties.models import MeetingParty


class RequestState(LabelledEnum):
    """asked → accepted, declined, withdrawn, expired; only the first two stand."""

    ASKED = "asked", _l("Awaiting an answer"), Tone.WAIT
    ACCEPTED = "accepted", _l("Meeting accepted"), Tone.OK
    DECLINED = "declined", _l("Meeting declined"), Tone.NO
    WITHDRAWN = "withdrawn", _l("Request withdrawn"), Tone.OFF
    EXPIRED = "expired", _l("Expired without an answer"), Tone.OFF


class Wish(LabelledEnum):
    """How much a party wants a meeting."""

    MUST = "must", _l("Must meet")
    WOULD = "would", _l("Would like to meet")


class RequestSource(LabelledEnum):
    """Who asked: the party, its liaison, the organizers, a sheet, somebody at the stand, an answer to a call."""

    OWN = "own", _l("The organization itself")
    LIAISON = "liaison", _l("The liaison of its delegation")
    OFFICE = "office", _l("The organizers")
    IMPORT = "import", _l("A list that was imported")
    ON_SITE = "on_site", _l("On site")
    CALL = "call", _l("In answer to a call for partners")


STANDS = "state IN ('asked', 'accepted')"
"""Of two parties one request stands at most, whoever asked; the words of the unique index, and of queries that use
it."""


class DeclineReason(LabelledStrEnum):
    """Why a request is declined, as one may choose it."""

    UNSTATED = ""
    OTHER_FIELD = "other_field", _l("We work in another field")
    FULL = "full", _l("We have all the meetings that we can hold")
    CONTACT = "contact", _l("We are in contact already")
    ANOTHER = "another", _l("Another organization suits you better")
    LATER = "later", _l("Not at this event")


class MeetingRequest(Model):
    """The request of one party to meet another."""

    __tablename__ = "meeting_request"
    not_found = _l("There is no such request for a meeting.")
    __table_args__ = (
        partial_index("uq_meeting_request_standing", "first_id", "second_id", unique=True, where=text(STANDS)),
        Index("ix_meeting_request_event_state", "event_id", "state", "id"),
        Index("ix_meeting_request_asker", "asker_id", "state"),
        Index("ix_meeting_request_asked", "asked_id", "state"),
        partial_index("ix_meeting_request_expires", "expires_at", where=text("state = 'asked'")),
        CheckConstraint("first_id < second_id", name="ordered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    asker_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"))
    asked_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"))
    first_id: Mapped[int]
    second_id: Mapped[int]
    """The same two, the smaller number first."""
    state: Mapped[RequestState] = mapped_column(default=RequestState.ASKED)
    asker_wish: Mapped[Wish] = mapped_column(default=Wish.WOULD)
    asked_wish: Mapped[Wish | None]
    """None until it is accepted."""
    is_mutual: Mapped[bool] = mapped_column(default=False)
    """The other asked as well, before it knew: such a request is accepted at once."""
    listing_ids: Mapped[list[Any]] = mapped_column(default=list)
    """What it is about."""
    words: Mapped[str] = mapped_column(Text, default="")
    """What the asker wrote with it."""
    reason_code: Mapped[DeclineReason] = mapped_column(
        enum_type(DeclineReason, 20), default=DeclineReason.UNSTATED, server_default=""
    )
    reason: Mapped[str] = mapped_column(Text, default="")
    """The same in words."""
    proposed_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_party.id", ondelete="SET NULL"))
    """Whom the declining party proposed instead."""
    asker_seat_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_representative.id", ondelete="SET NULL"))
    asked_seat_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_representative.id", ondelete="SET NULL"))
    """The representative who shall sit there; None: any."""
    interpreter: Mapped[str] = mapped_column(String(8), default="")
    """Language tag of an interpreter that is wanted."""
    is_moderated: Mapped[bool] = mapped_column(default=False)
    source: Mapped[RequestSource] = mapped_column(default=RequestSource.OWN)
    call_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_call.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    """When the asked party was first written to about it; with others in one e-mail."""
    reminded_at: Mapped[datetime | None]
    """When the organizers last reminded the asked party of it."""
    expiry_told_at: Mapped[datetime | None]
    """When the asker was told that it expired."""
    asker_hinted_at: Mapped[datetime | None]
    asked_hinted_at: Mapped[datetime | None]
    """When each side last got an e-mail about new messages inside it."""

    asker: Mapped[MeetingParty] = relationship(foreign_keys=[asker_id])
    asked: Mapped[MeetingParty] = relationship(foreign_keys=[asked_id])


class RequestMessage(Model):
    """A few words that one party writes to the other inside a request."""

    __tablename__ = "meeting_request_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("meeting_request.id", ondelete="CASCADE"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"))
    """Who wrote it."""
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    reported_at: Mapped[datetime | None]
    """When the reader reported it to the organizers."""
    hidden_at: Mapped[datetime | None]
    """When the organizers took it out of sight."""


class NoThanks(Model):
    """A party does not want to meet another; the other never learns of it."""

    __tablename__ = "meeting_no_thanks"
    __table_args__ = (UniqueConstraint("party_id", "other_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"))
    said_at: Mapped[datetime]


class MeetingCall(Model):
    """A leading company calls for partners: one anchor, many small and medium companies that apply (龙头企业对接专场)."""

    __tablename__ = "meeting_call"
    not_found = _l("There is no such call for partners.")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"))
    title: Mapped[dict[str, str]]
    text: Mapped[dict[str, str]] = mapped_column(default=dict)
    places: Mapped[int]
    """With how many it will meet."""
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
