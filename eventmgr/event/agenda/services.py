"""The verbs of the agenda: add, edit, move, remove, publish."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from eventmgr.event.agenda import queries
from eventmgr.event.agenda.calendar_entry import digest_of_item
from eventmgr.event.agenda.conflicts import Conflict, Occupied, Outcome, find_conflicts, moving, outcome, person_key
from eventmgr.event.agenda.models import AgendaItem, ItemKind, Speaker, SpeakerRole
from eventmgr.event.agenda.signals import agenda_shown, item_added, item_changed, item_removed
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import settle_part, touch
from eventmgr.ground.columns import state_of
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, format_span, format_time, localized
from eventmgr.tools.log.services import Act, Changes, difference, record
from eventmgr.tools.messages.composing import base_url


@dataclass(frozen=True)
class SpeakerDraft:
    """A person named in an item, as typed."""

    role: SpeakerRole
    name: dict[str, str]
    organization: dict[str, str] = field(default_factory=dict)
    title: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ItemDraft:
    """An item as typed; instants aware."""

    kind: ItemKind
    title: dict[str, str]
    starts_at: datetime
    ends_at: datetime
    description: dict[str, str] = field(default_factory=dict)
    room_id: int | None = None
    track_id: int | None = None
    parent_id: int | None = None
    sector_code: str | None = None
    topic_id: str | None = None
    capacity: int | None = None
    speakers: tuple[SpeakerDraft, ...] = ()
    location: dict[str, str] | None = None
    note: dict[str, str] | None = None
    """What a room upstairs says as well (`tell`), as `location`; None: as it is."""


def add_item(event: Event, draft: ItemDraft, *, act: Act) -> AgendaItem:
    """A new item, placed after those that start at the same time.

    Raises:
        Refusal: its times do not lie inside the event, or a room, track or parent is not the event's.
    """
    touch(event, programme=True, site=event.agenda_published)
    _check(event, draft, None)
    item = AgendaItem(event_id=event.id, uid=f"{uuid.uuid4()}@eventmgr", sequence=0, calendar_changed_at=act.at)
    _fill(item, draft)
    item.position = queries.count_items(event.id)
    db.session.add(item)
    db.session.flush()
    item.calendar_digest = _digest(event, item)
    record(act, "created", item, event_id=event.id, object_name=_name(item), changes=difference({}, _state(item)))
    item_added.send(item, event=event, act=act)
    return item


def edit_item(event: Event, item: AgendaItem, draft: ItemDraft, *, act: Act) -> Changes:
    """Change an item; calendars hear of it only if they would show a difference.

    Returns:
        `{field: [from, to]}` of what changed; empty if nothing did.

    Raises:
        Refusal: as `add_item`.
    """
    touch(event, programme=True, site=event.agenda_published)
    _check(event, draft, item)
    before, shown = _state(item), _digest(event, item)
    _fill(item, draft)
    return _note_change(event, item, before, shown, act=act)


def move_item(event: Event, item: AgendaItem, *, minutes: int, act: Act) -> None:
    """Shift an item, and the parts of it, by so many minutes (negative: earlier).

    Raises:
        Refusal: it would leave the event.
    """
    touch(event, programme=True, site=event.agenda_published)
    for part in (item, *queries.list_children(item.id)):
        before, shown = _state(part), _digest(event, part)
        part.starts_at += timedelta(minutes=minutes)
        part.ends_at += timedelta(minutes=minutes)
        _check_inside(event, part.starts_at, part.ends_at)
        _note_change(event, part, before, shown, act=act)


def set_hours(event: Event, item: AgendaItem, starts_at: datetime, ends_at: datetime, *, act: Act) -> None:
    """An item lies at these hours from now on.

    Raises:
        Refusal: they lie outside the event.
    """
    touch(event, programme=True, site=event.agenda_published)
    before, shown = _state(item), _digest(event, item)
    item.starts_at, item.ends_at = starts_at, ends_at
    _check_inside(event, starts_at, ends_at)
    _note_change(event, item, before, shown, act=act)


@dataclass(frozen=True)
class ShiftPlan:
    """What moves when an item and all later ones of its day go by `minutes` (negative: earlier), and what becomes of
    it."""

    minutes: int
    items: tuple[AgendaItem, ...]
    """What moves, by start."""
    agenda: Mapping[int, AgendaItem]
    """All items of the event by their numbers."""
    outcome: Outcome

    def after(self, item: AgendaItem) -> tuple[datetime, datetime]:
        """When one of the items begins and ends then."""
        by = timedelta(minutes=self.minutes)
        return item.starts_at + by, item.ends_at + by

    @property
    def outside(self) -> frozenset[int]:
        """Items that would leave the event: the plan cannot be carried out."""
        return frozenset((*self.outcome.too_early, *self.outcome.too_late))

    @property
    def stamp(self) -> str:
        """Tells this plan from one for an agenda that was changed since."""
        said = [f"{moved.id} {moved.starts_at.isoformat()} {moved.ends_at.isoformat()}" for moved in self.items]
        return hashlib.blake2b("\n".join([str(self.minutes), *said]).encode(), digest_size=12).hexdigest()


def plan_shift(event: Event, item: AgendaItem, minutes: int) -> ShiftPlan:
    """What would move, as the agenda stands; changes nothing."""
    items = queries.list_items(event.id)
    all_of_them = occupied(items)
    first = next(occupant for occupant in all_of_them if occupant.id == item.id)
    moved = moving(all_of_them, first, event.timezone)
    by_number = {entry.id: entry for entry in items}
    told = outcome(all_of_them, moved, minutes, begins=event.starts_at, ends=event.ends_at)
    return ShiftPlan(minutes, tuple(by_number[occupant.id] for occupant in moved), by_number, told)


def shift_items(event: Event, plan: ShiftPlan, *, act: Act) -> None:
    """Carry out a plan that was made under the lock; the trail has one entry for all that moved.

    Raises:
        Refusal: something would leave the event.
    """
    touch(event, programme=True, site=event.agenda_published)
    check_shift(event, plan)
    before = [_begins(event, moved) for moved in plan.items]
    for moved in plan.items:
        state, shown = _state(moved), _digest(event, moved)
        moved.starts_at += timedelta(minutes=plan.minutes)
        moved.ends_at += timedelta(minutes=plan.minutes)
        _note_change(event, moved, state, shown, act=act, is_recorded=False)
    changes: dict[str, list[object]] = {
        "minutes": [None, plan.minutes],
        "items": [before, [_begins(event, moved) for moved in plan.items]],
    }
    record(act, "agenda_shifted", event, event_id=event.id, object_name=_name(plan.items[0]), changes=changes)


def check_shift(event: Event, plan: ShiftPlan) -> None:
    """Refuse a plan by which something would leave the event.

    Raises:
        Refusal: and the message names the first item.
    """
    out = next((planned for planned in plan.items if planned.id in plan.outside), None)
    if out is not None:
        raise Refusal(
            _(
                "“%(title)s” would be outside the event (%(span)s). Choose fewer minutes, or change the "
                "event's dates first.",
                title=localized(out.title),
                span=format_span(event.starts_at, event.ends_at, event.timezone),
            ),
            field="minutes",
        )


def remove_item(event: Event, item: AgendaItem, *, act: Act) -> None:
    """Take an item out; once the agenda was published it stays as cancelled, so that calendars hear of it."""
    touch(event, programme=True, site=event.agenda_published)
    for part in (*queries.list_children(item.id), item):
        item_removed.send(part, event=event, act=act)
        record(act, "removed", part, event_id=event.id, object_name=_name(part))
        if event.agenda_published or part.sequence:
            shown = _digest(event, part)
            part.is_cancelled, part.removed_at = True, act.at
            settle_part(part, _digest(event, part), at=act.at, before=shown)
        else:
            db.session.delete(part)


def tell(event: Event, item: AgendaItem, *, act: Act, **facts: dict[str, str]) -> None:
    """What a room upstairs knows of an item (`location`, `note`), wherever the agenda is shown; the trail tells of it
    up there."""
    if all(getattr(item, name) == value for name, value in facts.items()):
        return
    touch(event, programme=True, site=event.agenda_published)
    shown = _digest(event, item)
    for name, value in facts.items():
        setattr(item, name, value)
    settle_part(item, _digest(event, item), at=act.at, before=shown)


def publish_agenda(event: Event, *, published: bool, act: Act) -> None:
    """Show the agenda to everybody, or take it back.

    Raises:
        Refusal: there is nothing to publish yet.
    """
    touch(event, programme=True, site=True)
    if published and not queries.count_items(event.id):
        raise Refusal(_("The agenda is empty. Add an agenda item first."))
    if event.agenda_published != published:
        event.agenda_published = published
        record(act, "agenda_published" if published else "agenda_withdrawn", event, event_id=event.id)
        db.session.flush()
        agenda_shown.send(event, act=act)


def occupied(items: Iterable[AgendaItem]) -> list[Occupied]:
    """The items as `find_conflicts` wants them."""
    return [
        Occupied(
            id=item.id,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            parent_id=item.parent_id,
            room=item.room_id,
            people=frozenset(people_of(item)),
        )
        for item in items
    ]


def people_of(item: AgendaItem) -> dict[str, str]:
    """Key of `person_key` → name as shown, of everybody named in the item."""
    return {
        person_key(localized(speaker.name, "zh"), localized(speaker.organization, "zh")): localized(speaker.name)
        for speaker in item.speakers
    }


def warnings(items: list[AgendaItem]) -> list[Conflict]:
    """Rooms and speakers that are in two places at once."""
    return find_conflicts(occupied(items))


def _fill(item: AgendaItem, draft: ItemDraft) -> None:
    item.kind, item.title, item.description = draft.kind, draft.title, draft.description
    item.starts_at, item.ends_at = draft.starts_at, draft.ends_at
    item.room_id, item.track_id, item.parent_id = draft.room_id, draft.track_id, draft.parent_id
    item.sector_code, item.topic_id, item.capacity = draft.sector_code, draft.topic_id, draft.capacity
    item.location = item.location or {} if draft.location is None else draft.location
    item.note = item.note or {} if draft.note is None else draft.note
    wanted = [(speaker.role, speaker.name, speaker.organization, speaker.title) for speaker in draft.speakers]
    if [(speaker.role, speaker.name, speaker.organization, speaker.title) for speaker in item.speakers] != wanted:
        item.speakers = [
            Speaker(event_id=item.event_id, role=role, name=name, organization=body, title=title, position=position)
            for position, (role, name, body, title) in enumerate(wanted)
        ]


def _check(event: Event, draft: ItemDraft, item: AgendaItem | None) -> None:
    if draft.ends_at <= draft.starts_at:
        raise Refusal(_("The agenda item ends before it begins. Set a later end."), field="ends")
    _check_inside(event, draft.starts_at, draft.ends_at)
    rooms = {room.id for venue in event.venues for room in venue.rooms}
    if draft.room_id is not None and draft.room_id not in rooms:
        raise Refusal(_("This event has no such room. Choose one from the list."), field="room")
    if draft.track_id is not None and draft.track_id not in {track.id for track in event.tracks}:
        raise Refusal(_("This event has no such track. Choose one from the list."), field="track")
    if draft.parent_id is not None:
        parent = queries.get_item(event, draft.parent_id)
        if parent.parent_id is not None or (item is not None and parent.id == item.id):
            raise Refusal(_("An agenda item can only be part of an independent one."), field="parent")


def _check_inside(event: Event, starts_at: datetime, ends_at: datetime) -> None:
    if starts_at < event.starts_at or ends_at > event.ends_at:
        span = format_span(event.starts_at, event.ends_at, event.timezone)
        raise Refusal(
            _("The times must be within the event: %(span)s. Change them here or change the event's dates.", span=span),
            field="starts",
        )


def _digest(event: Event, item: AgendaItem) -> str:
    return digest_of_item(item, event, base_url=base_url())


def _note_change(
    event: Event, item: AgendaItem, before: Mapping[str, object], shown: str, *, act: Act, is_recorded: bool = True
) -> Changes:
    changes = difference(before, _state(item))
    if changes:
        db.session.flush()
        db.session.refresh(item, ["room"])
        settle_part(item, _digest(event, item), at=act.at, before=shown)
        if is_recorded:
            record(act, "changed", item, event_id=event.id, object_name=_name(item), changes=changes)
        item_changed.send(item, event=event, changes=changes, act=act)
    return changes


def _state(item: AgendaItem) -> dict[str, object]:
    state = state_of(item)
    state["speakers"] = [_speaker(speaker) for speaker in item.speakers]
    return state


def _begins(event: Event, item: AgendaItem) -> str:
    """`14:30 工作报告`, on the event's clock: an item in the entry about a shift."""
    return f"{format_time(item.starts_at, event.timezone)} {_name(item)}"


def _speaker(speaker: Speaker) -> str:
    """`speaker: 王敏 Wang Min · 样例研究院 · 院长`: everything that is shown of somebody, in both languages."""
    parts = [
        " ".join(dict.fromkeys(text for text in (part.get("zh"), part.get("en")) if text))
        for part in (speaker.name, speaker.organization, speaker.title)
    ]
    return f"{speaker.role.value}: " + " · ".join(part for part in parts if part)


def _name(item: AgendaItem) -> str:
    return item.title.get("zh") or item.title.get("en", "")
