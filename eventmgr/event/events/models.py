"""Tables of events and of everything an organizer sets up around one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Case,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    case,
    false,
    true,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column, query_expression, relationship

from eventmgr.event.forms.models import Question
from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.tools.taxonomy import topics


class EventKind(LabelledEnum):
    """What sort of occasion it is; each brings a template."""

    SEMINAR = "seminar", _l("Seminar")
    SECTOR_SEMINAR = "sector_seminar", _l("Sector seminar")
    MATCHMAKING = "matchmaking", _l("Matchmaking")
    STUDY_VISIT = "study_visit", _l("Study visit")
    TRAINING = "training", _l("Training")
    EXPO = "expo", _l("Expo")


class EventStatus(LabelledEnum):
    """draft → published → (postponed) → finished → archived, or cancelled (stays visible as cancelled)."""

    DRAFT = "draft", _l("Draft"), Tone.WAIT
    PUBLISHED = "published", _l("Published"), Tone.OK
    POSTPONED = "postponed", _l("Postponed"), Tone.WAIT
    FINISHED = "finished", _l("Finished"), Tone.OFF
    ARCHIVED = "archived", _l("Archived"), Tone.OFF
    CANCELLED = "cancelled", _l("Cancelled"), Tone.NO


PUBLIC = (
    EventStatus.PUBLISHED,
    EventStatus.POSTPONED,
    EventStatus.FINISHED,
    EventStatus.ARCHIVED,
    EventStatus.CANCELLED,
)
"""States that visitors may see."""


class Approval(LabelledEnum):
    """Whether a place is given at once or after review."""

    AUTOMATIC = "automatic", _l("Automatic while places last")
    REVIEW = "review", _l("After review")


class Cost(LabelledEnum):
    """Whether people pay to take part."""

    FREE = "free", _l("Free of charge")
    PAID = "paid", _l("A fee per person")


class QuotaMode(LabelledEnum):
    """What the quota of a delegation unit does: the office is warned, or nobody beyond it gets a place."""

    WARN = "warn", _l("A guide: the organizers are warned before they exceed the quota")
    REFUSE = (
        "refuse",
        _l("Binding: further registrations join the waiting list, and nobody can be confirmed over quota"),
    )


class HostRole(LabelledEnum):
    """主办, 承办, 协办, 支持, in this order."""

    HOST = "host", _l("Hosted by")
    ORGANIZER = "organizer", _l("Organized by")
    CO_ORGANIZER = "co_organizer", _l("Co-organized by")
    SUPPORTER = "supporter", _l("Supported by")


class Series(Model):
    """Events that belong together over the years."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[dict[str, str]]


def _report_part(label: object, **more: Any) -> Any:
    info = setting(label, copied=False, longest=5000, **more)
    return mapped_column(default=dict, server_default="{}", deferred=True, deferred_group="report", info=info)


INVITES = "delegations"
"""What an event has switched on that invites delegations."""
DECLINED = "declined"
"""What `Event.set_aside` calls the features that the overview would offer to switch on and its organizers have
declined."""


