"""Tables of registration."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.ground.db import Model, sort_key_type
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.ground.indexes import partial_index
from eventmgr.ground.sealing import Sealed
from eventmgr.identity.directory.models import Organization, Person


class Source(LabelledEnum):
    """Who entered the registration."""

    SELF = "self", _l("by the participant")
    STAFF = "staff", _l("by the organizers")
    UNIT = "unit", _l("by the delegation liaison")
    IMPORT = "import", _l("from a spreadsheet")
    WALK_IN = "walk_in", _l("registered on site")


class Leadership(LabelledEnum):
    """Who speaks for a delegation at the event: one leader and one deputy leader at most, whatever they attend as."""

    LEADER = "leader", _l("Head of delegation")
    DEPUTY = "deputy", _l("Deputy head of delegation")


class Word(LabelledEnum):
    """What a unit says about somebody who registered for it."""

    RECOMMENDED = "recommended", _l("Recommended"), Tone.OK
    DECLINED = "declined", _l("Not recommended"), Tone.NO


class Speaker(LabelledEnum):
    """Who has said the word of a unit: its liaison, or the office for a unit that is silent."""

    LIAISON = "liaison", _l("stated by the liaison")
    OFFICE = "office", _l("stated by the organizers on the delegation's behalf")


IS_LIVE = "status NOT IN ('rejected', 'withdrawn')"
"""`LIVE` in the words of the partial index that keeps one live place per person; queries that use it say the same."""
WAITS_FOR_OFFICE = "(status = 'pending' OR looks_like_id IS NOT NULL OR changed_late_at IS NOT NULL OR change_requested_at IS NOT NULL)"
"""What waits for the office; the words of a partial index, and of the query that uses it."""

FLAGGED = (
    "status <> 'pending'"
    " AND (looks_like_id IS NOT NULL OR changed_late_at IS NOT NULL OR change_requested_at IS NOT NULL)"
)
"""What of `WAITS_FOR_OFFICE` the tally cannot count; likewise the words of a partial index and of its query."""


UNTOLD = "untold_since IS NOT NULL"
"""Who is to be phoned; the words of a partial index, and of the query that uses it."""
LEADS = "leadership IS NOT NULL"
"""Who leads a delegation; the words of the unique index that knows one leader and one deputy of each."""
RESTRICTED = "restricted_at IS NOT NULL"
"""Who is only kept; likewise."""


BOUNCED = (
    "EXISTS (SELECT 1 FROM letter WHERE letter.about = 'registration:' || registration.id"
    " AND letter.state = 'bounced' AND letter.to_address = registration.email)"
)
"""To whose present address an e-mail came back: no longer, once it is corrected."""


class Registration(Model):
    """A person's place at one event, with what the form said at that time."""

    __tablename__ = "registration"
    not_found = _l("There is no such registration in this event.")
    __table_args__ = (
        partial_index(
            "uq_registration_one_live_place",
            "event_id",
            "identity_key",
            unique=True,
            where=text(IS_LIVE),
        ),
        Index("ix_registration_event_created", "event_id", "created_at", "id"),
        Index("ix_registration_event_status_created", "event_id", "status", "created_at", "id"),
        Index("ix_registration_event_unit_created", "event_id", "unit_code", "created_at", "id"),
        Index("ix_registration_event_sector", "event_id", "sector_code", "created_at", "id"),
        Index("ix_registration_event_pinyin", "event_id", "pinyin_key", "id"),
        Index("ix_registration_event_last4", "event_id", "mobile_last4"),
        Index("ix_registration_event_email", "event_id", "email"),
        Index("ix_registration_event_province", "event_id", "province_code", "created_at", "id"),
        Index("ix_registration_event_role", "event_id", "role", "created_at", "id"),
        Index(
            "ix_registration_event_organization",
            "event_id",
            "organization_id",
            "status",
            "role",
            "province_code",
            "sector_code",
            "unit_code",
            "size_class",
        ),
        partial_index(
            "ix_registration_event_todo",
            "event_id",
            "created_at",
            "id",
            where=text(WAITS_FOR_OFFICE),
        ),
        partial_index(
            "ix_registration_event_flagged",
            "event_id",
            where=text(FLAGGED),
        ),
        partial_index(
            "ix_registration_event_untold",
            "event_id",
            "untold_since",
            "id",
            where=text(UNTOLD),
        ),
        partial_index(
            "ix_registration_event_restricted",
            "event_id",
            where=text(RESTRICTED),
        ),
        partial_index(
            "uq_registration_leadership",
            "event_id",
            "unit_code",
            "leadership",
            unique=True,
            where=text(LEADS),
        ),
        Index("ix_registration_invitation_id", "invitation_id"),
        Index("uq_registration_form", "event_id", "form_id", unique=True),
        CheckConstraint("length(name) > 0", name="name_not_empty"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    status: Mapped[Status]
    role: Mapped[str] = mapped_column(String(32), default=Role.DELEGATE.value)
    """The key of a type of participant (`events.derived.participant_types`)."""
    source: Mapped[Source] = mapped_column(default=Source.SELF)
    name: Mapped[str] = mapped_column(String(50))
    pinyin_key: Mapped[str] = mapped_column(sort_key_type(200), default="")
    organization_name: Mapped[str] = mapped_column(String(200), default="")
    unit_code: Mapped[str] = mapped_column(String(8), default="")
    """Delegation unit; empty for guests without one."""
    province_code: Mapped[str] = mapped_column(String(6), default="")
    country_code: Mapped[str] = mapped_column(String(2), default="", server_default="")
    """Country or region of a guest from abroad; empty for China, where the province says more."""
    name_latin: Mapped[str] = mapped_column(String(100), default="", server_default="")
    """The name in Latin letters as its owner writes it, for English papers; empty where it is not known."""
    sector_code: Mapped[str] = mapped_column(String(3), default="")
    size_class: Mapped[str] = mapped_column(String(8), default="", server_default="")
    """Of the enterprise, as whoever registered said: a value of `SizeClass`; empty: not said, and the directory's own
    holds."""
    title: Mapped[str] = mapped_column(String(100), default="")
    mobile: Mapped[str] = mapped_column(String(20), default="")
    mobile_last4: Mapped[str] = mapped_column(String(4), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    rank: Mapped[int | None]
    """Order within the unit, set by its contact or the office; None comes last."""
    leadership: Mapped[Leadership | None]
    """Whether its person leads the delegation; ends with the place, with the delegation and with the person."""
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Form fields beyond the columns, and `q_<key>` answers; but for those that are kept sealed."""
    sensitive: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """Answers of `forms.fields.SEALED`, encrypted in the database; an `Unreadable` where the key is lost."""
    id_document: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """Answers of `forms.fields.DOCUMENT`, encrypted likewise; NULL in the database where there is none."""
    withheld: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """Answers whose consent was withdrawn while a legal hold stops deletion: kept, shown and used nowhere but in the
    person's own copy; NULL where there are none."""
    invitation_id: Mapped[int | None]
    """The invitation with which they registered."""
    language: Mapped[str] = mapped_column(String(2), default="zh")
    identity_key: Mapped[str] = mapped_column(String(80))
    """`mobile|folded name`: one live place per person and event."""
    looks_like_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"))
    """Another registration here that may be the same person; the office decides."""
    form_id: Mapped[str | None] = mapped_column(String(36))
    """One-time id of the form that was sent: a double click gets the first answer."""
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was rejected or withdrawn."""
    office_note: Mapped[str] = mapped_column(Text, default="")
    link_version: Mapped[int] = mapped_column(default=1)
    """Raised to make the old `/my/` links and check-in codes void."""
    feed_version: Mapped[int] = mapped_column(default=1)
    """Raised to make the old personal calendar address void."""
    consent_asked_at: Mapped[datetime | None]
    """Since when the consent of a substitute is outstanding: until then the person is named in nothing public."""
    created_at: Mapped[datetime]
    """When it was asked for; the queue is ordered by it."""
    changed_at: Mapped[datetime]
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    """RFC 5545: what the entries of the personal feed add to the SEQUENCE that they have elsewhere; rises with what
    this person alone sees otherwise."""
    calendar_changed_at: Mapped[datetime] = mapped_column(server_default=text("'1970-01-01 00:00:00'"))
    """RFC 5545 LAST-MODIFIED: when that was so the last time."""
    group_numbers: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Number of an agenda item that is a group → [what its entry adds besides, when that rose the last time (ISO)]: it
    is tentative while this person waits for a place in it, and no other entry changes with that."""
    changed_late_at: Mapped[datetime | None]
    """When its participant last changed it after the closing instant; None once the office has seen it."""
    requested_change: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """What its participant wants changed and the office has not decided: field → [what it said then, what it shall
    say]; encrypted in the database, for any field may be among them."""
    change_requested_at: Mapped[datetime | None]
    """Since when that waits for the office."""
    untold_since: Mapped[datetime | None]
    """Since when the organizers owe somebody without an e-mail address a call: what a letter would have told."""
    restricted_at: Mapped[datetime | None]
    """Since when its person wants it kept and nothing else: no list, paper, file, e-mail or public number has it, and
    the organizers change nothing in it."""
    objected_at: Mapped[datetime | None]
    """Since when what taking part does not need has ended for its person: the list that is handed out, invitations."""
    confirmed_at: Mapped[datetime | None]
    attended_at: Mapped[datetime | None]
    stay_deleted_at: Mapped[datetime | None]
    """When lodging, travel and diet were deleted, some months after the event."""
    forgotten_at: Mapped[datetime | None]
    """When everything personal was deleted; what is left counts on, without a name."""

    event: Mapped[Event] = relationship()
    person: Mapped[Person | None] = relationship()
    organization: Mapped[Organization | None] = relationship()

    @property
    def encrypted(self) -> dict[str, Any]:
        """Every answer that is kept encrypted, as far as a key opens it."""
        return {**(self.sensitive or {}), **(self.id_document or {})}


class UnitWord(Model):
    """What the unit of a registration has said about its person; no row: nothing. It changes no state by itself."""

    __tablename__ = "unit_word"

    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    word: Mapped[Word]
    speaker: Mapped[Speaker]
    said_by: Mapped[str] = mapped_column(String(50), default="")
    """Name of whoever said it; empty once that is deleted."""
    reason: Mapped[str] = mapped_column(Text, default="")
    said_at: Mapped[datetime]


class FormerPerson(Model):
    """What was kept of somebody whose place passed to another person while a legal hold stopped deletion."""

    __tablename__ = "former_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    said: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """As the person's own copy has it, encrypted in the database; shown and used nowhere, gone once the hold is
    lifted."""
    left_at: Mapped[datetime]

    event: Mapped[Event] = relationship()
    registration: Mapped[Registration] = relationship()


class BulkDecision(Model):
    """What organizers decided about several registrations at once, and what these were before; kept for some days."""

    __tablename__ = "bulk_decision"
    not_found = _l("This decision is no longer on record. Change the registrations individually on their pages.")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    decision: Mapped[str] = mapped_column(String(16))
    """As the button says it, a key of `labels.DECISIONS`."""
    decided_by: Mapped[str] = mapped_column(String(60))
    decided_at: Mapped[datetime]
    rows: Mapped[list[Any]] = mapped_column(default=list)
    """Of each registration its number, state, reason, and when it was confirmed and a call was owed, before."""
    capacity: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    """Places of the event before and after, where the decision changed them."""
    undone_by: Mapped[str] = mapped_column(String(60), default="")
    undone_at: Mapped[datetime | None]


class WaitingRule(LabelledEnum):
    """Who of the waiting list gets the next place that they may have."""

    ASKED = "asked", _l("In order of registration")
    """Whoever asked first."""
    FLOOR = "floor", _l("Parts of quotas below their minimum first, then in order of registration")
    """Whoever belongs to a part of a quota that has not reached its floor; among them, and after them, who asked
    first."""
    HAND = "hand", _l("In an order that you set by hand")
    """In the order that the organizers set; whom they have not placed comes last, in the order of asking."""


class QueuePlan(Model):
    """How an event's waiting list moves. No row: in the order of asking, and whoever is first has the place at once."""

    __tablename__ = "queue_plan"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    rule: Mapped[WaitingRule] = mapped_column(default=WaitingRule.ASKED)
    offer_hours: Mapped[int | None]
    """For so many hours a place is offered; None: it is given at once."""


class QueueEntry(Model):
    """What of somebody's place on the waiting list does not follow from when they asked. No row: nothing."""

    __tablename__ = "queue_entry"

    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    rank: Mapped[int | None]
    """Set by the organizers, from 1; None comes last."""
    since: Mapped[datetime | None]
    """Since when they stand at the end: an offer has lapsed; None: since they asked."""
    is_held_back: Mapped[bool] = mapped_column(default=False)
    """An offer was taken back: they get a place from the organizers' hand alone."""
    lapsed: Mapped[int] = mapped_column(default=0)
    """Offers that they let lapse."""
    expires_at: Mapped[datetime | None] = mapped_column(index=True)
    """Until when a place is offered; None: none is."""


class ColumnSet(Model):
    """Columns of the list that organizers chose together and gave a name, for their lists and files."""

    __tablename__ = "column_set"
    not_found = _l("There is no such column set in this event.")
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(50))
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Key of a column → its head in both languages, to be named once it is no longer there."""
