"""What a sample event consists of: plain values. A pair is (Chinese, English)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from eventmgr.console.sample.dates import CHINA, Dates
from eventmgr.event.agenda.models import ItemKind, SpeakerRole
from eventmgr.event.events.models import Approval, EventKind, EventStatus, HostRole
from eventmgr.event.forms.participant_types.types import ParticipantType
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.forms.rules import NONE, Rules
from eventmgr.matchmaking.outcomes.models import ActionItemStatus

Pair = tuple[str, str]
NOTHING: Pair = ("", "")


def both(pair: Pair) -> dict[str, str]:
    """The pair as the tables keep it; `{}` for nothing."""
    return {lang: text for lang, text in zip(("zh", "en"), pair, strict=True) if text}


@dataclass(frozen=True)
class Voice:
    """A speaker of an agenda item, as the sample plans it."""

    role: SpeakerRole
    name: Pair
    organization: Pair = NOTHING
    title: Pair = NOTHING


@dataclass(frozen=True)
class Item:
    """An agenda item; `parts` run inside it, side by side or one after the other."""

    kind: ItemKind
    title: Pair
    starts_at: datetime
    ends_at: datetime
    room: int | None = None
    """Number of the room, counted through all venues."""
    track: int | None = None
    sector: str | None = None
    topic: str | None = None
    capacity: int | None = None
    description: Pair = NOTHING
    voices: tuple[Voice, ...] = ()
    parts: tuple[Item, ...] = ()


def item(
    dates: Dates, day: int, span: str, kind: ItemKind, title: Pair, room: int | None = 0, *voices: Voice, **more: Any
) -> Item:
    """An item from `08:30-09:00` of the day `day` days after the anchor."""
    start, _dash, end = span.partition("-")
    return Item(kind, title, dates.at(day, start), dates.at(day, end), room, voices=voices, **more)


@dataclass(frozen=True)
class PlannedVenue:
    """A venue with its rooms: (name, seats)."""

    name: Pair
    address: Pair
    directions: Pair = NOTHING
    rooms: tuple[tuple[Pair, int], ...] = ()


@dataclass(frozen=True)
class Announcement:
    """A notice that the sample publishes."""

    title: Pair
    body: Pair
    published_on: date
    number: str = ""


@dataclass(frozen=True)
class Asking:
    """A question of the event's own; `options` are (value, label)."""

    key: str
    kind: QuestionKind
    label: Pair
    options: tuple[tuple[str, Pair], ...] = ()
    required: bool = False
    rules: Rules = NONE


@dataclass(frozen=True)
class PlannedActionItem:
    """An action item that the sample records."""

    text: Pair
    owner: Pair
    due_on: date
    status: ActionItemStatus = ActionItemStatus.OPEN


@dataclass(frozen=True)
class Plan:
    """An event and everything an organizer sets up around it."""

    slug: str
    kind: EventKind
    title: Pair
    summary: Pair
    province: str
    city: Pair
    starts_at: datetime
    ends_at: datetime
    published_on: date
    timezone: str = CHINA
    status: EventStatus = EventStatus.PUBLISHED
    description: Pair = NOTHING
    series: str | None = None
    capacity: int | None = None
    approval: Approval = Approval.AUTOMATIC
    audience: Pair = NOTHING
    fee: int | None = 0
    """Hundredths of a yuan; 0: free of charge."""
    fee_note: Pair = NOTHING
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    agenda_published: bool = True
    contact: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    public_summary: Pair = NOTHING
    report_measures: Pair = NOTHING
    report_results: Pair = NOTHING
    report_problems: Pair = NOTHING
    report_next_steps: Pair = NOTHING
    status_reason: Pair = NOTHING
    hosts: tuple[tuple[HostRole, Pair], ...] = ()
    regions: tuple[tuple[Pair, tuple[str, ...]], ...] = ()
    units: dict[str, int] = field(default_factory=dict)
    types: tuple[ParticipantType, ...] = ()
    """Types of participants of its own."""
    """Unit code → quota."""
    sectors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    tracks: tuple[Pair, ...] = ()
    venues: tuple[PlannedVenue, ...] = ()
    deadlines: tuple[tuple[Pair, datetime], ...] = ()
    notices: tuple[Announcement, ...] = ()
    questions: tuple[Asking, ...] = ()
    items: tuple[Item, ...] = ()
    attachments: tuple[tuple[Pair, str, str], ...] = ()
    """(title, file name, text)."""
    action_items: tuple[PlannedActionItem, ...] = ()
