"""What the agenda does when an event is made, moved or copied, and what it shows on the event's page."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask, render_template, url_for

from eventmgr.event.agenda import queries, services
from eventmgr.event.agenda.calendar_entry import digest_of_item
from eventmgr.event.agenda.labels import QUIET
from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.agenda.programme import days
from eventmgr.event.agenda.signals import items_copied, items_made
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.panels import Look, Oddity, OddityRule
from eventmgr.event.events.services import settle_part
from eventmgr.event.events.setup.templates_by_kind import SkeletonItem
from eventmgr.event.events.signals import event_changed, event_cloned, event_created, event_moved
from eventmgr.ground.columns import copy_of, settings_of, taken_along
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _n, localized
from eventmgr.tools.log.services import Act, Changes
from eventmgr.tools.messages.composing import base_url

_SHOWN = frozenset({"rooms", *(name for name, declared in settings_of(Event).items() if declared.in_items)})
"""What of the event may be seen in its items."""
_MOST_UNFOLDED = 12
"""So many items of several days stand on the event's page at once; of more, the days after the first are folded."""


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    event_created.connect(_on_created)
    event_changed.connect(_on_changed)
    event_moved.connect(_on_moved)
    event_cloned.connect(_on_cloned)


def section(event: Event) -> str | None:
    """The agenda on the event's page, once it is published."""
    if not event.agenda_published:
        return None
    programme = days(queries.list_items(event.id), event.timezone)
    folds = len(programme) > 1 and sum(day.entries for day in programme) > _MOST_UNFOLDED
    return render_template("event/agenda/_section.html", event=event, days=programme, quiet=QUIET, folds=folds)


def oddities(event: Event) -> list[Oddity]:
    """Items with more places than their room has seats."""
    return [
        Oddity(
            _(
                "“%(title)s” has %(places)s places, but %(room)s has %(seats)s seats: choose a larger room, or fewer places.",
                title=localized(title),
                places=places,
                room=localized(room),
                seats=seats,
            ),
            url_for("agenda_manage.edit", slug=event.slug, item_id=number),
            "agenda.edit",
        )
        for number, title, places, room, seats in queries.list_beyond_seats(event.id)
    ]


SEATS = OddityRule(queries.is_beyond_seats, oddities)


def last_look(event: Event) -> Look:
    """How many items the agenda has, and whether it is shown with the event."""
    number, address = queries.count_items(event.id), url_for("agenda_manage.index", slug=event.slug)
    if not number:
        return Look(_("Agenda"), _("no agenda items yet"), address)
    items = _n("%(num)s item", "%(num)s items", number)
    if event.agenda_published:
        return Look(
            _("Agenda"), _("%(items)s, public with the event", items=items), address, figure="items", rows=address
        )
    return Look(
        _("Agenda"),
        _("%(items)s, hidden until the agenda is published", items=items),
        address,
        "agenda",
        _("Publish the agenda as well"),
        lambda event, act: services.publish_agenda(event, published=True, act=act),
        figure="items",
        rows=address,
    )


def _on_created(event: Event, *, skeleton: Sequence[SkeletonItem], act: Act, **_more: object) -> None:
    """The agenda that the kind proposes becomes items."""
    first_day = event.starts_at.astimezone(ZoneInfo(event.timezone)).date()
    items = []
    for position, planned in enumerate(skeleton):
        starts_at, ends_at = planned.interval(first_day, event.timezone)
        items.append(
            AgendaItem(
                event_id=event.id,
                kind=ItemKind(planned.kind),
                title=dict(planned.title),
                starts_at=starts_at,
                ends_at=ends_at,
                position=position,
                uid=_new_uid(),
                calendar_changed_at=act.at,
            )
        )
    db.session.add_all(items)
    db.session.flush()
    items_made.send(event, items=items, act=act)


def _on_changed(event: Event, *, changes: Changes, act: Act, **_more: object) -> None:
    """What an item's calendar entry shows of its event (state, zone, buildings, rooms) counts as its own change.

    Raises:
        Refusal: with its new dates the event would leave items outside.
    """
    if changes.keys() & {"starts_at", "ends_at"}:
        _check_inside(event)
    if changes.keys() & _SHOWN:
        settle_items(event, at=act.at)


def settle_items(event: Event, *, at: datetime, first_look: bool = False) -> int:
    """Raise the numbers of the items whose readers see a difference to what was last shown; how many were.

    Args:
        first_look: nothing was changed just now: what was never compared begins as it is.
    """
    items = queries.list_items(event.id, with_removed=True, again=True)
    shown = [(item, digest_of_item(item, event, base_url=base_url())) for item in items]
    if event.status is EventStatus.DRAFT:
        for item, digest in shown:
            item.calendar_digest = digest
        return 0
    return sum(settle_part(item, digest, at=at, before=digest if first_look else "") for item, digest in shown)


def _check_inside(event: Event) -> None:
    items = queries.list_items(event.id)
    outside = [item for item in items if item.starts_at < event.starts_at or item.ends_at > event.ends_at]
    if outside:
        raise Refusal(
            _n(
                "With these dates %(num)s agenda item (“%(title)s”) would be outside the event. Move or delete "
                "it first, or move the whole agenda along.",
                "With these dates %(num)s agenda items (“%(title)s” first) would be outside the event. Move or "
                "delete them first, or move the whole agenda along.",
                len(outside),
                title=localized(outside[0].title),
            ),
            field="ends_at",
        )


def _on_moved(event: Event, *, shift: Callable[[datetime], datetime], **_more: object) -> None:
    """Items move along with their event, each to the same time of day; `_on_changed` comes next and numbers them."""
    for item in queries.list_items(event.id):
        item.starts_at, item.ends_at = shift(item.starts_at), shift(item.ends_at)


def _on_cloned(
    copy: Event,
    *,
    source: Event,
    days: int,
    rooms: Mapping[int, int],
    tracks: Mapping[int, int],
    act: Act,
    **_more: object,
) -> None:
    """A copy of the agenda, so many days on by the wall clock, with names and rooms."""
    copies: dict[int, AgendaItem] = {}
    originals = queries.list_items(source.id)
    for item in originals:
        copies[item.id] = _copy(item, copy, days, rooms, tracks, act.at)
        db.session.add(copies[item.id])
    db.session.flush()
    for item in originals:
        if item.parent_id in copies:
            copies[item.id].parent_id = copies[item.parent_id].id
    items_copied.send(copy, source=source, items=copies, days=days, act=act)


def _copy(
    item: AgendaItem, event: Event, days: int, rooms: Mapping[int, int], tracks: Mapping[int, int], at: datetime
) -> AgendaItem:
    return AgendaItem(
        event_id=event.id,
        starts_at=_later(item.starts_at, days, event.timezone),
        ends_at=_later(item.ends_at, days, event.timezone),
        room_id=rooms.get(item.room_id) if item.room_id else None,
        track_id=tracks.get(item.track_id) if item.track_id else None,
        uid=_new_uid(),
        calendar_changed_at=at,
        position=item.position,
        speakers=[copy_of(speaker, event_id=event.id) for speaker in item.speakers],
        **taken_along(item),
    )


def _later(value: datetime, days: int, zone: str) -> datetime:
    """The same time of day, so many days on, in the event's zone."""
    return value.astimezone(ZoneInfo(zone)) + timedelta(days=days)


def _new_uid() -> str:
    return f"{uuid.uuid4()}@eventmgr"