class Event(Model):
    """A seminar, matchmaking, study visit, training or expo."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity_not_negative"),
        Index("ix_event_status_starts", "status", "starts_at", "id"),
        Index("ix_event_starts", "starts_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(
        String(80), unique=True, info=setting(_l("Public address"), copied=False, in_lists=True, in_letters=True)
    )
    kind: Mapped[EventKind] = mapped_column(info=setting(_l("Kind"), in_lists=True))
    status: Mapped[EventStatus] = mapped_column(
        default=EventStatus.DRAFT,
        info=setting(_l("State"), edited=False, copied=False, in_lists=True, in_letters=True, in_items=True),
    )
    title: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Title"), in_lists=True, in_letters=True))
    short_title: Mapped[dict[str, str]] = mapped_column(
        default=dict, server_default="{}", info=setting(_l("Short title"), longest=24)
    )
    """What agenda items begin with in calendars beside other things; empty: made from the title."""
    summary: Mapped[dict[str, str]] = mapped_column(
        default=dict, info=setting(_l("Summary"), in_lists=True, longest=500)
    )
    """One or two sentences, plain text."""
    description: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Description"), longest=20_000))
    """Markdown."""
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"), index=True)
    province_code: Mapped[str | None] = mapped_column(
        String(6), index=True, info=setting(_l("Province/region"), in_lists=True)
    )
    """Where it is held."""
    city: Mapped[dict[str, str]] = mapped_column(
        default=dict, info=setting(_l("City"), in_lists=True, in_letters=True, longest=60, section="time")
    )
    timezone: Mapped[str] = mapped_column(
        String(64), info=setting(_l("Time zone"), in_lists=True, in_letters=True, in_items=True)
    )
    starts_at: Mapped[datetime] = mapped_column(
        info=setting(_l("Begins"), in_lists=True, in_letters=True, in_items=True)
    )
    ends_at: Mapped[datetime] = mapped_column(info=setting(_l("Ends"), in_lists=True, in_letters=True, in_items=True))
    capacity: Mapped[int | None] = mapped_column(info=setting(_l("Capacity"), in_lists=True))
    """None: no limit."""
    approval: Mapped[Approval] = mapped_column(
        default=Approval.AUTOMATIC, info=setting(_l("Confirmation"), in_lists=True)
    )
    has_waiting_list: Mapped[bool] = mapped_column(default=True, info=setting(_l("Waiting list"), in_lists=True))
    quota_mode: Mapped[QuotaMode] = mapped_column(
        default=QuotaMode.WARN,
        server_default=QuotaMode.WARN.value,
        info=setting(_l("Quotas of delegations"), edited=False),
    )
    takes_guests: Mapped[bool] = mapped_column(
        default=True,
        server_default=true(),
        info=setting(_l("Guests without a delegation may register"), edited=False, in_lists=True),
    )
    """Whether people may register who belong to no delegation: from abroad, experts, companies of elsewhere."""
    by_invitation: Mapped[bool] = mapped_column(
        default=False, server_default=false(), info=setting(_l("Registration by invitation only"), in_lists=True)
    )
    """Whether visitors need an invitation to register."""
    needs_unit_word: Mapped[bool] = mapped_column(
        default=False,
        server_default=false(),
        info=setting(_l("Registrations need the recommendation of their delegation")),
    )
    """Whether whoever registers for an invited unit by themselves gets a place only once the unit has recommended
    them."""
    participant_types: Mapped[list[Any]] = mapped_column(
        default=list, server_default="[]", info=setting(_l("Participant types"), edited=False, copied=False)
    )
    """What is set for types of participants, in order (`participant_types/types.py`); empty: the house's own as they
    are."""
    audience: Mapped[dict[str, str]] = mapped_column(
        default=dict, server_default="{}", info=setting(_l("Intended audience"), longest=300)
    )
    """Intended audience, in the organizers' words; who may register beside that follows from units and guests."""
    fee: Mapped[int | None] = mapped_column(info=setting(_l("Fee"), in_lists=True, in_letters=True))
    """What one person pays, in hundredths of `fee_currency`; 0: free of charge; None: nothing is said."""
    fee_currency: Mapped[str] = mapped_column(
        String(3), default="CNY", server_default="CNY", info=setting(_l("Currency"), in_lists=True, in_letters=True)
    )
    fee_note: Mapped[dict[str, str]] = mapped_column(
        default=dict,
        server_default="{}",
        info=setting(_l("Note on the fee"), in_lists=True, in_letters=True, longest=120),
    )
    """What the fee covers, or what everybody pays for themselves."""
    registration_opens_at: Mapped[datetime | None] = mapped_column(
        info=setting(_l("Registration opens"), in_lists=True)
    )
    """None: open from publication on."""
    registration_closes_at: Mapped[datetime | None] = mapped_column(
        info=setting(_l("Registration closes"), in_lists=True)
    )
    """None: open until the event starts."""
    changes_close_at: Mapped[datetime | None] = mapped_column(
        info=setting(_l("Participants can change their registration until"))
    )
    """Until when participants change their registration themselves; later changes are requests to the organizers. None:
    without end, and the organizers are told of changes after the closing instant."""
    reviewed_fields: Mapped[list[Any]] = mapped_column(
        default=list, server_default="[]", info=setting(_l("Changes that need your approval"))
    )
    """Fields and questions (`q_<key>`) whose change needs the organizers' approval once the place is confirmed."""
    agenda_published: Mapped[bool] = mapped_column(default=False)
    features: Mapped[list[Any]] = mapped_column(
        default=list, server_default="[]", info=setting(_l("Features"), edited=False)
    )
    """Names of what is switched on (`ground/features`): what its kind brings at first, then as its organizers
    choose."""
    set_aside: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """What comes back when a feature is switched on again: `units` (delegation unit → quota) and `fields` (field of the
    registration form → how it was asked)."""
    contact: Mapped[dict[str, str]] = mapped_column(
        default=dict, info=setting(_l("Contact"), in_lists=True, in_letters=True)
    )
    """`name`, `phone`, `email`."""
    fields: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Registration form fields")))
    """Form field → `off`, `optional` or `required`; see `forms/fields.py`."""
    id_purpose: Mapped[dict[str, str]] = mapped_column(
        default=dict, server_default="{}", info=setting(_l("Purpose of the identity document number"), longest=120)
    )
    """What the number of an identity document is needed for, in the organizers' words; there is one where it is
    asked."""
    public_summary: Mapped[dict[str, str]] = mapped_column(
        default=dict, info=setting(_l("Public summary"), copied=False, in_lists=True, longest=20_000)
    )
    """Markdown; shown once the event is over."""
    report_measures: Mapped[dict[str, str]] = _report_part(_l("Approach"))
    report_results: Mapped[dict[str, str]] = _report_part(_l("Achievements"), section="summary")
    report_problems: Mapped[dict[str, str]] = _report_part(_l("Problems"), section="summary")
    report_next_steps: Mapped[dict[str, str]] = _report_part(_l("Next steps"), section="summary")
    """Plain text of the printed summary; loaded together when one of them is asked for."""
    published_on: Mapped[date | None] = mapped_column(info=setting(_l("Publication date"), copied=False))
    """Publication date of the announcement, apart from the event's dates."""
    status_reason: Mapped[dict[str, str]] = mapped_column(
        default=dict, info=setting(_l("Reason"), edited=False, copied=False, in_lists=True, in_letters=True)
    )
    """Why it was cancelled or postponed."""
    retention_months: Mapped[int] = mapped_column(default=36, info=setting(_l("Keep attendance records for (months)")))
    legal_bases: Mapped[dict[str, str]] = mapped_column(
        default=dict, server_default="{}", info=setting(_l("Legal bases"), edited=False)
    )
    """Field, question or process → on which ground it is processed (`privacy.bases`), where that is not the usual
    one."""
    search_text: Mapped[str] = mapped_column(Text, default="")
    """Folded titles, summaries, hosts, places: what the text filter looks in."""
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    """RFC 5545 UID; never changes."""
    sequence: Mapped[int] = mapped_column(default=0)
    """RFC 5545 SEQUENCE in feeds; see `services/numbering.py`."""
    calendar_changed_at: Mapped[datetime]
    """RFC 5545 LAST-MODIFIED in feeds: rises only when a calendar reader would see a difference."""
    calendar_digest: Mapped[str] = mapped_column(String(32), default="", server_default="")
    """Of what feeds show (`ical.digest_of`) under that number; empty: nothing was compared yet."""
    name_sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    """What agenda items add to their SEQUENCE where they begin with the event's short name: rises with that alone."""
    name_changed_at: Mapped[datetime | None]
    """When the short name changed the last time."""
    name_digest: Mapped[str] = mapped_column(String(32), default="", server_default="")
    """Of the short name in both languages under that number; empty: nothing was compared yet."""
    mail_sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    """RFC 5545 SEQUENCE of the next invitation by mail."""
    mail_changed_at: Mapped[datetime | None]
    """The latest DTSTAMP of a message that took back or changed a mailed entry."""
    mail_digest: Mapped[str] = mapped_column(String(32), default="", server_default="")
    """Of what mailed entries show under that number; empty: nothing was compared yet."""
    organizer_address: Mapped[str] = mapped_column(String(254), default="", server_default="")
    """RFC 5545 ORGANIZER of all mailed entries, for ever; set once, when the event is published."""
    page_version: Mapped[int] = mapped_column(default=1)
    """Rises with everything that the event's own public pages show, but for how many come; see
    `services/locking.py`."""
    programme_version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Rises with what agenda, calendars and the printed agenda show."""
    own_words: Mapped[dict[str, Any]] = mapped_column(
        default=dict, server_default="{}", info=setting(_l("Your own sentence"), edited=False)
    )
    """Kind of an e-mail → the organizers' own sentence in it, by language."""
    text_version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Rises with the texts that its e-mails bear, its own and those of the house."""
    handover_note: Mapped[str] = mapped_column(
        Text,
        default="",
        server_default="",
        deferred=True,
        info=setting(_l("Note for your successor"), edited=False, copied=False),
    )
    """What members of the team tell whoever takes over; on no public page."""
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    cloned_from_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    created_at: Mapped[datetime]

    mailings_until: Mapped[datetime | None] = query_expression()
    """Until when e-mails about the event wait for its organizers; known where `queries.find_event` was asked for it."""
    series: Mapped[Series | None] = relationship(info=setting(_l("Series"), in_lists=True))
    hosts: Mapped[list[HostBody]] = relationship(
        order_by="HostBody.position",
        cascade="all, delete-orphan",
        info=setting(_l("Organizing institutions"), edited=False, in_lists=True),
    )
    region_sets: Mapped[list[RegionSet]] = relationship(
        order_by="RegionSet.position",
        cascade="all, delete-orphan",
        info=setting(_l("Region sets"), edited=False, in_lists=True),
    )
    units: Mapped[list[InvitedUnit]] = relationship(
        cascade="all, delete-orphan", info=setting(_l("Invited delegations"), edited=False, in_lists=True)
    )
    sectors: Mapped[list[EventSector]] = relationship(
        order_by="EventSector.code",
        cascade="all, delete-orphan",
        info=setting(_l("Sectors"), edited=False, in_lists=True),
    )
    topics: Mapped[list[EventTopic]] = relationship(
        order_by=lambda: official_order(EventTopic.topic_id),
        cascade="all, delete-orphan",
        info=setting(_l("Topics"), edited=False, in_lists=True),
    )
    """Both in their official order."""
    tracks: Mapped[list[Track]] = relationship(
        order_by="Track.position", cascade="all, delete-orphan", info=setting(_l("Tracks"), edited=False, copied=False)
    )
    venues: Mapped[list[Venue]] = relationship(
        order_by="Venue.position",
        cascade="all, delete-orphan",
        info=setting(_l("Venues"), edited=False, copied=False, in_lists=True, in_items=True),
    )
    deadlines: Mapped[list[Deadline]] = relationship(
        order_by="Deadline.due_at",
        cascade="all, delete-orphan",
        info=setting(_l("Deadlines"), edited=False, copied=False),
    )
    notices: Mapped[list[Notice]] = relationship(order_by="Notice.published_on.desc()", cascade="all, delete-orphan")
    attachments: Mapped[list[Attachment]] = relationship(order_by="Attachment.position", cascade="all, delete-orphan")
    questions: Mapped[list[Question]] = relationship(
        order_by="Question.position", cascade="all, delete-orphan", info=setting(_l("Extra questions"), edited=False)
    )


class HostBody(Model):
    """A body that hosts, organizes, co-organizes or supports."""

    __tablename__ = "host_body"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    role: Mapped[HostRole] = mapped_column(info=setting(_l("Role")))
    name: Mapped[dict[str, str]]
    position: Mapped[int] = mapped_column(default=0)


class RegionSet(Model):
    """A named set of provinces that belongs to one event (东部, 中南部, …): no official division."""

    __tablename__ = "region_set"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[dict[str, str]]
    province_codes: Mapped[list[str]] = mapped_column(default=list)
    position: Mapped[int] = mapped_column(default=0)


class InvitedUnit(Model):
    """A delegation unit that is invited, with its quota."""

    __tablename__ = "invited_unit"
    __table_args__ = (UniqueConstraint("event_id", "unit_code"), Index("ix_invited_unit_unit_code", "unit_code"))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    unit_code: Mapped[str] = mapped_column(String(8))
    quota: Mapped[int | None]


class EventSector(Model):
    """A GB/T 4754 code or a sector theme's division that the event is about."""

    __tablename__ = "event_sector"
    __table_args__ = (Index("ix_event_sector_code", "code"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(3), primary_key=True)


class EventTopic(Model):
    """A topic of the event."""

    __tablename__ = "event_topic"
    __table_args__ = (Index("ix_event_topic_topic_id", "topic_id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[str] = mapped_column(String(32), primary_key=True)


def official_order(topic_id: Any) -> Case[int]:
    """The place of a topic in the tree of the taxonomy; those that have ended come last."""
    order = [topic.id for topic in topics()]
    return case({known: position for position, known in enumerate(order)}, value=topic_id, else_=len(order))


class Track(Model):
    """A main line of the event (争高端, 促转型, 强基础)."""

    __tablename__ = "track"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[dict[str, str]]
    position: Mapped[int] = mapped_column(default=0)


class Venue(Model):
    """A building or a visited site; the first one is the main venue."""

    __tablename__ = "venue"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[dict[str, str]]
    address: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Street address")))
    directions: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Directions")))
    position: Mapped[int] = mapped_column(default=0)

    rooms: Mapped[list[Room]] = relationship(order_by="Room.position", cascade="all, delete-orphan")


class Room(Model):
    """A space in a venue that holds one thing at a time."""

    __tablename__ = "room"

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[dict[str, str]]
    capacity: Mapped[int | None] = mapped_column(info=setting(_l("Capacity")))
    position: Mapped[int] = mapped_column(default=0)


class Deadline(Model):
    """A named instant before which something is due (回执, 发言材料, 住宿)."""

    __tablename__ = "deadline"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    label: Mapped[dict[str, str]]
    due_at: Mapped[datetime] = mapped_column(info=setting(_l("Deadline")))


class Notice(Model):
    """A notice with its own publication date; public from that date on."""

    __tablename__ = "notice"
    not_found = _l("This event has no such notice.")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    title: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Title")))
    body: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Text")))
    """Markdown."""
    number: Mapped[str] = mapped_column(String(60), default="", info=setting(_l("Document number")))
    """Document number, e.g. 样例函〔2026〕12号."""
    published_on: Mapped[date] = mapped_column(info=setting(_l("Publication date")))


class Attachment(Model):
    """A file of the event, offered as a download."""

    __tablename__ = "attachment"
    not_found = _l("This event has no such file.")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    title: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Title")))
    filename: Mapped[str] = mapped_column(String(200), info=setting(_l("File name")))
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(info=setting(_l("Size (bytes)")))
    """Bytes."""
    sha256: Mapped[str] = mapped_column(String(64))
    is_public: Mapped[bool] = mapped_column(default=True, info=setting(_l("Public")))
    position: Mapped[int] = mapped_column(default=0)
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    created_at: Mapped[datetime]


class SiteRevision(Model):
    """Counters of what the front page and the public feeds show: `site`, and `places` for which events are full."""

    __tablename__ = "site_revision"

    scope: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[int] = mapped_column(default=0)
